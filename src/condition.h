/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditions of breakpoints, and displays: expressions that are kept as text and
 * parsed anew each time, for objects come and go.
 *
 * Fits struct condition_ops (breakpoint.h).  @ctx is a struct expr_ctx.
 */
#ifndef CONDITION_H
#define CONDITION_H

#include <stdbool.h>
#include <stddef.h>

/* 0 false, 1 true; -1: it cannot be told, and @why says why not. */
int condition_test(void *ctx, const char *text, char *why, size_t size);

/* Its value as text into @buf, "none" where there is none.  False: it cannot be
 * parsed now. */
bool condition_show(void *ctx, const char *text, char *buf, size_t size);

#endif
