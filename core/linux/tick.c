/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tick: see tick.h.
 *
 *	device --- IRQ_TIMER ---> local_apic_timer_interrupt()
 *	                          tick_handle_periodic()
 *	                             tick_periodic()
 *	                                do_timer()           one CPU only
 *	                                update_wall_time()   the same one
 *	                                update_process_times()
 *	                                   run_local_timers()  raise TIMER
 *	                                   scheduler_tick()
 */
#include "linux/tick.h"

#include "linux/cputime.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/posix_cpu_timers.h"
#include "linux/tick_sched.h"
#include "linux/timekeeping.h"
#include "linux/user.h"
#include "linux/wheel.h"

const char *const tick_device_mode_names[TICKDEV_MODE_NR] = {
	"periodic", "oneshot",
};

/* --- every tick --------------------------------------------------------- */

/* Time goes on: @ticks jiffies more. */
static void do_timer(u64 ticks)
{
	jiffies += ticks;
}

/* Idle or busy: /proc/stat counts it in ticks. */
static notrace void account_idle_tick(void)
{
	struct rq *rq = &this_percpu()->rq;

	if (rq->curr == rq->idle)
		account_idle_ticks(1);
}

void update_process_times(void)
{
	this_percpu()->tick.nr_ticks++;
	account_idle_tick();
	account_process_tick(user_mode_interrupted());
	run_local_timers();
	scheduler_tick();
	run_posix_cpu_timers();
}

/* Of all CPUs just one, tick_do_timer_cpu, advances jiffies. */
static void tick_periodic(u32 cpu)
{
	if (READ_ONCE(kernel()->tick_do_timer_cpu) == (s32)cpu) {
		raw_spin_lock(&jiffies_lock);
		write_seqcount_begin(&jiffies_seq);
		tick_next_period += this_percpu()->tick.period;
		do_timer(1);
		write_seqcount_end(&jiffies_seq);
		raw_spin_unlock(&jiffies_lock);
		update_wall_time();
	}
	update_process_times();
}

/* A device that cannot do periods is programmed for the next one.  If that has
 * passed already, a tick was missed: it is made up for at once, but only if
 * the clock does not itself depend on ticks, or this would never end. */
void tick_handle_periodic(struct clock_event_device *dev)
{
	u32 cpu = smp_processor_id();
	ktime_t next = dev->next_event;

	tick_periodic(cpu);
	if (dev->event_handler != tick_handle_periodic)
		return;
	if (!clockevent_state_oneshot(dev))
		return;
	for (;;) {
		next += this_percpu()->tick.period;
		if (!clockevents_program_event(dev, next, false))
			return;
		if (timekeeping_valid_for_hres())
			tick_periodic(cpu);
	}
}

/* --- a device for the tick ---------------------------------------------- */

/* Periodic if the device can, else programmed for one period after the other.
 */
static void tick_setup_periodic(struct clock_event_device *dev)
{
	ktime_t next;
	u32 seq;

	dev->event_handler = tick_handle_periodic;
	if (dev->features & CLOCK_EVT_FEAT_PERIODIC) {
		clockevents_switch_state(dev, CLOCK_EVT_STATE_PERIODIC);
		return;
	}
	do {
		seq = read_seqcount_begin(&jiffies_seq);
		next = tick_next_period;
	} while (read_seqcount_retry(&jiffies_seq, seq));
	clockevents_switch_state(dev, CLOCK_EVT_STATE_ONESHOT);
	while (clockevents_program_event(dev, next, false))
		next += this_percpu()->tick.period;
}

/* The first device of the first CPU makes that CPU the one that advances
 * jiffies.  A better device takes over what the last one was doing. */
static void tick_setup_device(struct tick_device *td,
			      struct clock_event_device *newdev, u32 cpu)
{
	void (*handler)(struct clock_event_device *dev) = NULL;
	ktime_t next_event = 0;

	if (!td->evtdev) {
		if (kernel()->tick_do_timer_cpu == TICK_DO_TIMER_BOOT) {
			kernel()->tick_do_timer_cpu = (s32)cpu;
			tick_next_period = ktime_get();
		}
		td->mode = TICKDEV_MODE_PERIODIC;
	} else {
		handler = td->evtdev->event_handler;
		next_event = td->evtdev->next_event;
		td->evtdev->event_handler = clockevents_handle_noop;
	}
	td->evtdev = newdev;
	newdev->chip.event.cpu = cpu;
	if (td->mode == TICKDEV_MODE_PERIODIC)
		tick_setup_periodic(newdev);
	else
		tick_setup_oneshot(newdev, handler, next_event);
}

/* Can @newdev serve this CPU, and must it not?  One that could serve any CPU
 * shall not take the place of the CPU's own. */
static notrace bool tick_check_percpu(const struct clock_event_device *curdev,
				      const struct clock_event_device *newdev,
				      u32 cpu)
{
	if (newdev->cpu == (s32)cpu)
		return true;
	if (newdev->cpu >= 0)
		return false;
	return !curdev || curdev->cpu != (s32)cpu;
}

/* One-shot mode counts more than rating. */
static bool tick_check_preferred(const struct clock_event_device *curdev,
				 const struct clock_event_device *newdev)
{
	if (!(newdev->features & CLOCK_EVT_FEAT_ONESHOT)) {
		if (curdev && curdev->features & CLOCK_EVT_FEAT_ONESHOT)
			return false;
		if (tick_oneshot_mode_active())
			return false;
	}
	return !curdev || newdev->rating > curdev->rating ||
	       newdev->cpu != curdev->cpu;
}

static bool tick_check_replacement(const struct clock_event_device *curdev,
				   const struct clock_event_device *newdev)
{
	if (!tick_check_percpu(curdev, newdev, smp_processor_id()))
		return false;
	return tick_check_preferred(curdev, newdev);
}

/* A device that ticks for nobody may still do so when deep sleep stops the
 * others. */
static void tick_install_broadcast_device(struct clock_event_device *dev)
{
	struct clock_event_device *cur = kernel()->clockevents.broadcast;

	if (dev->cpu >= 0 || dev->features & CLOCK_EVT_FEAT_C3STOP)
		return;
	if (cur && cur->rating >= dev->rating)
		return;
	clockevents_shutdown(dev);
	kernel()->clockevents.broadcast = dev;
}

void tick_check_new_device(struct clock_event_device *newdev)
{
	u32 cpu = smp_processor_id();
	struct tick_device *td = &this_percpu()->tick;
	struct clock_event_device *curdev = td->evtdev;

	/* mark: check-new-device */
	if (!tick_check_replacement(curdev, newdev)) {
		tick_install_broadcast_device(newdev);
		return;
	}
	if (newdev == kernel()->clockevents.broadcast)
		kernel()->clockevents.broadcast = NULL;
	clockevents_exchange_device(curdev, newdev);
	tick_setup_device(td, newdev, cpu);
	if (newdev->features & CLOCK_EVT_FEAT_ONESHOT)
		tick_oneshot_notify();
}
