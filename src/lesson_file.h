/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson as it is written: timerscope-lesson(5) describes the form.
 *
 *	struct lesson
 *	   step -> step -> step
 *	             goal -> goal
 *	             ask -> ask
 *	                      choice -> choice -> choice
 *
 * Reading checks all that can be seen without a machine: directives and their
 * order, names of panes, grains, commands, marks, variables.  Texts are kept as
 * written, with their places; lesson_fill() puts the values of a variant in.
 */
#ifndef LESSON_FILE_H
#define LESSON_FILE_H

#include "lesson.h"
#include "pool.h"

/* What a directive says: the rest of its line, and the indented lines below. */
struct lesson_text {
	const char *head;		/* NULL: the directive is not there */
	u32 line, column;		/* where head begins */
	const char *body;		/* lines as they stand, or "" */
	u32 body_line;
};

struct lesson_words {
	const char *const *v;		/* sorted by the author */
	u32 nr;
	bool given;
};

struct lesson_choice {
	struct lesson_choice *next;
	struct lesson_text text;	/* head: the choice; body: its condition */
	struct lesson_text reply;
};

struct lesson_ask {
	struct lesson_ask *next;
	struct lesson_text text;
	struct lesson_text run;		/* commands that find the answer */
	struct lesson_text value;
	struct lesson_choice *choices;
	u32 nr_choices;
	struct lesson_text because;
};

struct lesson_goal {
	struct lesson_goal *next;
	struct lesson_text text;	/* head: for people; body: condition */
	bool then;			/* only when those above are reached */
	bool here;			/* only where the machine has stopped */
};

struct lesson_hint {
	struct lesson_hint *next;
	struct lesson_text text;
};

/* A variant: values of the step's variables. */
struct lesson_variant {
	struct lesson_variant *next;
	const char *const *names;
	const char *const *values;
	u32 nr;
};

struct lesson_step {
	struct lesson_step *next;
	struct lesson_text title, text, start, solution;
	struct lesson_words allow, forbid;
	enum lesson_grain grain;
	u32 focus[LESSON_MAX_FOCUS];
	u32 nr_focus;
	u32 source;			/* statement, 0: none */
	struct lesson_goal *goals;
	struct lesson_ask *asks;
	struct lesson_hint *hints;
	struct lesson_variant *variants;
	u32 nr_goals, nr_asks, nr_hints, nr_variants;
	/* where they were said, for errors */
	struct lesson_text vary_text, allow_text, forbid_text, focus_text;
	struct lesson_text grain_text, source_text;
};

struct lesson {
	struct pool pool;
	const char *path;		/* as errors name it */
	const char *name;
	struct lesson_text title, about;
	struct lesson_step *steps;
	u32 nr_steps;
};

/* Read a file.  NULL: *error says what is wrong; line 0: with the file. */
struct lesson *lesson_read(const char *path, struct script_error *error);
void lesson_free(struct lesson *lesson);

/* "wheel" of "lessons/01-wheel.lesson". */
char *lesson_name_of(struct pool *pool, const char *path);

/* Step @i, which is there. */
const struct lesson_step *lesson_step(const struct lesson *lesson, u32 i);

/* Variant @number of the step, NULL if it has none. */
const struct lesson_variant *lesson_variant(const struct lesson_step *step,
					    u64 number);

/* Does a variable begin here, `$name` or `${name}`?  Its length, and its name;
 * or 0. */
size_t lesson_variable(const char *at, struct span *name);

/* @text with variables replaced by the variant's values. */
const char *lesson_fill(struct pool *pool, const struct lesson_variant *variant,
			const char *text);

/* Head and body as paragraphs, one string each; verbatim lines begin with a
 * blank.  *nr receives their number. */
const char *const *lesson_prose(struct pool *pool,
				const struct lesson_variant *variant,
				const struct lesson_text *text, u32 *nr);
/* ... as one paragraph. */
const char *lesson_sentence(struct pool *pool,
			    const struct lesson_variant *variant,
			    const struct lesson_text *text);

/* Head and body as commands or an expression, in their lines and columns of the
 * file: as many empty lines come first. */
const char *lesson_code(struct pool *pool, const struct lesson_variant *variant,
			const struct lesson_text *text);
/* The body alone, as the condition of a goal or a choice. */
const char *lesson_condition(struct pool *pool,
			     const struct lesson_variant *variant,
			     const struct lesson_text *text);

/* Fill in @error; returns false. */
bool lesson_fail(struct script_error *error, u32 line, u32 column,
		 const char *right, const char *what, ...)
	__attribute__((format(printf, 5, 6)));

/* The grain called @word (of @len bytes), or -1. */
int lesson_find_grain(const char *word, size_t len);

#endif
