/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sequence counters (include/linux/seqlock.h): readers that never make a
 * writer wait.
 *
 *	writer                   sequence      reader
 *	write_seqcount_begin()   6 -> 7        begin: 7 is odd, wait
 *	... change things ...
 *	write_seqcount_end()     7 -> 8        begin: 8
 *	                                       ... read ...
 *	write_seqcount_begin()   8 -> 9        retry: 9 is not 8, again
 *
 * While the counter is odd somebody writes.  A reader who sees the same even
 * number before and after has read something whole.  Writers exclude each
 * other by a lock of their own, and keep interrupts off: a reader in an
 * interrupt of the same CPU would wait forever.
 *
 * Differs from Linux: the counter knows who writes, so that a reader's wait
 * can be shown; no latch (raw_read_seqcount_latch()).
 */
#ifndef LINUX_SEQLOCK_H
#define LINUX_SEQLOCK_H

#include "machine/machine.h"
#include "machine/state.h"

typedef struct seqcount {
	u32 sequence;
	s32 writer_cpu;			/* -1: nobody writes */
} seqcount_t;

void seqcount_init(seqcount_t *s);

/* Wait until nobody writes; returns what read_seqcount_retry() compares. */
u32 read_seqcount_begin(const seqcount_t *s);

/* Has somebody begun to write since read_seqcount_begin()? */
static inline notrace bool read_seqcount_retry(const seqcount_t *s, u32 start)
{
	return READ_ONCE(s->sequence) != start;
}

/* The writers' lock is held, interrupts are off. */
void write_seqcount_begin(seqcount_t *s);
void write_seqcount_end(seqcount_t *s);

extern const struct state_type seqcount_type;

#endif
