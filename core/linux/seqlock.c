/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sequence counters: see seqlock.h.
 */
#include "linux/seqlock.h"

notrace void seqcount_init(seqcount_t *s)
{
	s->sequence = 0;
	s->writer_cpu = -1;
}

/* Spin until the writer is done, telling the machine whom we wait for. */
static void wait_for_writer(const seqcount_t *s)
{
	while (READ_ONCE(s->sequence) & 1) {
		cpu_waits_for(WAIT_SEQCOUNT, 0, s->writer_cpu);
		/* mark: seqcount-wait */
		cpu_relax();
	}
	cpu_waits_for(WAIT_NOTHING, 0, -1);
}

notrace u32 read_seqcount_begin(const seqcount_t *s)
{
	u32 sequence = READ_ONCE(s->sequence);

	while (sequence & 1) {
		wait_for_writer(s);
		sequence = READ_ONCE(s->sequence);
	}
	return sequence;
}

notrace void write_seqcount_begin(seqcount_t *s)
{
	s->sequence++;
	s->writer_cpu = (s32)hot.cpu->id;
}

notrace void write_seqcount_end(seqcount_t *s)
{
	s->writer_cpu = -1;
	s->sequence++;
}
