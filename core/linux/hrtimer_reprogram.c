/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers: which timer is next, and telling the device.
 *
 * Hard and soft timers are looked for apart.  The device has to be programmed
 * for both, but once the softirq is raised, the soft ones no longer matter: it
 * will run all that are due, and look again when it is done.
 *
 *	expires_next          what the device is programmed for
 *	softirq_expires_next  when HRTIMER_SOFTIRQ is to be raised
 *
 * In low resolution, expires_next is kept only as far as hrtimer_reprogram()
 * goes, and no device is told.
 */
#include "linux/hrtimer.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/timekeeping.h"

/* --- what is next ------------------------------------------------------- */

/* The first timer of @base, the second if @exclude is the first. */
static struct hrtimer *first_but(struct hrtimer_clock_base *base,
				 const struct hrtimer *exclude)
{
	struct timerqueue_node *next = timerqueue_getnext(&base->active);

	if (exclude && next == &exclude->node)
		next = timerqueue_iterate_next(next);
	return next ? container_of(next, struct hrtimer, node) : NULL;
}

/* Set next_timer, or softirq_next_timer. */
static notrace void note_next_timer(struct hrtimer_cpu_base *cpu_base,
				    struct hrtimer *timer)
{
	if (timer->is_soft)
		cpu_base->softirq_next_timer = timer;
	else
		cpu_base->next_timer = timer;
}

/* The earliest of the first timers of the bases in @active, if it comes before
 * @expires_next; and note which it is, unless one is excluded.  A clock that
 * was set forward can make the difference negative: long overdue is due. */
static ktime_t __hrtimer_next_event_base(struct hrtimer_cpu_base *cpu_base,
					 const struct hrtimer *exclude,
					 u32 active, ktime_t expires_next)
{
	struct hrtimer_clock_base *base;
	struct hrtimer *timer;
	ktime_t expires;

	for_each_active_base(base, cpu_base, active) {
		timer = first_but(base, exclude);
		if (!timer)
			continue;
		expires = hrtimer_get_expires(timer) - base->offset;
		if (expires >= expires_next)
			continue;
		expires_next = expires;
		if (!exclude)
			note_next_timer(cpu_base, timer);
	}
	return expires_next < 0 ? 0 : expires_next;
}

ktime_t __hrtimer_get_next_event(struct hrtimer_cpu_base *cpu_base,
				 u32 active_mask)
{
	struct hrtimer *next_timer = NULL;
	ktime_t expires_next = KTIME_MAX;
	u32 active;

	if (!cpu_base->softirq_activated &&
	    active_mask & HRTIMER_ACTIVE_SOFT) {
		active = cpu_base->active_bases & HRTIMER_ACTIVE_SOFT;
		cpu_base->softirq_next_timer = NULL;
		expires_next = __hrtimer_next_event_base(cpu_base, NULL, active,
							 KTIME_MAX);
		next_timer = cpu_base->softirq_next_timer;
	}
	if (active_mask & HRTIMER_ACTIVE_HARD) {
		active = cpu_base->active_bases & HRTIMER_ACTIVE_HARD;
		cpu_base->next_timer = next_timer;
		expires_next = __hrtimer_next_event_base(cpu_base, NULL, active,
							 expires_next);
	}
	return expires_next;
}

/* The soft bases first, for softirq_expires_next; then the hard ones.  The
 * device is programmed for whichever comes first. */
ktime_t hrtimer_update_next_event(struct hrtimer_cpu_base *cpu_base)
{
	ktime_t soft = KTIME_MAX;
	ktime_t expires_next;

	if (!cpu_base->softirq_activated) {
		soft = __hrtimer_get_next_event(cpu_base, HRTIMER_ACTIVE_SOFT);
		cpu_base->softirq_expires_next = soft;
	}
	expires_next = __hrtimer_get_next_event(cpu_base, HRTIMER_ACTIVE_HARD);
	if (expires_next > soft) {
		cpu_base->next_timer = cpu_base->softirq_next_timer;
		expires_next = soft;
	}
	return expires_next;
}

/* The soft bases have the offsets of the hard ones. */
static notrace void copy_offsets(struct hrtimer_cpu_base *base)
{
	u32 i;

	for (i = HRTIMER_BASE_REALTIME; i <= HRTIMER_BASE_TAI; i++)
		base->clock_base[i + HRTIMER_BASE_MONOTONIC_SOFT].offset =
			base->clock_base[i].offset;
}

ktime_t hrtimer_update_base(struct hrtimer_cpu_base *base)
{
	struct hrtimer_clock_base *clock = base->clock_base;
	ktime_t now;

	now = ktime_get_update_offsets_now(
		&base->clock_was_set_seq, &clock[HRTIMER_BASE_REALTIME].offset,
		&clock[HRTIMER_BASE_BOOTTIME].offset,
		&clock[HRTIMER_BASE_TAI].offset);
	copy_offsets(base);
	return now;
}

/* --- telling the device ------------------------------------------------- */

/* After a hang the device is set to a moment far enough away for others to get
 * something done: that is not touched until it has come. */
static void __hrtimer_reprogram(struct hrtimer_cpu_base *cpu_base,
				ktime_t expires_next)
{
	cpu_base->expires_next = expires_next;
	if (!cpu_base->hres_active || cpu_base->hang_detected)
		return;
	tick_program_event(expires_next, true);
}

void hrtimer_force_reprogram(struct hrtimer_cpu_base *cpu_base,
			     bool skip_equal)
{
	ktime_t expires_next;

	expires_next = hrtimer_update_next_event(cpu_base);
	if (skip_equal && expires_next == cpu_base->expires_next)
		return;
	__hrtimer_reprogram(cpu_base, expires_next);
}

/* @timer is a soft one: does that concern the device?  If the softirq is on its
 * way, it will find the timer itself. */
static bool reprogram_softirq(struct hrtimer_cpu_base *cpu_base,
			      struct hrtimer *timer, ktime_t expires,
			      bool reprogram)
{
	if (cpu_base->softirq_activated)
		return false;
	if (expires >= cpu_base->softirq_expires_next)
		return false;
	cpu_base->softirq_next_timer = timer;
	cpu_base->softirq_expires_next = expires;
	return expires < cpu_base->expires_next && reprogram;
}

/* @timer has become the first of its base: is it the first of this CPU?  A
 * timer on another CPU cannot be (hrtimer_suitable_target()); and while the
 * interrupt runs, it is about to look itself. */
void hrtimer_reprogram(struct hrtimer *timer, bool reprogram)
{
	struct hrtimer_cpu_base *cpu_base = &this_percpu()->hrtimer_bases;
	struct hrtimer_clock_base *base = timer->base;
	ktime_t expires = hrtimer_get_expires(timer) - base->offset;

	warn_on_once(hrtimer_get_expires(timer) < 0, WARN_HRTIMER_NEGATIVE,
		     "WARNING: hrtimer_reprogram(): negative expiry");
	if (expires < 0)
		expires = 0;
	if (timer->is_soft &&
	    !reprogram_softirq(base->cpu_base, timer, expires, reprogram))
		return;
	if (base->cpu_base != cpu_base)
		return;
	if (expires >= cpu_base->expires_next)
		return;
	if (cpu_base->in_hrtirq)
		return;
	cpu_base->next_timer = timer;
	/* mark: hrtimer-reprogram */
	__hrtimer_reprogram(cpu_base, expires);
}

/* --- for an idle CPU's tick --------------------------------------------- */

ktime_t hrtimer_get_next_event(void)
{
	struct hrtimer_cpu_base *cpu_base = &this_percpu()->hrtimer_bases;
	ktime_t expires = KTIME_MAX;
	bool flags;

	raw_spin_lock_irqsave(&cpu_base->lock, flags);
	if (!cpu_base->hres_active)
		expires = __hrtimer_get_next_event(cpu_base,
						   HRTIMER_ACTIVE_ALL);
	raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
	return expires;
}

static ktime_t next_event_without(struct hrtimer_cpu_base *cpu_base,
				  const struct hrtimer *exclude)
{
	ktime_t expires = KTIME_MAX;
	u32 active;

	if (!cpu_base->softirq_activated) {
		active = cpu_base->active_bases & HRTIMER_ACTIVE_SOFT;
		expires = __hrtimer_next_event_base(cpu_base, exclude, active,
						    KTIME_MAX);
	}
	active = cpu_base->active_bases & HRTIMER_ACTIVE_HARD;
	return __hrtimer_next_event_base(cpu_base, exclude, active, expires);
}

ktime_t hrtimer_next_event_without(const struct hrtimer *exclude)
{
	struct hrtimer_cpu_base *cpu_base = &this_percpu()->hrtimer_bases;
	ktime_t expires = KTIME_MAX;
	bool flags;

	raw_spin_lock_irqsave(&cpu_base->lock, flags);
	if (cpu_base->hres_active)
		expires = next_event_without(cpu_base, exclude);
	raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
	return expires;
}
