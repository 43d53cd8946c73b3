/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion of expressions: see expr_complete() in expr.h.
 */
#include "expr.h"

#include <stdio.h>
#include <string.h>

#include "expr_path.h"
#include "expr_word.h"
#include "linux/kernel.h"
#include "linux/trace.h"
#include "machine/strings.h"

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
	const struct expr_word *word;
	const struct object *object = NULL;
	u32 i;

	offer_fields(c, &machine_type);
	for (word = expr_words; word->name; word++)
		offer(c, word->name, word->call ? "(" : "", "");
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
