/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Interval timers: setitimer(), getitimer(), alarm() (kernel/time/itimer.c,
 * Linux 6.12).
 *
 *	ITIMER_REAL	an hrtimer of the process, SIGALRM; re-armed when the
 *			signal is dequeued
 *	ITIMER_VIRTUAL	its user time, SIGVTALRM   } found due by the tick:
 *	ITIMER_PROF	user and system, SIGPROF   } check_process_timers()
 *
 * They have no overrun count: what was missed is missed.  alarm() is
 * ITIMER_REAL without a period.
 */
#ifndef LINUX_ITIMER_H
#define LINUX_ITIMER_H

#include "linux/process_timers.h"
#include "linux/syscall.h"

#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2

/* User memory holds microseconds in tv_nsec's place: struct timeval. */
s64 sys_getitimer(s32 which, struct itimerspec64 *value);
s64 sys_setitimer(s32 which, const struct itimerspec64 *value,
		  struct itimerspec64 *ovalue);
/* Whole seconds that were left, rounded, never down to 0. */
s64 sys_alarm(u32 seconds);

/* The callback of ITIMER_REAL. */
enum hrtimer_restart it_real_fn(struct hrtimer *timer);

/* The event: whose timer, which, and when it expired on its CPU clock. */
void trace_itimer_expire(const struct process *p, s32 which, u64 now);

#endif
