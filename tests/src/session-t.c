/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sessions: going back and forth, inputs, branches, files.
 *
 * What the random-jump test shows at random, this one shows on purpose: from
 * each kind of place a reverse-step leads to where a step leads back from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

#include "savefile.h"
#include "tests/program.h"

struct moment {
	struct position at;
	u64 digest;
};

static void give(struct front *front, const char *text)
{
	if (program_input(front, text))
		fail_msg("refused: %s", text);
}

static void is_sound(struct front *front)
{
	assert_null(kernel_check(front_machine(front)));
	assert_true(session_diverged(front->session) == TRACE_STORE_NONE);
}

static struct arrival step(struct front *front, u64 count)
{
	return navigate(front->session, NULL, VERB_STEP, count, 0, UINT64_MAX, KTIME_MAX);
}

/* --- step and reverse-step ----------------------------------------------------------- */

/* Step, and back: from there a step leads to the same point again.  When
 * nothing but the focused CPU has moved, "there" is where we were. */
static void there_and_back(struct front *front)
{
	struct session *session = front->session;
	struct position before = session_position(session), after, back;
	u64 before_digest = program_digest(front);
	u64 after_digest;

	if (!step(front, 1).moved)
		return;
	after = session_position(session);
	after_digest = program_digest(front);
	if (!position_compare(&before, &after))
		return;
	assert_true(navigate_back(session, NULL, VERB_STEP, 1).moved);
	is_sound(front);
	back = session_position(session);
	if (after.steps == before.steps + 1 && after.hw_events == before.hw_events) {
		assert_int_equal(back.steps, before.steps);
		if (program_digest(front) != before_digest)
			fail_msg("not back: step %llu, hw %llu, now %llu/%llu, CPU %u of %u",
				 (unsigned long long)before.steps,
				 (unsigned long long)before.hw_events,
				 (unsigned long long)before.now, (unsigned long long)back.now,
				 session_focus(session), front_machine(front)->nr_cpus);
	}
	step(front, 1);
	back = session_position(session);
	if (position_compare(&back, &after) || program_digest(front) != after_digest)
		fail_msg("from step %llu: %llu/%llu, not %llu/%llu, on CPU %u",
			 (unsigned long long)before.steps, (unsigned long long)back.steps,
			 (unsigned long long)back.hw_events, (unsigned long long)after.steps,
			 (unsigned long long)after.hw_events, session_focus(session));
	session_goto(session, &before);
	assert_true(program_digest(front) == before_digest);
}

/* Look into every corner of a random program: what the CPU was doing. */
static void wander(u32 nr_cpus, u32 step_cost, u64 seed, u32 steps)
{
	struct front *front = program_front(nr_cpus, step_cost, true);
	struct chance chance = { .seed = seed };
	struct text text;
	u32 i;

	for (i = 0; first_input(&chance, nr_cpus, i, &text); i++) {
		give(front, text.s);
		program_run_time(front, (i + 1) * NSEC_PER_MSEC);
	}
	for (i = 0; i < steps; i++) {
		session_set_focus(front->session, chance_below(&chance, nr_cpus));
		if (front_machine(front)->cpu[session_focus(front->session)].standing)
			there_and_back(front);
		program_run_steps(front, front_machine(front)->steps + 1 +
				  chance_below(&chance, 3));
	}
	is_sound(front);
	front_free(front);
}

static void test_reverse_step(void **state)
{
	(void)state;
	wander(1, 0, 5, PROGRAM_SLOW ? 100 : 1000);
	wander(1, 10, 6, PROGRAM_SLOW ? 100 : 1000);
	wander(2, 0, 7, PROGRAM_SLOW ? 100 : 1000);
	wander(4, 10, 8, PROGRAM_SLOW ? 100 : 1000);
}

/* From the end of a story back to its beginning, and every digest is there. */
static void all_the_way_back(struct front *front, u32 most)
{
	struct session *session = front->session;
	struct position *at = calloc(most, sizeof(*at));
	u64 *digest = calloc(most, sizeof(*digest));
	u32 cpu = session_focus(session);
	u32 n = 0;

	while (n < most && navigate_back(session, NULL, VERB_STEP, 1).moved) {
		is_sound(front);
		assert_true(front_machine(front)->cpu[cpu].standing);
		at[n] = session_position(session);
		digest[n++] = program_digest(front);
	}
	assert_true(n > 20);
	while (n-- > 1) {
		struct position here;

		step(front, 1);
		here = session_position(session);
		/* A step ends when the statement is over, a reverse-step just
		 * before the next one: only hardware is in between. */
		assert_true(here.steps <= at[n - 1].steps);
		session_goto(session, &at[n - 1]);
		assert_true(program_digest(front) == digest[n - 1]);
	}
	is_sound(front);
	free(at);
	free(digest);
}

static void test_back_from_oops(void **state)
{
	struct front *front = program_front(2, 10, true);
	struct session_stop stop;

	(void)state;
	give(front, "timer_setup t1");
	program_run_time(front, 5 * NSEC_PER_MSEC);
	give(front, "repeat 1 { kfree t1; touch t1 }");
	stop = program_run_time(front, 50 * NSEC_PER_MSEC);
	assert_int_equal(stop.reason, STOP_OOPS);
	assert_non_null(strstr(stop.text, "use after free"));
	assert_int_equal(front_machine(front)->cpu[0].state, CPU_DEAD);
	assert_true(navigate_back(front->session, NULL, VERB_STEP, 1).moved);
	assert_int_equal(front_machine(front)->cpu[0].state, CPU_RUNNING);
	stop = program_run_time(front, 50 * NSEC_PER_MSEC);
	assert_int_equal(stop.reason, STOP_OOPS);
	all_the_way_back(front, 200);
	front_free(front);
}

static void test_back_from_deadlock(void **state)
{
	struct front *front = program_front(2, 10, true);
	struct session_stop stop;

	(void)state;
	give(front, "repeat 1 { lock A; unlock A; lock B; unlock B }");
	program_run_time(front, 5 * NSEC_PER_MSEC);
	give(front, "task q cpu=1 { lock B; delay 1ms; lock A }");
	give(front, "task p cpu=0 { lock A; delay 1ms; lock B }");
	stop = program_run_time(front, 50 * NSEC_PER_MSEC);
	assert_int_equal(stop.reason, STOP_DEADLOCK);
	all_the_way_back(front, 100);
	/* Past the stop, with the clock running on, and back. */
	program_run_time(front, 60 * NSEC_PER_MSEC);
	program_run_time(front, 60 * NSEC_PER_MSEC);
	session_set_focus(front->session, 1);
	all_the_way_back(front, 100);
	front_free(front);
}

/* --- what going back costs -------------------------------------------------------------- */

/* Stands between machine and trace, and counts. */
static struct {
	trace_sink sink;
	void *ctx;
	u64 nr;
} counter;

static void count_record(void *ctx, const struct trace_record *record)
{
	(void)ctx;
	counter.nr++;
	counter.sink(counter.ctx, record);
}

/* Records that were emitted again in one reverse-step. */
static u64 cost_of_reverse(struct front *front)
{
	counter.nr = 0;
	assert_true(navigate_back(front->session, NULL, VERB_STEP, 1).moved);
	return counter.nr;
}

static void test_bounded(void **state)
{
	struct front *front = program_front(2, 0, true);
	struct machine *m = front_machine(front);
	u64 first, next, i, worst = 0, sum = 0;

	(void)state;
	give(front, "task p { repeat 400000 { printk x } }");
	counter.sink = m->host->sink;
	counter.ctx = m->host->sink_ctx;
	m->host->sink = count_record;
	m->host->sink_ctx = NULL;
	program_run_steps(front, 600000);
	assert_true(m->nr_events > 200000);
	/* A checkpoint lies at most about 20,000 + 700,000 / MiB statements back. */
	first = cost_of_reverse(front);
	assert_in_range(first, 0, 150000);
	next = cost_of_reverse(front);
	assert_in_range(next, 0, 4000);
	for (i = 0; i < 500; i++) {
		next = cost_of_reverse(front);
		worst = next > worst ? next : worst;
		sum += next;
	}
	assert_in_range(worst, 0, 20000);
	assert_in_range(sum / 500, 0, 300);
	is_sound(front);
	front_free(front);
}

/* --- what going far back costs ------------------------------------------------------ */

static u64 copies;

static void *count_alloc(u64 bytes)
{
	copies++;
	return malloc(bytes ? bytes : 1);
}

/* Far back, between two checkpoints that lie wide apart, none that is taken is
 * worth keeping.  It must not be taken again at each statement. */
static void test_far_back(void **state)
{
	struct front *front = program_front(4, 0, true);
	struct machine *m = front_machine(front);
	struct machine_limits limits = goal_none().limits;

	(void)state;
	program_run_steps(front, 20000000);
	m->host->alloc = count_alloc;
	limits.time = m->now / 10;
	copies = 0;
	assert_int_equal(session_goto_limits(front->session, &limits), 0);
	assert_true(m->now == limits.time);
	assert_true(copies > 0);
	if (copies > 2000)
		fail_msg("%llu allocations", (unsigned long long)copies);
	is_sound(front);
	front_free(front);
}

/* --- ends --------------------------------------------------------------------------------- */

static void test_ends(void **state)
{
	struct front *front = program_front(2, 10, true);
	struct session *session = front->session;
	struct position start = session_position(session), end, at;
	u64 start_digest = program_digest(front), end_digest;

	(void)state;
	give(front, "timer_setup t1 { rearm +2j }");
	give(front, "add_timer t1 +1j");
	program_run_time(front, 100 * NSEC_PER_MSEC);
	end = session_end(session);
	at = session_position(session);
	assert_int_equal(position_compare(&end, &at), 0);
	end_digest = program_digest(front);
	assert_int_equal(session_goto(session, &start), 0);
	assert_true(program_digest(front) == start_digest);
	assert_false(navigate_back(session, NULL, VERB_STEP, 1).moved);
	assert_false(navigate_back(session, NULL, VERB_EVENT, 1).moved);
	assert_false(navigate_back(session, NULL, VERB_NEXT, 1).moved);
	assert_true(program_digest(front) == start_digest);
	at = session_end(session);
	assert_int_equal(position_compare(&end, &at), 0);
	assert_int_equal(session_goto(session, &end), 0);
	assert_true(program_digest(front) == end_digest);
	is_sound(front);
	front_free(front);

	front = program_front(1, 0, false);
	start = session_position(front->session);
	program_run_time(front, NSEC_PER_SEC);
	assert_int_equal(session_goto(front->session, &start), -1);
	front_free(front);
}

static void test_stops(void **state)
{
	struct front *front = program_front(1, 0, true);
	struct goal goal = goal_none();
	struct session_stop stop;
	u32 wait;

	(void)state;
	goal.limits.events = 3;
	give(front, "repeat 5 { printk x }");
	stop = session_run(front->session, &goal);
	assert_int_equal(front_machine(front)->nr_events, 3);
	goal = goal_none();
	goal.limits.hw_events = front_machine(front)->nr_hw_events + 2;
	assert_int_equal(session_run(front->session, &goal).reason, STOP_HW_EVENTS);
	assert_int_equal(program_run_time(front, 20 * NSEC_PER_MSEC).reason, STOP_TIME);
	assert_int_equal(front_machine(front)->now, 20 * NSEC_PER_MSEC);
	goal = goal_none();
	assert_int_equal(session_input(front->session, "msleep 10ms", 0, &wait), 0);
	goal.wait = wait;
	stop = session_run(front->session, &goal);
	assert_true(stop.returned);
	assert_int_equal(session_run(front->session, &goal).returned, true);
	give(front, "hold cpu 0");
	goal = goal_none();
	stop = session_run(front->session, &goal);
	assert_int_equal(stop.reason, STOP_HELD);
	give(front, "release cpu 0");
	give(front, "repeat 4000000000 { nop }");
	stop = session_run(front->session, &goal);
	assert_int_equal(stop.reason, STOP_LIVELOCK);
	is_sound(front);
	front_free(front);
}

/* The number of the first record that prints @text. */
static u64 when_printed(struct front *front, const char *text)
{
	const struct trace_store *trace = session_trace(front->session);
	u64 i;

	for (i = 0; i < trace_store_count(trace); i++) {
		const struct trace_record *record = trace_store_get(trace, i);

		if (record->nr_args == 1 && !strcmp(string_text(front_machine(front),
							       (u32)record->arg[0]), text))
			return i;
	}
	return UINT64_MAX;
}

/* Calls that find their CPU busy run in the order in which they were typed. */
static void test_typed_order(void **state)
{
	struct front *front = program_front(1, 10, true);

	(void)state;
	give(front, "hold cpu 0");
	give(front, "printk a");
	give(front, "printk b");
	give(front, "printk c");
	give(front, "release cpu 0");
	program_run_time(front, 10 * NSEC_PER_MSEC);
	assert_true(when_printed(front, "a") < when_printed(front, "b"));
	assert_true(when_printed(front, "b") < when_printed(front, "c"));
	assert_true(when_printed(front, "c") != UINT64_MAX);
	is_sound(front);
	front_free(front);
}

/* --- planned inputs -------------------------------------------------------------------------- */

static u32 printed(struct front *front, const char *text)
{
	const struct trace_store *trace = session_trace(front->session);
	struct machine *m = front_machine(front);
	u32 n = 0;
	u64 i;

	for (i = 0; i < trace_store_count(trace); i++) {
		const struct trace_record *record = trace_store_get(trace, i);

		n += record->nr_args == 1 &&
		     !strcmp(string_text(m, (u32)record->arg[0]), text);
	}
	return n;
}

static void test_planned(void **state)
{
	struct front *front = program_front(2, 10, true);
	struct session *session = front->session;
	struct position start = session_position(session), later, at, end;
	u64 digest;

	(void)state;
	give(front, "task p { repeat 100 { nop; sleep 1j } }");
	program_run_time(front, 50 * NSEC_PER_MSEC);
	later = session_position(session);
	end = later;
	assert_int_equal(session_goto(session, &start), 0);
	start.steps = 1;
	later.input = 0;
	program_run_steps(front, 1);
	assert_int_equal(session_plan(session, "printk planned", 1, &later), 0);
	start.steps = 0;
	assert_int_equal(session_plan(session, "printk never", 1, &start), -1);
	/* An input here and now cuts the typed ones off, not the planned one. */
	at = session_position(session);
	give(front, "printk now");
	assert_int_equal(session_nr_inputs(session), session_nr_applied(session) + 1);
	program_run_time(front, 100 * NSEC_PER_MSEC);
	digest = program_digest(front);
	assert_int_equal(printed(front, "now"), 1);
	if (front_machine(front)->steps >= later.steps)
		assert_int_equal(printed(front, "planned"), 1);
	end = session_position(session);
	session_goto(session, &at);
	session_goto(session, &end);
	assert_true(program_digest(front) == digest);
	is_sound(front);
	front_free(front);
}

static void test_undo(void **state)
{
	struct front *front = program_front(2, 10, true);
	struct session *session = front->session;
	u64 digest[4];
	u32 i;

	(void)state;
	assert_int_equal(session_undo(session), -1);
	assert_int_equal(session_redo(session), -1);
	for (i = 0; i < 4; i++) {
		digest[i] = program_digest(front);
		give(front, "printk x");
		program_run_time(front, (i + 1) * 10 * NSEC_PER_MSEC);
	}
	digest[0] = program_digest(front);
	assert_int_equal(session_undo(session), 0);
	assert_true(program_digest(front) == digest[3]);
	assert_int_equal(printed(front, "x"), 3);
	assert_int_equal(session_redo(session), 0);
	assert_true(program_digest(front) == digest[0]);
	assert_int_equal(printed(front, "x"), 4);
	assert_int_equal(session_redo(session), -1);
	assert_int_equal(session_switch_branch(session, 99), -1);
	is_sound(front);
	front_free(front);
}

/* --- files --------------------------------------------------------------------------- */

static char path[] = "/tmp/session-t.XXXXXX";

static void random_session(struct front *front, u64 seed)
{
	struct chance chance = { .seed = seed };
	struct text text;
	u32 i;

	for (i = 0; first_input(&chance, front->config.kernel.nr_cpus, i, &text); i++) {
		give(front, text.s);
		program_run_time(front, (i + 1) * NSEC_PER_MSEC);
	}
	for (i = 0; i < 30; i++) {
		later_input(&chance, front->config.kernel.nr_cpus, &text);
		program_input(front, text.s);
		if (i % 3)
			program_run_steps(front, front_machine(front)->steps + 50);
		else
			program_run_time(front, front_machine(front)->now + 777777);
	}
}

static void test_files(void **state)
{
	struct front *front, *other;
	struct position a, b;
	char error[1000] = "";
	u64 seed;

	(void)state;
	assert_true(close(mkstemp(path)) == 0);
	for (seed = 0; seed < 6; seed++) {
		front = program_front(1 + (u32)seed % 3, seed % 2 ? 10 : 0, true);
		random_session(front, seed);
		assert_true(savefile_write(front, path, error, sizeof(error)));
		other = program_front(4, 77, true);
		if (!savefile_read(other, path, error, sizeof(error)))
			fail_msg("%s", error);
		a = session_position(front->session);
		b = session_position(other->session);
		assert_int_equal(position_compare(&a, &b), 0);
		assert_true(program_digest(front) == program_digest(other));
		assert_int_equal(session_nr_inputs(front->session),
				 session_nr_inputs(other->session));
		is_sound(other);
		front_free(other);
		front_free(front);
	}
	unlink(path);
}

/* Replace the last @from in the file by @to, which is as long. */
static void edit_file(const char *from, const char *to)
{
	static char text[1 << 20];
	FILE *file = fopen(path, "r+");
	size_t n = fread(text, 1, sizeof(text) - 1, file);
	char *at = NULL, *next;

	text[n] = '\0';
	for (next = strstr(text, from); next; next = strstr(next + 1, from))
		at = next;
	assert_non_null(at);
	memcpy(at, to, strlen(to));
	rewind(file);
	fwrite(text, 1, n, file);
	fclose(file);
}

static void test_landmark(void **state)
{
	struct front *front = program_front(1, 10, true);
	struct position at;
	char error[1000] = "";
	u64 digest;

	(void)state;
	snprintf(path, sizeof(path), "/tmp/session-t.XXXXXX");
	assert_true(close(mkstemp(path)) == 0);
	give(front, "timer_setup t1 { rearm +1j }");
	program_run_time(front, 5 * NSEC_PER_MSEC);
	give(front, "add_timer t1 +1j");
	step(front, 30);
	at = session_position(front->session);
	give(front, "printk x");
	program_run_time(front, 50 * NSEC_PER_MSEC);
	assert_true(savefile_write(front, path, error, sizeof(error)));

	edit_file("\"function\": \"", "\"function\": \"Z");
	assert_false(savefile_read(front, path, error, sizeof(error)));
	assert_non_null(strstr(error, "the replay differs where \"printk x\" was given"));
	assert_non_null(strstr(error, "it stops here"));
	/* It stops just there, with a session that works. */
	assert_int_equal(session_position(front->session).steps, at.steps);
	is_sound(front);

	digest = program_digest(front);
	edit_file("timerscope-session", "timerscope-Session");
	assert_false(savefile_read(front, path, error, sizeof(error)));
	assert_non_null(strstr(error, "is not a session file"));
	assert_true(program_digest(front) == digest);
	unlink(path);
	assert_false(savefile_read(front, path, error, sizeof(error)));
	assert_true(program_digest(front) == digest);
	front_free(front);
}

/* --- Ctrl-C ---------------------------------------------------------------------------------- */

/* Stands in for the trace's sink: Ctrl-C when @left more records have come. */
struct ctrl_c {
	trace_sink sink;
	void *ctx;
	struct machine *m;
	u64 left;
};

static void press(void *ctx, const struct trace_record *record)
{
	struct ctrl_c *key = ctx;

	key->sink(key->ctx, record);
	if (!key->left--)
		key->m->host->interrupted = 1;
}

static void insert_key(struct ctrl_c *key, struct machine *m, u64 left)
{
	*key = (struct ctrl_c){ m->host->sink, m->host->sink_ctx, m, left };
	m->host->sink = press;
	m->host->sink_ctx = key;
}

static void take_key(const struct ctrl_c *key)
{
	key->m->host->sink = key->sink;
	key->m->host->sink_ctx = key->ctx;
}

static bool never(struct session *session, void *ctx)
{
	(void)session;
	(void)ctx;
	return false;
}

enum way { GOTO, GOTO_LIMITS, BACK_STEP, SEARCH, BACK_NEXT, WAYS };

static void go_back(struct front *front, enum way way, const struct position *to)
{
	struct machine_limits limits = goal_none().limits;

	limits.steps = to->steps;
	if (way == GOTO)
		session_goto(front->session, to);
	else if (way == GOTO_LIMITS)
		session_goto_limits(front->session, &limits);
	else if (way == BACK_STEP)
		navigate_back(front->session, NULL, VERB_STEP, 2000);
	else if (way == SEARCH)
		session_search_back(front->session, never, NULL);
	else
		navigate_back(front->session, NULL, VERB_NEXT, 3);
}

/* Fifty ms with one timer, fifty with another: there, @middle; now at the end. */
static struct front *two_inputs(struct moment *middle, struct moment *end)
{
	struct front *front = program_front(2, 10, true);

	give(front, "timer_setup t1 { rearm +1j; nop; nop }");
	give(front, "add_timer t1 +1j");
	program_run_time(front, 50 * NSEC_PER_MSEC);
	*middle = (struct moment){ session_position(front->session), program_digest(front) };
	give(front, "timer_setup t2 { rearm +2j }");
	give(front, "add_timer t2 +1j");
	program_run_time(front, 100 * NSEC_PER_MSEC);
	*end = (struct moment){ session_position(front->session), program_digest(front) };
	return front;
}

static bool stands_at(struct front *front, const struct moment *moment)
{
	struct position at = session_position(front->session);

	return !position_compare(&at, &moment->at) && program_digest(front) == moment->digest;
}

/* Whenever it is pressed, the session stands at the target or where it was. */
static void test_ctrl_c(void **state)
{
	struct moment middle, end, target;
	struct front *front = two_inputs(&middle, &end);
	struct ctrl_c key;
	u32 way, pressed = 0;
	u64 left;

	(void)state;
	for (way = 0; way < WAYS; way++) {
		assert_int_equal(session_goto(front->session, &end.at), 0);
		go_back(front, way, &middle.at);
		target = (struct moment){ session_position(front->session),
					  program_digest(front) };
		for (left = 0; left < 40; left += 3) {
			assert_int_equal(session_goto(front->session, &end.at), 0);
			insert_key(&key, front_machine(front), left);
			go_back(front, way, &middle.at);
			take_key(&key);
			pressed += front_machine(front)->host->interrupted;
			if (!stands_at(front, &target) && !stands_at(front, &end))
				fail_msg("way %u, key %llu: in between", way,
					 (unsigned long long)left);
			is_sound(front);
		}
	}
	assert_true(pressed > 10);
	front_free(front);
}

/* Forwards, over what has been and what has not: it is back where it was. */
static void test_ctrl_c_forwards(void **state)
{
	struct machine_limits limits = goal_none().limits;
	struct moment middle, end;
	struct front *front = two_inputs(&middle, &end);
	struct session *session = front->session;
	struct ctrl_c key;

	(void)state;
	session_goto(session, &middle.at);
	limits.time = 200 * NSEC_PER_MSEC;
	insert_key(&key, front_machine(front), 150);
	assert_int_equal(session_goto_limits(session, &limits), 1);
	take_key(&key);
	assert_true(front_machine(front)->host->interrupted);
	assert_true(stands_at(front, &middle));
	assert_int_equal(session_goto_limits(session, &limits), 0);
	assert_int_equal(front_machine(front)->now, limits.time);
	assert_int_equal(session_nr_applied(session), session_nr_inputs(session));
	is_sound(front);
	front_free(front);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reverse_step),
		cmocka_unit_test(test_back_from_oops),
		cmocka_unit_test(test_back_from_deadlock),
		cmocka_unit_test(test_bounded),
		cmocka_unit_test(test_far_back),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_typed_order),
		cmocka_unit_test(test_planned),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_landmark),
		cmocka_unit_test(test_ctrl_c),
		cmocka_unit_test(test_ctrl_c_forwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
