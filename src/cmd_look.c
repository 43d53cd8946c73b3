/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that look: print, display, list, backtrace, show, info, expect,
 * require, echo.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "linux/process.h"
#include "linux/trace.h"
#include "locals.h"
#include "machine/strings.h"
#include "proc.h"
#include "show.h"
#include "trace_text.h"
#include "views/frame_local.h"
#include "views/key.h"
#include "views/value.h"

/* The innermost C function of the focused CPU. */
static const struct step_frame *focus_frame(const struct front *front)
{
	const struct cpu *cpu =
		&front_machine(front)->cpu[session_focus(front->session)];
	const struct step_frame *frame = cpu->co ? cpu->co->frame : NULL;

	while (frame && frame->func == STEP_FUNC_BODY)
		frame = frame->up;
	return frame;
}

/* --- print and display ------------------------------------------------------- */

static struct expr *parse_rest(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	struct expr *expr = expr_parse(stmt->script, stmt->first_arg,
				       stmt->end_arg, &front->expr_ctx, false,
				       &error);

	if (!expr)
		front_script_error(front, &error);
	return expr;
}

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
	const struct step_frame *frame = focus_frame(front);
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
	expr = parse_rest(front, stmt);
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
	expr = parse_rest(front, stmt);
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

/* --- source --------------------------------------------------------------------- */

#define LIST_LINES 10

static const char *line_start(const struct step_file *file, u32 line)
{
	const char *at = file->text;

	while (at && --line > 0) {
		at = strchr(at, '\n');
		if (at)
			at++;
	}
	return at;
}

static void print_lines(struct front *front, u32 file_id, u32 first)
{
	const struct step_file *file = &step_files[file_id];
	const struct step_frame *frame = focus_frame(front);
	const char *at = line_start(file, first);
	u32 standing = 0;
	u32 line;

	if (frame && frame->at && step_stmts[frame->at].file == file_id)
		standing = step_stmts[frame->at].line;
	front_print(front, "%s\n", file->path);
	for (line = first; line < first + LIST_LINES && at && *at; line++) {
		const char *end = strchr(at, '\n');
		int len = end ? (int)(end - at) : (int)strlen(at);

		front_print(front, "%s%u\t%.*s\n", line == standing ? "=>" : "  ",
			    line, len, at);
		at = end ? end + 1 : NULL;
	}
	front->list_file = file_id;
	front->list_line = line;
}

static int run_list(struct front *front, const struct stmt *stmt)
{
	const struct step_frame *frame = focus_frame(front);
	char error[200];
	char *place;
	u32 id = 0;

	if (stmt->nr_args) {
		place = command_text(stmt, 0);
		id = breakpoint_place(place, error, sizeof(error));
		free(place);
		if (!id)
			return front_error(front, NULL, "%s", error);
	} else if (front->list_file) {
		print_lines(front, front->list_file, front->list_line);
		return 0;
	} else if (frame) {
		id = frame->at;
	}
	if (!id)
		return front_error(front, "`list FUNCTION` shows any function",
				   "the focused CPU stands in no source line");
	print_lines(front, step_stmts[id].file,
		    step_stmts[id].line > 4 ? step_stmts[id].line - 4 : 1);
	return 0;
}
const struct command cmd_list = {
	.name = "list", .abbreviation = "l",
	.usage = "[FUNCTION | FILE:LINE | MARK]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_list, .repeats = true,
	.complete = COMPLETE_PLACE,
	.help = "Show source lines; again: the next ones.",
};

static int run_backtrace(struct front *front, const struct stmt *stmt)
{
	u32 cpu = session_focus(front->session);

	if (stmt->nr_args && command_cpu(front, stmt, 0, &cpu))
		return -1;
	if (!show_stack(front->options.out, front_machine(front), cpu))
		front_print(front, "CPU %u has not begun; `step` starts it.\n",
			    cpu);
	return 0;
}
const struct command cmd_backtrace = {
	.name = "backtrace", .abbreviation = "bt", .usage = "[CPU]",
	.effect = EFFECT_VIEW, .max_args = 1, .run = run_backtrace,
	.help = "Show the call stack of a CPU.",
};

/* --- show ----------------------------------------------------------------------- */

static const char *const base_words[] = { "local", "global", "def" };

extern const struct command cmd_show;

static int show_options(struct front *front, const struct stmt *stmt, u32 *cpu,
			int *base)
{
	bool wheel = span_is(stmt_arg_span(stmt, 0), "wheel");
	bool stack = span_is(stmt_arg_span(stmt, 0), "stack") ||
		     span_is(stmt_arg_span(stmt, 0), "hrtimers");
	u32 arg, i;

	for (arg = 1; arg < stmt->nr_args && (wheel || stack); arg++) {
		if (span_is(stmt_arg_span(stmt, arg), "cpu") &&
		    arg + 1 < stmt->nr_args) {
			if (command_cpu(front, stmt, ++arg, cpu))
				return -1;
			continue;
		}
		for (i = 0; i < 3; i++)
			if (span_is(stmt_arg_span(stmt, arg), base_words[i]))
				break;
		if (i == 3 || stack)
			break;
		*base = (int)i;
	}
	return command_ends(front, &cmd_show, stmt, arg) ? 0 : -1;
}

static int show_some_events(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	bool named = stmt->nr_args > 1 &&
		     script_token(stmt->script, stmt->arg[1].first)->kind ==
			     TOKEN_WORD;
	int kind = EVENT_NR;
	u64 count = 20;
	char *name;

	if (named) {
		name = command_text(stmt, 1);
		kind = command_event(front, name);
		free(name);
	}
	if (kind < 0 || !command_ends(front, &cmd_show, stmt, named + 2u))
		return -1;
	if (command_number(stmt, named + 1u, &count, &error))
		return front_script_error(front, &error);
	show_events(front->options.out, front_machine(front),
		    session_trace(front->session), (u32)kind, count);
	return 0;
}

/* "posix", "processes p1", "signals p1": of all processes, or of one. */
static int show_process_things(struct front *front, const struct stmt *stmt, struct span what)
{
	struct machine *m = front_machine(front);
	const struct object *object = NULL;
	FILE *out = front->options.out;
	u32 focus = session_focus(front->session);
	struct span name;

	if (!command_ends(front, &cmd_show, stmt, stmt->nr_args > 1 ? 2 : 1))
		return -1;
	if (stmt->nr_args > 1) {
		name = stmt_arg_span(stmt, 1);
		object = object_find(m, string_lookup(m, name.text, name.len));
		if (!object || object->kind != OBJECT_PROCESS)
			return front_error(front, "without a name it shows them all",
					   "'%.*s' is no process", (int)name.len, name.text);
	}
	if (span_is(what, "posix"))
		show_posix(out, m, object ? object->serial : 0);
	else if (span_is(what, "processes"))
		show_processes(out, m, focus, object ? object->serial : 0);
	else
		show_signals(out, m, focus, object ? object->serial : 0);
	return 0;
}

/* /proc/PID/status of a process, or of one thread. */
static int show_status_of(struct front *front, const struct stmt *stmt)
{
	struct machine *m = front_machine(front);
	const struct object *object;
	const struct thread *t = NULL;
	struct span name;

	if (!command_ends(front, &cmd_show, stmt, 2))
		return -1;
	if (stmt->nr_args < 2)
		return front_error(front, "`show status p1`, with the name of a process or a "
				   "thread", "whose status?");
	name = stmt_arg_span(stmt, 1);
	object = object_find(m, string_lookup(m, name.text, name.len));
	if (object && object->kind == OBJECT_TASK)
		t = thread_of_object(object);
	if (!object || (object->kind != OBJECT_PROCESS && !t))
		return front_error(front, "`show posix` shows all processes, `show tasks` all "
				   "threads", "'%.*s' is no process", (int)name.len, name.text);
	proc_status(front->options.out, m, t ? t->process : object->memory, t);
	return 0;
}

static int run_show(struct front *front, const struct stmt *stmt)
{
	struct machine *m = front_machine(front);
	struct span what = stmt_arg_span(stmt, 0);
	FILE *out = front->options.out;
	u32 cpu = session_focus(front->session);
	int base = SHOW_ALL_BASES;

	if (span_is(what, "events"))
		return show_some_events(front, stmt);
	if (span_is(what, "posix") || span_is(what, "processes") || span_is(what, "signals"))
		return show_process_things(front, stmt, what);
	if (span_is(what, "status"))
		return show_status_of(front, stmt);
	if (show_options(front, stmt, &cpu, &base))
		return -1;
	if (span_is(what, "wheel"))
		show_wheel(out, m, cpu, base);
	else if (span_is(what, "hrtimers"))
		show_hrtimers(out, m, cpu);
	else if (span_is(what, "ticks"))
		show_ticks(out, m);
	else if (span_is(what, "clocks"))
		show_clocks(out, m);
	else if (span_is(what, "timer_list"))
		proc_timer_list(out, m);
	else if (span_is(what, "uptime"))
		proc_uptime(out, m);
	else if (span_is(what, "timers"))
		show_timers(out, m);
	else if (span_is(what, "cpus"))
		show_cpus(out, m);
	else if (span_is(what, "locks"))
		show_locks(out, m);
	else if (span_is(what, "tasks"))
		show_tasks(out, m);
	else if (span_is(what, "softirqs"))
		show_softirqs(out, m);
	else if (span_is(what, "stack"))
		show_stack(out, m, cpu);
	else
		return front_error(front, "wheel, timers, hrtimers, ticks, clocks, posix, "
				   "processes, signals, cpus, stack, tasks, locks, "
				   "softirqs, events, timer_list, status or uptime "
				   "would be right",
				   "show what?");
	return 0;
}
const struct command cmd_show = {
	.name = "show",
	.usage = "wheel [cpu N] [local|global|def] | timers | hrtimers [cpu N] "
		 "| ticks | clocks | posix|processes|signals [PROCESS] | cpus | stack "
		 "[cpu N] | tasks | locks | softirqs | events [NAME] [N] "
		 "| timer_list | uptime | status PROCESS",
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 4, .run = run_show,
	.complete = COMPLETE_WORDS,
	.words = "wheel timers hrtimers ticks clocks posix processes signals cpus stack "
		 "tasks locks softirqs events cpu local global def timer_list uptime status",
	.help = "Show a structure as text.",
	.more = "`show events` has the last 20; with a name, the last 20 of "
		"those. processes and signals say what the panes of those names "
		"do. timer_list, uptime and status are what /proc would say; "
		"`show posix p1` ends with /proc/PID/timers.",
};

/* --- info ------------------------------------------------------------------------- */

static void info_functions(struct front *front)
{
	u32 i;

	for (i = 1; i < step_nr_funcs; i++)
		front_print(front, "%-28s %s:%u\n", step_funcs[i].name,
			    step_files[step_funcs[i].file].path,
			    step_funcs[i].line);
}

static void info_marks(struct front *front)
{
	u32 i;

	for (i = 1; i < step_nr_marks; i++)
		front_print(front, "%-28s %s:%u\n", step_marks[i].name,
			    step_files[step_stmts[step_marks[i].stmt].file].path,
			    step_stmts[step_marks[i].stmt].line);
}

static void info_events(struct front *front)
{
	u32 i;

	for (i = 0; i < EVENT_NR; i++)
		front_print(front, "%-20s %s\n", trace_events[i].name,
			    trace_events[i].help);
}

static void info_inputs(struct front *front)
{
	u32 nr = session_nr_inputs(front->session);
	u32 i;

	if (!nr)
		front_print(front, "No inputs yet: nothing has changed the "
			    "machine.\n");
	for (i = 0; i < nr; i++) {
		const struct input *input =
			session_get_input(front->session, i);

		front_print(front, "%c%3u  step %-10llu CPU %-2u %s\n",
			    i < session_nr_applied(front->session) ? ' ' : '+',
			    i, (unsigned long long)input->at.steps, input->cpu,
			    input->text);
	}
}

static void info_branches(struct front *front)
{
	u32 nr = session_nr_branches(front->session);
	u32 i;

	if (!nr)
		front_print(front, "No branches. A changing command given in "
			    "the past makes one.\n");
	for (i = 0; i < nr; i++) {
		struct position end;
		const struct input *inputs;
		u32 inputs_nr;

		inputs = session_get_branch(front->session, i, &inputs_nr,
					    &end);
		front_print(front, "%3u  %u inputs, to step %llu; last: %s\n",
			    i + 1, inputs_nr, (unsigned long long)end.steps,
			    inputs_nr ? inputs[inputs_nr - 1].text : "(none)");
	}
}

static void info_keys(struct front *front)
{
	char name[16];
	u32 i;

	for (i = 0; i < nr_key_rows; i++) {
		const struct key_row *row = &key_rows[i];

		front_print(front, "%-10s %-9s %s\n",
			    keycode_name(row->key, name), row->pane ? row->pane :
			    row->when == KEY_TYPING ? "console" :
			    row->when == KEY_ALWAYS ? "always" : "panes",
			    row->help);
	}
}

static void info_locals(struct front *front)
{
	if (!locals_print(front->options.out, front_machine(front),
			  focus_frame(front)))
		front_print(front, "This timerscope was configured with "
			    "--disable-locals.\n");
}

static void info_line(struct front *front)
{
	const struct step_frame *frame = focus_frame(front);

	front_where(front, session_focus(front->session));
	if (frame && frame->at && step_funcs[frame->func].narration[0])
		front_print(front, "\n%s\n", step_funcs[frame->func].narration);
}

static int run_info(struct front *front, const struct stmt *stmt)
{
	struct span what = stmt_arg_span(stmt, 0);

	if (span_is(what, "breakpoints"))
		breakpoints_list(front->breakpoints, front->options.out);
	else if (span_is(what, "functions"))
		info_functions(front);
	else if (span_is(what, "marks"))
		info_marks(front);
	else if (span_is(what, "events"))
		info_events(front);
	else if (span_is(what, "inputs"))
		info_inputs(front);
	else if (span_is(what, "branches"))
		info_branches(front);
	else if (span_is(what, "keys"))
		info_keys(front);
	else if (span_is(what, "locals"))
		info_locals(front);
	else if (span_is(what, "line"))
		info_line(front);
	else
		return front_error(front, "breakpoints, functions, marks, "
				   "events, inputs, branches, keys, locals or line "
				   "would be right", "info about what?");
	return 0;
}
const struct command cmd_info = {
	.name = "info", .abbreviation = "i",
	.usage = "breakpoints | functions | marks | events | inputs | "
		 "branches | keys | locals | line",
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 1, .run = run_info,
	.complete = COMPLETE_WORDS,
	.words = "breakpoints functions marks events inputs branches keys locals "
		 "line",
	.help = "List what there is.",
};

/* --- expectations ---------------------------------------------------------------- */

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
	struct expr *expr = parse_rest(front, stmt);
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
