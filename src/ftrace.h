/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading ftrace's text: what `cat trace`, trace_pipe and trace-cmd print.
 *
 *	<idle>-0  [001] dNs2.  2849.176028: timer_cancel: timer=0000000032e60851
 *	COMM-PID  [CPU] FLAGS  TIMESTAMP:   EVENT: FIELDS
 *
 * The reader is tolerant: kernels differ in their flag columns, their fields
 * and their names.  It reads the events that concern timer wheels and hrtimers,
 * knows those of signals, and passes over everything else.
 */
#ifndef FTRACE_H
#define FTRACE_H

#include <stddef.h>

#include "machine/types.h"

enum ftrace_kind {
	FTRACE_LOST,			/* CPU:1 [LOST 123 EVENTS] */
	FTRACE_TIMER_INIT,
	FTRACE_TIMER_START,
	FTRACE_TIMER_CANCEL,
	FTRACE_EXPIRE_ENTRY,
	FTRACE_EXPIRE_EXIT,
	FTRACE_BASE_IDLE,
	FTRACE_TIMER_SOFTIRQ,		/* softirq_entry of vector 1 */
	FTRACE_SOFTIRQ_EXIT,		/* softirq_exit of vector 1 */
	FTRACE_OTHER,			/* of interest only for its CPU and time */
};

/* What a line says of hrtimers; to the wheel it is FTRACE_OTHER. */
enum ftrace_hrtimer {
	FTRACE_NO_HRTIMER,
	FTRACE_HRTIMER_SETUP,		/* hrtimer_init, hrtimer_setup */
	FTRACE_HRTIMER_START,
	FTRACE_HRTIMER_CANCEL,
	FTRACE_HRTIMER_ENTRY,
	FTRACE_HRTIMER_EXIT,
	FTRACE_TICK_STOP,		/* with success=1 */
};

/* What a line says of processes and signals; else FTRACE_OTHER, and its fields
 * are not read. */
enum ftrace_posix {
	FTRACE_NO_POSIX,
	FTRACE_SIGNAL_GENERATE,
	FTRACE_SIGNAL_DELIVER,
	FTRACE_MARKER,			/* written by the workload */
};

/* Which fields a line has. */
#define FTRACE_HAS_EXPIRES BIT(0)
#define FTRACE_HAS_TIMEOUT BIT(1)
#define FTRACE_HAS_BUCKET BIT(2)
#define FTRACE_HAS_CPU BIT(3)
#define FTRACE_HAS_IDX BIT(4)
#define FTRACE_HAS_FLAGS BIT(5)
#define FTRACE_HAS_NOW BIT(6)
#define FTRACE_HAS_BASECLK BIT(7)
#define FTRACE_HAS_SOFTEXPIRES BIT(8)
#define FTRACE_HAS_MODE BIT(9)
#define FTRACE_HAS_ARMED BIT(10)
#define FTRACE_HAS_CLOCKID BIT(11)

/* What the flag column says about where the event happened. */
enum ftrace_context { FTRACE_UNKNOWN, FTRACE_TASK, FTRACE_SOFTIRQ, FTRACE_HARDIRQ };

#define FTRACE_NONE (~0u)

struct ftrace_line {
	const char *text;		/* the whole line, not terminated */
	u32 len;
	u32 number;			/* in the file, from 1 */
	u32 next_on_cpu;		/* index, or FTRACE_NONE */
	u16 cpu;
	u8 kind;			/* enum ftrace_kind */
	u8 context;			/* enum ftrace_context */
	bool by_idle;			/* recorded while the idle task was current */
	u8 hrtimer;			/* enum ftrace_hrtimer */
	u8 posix;			/* enum ftrace_posix */
	bool was_armed;
	u32 has;
	u32 wheel_cpu;			/* cpu= */
	u64 us;				/* time, microseconds */
	u64 timer;			/* identifies it; no address */
	u64 function;			/* identifies it */
	u64 expires, now;		/* jiffies; of hrtimers ns */
	u64 softexpires;		/* ns */
	u64 bucket_expiry, baseclk;	/* jiffies */
	s64 timeout;			/* jiffies */
	u32 idx;
	u32 flags;			/* TIMER_...; is_idle, number of lost events */
	u32 mode;			/* HRTIMER_MODE_... */
	s32 clockid;			/* CLOCK_... */
};

struct ftrace {
	char *text;
	struct ftrace_line *line;
	u32 nr_lines;
	u32 nr_cpus;			/* highest CPU number + 1 */
	u32 nr_timer_lines;
	u32 nr_hrtimer_lines;
	u32 nr_markers;
	u32 nr_unreadable;		/* timer events that lack a field */
	u32 nr_starts, nr_inits;
	bool truncated;			/* the last line is incomplete */
	bool overwritten;		/* older events were lost on some CPU */
	bool blind;			/* some CPU's idle task has left no lines */
};

/* Read @path ("-": standard input).  NULL with a message in @error if it
 * cannot be used: not to be read, no trace, no timer events. */
struct ftrace *ftrace_read(const char *path, char *error, size_t size);
void ftrace_free(struct ftrace *trace);

/* What identifies the function called @name. */
u64 ftrace_name(const char *name);

#endif
