/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers alone, in ns:
 *
 *	hrtimer-... N		start an hrtimer and cancel it, N queued
 *	hrtimer-... N tree	only what the tree does: insert and erase
 *
 * Compiled twice, as wheel.c: with and without step points.
 */
#include "worker.h"

#include <string.h>

#include "linux/hrtimer.h"
#include "machine/machine.h"
#include "tests/machine.h"

#define BATCH 200000u
#define FARTHEST 1000000000u	/* ns */

struct load {
	struct hrtimer *timer;		/* nr queued, and one more */
	u32 nr;
	u64 random;
};

static ktime_t somewhen(struct load *load)
{
	return (ktime_t)(1 + worker_random(&load->random) % FARTHEST);
}

static enum hrtimer_restart nothing(struct hrtimer *timer)
{
	(void)timer;
	return HRTIMER_NORESTART;
}

static void start_all(void *arg)
{
	struct load *load = arg;
	u32 i;

	for (i = 0; i <= load->nr; i++) {
		hrtimer_setup(&load->timer[i], nothing, CLOCK_MONOTONIC, HRTIMER_MODE_ABS);
		if (i < load->nr)
			hrtimer_start(&load->timer[i], somewhen(load), HRTIMER_MODE_ABS);
	}
}

static void start_and_cancel(void *arg)
{
	struct load *load = arg;
	struct hrtimer *timer = &load->timer[load->nr];
	u32 i;

	for (i = 0; i < BATCH; i++) {
		hrtimer_start(timer, somewhen(load), HRTIMER_MODE_ABS);
		hrtimer_cancel(timer);
	}
}

static void insert_and_erase(void *arg)
{
	struct load *load = arg;
	struct timerqueue_node *node = &load->timer[load->nr].node;
	struct timerqueue_head *queue = &load->timer[0].base->active;
	u32 i;

	for (i = 0; i < BATCH; i++) {
		node->expires = somewhen(load);
		timerqueue_add(queue, node);
		timerqueue_del(queue, node);
	}
}

int main(int argc, char **argv)
{
	struct machine *m = test_machine(1, false);
	struct load load = { .random = 88172645463325252ull };
	bool tree = argc > 2 && !strcmp(argv[2], "tree");

	load.nr = argc > 1 ? (u32)strtoul(argv[1], NULL, 10) : 1000;
	if (!m)
		worker_fail("no machine");
	load.timer = machine_alloc(m, (load.nr + 1) * sizeof(*load.timer));
	if (!load.timer || machine_call(m, 0, start_all, &load))
		worker_fail("the timers could not be started");
	while (worker_asked()) {
		double start = worker_time();

		if (machine_call(m, 0, tree ? insert_and_erase : start_and_cancel, &load))
			worker_fail("the call did not return");
		worker_answer((worker_time() - start) / BATCH);
	}
	return 0;
}
