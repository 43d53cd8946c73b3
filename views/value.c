/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as text.
 *
 * A name that lies in the machine is returned as it is; everything else is
 * composed in the caller's buffer of VALUE_MAX bytes.
 */
#include "views/value.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/trace.h"
#include "machine/strings.h"

const char *value_object(const struct machine *m, u32 serial, char *buf)
{
	const struct object *object;

	if (!serial)
		return "none";
	object = m->kernel ? object_get(m, serial) : NULL;
	if (object && object->name)
		return string_text(m, object->name);
	snprintf(buf, VALUE_MAX, "#%u", serial);
	return buf;
}

const char *value_task(const struct machine *m, u32 serial, char *buf)
{
	return serial ? value_object(m, serial, buf) : "<idle>";
}

const char *value_time(u64 ns, char *buf)
{
	if (ns >= KTIME_MAX)
		return "never";
	snprintf(buf, VALUE_MAX, "%llu.%09llu s", ns / NSEC_PER_SEC,
		 ns % NSEC_PER_SEC);
	return buf;
}

const char *value_duration(u64 ns, char *buf)
{
	static const struct {
		u64 ns;
		const char *name;
	} units[] = {
		{ NSEC_PER_SEC, "s" }, { NSEC_PER_MSEC, "ms" }, { NSEC_PER_USEC, "us" },
		{ 1, "ns" },
	};
	u32 i = 0;

	if (ns >= KTIME_MAX || (ns >= 10 * NSEC_PER_SEC && ns % NSEC_PER_SEC) ||
	    (ns >= NSEC_PER_SEC && ns % NSEC_PER_MSEC))
		return value_time(ns, buf);
	while (ns ? ns % units[i].ns : units[i].ns > 1)
		i++;
	snprintf(buf, VALUE_MAX, "%" PRIu64 " %s", ns / units[i].ns, units[i].name);
	return buf;
}

const char *value_flag(const struct state_field *field, u32 bit, char *buf)
{
	if (bit < field->nr_names && field->names[bit])
		return field->names[bit];
	snprintf(buf, VALUE_MAX, "0x%" PRIx64, (u64)1 << bit);
	return buf;
}

static const char *flags_text(const struct state_field *field, u64 value, char *buf)
{
	char name[VALUE_MAX];
	size_t at = 0;
	u32 i;

	buf[0] = '\0';
	for (i = 0; i < 64 && at < VALUE_MAX; i++) {
		if (value >> i & 1)
			at += (size_t)snprintf(buf + at, VALUE_MAX - at, "%s%s", at ? "|" : "",
					       value_flag(field, i, name));
	}
	return buf;
}

static const char *integer_text(const struct state_field *field, u64 value, char *buf)
{
	if (field->unit == UNIT_MASK)
		snprintf(buf, VALUE_MAX, "0x%" PRIx64, value);
	else if (field->unit == UNIT_NS && value >= KTIME_MAX)
		return "never";
	else if (field->kind == STATE_INT)
		snprintf(buf, VALUE_MAX, "%" PRId64, (s64)value);
	else
		snprintf(buf, VALUE_MAX, "%" PRIu64, value);
	return buf;
}

static const char *enum_text(const struct state_field *field, u64 value, char *buf)
{
	if (value < field->nr_names && field->names[value])
		return field->names[value];
	snprintf(buf, VALUE_MAX, "%" PRIu64, value);
	return buf;
}

static const char *function_text(const struct machine *m, u64 id)
{
	const char *name = trace_function_name(m, (u32)id);

	return *name ? name : "none";
}

const char *value_text(const struct machine *m, const struct state_field *field, u64 value,
		       char *buf)
{
	switch (field->kind) {
	case STATE_BOOL:
		return value ? "true" : "false";
	case STATE_ENUM:
		return enum_text(field, value, buf);
	case STATE_FLAGS:
		return flags_text(field, value, buf);
	case STATE_STRING:
		return string_text(m, (u32)value);
	case STATE_FUNCTION:
		return function_text(m, value);
	case STATE_OBJECT:
		return value_object(m, (u32)value, buf);
	default:
		return integer_text(field, value, buf);
	}
}

const char *value_unit(const struct state_field *field)
{
	static const char *const names[] = {
		[UNIT_NONE] = "", [UNIT_NS] = " ns", [UNIT_JIFFIES] = " jiffies",
		[UNIT_STEPS] = " steps", [UNIT_BYTES] = " bytes", [UNIT_MASK] = "",
	};

	return field->unit < ARRAY_SIZE(names) ? names[field->unit] : "";
}
