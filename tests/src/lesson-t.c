/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lessons as a pane sees them: lesson_view() after each thing that a student
 * can do.  What the console prints is tested by tests/lessons-t.sh.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "lesson.h"
#include "views/pane.h"

static struct front *front;
static FILE *nowhere;

static int setup(void **state)
{
	const struct session_config config = front_default_config();
	struct front_options options = {
		.limits = { .steps = UINT64_MAX, .time = KTIME_MAX,
			    .memory = 1ull << 30 },
	};
	const char *error = "";

	(void)state;
	nowhere = fopen("/dev/null", "w");
	options.out = nowhere;
	options.err = nowhere;
	front = front_new(&options, &config, &error);
	return front ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	front_free(front);
	fclose(nowhere);
	return 0;
}

static int type(const char *text)
{
	return front_execute(front, text, strlen(text), NULL);
}

static struct lesson_view look(void)
{
	struct lesson_view view;

	assert_true(lesson_view(front, &view));
	return view;
}

static void open_step(u32 step, u64 seed)
{
	const char *top = getenv("top_srcdir");
	char path[4096];

	snprintf(path, sizeof(path), "%s/tests/lessons/view.lesson",
		 top ? top : ".");
	assert_int_equal(lesson_open(front, path, step, seed), 0);
}

/* --- a step as it begins ---------------------------------------------------------- */

static void test_prose(void **state)
{
	struct lesson_view view;

	(void)state;
	assert_false(lesson_view(front, &view));
	open_step(0, 0);
	view = look();
	assert_string_equal(view.name, "view");
	assert_string_equal(view.title, "The view");
	assert_string_equal(view.step_title, "Two questions");
	assert_int_equal(view.step, 0);
	assert_int_equal(view.nr_steps, 2);
	assert_int_equal(view.nr_paragraphs, 3);
	assert_string_equal(view.paragraphs[0],
			    "The first paragraph, which goes on.");
	assert_string_equal(view.paragraphs[1], "The second one.");
	assert_string_equal(view.paragraphs[2], "  verbatim  5\n  lines");
}

static void test_directives(void **state)
{
	struct lesson_view view;

	(void)state;
	open_step(0, 0);
	view = look();
	assert_int_equal(view.grain, GRAIN_EVENT);
	assert_string_equal(lesson_grain_command(view.grain), "event");
	assert_true(view.has_focus);
	assert_int_equal(view.nr_focus, 2);
	assert_string_equal(pane_types[view.focus[0]]->name, "wheel");
	assert_string_equal(pane_types[view.focus[1]]->name, "source");
	assert_true(view.source > 0 && view.source < step_nr_stmts);
	assert_int_equal(view.nr_allowed, 3);
	assert_string_equal(view.allowed[0], "add_timer");
	assert_string_equal(view.allowed[1], "hold");
	assert_string_equal(view.allowed[2], "mod_timer");
	assert_int_equal(session_focus(front->session), 1);
	assert_int_equal(front_machine(front)->nr_cpus, 2);
	assert_false(front->changed);
	open_step(1, 0);
	view = look();
	assert_null(view.allowed);
	assert_false(view.has_focus);
	assert_int_equal(view.grain, GRAIN_STATEMENT);
	assert_int_equal(view.source, 0);
	assert_null(view.question);
	assert_true(view.finished);
}

/* --- goals, hints ---------------------------------------------------------------------- */

static void test_goals(void **state)
{
	struct lesson_view view;
	u64 changes;

	(void)state;
	open_step(0, 1);
	view = look();
	changes = view.changes;
	assert_int_equal(view.nr_goals, 2);
	assert_string_equal(view.goals[0].text, "t has fired after 7");
	assert_false(view.goals[0].reached);
	assert_false(view.goals[0].waiting);
	assert_true(view.goals[1].waiting);
	assert_int_equal(type("run 2s"), 0);
	assert_false(look().goals[1].reached);
	assert_int_equal(type("add_timer t +7j; run 100ms"), 0);
	view = look();
	assert_true(view.goals[0].reached);
	assert_true(view.goals[1].reached);
	assert_true(view.changes > changes);
	assert_int_equal(type("goto start"), 0);
	assert_true(look().goals[1].reached);
	assert_int_equal(type("lesson reset"), 0);
	assert_true(look().goals[0].reached);
	assert_false(look().complete);
}

static void test_hints(void **state)
{
	struct lesson_view view;

	(void)state;
	open_step(0, 0);
	assert_int_equal(look().nr_hints, 0);
	assert_int_equal(look().more_hints, 2);
	assert_int_equal(type("lesson hint"), 0);
	assert_int_equal(type("lesson hint"), 0);
	view = look();
	assert_int_equal(view.nr_hints, 2);
	assert_int_equal(view.more_hints, 0);
	assert_string_equal(view.hints[1], "Two lines.");
	assert_int_not_equal(type("lesson hint"), 0);
}

/* --- questions --------------------------------------------------------------------------- */

static void test_questions(void **state)
{
	const struct lesson_question_view *q;

	(void)state;
	open_step(0, 0);
	q = look().question;
	assert_int_equal(q->number, 1);
	assert_int_equal(q->of, 2);
	assert_int_equal(q->nr_choices, 2);
	assert_string_equal(q->choices[1].text, "Two");
	assert_string_equal(q->form, "`answer 1` to `answer 2`");
	assert_int_equal(type("answer 1"), 0);
	q = look().question;
	assert_false(q->answered);
	assert_true(q->choices[0].tried);
	assert_int_equal(q->wrong, 1);
	assert_string_equal(q->given, "1");
	assert_string_equal(q->reply, "No, 5.");
	assert_int_equal(type("answer 2"), 0);
	q = look().question;
	assert_int_equal(q->number, 2);
	assert_int_equal(q->nr_choices, 0);
	assert_int_equal(type("answer 2"), 0);
	q = look().question;
	assert_true(q->answered);
	assert_false(q->shown);
	assert_int_not_equal(type("answer 2"), 0);
}

static void test_solution(void **state)
{
	struct lesson_view view;

	(void)state;
	open_step(0, 0);
	assert_int_not_equal(type("lesson next"), 0);
	assert_int_equal(type("lesson solution run"), 0);
	view = look();
	assert_true(view.complete);
	assert_false(view.finished);
	assert_true(view.question->answered);
	assert_true(view.question->shown);
	assert_string_equal(view.todo, "`lesson next` goes on");
	assert_int_equal(type("lesson next"), 0);
	assert_int_equal(look().step, 1);
	assert_int_equal(type("lesson close"), 0);
	assert_false(lesson_view(front, &view));
}

/* --- what cannot be opened leaves everything as it is ---------------------------------- */

static void test_refused(void **state)
{
	struct machine *m;

	(void)state;
	open_step(0, 0);
	assert_int_equal(type("add_timer t +3j"), 0);
	m = front_machine(front);
	assert_int_not_equal(type("lesson open nothing.lesson"), 0);
	assert_int_not_equal(type("lesson open view"), 0);
	assert_ptr_equal(front_machine(front), m);
	assert_int_equal(look().step, 0);
}

/* Who shows a lesson looks whether `changes` is another one: it must be so for
 * a lesson opened anew, too. */
static void test_changes(void **state)
{
	u64 changes;

	(void)state;
	open_step(0, 0);
	changes = look().changes;
	open_step(1, 0);
	assert_true(look().changes > changes);
	changes = look().changes;
	lesson_close(front);
	open_step(0, 0);
	assert_true(look().changes > changes);
}

/* A start that fails when it is executed: the machine and the lesson that was
 * open stay as they were. */
static void test_broken_start(void **state)
{
	const char *top = getenv("top_srcdir");
	char path[4096];

	(void)state;
	open_step(0, 0);
	assert_int_equal(type("hold cpu 1; tick"), 0);
	snprintf(path, sizeof(path), "%s/tests/scripts/lesson/broken.lesson",
		 top ? top : ".");
	assert_int_equal(lesson_open(front, path, 0, 0), -1);
	assert_string_equal(look().name, "view");
	assert_true(front_machine(front)->now > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_prose, setup, teardown),
		cmocka_unit_test_setup_teardown(test_directives, setup, teardown),
		cmocka_unit_test_setup_teardown(test_goals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_hints, setup, teardown),
		cmocka_unit_test_setup_teardown(test_questions, setup, teardown),
		cmocka_unit_test_setup_teardown(test_solution, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_changes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_broken_start, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
