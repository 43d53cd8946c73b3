/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers: setting them up, the way to their base, and from base to base.
 *
 * Read hrtimer.h first.
 *
 *	hrtimer.c		setting up, bases, moving to another CPU
 *	hrtimer_start.c		arming, cancelling, forwarding
 *	hrtimer_reprogram.c	what is next, and telling the device
 *	hrtimer_interrupt.c	running what is due
 *	hrtimer_clock.c		when a clock has been set
 *	hrtimer_sleeper.c	sleeping with an hrtimer
 *	hrtimer_check.c		for readers
 */
#include "linux/hrtimer.h"

#include "linux/hrtimer_trace.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/timekeeping.h"

/* --- whose lock --------------------------------------------------------- */

/* Where a timer is while it moves from base to base.  Nobody locks it: whoever
 * meets it looks again.  It has a cpu_base, so that anybody can ask whether the
 * callback is running. */
static notrace struct hrtimer_clock_base *migration_base(void)
{
	return &kernel()->migration_cpu_base.clock_base[0];
}

/* The base may change until its lock is held, for another CPU may be moving
 * the timer: so read the base, lock it, and look again. */
struct hrtimer_clock_base *lock_hrtimer_base(const struct hrtimer *timer,
					     bool *flags)
{
	struct hrtimer_clock_base *base;

	for (;;) {
		base = READ_ONCE(timer->base);
		if (base != migration_base()) {
			raw_spin_lock_irqsave(&base->cpu_base->lock, *flags);
			if (base == timer->base)
				return base;
			raw_spin_unlock_irqrestore(&base->cpu_base->lock,
						   *flags);
		}
		/* mark: lock-hrtimer-base-retry */
		cpu_relax();
	}
}

void unlock_hrtimer_base(const struct hrtimer *timer, bool *flags)
{
	raw_spin_unlock_irqrestore(&timer->base->cpu_base->lock, *flags);
}

/* --- which CPU ---------------------------------------------------------- */

static notrace bool idle_cpu(u32 cpu)
{
	const struct rq *rq = &percpu_of(cpu)->rq;

	return rq->curr == rq->idle && !rq->nr_running;
}

/* A busy CPU is interrupted anyway: this one, else the first other one that is
 * not idle.  Without one, the timer stays.  Source: kernel/sched/core.c. */
static u32 get_nohz_timer_target(void)
{
	u32 this_cpu = smp_processor_id();
	u32 cpu;

	if (!idle_cpu(this_cpu))
		return this_cpu;
	for (cpu = 0; cpu < kernel()->config.nr_cpus; cpu++) {
		if (cpu != this_cpu && !idle_cpu(cpu))
			return cpu;
	}
	return this_cpu;
}

/* Only where idle CPUs stop their ticks is it worth while to keep timers away
 * from them. */
static notrace bool timers_migration_enabled(void)
{
	return kernel()->config.nohz && kernel()->tick_nohz_active;
}

static struct hrtimer_cpu_base *get_target_base(struct hrtimer_cpu_base *base,
						bool pinned)
{
	u32 cpu;

	if (pinned || !timers_migration_enabled())
		return base;
	cpu = get_nohz_timer_target();
	return &percpu_of(cpu)->hrtimer_bases;
}

/* Only a CPU can program its own device.  So a timer that would be the first
 * to expire on another CPU does not go there.  The target's lock is held. */
static bool hrtimer_suitable_target(struct hrtimer *timer,
				    struct hrtimer_clock_base *new_base)
{
	struct hrtimer_cpu_base *new_cpu_base = new_base->cpu_base;
	ktime_t expires;

	if (new_cpu_base == &this_percpu()->hrtimer_bases)
		return true;
	expires = hrtimer_get_expires(timer) - new_base->offset;
	return expires >= new_cpu_base->expires_next;
}

/* Hand @timer over from @base, whose lock is held, to @new_base, which is
 * locked instead.  In between the timer belongs to nobody. */
static void hand_over(struct hrtimer *timer, struct hrtimer_clock_base *base,
		      struct hrtimer_clock_base *new_base)
{
	WRITE_ONCE(timer->base, migration_base());
	raw_spin_unlock(&base->cpu_base->lock);
	/* mark: hrtimer-migrating */
	raw_spin_lock(&new_base->cpu_base->lock);
}

/* A timer goes to the CPU that arms it, or to a busy one; not while its
 * callback runs, for then its old base says so, and hrtimer_cancel() would
 * look in vain at the new one.  A target that turns out to be unsuitable is
 * given up for this CPU. */
struct hrtimer_clock_base *
switch_hrtimer_base(struct hrtimer *timer, struct hrtimer_clock_base *base,
		    bool pinned)
{
	struct hrtimer_cpu_base *this_cpu_base = &this_percpu()->hrtimer_bases;
	struct hrtimer_cpu_base *target;
	struct hrtimer_clock_base *new_base;

	target = get_target_base(this_cpu_base, pinned);
	for (;;) {
		new_base = &target->clock_base[base->index];
		if (base != new_base) {
			if (hrtimer_callback_running(timer))
				return base;
			hand_over(timer, base, new_base);
		}
		if (hrtimer_suitable_target(timer, new_base)) {
			WRITE_ONCE(timer->base, new_base);
			return new_base;
		}
		target = this_cpu_base;
		if (base != new_base) {
			raw_spin_unlock(&new_base->cpu_base->lock);
			raw_spin_lock(&base->cpu_base->lock);
			WRITE_ONCE(timer->base, base);
		}
	}
}

/* --- setting up --------------------------------------------------------- */

/* What stands for a clock that has no base. */
static notrace u32 hrtimer_clockid_to_base(s32 clock_id)
{
	switch (clock_id) {
	case CLOCK_REALTIME:
		return HRTIMER_BASE_REALTIME;
	case CLOCK_BOOTTIME:
		return HRTIMER_BASE_BOOTTIME;
	case CLOCK_TAI:
		return HRTIMER_BASE_TAI;
	case CLOCK_MONOTONIC:
		return HRTIMER_BASE_MONOTONIC;
	default:
		printk("Invalid clockid. Using MONOTONIC");
		return HRTIMER_BASE_MONOTONIC;
	}
}

/* The timer belongs to this CPU until it is armed.  What happens to one that
 * is still queued is the caller's fault: its tree goes on pointing to it. */
static void __hrtimer_init(struct hrtimer *timer, s32 clock_id, u32 mode)
{
	struct hrtimer_cpu_base *cpu_base = &this_percpu()->hrtimer_bases;
	bool softtimer = mode & HRTIMER_MODE_SOFT;
	u32 base = softtimer ? HRTIMER_BASE_MONOTONIC_SOFT : 0;

	*timer = (struct hrtimer){ .object = timer->object };
	if (clock_id == CLOCK_REALTIME && mode & HRTIMER_MODE_REL)
		clock_id = CLOCK_MONOTONIC;
	base += hrtimer_clockid_to_base(clock_id);
	timer->is_soft = softtimer;
	timer->is_hard = !!(mode & HRTIMER_MODE_HARD);
	timer->base = &cpu_base->clock_base[base];
	timerqueue_init(&timer->node);
}

void hrtimer_init(struct hrtimer *timer, s32 clock_id, u32 mode)
{
	trace_hrtimer_init(timer, clock_id, mode);
	__hrtimer_init(timer, clock_id, mode);
}

void hrtimer_setup(struct hrtimer *timer,
		   enum hrtimer_restart (*function)(struct hrtimer *timer),
		   s32 clock_id, u32 mode)
{
	hrtimer_init(timer, clock_id, mode);
	timer->function = function;
}

/* --- boot --------------------------------------------------------------- */

static const struct {
	s32 clockid;
	ktime_t (*get_time)(void);
} clocks[HRTIMER_BASE_MONOTONIC_SOFT] = {
	[HRTIMER_BASE_MONOTONIC] = { CLOCK_MONOTONIC, ktime_get },
	[HRTIMER_BASE_REALTIME] = { CLOCK_REALTIME, ktime_get_real },
	[HRTIMER_BASE_BOOTTIME] = { CLOCK_BOOTTIME, ktime_get_boottime },
	[HRTIMER_BASE_TAI] = { CLOCK_TAI, ktime_get_clocktai },
};

notrace void hrtimer_cpu_base_data(struct hrtimer_cpu_base *cpu_base)
{
	struct hrtimer_clock_base *base;
	u32 i;

	raw_spin_lock_init(&cpu_base->lock);
	for (i = 0; i < HRTIMER_MAX_CLOCK_BASES; i++) {
		base = &cpu_base->clock_base[i];
		base->index = i;
		base->clockid = clocks[i % ARRAY_SIZE(clocks)].clockid;
		base->get_time = clocks[i % ARRAY_SIZE(clocks)].get_time;
	}
}

notrace void hrtimer_migration_base_data(struct kernel *k)
{
	struct hrtimer_cpu_base *cpu_base = &k->migration_cpu_base;

	hrtimer_cpu_base_data(cpu_base);
	cpu_base->clock_base[0].cpu_base = cpu_base;
}

/* Trees without timers, and nothing to come.  The offsets of the clocks are
 * not known yet: the first tick fetches them (hrtimer_update_base()). */
void hrtimers_prepare_cpu(u32 cpu)
{
	struct hrtimer_cpu_base *cpu_base = &percpu_of(cpu)->hrtimer_bases;
	struct hrtimer_clock_base *base;
	u32 i;

	for (i = 0; i < HRTIMER_MAX_CLOCK_BASES; i++) {
		base = &cpu_base->clock_base[i];
		base->cpu_base = cpu_base;
		timerqueue_init_head(&base->active);
	}
	cpu_base->cpu = cpu;
	cpu_base->active_bases = 0;
	cpu_base->hres_active = false;
	cpu_base->hang_detected = false;
	cpu_base->next_timer = NULL;
	cpu_base->softirq_next_timer = NULL;
	cpu_base->expires_next = KTIME_MAX;
	cpu_base->softirq_expires_next = KTIME_MAX;
}

/* The other CPUs' follow when they are brought up. */
void hrtimers_init(void)
{
	hrtimers_prepare_cpu(smp_processor_id());
	open_softirq(HRTIMER_SOFTIRQ, hrtimer_run_softirq);
}
