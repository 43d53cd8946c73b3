/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stepify: what its files share
 *
 * stepify reads the plain C sources of core/ and writes them again with a step
 * point before every statement, plus tables about what it saw.  A source goes
 * through the files of this folder from top to bottom:
 *
 *	lexer.c       text -> tokens, comments, directives
 *	functions.c   tokens -> the functions that are defined there
 *	walker.c      a function's body -> statements, and texts to insert
 *	declare.c         ... its declarations -> locals, with their types
 *	order.c           ... its expressions: at most one stepping call each
 *	output.c      sources, insertions and facts -> C files
 *	stepify.c     the command line, errors, memory
 *
 * Nothing is written before everything has been understood.  The first thing
 * that is not understood ends the run, with its file and line.  Memory is
 * kept until the program exits: it runs for some milliseconds.
 */
#ifndef STEPIFY_H
#define STEPIFY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t u32;
typedef uint64_t u64;

/* A growing array; vec_add() appends a zeroed element and points to it. */
#define VEC(type)	struct { type *v; size_t nr, room; }
#define vec_add(vec)							\
	((vec)->v = grow((vec)->v, (vec)->nr, &(vec)->room,		\
			 sizeof(*(vec)->v)), &(vec)->v[(vec)->nr++])

enum token_kind { T_END, T_WORD, T_NUMBER, T_STRING, T_CHAR, T_PUNCT };

struct token {
	enum token_kind kind;
	u32 off, len;		/* its place in the text */
	u32 line;
	u32 match;		/* of ( [ { and ) ] }: index of the other one */
};

struct comment {
	u32 off, len;
	u32 line, end_line;
	bool leads;		/* nothing but white space before it */
	char *mark;		/* from "mark: name", until it is placed */
};

struct directive {
	u32 off, line;
	int depth;		/* open #if's after it */
};

struct insertion {
	u32 off;		/* stands before the byte at this offset */
	u32 seq;		/* keeps the order among equal offsets */
	char *text;
};

/* A function definition; the u32 are indices of tokens. */
struct function {
	const char *name;
	u32 first, word, params, body;
	bool notrace, is_inline;
	u32 id;			/* 0: notrace */
};

struct source {
	const char *path;	/* as given on the command line */
	char *text;
	u32 len, nr_lines;
	u32 id;
	u32 last_start;		/* line on which a statement last began */
	VEC(struct token) tokens;	/* ends with a T_END */
	VEC(struct comment) comments;
	VEC(struct directive) directives;
	VEC(struct function) functions;
	VEC(struct insertion) insertions;
};

/* The facts for step_tables.c; row 0 of each table means "none". */
struct fact_func {
	const char *name, *narration;
	u32 file, nr_locals, line, end_line, first_stmt, nr_stmts, first_local;
};

struct fact_stmt {
	u32 text, len, file, func, ordinal, line;
};

struct fact_mark {
	const char *name;
	u32 stmt;
};

struct fact_local {
	const char *name, *type;
	u32 func, slot, line;
	u32 end_line;		/* 0 while the walker is inside its scope */
};

struct facts {
	VEC(struct source *) files;
	VEC(struct fact_func) funcs;
	VEC(struct fact_stmt) stmts;
	VEC(struct fact_mark) marks;
	VEC(struct fact_local) locals;
};

extern struct facts facts;

/* What the walker knows while it is inside a function. */
struct walk {
	struct source *s;
	struct function *f;
	u32 func;		/* the function's id */
	u32 i;			/* the next token */
};

/* stepify.c */
_Noreturn void fail(const struct source *s, u32 line, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
void *grow(void *v, size_t nr, size_t *room, size_t size);
char *format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *copy_text(const char *text, size_t len);

/* lexer.c */
void lex(struct source *s);
bool is(const struct source *s, u32 i, const char *text);
bool is_one_of(const struct source *s, u32 i, const char *const *texts);
bool is_word(const struct source *s, u32 i);
bool is_open(const struct source *s, u32 i);
bool is_assignment(const struct source *s, u32 i);
bool starts_with(const struct source *s, u32 i, const char *text);
char *token_text(const struct source *s, u32 i);
u32 token_line(const struct source *s, u32 i);
u32 token_end(const struct source *s, u32 i);
u32 closing(const struct source *s, u32 i);

/* functions.c */
void find_functions(struct source *s);
bool function_is_stepped(const char *name);
char *narration(const struct source *s, u32 first);

/* walker.c */
void walk_functions(struct source *s);

/* declare.c */
bool is_declaration(const struct source *s, u32 i);
u32 skip_attributes(const struct source *s, u32 i);
u32 find_semicolon(const struct source *s, u32 i);
u32 skip_tag(const struct source *s, u32 i);
char *declare_params(struct walk *w);
u32 declare(struct walk *w, u32 i, bool *is_step, char **locals);
void close_scope(size_t first, u32 line);

/* order.c */
void check_expression(const struct walk *w, u32 from, u32 to);
void check_condition(const struct walk *w, u32 from, u32 to);

/* output.c */
void write_outputs(const char *outdir);

#endif
