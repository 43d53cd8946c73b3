/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditions of breakpoints, watches and displays: expressions that are kept as
 * text, for objects come and go.  They are asked after each statement; so what
 * they were parsed to is kept, as long as parsing would give the same.
 *
 * The functions fit struct condition_ops (breakpoint.h).  @conditions is a struct
 * conditions.
 */
#ifndef CONDITION_H
#define CONDITION_H

#include <stdbool.h>
#include <stddef.h>

#include "expr.h"

struct conditions;

/* For one machine; NULL: no memory. */
struct conditions *conditions_new(const struct expr_ctx *ctx);
void conditions_free(struct conditions *conditions);

/* 0 false, 1 true; -1: it cannot be told, and @why says why not. */
int condition_test(void *conditions, const char *text, char *why, size_t size);

/* Its value as text into @buf, "none" where there is none.  False: it cannot be
 * parsed now. */
bool condition_show(void *conditions, const char *text, char *buf, size_t size);

#endif
