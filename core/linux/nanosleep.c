/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * nanosleep(): see nanosleep.h.
 */
#include "linux/nanosleep.h"

#include "linux/hrtimer_sleeper.h"
#include "linux/process.h"
#include "linux/timekeeping.h"

s64 nanosleep_copyout(struct restart_block *restart,
		      const struct timespec64 *rem)
{
	if (restart->rmtp &&
	    copy_to_user(restart->rmtp, rem, sizeof(*rem)))
		return -EFAULT;
	return -ERESTART_RESTARTBLOCK;
}

/* A signal has come.  If the time is up as well, the sleep was complete. */
static s64 interrupted(struct hrtimer *timer)
{
	struct restart_block *restart = &current_thread()->restart_block;
	struct timespec64 rem;
	ktime_t remaining;

	if (!restart->rmtp)
		return -ERESTART_RESTARTBLOCK;
	remaining = hrtimer_get_remaining(timer);
	if (remaining <= 0)
		return 0;
	rem = ktime_to_timespec64(remaining);
	return nanosleep_copyout(restart, &rem);
}

/* Whoever wakes us for another reason does not shorten the sleep: the expiry
 * is absolute from the second time on. */
static s64 do_nanosleep(struct hrtimer_sleeper *t, u32 mode)
{
	do {
		set_current_state(TASK_INTERRUPTIBLE);
		hrtimer_start_expires(&t->timer, mode);
		if (t->task)
			schedule();
		hrtimer_cancel(&t->timer);
		mode = HRTIMER_MODE_ABS;
	} while (t->task && !signal_pending());
	set_current_state(TASK_RUNNING);
	if (!t->task)
		return 0;
	return interrupted(&t->timer);
}

/* No handler ran: sleep on, until the moment that was computed first. */
static s64 hrtimer_nanosleep_restart(struct restart_block *restart)
{
	struct hrtimer_sleeper t;

	hrtimer_init_sleeper_on_stack(&t, restart->clockid, HRTIMER_MODE_ABS);
	hrtimer_set_expires(&t.timer, (ktime_t)restart->expires);
	return do_nanosleep(&t, HRTIMER_MODE_ABS);
}

s64 hrtimer_nanosleep(ktime_t rqtp, u32 mode, s32 clockid)
{
	struct thread *thread = current_thread();
	struct restart_block *restart = &thread->restart_block;
	struct hrtimer_sleeper t;
	s64 ret;

	hrtimer_init_sleeper_on_stack(&t, clockid, mode);
	hrtimer_set_expires_range_ns(&t.timer, rqtp, thread->timer_slack_ns);
	ret = do_nanosleep(&t, mode);
	if (ret != -ERESTART_RESTARTBLOCK)
		return ret;
	if (mode == HRTIMER_MODE_ABS)
		return -ERESTARTNOHAND;
	restart->clockid = t.timer.base->clockid;
	restart->expires = (u64)hrtimer_get_expires(&t.timer);
	restart->fn = hrtimer_nanosleep_restart;
	return ret;
}

s64 sys_nanosleep(const struct timespec64 *urqtp, struct timespec64 *rmtp)
{
	struct timespec64 rqtp;

	if (copy_from_user(&rqtp, urqtp, sizeof(rqtp)))
		return -EFAULT;
	if (!timespec64_valid(&rqtp))
		return -EINVAL;
	current_thread()->restart_block.rmtp = rmtp;
	return hrtimer_nanosleep(timespec64_to_ktime(rqtp), HRTIMER_MODE_REL,
				 CLOCK_MONOTONIC);
}
