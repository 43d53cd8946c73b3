/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sleeping with a time limit: schedule_timeout() and msleep() (kernel/time/
 * timer.c of Linux 6.12, a file of its own, sleep_timeout.c, since 6.13).
 *
 *	task:   arm timer -- schedule() ~~~~~~~~~~ returns -- delete timer
 *	wheel:                         process_timeout(): wake_up_process()
 *
 * The timer lies on the sleeper's own stack: it exists only while the sleeper
 * waits for it, and so the task must not leave before it is disarmed.
 *
 * Invariant: outside of schedule_timeout() no wheel knows a task's timer.
 *
 * Differs from Linux: the timer has an object (task->timeout_timer), so that
 * traces can name it.
 */
#ifndef LINUX_SLEEP_TIMEOUT_H
#define LINUX_SLEEP_TIMEOUT_H

#include "linux/sched.h"
#include "linux/wheel.h"

/* A timer, and who waits for it. */
struct process_timer {
	struct timer_list timer;
	struct task *task;
};

/* Sleep until somebody wakes the running task, or for @timeout jiffies; forever
 * for MAX_SCHEDULE_TIMEOUT.  The caller has set the task's state: with
 * TASK_RUNNING this is just schedule().  Returns the jiffies left, 0 when the
 * time is up.  Task context. */
s64 schedule_timeout(s64 timeout);

/* The same, setting the state first. */
s64 schedule_timeout_interruptible(s64 timeout);
s64 schedule_timeout_uninterruptible(s64 timeout);

/* Sleep for at least @msecs ms, whoever may want to wake us. */
void msleep(u32 msecs);

/* The callback of those timers. */
void process_timeout(struct timer_list *timer);

#endif
