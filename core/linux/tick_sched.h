/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tick as a timer, and its absence while a CPU is idle
 * (kernel/time/tick-sched.c of Linux 6.12).
 *
 * In one-shot mode nothing ticks by itself: tick_nohz_handler() is called at
 * the time of sched_timer, and moves that on by one period.  In high
 * resolution it is an hrtimer like others; with highres=off the tick device is
 * programmed for it directly.
 *
 *	busy              idle                                busy
 *	|   |   |   |   |   .   .   .   .   .   |   .   .  X   |   |
 *	                ^                       ^          ^
 *	     idle loop: next timer is     that timer;      a task is woken:
 *	     far away, tick stopped       idle again       tick on the old grid
 *
 * A CPU that has nothing to do asks when its first timer is due
 * (tick_nohz_next_event()) and sets the tick to that moment.  Meanwhile jiffies
 * does not move, unless another CPU ticks; it is caught up with when the CPU
 * is interrupted.  The CPU that advances jiffies gives that duty up when it
 * stops its tick: whoever ticks next takes it.
 *
 *	tick_nohz_idle_enter()        the idle loop begins
 *	   tick_nohz_idle_stop_tick()    before each halt
 *	      tick_nohz_next_event()
 *	      tick_nohz_stop_tick()
 *	   tick_irq_enter(), tick_irq_exit()   around each interrupt
 *	tick_nohz_idle_exit()         there is work
 *	   tick_nohz_restart_sched_tick()
 *
 * Invariants (tick_sched_check()): a tick that is stopped belongs to an idle
 * CPU; the CPU that advances jiffies has not stopped its tick; in one-shot mode
 * the device is programmed no later than for sched_timer.
 *
 * Differs from Linux: no full dynticks (NO_HZ_FULL) and so no dependencies
 * that keep the tick; no cpuidle governor, which would ask for the length of
 * the sleep first; RCU never needs the tick; no load average, and idle time is
 * never that of waiting for I/O.  When the first CPU switches to one-shot mode,
 * tick_next_period moves on by a period; Linux forgets to, and jiffies stands
 * still for one tick or jumps by two, once.
 */
#ifndef LINUX_TICK_SCHED_H
#define LINUX_TICK_SCHED_H

#include "linux/hrtimer.h"
#include "linux/ktime.h"
#include "linux/seqlock.h"
#include "machine/state.h"

#define TS_FLAG_INIDLE 0x01u		/* in the idle loop */
#define TS_FLAG_STOPPED 0x02u		/* the tick is stopped */
#define TS_FLAG_IDLE_ACTIVE 0x04u	/* idle, and in no interrupt */
#define TS_FLAG_DO_TIMER_LAST 0x08u	/* was the last to advance jiffies */
#define TS_FLAG_NOHZ 0x10u		/* may stop its tick */
#define TS_FLAG_HIGHRES 0x20u		/* sched_timer is an hrtimer */

struct tick_sched {
	u32 flags;			/* TS_FLAG_... */
	u32 stalled_jiffies;		/* ticks in which jiffies stood still */
	u64 last_tick_jiffies;		/* jiffies in the last tick */
	bool check_clocks;		/* one-shot mode may be possible now */
	bool got_idle_tick;		/* ticked since it became idle */
	struct hrtimer sched_timer;	/* the tick */
	ktime_t last_tick;		/* the grid on which it was stopped */
	ktime_t next_tick;		/* for when it was stopped */
	u64 idle_jiffies;		/* jiffies when it was stopped */
	ktime_t idle_waketime;		/* the last interrupt while idle */
	ktime_t idle_entrytime;		/* since when it is idle */
	u64 last_jiffies;		/* tick_nohz_next_event(): now, */
	u64 timer_expires_base;		/* ... the same in ns, 0: not asked, */
	u64 timer_expires;		/* ... and the answer, 0: keep ticking
					 */
	u64 next_timer;			/* the first timer of the wheels */
	ktime_t idle_expires;		/* for when it went to sleep */
	u64 idle_calls;			/* times it thought of stopping */
	u64 idle_sleeps;		/* ... and did */
	ktime_t idle_exittime;		/* when it was last busy again */
	ktime_t idle_sleeptime;		/* ns idle in all */
	u64 idle_ticks;			/* the same in ticks: /proc/stat */
	seqcount_t idle_sleeptime_seq;	/* guards idle_..time */
};

static inline notrace bool tick_sched_flag_test(const struct tick_sched *ts,
						u32 flag)
{
	return ts->flags & flag;
}

static inline notrace void tick_sched_flag_set(struct tick_sched *ts, u32 flag)
{
	ts->flags |= flag;
}

static inline notrace void tick_sched_flag_clear(struct tick_sched *ts,
						 u32 flag)
{
	ts->flags &= ~flag;
}

/* --- into one-shot mode ------------------------------------------------------
 */

/* Another clock source is in use, another tick device: may one-shot mode be
 * possible now, on all CPUs, on this one?  Their next ticks will see. */
void tick_clock_notify(void);
void tick_oneshot_notify(void);

/* In every tick: has the time come to switch this CPU to one-shot mode?  1:
 * yes, and the caller (hrtimer_run_queues()) is to switch to high resolution.
 * With @allow_nohz the switch is to low-resolution nohz, and is done here. */
int tick_check_oneshot_change(bool allow_nohz);

/* Start the tick's own timer, as an hrtimer (high resolution) or driven by
 * the device directly (@hrtimer false).  Interrupts are off. */
void tick_setup_sched_timer(bool hrtimer);

/* The tick in one-shot mode: the callback of sched_timer. */
enum hrtimer_restart tick_nohz_handler(struct hrtimer *timer);

/* --- the idle loop -----------------------------------------------------------
 */

/* This CPU begins and ends to idle; interrupts are on, and off for a moment. */
void tick_nohz_idle_enter(void);
void tick_nohz_idle_exit(void);

/* Stop the tick if the next timer is far enough away.  Before each halt, with
 * interrupts off. */
void tick_nohz_idle_stop_tick(void);

/* An interrupt of an idle CPU begins and ends. */
void tick_irq_enter(void);
void tick_irq_exit(void);

/* @ticks periods have passed in which this CPU was idle. */
void account_idle_ticks(u64 ticks);

/* Has any CPU begun to work tickless? */
bool tick_nohz_is_active(void);

/* --- inside ------------------------------------------------------------------
 * What the files called tick_sched*.c share. */

/* Advance jiffies to @now, if a period or more has passed. */
void tick_do_update_jiffies64(ktime_t now);

extern const struct state_type tick_sched_type;

/* NULL when all invariants of @cpu hold, else what is broken. */
const char *tick_sched_check(const struct machine *m, u32 cpu);

#endif
