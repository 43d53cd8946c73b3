/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text to tokens, and what everything that reads text shares: positions,
 * errors, numbers with units, names that are nearly right.
 *
 * Tokens are small and know their place in the text and whether white space
 * stood before them: the statement `break core/linux/wheel.c:120 if a==b` is
 * first cut into tokens; which of them form a file name and which an
 * expression is decided later, by the command that wants them.
 */
#ifndef LEX_H
#define LEX_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "machine/types.h"

#define SCRIPT_DEPTH_MAX 200	/* nested brackets, blocks, operators */

/* What was wrong, where, and what would be right. */
struct script_error {
	u32 line, column;		/* from 1; columns count characters */
	bool incomplete;		/* more text could make it right */
	char what[200];
	char right[300];		/* "" when there is nothing to suggest */
};

enum token_kind {
	TOKEN_END,
	TOKEN_NEWLINE,			/* or ";" */
	TOKEN_WORD,
	TOKEN_NUMBER,			/* digits and what sticks to them: 10ms */
	TOKEN_STRING,
	TOKEN_PUNCT,
};

struct token {
	u8 kind;			/* enum token_kind */
	bool spaced;			/* white space or nothing before it */
	u16 punct;			/* PUNCT: its one or two characters */
	u32 at, len;			/* place in the text */
	u32 line, column;
};

#define PUNCT2(a, b) ((u16)((u16)(u8)(a) | (u16)(u8)(b) << 8))

struct tokens {
	struct token *v;		/* the last one is a TOKEN_END */
	u32 nr;
};

/* Cut @len bytes at @text into tokens.  False with *error set; nothing is
 * allocated then. */
bool lex(const char *text, size_t len, struct tokens *tokens, struct script_error *error);

/* Fill in @error; returns false, so that callers can return it.  @right may be NULL or "". */
bool script_fail(struct script_error *error, const struct token *token, const char *right,
		 const char *what, ...) __attribute__((format(printf, 4, 5)));

/* The same for what stands at a line and column. */
void script_vfail(struct script_error *error, u32 line, u32 column, const char *right,
		  const char *what, va_list ap) __attribute__((format(printf, 5, 0)));

/* "line 3, column 7: what; right", as one line. */
void script_error_format(const struct script_error *error, char *buf, size_t size);

/* The contents of a string token: quotes and escapes undone.  Allocated; *len is set. */
char *token_string(const char *text, const struct token *token, size_t *len);

/* Is this token the punctuation or the word @what? */
bool token_is(const char *text, const struct token *token, const char *what);

/* Units as they are written after numbers. */
enum number_unit { NUMBER_PLAIN, NUMBER_JIFFIES, NUMBER_NS, NUMBER_US, NUMBER_MS, NUMBER_S };

struct number {
	u64 value;			/* as written, before any unit is applied */
	u32 nsec;			/* of sec:nsec */
	enum number_unit unit;
	bool timespec;			/* sec:nsec */
	u64 ns;				/* the whole in ns; 0 for PLAIN and JIFFIES */
};

/*
 * Read the number at @token, with its unit; `sec:nsec` takes three tokens.
 * Returns how many tokens it took, 0 with *error set when it is no number or
 * too large: time ends at KTIME_MAX.
 */
u32 token_number(const char *text, const struct token *token, struct number *number,
		 struct script_error *error);

/* Which of many names are meant by a misspelt one. */
struct nearest {
	const char *word;
	size_t len;
	u32 nr;
	u32 distance[3];
	char name[3][64];
};

void nearest_begin(struct nearest *nearest, const char *word, size_t len);
void nearest_offer(struct nearest *nearest, const char *name);
/* "did you mean a, b or c?"; "" when nothing comes near. */
const char *nearest_text(const struct nearest *nearest, char *buf, size_t size);

#endif
