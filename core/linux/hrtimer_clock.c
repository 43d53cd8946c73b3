/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers: when a clock has been set.
 *
 *	CLOCK_REALTIME --|-------------|-----|----> a timer for 12:00
 *	                9:00         11:55   12:00
 *	                  \ set ahead /
 *
 * A timer in a REALTIME base keeps its expiry; what changes is the base's
 * offset to CLOCK_MONOTONIC, and with it the moment for which the device must
 * be programmed.  The offsets lie in the bases of each CPU.  They are brought
 * up to date here, and whenever queues are run.
 */
#include "linux/hrtimer.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/tick.h"
#include "linux/timerfd.h"
#include "linux/trace.h"

/* In low resolution, with ticks that never stop, the next tick will do. */
static notrace bool next_tick_will_do(const struct hrtimer_cpu_base *cpu_base)
{
	return !cpu_base->hres_active && !kernel()->tick_nohz_active;
}

void retrigger_next_event(void)
{
	struct hrtimer_cpu_base *base = &this_percpu()->hrtimer_bases;

	if (next_tick_will_do(base))
		return;
	raw_spin_lock(&base->lock);
	hrtimer_update_base(base);
	if (base->hres_active)
		hrtimer_force_reprogram(base, false);
	else
		hrtimer_update_next_event(base);
	raw_spin_unlock(&base->lock);
}

/* --- other CPUs --------------------------------------------------------- */

/* Is a timer of one of the bases in @active due earlier than the CPU's device
 * is programmed for? */
static notrace bool moved_ahead(struct hrtimer_cpu_base *cpu_base, u32 active)
{
	const struct timerqueue_node *next;
	struct hrtimer_clock_base *base;
	ktime_t expires;

	for_each_active_base(base, cpu_base, active) {
		next = timerqueue_getnext(&base->active);
		expires = next->expires - base->offset;
		if (expires < cpu_base->expires_next)
			return true;
		if (base->index >= HRTIMER_BASE_MONOTONIC_SOFT &&
		    !cpu_base->softirq_activated &&
		    expires < cpu_base->softirq_expires_next)
			return true;
	}
	return false;
}

/* Only the CPU itself can program its device.  It is not disturbed where it
 * knows already, where it is about to look, and where nothing has become due
 * earlier.  The lock is held. */
static bool update_needs_ipi(struct hrtimer_cpu_base *cpu_base, u32 active)
{
	u32 seq = cpu_base->clock_was_set_seq;

	hrtimer_update_base(cpu_base);
	if (seq == cpu_base->clock_was_set_seq)
		return false;
	if (cpu_base->in_hrtirq)
		return false;
	return moved_ahead(cpu_base, active & cpu_base->active_bases);
}

/* The offsets are fetched for every CPU here.  Returns the CPUs, a bit each,
 * that have to be told. */
static u64 update_all(u32 bases)
{
	struct hrtimer_cpu_base *cpu_base;
	u64 mask = 0;
	bool needs_ipi;
	bool flags;
	u32 cpu;

	for (cpu = 0; cpu < kernel()->config.nr_cpus; cpu++) {
		cpu_base = &percpu_of(cpu)->hrtimer_bases;
		raw_spin_lock_irqsave(&cpu_base->lock, flags);
		needs_ipi = update_needs_ipi(cpu_base, bases);
		if (needs_ipi)
			mask |= BIT_ULL(cpu);
		raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
	}
	return mask;
}

static notrace void send_call_function(u32 cpu)
{
	struct machine *m = hot.machine;

	percpu_of(cpu)->call_function_pending = true;
	TRACE(ipi_raise, cpu, kernel()->irq_name[IRQ_CALL_FUNCTION]);
	machine_interrupt(m, &m->cpu[cpu], IRQ_CALL_FUNCTION);
}

static notrace bool call_function_pending(u64 mask)
{
	u32 cpu;

	for (cpu = 0; cpu < kernel()->config.nr_cpus; cpu++) {
		if (mask >> cpu & 1 && percpu_of(cpu)->call_function_pending)
			return true;
	}
	return false;
}

/* Make the CPUs of @mask call retrigger_next_event(), and wait until they have
 * done so.  This CPU is not among them, in the kernel neither: it is awake, so
 * its next tick will do.  Source: kernel/smp.c. */
static void smp_call_function_many(u64 mask)
{
	u32 cpu;

	mask &= ~BIT_ULL(smp_processor_id());
	for (cpu = 0; cpu < kernel()->config.nr_cpus; cpu++) {
		if (mask >> cpu & 1)
			send_call_function(cpu);
	}
	while (call_function_pending(mask)) {
		/* mark: call-function-wait */
		cpu_relax();
	}
}

void clock_was_set(u32 bases)
{
	u64 mask;

	if (!next_tick_will_do(&this_percpu()->hrtimer_bases)) {
		mask = update_all(bases);
		preempt_disable();
		smp_call_function_many(mask);
		preempt_enable();
	}
	timerfd_clock_was_set();
}

/* In an interrupt nobody can be waited for: the others find out in their next
 * interrupt or tick. */
void clock_was_set_delayed(void)
{
	retrigger_next_event();
}
