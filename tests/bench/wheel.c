/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wheel alone, in ns:
 *
 *	wheel-... N		delete a timer and add it again, N pending
 *	wheel-... N expire	one expiry, of N timers that expire in every
 *				tick and arm themselves again
 *
 * Compiled twice: with libcore.a (a step point before each statement) and with
 * libcoreplain.a (the same sources as they stand).  Both run on a simulated
 * CPU, and no events are recorded.
 */
#include "worker.h"

#include <string.h>

#include "linux/jiffies.h"
#include "linux/program.h"
#include "linux/wheel.h"
#include "machine/machine.h"
#include "tests/machine.h"

#define BATCH 400000u
#define FARTHEST 1000000u	/* jiffies; all levels up to the sixth */

struct load {
	struct timer_list *timer;
	u32 nr;
	u64 random;
};

static u64 somewhen(struct load *load)
{
	return jiffies + 1 + worker_random(&load->random) % FARTHEST;
}

static void arm_all(void *arg)
{
	struct load *load = arg;
	u32 i;

	for (i = 0; i < load->nr; i++) {
		struct timer_list *timer = &load->timer[i];

		timer_setup(timer, program_timer_fn, 0);
		timer->expires = somewhen(load);
		add_timer(timer);
	}
}

static void delete_and_add(void *arg)
{
	struct load *load = arg;
	u32 i;

	for (i = 0; i < BATCH; i++) {
		u64 pick = worker_random(&load->random) % load->nr;
		struct timer_list *timer = &load->timer[pick];

		timer_delete(timer);
		timer->expires = somewhen(load);
		add_timer(timer);
	}
}

static void rearm(struct timer_list *timer)
{
	mod_timer(timer, jiffies);
}

static void arm_periodic(void *arg)
{
	struct load *load = arg;
	u32 i;

	for (i = 0; i < load->nr; i++) {
		timer_setup(&load->timer[i], rearm, 0);
		mod_timer(&load->timer[i], jiffies);
	}
}

/* What a tick does, without interrupt and softirq. */
static void expire_and_rearm(void *arg)
{
	struct load *load = arg;
	u32 i;

	for (i = 0; i < BATCH / load->nr; i++) {
		jiffies++;
		run_timer_softirq();
	}
}

int main(int argc, char **argv)
{
	struct machine *m = test_machine(1, false);
	struct load load = { .random = 88172645463325252ull };
	bool expire = argc > 2 && !strcmp(argv[2], "expire");

	load.nr = argc > 1 ? (u32)strtoul(argv[1], NULL, 10) : 1000;
	if (!m)
		worker_fail("no machine");
	load.timer = machine_alloc(m, load.nr * sizeof(*load.timer));
	if (!load.timer ||
	    machine_call(m, 0, expire ? arm_periodic : arm_all, &load))
		worker_fail("the timers could not be armed");
	while (worker_asked()) {
		double start = worker_time();

		if (machine_call(m, 0, expire ? expire_and_rearm : delete_and_add,
				 &load))
			worker_fail("the call did not return");
		worker_answer((worker_time() - start) / BATCH);
	}
	return 0;
}
