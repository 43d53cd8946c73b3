/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a cases file says was observed, against what the machine answered:
 *
 *	"ret", "errno"	the call's result
 *	"out"		what it wrote: times, counts, a siginfo, ...
 *	"signals"	the handlers that ran, in order
 *
 * What is not told is not compared; what is told and not understood is no
 * reason to agree.
 */
#ifndef ORACLE_COMPARE_H
#define ORACLE_COMPARE_H

#include <jansson.h>

#include "case_player.h"

struct verdict {
	u32 step;			/* being compared */
	bool failed;
	u32 skipped;			/* steps that cannot be played */
	char text[600];
};

/* Note the first disagreement, with the step; returns false. */
bool disagree(struct verdict *v, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

bool check_return(struct verdict *v, const json_t *expected, const struct outcome *outcome);
bool check_out(struct verdict *v, const json_t *expected, const struct outcome *outcome);

/* The handlers of the acting process that ran since its last step. */
bool check_signals(struct verdict *v, const json_t *expected, struct player *p);

#endif
