/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions of lessons: the machine finds the answer, the student predicts it.
 *
 * Nobody wrote the right answer down.  A machine that nobody sees is made to
 * stand where the step begins, executes the commands of `run:`, and is asked:
 * for the value, or which choice's condition holds.
 */
#include <stdlib.h>
#include <string.h>

#include "lesson_state.h"
#include "show.h"

/* --- the machine's answer ------------------------------------------------ */

static void note_error(struct lesson_result *result,
		       const struct lesson *lesson,
		       const struct script_error *error)
{
	snprintf(result->error, sizeof(result->error), "%s:%u:%u: %s%s%s",
		 lesson->path, error->line, error->column, error->what,
		 error->right[0] ? "; " : "", error->right);
}

static void find_value(struct front *front, const struct lesson *lesson,
		       const char *code, struct lesson_result *result)
{
	struct script_error error = { 0 };

	result->ok = lesson_value(front, code, result, &error);
	if (!result->ok)
		note_error(result, lesson, &error);
	else if (!strcmp(result->value, "none")) {
		result->ok = false;
		snprintf(result->error, sizeof(result->error),
			 "%s: the value is none", lesson->path);
	}
}

/* Exactly one condition must hold. */
static void find_choice(struct front *front, const struct lesson *lesson,
			const struct lesson_ask *ask,
			const struct lesson_variant *variant,
			struct pool *pool, struct lesson_result *result)
{
	const struct lesson_choice *choice;
	struct script_error error = { 0 };
	u32 holding = 0;
	u32 number = 0;
	bool holds;

	for (choice = ask->choices; choice; choice = choice->next) {
		number++;
		holds = false;
		if (!lesson_true(front, lesson_condition(pool, variant,
							 &choice->text),
				 &holds, &error)) {
			note_error(result, lesson, &error);
			return;
		}
		holding += holds;
		if (holds && !result->right)
			result->right = number;
	}
	result->ok = holding == 1;
	if (!result->ok)
		snprintf(result->error, sizeof(result->error),
			 "%s:%u:1: %u of the choices are right; exactly one "
			 "must be", lesson->path, ask->text.line, holding);
}

static void ask_front(struct front *front, const struct lesson *lesson, u32 nr,
		      u64 seed, const struct lesson_ask *ask,
		      struct lesson_result *result)
{
	const struct lesson_variant *variant =
		lesson_variant(lesson_step(lesson, nr), seed);
	struct pool pool = { 0 };

	if (!lesson_prepare(front, lesson, nr, seed) &&
	    !lesson_execute(front, lesson->path,
			    lesson_code(&pool, variant, &ask->run), true)) {
		if (ask->choices)
			find_choice(front, lesson, ask, variant, &pool, result);
		else
			find_value(front, lesson,
				   lesson_code(&pool, variant, &ask->value),
				   result);
	}
	pool_clear(&pool);
}

void lesson_ask_machine(const struct lesson *lesson, u32 nr, u64 seed,
			const struct lesson_ask *ask,
			struct lesson_result *result)
{
	struct machine *present = hot.machine;
	char *errors = NULL;
	size_t size = 0;
	FILE *err = open_memstream(&errors, &size);
	struct front *front = err ? lesson_scratch(err) : NULL;

	*result = (struct lesson_result){ .known = true };
	if (front) {
		FILE *out = front->options.out;

		ask_front(front, lesson, nr, seed, ask, result);
		front_free(front);
		fclose(out);
	}
	if (err)
		fclose(err);
	if (!result->ok && !result->error[0])
		snprintf(result->error, sizeof(result->error), "%.*s",
			 (int)strcspn(size ? errors : "no memory", "\n"),
			 size ? errors : "no memory");
	free(errors);
	state_use(present);
}

/* --- the student's ------------------------------------------------------- */

struct lesson_question *lesson_question(struct lesson_state *state)
{
	u32 i;

	for (i = 0; i < state->step->nr_asks; i++)
		if (!state->questions[i].view.answered)
			return &state->questions[i];
	return i ? &state->questions[i - 1] : NULL;
}

bool lesson_all_answered(const struct lesson_state *state)
{
	u32 i;

	for (i = 0; i < state->step->nr_asks; i++)
		if (!state->questions[i].view.answered)
			return false;
	return true;
}

static void know(struct lesson_state *state, struct lesson_question *question)
{
	if (!question->result.known)
		lesson_ask_machine(state->lesson, state->step_nr, state->seed,
				   question->ask, &question->result);
}

static const char *right_answer(struct lesson_state *state,
				struct lesson_question *question)
{
	const struct lesson_result *result = &question->result;

	if (!result->ok)
		return pool_format(&state->pool, "unknown (%s)", result->error);
	if (result->right)
		return pool_format(&state->pool, "%u: %s", result->right,
				   question->choices[result->right - 1].text);
	return result->value;
}

/* Accept: say why it is so. */
static int accept(struct lesson_state *state, struct lesson_question *question,
		  const char *word)
{
	const char *because = lesson_sentence(&state->pool, state->variant,
					      &question->ask->because);

	question->view.answered = true;
	question->view.reply = pool_format(&state->pool, "%s%s%s", word,
					   *because ? " " : "", because);
	return 0;
}

static int refuse(struct lesson_state *state, struct lesson_question *question,
		  const char *reply)
{
	question->view.wrong++;
	question->view.reply = *reply ? reply : pool_format(&state->pool,
		"No. Think it through once more, or let the machine show you "
		"and answer then.");
	return 0;
}

void lesson_show_answers(struct front *front)
{
	struct lesson_state *state = front->lesson;
	u32 i;

	for (i = 0; i < state->step->nr_asks; i++) {
		struct lesson_question *question = &state->questions[i];

		if (question->view.answered)
			continue;
		know(state, question);
		question->view.shown = true;
		question->view.given = right_answer(state, question);
		accept(state, question, "So the machine says.");
		front_print(front, "The answer%s is %s\n", state->step->nr_asks
			    > 1 ? " to the question" : "",
			    question->view.given);
		lesson_wrap(front, "  ", question->view.reply);
	}
}

static int choose(struct front *front, struct lesson_question *question,
		  const char *text)
{
	struct lesson_state *state = front->lesson;
	const struct lesson_choice *choice = question->ask->choices;
	char *end;
	unsigned long number = strtoul(text, &end, 10);
	u32 i;

	if (*text < '0' || *text > '9' || *end || !number ||
	    number > question->ask->nr_choices)
		return front_error(front, question->view.form,
				   "\"%.60s\" is none of the choices", text);
	if (number == question->result.right)
		return accept(state, question, "Right.");
	for (i = 1; i < number; i++)
		choice = choice->next;
	question->choices[number - 1].tried = true;
	return refuse(state, question, lesson_sentence(&state->pool,
						       state->variant,
						       &choice->reply));
}

static const char *const unit_texts[] = {
	[UNIT_NONE] = "a number without a unit, such as 42",
	[UNIT_NS] = "a time, such as 42ms",
	[UNIT_JIFFIES] = "jiffies, such as 42j",
	[UNIT_STEPS] = "a number without a unit, such as 42",
	[UNIT_BYTES] = "a number of bytes",
	[UNIT_MASK] = "a mask, such as 0x2a",
};

static bool is_plain(enum state_unit unit)
{
	return unit == UNIT_NONE || unit == UNIT_STEPS || unit == UNIT_BYTES ||
	       unit == UNIT_MASK;
}

/* A value may be written in any way that has the same value. */
static int tell(struct front *front, struct lesson_question *question,
		const char *text)
{
	struct lesson_state *state = front->lesson;
	const struct lesson_result *right = &question->result;
	struct lesson_result given = { 0 };
	struct script_error error = { 0 };
	bool value = lesson_value(front, text, &given, &error);

	if (!strcmp(text, right->value) ||
	    (value && !strcmp(given.value, right->value)))
		return accept(state, question, "Right.");
	if (right->number && !value)
		return front_script_error(front, &error);
	if (right->number && (!given.number || (given.unit != right->unit &&
	    !(is_plain(given.unit) && is_plain(right->unit)))))
		return front_error(front, question->view.form,
				   "the question asks for another kind of "
				   "value than \"%.60s\"", text);
	if (right->number && given.amount == right->amount)
		return accept(state, question, "Right.");
	return refuse(state, question, "");
}

/* How to answer cannot be said before the machine knows what the answer is. */
static void set_form(struct lesson_state *state,
		     struct lesson_question *question)
{
	const struct lesson_result *result = &question->result;

	if (!question->ask->nr_choices && result->ok && result->number)
		question->view.form =
			pool_format(&state->pool, "`answer VALUE` would be "
				    "right, with %s", unit_texts[result->unit]);
}

int lesson_answer(struct front *front, const char *text)
{
	struct lesson_state *state = front->lesson;
	struct lesson_question *question = state ? lesson_question(state) :
					   NULL;
	int result;

	if (!question || question->view.answered)
		return front_error(front, state ? "`lesson goal` shows what is "
				   "to be done" : "`lesson open NAME` opens "
				   "one", question ?
				   "the question has been answered" : state ?
				   "this step asks nothing" :
				   "no lesson is open");
	know(state, question);
	if (!question->result.ok) {
		question->view.shown = true;
		return accept(state, question, pool_format(&state->pool,
			      "This lesson is broken, and the question does not "
			      "count: %s.", question->result.error));
	}
	set_form(state, question);
	result = question->ask->nr_choices ? choose(front, question, text) :
		 tell(front, question, text);
	if (result)
		return result;
	question->view.given = pool_text(&state->pool, text, strlen(text));
	lesson_wrap(front, "", question->view.reply);
	lesson_update(front, true);
	return 0;
}
