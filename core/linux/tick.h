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

#include "machine/machine.h"
#include "machine/state.h"

/* Interrupt lines of the simulated machine. */
enum irq_line {
	IRQ_RESCHEDULE,			/* IPI: call schedule() */
	IRQ_TIMER,			/* the local tick device */
	IRQ_CONSOLE,			/* a command was typed for this CPU */
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

extern const struct state_type tick_device_type;

#endif
