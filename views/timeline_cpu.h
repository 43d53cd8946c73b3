/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each CPU did, for the timeline: an index over the trace.
 *
 *	trace	irq entry | tick | irq exit | softirq entry | exit | tick_stop
 *	TICK	[---------------------]
 *	SOFTIRQ				      [----------------]
 *	STOP						         [------ ...
 *
 *	trace	sys_enter | sched_switch | sched_switch back | sys_exit
 *	CALL	[-----------------]      [-----------------]
 *
 * A lane is a CPU; of each kind it has spans, which do not overlap and so lie
 * in order of time, found by halving.  Events without length begin and end at
 * once.  Spans know their records, so that the index can be cut back as the
 * trace is.
 */
#ifndef VIEWS_TIMELINE_CPU_H
#define VIEWS_TIMELINE_CPU_H

#include "views/view.h"

enum lane_kind {
	LANE_DEVICE,			/* what: interrupt line */
	LANE_IPI,			/* what: string id, the reason */
	LANE_SENT,			/* an IPI to CPU `what` */
	LANE_TIMER,			/* what: interrupt line; no tick in it */
	LANE_TICK,			/* a timer's interrupt that ticks; what:
					 * records until that was known */
	LANE_SOFTIRQ,			/* what: vector */
	LANE_SIGNAL,			/* a task took signal `what` */
	LANE_SENT_SIGNAL,		/* signal `what` was sent */
	LANE_CONSOLE,			/* a typed command arrives */
	LANE_SWITCH,			/* what: the task from here on, 0: idle */
	LANE_STOP,			/* idle without a tick */
	LANE_RAISED,			/* an IPI from CPU `what` was sent here */
	LANE_FIRE,			/* what: the timer whose callback runs */
	LANE_CALL,			/* in a system call; what: string id */
	LANE_NR,
};

struct lane_span {
	u64 begin, end;			/* ns; KTIME_MAX: not over */
	u64 number;			/* of the record that began it */
	u32 records;			/* from there to the one that ended it */
	u32 what;
};

struct lane_spans {
	u32 nr, max;
	struct lane_span *span;
};

struct lane {
	struct lane_spans of[LANE_NR];
	u64 hres_from;			/* record + 1; 0: in low resolution */
	u32 first_task;			/* before the first switch */
};

/* How it was before record @number: was @task in a system call? */
struct lane_call {
	u64 number;
	u32 task, before;		/* string id, 0: no */
};

struct lanes {
	struct lane lane[MACHINE_MAX_CPUS];
	u64 nr_spans;			/* in all */
	u64 from_time;			/* ns: nothing is known before */
	u32 tick_function;		/* id of tick_nohz_handler, once seen */
	/* by a task's serial */
	u32 *in_call;			/* string id, 0: in no system call */
	u32 *process_of;		/* its process's serial, once seen */
	u32 nr_tasks;
	struct lane_call *call;		/* to undo in_call */
	u32 nr_calls, max_calls;
};

/* Begin with record @from; what was before is not known. */
void lanes_begin(struct lanes *lanes, const struct view *view, u64 from);
/* false: no memory. */
bool lanes_add(struct lanes *lanes, const struct view *view,
	       const struct trace_record *record);
/* Forget record @number and later ones. */
void lanes_cut(struct lanes *lanes, u64 number);
void lanes_free(struct lanes *lanes);

/* Is @function, of an hrtimer's record, the tick? */
bool lanes_is_tick(struct lanes *lanes, const struct machine *m, u32 function);

/* How many spans of a kind begin not later than @time; the last of them, NULL:
 * there is none. */
u32 lane_before(const struct lane *lane, enum lane_kind kind, u64 time);
const struct lane_span *lane_last(const struct lane *lane, enum lane_kind kind,
				  u64 time);

/* How many of a kind are of records before @number. */
u32 lane_before_number(const struct lane *lane, enum lane_kind kind,
		       u64 number);

/* The task that CPU @cpu runs at @time, 0: it idles. */
u32 lane_task(const struct lane *lane, const struct view *view, u32 cpu,
	      u64 time);
/* The process that task @task belongs to, 0: none, it is one of the kernel's;
 * or it has gone, and never made a call. */
u32 lanes_process(const struct lanes *lanes, const struct view *view,
		  u32 task);
/* The name of an interrupt line. */
const char *lane_irq_name(const struct view *view, u32 line);

/* Does the CPU idle without a tick at @time?  *since receives the time from
 * which on it does, 0: that is not recorded any more. */
bool lane_stopped(const struct lane *lane, const struct view *view, u32 cpu,
		  u64 time, u64 *since);

/* A record that begins in the midst of a sleep has no tick_stop: until when was
 * CPU @cpu idle without a tick at first?  0: it was not. */
u64 lanes_lost_stop(const struct lanes *lanes, const struct view *view,
		    u32 cpu, u64 period);

/* The last event that a lane shows up to @time; of those from @time and record
 * @number on, the first one.  Its kind goes to *kind; NULL: there is none. */
const struct lane_span *lane_event_before(const struct lane *lane, u64 time,
					  enum lane_kind *kind);
const struct lane_span *lane_event_from(const struct lane *lane, u64 time,
					u64 number, enum lane_kind *kind);
/* The last interrupt or softirq up to @time. */
const struct lane_span *lane_irq_before(const struct lane *lane, u64 time,
					enum lane_kind *kind);

#endif
