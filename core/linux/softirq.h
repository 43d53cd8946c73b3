/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Softirqs: work that an interrupt leaves for a moment later, run with
 * interrupts on when the interrupt returns (kernel/softirq.c).
 *
 * When they come too thick, a task takes over: ksoftirqd, one for each CPU.
 *
 * Differs from Linux: only the vectors that this model's subsystems raise are
 * opened; there are no tasklets; ksoftirqd, once woken, runs first, as every
 * task here that was asleep.
 */
#ifndef LINUX_SOFTIRQ_H
#define LINUX_SOFTIRQ_H

#include "machine/types.h"

enum softirq_vec {
	HI_SOFTIRQ,
	TIMER_SOFTIRQ,
	NET_TX_SOFTIRQ,
	NET_RX_SOFTIRQ,
	BLOCK_SOFTIRQ,
	IRQ_POLL_SOFTIRQ,
	TASKLET_SOFTIRQ,
	SCHED_SOFTIRQ,
	HRTIMER_SOFTIRQ,
	RCU_SOFTIRQ,
	NR_SOFTIRQS,
};
extern const char *const softirq_names[NR_SOFTIRQS];

/* At boot: @action is what the vector @nr does.  One without is acknowledged,
 * and does nothing. */
void open_softirq(u32 nr, void (*action)(void));

/* Mark @vec pending on this CPU; interrupts are off. */
void raise_softirq_irqoff(u32 vec);

/* The same from anywhere on this CPU. */
void raise_softirq(u32 vec);

/* What the task ksoftirqd/N does, forever. */
struct task;
void ksoftirqd_fn(struct task *task);

/* Enter and leave hardware interrupt context; leaving runs softirqs. */
void irq_enter(void);
void irq_exit(void);

/* Keep softirqs away from this CPU; enabling runs what became pending. */
void local_bh_disable(void);
void local_bh_enable(void);

#endif
