/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recorded case: what verify_posix_lines.c makes of lines, and verify_posix.c
 * plays and compares.  verify_posix.h has the whole picture.
 */
#ifndef VERIFY_POSIX_STATE_H
#define VERIFY_POSIX_STATE_H

#include <jansson.h>

#include "ftrace.h"

#define PX_ACTORS 4u
#define PX_NO_RESULT (-999)		/* the step is no call */

enum px_kind { PX_GENERATE, PX_DELIVER, PX_START, NR_PX_KINDS };

/* What happened to an actor. */
struct px_event {
	const struct ftrace_line *line;
	u8 kind;			/* enum px_kind */
	u8 actor;
	bool handled;			/* deliver: by a handler */
	s32 sig, error, code;
	s32 group, result;		/* generate */
	u64 timer;			/* start: identifies it */
	u64 function;			/* ... ftrace_name() */
	u64 expires;			/* ... ns, its soft expiry */
};

/* A call, and the events up to its end. */
struct px_step {
	const struct ftrace_line *line;	/* the marker */
	const struct ftrace_line *before;	/* the one before: here it began */
	json_t *step;			/* {call, args, in}; NULL: the case's end */
	s64 ret;			/* PX_NO_RESULT */
	char error[16];			/* errno's name, "" */
	u32 first_event, nr_events;
};

struct px_case {
	char id[64];
	s32 pid[PX_ACTORS];		/* 0: p1; the others: children */
	u32 nr_actors;
	struct px_step *steps;
	u32 nr_steps, max_steps;
	struct px_event *events;
	u32 nr_events, max_events;
	bool complete;			/* its end was recorded */
};

/* Read the case that begins at or after line *at, up to line @end; *at is then
 * behind it.  False: there is none, or no memory (*failed). */
bool px_read(const struct ftrace *trace, u32 *at, u32 end, struct px_case *one, bool *failed);
void px_free(struct px_case *one);

/* The functions of timers that processes start. */
bool px_is_timer_function(u64 function);

#endif
