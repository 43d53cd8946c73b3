/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The way into the kernel for every hardware interrupt.
 *
 * Differs from Linux: fixed lines, no interrupt controller to
 * acknowledge, no threaded handlers.
 */
#ifndef LINUX_IRQ_H
#define LINUX_IRQ_H

#include "machine/machine.h"

/* At boot: give the lines their names. */
void irq_init(struct machine *m);

/* Called by the hardware with interrupts off, on the interrupted stack. */
void do_IRQ(u32 line);

#endif
