/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A timer's row of the timeline in words: when it was armed, for when, what
 * became of that, and of its signal.
 */
#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "views/hrtimer_facts.h"
#include "views/timeline.h"
#include "views/value.h"

#define TIME_TEXT 40u

static const char *time_text(u64 ns, char *buf)
{
	snprintf(buf, TIME_TEXT, "%" PRIu64 ".%06" PRIu64 " s",
		 (u64)(ns / NSEC_PER_SEC),
		 (u64)(ns % NSEC_PER_SEC / NSEC_PER_USEC));
	return buf;
}

/* Jiffies until its bucket is run: from now on, for jiffies itself stands still
 * while no CPU ticks. */
static s64 to_go(const struct strip *strip, const struct timeline_mark *armed)
{
	const u64 bucket = strip_time(strip, armed, armed->bucket);
	const u64 now = strip->view->m->now;

	return (s64)(bucket / strip->period) - (s64)(now / strip->period);
}

static void describe_pending(const struct strip *strip,
			     const struct timeline_timer *timer,
			     const struct timeline_mark *armed, char *buf,
			     size_t size)
{
	const u64 due = timeline_mark_time(strip, timer, armed, NULL, armed->when);
	char away[VALUE_MAX];

	if (timer->cpu)
		snprintf(buf, size, "pending: a tick that finds it due sends "
			 "its signal");
	else if (timer->hr)
		snprintf(buf, size, "pending, due %s", hrtimer_from_now(
			 (s64)(due - strip->view->m->now), away));
	else
		snprintf(buf, size, "pending, %" PRId64 " j to go",
			 to_go(strip, armed));
}

static void describe_firing(const struct timeline_timer *timer,
			    const struct timeline_mark *armed,
			    const struct timeline_mark *end, char *buf,
			    size_t size)
{
	const s64 late = (s64)(end->when - armed->when);
	char away[VALUE_MAX], how[VALUE_MAX + 8], time[TIME_TEXT];

	if (timer->cpu)
		snprintf(how, sizeof(how), "%s of CPU time late",
			 value_duration((u64)late, away));
	else if (!timer->hr)
		snprintf(how, sizeof(how), "%" PRId64 " j late", late);
	else if (end->when > armed->bucket)
		snprintf(how, sizeof(how), "%s late", value_duration(end->when -
			 armed->bucket, away));
	else
		snprintf(how, sizeof(how), "%s", late < 0 ? "early" :
			 armed->when < armed->bucket ? "in its slack" :
						       "on time");
	snprintf(buf, size, "fired %s, %s", time_text(end->time, time), how);
}

static void describe_end(const struct strip *strip,
			 const struct timeline_timer *timer,
			 const struct timeline_mark *armed,
			 const struct timeline_mark *end, enum timeline_outcome outcome,
			 char *buf, size_t size)
{
	char time[TIME_TEXT];

	switch (outcome) {
	case TIMELINE_IS_PENDING:
		describe_pending(strip, timer, armed, buf, size);
		break;
	case TIMELINE_FIRES:
		snprintf(buf, size, "its callback is about to run");
		break;
	case TIMELINE_HAS_FIRED:
		describe_firing(timer, armed, end, buf, size);
		break;
	case TIMELINE_MOVED:
		snprintf(buf, size, "armed anew %s",
			 time_text(end->time, time));
		break;
	default:
		snprintf(buf, size, "%s %s", timer->hr ? "cancelled" :
			 timer->cpu ? "disarmed" : "deleted", time_text(end->time, time));
	}
}

/* "asked +3 j, bucket +4 j"; "due +5 ms", "due +5 ms to +5100 us". */
static void describe_wish(const struct strip *strip,
			  const struct timeline_timer *timer,
			  const struct timeline_mark *armed,
			  const struct timeline_mark *end, char *buf,
			  size_t size)
{
	const u64 soft = timeline_mark_time(strip, timer, armed, end, armed->when);
	const u64 hard = timeline_mark_time(strip, timer, armed, end, armed->bucket);
	char from[VALUE_MAX], to[VALUE_MAX];

	if (timer->cpu)
		snprintf(buf, size, "due at %s of CPU time",
			 value_duration(armed->when, from));
	else if (!timer->hr)
		snprintf(buf, size, "asked +%" PRId64 " j, bucket +%" PRId64
			 " j", (s64)(armed->when - armed->begin),
			 (s64)(armed->bucket - armed->begin));
	else if (soft == hard)
		snprintf(buf, size, "due %s",
			 hrtimer_from_now((s64)(soft - armed->time), from));
	else
		snprintf(buf, size, "due %s to %s",
			 hrtimer_from_now((s64)(soft - armed->time), from),
			 hrtimer_from_now((s64)(hard - armed->time), to));
}

/* A POSIX timer on a CPU clock: nobody records when it is armed. */
static void describe_unarmed(const struct timeline_timer *timer, char *buf,
			     size_t size)
{
	snprintf(buf, size, timer->cpu ? "on a CPU clock, whose timers are "
		 "found due by a tick" : "not armed yet at this time; > goes "
		 "to where it is");
}

void timeline_describe(const struct strip *strip,
		       const struct timeline_timer *timer, u64 time, char *buf,
		       size_t size)
{
	const struct timeline_mark *armed, *end;
	u32 i = timeline_before(timer, time);
	char at[TIME_TEXT], wish[200], rest[160], signal[160];
	enum timeline_outcome outcome;

	timeline_describe_signal(strip, timer, time, signal, sizeof(signal));
	while (i && timer->mark[i - 1].kind != TIMELINE_ARMED)
		i--;
	if (!i) {
		describe_unarmed(timer, rest, sizeof(rest));
		snprintf(buf, size, "%s%s", signal, rest);
		return;
	}
	armed = &timer->mark[i - 1];
	outcome = timeline_outcome_of(strip, timer, armed, &end);
	describe_end(strip, timer, armed, end, outcome, rest, sizeof(rest));
	describe_wish(strip, timer, armed, end, wish, sizeof(wish));
	snprintf(buf, size, "%sarmed %s, %s: %s", signal,
		 time_text(armed->time, at),
		 wish, rest);
}
