/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX timers: setting them, and reading what remains.
 */
#include "linux/posix_timers.h"

#include "linux/kernel.h"
#include "linux/process.h"

/* --- settings ----------------------------------------------------------- */

/* Without a value there is no period either.  A signal that is pending from
 * before must not re-arm the timer: its number is old from now on.  Bit 0 of
 * it_requeue_pending says that one is expected, so the count goes in twos. */
void posix_timer_set_common(struct k_itimer *timr,
			    const struct itimerspec64 *new_setting)
{
	const struct timespec64 *value = &new_setting->it_value;

	if (value->tv_sec || value->tv_nsec)
		timr->it_interval =
			timespec64_to_ktime(new_setting->it_interval);
	else
		timr->it_interval = 0;
	timr->it_requeue_pending =
		(timr->it_requeue_pending + 2) & ~REQUEUE_PENDING;
	timr->it_overrun_last = 0;
	timr->it_overrun = -1;
}

/* With the interval cleared a callback that waits for it_lock right now will
 * not re-arm the timer behind our back; we let it through, and try again. */
s64 common_timer_set(struct k_itimer *timr, u32 flags,
		     const struct itimerspec64 *new_setting,
		     struct itimerspec64 *old_setting)
{
	bool sigev_none = timr->it_sigev_notify == SIGEV_NONE;
	const struct timespec64 *value = &new_setting->it_value;
	int ret;

	if (old_setting)
		common_timer_get(timr, old_setting);
	timr->it_interval = 0;
	ret = timr->kclock->timer_try_to_cancel(timr);
	if (ret < 0)
		return TIMER_RETRY;
	timr->it_status = POSIX_TIMER_DISARMED;
	posix_timer_set_common(timr, new_setting);
	if (!value->tv_sec && !value->tv_nsec)
		return 0;
	/* mark: timer-arm */
	timr->kclock->timer_arm(timr, timespec64_to_ktime(*value),
				flags & TIMER_ABSTIME, sigev_none);
	if (!sigev_none)
		timr->it_status = POSIX_TIMER_ARMED;
	return 0;
}

/* The old value is reported once, even if the setting has to be tried twice.
 * 6.18: whatever is queued is stale from here on. */
static s64 do_timer_settime(s32 id, u32 flags,
			    const struct itimerspec64 *new_spec,
			    struct itimerspec64 *old_spec)
{
	struct k_itimer *timr;
	bool irqs;
	s64 error;

	if (!timespec64_valid(&new_spec->it_interval) ||
	    !timespec64_valid(&new_spec->it_value))
		return -EINVAL;
	if (old_spec)
		*old_spec = (struct itimerspec64){ 0 };
	timr = lock_timer(id, &irqs);
	while (timr) {
		if (old_spec)
			old_spec->it_interval =
				ktime_to_timespec64(timr->it_interval);
		timr->it_signal_seq++;
		error = timr->kclock->timer_set(timr, flags, new_spec,
						old_spec);
		if (error != TIMER_RETRY)
			break;
		old_spec = NULL;
		timr = timer_wait_running(timr, &irqs);
	}
	if (!timr)
		return -EINVAL;
	unlock_timer(timr, irqs);
	return error;
}

/* Where the old value goes is looked at when the timer has been set. */
s64 sys_timer_settime(s32 id, u32 flags,
		      const struct itimerspec64 *new_setting,
		      struct itimerspec64 *old_setting)
{
	struct itimerspec64 new_spec, old_spec;
	s64 error;

	if (!new_setting)
		return -EINVAL;
	if (copy_from_user(&new_spec, new_setting, sizeof(new_spec)))
		return -EFAULT;
	error = do_timer_settime(id, flags, &new_spec,
				 old_setting ? &old_spec : NULL);
	if (!error && old_setting &&
	    copy_to_user(old_setting, &old_spec, sizeof(old_spec)))
		error = -EFAULT;
	return error;
}

/* --- reading ------------------------------------------------------------ */

notrace bool posix_timer_requeue_pending(const struct k_itimer *timr)
{
	if (kernel_is_618())
		return timr->it_status != POSIX_TIMER_ARMED;
	return timr->it_requeue_pending & REQUEUE_PENDING;
}

/* A periodic timer whose signal waits has not been moved on yet, nor has one
 * without signal, which no base knows: that is done here.  What still lies in
 * the past then is about to expire, which must not look like disarmed. */
void common_timer_get(struct k_itimer *timr, struct itimerspec64 *cur_setting)
{
	const struct k_clock *kc = timr->kclock;
	bool sig_none = timr->it_sigev_notify == SIGEV_NONE;
	ktime_t iv = timr->it_interval;
	ktime_t now, remaining;

	if (iv)
		cur_setting->it_interval = ktime_to_timespec64(iv);
	else if (timr->it_status != POSIX_TIMER_ARMED && !sig_none)
		return;
	now = kc->clock_get_ktime(timr->it_clock);
	if (iv && (posix_timer_requeue_pending(timr) || sig_none))
		timr->it_overrun += kc->timer_forward(timr, now);
	remaining = kc->timer_remaining(timr, now);
	if (remaining > 0)
		cur_setting->it_value = ktime_to_timespec64(remaining);
	else if (!sig_none)
		cur_setting->it_value.tv_nsec = 1;
}

s64 sys_timer_gettime(s32 id, struct itimerspec64 *setting)
{
	struct itimerspec64 cur_setting = { 0 };
	struct k_itimer *timr;
	bool flags;

	timr = lock_timer(id, &flags);
	if (!timr)
		return -EINVAL;
	timr->kclock->timer_get(timr, &cur_setting);
	unlock_timer(timr, flags);
	if (copy_to_user(setting, &cur_setting, sizeof(cur_setting)))
		return -EFAULT;
	return 0;
}

s64 sys_timer_getoverrun(s32 id)
{
	struct k_itimer *timr;
	s64 overrun;
	bool flags;

	timr = lock_timer(id, &flags);
	if (!timr)
		return -EINVAL;
	overrun = timr->it_overrun_last;
	unlock_timer(timr, flags);
	return overrun > INT32_MAX ? INT32_MAX : overrun;
}

/* --- deleting ----------------------------------------------------------- */

s64 common_timer_del(struct k_itimer *timr)
{
	int ret;

	timr->it_interval = 0;
	ret = timr->kclock->timer_try_to_cancel(timr);
	if (ret < 0)
		return TIMER_RETRY;
	timr->it_status = POSIX_TIMER_DISARMED;
	return 0;
}
