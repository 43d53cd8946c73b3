/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Going back after ten million steps on a machine with nearly 1 MiB of used
 * memory, in ms: the first reverse-step, the median of the following ones,
 * the slowest of them, reverse-next, and reverse-continue to a breakpoint that
 * was hit in the tick before.
 */
#include "worker.h"

#include <string.h>

#include "front.h"
#include "linux/jiffies.h"

#define HERTZ 250u
#define STEPS 10000000u
#define HEAP (1024u * 1024 - 16384)
#define FOLLOWING 51

static struct front *new_front(void)
{
	FILE *nowhere = fopen("/dev/null", "w");
	const struct session_config config = {
		.kernel = {
			.nr_cpus = 2,
			.hz = HERTZ,
			.jiffies0 = INITIAL_JIFFIES_OF(HERTZ),
			.ticks = true,
		},
		.history = true,
	};
	const struct front_options options = {
		.limits = {
			.steps = UINT64_MAX,
			.time = KTIME_MAX,
			.memory = 1ull << 30,
			.output = UINT64_MAX,
		},
		.out = nowhere,
		.err = nowhere,
	};
	const char *error = "";
	struct front *front = front_new(&options, &config, &error);

	if (!front)
		worker_fail(error);
	return front;
}

/* Periodic timers, some of each period, until the memory is used; the last
 * part of it by timers that stay pending. */
static void fill(struct front *front)
{
	struct machine *m = front_machine(front);
	char text[120];
	u32 i;

	for (i = 0; m->heap_used < HEAP; i++) {
		if (i < 200)
			snprintf(text, sizeof(text),
				 "timer_setup t%u { rearm +%uj }; "
				 "mod_timer t%u +%uj",
				 i, 1 + i % 20, i, 1 + i % 20);
		else
			snprintf(text, sizeof(text),
				 "mod_timer t%u +100000000j", i);
		if (front_execute(front, text, strlen(text), NULL))
			worker_fail("a timer could not be armed");
	}
}

static double back(struct front *front, enum verb verb)
{
	double start = worker_time();
	struct arrival arrival = navigate_back(front->session,
					       front->breakpoints, verb, 1);

	if (!arrival.moved)
		worker_fail("going back has not moved");
	return (worker_time() - start) / 1e6;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static void run_to(struct front *front, u64 steps)
{
	struct goal goal = goal_none();

	goal.limits.steps = steps;
	session_run(front->session, &goal);
}

/* Somewhere in a tick, where there are steps to go back. */
static void measure(struct front *front)
{
	double step[FOLLOWING];
	double first, next, on;
	char error[200];
	u32 place, number;
	u32 i;

	first = back(front, VERB_STEP);
	for (i = 0; i < FOLLOWING; i++)
		step[i] = back(front, VERB_STEP);
	qsort(step, FOLLOWING, sizeof(step[0]), ascending);
	next = back(front, VERB_NEXT);
	place = breakpoint_place("tick_periodic", error, sizeof(error));
	number = breakpoint_add(front->breakpoints, BREAK_STATEMENT, place,
				"tick_periodic", NULL, false);
	on = back(front, VERB_CONTINUE);
	breakpoint_delete(front->breakpoints, number);
	printf("%.6g %.6g %.6g %.6g %.6g\n", first, step[FOLLOWING / 2],
	       step[FOLLOWING - 1], next, on);
	fflush(stdout);
}

int main(void)
{
	struct front *front = new_front();
	struct machine *m = front_machine(front);
	u64 steps = STEPS;

	fill(front);
	while (worker_asked()) {
		run_to(front, steps);
		if (getenv("BENCH_VERBOSE"))
			fprintf(stderr, "heap %llu now %llu\n",
				(unsigned long long)m->heap_used,
				(unsigned long long)m->now);
		measure(front);
		steps += 1000003;
	}
	return 0;
}
