/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Softirqs: work that an interrupt leaves for a moment later, run with
 * interrupts on when the interrupt returns (kernel/softirq.c).
 *
 * Differs from Linux: only the vectors that this model's subsystems raise have
 * an action; what is left after MAX_SOFTIRQ_RESTART rounds waits for the next
 * interrupt, for ksoftirqd is not modelled.
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

/* Mark @vec pending on this CPU; interrupts are off. */
void raise_softirq_irqoff(u32 vec);
/* The same from anywhere on this CPU. */
void raise_softirq(u32 vec);

/* Enter and leave hardware interrupt context; leaving runs softirqs. */
void irq_enter(void);
void irq_exit(void);

/* Keep softirqs away from this CPU; enabling runs what became pending. */
void local_bh_disable(void);
void local_bh_enable(void);

#endif
