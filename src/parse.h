/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tokens to statements: the outer grammar of the command language.
 *
 *	statement = WORD { argument } [ block ] [ "->" WORD ]
 *	block     = "{" { statement } "}"
 *
 * Every command has this one form.  What its arguments mean is the command's
 * business; the parser keeps them as ranges of tokens, cut in two ways:
 *
 *	args        one entry for each run of tokens without white space
 *	            between them (bracketed groups stay together), with its
 *	            key for key=value
 *	first_arg .. end_arg
 *	            the raw range, from any token of which expr_parse() can
 *	            read an expression
 *
 * stmt_sub() sees the rest of a statement as a statement of its own: `on cpu
 * 1 step`, `step mod_timer t1 +3j`, `call X -> c`.
 */
#ifndef PARSE_H
#define PARSE_H

#include "lex.h"

struct script;

struct stmt_arg {
	u32 first, nr;			/* tokens of the value */
	u32 key;			/* key=value: token of the key */
	bool has_key;
};

struct stmt {
	const struct script *script;
	struct stmt *next;		/* the next one of its block */
	u32 line, column;
	u32 head, nr_head;		/* tokens of its word: reverse-step is three */
	u32 first_arg, end_arg;		/* tokens of all arguments */
	struct stmt_arg *arg;
	u32 nr_args;
	bool has_body, has_else;
	struct stmt *body;		/* first statement of its block */
	struct stmt *else_body;		/* `else if` is one `if` statement in here */
	u32 result;			/* token of the name after ->, 0: none */
	u32 end;			/* first token after the statement */
};

/* A piece of text. */
struct span {
	const char *text;
	size_t len;
};

/* Parse a whole text.  NULL with *error set; error->incomplete tells that an
 * open brace or bracket waits for more lines. */
struct script *script_parse(const char *text, size_t len, struct script_error *error);

/* Only cut into tokens, for expressions. */
struct script *script_lex(const char *text, size_t len, struct script_error *error);
void script_free(struct script *script);

/* The first statement, NULL for an empty text. */
const struct stmt *script_first(const struct script *script);

const char *script_text(const struct script *script);
u32 script_nr_tokens(const struct script *script);	/* the END included */
const struct token *script_token(const struct script *script, u32 i);

/* The text from token @first to before token @end. */
struct span script_span(const struct script *script, u32 first, u32 end);

/* The statement's word; its whole text, block included; argument @i's text. */
struct span stmt_word(const struct stmt *stmt);
struct span stmt_span(const struct stmt *stmt);
struct span stmt_arg_span(const struct stmt *stmt, u32 i);

bool span_is(struct span span, const char *what);

/* Its length in messages (%.*s): not longer than a line. */
int span_shown(struct span span);

/* The statement that begins at argument @i.  False with *error set when no
 * statement can begin there. */
bool stmt_sub(const struct stmt *stmt, u32 i, struct stmt *out, struct script_error *error);

/* The argument without a key that is the word @word, or nr_args. */
u32 stmt_find(const struct stmt *stmt, const char *word);

/* The value of key=value, or NULL. */
const struct stmt_arg *stmt_key(const struct stmt *stmt, const char *key);

#endif
