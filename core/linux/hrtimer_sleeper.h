/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sleeping with the precision of the clock (kernel/time/hrtimer.c, and
 * usleep_range() of kernel/time/timer.c, Linux 6.12).
 *
 *	task:   start hrtimer -- schedule() ~~~~~~~~~ returns -- cancel hrtimer
 *	interrupt:                        hrtimer_wakeup(): wake_up_process()
 *
 * The timer lies on the sleeper's own stack, and is gone when it returns.
 *
 * Invariant: outside of schedule_hrtimeout_range() no base knows a task's
 * timer.
 *
 * Differs from Linux: the timer has an object (task->sleep_hrtimer), made when
 * the task sleeps this way for the first time, so that traces can name it; no
 * freezer, and no real-time tasks, whose slack would be zero.
 */
#ifndef LINUX_HRTIMER_SLEEPER_H
#define LINUX_HRTIMER_SLEEPER_H

#include "linux/hrtimer.h"
#include "linux/sched.h"

#define EINTR 4

/* A timer, and who waits for it; nobody once it has expired. */
struct hrtimer_sleeper {
	struct hrtimer timer;
	struct task *task;
};

/* Sleep until @expires, or with HRTIMER_MODE_REL for so long, on @clock_id, or
 * until somebody wakes the running task; NULL: until then.  The caller has set
 * the task's state.  Returns 0 when the time is up, else -EINTR.  Task context.
 */
int schedule_hrtimeout_range_clock(const ktime_t *expires, u64 delta, u32 mode,
				   s32 clock_id);

/* The same on CLOCK_MONOTONIC, with and without slack. */
int schedule_hrtimeout_range(const ktime_t *expires, u64 delta, u32 mode);
int schedule_hrtimeout(const ktime_t *expires, u32 mode);

/* Sleep for @min to @max us, whoever may want to wake us. */
void usleep_range(u64 min, u64 max);

/* A timer on the running task's stack, to wake it.  It gets the task's object:
 * serial, or 0. */
void hrtimer_init_sleeper_on_stack(struct hrtimer_sleeper *sl, s32 clock_id,
				   u32 mode);
u32 hrtimer_sleep_object(void);

/* The callback of those timers. */
enum hrtimer_restart hrtimer_wakeup(struct hrtimer *timer);

#endif
