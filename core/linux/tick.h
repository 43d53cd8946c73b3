/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The periodic tick: a device per CPU interrupts HZ times a second, one CPU
 * advances jiffies, each looks after its own timers and time slice
 * (kernel/time/tick-common.c, timekeeping.c do_timer()).
 *
 * Differs from Linux: the device is always periodic here; one-shot mode, high
 * resolution and tickless idle are not modelled yet.
 */
#ifndef LINUX_TICK_H
#define LINUX_TICK_H

#include "linux/clockevents.h"
#include "linux/ktime.h"
#include "machine/machine.h"
#include "machine/state.h"

/* Interrupt lines of the simulated machine. */
enum irq_line {
	IRQ_RESCHEDULE,			/* IPI: call schedule() */
	IRQ_TIMER,			/* the local tick device */
	IRQ_CONSOLE,			/* a command was typed for this CPU */
	IRQ_CALL_FUNCTION,		/* IPI: see call_function_pending */
	NR_IRQ_LINES,
};

struct tick_device {
	struct device_event event;
	u64 period;			/* ns */
	u64 nr_ticks;
	bool running;
};

/* Start the periodic tick of @cpu; the first comes one period from now, all
 * lie on multiples of the period.  Host context, at boot. */
void tick_setup_periodic(struct machine *m, u32 cpu);

/* The tick's interrupt handler; interrupts are off. */
void tick_handle_periodic(void);

/* --- one-shot mode -------------------------------------------------------- */

/* Program this CPU's tick device for @expires (CLOCK_MONOTONIC, ns; KTIME_MAX
 * stops it).  As clockevents_program_event().  Interrupts are off. */
int tick_program_event(ktime_t expires, bool force);

/* Switch this CPU's tick device to one-shot mode, with hrtimer_interrupt() as
 * its handler.  0 or -EINVAL.  Interrupts are off. */
int tick_init_highres(void);

/* In every tick: has the time come to switch this CPU to one-shot mode?  1:
 * yes, and the caller (hrtimer_run_queues()) is to switch to high resolution.
 * With @allow_nohz the switch is to low-resolution nohz, and is done here. */
int tick_check_oneshot_change(bool allow_nohz);

/* Does this CPU's tick device run in one-shot mode? */
bool tick_oneshot_mode_active(void);

/* Start the tick's own timer, as an hrtimer (high resolution) or driven by
 * the device directly (@hrtimer false).  Interrupts are off. */
void tick_setup_sched_timer(bool hrtimer);

extern const struct state_type tick_device_type;

#endif
