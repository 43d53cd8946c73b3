/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands of lessons: lesson, answer.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "lesson.h"

extern const struct command cmd_lesson;

static void print_entry(struct front *front, const struct lesson_entry *entry)
{
	const char *mark = entry->broken ? "  broken" :
			   entry->done >= entry->nr_steps ? "  done" : "";

	front_print(front, "  %-12s %-40s %2u of %u steps%s\n", entry->name,
		    entry->title, entry->done, entry->nr_steps, mark);
	if (entry->broken)
		front_print(front, "               %s\n", entry->broken);
}

static int list_lessons(struct front *front)
{
	struct lesson_list list = lesson_list(front);
	struct lesson_view view;
	u32 i;

	for (i = 0; i < list.nr; i++)
		print_entry(front, &list.v[i]);
	if (!list.nr)
		front_print(front, "There are no lessons; TIMERSCOPE_DATADIR "
			    "names the folder that holds lessons/.\n");
	else if (lesson_view(front, &view))
		front_print(front, "Open is %s, step %u of %u. %s.\n",
			    view.name, view.step + 1, view.nr_steps, view.todo);
	else
		front_print(front, "`lesson open NAME` opens one.\n");
	lesson_list_free(&list);
	return 0;
}

/* step=N and seed=N; -1: said what is wrong. */
static int open_options(struct front *front, const struct stmt *stmt,
			u32 *step, u64 *seed)
{
	struct script_error error = { 0 };
	u64 number = 0;
	u32 i;

	for (i = 2; i < stmt->nr_args; i++) {
		const struct token *key =
			script_token(stmt->script, stmt->arg[i].key);
		const char *text = script_text(stmt->script);
		bool is_step = stmt->arg[i].has_key &&
			       token_is(text, key, "step");

		if (!is_step && !(stmt->arg[i].has_key &&
				  token_is(text, key, "seed")))
			return front_error(front, "`lesson open NAME step=3 "
					   "seed=1` would be right",
					   "lesson open: what else?");
		if (command_number(stmt, i, is_step ? &number : seed, &error))
			return front_script_error(front, &error);
		if (is_step && (!number || number > UINT32_MAX))
			return front_error(front, "step=1 is the first one",
					   "no such step");
		if (is_step)
			*step = (u32)number - 1;
	}
	return 0;
}

static int open_lesson(struct front *front, const struct stmt *stmt)
{
	u32 step = UINT32_MAX;
	u64 seed = 0;
	char *word, *path;
	int result;

	if (stmt->nr_args < 2)
		return front_error(front, "`lesson open wheel`, or a file; "
				   "`lesson` lists them", "open which lesson?");
	if (open_options(front, stmt, &step, &seed))
		return -1;
	word = command_text(stmt, 1);
	path = lesson_find(word);
	result = path ? lesson_open(front, path, step, seed) :
		 front_error(front, "`lesson` lists them; the name of a file "
			     "ends in .lesson", "there is no lesson \"%.80s\"",
			     word);
	free(word);
	free(path);
	return result;
}

static int give_answer(struct front *front, const struct stmt *stmt, u32 arg)
{
	struct span span;
	char *text;
	int result;

	if (arg >= stmt->nr_args)
		return front_error(front, "`answer 2`, or `answer 104j` where a "
				   "value is asked for", "answer what?");
	span = script_span(stmt->script, stmt->arg[arg].first, stmt->end_arg);
	text = strndup(span.text, span.len);
	result = lesson_answer(front, text);
	free(text);
	return result;
}

/* Is argument number 1 this word? */
static bool then_word(const struct stmt *stmt, const char *word)
{
	return stmt->nr_args > 1 && span_is(stmt_arg_span(stmt, 1), word);
}

static int next_step(struct front *front, const struct stmt *stmt)
{
	bool skip = then_word(stmt, "skip");

	if (!command_ends(front, &cmd_lesson, stmt, skip + 1u))
		return -1;
	return lesson_next(front, skip);
}

static int solution(struct front *front, const struct stmt *stmt)
{
	bool run = then_word(stmt, "run");

	if (!command_ends(front, &cmd_lesson, stmt, run + 1u))
		return -1;
	return lesson_solution(front, run);
}

static int show_goals(struct front *front, bool text)
{
	if (text && front->lesson)
		lesson_print_step(front);
	else
		lesson_print_goals(front);
	return front->lesson ? 0 : -1;
}

static int one_word(struct front *front, struct span verb)
{
	if (span_is(verb, "back"))
		return lesson_back(front);
	if (span_is(verb, "hint"))
		return lesson_hint(front);
	if (span_is(verb, "reset"))
		return lesson_reset(front);
	if (span_is(verb, "goal"))
		return show_goals(front, false);
	if (span_is(verb, "text"))
		return show_goals(front, true);
	if (!span_is(verb, "close"))
		return front_error(front, "open, next, back, hint, goal, text, "
				   "reset, solution, answer and close would be "
				   "right", "lesson what?");
	lesson_close(front);
	return 0;
}

static int run_lesson(struct front *front, const struct stmt *stmt)
{
	struct span verb;

	if (!stmt->nr_args)
		return list_lessons(front);
	verb = stmt_arg_span(stmt, 0);
	if (span_is(verb, "open"))
		return open_lesson(front, stmt);
	if (span_is(verb, "answer"))
		return give_answer(front, stmt, 1);
	if (span_is(verb, "next"))
		return next_step(front, stmt);
	if (span_is(verb, "solution"))
		return solution(front, stmt);
	if (!command_ends(front, &cmd_lesson, stmt, 1))
		return -1;
	return one_word(front, verb);
}
const struct command cmd_lesson = {
	.name = "lesson",
	.usage = "[open NAME|FILE [step=N] [seed=N] | next [skip] | back | hint "
		 "| goal | text | reset | solution [run] | answer ANSWER | "
		 "close]",
	.effect = EFFECT_HOST, .max_args = 64, .run = run_lesson,
	.complete = COMPLETE_WORDS,
	.words = "open next back hint goal text reset solution answer close "
		 "skip run step= seed=",
	.help = "List the lessons, or go through one.",
	.more = "`lesson goal` says what this step wants, `lesson text` shows "
		"all of it again, `lesson reset` restores its start, `lesson "
		"hint` helps, `lesson solution` shows the author's way and "
		"`lesson solution run` goes it, `lesson next` goes on when the "
		"step is complete and `lesson next skip` at once. The seed "
		"picks other numbers for the same questions.",
};

static int run_answer(struct front *front, const struct stmt *stmt)
{
	return give_answer(front, stmt, 0);
}
const struct command cmd_answer = {
	.name = "answer", .usage = "NUMBER | VALUE", .effect = EFFECT_HOST,
	.min_args = 1, .max_args = 64, .run = run_answer,
	.complete = COMPLETE_EXPRESSION,
	.help = "Answer the lesson's question: a choice's number, or a value.",
	.more = "The machine knows the right answer; a wrong one costs nothing.",
};
