/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second pass: moves what the first one found into the machine's arena.
 * Nothing but a full memory can go wrong here.
 *
 * A timer that is used before it was set up gets a timer_setup or hrtimer_setup
 * of its own, at the very beginning of what is typed.
 */
#ifndef COMPILE_EMIT_H
#define COMPILE_EMIT_H

#include "compile_plan.h"

/* Make the planned objects and programs; @main, which is the compiler's then, is
 * the one to run.  False with the compiler's error set. */
bool plan_emit(struct compiler *c, struct plan_body *main, struct compiled *out);

/* A block's task fills in one result itself, when all of it has run. */
bool plan_emit_result(struct compiler *c, const struct plan_arg *bound, struct compiled *out);

#endif
