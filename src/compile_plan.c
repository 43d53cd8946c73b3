/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the first pass finds: see compile_plan.h.
 */
#include "compile_plan.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/strings.h"

bool plan_no_memory(struct compiler *c)
{
	static const struct token start = { .line = 1, .column = 1 };

	return script_fail(c->error, &start, NULL, "out of memory");
}

void *plan_grow(void *v, u32 nr, u32 *room, size_t size)
{
	if (nr < *room)
		return v;
	*room = *room ? *room * 2 : 8;
	return realloc(v, *room * size);
}

static char *copy_span(struct span span)
{
	char *text = malloc(span.len + 1);

	if (!text)
		return NULL;
	memcpy(text, span.text, span.len);
	text[span.len] = '\0';
	return text;
}

void plan_free_body(struct plan_body *body)
{
	u32 i, j;

	for (i = 0; i < body->nr; i++) {
		free(body->v[i].text);
		for (j = 0; j < PROGRAM_MAX_ARGS; j++)
			free(body->v[i].arg[j].text);
	}
	free(body->v);
}

void plan_note(const struct compiler *c, const char *format, ...)
{
	char text[300];
	va_list ap;

	if (!c->options->note)
		return;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	c->options->note(c->options->data, text);
}

struct planned *plan_find(struct compiler *c, struct span name)
{
	u32 i;

	for (i = c->nr_planned; i-- > 0;) {
		if (span_is(name, c->planned[i].name))
			return &c->planned[i];
	}
	return NULL;
}

struct object *plan_find_object(const struct compiler *c, struct span name)
{
	return object_find(c->m, string_lookup(c->m, name.text, name.len));
}

bool text_arg(struct compiler *c, struct span text, enum arg_type type,
	      struct plan_arg *out)
{
	out->arg.type = (u8)type;
	out->ref = REF_TEXT;
	out->text = copy_span(text);
	out->len = text.len;
	return out->text || plan_no_memory(c);
}

struct plan_insn *plan_add_insn(struct compiler *c, struct plan_body *body,
				const struct call_row *row, u32 line)
{
	struct plan_insn *v = plan_grow(body->v, body->nr, &body->room, sizeof(*v));

	if (!v) {
		plan_no_memory(c);
		return NULL;
	}
	body->v = v;
	v += body->nr++;
	memset(v, 0, sizeof(*v));
	v->call = (u16)(row - call_table);
	v->line = line && c->options->line ? c->options->line + line - 1 : 0;
	return v;
}

bool plan_add_body(struct compiler *c, struct plan_body *body, u32 *index)
{
	struct plan_body *bodies =
		plan_grow(c->bodies, c->nr_bodies, &c->room_bodies, sizeof(*bodies));

	if (!bodies) {
		plan_free_body(body);
		return plan_no_memory(c);
	}
	c->bodies = bodies;
	bodies[c->nr_bodies] = *body;
	*index = c->nr_bodies++;
	return true;
}
