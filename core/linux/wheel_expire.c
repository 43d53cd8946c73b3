/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timer wheel: running what is due (kernel/time/timer.c).
 *
 *	tick interrupt            softirq, interrupts on
 *	run_local_timers()  --->  run_timer_softirq()
 *	   is anything due?          run_timer_base(LOCAL, GLOBAL, DEF)
 *	                                __run_timers()
 *	                                   collect_expired_timers()
 *	                                   next_expiry_recalc()
 *	                                   expire_timers()
 *	                                      call_timer_fn()
 *
 * The wheel is run bucket time by bucket time, up to jiffies; times at which
 * no bucket is pending are jumped over.  At each time the due bucket of every
 * level is moved to a private list under the lock; then the callbacks run, one
 * after the other, with the lock released.
 */
#include "linux/wheel.h"

#include "linux/hrtimer.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/wheel_trace.h"

/* --- the next bucket ---------------------------------------------------- */

/* How many buckets of the level at @offset lie before the first pending one,
 * from the bucket of @clk on and once around; -1: none is pending. */
static notrace int next_pending_bucket(struct timer_base *base, u32 offset,
				       u32 clk)
{
	u32 start = offset + clk;
	u32 end = offset + LVL_SIZE;
	u32 pos = find_next_bit(base->pending_map, end, start);

	if (pos < end)
		return (int)(pos - start);
	pos = find_next_bit(base->pending_map, start, offset);
	return pos < start ? (int)(pos + LVL_SIZE - start) : -1;
}

/* Search level by level.  A coarser level can have something earlier, but only
 * if its next bucket comes before what has been found; so the search ends
 * early when the finer level's find lies before the coarser level's turn.
 * While climbing, clk is rounded up: a bucket that has begun was run when it
 * began. */
void next_expiry_recalc(struct timer_base *base)
{
	u64 next = base->clk + NEXT_TIMER_MAX_DELTA;
	u64 clk = base->clk;
	u64 bucket;
	u32 lvl_clk;
	u32 ahead;
	u32 lvl;
	int pos;

	for (lvl = 0; lvl < LVL_DEPTH; lvl++) {
		pos = next_pending_bucket(base, LVL_OFFS(lvl),
					  (u32)(clk & LVL_MASK));
		lvl_clk = (u32)(clk & LVL_CLK_MASK);
		if (pos >= 0) {
			bucket = (clk + (u64)pos) << LVL_SHIFT(lvl);
			if (time_before(bucket, next))
				next = bucket;
			ahead = (LVL_CLK_DIV - lvl_clk) & LVL_CLK_MASK;
			if ((u32)pos <= ahead)
				break;
		}
		clk >>= LVL_CLK_SHIFT;
		if (lvl_clk)
			clk++;
	}
	WRITE_ONCE(base->next_expiry, next);
	base->next_expiry_recalc = false;
	base->timers_pending = next != base->clk + NEXT_TIMER_MAX_DELTA;
}

/* --- one bucket time ---------------------------------------------------- */

/* Set the clock to next_expiry and collect what is due then: always the bucket
 * of level 0; that of level 1 if its 8 jiffies begin now; and so on.  Returns
 * how many lists of @heads, finest level first, have been filled. */
static int collect_expired_timers(struct timer_base *base,
				  struct hlist_head *heads)
{
	u64 clk = base->next_expiry;
	int levels = 0;
	u32 idx;
	u32 lvl;

	base->clk = clk;
	for (lvl = 0; lvl < LVL_DEPTH; lvl++) {
		idx = LVL_OFFS(lvl) + (u32)(clk & LVL_MASK);
		if (__test_and_clear_bit(idx, base->pending_map)) {
			hlist_move_list(&base->vectors[idx], &heads[levels]);
			levels++;
		}
		if (clk & LVL_CLK_MASK)
			break;
		clk >>= LVL_CLK_SHIFT;
	}
	return levels;
}

/* A callback that leaves the preemption count changed would poison whatever
 * runs next on this CPU: put it right and say so. */
static notrace void check_preempt_leak(u32 count)
{
	bool leak = count != preempt_count();

	warn_on_once(leak, WARN_TIMER_PREEMPT_LEAK,
		     "WARNING: timer: preempt leak in a callback");
	if (leak)
		this_percpu()->preempt_count = count;
}

/* The lock is not held; the callback may free the timer. */
static void call_timer_fn(struct timer_list *timer,
			  void (*fn)(struct timer_list *), u64 baseclk)
{
	u32 count = preempt_count();
	u32 object = timer->object;

	trace_timer_expire_entry(timer, baseclk);
	fn(timer);
	trace_timer_expire_exit(object);
	check_preempt_leak(count);
}

/* Run the callback of @timer, which is detached, with base->lock released
 * meanwhile.  Until the lock is held again running_timer tells other CPUs that
 * the callback is not over.  Interrupts are on, unless the timer is irqsafe. */
static void expire_timer(struct timer_base *base, struct timer_list *timer,
			 void (*fn)(struct timer_list *), u64 baseclk)
{
	if (timer->flags & TIMER_IRQSAFE) {
		raw_spin_unlock(&base->lock);
		call_timer_fn(timer, fn, baseclk);
		raw_spin_lock(&base->lock);
	} else {
		raw_spin_unlock_irq(&base->lock);
		call_timer_fn(timer, fn, baseclk);
		raw_spin_lock_irq(&base->lock);
	}
	base->running_timer = NULL;
}

/* Run all callbacks of one list, in its order.  clk is one ahead of the bucket
 * time (see __run_timers()), hence the - 1; callbacks of an earlier list may
 * have moved it further. */
static void expire_timers(struct timer_base *base, struct hlist_head *head)
{
	u64 baseclk = base->clk - 1;
	struct timer_list *timer;
	void (*fn)(struct timer_list *);

	while (!hlist_empty(head)) {
		timer = hlist_entry(head->first, struct timer_list, entry);
		base->running_timer = timer;
		detach_timer(timer, true);
		fn = timer->function;
		if (warn_on_once(!fn, WARN_TIMER_EXPIRED_NO_FUNCTION,
				 "WARNING: an expired timer has no function")) {
			base->running_timer = NULL;
			continue;
		}
		/* mark: expire-timer */
		expire_timer(base, timer, fn, baseclk);
	}
}

/* --- the whole wheel ---------------------------------------------------- */

/* The lock is held, interrupts are off.  Each turn runs one bucket time,
 * coarsest level first.  clk is moved one further before the callbacks: a
 * timer that its callback arms for now then goes into the next jiffy's bucket,
 * and not into this one forever.  A turn may find nothing for two reasons: all
 * timers of the bucket were removed, which leaves next_expiry doubtful, or the
 * wheel is empty.  A base that another CPU is running already is left to it. */
static void __run_timers(struct timer_base *base)
{
	struct hlist_head heads[LVL_MAX_DEPTH];
	int levels;
	bool lost;

	if (base->running_timer)
		return;
	while (time_after_eq(jiffies, base->clk) &&
	       time_after_eq(jiffies, base->next_expiry)) {
		/* mark: run-timers-bucket */
		levels = collect_expired_timers(base, heads);
		lost = !levels && !base->next_expiry_recalc &&
		       base->timers_pending;
		warn_on_once(lost, WARN_TIMER_BUCKET_LOST,
			     "WARNING: timer_base: nothing at next_expiry");
		base->clk++;
		next_expiry_recalc(base);
		while (levels > 0) {
			levels--;
			expire_timers(base, &heads[levels]);
		}
	}
}

/* The first look needs no lock: a stale next_expiry is looked at again in the
 * next tick. */
static void __run_timer_base(struct timer_base *base)
{
	if (time_before(jiffies, READ_ONCE(base->next_expiry)))
		return;
	raw_spin_lock_irq(&base->lock);
	__run_timers(base);
	raw_spin_unlock_irq(&base->lock);
}

void run_timer_base(u32 index)
{
	__run_timer_base(&this_percpu()->timer_bases[index]);
}

void run_timer_softirq(void)
{
	run_timer_base(BASE_LOCAL);
	run_timer_base(BASE_GLOBAL);
	run_timer_base(BASE_DEF);
}

void timer_expire_remote(u32 cpu)
{
	__run_timer_base(&percpu_of(cpu)->timer_bases[BASE_GLOBAL]);
}

/* Called in every tick, so all it does for the wheels is compare two numbers
 * each. */
void run_local_timers(void)
{
	struct timer_base *base = this_percpu()->timer_bases;
	u32 i;

	hrtimer_run_queues();
	for (i = 0; i < NR_BASES; i++) {
		if (time_after_eq(jiffies, READ_ONCE(base[i].next_expiry))) {
			raise_softirq(TIMER_SOFTIRQ);
			return;
		}
	}
}
