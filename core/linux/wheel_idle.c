/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timer wheel: a CPU goes idle and comes back (kernel/time/timer.c).
 *
 * A CPU that has nothing to do wants to know for how long: when is the first
 * of its timers due?  Only LOCAL and GLOBAL count; DEF never wakes a CPU, so
 * nobody looks at it, and its clock stays behind while the CPU sleeps.
 *
 * Asking also brings both wheels up to date: a doubtful next_expiry becomes
 * exact, and the clocks are moved up to now.
 *
 * Differs from Linux: what another CPU should take over is not passed to the
 * migration hierarchy, so GLOBAL timers keep their own CPU's time.
 */
#include "linux/wheel.h"

#include "linux/hrtimer.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/wheel_trace.h"

/* When @base next has something to run.  For an empty wheel next_expiry is
 * moved out of the way, or it would come due without a timer. */
static u64 next_timer_interrupt(struct timer_base *base, u64 basej)
{
	if (base->next_expiry_recalc)
		next_expiry_recalc(base);
	if (!base->timers_pending)
		WRITE_ONCE(base->next_expiry, basej + NEXT_TIMER_MAX_DELTA);
	return base->next_expiry;
}

/* Both bases are locked.  What is overdue is due now.  Returns jiffies; *@tevt
 * becomes the same in ns, KTIME_MAX if there is no timer. */
static u64 fetch_next_timer_interrupt(struct timer_base *local,
				      struct timer_base *global, u64 basej,
				      u64 basem, u64 *tevt)
{
	u64 nextevt = next_timer_interrupt(local, basej);
	u64 nextevt_global = next_timer_interrupt(global, basej);

	if (time_before(nextevt_global, nextevt))
		nextevt = nextevt_global;
	if (time_before(nextevt, basej))
		nextevt = basej;
	*tevt = KTIME_MAX;
	if (local->timers_pending || global->timers_pending)
		*tevt = basem + (nextevt - basej) * tick_nsec(HZ);
	return nextevt;
}

/* hrtimers without high resolution are run in ticks: the first of them needs
 * one.  Rounded up, or a tick would come that is too early for it. */
static u64 cmp_next_hrtimer_event(u64 basem, u64 expires)
{
	u64 nextevt = (u64)hrtimer_get_next_event();
	u64 tick = tick_nsec(HZ);

	if (expires <= nextevt)
		return expires;
	if (nextevt <= basem)
		return basem;
	return (nextevt + tick - 1) / tick * tick;
}

/* One jiffy of sleep is not worth it: the CPU is marked idle only if its next
 * timer is further away.  @idle NULL: just tell. */
static u64 __get_next_timer_interrupt(u64 basej, u64 basem, bool *idle)
{
	struct timer_base *local = &this_percpu()->timer_bases[BASE_LOCAL];
	struct timer_base *global = &this_percpu()->timer_bases[BASE_GLOBAL];
	u64 nextevt;
	u64 tevt;

	raw_spin_lock(&local->lock);
	raw_spin_lock(&global->lock);
	nextevt = fetch_next_timer_interrupt(local, global, basej, basem,
					     &tevt);
	__forward_timer_base(local, basej);
	__forward_timer_base(global, basej);
	if (idle) {
		if (!local->is_idle && time_after(nextevt, basej + 1)) {
			local->is_idle = true;
			trace_timer_base_idle(true, local->cpu);
		}
		*idle = local->is_idle;
	}
	raw_spin_unlock(&global->lock);
	raw_spin_unlock(&local->lock);
	return cmp_next_hrtimer_event(basem, tevt);
}

u64 get_next_timer_interrupt(u64 basej, u64 basem)
{
	return __get_next_timer_interrupt(basej, basem, NULL);
}

/* Once marked idle, a CPU stays so until timer_clear_idle(). */
u64 timer_base_try_to_set_idle(u64 basej, u64 basem, bool *idle)
{
	if (*idle)
		return KTIME_MAX;
	return __get_next_timer_interrupt(basej, basem, idle);
}

/* Without lock: the worst that a race can do is a needless wake-up. */
void timer_clear_idle(void)
{
	this_percpu()->timer_bases[BASE_LOCAL].is_idle = false;
	trace_timer_base_idle(false, smp_processor_id());
}
