/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timer wheel: low-resolution timers in jiffies, cheap to arm and to
 * cancel (kernel/time/timer.c of Linux 6.12).
 *
 * A wheel is an array of buckets in 8 or 9 levels of 64.  A bucket of level n
 * stands for 8^n jiffies:
 *
 *	level 0 |0|1|2| ... |63|                    1 jiffy each
 *	level 1 |  0  |  1  |  2  | ... | 63  |     8 jiffies each
 *	level 2 |    0    |    1    | ... | 63  |   64 jiffies each
 *	...
 *	vectors[] idx = 64 * level + bucket;  pending_map has one bit per bucket
 *
 * The further away a timer, the coarser its level.  It stays in its bucket
 * until it expires or is removed: nothing ever cascades to a finer level.  The
 * price is lateness, since a bucket is run as a whole, after all its timers
 * are due:
 *
 *	asked for: expires                          runs: bucket_expiry
 *	-----|--------|----- 8^n jiffies -----|--------|------> jiffies
 *	              '-- up to 8^n too late --'
 *
 *	level     0      1       2      3       4  ...   distance from clk
 *	from      0     63     504   4032   32256        63 * 8^(n-1)
 *
 * Each CPU has three wheels.  LOCAL: timers that must run here (pinned).
 * GLOBAL: all others; when this CPU sleeps, another one may run them.  DEF:
 * deferrable timers, which never wake a CPU that sleeps.
 *
 * Each wheel has a clock of its own.  base->clk says how far buckets have been
 * run; it is moved forward when a timer is added, when a bucket is run and
 * when the CPU goes idle, but never past a bucket that still has to run.
 *
 * Invariants, whenever base->lock is free (wheel_check()):
 *	- a bit of pending_map is set exactly if its bucket is not empty;
 *	- each timer in a bucket knows it: flags say which base and which idx;
 *	- clk <= jiffies + 1, and no pending bucket lies before clk;
 *	- next_expiry is not later than the earliest pending bucket; it may be
 *	  earlier only while next_expiry_recalc is set;
 *	- a pending timer has a function.
 *
 * Differs from Linux:
 *	- HZ is chosen at boot, so the number of levels is a variable;
 *	- NO_HZ_FULL does not exist, and CPUs do not go offline;
 *	- the migration hierarchy is missing: nobody calls timer_expire_remote()
 *	  but `--verify`, which has recorded remote expiries to follow;
 *	- no PREEMPT_RT, lockdep, debugobjects or timer_list_callback tracing.
 */
#ifndef LINUX_WHEEL_H
#define LINUX_WHEEL_H

#include "lib/bitmap.h"
#include "lib/list.h"
#include "linux/spinlock.h"
#include "machine/state.h"

/* libc has a timer_delete() too (a system call's wrapper); ours must not take
 * its place in the program. */
#define timer_delete linux_timer_delete

#define LVL_CLK_SHIFT 3			/* a level is 8 times coarser */
#define LVL_CLK_DIV (1u << LVL_CLK_SHIFT)
#define LVL_CLK_MASK (LVL_CLK_DIV - 1)
#define LVL_BITS 6
#define LVL_SIZE (1u << LVL_BITS)	/* buckets in a level */
#define LVL_MASK (LVL_SIZE - 1)
#define LVL_OFFS(n) ((n) * LVL_SIZE)
#define LVL_SHIFT(n) ((n) * LVL_CLK_SHIFT)
#define LVL_GRAN(n) (1ull << LVL_SHIFT(n))
/* The smallest distance that belongs to level n >= 1. */
#define LVL_START(n) ((u64)(LVL_SIZE - 1) << LVL_SHIFT((n) - 1))
#define LVL_MAX_DEPTH 9
#define WHEEL_MAX_SIZE (LVL_SIZE * LVL_MAX_DEPTH)

/* Levels in use: the ninth only where a jiffy is short. */
#define LVL_DEPTH (HZ > 100 ? 9u : 8u)
/* A distance from here on is cut to WHEEL_TIMEOUT_MAX. */
#define WHEEL_TIMEOUT_CUTOFF LVL_START(LVL_DEPTH)
#define WHEEL_TIMEOUT_MAX (WHEEL_TIMEOUT_CUTOFF - LVL_GRAN(LVL_DEPTH - 1))
/* Where next_expiry of an empty wheel lies, seen from clk. */
#define NEXT_TIMER_MAX_DELTA ((1ull << 30) - 1)

/*
 * timer->flags
 *
 *	 31 .. 22    21      20       19       18       17 .. 0
 *	+--------+--------+--------+--------+---------+---------+
 *	|  idx   |IRQSAFE | PINNED |DEFERR. |MIGRATING|   CPU   |
 *	+--------+--------+--------+--------+---------+---------+
 *
 * PINNED and DEFERRABLE choose the wheel, CPU the CPU.  MIGRATING: the timer
 * is between two wheels, and nobody may take a lock by these flags.
 */
#define TIMER_CPUMASK 0x0003ffffu
#define TIMER_MIGRATING 0x00040000u
#define TIMER_BASEMASK (TIMER_CPUMASK | TIMER_MIGRATING)
#define TIMER_DEFERRABLE 0x00080000u
#define TIMER_PINNED 0x00100000u
#define TIMER_IRQSAFE 0x00200000u
#define TIMER_INIT_FLAGS (TIMER_DEFERRABLE | TIMER_PINNED | TIMER_IRQSAFE)
#define TIMER_TRACE_FLAGMASK (TIMER_MIGRATING | TIMER_INIT_FLAGS)
#define TIMER_ARRAYSHIFT 22
#define TIMER_ARRAYMASK 0xffc00000u

enum timer_base_index { BASE_LOCAL, BASE_GLOBAL, BASE_DEF, NR_BASES };

struct timer_list {
	/* guarded by the lock of the base that flags name */
	struct hlist_node entry;	/* in a bucket; pprev NULL: in none */
	u64 expires;			/* jiffies: as asked for */
	void (*function)(struct timer_list *timer);	/* NULL: shut down */
	u32 flags;			/* TIMER_..., CPU and bucket index */
	/* constant */
	u32 object;			/* serial: how traces name it */
};

/* A timer that a command created. */
struct ktimer {
	struct timer_list timer;
	u32 program;			/* body of its callback, 0: nop */
	u32 pad;
};

struct timer_base {
	raw_spinlock_t lock;
	/* guarded by lock */
	struct timer_list *running_timer;	/* its callback runs now */
	u64 clk;			/* jiffies: the wheel's own clock */
	u64 next_expiry;		/* jiffies; also read without lock */
	/* constant */
	u32 cpu;
	u32 index;			/* enum timer_base_index */
	/* guarded by lock */
	bool next_expiry_recalc;	/* next_expiry may be too early */
	bool is_idle;			/* the CPU went idle (LOCAL only) */
	bool timers_pending;		/* next_expiry belongs to a timer */
	u64 pending_map[BITS_TO_WORDS(WHEEL_MAX_SIZE)];
	struct hlist_head vectors[WHEEL_MAX_SIZE];
};

/* --- arming and cancelling ------------------------------------------------
 * All of these work in any context with any lock but base->lock held, unless
 * said otherwise.  Times are absolute, in jiffies. */

/* Prepare @timer, fresh or no longer in use, to call @function; @flags are
 * TIMER_DEFERRABLE, TIMER_PINNED, TIMER_IRQSAFE or 0.  It is not armed.
 * timer->object stays as it is.  Source: do_init_timer(). */
void timer_setup(struct timer_list *timer,
		 void (*function)(struct timer_list *timer), u32 flags);

/* Is the timer in a bucket?  Without lock only a hint. */
static inline notrace bool timer_pending(const struct timer_list *timer)
{
	return !hlist_unhashed(&timer->entry);
}

/* Arm a timer that is not pending to expire at timer->expires, on this CPU.
 * A pending one is refused with a warning. */
void add_timer(struct timer_list *timer);

/* The same on @cpu's wheel; the timer becomes pinned. */
void add_timer_on(struct timer_list *timer, u32 cpu);

/* add_timer() after making the timer pinned, or not pinned. */
void add_timer_local(struct timer_list *timer);
void add_timer_global(struct timer_list *timer);

/* Arm or move @timer to @expires, on this CPU.  Returns 1 if it was pending,
 * else 0; 0 and no effect for a timer that has been shut down. */
int mod_timer(struct timer_list *timer, u64 expires);

/* The same, but leave a timer alone that is not pending. */
int mod_timer_pending(struct timer_list *timer, u64 expires);

/* The same as mod_timer(), but never move a pending timer to later. */
int timer_reduce(struct timer_list *timer, u64 expires);

/* Disarm.  Returns 1 if the timer was pending, else 0.  Its callback may still
 * be running on another CPU afterwards, and may arm it again. */
int timer_delete(struct timer_list *timer);

/* The same unless the callback is running: then -1, and nothing is done. */
int try_to_del_timer_sync(struct timer_list *timer);

/* Disarm and wait until the callback has returned.  Returns 1 or 0 as
 * timer_delete().  Must not be called from the timer's own callback nor
 * holding a lock that it takes (deadlock), nor in a hardware interrupt unless
 * the timer is irqsafe. */
int timer_delete_sync(struct timer_list *timer);

/* Like timer_delete() and timer_delete_sync(); afterwards arming the timer has
 * no effect, silently, until it is set up again. */
int timer_shutdown(struct timer_list *timer);
int timer_shutdown_sync(struct timer_list *timer);

/* The names before 6.2. */
#define del_timer(timer) timer_delete(timer)
#define del_timer_sync(timer) timer_delete_sync(timer)

/* --- called by the kernel ---------------------------------------------------
 */

/* At boot: empty wheels for all CPUs, whose clocks stand at jiffies, and the
 * softirq. */
void init_timers(void);

/* In every tick, in hardware interrupt context: raise TIMER_SOFTIRQ if one of
 * this CPU's wheels has something to run. */
void run_local_timers(void);

/* The softirq's action: run the due buckets of this CPU's wheels. */
void run_timer_softirq(void);
void run_timer_base(u32 index);

/* Run the due buckets of @cpu's GLOBAL wheel on this CPU.  Softirq context. */
void timer_expire_remote(u32 cpu);

/* This CPU goes idle at @basej jiffies, which is @basem ns: bring LOCAL and
 * GLOBAL up to date and return when the first of their timers is due, in ns,
 * not before @basem; KTIME_MAX: never.  Without high resolution hrtimers count,
 * too.  timer_base_try_to_set_idle() also marks the CPU idle (*@idle) if the
 * wheels' first timer is more than a jiffy away, and asks nothing if it is
 * marked already.  Interrupts are off.  Source: __get_next_timer_interrupt().
 */
u64 get_next_timer_interrupt(u64 basej, u64 basem);
u64 timer_base_try_to_set_idle(u64 basej, u64 basem, bool *idle);

/* This CPU is no longer idle.  Interrupts are off. */
void timer_clear_idle(void);

/* --- inside -----------------------------------------------------------------
 * What the wheel's own files share; base->lock is held, interrupts are off. */

static inline notrace u32 timer_get_idx(const struct timer_list *timer)
{
	return timer->flags >> TIMER_ARRAYSHIFT;
}

/* The bucket for a timer due at @expires on a wheel at @clk; *bucket_expiry
 * becomes the time when it will be run.  No lock needed. */
u32 calc_wheel_index(u64 expires, u64 clk, u64 *bucket_expiry);

/* Lock the base that @timer belongs to, and return it. */
struct timer_base *lock_timer_base(struct timer_list *timer, bool *flags);

/* Move clk up to jiffies (to @basej) as far as pending buckets allow. */
void forward_timer_base(struct timer_base *base);
void __forward_timer_base(struct timer_base *base, u64 basej);

/* Take @timer out of its bucket, or out of the list it is expiring from. */
void detach_timer(struct timer_list *timer, bool clear_pending);
/* The same if it is pending (1, else 0), updating the bucket's bit. */
int detach_if_pending(struct timer_list *timer, struct timer_base *base,
		      bool clear_pending);

/* Set next_expiry by searching the pending buckets. */
void next_expiry_recalc(struct timer_base *base);

/* --- for readers ------------------------------------------------------------
 */

/* When bucket @idx of @base will be run, in jiffies, if it is not empty. */
u64 timer_bucket_expiry(const struct timer_base *base, u32 idx);

/* The base that the timer's flags name; NULL if they name none. */
const struct timer_base *timer_base_of(const struct timer_list *timer);

/* The timers of a bucket, next to expire first: the first for NULL, NULL at
 * the end, and where a link leads out of the machine's memory (a pending timer
 * was freed).  Host context, as everything below. */
const struct timer_list *timer_bucket_next(const struct hlist_head *bucket,
					   const struct timer_list *prev);

extern const struct state_type timer_type;
extern const struct state_type ktimer_type;
extern const struct state_type timer_base_type;

/* NULL when every invariant of every wheel holds, else what is broken.  Bases
 * whose lock is taken are being changed and are passed over. */
const char *wheel_check(struct machine *m);

#endif
