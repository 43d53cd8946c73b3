/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timers that expire in every tick and arm themselves again, on one CPU, in ns
 * an expiry:
 *
 *	periodic TIMERS record|count
 *
 * The script's own machinery does it all, as in a batch run: tick interrupt,
 * softirq, the wheel, the callback's body.  Records are kept, or only counted.
 *
 * The body is `rearm +0j`: a timer that its callback arms for now goes into the
 * next tick's bucket.  (One armed for the next jiffy expires in the second tick
 * from now: a wheel is never early.)
 */
#include "worker.h"

#include <string.h>

#include "front.h"
#include "linux/jiffies.h"
#include "linux/trace.h"

#define HERTZ 250u
#define EXPIRIES 200000u

static struct front *new_front(void)
{
	const struct session_config config = {
		.kernel = {
			.nr_cpus = 1,
			.hz = HERTZ,
			.jiffies0 = INITIAL_JIFFIES_OF(HERTZ),
			.ticks = true,
		},
	};
	const struct front_options options = {
		.batch = true,
		.limits = {
			.steps = UINT64_MAX,
			.time = KTIME_MAX,
			.memory = 1ull << 30,
			.output = UINT64_MAX,
		},
		.out = stderr,
		.err = stderr,
	};
	const char *error = "";
	struct front *front = front_new(&options, &config, &error);

	if (!front)
		worker_fail(error);
	return front;
}

static void arm(struct front *front, u32 nr)
{
	char text[100];
	u32 i;

	for (i = 0; i < nr; i++) {
		snprintf(text, sizeof(text),
			 "timer_setup t%u { rearm +0j }; mod_timer t%u +1j", i,
			 i);
		if (front_execute(front, text, strlen(text), NULL))
			worker_fail("a timer could not be armed");
	}
}

static void run_ticks(struct front *front, u64 ticks)
{
	struct machine *m = front_machine(front);
	struct goal goal = goal_none();

	goal.limits.time = m->now + ticks * tick_nsec(HERTZ);
	session_run(front->session, &goal);
}

static void count_expiries(void *count, const struct trace_record *record)
{
	*(u64 *)count += record->kind == EVENT_timer_expire_entry;
}

/* Every timer in every tick? */
static void verify(u32 nr)
{
	struct front *front = new_front();
	struct machine_host *host = front_machine(front)->host;
	u64 count = 0;

	arm(front, nr);
	run_ticks(front, 10);
	host->sink = count_expiries;
	host->sink_ctx = &count;
	run_ticks(front, 100);
	if (count != 100 * nr)
		worker_fail("the timers do not expire in every tick");
	front_free(front);
}

/* A fresh session each time, so that a recorded trace begins empty. */
static double measure(u32 nr, bool record)
{
	struct front *front = new_front();
	u64 ticks = EXPIRIES / nr;
	double start, spent;

	arm(front, nr);
	if (!record)
		front_machine(front)->host->sink = NULL;
	run_ticks(front, 10);
	start = worker_time();
	run_ticks(front, ticks);
	spent = worker_time() - start;
	front_free(front);
	return spent / (double)(ticks * nr);
}

int main(int argc, char **argv)
{
	u32 nr = argc > 1 ? (u32)strtoul(argv[1], NULL, 10) : 1;
	bool record = argc > 2 && !strcmp(argv[2], "record");

	verify(nr);
	while (worker_asked())
		worker_answer(measure(nr, record));
	return 0;
}
