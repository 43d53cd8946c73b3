/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine's global timer: see hpet.h.
 */
#include "linux/hpet.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "machine/strings.h"

#define ETIME 62

/* --- what the device can do --------------------------------------------- */

/* It compares a counter with the moment it was given.  A moment so near may
 * have passed before the comparison begins: nobody would ever know. */
static int hpet_clkevt_set_next_event(u64 delta, struct clock_event_device *evt)
{
	if (delta < HPET_MIN_CYCLES)
		return -ETIME;
	timer_chip_oneshot(&evt->chip, delta);
	return 0;
}

static int hpet_clkevt_set_state_periodic(struct clock_event_device *evt)
{
	timer_chip_periodic(&evt->chip, tick_nsec(HZ));
	return 0;
}

static int hpet_clkevt_set_state_oneshot(struct clock_event_device *evt)
{
	timer_chip_stop(&evt->chip);
	return 0;
}

static int hpet_clkevt_set_state_shutdown(struct clock_event_device *evt)
{
	timer_chip_stop(&evt->chip);
	return 0;
}

/* --- its interrupt ------------------------------------------------------ */

void hpet_interrupt(void)
{
	struct clock_event_device *evt = &kernel()->hpet_event;

	if (!evt->event_handler) {
		hpet_clkevt_set_state_shutdown(evt);
		return;
	}
	evt->event_handler(evt);
}

/* --- boot --------------------------------------------------------------- */

static notrace void hpet_counter_power_on(struct clocksource *cs, u32 hz)
{
	counter_init(&cs->counter, hz);
	cs->name = string_intern(hot.machine, "hpet", 4);
	cs->read = clocksource_read_counter;
	cs->mask = UINT32_MAX;
	cs->rating = 250;
	cs->flags = CLOCK_SOURCE_IS_CONTINUOUS | CLOCK_SOURCE_VALID_FOR_HRES;
}

static notrace void hpet_power_on(struct clock_event_device *evt,
				  const struct clockevent_config *config,
				  u32 hz)
{
	timer_chip_init(&evt->chip, hz, IRQ_HPET);
	evt->name = string_intern(hot.machine, "hpet", 4);
	evt->features = config->features ? config->features :
					   CLOCK_EVT_FEAT_USUAL;
	evt->rating = config->rating ? config->rating : HPET_DEFAULT_RATING;
	evt->cpu = -1;
	evt->irq = IRQ_HPET;
	evt->set_next_event = hpet_clkevt_set_next_event;
	evt->set_state_periodic = hpet_clkevt_set_state_periodic;
	evt->set_state_oneshot = hpet_clkevt_set_state_oneshot;
	evt->set_state_shutdown = hpet_clkevt_set_state_shutdown;
	evt->min_delta_ticks =
		config->min_delta ? config->min_delta : HPET_MIN_PROG_DELTA;
	evt->max_delta_ticks =
		config->max_delta ? config->max_delta : HPET_MAX_DELTA;
}

void hpet_enable(void)
{
	const struct clockevent_config *config = &kernel()->config.hpet;
	struct clock_event_device *evt = &kernel()->hpet_event;
	u32 hz = config->hz ? config->hz : HPET_DEFAULT_HZ;

	if (config->absent)
		return;
	hpet_counter_power_on(&kernel()->hpet_source, hz);
	clocksource_register_hz(&kernel()->hpet_source, hz);
	if (!kernel()->config.ticks)
		return;
	hpet_power_on(evt, config, hz);
	clockevents_config_and_register(evt, hz, evt->min_delta_ticks,
					evt->max_delta_ticks);
}
