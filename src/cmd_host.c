/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands about the program and its files: save, load, source, quit.
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
