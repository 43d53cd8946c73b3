/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A free-running counter: see counter.h.
 */
#include "machine/counter.h"

#include "machine/machine.h"

/* In two parts, seconds and the rest, so that no product exceeds 64 bits. */
u64 counts_of_ns(u64 ns, u64 hz)
{
	if (hz == NSEC_PER_SEC)
		return ns;
	return ns / NSEC_PER_SEC * hz + ns % NSEC_PER_SEC * hz / NSEC_PER_SEC;
}

/* More than fits becomes the end of time. */
u64 ns_of_counts(u64 counts, u64 hz)
{
	u64 sec = counts / hz;

	if (sec >= KTIME_MAX / NSEC_PER_SEC)
		return KTIME_MAX;
	return sec * NSEC_PER_SEC + counts % hz * NSEC_PER_SEC / hz;
}

/* @value and @ppm millionths of it. */
static u64 skewed(u64 value, s32 ppm)
{
	u64 share = (u64)(ppm < 0 ? -(s64)ppm : ppm);
	u64 part;

	if (!ppm)
		return value;
	part = value / 1000000 * share + value % 1000000 * share / 1000000;
	return ppm < 0 ? value - part : value + part;
}

void counter_init(struct counter *counter, u64 hz)
{
	counter->hz = hz;
	counter->ppm = 0;
	counter->base = 0;
	counter->since = machine_now();
}

u64 counter_read(const struct counter *counter)
{
	u64 counts = counts_of_ns(machine_now() - counter->since, counter->hz);

	return counter->base + skewed(counts, counter->ppm);
}

void counter_skew(struct counter *counter, s32 ppm)
{
	counter->base = counter_read(counter);
	counter->since = machine_now();
	counter->ppm = ppm;
}

void counter_jump(struct counter *counter, s64 ns)
{
	u64 counts = counts_of_ns(ns < 0 ? -(u64)ns : (u64)ns, counter->hz);
	u64 count = counter_read(counter);

	counter->since = machine_now();
	if (ns >= 0)
		counter->base = count + counts;
	else
		counter->base = count > counts ? count - counts : 0;
}
