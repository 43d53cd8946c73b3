/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The preemption count: what kind of context a CPU is in (linux/preempt.h).
 *
 *	bits  0-7   preempt_disable() depth
 *	bits  8-15  softirq: served (SOFTIRQ_OFFSET) or disabled (twice that)
 *	bits 16-19  hardirq depth
 *
 * Zero means that the running task may be replaced at once.
 */
#ifndef LINUX_PREEMPT_H
#define LINUX_PREEMPT_H

#include "linux/kernel.h"

#define PREEMPT_OFFSET 1u
#define PREEMPT_MASK 0xffu
#define SOFTIRQ_OFFSET 0x100u
#define SOFTIRQ_MASK 0xff00u
#define SOFTIRQ_DISABLE_OFFSET (2 * SOFTIRQ_OFFSET)
#define HARDIRQ_OFFSET 0x10000u
#define HARDIRQ_MASK 0xf0000u

static inline notrace u32 preempt_count(void)
{
	return this_percpu()->preempt_count;
}

static inline notrace void preempt_count_add(u32 value)
{
	this_percpu()->preempt_count += value;
}

/* Say it, once. */
void preempt_underflow(void);

/* Nobody can give back more than was taken, nor leave a section without
 * preemption that he is not in (CONFIG_DEBUG_PREEMPT): the count stays. */
static inline notrace void preempt_count_sub(u32 value)
{
	u32 count = preempt_count();
	bool none = value < PREEMPT_MASK && !(count & PREEMPT_MASK);

	if (value <= count && !none)
		this_percpu()->preempt_count = count - value;
	else
		preempt_underflow();
}

static inline notrace bool in_hardirq(void)
{
	return preempt_count() & HARDIRQ_MASK;
}

static inline notrace bool in_serving_softirq(void)
{
	return preempt_count() & SOFTIRQ_OFFSET;
}

static inline notrace bool in_interrupt(void)
{
	return preempt_count() & (HARDIRQ_MASK | SOFTIRQ_MASK);
}

static inline notrace bool in_task(void)
{
	return !(preempt_count() & HARDIRQ_MASK) && !in_serving_softirq();
}

static inline notrace void preempt_disable(void)
{
	preempt_count_add(PREEMPT_OFFSET);
}

/* Leave a section without preemption; a task switch that became due inside
 * happens now.  Task context or nested; may switch tasks. */
void preempt_enable(void);

/* The same without the task switch. */
static inline notrace void preempt_enable_no_resched(void)
{
	preempt_count_sub(PREEMPT_OFFSET);
}

#define local_irq_enable() cpu_irq_enable()
#define local_irq_disable() cpu_irq_disable()
#define irqs_disabled() (!cpu_irqs_on())

static inline notrace bool local_irq_save(void)
{
	bool flags = cpu_irqs_on();

	cpu_irq_disable();
	return flags;
}

static inline notrace void local_irq_restore(bool flags)
{
	if (flags)
		cpu_irq_enable();
}

#endif
