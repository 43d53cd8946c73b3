/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The hrtimers' trace events, one wrapper each; fields as in the kernel's
 * include/trace/events/timer.h.  Tracing is no step: all are notrace.
 */
#ifndef LINUX_HRTIMER_TRACE_H
#define LINUX_HRTIMER_TRACE_H

#include "linux/hrtimer.h"
#include "linux/program.h"
#include "linux/trace.h"

static inline notrace void trace_hrtimer_init(const struct hrtimer *timer,
					      s32 clockid, u32 mode)
{
	TRACE(hrtimer_init, timer->object, (u64)clockid, mode);
}

static inline notrace void trace_hrtimer_start(const struct hrtimer *timer,
					       u32 mode, bool was_armed)
{
	TRACE(hrtimer_start, timer->object, program_hrtimer_function(timer),
	      (u64)timer->node.expires, (u64)timer->_softexpires, mode,
	      was_armed);
}

static inline notrace void trace_hrtimer_cancel(const struct hrtimer *timer)
{
	TRACE(hrtimer_cancel, timer->object);
}

static inline notrace void
trace_hrtimer_expire_entry(const struct hrtimer *timer, ktime_t now)
{
	TRACE(hrtimer_expire_entry, timer->object,
	      program_hrtimer_function(timer), (u64)now);
}

/* By serial: the callback may have freed the timer. */
static inline notrace void trace_hrtimer_expire_exit(u32 object)
{
	TRACE(hrtimer_expire_exit, object);
}

#endif
