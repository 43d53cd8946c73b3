/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CPUs that are stuck: see stuck.h.
 */
#include <stdio.h>

#include "stuck.h"

#include "linux/kernel.h"

static bool is_held(const struct machine *m, const struct cpu *cpu)
{
	return cpu->held && m->forced_cpu != (s32)cpu->id;
}

/* Why @cpu does not move by itself, or NULL. */
static const char *parked(const struct machine *m, const struct cpu *cpu)
{
	if (cpu->state == CPU_DEAD)
		return "dead";
	return is_held(m, cpu) ? "held" : NULL;
}

static bool preemptible(const struct machine *m, const struct cpu *cpu)
{
	const struct kernel *k = m->kernel;

	return cpu->irqs_on && !k->percpu[cpu->id]->preempt_count;
}

/* The CPU that @cpu spins for, or NULL. */
static const struct cpu *waits_for(const struct machine *m,
				   const struct cpu *cpu)
{
	if (cpu->state != CPU_RELAXING || cpu->wait_cpu < 0 ||
	    cpu->wait_kind == WAIT_CONSOLE)
		return NULL;
	return &m->cpu[cpu->wait_cpu];
}

/* The parked CPU at the end of @cpu's waiting, or NULL. */
static const struct cpu *end_of_wait(const struct machine *m,
				     const struct cpu *cpu)
{
	u32 hops;

	for (hops = 0; hops < m->nr_cpus && cpu; hops++) {
		cpu = waits_for(m, cpu);
		if (cpu && parked(m, cpu))
			return cpu;
	}
	return NULL;
}

static bool spins_in_vain(const struct machine *m, const struct cpu *cpu,
			  char *text)
{
	const struct cpu *end = end_of_wait(m, cpu);

	if (!end || preemptible(m, cpu))
		return false;
	snprintf(text, STUCK_TEXT_MAX, "CPU %u spins for what CPU %d has%s%s",
		 cpu->id, cpu->wait_cpu,
		 (s32)end->id == cpu->wait_cpu ? ", which is " :
		 ", which waits in turn for one that is ", parked(m, end));
	return true;
}

bool cpu_is_stuck(const struct machine *m, u32 id, char *text)
{
	const struct cpu *cpu = &m->cpu[id];

	if (cpu->state == CPU_DEAD)
		snprintf(text, STUCK_TEXT_MAX, "CPU %u is dead: %.120s", id,
			 cpu->oops);
	else if (m->forced_cpu >= 0 && m->forced_cpu != (s32)id)
		snprintf(text, STUCK_TEXT_MAX, "only CPU %d may move",
			 m->forced_cpu);
	else if (is_held(m, cpu))
		snprintf(text, STUCK_TEXT_MAX, "CPU %u is held", id);
	else
		return spins_in_vain(m, cpu, text);
	return true;
}
