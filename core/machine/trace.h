/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trace records: what happened, as fixed-size numbers.
 *
 * core emits records; names, texts and formats live in tables outside of the
 * hot path (see linux/events.def).  A record holds ids (object serials, string
 * ids, function indices), never pointers, so that it stays true when the
 * machine goes back in time.  The arena holds only the number of the next
 * record; the records themselves belong to the host.
 */
#ifndef MACHINE_TRACE_H
#define MACHINE_TRACE_H

#include "machine/types.h"

#define TRACE_MAX_ARGS 9

/* Where an event was recorded from: the flag column of ftrace. */
enum trace_context {
	TRACE_IRQS_OFF = 1,
	TRACE_NEED_RESCHED = 2,
	TRACE_HARDIRQ = 4,
	TRACE_SOFTIRQ = 8,
	TRACE_BH_OFF = 16,
};

struct trace_record {
	u64 number;			/* 0, 1, 2 ... in this machine */
	u64 time;			/* ns of virtual time */
	u64 step;			/* statements executed before it */
	u16 kind;			/* enum trace_kind of the OS's table */
	u8 cpu;
	u8 context;			/* enum trace_context, or'ed */
	u8 preempt_depth;
	u8 nr_args;
	u16 pad;
	u32 task;			/* object serial of the task, 0: idle */
	u32 pad2;
	u64 arg[TRACE_MAX_ARGS];	/* those from nr_args on: undefined */
};

/* How one field of an event is to be read and printed. */
enum trace_type {
	TRACE_U64,			/* unsigned decimal */
	TRACE_S64,			/* signed decimal */
	TRACE_HEX,
	TRACE_OBJECT,			/* object serial; prints its name */
	TRACE_FUNCTION,			/* function name as string id */
	TRACE_STRING,			/* string id */
	TRACE_TIMER_FLAGS,		/* D|P|I */
	TRACE_JIFFIES,
	TRACE_NS,			/* null in JSON: never */
	TRACE_CLOCKID,			/* CLOCK_MONOTONIC */
	TRACE_HRTIMER_MODE,		/* ABS|PINNED */
	TRACE_SOFTIRQ_VEC,		/* 1 [action=TIMER] */
	TRACE_SIGNAL,			/* 14 [name=SIGALRM] */
	TRACE_SIGNAL_RESULT,		/* 0 [result=delivered] */
};

struct trace_field {
	const char *name;
	enum trace_type type;
	const char *help;
};

struct trace_event {
	const char *name;
	const char *help;
	u32 nr_fields;
	struct trace_field field[TRACE_MAX_ARGS];
};

/* Called by the machine for each record; belongs to the host. */
typedef void (*trace_sink)(void *ctx, const struct trace_record *record);

/* Record one event on the running CPU at its current time.  The operating
 * system's wrappers (trace_timer_start() ...) are the only callers. */
void trace_emit(u16 kind, u32 nr_args, const u64 *args);

#endif
