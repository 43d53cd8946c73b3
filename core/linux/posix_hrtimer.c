/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX timers that are hrtimers.
 */
#include "linux/posix_timers.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/timekeeping.h"

/* --- expiring ----------------------------------------------------------- */

/* 6.12: the signal is ignored, so nobody will re-arm the timer; it must go on,
 * for the signal may be wanted later.  A period shorter than a tick would keep
 * the CPU busy with nothing: we pretend that it is a tick later. */
static void rearm_ignored(struct k_itimer *timr)
{
	struct hrtimer *timer = &timr->it.real;
	ktime_t tick = (ktime_t)tick_nsec(HZ);
	ktime_t now;

	now = timer->base->get_time();
	if (timr->it_interval < tick)
		now += tick;
	timr->it_overrun += (s64)hrtimer_forward(timer, now,
						 timr->it_interval);
	timr->it_requeue_pending++;
	timr->it_status = POSIX_TIMER_ARMED;
}

/* In hardware interrupt context.  Even a periodic timer is over for now: the
 * signal's delivery re-arms it. */
static enum hrtimer_restart posix_timer_fn(struct hrtimer *timer)
{
	struct k_itimer *timr = container_of(timer, struct k_itimer, it.real);
	enum hrtimer_restart ret = HRTIMER_NORESTART;
	bool ignored, flags;

	raw_spin_lock_irqsave(&timr->it_lock, flags);
	/* mark: posix-timer-expires */
	ignored = posix_timer_queue_signal(timr);
	if (ignored && timr->it_interval) {
		rearm_ignored(timr);
		ret = HRTIMER_RESTART;
	}
	unlock_timer(timr, flags);
	return ret;
}

/* --- what a k_clock does ------------------------------------------------ */

s64 common_timer_create(struct k_itimer *timr)
{
	timr->it.real.object = timr->object;
	hrtimer_init(&timr->it.real, timr->it_clock, HRTIMER_MODE_ABS);
	return 0;
}

void common_hrtimer_rearm(struct k_itimer *timr)
{
	timr->it_overrun += (s64)hrtimer_forward_now(&timr->it.real,
						     timr->it_interval);
	hrtimer_restart(&timr->it.real);
}

s64 common_hrtimer_forward(struct k_itimer *timr, ktime_t now)
{
	return (s64)hrtimer_forward(&timr->it.real, now, timr->it_interval);
}

ktime_t common_hrtimer_remaining(struct k_itimer *timr, ktime_t now)
{
	return hrtimer_get_expires(&timr->it.real) - now;
}

int common_hrtimer_try_to_cancel(struct k_itimer *timr)
{
	return hrtimer_try_to_cancel(&timr->it.real);
}

/* A relative time on CLOCK_REALTIME is not to change when that clock is set:
 * hrtimer_init() makes it CLOCK_MONOTONIC's, and so must be who asks the timer
 * what remains.  it_clock stays, for the next setting may be absolute. */
void common_hrtimer_arm(struct k_itimer *timr, ktime_t expires, bool absolute,
			bool sigev_none)
{
	u32 mode = absolute ? HRTIMER_MODE_ABS : HRTIMER_MODE_REL;
	struct hrtimer *timer = &timr->it.real;
	ktime_t now;

	if (timr->it_clock == CLOCK_REALTIME)
		timr->kclock = absolute ? &clock_realtime : &clock_monotonic;
	hrtimer_setup(timer, posix_timer_fn, timr->it_clock, mode);
	if (!absolute) {
		now = timer->base->get_time();
		expires = ktime_add_safe(expires, now);
	}
	hrtimer_set_expires(timer, expires);
	if (!sigev_none)
		hrtimer_start_expires(timer, HRTIMER_MODE_ABS);
}
