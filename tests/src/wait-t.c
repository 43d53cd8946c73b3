/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a typed call is over: the prompt comes back at the same point, run freely
 * or with a look at every statement, the first time or after going back, and
 * its CPU then does what it did before.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/program.h"

#define SESSIONS 3u		/* free, each statement looked at, with a past */

struct moment {
	struct position at;
	u64 digest;
};

static bool look(struct session *session, void *ctx)
{
	(void)session;
	++*(u64 *)ctx;
	return false;
}

/* Give the call and wait; at most for 30 ms. */
static struct session_stop call_on(struct front *front, u32 cpu, const char *text, bool looking)
{
	struct goal goal = goal_none();
	u64 looks = 0;

	session_set_focus(front->session, cpu);
	if (session_input(front->session, text, 0, &goal.wait))
		fail_msg("refused: %s", text);
	goal.limits.time = front_machine(front)->now + 30 * NSEC_PER_MSEC;
	if (looking) {
		goal.here = look;
		goal.ctx = &looks;
	}
	return session_run(front->session, &goal);
}

static struct moment moment_of(struct front *front)
{
	return (struct moment){ session_position(front->session), program_digest(front) };
}

static void same_moment(const struct moment *a, const struct moment *b, const char *text)
{
	if (position_compare(&a->at, &b->at) || a->digest != b->digest)
		fail_msg("step %llu, not %llu: %s", (unsigned long long)b->at.steps,
			 (unsigned long long)a->at.steps, text);
}

/* The calls of one random script, in every session; where each was over. */
static u32 play(struct front *front[SESSIONS], u64 seed, struct moment *moment, u32 max)
{
	struct chance chance = { .seed = seed };
	struct text text;
	u32 i, n, cpu = 0;

	for (i = 0; i < max; i++) {
		if (!first_input(&chance, 2, i, &text)) {
			text.len = 0;
			cpu = chance_below(&chance, 2);
			if (chance_below(&chance, 8))
				say_arming(&chance, &text);
			else
				say_text(&text, "%slock L%u", i % 2 ? "un" : "",
					 chance_below(&chance, PROGRAM_LOCKS));
		}
		for (n = 0; n < SESSIONS; n++) {
			struct session_stop stop = call_on(front[n], cpu, text.s, n == 1);
			struct moment at = moment_of(front[n]);

			if (stop.reason != STOP_AWAITED && stop.reason != STOP_TIME &&
			    !stop.returned)
				return i;
			if (n == 0)
				moment[i] = at;
			same_moment(&moment[i], &at, text.s);
		}
	}
	return max;
}

static void jump_back(struct front *front, const struct moment *moment, u32 nr)
{
	u32 i;

	for (i = 0; i < nr; i++) {
		const struct moment *to = &moment[(i * 7 + 3) % nr];
		struct moment at;

		assert_int_equal(session_goto(front->session, &to->at), 0);
		at = moment_of(front);
		same_moment(to, &at, "after a jump");
	}
	assert_true(session_diverged(front->session) == TRACE_STORE_NONE);
}

static void test_same_point(void **state)
{
	struct moment moment[60];
	u64 seed;

	(void)state;
	for (seed = 1; seed <= (PROGRAM_SLOW ? 4 : 24) || soaking(); seed++) {
		u32 cost = seed % 2 ? 10 : 0;
		struct front *front[SESSIONS];
		u32 n, nr;

		for (n = 0; n < SESSIONS; n++)
			front[n] = program_front(2, cost, n == 2);
		nr = play(front, seed, moment, 60);
		assert_true(nr > 20);
		jump_back(front[2], moment, nr);
		for (n = 0; n < SESSIONS; n++)
			front_free(front[n]);
	}
}

/* --- where the CPU is then ------------------------------------------------------------ */

static const struct rq *rq_of(struct front *front, u32 cpu)
{
	const struct kernel *k = front_machine(front)->kernel;

	return &k->percpu[cpu]->rq;
}

static void test_idle_again(void **state)
{
	struct front *front = program_front(2, 0, false);
	const struct cpu *cpu = &front_machine(front)->cpu[1];

	(void)state;
	assert_true(call_on(front, 1, "mod_timer t +3j", false).returned);
	assert_int_equal(cpu->state, CPU_HALTED);
	assert_ptr_equal(rq_of(front, 1)->curr, rq_of(front, 1)->idle);
	assert_true(call_on(front, 1, "msleep 9ms", false).returned);
	assert_int_equal(cpu->state, CPU_HALTED);
	front_free(front);
}

static void test_what_was_interrupted(void **state)
{
	struct front *front = program_front(1, 0, false);
	const struct cpu *cpu = &front_machine(front)->cpu[0];
	const struct task *task;

	(void)state;
	assert_true(call_on(front, 0, "task p { burn 1s }", false).returned);
	task = rq_of(front, 0)->curr;
	assert_ptr_not_equal(task, rq_of(front, 0)->idle);
	program_run_time(front, 5 * NSEC_PER_MSEC);
	assert_true(call_on(front, 0, "mod_timer t +3j", false).returned);
	assert_ptr_equal(rq_of(front, 0)->curr, task);
	assert_int_equal(cpu->state, CPU_BURNING);
	front_free(front);
}

static void test_lingering(void **state)
{
	struct front *front = program_front(1, 0, false);
	const struct cpu *cpu = &front_machine(front)->cpu[0];
	struct moment held;

	(void)state;
	assert_true(call_on(front, 0, "lock L", false).returned);
	assert_int_equal(cpu->state, CPU_RELAXING);
	held = moment_of(front);
	assert_true(call_on(front, 0, "mod_timer t +3j", false).returned);
	assert_int_equal(cpu->state, CPU_RELAXING);
	assert_true(session_position(front->session).steps > held.at.steps);
	assert_true(call_on(front, 0, "unlock L", false).returned);
	assert_int_equal(cpu->state, CPU_HALTED);
	assert_ptr_equal(rq_of(front, 0)->curr, rq_of(front, 0)->idle);
	front_free(front);
}

/* No task is left behind, and so no stack: there are 4096 of them. */
static void test_many(void **state)
{
	struct front *front = program_front(1, 0, false);
	struct machine *m = front_machine(front);
	u32 i, high = 0;

	(void)state;
	for (i = 0; i < 10000; i++) {
		assert_true(call_on(front, 0, "mod_timer t +3j", false).returned);
		if (i == 10)
			high = m->stack_high;
	}
	assert_int_equal(m->now, 0);
	assert_int_equal(m->stack_high, high);
	front_free(front);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_point),
		cmocka_unit_test(test_idle_again),
		cmocka_unit_test(test_what_was_interrupted),
		cmocka_unit_test(test_lingering),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
