/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that print values: print, display, undisplay, echo.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "locals.h"
#include "show.h"
#include "trace_text.h"
#include "views/frame_local.h"

/* What lies behind a name; false: its memory is gone. */
static bool print_object(struct front *front, u32 serial)
{
	struct machine *m = front_machine(front);
	const struct object *object = object_get(m, serial);

	if (!object || object->freed || !object->memory)
		return false;
	show_state(front->options.out, m,
		   object_state_type((enum object_kind)object->kind),
		   object->memory, 1);
	return true;
}

static bool print_event(struct front *front, u64 number)
{
	const struct trace_record *record =
		trace_store_get(session_trace(front->session), number);

	if (record)
		trace_write_line(front->options.out, front_machine(front),
				 record);
	return record;
}

static void print_value(struct front *front, const struct expr_value *value)
{
	struct machine *m = front_machine(front);
	char buf[1024];

	if (value->kind == EXPR_STRUCT) {
		show_state(front->options.out, m, value->type, value->at, 1);
		return;
	}
	if (value->kind == EXPR_LIST) {
		show_field(front->options.out, m, value->field, value->at, 1);
		return;
	}
	if (value->kind == EXPR_EVENT && print_event(front, (u64)value->number))
		return;
	if (value->kind == EXPR_OBJECT && print_object(front, value->serial))
		return;
	front_print(front, "%s\n", expr_value_format(&front->expr_ctx, value,
						     buf, sizeof(buf)));
}

/* `print delta`: a local of the function that the focused CPU stands in. */
static bool print_local(struct front *front, const struct stmt *stmt)
{
	struct span name = stmt_arg_span(stmt, 0);
	const struct step_frame *frame = front_frame(front);
	const struct step_local *local;

	if (stmt->nr_args != 1)
		return false;
	local = frame_local_find(frame, name.text, name.len);
	if (!local)
		return false;
	local_print(front->options.out, front_machine(front), frame, local);
	return true;
}

static int run_print(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	struct expr_value value;
	struct expr *expr;
	int result = 0;

	if (print_local(front, stmt))
		return 0;
	expr = command_expr(front, stmt);
	if (!expr)
		return -1;
	if (expr_eval(expr, &front->expr_ctx, &value, &error))
		print_value(front, &value);
	else
		result = front_script_error(front, &error);
	expr_free(expr);
	return result;
}
const struct command cmd_print = {
	.name = "print", .abbreviation = "p", .usage = "EXPR",
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 256,
	.run = run_print, .complete = COMPLETE_EXPRESSION,
	.help = "Print the value of an expression.",
	.more = "A local variable's name prints the local. "
		"For example: print cpu[0].base[local].clk, print timer[t1], "
		"print fired(t1).at.",
};

static int run_display(struct front *front, const struct stmt *stmt)
{
	struct expr *expr;
	char **displays;

	if (!stmt->nr_args) {
		if (!front->nr_displays)
			front_print(front, "Nothing is displayed. `display "
				    "EXPR` adds an expression.\n");
		return 0;
	}
	expr = command_expr(front, stmt);
	if (!expr)
		return -1;
	displays = realloc(front->displays,
			   (front->nr_displays + 1) * sizeof(*displays));
	if (displays) {
		front->displays = displays;
		displays[front->nr_displays++] = strdup(expr_text(expr));
	}
	expr_free(expr);
	return run_print(front, stmt);
}
const struct command cmd_display = {
	.name = "display", .usage = "[EXPR]", .effect = EFFECT_VIEW,
	.max_args = 256, .run = run_display, .complete = COMPLETE_EXPRESSION,
	.help = "Print an expression now and after every stop.",
};

static int run_undisplay(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	u64 number = 0;
	u32 i;

	if (command_number(stmt, 0, &number, &error))
		return front_script_error(front, &error);
	if (number > front->nr_displays)
		return front_error(front, NULL, "there is no display %llu",
				   (unsigned long long)number);
	for (i = 0; i < front->nr_displays; i++)
		if (!number || i + 1 == number)
			free(front->displays[i]);
	if (number)
		memmove(&front->displays[number - 1], &front->displays[number],
			(front->nr_displays - number) *
			sizeof(*front->displays));
	front->nr_displays -= number ? 1 : front->nr_displays;
	return 0;
}
const struct command cmd_undisplay = {
	.name = "undisplay", .usage = "[NUMBER]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_undisplay,
	.help = "Stop displaying an expression; without a number, all.",
};

static int run_echo(struct front *front, const struct stmt *stmt)
{
	u32 i;

	for (i = 0; i < stmt->nr_args; i++) {
		const struct stmt_arg *arg = &stmt->arg[i];
		struct span key = script_span(stmt->script, arg->key,
					      arg->key + 1);
		char *text = command_text(stmt, i);

		front_print(front, i ? " " : "");
		if (arg->has_key)
			front_print(front, "%.*s=", (int)key.len, key.text);
		front_print(front, "%s", text);
		free(text);
	}
	front_print(front, "\n");
	return 0;
}
const struct command cmd_echo = {
	.name = "echo", .usage = "TEXT...", .effect = EFFECT_VIEW,
	.max_args = 256, .run = run_echo,
	.help = "Print its arguments.",
};
