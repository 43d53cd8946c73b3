/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faults: hardware and drivers that misbehave, so as to see what the kernel
 * makes of it.
 *
 *	device late, early	a timer fires at the wrong moment
 *	device lose		interrupts that never arrive
 *	clock ppm, jump		a counter that runs too fast, too slow, or jumps
 *	storm			a device that interrupts without end
 *	irqs_off		a driver that keeps interrupts off for too long
 *
 * The first three are hardware's (machine/timer_chip.h, machine/counter.h).
 * The storm is a device of its own: each of its interrupts may raise a softirq.
 * irqs_off is an interrupt handler that works for so long, as a driver would
 * that waits for its device.
 *
 * Differs from Linux: where hardware does this by itself.
 */
#ifndef LINUX_FAULTS_H
#define LINUX_FAULTS_H

#include "machine/machine.h"
#include "machine/state.h"

struct faults {
	struct device_event storm;	/* storm.cpu: whom it interrupts */
	u64 storm_every;		/* ns from interrupt to interrupt */
	u64 storm_until;		/* ns: its end */
	u32 storm_softirq;		/* vector + 1 that each raises, or 0 */
	u32 pad;
};

/* All of these: host context, when a command is applied. */

/* Interrupt @cpu every @every ns from now on, until @until; each time raise
 * softirq @vec (-1: none). */
void fault_storm(struct machine *m, u32 cpu, u64 every, u64 until, s32 vec);

/* Let @cpu work with interrupts off for @ns. */
void fault_irqs_off(struct machine *m, u32 cpu, u64 ns);

/* Everything works again. */
void faults_repair(struct machine *m);

/* The handlers of their interrupts, interrupts off. */
void storm_interrupt(void);
void slow_driver_interrupt(void);

extern const struct state_type faults_type;

#endif
