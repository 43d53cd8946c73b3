/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timer wheel: where a timer belongs, and how it gets there.
 *
 * Read wheel.h first.  The way of every arming call:
 *
 *	mod_timer()
 *	   lock_timer_base()        the wheel where the timer is, or last was
 *	   forward_timer_base()     its clock catches up with jiffies
 *	   detach_if_pending()      out of the old bucket
 *	   new_timer_base()         over to this CPU's wheel, if it is another
 *	   enqueue_timer()          into the bucket calc_wheel_index() found
 */
#include "linux/wheel.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/wheel_trace.h"

/* What __mod_timer() is to do with a timer that is (or is not) pending. */
#define MOD_TIMER_PENDING_ONLY 1u
#define MOD_TIMER_REDUCE 2u
#define MOD_TIMER_NOTPENDING 4u

/* "No bucket has been computed yet." */
#define IDX_NONE (~0u)

static notrace void timer_set_idx(struct timer_list *timer, u32 idx)
{
	timer->flags &= ~TIMER_ARRAYMASK;
	timer->flags |= idx << TIMER_ARRAYSHIFT;
}

/* --- geometry ----------------------------------------------------------- */

/* The bucket of level @lvl in which a timer due at @expires is not early: one
 * after the bucket that holds that moment, which may have been run in part
 * already.  So a timer is late by 1 to 8^lvl jiffies, never early. */
static notrace u32 calc_index(u64 expires, u32 lvl, u64 *bucket_expiry)
{
	u64 slot = (expires >> LVL_SHIFT(lvl)) + 1;

	*bucket_expiry = slot << LVL_SHIFT(lvl);
	return LVL_OFFS(lvl) + (u32)(slot & LVL_MASK);
}

/* The finest level whose 63 buckets ahead reach as far as @delta. */
static notrace u32 calc_level(u64 delta)
{
	u32 lvl = 0;

	while (lvl < LVL_DEPTH - 1 && delta >= LVL_START(lvl + 1))
		lvl++;
	return lvl;
}

/* Three cases.  A time that has passed goes into the bucket of clk itself,
 * the next one to be run.  A time beyond the wheel goes as far as the last
 * level reaches; it will expire early there.  All others go to their level. */
u32 calc_wheel_index(u64 expires, u64 clk, u64 *bucket_expiry)
{
	u64 delta = expires - clk;

	if ((s64)delta < 0) {
		*bucket_expiry = clk;
		return (u32)(clk & LVL_MASK);
	}
	if (delta >= WHEEL_TIMEOUT_CUTOFF)
		expires = clk + WHEEL_TIMEOUT_MAX;
	return calc_index(expires, calc_level(delta), bucket_expiry);
}

/* --- which base --------------------------------------------------------- */

/* Deferrable counts more than pinned: DEF is per CPU anyway. */
static notrace struct timer_base *get_timer_cpu_base(u32 tflags, u32 cpu)
{
	u32 index = tflags & TIMER_PINNED ? BASE_LOCAL : BASE_GLOBAL;

	if (tflags & TIMER_DEFERRABLE)
		index = BASE_DEF;
	return &percpu_of(cpu)->timer_bases[index];
}

static notrace struct timer_base *get_timer_this_cpu_base(u32 tflags)
{
	return get_timer_cpu_base(tflags, smp_processor_id());
}

static notrace struct timer_base *get_timer_base(u32 tflags)
{
	return get_timer_cpu_base(tflags, tflags & TIMER_CPUMASK);
}

/* The base can change until its lock is held: another CPU may be moving the
 * timer.  So read the flags, lock the base they name, and see whether they are
 * still the same.  While TIMER_MIGRATING is set the timer belongs to no base
 * and there is nothing to lock; the mover will be done in a moment. */
struct timer_base *lock_timer_base(struct timer_list *timer, bool *flags)
{
	struct timer_base *base;
	u32 tflags;

	for (;;) {
		tflags = READ_ONCE(timer->flags);
		if (!(tflags & TIMER_MIGRATING)) {
			base = get_timer_base(tflags);
			raw_spin_lock_irqsave(&base->lock, *flags);
			if (timer->flags == tflags)
				return base;
			raw_spin_unlock_irqrestore(&base->lock, *flags);
		}
		/* mark: lock-timer-base-retry */
		cpu_relax();
	}
}

/* --- the base's clock --------------------------------------------------- */

/* clk may jump over buckets that are certainly empty, and only over those:
 * not past next_expiry.  It never goes back.  A short distance from clk gives
 * a fine level, so this is what keeps timers exact on a wheel that has had
 * nothing to do for long. */
void __forward_timer_base(struct timer_base *base, u64 basej)
{
	bool behind;

	if (time_before_eq(basej, base->clk))
		return;
	if (time_after(base->next_expiry, basej)) {
		base->clk = basej;
		return;
	}
	behind = time_before(base->next_expiry, base->clk);
	if (warn_on_once(behind, WARN_TIMER_NEXT_EXPIRY_BEHIND,
			 "WARNING: timer_base: next_expiry is behind clk"))
		return;
	base->clk = base->next_expiry;
}

void forward_timer_base(struct timer_base *base)
{
	__forward_timer_base(base, READ_ONCE(jiffies));
}

/* --- in and out of buckets ---------------------------------------------- */

/* A CPU that sleeps without a tick must hear of it when one of its timers is
 * now due earlier.  Not of deferrable ones: those wake nobody. */
static void trigger_dyntick_cpu(struct timer_base *base,
				struct timer_list *timer)
{
	if (timer->flags & TIMER_DEFERRABLE)
		return;
	if (base->is_idle)
		wake_up_nohz_cpu(base->cpu);
}

/* Put @timer in front of bucket @idx: what was queued last expires first.  If
 * the bucket is the new first one to run, next_expiry says so, and is exact
 * again whatever had been removed before. */
static void enqueue_timer(struct timer_base *base, struct timer_list *timer,
			  u32 idx, u64 bucket_expiry)
{
	hlist_add_head(&timer->entry, &base->vectors[idx]);
	__set_bit(idx, base->pending_map);
	timer_set_idx(timer, idx);
	trace_timer_start(timer, bucket_expiry);
	if (time_before(bucket_expiry, base->next_expiry)) {
		WRITE_ONCE(base->next_expiry, bucket_expiry);
		base->timers_pending = true;
		base->next_expiry_recalc = false;
		if (tick_nohz_is_active())
			trigger_dyntick_cpu(base, timer);
	}
}

static void internal_add_timer(struct timer_base *base,
			       struct timer_list *timer)
{
	u64 bucket_expiry = 0;
	u32 idx;

	idx = calc_wheel_index(timer->expires, base->clk, &bucket_expiry);
	enqueue_timer(base, timer, idx, bucket_expiry);
}

/* Unlink only; the caller looks after the bucket.  With @clear_pending the
 * timer is no longer pending; without, it is about to be queued again and
 * others must not see it idle in between. */
void detach_timer(struct timer_list *timer, bool clear_pending)
{
	struct hlist_node *entry = &timer->entry;

	trace_timer_cancel(timer);
	__hlist_del(entry);
	if (clear_pending)
		entry->pprev = NULL;
	entry->next = LIST_POISON2;
}

/* The last timer of a bucket clears the bucket's bit.  Whether next_expiry was
 * for this bucket is not worth finding out now: it is marked doubtful, and
 * whoever needs it exact computes it.  A timer that is on its way to expire
 * stands in a private list, not in a bucket, and leaves the bit alone. */
int detach_if_pending(struct timer_list *timer, struct timer_base *base,
		      bool clear_pending)
{
	u32 idx = timer_get_idx(timer);

	if (!timer_pending(timer))
		return 0;
	if (hlist_is_singular_node(&timer->entry, &base->vectors[idx])) {
		__clear_bit(idx, base->pending_map);
		base->next_expiry_recalc = true;
	}
	detach_timer(timer, clear_pending);
	return 1;
}

/* --- arming ------------------------------------------------------------- */

/* Hand a timer that is in no bucket over from @base, which is locked, to
 * @target, which is locked on return in its stead.  Only one lock is held at a
 * time; between the two TIMER_MIGRATING keeps everybody away. */
static struct timer_base *migrate_timer(struct timer_list *timer,
					struct timer_base *base,
					struct timer_base *target)
{
	u32 tflags;

	timer->flags |= TIMER_MIGRATING;
	raw_spin_unlock(&base->lock);
	/* mark: timer-migrating */
	raw_spin_lock(&target->lock);
	tflags = timer->flags & ~TIMER_BASEMASK;
	WRITE_ONCE(timer->flags, tflags | target->cpu);
	return target;
}

/* A timer goes to the wheel of the CPU that arms it.  The exception: its
 * callback is running right now on the old wheel's CPU.  If it moved away,
 * timer_delete_sync() would look at the new base, see no running callback and
 * return too early; so it stays. */
static struct timer_base *new_timer_base(struct timer_list *timer,
					 struct timer_base *base)
{
	struct timer_base *target = get_timer_this_cpu_base(timer->flags);

	if (base == target || base->running_timer == timer)
		return base;
	base = migrate_timer(timer, base, target);
	forward_timer_base(base);
	return base;
}

/* Is there nothing to do for a timer that seems to be pending?  Asked without
 * the lock, for callers who set the same time again and again. */
static notrace bool mod_timer_is_noop(const struct timer_list *timer,
				      u64 expires, u32 options)
{
	s64 diff = (s64)(timer->expires - expires);

	return !diff || (options & MOD_TIMER_REDUCE && diff <= 0);
}

/* Must a pending timer stay as it is, now that nobody can change it? */
static notrace bool reduce_is_noop(const struct timer_list *timer, u64 expires,
				   u32 options)
{
	return timer_pending(timer) && options & MOD_TIMER_REDUCE &&
	       time_before_eq(timer->expires, expires);
}

/* The way that most calls go: a pending timer moves by so little that its
 * bucket stays the same.  Then only expires changes, and no event tells.
 * Returns true if that was all; else *idx and *bucket_expiry are computed, for
 * the base's clock as it is now. */
static bool mod_within_bucket(struct timer_base *base,
			      struct timer_list *timer, u64 expires,
			      u32 options, u32 *idx, u64 *bucket_expiry)
{
	if (reduce_is_noop(timer, expires, options))
		return true;
	*idx = calc_wheel_index(expires, base->clk, bucket_expiry);
	if (*idx != timer_get_idx(timer))
		return false;
	if (!(options & MOD_TIMER_REDUCE))
		timer->expires = expires;
	else if (time_after(timer->expires, expires))
		timer->expires = expires;
	return true;
}

/* The rest of __mod_timer(): the timer changes its bucket.  @idx is valid for
 * a clock of @clk; if the timer came to another base, or the clock has moved,
 * the bucket is computed again. */
static int move_timer(struct timer_base **base, struct timer_list *timer,
		      u64 expires, u32 options, u32 idx, u64 clk,
		      u64 bucket_expiry)
{
	int ret = detach_if_pending(timer, *base, false);

	if (!ret && options & MOD_TIMER_PENDING_ONLY)
		return 0;
	*base = new_timer_base(timer, *base);
	timer->expires = expires;
	if (idx != IDX_NONE && clk == (*base)->clk)
		enqueue_timer(*base, timer, idx, bucket_expiry);
	else
		internal_add_timer(*base, timer);
	return ret;
}

/* All arming but add_timer_on().  Returns whether the timer was pending.  A
 * timer without function has been shut down: it is left alone, silently, for
 * code that rearms may well race with its device going away. */
static int __mod_timer(struct timer_list *timer, u64 expires, u32 options)
{
	bool pending = !(options & MOD_TIMER_NOTPENDING) &&
		       timer_pending(timer);
	struct timer_base *base;
	u64 bucket_expiry = 0;
	u64 clk = 0;
	u32 idx = IDX_NONE;
	bool flags = false;
	int ret = 0;

	if (pending && mod_timer_is_noop(timer, expires, options))
		return 1;
	base = lock_timer_base(timer, &flags);
	if (!timer->function)
		goto out_unlock;
	forward_timer_base(base);
	if (pending) {
		clk = base->clk;
		ret = mod_within_bucket(base, timer, expires, options, &idx,
					&bucket_expiry);
		if (ret)
			goto out_unlock;
	}
	ret = move_timer(&base, timer, expires, options, idx, clk,
			 bucket_expiry);
out_unlock:
	raw_spin_unlock_irqrestore(&base->lock, flags);
	return ret;
}

int mod_timer(struct timer_list *timer, u64 expires)
{
	return __mod_timer(timer, expires, 0);
}

int mod_timer_pending(struct timer_list *timer, u64 expires)
{
	return __mod_timer(timer, expires, MOD_TIMER_PENDING_ONLY);
}

int timer_reduce(struct timer_list *timer, u64 expires)
{
	return __mod_timer(timer, expires, MOD_TIMER_REDUCE);
}

/* Only for timers that are certainly not pending: who is not sure uses
 * mod_timer().  A pending one is a bug of the caller's, and stays as it is. */
void add_timer(struct timer_list *timer)
{
	bool pending = timer_pending(timer);

	if (warn_on_once(pending, WARN_ADD_TIMER_PENDING,
			 "WARNING: add_timer() of a pending timer"))
		return;
	__mod_timer(timer, timer->expires, MOD_TIMER_NOTPENDING);
}

/* PINNED is part of what names the base, so it changes only while the timer
 * is in none. */
void add_timer_local(struct timer_list *timer)
{
	bool pending = timer_pending(timer);

	if (warn_on_once(pending, WARN_ADD_TIMER_PENDING,
			 "WARNING: add_timer_local() of a pending timer"))
		return;
	timer->flags |= TIMER_PINNED;
	__mod_timer(timer, timer->expires, MOD_TIMER_NOTPENDING);
}

void add_timer_global(struct timer_list *timer)
{
	bool pending = timer_pending(timer);

	if (warn_on_once(pending, WARN_ADD_TIMER_PENDING,
			 "WARNING: add_timer_global() of a pending timer"))
		return;
	timer->flags &= ~TIMER_PINNED;
	__mod_timer(timer, timer->expires, MOD_TIMER_NOTPENDING);
}

/* The caller has chosen the CPU, so the timer is pinned to it from now on.  It
 * moves there even while its callback runs elsewhere. */
void add_timer_on(struct timer_list *timer, u32 cpu)
{
	bool pending = timer_pending(timer);
	struct timer_base *target;
	struct timer_base *base;
	bool flags = false;

	if (warn_on_once(pending, WARN_ADD_TIMER_ON_PENDING,
			 "WARNING: add_timer_on() of a pending timer"))
		return;
	timer->flags |= TIMER_PINNED;
	target = get_timer_cpu_base(timer->flags, cpu);
	base = lock_timer_base(timer, &flags);
	if (!timer->function)
		goto out_unlock;
	if (base != target)
		base = migrate_timer(timer, base, target);
	forward_timer_base(base);
	internal_add_timer(base, timer);
out_unlock:
	raw_spin_unlock_irqrestore(&base->lock, flags);
}

/* --- setting up --------------------------------------------------------- */

/* The timer belongs to this CPU until it is armed, but is in no bucket.  What
 * happens to one that is still pending is the caller's fault: its bucket goes
 * on pointing to it. */
void timer_setup(struct timer_list *timer,
		 void (*function)(struct timer_list *timer), u32 flags)
{
	trace_timer_init(timer);
	timer->entry.pprev = NULL;
	timer->function = function;
	timer->flags = (flags & TIMER_INIT_FLAGS) | smp_processor_id();
}

/* All buckets are empty already: so the memory was at power-on. */
static void init_timer_cpu(u32 cpu)
{
	struct timer_base *base;
	u32 i;

	for (i = 0; i < NR_BASES; i++) {
		base = &percpu_of(cpu)->timer_bases[i];
		base->cpu = cpu;
		base->index = i;
		raw_spin_lock_init(&base->lock);
		base->clk = jiffies;
		base->next_expiry = base->clk + NEXT_TIMER_MAX_DELTA;
	}
}

/* Those of CPUs that are off, too: a timer may be armed for them. */
static void init_timer_cpus(void)
{
	u32 cpu;

	for (cpu = 0; cpu < kernel()->config.nr_cpus; cpu++)
		init_timer_cpu(cpu);
}

void init_timers(void)
{
	init_timer_cpus();
	open_softirq(TIMER_SOFTIRQ, run_timer_softirq);
}
