/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts about wheels: see wheel_facts.h.
 */
#include "views/wheel_facts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "linux/jiffies.h"
#include "linux/program.h"
#include "linux/state.h"
#include "linux/trace.h"
#include "views/moment.h"
#include "views/value.h"

/* --- numbers ------------------------------------------------------------- */

const char *wheel_about(u64 j, char *buf)
{
	static const struct {
		u64 ms;
		const char *name;
	} units[] = {
		{ 3600000, "h" }, { 60000, "min" }, { 1000, "s" }, { 1, "ms" },
	};
	const u64 ms = j > UINT64_MAX / 1000 ? UINT64_MAX : j * 1000 / HZ;
	u32 i = 0;

	while (i < 3 && ms < units[i].ms)
		i++;
	if (i < 3 && ms < 10 * units[i].ms)
		snprintf(buf, VALUE_MAX, "%" PRIu64 ".%" PRIu64 " %s",
			 ms / units[i].ms, ms % units[i].ms * 10 / units[i].ms,
			 units[i].name);
	else
		snprintf(buf, VALUE_MAX, "%" PRIu64 " %s", ms / units[i].ms,
			 units[i].name);
	return buf;
}

const char *wheel_distance(u64 j, char *buf)
{
	const s64 delta = (s64)(j - moment_jiffies(hot.machine));
	char time[VALUE_MAX];

	if (!delta)
		return "now";
	if (delta < 0)
		snprintf(buf, VALUE_MAX, "%" PRId64 " j, overdue", delta);
	else
		snprintf(buf, VALUE_MAX, "+%" PRId64 " j, %.40s", delta,
			 wheel_about((u64)delta, time));
	return buf;
}

const char *wheel_callback(const struct machine *m,
			   const struct timer_list *timer)
{
	const u32 id = program_timer_function(timer);

	return id ? trace_function_name(m, id) : "none";
}

/* What a freed timer says of itself is poison. */
bool wheel_timer_freed(const struct timer_list *timer)
{
	const struct object *object = object_get(hot.machine, timer->object);

	return timer->object && (!object || object->freed);
}

/* A freed timer is known by where it lay. */
static u32 freed_object(const struct machine *m, const struct timer_list *timer)
{
	const struct object *object = NULL;

	do
		object = object_next(m, object, OBJECT_TIMER);
	while (object && object->memory != (const void *)timer);
	return object ? object->serial : 0;
}

const char *wheel_timer_name(const struct machine *m,
			     const struct timer_list *timer, char *buf)
{
	char name[VALUE_MAX];

	if (!wheel_timer_freed(timer))
		return value_object(m, timer->object, buf);
	snprintf(buf, VALUE_MAX, "%.40s (freed)",
		 value_object(m, freed_object(m, timer), name));
	return buf;
}

u32 wheel_running(const struct timer_base *base)
{
	const struct timer_list *timer = base->running_timer;

	return timer && state_readable(timer, sizeof(*timer)) ?
	       timer->object : 0;
}

const char *wheel_example(const struct timer_base *base)
{
	static const char *const examples[NR_BASES] = {
		[BASE_LOCAL] = "{ timer_setup t1 pinned; add_timer t1 +10j }",
		[BASE_GLOBAL] = "add_timer t1 +10j",
		[BASE_DEF] = ("{ timer_setup t1 deferrable; "
			      "add_timer t1 +10j }"),
	};

	return examples[base->index < NR_BASES ? base->index : BASE_GLOBAL];
}

/* --- buckets ------------------------------------------------------------- */

const struct timer_list *wheel_timer_next(const struct hlist_head *bucket,
					  const struct timer_list *prev,
					  u64 seen)
{
	const struct timer_list *timer = timer_bucket_next(bucket, prev);

	if (seen >= kernel()->objects.nr ||
	    (seen && timer && &timer->entry == bucket->first))
		return NULL;
	return timer;
}

static u32 bucket_count(const struct hlist_head *bucket)
{
	const struct timer_list *timer = NULL;
	u32 n = 0;

	for (;;) {
		timer = wheel_timer_next(bucket, timer, n);
		if (!timer)
			return n;
		n++;
	}
}

u64 wheel_count(const struct timer_base *base, u32 count[WHEEL_MAX_SIZE])
{
	u64 sum = 0;
	u32 idx;

	for (idx = 0; idx < WHEEL_MAX_SIZE; idx++) {
		const u32 n = bucket_count(&base->vectors[idx]);

		if (count)
			count[idx] = n;
		sum += n;
	}
	return sum;
}

static int by_expiry(const void *a, const void *b)
{
	const struct wheel_used *x = a, *y = b;

	if (x->expiry != y->expiry)
		return time_before(x->expiry, y->expiry) ? -1 : 1;
	return x->idx < y->idx ? -1 : x->idx > y->idx;
}

u32 wheel_used_buckets(const struct timer_base *base,
		       struct wheel_used used[WHEEL_MAX_SIZE])
{
	u32 idx, nr = 0;

	for (idx = 0; idx < WHEEL_MAX_SIZE; idx++)
		if (!hlist_empty(&base->vectors[idx]))
			used[nr++] = (struct wheel_used){
				idx, timer_bucket_expiry(base, idx),
			};
	qsort(used, nr, sizeof(*used), by_expiry);
	return nr;
}
