/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine's one global timer: counter and interrupt in one
 * (arch/x86/kernel/hpet.c).
 *
 * It is there first, and ticks for the first CPU until that has a local timer;
 * then it is the spare one.
 *
 * Differs from Linux: one channel, no legacy mode, no message interrupts.
 */
#ifndef LINUX_HPET_H
#define LINUX_HPET_H

/* As of most PCs. */
#define HPET_DEFAULT_HZ 14318180u
#define HPET_DEFAULT_RATING 50
/* Counts: less is refused by the device; less is not asked for; the most. */
#define HPET_MIN_CYCLES 128u
#define HPET_MIN_PROG_DELTA (HPET_MIN_CYCLES + (HPET_MIN_CYCLES >> 1))
#define HPET_MAX_DELTA 0x7fffffffu

/* Register it, as clock source and as clock event device.  At boot. */
void hpet_enable(void);

/* Its interrupt handler; interrupts are off. */
void hpet_interrupt(void);

#endif
