/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timerscope --check-lesson: a lesson proved on the machine.
 *
 * For each step and each of its variants: the start can be made; no goal is
 * reached there; the author's solution is allowed and reaches them all; the
 * machine has exactly one answer to each question.  The lesson is opened as a
 * student would open it, and the solution executed as if it were typed.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "lesson_state.h"

struct proofs {
	u32 passed, failed;
	bool unreadable;
	struct front *front;
	FILE *err;
	char *errors;			/* what the front has said */
	size_t size;
	const struct lesson *lesson;
	u32 step;			/* of the proof at hand, from 0 */
	u64 variant;
};

/* --- saying -------------------------------------------------------------- */

static void say_place(const struct proofs *p)
{
	const struct lesson_step *step = lesson_step(p->lesson, p->step);

	printf("%s, step %u", p->lesson->name, p->step + 1);
	if (step->nr_variants)
		printf(", variant %llu", (unsigned long long)p->variant + 1);
}

static void pass(struct proofs *p, const char *what, ...)
	__attribute__((format(printf, 2, 3)));

static void pass(struct proofs *p, const char *what, ...)
{
	va_list args;

	p->passed++;
	printf("ok - ");
	say_place(p);
	printf(": ");
	va_start(args, what);
	vprintf(what, args);
	va_end(args);
	putchar('\n');
}

/* @line 0: the reason says where. */
static void fail(struct proofs *p, u32 line, const char *what,
		 const char *reason)
{
	p->failed++;
	printf("not ok - ");
	say_place(p);
	printf(": %s\n", what);
	if (line)
		printf("  %s:%u:1: %s\n", p->lesson->path, line, reason);
	else
		printf("  %s\n", reason);
}

/* The first line that the front has complained since the last time. */
static const char *complaint(struct proofs *p)
{
	static char line[700];

	fflush(p->err);
	snprintf(line, sizeof(line), "%.*s",
		 p->size ? (int)strcspn(p->errors, "\n") : 0,
		 p->size ? p->errors : "");
	rewind(p->err);
	p->front->error_text[0] = '\0';
	return line[0] ? line : "for no reason that was said";
}

static void forget_complaints(struct proofs *p)
{
	complaint(p);
	fflush(p->err);
}

/* --- proofs -------------------------------------------------------------- */

static bool open_step(struct proofs *p)
{
	forget_complaints(p);
	if (!lesson_open(p->front, p->lesson->path, p->step, p->variant))
		return true;
	fail(p, 0, "its start can be made", complaint(p));
	return false;
}

static void prove_open_at_start(struct proofs *p)
{
	const struct lesson_goal *goal =
		lesson_step(p->lesson, p->step)->goals;
	struct lesson_view view;
	u32 i;

	lesson_look(p->front);
	lesson_view(p->front, &view);
	for (i = 0; i < view.nr_goals; i++, goal = goal->next) {
		if (!view.goals[i].reached)
			continue;
		fail(p, goal->text.line, "no goal is reached at the start",
		     view.goals[i].text);
		return;
	}
	if (view.nr_goals)
		pass(p, "no goal is reached at the start");
}

/* A goal whose condition has no value may be misspelt: say so. */
static void fail_goal(struct proofs *p, const struct lesson_goal *goal, u32 i)
{
	struct lesson_state *state = p->front->lesson;
	const char *why_not = lesson_goal_why_not(p->front, i);
	const char *text = state->goals[i].text;

	fail(p, goal->text.line, "the solution reaches all goals", why_not ?
	     pool_format(&state->pool, "%s (%s)", text, why_not) : text);
}

/* An `expect` from number @i on that did not hold, or NULL. */
static const struct expectation *missed(const struct front *front, u32 i)
{
	const struct expectations *list = &front->expectations;

	for (; i < list->nr; i++)
		if (list->v[i].reached && !list->v[i].passed)
			return &list->v[i];
	return NULL;
}

/* By the rules that a student has to keep, too. */
static bool run_solution(struct proofs *p)
{
	const struct lesson_step *step = lesson_step(p->lesson, p->step);
	struct lesson_state *state = p->front->lesson;
	const u32 before = p->front->expectations.nr;
	const struct expectation *e;
	const char *code = lesson_code(&state->pool, state->variant,
				       &step->solution);

	forget_complaints(p);
	if (lesson_execute(p->front, p->lesson->path, code, true)) {
		fail(p, 0, "the solution is allowed and runs", complaint(p));
		return false;
	}
	if (p->front->quit) {
		p->front->quit = false;
		fail(p, step->solution.line, "the solution is allowed and runs",
		     "it leaves the program");
		return false;
	}
	e = missed(p->front, before);
	if (e)
		fail(p, e->line, "what the solution expects holds", e->text);
	return !e;
}

static void prove_solution(struct proofs *p)
{
	const struct lesson_step *step = lesson_step(p->lesson, p->step);
	const struct lesson_goal *goal = step->goals;
	u32 i;

	if (!step->solution.head || !run_solution(p))
		return;
	for (i = 0; i < step->nr_goals; i++, goal = goal->next) {
		if (p->front->lesson->goals[i].reached)
			continue;
		fail_goal(p, goal, i);
		return;
	}
	pass(p, "the solution is allowed and reaches all goals");
}

static void prove_question(struct proofs *p, const struct lesson_ask *ask,
			   u32 number)
{
	struct lesson_result result;

	lesson_ask_machine(p->lesson, p->step, p->variant, ask, &result);
	if (!result.ok)
		fail(p, 0, "the machine answers the question", result.error);
	else if (result.right)
		pass(p, "question %u: the machine chooses %u of %u", number,
		     result.right, ask->nr_choices);
	else
		pass(p, "question %u: the machine answers %s", number,
		     result.value);
}

static void prove_step(struct proofs *p)
{
	const struct lesson_step *step = lesson_step(p->lesson, p->step);
	const struct lesson_ask *ask;
	u32 number = 0;

	if (!open_step(p))
		return;
	pass(p, "its start can be made");
	prove_open_at_start(p);
	prove_solution(p);
	for (ask = step->asks; ask; ask = ask->next)
		prove_question(p, ask, ++number);
}

static void prove_lesson(struct proofs *p)
{
	const struct lesson_step *step = p->lesson->steps;
	u64 nr;

	for (p->step = 0; step; step = step->next, p->step++) {
		nr = step->nr_variants ? step->nr_variants : 1;
		for (p->variant = 0; p->variant < nr; p->variant++)
			prove_step(p);
	}
}

/* --- files --------------------------------------------------------------- */

static void not_a_lesson(struct proofs *p, const char *path,
			 const struct script_error *error)
{
	p->unreadable = true;
	if (error->line)
		fprintf(stderr, "%s:%u:%u: %s%s%s\n", path, error->line,
			error->column, error->what, error->right[0] ? "; " :
			"", error->right);
	else
		fprintf(stderr, "timerscope: %s: %s\n", path, error->what);
}

static void check_file(struct proofs *p, const char *path)
{
	struct script_error error = { 0 };
	struct lesson *lesson = lesson_read(path, &error);

	p->lesson = lesson;
	if (lesson && lesson_validate(lesson, &error))
		prove_lesson(p);
	else
		not_a_lesson(p, path, &error);
	fflush(stdout);
	lesson_close(p->front);
	lesson_free(lesson);
}

static int result_of(const struct proofs *p)
{
	printf("%u passed, %u failed\n", p->passed, p->failed);
	if (p->unreadable)
		return EXIT_SCRIPT;
	return p->failed ? EXIT_FAILED : EXIT_HELD;
}

int lesson_check_main(int nr, char **paths)
{
	struct proofs p = { 0 };
	FILE *out;
	int i;

	if (!nr) {
		fprintf(stderr, "timerscope: --check-lesson needs the files of "
			"lessons; see timerscope --help\n");
		return EXIT_SCRIPT;
	}
	p.err = open_memstream(&p.errors, &p.size);
	p.front = p.err ? lesson_scratch(p.err) : NULL;
	if (!p.front) {
		fprintf(stderr, "timerscope: no memory\n");
		return EXIT_OWN_FAULT;
	}
	for (i = 0; i < nr; i++)
		check_file(&p, paths[i]);
	out = p.front->options.out;
	front_free(p.front);
	fclose(out);
	fclose(p.err);
	free(p.errors);
	return result_of(&p);
}
