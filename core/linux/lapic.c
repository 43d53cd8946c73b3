/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The local timer: see lapic.h.
 */
#include "linux/lapic.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "machine/strings.h"

/* --- what the device can do --------------------------------------------- */

static int lapic_next_event(u64 delta, struct clock_event_device *evt)
{
	timer_chip_oneshot(&evt->chip, delta);
	return 0;
}

static int lapic_timer_set_periodic(struct clock_event_device *evt)
{
	timer_chip_periodic(&evt->chip, tick_nsec(HZ));
	return 0;
}

/* It stands still until it is programmed. */
static int lapic_timer_set_oneshot(struct clock_event_device *evt)
{
	timer_chip_stop(&evt->chip);
	return 0;
}

static int lapic_timer_shutdown(struct clock_event_device *evt)
{
	timer_chip_stop(&evt->chip);
	return 0;
}

/* --- its interrupt ------------------------------------------------------ */

/* One that was on its way when the device was given up has no handler. */
void local_apic_timer_interrupt(void)
{
	struct clock_event_device *evt = &this_percpu()->lapic;

	if (!evt->event_handler) {
		lapic_timer_shutdown(evt);
		return;
	}
	/* mark: timer-interrupt */
	evt->event_handler(evt);
}

/* --- boot --------------------------------------------------------------- */

static notrace void lapic_power_on(struct clock_event_device *evt,
				   const struct clockevent_config *config)
{
	u32 hz = config->hz ? config->hz : LAPIC_DEFAULT_HZ;

	timer_chip_init(&evt->chip, hz, IRQ_TIMER);
	evt->chip.event.cpu = smp_processor_id();
	evt->name = string_intern(hot.machine, "lapic", 5);
	evt->features = config->features ? config->features :
					   CLOCK_EVT_FEAT_USUAL;
	evt->rating = config->rating ? config->rating : LAPIC_DEFAULT_RATING;
	evt->cpu = (s32)smp_processor_id();
	evt->irq = IRQ_TIMER;
	evt->set_next_event = lapic_next_event;
	evt->set_state_periodic = lapic_timer_set_periodic;
	evt->set_state_oneshot = lapic_timer_set_oneshot;
	evt->set_state_oneshot_stopped = lapic_timer_shutdown;
	evt->set_state_shutdown = lapic_timer_shutdown;
	evt->min_delta_ticks =
		config->min_delta ? config->min_delta : LAPIC_DEFAULT_MIN_DELTA;
	evt->max_delta_ticks =
		config->max_delta ? config->max_delta : LAPIC_DEFAULT_MAX_DELTA;
}

static void setup_APIC_timer(void)
{
	struct clock_event_device *levt = &this_percpu()->lapic;

	lapic_power_on(levt, &kernel()->config.lapic);
	clockevents_config_and_register(levt, (u32)levt->chip.hz,
					levt->min_delta_ticks,
					levt->max_delta_ticks);
}

static notrace bool has_APIC_timer(void)
{
	return kernel()->config.ticks && !kernel()->config.lapic.absent;
}

void setup_boot_APIC_clock(void)
{
	if (!has_APIC_timer())
		return;
	setup_APIC_timer();
}

void setup_secondary_APIC_clock(void)
{
	if (!has_APIC_timer())
		return;
	setup_APIC_timer();
}
