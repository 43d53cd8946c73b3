/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a CPU stands: see front.h.
 */
#include "front.h"

#include <string.h>

#include "linux/kernel.h"
#include "linux/trace.h"
#include "machine/strings.h"
#include "views/cpu_facts.h"
#include "views/value.h"

static const char *context_name(const struct machine *m, u32 id)
{
	const struct kernel *k = m->kernel;
	const struct percpu *percpu = k->percpu[id];
	u8 context = m->os->context((struct cpu *)&m->cpu[id]);

	if (context & TRACE_HARDIRQ)
		return "hardirq";
	if (context & TRACE_SOFTIRQ)
		return "softirq";
	return percpu->rq.curr == percpu->rq.idle ? "idle" : "task";
}

static void print_statement(struct front *front, const struct step_frame *frame)
{
	const struct step_stmt *stmt = &step_stmts[frame->at];
	const struct step_file *file = &step_files[stmt->file];
	const char *begin = file->text + stmt->text;
	const char *end;

	while (begin > file->text && begin[-1] != '\n')
		begin--;
	end = strchr(begin, '\n');
	front_print(front, "%s () at %s:%u\n%u\t%.*s\n",
		    step_funcs[frame->func].name, file->path, stmt->line,
		    stmt->line, end ? (int)(end - begin) : (int)strlen(begin),
		    begin);
}

static void print_body(struct front *front, const struct step_frame *frame)
{
	const struct machine *m = front_machine(front);
	const struct insn *insn = program_insn(m, frame->at);
	const struct program *program =
		insn ? program_get(m, insn->program) : NULL;

	if (!insn)
		return;
	front_print(front, "%s {} of the script, line %u\n%u\t%s\n",
		    program ? string_text(m, program->name) : "body",
		    insn->line, insn->line, string_text(m, insn->text));
}

void front_where(struct front *front, u32 id)
{
	struct machine *m = front_machine(front);
	const struct kernel *k = m->kernel;
	const struct cpu *cpu = &m->cpu[id];
	const struct step_frame *frame = cpu->co ? cpu->co->frame : NULL;
	char waits[CPU_FACT_MAX];
	char time[VALUE_MAX];

	front->log_seen = m->nr_events;
	value_time(m->now, time);
	front_print(front, "CPU %u [%s]%s%s  t=%s  jiffies=%llu  step %llu\n",
		    id, context_name(m, id), cpu->irqs_on ? "" : " irqs off",
		    cpu->held ? " HELD" : "", time,
		    (unsigned long long)k->jiffies_64,
		    (unsigned long long)m->steps);
	if (cpu->state == CPU_DEAD)
		front_print(front, "CPU %u is dead: %s\n", id, cpu->oops);
	else if (cpu->state != CPU_RUNNING)
		front_print(front, "CPU %u %s\n", id,
			    cpu_waits_text(m, cpu, waits, sizeof(waits)));
	if (!frame || !frame->at)
		front_print(front, "(it has not begun)\n");
	else if (frame->func == STEP_FUNC_BODY)
		print_body(front, frame);
	else
		print_statement(front, frame);
}

void front_came_to(struct front *front, u32 cpu)
{
	if (front->on_screen)
		front->log_seen = front_machine(front)->nr_events;
	else
		front_where(front, cpu);
}

const struct step_frame *front_frame(const struct front *front)
{
	const struct cpu *cpu =
		&front_machine(front)->cpu[session_focus(front->session)];
	const struct step_frame *frame = cpu->co ? cpu->co->frame : NULL;

	while (frame && frame->func == STEP_FUNC_BODY)
		frame = frame->up;
	return frame;
}
