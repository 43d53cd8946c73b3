/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time stamp counter: see tsc.h.
 */
#include "linux/tsc.h"

#include "linux/kernel.h"
#include "machine/strings.h"

/* The counter itself has run since power-on. */
static notrace void tsc_power_on(struct clocksource *cs, u32 hz)
{
	counter_init(&cs->counter, hz);
	cs->name = string_intern(hot.machine, "tsc", 3);
	cs->read = clocksource_read_counter;
	cs->mask = UINT64_MAX;
	cs->rating = 300;
	cs->flags = CLOCK_SOURCE_IS_CONTINUOUS | CLOCK_SOURCE_VALID_FOR_HRES;
}

void init_tsc_clocksource(void)
{
	u32 hz = kernel()->config.tsc_hz;

	if (!hz)
		hz = TSC_DEFAULT_HZ;
	tsc_power_on(&kernel()->tsc, hz);
	clocksource_register_hz(&kernel()->tsc, hz);
}
