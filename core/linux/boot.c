/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Putting a kernel on a machine: memory for each CPU, the wheels, the idle
 * tasks, the tick devices; then power on.
 *
 * Differs from Linux: start_kernel() runs as host code in no time; CPUs appear
 * in their idle loops.
 */
#include "linux/console.h"
#include "linux/idle.h"
#include "linux/irq.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/trace.h"
#include "machine/strings.h"

/* Where each CPU's life begins: in its idle loop. */
static notrace void start_cpu(void *cpu)
{
	(void)cpu;
	cpu_startup_entry();
}

static notrace struct percpu *percpu_on(struct cpu *cpu)
{
	return kernel()->percpu[cpu->id];
}

static notrace u8 trace_context(struct cpu *cpu)
{
	struct percpu *percpu = percpu_on(cpu);
	u32 count = percpu->preempt_count;
	u8 context = 0;

	if (!cpu->irqs_on)
		context |= TRACE_IRQS_OFF;
	if (percpu->rq.need_resched)
		context |= TRACE_NEED_RESCHED;
	if (count & HARDIRQ_MASK)
		context |= TRACE_HARDIRQ;
	if (count & SOFTIRQ_OFFSET)
		context |= TRACE_SOFTIRQ;
	else if (count & SOFTIRQ_MASK)
		context |= TRACE_BH_OFF;
	return context;
}

static notrace void trace_stamp(struct cpu *cpu, struct trace_record *record)
{
	const struct percpu *percpu = percpu_on(cpu);
	const struct task *curr = percpu->rq.curr;

	record->context = trace_context(cpu);
	record->preempt_depth = percpu->preempt_count & PREEMPT_MASK;
	record->task = curr == percpu->rq.idle ? 0 : curr->serial;
}

static const struct machine_os linux_os = {
	.start_cpu = start_cpu,
	.interrupt = do_IRQ,
	.context = trace_context,
	.stamp = trace_stamp,
	.awaited = console_awaited,
};

static notrace bool config_valid(const struct kernel_config *config)
{
	u32 hz = config->hz;

	if (hz != 100 && hz != 250 && hz != 300 && hz != 1000)
		return false;
	return config->nr_cpus >= 1 && config->nr_cpus <= MACHINE_MAX_CPUS;
}

static notrace u32 idle_name(struct machine *m, u32 cpu)
{
	char text[24];
	u32 at = text_add(text, sizeof(text), 0, "swapper/");

	at = text_add_u64(text, sizeof(text), at, cpu);
	return string_intern(m, text, at);
}

static notrace int boot_cpu(struct machine *m, u32 cpu)
{
	struct kernel *k = m->kernel;
	struct percpu *percpu = machine_alloc(m, sizeof(*percpu));
	u32 i;

	if (!percpu)
		return -12;	/* ENOMEM */
	k->percpu[cpu] = percpu;
	percpu->cpu = cpu;
	percpu->preempt_count = PREEMPT_OFFSET;
	INIT_LIST_HEAD(&percpu->rq.queue);
	INIT_LIST_HEAD(&percpu->rq.inbox);
	raw_spin_lock_init(&percpu->rq.lock);
	for (i = 0; i < NR_BASES; i++)
		timer_base_init(&percpu->timer_bases[i], cpu, i,
				k->jiffies_64);
	percpu->rq.idle = task_new_idle(m, cpu, idle_name(m, cpu));
	percpu->rq.curr = percpu->rq.idle;
	return percpu->rq.idle ? 0 : -12;
}

notrace int kernel_boot(struct machine *m, const struct kernel_config *config)
{
	struct kernel *k;
	u32 cpu;
	int error;

	if (!config_valid(config))
		return -22;	/* EINVAL */
	hot.machine = m;
	k = machine_alloc(m, sizeof(*k));
	if (!k)
		return -12;	/* ENOMEM */
	m->kernel = k;
	k->config = *config;
	k->jiffies_64 = config->jiffies0;
	INIT_LIST_HEAD(&k->tasks);
	irq_init(m);
	error = object_store_init(m, &k->objects);
	for (cpu = 0; cpu < config->nr_cpus && !error; cpu++)
		error = boot_cpu(m, cpu);
	if (!error)
		hrtimers_init(m);
	if (!error)
		error = machine_start(m, &linux_os);
	for (cpu = 0; cpu < config->nr_cpus && !error; cpu++)
		if (config->ticks)
			tick_setup_periodic(m, cpu);
	return error;
}
