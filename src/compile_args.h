/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arguments of a statement: which parameter each is for, and who makes a
 * system call.
 */
#ifndef COMPILE_ARGS_H
#define COMPILE_ARGS_H

#include "compile_param.h"
#include "compile_plan.h"

/* False, with an error that says @what is wrong and how @row is used. */
bool misused(struct compiler *c, const struct token *token, const struct call_row *row,
	     const char *what);

/* Is the first argument the caller?  `sys` in `burn sys 1ms` is not, even if a
 * process is called so. */
bool may_be_caller(const struct compiler *c, const struct stmt *stmt,
		   const struct param *params, u32 nr);

/* Read them all into @insn; what must be given is there afterwards.  False with
 * the compiler's error set. */
bool read_arguments(struct compiler *c, const struct call_row *row, const struct stmt *stmt,
		    const struct param *params, u32 nr, struct plan_insn *insn);

/* A system call belongs to a thread: to the one it names, to that of `call p1`,
 * or to whoever runs the body.  False with the compiler's error set. */
bool check_caller(struct compiler *c, const struct plan_body *body,
		  const struct call_row *row, const struct stmt *stmt,
		  const struct param *params, struct plan_insn *insn);

/* printk takes the rest of its line. */
bool rest_as_text(struct compiler *c, const struct call_row *row, const struct stmt *stmt,
		  struct plan_insn *insn);

#endif
