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
 *
 * A timer of a process goes on where its callback sends a signal:
 *
 *	trace	entry | generate | exit | ... | start | deliver
 *	p1.timer0	fired  sent		      armed   taken
 *
 * What has no hrtimer, a timer on a CPU clock, has a row as well: an interval
 * timer under a number of its own, a POSIX timer, whose expiry is no event, from
 * the first signal on that was taken.
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
	TIMELINE_SENT,			/* its signal, bucket; when: what became
					 * of it, TRACE_SIGNAL_... */
	TIMELINE_TAKEN,			/* its signal, bucket; when: the overrun
					 * count; begin: when it was sent, ns,
					 * KTIME_MAX: not known */
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
	bool cpu;			/* on a CPU clock, by which its times
					 * are; armed: `begin` is its period */
	s32 clockid;			/* ... on this clock */
	struct timeline_mark *mark;
};

/* A POSIX timer's signal whose timer is not known before it is taken. */
struct timeline_signal {
	u64 number, time;
	u64 taken;			/* the record that took it, 0: none */
	u32 process, sig;
};

/* Of one clock, from record @number on: how far it is ahead. */
struct timeline_offset {
	u64 number;
	s64 ns;
	s32 clockid;
};

struct timeline_index {
	struct follow follow;
	struct timeline_timer *timer;	/* in order of their first marks */
	u32 nr, max;
	u32 *of_serial;			/* number in `timer` + 1 */
	u8 *clock_of_serial;		/* an hrtimer's + 1, 0: not known */
	u32 nr_serials;
	u32 *of_itimer;			/* the same for TIMELINE_ITIMERs */
	u32 nr_itimers;
	struct timeline_signal *signal;
	u32 nr_signals, max_signals;
	struct timeline_offset *offset;
	u32 nr_offsets, max_offsets;
	u32 *order;			/* number in `timer`, a mark */
	u64 nr_marks, max_marks;
	struct lanes lanes;
};

/* Read what is new in the trace, forget what is no longer true. */
void timeline_update(struct timeline_index *index, const struct view *view);
void timeline_free(struct timeline_index *index);

/* How many of its marks are not later than @time. */
u32 timeline_before(const struct timeline_timer *timer, u64 time);

/* An interval timer on a CPU clock: 2 * its process + which - 1. */
#define TIMELINE_ITIMER 0x80000000u

/* "p1.timer0", "p1.ITIMER_PROF"; @buf of VALUE_MAX bytes. */
const char *timeline_name(const struct machine *m, u32 serial, char *buf);

/* Does this mark arm or disarm, is it an expiry?  Not what follows from one. */
static inline bool timeline_is_life(const struct timeline_mark *mark)
{
	return mark->kind <= TIMELINE_FIRED;
}
/* The last mark before mark @i that is one of those, NULL: there is none. */
const struct timeline_mark *
timeline_life_before(const struct timeline_timer *timer, u32 i);

/* When its signal was sent that is still queued; KTIME_MAX: none is. */
u64 timeline_queued(const struct timeline_index *index,
		    const struct view *view,
		    const struct timeline_timer *timer);

/* How far clock @clockid was ahead of CLOCK_MONOTONIC at record @number, as far
 * as events tell; false: they do not. */
bool timeline_offset_at(const struct timeline_index *index, s32 clockid,
			u64 number, s64 *offset);

/* For timeline_signals.c: the timer's row, NULL: it has none yet; another mark,
 * false: no memory; room for element @nr, false: no memory. */
struct timeline_timer *timeline_find(const struct timeline_index *index,
				     u32 serial);
bool timeline_add_mark(struct timeline_index *index, u32 serial,
		       const struct timeline_mark *mark);
bool timeline_room(void **array, u32 *max, u32 nr, size_t size);

/* Signals, interval timers, clocks that are set; false: no memory. */
bool timeline_add_signal(struct timeline_index *index, const struct view *view,
			 const struct trace_record *record);
void timeline_cut_signals(struct timeline_index *index, u64 number);

/* The newest mark of all, or the oldest; NULL: there is none. */
const struct timeline_mark *
timeline_newest(const struct timeline_index *index,
		const struct timeline_timer **timer);
const struct timeline_mark *
timeline_oldest(const struct timeline_index *index);

#endif
