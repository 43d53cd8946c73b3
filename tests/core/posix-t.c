/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX timers under random use: every invariant at every moment, on both
 * kernels; and stopping at every statement changes nothing.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/program.h"
#include "tests/user_timers.h"
#include "linux/kernel.h"

#define SEEDS (PROGRAM_SLOW ? 6u : 15u)
#define INPUTS 60u

static const char *const scene[] = {
	"process x0", "thread x0 y0", "process x1",
	"sigaction x0 SIGUSR1 handler { nop }",
	"sigaction x0 SIGUSR2 handler { timer_getoverrun 0; nanosleep 100us }",
	"sigaction x0 SIGALRM handler SA_RESTART { burn user 200us }",
	"sigaction x0 SIGRTMIN handler { timer_settime 1 value=700us }",
	"sigaction x1 SIGUSR1 handler { nop }",
	"sigaction x1 SIGALRM handler { timer_delete 2; timer_create CLOCK_MONOTONIC SIGALRM }",
	"sigaction x1 SIGUSR2 SIG_IGN",
	"sigaction x1 SIGVTALRM SIG_IGN", "sigaction x1 SIGPROF SIG_IGN",
	"sigaction x0 SIGVTALRM handler { nop }", "sigaction x0 SIGPROF handler { nop }",
	"sigaction x0 SIGRTMIN+1 SIG_IGN",
};

/* What changes what becomes of signals, between the calls about timers. */
static void say_disposition(struct chance *c, struct text *t, const char *by)
{
	static const char *const signals[] = { "SIGUSR1", "SIGUSR2", "SIGRTMIN+1", "SIGALRM" };
	const char *sig = signals[chance_below(c, 4)];

	switch (chance_below(c, 6)) {
	case 0:
		say_text(t, "sigaction %s%s SIG_IGN", by, sig);
		break;
	case 1:
		say_text(t, "sigaction %s%s handler { nop }", by, sig);
		break;
	case 2:
		say_text(t, "block %s%s", by, sig);
		break;
	case 3:
		say_text(t, "unblock %sSIGUSR1|SIGUSR2|SIGRTMIN+1|SIGALRM", by);
		break;
	case 4:
		say_text(t, "sigtimedwait %s%s timeout=%uus", by, sig, chance_below(c, 2000));
		break;
	default:
		say_text(t, "burn %s%s %uus", by, chance_below(c, 3) ? "user" : "sys",
			 1 + chance_below(c, 5000));
		break;
	}
}

static void say_input(struct chance *c, struct text *t)
{
	static const char *const who[] = { "x0 ", "y0 ", "x1 ", "x0 " };
	const char *by = who[chance_below(c, 4)];

	*t = (struct text){ .len = 0 };
	if (chance_below(c, 3))
		say_timer_call(c, t, by);
	else
		say_disposition(c, t, by);
}

static struct front *begin(u32 nr_cpus, u32 step_cost, u64 seed)
{
	struct front *front = program_front_booted(nr_cpus, step_cost, false,
						   program_boot_way((u32)seed));
	const char *later = "machine kernel=6.18";
	size_t i;

	if (seed % 2)
		assert_int_equal(front_execute(front, later, strlen(later), "test"), 0);
	for (i = 0; i < ARRAY_SIZE(scene); i++) {
		assert_int_equal(program_input(front, scene[i]), 0);
		program_run_time(front, front_machine(front)->now + 50000);
	}
	return front;
}

/* Up to @time, @steps statements at a time; 0: in one go. */
static void run_to(struct front *front, u64 time, u32 steps)
{
	struct machine *m = front_machine(front);
	struct session_stop stop;
	const char *broken;
	struct goal goal;

	do {
		goal = goal_none();
		goal.limits.time = time;
		if (steps)
			goal.limits.steps = m->steps + steps;
		stop = session_run(front->session, &goal);
		broken = steps ? kernel_check(m) : NULL;
		if (broken)
			fail_msg("%s (step %llu)", broken, (unsigned long long)m->steps);
	} while (stop.reason == STOP_STEPS);
	if (stop.reason != STOP_TIME)
		fail_msg("the machine has stopped: %d", (int)stop.reason);
}

static u64 play(u32 nr_cpus, u32 step_cost, u64 seed, u32 steps)
{
	struct front *front = begin(nr_cpus, step_cost, seed);
	struct chance c = { .seed = seed };
	u64 time = front_machine(front)->now, digest;
	struct text text;
	u32 i;

	for (i = 0; i < INPUTS; i++) {
		session_set_focus(front->session, chance_below(&c, nr_cpus));
		say_input(&c, &text);
		program_input(front, text.s);
		time += 1 + chance_below(&c, 2000000);
		run_to(front, time, steps);
	}
	run_to(front, time + 20 * NSEC_PER_MSEC, steps);
	digest = program_digest(front);
	front_free(front);
	return digest;
}

static void test_invariants(void **state)
{
	u64 seed;

	(void)state;
	for (seed = 0; seed < SEEDS || soaking(); seed++)
		play(1 + (u32)(seed % 3), seed / 2 % 2 ? 10 : 0, seed, seed % 4 ? 97 : 7);
}

static void test_stops_change_nothing(void **state)
{
	u64 seed;

	(void)state;
	for (seed = 100; seed < 100 + SEEDS / 3; seed++)
		assert_true(play(2, seed % 2 ? 10 : 0, seed, 0) ==
			    play(2, seed % 2 ? 10 : 0, seed, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_invariants),
		cmocka_unit_test(test_stops_change_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
