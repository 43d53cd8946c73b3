/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What there is to say about a wheel: for the pane and for `show wheel`.
 *
 * Host context, after state_use().  Everything stands a wheel that a program
 * has spoilt: links lead nowhere when a pending timer was freed, and in a
 * circle when one was set up again and armed a second time.
 */
#ifndef VIEWS_WHEEL_FACTS_H
#define VIEWS_WHEEL_FACTS_H

#include "linux/wheel.h"

/* --- numbers: into @buf of VALUE_MAX bytes ------------------------------- */

/* About how long @j jiffies take: "4 ms", "2.3 s", "19 h". */
const char *wheel_about(u64 j, char *buf);

/* How far @j lies from now: "+7 j, 28 ms", "now", "-2 j, overdue". */
const char *wheel_distance(u64 j, char *buf);

/* How much later than asked for @timer runs in a bucket that runs at @expiry,
 * in jiffies; negative where a distance beyond the cutoff was cut. */
static inline s64 wheel_lateness(const struct timer_list *timer, u64 expiry)
{
	return (s64)(expiry - timer->expires);
}

/* The name of its callback, "none" after timer_shutdown(). */
const char *wheel_callback(const struct machine *m,
			   const struct timer_list *timer);

/* Was its memory given back while it was pending? */
bool wheel_timer_freed(const struct timer_list *timer);

/* Its name; "t1 (freed)". */
const char *wheel_timer_name(const struct machine *m,
			     const struct timer_list *timer, char *buf);

/* The timer whose callback runs now: its serial, or 0. */
u32 wheel_running(const struct timer_base *base);

/* A command that puts a timer into @base. */
const char *wheel_example(const struct timer_base *base);

/* --- buckets ------------------------------------------------------------- */

/* As timer_bucket_next(), but NULL where a circle closes, and after as many
 * timers (@seen) as there can be. */
const struct timer_list *wheel_timer_next(const struct hlist_head *bucket,
					  const struct timer_list *prev,
					  u64 seen);

/* The timers of each bucket into @count, if not NULL; returns their sum. */
u64 wheel_count(const struct timer_base *base, u32 count[WHEEL_MAX_SIZE]);

/* A bucket in use. */
struct wheel_used {
	u32 idx;
	u64 expiry;			/* jiffies: when it will be run */
};

/* The buckets in use, in the order in which they will be run; their number. */
u32 wheel_used_buckets(const struct timer_base *base,
		       struct wheel_used used[WHEEL_MAX_SIZE]);

/* The bucket of level @level that the wheel's clock points to. */
static inline u32 wheel_hand(const struct timer_base *base, u32 level)
{
	return (u32)(base->clk >> LVL_SHIFT(level)) & LVL_MASK;
}

#endif
