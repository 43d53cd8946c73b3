/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values as text, as they could be typed: see expr_value_format() in expr.h.
 */
#include "expr_value.h"

#include "linux/kernel.h"
#include "linux/trace.h"
#include "machine/strings.h"
#include "text.h"

/* Times in the largest unit that keeps them exact. */
static void put_ns(struct text *out, expr_int ns)
{
	static const struct {
		u64 ns;
		const char *unit;
	} units[] = {
		{ NSEC_PER_SEC, "s" }, { NSEC_PER_MSEC, "ms" },
		{ NSEC_PER_USEC, "us" }, { 1, "ns" },
	};
	u64 value = (u64)(ns < 0 ? -ns : ns);
	u32 i = 0;

	if (ns == KTIME_MAX) {
		text_say(out, "never");
		return;
	}
	while (value % units[i].ns)
		i++;
	text_say(out, "%s%llu%s", ns < 0 ? "-" : "", (unsigned long long)(value / units[i].ns),
		 units[i].unit);
}

static void put_flags(struct text *out, const struct state_field *field, u64 value)
{
	const char *bar = "";
	u32 i;

	if (!value)
		text_say(out, "0");
	for (i = 0; i < 64; i++) {
		if (!(value >> i & 1))
			continue;
		if (i < field->nr_names && field->names[i])
			text_say(out, "%s%s", bar, field->names[i]);
		else
			text_say(out, "%s%u", bar, i);
		bar = "|";
	}
}

static void put_number(struct text *out, const struct expr_value *value)
{
	const struct state_field *field = value->field;
	expr_int n = value->number;

	if (field && field->kind == STATE_FLAGS) {
		put_flags(out, field, (u64)n);
		return;
	}
	if (field && field->names && n >= 0 && n < field->nr_names && field->names[(u64)n]) {
		text_say(out, "%s", field->names[(u64)n]);
		return;
	}
	if (value->unit == UNIT_NS) {
		put_ns(out, n);
		return;
	}
	if (value->unit == UNIT_MASK)
		text_say(out, "0x%llx", (unsigned long long)n);
	else if (n < 0)
		text_say(out, "%lld", (long long)n);
	else
		text_say(out, "%llu", (unsigned long long)n);
	if (value->unit == UNIT_JIFFIES)
		text_say(out, "j");
}

/* Strings in quotes, so that what is printed could be typed. */
static void put_string(struct text *out, const char *text, size_t len)
{
	size_t i;

	text_say(out, "\"");
	for (i = 0; i < len; i++) {
		u8 c = (u8)text[i];

		if (c == '"' || c == '\\')
			text_say(out, "\\%c", c);
		else if (c == '\n')
			text_say(out, "\\n");
		else if (c == '\t')
			text_say(out, "\\t");
		else if (c < 0x20 || c == 0x7f)
			text_say(out, "\\x%02x", c);
		else
			text_say(out, "%c", c);
	}
	text_say(out, "\"");
}

static void put_object(struct text *out, const struct expr_ctx *ctx, u32 serial)
{
	const struct object *object = object_get(ctx->m, serial);

	if (object && object->name)
		text_say(out, "%s", string_text(ctx->m, object->name));
	else
		text_say(out, "#%u", serial);
}

static void put_value(struct text *out, const struct expr_ctx *ctx, const struct expr_value *value,
		      bool inside);

static void put_field(struct text *out, const struct expr_ctx *ctx, const struct state_field *field,
		      const void *at)
{
	struct expr_value value;

	if (field->kind == STATE_STRUCT) {
		text_say(out, "%s", state_struct(field, at) ? "{...}" : "none");
		return;
	}
	field_value_read(ctx->m, field, at, &value);
	put_value(out, ctx, &value, true);
}

static void put_struct(struct text *out, const struct expr_ctx *ctx, const struct expr_value *value)
{
	u32 i;

	text_say(out, "{ ");
	for (i = 0; i < value->type->nr_fields; i++) {
		const struct state_field *field = &value->type->fields[i];

		text_say(out, "%s%s = ", i ? ", " : "", field->name);
		put_field(out, ctx, field, value->at);
	}
	text_say(out, " }");
}

/* The keys of a list's elements; inside a struct only that there are some. */
static void put_list(struct text *out, const struct expr_value *value, bool inside)
{
	struct state_walk walk;
	char buf[STATE_KEY_MAX];
	const void *element;
	u64 i;

	if (inside) {
		text_say(out, "[%s]", value->field->next(value->at, NULL) ? "..." : "");
		return;
	}
	text_say(out, "[");
	walk = state_walk(value->field, value->at);
	for (i = 0; out->len + 1 < out->size; i++) {
		element = state_walk_next(&walk);
		if (!element)
			break;
		text_say(out, "%s%s", i ? ", " : "",
			 state_key(value->field, value->at, element, i, buf));
	}
	text_say(out, "]");
}

static void put_event(struct text *out, const struct expr_ctx *ctx, u64 number)
{
	const struct trace_record *record =
		ctx->trace ? trace_store_get(ctx->trace, number) : NULL;

	if (!record) {
		text_say(out, "event %llu", (unsigned long long)number);
		return;
	}
	text_say(out, "event %llu: %s at ", (unsigned long long)number,
		 trace_events[record->kind].name);
	put_ns(out, (expr_int)record->time);
	text_say(out, " on cpu %u", record->cpu);
}

static void put_value(struct text *out, const struct expr_ctx *ctx, const struct expr_value *value,
		      bool inside)
{
	switch (value->kind) {
	case EXPR_NUMBER:
		put_number(out, value);
		return;
	case EXPR_BOOL:
		text_say(out, "%s", value->number ? "true" : "false");
		return;
	case EXPR_STRING:
		put_string(out, value->text, value->len);
		return;
	case EXPR_OBJECT:
		put_object(out, ctx, value->serial);
		return;
	case EXPR_STRUCT:
		put_struct(out, ctx, value);
		return;
	case EXPR_LIST:
		put_list(out, value, inside);
		return;
	case EXPR_EVENT:
		put_event(out, ctx, (u64)value->number);
		return;
	default:
		text_say(out, "none");
	}
}

const char *expr_value_format(const struct expr_ctx *ctx, const struct expr_value *value, char *buf,
			      size_t size)
{
	struct text out = { .buf = buf, .size = size };

	buf[0] = '\0';
	if (ctx->m)
		state_use(ctx->m);
	put_value(&out, ctx, value, false);
	return buf;
}
