/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that say where to stop: break, tbreak, watch, delete, catch.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"

/* The text after `if`, checked; NULL without one.  False: it was wrong. */
static bool condition_of(struct front *front, const struct stmt *stmt,
			 char **condition)
{
	struct script_error error = { 0 };
	u32 arg = stmt_find(stmt, "if");
	struct expr *expr;

	*condition = NULL;
	if (arg >= stmt->nr_args)
		return true;
	if (arg + 1 >= stmt->nr_args) {
		front_error(front, "for example `if jiffies > 4294892300j`",
			    "if what?");
		return false;
	}
	expr = expr_parse(stmt->script, stmt->arg[arg + 1].first, stmt->end_arg,
			  &front->expr_ctx, true, &error);
	if (expr && expr_is_condition(expr, &error))
		*condition = strdup(expr_text(expr));
	else
		front_script_error(front, &error);
	expr_free(expr);
	return *condition;
}

static int add(struct front *front, enum breakpoint_kind kind, u32 what,
	       const char *text, const char *condition, bool temporary)
{
	u32 number = breakpoint_add(front->breakpoints, kind, what, text,
				    condition, temporary);

	if (!number)
		return front_error(front, NULL, "no memory");
	front_print(front, "%s %u: %s%s%s\n",
		    kind == BREAK_WATCH ? "Watch" : "Breakpoint", number, text,
		    condition ? " if " : "", condition ? condition : "");
	return 0;
}

extern const struct command cmd_break, cmd_tbreak;

static int set_break(struct front *front, const struct stmt *stmt,
		     bool temporary)
{
	bool event = span_is(stmt_arg_span(stmt, 0), "event") &&
		     stmt->nr_args > 1;
	bool ends = stmt_find(stmt, "if") == event + 1u ||
		    command_ends(front, temporary ? &cmd_tbreak : &cmd_break,
				 stmt, event + 1);
	char *text = command_text(stmt, event);
	char *condition;
	char error[200];
	int result = -1;
	u32 place;
	int kind;

	if (!ends || !condition_of(front, stmt, &condition)) {
		free(text);
		return -1;
	}
	if (event) {
		kind = command_event(front, text);
		if (kind >= 0)
			result = add(front, BREAK_EVENT, (u32)kind, text,
				     condition, temporary);
	} else {
		place = breakpoint_place(text, error, sizeof(error));
		if (place)
			result = add(front, BREAK_STATEMENT, place, text,
				     condition, temporary);
		else
			front_error(front, NULL, "%s", error);
	}
	free(condition);
	free(text);
	return result;
}

static int run_break(struct front *front, const struct stmt *stmt)
{
	return set_break(front, stmt, false);
}
const struct command cmd_break = {
	.name = "break", .abbreviation = "b",
	.usage = "FUNCTION | FILE:LINE | MARK | event NAME [if EXPR]",
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 64, .run = run_break,
	.complete = COMPLETE_PLACE,
	.help = "Stop before a statement, or after one that causes an event.",
	.more = "Breakpoints stay when you go back in time.",
};

static int run_tbreak(struct front *front, const struct stmt *stmt)
{
	return set_break(front, stmt, true);
}
const struct command cmd_tbreak = {
	.name = "tbreak", .abbreviation = "tb",
	.usage = "FUNCTION | FILE:LINE | MARK | event NAME [if EXPR]",
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 64,
	.run = run_tbreak, .complete = COMPLETE_PLACE,
	.help = "A breakpoint that goes away when it is hit.",
};

static int run_watch(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	struct expr *expr = expr_parse(stmt->script, stmt->first_arg,
				       stmt->end_arg, &front->expr_ctx, false,
				       &error);
	int result;

	if (!expr)
		return front_script_error(front, &error);
	result = add(front, BREAK_WATCH, 0, expr_text(expr), NULL, false);
	expr_free(expr);
	return result;
}
const struct command cmd_watch = {
	.name = "watch", .usage = "EXPR", .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 64, .run = run_watch,
	.complete = COMPLETE_EXPRESSION,
	.help = "Stop when the value of an expression has changed.",
};

static int run_delete(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	u64 number = 0;

	if (command_number(stmt, 0, &number, &error))
		return front_script_error(front, &error);
	if (!breakpoint_delete(front->breakpoints, (u32)number))
		return front_error(front, "`info breakpoints` lists them",
				   "there is no breakpoint %llu",
				   (unsigned long long)number);
	return 0;
}
const struct command cmd_delete = {
	.name = "delete", .abbreviation = "d", .usage = "[NUMBER]",
	.effect = EFFECT_VIEW, .max_args = 1, .run = run_delete,
	.help = "Remove a breakpoint or watch; without a number, all.",
};

static int run_catch(struct front *front, const struct stmt *stmt)
{
	struct span word = stmt_arg_span(stmt, 0);

	if (span_is(word, "oops"))
		front->catches |= BIT(STOP_OOPS);
	else if (span_is(word, "deadlock"))
		front->catches |= BIT(STOP_DEADLOCK);
	else if (span_is(word, "livelock"))
		front->catches |= BIT(STOP_LIVELOCK);
	else
		return front_error(front, "oops, deadlock or livelock would be "
				   "right", "catch what?");
	return 0;
}
const struct command cmd_catch = {
	.name = "catch", .usage = "oops | deadlock | livelock",
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 1, .run = run_catch,
	.complete = COMPLETE_WORDS, .words = "oops deadlock livelock",
	.help = "Expect such a stop: it is then no failure of the run.",
	.more = "If it never comes, the run has failed.",
};
