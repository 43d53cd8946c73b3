/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to say about hrtimers: for the pane and for `show hrtimers`.
 *
 * Host context, after state_use().  Texts go into @buf of VALUE_MAX bytes.
 */
#ifndef VIEWS_HRTIMER_FACTS_H
#define VIEWS_HRTIMER_FACTS_H

#include "linux/hrtimer.h"
#include "machine/machine.h"

/* How far a moment lies from now: "+1500 us", "-2.250 s", "now". */
const char *hrtimer_from_now(s64 delta, char *buf);

/* The distance without its sign, in seven columns up to some months: three
 * digits that count, rounded down: "58.0 ms", "300 ns". */
const char *hrtimer_rounded(s64 delta, char *buf);

/* A time on some clock, in seconds: "0.001700000", "never". */
const char *hrtimer_seconds(ktime_t time, char *buf);

/* How far the clock of @base is ahead of CLOCK_MONOTONIC, as the timekeeper has
 * it.  base->offset is a copy, which hrtimer_update_base() fetches: at the
 * first tick, and after the clock was set at the next one, unless somebody
 * hurries it up.  Is it the same? */
ktime_t hrtimer_true_offset(const struct machine *m,
			    const struct hrtimer_clock_base *base);
bool hrtimer_offset_is_stale(const struct machine *m,
			     const struct hrtimer_clock_base *base);

/* What CLOCK_MONOTONIC says now, and the clock of @base. */
ktime_t hrtimer_monotonic_now(const struct machine *m);
ktime_t hrtimer_base_now(const struct machine *m,
			 const struct hrtimer_clock_base *base);

/* The name of its callback, "none" before hrtimer_setup(). */
const char *hrtimer_callback_name(const struct machine *m,
			     const struct hrtimer *timer);

static inline const struct hrtimer *hrtimer_at(const struct rb_node *node)
{
	return container_of(node, const struct hrtimer, node.node);
}

#endif
