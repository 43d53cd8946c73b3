/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A timer chip: see timer_chip.h.
 */
#include "machine/timer_chip.h"

#include "machine/counter.h"

/* The moment it really fires: early by half of the way at most, or whoever arms
 * it anew until it is late enough would do so forever. */
static u64 moment(const struct timer_chip *chip)
{
	u64 now = machine_now();
	u64 way = chip->due > now ? chip->due - now : 0;
	u64 early = (u64)-chip->late;
	u64 at = chip->due + (u64)chip->late;

	if (chip->late < 0)
		at = chip->due - (early < way / 2 ? early : way / 2);
	return at < now ? now : at;
}

static void arm(struct timer_chip *chip, u64 ns)
{
	u64 now = machine_now();

	chip->due = ns > KTIME_MAX - now ? KTIME_MAX : now + ns;
	device_arm(hot.machine, &chip->event, moment(chip));
}

/* A periodic chip that fires early does so in every period: the next one is
 * counted from when it should have fired. */
static void fire(struct device_event *event)
{
	struct timer_chip *chip = container_of(event, struct timer_chip, event);
	struct machine *m = hot.machine;

	chip->nr_fired++;
	if (chip->period) {
		chip->due += chip->period;
		device_arm(m, event, moment(chip));
	}
	if (chip->lose) {
		chip->lose--;
		chip->nr_lost++;
		return;
	}
	machine_interrupt(m, &m->cpu[event->cpu], chip->line);
}

void timer_chip_init(struct timer_chip *chip, u64 hz, u32 line)
{
	chip->hz = hz;
	chip->line = line;
	chip->event.fire = fire;
}

void timer_chip_oneshot(struct timer_chip *chip, u64 counts)
{
	chip->period = 0;
	arm(chip, ns_of_counts(counts, chip->hz));
}

void timer_chip_periodic(struct timer_chip *chip, u64 ns)
{
	chip->period = ns;
	arm(chip, ns);
}

void timer_chip_stop(struct timer_chip *chip)
{
	chip->period = 0;
	device_cancel(hot.machine, &chip->event);
}

void timer_chip_set_late(struct timer_chip *chip, s64 ns)
{
	chip->late = ns;
	if (chip->event.queued)
		device_arm(hot.machine, &chip->event, moment(chip));
}
