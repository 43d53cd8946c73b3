/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The random-jump test: time travel shows what was.
 *
 * A random program runs statement by statement, with inputs of all kinds in
 * between; each position is recorded with a digest of the whole state, and
 * every invariant is checked.  Then we jump about, by every way there is, and
 * wherever we arrive, the digest must be the one that was recorded there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "landmark.h"
#include "tests/program.h"

struct moment {
	struct position at;
	u64 digest;
};

struct film {
	struct front *front;
	struct session *session;
	struct machine *m;
	struct chance chance;
	u32 nr_cpus;
	struct moment *moment;
	u32 nr, max;
	u32 known;			/* arrivals at recorded positions */
	bool mistaken;			/* only the machine's invariants hold */
};

static void film_begin(struct film *film, u32 nr_cpus, u32 step_cost, u64 seed, u32 boot)
{
	memset(film, 0, sizeof(*film));
	film->front = program_front_booted(nr_cpus, step_cost, true, boot);
	film->session = film->front->session;
	film->m = front_machine(film->front);
	film->chance.seed = seed;
	film->nr_cpus = nr_cpus;
}

static void film_end(struct film *film)
{
	front_free(film->front);
	free(film->moment);
}

/* What the film was made of, for whoever looks for the fault. */
static void print_inputs(const struct film *film)
{
	u32 i;

	for (i = 0; i < session_nr_applied(film->session); i++) {
		const struct input *in = session_get_input(film->session, i);

		printf("# step %llu, CPU %u: %s\n", (unsigned long long)in->at.steps, in->cpu,
		       in->text);
	}
}

static void check_invariants(struct film *film)
{
	const char *broken = film->mistaken ? machine_check(film->m) : kernel_check(film->m);

	struct landmark landmark;

	if (!broken)
		return;
	print_inputs(film);
	landmark_of(film->m, (u32)film->m->last_cpu, &landmark);
	fail_msg("step %llu, CPU %d before `%s` in %s: %s", (unsigned long long)film->m->steps,
		 film->m->last_cpu, landmark.text, landmark.func, broken);
}

static void record(struct film *film)
{
	if (film->nr == film->max) {
		film->max = film->max ? 2 * film->max : 1024;
		film->moment = realloc(film->moment, film->max * sizeof(*film->moment));
		assert_non_null(film->moment);
	}
	check_invariants(film);
	film->moment[film->nr++] = (struct moment){
		session_position(film->session), program_digest(film->front),
	};
}

static void input(struct film *film, const char *text)
{
	if (!program_input(film->front, text))
		record(film);
}

/* Let everybody move again, so that the film goes on. */
static bool free_all(struct film *film)
{
	u64 steps = film->m->steps;
	char text[32];
	u32 i;

	input(film, "force off");
	for (i = 0; i < film->nr_cpus; i++) {
		snprintf(text, sizeof(text), "release cpu %u", i);
		input(film, text);
	}
	program_run_steps(film->front, steps + 1);
	record(film);
	return film->m->steps > steps;
}

#define SCENE_STEPS 5u			/* from one record to the next */

#define SCENE_PATIENCE 2000u		/* records */

/* Each input of the scene has returned before the next one is given, unless it
 * never does: the caller's process may have been stopped. */
static void set_scene(struct film *film)
{
	struct text text;
	u32 wait, i, n;

	for (i = 0; first_input(&film->chance, film->nr_cpus, i, &text); i++) {
		if (session_input(film->session, text.s, 0, &wait))
			fail_msg("refused: %s", text.s);
		record(film);
		for (n = 0; n < SCENE_PATIENCE && !program_returned(film->front, wait); n++) {
			program_run_steps(film->front, film->m->steps + SCENE_STEPS);
			record(film);
		}
	}
}

/* Run on for @steps statements, each recorded; now and then, an input. */
static void shoot(struct film *film, u32 steps, u32 input_every)
{
	struct text text;
	u32 i;

	for (i = 0; i < steps; i++) {
		u64 before = film->m->steps;

		if (chance_below(&film->chance, input_every) == 0) {
			session_set_focus(film->session,
					  chance_below(&film->chance, film->nr_cpus));
			later_input(&film->chance, film->nr_cpus, &text);
			input(film, text.s);
		}
		program_run_steps(film->front, before + 1);
		record(film);
		if (film->m->steps == before && !free_all(film))
			return;
	}
}

/* --- jumping -------------------------------------------------------------------- */

static int compare_moment(const void *key, const void *element)
{
	const struct position *at = key;
	const struct moment *moment = element;

	return position_compare(at, &moment->at);
}

/* We have arrived: does it look as it did? */
static void look(struct film *film, const char *how)
{
	struct position at = session_position(film->session);
	const struct moment *moment = bsearch(&at, film->moment, film->nr, sizeof(*moment),
					      compare_moment);

	if (session_diverged(film->session) != TRACE_STORE_NONE) {
		print_inputs(film);
		fail_msg("%s to step %llu: record %llu differs", how,
			 (unsigned long long)at.steps,
			 (unsigned long long)session_diverged(film->session));
	}
	check_invariants(film);
	if (!moment)
		return;
	film->known++;
	if (moment->digest != program_digest(film->front))
		fail_msg("%s: step %llu, hw %llu, input %u: another digest", how,
			 (unsigned long long)at.steps, (unsigned long long)at.hw_events, at.input);
	if (moment->at.events != at.events)
		fail_msg("%s: step %llu: another number of events", how,
			 (unsigned long long)at.steps);
	assert_int_equal(trace_store_count(session_trace(film->session)), at.events);
}

static void go_to(struct film *film, u32 i)
{
	if (session_goto(film->session, &film->moment[i].at)) {
		struct position at = session_position(film->session);

		fail_msg("cannot get to step %llu hw %llu now %llu input %u, only to "
			 "%llu %llu %llu %u",
			 (unsigned long long)film->moment[i].at.steps,
			 (unsigned long long)film->moment[i].at.hw_events,
			 (unsigned long long)film->moment[i].at.now, film->moment[i].at.input,
			 (unsigned long long)at.steps, (unsigned long long)at.hw_events,
			 (unsigned long long)at.now, at.input);
	}
	look(film, "goto");
}

static void go_to_limits(struct film *film)
{
	const struct moment *to = &film->moment[chance_below(&film->chance, film->nr)];
	struct machine_limits limits = goal_none().limits;
	u64 now;

	switch (chance_below(&film->chance, 3)) {
	case 0:
		limits.steps = to->at.steps;
		assert_int_equal(session_goto_limits(film->session, &limits), 0);
		assert_int_equal(film->m->steps, to->at.steps);
		look(film, "goto step");
		break;
	case 1:
		limits.events = to->at.events;
		assert_int_equal(session_goto_limits(film->session, &limits), 0);
		assert_true(film->m->nr_events >= to->at.events);
		look(film, "goto event");
		break;
	default:
		limits.time = to->at.now;
		assert_int_equal(session_goto_limits(film->session, &limits), 0);
		now = film->m->now;
		assert_true(now <= to->at.now);
		look(film, "goto time");
		break;
	}
}

static void step_about(struct film *film)
{
	static const enum verb verbs[] = {
		VERB_STEP, VERB_NEXT, VERB_FINISH, VERB_UNTIL, VERB_EVENT, VERB_TICK,
	};
	enum verb verb = verbs[chance_below(&film->chance, 6)];
	u64 count = 1 + chance_below(&film->chance, 3);
	struct position before = session_position(film->session);
	struct position after;
	struct arrival arrival;

	session_set_focus(film->session, chance_below(&film->chance, film->nr_cpus));
	if (chance_below(&film->chance, 3)) {
		arrival = navigate_back(film->session, NULL, verb, count);
		after = session_position(film->session);
		if (arrival.moved && position_compare(&after, &before) > 0)
			fail_msg("verb %d backwards went forwards", verb);
		look(film, "backwards");
	} else {
		navigate(film->session, NULL, verb, count, 0, 300, KTIME_MAX);
		look(film, "forwards");
	}
}

static void jump_about(struct film *film, u32 jumps)
{
	while (jumps--) {
		switch (chance_below(&film->chance, 5)) {
		case 0:
		case 1:
			go_to(film, chance_below(&film->chance, film->nr));
			break;
		case 2:
			go_to_limits(film);
			break;
		default:
			step_about(film);
			break;
		}
	}
	go_to(film, film->nr - 1);
	go_to(film, 0);
	go_to(film, film->nr - 1);
}

/* --- scenarios ------------------------------------------------------------------- */

static void play(u32 nr_cpus, u32 step_cost, u64 seed, u32 boot, bool users)
{
	struct film film;

	film_begin(&film, nr_cpus, step_cost, seed, boot);
	film.chance.users = users;
	record(&film);
	set_scene(&film);
	shoot(&film, PROGRAM_SLOW ? 1500 : 3000, 60);
	jump_about(&film, PROGRAM_SLOW ? 150 : 300);
	assert_true(film.known > 20);
	film_end(&film);
}

static void test_jump(void **state)
{
	static const u32 cpus[] = { 1, 2, 4 };
	u64 seed = 1;
	u32 i;

	(void)state;
	for (i = 0; i < (PROGRAM_SLOW ? 12 : 36) || soaking(); i++, seed++)
		play(cpus[i % 3], i / 3 % 2 ? 10 : 0, seed, program_boot_way(i / 6), false);
}

/* The same with processes, which send signals to each other. */
static void test_jump_users(void **state)
{
	static const u32 cpus[] = { 1, 2, 4 };
	u64 seed = 1000;
	u32 i;

	(void)state;
	for (i = 0; i < (PROGRAM_SLOW ? 6 : 24) || soaking(); i++, seed++)
		play(cpus[i % 3], i / 3 % 2 ? 10 : 0, seed, program_boot_way(i / 6), true);
}

/* Typed calls that leave a lock taken, a spin loop, and an Oops at the end. */
static void test_mistakes(void **state)
{
	static const char *const inputs[] = {
		"lock L",
		"task s cpu=1 { until count(console) > 1 { }; lock L; printk got; unlock L }",
		"printk a", "local_irq_disable", "printk b", "hold cpu 1", "local_irq_enable",
		"release cpu 1", "unlock L", "timer_setup t1 { sleep 1ms }", "add_timer t1 +1j",
	};
	struct film film;
	u32 cost;
	size_t i;

	(void)state;
	for (cost = 0; cost <= 10; cost += 10) {
		film_begin(&film, 2, cost, 5, 0);
		film.mistaken = true;
		record(&film);
		for (i = 0; i < sizeof(inputs) / sizeof(inputs[0]); i++) {
			session_set_focus(film.session, 0);
			input(&film, inputs[i]);
			shoot(&film, 600, UINT32_MAX);
		}
		shoot(&film, 5000, UINT32_MAX);
		assert_int_equal(film.m->cpu[0].state, CPU_DEAD);
		assert_non_null(strstr(film.m->cpu[0].oops, "scheduling while atomic"));
		jump_about(&film, 150);
		film_end(&film);
	}
}

/* An input in the past: what follows it is another film, and the first one is
 * not lost. */
static void test_branches(void **state)
{
	struct film first, second;
	struct front *front;
	u32 fork, i;

	(void)state;
	film_begin(&first, 2, 10, 77, BOOT_NOHZ | BOOT_HIGHRES);
	record(&first);
	set_scene(&first);
	shoot(&first, 1200, 50);
	fork = first.nr / 2;
	go_to(&first, fork);

	second = first;
	second.moment = NULL;
	second.nr = second.max = 0;
	assert_int_equal(program_input(first.front, "printk branch"), 0);
	record(&second);
	shoot(&second, 600, 50);
	assert_int_equal(session_nr_branches(first.session), 1);
	jump_about(&second, 60);

	assert_int_equal(session_switch_branch(first.session, 0), 0);
	look(&first, "switched");
	first.known = 0;
	jump_about(&first, 60);
	assert_true(first.known > 10);

	assert_int_equal(session_switch_branch(first.session, 0), 0);
	look(&second, "switched back");
	jump_about(&second, 60);

	/* The last input is taken back, and given again. */
	for (i = 0; i < 5; i++) {
		u32 applied = session_nr_applied(first.session);
		struct position at = session_position(first.session);

		assert_int_equal(session_undo(first.session), 0);
		assert_int_equal(session_nr_applied(first.session), applied - 1);
		look(&second, "undone");
		assert_int_equal(session_redo(first.session), 0);
		assert_int_equal(session_nr_applied(first.session), applied);
		look(&second, "given again");
		go_to(&second, second.nr - 1);
		at = session_position(first.session);
		assert_int_equal(position_compare(&at, &second.moment[second.nr - 1].at), 0);
	}
	front = first.front;
	free(second.moment);
	assert_ptr_equal(front, second.front);
	film_end(&first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_jump),
		cmocka_unit_test(test_jump_users),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_branches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
