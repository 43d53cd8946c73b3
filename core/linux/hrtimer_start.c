/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers: arming, cancelling, forwarding.
 *
 *	hrtimer_start_range_ns()
 *	   lock_hrtimer_base()       the base where the timer is, or last was
 *	   remove_hrtimer()          out of its tree
 *	   switch_hrtimer_base()     over to this CPU, or to a busy one
 *	   enqueue_hrtimer()         into the tree
 *	   hrtimer_reprogram()       is it the first? tell the device
 */
#include "linux/hrtimer.h"

#include "linux/hrtimer_trace.h"
#include "linux/kernel.h"
#include "linux/preempt.h"

/* --- in and out of trees ------------------------------------------------ */

bool enqueue_hrtimer(struct hrtimer *timer, struct hrtimer_clock_base *base,
		     u32 mode, bool was_armed)
{
	trace_hrtimer_start(timer, mode, was_armed);
	base->cpu_base->active_bases |= BIT(base->index);
	WRITE_ONCE(timer->state, HRTIMER_STATE_ENQUEUED);
	return timerqueue_add(&base->active, &timer->node);
}

void __remove_hrtimer(struct hrtimer *timer, struct hrtimer_clock_base *base,
		      u8 newstate, bool reprogram)
{
	struct hrtimer_cpu_base *cpu_base = base->cpu_base;
	u8 state = timer->state;

	WRITE_ONCE(timer->state, newstate);
	if (!(state & HRTIMER_STATE_ENQUEUED))
		return;
	if (!timerqueue_del(&base->active, &timer->node))
		cpu_base->active_bases &= ~BIT(base->index);
	if (reprogram && timer == cpu_base->next_timer)
		hrtimer_force_reprogram(cpu_base, true);
}

/* Take @timer out if it is queued.  Only this CPU's device can be programmed
 * anew; another CPU gets an interrupt for nothing, which costs less than
 * telling it.  With @restart the timer will be queued again at once: its state
 * stays, for others must not take it for inactive; with @keep_local even on
 * this CPU, so that the device has to be programmed but once, later. */
static bool remove_hrtimer(struct hrtimer *timer,
			   struct hrtimer_clock_base *base, bool restart,
			   bool keep_local)
{
	u8 state = timer->state;
	bool reprogram;

	if (!(state & HRTIMER_STATE_ENQUEUED))
		return false;
	reprogram = base->cpu_base == &this_percpu()->hrtimer_bases;
	if (restart) {
		reprogram = reprogram && !keep_local;
	} else {
		trace_hrtimer_cancel(timer);
		state = HRTIMER_STATE_INACTIVE;
	}
	__remove_hrtimer(timer, base, state, reprogram);
	return true;
}

/* --- arming ------------------------------------------------------------- */

/* Returns true if the timer is the first of its base now, and nobody has seen
 * to the device yet.  The first timer of this CPU stays here when it is
 * moved: its device has to be programmed in any case. */
static bool __hrtimer_start_range_ns(struct hrtimer *timer, ktime_t tim,
				     u64 delta_ns, u32 mode,
				     struct hrtimer_clock_base *base)
{
	struct hrtimer_cpu_base *this_cpu_base = &this_percpu()->hrtimer_bases;
	bool force_local = base->cpu_base == this_cpu_base &&
			   base->cpu_base->next_timer == timer;
	bool was_armed;
	ktime_t now;
	bool first;

	was_armed = remove_hrtimer(timer, base, true, force_local);
	if (mode & HRTIMER_MODE_REL) {
		now = base->get_time();
		tim = ktime_add_safe(tim, now);
	}
	hrtimer_set_expires_range_ns(timer, tim, delta_ns);
	if (!force_local)
		base = switch_hrtimer_base(timer, base,
					   mode & HRTIMER_MODE_PINNED);
	first = enqueue_hrtimer(timer, base, mode, was_armed);
	if (!force_local)
		return first;
	hrtimer_force_reprogram(base->cpu_base, true);
	return false;
}

/* Soft or not is decided when the timer is set up. */
void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t tim, u64 delta_ns,
			    u32 mode)
{
	struct hrtimer_clock_base *base;
	bool soft = mode & HRTIMER_MODE_SOFT;
	bool flags = false;
	bool first;

	if (warn_on_once(!timer->function, WARN_HRTIMER_NO_FUNCTION,
			 "WARNING: hrtimer_start() of a timer that was not "
			 "set up"))
		return;
	warn_on_once(soft != timer->is_soft, WARN_HRTIMER_SOFT,
		     "WARNING: hrtimer_start(): soft as it was not set up");
	base = lock_hrtimer_base(timer, &flags);
	first = __hrtimer_start_range_ns(timer, tim, delta_ns, mode, base);
	if (first)
		hrtimer_reprogram(timer, true);
	unlock_hrtimer_base(timer, &flags);
}

/* --- cancelling --------------------------------------------------------- */

/* Queued, or running?  In __run_hrtimer() the one begins before the other
 * ends, and is over before it begins again; seq changes in between.  So whoever
 * sees neither, at the same seq and the same base, has seen the truth. */
bool hrtimer_active(const struct hrtimer *timer)
{
	struct hrtimer_clock_base *base;
	u32 seq;

	for (;;) {
		base = READ_ONCE(timer->base);
		seq = READ_ONCE(base->seq);
		if (timer->state != HRTIMER_STATE_INACTIVE ||
		    base->running == timer)
			return true;
		if (READ_ONCE(base->seq) == seq &&
		    READ_ONCE(timer->base) == base)
			return false;
	}
}

int hrtimer_try_to_cancel(struct hrtimer *timer)
{
	struct hrtimer_clock_base *base;
	bool flags = false;
	bool active;
	int ret = -1;

	active = hrtimer_active(timer);
	if (!active)
		return 0;
	base = lock_hrtimer_base(timer, &flags);
	if (!hrtimer_callback_running(timer))
		ret = remove_hrtimer(timer, base, false, false);
	unlock_hrtimer_base(timer, &flags);
	return ret;
}

/* For the machine's deadlock report: whose callback do we wait for? */
static notrace void wait_for_callback(const struct hrtimer *timer)
{
	u32 cpu = timer->base->cpu_base->cpu;

	cpu_waits_for(WAIT_TIMER_CALLBACK, timer->object, (s32)cpu);
}

/* One turn of waiting. */
static void hrtimer_cancel_wait_running(const struct hrtimer *timer)
{
	wait_for_callback(timer);
	/* mark: hrtimer-cancel-wait */
	cpu_relax();
}

/* Whoever calls this from the callback itself waits for himself, forever. */
int hrtimer_cancel(struct hrtimer *timer)
{
	int ret;

	ret = hrtimer_try_to_cancel(timer);
	while (ret < 0) {
		hrtimer_cancel_wait_running(timer);
		ret = hrtimer_try_to_cancel(timer);
	}
	cpu_waits_for(WAIT_NOTHING, 0, -1);
	return ret;
}

/* --- forwarding --------------------------------------------------------- */

/* A periodic timer stays on its grid: expiry + n * interval.  Periods that have
 * passed without anybody noticing are counted, not made up for. */
u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval)
{
	ktime_t delta = now - hrtimer_get_expires(timer);
	bool queued = timer->state & HRTIMER_STATE_ENQUEUED;
	u64 orun = 1;

	if (delta < 0)
		return 0;
	if (warn_on_once(queued, WARN_HRTIMER_FORWARD_QUEUED,
			 "WARNING: hrtimer_forward() of a queued timer"))
		return 0;
	if (interval < (ktime_t)kernel()->hrtimer_resolution)
		interval = (ktime_t)kernel()->hrtimer_resolution;
	if (delta >= interval) {
		orun = (u64)(delta / interval);
		hrtimer_add_expires(timer, (ktime_t)orun * interval);
		if (hrtimer_get_expires(timer) > now)
			return orun;
		orun++;
	}
	hrtimer_add_expires(timer, interval);
	return orun;
}

u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval)
{
	ktime_t now;

	now = timer->base->get_time();
	return hrtimer_forward(timer, now, interval);
}

ktime_t hrtimer_get_remaining(struct hrtimer *timer)
{
	struct hrtimer_clock_base *base;
	bool flags = false;
	ktime_t now;

	base = lock_hrtimer_base(timer, &flags);
	now = base->get_time();
	unlock_hrtimer_base(timer, &flags);
	return hrtimer_get_expires(timer) - now;
}
