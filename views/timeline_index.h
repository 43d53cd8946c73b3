/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What timers did, by timer, for the timeline: an index over the trace; what
 * CPUs did is in timeline_cpu.h, filled from here.
 *
 *	trace   start t1 | start t2 | cancel t1 | entry t1 | exit t1 ...
 *	order      0          1           0          0         0
 *	t1      armed ----------------- out ------ fired ---- done
 *	t2               armed
 *
 * Each timer has its marks in order of time, found by halving; `order` says
 * whose mark came when, so that the index can be cut back as the trace is.
 */
#ifndef VIEWS_TIMELINE_INDEX_H
#define VIEWS_TIMELINE_INDEX_H

#include "views/follow.h"
#include "views/timeline_cpu.h"

enum timeline_kind {
	TIMELINE_ARMED,			/* when: asked for; bucket, begin */
	TIMELINE_OUT,			/* taken out of its bucket, its tree */
	TIMELINE_FIRED,			/* when: it was */
	TIMELINE_DONE,			/* its callback has returned */
};

struct timeline_mark {
	u64 number;			/* of the record */
	u64 time;			/* ns */
	u64 when;			/* in jiffies; hrtimer: ns of its clock,
					 * its soft expiry */
	u64 bucket;			/* jiffies: when its bucket is run;
					 * hrtimer: its hard expiry */
	u64 begin;			/* jiffies when it was armed */
	u8 kind, cpu;
};

struct timeline_timer {
	u32 serial;
	u32 nr, max;
	bool hr;			/* an hrtimer */
	bool tick;			/* ... that is a CPU's tick */
	s32 clockid;			/* ... on this clock */
	struct timeline_mark *mark;
};

struct timeline_index {
	struct follow follow;
	struct timeline_timer *timer;	/* in order of their first marks */
	u32 nr, max;
	u32 *of_serial;			/* number in `timer` + 1 */
	u8 *clock_of_serial;		/* an hrtimer's + 1, 0: not known */
	u32 nr_serials;
	u32 *order;			/* number in `timer`, a mark */
	u64 nr_marks, max_marks;
	struct lanes lanes;
};

/* Read what is new in the trace, forget what is no longer true. */
void timeline_update(struct timeline_index *index, const struct view *view);
void timeline_free(struct timeline_index *index);

/* How many of its marks are not later than @time. */
u32 timeline_before(const struct timeline_timer *timer, u64 time);

/* The newest mark of all, or the oldest; NULL: there is none. */
const struct timeline_mark *
timeline_newest(const struct timeline_index *index,
		const struct timeline_timer **timer);
const struct timeline_mark *
timeline_oldest(const struct timeline_index *index);

#endif
