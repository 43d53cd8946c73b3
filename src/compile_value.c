/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The value of an argument: see compile_value.h.
 */
#include "compile_value.h"

#include <stdio.h>
#include <string.h>

#include "compile_hrtimer.h"
#include "compile_object.h"
#include "compile_time.h"
#include "compile_user.h"
#include "linux/kernel.h"

#define EXPR_BODY_HEIGHT 24	/* evaluated on a simulated stack */

static bool number_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	struct number number;
	u32 used = token_number(script_text(c->script), arg_token(c, arg), &number, c->error);

	if (!used)
		return false;
	if (used != arg->nr || number.unit != NUMBER_PLAIN)
		return script_fail(c->error, arg_token(c, arg), "for example 3",
				   "a plain number is wanted here");
	out->arg.type = ARG_NUMBER;
	out->arg.value = number.value;
	return true;
}

static bool cpu_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	char right[60];

	if (!number_arg(c, arg, out))
		return false;
	if (out->arg.value < c->m->nr_cpus)
		return true;
	snprintf(right, sizeof(right), "this machine has CPU 0 to %u", c->m->nr_cpus - 1);
	return script_fail(c->error, arg_token(c, arg), right, "there is no CPU %llu",
			   (unsigned long long)out->arg.value);
}

static bool softirq_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	struct span span = arg_span(c, arg);
	u32 i;

	for (i = 0; i < NR_SOFTIRQS; i++) {
		if (!span_is(span, softirq_names[i]))
			continue;
		out->arg.type = ARG_NUMBER;
		out->arg.value = i;
		return true;
	}
	return script_fail(c->error, arg_token(c, arg),
			   "HI TIMER NET_TX NET_RX BLOCK IRQ_POLL TASKLET SCHED HRTIMER RCU",
			   "'%.*s' is no softirq", span_shown(span), span.text);
}

bool string_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);

	if (token->kind != TOKEN_STRING || arg->nr != 1)
		return text_arg(c, arg_span(c, arg), ARG_STRING, out);
	out->arg.type = ARG_STRING;
	out->ref = REF_TEXT;
	out->text = token_string(script_text(c->script), token, &out->len);
	return out->text || plan_no_memory(c);
}

bool expr_arg(struct compiler *c, const struct stmt *stmt, struct plan_arg *out)
{
	struct expr *expr = expr_parse(c->script, stmt->first_arg, stmt->end_arg, c->options->ctx,
				       true, c->error);
	bool ok;

	if (!expr || !expr_is_condition(expr, c->error)) {
		expr_free(expr);
		return false;
	}
	if (expr_height(expr) > EXPR_BODY_HEIGHT) {
		expr_free(expr);
		return script_fail(c->error, script_token(c->script, stmt->first_arg),
				   "take it apart", "in a body expressions nest at most %d deep",
				   EXPR_BODY_HEIGHT);
	}
	ok = text_arg(c, (struct span){ expr_text(expr), strlen(expr_text(expr)) },
		      ARG_EXPRESSION, out);
	expr_free(expr);
	return ok;
}

/* A number, or the name of something that has one; -p1: the group that p1 leads. */
static bool integer_arg(struct compiler *c, const char *type, const struct stmt_arg *arg,
		    struct plan_arg *out)
{
	struct span span = arg_span(c, arg);
	struct stmt_arg rest = *arg;

	rest.first++;
	rest.nr--;
	if (type[0] == 'P' && arg->nr > 1 && arg_token(c, &rest)->kind == TOKEN_WORD &&
	    token_is(script_text(c->script), arg_token(c, arg), "-")) {
		if (!either_arg(c, &rest, OBJECT_PROCESS, OBJECT_TASK, out))
			return false;
		out->arg.negative = true;
		return true;
	}
	if (arg_token(c, arg)->kind != TOKEN_WORD || span_is(span, "infinity"))
		return compile_raw(c->script, arg, &out->arg, c->error);
	if (type[0] == 'T')
		return either_arg(c, arg, OBJECT_RESULT, OBJECT_POSIX_TIMER, out);
	if (type[0] == 'I')
		return either_arg(c, arg, OBJECT_RESULT, OBJECT_RESULT, out);
	return either_arg(c, arg, OBJECT_PROCESS, OBJECT_TASK, out);
}

bool value_arg(struct compiler *c, const struct param *param, const struct stmt_arg *arg,
	       struct plan_arg *out)
{
	const char *type = param->type;
	enum user_arg user;

	/* the result of clock_getcpuclockid */
	if (!strcmp(type, "ANYCLOCK") && arg_token(c, arg)->kind == TOKEN_WORD &&
	    (plan_find(c, arg_span(c, arg)) || plan_find_object(c, arg_span(c, arg))))
		return either_arg(c, arg, OBJECT_RESULT, OBJECT_RESULT, out);
	user = compile_user_arg(type, c->script, arg, &out->arg, c->error);

	if (user != USER_ARG_OTHER)
		return user == USER_ARG_DONE;
	if (!strcmp(type, "THREAD"))
		return either_arg(c, arg, OBJECT_PROCESS, OBJECT_TASK, out);
	if (!strcmp(type, "PID") || !strcmp(type, "INT") || !strcmp(type, "TIMERID"))
		return integer_arg(c, type, arg, out);
	if (!strcmp(type, "NEWPROCESS"))
		return new_task_arg(c, arg, OBJECT_PROCESS, out);

	if (!strcmp(type, "TIMER"))
		return object_arg(c, arg, OBJECT_TIMER, out);
	if (!strcmp(type, "LOCK"))
		return object_arg(c, arg, OBJECT_LOCK, out);
	if (!strcmp(type, "TASK"))
		return object_arg(c, arg, OBJECT_TASK, out);
	if (!strcmp(type, "OBJECT"))
		return object_arg(c, arg, OBJECT_NONE, out);
	if (!strcmp(type, "HRTIMER"))
		return object_arg(c, arg, OBJECT_HRTIMER, out);
	if (!strcmp(type, "NEWTIMER"))
		return new_timer_arg(c, arg, OBJECT_TIMER, out);
	if (!strcmp(type, "NEWHRTIMER"))
		return new_timer_arg(c, arg, OBJECT_HRTIMER, out);
	if (!strcmp(type, "NEWTASK"))
		return new_task_arg(c, arg, OBJECT_TASK, out);
	if (!strcmp(type, "WHEN"))
		return when_arg(c, arg, out);
	if (!strcmp(type, "HRWHEN"))
		return hrwhen_arg(c, arg, out);
	if (!strcmp(type, "CLOCKID"))
		return clockid_arg(c, arg, out);
	if (!strcmp(type, "MODE"))
		return mode_arg(c, arg, out);
	if (!strcmp(type, "CALLBACK"))
		return callback_arg(c, arg, out);
	if (!strcmp(type, "DURATION") || !strcmp(type, "CLOCK"))
		return duration_arg(c, arg, type[0] == 'C', out);
	if (!strcmp(type, "JIFFIES"))
		return jiffies_arg(c, arg, out);
	if (!strcmp(type, "CPU"))
		return cpu_arg(c, arg, out);
	if (!strcmp(type, "SOFTIRQ"))
		return softirq_arg(c, arg, out);
	if (!strcmp(type, "TEXT"))
		return string_arg(c, arg, out);
	return number_arg(c, arg, out);
}
