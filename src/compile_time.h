/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arguments that are times: a sign and a number with its unit.  Each function
 * sets @out, or returns false with the compiler's error set.
 */
#ifndef COMPILE_TIME_H
#define COMPILE_TIME_H

#include "compile_plan.h"

/* WHEN: a moment or a distance, for a timer of the wheel. */
bool when_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out);

/* HRWHEN: the same in ns, for an hrtimer; it knows no jiffies. */
bool hrwhen_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out);

/* DURATION; with @clock CLOCK: no jiffies. */
bool duration_arg(struct compiler *c, const struct stmt_arg *arg, bool clock,
		  struct plan_arg *out);

/* JIFFIES: a count of them, or a moment. */
bool jiffies_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out);

#endif
