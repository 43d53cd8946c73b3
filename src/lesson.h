/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lessons, for those who show them: panes, console, tests.
 *
 * A lesson is a text file (timerscope-lesson(5)); a front has at most one open.
 * What a student sees of it is a struct lesson_view, made anew by lesson_view()
 * whenever it is asked for:
 *
 *	title, step 3 of 8, "What a bucket holds"
 *	paragraphs of prose, unwrapped
 *	goals		[x] far waits in level 1     reached: stays so
 *			[ ] and has fired
 *	question	Which bucket will it take?   1 ... 2 ... 3 ...
 *	hints		those that were asked for
 *	todo		what to do next, in one line
 *
 * Everything here belongs to the host: going back in time, undo and branches
 * change the machine and never what has been reached or answered.
 *
 * The student's verbs are commands (cmd_lesson.c): a pane sends `lesson next`
 * or `answer 2` through front_execute() as if it had been typed.
 */
#ifndef LESSON_H
#define LESSON_H

#include <stdbool.h>
#include <stdio.h>

#include "front.h"

/* --- what is open -------------------------------------------------------- */

/* How far one key `s` of the screen goes in this step. */
enum lesson_grain {
	GRAIN_STATEMENT,		/* step */
	GRAIN_NEXT,			/* next: over the functions it calls */
	GRAIN_FUNCTION,			/* finish */
	GRAIN_EVENT,			/* event */
	GRAIN_TICK,			/* tick */
	GRAIN_NR,
};

/* Panes that a step may ask to have in view: numbers of views/pane.h. */
#define LESSON_MAX_FOCUS 16

struct lesson_goal_view {
	const char *text;
	bool reached;			/* for good */
	bool waiting;			/* counts only when those above are */
};

struct lesson_choice_view {
	const char *text;
	bool tried;			/* chosen, and wrong */
};

/* A prediction.  The machine knows the answer; so does nobody else before it
 * has been given. */
struct lesson_question_view {
	u32 number, of;			/* question 1 of 2 in this step */
	const char *text;
	const struct lesson_choice_view *choices;
	u32 nr_choices;			/* 0: a value is asked for */
	const char *form;		/* how to answer: "answer 1..3" */
	bool answered;			/* right, or shown by the solution */
	bool shown;			/* ... the latter */
	u32 wrong;			/* wrong answers so far */
	const char *given;		/* the last answer, or NULL */
	const char *reply;		/* what was said to it, or NULL */
};

struct lesson_view {
	const char *name;		/* "wheel" */
	const char *title;
	u32 step, nr_steps;		/* step counts from 0 */
	const char *step_title;
	const char *const *paragraphs;	/* unwrapped; verbatim ones begin with
					 * a blank and keep their line ends */
	u32 nr_paragraphs;
	const struct lesson_goal_view *goals;
	u32 nr_goals;
	/* the first question without an answer, else the last one; or NULL */
	const struct lesson_question_view *question;
	const char *const *hints;	/* shown so far */
	u32 nr_hints, more_hints;	/* and how many are left */
	enum lesson_grain grain;
	bool has_focus;			/* the step names its panes: */
	u32 focus[LESSON_MAX_FOCUS];	/* the first one is the most important */
	u32 nr_focus;
	u32 source;			/* statement for the source pane, 0: none */
	const char *const *allowed;	/* machine commands, sorted; NULL: all */
	u32 nr_allowed;
	bool complete;			/* `lesson next` goes on */
	bool finished;			/* ... and this was the last step */
	const char *todo;		/* one line: what to do next */
	u64 changes;			/* grows whenever any of this changes */
};

/* Has the student given the machine anything since the step began? */
bool lesson_has_inputs(const struct front *front);

/* Is a lesson open?  Then fill in @view; its texts live until the next lesson
 * command or movement. */
bool lesson_view(struct front *front, struct lesson_view *view);

/* "statement", "step". */
const char *lesson_grain_name(enum lesson_grain grain);
const char *lesson_grain_command(enum lesson_grain grain);

/* --- which there are ----------------------------------------------------- */

struct lesson_entry {
	char *name;			/* "wheel" of 01-wheel.lesson */
	char *path;
	char *title, *about;		/* about: one paragraph */
	u32 nr_steps;
	u32 done;			/* steps completed */
	u32 next;			/* where to go on, from 0 */
	char *broken;			/* why it cannot be read, or NULL */
};

struct lesson_list {
	struct lesson_entry *v;		/* in the order of the files' names */
	u32 nr;
};

/* All lessons in TIMERSCOPE_DATADIR, the build tree and the data folder, with
 * the progress made (none for a front that keeps no progress; NULL: none). */
struct lesson_list lesson_list(const struct front *front);
void lesson_list_free(struct lesson_list *list);

/* Does @word name a lesson (or is it a *.lesson file)?  Its path, to be freed,
 * or NULL. */
char *lesson_find(const char *word);

/* --- doing --------------------------------------------------------------- */

/* Open a lesson at @step (UINT32_MAX: where the student left it).  @seed picks
 * the variants.  0, or -1: said why, and nothing has changed. */
int lesson_open(struct front *front, const char *path, u32 step, u64 seed);

/* Leave the lesson; the machine stays as it is. */
void lesson_close(struct front *front);

/* The student's verbs.  They print; -1: refused, said why.  skip: even if the
 * step is not complete; run: execute the author's solution. */
int lesson_next(struct front *front, bool skip);
int lesson_back(struct front *front);
int lesson_hint(struct front *front);
int lesson_reset(struct front *front);
int lesson_solution(struct front *front, bool run);
int lesson_answer(struct front *front, const char *text);
void lesson_print_goals(struct front *front);
void lesson_print_step(struct front *front);

/* --- for front.c --------------------------------------------------------- */

/* May this statement run in the present step?  0, or -1: said why not. */
int lesson_gate(struct front *front, const struct stmt *stmt);

/* The machine has stopped somewhere: which goals hold? */
void lesson_look(struct front *front);

/* --- for main.c ---------------------------------------------------------- */

/* timerscope --check-lesson FILE...: a line for each proof; an exit code. */
int lesson_check_main(int nr, char **paths);

#endif
