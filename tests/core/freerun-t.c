/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The free-run test: a stop never changes the schedule.
 *
 * The same random program, with the same inputs at the same moments, runs
 * freely, is stopped at every statement, at random ones, at every event, and
 * with and without history.  All runs must leave the same trace, byte for
 * byte, and the same state.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/program.h"

#define END (60 * NSEC_PER_MSEC)

enum manner {
	FREELY,
	EVERY_STATEMENT,
	NOW_AND_THEN,
	EVERY_EVENT,
	EVERY_HW_EVENT,
	ONE_CPU_AT_A_TIME,
	MANNERS,
};

static const char *const manner_names[MANNERS] = {
	"freely", "stopped at every statement", "stopped now and then",
	"stopped at every event", "stopped at every hardware event",
	"stopped at the statements of one CPU",
};

/* What a run left behind. */
struct run {
	u64 digest, steps, hw_events, nr_events;
	struct trace_record *records;
};

/* Set the next limit of the manner; the time is limited anyway. */
static void limit(struct machine *m, enum manner manner, struct chance *chance,
		  struct machine_limits *limits)
{
	u32 cpu = chance_below(chance, m->nr_cpus);

	switch (manner) {
	case EVERY_STATEMENT:
		limits->steps = m->steps + 1;
		break;
	case NOW_AND_THEN:
		limits->steps = m->steps + 1 + chance_below(chance, 50);
		break;
	case EVERY_EVENT:
		limits->events = m->nr_events + 1;
		break;
	case EVERY_HW_EVENT:
		limits->hw_events = m->nr_hw_events + 1;
		break;
	case ONE_CPU_AT_A_TIME:
		limits->cpu = (s32)cpu;
		limits->cpu_steps = m->cpu[cpu].steps + 1 + chance_below(chance, 9);
		break;
	default:
		break;
	}
}

static bool is_limit(enum stop_reason reason)
{
	return reason == STOP_STEPS || reason == STOP_EVENTS || reason == STOP_HW_EVENTS ||
	       reason == STOP_CPU_STEPS;
}

/* Whatever else makes it stop (a deadlock, held CPUs), it goes on after that,
 * in every manner; but not forever. */
static void run_until(struct front *front, u64 time, enum manner manner, struct chance *chance)
{
	struct machine *m = front_machine(front);
	u32 refusals = 0;

	while (refusals < 50) {
		struct goal goal = goal_none();
		struct session_stop stop;

		goal.limits.time = time;
		limit(m, manner, chance, &goal.limits);
		stop = session_run(front->session, &goal);
		if (stop.reason == STOP_TIME)
			return;
		if (!is_limit(stop.reason))
			refusals++;
	}
}

static void keep(struct front *front, struct run *run)
{
	struct machine *m = front_machine(front);
	const struct trace_store *trace = session_trace(front->session);
	u64 i;

	run->digest = program_digest(front);
	run->steps = m->steps;
	run->hw_events = m->nr_hw_events;
	run->nr_events = trace_store_count(trace);
	assert_int_equal(run->nr_events, m->nr_events);
	run->records = calloc(run->nr_events + 1, sizeof(*run->records));
	for (i = 0; i < run->nr_events; i++)
		run->records[i] = *trace_store_get(trace, i);
}

static void run_program(u32 nr_cpus, u32 step_cost, u64 seed, enum manner manner, bool history,
			struct run *run)
{
	struct front *front = program_front_booted(nr_cpus, step_cost, history,
						   program_boot_way(seed / 2));
	struct chance inputs = { .seed = seed, .users = seed % 3 == 2 };
	struct chance stops = { .seed = seed + 1000 };
	struct machine *m = front_machine(front);
	struct text text;
	u64 time = 0;
	u32 i;

	for (i = 0; first_input(&inputs, nr_cpus, i, &text); i++) {
		program_input(front, text.s);
		time += 100 * NSEC_PER_USEC;
		run_until(front, time, manner, &stops);
	}
	while (time < END) {
		session_set_focus(front->session, chance_below(&inputs, nr_cpus));
		later_input(&inputs, nr_cpus, &text);
		program_input(front, text.s);
		time += 1 + chance_below(&inputs, 2000000);
		run_until(front, time, manner, &stops);
	}
	if (kernel_check(m))
		fail_msg("seed %llu: %s", (unsigned long long)seed, kernel_check(m));
	keep(front, run);
	front_free(front);
}

static void compare(const struct run *a, const struct run *b, enum manner manner, u64 seed)
{
	u64 i;

	for (i = 0; i < a->nr_events && i < b->nr_events; i++)
		if (memcmp(&a->records[i], &b->records[i], sizeof(a->records[i])))
			fail_msg("seed %llu, %s: record %llu differs", (unsigned long long)seed,
				 manner_names[manner], (unsigned long long)i);
	if (a->nr_events != b->nr_events || a->steps != b->steps ||
	    a->hw_events != b->hw_events || a->digest != b->digest)
		fail_msg("seed %llu, %s: %llu events, %llu steps, %llu hw; not %llu, %llu, %llu",
			 (unsigned long long)seed, manner_names[manner],
			 (unsigned long long)b->nr_events, (unsigned long long)b->steps,
			 (unsigned long long)b->hw_events, (unsigned long long)a->nr_events,
			 (unsigned long long)a->steps, (unsigned long long)a->hw_events);
}

static void test_program(u32 nr_cpus, u32 step_cost, u64 seed)
{
	struct run free_run, other;
	enum manner manner;

	run_program(nr_cpus, step_cost, seed, FREELY, false, &free_run);
	assert_true(free_run.nr_events > 20);
	for (manner = FREELY; manner < MANNERS; manner++) {
		run_program(nr_cpus, step_cost, seed, manner, seed % 2 || manner == FREELY,
			    &other);
		compare(&free_run, &other, manner, seed);
		free(other.records);
	}
	free(free_run.records);
}

static void test_free_runs(void **state)
{
	static const u32 cpus[] = { 1, 2, 3, 4, 8 };
	u64 seed;

	(void)state;
	for (seed = 0; seed < (PROGRAM_SLOW ? 100 : 500) || soaking(); seed++)
		test_program(cpus[seed % 5], seed / 5 % 2 ? 10 : 0, seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_free_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
