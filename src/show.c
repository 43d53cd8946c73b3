/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machine as text, view by view.
 *
 * The views of CPUs, tasks, locks and softirqs are tables with one row each;
 * the generic view at the end prints any struct through its state table.  The
 * wheel, the most important picture, has a file of its own (show_wheel.c).
 */
#include "show.h"

#include <inttypes.h>
#include <string.h>

#include "linux/state.h"
#include "linux/trace.h"
#include "linux/wheel.h"
#include "machine/strings.h"
#include "trace_text.h"
#include "views/cpu_facts.h"
#include "views/value.h"

/* --- call stacks --------------------------------------------------------- */

/* Text of a statement on one line: what follows a line break is left out. */
static void print_statement(FILE *file, const struct step_frame *frame, int width)
{
	const char *text;
	bool more;
	size_t len = frame_statement(frame, &text, &more);

	if (len > (size_t)width) {
		len = (size_t)width;
		more = true;
	}
	fprintf(file, "%.*s%s", (int)len, text, more ? " ..." : "");
}

static void print_frame(FILE *file, u32 number, const struct step_frame *frame)
{
	const char *path = frame_file(frame);
	char where[VALUE_MAX];

	if (*path)
		snprintf(where, sizeof(where), "%s:%u", path, frame_line(frame));
	else if (frame_line(frame))
		snprintf(where, sizeof(where), "script line %u", frame_line(frame));
	else
		snprintf(where, sizeof(where), "typed");
	fprintf(file, "#%-2u %s () at %s\n      ", number, frame_function(frame), where);
	print_statement(file, frame, 68);
	fputc('\n', file);
}

static bool print_frames(FILE *file, const struct step_frame *frame)
{
	u32 number = 0;

	if (!frame)
		return false;
	for (; frame; frame = stack_next(frame))
		print_frame(file, number++, frame);
	return true;
}

bool show_stack(FILE *file, struct machine *m, u32 cpu)
{
	state_use(m);
	return cpu < m->nr_cpus && print_frames(file, stack_of_cpu(&m->cpu[cpu]));
}

bool show_task_stack(FILE *file, struct machine *m, u32 serial)
{
	const struct task *task;

	state_use(m);
	task = object_memory(serial, OBJECT_TASK);
	return task && print_frames(file, stack_of_task(task));
}

/* --- CPUs ---------------------------------------------------------------- */

const struct percpu *show_percpu(FILE *file, const struct machine *m, u32 cpu, const char *what)
{
	const struct percpu *p = cpu < m->nr_cpus ? percpu_of_cpu(&m->cpu[cpu]) : NULL;

	if (!p)
		fprintf(file, "CPU %u has no %s: this machine has CPUs 0 to %u\n", cpu, what,
			m->nr_cpus - 1);
	return p;
}

static const char *cpu_task(const struct machine *m, const struct cpu *cpu, char *buf)
{
	const struct percpu *p = percpu_of_cpu(cpu);

	if (!p || !p->rq.curr)
		return "-";
	return value_object(m, p->rq.curr->serial, buf);
}

/* The line below a CPU's row: where it stands or why it does not move. */
static void print_cpu_detail(FILE *file, const struct machine *m, const struct cpu *cpu)
{
	const struct step_frame *frame = stack_of_cpu(cpu);
	char waits[CPU_FACT_MAX];

	cpu_waits_text(m, cpu, waits, sizeof(waits));
	fprintf(file, "      %s", waits);
	if (!*waits && frame) {
		fprintf(file, "%s:%u: ", frame_function(frame), frame_line(frame));
		print_statement(file, frame, 44);
	}
	fputc('\n', file);
}

static void print_cpu(FILE *file, const struct machine *m, const struct cpu *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);
	char buf[VALUE_MAX];

	fprintf(file, "%3u  %-9s %-8s %-16.16s %-4s %-8" PRIx64 " %7x  %8" PRIu64 "%s\n", cpu->id,
		cpu_state_names[cpu->state], cpu_context_names[cpu_context_of(cpu)],
		cpu_task(m, cpu, buf), cpu->irqs_on ? "on" : "off", cpu->irq_pending,
		p ? p->preempt_count : 0, cpu->steps, cpu->held ? "  held" : "");
	print_cpu_detail(file, m, cpu);
}

void show_cpus(FILE *file, struct machine *m)
{
	char buf[VALUE_MAX];
	u32 i;

	state_use(m);
	fprintf(file, "time %s, %" PRIu64 " steps", value_time(m->now, buf), m->steps);
	if (m->kernel)
		fprintf(file, ", jiffies %" PRIu64 " (HZ %u)", kernel()->jiffies_64,
			kernel()->config.hz);
	fputs("\nCPU  state     context  task             irqs pending  preempt     steps\n", file);
	for (i = 0; i < m->nr_cpus; i++)
		print_cpu(file, m, &m->cpu[i]);
}

/* --- tasks --------------------------------------------------------------- */

static const char *task_state(const struct task *task, bool on_cpu)
{
	if (on_cpu)
		return "on CPU";
	switch (task->state) {
	case TASK_RUNNING:
		return task->on_rq ? "ready" : "new";
	case TASK_INTERRUPTIBLE:
		return "sleeps";
	case TASK_UNINTERRUPTIBLE:
		return "sleeps (D)";
	case TASK_STOPPED:
		return "stopped";
	default:
		return "dead";
	}
}

static void print_task(FILE *file, const struct machine *m, const struct task *task)
{
	const struct cpu *cpu = &m->cpu[task->cpu];
	bool on_cpu = percpu_of_cpu(cpu)->rq.curr == task;
	const struct step_frame *frame = on_cpu ? stack_of_cpu(cpu) : stack_of_task(task);
	char buf[VALUE_MAX];

	fprintf(file, "%5u  %-18s %3u  %-10s %5u  ", task->serial,
		value_object(m, task->serial, buf), task->cpu, task_state(task, on_cpu),
		task->time_slice);
	if (frame)
		fprintf(file, "%s:%u\n", frame_function(frame), frame_line(frame));
	else
		fputs("not started\n", file);
}

void show_tasks(FILE *file, struct machine *m)
{
	const struct task *task = NULL;
	u32 serial = 0;

	state_use(m);
	fputs("  pid  name               CPU  state      slice  stands at\n", file);
	for (;;) {
		task = object_next_memory(serial, OBJECT_TASK);
		if (!task)
			break;
		serial = task->serial;
		if (task->cpu < m->nr_cpus && percpu_of_cpu(&m->cpu[task->cpu]))
			print_task(file, m, task);
	}
}

/* --- locks --------------------------------------------------------------- */

static void print_waiters(FILE *file, const struct machine *m, u32 serial)
{
	bool first = true;
	u32 i;

	for (i = 0; i < m->nr_cpus; i++) {
		const struct cpu *cpu = &m->cpu[i];

		if (cpu->wait_kind != WAIT_LOCK || cpu->wait_for != serial)
			continue;
		fprintf(file, "%s%u", first ? "" : ", ", i);
		first = false;
	}
	fputs(first ? "-\n" : "\n", file);
}

static void print_lock(FILE *file, const char *name, const raw_spinlock_t *lock)
{
	if (lock->locked && lock->owner_cpu >= 0)
		fprintf(file, "%-24s CPU %-6d", name, lock->owner_cpu);
	else
		fprintf(file, "%-24s %-10s", name, lock->locked ? "taken" : "free");
	fprintf(file, " %8u times  ", lock->contended);
}

/* The kernel's own locks are many: only what is taken or was fought for. */
static u32 print_inner_lock(FILE *file, u32 cpu, const char *name, const raw_spinlock_t *lock)
{
	char text[VALUE_MAX + 32];

	if (!lock->locked && !lock->contended)
		return 0;
	snprintf(text, sizeof(text), "cpu[%u].%s.lock", cpu, name);
	print_lock(file, text, lock);
	fputs("-\n", file);
	return 1;
}

static u32 print_cpu_locks(FILE *file, const struct cpu *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);
	char name[VALUE_MAX];
	u32 i, nr;

	if (!p)
		return 0;
	nr = print_inner_lock(file, cpu->id, "rq", &p->rq.lock);
	for (i = 0; i < NR_BASES; i++) {
		snprintf(name, sizeof(name), "base[%s]", timer_base_names[i]);
		nr += print_inner_lock(file, cpu->id, name, &p->timer_bases[i].lock);
	}
	return nr;
}

void show_locks(FILE *file, struct machine *m)
{
	const struct klock *lock;
	char buf[VALUE_MAX];
	u32 serial = 0, nr = 0, i;

	state_use(m);
	fputs("lock                     held by     contended      waiting CPUs\n", file);
	for (;;) {
		lock = object_next_memory(serial, OBJECT_LOCK);
		if (!lock)
			break;
		serial = lock->serial;
		print_lock(file, value_object(m, serial, buf), &lock->lock);
		print_waiters(file, m, serial);
		nr++;
	}
	for (i = 0; i < m->nr_cpus; i++)
		nr += print_cpu_locks(file, &m->cpu[i]);
	if (!nr)
		fputs("No lock is held.  Take one: lock L\n", file);
}

/* --- softirqs ------------------------------------------------------------ */

static char softirq_mark(const struct percpu *p, u32 vec)
{
	if (p && p->in_softirq_vec == vec + 1)
		return p->softirq_pending >> vec & 1 ? '+' : 'R';
	return p && p->softirq_pending >> vec & 1 ? 'P' : '.';
}

void show_softirqs(FILE *file, struct machine *m)
{
	u32 vec, i;

	state_use(m);
	fputs("P pending, R running, + both; a column for each CPU\n         ", file);
	for (i = 0; i < m->nr_cpus; i++)
		fputc((int)('0' + i % 10), file);
	fputc('\n', file);
	for (vec = 0; vec < NR_SOFTIRQS; vec++) {
		fprintf(file, "%-8s ", softirq_names[vec]);
		for (i = 0; i < m->nr_cpus; i++)
			fputc(softirq_mark(percpu_of_cpu(&m->cpu[i]), vec), file);
		fputc('\n', file);
	}
}

/* --- events -------------------------------------------------------------- */

/* NULL for one that is not kept, or of another kind. */
static const struct trace_record *event_at(const struct trace_store *store, u64 i, u32 kind)
{
	const struct trace_record *record = trace_store_get(store, i);

	return record && (kind == EVENT_NR || record->kind == kind) ? record : NULL;
}

void show_events(FILE *file, struct machine *m, const struct trace_store *store, u32 kind,
		 u64 n)
{
	u64 end = trace_store_count(store);
	u64 first = end, i;

	state_use(m);
	for (i = end; n && i > trace_store_first(store); i--) {
		if (!event_at(store, i - 1, kind))
			continue;
		first = i - 1;
		n--;
	}
	if (!end)
		fputs("No events yet.  Let something happen: add_timer t1 +10j; run 50ms\n", file);
	else if (first == end && n && kind < EVENT_NR)
		fprintf(file, "No %s yet.\n", trace_events[kind].name);
	for (i = first; i < end; i++)
		if (event_at(store, i, kind))
			trace_write_line(file, m, event_at(store, i, kind));
}

/* --- any struct ---------------------------------------------------------- */

static void indent(FILE *file, u32 level)
{
	while (level--)
		fputs("  ", file);
}

static void print_struct(FILE *file, struct machine *m, const struct state_type *type,
			 const void *object, u32 depth, u32 level);

static u64 count_elements(const struct state_field *field, const void *object)
{
	struct state_walk walk = state_walk(field, object);
	u64 n = 0;

	while (state_walk_next(&walk))
		n++;
	return n;
}

static void print_list(FILE *file, struct machine *m, const struct state_field *field,
		       const void *object, u32 depth, u32 level)
{
	struct state_walk walk = state_walk(field, object);
	const void *element;
	char key[STATE_KEY_MAX];
	u64 i = 0;

	for (;;) {
		element = state_walk_next(&walk);
		if (!element)
			break;
		fputc('\n', file);
		indent(file, level + 1);
		fprintf(file, "[%s] ", state_key(field, object, element, i, key));
		print_struct(file, m, field->type, element, depth, level + 1);
		i++;
	}
	if (!i)
		fputs(" [0]", file);
}

static void print_scalar(FILE *file, struct machine *m, const struct state_field *field, u64 value)
{
	char buf[VALUE_MAX], time[VALUE_MAX];
	const char *text = value_text(m, field, value, buf);

	if ((field->kind == STATE_STRING || field->kind == STATE_FLAGS) && !*text)
		fputs("none", file);
	else if (field->kind == STATE_STRING)
		fprintf(file, "\"%s\"", text);
	else if (field->unit == UNIT_NS && value >= KTIME_MAX)
		fputs(text, file);
	else if (field->unit == UNIT_NS && value >= NSEC_PER_USEC)
		fprintf(file, "%s ns (%s)", text, value_time(value, time));
	else
		fprintf(file, "%s%s", text, value_unit(field));
}

static void print_value(FILE *file, struct machine *m, const struct state_field *field,
			const void *object, u32 depth, u32 level)
{
	const char *text;
	u64 len;

	switch (field->kind) {
	case STATE_STRUCT:
		print_struct(file, m, field->type, state_struct(field, object), depth, level);
		break;
	case STATE_LIST:
		if (depth)
			print_list(file, m, field, object, depth - 1, level);
		else
			fprintf(file, "[%" PRIu64 "]", count_elements(field, object));
		break;
	case STATE_TEXT:
		len = state_text(field, object, &text);
		fprintf(file, "\"%.*s\"", (int)len, text);
		break;
	default:
		print_scalar(file, m, field, state_value(field, object));
	}
}

static int name_width(const struct state_type *type)
{
	size_t width = 0;
	u32 i;

	for (i = 0; i < type->nr_fields; i++) {
		if (strlen(type->fields[i].name) > width)
			width = strlen(type->fields[i].name);
	}
	return (int)width;
}

static void print_struct(FILE *file, struct machine *m, const struct state_type *type,
			 const void *object, u32 depth, u32 level)
{
	int width = name_width(type);
	u32 i;

	if (!object) {
		fputs("none", file);
		return;
	}
	if (!depth) {
		fputs("{...}", file);
		return;
	}
	fputs(type->name, file);
	for (i = 0; i < type->nr_fields; i++) {
		fputc('\n', file);
		indent(file, level + 1);
		if (type->fields[i].kind == STATE_LIST && depth > 1)
			fputs(type->fields[i].name, file);
		else
			fprintf(file, "%-*s  ", width, type->fields[i].name);
		print_value(file, m, &type->fields[i], object, depth - 1, level + 1);
	}
}

void show_state(FILE *file, struct machine *m, const struct state_type *type, const void *object,
		u32 depth)
{
	state_use(m);
	print_struct(file, m, type, object, depth + 1, 0);
	fputc('\n', file);
}

void show_field(FILE *file, struct machine *m, const struct state_field *field, const void *object,
		u32 depth)
{
	state_use(m);
	print_value(file, m, field, object, depth + 1, 0);
	fputc('\n', file);
}
