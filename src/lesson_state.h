/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lesson that is open, as the engine's own files see it.
 *
 *	struct lesson        what the file says (lesson_file.h)
 *	struct lesson_state  where the student is in it
 *	struct lesson_view   what is shown of both (lesson.h)
 *
 * lesson.c moves through the steps, lesson_goals.c knows what is reached,
 * lesson_ask.c knows the questions,
 * lesson_gate.c the allowed commands, lesson_machine.c makes machines that
 * stand where a step begins, lesson_print.c puts it on paper.
 */
#ifndef LESSON_STATE_H
#define LESSON_STATE_H

#include "lesson_file.h"

/* What the machine says to a question. */
struct lesson_result {
	bool known;			/* it has been asked */
	bool ok;			/* and there is one right answer */
	u32 right;			/* choices: the right one, from 1 */
	char value[200];		/* a value, as `print` shows it */
	bool number;			/* and if it is one: */
	enum state_unit unit;
	expr_int amount;
	char error[700];		/* not ok: why */
};

struct lesson_question {
	const struct lesson_ask *ask;
	struct lesson_question_view view;
	struct lesson_choice_view *choices;
	struct lesson_result result;
};

struct lesson_state {
	struct lesson *lesson;
	u64 seed;
	u32 step_nr;
	const struct lesson_step *step;
	const struct lesson_variant *variant;
	struct pool pool;		/* texts of this step, filled in */
	struct lesson_view view;
	struct lesson_goal_view *goals;
	struct lesson_goal_state *goal_states;	/* as many */
	u32 looks;			/* at goals, left for this movement */
	u64 records;			/* ... to be read for them */
	struct lesson_question *questions;
	const char **hints;
	u32 base_inputs;		/* inputs that the start gave */
	bool busy;			/* the lesson itself acts */
	bool complete;			/* as said */
};

/* --- lesson_machine.c ---------------------------------------------------- */

/* Make the front's machine stand where step @nr begins; quietly.  0, or -1:
 * said why. */
int lesson_prepare(struct front *front, const struct lesson *lesson, u32 nr,
		   u64 seed);

/* Can that be done?  On a machine that nobody sees; 0, or -1: said why not. */
int lesson_try(const struct front *front, const struct lesson *lesson, u32 nr,
	       u64 seed);

/* Execute commands quietly, or as if they had been typed. */
int lesson_execute(struct front *front, const char *path, const char *code,
		   bool quiet);

/* A front of its own, for machines that nobody sees.  Errors go to @err. */
struct front *lesson_scratch(FILE *err);

/* Evaluate an expression on the front's machine.  False with *error set, in the
 * file's lines, when it is none or has no value. */
struct expr *lesson_parse(struct front *front, const char *code,
			  struct script_error *error);
bool lesson_true(struct front *front, const char *code, bool *value,
		 struct script_error *error);
bool lesson_value(struct front *front, const char *code,
		  struct lesson_result *value, struct script_error *error);

/* Are all commands and expressions of the lesson such, as far as a machine can
 * tell on which nothing has happened yet?  False: *error says. */
bool lesson_validate(const struct lesson *lesson, struct script_error *error);

/* --- lesson_ask.c -------------------------------------------------------- */

/* Let a machine find the answer to @ask of step @nr. */
void lesson_ask_machine(const struct lesson *lesson, u32 nr, u64 seed,
			const struct lesson_ask *ask,
			struct lesson_result *result);

/* The question that is to be answered: the first open one, or the last. */
struct lesson_question *lesson_question(struct lesson_state *state);
bool lesson_all_answered(const struct lesson_state *state);

/* Take the questions as answered, because the solution has been shown. */
void lesson_show_answers(struct front *front);

/* --- lesson_print.c ------------------------------------------------------ */

/* Wrapped at 76 columns; @indent, then blanks, before each line. */
void lesson_wrap(struct front *front, const char *indent, const char *text);
void lesson_print_question(struct front *front);

/* --- lesson_goals.c ------------------------------------------------------ */

/* The goals of the step at hand, in its pool, and what is not. */
void lesson_goals_make(struct lesson_state *state);
void lesson_goals_free(struct lesson_state *state);

/* The machine stands where the step begins. */
void lesson_goals_begin(struct front *front);

/* Why it cannot be told whether goal @i holds now, NULL: it can. */
const char *lesson_goal_why_not(struct front *front, u32 i);

/* How many are not reached? */
u32 lesson_open_goals(const struct lesson_state *state);

/* --- lesson.c ------------------------------------------------------------ */

/* Something has changed: what is complete now? */
void lesson_update(struct front *front, bool say);

#endif
