/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions at their edges: values as text, completion of paths, and the
 * cache of the expressions that bodies use.
 */
#include "expr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expr_tree.h"
#include "linux/kernel.h"
#include "machine/strings.h"

/* --- values as text ----------------------------------------------------------- */

struct out {
	char *buf;
	size_t size, at;
};

__attribute__((format(printf, 2, 3)))
static void put(struct out *out, const char *format, ...)
{
	size_t left = out->size - out->at;
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(out->buf + out->at, left, format, ap);
	va_end(ap);
	if (n > 0)
		out->at += (size_t)n < left ? (size_t)n : left - 1;
}

/* Times in the largest unit that keeps them exact. */
static void put_ns(struct out *out, expr_int ns)
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
		put(out, "never");
		return;
	}
	while (value % units[i].ns)
		i++;
	put(out, "%s%llu%s", ns < 0 ? "-" : "", (unsigned long long)(value / units[i].ns),
	    units[i].unit);
}

static void put_flags(struct out *out, const struct state_field *field, u64 value)
{
	const char *bar = "";
	u32 i;

	if (!value)
		put(out, "0");
	for (i = 0; i < 64; i++) {
		if (!(value >> i & 1))
			continue;
		if (i < field->nr_names && field->names[i])
			put(out, "%s%s", bar, field->names[i]);
		else
			put(out, "%s%u", bar, i);
		bar = "|";
	}
}

static void put_number(struct out *out, const struct expr_value *value)
{
	const struct state_field *field = value->field;
	expr_int n = value->number;

	if (field && field->kind == STATE_FLAGS) {
		put_flags(out, field, (u64)n);
		return;
	}
	if (field && field->names && n >= 0 && n < field->nr_names && field->names[(u64)n]) {
		put(out, "%s", field->names[(u64)n]);
		return;
	}
	if (value->unit == UNIT_NS) {
		put_ns(out, n);
		return;
	}
	if (value->unit == UNIT_MASK)
		put(out, "0x%llx", (unsigned long long)n);
	else if (n < 0)
		put(out, "%lld", (long long)n);
	else
		put(out, "%llu", (unsigned long long)n);
	if (value->unit == UNIT_JIFFIES)
		put(out, "j");
}

/* Strings in quotes, so that what is printed could be typed. */
static void put_string(struct out *out, const char *text, size_t len)
{
	size_t i;

	put(out, "\"");
	for (i = 0; i < len; i++) {
		u8 c = (u8)text[i];

		if (c == '"' || c == '\\')
			put(out, "\\%c", c);
		else if (c == '\n')
			put(out, "\\n");
		else if (c == '\t')
			put(out, "\\t");
		else if (c < 0x20 || c == 0x7f)
			put(out, "\\x%02x", c);
		else
			put(out, "%c", c);
	}
	put(out, "\"");
}

static void put_object(struct out *out, const struct expr_ctx *ctx, u32 serial)
{
	const struct object *object = object_get(ctx->m, serial);

	if (object && object->name)
		put(out, "%s", string_text(ctx->m, object->name));
	else
		put(out, "#%u", serial);
}

static void put_value(struct out *out, const struct expr_ctx *ctx, const struct expr_value *value,
		      bool inside);

static void put_field(struct out *out, const struct expr_ctx *ctx, const struct state_field *field,
		      const void *at)
{
	struct expr_value value;

	if (field->kind == STATE_STRUCT) {
		put(out, "%s", state_struct(field, at) ? "{...}" : "none");
		return;
	}
	field_value_read(ctx->m, field, at, &value);
	put_value(out, ctx, &value, true);
}

static void put_struct(struct out *out, const struct expr_ctx *ctx, const struct expr_value *value)
{
	u32 i;

	put(out, "{ ");
	for (i = 0; i < value->type->nr_fields; i++) {
		const struct state_field *field = &value->type->fields[i];

		put(out, "%s%s = ", i ? ", " : "", field->name);
		put_field(out, ctx, field, value->at);
	}
	put(out, " }");
}

/* The keys of a list's elements; inside a struct only that there are some. */
static void put_list(struct out *out, const struct expr_value *value, bool inside)
{
	struct state_walk walk;
	char buf[STATE_KEY_MAX];
	const void *element;
	u64 i;

	if (inside) {
		put(out, "[%s]", value->field->next(value->at, NULL) ? "..." : "");
		return;
	}
	put(out, "[");
	walk = state_walk(value->field, value->at);
	for (i = 0; out->at + 1 < out->size; i++) {
		element = state_walk_next(&walk);
		if (!element)
			break;
		put(out, "%s%s", i ? ", " : "",
		    state_key(value->field, value->at, element, i, buf));
	}
	put(out, "]");
}

static void put_event(struct out *out, const struct expr_ctx *ctx, u64 number)
{
	const struct trace_record *record =
		ctx->trace ? trace_store_get(ctx->trace, number) : NULL;

	if (!record) {
		put(out, "event %llu", (unsigned long long)number);
		return;
	}
	put(out, "event %llu: %s at ", (unsigned long long)number, trace_events[record->kind].name);
	put_ns(out, (expr_int)record->time);
	put(out, " on cpu %u", record->cpu);
}

static void put_value(struct out *out, const struct expr_ctx *ctx, const struct expr_value *value,
		      bool inside)
{
	switch (value->kind) {
	case EXPR_NUMBER:
		put_number(out, value);
		return;
	case EXPR_BOOL:
		put(out, "%s", value->number ? "true" : "false");
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
		put(out, "none");
	}
}

const char *expr_value_format(const struct expr_ctx *ctx, const struct expr_value *value, char *buf,
			      size_t size)
{
	struct out out = { .buf = buf, .size = size };

	buf[0] = '\0';
	if (ctx->m)
		state_use(ctx->m);
	put_value(&out, ctx, value, false);
	return buf;
}

/* --- completion --------------------------------------------------------------- */

static bool in_path(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '.' || c == '[' || c == ']';
}

size_t expr_path_length(const char *text, size_t len)
{
	size_t n = 0;

	while (n < len && in_path(text[len - 1 - n]))
		n++;
	/* `in [a` and `(t1` do not begin with what stands before them */
	while (n && (text[len - n] == '[' || text[len - n] == ']' || text[len - n] == '.'))
		n--;
	return n;
}

struct completer {
	const struct expr_ctx *ctx;
	const char *path;	/* what stands before the part to be completed */
	size_t path_len;
	const char *part;
	size_t part_len;
	expr_found found;
	void *data;
};

static void offer(const struct completer *c, const char *name, const char *end, const char *help)
{
	char buf[512];
	size_t len = strlen(name);

	if (len < c->part_len || memcmp(name, c->part, c->part_len))
		return;
	if (c->path_len + len + strlen(end) >= sizeof(buf))
		return;
	snprintf(buf, sizeof(buf), "%.*s%s%s", (int)c->path_len, c->path, name, end);
	c->found(c->data, buf, help);
}

static const char *field_end(const struct state_field *field)
{
	if (field->kind == STATE_LIST)
		return "[";
	return field->kind == STATE_STRUCT ? "." : "";
}

static void offer_fields(const struct completer *c, const struct state_type *type)
{
	u32 i;

	for (i = 0; i < type->nr_fields; i++)
		offer(c, type->fields[i].name, field_end(&type->fields[i]), type->fields[i].help);
}

static void offer_keys(const struct completer *c, const struct place *place)
{
	struct state_walk walk;
	char buf[STATE_KEY_MAX];
	const void *element;
	u64 i;

	if (!place->field || place->field->kind != STATE_LIST || !place->at)
		return;
	walk = state_walk(place->field, place->at);
	for (i = 0; i < 1000; i++) {
		element = state_walk_next(&walk);
		if (!element)
			return;
		offer(c, state_key(place->field, place->at, element, i, buf), "]",
		      place->field->help);
	}
}

static void offer_words(const struct completer *c)
{
	static const char *const words[] = {
		"and", "or", "not", "in", "contains", "true", "false", "none", "never",
		"count(", "first(", "last(", "order(", "fired(", "deliveries(",
	};
	const struct object *object = NULL;
	u32 i;

	offer_fields(c, &machine_type);
	for (i = 0; i < ARRAY_SIZE(words); i++)
		offer(c, words[i], "", "");
	for (i = 0; i < EVENT_NR && c->part_len; i++)
		offer(c, trace_events[i].name, "", trace_events[i].help);
	for (i = 0; i < 10000 && c->ctx->m && c->ctx->m->kernel; i++) {
		object = object_next(c->ctx->m, object, OBJECT_NONE);
		if (!object)
			return;
		if (object->name && !object->internal)
			offer(c, string_text(c->ctx->m, object->name), "",
			      object_kind_names[object->kind]);
	}
}

/* Where the path before the part leads. */
static bool find_place(const struct completer *c, size_t len, struct place *place)
{
	struct script_error error;
	struct expr *expr = expr_parse_text(c->path, len, c->ctx, false, &error);
	bool ok = expr && expr->root->kind == NODE_PATH &&
		  path_walk(expr->root, c->ctx->m, c->ctx->m, place, &error);

	expr_free(expr);
	return ok;
}

void expr_complete(const struct expr_ctx *ctx, const char *text, size_t len, expr_found found,
		   void *data)
{
	size_t n = expr_path_length(text, len);
	struct completer c = {
		.ctx = ctx, .path = text + len - n, .path_len = n, .found = found, .data = data,
	};
	struct place place;

	if (ctx->m)
		state_use(ctx->m);
	while (c.path_len && c.path[c.path_len - 1] != '.' && c.path[c.path_len - 1] != '[')
		c.path_len--;
	c.part = c.path + c.path_len;
	c.part_len = n - c.path_len;
	if (!c.path_len) {
		offer_words(&c);
		return;
	}
	if (!find_place(&c, c.path_len - 1, &place))
		return;
	if (c.path[c.path_len - 1] == '[')
		offer_keys(&c, &place);
	else if (!place.field && place.type)
		offer_fields(&c, place.type);
}

/* --- the cache ---------------------------------------------------------------- */

#define CACHE_ROWS 256		/* a power of 2 */

struct expr_cache {
	struct expr_ctx ctx;
	struct expr *row[CACHE_ROWS];
	struct script_error error;
};

struct expr_cache *expr_cache_new(const struct expr_ctx *ctx)
{
	struct expr_cache *cache = calloc(1, sizeof(*cache));

	if (cache)
		cache->ctx = *ctx;
	return cache;
}

void expr_cache_free(struct expr_cache *cache)
{
	u32 i;

	if (!cache)
		return;
	for (i = 0; i < CACHE_ROWS; i++)
		expr_free(cache->row[i]);
	free(cache);
}

/* An id may come to mean another text when the machine has gone back in time
 * and into another future: so the text decides. */
static struct expr *lookup(struct expr_cache *cache, u32 string_id)
{
	struct expr **row = &cache->row[string_id / 4 % CACHE_ROWS];
	const char *text = string_text(cache->ctx.m, string_id);

	if (*row && !strcmp((*row)->text, text))
		return *row;
	expr_free(*row);
	*row = expr_parse_text(text, strlen(text), &cache->ctx, true, &cache->error);
	return *row;
}

int expr_cache_eval(void *data, u32 string_id)
{
	struct expr_cache *cache = data;
	struct expr *expr = lookup(cache, string_id);
	bool value;

	if (!expr || !expr_eval_bool(expr, &cache->ctx, &value, &cache->error))
		return EVAL_ERROR;
	return value ? EVAL_TRUE : EVAL_FALSE;
}

const struct script_error *expr_cache_error(const struct expr_cache *cache)
{
	return &cache->error;
}
