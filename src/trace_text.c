/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Trace records as text.
 *
 * trace_arg_text() knows how each type of argument is written; everything else
 * walks the event's row.  Where the kernel's own format says more than
 * "name=value" (brackets, an arrow, an action's name, a bare text), the difference
 * stands in write_field(), so that tools which know real kernels can read
 * ours.
 */
#include "trace_text.h"

#include <inttypes.h>
#include <string.h>

#include "json.h"
#include "linux/hrtimer.h"
#include "linux/softirq.h"
#include "linux/siginfo.h"
#include "linux/trace.h"
#include "linux/wheel.h"
#include "machine/strings.h"
#include "views/value.h"

const struct trace_event *trace_event_of(const struct trace_record *record)
{
	return record->kind < EVENT_NR ? &trace_events[record->kind] : NULL;
}

const char *trace_context_name(const struct trace_record *record)
{
	if (record->context & TRACE_HARDIRQ)
		return "hardirq";
	return record->context & TRACE_SOFTIRQ ? "softirq" : "task";
}

static char context_char(u8 context)
{
	if (context & TRACE_HARDIRQ)
		return context & TRACE_SOFTIRQ ? 'H' : 'h';
	return context & TRACE_SOFTIRQ ? 's' : '.';
}

static char irqs_char(u8 context)
{
	if (context & TRACE_IRQS_OFF)
		return context & TRACE_BH_OFF ? 'D' : 'd';
	return context & TRACE_BH_OFF ? 'b' : '.';
}

const char *trace_flags(const struct trace_record *record, char *buf)
{
	u32 depth = record->preempt_depth & 15;

	buf[0] = irqs_char(record->context);
	buf[1] = record->context & TRACE_NEED_RESCHED ? 'N' : '.';
	buf[2] = context_char(record->context);
	buf[3] = depth ? "0123456789abcdef"[depth] : '.';
	buf[4] = '.';
	buf[5] = '\0';
	return buf;
}

/* In the kernel's order. */
static const char *timer_flags_text(u64 flags, char *buf)
{
	static const struct {
		u32 flag;
		char letter;
	} letters[] = {
		{ TIMER_MIGRATING, 'M' }, { TIMER_DEFERRABLE, 'D' }, { TIMER_PINNED, 'P' },
		{ TIMER_IRQSAFE, 'I' },
	};
	u32 at = 0, i;

	for (i = 0; i < ARRAY_SIZE(letters); i++) {
		if (!(flags & letters[i].flag))
			continue;
		if (at)
			buf[at++] = '|';
		buf[at++] = letters[i].letter;
	}
	buf[at] = '\0';
	return buf;
}

/* As the kernel writes them: "ABS|PINNED|HARD". */
static const char *hrtimer_mode_text(u64 mode, char *buf)
{
	snprintf(buf, VALUE_MAX, "%s%s%s%s", mode & HRTIMER_MODE_REL ? "REL" : "ABS",
		 mode & HRTIMER_MODE_PINNED ? "|PINNED" : "",
		 mode & HRTIMER_MODE_SOFT ? "|SOFT" : "",
		 mode & HRTIMER_MODE_HARD ? "|HARD" : "");
	return buf;
}

const char *trace_arg_text(const struct machine *m, const struct trace_field *field, u64 value,
			   char *buf)
{
	switch (field->type) {
	case TRACE_S64:
		snprintf(buf, VALUE_MAX, "%" PRId64, (s64)value);
		return buf;
	case TRACE_HEX:
		snprintf(buf, VALUE_MAX, "0x%" PRIx64, value);
		return buf;
	case TRACE_OBJECT:
		return value_object(m, (u32)value, buf);
	case TRACE_FUNCTION:
		return value ? trace_function_name(m, (u32)value) : "none";
	case TRACE_STRING:
		return string_text(m, (u32)value);
	case TRACE_TIMER_FLAGS:
		return timer_flags_text(value, buf);
	case TRACE_CLOCKID:
		if (value < NR_CLOCKIDS)
			return clockid_names[value];
		break;
	case TRACE_HRTIMER_MODE:
		return hrtimer_mode_text(value, buf);
	case TRACE_SOFTIRQ_VEC:
		if (value < NR_SOFTIRQS)
			return softirq_names[value];
		break;
	case TRACE_SIGNAL:
		if (value <= NR_SIGNALS)
			return signal_names[value];
		break;
	case TRACE_SIGNAL_RESULT:
		if (value < SIGNAL_NR_RESULTS)
			return signal_result_names[value];
		break;
	default:
		break;
	}
	snprintf(buf, VALUE_MAX, "%" PRIu64, value);
	return buf;
}

/* --- JSON ---------------------------------------------------------------- */

static void put_arg(struct json_out *out, const struct machine *m, const struct trace_field *field,
		    u64 value)
{
	char buf[VALUE_MAX];

	json_put_key(out, field->name);
	if (field->type == TRACE_S64)
		json_put_s64(out, (s64)value);
	else if (field->type == TRACE_U64 || field->type == TRACE_JIFFIES)
		json_put_u64(out, value);
	else if (field->type == TRACE_NS && value < KTIME_MAX)
		json_put_u64(out, value);
	else if (field->type == TRACE_NS || (field->type == TRACE_OBJECT && !value))
		json_put_null(out);
	else
		json_put_string(out, trace_arg_text(m, field, value, buf));
}

static void put_fields(struct json_out *out, const struct machine *m,
		       const struct trace_record *record)
{
	const struct trace_event *event = trace_event_of(record);
	u32 i;

	json_put_object(out);
	for (i = 0; event && i < event->nr_fields; i++)
		put_arg(out, m, &event->field[i], record->arg[i]);
	json_put_end(out);
}

bool trace_write_json(FILE *file, const struct machine *m, const struct trace_record *record)
{
	struct json_out *out = json_out_new(file, false);
	const struct trace_event *event = trace_event_of(record);
	char buf[VALUE_MAX];

	if (!out)
		return false;
	json_put_object(out);
	json_put_key(out, "number");
	json_put_u64(out, record->number);
	json_put_key(out, "time");
	json_put_u64(out, record->time);
	json_put_key(out, "step");
	json_put_u64(out, record->step);
	json_put_key(out, "cpu");
	json_put_u64(out, record->cpu);
	json_put_key(out, "event");
	json_put_string(out, event ? event->name : "unknown");
	json_put_key(out, "context");
	json_put_string(out, trace_context_name(record));
	json_put_key(out, "flags");
	json_put_string(out, trace_flags(record, buf));
	json_put_key(out, "task");
	json_put_string(out, value_task(m, record->task, buf));
	json_put_key(out, "fields");
	put_fields(out, m, record);
	json_put_end(out);
	return json_out_end(out) && fputc('\n', file) != EOF;
}

/* --- text ---------------------------------------------------------------- */

static bool is_wakeup(u16 kind)
{
	return kind == EVENT_sched_waking || kind == EVENT_sched_wakeup ||
	       kind == EVENT_sched_wakeup_new;
}

static void write_field(FILE *file, const struct machine *m, u16 kind,
			const struct trace_field *field, u64 value)
{
	char buf[VALUE_MAX];
	const char *text = trace_arg_text(m, field, value, buf);

	if (kind == EVENT_sched_switch && !strcmp(field->name, "next_comm"))
		fputs("==> ", file);
	if (kind == EVENT_console)
		fputs(text, file);
	else if (is_wakeup(kind) && !strcmp(field->name, "target_cpu"))
		fprintf(file, "%s=%03" PRIu64, field->name, value);
	else if (field->type == TRACE_SOFTIRQ_VEC)
		fprintf(file, "%s=%" PRIu64 " [action=%s]", field->name, value, text);
	else if (field->type == TRACE_SIGNAL)
		fprintf(file, "%s=%" PRIu64 " [name=%s]", field->name, value, text);
	else if (field->type == TRACE_SIGNAL_RESULT)
		fprintf(file, "%s=%" PRIu64 " [result=%s]", field->name, value, text);
	else if (kind == EVENT_timer_start && !strcmp(field->name, "timeout"))
		fprintf(file, "[%s=%s]", field->name, text);
	else
		fprintf(file, "%s=%s", field->name, text);
}

static void write_fields(FILE *file, const struct machine *m, const struct trace_record *record)
{
	const struct trace_event *event = trace_event_of(record);
	u32 i;

	for (i = 0; event && i < event->nr_fields; i++) {
		if (i)
			fputc(' ', file);
		write_field(file, m, record->kind, &event->field[i], record->arg[i]);
	}
}

static const char *event_name(const struct trace_record *record)
{
	const struct trace_event *event = trace_event_of(record);

	return event ? event->name : "unknown";
}

static void write_entries(FILE *file, const struct machine *m, u64 entries)
{
	char counts[48];

	snprintf(counts, sizeof(counts), "%" PRIu64 "/%" PRIu64, entries, entries);
	if (entries == UINT64_MAX)
		fprintf(file, "# #P:%u\n", m->nr_cpus);
	else
		fprintf(file, "# entries-in-buffer/entries-written: %-41s   #P:%-2u\n", counts,
			m->nr_cpus);
}

void trace_write_ftrace_header(FILE *file, const struct machine *m, u64 entries)
{
	fputs("# tracer: nop\n"
	      "#\n", file);
	write_entries(file, m, entries);
	fputs("#\n"
	      "#                                _-----=> irqs-off/BH-disabled\n"
	      "#                               / _----=> need-resched\n"
	      "#                              | / _---=> hardirq/softirq\n"
	      "#                              || / _--=> preempt-depth\n"
	      "#                              ||| / _-=> migrate-disable\n"
	      "#                              |||| /     delay\n"
	      "#           TASK-PID     CPU#  |||||  TIMESTAMP  FUNCTION\n"
	      "#              | |         |   |||||     |         |\n", file);
}

void trace_write_ftrace(FILE *file, const struct machine *m, const struct trace_record *record)
{
	char flags[TRACE_FLAGS_MAX], buf[VALUE_MAX];

	fprintf(file, "%16s-%-7u [%03u] %s %5llu.%06llu: %s: ",
		value_task(m, record->task, buf), record->task, record->cpu,
		trace_flags(record, flags), record->time / NSEC_PER_SEC,
		record->time % NSEC_PER_SEC / NSEC_PER_USEC, event_name(record));
	write_fields(file, m, record);
	fputc('\n', file);
}

void trace_write_line(FILE *file, const struct machine *m, const struct trace_record *record)
{
	fprintf(file, "%4llu.%09llu cpu%-2u %-7s %s: ", record->time / NSEC_PER_SEC,
		record->time % NSEC_PER_SEC, record->cpu, trace_context_name(record),
		event_name(record));
	write_fields(file, m, record);
	fputc('\n', file);
}

void trace_format(const struct machine *m, const struct trace_record *record, char *buf,
		  size_t size)
{
	FILE *file = fmemopen(buf, size, "w");

	buf[0] = '\0';
	if (!file)
		return;
	fprintf(file, "%s: ", event_name(record));
	write_fields(file, m, record);
	fclose(file);
	buf[size - 1] = '\0';
}
