/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tick as a timer: see tick_sched.h.
 *
 *	tick_check_oneshot_change()       in a periodic tick, once
 *	   tick_nohz_switch_to_nohz()     or: hrtimer_switch_to_hres()
 *	      tick_switch_to_oneshot()
 *	      tick_setup_sched_timer()
 *
 *	tick_nohz_handler()               in each tick from then on
 *	   tick_sched_do_timer()
 *	      tick_do_update_jiffies64()
 *	   tick_sched_handle()
 *	      update_process_times()
 *	   hrtimer_forward()
 */
#include "linux/tick_sched.h"

#include "linux/kernel.h"
#include "linux/timekeeping.h"

/* Ticks in which jiffies stands still before a CPU helps itself. */
#define MAX_STALLED_JIFFIES 5

static notrace ktime_t period(void)
{
	return (ktime_t)this_percpu()->tick.period;
}

/* --- jiffies ------------------------------------------------------------ */

/* The first look needs no lock.  Usually one period has passed; after a sleep
 * in which nobody ticked, many. */
void tick_do_update_jiffies64(ktime_t now)
{
	ktime_t delta;
	u64 ticks = 1;

	if (now < READ_ONCE(tick_next_period))
		return;
	raw_spin_lock(&jiffies_lock);
	if (now < tick_next_period) {
		raw_spin_unlock(&jiffies_lock);
		return;
	}
	write_seqcount_begin(&jiffies_seq);
	delta = now - tick_next_period;
	if (delta >= period())
		ticks += (u64)(delta / period());
	last_jiffies_update += (ktime_t)ticks * period();
	/* mark: update-jiffies */
	jiffies += ticks;
	tick_next_period = last_jiffies_update + period();
	write_seqcount_end(&jiffies_seq);
	raw_spin_unlock(&jiffies_lock);
	update_wall_time();
}

/* Where the grid lies on which all CPUs tick: at multiples of the period.  The
 * first CPU that switches lays it down.  What periodic mode calls the next
 * period is the one that has just begun. */
static ktime_t tick_init_jiffy_update(void)
{
	ktime_t start;
	ktime_t rem;

	raw_spin_lock(&jiffies_lock);
	write_seqcount_begin(&jiffies_seq);
	if (!last_jiffies_update) {
		rem = tick_next_period % period();
		if (rem)
			tick_next_period += period() - rem;
		last_jiffies_update = tick_next_period;
		tick_next_period += period();
	}
	start = last_jiffies_update;
	write_seqcount_end(&jiffies_seq);
	raw_spin_unlock(&jiffies_lock);
	return start;
}

/* --- each tick ---------------------------------------------------------- */

/* Nobody advances jiffies: then it is this CPU from now on. */
static void tick_sched_do_timer(struct tick_sched *ts, ktime_t now)
{
	s32 cpu = (s32)smp_processor_id();
	s32 tick_cpu = READ_ONCE(kernel()->tick_do_timer_cpu);

	if (tick_cpu == TICK_DO_TIMER_NONE) {
		/* mark: take-do-timer */
		WRITE_ONCE(kernel()->tick_do_timer_cpu, cpu);
		tick_cpu = cpu;
	}
	if (tick_cpu == cpu)
		tick_do_update_jiffies64(now);
	if (ts->last_tick_jiffies != jiffies) {
		ts->stalled_jiffies = 0;
		ts->last_tick_jiffies = READ_ONCE(jiffies);
	} else {
		ts->stalled_jiffies++;
		if (ts->stalled_jiffies == MAX_STALLED_JIFFIES) {
			tick_do_update_jiffies64(now);
			ts->stalled_jiffies = 0;
			ts->last_tick_jiffies = READ_ONCE(jiffies);
		}
	}
	if (tick_sched_flag_test(ts, TS_FLAG_INIDLE))
		ts->got_idle_tick = true;
}

/* A stopped tick that fires: whatever it was stopped for is over, and the idle
 * loop must look again. */
static void tick_sched_handle(struct tick_sched *ts)
{
	if (tick_sched_flag_test(ts, TS_FLAG_STOPPED)) {
		ts->idle_jiffies++;
		ts->next_tick = 0;
	}
	update_process_times();
}

/* While the tick is stopped, the idle loop says when it comes again. */
enum hrtimer_restart tick_nohz_handler(struct hrtimer *timer)
{
	struct tick_sched *ts =
		container_of(timer, struct tick_sched, sched_timer);
	ktime_t now;

	now = ktime_get();
	tick_sched_do_timer(ts, now);
	tick_sched_handle(ts);
	if (tick_sched_flag_test(ts, TS_FLAG_STOPPED))
		return HRTIMER_NORESTART;
	hrtimer_forward(timer, now, period());
	return HRTIMER_RESTART;
}

/* The device's handler without high resolution: there is nothing but the tick.
 */
static void tick_nohz_lowres_handler(struct clock_event_device *dev)
{
	struct tick_sched *ts = &this_percpu()->tick_sched;
	enum hrtimer_restart restart;

	dev->next_event = KTIME_MAX;
	restart = tick_nohz_handler(&ts->sched_timer);
	if (restart == HRTIMER_RESTART)
		tick_program_event(hrtimer_get_expires(&ts->sched_timer), true);
}

/* --- into one-shot mode ------------------------------------------------- */

notrace bool tick_nohz_is_active(void)
{
	return READ_ONCE(kernel()->tick_nohz_active);
}

static void tick_nohz_activate(struct tick_sched *ts)
{
	if (!kernel()->config.nohz)
		return;
	tick_sched_flag_set(ts, TS_FLAG_NOHZ);
	WRITE_ONCE(kernel()->tick_nohz_active, true);
}

/* With skew_tick=1 CPUs tick one after the other within half a period, so that
 * they do not all want jiffies_lock at once. */
static ktime_t tick_skew(void)
{
	u64 offset = this_percpu()->tick.period >> 1;

	if (!kernel()->config.skew_tick)
		return 0;
	offset /= kernel()->config.nr_cpus;
	return (ktime_t)(offset * smp_processor_id());
}

void tick_setup_sched_timer(bool hrtimer)
{
	struct tick_sched *ts = &this_percpu()->tick_sched;
	ktime_t start;

	hrtimer_init(&ts->sched_timer, CLOCK_MONOTONIC, HRTIMER_MODE_HARD);
	if (hrtimer) {
		tick_sched_flag_set(ts, TS_FLAG_HIGHRES);
		ts->sched_timer.function = tick_nohz_handler;
	}
	start = tick_init_jiffy_update();
	hrtimer_set_expires(&ts->sched_timer, start + tick_skew());
	hrtimer_forward_now(&ts->sched_timer, period());
	if (hrtimer)
		hrtimer_start_expires(&ts->sched_timer,
				      HRTIMER_MODE_ABS_PINNED_HARD);
	else
		tick_program_event(hrtimer_get_expires(&ts->sched_timer), true);
	tick_nohz_activate(ts);
}

static void tick_nohz_switch_to_nohz(void)
{
	int error;

	if (!kernel()->config.nohz)
		return;
	error = tick_switch_to_oneshot(tick_nohz_lowres_handler);
	if (error)
		return;
	tick_setup_sched_timer(false);
}

void tick_clock_notify(void)
{
	u32 cpu;

	for (cpu = 0; cpu < kernel()->config.nr_cpus; cpu++)
		percpu_of(cpu)->tick_sched.check_clocks = true;
}

void tick_oneshot_notify(void)
{
	this_percpu()->tick_sched.check_clocks = true;
}

/* Once something has changed, and unless it is done: clock source and device
 * must both be able. */
int tick_check_oneshot_change(bool allow_nohz)
{
	struct tick_sched *ts = &this_percpu()->tick_sched;
	bool valid;

	if (!ts->check_clocks)
		return 0;
	ts->check_clocks = false;
	if (tick_sched_flag_test(ts, TS_FLAG_NOHZ))
		return 0;
	valid = timekeeping_valid_for_hres();
	if (!valid || !tick_is_oneshot_available())
		return 0;
	if (!allow_nohz)
		return 1;
	tick_nohz_switch_to_nohz();
	return 0;
}
