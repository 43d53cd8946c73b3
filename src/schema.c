/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A walk over the tables that writes what a value of each kind looks like.
 *
 * Every struct type that is reachable from the machine becomes one entry of
 * $defs; a first walk collects them, in the order in which they are met.  An
 * enum's value may also be a bare number as text: that is how a value without
 * a name comes out, in a machine that a program has spoilt.
 */
#include "schema.h"

#include <string.h>

#include "boot_options.h"
#include "json.h"
#include "linux/kernel.h"
#include "linux/softirq.h"
#include "linux/siginfo.h"
#include "linux/trace.h"
#include "state_types.h"

/* --- small pieces -------------------------------------------------------- */

static void put_pair(struct json_out *out, const char *key, const char *text)
{
	json_put_key(out, key);
	json_put_string(out, text);
}

static void put_type(struct json_out *out, const char *type, bool or_null)
{
	json_put_key(out, "type");
	if (!or_null) {
		json_put_string(out, type);
		return;
	}
	json_put_array(out);
	json_put_string(out, type);
	json_put_string(out, "null");
	json_put_end(out);
}

static void put_ref(struct json_out *out, const char *name)
{
	char text[128];

	snprintf(text, sizeof(text), "#/$defs/%s", name);
	put_pair(out, "$ref", text);
}

static void put_ref_or_null(struct json_out *out, const char *name)
{
	json_put_key(out, "anyOf");
	json_put_array(out);
	json_put_object(out);
	put_ref(out, name);
	json_put_end(out);
	json_put_object(out);
	put_type(out, "null", false);
	json_put_end(out);
	json_put_end(out);
}

static void put_unsigned(struct json_out *out, bool or_null)
{
	put_type(out, "integer", or_null);
	json_put_key(out, "minimum");
	json_put_u64(out, 0);
}

/* Either one of the names or what stands for a value without one. */
static void put_names(struct json_out *out, const char *const *names, u32 nr, const char *pattern)
{
	u32 i;

	json_put_key(out, "anyOf");
	json_put_array(out);
	json_put_object(out);
	json_put_key(out, "enum");
	json_put_array(out);
	for (i = 0; i < nr; i++) {
		if (names[i])
			json_put_string(out, names[i]);
	}
	json_put_end(out);
	json_put_end(out);
	json_put_object(out);
	put_type(out, "string", false);
	put_pair(out, "pattern", pattern);
	json_put_end(out);
	json_put_end(out);
}

static void put_help(struct json_out *out, const char *help, const char *unit)
{
	char text[512];

	snprintf(text, sizeof(text), "%s%s%s%s", help, *unit ? " (" : "", unit, *unit ? ")" : "");
	put_pair(out, "description", text);
}

/* An object of which nothing may be missing, and to which nothing is added. */
static void open_properties(struct json_out *out)
{
	put_type(out, "object", false);
	json_put_key(out, "additionalProperties");
	json_put_bool(out, false);
	json_put_key(out, "properties");
	json_put_object(out);
}

/* --- fields of state ----------------------------------------------------- */

static const char *unit_text(const struct state_field *field)
{
	switch (field->unit) {
	case UNIT_NS:
		return "ns; null: never";
	case UNIT_JIFFIES:
		return "jiffies";
	case UNIT_STEPS:
		return "statements";
	case UNIT_BYTES:
		return "bytes";
	case UNIT_MASK:
		return "bit mask";
	default:
		return "";
	}
}


/* With keys: an object; without: an array. */
static void put_list_field(struct json_out *out, const struct state_field *field)
{
	put_type(out, field->key ? "object" : "array", false);
	json_put_key(out, field->key ? "additionalProperties" : "items");
	json_put_object(out);
	put_ref(out, field->type->name);
	json_put_end(out);
}

static void put_integer_field(struct json_out *out, const struct state_field *field)
{
	if (field->unit == UNIT_MASK) {
		put_type(out, "string", false);
		put_pair(out, "pattern", "^0x[0-9a-f]+$");
	} else if (field->kind == STATE_INT) {
		put_type(out, "integer", field->unit == UNIT_NS);
	} else {
		put_unsigned(out, field->unit == UNIT_NS);
	}
}

static void put_flags_field(struct json_out *out, const struct state_field *field)
{
	put_type(out, "array", false);
	json_put_key(out, "items");
	json_put_object(out);
	put_names(out, field->names, field->nr_names, "^0x[0-9a-f]+$");
	json_put_end(out);
}

static void put_field(struct json_out *out, const struct state_field *field)
{
	json_put_key(out, field->name);
	json_put_object(out);
	put_help(out, field->help, unit_text(field));
	switch (field->kind) {
	case STATE_STRUCT:
		if (field->follow)
			put_ref_or_null(out, field->type->name);
		else
			put_ref(out, field->type->name);
		break;
	case STATE_LIST:
		put_list_field(out, field);
		break;
	case STATE_UINT:
	case STATE_INT:
		put_integer_field(out, field);
		break;
	case STATE_BOOL:
		put_type(out, "boolean", false);
		break;
	case STATE_ENUM:
		put_names(out, field->names, field->nr_names, "^[0-9]+$");
		break;
	case STATE_FLAGS:
		put_flags_field(out, field);
		break;
	default:
		put_type(out, "string", field->kind != STATE_TEXT);
	}
	json_put_end(out);
}

static void put_state_type(struct json_out *out, const struct state_type *type)
{
	u32 i;

	json_put_key(out, type->name);
	json_put_object(out);
	put_pair(out, "description", type->help);
	open_properties(out);
	for (i = 0; i < type->nr_fields; i++)
		put_field(out, &type->fields[i]);
	json_put_end(out);
	json_put_key(out, "required");
	json_put_array(out);
	for (i = 0; i < type->nr_fields; i++)
		json_put_string(out, type->fields[i].name);
	json_put_end(out);
	json_put_end(out);
}

/* --- fixed parts --------------------------------------------------------- */

/* A member of the documents that no table describes. */
struct member {
	const char *name;
	const char *help;
	const char *type;	/* "ref:NAME", "refs:NAME" (an array), "const:TEXT" or a type */
	bool or_null;
};

static void put_member_type(struct json_out *out, const struct member *member)
{
	const char *type = member->type;

	if (!strncmp(type, "const:", 6)) {
		put_pair(out, "const", type + 6);
	} else if (!strncmp(type, "refs:", 5)) {
		put_type(out, "array", false);
		json_put_key(out, "items");
		json_put_object(out);
		put_ref(out, type + 5);
		json_put_end(out);
	} else if (!strncmp(type, "ref:", 4) && member->or_null) {
		put_ref_or_null(out, type + 4);
	} else if (!strncmp(type, "ref:", 4)) {
		put_ref(out, type + 4);
	} else {
		put_type(out, type, member->or_null);
	}
}

static void put_members(struct json_out *out, const struct member *members, u32 nr)
{
	u32 i;

	open_properties(out);
	for (i = 0; i < nr; i++) {
		json_put_key(out, members[i].name);
		json_put_object(out);
		put_help(out, members[i].help, "");
		put_member_type(out, &members[i]);
		json_put_end(out);
	}
	json_put_end(out);
	json_put_key(out, "required");
	json_put_array(out);
	for (i = 0; i < nr; i++)
		json_put_string(out, members[i].name);
	json_put_end(out);
}

static const struct member result_members[] = {
	{ "format", "what this document is", "const:timerscope-result", false },
	{ "version", "of the format", "integer", false },
	{ "timerscope", "the program's version", "string", false },
	{ "core", "digest of the simulated sources", "string", false },
	{ "machine", "its configuration; null: none was made", "ref:configuration", true },
	{ "exit", "how the run ended", "ref:exit", false },
	{ "expectations", "expect and require, in the order of the script", "refs:expectation",
	  false },
	{ "state", "the machine at the end; null: none was made", "ref:machine", true },
};

static const struct member configuration_members[] = {
	{ "cpus", "number of CPUs", "integer", false },
	{ "hz", "ticks a second", "integer", false },
	{ "jiffies0", "jiffies at boot", "integer", false },
	{ "ticks", "tick devices run", "boolean", false },
	{ "step_cost", "time that a statement takes (ns)", "integer", false },
};

static const struct member exit_members[] = {
	{ "code", "the program's exit code", "integer", false },
	{ "reason", "what it means here", "string", false },
};

static const struct member expectation_members[] = {
	{ "text", "as it is written in the script", "string", false },
	{ "line", "its line there", "integer", false },
	{ "reached", "it was checked", "boolean", false },
	{ "passed", "it held", "boolean", false },
	{ "at", "when it was checked (ns); null: never", "integer", true },
	{ "step", "statements executed by then; null: never", "integer", true },
	{ "detail", "the values, if it failed", "string", true },
};

static void put_definition(struct json_out *out, const char *name, const struct member *members,
			   u32 nr)
{
	json_put_key(out, name);
	json_put_object(out);
	put_members(out, members, nr);
	json_put_end(out);
}

/* The boot options have a table of their own. */
static void put_configuration(struct json_out *out)
{
	struct member members[ARRAY_SIZE(configuration_members) + 16];
	u32 nr = ARRAY_SIZE(configuration_members);
	u32 i;

	memcpy(members, configuration_members, sizeof(configuration_members));
	for (i = 0; i < nr_boot_options && nr < ARRAY_SIZE(members); i++) {
		const struct boot_option *option = &boot_options[i];

		if (!option->device)
			members[nr++] = (struct member){
				option->name, option->help,
				option->kind == BOOT_FLAG ? "boolean" : "integer", false,
			};
	}
	put_definition(out, "configuration", members, nr);
}

/* --- events -------------------------------------------------------------- */

static void put_event_field(struct json_out *out, const struct trace_field *field)
{
	json_put_key(out, field->name);
	json_put_object(out);
	put_help(out, field->help, field->type == TRACE_JIFFIES ? "jiffies" :
				   field->type == TRACE_NS ? "ns" : "");
	switch (field->type) {
	case TRACE_U64:
	case TRACE_JIFFIES:
		put_unsigned(out, false);
		break;
	case TRACE_NS:
		put_unsigned(out, true);
		break;
	case TRACE_S64:
		put_type(out, "integer", false);
		break;
	case TRACE_HEX:
		put_type(out, "string", false);
		put_pair(out, "pattern", "^0x[0-9a-f]+$");
		break;
	case TRACE_SOFTIRQ_VEC:
		put_names(out, softirq_names, NR_SOFTIRQS, "^[0-9]+$");
		break;
	case TRACE_SIGNAL:
		put_names(out, signal_names, NR_SIGNALS + 1, "^[0-9]+$");
		break;
	case TRACE_SIGNAL_RESULT:
		put_names(out, signal_result_names, SIGNAL_NR_RESULTS, "^[0-9]+$");
		break;
	default:
		put_type(out, "string", field->type == TRACE_OBJECT);
	}
	json_put_end(out);
}

static void put_event_fields(struct json_out *out, const struct trace_event *event)
{
	u32 i;

	json_put_key(out, "fields");
	json_put_object(out);
	open_properties(out);
	for (i = 0; i < event->nr_fields; i++)
		put_event_field(out, &event->field[i]);
	json_put_end(out);
	json_put_key(out, "required");
	json_put_array(out);
	for (i = 0; i < event->nr_fields; i++)
		json_put_string(out, event->field[i].name);
	json_put_end(out);
	json_put_end(out);
}

/* All lines have the same members; "fields" differ. */
static const struct member event_members[] = {
	{ "number", "0, 1, 2 ... in this machine", "integer", false },
	{ "time", "virtual time (ns)", "integer", false },
	{ "step", "statements executed before it", "integer", false },
	{ "cpu", "where it happened", "integer", false },
	{ "event", "its name", "string", false },
	{ "context", "hardirq, softirq or task", "string", false },
	{ "flags", "ftrace's flag column", "string", false },
	{ "task", "the task that ran; <idle>: none", "string", false },
	{ "fields", "what the event says", "object", false },
};

static void put_event_line(struct json_out *out)
{
	json_put_key(out, "event_line");
	json_put_object(out);
	put_pair(out, "description", "what all lines of --events have in common");
	put_members(out, event_members, ARRAY_SIZE(event_members));
	json_put_end(out);
}

static void put_event(struct json_out *out, const struct trace_event *event)
{
	char name[80];

	snprintf(name, sizeof(name), "event_%s", event->name);
	json_put_key(out, name);
	json_put_object(out);
	put_pair(out, "description", event->help);
	put_type(out, "object", false);
	json_put_key(out, "properties");
	json_put_object(out);
	json_put_key(out, "event");
	json_put_object(out);
	put_pair(out, "const", event->name);
	json_put_end(out);
	put_event_fields(out, event);
	json_put_end(out);
	json_put_end(out);
}

static void put_events(struct json_out *out)
{
	char name[80];
	u32 i;

	json_put_key(out, "event");
	json_put_object(out);
	put_pair(out, "description", "a line of --events");
	put_ref(out, "event_line");
	json_put_key(out, "oneOf");
	json_put_array(out);
	for (i = 0; i < EVENT_NR; i++) {
		json_put_object(out);
		snprintf(name, sizeof(name), "event_%s", trace_events[i].name);
		put_ref(out, name);
		json_put_end(out);
	}
	json_put_end(out);
	json_put_end(out);
	put_event_line(out);
	for (i = 0; i < EVENT_NR; i++)
		put_event(out, &trace_events[i]);
}

bool schema_write(FILE *file)
{
	struct json_out *out = json_out_new(file, true);
	struct state_types types = { .nr = 0 };
	u32 i;

	if (!out)
		return false;
	state_types_collect(&types, &machine_type);
	json_put_object(out);
	put_pair(out, "$schema", "https://json-schema.org/draft/2020-12/schema");
	put_pair(out, "title", "timerscope result");
	put_pair(out, "description", "What timerscope --json writes; lines of --events follow "
				     "#/$defs/event.");
	put_members(out, result_members, ARRAY_SIZE(result_members));
	json_put_key(out, "$defs");
	json_put_object(out);
	put_configuration(out);
	put_definition(out, "exit", exit_members, ARRAY_SIZE(exit_members));
	put_definition(out, "expectation", expectation_members, ARRAY_SIZE(expectation_members));
	for (i = 0; i < types.nr; i++)
		put_state_type(out, types.type[i]);
	put_events(out);
	json_put_end(out);
	json_put_end(out);
	return json_out_end(out);
}
