/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine's invariants, to be asked for between any two statements.
 *
 * Nothing here believes a pointer before it has asked whether it leads into
 * the arena: a check that crashes says less than one that answers.
 */
#include "machine/machine.h"

/* --- memory ------------------------------------------------------------- */

static bool in_heap(const struct machine *m, const void *memory, u64 bytes)
{
	u64 offset = (u64)(uintptr_t)memory - (u64)(uintptr_t)m->base;

	return offset < m->heap_used && bytes <= m->heap_used - offset;
}

/* No list can hold more blocks than fit into the heap: a longer one runs in
 * circles. */
static const char *check_free_list(const struct machine *m, const void *block)
{
	u64 most = m->heap_used / 16;

	for (; block; block = *(void *const *)block) {
		if (!in_heap(m, block, 16) || (uintptr_t)block % 16)
			return "machine: a free list leads out of the heap";
		if (!most--)
			return "machine: a free list runs in circles";
	}
	return NULL;
}

static const char *check_memory(const struct machine *m)
{
	const char *broken;
	u32 i;

	if (m->base != (const u8 *)m || m->heap_used > m->heap_max)
		return "machine: the heap is larger than its room";
	if (m->heap_live > m->heap_used)
		return "machine: more memory is in use than was handed out";
	if (m->heap_max + m->stack_slots * m->stack_size != m->size)
		return "machine: heap and stacks do not fill the arena";
	for (i = 0; i < ARRAY_SIZE(m->free_list); i++) {
		broken = check_free_list(m, m->free_list[i]);
		if (broken)
			return broken;
	}
	return NULL;
}

/* --- coroutines --------------------------------------------------------- */

static const u8 *slot_bottom(const struct machine *m, u32 slot)
{
	return m->base + m->heap_max + slot * m->stack_size;
}

static bool on_stack(const struct machine *m, u32 slot, const void *address)
{
	const u8 *at = address;

	return at >= slot_bottom(m, slot) && at <= slot_bottom(m, slot + 1);
}

/* Where on its stack a frame lies is the compiler's business. */
static const char *check_frames(const struct machine *m,
				const struct coroutine *co)
{
	const struct step_frame *frame = co->frame;
	u64 most = m->stack_size / sizeof(*frame);

	for (; frame; frame = frame->up) {
		if (!on_stack(m, (u32)co->slot, frame))
			return "machine: a frame lies on another stack";
		if (!most--)
			return "machine: a call stack runs in circles";
	}
	return NULL;
}

static const char *check_slot(const struct machine *m, u32 slot)
{
	const struct coroutine *co = m->slot[slot];

	if (!co)
		return NULL;
	if (!in_heap(m, co, sizeof(*co)) || co->slot != (s32)slot)
		return "machine: a stack's owner does not know of it";
	if (!on_stack(m, slot, co->sp))
		return "machine: a stack pointer points to another stack";
	return check_frames(m, co);
}

static const char *check_stacks(const struct machine *m)
{
	const char *broken;
	u32 slot;

	if (m->stack_high > m->stack_slots)
		return "machine: more stacks than slots";
	if (m->stack_high < m->stack_slots && m->slot[m->stack_high])
		return "machine: a stack above all that were ever used";
	for (slot = 0; slot < m->stack_high; slot++) {
		broken = check_slot(m, slot);
		if (broken)
			return broken;
	}
	return NULL;
}

/* --- devices ------------------------------------------------------------ */

static const char *check_device(const struct machine *m,
				const struct device_event *event)
{
	const struct device_event *next = event->next;

	if (!event->queued || !event->fire || event->cpu >= m->nr_cpus)
		return "machine: the queue holds what is no device";
	if (!event->id || event->id > m->next_device_id)
		return "machine: a device has no number";
	if (!next)
		return NULL;
	if (!in_heap(m, next, sizeof(*next)))
		return "machine: the device queue leads out of the heap";
	if (next->at < event->at ||
	    (next->at == event->at && next->id <= event->id))
		return "machine: the device queue is out of order";
	return NULL;
}

/* The order is strict, so that the queue cannot run in circles. */
static const char *check_devices(const struct machine *m)
{
	const struct device_event *event = m->devices;
	const char *broken;

	if (event && !in_heap(m, event, sizeof(*event)))
		return "machine: the device queue leads out of the heap";
	if (event && event->at < m->now)
		return "machine: a device event has been missed";
	for (; event; event = event->next) {
		broken = check_device(m, event);
		if (broken)
			return broken;
	}
	return NULL;
}

/* --- CPUs --------------------------------------------------------------- */

/* What must hold for a CPU in this state. */
static const char *check_state(const struct cpu *cpu)
{
	switch (cpu->state) {
	case CPU_OFF:
		return cpu->steps ? "machine: a CPU is off, but has run" : NULL;
	case CPU_RUNNING:
	case CPU_BURNING:
		return NULL;
	case CPU_HALTED:
		return cpu->irqs_on ? NULL :
		       "machine: a CPU has halted with interrupts off";
	case CPU_RELAXING:
		return cpu->relax_frame ? NULL :
		       "machine: a CPU spins nowhere";
	case CPU_DEAD:
		return cpu->oops[0] ? NULL :
		       "machine: a CPU is dead for no reason";
	default:
		return "machine: a CPU is in no known state";
	}
}

static const char *check_cpu(const struct machine *m, const struct cpu *cpu)
{
	const struct coroutine *co = cpu->co;

	if (!in_heap(m, co, sizeof(*co)) || co->slot < 0 ||
	    (u32)co->slot >= m->stack_high || m->slot[co->slot] != co)
		return "machine: a CPU runs on no stack";
	if (cpu->wait_cpu < -1 || cpu->wait_cpu >= (s32)m->nr_cpus)
		return "machine: a CPU waits for one that does not exist";
	if (cpu->state != CPU_RUNNING && (cpu->standing || cpu->recheck) &&
	    cpu->state != CPU_DEAD)
		return "machine: a CPU stands, but does not run";
	if (cpu->state != CPU_DEAD && cpu->oops[0])
		return "machine: a CPU lives on after its Oops";
	return check_state(cpu);
}

static const char *check_cpus(const struct machine *m)
{
	const char *broken = NULL;
	u64 steps = 0;
	u32 i;

	for (i = 0; i < m->nr_cpus && !broken; i++) {
		if (m->cpu[i].id != i)
			return "machine: a CPU does not know its number";
		steps += m->cpu[i].steps;
		broken = check_cpu(m, &m->cpu[i]);
	}
	if (!broken && steps != m->steps)
		broken = "machine: the CPUs' statements do not add up";
	return broken;
}

static const char *check_choices(const struct machine *m)
{
	if (m->forced_cpu < -1 || m->forced_cpu >= (s32)m->nr_cpus)
		return "machine: a CPU is forced that does not exist";
	if (m->instant_steps > m->steps)
		return "machine: more statements at this instant than ever";
	return NULL;
}

const char *machine_check(const struct machine *m)
{
	const char *broken = check_memory(m);

	if (!broken)
		broken = check_stacks(m);
	if (!broken)
		broken = check_devices(m);
	if (!broken && m->os)
		broken = check_cpus(m);
	if (!broken)
		broken = check_choices(m);
	return broken;
}
