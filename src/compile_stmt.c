/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Statements: see compile_stmt.h.
 */
#include "compile_stmt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile_args.h"
#include "compile_hrtimer.h"
#include "compile_object.h"
#include "compile_value.h"

static char *insn_text(const struct stmt *stmt)
{
	struct span span = script_span(stmt->script, stmt->head,
				       stmt->nr_args ? stmt->end_arg : stmt->head + stmt->nr_head);
	struct span name = stmt->result ? script_span(stmt->script, stmt->result,
						      stmt->result + 1) :
					  (struct span){ "", 0 };
	size_t size = span.len + name.len + 16;
	char *text = malloc(size);

	if (text)
		snprintf(text, size, "%.*s%s%s%.*s", (int)span.len, span.text,
			 stmt->has_body ? " {" : "", stmt->result ? " -> " : "", (int)name.len,
			 name.text);
	return text;
}

/* A body that becomes a program of its own: of a timer or of a task. */
static bool compile_program(struct compiler *c, const struct stmt *first, bool one,
			    struct plan_body *body, struct plan_arg *out)
{
	bool ok;
	u32 index;

	if (first && c->depth == PROGRAM_MAX_NEST)
		return script_fail(c->error, script_token(c->script, first->head), "take it apart",
				   "bodies nest more than %d deep", PROGRAM_MAX_NEST);
	c->depth++;
	ok = one ? compile_one(c, body, first) : compile_list(c, body, first);
	c->depth--;
	if (!ok) {
		plan_free_body(body);
		return false;
	}
	if (!plan_add_body(c, body, &index))
		return false;
	out->arg.type = ARG_PROGRAM;
	out->arg.value = index;
	out->ref = REF_PROGRAM;
	return true;
}

/* Does the block of this row run as a callback, and of what? */
static enum call_context body_context(const struct call_row *row, const struct param *params,
				      u32 nr)
{
	if (row->contexts & CALL_SYSCALL || params_first_is(params, nr, "NEWPROCESS"))
		return CALL_IN_USER;
	if (params_first_is(params, nr, "NEWTIMER"))
		return CALL_IN_CALLBACK;
	if (params_first_is(params, nr, "HRTIMER") || params_first_is(params, nr, "NEWHRTIMER"))
		return CALL_IN_HRTIMER;
	return CALL_IN_TASK;
}

static bool program_arg(struct compiler *c, const struct stmt *stmt, const struct call_row *row,
			const struct param *params, u32 nr, struct plan_arg *args)
{
	struct plan_body body = { .context = body_context(row, params, nr) };
	bool callback = body.context == CALL_IN_CALLBACK || body.context == CALL_IN_HRTIMER;
	u32 i = stmt->nr_args > 1 && may_be_caller(c, stmt, params, nr);
	struct span name = stmt->nr_args ? stmt_arg_span(stmt, i) : stmt_word(stmt);

	for (i = 0; i < nr && params[i].kind != PARAM_PROGRAM; i++)
		;
	if (i == nr)
		return !stmt->has_body ||
		       misused(c, script_token(c->script, stmt->end_arg), row,
			       "no block belongs here");
	if (!stmt->has_body)
		return params[i].optional ||
		       misused(c, script_token(c->script, stmt->end_arg), row,
			       "a block is missing");
	snprintf(body.name, sizeof(body.name), "%.*s%s", span_shown(name), name.text,
		 callback ? BODY_SUFFIX : "");
	if (!stmt->body && !callback)
		return compile_program(c, NULL, false, &body, &args[params[i].slot]);
	args[params[i].slot].arg.type = ARG_PROGRAM;
	if (!stmt->body)
		return true;
	return compile_program(c, stmt->body, false, &body, &args[params[i].slot]);
}

/* `call X -> c`: the result belongs to the new task. */
static bool compile_call(struct compiler *c, struct plan_body *body, const struct call_row *row,
			 const struct stmt *stmt)
{
	struct plan_body inner = { .context = CALL_IN_TASK };
	struct plan_arg program = { 0 }, result = { 0 };
	struct plan_insn *insn;
	struct stmt sub;
	bool ok;

	if (stmt->nr_args > 1 && names_thread(c, &stmt->arg[0]))
		c->by = &stmt->arg[0];
	if (!stmt_sub(stmt, c->by ? 1 : 0, &sub, c->error))
		return false;
	sub.result = 0;
	snprintf(inner.name, sizeof(inner.name), "%.*s", span_shown(stmt_word(&sub)),
		 stmt_word(&sub).text);
	ok = compile_program(c, &sub, true, &inner, &program);
	c->by = NULL;
	if (!ok || !result_arg(c, stmt, &result))
		return false;
	insn = plan_add_insn(c, body, row, stmt->line);
	if (!insn)
		return false;
	insn->text = insn_text(stmt);
	insn->arg[0] = program;
	insn->arg[1] = result;
	insn->nr_args = 2;
	return insn->text || plan_no_memory(c);
}

static bool check_block(struct compiler *c, const struct call_row *row, const struct stmt *stmt)
{
	bool wants = row->control && row->control != CONTROL_EXIT;

	if (stmt->has_else && row->control != CONTROL_IF)
		return misused(c, script_token(c->script, stmt->end_arg), row,
			       "only if has an else");
	if (wants && !stmt->has_body)
		return misused(c, script_token(c->script, stmt->end_arg), row,
			       "a block is missing");
	if (row->control && stmt->result)
		return script_fail(c->error, script_token(c->script, stmt->result), NULL,
				   "%s returns nothing", row->name);
	return true;
}

/* repeat, if, until: their blocks follow in the same list of instructions. */
static bool compile_control(struct compiler *c, struct plan_body *body,
			    const struct call_row *row, const struct stmt *stmt, u32 head)
{
	if (row->control == CONTROL_EXIT) {
		body->v[head].end = body->nr;
		return true;
	}
	if (body->nest == PROGRAM_MAX_NEST - 1)
		return script_fail(c->error, script_token(c->script, stmt->head), "take it apart",
				   "blocks nest more than %d deep", PROGRAM_MAX_NEST - 1);
	body->nest++;
	if (!compile_list(c, body, stmt->body))
		return false;
	body->v[head].end = body->nr;
	if (row->control == CONTROL_IF) {
		if (!compile_list(c, body, stmt->else_body))
			return false;
		body->v[head].arg[1].arg.type = ARG_NUMBER;
		body->v[head].arg[1].arg.value = body->nr;
		body->v[head].arg[1].ref = REF_INSN;
		body->v[head].nr_args = 2;
	}
	body->nest--;
	return true;
}

static bool compile_row_statement(struct compiler *c, struct plan_body *body,
				  const struct call_row *row, const struct stmt *stmt)
{
	struct param params[MAX_PARAMS];
	u32 nr = params_read(row, params);
	struct plan_insn insn = { 0 };
	struct plan_insn *place;
	u32 i, head;
	bool ok;

	if (params_first_is(params, nr, "TEXT"))
		ok = rest_as_text(c, row, stmt, &insn);
	else if (params_first_is(params, nr, "EXPR"))
		ok = expr_arg(c, stmt, &insn.arg[0]);
	else
		ok = read_arguments(c, row, stmt, params, nr, &insn) &&
		     check_caller(c, body, row, stmt, params, &insn) &&
		     check_hrtimer(c, stmt, params, nr, &insn);
	if (ok && !row->control)
		ok = program_arg(c, stmt, row, params, nr, insn.arg);
	ok = ok && result_arg(c, stmt, &insn.result);
	place = ok ? plan_add_insn(c, body, row, stmt->line) : NULL;
	if (!place) {
		for (i = 0; i < PROGRAM_MAX_ARGS; i++)
			free(insn.arg[i].text);
		return false;
	}
	memcpy(place->arg, insn.arg, sizeof(insn.arg));
	place->result = insn.result;
	place->text = insn_text(stmt);
	for (i = 0; i < nr; i++) {
		if (params[i].kind != PARAM_BODY && params[i].slot >= place->nr_args)
			place->nr_args = (u16)(params[i].slot + 1);
	}
	head = body->nr - 1;
	place->end = body->nr;
	if (!place->text)
		return plan_no_memory(c);
	return !row->control || compile_control(c, body, row, stmt, head);
}

static bool unknown_statement(struct compiler *c, const struct stmt *stmt)
{
	struct span word = stmt_word(stmt);
	struct nearest nearest;
	char buf[250];
	u32 i;

	nearest_begin(&nearest, word.text, word.len);
	for (i = 0; i < nr_calls; i++)
		nearest_offer(&nearest, call_table[i].name);
	return script_fail(c->error, script_token(c->script, stmt->head),
			   nearest.nr ? nearest_text(&nearest, buf, sizeof(buf)) :
					"`help calls` lists what the machine can run",
			   "'%.*s' is no statement that the machine can run", span_shown(word),
			   word.text);
}

/* The row may not stand in this body. */
static bool wrong_context(struct compiler *c, const struct plan_body *body,
			  const struct call_row *row, const struct stmt *stmt)
{
	const char *where = row->contexts & CALL_IN_TASK ? "a task" :
			    row->contexts & CALL_IN_CALLBACK ? "the callback of a timer" :
							       "the callback of an hrtimer";

	if (body->context == CALL_IN_USER)
		return script_fail(c->error, script_token(c->script, stmt->head),
				   "a process makes system calls, and burns",
				   "%s is for the kernel's own code", row->name);
	return script_fail(c->error, script_token(c->script, stmt->head),
			   body->context != CALL_IN_TASK ? "" :
			   row->contexts & CALL_IN_CALLBACK ? "elsewhere use mod_timer t1 +3j" :
							      "elsewhere use hrtimer_start h1 +1ms",
			   "%s belongs into %s", row->name, where);
}

/* One word may be a function of the kernel's and a system call: timer_delete.  What it is
 * given decides, or who says it. */
static const struct call_row *choose_row(const struct compiler *c, const struct plan_body *body,
					 const struct call_row *row, const struct stmt *stmt)
{
	const struct call_row *other = compile_homonym(row);
	const struct object *object;

	if (!other)
		return row;
	if (body->context == CALL_IN_USER || c->by)
		return other;
	if (body->context != CALL_IN_TASK || !stmt->nr_args)
		return row;
	object = plan_find_object(c, arg_span(c, &stmt->arg[0]));
	if (names_thread(c, &stmt->arg[0]) || (object && object->kind == OBJECT_RESULT) ||
	    (object && object->kind == OBJECT_POSIX_TIMER))
		return other;
	return row;
}

bool compile_one(struct compiler *c, struct plan_body *body, const struct stmt *stmt)
{
	const struct call_row *row = compile_row(stmt_word(stmt));

	if (!row)
		return unknown_statement(c, stmt);
	row = choose_row(c, body, row, stmt);
	if (!(row->contexts & body->context))
		return wrong_context(c, body, row, stmt);
	if (!check_block(c, row, stmt))
		return false;
	if (strstr(row->args, ":STATEMENT"))
		return compile_call(c, body, row, stmt);
	return compile_row_statement(c, body, row, stmt);
}

bool compile_list(struct compiler *c, struct plan_body *body, const struct stmt *stmt)
{
	for (; stmt; stmt = stmt->next) {
		if (!compile_one(c, body, stmt))
			return false;
	}
	return true;
}
