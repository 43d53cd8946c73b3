/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tick device in one-shot mode (kernel/time/tick-oneshot.c).
 */
#include "linux/tick.h"

#include "linux/hrtimer.h"
#include "linux/kernel.h"

#define EINVAL 22

/* A device that has nothing to wait for is stopped, or it would come when its
 * largest delta is over, for nothing. */
int tick_program_event(ktime_t expires, bool force)
{
	struct clock_event_device *dev = this_percpu()->tick.evtdev;

	if (expires == KTIME_MAX) {
		clockevents_switch_state(dev, CLOCK_EVT_STATE_ONESHOT_STOPPED);
		dev->next_event = KTIME_MAX;
		return 0;
	}
	if (clockevent_state_oneshot_stopped(dev))
		clockevents_switch_state(dev, CLOCK_EVT_STATE_ONESHOT);
	return clockevents_program_event(dev, expires, force);
}

void tick_setup_oneshot(struct clock_event_device *newdev,
			void (*handler)(struct clock_event_device *dev),
			ktime_t next_event)
{
	newdev->event_handler = handler;
	clockevents_switch_state(newdev, CLOCK_EVT_STATE_ONESHOT);
	clockevents_program_event(newdev, next_event, true);
}

int tick_switch_to_oneshot(void (*handler)(struct clock_event_device *dev))
{
	struct tick_device *td = &this_percpu()->tick;
	struct clock_event_device *dev = td->evtdev;

	if (!dev || !(dev->features & CLOCK_EVT_FEAT_ONESHOT)) {
		printk("Clockevents: could not switch to one-shot mode");
		return -EINVAL;
	}
	td->mode = TICKDEV_MODE_ONESHOT;
	dev->event_handler = handler;
	/* mark: switch-to-oneshot */
	clockevents_switch_state(dev, CLOCK_EVT_STATE_ONESHOT);
	return 0;
}

notrace bool tick_oneshot_mode_active(void)
{
	return this_percpu()->tick.mode == TICKDEV_MODE_ONESHOT;
}

static notrace bool tick_broadcast_oneshot_available(void)
{
	const struct clock_event_device *bc = kernel()->clockevents.broadcast;

	return bc && bc->features & CLOCK_EVT_FEAT_ONESHOT;
}

notrace bool tick_is_oneshot_available(void)
{
	const struct clock_event_device *dev = this_percpu()->tick.evtdev;

	if (!dev || !(dev->features & CLOCK_EVT_FEAT_ONESHOT))
		return false;
	if (!(dev->features & CLOCK_EVT_FEAT_C3STOP))
		return true;
	return tick_broadcast_oneshot_available();
}

int tick_init_highres(void)
{
	return tick_switch_to_oneshot(hrtimer_interrupt);
}
