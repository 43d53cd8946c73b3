/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading lesson files: what its three files share.
 *
 *	lesson_parse.c	lines to directives, and their table
 *	lesson_parts.c	steps, goals, questions: what belongs together
 *	lesson_lists.c	directives that are lists of words
 */
#ifndef LESSON_PARSE_H
#define LESSON_PARSE_H

#include "lesson_file.h"

/* All texts of a step, to look for variables in. */
struct said {
	struct said *next;
	struct lesson_text text;
};

struct parser {
	struct said *said;
	struct lesson *lesson;
	struct script_error *error;
	struct lesson_step *step, **step_end;
	struct lesson_ask *ask, **ask_end;
	struct lesson_choice *choice, **choice_end;
	struct lesson_goal **goal_end;
	struct lesson_hint **hint_end;
	struct lesson_variant **variant_end;
};

/* What a directive says becomes a part of the lesson.  False: it is wrong, and
 * the parser's error says why. */
bool lesson_read_allow(struct parser *p, const struct lesson_text *text);
bool lesson_read_forbid(struct parser *p, const struct lesson_text *text);
bool lesson_read_grain(struct parser *p, const struct lesson_text *text);
bool lesson_read_focus(struct parser *p, const struct lesson_text *text);
bool lesson_read_source(struct parser *p, const struct lesson_text *text);
bool lesson_read_vary(struct parser *p, const struct lesson_text *text);
bool lesson_read_goal(struct parser *p, const struct lesson_text *text);
bool lesson_read_here(struct parser *p, const struct lesson_text *text);
bool lesson_read_then(struct parser *p, const struct lesson_text *text);
bool lesson_read_hint(struct parser *p, const struct lesson_text *text);
bool lesson_read_ask(struct parser *p, const struct lesson_text *text);
bool lesson_read_choice(struct parser *p, const struct lesson_text *text);
bool lesson_read_step(struct parser *p, const struct lesson_text *text);

/* Has the question, has the step everything that it needs?  True if there is
 * none yet. */
bool lesson_check_ask(struct parser *p);
bool lesson_check_step(struct parser *p);

#endif
