/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The value of an argument, by the type that its row wants.
 */
#ifndef COMPILE_VALUE_H
#define COMPILE_VALUE_H

#include "compile_param.h"
#include "compile_plan.h"

/* Read @arg as @param wants it.  False with the compiler's error set. */
bool value_arg(struct compiler *c, const struct param *param, const struct stmt_arg *arg,
	       struct plan_arg *out);

/* TEXT: a string, or any other words as they stand. */
bool string_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out);

/* The rest of a statement as a condition. */
bool expr_arg(struct compiler *c, const struct stmt *stmt, struct plan_arg *out);

#endif
