/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command show: the machine as text.
 */
#include <stdlib.h>

#include "command.h"
#include "linux/process.h"
#include "linux/trace.h"
#include "machine/strings.h"
#include "proc.h"
#include "show.h"

/* What `show` prints, show.def; it feeds usage, Tab, errors and the manual. */
struct thing {
	const char *word;
	int (*run)(struct front *front, const struct stmt *stmt);
	void (*plain)(FILE *file, struct machine *m);	/* or this: no arguments */
};

extern const struct command cmd_show;

/* --- arguments ------------------------------------------------------------------ */

static const char *const base_words[] = { "local", "global", "def" };

/* "local": its number, -1: no such base. */
static int base_of(struct span word)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(base_words); i++)
		if (span_is(word, base_words[i]))
			return (int)i;
	return -1;
}

/* "cpu N" and, where @base is given, which wheel; and nothing else. */
static int read_cpu(struct front *front, const struct stmt *stmt, u32 *cpu, int *base)
{
	u32 arg;
	int word;

	*cpu = session_focus(front->session);
	for (arg = 1; arg < stmt->nr_args; arg++) {
		if (span_is(stmt_arg_span(stmt, arg), "cpu") && arg + 1 < stmt->nr_args) {
			if (command_cpu(front, stmt, ++arg, cpu))
				return -1;
			continue;
		}
		word = base ? base_of(stmt_arg_span(stmt, arg)) : -1;
		if (word < 0)
			break;
		*base = word;
	}
	return command_ends(front, &cmd_show, stmt, arg) ? 0 : -1;
}

/* Of all processes, *serial 0, or of the one that is named. */
static int read_process(struct front *front, const struct stmt *stmt, u32 *serial)
{
	struct machine *m = front_machine(front);
	const struct object *object;
	struct span name;

	*serial = 0;
	if (!command_ends(front, &cmd_show, stmt, stmt->nr_args > 1 ? 2 : 1))
		return -1;
	if (stmt->nr_args < 2)
		return 0;
	name = stmt_arg_span(stmt, 1);
	object = object_find(m, string_lookup(m, name.text, name.len));
	if (!object || object->kind != OBJECT_PROCESS)
		return front_error(front, "without a name it shows them all",
				   "'%.*s' is no process", (int)name.len, name.text);
	*serial = object->serial;
	return 0;
}

/* --- things --------------------------------------------------------------------- */

static int thing_wheel(struct front *front, const struct stmt *stmt)
{
	int base = SHOW_ALL_BASES;
	u32 cpu;

	if (read_cpu(front, stmt, &cpu, &base))
		return -1;
	show_wheel(front->options.out, front_machine(front), cpu, base);
	return 0;
}

static int thing_hrtimers(struct front *front, const struct stmt *stmt)
{
	u32 cpu;

	if (read_cpu(front, stmt, &cpu, NULL))
		return -1;
	show_hrtimers(front->options.out, front_machine(front), cpu);
	return 0;
}

static int thing_stack(struct front *front, const struct stmt *stmt)
{
	u32 cpu;

	if (read_cpu(front, stmt, &cpu, NULL))
		return -1;
	show_stack(front->options.out, front_machine(front), cpu);
	return 0;
}

static int thing_posix(struct front *front, const struct stmt *stmt)
{
	u32 process;

	if (read_process(front, stmt, &process))
		return -1;
	show_posix(front->options.out, front_machine(front), process);
	return 0;
}

static int thing_processes(struct front *front, const struct stmt *stmt)
{
	u32 process;

	if (read_process(front, stmt, &process))
		return -1;
	show_processes(front->options.out, front_machine(front), session_focus(front->session),
		       process);
	return 0;
}

static int thing_signals(struct front *front, const struct stmt *stmt)
{
	u32 process;

	if (read_process(front, stmt, &process))
		return -1;
	show_signals(front->options.out, front_machine(front), session_focus(front->session),
		     process);
	return 0;
}

static int thing_events(struct front *front, const struct stmt *stmt)
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

/* /proc/PID/status of a process, or of one thread. */
static int thing_status(struct front *front, const struct stmt *stmt)
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

/* --- the table ------------------------------------------------------------------ */

static const struct thing things[] = {
#define SHOW(word, args, ...) { word, __VA_ARGS__ },
#define PROC SHOW
#include "show.def"
#undef SHOW
};

/* " | wheel [cpu N] ... | timers ..." */
static const char usage[] =
#define SHOW(word, args, ...) " | " word args
#include "show.def"
#undef SHOW
	;

static const char words[] =
#define SHOW(word, args, ...) word " "
#include "show.def"
#undef SHOW
	;

static int run_show(struct front *front, const struct stmt *stmt)
{
	const struct thing *thing;
	u32 i;

	for (i = 0; i < ARRAY_SIZE(things); i++) {
		thing = &things[i];
		if (!span_is(stmt_arg_span(stmt, 0), thing->word))
			continue;
		if (thing->run)
			return thing->run(front, stmt);
		if (!command_ends(front, &cmd_show, stmt, 1))
			return -1;
		thing->plain(front->options.out, front_machine(front));
		return 0;
	}
	if (!command_ends(front, &cmd_show, stmt, 1))
		return -1;
	return command_no_word(front, words, "show what?");
}
const struct command cmd_show = {
	.name = "show", .usage = usage + 3, .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 4, .run = run_show,
	.complete = COMPLETE_WORDS,
	.words =
#define SHOW(word, args, ...) word " "
#include "show.def"
#undef SHOW
#undef PROC
		"cpu local global def",
	.help = "Show a structure as text.",
	.more = "`show events` has the last 20; with a name, the last 20 of "
		"those. processes and signals say what the panes of those names "
		"do. What /proc would say:"
#define SHOW(word, args, ...)
#define PROC(word, args, ...) " " word
#include "show.def"
		"; `show posix p1` ends with /proc/PID/timers.",
};
