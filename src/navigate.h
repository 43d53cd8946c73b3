/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stepping: the gdb verbs, forwards and backwards, on the focused CPU.
 *
 *	step      one statement        next      one at this depth
 *	finish    out of the function  until     past the end of a loop
 *	continue  to a breakpoint      tick      to the next device event
 *	event     to the next record   run       for some time
 *
 * The reverse of X goes to the latest point from which X would stop here.
 */
#ifndef NAVIGATE_H
#define NAVIGATE_H

#include "breakpoint.h"
#include "session.h"

enum verb {
	VERB_STEP,
	VERB_NEXT,
	VERB_FINISH,
	VERB_UNTIL,
	VERB_CONTINUE,
	VERB_TICK,
	VERB_EVENT,
	VERB_WAIT,			/* until a call is over */
	VERB_ENTER,			/* until it stands inside */
};

/* What a movement came to. */
struct arrival {
	bool moved;
	struct session_stop stop;
	u32 breakpoint;			/* number of the one that was hit, or 0 */
	u32 cpu;			/* the CPU that hit it */
	u64 steps[MACHINE_MAX_CPUS];	/* statements that each CPU executed */
	char note[160];			/* what there is to say, or "" */
};

/* @count times @verb; @task is the call for VERB_WAIT and VERB_ENTER.  Steps and the moment
 * @max_time limit the whole movement (UINT64_MAX: none). */
struct arrival navigate(struct session *session, struct breakpoints *breakpoints,
			enum verb verb, u64 count, u32 task, u64 max_steps,
			u64 max_time);

/* The same backwards. */
struct arrival navigate_back(struct session *session,
			     struct breakpoints *breakpoints, enum verb verb,
			     u64 count);

/* Everything due up to and including @time (ns). */
struct arrival navigate_until(struct session *session,
			      struct breakpoints *breakpoints, u64 time,
			      u64 max_steps);

#endif
