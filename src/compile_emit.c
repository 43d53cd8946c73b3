/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The second pass: see compile_emit.h.
 */
#include "compile_emit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/strings.h"

static bool memory_full(struct compiler *c)
{
	static const struct token start = { .line = 1, .column = 1 };

	return script_fail(c->error, &start, "--max-memory gives more",
			   "the machine's memory is full");
}

/* The statement that sets up planned object @i. */
static bool add_setup(struct compiler *c, struct plan_body *setups, u32 i)
{
	const struct planned *planned = &c->planned[i];
	bool hrtimer = planned->kind == OBJECT_HRTIMER;
	const char *name = hrtimer ? "hrtimer_setup" : "timer_setup";
	struct plan_insn *insn = plan_add_insn(c, setups, call_find(name, strlen(name)), 0);

	if (!insn)
		return false;
	insn->nr_args = hrtimer ? 4 : 3;
	insn->end = setups->nr;
	insn->arg[0].arg = (struct program_arg){ .type = ARG_OBJECT, .value = i };
	insn->arg[0].ref = REF_PLANNED;
	if (hrtimer) {
		insn->arg[1].arg = (struct program_arg){ .type = ARG_NUMBER,
							 .value = planned->clock };
		insn->arg[2].arg = (struct program_arg){ .type = ARG_NUMBER,
							 .value = planned->mode };
	}
	insn->text = malloc(sizeof(planned->name) + 20);
	if (insn->text)
		sprintf(insn->text, "%s %s", name, planned->name);
	return true;
}

/* For timers that nobody has set up, before everything else. */
static bool add_setups(struct compiler *c, struct plan_body *main)
{
	struct plan_body setups = { 0 };
	u32 i, shift;

	for (i = 0; i < c->nr_planned; i++) {
		if (c->planned[i].setup && c->planned[i].kind != OBJECT_LOCK &&
		    !add_setup(c, &setups, i))
			break;
	}
	shift = setups.nr;
	for (i = 0; i < main->nr; i++) {
		main->v[i].end += shift;
		if (main->v[i].arg[1].ref == REF_INSN)
			main->v[i].arg[1].arg.value += shift;
	}
	main->v = realloc(main->v, (main->nr + shift + 1) * sizeof(*main->v));
	if (!main->v || c->error->line)
		return plan_no_memory(c);
	memmove(main->v + shift, main->v, main->nr * sizeof(*main->v));
	if (shift)
		memcpy(main->v, setups.v, shift * sizeof(*main->v));
	main->nr += shift;
	main->room = main->nr + 1;
	free(setups.v);
	return true;
}

static bool make_objects(struct compiler *c)
{
	u32 i;

	for (i = 0; i < c->nr_planned; i++) {
		struct planned *planned = &c->planned[i];
		u32 name = string_intern(c->m, planned->name, strlen(planned->name));

		if (!name)
			return false;
		if (planned->kind == OBJECT_TIMER)
			planned->serial = object_new_timer(c->m, name);
		else if (planned->kind == OBJECT_HRTIMER)
			planned->serial = object_new_hrtimer(c->m, name);
		else if (planned->kind == OBJECT_LOCK)
			planned->serial = object_new_lock(c->m, name);
		else
			planned->serial = object_new_result(c->m, name);
		if (!planned->serial)
			return false;
		if (planned->setup && planned->kind != OBJECT_LOCK)
			plan_note(c, "timerscope: set up %s with defaults", planned->name);
		else if (planned->setup)
			plan_note(c, "timerscope: made the lock %s", planned->name);
	}
	return true;
}

static bool resolve(struct compiler *c, const struct plan_arg *from, u32 first,
		    struct program_arg *to)
{
	*to = from->arg;
	switch (from->ref) {
	case REF_PLANNED:
		to->value = c->planned[from->arg.value].serial;
		break;
	case REF_PROGRAM:
		to->value = c->bodies[from->arg.value].id;
		break;
	case REF_INSN:
		to->value = first + from->arg.value;
		break;
	case REF_TEXT:
		to->value = string_intern(c->m, from->text, from->len);
		return to->value;
	case REF_NONE:
		break;
	}
	return true;
}

static u32 texts_size(const struct plan_body *body)
{
	size_t size = 0;
	u32 i;

	for (i = 0; i < body->nr; i++)
		size += strlen(body->v[i].text) + 1;
	return (u32)size;
}

/* The result that `-> r` names may hold what an earlier call returned. */
static void reset_result(struct compiler *c, u32 serial)
{
	struct object *object = object_get(c->m, serial);

	if (object && object->kind == OBJECT_RESULT)
		*(struct result *)object->memory = (struct result){ .serial = serial };
}

static bool make_program(struct compiler *c, struct plan_body *body)
{
	u32 name = string_intern(c->m, body->name, strlen(body->name));
	struct program *program;
	u32 text, i, j;

	body->id = name ? program_new(c->m, name, body->nr, texts_size(body)) : 0;
	program = program_get(c->m, body->id);
	if (!program)
		return false;
	text = program->text;
	for (i = 0; i < body->nr; i++) {
		const struct plan_insn *from = &body->v[i];
		struct insn *to = program_insn(c->m, program->first + i);
		struct program_arg result;
		size_t len = strlen(from->text) + 1;

		to->call = from->call;
		to->nr_args = from->nr_args;
		to->line = from->line;
		to->end = program->first + from->end;
		to->text = text;
		memcpy(c->m->base + text, from->text, len);
		text += (u32)len;
		for (j = 0; j < PROGRAM_MAX_ARGS; j++) {
			if (!resolve(c, &from->arg[j], program->first, &to->arg[j]))
				return false;
		}
		resolve(c, &from->result, 0, &result);
		to->result = (u32)result.value;
		reset_result(c, to->result);
	}
	return true;
}

bool plan_emit(struct compiler *c, struct plan_body *main, struct compiled *out)
{
	const struct plan_insn *last;
	struct program_arg result;
	u32 index, i;

	if (!add_setups(c, main) || !plan_add_body(c, main, &index))
		return false;
	*main = (struct plan_body){ 0 };
	if (!make_objects(c))
		return memory_full(c);
	for (i = 0; i < c->nr_bodies; i++) {
		if (!make_program(c, &c->bodies[i]))
			return memory_full(c);
	}
	out->program = c->bodies[index].id;
	last = c->bodies[index].nr ? &c->bodies[index].v[c->bodies[index].nr - 1] : NULL;
	if (!last)
		return true;
	resolve(c, &last->result, 0, &result);
	out->result = (u32)result.value;
	/* `call X -> c`: c is filled in by X's own task */
	if (!out->result && strstr(call_table[last->call].args, ":STATEMENT")) {
		resolve(c, &last->arg[1], 0, &result);
		reset_result(c, (u32)result.value);
	}
	return true;
}

/* A block's task fills in one result itself, when all of it has run. */
bool plan_emit_result(struct compiler *c, const struct plan_arg *bound, struct compiled *out)
{
	struct program_arg result;

	if (!resolve(c, bound, 0, &result))
		return false;
	out->result = (u32)result.value;
	reset_result(c, out->result);
	return true;
}
