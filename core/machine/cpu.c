/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A CPU from the inside: what simulated code may do to the CPU it runs on.
 *
 * Whatever gives the CPU away (the countdown at zero, halting, user-mode work,
 * spinning) ends in machine_yield() and comes back when the controller chooses
 * this CPU again.  On the way back pending interrupts are delivered, on the
 * interrupted stack: so handlers nest in the call stack.
 */
#include "machine/machine.h"

#include "machine/fault.h"
#include "machine/strings.h"

/* Statements of the running slice that have begun. */
static inline u64 slice_steps(const struct machine *m)
{
	return m->slice - (hot.left > 0 ? (u64)hot.left : 0);
}

/* A statement happens at the beginning of its own time. */
static inline u64 slice_now(const struct machine *m, u64 done)
{
	return m->slice_start + (done ? done - 1 : 0) * m->step_cost;
}

u64 machine_steps(void)
{
	const struct machine *m = hot.machine;

	return hot.cpu ? m->steps + slice_steps(m) : m->steps;
}

u64 machine_now(void)
{
	const struct machine *m = hot.machine;

	return hot.cpu ? slice_now(m, slice_steps(m)) : m->now;
}

/* Forget what is left of the slice: the next step point asks again.  But when
 * the controller has resumed this CPU alone, it has nobody else to ask. */
static void end_slice(struct machine *m)
{
	if (!hot.cpu || hot.left <= 0 || m->host->resumed)
		return;
	m->slice -= (u64)hot.left;
	hot.left = 0;
}

void machine_due(struct machine *m, struct cpu *cpu)
{
	u64 now = hot.cpu ? machine_now() : m->now;

	if (cpu && (cpu->state == CPU_HALTED || cpu->state == CPU_BURNING))
		cpu->ready_at = now;
	end_slice(m);
}

/* The slice's statements are added when it is over: those so far shall not
 * count. */
void machine_progress(void)
{
	struct machine *m = hot.machine;

	if (hot.cpu && !m->step_cost)
		m->instant_steps = 0 - slice_steps(m);
}

void machine_poke(struct machine *m, struct cpu *cpu)
{
	if (cpu->state == CPU_RELAXING) {
		cpu->state = CPU_RUNNING;
		cpu->recheck = true;
	}
	machine_due(m, cpu);
}

void machine_ended(u32 serial)
{
	if (serial && hot.machine->host->awaited == serial)
		end_slice(hot.machine);
}

void machine_yield(void)
{
	coroutine_switch(hot.cpu->co, &hot.machine->host->controller);
}

/* Take what is pending, lowest line first.  The handler may switch tasks: by
 * the time it returns we are back on this stack, on the same CPU. */
static void deliver_interrupts(void)
{
	while (hot.cpu->irqs_on && hot.cpu->irq_pending) {
		u32 line = (u32)__builtin_ctzll(hot.cpu->irq_pending);

		hot.cpu->irq_pending &= ~BIT_ULL(line);
		hot.cpu->nr_irqs++;
		hot.cpu->irqs_on = false;
		hot.machine->os->interrupt(line);
		hot.cpu->irqs_on = true;
	}
}

void step_stop(void)
{
	do {
		hot.left = 0;
		hot.cpu->standing = true;
		machine_yield();
		hot.cpu->standing = false;
		deliver_interrupts();
		hot.left--;
	} while (hot.left < 0);
}

void cpu_halt(void)
{
	hot.cpu->irqs_on = true;
	if (!hot.cpu->irq_pending) {
		hot.cpu->state = CPU_HALTED;
		machine_yield();
		hot.cpu->state = CPU_RUNNING;
	}
	deliver_interrupts();
}

/* Interrupts that cut in cost their own time; the work then goes on. */
void cpu_burn(u64 ns)
{
	u64 until = machine_now() + ns;

	while (ns) {
		struct cpu *cpu = hot.cpu;

		cpu->burn_until = until;
		cpu->state = CPU_BURNING;
		machine_yield();
		cpu->state = CPU_RUNNING;
		ns = until > machine_now() ? until - machine_now() : 0;
		deliver_interrupts();
		until = machine_now() + ns;
	}
}

void cpu_relax(void)
{
	struct cpu *cpu = hot.cpu;

	cpu->relax_same = cpu->relax_frame == hot.frame &&
			  cpu->relax_at == hot.frame->at &&
			  cpu->relax_irqs == cpu->nr_irqs;
	cpu->relax_frame = hot.frame;
	cpu->relax_at = hot.frame->at;
	cpu->relax_irqs = cpu->nr_irqs;
	cpu->state = CPU_RELAXING;
	machine_yield();
	cpu->state = CPU_RUNNING;
	deliver_interrupts();
}

void cpu_waits_for(enum wait_kind kind, u64 object, s32 cpu)
{
	hot.cpu->wait_kind = kind;
	hot.cpu->wait_for = object;
	hot.cpu->wait_cpu = cpu;
}

void cpu_irq_enable(void)
{
	hot.cpu->irqs_on = true;
	if (hot.cpu->irq_pending)
		machine_due(hot.machine, hot.cpu);
}

void cpu_irq_disable(void)
{
	hot.cpu->irqs_on = false;
}

bool cpu_irqs_on(void)
{
	return hot.cpu->irqs_on;
}

void machine_interrupt(struct machine *m, struct cpu *cpu, u32 line)
{
	cpu->irq_pending |= BIT_ULL(line);
	if (cpu->irqs_on || cpu->state == CPU_HALTED)
		machine_due(m, cpu);
}

static bool comes_before(const struct device_event *a,
			 const struct device_event *b)
{
	return a->at < b->at || (a->at == b->at && a->id < b->id);
}

void device_cancel(struct machine *m, struct device_event *event)
{
	struct device_event **link;

	if (!event->queued)
		return;
	for (link = &m->devices; *link; link = &(*link)->next) {
		if (*link != event)
			continue;
		*link = event->next;
		break;
	}
	event->queued = false;
}

void device_arm(struct machine *m, struct device_event *event, u64 at)
{
	struct device_event **link = &m->devices;

	device_cancel(m, event);
	if (!event->id)
		event->id = ++m->next_device_id;
	event->at = at < KTIME_MAX ? at : KTIME_MAX;
	while (*link && comes_before(*link, event))
		link = &(*link)->next;
	event->next = *link;
	*link = event;
	event->queued = true;
	machine_due(m, NULL);
}

/* Who emits a record, and when.  Events outside of CPUs have neither. */
static inline void stamp(const struct machine *m, struct trace_record *record)
{
	struct cpu *cpu = hot.cpu;
	u64 done;

	record->time = m->now;
	record->step = m->steps;
	record->cpu = 0;
	record->context = 0;
	record->preempt_depth = 0;
	record->task = 0;
	if (!cpu)
		return;
	done = slice_steps(m);
	record->time = slice_now(m, done);
	record->step += done;
	record->cpu = (u8)cpu->id;
	m->os->stamp(cpu, record);
}

void trace_emit(u16 kind, u32 nr_args, const u64 *args)
{
	struct machine *m = hot.machine;
	struct trace_record record;
	u32 i;

	if (!m->host->sink) {
		m->nr_events++;
		return;
	}
	record.number = m->nr_events;
	record.kind = kind;
	record.nr_args = (u8)nr_args;
	record.pad = 0;
	record.pad2 = 0;
	stamp(m, &record);
	for (i = 0; i < nr_args; i++)
		record.arg[i] = args[i];
	m->nr_events++;
	m->host->sink(m->host->sink_ctx, &record);
	if (m->nr_events >= m->host->event_limit)
		end_slice(m);
}

/* --- the end of a CPU --------------------------------------------------- */

static void note_death(struct cpu *cpu, const char *what, const char *detail)
{
	const struct step_frame *frame = hot.frame;
	u32 at;

	at = text_add(cpu->oops, MACHINE_TEXT_MAX, 0, what);
	at = text_add(cpu->oops, MACHINE_TEXT_MAX, at, detail);
	while (frame && frame->func == STEP_FUNC_BODY)
		frame = frame->up;
	if (frame) {
		at = text_add(cpu->oops, MACHINE_TEXT_MAX, at, " in ");
		text_add(cpu->oops, MACHINE_TEXT_MAX, at,
			 step_funcs[frame->func].name);
	}
	cpu->state = CPU_DEAD;
}

void machine_die(const char *text)
{
	note_death(hot.cpu, text, "");
	machine_yield();
}

void machine_panic(const char *message)
{
	note_death(hot.cpu, "timerscope: ", message);
	machine_yield();
}

/* Is @address in the guard page below the running stack? */
static bool stack_overflow(const struct machine *m, const void *address)
{
	const u8 *bottom = m->base + m->heap_max +
			   (u64)hot.cpu->co->slot * m->stack_size;
	const u8 *at = address;

	return at >= bottom && at < bottom + 4096;
}

void machine_fault(void *sp, void *address)
{
	struct machine *m = hot.machine;
	struct cpu *cpu = hot.cpu;
	bool overflow = stack_overflow(m, address);

	if (!sp || overflow)
		sp = (u8 *)m->base + m->heap_max +
		     ((u64)cpu->co->slot + 1) * m->stack_size;
	else
		sp = (u8 *)sp - 128;
	note_death(cpu, overflow ? "Oops: kernel stack overflow" :
		   "Oops: a wild pointer was followed", "");
	if (overflow)
		hot.frame = NULL;
	coroutine_abandon(cpu->co, sp, &m->host->controller);
}
