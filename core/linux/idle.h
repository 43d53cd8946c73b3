/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The idle loop: what runs on a CPU when no task wants it.
 *
 * Differs from Linux: no C-states, and so no cpuidle governor.
 */
#ifndef LINUX_IDLE_H
#define LINUX_IDLE_H

/* The idle task of a booted CPU; never returns. */
void cpu_startup_entry(void);

#endif
