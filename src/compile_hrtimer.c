/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arguments that only hrtimers have: see compile_hrtimer.h.
 */
#include "compile_hrtimer.h"

#include <stdio.h>
#include <string.h>

#include "linux/kernel.h"
#include "machine/strings.h"

/* CLOCKID: the clocks that hrtimers have bases for. */
bool clockid_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	static const u32 ids[] = {
		CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_BOOTTIME, CLOCK_TAI,
	};
	struct span span = arg_span(c, arg);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		if (!span_is(span, hrtimer_base_names[i]) && !span_is(span, clockid_names[ids[i]]))
			continue;
		out->arg.type = ARG_NUMBER;
		out->arg.value = ids[i];
		return true;
	}
	return script_fail(c->error, arg_token(c, arg), "monotonic realtime boottime tai",
			   "'%.*s' is no clock for hrtimers", span_shown(span), span.text);
}

const struct hrtimer_mode_word hrtimer_mode_words[] = {
	{ "abs", ARG_MODE_ABS }, { "rel", HRTIMER_MODE_REL },
	{ "pinned", HRTIMER_MODE_PINNED }, { "soft", HRTIMER_MODE_SOFT },
	{ "hard", HRTIMER_MODE_HARD },
};
const u32 nr_hrtimer_mode_words = ARRAY_SIZE(hrtimer_mode_words);

/* MODE: words with | between them. */
bool mode_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	u32 i, word;

	out->arg.type = ARG_NUMBER;
	for (i = 0; i < arg->nr; i++) {
		if (i % 2) {
			if (!token_is(script_text(c->script), &token[i], "|"))
				break;
			continue;
		}
		for (word = 0; word < nr_hrtimer_mode_words; word++) {
			if (token_is(script_text(c->script), &token[i],
				     hrtimer_mode_words[word].name))
				break;
		}
		if (word == nr_hrtimer_mode_words)
			break;
		out->arg.value |= hrtimer_mode_words[word].bit;
	}
	if (i == arg->nr && i % 2)
		return true;
	return script_fail(c->error, &token[i < arg->nr ? i : i - 1],
			   "abs or rel, pinned, soft, hard: mode=abs|pinned",
			   "this is no mode of an hrtimer");
}

/* The body called @name among those that are just being read; the latest. */
static const struct plan_body *find_hrtimer_body(const struct compiler *c, struct span name)
{
	u32 i = c->nr_bodies;

	while (i--) {
		if (c->bodies[i].context == CALL_IN_HRTIMER && span_is(name, c->bodies[i].name))
			return &c->bodies[i];
	}
	return NULL;
}

/* What traces call the body of @timer; NULL: it has none. */
const char *hrtimer_body_name(struct machine *m, const struct khrtimer *timer)
{
	const struct program *program = timer ? program_get(m, timer->program) : NULL;

	return program ? string_text(m, program->name) : NULL;
}

/* The hrtimer that has got a body called @name, in the machine as it is. */
static const struct khrtimer *hrtimer_with_body(const struct compiler *c, struct span name)
{
	const size_t suffix = strlen(BODY_SUFFIX);
	const struct object *object;
	const struct khrtimer *timer;
	const struct span function = name;
	const char *body;

	if (name.len <= suffix || memcmp(name.text + name.len - suffix, BODY_SUFFIX, suffix))
		return NULL;
	name.len -= suffix;
	object = plan_find_object(c, name);
	if (!object || object->kind != OBJECT_HRTIMER || object->freed || object->internal)
		return NULL;
	timer = object->memory;
	body = hrtimer_body_name(c->m, timer);
	return body && span_is(function, body) ? timer : NULL;
}

static bool no_callback(struct compiler *c, const struct token *token, struct span name)
{
	const struct object *object = plan_find_object(c, name);
	const struct planned *planned = plan_find(c, name);
	enum object_kind kind = planned ? planned->kind : object ? object->kind : OBJECT_NONE;
	char right[160];

	snprintf(right, sizeof(right), "after `hrtimer_setup h1 { ... }`, h1" BODY_SUFFIX
		 " is one; " NO_BODY " does nothing; { ... } gives one of its own");
	if (kind == OBJECT_HRTIMER && name.len < 60)
		snprintf(right, sizeof(right), "the callback of %.*s is called %.*s" BODY_SUFFIX
			 ", if hrtimer_setup gave it one", (int)name.len, name.text,
			 (int)name.len, name.text);
	return script_fail(c->error, token, right, "there is no callback '%.*s' for an hrtimer",
			   span_shown(name), name.text);
}

/* CALLBACK: a function that may be called for any hrtimer.  The kernel's own, such as
 * hrtimer_wakeup(), are not: they expect what lies around their timers. */
bool callback_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	const struct plan_body *body = find_hrtimer_body(c, name);
	const struct khrtimer *timer = hrtimer_with_body(c, name);

	out->arg.type = ARG_PROGRAM;
	if (body) {
		out->arg.value = (u64)(body - c->bodies);
		out->ref = REF_PROGRAM;
	} else if (timer) {
		out->arg.value = timer->program;
	} else if (!span_is(name, NO_BODY)) {
		return no_callback(c, token, name);
	}
	return true;
}

/* The argument that @insn has for the parameter of type @type, or NULL. */
static struct program_arg *arg_of_type(struct plan_insn *insn, const struct param *params,
				       u32 nr, const char *type)
{
	u32 i;

	for (i = 0; i < nr; i++) {
		if (params[i].kind == PARAM_VALUE && !strcmp(params[i].type, type))
			return insn->arg[params[i].slot].arg.type == ARG_NONE ?
				       NULL : &insn->arg[params[i].slot].arg;
	}
	return NULL;
}

/* hrtimer_start: what its arguments mean together.  The sign of the time says
 * what mode= says, and a timer that nobody has set up takes clock= and mode=. */
bool check_hrtimer(struct compiler *c, const struct stmt *stmt, const struct param *params,
		   u32 nr, struct plan_insn *insn)
{
	const struct program_arg *when = arg_of_type(insn, params, nr, "HRWHEN");
	const struct program_arg *clock = arg_of_type(insn, params, nr, "CLOCKID");
	const struct program_arg *mode = arg_of_type(insn, params, nr, "MODE");
	const struct program_arg *callback = arg_of_type(insn, params, nr, "CALLBACK");
	struct planned *planned = NULL;
	u64 bits = mode ? mode->value : 0;

	if (!params_first_is(params, nr, "HRTIMER"))
		return true;
	if (insn->arg[0].ref == REF_PLANNED)
		planned = &c->planned[insn->arg[0].arg.value];
	if (when && bits & (when->absolute ? HRTIMER_MODE_REL : ARG_MODE_ABS))
		return script_fail(c->error, script_token(c->script, stmt->first_arg),
				   "+TIME is mode=rel, =TIME is mode=abs",
				   "time and mode contradict each other");
	if (clock && !(planned && planned->setup))
		return script_fail(c->error, script_token(c->script, stmt->first_arg),
				   "hrtimer_setup chooses the clock: hrtimer_setup h1 clock=tai",
				   "this timer is set up already, and has its clock");
	if (callback && stmt->has_body)
		return script_fail(c->error, script_token(c->script, stmt->end_arg),
				   "fn= or a block, not both", "which of the two is the callback?");
	if (planned && planned->setup && when) {
		planned->clock = clock ? clock->value : CLOCK_MONOTONIC;
		planned->mode = bits | (when->absolute ? ARG_MODE_ABS : HRTIMER_MODE_REL);
	}
	return true;
}
