/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moments in jiffies: see moment.h.
 */
#include "views/moment.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/timekeeping.h"

/* The device of the CPU that advances jiffies, or NULL. */
static const struct tick_device *jiffies_device(const struct kernel *k)
{
	s32 cpu = k->tick_do_timer_cpu;
	const struct tick_device *td = &k->percpu[cpu < 0 ? 0 : cpu]->tick;

	return td->evtdev ? td : NULL;
}

/* In periodic mode the device knows, however many ticks were lost.  One that has
 * come and waits for interrupts to be on again is due now. */
static s64 next_periodic(const struct machine *m, const struct tick_device *td)
{
	const struct clock_event_device *dev = td->evtdev;
	const struct cpu *cpu = &m->cpu[dev->chip.event.cpu];

	if (cpu->irq_pending >> dev->irq & 1)
		return (s64)m->now;
	if (!dev->chip.event.queued)
		return (s64)(m->now + td->period);
	return (s64)dev->chip.event.at;
}

/* In one-shot mode tick_next_period is when it is due, by CLOCK_MONOTONIC, which
 * is not quite the machine's own time. */
static s64 next_oneshot(const struct machine *m)
{
	return (s64)m->now + (tick_next_period - ktime_peek());
}

/* When jiffies will be, or should have been, advanced. */
static s64 next_tick(const struct machine *m)
{
	const struct kernel *k = m->kernel;
	const struct tick_device *td = jiffies_device(k);

	if (!td)			/* nobody ticks yet */
		return (s64)(m->now + k->percpu[0]->tick.period);
	if (td->mode == TICKDEV_MODE_PERIODIC)
		return next_periodic(m, td);
	return next_oneshot(m);
}

bool moment_of_jiffies(struct machine *m, u64 j, u64 *ns)
{
	const struct kernel *k = m->kernel;
	u64 period = k->percpu[0]->tick.period;
	__int128 moment;

	if (!period)
		return false;
	hot.machine = m;
	moment = next_tick(m);
	moment += ((__int128)(s64)(j - k->jiffies_64) - 1) * (s64)period;
	if (moment < 0)
		moment = 0;
	*ns = moment > KTIME_MAX ? KTIME_MAX : (u64)moment;
	return true;
}

u64 moment_jiffies(struct machine *m)
{
	const struct kernel *k = m->kernel;
	const struct tick_device *td = jiffies_device(k);
	s64 late;

	if (!td || td->mode != TICKDEV_MODE_ONESHOT)
		return k->jiffies_64;
	hot.machine = m;
	late = (s64)m->now - next_oneshot(m);
	return late < 0 ? k->jiffies_64 :
			  k->jiffies_64 + 1 + (u64)late / td->period;
}
