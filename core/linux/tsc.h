/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time stamp counter: the best clock source (arch/x86/kernel/tsc.c).
 *
 * Differs from Linux: its frequency is known and need not be calibrated; it is
 * the same on all CPUs and never declared unstable.
 */
#ifndef LINUX_TSC_H
#define LINUX_TSC_H

/* A frequency at which a count is a nanosecond. */
#define TSC_DEFAULT_HZ 1000000000u

/* Register it; at boot (device_initcall). */
void init_tsc_clocksource(void);

#endif
