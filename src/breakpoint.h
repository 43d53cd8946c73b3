/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Breakpoints and watches.  They belong to the host: going back in time does
 * not touch them or their hit counts, and they are silent while the past is
 * executed again.
 *
 *	FUNCTION          before its first statement
 *	FILE:LINE         before the first statement on that line or after it
 *	MARK              before the statement with that mark
 *	event NAME        after the statement that caused the event
 *	watch EXPR        after the statement that changed its value
 */
#ifndef BREAKPOINT_H
#define BREAKPOINT_H

#include <stdio.h>

#include "session.h"

struct breakpoints;

enum breakpoint_kind { BREAK_STATEMENT, BREAK_EVENT, BREAK_WATCH };

/* An expression as breakpoints see it: somebody else parses and evaluates. */
struct condition_ops {
	/* 0 false, 1 true, -1: cannot be told, @why says why not */
	int (*test)(void *ctx, const char *text, char *why, size_t size);
	/* the value as text into @buf; false on error */
	bool (*show)(void *ctx, const char *text, char *buf, size_t size);
	void *ctx;
};

struct breakpoints *breakpoints_new(struct session *session,
				    const struct condition_ops *ops);
void breakpoints_free(struct breakpoints *breakpoints);

/* Find the statement that @place names.  0 with *error set when there is
 * none. */
u32 breakpoint_place(const char *place, char *error, size_t size);

/* Set one; condition NULL for none.  Its number, or 0 without memory. */
u32 breakpoint_add(struct breakpoints *breakpoints, enum breakpoint_kind kind,
		   u32 what, const char *text, const char *condition,
		   bool temporary);
/* false: there is no such number; 0 deletes all. */
bool breakpoint_delete(struct breakpoints *breakpoints, u32 number);
void breakpoints_list(struct breakpoints *breakpoints, FILE *out);
/* The number of the first one before this statement, 0: there is none. */
u32 breakpoints_at(const struct breakpoints *breakpoints, u32 stmt);
bool breakpoint_is_watch(const struct breakpoints *breakpoints, u32 number);
bool breakpoints_any(const struct breakpoints *breakpoints);

/* Note the present values of all watches and the present end of the trace:
 * what changes from here on counts. */
void breakpoints_arm(struct breakpoints *breakpoints);

/* After a statement of @cpu: the number of the breakpoint that says stop
 * here, or 0.  @note receives what changed, or what is wrong with a condition:
 * one that cannot be evaluated stops.  @count: this is a real hit (not
 * a search), so counts go up and temporary ones go. */
u32 breakpoints_here(struct breakpoints *breakpoints, s32 cpu, bool count,
		     char *note, size_t size);

#endif
