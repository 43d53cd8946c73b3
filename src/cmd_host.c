/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands about the program and its files: save, load, source, help, quit.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "savefile.h"

static int run_save(struct front *front, const struct stmt *stmt)
{
	char *path = command_text(stmt, 0);
	char error[300];
	int result = 0;

	if (!savefile_write(front, path, error, sizeof(error)))
		result = front_error(front, NULL, "%s", error);
	else
		front->changed = false;
	free(path);
	return result;
}
const struct command cmd_save = {
	.name = "save", .usage = "FILE", .effect = EFFECT_HOST,
	.min_args = 1, .max_args = 1, .run = run_save,
	.complete = COMPLETE_FILE,
	.help = "Write the session (configuration and inputs) to a file.",
};

static int run_load(struct front *front, const struct stmt *stmt)
{
	char *path = command_text(stmt, 0);
	char error[600];
	int result = 0;

	if (!savefile_read(front, path, error, sizeof(error)))
		result = front_error(front, NULL, "%s", error);
	else
		front_came_to(front, session_focus(front->session));
	free(path);
	return result;
}
const struct command cmd_load = {
	.name = "load", .usage = "FILE", .effect = EFFECT_HOST,
	.min_args = 1, .max_args = 1, .run = run_load,
	.complete = COMPLETE_FILE,
	.help = "Take a saved session in place of this one, and replay it.",
	.more = "Saved by another version, it is replayed by time and event; "
		"the first difference is said and stops it.",
};

#define MAX_SOURCE_DEPTH 32u

static char *read_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	char *text = NULL;
	size_t max = 0;
	size_t n = 1;

	*len = 0;
	while (file && n) {
		char *more = realloc(text, max += 65536);

		if (!more)
			break;
		text = more;
		n = fread(text + *len, 1, max - *len, file);
		*len += n;
	}
	if (file && ferror(file)) {	/* a folder, for example */
		free(text);
		text = NULL;
	}
	if (file)
		fclose(file);
	return text;
}

static int run_source(struct front *front, const struct stmt *stmt)
{
	char *path = command_text(stmt, 0);
	char *text;
	size_t len;
	int result;

	if (front->depth == MAX_SOURCE_DEPTH) {
		free(path);
		return front_error(front, "does a script `source` itself?",
				   "scripts are nested %u deep",
				   MAX_SOURCE_DEPTH);
	}
	errno = 0;
	text = read_file(path, &len);
	if (!text)
		result = front_error(front, NULL, "%s: %s", path,
				     strerror(errno));
	else {
		front->depth++;
		result = front_execute(front, text, len, path);
		front->depth--;
	}
	free(text);
	free(path);
	return result;
}
const struct command cmd_source = {
	.name = "source", .usage = "FILE", .effect = EFFECT_HOST,
	.min_args = 1, .max_args = 1, .run = run_source,
	.complete = COMPLETE_FILE, .help = "Execute a script.",
};

/* --- help ------------------------------------------------------------------------- */

static void help_all(struct front *front)
{
	u32 i;

	front_print(front, "Commands (help NAME tells more):\n");
	for (i = 0; i < nr_commands; i++)
		front_print(front, "  %-18s%s\n", commands[i]->name,
			    commands[i]->help);
	front_print(front, "\nKernel calls and statements of bodies:\n");
	for (i = 0; i < nr_calls; i++)
		front_print(front, "  %-26s%s\n", call_table[i].name,
			    call_table[i].help);
}

static void help_command(struct front *front, const struct command *c)
{
	front_print(front, "%s %s\n%s\n", c->name, c->usage, c->help);
	if (c->more)
		front_print(front, "%s\n", c->more);
	if (c->abbreviation)
		front_print(front, "Short: %s\n", c->abbreviation);
}

static void help_call(struct front *front, const struct call_row *row)
{
	char usage[400];

	front_print(front, "%s\n%s\n", call_usage(row, usage, sizeof(usage)),
		    row->help);
	if (row->more)
		front_print(front, "%s\n", row->more);
	front_print(front, "For example: %s\n",
		    call_example(row, usage, sizeof(usage)));
}

static bool help_function(struct front *front, struct span word)
{
	u32 i;

	for (i = 1; i < step_nr_funcs; i++) {
		if (!span_is(word, step_funcs[i].name))
			continue;
		front_print(front, "%s, %s:%u\n%s%s`list %s` shows its source.\n",
			    step_funcs[i].name,
			    step_files[step_funcs[i].file].path,
			    step_funcs[i].line, step_funcs[i].narration,
			    step_funcs[i].narration[0] ? "\n" : "",
			    step_funcs[i].name);
		return true;
	}
	return false;
}

static int run_help(struct front *front, const struct stmt *stmt)
{
	struct script_error error = { 0 };
	const struct call_row *row;
	const struct command *c;
	struct span word;

	if (!stmt->nr_args) {
		help_all(front);
		return 0;
	}
	word = script_span(stmt->script, stmt->first_arg, stmt->end_arg);
	row = compile_row(word);
	c = command_find(word, &error);
	if (row)
		help_call(front, row);
	if (c)
		help_command(front, c);
	if (row || c || help_function(front, word))
		return 0;
	return front_script_error(front, &error);
}
const struct command cmd_help = {
	.name = "help", .abbreviation = "h", .usage = "[COMMAND | CALL | "
	"FUNCTION]", .effect = EFFECT_VIEW, .max_args = 3, .run = run_help,
	.complete = COMPLETE_COMMAND,
	.help = "Tell about a command, a kernel call or a kernel function.",
};

static int run_quit(struct front *front, const struct stmt *stmt)
{
	(void)stmt;
	front->quit = true;
	return 0;
}
const struct command cmd_quit = {
	.name = "quit", .abbreviation = "q", .usage = "",
	.effect = EFFECT_HOST, .run = run_quit, .help = "Leave timerscope.",
};
