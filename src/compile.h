/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements to programs: what the machine runs.
 *
 * Compiling is a change of the machine (objects and instructions appear in its
 * arena), but all or nothing: everything is checked first, and when anything
 * is wrong nothing has changed.  The same statements at the same point of a
 * machine's life give the same bytes.
 */
#ifndef COMPILE_H
#define COMPILE_H

#include "expr.h"
#include "linux/program.h"
#include "parse.h"

struct compile_options {
	const struct expr_ctx *ctx;	/* the machine, and the trace for expressions */
	u32 line;			/* of the text's first line in its script, 0: typed */
	bool callback;			/* the body is a timer's callback */
	const struct stmt *result_of;	/* a block's own `-> r` stands there */
	/* told what was done that nobody asked for: "timerscope: ..."; may be NULL */
	void (*note)(void *data, const char *text);
	void *data;
};

struct compiled {
	u32 program;			/* to be run by program_spawn() */
	u32 result;			/* serial of the object after ->, 0: none */
};

/* A typed statement, to be run once by a task; release the program then.
 * False with *error set, and nothing changed. */
bool compile_statement(const struct compile_options *options, const struct stmt *stmt,
		       struct compiled *out, struct script_error *error);

/* A block: of `at T { }`, `on cpu N { }`.  `name` is what call stacks show. */
bool compile_body(const struct compile_options *options, const struct stmt *first,
		  const char *name, struct compiled *out, struct script_error *error);

/* Is this word a kernel call or statement of the body language? */
const struct call_row *compile_row(struct span word);

/* Another row of the same name, further down, or NULL. */
const struct call_row *compile_homonym(const struct call_row *row);

/* "add_timer TIMER WHEN", from the row; returns @buf. */
const char *call_usage(const struct call_row *row, char *buf, size_t size);

/* "add_timer t1 +3j"; returns @buf. */
const char *call_example(const struct call_row *row, char *buf, size_t size);

/* What could be typed at the end of an unfinished statement: names of objects,
 * flags, forms of times, keys.  @nr_args arguments stand before @part. */
void call_complete(const struct call_row *row, const struct expr_ctx *ctx, u32 nr_args,
		   const char *part, size_t len, expr_found found, void *data);

/* A time as it stands in an argument: +T, =T, -T or T.  For commands that take
 * times themselves (`run until =2s`).  A number without a unit is an error. */
bool compile_time(const struct stmt *stmt, u32 arg, struct program_arg *out,
		  bool *is_signed, struct script_error *error);

#endif
