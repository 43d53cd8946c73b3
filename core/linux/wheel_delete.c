/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timer wheel: taking timers away (kernel/time/timer.c).
 *
 * Disarming is easy; the difficulty is a callback that is already running on
 * another CPU.  Three answers:
 *
 *	                     callback not running     callback running
 *	timer_delete           disarm                   disarm, do not care
 *	try_to_del_timer_sync  disarm                   return -1
 *	timer_delete_sync      disarm                   spin until it is over
 *
 * The callback may arm its timer again, before or after the deletion.  The
 * shutdown variants put an end to that: with the function taken away, arming
 * has no effect any more.
 */
#include "linux/wheel.h"

#include "linux/kernel.h"
#include "linux/preempt.h"

/* A timer that is not pending needs no lock, unless its function has to go: a
 * callback that runs now could arm the timer just after we looked. */
static int __timer_delete(struct timer_list *timer, bool shutdown)
{
	struct timer_base *base;
	bool flags = false;
	int ret = 0;

	if (timer_pending(timer) || shutdown) {
		base = lock_timer_base(timer, &flags);
		ret = detach_if_pending(timer, base, true);
		if (shutdown)
			timer->function = NULL;
		raw_spin_unlock_irqrestore(&base->lock, flags);
	}
	return ret;
}

int timer_delete(struct timer_list *timer)
{
	return __timer_delete(timer, false);
}

int timer_shutdown(struct timer_list *timer)
{
	return __timer_delete(timer, true);
}

/* The function goes even while the callback runs: the callback itself has its
 * own copy, and its attempt to arm the timer shall fail already. */
static int __try_to_del_timer_sync(struct timer_list *timer, bool shutdown)
{
	struct timer_base *base;
	bool flags = false;
	int ret = -1;

	base = lock_timer_base(timer, &flags);
	if (base->running_timer != timer)
		ret = detach_if_pending(timer, base, true);
	if (shutdown)
		timer->function = NULL;
	raw_spin_unlock_irqrestore(&base->lock, flags);
	return ret;
}

int try_to_del_timer_sync(struct timer_list *timer)
{
	return __try_to_del_timer_sync(timer, false);
}

/* For the machine's deadlock report: whose callback do we wait for? */
static notrace void wait_for_callback(const struct timer_list *timer)
{
	u32 cpu = timer->flags & TIMER_CPUMASK;

	cpu_waits_for(WAIT_TIMER_CALLBACK, timer->object, (s32)cpu);
}

/* Afterwards the timer is not pending, and its callback runs nowhere.  Whoever
 * calls this from the callback itself waits for himself, forever; and a
 * hardware interrupt may have cut in on just that callback, so there only
 * irqsafe timers, which run with interrupts off, can be waited for. */
static int __timer_delete_sync(struct timer_list *timer, bool shutdown)
{
	bool in_irq = in_hardirq() && !(timer->flags & TIMER_IRQSAFE);
	int ret;

	warn_on(in_irq, "WARNING: timer_delete_sync() in a hardware interrupt");
	ret = __try_to_del_timer_sync(timer, shutdown);
	while (ret < 0) {
		wait_for_callback(timer);
		/* mark: timer-delete-sync-wait */
		cpu_relax();
		ret = __try_to_del_timer_sync(timer, shutdown);
	}
	cpu_waits_for(WAIT_NOTHING, 0, -1);
	return ret;
}

int timer_delete_sync(struct timer_list *timer)
{
	return __timer_delete_sync(timer, false);
}

int timer_shutdown_sync(struct timer_list *timer)
{
	return __timer_delete_sync(timer, true);
}
