/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Members of events: see expr_member.h.
 */
#include "expr_member.h"

#include <string.h>

#include "expr_value.h"
#include "linux/kernel.h"
#include "linux/siginfo.h"
#include "linux/trace.h"
#include "machine/strings.h"

static const struct state_field softirq_field = {
	.name = "vec", .kind = STATE_ENUM, .names = softirq_names, .nr_names = NR_SOFTIRQS,
};

/* The bits of a timer's flags as the trace has them: TIMER_DEFERRABLE is bit 19. */
static const char *const timer_flag_names[] = {
	[18] = "migrating", [19] = "deferrable", [20] = "pinned", [21] = "irqsafe",
};
static const struct state_field timer_flags_field = {
	.name = "flags", .kind = STATE_FLAGS, .names = timer_flag_names,
	.nr_names = ARRAY_SIZE(timer_flag_names),
};

static const char *const hrtimer_mode_names[] = { "rel", "pinned", "soft", "hard" };
static const struct state_field hrtimer_mode_field = {
	.name = "mode", .kind = STATE_FLAGS, .names = hrtimer_mode_names,
	.nr_names = ARRAY_SIZE(hrtimer_mode_names),
};

static const struct state_field clockid_field = {
	.name = "clockid", .kind = STATE_ENUM, .names = clockid_names, .nr_names = NR_CLOCKIDS,
};

static const struct state_field signal_field = {
	.name = "sig", .kind = STATE_ENUM, .names = signal_names, .nr_names = NR_SIGNALS + 1,
};
static const struct state_field signal_result_field = {
	.name = "res", .kind = STATE_ENUM, .names = signal_result_names,
	.nr_names = SIGNAL_NR_RESULTS,
};

static const struct {
	const char *name;
	s32 member;
	enum expr_kind kind;
	enum state_unit unit;
} members[] = {
	{ "at", MEMBER_AT, EXPR_NUMBER, UNIT_NS },
	{ "cpu", MEMBER_CPU, EXPR_NUMBER, UNIT_NONE },
	{ "step", MEMBER_STEP, EXPR_NUMBER, UNIT_STEPS },
	{ "number", MEMBER_NUMBER, EXPR_NUMBER, UNIT_NONE },
	{ "task", MEMBER_TASK, EXPR_OBJECT, UNIT_NONE },
	{ "", MEMBER_JIFFIES, EXPR_NUMBER, UNIT_JIFFIES },
	{ "", MEMBER_COUNT, EXPR_NUMBER, UNIT_NONE },
};

s32 event_member(u32 event, const char *name)
{
	u32 i;

	for (i = 0; i < trace_events[event].nr_fields; i++) {
		if (!strcmp(trace_events[event].field[i].name, name))
			return (s32)i;
	}
	for (i = 0; i < ARRAY_SIZE(members); i++) {
		if (*name && !strcmp(members[i].name, name))
			return members[i].member;
	}
	return MEMBER_UNKNOWN;
}

void member_value_type(u32 event, s32 member, struct expr_value *value)
{
	u32 i;

	*value = (struct expr_value){ .kind = EXPR_NUMBER };
	for (i = 0; i < ARRAY_SIZE(members); i++) {
		if (members[i].member == member) {
			value->kind = members[i].kind;
			value->unit = members[i].unit;
		}
	}
	if (member < 0)
		return;
	switch (trace_events[event].field[member].type) {
	case TRACE_OBJECT:
		value->kind = EXPR_OBJECT;
		break;
	case TRACE_FUNCTION:
	case TRACE_STRING:
		value->kind = EXPR_STRING;
		break;
	case TRACE_JIFFIES:
		value->unit = UNIT_JIFFIES;
		break;
	case TRACE_NS:
		value->unit = UNIT_NS;
		break;
	case TRACE_HEX:
		value->unit = UNIT_MASK;
		break;
	case TRACE_HRTIMER_MODE:
		value->unit = UNIT_MASK;
		value->field = &hrtimer_mode_field;
		break;
	case TRACE_CLOCKID:
		value->field = &clockid_field;
		break;
	case TRACE_TIMER_FLAGS:
		value->unit = UNIT_MASK;
		value->field = &timer_flags_field;
		break;
	case TRACE_SOFTIRQ_VEC:
		value->field = &softirq_field;
		break;
	case TRACE_SIGNAL:
		value->field = &signal_field;
		break;
	case TRACE_SIGNAL_RESULT:
		value->field = &signal_result_field;
		break;
	default:
		break;
	}
}

static u64 member_raw(const struct trace_record *record, s32 member)
{
	switch (member) {
	case MEMBER_AT:
		return record->time;
	case MEMBER_CPU:
		return record->cpu;
	case MEMBER_STEP:
		return record->step;
	case MEMBER_NUMBER:
		return record->number;
	case MEMBER_TASK:
		return record->task;
	case MEMBER_JIFFIES:
		return record->arg[2];
	default:
		return record->arg[member];
	}
}

void member_value_read(const struct machine *m, const struct trace_record *record, s32 member,
		       struct expr_value *value)
{
	u64 raw = member_raw(record, member);

	member_value_type(record->kind, member, value);
	value->number = raw;
	if (value->kind == EXPR_OBJECT) {
		value->serial = (u32)raw;
		if (!raw)
			value->kind = EXPR_NONE;
	} else if (value->kind == EXPR_STRING) {
		if (trace_events[record->kind].field[member].type == TRACE_FUNCTION)
			expr_set_text(value, trace_function_name(m, (u32)raw));
		else
			expr_set_text(value, string_text(m, (u32)raw));
	} else if (member >= 0 && trace_events[record->kind].field[member].type == TRACE_S64) {
		value->number = (s64)raw;
	}
}
