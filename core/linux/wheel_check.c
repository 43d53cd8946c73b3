/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timer wheel for readers: its state tables, and the check of its
 * invariants.  Host context; nothing here changes the machine.
 *
 * A kernel that frees a pending timer leaves links to poisoned memory behind.
 * Linux finds out by an Oops; whoever only looks must not.  So no link is
 * followed that leads out of the machine's memory.
 */
#include "linux/wheel.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/program.h"

/* --- following links ---------------------------------------------------- */

/* Could a timer lie at @address? */
static notrace bool readable(const struct machine *m, const void *address)
{
	u64 offset = (u64)((uintptr_t)address - (uintptr_t)m->base);
	u64 room = sizeof(struct timer_list);

	if ((uintptr_t)address % sizeof(void *))
		return false;
	if (offset < m->heap_used)
		return offset + room <= m->heap_used;
	return offset >= m->heap_max && offset + room <= m->size;
}

notrace const struct timer_list *
timer_bucket_next(const struct hlist_head *bucket,
		  const struct timer_list *prev)
{
	const struct hlist_node *node = prev ? prev->entry.next : bucket->first;

	if (!node || !readable(hot.machine, node))
		return NULL;
	return hlist_entry(node, const struct timer_list, entry);
}

notrace const struct timer_base *timer_base_of(const struct timer_list *timer)
{
	const struct kernel *k = kernel();
	u32 cpu = timer->flags & TIMER_CPUMASK;
	u32 index = timer->flags & TIMER_PINNED ? BASE_LOCAL : BASE_GLOBAL;

	if (cpu >= k->config.nr_cpus || timer->flags & TIMER_MIGRATING)
		return NULL;
	if (timer->flags & TIMER_DEFERRABLE)
		index = BASE_DEF;
	return &k->percpu[cpu]->timer_bases[index];
}

/* The first moment from clk on that belongs to the bucket. */
notrace u64 timer_bucket_expiry(const struct timer_base *base, u32 idx)
{
	u32 shift = LVL_SHIFT(idx / LVL_SIZE);
	u64 slot = (base->clk + (1ull << shift) - 1) >> shift;
	u64 ahead = (idx - slot) & LVL_MASK;

	return (slot + ahead) << shift;
}

/* --- state: timers ------------------------------------------------------ */

static notrace u64 get_function(const void *timer)
{
	return program_timer_function(timer);
}

static notrace u64 get_pending(const void *timer)
{
	return timer_pending(timer);
}

static notrace u64 get_flags(const void *timer)
{
	u32 flags = ((const struct timer_list *)timer)->flags;

	return (flags & TIMER_TRACE_FLAGMASK) / TIMER_MIGRATING;
}

static notrace u64 get_timer_cpu(const void *timer)
{
	return ((const struct timer_list *)timer)->flags & TIMER_CPUMASK;
}

static notrace u64 get_timer_base(const void *timer)
{
	u32 flags = ((const struct timer_list *)timer)->flags;

	if (flags & TIMER_DEFERRABLE)
		return BASE_DEF;
	return flags & TIMER_PINNED ? BASE_LOCAL : BASE_GLOBAL;
}

static notrace u64 get_idx(const void *timer)
{
	return timer_get_idx(timer);
}

/* Meaningful while the timer is in a bucket, else 0. */
static notrace u64 get_bucket_expiry(const void *timer)
{
	const struct timer_base *base = timer_base_of(timer);
	u32 idx = timer_get_idx(timer);

	if (!timer_pending(timer) || !base || idx >= WHEEL_MAX_SIZE)
		return 0;
	return timer_bucket_expiry(base, idx);
}

static const char *const flag_names[] = {
	"migrating", "deferrable", "pinned", "irqsafe",
};
static const char *const base_names[NR_BASES] = { "local", "global", "def" };

#define TIMER_FIELDS \
	FIELD_OBJECT(struct timer_list, object, "the timer itself"), \
	FIELD_GET("pending", BOOL, NONE, get_pending, \
		  "armed: in a bucket, or about to expire"), \
	FIELD(struct timer_list, expires, JIFFIES, \
	      "when it was asked to expire"), \
	FIELD_GET("bucket_expiry", UINT, JIFFIES, get_bucket_expiry, \
		  "when its bucket will be run; 0: not pending"), \
	FIELD_GET("function", FUNCTION, NONE, get_function, \
		  "its callback; none after a shutdown"), \
	FIELD_GET_FLAGS("flags", flag_names, get_flags, "how it was set up"), \
	FIELD_GET("cpu", UINT, NONE, get_timer_cpu, "whose wheel"), \
	FIELD_GET_ENUM("base", base_names, get_timer_base, "which wheel"), \
	FIELD_GET("idx", UINT, NONE, get_idx, \
		  "its bucket, now or last, 0..575")

static const struct state_field timer_fields[] = { TIMER_FIELDS };

const struct state_type timer_type =
	STATE_TYPE("timer", struct timer_list, timer_fields, "a wheel timer");

static const struct state_field ktimer_fields[] = { TIMER_FIELDS };

const struct state_type ktimer_type =
	STATE_TYPE("timer", struct ktimer, ktimer_fields,
		   "a wheel timer made by a command");

/* --- state: bases ------------------------------------------------------- */

static notrace const void *next_in_bucket(const void *bucket, const void *prev)
{
	return timer_bucket_next(bucket, prev);
}

static const struct state_field bucket_fields[] = {
	FIELD_LIST_BENDS("timer", &timer_type, next_in_bucket,
			 "its timers, next to expire first"),
};

static const struct state_type bucket_type =
	STATE_TYPE("bucket", struct hlist_head, bucket_fields,
		   "one bucket of a wheel");

static const struct state_field map_word_fields[] = {
	{ .name = "bits", .help = "one bit a bucket, lowest first",
	  .size = sizeof(u64), .kind = STATE_UINT, .unit = UNIT_MASK },
};

static const struct state_type map_word_type =
	STATE_TYPE("pending_word", u64, map_word_fields,
		   "the pending buckets of one level");

static notrace u64 get_running(const void *object)
{
	const struct timer_base *base = object;
	const struct timer_list *timer = base->running_timer;

	return timer && readable(hot.machine, timer) ? timer->object : 0;
}

/* The buckets that are not empty. */
static notrace const void *next_bucket(const void *object, const void *prev)
{
	const struct timer_base *base = object;
	const struct hlist_head *bucket = prev;

	bucket = bucket ? bucket + 1 : base->vectors;
	while (bucket < base->vectors + WHEEL_MAX_SIZE && hlist_empty(bucket))
		bucket++;
	return bucket < base->vectors + WHEEL_MAX_SIZE ? bucket : NULL;
}

static notrace u64 key_bucket(const void *object, const void *bucket)
{
	const struct timer_base *base = object;

	return (u64)((const struct hlist_head *)bucket - base->vectors);
}

static notrace const void *next_word(const void *object, const void *prev)
{
	const struct timer_base *base = object;
	const u64 *word = prev;

	word = word ? word + 1 : base->pending_map;
	return word < base->pending_map + ARRAY_SIZE(base->pending_map) ?
	       word : NULL;
}

static const struct state_field timer_base_fields[] = {
	FIELD_STRUCT(struct timer_base, lock, &spinlock_type,
		     "guards the wheel"),
	FIELD_GET("running_timer", OBJECT, NONE, get_running,
		  "the timer whose callback runs"),
	FIELD(struct timer_base, clk, JIFFIES, "the wheel's own clock"),
	FIELD(struct timer_base, next_expiry, JIFFIES,
	      "when the first pending bucket is due"),
	FIELD(struct timer_base, cpu, NONE, "the CPU it belongs to"),
	FIELD_ENUM(struct timer_base, index, base_names, "which of three"),
	FIELD(struct timer_base, next_expiry_recalc, NONE,
	      "next_expiry may be too early: its timer was removed"),
	FIELD(struct timer_base, is_idle, NONE, "the CPU went idle"),
	FIELD(struct timer_base, timers_pending, NONE,
	      "next_expiry belongs to a timer"),
	FIELD_LIST("pending_map", &map_word_type, next_word,
		   "which buckets are not empty, a word a level"),
	FIELD_LIST_NUMBERS("vectors", &bucket_type, next_bucket, key_bucket,
			   "the buckets that are not empty, by idx"),
};

const struct state_type timer_base_type =
	STATE_TYPE("timer_base", struct timer_base, timer_base_fields,
		   "one timer wheel");

/* --- invariants --------------------------------------------------------- */

static notrace const char *check_timer(const struct timer_base *base, u32 idx,
				       const struct timer_list *timer)
{
	u64 expiry = timer_bucket_expiry(base, idx);

	if (timer_base_of(timer) != base)
		return "wheel: a timer's flags name another base";
	if (timer_get_idx(timer) != idx)
		return "wheel: a timer's flags name another bucket";
	if (!timer->function)
		return "wheel: a pending timer has no function";
	if (idx / LVL_SIZE < LVL_DEPTH - 1 &&
	    time_after_eq(timer->expires, expiry))
		return "wheel: a timer's bucket comes before it is due";
	return NULL;
}

/* Every timer's pprev is where the walk came from; as each node has only one,
 * that also shows where the list runs in circles. */
static notrace const char *why_wrong(const struct hlist_head *bucket)
{
	if (state_circle(next_in_bucket, bucket) != UINT64_MAX)
		return "wheel: a bucket's list runs in circles";
	return "wheel: a timer's pprev is wrong";
}

static notrace const char *check_bucket(const struct machine *m,
					const struct timer_base *base, u32 idx)
{
	const struct hlist_head *bucket = &base->vectors[idx];
	struct hlist_node *const *link = &bucket->first;
	const struct timer_list *timer;
	const char *broken;

	if (test_bit(idx, base->pending_map) == hlist_empty(bucket))
		return "wheel: pending_map and buckets disagree";
	while (*link) {
		if (!readable(m, *link))
			return "wheel: a bucket links to a freed timer";
		timer = hlist_entry(*link, const struct timer_list, entry);
		if (timer->entry.pprev != link)
			return why_wrong(bucket);
		broken = check_timer(base, idx, timer);
		if (broken)
			return broken;
		link = &timer->entry.next;
	}
	return NULL;
}

static notrace const char *check_next_expiry(const struct timer_base *base)
{
	u64 first = base->clk + NEXT_TIMER_MAX_DELTA;
	bool pending = false;
	u64 expiry;
	u32 idx;

	for (idx = 0; idx < WHEEL_MAX_SIZE; idx++) {
		if (!test_bit(idx, base->pending_map))
			continue;
		pending = true;
		expiry = timer_bucket_expiry(base, idx);
		if (time_before(expiry, first))
			first = expiry;
	}
	if (pending && time_after(base->next_expiry, first))
		return "wheel: next_expiry is later than a pending bucket";
	if (pending && base->timers_pending && !base->next_expiry_recalc &&
	    base->next_expiry != first)
		return "wheel: next_expiry is too early, and not marked so";
	return NULL;
}

static notrace const char *check_base(const struct machine *m,
				      const struct timer_base *base, u32 cpu,
				      u32 index)
{
	const char *broken;
	u32 idx;

	if (base->cpu != cpu || base->index != index)
		return "wheel: a base does not know who it is";
	if (base->lock.locked)
		return NULL;
	if (time_after(base->clk, jiffies + 1))
		return "wheel: clk is ahead of jiffies";
	if (time_before(base->next_expiry, base->clk))
		return "wheel: next_expiry is behind clk";
	for (idx = 0; idx < WHEEL_MAX_SIZE; idx++) {
		broken = check_bucket(m, base, idx);
		if (broken)
			return broken;
	}
	return check_next_expiry(base);
}

notrace const char *wheel_check(struct machine *m)
{
	struct kernel *k = m->kernel;
	const char *broken;
	u32 cpu, i;

	hot.machine = m;
	for (cpu = 0; cpu < k->config.nr_cpus; cpu++) {
		for (i = 0; i < NR_BASES; i++) {
			broken = check_base(m, &k->percpu[cpu]->timer_bases[i],
					    cpu, i);
			if (broken)
				return broken;
		}
	}
	return NULL;
}
