/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clock event devices: see clockevents.h.
 *
 *	clockevents_config_and_register()
 *	   clockevents_config()             mult, shift, smallest and largest
 *	   clockevents_register_device()
 *	      tick_check_new_device()       does the CPU want it?
 *	      clockevents_notify_released() who wants the one it replaces?
 *
 *	clockevents_program_event()
 *	   dev->set_next_event()            the hardware
 *	   clockevents_program_min_delta()  ... as soon as it can
 */
#include "linux/clockevents.h"

#include "linux/kernel.h"
#include "linux/timekeeping.h"

#define ENOSYS 38
#define ETIME  62
#define EINVAL 22

/* A device that fails to be programmed for so little is given up. */
#define MIN_DELTA_LIMIT (NSEC_PER_SEC / HZ)

const char *const clock_event_state_names[CLOCK_EVT_STATE_NR] = {
	"detached", "shutdown", "periodic", "oneshot", "oneshot stopped",
};

/* --- states ------------------------------------------------------------- */

/* Not every device can do everything: ENOSYS is for the caller to find out. */
static int __clockevents_switch_state(struct clock_event_device *dev,
				      enum clock_event_state state)
{
	switch (state) {
	case CLOCK_EVT_STATE_PERIODIC:
		if (!(dev->features & CLOCK_EVT_FEAT_PERIODIC))
			return -ENOSYS;
		return dev->set_state_periodic(dev);
	case CLOCK_EVT_STATE_ONESHOT:
		if (!(dev->features & CLOCK_EVT_FEAT_ONESHOT))
			return -ENOSYS;
		return dev->set_state_oneshot(dev);
	case CLOCK_EVT_STATE_ONESHOT_STOPPED:
		if (!clockevent_state_oneshot(dev))
			return -EINVAL;
		if (!dev->set_state_oneshot_stopped)
			return -ENOSYS;
		return dev->set_state_oneshot_stopped(dev);
	default:
		return dev->set_state_shutdown(dev);
	}
}

void clockevents_switch_state(struct clock_event_device *dev,
			      enum clock_event_state state)
{
	if (clockevent_get_state(dev) == state)
		return;
	if (__clockevents_switch_state(dev, state))
		return;
	dev->state_use_accessors = state;
}

void clockevents_shutdown(struct clock_event_device *dev)
{
	clockevents_switch_state(dev, CLOCK_EVT_STATE_SHUTDOWN);
	dev->next_event = KTIME_MAX;
}

void clockevents_handle_noop(struct clock_event_device *dev)
{
	(void)dev;
}

/* --- programming -------------------------------------------------------- */

/* The device has refused its minimum three times: ask for more. */
static int clockevents_increase_min_delta(struct clock_event_device *dev)
{
	if (dev->min_delta_ns >= MIN_DELTA_LIMIT) {
		printk("CE: Reprogramming failure. Giving up");
		dev->next_event = KTIME_MAX;
		return -ETIME;
	}
	if (dev->min_delta_ns < 5000)
		dev->min_delta_ns = 5000;
	else
		dev->min_delta_ns += dev->min_delta_ns >> 1;
	if (dev->min_delta_ns > MIN_DELTA_LIMIT)
		dev->min_delta_ns = MIN_DELTA_LIMIT;
	printk_name("CE: increased min_delta_ns of ", dev->name);
	return 0;
}

/* As soon as the device can. */
static int clockevents_program_min_delta(struct clock_event_device *dev)
{
	u32 tries = 0;
	u64 clc;

	for (;;) {
		dev->next_event = ktime_get();
		dev->next_event += (ktime_t)dev->min_delta_ns;
		if (clockevent_state_shutdown(dev))
			return 0;
		dev->retries++;
		clc = (dev->min_delta_ns * dev->mult) >> dev->shift;
		if (!dev->set_next_event(clc, dev))
			return 0;
		tries++;
		if (tries <= 2)
			continue;
		if (clockevents_increase_min_delta(dev))
			return -ETIME;
		tries = 0;
	}
}

/* What has passed is refused, or comes as soon as possible (@force).  What is
 * too far away comes when the device can, and is programmed again then. */
int clockevents_program_event(struct clock_event_device *dev, ktime_t expires,
			      bool force)
{
	s64 delta;
	u64 clc;
	int rc;

	if (warn_on_once(expires < 0, WARN_CLOCKEVENT_NEGATIVE,
			 "WARNING: clockevents: a time before boot"))
		return -ETIME;
	dev->next_event = expires;
	if (clockevent_state_shutdown(dev))
		return 0;
	warn_on_once(!clockevent_state_oneshot(dev), WARN_CLOCKEVENT_STATE,
		     "WARNING: clockevents: programmed, but not oneshot");
	delta = expires - ktime_get();
	if (delta <= 0)
		return force ? clockevents_program_min_delta(dev) : -ETIME;
	if (delta > (s64)dev->max_delta_ns)
		delta = (s64)dev->max_delta_ns;
	if (delta < (s64)dev->min_delta_ns)
		delta = (s64)dev->min_delta_ns;
	clc = ((u64)delta * dev->mult) >> dev->shift;
	/* mark: set-next-event */
	rc = dev->set_next_event(clc, dev);
	if (rc && force)
		return clockevents_program_min_delta(dev);
	return rc;
}

/* --- registering -------------------------------------------------------- */

/* Devices that were replaced may be better than what another CPU has. */
static void clockevents_notify_released(void)
{
	struct clockevents *ce = &kernel()->clockevents;
	struct clock_event_device *dev;

	while (!list_empty(&ce->released)) {
		dev = list_first_entry(&ce->released, struct clock_event_device,
				       list);
		list_del(&dev->list);
		list_add(&dev->list, &ce->devices);
		tick_check_new_device(dev);
	}
}

void clockevents_register_device(struct clock_event_device *dev)
{
	struct clockevents *ce = &kernel()->clockevents;
	bool flags;

	dev->state_use_accessors = CLOCK_EVT_STATE_DETACHED;
	dev->next_event = KTIME_MAX;
	raw_spin_lock_irqsave(&ce->lock, flags);
	list_add(&dev->list, &ce->devices);
	tick_check_new_device(dev);
	clockevents_notify_released();
	raw_spin_unlock_irqrestore(&ce->lock, flags);
}

void clockevents_exchange_device(struct clock_event_device *old,
				 struct clock_event_device *new)
{
	if (old) {
		clockevents_switch_state(old, CLOCK_EVT_STATE_DETACHED);
		old->next_event = KTIME_MAX;
		list_del(&old->list);
		list_add(&old->list, &kernel()->clockevents.released);
	}
	if (new)
		clockevents_shutdown(new);
}

/* --- conversion --------------------------------------------------------- */

/* @latch counts in ns, so that they become as many counts again: for the
 * smallest delta rounded up; for the largest (@ismax) only where that cannot
 * make it too large. */
static u64 cev_delta2ns(u64 latch, const struct clock_event_device *evt,
			bool ismax)
{
	u64 clc = latch << evt->shift;
	u64 rnd = (u64)evt->mult - 1;

	if (clc >> evt->shift != latch)
		clc = UINT64_MAX;
	if (UINT64_MAX - clc > rnd &&
	    (!ismax || evt->mult <= 1ull << evt->shift))
		clc += rnd;
	clc /= evt->mult;
	return clc > 1000 ? clc : 1000;
}

/* The longest sleep decides on the shift, up to ten minutes. */
static void clockevents_config(struct clock_event_device *dev, u32 freq)
{
	u64 sec = dev->max_delta_ticks / freq;

	if (!(dev->features & CLOCK_EVT_FEAT_ONESHOT))
		return;
	if (!sec)
		sec = 1;
	if (sec > 600 && dev->max_delta_ticks > UINT32_MAX)
		sec = 600;
	clocks_calc_mult_shift(&dev->mult, &dev->shift, (u32)NSEC_PER_SEC, freq,
			       (u32)sec);
	dev->min_delta_ns = cev_delta2ns(dev->min_delta_ticks, dev, false);
	dev->max_delta_ns = cev_delta2ns(dev->max_delta_ticks, dev, true);
}

void clockevents_config_and_register(struct clock_event_device *dev, u32 freq,
				     u64 min_delta, u64 max_delta)
{
	dev->min_delta_ticks = min_delta;
	dev->max_delta_ticks = max_delta;
	clockevents_config(dev, freq);
	clockevents_register_device(dev);
}

/* --- invariants --------------------------------------------------------- */

/* Only its own CPU changes a device's state, with interrupts off. */
static notrace const char *check_device(const struct clock_event_device *dev)
{
	enum clock_event_state state = clockevent_get_state(dev);

	if (state >= CLOCK_EVT_STATE_NR)
		return "clockevents: a device is in no known state";
	if (!hot.machine->cpu[dev->chip.event.cpu].irqs_on)
		return NULL;
	if (state == CLOCK_EVT_STATE_PERIODIC && !dev->chip.event.queued)
		return "clockevents: a periodic device does not run";
	if (state == CLOCK_EVT_STATE_DETACHED && dev->chip.event.queued)
		return "clockevents: a device runs that nobody uses";
	if (dev->features & CLOCK_EVT_FEAT_ONESHOT && !dev->mult)
		return "clockevents: mult is 0";
	return NULL;
}

notrace const char *clockevents_check(const struct clockevents *clockevents)
{
	const struct list_head *at = clockevents->devices.next;
	const char *broken = NULL;

	if (clockevents->lock.locked)
		return NULL;
	if (clockevents->released.next != &clockevents->released)
		return "clockevents: a released device was not offered again";
	for (; at != &clockevents->devices && !broken; at = at->next) {
		if (at->next->prev != at)
			return "clockevents: the list of devices is broken";
		broken = check_device(
			list_entry(at, const struct clock_event_device, list));
	}
	return broken;
}
