/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The periodic tick: see tick.h.
 *
 *	device --- IRQ_TIMER ---> tick_handle_periodic()
 *	                             tick_periodic()
 *	                                do_timer()           one CPU only
 *	                                update_process_times()
 *	                                   run_local_timers()  raise TIMER
 *	                                   scheduler_tick()
 */
#include "linux/tick.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/wheel.h"

/* Time goes on: @ticks jiffies more. */
static void do_timer(u64 ticks)
{
	jiffies += ticks;
}

/* What every CPU does in every tick, whatever it runs. */
static void update_process_times(void)
{
	run_local_timers();
	scheduler_tick();
}

/* Of all CPUs just one, tick_do_timer_cpu, advances jiffies. */
static void tick_periodic(u32 cpu)
{
	if (kernel()->tick_do_timer_cpu == cpu)
		do_timer(1);
	update_process_times();
}

void tick_handle_periodic(void)
{
	tick_periodic(smp_processor_id());
}

/* The device itself: interrupt, and again one period later.  A tick that finds
 * the previous one still pending is lost, as on real hardware. */
static notrace void tick_device_fire(struct device_event *event)
{
	struct machine *m = hot.machine;
	struct tick_device *device =
		container_of(event, struct tick_device, event);

	device->nr_ticks++;
	device_arm(m, event, event->at + device->period);
	machine_interrupt(m, &m->cpu[event->cpu], IRQ_TIMER);
}

notrace void tick_setup_periodic(struct machine *m, u32 cpu)
{
	struct kernel *k = m->kernel;
	struct tick_device *device = &k->percpu[cpu]->tick;

	device->period = tick_nsec(k->config.hz);
	device->running = true;
	device->event.cpu = cpu;
	device->event.fire = tick_device_fire;
	device_arm(m, &device->event, m->now + device->period);
}

bool tick_oneshot_mode_active(void)
{
	return false;
}

int tick_check_oneshot_change(bool allow_nohz)
{
	(void)allow_nohz;
	return 0;
}

int tick_init_highres(void)
{
	return -22;	/* EINVAL */
}

int tick_program_event(ktime_t expires, bool force)
{
	(void)expires;
	(void)force;
	return 0;
}

void tick_setup_sched_timer(bool hrtimer)
{
	(void)hrtimer;
}
