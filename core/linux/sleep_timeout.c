/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sleeping with a time limit: see sleep_timeout.h.
 */
#include "linux/sleep_timeout.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"

/* In softirq context on whatever CPU runs the timer.  The sleeper cannot have
 * left: it waits for us in timer_delete_sync(). */
void process_timeout(struct timer_list *timer)
{
	struct process_timer *timeout;

	timeout = container_of(timer, struct process_timer, timer);
	wake_up_process(timeout->task);
}

/* With a timer on this function's stack.  The sleeper may have been woken by
 * somebody else while the timer is still pending, or while its callback runs
 * on another CPU: both must be over before the stack is used again. */
static s64 schedule_with_timer(s64 timeout)
{
	u64 expire = jiffies + (u64)timeout;
	struct process_timer timer;

	timer.task = current;
	timer.timer.object = current->timeout_timer;
	timer_setup(&timer.timer, process_timeout, 0);
	timer.timer.expires = expire;
	add_timer(&timer.timer);
	schedule();
	timer_delete_sync(&timer.timer);
	timeout = (s64)(expire - jiffies);
	return timeout < 0 ? 0 : timeout;
}

/* A negative time is a bug of the caller's: it is told so, and does not
 * sleep. */
s64 schedule_timeout(s64 timeout)
{
	if (timeout == MAX_SCHEDULE_TIMEOUT) {
		schedule();
		return timeout;
	}
	if (timeout < 0) {
		printk("schedule_timeout: wrong timeout value");
		set_current_state(TASK_RUNNING);
		return 0;
	}
	return schedule_with_timer(timeout);
}

/* The state is set before the timer is armed: were it the other way round, a
 * timer that expires in between would wake a task that is not asleep yet, and
 * then nobody would. */
s64 schedule_timeout_interruptible(s64 timeout)
{
	set_current_state(TASK_INTERRUPTIBLE);
	return schedule_timeout(timeout);
}

s64 schedule_timeout_uninterruptible(s64 timeout)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	return schedule_timeout(timeout);
}

/* Goes back to sleep when woken too early. */
void msleep(u32 msecs)
{
	s64 timeout = (s64)msecs_to_jiffies(HZ, msecs);

	while (timeout)
		timeout = schedule_timeout_uninterruptible(timeout);
}
