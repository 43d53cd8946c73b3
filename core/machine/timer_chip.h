/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A timer chip: hardware that interrupts a CPU after so many counts, once or
 * again and again.
 *
 *	timer_chip_oneshot(counts)    ---- counts ----> interrupt
 *	timer_chip_periodic(counts)   ---- counts ----> interrupt ---- ...
 *
 * It counts at its own frequency.  A chip that fires while its last interrupt
 * is still pending on the CPU loses one: the line is a bit.  Faults: it fires
 * late or early by some time, and interrupts get lost on the way.
 */
#ifndef MACHINE_TIMER_CHIP_H
#define MACHINE_TIMER_CHIP_H

#include "machine/machine.h"

struct timer_chip {
	struct device_event event;	/* event.cpu: whom it interrupts */
	u64 hz;				/* how fast it counts */
	u64 due;			/* ns: when it should fire next */
	u64 period;			/* ns; 0: one shot */
	u64 nr_fired;
	u32 line;			/* its interrupt line */
	/* faults */
	u32 lose;			/* so many interrupts will be lost */
	s64 late;			/* ns by which it is late; or early */
	u64 nr_lost;
};

/* A chip that is switched off.  Host context, at boot. */
void timer_chip_init(struct timer_chip *chip, u64 hz, u32 line);

/* Fire @counts from now, once.  Any context, as all below. */
void timer_chip_oneshot(struct timer_chip *chip, u64 counts);

/* Fire every @ns from now on. */
void timer_chip_periodic(struct timer_chip *chip, u64 ns);

/* Switch it off; an interrupt that is pending stays so. */
void timer_chip_stop(struct timer_chip *chip);

/* From its next shot on, fire @ns too late; negative: too early. */
void timer_chip_set_late(struct timer_chip *chip, s64 ns);

#endif
