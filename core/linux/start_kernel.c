/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Booting: see start_kernel.h.
 */
#include "linux/start_kernel.h"

#include "linux/clocksource.h"
#include "linux/hpet.h"
#include "linux/hrtimer.h"
#include "linux/idle.h"
#include "linux/kernel.h"
#include "linux/lapic.h"
#include "linux/preempt.h"
#include "linux/timekeeping.h"
#include "linux/tsc.h"
#include "linux/wheel.h"

/* --- start_kernel() ----------------------------------------------------- */

/* Until some CPU has switched, nobody has to be woken for a timer. */
static void tick_nohz_init(void)
{
	kernel()->tick_nohz_active = false;
}

static void tick_init(void)
{
	tick_nohz_init();
}

/* Nothing is ready to run; each CPU has its idle task. */
static void sched_init(void)
{
	struct rq *rq;
	u32 cpu;

	for (cpu = 0; cpu < kernel()->config.nr_cpus; cpu++) {
		rq = &percpu_of(cpu)->rq;
		raw_spin_lock_init(&rq->lock);
		rq->nr_running = 0;
		INIT_LIST_HEAD(&rq->queue);
	}
}

/* There are no tasklets whose queues would have to be prepared. */
static void softirq_init(void)
{
	u32 cpu;

	for (cpu = 0; cpu < kernel()->config.nr_cpus; cpu++)
		percpu_of(cpu)->softirq_pending = 0;
}

/* Only the global timer needs no help from what is not there yet. */
static void hpet_time_init(void)
{
	hpet_enable();
}

/* All it does on a PC is to say what shall be done later. */
static void time_init(void)
{
	kernel()->late_time_init = hpet_time_init;
}

static void start_kernel(void)
{
	sched_init();
	tick_init();
	init_timers();
	hrtimers_init();
	softirq_init();
	timekeeping_init();
	time_init();
	local_irq_enable();
	kernel()->late_time_init();
}

/* --- the other CPUs ----------------------------------------------------- */

static notrace bool cpu_online(u32 cpu)
{
	return percpu_of(cpu)->online;
}

static notrace void set_cpu_online(u32 cpu)
{
	percpu_of(cpu)->online = true;
}

/* The start-up interrupt: hardware lets the CPU go. */
static notrace void wakeup_secondary_cpu(u32 cpu)
{
	struct machine *m = hot.machine;

	m->cpu[cpu].state = CPU_RUNNING;
	m->cpu[cpu].ready_at = machine_now();
	machine_due(m, NULL);
}

/* What a CPU that is off cannot do for itself. */
static void cpuhp_prepare(u32 cpu)
{
	hrtimers_prepare_cpu(cpu);
}

static void cpu_up(u32 cpu)
{
	cpuhp_prepare(cpu);
	wakeup_secondary_cpu(cpu);
	while (!cpu_online(cpu)) {
		/* mark: cpu-up-wait */
		cpu_relax();
	}
}

static void smp_init(void)
{
	u32 cpu;

	for (cpu = 1; cpu < kernel()->config.nr_cpus; cpu++)
		cpu_up(cpu);
}

static void smp_callin(void)
{
	setup_secondary_APIC_clock();
	set_cpu_online(smp_processor_id());
}

void start_secondary(void)
{
	smp_callin();
	cpu_startup_entry();
}

/* --- rest_init() -------------------------------------------------------- */

static void smp_prepare_cpus(void)
{
	set_cpu_online(0);
	setup_boot_APIC_clock();
}

/* The levels of initcalls that concern time, in their order: core, fs, device.
 */
static void do_initcalls(void)
{
	clocksource_register_hz(&kernel()->clocksources.clocksource_jiffies, 0);
	clocksource_done_booting();
	init_tsc_clocksource();
	kernel()->booted = true;
}

static void kernel_init(void)
{
	smp_prepare_cpus();
	smp_init();
	do_initcalls();
}

static void rest_init(void)
{
	kernel_init();
	cpu_startup_entry();
}

void start_boot_cpu(void)
{
	start_kernel();
	rest_init();
}

/* --- at once ------------------------------------------------------------ */

static notrace void call(void *fn)
{
	(*(void (**)(void))fn)();
}

static notrace int call_on(struct machine *m, u32 cpu, void (*fn)(void))
{
	return machine_call(m, cpu, call, &fn);
}

static void cpuhp_prepare_all(void)
{
	u32 cpu;

	for (cpu = 1; cpu < kernel()->config.nr_cpus; cpu++)
		cpuhp_prepare(cpu);
}

static notrace int call_all(struct machine *m)
{
	int error = call_on(m, 0, start_kernel);
	u32 cpu;

	if (!error)
		error = call_on(m, 0, smp_prepare_cpus);
	if (!error)
		error = call_on(m, 0, cpuhp_prepare_all);
	for (cpu = 1; cpu < m->nr_cpus && !error; cpu++)
		error = call_on(m, cpu, smp_callin);
	return error ? error : call_on(m, 0, do_initcalls);
}

/* Nobody has moved yet: no statements, no events. */
notrace int start_kernel_at_once(struct machine *m)
{
	trace_sink sink = m->host->sink;
	int error;
	u32 cpu;

	m->host->sink = NULL;
	error = call_all(m);
	m->host->sink = sink;
	m->nr_events = 0;
	m->steps = 0;
	for (cpu = 0; cpu < m->nr_cpus; cpu++) {
		m->cpu[cpu].steps = 0;
		m->cpu[cpu].irqs_on = false;
	}
	return error;
}
