/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arguments of a statement: see compile_args.h.
 */
#include "compile_args.h"

#include <stdio.h>
#include <string.h>

#include "compile_object.h"
#include "compile_value.h"
#include "linux/posix_timers.h"
#include "linux/process.h"

bool misused(struct compiler *c, const struct token *token, const struct call_row *row,
	     const char *what)
{
	char line[200], right[220];

	snprintf(right, sizeof(right), "usage: %s", call_usage(row, line, sizeof(line)));
	return script_fail(c->error, token, right, "%s", what);
}

/* The parameter that an argument is for: by key, by flag, or the next one. */
static const struct param *find_param(const struct compiler *c, const struct stmt_arg *arg,
				      const struct param *params, u32 nr, u32 filled)
{
	struct span span = arg->has_key ? script_span(c->script, arg->key, arg->key + 1) :
					  arg_span(c, arg);
	u32 i;

	for (i = 0; i < nr; i++) {
		const struct param *param = &params[i];

		if (param->kind == (arg->has_key ? PARAM_VALUE : PARAM_FLAG) &&
		    span_is(span, param->name))
			return param;
	}
	for (i = 0; i < nr && !arg->has_key; i++) {
		if (params[i].kind == PARAM_VALUE && !params[i].optional && !(filled >> i & 1))
			return &params[i];
	}
	return NULL;
}

static bool is_made_number(const char *type)
{
	return !strcmp(type, "INT") || !strcmp(type, "TIMERID");
}

/* Whose is the timer, or the number that a call returned?  0: nobody's. */
static u32 owner_of(const struct object *object)
{
	const struct k_itimer *timer;

	if (object->kind == OBJECT_RESULT)
		return ((const struct result *)object->memory)->by;
	if (object->kind != OBJECT_POSIX_TIMER)
		return 0;
	timer = object->memory;
	return timer->it_process->serial;
}

/* `timer_settime t1 ...`: what t1 is the number of (a timer, a file) belongs to
 * a process, that of the call that made it. */
static bool owner_calls(const struct compiler *c, const struct param *params,
			struct plan_insn *insn)
{
	const struct program_arg *arg = &insn->arg[1].arg;
	const struct object *object, *owner;

	if (!params_name_caller(params) || params[1].kind != PARAM_VALUE ||
	    !is_made_number(params[1].type) || insn->arg[1].ref != REF_NONE ||
	    arg->type != ARG_OBJECT)
		return false;
	object = object_get(c->m, (u32)arg->value);
	if (!object || object->freed)
		return false;
	owner = object_get(c->m, owner_of(object));
	if (!owner || (owner->kind != OBJECT_PROCESS && owner->kind != OBJECT_TASK))
		return false;
	insn->arg[0].arg = (struct program_arg){ .type = ARG_OBJECT, .value = owner->serial };
	return true;
}

/* A system call belongs to a thread: to the one it names, to that of `call p1`,
 * or to whoever runs the body. */
bool check_caller(struct compiler *c, const struct plan_body *body,
		  const struct call_row *row, const struct stmt *stmt,
		  const struct param *params, struct plan_insn *insn)
{
	char right[120];

	if (!(row->contexts & CALL_BY_THREAD) || insn->arg[0].arg.type != ARG_NONE)
		return true;
	if (c->by)
		return value_arg(c, &params[0], c->by, &insn->arg[0]);
	if (body->context != CALL_IN_USER && owner_calls(c, params, insn))
		return true;
	if (!(row->contexts & (CALL_SYSCALL | CALL_OF_USER)) || body->context == CALL_IN_USER ||
	    !params_name_caller(params))
		return true;
	snprintf(right, sizeof(right), "name a process: %s p1 ...", row->name);
	return script_fail(c->error, script_token(c->script, stmt->head), right,
			   row->contexts & CALL_SYSCALL ? "who makes this system call?" :
							  "whose word is it?");
}

static bool is_flag(const struct compiler *c, const struct stmt_arg *arg,
		    const struct param *params, u32 nr)
{
	u32 i;

	for (i = 0; i < nr; i++) {
		if (params[i].kind == PARAM_FLAG && span_is(arg_span(c, arg), params[i].name))
			return true;
	}
	return false;
}

/* Is the first argument the caller?  `sys` in `burn sys 1ms` is not, even if a
 * process is called so.  Where the next one is a process as well,
 * only their number tells. */
bool may_be_caller(const struct compiler *c, const struct stmt *stmt,
		   const struct param *params, u32 nr)
{
	u32 i, given = 0, required = 0;

	if (!params_name_caller(params) || !names_thread(c, &stmt->arg[0]) ||
	    is_flag(c, &stmt->arg[0], params, nr))
		return false;
	if (nr < 2 || strcmp(params[1].type, "PID") || params[1].optional)
		return true;
	for (i = 0; i < nr; i++)
		required += params[i].kind == PARAM_VALUE && !params[i].optional;
	for (i = 0; i < stmt->nr_args; i++)
		given += !stmt->arg[i].has_key && !is_flag(c, &stmt->arg[i], params, nr);
	return given > required;
}

bool read_arguments(struct compiler *c, const struct call_row *row, const struct stmt *stmt,
		    const struct param *params, u32 nr, struct plan_insn *insn)
{
	char what[120];
	u32 filled = 0;
	u32 i;

	for (i = 0; i < stmt->nr_args; i++) {
		const struct stmt_arg *arg = &stmt->arg[i];
		const struct param *param = find_param(c, arg, params, nr, filled);
		struct plan_arg *out;

		if (!i && may_be_caller(c, stmt, params, nr))
			param = &params[0];

		if (!param && !i && params_name_caller(params) &&
		    (arg->nr == 1 || is_dotted(c, arg)) && !arg->has_key &&
		    arg_token(c, arg)->kind == TOKEN_WORD)
			return unknown_object(c, arg_token(c, arg), arg_span(c, arg),
					      OBJECT_PROCESS, OBJECT_TASK);
		if (!param)
			return misused(c, arg_token(c, arg), row, arg->has_key ?
				       "there is no argument of this name" :
				       "this argument is one too many");
		out = &insn->arg[param->slot];
		if (filled >> (param - params) & 1)
			return misused(c, arg_token(c, arg), row, "this argument is given twice");
		filled |= 1u << (param - params);
		if (param->kind == PARAM_FLAG) {
			out->arg.type = ARG_NUMBER;
			out->arg.value |= 1u << param->bit;
		} else if (!value_arg(c, param, arg, out)) {
			return false;
		}
	}
	for (i = 0; i < nr; i++) {
		if (params[i].kind != PARAM_VALUE || params[i].optional || filled >> i & 1)
			continue;
		snprintf(what, sizeof(what), "%s is missing, for example %s", params[i].name,
			 param_type_text(params[i].type, true));
		return misused(c, script_token(c->script, stmt->end_arg), row, what);
	}
	return true;
}

/* printk takes the rest of its line. */
bool rest_as_text(struct compiler *c, const struct call_row *row, const struct stmt *stmt,
		  struct plan_insn *insn)
{
	struct stmt_arg all = { .first = stmt->first_arg, .nr = stmt->end_arg - stmt->first_arg };

	if (!stmt->nr_args)
		return misused(c, script_token(c->script, stmt->end_arg), row,
			       "the text is missing");
	return string_arg(c, &all, &insn->arg[0]);
}
