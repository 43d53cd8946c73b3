/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wheel driven by a recording: what verify.c compares with reality.
 *
 * A kernel of its own is booted for a stretch of a recording.  Each CPU is a
 * reader, a coroutine that takes its lines one by one and does what they say
 * has been done from outside: arm a timer, delete one, go idle.  Everything
 * that the wheel itself decides is left to core/linux/wheel*.c, and compared.
 *
 *	input, taken from the recording           output, compared
 *	-----------------------------------       ---------------------------
 *	which timer is armed for when             bucket_expiry, idx
 *	on which CPU, pinned or not               cpu (whose wheel), flags
 *	jiffies                                   which timer expires next
 *	that a softirq runs now                   baseclk
 *	that a CPU goes idle, that another        that a timer is pending where
 *	  CPU's GLOBAL wheel is run here            it is removed
 *
 * If all agrees, then every timer that the recording arms went into the bucket
 * that our wheel chooses, left it when our wheel says, and in that order; and
 * the recording contradicts itself nowhere (verify_life.c), nor leaves a timer
 * behind where its wheel was seen to be run (verify_due.c).
 *
 * It cannot prove anything about what no other line depends on: a timer armed
 * before the recording began and gone after its expiry; the order of timers
 * whose wheels are not known; jiffies that lie between those of neighbouring
 * lines; who is armed on which CPU by add_timer_on(); the first and the last
 * lines.  The report counts unknown starts.  tests/falsify.awk has the list.
 */
#ifndef VERIFY_MODEL_H
#define VERIFY_MODEL_H

#include "ftrace.h"

struct verify_counts {
	u64 starts, starts_agree;
	u64 expiries, expiries_agree;
	u64 removals;			/* of timers that are pending in the model too */
	u64 idle_entries;
	u64 remote;			/* expiries of another CPU's timers */
	u64 unknown;			/* timers armed before the recording began */
	u64 undecided;			/* two histories are possible: see settle() */
	u64 reused;			/* set up while pending, perhaps removed out of sight */
	u64 skipped;			/* lines not compared: events were lost */
	u64 resyncs;
	u64 mismatches;
	/* hrtimers */
	u64 hr_starts, hr_starts_agree;
	u64 hr_expiries, hr_expiries_agree;
	u64 hr_removals;		/* of timers that are queued in the model too */
	u64 hr_restarts;		/* by their callbacks */
	u64 hr_ticks;			/* ... or after idling: ticks on their grid */
	u64 hr_moved;			/* expired on another CPU than started */
	u64 hr_unknown;			/* started before the recording began */
	u64 hr_undecided;		/* due, perhaps behind one that is not known */
	u64 hr_lost;			/* moved by somebody who was not recorded */
	u64 hr_reused;			/* set up while queued */
	/* calls and signals */
	u64 px_cases;			/* played */
	u64 px_calls, px_calls_agree;	/* results */
	u64 px_generates, px_generates_agree;
	u64 px_delivers, px_delivers_agree;
	u64 px_restarts, px_restarts_agree;	/* hrtimer_start, on the grid */
	u64 px_cut;			/* cases whose end was not recorded */
};

/* Where the model and the recording part. */
struct verify_mismatch {
	const struct ftrace_line *line;
	const char *what;		/* the field, or what happened */
	u64 recorded, computed;		/* of the field */
	bool has_values;
	bool is_signed;
	u64 due_timer;			/* overdue, 0: none is */
	u64 due;			/* jiffies */
	/* the base's state at that moment */
	const char *base;		/* "LOCAL", NULL: none */
	u32 base_cpu;
	u64 clk, next_expiry, jiffies_then;
	u64 running;			/* recorded timer, 0: none */
	bool recalc;
	char state[240];		/* of an hrtimer, a process; "": of a wheel */
};

typedef void (*verify_report)(void *ctx, const struct verify_mismatch *mismatch);

/* Drive a machine with the lines [first, end) of @trace, whose kernel had @hz.
 * Adds to @counts.  false: no memory, or the simulated kernel died (@error). */
bool verify_stretch(const struct ftrace *trace, u32 first, u32 end, u32 hz,
		    struct verify_counts *counts, verify_report report, void *ctx, char *error,
		    size_t size);

#endif
