/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wheel's trace events, one wrapper each; fields as in the kernel's
 * include/trace/events/timer.h.  Tracing is no step: all are notrace.
 */
#ifndef LINUX_WHEEL_TRACE_H
#define LINUX_WHEEL_TRACE_H

#include "linux/kernel.h"
#include "linux/program.h"
#include "linux/trace.h"
#include "linux/wheel.h"

static inline notrace void trace_timer_init(const struct timer_list *timer)
{
	TRACE(timer_init, timer->object);
}

static inline notrace void trace_timer_start(const struct timer_list *timer,
					     u64 bucket_expiry)
{
	TRACE(timer_start, timer->object, program_timer_function(timer),
	      timer->expires, timer->expires - jiffies, bucket_expiry,
	      timer->flags & TIMER_CPUMASK, timer_get_idx(timer),
	      timer->flags & TIMER_TRACE_FLAGMASK);
}

static inline notrace void trace_timer_cancel(const struct timer_list *timer)
{
	TRACE(timer_cancel, timer->object);
}

static inline notrace void
trace_timer_expire_entry(const struct timer_list *timer, u64 baseclk)
{
	TRACE(timer_expire_entry, timer->object, program_timer_function(timer),
	      jiffies, baseclk);
}

/* By serial: the callback may have freed the timer. */
static inline notrace void trace_timer_expire_exit(u32 object)
{
	TRACE(timer_expire_exit, object);
}

static inline notrace void trace_timer_base_idle(bool is_idle, u32 cpu)
{
	TRACE(timer_base_idle, is_idle, cpu);
}

#endif
