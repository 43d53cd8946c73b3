/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The local timer: each CPU has one of its own
 * (arch/x86/kernel/apic/apic.c).
 *
 * Differs from Linux: its frequency is known and need not be calibrated; it
 * can do both what the periodic mode and what the deadline mode of an APIC
 * can: a period, and moments that lie hours away; it goes on in deep sleep
 * even where it says that it does not (C3STOP), for the machine knows none.
 */
#ifndef LINUX_LAPIC_H
#define LINUX_LAPIC_H

/* A frequency at which a count is a nanosecond. */
#define LAPIC_DEFAULT_HZ 1000000000u
#define LAPIC_DEFAULT_RATING 100
#define LAPIC_DEFAULT_MIN_DELTA 0xfu
#define LAPIC_DEFAULT_MAX_DELTA 0x7fffffffffffffffull

/* Register this CPU's.  At boot: the first CPU's, the others'. */
void setup_boot_APIC_clock(void);
void setup_secondary_APIC_clock(void);

/* Its interrupt handler; interrupts are off. */
void local_apic_timer_interrupt(void);

#endif
