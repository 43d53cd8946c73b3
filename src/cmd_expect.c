/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expectations: expect, require.
 */
#include <string.h>

#include "command.h"
#include "linux/kernel.h"
#include "views/value.h"

/* Why it failed, and when that was. */
static char *explain(struct front *front, const struct expr *expr,
		     const struct script_error *error, bool evaluated)
{
	const struct machine *m = front_machine(front);
	const struct kernel *k = m->kernel;
	char why[500];
	char time[VALUE_MAX];
	char text[700];

	if (!evaluated)
		return strdup(error->what);
	expr_explain(expr, &front->expr_ctx, why, sizeof(why));
	snprintf(text, sizeof(text), "%s%st=%s, jiffies=%llu, step %llu",
		 why, why[0] ? "; " : "", value_time(m->now, time),
		 (unsigned long long)k->jiffies_64,
		 (unsigned long long)m->steps);
	return strdup(text);
}

static int check(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	struct expectation *e = expectations_find(&front->expectations,
						  stmt);
	struct expr *expr = command_expr(front, stmt);
	bool value = false;
	bool ok;

	if (!expr || !e) {
		expr_free(expr);
		return -1;
	}
	if (!expr_is_condition(expr, &error)) {
		expr_free(expr);
		return front_script_error(front, &error);
	}
	ok = expr_eval_bool(expr, &front->expr_ctx, &value, &error);
	e->reached = true;
	e->passed = ok && value;
	e->at = front_machine(front)->now;
	e->step = front_machine(front)->steps;
	if (!e->passed)
		e->detail = explain(front, expr, &error, ok);
	expr_free(expr);
	if (e->passed && !front->options.batch)
		front_print(front, "It holds.\n");
	if (e->passed)
		return 0;
	fflush(front->options.out);
	fprintf(front->options.err, "%s:%u: expectation failed: %s (%s)\n",
		front->script_name ? front->script_name : "typed", e->line,
		e->text, e->detail);
	return 1;
}

static int run_expect(struct front *front, const struct stmt *stmt)
{
	return check(front, stmt) < 0 ? -1 : 0;
}
const struct command cmd_expect = {
	.name = "expect", .usage = "EXPR", .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 256, .run = run_expect,
	.complete = COMPLETE_EXPRESSION,
	.help = "Record whether an expression is true, and go on.",
};

static int run_require(struct front *front, const struct stmt *stmt)
{
	int failed = check(front, stmt);

	if (failed > 0 && !front->options.batch)
		return -1;	/* ends what is being sourced, not the console */
	if (failed > 0) {
		front_end(front, EXIT_FAILED, "a requirement failed");
		front->quit = true;
	}
	return failed < 0 ? -1 : 0;
}
const struct command cmd_require = {
	.name = "require", .usage = "EXPR", .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 256, .run = run_require,
	.complete = COMPLETE_EXPRESSION,
	.help = "Like expect, but end the script when it is false.",
};
