/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers: timers with the precision of the clock, for those that will expire
 * (kernel/time/hrtimer.c of Linux 6.12).
 *
 * Each CPU has eight queues, one for each clock, twice.  A queue is a tree
 * sorted by expiry; its first timer is at hand without a search:
 *
 *	hrtimer_cpu_base            run in the interrupt       in the softirq
 *	   clock_base[]             0 MONOTONIC                4 MONOTONIC_SOFT
 *	   active_bases: a bit      1 REALTIME                 5 REALTIME_SOFT
 *	   for each that is         2 BOOTTIME                 6 BOOTTIME_SOFT
 *	   not empty                3 TAI                      7 TAI_SOFT
 *
 * The device that interrupts the CPU counts CLOCK_MONOTONIC only.  So every
 * base knows how far its clock is ahead of that one (offset), and the earliest
 * of all first timers, translated, is what the device is programmed for:
 *
 *	expires_next = min over active bases (first->expires - base->offset)
 *
 * A timer has two times: it may run from its soft expiry on, and the device is
 * programmed for the hard one, soft + slack.  In between it runs if some other
 * timer's interrupt happens to come: slack saves interrupts.
 *
 *	soft expiry            hard expiry
 *	----|----------------------|------------> the base's clock
 *	    '- any interrupt will  '- this one is made to come
 *	       do from here on
 *
 * In high-resolution mode the device calls hrtimer_interrupt().  Before that,
 * or with highres=off, the queues are run in every tick: hrtimer_run_queues().
 *
 * A timer's life: inactive -> enqueued -> (callback runs) -> inactive, or
 * enqueued again if the callback returns HRTIMER_RESTART.  While it runs,
 * base->running says so, and the timer does not move to another CPU.
 *
 * Invariants, whenever the lock is free (hrtimer_check()):
 *	- each tree is in order (rb_check()); a bit of active_bases is set
 *	  exactly if its tree is not empty;
 *	- a timer in a tree is enqueued, knows its base, has a function, and its
 *	  soft expiry is not after its hard one; soft timers are in soft bases;
 *	- no timer on CLOCK_MONOTONIC is to expire before expires_next (in high
 *	  resolution) or, if it is soft, before softirq_expires_next, unless
 *	  the interrupt or the softirq that will see to it is under way.
 *
 * Differs from Linux:
 *	- CPUs do not go offline, so no `online` flag and no timers that are
 *	  taken over;
 *	- no PREEMPT_RT (soft timers are only those that ask for it), lockdep,
 *	  debugobjects, CONFIG_TIME_LOW_RES;
 *	- clock_was_set_delayed() does not defer to a work queue;
 *	- hrtimer_setup(), of 6.13, is there already; its event is 6.12's.
 */
#ifndef LINUX_HRTIMER_H
#define LINUX_HRTIMER_H

#include "lib/timerqueue.h"
#include "linux/ktime.h"
#include "linux/spinlock.h"
#include "machine/state.h"

struct clock_event_device;
struct kernel;
struct machine;

/* How a time is meant, and where the timer runs; ABS and RELative are one
 * bit.  Soft timers run in HRTIMER_SOFTIRQ; HARD makes a difference with
 * PREEMPT_RT only, but is traced. */
enum hrtimer_mode {
	HRTIMER_MODE_ABS = 0x00,
	HRTIMER_MODE_REL = 0x01,
	HRTIMER_MODE_PINNED = 0x02,
	HRTIMER_MODE_SOFT = 0x04,
	HRTIMER_MODE_HARD = 0x08,
	HRTIMER_MODE_ABS_PINNED_HARD = HRTIMER_MODE_PINNED | HRTIMER_MODE_HARD,
};

/* What a callback returns. */
enum hrtimer_restart {
	HRTIMER_NORESTART,
	HRTIMER_RESTART,		/* queue me again, at my new expiry */
};

/* timer->state */
#define HRTIMER_STATE_INACTIVE 0
#define HRTIMER_STATE_ENQUEUED 1

struct hrtimer {
	/* guarded by base->cpu_base->lock */
	struct timerqueue_node node;	/* expires: the hard expiry */
	ktime_t _softexpires;
	enum hrtimer_restart (*function)(struct hrtimer *timer);
	struct hrtimer_clock_base *base;
	u8 state;			/* HRTIMER_STATE_..., also read
					 * without lock */
	/* constant */
	u8 is_soft;			/* 1: in the soft bases */
	u8 is_hard;			/* 1: HRTIMER_MODE_HARD */
	u32 object;			/* serial: how traces name it */
};

/* An hrtimer that a command created. */
struct khrtimer {
	struct hrtimer timer;
	u32 program;			/* body of its callback, 0: nop */
	u32 pad;
};

enum hrtimer_base_type {
	HRTIMER_BASE_MONOTONIC,
	HRTIMER_BASE_REALTIME,
	HRTIMER_BASE_BOOTTIME,
	HRTIMER_BASE_TAI,
	HRTIMER_BASE_MONOTONIC_SOFT,
	HRTIMER_BASE_REALTIME_SOFT,
	HRTIMER_BASE_BOOTTIME_SOFT,
	HRTIMER_BASE_TAI_SOFT,
	HRTIMER_MAX_CLOCK_BASES,
};
extern const char *const hrtimer_base_names[HRTIMER_MAX_CLOCK_BASES];

/* active_bases: those run in the interrupt, those run in the softirq. */
#define HRTIMER_ACTIVE_HARD ((1u << HRTIMER_BASE_MONOTONIC_SOFT) - 1)
#define HRTIMER_ACTIVE_SOFT \
	(HRTIMER_ACTIVE_HARD << HRTIMER_BASE_MONOTONIC_SOFT)
#define HRTIMER_ACTIVE_ALL (HRTIMER_ACTIVE_SOFT | HRTIMER_ACTIVE_HARD)

/* One queue of one CPU. */
struct hrtimer_clock_base {
	/* constant */
	struct hrtimer_cpu_base *cpu_base;
	u32 index;			/* enum hrtimer_base_type */
	s32 clockid;			/* CLOCK_... */
	ktime_t (*get_time)(void);
	/* guarded by cpu_base->lock */
	u32 seq;			/* see hrtimer_active() */
	struct hrtimer *running;	/* its callback runs now */
	struct timerqueue_head active;
	ktime_t offset;			/* the clock is so far ahead of
					 * CLOCK_MONOTONIC, as far as
					 * hrtimer_update_base() knows: 0
					 * until the first tick */
};

/* All queues of one CPU. */
struct hrtimer_cpu_base {
	raw_spinlock_t lock;
	/* constant */
	u32 cpu;
	/* guarded by lock */
	u32 active_bases;		/* a bit for each base not empty */
	u32 clock_was_set_seq;		/* of the offsets in the bases */
	bool hres_active;		/* high-resolution mode */
	bool in_hrtirq;			/* hrtimer_interrupt() runs */
	bool hang_detected;		/* ... and had to give up last time */
	bool softirq_activated;		/* the softirq is raised, or runs */
	u32 nr_events;			/* hrtimer interrupts so far */
	u32 nr_retries;			/* ... that had to look again */
	u32 nr_hangs;			/* ... three times, and gave up */
	u32 max_hang_time;		/* ns: the longest of those */
	ktime_t expires_next;		/* CLOCK_MONOTONIC: what the device is
					 * programmed for */
	struct hrtimer *next_timer;	/* ... and for whom; never followed */
	ktime_t softirq_expires_next;	/* the first soft timer */
	struct hrtimer *softirq_next_timer;
	struct hrtimer_clock_base clock_base[HRTIMER_MAX_CLOCK_BASES];
};

/* For clock_was_set(): the bases whose clocks are set with CLOCK_REALTIME, and
 * those that change when the machine was suspended. */
#define CLOCK_SET_WALL \
	(BIT(HRTIMER_BASE_REALTIME) | BIT(HRTIMER_BASE_REALTIME_SOFT) | \
	 BIT(HRTIMER_BASE_TAI) | BIT(HRTIMER_BASE_TAI_SOFT))
#define CLOCK_SET_BOOT \
	(BIT(HRTIMER_BASE_BOOTTIME) | BIT(HRTIMER_BASE_BOOTTIME_SOFT))

/* --- a timer's times ------------------------------------------------------ */

static inline notrace ktime_t hrtimer_get_expires(const struct hrtimer *timer)
{
	return timer->node.expires;
}

static inline notrace ktime_t
hrtimer_get_softexpires(const struct hrtimer *timer)
{
	return timer->_softexpires;
}

/* For a timer that is not queued: soft and hard expiry are the same. */
static inline notrace void hrtimer_set_expires(struct hrtimer *timer,
					       ktime_t time)
{
	timer->node.expires = time;
	timer->_softexpires = time;
}

/* The same with @delta ns between them. */
static inline notrace void hrtimer_set_expires_range_ns(struct hrtimer *timer,
							ktime_t time,
							u64 delta)
{
	timer->_softexpires = time;
	timer->node.expires = ktime_add_safe(time, (ktime_t)delta);
}

/* Move both @ns away. */
static inline notrace void hrtimer_add_expires(struct hrtimer *timer,
					       ktime_t ns)
{
	timer->node.expires = ktime_add_safe(timer->node.expires, ns);
	timer->_softexpires = ktime_add_safe(timer->_softexpires, ns);
}

/* --- setting up, arming, cancelling -----------------------------------------
 * In any context with any lock but the base's held, unless said otherwise. */

/* Prepare @timer, which is not active, for @clock_id (CLOCK_...) and @mode.
 * Its function has to be set then.  A relative timer on CLOCK_REALTIME becomes
 * one on CLOCK_MONOTONIC, for nobody who sets the clock shall change how long
 * it takes.  timer->object stays as it is. */
void hrtimer_init(struct hrtimer *timer, s32 clock_id, u32 mode);

/* The same with the function (Linux 6.13). */
void hrtimer_setup(struct hrtimer *timer,
		   enum hrtimer_restart (*function)(struct hrtimer *timer),
		   s32 clock_id, u32 mode);

/* Arm @timer, or move it: to @tim, or with HRTIMER_MODE_REL to @tim ns from
 * now, with @delta_ns of slack. */
void hrtimer_start_range_ns(struct hrtimer *timer, ktime_t tim, u64 delta_ns,
			    u32 mode);

static inline notrace void hrtimer_start(struct hrtimer *timer, ktime_t tim,
					 u32 mode)
{
	hrtimer_start_range_ns(timer, tim, 0, mode);
}

/* Arm @timer for the expiry that it has. */
static inline notrace void hrtimer_start_expires(struct hrtimer *timer,
						 u32 mode)
{
	ktime_t soft = hrtimer_get_softexpires(timer);
	ktime_t hard = hrtimer_get_expires(timer);

	hrtimer_start_range_ns(timer, soft, (u64)(hard - soft), mode);
}

static inline notrace void hrtimer_restart(struct hrtimer *timer)
{
	hrtimer_start_expires(timer, HRTIMER_MODE_ABS);
}

/* Disarm.  1: it was active, 0: it was not, -1: its callback runs, and nothing
 * was done. */
int hrtimer_try_to_cancel(struct hrtimer *timer);

/* Disarm, and wait until its callback has returned: 1 or 0.  Not from the
 * callback itself, nor with a lock held that it takes. */
int hrtimer_cancel(struct hrtimer *timer);

/* Is it queued, or does its callback run?  Without lock, and yet never wrongly
 * no. */
bool hrtimer_active(const struct hrtimer *timer);

static inline notrace bool hrtimer_is_queued(const struct hrtimer *timer)
{
	return READ_ONCE(timer->state) & HRTIMER_STATE_ENQUEUED;
}

/* Does its callback run?  base->cpu_base->lock is held. */
static inline notrace bool hrtimer_callback_running(const struct hrtimer *timer)
{
	return timer->base->running == timer;
}

/* Move the expiry of a timer that is not queued past @now, by the smallest
 * multiple of @interval.  Returns that multiple: how many periods have passed,
 * 0 if the expiry lies in the future and stays. */
u64 hrtimer_forward(struct hrtimer *timer, ktime_t now, ktime_t interval);

/* ... past the present. */
u64 hrtimer_forward_now(struct hrtimer *timer, ktime_t interval);

/* How long until it expires, in ns; negative if it should have. */
ktime_t hrtimer_get_remaining(struct hrtimer *timer);

/* --- called by the kernel ------------------------------------------------ */

/* What the data section holds of a CPU's bases, and of the base where a timer
 * is while it moves.  Host context, before boot. */
void hrtimer_cpu_base_data(struct hrtimer_cpu_base *cpu_base);
void hrtimer_migration_base_data(struct kernel *k);

/* At boot: the boot CPU's queues, and the softirq; CPU @cpu's, before it is
 * woken. */
void hrtimers_init(void);
void hrtimers_prepare_cpu(u32 cpu);

/* The device's handler in high-resolution mode.  Interrupts are off. */
void hrtimer_interrupt(struct clock_event_device *dev);

/* In every tick, in hardware interrupt context: run the queues unless the mode
 * is high resolution; and switch to it when possible. */
void hrtimer_run_queues(void);

/* The action of HRTIMER_SOFTIRQ. */
void hrtimer_run_softirq(void);

/* The clocks of @bases (CLOCK_SET_...) were set: all CPUs have to find out when
 * their timers are due now.  Task context. */
void clock_was_set(u32 bases);

/* The same from the timekeeper's own updates.  Interrupt context. */
void clock_was_set_delayed(void);

/* On a CPU that was told of it.  Interrupts are off. */
void retrigger_next_event(void);

/* When does the first timer of this CPU expire (CLOCK_MONOTONIC), KTIME_MAX:
 * never?  For an idle CPU's tick: hrtimer_get_next_event() only counts in low
 * resolution, the other one only in high resolution; it leaves @exclude out.
 */
ktime_t hrtimer_get_next_event(void);
ktime_t hrtimer_next_event_without(const struct hrtimer *exclude);

/* --- inside -----------------------------------------------------------------
 * What the files called hrtimer*.c share; cpu_base->lock is held, interrupts
 * are off. */

/* Lock the CPU that @timer belongs to, and return the timer's base. */
struct hrtimer_clock_base *lock_hrtimer_base(const struct hrtimer *timer,
					     bool *flags);
void unlock_hrtimer_base(const struct hrtimer *timer, bool *flags);

/* The base where @timer, which is not queued, is to be queued: another CPU's,
 * perhaps.  Its lock is held then instead of the one of @base. */
struct hrtimer_clock_base *
switch_hrtimer_base(struct hrtimer *timer, struct hrtimer_clock_base *base,
		    bool pinned);

/* Put a timer into its tree: true if it is the first there.  @was_armed is
 * traced only. */
bool enqueue_hrtimer(struct hrtimer *timer, struct hrtimer_clock_base *base,
		     u32 mode, bool was_armed);

/* Take a timer out of its tree.  With @reprogram the device is programmed for
 * the next one if it waited for this one. */
void __remove_hrtimer(struct hrtimer *timer, struct hrtimer_clock_base *base,
		      u8 newstate, bool reprogram);

/* The next of the bases that are set in *@active, whose bit is cleared; NULL
 * when none is left. */
static inline notrace struct hrtimer_clock_base *
__next_base(struct hrtimer_cpu_base *cpu_base, u32 *active)
{
	u32 idx = (u32)__builtin_ctz(*active | BIT(HRTIMER_MAX_CLOCK_BASES));

	*active &= ~BIT(idx);
	return idx < HRTIMER_MAX_CLOCK_BASES ? &cpu_base->clock_base[idx] :
					       NULL;
}
#define for_each_active_base(base, cpu_base, active) \
	for (base = __next_base(cpu_base, &(active)); base; \
	     base = __next_base(cpu_base, &(active)))

/* The first expiry among the bases of @active_mask (HRTIMER_ACTIVE_...), in
 * CLOCK_MONOTONIC.  Sets next_timer, softirq_next_timer. */
ktime_t __hrtimer_get_next_event(struct hrtimer_cpu_base *cpu_base,
				 u32 active_mask);
/* The same for all bases; softirq_expires_next too. */
ktime_t hrtimer_update_next_event(struct hrtimer_cpu_base *cpu_base);

/* Fetch the clocks' offsets if they were set; now, in CLOCK_MONOTONIC. */
ktime_t hrtimer_update_base(struct hrtimer_cpu_base *base);

/* Program this CPU's device anew: for whatever comes first; for @timer, just
 * queued, if it is the first. */
void hrtimer_force_reprogram(struct hrtimer_cpu_base *cpu_base,
			     bool skip_equal);
void hrtimer_reprogram(struct hrtimer *timer, bool reprogram);

/* Run what is due at @now in the bases of @active_mask.  @flags: whether
 * interrupts are on while callbacks run. */
void __hrtimer_run_queues(struct hrtimer_cpu_base *cpu_base, ktime_t now,
			  bool flags, u32 active_mask);

/* --- for readers (host context) ------------------------------------------ */

/* The timers of a base, next to expire first: the first for NULL, NULL at the
 * end.  Also while the tree is being changed. */
const struct hrtimer *hrtimer_next_in_base(const struct hrtimer_clock_base *,
					   const struct hrtimer *prev);

/* The base of @timer, NULL where it has none or it cannot be read. */
const struct hrtimer_clock_base *hrtimer_base_of(const struct hrtimer *timer);

extern const struct state_type hrtimer_type;
extern const struct state_type khrtimer_type;
extern const struct state_type hrtimer_clock_base_type;
extern const struct state_type hrtimer_cpu_base_type;

/* NULL when every invariant of every CPU's queues holds, else what is broken.
 * CPUs whose lock is taken are being changed and are passed over. */
const char *hrtimer_check(struct machine *m);

#endif
