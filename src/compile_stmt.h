/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements to instructions: the first pass.
 */
#ifndef COMPILE_STMT_H
#define COMPILE_STMT_H

#include "compile_plan.h"

/* The instructions of one statement, or of @stmt and those behind it, at the end
 * of @body.  False with the compiler's error set. */
bool compile_one(struct compiler *c, struct plan_body *body, const struct stmt *stmt);
bool compile_list(struct compiler *c, struct plan_body *body, const struct stmt *stmt);

#endif
