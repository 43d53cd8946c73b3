/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faults: see faults.h.
 */
#include "linux/faults.h"

#include "linux/kernel.h"
#include "linux/softirq.h"

/* --- an interrupt storm ------------------------------------------------- */

/* The device: interrupt, and again until it is over. */
static notrace void storm_fire(struct device_event *event)
{
	struct faults *faults = container_of(event, struct faults, storm);
	struct machine *m = hot.machine;

	if (event->at + faults->storm_every <= faults->storm_until)
		device_arm(m, event, event->at + faults->storm_every);
	machine_interrupt(m, &m->cpu[event->cpu], IRQ_STORM);
}

notrace void fault_storm(struct machine *m, u32 cpu, u64 every, u64 until,
			 s32 vec)
{
	struct kernel *k = m->kernel;
	struct faults *faults = &k->faults;

	faults->storm.fire = storm_fire;
	faults->storm.cpu = cpu;
	faults->storm_every = every;
	faults->storm_until = until;
	faults->storm_softirq = (u32)(vec + 1);
	hot.machine = m;
	device_arm(m, &faults->storm, m->now + every);
}

void storm_interrupt(void)
{
	u32 softirq = kernel()->faults.storm_softirq;

	if (softirq)
		raise_softirq_irqoff(softirq - 1);
}

/* --- a driver that takes its time --------------------------------------- */

notrace void fault_irqs_off(struct machine *m, u32 cpu, u64 ns)
{
	struct kernel *k = m->kernel;

	k->percpu[cpu]->slow_driver_ns += ns;
	hot.machine = m;
	machine_interrupt(m, &m->cpu[cpu], IRQ_SLOW_DRIVER);
	machine_poke(m, &m->cpu[cpu]);
}

void slow_driver_interrupt(void)
{
	u64 ns = this_percpu()->slow_driver_ns;

	this_percpu()->slow_driver_ns = 0;
	/* mark: slow-driver */
	cpu_burn(ns);
}

/* --- repair ------------------------------------------------------------- */

static notrace void repair_chip(struct timer_chip *chip)
{
	chip->lose = 0;
	if (chip->late)
		timer_chip_set_late(chip, 0);
}

notrace void faults_repair(struct machine *m)
{
	struct kernel *k = m->kernel;
	u32 cpu;

	hot.machine = m;
	device_cancel(m, &k->faults.storm);
	counter_skew(&k->tsc.counter, 0);
	counter_skew(&k->hpet_source.counter, 0);
	repair_chip(&k->hpet_event.chip);
	for (cpu = 0; cpu < m->nr_cpus; cpu++)
		repair_chip(&k->percpu[cpu]->lapic.chip);
}
