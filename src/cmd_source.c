/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands that show where the machine stands: list, backtrace.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "show.h"

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
	const struct step_frame *frame = front_frame(front);
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
	const struct step_frame *frame = front_frame(front);
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
