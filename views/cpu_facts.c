/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts about CPUs: see cpu_facts.h.
 */
#include "views/cpu_facts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "linux/preempt.h"
#include "machine/strings.h"
#include "views/value.h"

enum role cpu_role(enum cpu_context context)
{
	static const enum role roles[CONTEXT_NR] = {
		[CONTEXT_OFF] = ROLE_DIM, [CONTEXT_IDLE] = ROLE_IDLE,
		[CONTEXT_TASK] = ROLE_TASK, [CONTEXT_USER] = ROLE_USER,
		[CONTEXT_SOFTIRQ] = ROLE_SOFTIRQ,
		[CONTEXT_HARDIRQ] = ROLE_HARDIRQ,
	};

	return roles[context];
}

/* Append to @buf; @at is its length so far; returns the new one. */
static size_t __attribute__((format(printf, 4, 5)))
add(char *buf, size_t size, size_t at, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(buf + at, size - at, format, args);
	va_end(args);
	if (n < 0)
		return at;
	return at + (size_t)n < size ? at + (size_t)n : size - 1;
}

const char *cpu_context_text(const struct machine *m, const struct cpu *cpu,
			     char *buf, size_t size)
{
	const enum cpu_context context = cpu_context_of(cpu);
	const struct percpu *p = percpu_of_cpu(cpu);
	const u32 vec = p ? p->in_softirq_vec : 0;
	char name[VALUE_MAX];
	size_t at;

	buf[0] = '\0';
	at = add(buf, size, 0, "%s", cpu_context_names[context]);
	if (context == CONTEXT_SOFTIRQ && vec && vec <= NR_SOFTIRQS)
		add(buf, size, at, " %s", softirq_names[vec - 1]);
	else if ((context == CONTEXT_TASK || context == CONTEXT_USER) &&
		 p->rq.curr)
		add(buf, size, at, " %s",
		    value_object(m, p->rq.curr->serial, name));
	return buf;
}

/* What a spinning CPU spins for. */
static void add_spinning(const struct machine *m, const struct cpu *cpu,
			 char *buf, size_t size)
{
	char name[VALUE_MAX];
	size_t at;

	if (cpu->wait_kind == WAIT_NOTHING) {
		add(buf, size, 0, "spins");
		return;
	}
	if (cpu->wait_kind == WAIT_CONSOLE) {
		add(buf, size, 0, "waits for a command: its call left a lock "
		    "or irqs off");
		return;
	}
	at = add(buf, size, 0, "spins for %s",
		 cpu->wait_kind == WAIT_LOCK ? "a lock" :
		 cpu->wait_kind == WAIT_SEQCOUNT ? "an update's end" :
						   "a timer's callback");
	if (cpu->wait_for)
		at = add(buf, size, at, ": %s",
			 value_object(m, (u32)cpu->wait_for, name));
	if (cpu->wait_cpu >= 0)
		add(buf, size, at, ", which CPU %d %s", cpu->wait_cpu,
		    cpu->wait_kind == WAIT_LOCK ? "has" : "runs");
}

const char *cpu_waits_text(const struct machine *m, const struct cpu *cpu,
			   char *buf, size_t size)
{
	char time[VALUE_MAX];

	buf[0] = '\0';
	if (cpu->state == CPU_DEAD)
		add(buf, size, 0, "%s", cpu->oops);
	else if (cpu->state == CPU_RELAXING)
		add_spinning(m, cpu, buf, size);
	else if (cpu->state == CPU_BURNING)
		add(buf, size, 0, "%s until %s",
		    cpu_context_of(cpu) == CONTEXT_USER ?
		    "does user-mode work" : "burns time", value_time(cpu->burn_until, time));
	else if (cpu->state == CPU_HALTED)
		add(buf, size, 0, cpu->irq_pending ?
		    "is about to take an interrupt" : "waits for an interrupt");
	else if (!stack_of_cpu(cpu))
		add(buf, size, 0, "has not started");
	return buf;
}

const char *cpu_choice_text(const struct machine *m, const struct cpu *cpu)
{
	if (cpu->held)
		return "held";
	return m->forced_cpu == (s32)cpu->id ? "forced" : "";
}

const char *cpu_pending_text(const struct machine *m, const struct cpu *cpu,
			     char *buf, size_t size)
{
	const struct kernel *k = m->kernel;
	const struct percpu *p = percpu_of_cpu(cpu);
	size_t at = 0;
	u32 i;

	buf[0] = '\0';
	for (i = 0; k && i < NR_IRQ_LINES; i++)
		if (cpu->irq_pending >> i & 1)
			at = add(buf, size, at, "%sirq %s", at ? ", " : "",
				 string_text(m, k->irq_name[i]));
	for (i = 0; p && i < NR_SOFTIRQS; i++)
		if (p->softirq_pending >> i & 1)
			at = add(buf, size, at, "%ssoftirq %s", at ? ", " : "",
				 softirq_names[i]);
	if (p && p->rq.need_resched)
		add(buf, size, at, "%sneed_resched", at ? ", " : "");
	return buf;
}

const char *cpu_preempt_text(u32 count, char *buf, size_t size)
{
	const u32 softirq = count & SOFTIRQ_MASK;
	size_t at = 0;

	if (!count)
		return "preemptible";
	buf[0] = '\0';
	if (count & HARDIRQ_MASK)
		at = add(buf, size, at, "hardirq %u",
			 (count & HARDIRQ_MASK) / HARDIRQ_OFFSET);
	if (softirq & SOFTIRQ_OFFSET)
		at = add(buf, size, at, "%ssoftirq", at ? " + " : "");
	if (softirq >= SOFTIRQ_DISABLE_OFFSET)
		at = add(buf, size, at, "%sbh off %u", at ? " + " : "",
			 softirq / SOFTIRQ_DISABLE_OFFSET);
	if (count & PREEMPT_MASK)
		add(buf, size, at, "%spreempt %u", at ? " + " : "",
		    count & PREEMPT_MASK);
	return buf;
}

size_t frame_statement(const struct step_frame *frame, const char **text,
		       bool *more)
{
	const u64 len = frame_text(frame, text);
	const char *end = len ? memchr(*text, '\n', len) : NULL;

	*more = end;
	return end ? (size_t)(end - *text) : len;
}
