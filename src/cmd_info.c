/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command info: lists of what there is.
 */
#include "command.h"
#include "linux/trace.h"
#include "locals.h"
#include "views/key.h"

static void info_breakpoints(struct front *front)
{
	breakpoints_list(front->breakpoints, front->options.out);
}

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
			  front_frame(front)))
		front_print(front, "This timerscope was configured with "
			    "--disable-locals.\n");
}

static void info_line(struct front *front)
{
	const struct step_frame *frame = front_frame(front);

	front_where(front, session_focus(front->session));
	if (frame && frame->at && step_funcs[frame->func].narration[0])
		front_print(front, "\n%s\n", step_funcs[frame->func].narration);
}

/* What `info` lists, info.def; it feeds usage, Tab, errors and the manual. */
static const struct {
	const char *word;
	void (*print)(struct front *front);
} lists[] = {
#define INFO(word, function) { word, function },
#include "info.def"
#undef INFO
};

/* " | breakpoints | functions ..." */
static const char usage[] =
#define INFO(word, function) " | " word
#include "info.def"
#undef INFO
	;

static const char words[] =
#define INFO(word, function) word " "
#include "info.def"
#undef INFO
	;

static int run_info(struct front *front, const struct stmt *stmt)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(lists); i++) {
		if (!span_is(stmt_arg_span(stmt, 0), lists[i].word))
			continue;
		lists[i].print(front);
		return 0;
	}
	return command_no_word(front, words, "info about what?");
}
const struct command cmd_info = {
	.name = "info", .abbreviation = "i", .usage = usage + 3,
	.effect = EFFECT_VIEW, .min_args = 1, .max_args = 1, .run = run_info,
	.complete = COMPLETE_WORDS, .words = words,
	.help = "List what there is.",
};
