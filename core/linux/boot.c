/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Putting a kernel on a machine: memory for each CPU and the idle tasks; then
 * power on, and start_kernel().
 *
 * Differs from Linux: unless boot_steps asks for it, nobody watches
 * start_kernel(): it takes no time, and CPUs appear in their idle loops.
 */
#include "linux/console.h"
#include "linux/idle.h"
#include "linux/irq.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/posix_timers.h"
#include "linux/preempt.h"
#include "linux/start_kernel.h"
#include "linux/trace.h"
#include "machine/strings.h"

/* Where each CPU's life begins: in its idle loop, unless it has to boot. */
static notrace void start_cpu(void *cpu)
{
	if (!kernel()->config.boot_steps)
		cpu_startup_entry();
	if (((struct cpu *)cpu)->id == 0)
		start_boot_cpu();
	start_secondary();
}

static notrace struct percpu *percpu_on(struct cpu *cpu)
{
	return kernel()->percpu[cpu->id];
}

static inline notrace u8 context_of(const struct cpu *cpu,
				    const struct percpu *percpu)
{
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

static notrace u8 trace_context(struct cpu *cpu)
{
	return context_of(cpu, percpu_on(cpu));
}

static notrace void trace_stamp(struct cpu *cpu, struct trace_record *record)
{
	const struct percpu *percpu = percpu_on(cpu);
	const struct task *curr = percpu->rq.curr;

	record->context = context_of(cpu, percpu);
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

/* Traces shall have a name for the tick, where it is a timer. */
static notrace void name_tick(struct machine *m, struct percpu *percpu)
{
	const struct kernel *k = m->kernel;
	char text[24];
	u32 serial;
	u32 at;

	if (!k->config.highres && !k->config.nohz)
		return;
	at = text_add(text, sizeof(text), 0, "tick_sched/");
	at = text_add_u64(text, sizeof(text), at, percpu->cpu);
	serial = object_new(m, OBJECT_HRTIMER, string_intern(m, text, at),
			    NULL);
	if (serial)
		object_get(m, serial)->internal = true;
	percpu->tick_sched.sched_timer.object = serial;
}

static notrace int boot_cpu(struct machine *m, u32 cpu)
{
	struct kernel *k = m->kernel;
	struct percpu *percpu = machine_alloc(m, sizeof(*percpu));

	if (!percpu)
		return -12;	/* ENOMEM */
	k->percpu[cpu] = percpu;
	percpu->cpu = cpu;
	percpu->preempt_count = PREEMPT_OFFSET;
	INIT_LIST_HEAD(&percpu->rq.inbox);
	hrtimer_cpu_base_data(&percpu->hrtimer_bases);
	seqcount_init(&percpu->tick_sched.idle_sleeptime_seq);
	if (k->config.ticks)
		percpu->tick.period = tick_nsec(k->config.hz);
	percpu->rq.idle = task_new_idle(m, cpu, idle_name(m, cpu));
	percpu->rq.curr = percpu->rq.idle;
	name_tick(m, percpu);
	return percpu->rq.idle ? 0 : -12;
}

/* It sleeps until softirqs come too thick. */
static notrace int new_ksoftirqd(struct machine *m, u32 cpu)
{
	struct kernel *k = m->kernel;
	struct task *task;
	char text[24];
	u32 at;

	at = text_add(text, sizeof(text), 0, "ksoftirqd/");
	at = text_add_u64(text, sizeof(text), at, cpu);
	task = task_new(m, cpu, string_intern(m, text, at), ksoftirqd_fn);
	if (!task)
		return -12;	/* ENOMEM */
	object_get(m, task->serial)->internal = true;
	k->percpu[cpu]->ksoftirqd = task;
	return 0;
}

/* 2025-01-01 00:00:00 UTC. */
#define REALTIME0 1735689600u

/* What start_kernel() finds in its data section. */
static notrace void init_time(struct machine *m)
{
	struct kernel *k = m->kernel;
	u64 realtime0 = k->config.realtime0;

	k->tick_do_timer_cpu = TICK_DO_TIMER_BOOT;
	raw_spin_lock_init(&k->jiffies_update.lock);
	seqcount_init(&k->jiffies_update.seq);
	raw_spin_lock_init(&k->timekeeping.lock);
	seqcount_init(&k->timekeeping.seq);
	k->timekeeping.persistent_clock = realtime0 ? realtime0 : REALTIME0;
	clocksources_init(m, &k->clocksources, k->config.hz);
	raw_spin_lock_init(&k->clockevents.lock);
	INIT_LIST_HEAD(&k->clockevents.devices);
	INIT_LIST_HEAD(&k->clockevents.released);
	hrtimer_migration_base_data(k);
	k->hrtimer_resolution = (u32)tick_nsec(k->config.hz);
}

/* CPU 0 wakes the others. */
static notrace int power_on(struct machine *m)
{
	const struct kernel *k = m->kernel;
	int error = machine_start(m, &linux_os);
	u32 cpu;

	for (cpu = 0; cpu < m->nr_cpus && !error; cpu++)
		error = new_ksoftirqd(m, cpu);
	if (error)
		return error;
	if (!k->config.boot_steps)
		return start_kernel_at_once(m);
	for (cpu = 1; cpu < m->nr_cpus; cpu++)
		m->cpu[cpu].state = CPU_OFF;
	return 0;
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
	k->posix_timers = machine_alloc(m, sizeof(*k->posix_timers));
	if (!k->posix_timers)
		return -12;	/* ENOMEM */
	posix_timers_boot(m);
	k->config = *config;
	k->jiffies_64 = config->jiffies0;
	INIT_LIST_HEAD(&k->tasks);
	INIT_LIST_HEAD(&k->ucounts);
	raw_spin_lock_init(&k->tasklist_lock);
	irq_init(m);
	init_time(m);
	error = object_store_init(m, &k->objects);
	for (cpu = 0; cpu < config->nr_cpus && !error; cpu++)
		error = boot_cpu(m, cpu);
	return error ? error : power_on(m);
}
