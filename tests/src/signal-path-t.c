/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The facts about signals and processes, statement by statement: the functions
 * that they look for exist; a timer's signal is never lost on its way, and never
 * goes back; and whatever random programs do, half done or broken, is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/program.h"
#include "linux/state.h"
#include "views/signal_facts.h"
#include "views/signal_path.h"
#include "views/signal_stack.h"

static void assert_function(const char *name)
{
	u32 i;

	for (i = 1; i < step_nr_funcs; i++)
		if (!strcmp(step_funcs[i].name, name))
			return;
	fail_msg("no function is called %s", name);
}

static void test_functions(void **state)
{
	u32 i;

	(void)state;
	for (i = 0; signal_stack_function(i); i++)
		assert_function(signal_stack_function(i));
	assert_true(i > 20);
	for (i = 0; thread_wait_function(i); i++)
		assert_function(thread_wait_function(i));
	assert_true(i > 10);
}

/* --- one way ------------------------------------------------------------------------ */

struct way {
	enum signal_stage stage;
	u32 seen[STAGE_NR], lost, back, others;
	bool locals;			/* were seen */
};

/* From the callback to the handler's end; then the timer is armed again. */
static bool follow(struct session *session, void *ctx)
{
	struct machine *m = session_machine(session);
	struct signal_path path;
	const struct step_frame *frame = stack_of_cpu(&m->cpu[0]);
	struct way *way = ctx;

	state_use(m);
	for (; frame; frame = stack_next(frame))
		way->locals |= frame->local != NULL;
	if (!signal_path_find(&path, m, 0, 0, NULL)) {
		way->lost++;
		return false;
	}
	way->others += path.sig != SIGALRM || !path.timer;
	way->back += path.stage < way->stage &&
		     !(way->stage == STAGE_END && path.stage == STAGE_ARMED);
	way->stage = path.stage;
	way->seen[path.stage]++;
	return false;
}

static void run_for(struct front *front, u64 ns, session_here here, void *ctx)
{
	struct goal goal = goal_none();

	goal.limits.time = front_machine(front)->now + ns;
	goal.here = here;
	goal.ctx = ctx;
	session_run(front->session, &goal);
}

/* Give it, and let it happen. */
static void input(struct front *front, const char *text)
{
	u32 wait;

	if (session_input(front->session, text, 0, &wait))
		fail_msg("refused: %s", text);
	run_for(front, NSEC_PER_MSEC, NULL, NULL);
}

static void test_way(void **state)
{
	struct front *front = program_front(2, 0, false);
	struct way way = { .stage = STAGE_ARMED };
	u32 i;

	(void)state;
	input(front, "process p1");
	input(front, "sigaction p1 SIGALRM handler { burn user 1ms }");
	input(front, "timer_create p1 CLOCK_MONOTONIC SIGALRM -> t1");
	input(front, "timer_settime p1 t1 value=9ms interval=9ms");
	run_for(front, 40 * NSEC_PER_MSEC, follow, &way);
	if (!way.locals) {		/* --disable-locals */
		front_free(front);
		skip();
	}
	assert_int_equal(way.lost, 0);
	assert_int_equal(way.back, 0);
	assert_int_equal(way.others, 0);
	for (i = 0; i < STAGE_NR; i++)
		assert_true(way.seen[i] > 0);
	front_free(front);
}

/* --- anything -------------------------------------------------------------------------- */

struct looks {
	struct facts facts;
	u32 nr, told;
};

/* No part begins right of the edge, and rows have what their parts need. */
static void check_rows(const struct facts *facts)
{
	u32 i, part;

	assert_false(facts->failed);
	for (i = 0; i < facts->nr_rows; i++) {
		const struct fact_row *row = &facts->row[i];

		assert_true(row->first + row->nr <= facts->nr_parts);
		for (part = row->first; part < row->first + row->nr; part++)
			assert_true(facts->part[part].x <= facts->width);
	}
}

static bool look(struct session *session, void *ctx)
{
	struct machine *m = session_machine(session);
	struct looks *looks = ctx;

	looks->nr++;
	if (looks->nr % 5)
		return false;
	state_use(m);
	facts_begin(&looks->facts, m, 80, looks->nr % m->nr_cpus);
	signal_facts(&looks->facts, 0, NULL);
	process_facts(&looks->facts, 0);
	check_rows(&looks->facts);
	looks->told += looks->facts.nr_rows > 4;
	return false;
}

static void play(u64 seed)
{
	const u32 nr_cpus = 1 + (u32)(seed % 3);
	struct front *front = program_front(nr_cpus, 0, false);
	struct chance c = { .seed = seed * 7919, .users = true };
	struct looks looks = { 0 };
	struct text text;
	u32 i, wait;

	for (i = 0; first_input(&c, nr_cpus, i, &text); i++) {
		session_input(front->session, text.s, 0, &wait);
		run_for(front, 100 * NSEC_PER_USEC, NULL, NULL);
	}
	for (i = 0; i < 25; i++) {
		later_input(&c, nr_cpus, &text);
		session_input(front->session, text.s, 0, &wait);
		run_for(front, chance_below(&c, 3000) * NSEC_PER_USEC, look, &looks);
	}
	assert_true(looks.told > 0);
	facts_free(&looks.facts);
	front_free(front);
}

static void test_anything(void **state)
{
	u64 seed;

	(void)state;
	for (seed = 1; seed <= (PROGRAM_SLOW ? 3 : 12); seed++)
		play(seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_functions),
		cmocka_unit_test(test_way),
		cmocka_unit_test(test_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
