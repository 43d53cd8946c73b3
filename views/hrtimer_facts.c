/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts about hrtimers: see hrtimer_facts.h.
 */
#include "views/hrtimer_facts.h"

#include <inttypes.h>
#include <stdio.h>

#include "linux/kernel.h"
#include "linux/trace.h"
#include "views/value.h"

const char *hrtimer_from_now(s64 delta, char *buf)
{
	const u64 ns = (u64)(delta < 0 ? -delta : delta);
	const char *sign = delta < 0 ? "-" : "+";
	char time[VALUE_MAX];

	if (!delta)
		return "now";
	if (ns < NSEC_PER_SEC)
		snprintf(buf, VALUE_MAX, "%s%s", sign,
			 value_duration(ns, time));
	else
		snprintf(buf, VALUE_MAX, "%s%" PRIu64 ".%03" PRIu64 " s", sign,
			 (u64)(ns / NSEC_PER_SEC),
			 (u64)(ns % NSEC_PER_SEC / NSEC_PER_MSEC));
	return buf;
}

const char *hrtimer_rounded(s64 delta, char *buf)
{
	static const struct {
		u64 ns;
		const char *name;
	} units[] = {
		{ NSEC_PER_SEC, "s" }, { NSEC_PER_MSEC, "ms" },
		{ NSEC_PER_USEC, "us" }, { 1, "ns" },
	};
	const u64 ns = (u64)(delta < 0 ? -delta : delta);
	u64 whole, thousandths;
	u32 i = 0;

	while (units[i].ns > 1 && ns < units[i].ns)
		i++;
	whole = ns / units[i].ns;
	thousandths = ns % units[i].ns * 1000 / units[i].ns;
	if (whole >= 100 || ns % units[i].ns == 0)
		snprintf(buf, VALUE_MAX, "%" PRIu64 " %s", whole,
			 units[i].name);
	else if (whole >= 10)
		snprintf(buf, VALUE_MAX, "%" PRIu64 ".%" PRIu64 " %s", whole,
			 thousandths / 100, units[i].name);
	else
		snprintf(buf, VALUE_MAX, "%" PRIu64 ".%02" PRIu64 " %s", whole,
			 thousandths / 10, units[i].name);
	return buf;
}

const char *hrtimer_seconds(ktime_t time, char *buf)
{
	if (time >= KTIME_MAX)
		return "never";
	snprintf(buf, VALUE_MAX, "%" PRId64 ".%09" PRId64,
		 time / (s64)NSEC_PER_SEC, time % (s64)NSEC_PER_SEC);
	return buf;
}

ktime_t hrtimer_true_offset(const struct machine *m,
			    const struct hrtimer_clock_base *base)
{
	const struct kernel *k = m->kernel;
	const struct timekeeper *tk = &k->timekeeping.timekeeper;

	switch (base->clockid) {
	case CLOCK_REALTIME:
		return tk->offs_real;
	case CLOCK_BOOTTIME:
		return tk->offs_boot;
	case CLOCK_TAI:
		return tk->offs_tai;
	default:
		return 0;
	}
}

bool hrtimer_offset_is_stale(const struct machine *m,
			     const struct hrtimer_clock_base *base)
{
	return base->offset != hrtimer_true_offset(m, base);
}

/* Before timekeeping_init() there is no clock, and no time has passed. */
ktime_t hrtimer_monotonic_now(const struct machine *m)
{
	const struct kernel *k = m->kernel;

	if (!k->timekeeping.timekeeper.tkr_mono.clock)
		return (ktime_t)m->now;
	return ktime_peek();
}

ktime_t hrtimer_base_now(const struct machine *m,
			 const struct hrtimer_clock_base *base)
{
	return hrtimer_monotonic_now(m) + hrtimer_true_offset(m, base);
}

const char *hrtimer_callback_name(const struct machine *m,
			     const struct hrtimer *timer)
{
	const u32 id = program_hrtimer_function(timer);

	return id ? trace_function_name(m, id) : "none";
}
