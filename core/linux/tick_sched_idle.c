/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tick of an idle CPU: see tick_sched.h.
 */
#include "linux/tick_sched.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/timekeeping.h"
#include "linux/trace.h"
#include "linux/wheel.h"
#include "machine/strings.h"

static notrace ktime_t period(void)
{
	return (ktime_t)this_percpu()->tick.period;
}

/* --- idle time ---------------------------------------------------------- */

static void tick_nohz_start_idle(struct tick_sched *ts)
{
	write_seqcount_begin(&ts->idle_sleeptime_seq);
	ts->idle_entrytime = ktime_get();
	tick_sched_flag_set(ts, TS_FLAG_IDLE_ACTIVE);
	write_seqcount_end(&ts->idle_sleeptime_seq);
}

static void tick_nohz_stop_idle(struct tick_sched *ts, ktime_t now)
{
	write_seqcount_begin(&ts->idle_sleeptime_seq);
	ts->idle_sleeptime += now - ts->idle_entrytime;
	ts->idle_entrytime = now;
	tick_sched_flag_clear(ts, TS_FLAG_IDLE_ACTIVE);
	write_seqcount_end(&ts->idle_sleeptime_seq);
}

notrace void account_idle_ticks(u64 ticks)
{
	this_percpu()->tick_sched.idle_ticks += ticks;
}

/* Nobody counted the periods without a tick. */
static void tick_nohz_account_idle_time(struct tick_sched *ts, ktime_t now)
{
	u64 ticks;

	ts->idle_exittime = now;
	ticks = jiffies - ts->idle_jiffies;
	account_idle_ticks(ticks);
}

/* --- until when --------------------------------------------------------- */

/* jiffies, and the moment for which it is right. */
static u64 get_jiffies_update(u64 *basej)
{
	u64 basem;
	u32 seq;

	do {
		seq = read_seqcount_begin(&jiffies_seq);
		basem = (u64)last_jiffies_update;
		*basej = jiffies;
	} while (read_seqcount_retry(&jiffies_seq, seq));
	return basem;
}

static notrace bool local_timer_softirq_pending(void)
{
	return this_percpu()->softirq_pending & BIT(TIMER_SOFTIRQ);
}

/* The CPU that was the last to advance jiffies comes back before the clock
 * source overflows; the others need not. */
static u64 longest_sleep(const struct tick_sched *ts, u64 basemono)
{
	s32 tick_cpu = READ_ONCE(kernel()->tick_do_timer_cpu);
	u64 delta = timekeeping_max_deferment();

	if (tick_cpu != (s32)smp_processor_id() &&
	    (tick_cpu != TICK_DO_TIMER_NONE ||
	     !tick_sched_flag_test(ts, TS_FLAG_DO_TIMER_LAST)))
		return KTIME_MAX;
	if (delta < KTIME_MAX - basemono)
		return basemono + delta;
	return KTIME_MAX;
}

/* When must the CPU be awake again?  0: in a period from now, and the tick is
 * not stopped yet: then it is not worth while. */
static ktime_t tick_nohz_next_event(struct tick_sched *ts)
{
	u64 basejiff;
	u64 basemono;
	u64 next_tick;
	u64 expires;

	basemono = get_jiffies_update(&basejiff);
	ts->last_jiffies = basejiff;
	ts->timer_expires_base = basemono;
	if (local_timer_softirq_pending()) {
		next_tick = basemono + (u64)period();
	} else {
		next_tick = get_next_timer_interrupt(basejiff, basemono);
		ts->next_timer = next_tick;
	}
	if (next_tick - basemono <= (u64)period() &&
	    !tick_sched_flag_test(ts, TS_FLAG_STOPPED)) {
		ts->timer_expires = 0;
		return 0;
	}
	expires = longest_sleep(ts, basemono);
	if (expires > next_tick)
		expires = next_tick;
	ts->timer_expires = expires;
	return (ktime_t)expires;
}

/* --- stop ----------------------------------------------------------------- */

static notrace void trace_tick_stop(void)
{
	TRACE(tick_stop, 1, string_intern(hot.machine, "NONE", 4));
}

/* Who advances jiffies gives that up before it stops ticking. */
static void tick_give_up_do_timer(struct tick_sched *ts)
{
	s32 tick_cpu = READ_ONCE(kernel()->tick_do_timer_cpu);

	if (tick_cpu == (s32)smp_processor_id()) {
		/* mark: give-up-do-timer */
		WRITE_ONCE(kernel()->tick_do_timer_cpu, TICK_DO_TIMER_NONE);
		tick_sched_flag_set(ts, TS_FLAG_DO_TIMER_LAST);
	} else if (tick_cpu != TICK_DO_TIMER_NONE) {
		tick_sched_flag_clear(ts, TS_FLAG_DO_TIMER_LAST);
	}
}

/* Set the tick to @expires, KTIME_MAX: to never. */
static void tick_nohz_program(struct tick_sched *ts, ktime_t expires)
{
	bool highres = tick_sched_flag_test(ts, TS_FLAG_HIGHRES);

	ts->next_tick = expires;
	if (expires == KTIME_MAX) {
		if (highres)
			hrtimer_cancel(&ts->sched_timer);
		else
			tick_program_event(KTIME_MAX, true);
		return;
	}
	if (highres) {
		hrtimer_start(&ts->sched_timer, expires,
			      HRTIMER_MODE_ABS_PINNED_HARD);
	} else {
		hrtimer_set_expires(&ts->sched_timer, expires);
		tick_program_event(expires, true);
	}
}

/* From here on the wheels count as idle: whoever adds a timer to one of them
 * must wake this CPU.  It may be called again after each interrupt. */
static void tick_nohz_stop_tick(struct tick_sched *ts)
{
	u64 basemono = ts->timer_expires_base;
	bool timer_idle = tick_sched_flag_test(ts, TS_FLAG_STOPPED);
	u64 expires;

	ts->timer_expires_base = 0;
	expires = timer_base_try_to_set_idle(ts->last_jiffies, basemono,
					     &timer_idle);
	if (expires > ts->timer_expires)
		expires = ts->timer_expires;
	if (!timer_idle)
		return;
	tick_give_up_do_timer(ts);
	if (tick_sched_flag_test(ts, TS_FLAG_STOPPED) &&
	    (ktime_t)expires == ts->next_tick)
		return;
	if (!tick_sched_flag_test(ts, TS_FLAG_STOPPED)) {
		ts->last_tick = hrtimer_get_expires(&ts->sched_timer);
		/* mark: tick-stop */
		tick_sched_flag_set(ts, TS_FLAG_STOPPED);
		trace_tick_stop();
	}
	tick_nohz_program(ts, (ktime_t)expires);
}

static void tick_nohz_retain_tick(struct tick_sched *ts)
{
	ts->timer_expires_base = 0;
}

static bool can_stop_idle_tick(const struct tick_sched *ts)
{
	if (!tick_sched_flag_test(ts, TS_FLAG_NOHZ))
		return false;
	if (this_percpu()->rq.need_resched)
		return false;
	return !this_percpu()->softirq_pending;
}

void tick_nohz_idle_stop_tick(void)
{
	struct tick_sched *ts = &this_percpu()->tick_sched;
	bool was_stopped = tick_sched_flag_test(ts, TS_FLAG_STOPPED);
	ktime_t expires;
	bool can;

	can = can_stop_idle_tick(ts);
	if (!can)
		return;
	expires = tick_nohz_next_event(ts);
	ts->idle_calls++;
	if (expires <= 0) {
		tick_nohz_retain_tick(ts);
		return;
	}
	tick_nohz_stop_tick(ts);
	ts->idle_sleeps++;
	ts->idle_expires = expires;
	if (!was_stopped && tick_sched_flag_test(ts, TS_FLAG_STOPPED))
		ts->idle_jiffies = ts->last_jiffies;
}

/* --- start again -------------------------------------------------------- */

/* On the grid it was stopped on, at the first point that lies ahead. */
static void tick_nohz_restart(struct tick_sched *ts, ktime_t now)
{
	hrtimer_cancel(&ts->sched_timer);
	hrtimer_set_expires(&ts->sched_timer, ts->last_tick);
	hrtimer_forward(&ts->sched_timer, now, period());
	if (tick_sched_flag_test(ts, TS_FLAG_HIGHRES))
		hrtimer_start_expires(&ts->sched_timer,
				      HRTIMER_MODE_ABS_PINNED_HARD);
	else
		tick_program_event(hrtimer_get_expires(&ts->sched_timer), true);
	ts->next_tick = 0;
}

static void tick_nohz_restart_sched_tick(struct tick_sched *ts, ktime_t now)
{
	tick_do_update_jiffies64(now);
	timer_clear_idle();
	/* mark: tick-restart */
	tick_sched_flag_clear(ts, TS_FLAG_STOPPED);
	tick_nohz_restart(ts, now);
}

/* --- the idle loop -------------------------------------------------------- */

void tick_nohz_idle_enter(void)
{
	struct tick_sched *ts = &this_percpu()->tick_sched;

	local_irq_disable();
	tick_sched_flag_set(ts, TS_FLAG_INIDLE);
	tick_nohz_start_idle(ts);
	local_irq_enable();
}

void tick_nohz_idle_exit(void)
{
	struct tick_sched *ts = &this_percpu()->tick_sched;
	bool idle_active;
	bool tick_stopped;
	ktime_t now = 0;

	local_irq_disable();
	tick_sched_flag_clear(ts, TS_FLAG_INIDLE);
	idle_active = tick_sched_flag_test(ts, TS_FLAG_IDLE_ACTIVE);
	tick_stopped = tick_sched_flag_test(ts, TS_FLAG_STOPPED);
	if (idle_active || tick_stopped)
		now = ktime_get();
	if (idle_active)
		tick_nohz_stop_idle(ts, now);
	if (tick_stopped) {
		tick_nohz_restart_sched_tick(ts, now);
		tick_nohz_account_idle_time(ts, now);
	}
	local_irq_enable();
}

/* --- interrupts of an idle CPU ------------------------------------------- */

/* Handlers shall see the right jiffies, even if nobody has ticked. */
static void tick_nohz_update_jiffies(ktime_t now)
{
	this_percpu()->tick_sched.idle_waketime = now;
	tick_do_update_jiffies64(now);
}

void tick_irq_enter(void)
{
	struct tick_sched *ts = &this_percpu()->tick_sched;
	ktime_t now;

	if (!tick_sched_flag_test(ts, TS_FLAG_STOPPED | TS_FLAG_IDLE_ACTIVE))
		return;
	now = ktime_get();
	if (tick_sched_flag_test(ts, TS_FLAG_IDLE_ACTIVE))
		tick_nohz_stop_idle(ts, now);
	if (tick_sched_flag_test(ts, TS_FLAG_STOPPED))
		tick_nohz_update_jiffies(now);
}

void tick_irq_exit(void)
{
	struct tick_sched *ts = &this_percpu()->tick_sched;

	if (tick_sched_flag_test(ts, TS_FLAG_INIDLE))
		tick_nohz_start_idle(ts);
}

/* --- invariants ----------------------------------------------------------- */

static notrace const char *check_stopped(const struct percpu *p,
					 const struct kernel *k)
{
	const struct tick_sched *ts = &p->tick_sched;

	if (!tick_sched_flag_test(ts, TS_FLAG_STOPPED))
		return NULL;
	if (!tick_sched_flag_test(ts, TS_FLAG_NOHZ))
		return "tick: it is stopped, but must not be";
	if (p->rq.curr != p->rq.idle)
		return "tick: it is stopped while a task runs";
	if (k->tick_do_timer_cpu == (s32)p->cpu && p->preempt_count == 1 &&
	    hot.machine->cpu[p->cpu].state == CPU_HALTED)
		return "tick: who advances jiffies sleeps without a tick";
	return NULL;
}

/* With interrupts off, the CPU may be in the middle of a change. */
notrace const char *tick_sched_check(const struct machine *m, u32 cpu)
{
	const struct kernel *k = m->kernel;
	const struct percpu *p = k->percpu[cpu];
	const struct clock_event_device *dev = p->tick.evtdev;

	if (!dev || !m->cpu[cpu].irqs_on)
		return NULL;
	if (p->tick.mode == TICKDEV_MODE_ONESHOT &&
	    clockevent_state_periodic(dev))
		return "tick: the device is periodic in one-shot mode";
	if (dev->chip.event.queued && dev->chip.event.cpu != cpu)
		return "tick: the device interrupts another CPU";
	return check_stopped(p, k);
}
