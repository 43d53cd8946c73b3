/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sleeping with an hrtimer: see hrtimer_sleeper.h.
 */
#include "linux/hrtimer_sleeper.h"

#include "linux/kernel.h"
#include "linux/timekeeping.h"
#include "machine/strings.h"

/* In hardware interrupt context on whatever CPU runs the timer.  The sleeper
 * cannot have left: it waits for us in hrtimer_cancel(). */
enum hrtimer_restart hrtimer_wakeup(struct hrtimer *timer)
{
	struct hrtimer_sleeper *t =
		container_of(timer, struct hrtimer_sleeper, timer);
	struct task *task = t->task;

	t->task = NULL;
	if (task)
		wake_up_process(task);
	return HRTIMER_NORESTART;
}

/* The object by which traces name the running task's timer; 0 when memory is
 * exhausted. */
notrace u32 hrtimer_sleep_object(void)
{
	const struct object *object = object_get(hot.machine, current->serial);
	char text[64];
	u32 at, name = 0;

	if (current->sleep_hrtimer)
		return current->sleep_hrtimer;
	if (object && object->name) {
		at = text_add(text, sizeof(text), 0,
			      string_text(hot.machine, object->name));
		at = text_add(text, sizeof(text), at, ".hrtimer");
		name = string_intern(hot.machine, text, at);
	}
	current->sleep_hrtimer =
		object_new(hot.machine, OBJECT_HRTIMER, name, NULL);
	if (current->sleep_hrtimer)
		object_get(hot.machine, current->sleep_hrtimer)->internal =
			true;
	return current->sleep_hrtimer;
}

void hrtimer_init_sleeper_on_stack(struct hrtimer_sleeper *sl, s32 clock_id,
				   u32 mode)
{
	sl->timer.object = hrtimer_sleep_object();
	hrtimer_init(&sl->timer, clock_id, mode);
	sl->timer.function = hrtimer_wakeup;
	sl->task = current;
}

/* The timer may expire before schedule() is reached: then t.task is NULL, and
 * the state is TASK_RUNNING again.  Afterwards it may still be queued, or its
 * callback may run on another CPU: both must be over before the stack is used
 * again. */
int schedule_hrtimeout_range_clock(const ktime_t *expires, u64 delta, u32 mode,
				   s32 clock_id)
{
	struct hrtimer_sleeper t;

	if (expires && *expires == 0) {
		set_current_state(TASK_RUNNING);
		return 0;
	}
	if (!expires) {
		schedule();
		return -EINTR;
	}
	hrtimer_init_sleeper_on_stack(&t, clock_id, mode);
	hrtimer_set_expires_range_ns(&t.timer, *expires, delta);
	hrtimer_start_expires(&t.timer, mode);
	if (t.task)
		schedule();
	hrtimer_cancel(&t.timer);
	set_current_state(TASK_RUNNING);
	return t.task ? -EINTR : 0;
}

int schedule_hrtimeout_range(const ktime_t *expires, u64 delta, u32 mode)
{
	return schedule_hrtimeout_range_clock(expires, delta, mode,
					      CLOCK_MONOTONIC);
}

int schedule_hrtimeout(const ktime_t *expires, u32 mode)
{
	return schedule_hrtimeout_range(expires, 0, mode);
}

/* The end is computed once: whoever wakes us too early does not make us sleep
 * longer. */
void usleep_range(u64 min, u64 max)
{
	u64 delta = (max - min) * NSEC_PER_USEC;
	ktime_t exp;
	int woken;

	exp = ktime_get();
	exp = ktime_add_safe(exp, (ktime_t)(min * NSEC_PER_USEC));
	if (warn_on_once(max < min, WARN_USLEEP_RANGE,
			 "WARNING: usleep_range(): max is less than min"))
		delta = 0;
	do {
		set_current_state(TASK_UNINTERRUPTIBLE);
		woken = schedule_hrtimeout_range(&exp, delta,
						 HRTIMER_MODE_ABS);
	} while (woken);
}
