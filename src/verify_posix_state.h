/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recorded case: what verify_posix_lines.c makes of lines, verify_posix.c
 * plays and verify_posix_check.c compares.  verify_posix.h has the whole picture.
 */
#ifndef VERIFY_POSIX_STATE_H
#define VERIFY_POSIX_STATE_H

#include <jansson.h>

#include "case_player.h"
#include "ftrace.h"
#include "linux/siginfo.h"
#include "verify_model.h"

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

#define PX_TIMERS 64u

/* A recorded timer, and ours that stands for it. */
struct px_pair {
	u64 recorded, ours;
	u64 recorded_at, ours_at;	/* where each was started for last, ns */
};

/* A case being played. */
struct px {
	const struct px_case *one;
	struct player *player;
	struct verify_counts *counts;
	verify_report report;
	void *ctx;
	const struct px_step *step;	/* at hand */
	u32 seen;			/* events of the player's before it */
	bool differed;			/* compare no more */
	const bool *recorded;		/* kinds of events that were recorded at all */
	struct px_pair pair[PX_TIMERS];
	u32 nr_pairs;
	u32 sent[PX_ACTORS][NR_SIGNALS + 1];	/* recorded, not taken yet */
};

extern const char *const px_actor_names[PX_ACTORS];

/* verify_posix_check.c: report a difference, return false; compare what a step
 * led to, and note the first difference. */
bool px_differs(struct px *px, const struct ftrace_line *line, u32 actor, const char *what);
bool px_check_step(struct px *px, const struct outcome *outcome);

/* Read the case that begins at or after line *at, up to line @end; *at is then
 * behind it.  False: there is none, or no memory (*failed). */
bool px_read(const struct ftrace *trace, u32 *at, u32 end, struct px_case *one, bool *failed);
void px_free(struct px_case *one);

/* The functions of timers that processes start. */
bool px_is_timer_function(u64 function);

#endif
