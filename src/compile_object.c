/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Objects in arguments: see compile_object.h.
 */
#include "compile_object.h"

#include <stdio.h>
#include <string.h>

#include "machine/strings.h"

static bool check_name(struct compiler *c, const struct token *token, struct span name, u32 nr)
{
	if (token->kind != TOKEN_WORD || nr != 1)
		return script_fail(c->error, token, "names are letters, digits and _: t1",
				   "'%.*s' is no name", span_shown(name), name.text);
	if (name.len > NAME_MAX_LEN)
		return script_fail(c->error, token, NULL, "names have at most %d letters",
				   NAME_MAX_LEN);
	return true;
}

/* p1.main, p1.timer0: what the kernel makes has a name of words and dots. */
bool is_dotted(const struct compiler *c, const struct stmt_arg *arg)
{
	struct span name = arg_span(c, arg);
	u32 i;

	if (arg->nr < 3 || !(arg->nr & 1) || name.len > NAME_MAX_LEN ||
	    memchr(name.text, ' ', name.len))
		return false;
	for (i = 0; i < arg->nr; i++) {
		const struct token *token = arg_token(c, arg) + i;

		if (i & 1 ? !token_is(script_text(c->script), token, ".") :
			    token->kind != TOKEN_WORD)
			return false;
	}
	return true;
}

static bool plan_object(struct compiler *c, const struct token *token, struct span name,
			enum object_kind kind, struct plan_arg *out)
{
	struct planned *planned;

	if (expr_reserved(name.text, name.len))
		return script_fail(c->error, token, "choose another name",
				   "'%.*s' has a meaning in expressions", span_shown(name),
				   name.text);
	planned = plan_grow(c->planned, c->nr_planned, &c->room_planned, sizeof(*planned));
	if (!planned)
		return plan_no_memory(c);
	c->planned = planned;
	planned += c->nr_planned;
	*planned = (struct planned){
		.kind = kind, .clock = CLOCK_MONOTONIC, .mode = HRTIMER_MODE_REL,
	};
	memcpy(planned->name, name.text, name.len);
	out->arg.type = ARG_OBJECT;
	out->arg.value = c->nr_planned++;
	out->ref = REF_PLANNED;
	return true;
}

static bool wrong_kind(struct compiler *c, const struct token *token, struct span name, u32 is,
		       u32 wanted)
{
	return script_fail(c->error, token, "use another name",
			   "%.*s is a %s; a %s is wanted here", span_shown(name), name.text,
			   object_kind_names[is], object_kind_names[wanted]);
}

static void offer_nearest(const struct compiler *c, struct nearest *nearest, u32 kind)
{
	const struct object *object = NULL;
	u32 i;

	for (i = 0; i < 10000; i++) {
		object = object_next(c->m, object, (enum object_kind)kind);
		if (!object)
			break;
		nearest_offer(nearest, string_text(c->m, object->name));
	}
}

/* @other: another kind that would do as well. */
bool unknown_object(struct compiler *c, const struct token *token, struct span name,
		    u32 wanted, u32 other)
{
	struct nearest nearest;
	char buf[250];

	nearest_begin(&nearest, name.text, name.len);
	offer_nearest(c, &nearest, wanted);
	if (other != wanted)
		offer_nearest(c, &nearest, other);
	return script_fail(c->error, token,
			   nearest.nr ? nearest_text(&nearest, buf, sizeof(buf)) :
			   wanted == OBJECT_TASK ? "make it first: task p1 { ... }" :
			   wanted == OBJECT_RESULT ? "a number, or what a call returned: -> t1" :
			   wanted == OBJECT_PROCESS ? "make it first: process p1 { ... }" :
			   wanted == OBJECT_HRTIMER ? "make it first: hrtimer_setup h1" :
						   "make it first: timer_setup t1",
			   "there is no %s called '%.*s'",
			   wanted ? object_kind_names[wanted] : "object", span_shown(name),
			   name.text);
}

static void known_object(struct plan_arg *out, const struct object *object)
{
	out->arg.type = ARG_OBJECT;
	out->arg.value = object->serial;
}

/* An object that exists, or is about to. */
static bool existing(struct compiler *c, const struct token *token, struct span name, u32 kind,
		     struct plan_arg *out, bool *found)
{
	struct planned *planned = plan_find(c, name);
	struct object *object = plan_find_object(c, name);

	*found = planned || object;
	if (planned) {
		if (kind && planned->kind != kind)
			return wrong_kind(c, token, name, planned->kind, kind);
		out->arg.type = ARG_OBJECT;
		out->arg.value = (u64)(planned - c->planned);
		out->ref = REF_PLANNED;
	} else if (object) {
		if (kind && object->kind != kind)
			return wrong_kind(c, token, name, object->kind, kind);
		known_object(out, object);
	}
	return true;
}

/* TIMER, LOCK, TASK, OBJECT.  In a body, which runs later, tasks and other
 * objects may still be missing. */
bool object_arg(struct compiler *c, const struct stmt_arg *arg, u32 kind,
		struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	bool found;

	if (!is_dotted(c, arg) && !check_name(c, token, name, arg->nr))
		return false;
	if (!existing(c, token, name, kind, out, &found))
		return false;
	if (found)
		return true;
	if (is_dotted(c, arg) && kind != OBJECT_TASK && kind != OBJECT_NONE)
		return check_name(c, token, name, arg->nr);
	if (kind == OBJECT_TIMER || kind == OBJECT_HRTIMER || kind == OBJECT_LOCK) {
		if (!plan_object(c, token, name, (enum object_kind)kind, out))
			return false;
		plan_find(c, name)->setup = true;
		return true;
	}
	if (!c->depth && c->typed)
		return unknown_object(c, token, name, kind, kind);
	return text_arg(c, name, ARG_NAME, out);
}

/* THREAD, and PID and INT where they are no numbers: an object of one of two
 * kinds; @late: it may be made until then. */
bool either_arg(struct compiler *c, const struct stmt_arg *arg, u32 kind, u32 other,
		struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	const struct planned *planned;
	const struct object *object;
	bool found;

	if (!is_dotted(c, arg) && !check_name(c, token, name, arg->nr))
		return false;
	planned = plan_find(c, name);
	object = plan_find_object(c, name);
	if (planned ? planned->kind == other : object && object->kind == other)
		kind = other;
	if (!existing(c, token, name, kind, out, &found))
		return false;
	if (found)
		return true;
	if (!c->depth && c->typed)
		return unknown_object(c, token, name, kind, other);
	return text_arg(c, name, ARG_NAME, out);
}

static bool is_announced(const struct compiler *c, struct span name)
{
	u32 i;

	for (i = 0; i < c->nr_announced; i++) {
		if (span_is(name, c->announced[i]))
			return true;
	}
	return false;
}

/* The body that follows may mention it. */
static bool announce(struct compiler *c, struct span name)
{
	void *v = plan_grow(c->announced, c->nr_announced, &c->room_announced,
			    sizeof(*c->announced));

	if (!v)
		return plan_no_memory(c);
	c->announced = v;
	snprintf(c->announced[c->nr_announced++], sizeof(*c->announced), "%.*s", (int)name.len,
		 name.text);
	return true;
}

/* "p1.main", where p1 is still to be made. */
static bool is_announced_main(const struct compiler *c, struct span name)
{
	static const char main_thread[] = ".main";
	const size_t len = sizeof(main_thread) - 1;

	return name.len > len && !memcmp(name.text + name.len - len, main_thread, len) &&
	       is_announced(c, (struct span){ name.text, name.len - len });
}

/* Is this the name of a process or thread, as far as is known? */
bool names_thread(const struct compiler *c, const struct stmt_arg *arg)
{
	struct span name = arg_span(c, arg);
	const struct object *object = plan_find_object(c, name);

	if (arg->has_key ||
	    !(is_dotted(c, arg) || (arg->nr == 1 && arg_token(c, arg)->kind == TOKEN_WORD)))
		return false;
	return is_announced(c, name) || is_announced_main(c, name) ||
	       (object && (object->kind == OBJECT_PROCESS || object->kind == OBJECT_TASK));
}

/* NEWTIMER, NEWHRTIMER: a living timer is set up again, a freed one replaced. */
bool new_timer_arg(struct compiler *c, const struct stmt_arg *arg, enum object_kind kind,
		   struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	const struct object *object;
	bool found;

	if (!check_name(c, token, name, arg->nr))
		return false;
	object = plan_find_object(c, name);
	if (object && object->freed && !plan_find(c, name))
		return plan_object(c, token, name, kind, out);
	if (!existing(c, token, name, kind, out, &found))
		return false;
	if (!found)
		return plan_object(c, token, name, kind, out);
	if (object && !object->memory)
		return script_fail(c->error, token, "choose another name",
				   "'%.*s' belongs to the kernel", span_shown(name), name.text);
	return true;
}

bool new_task_arg(struct compiler *c, const struct stmt_arg *arg, enum object_kind kind,
		  struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	struct plan_arg old = { 0 };
	bool found;

	if (!check_name(c, token, name, arg->nr) ||
	    !existing(c, token, name, kind, &old, &found) || !announce(c, name))
		return false;
	if (expr_reserved(name.text, name.len))
		return script_fail(c->error, token, "choose another name",
				   "'%.*s' has a meaning in expressions", span_shown(name),
				   name.text);
	return text_arg(c, name, ARG_NAME, out);
}

/* What stands behind ->. */
bool result_arg(struct compiler *c, const struct stmt *stmt, struct plan_arg *out)
{
	const struct token *token = script_token(c->script, stmt->result);
	struct span name = script_span(c->script, stmt->result, stmt->result + 1);
	const struct object *object;
	bool found;

	if (!stmt->result)
		return true;
	if (!check_name(c, token, name, 1))
		return false;
	object = plan_find_object(c, name);
	if (object && object->freed && !plan_find(c, name))
		return plan_object(c, token, name, OBJECT_RESULT, out);
	if (!existing(c, token, name, OBJECT_RESULT, out, &found))
		return false;
	return found || plan_object(c, token, name, OBJECT_RESULT, out);
}
