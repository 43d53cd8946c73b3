/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed: see typed.h.
 */
#include "config.h"

#include "typed.h"

#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "line.h"

const char *typed_prompt(const struct typed *typed, const struct front *front,
			 char *buf)
{
	if (typed->pending)
		return "> ";
	snprintf(buf, 64, "(timerscope cpu %u) ",
		 session_focus(front->session));
	return buf;
}

/* What an empty line after @line means: a movement again, but not the call that
 * `step CALL` gave.  NULL: nothing. */
static char *repeated(const char *line)
{
	struct script_error error;
	const struct command *command;
	struct span word, argument;

	line += strspn(line, " \t");
	word = (struct span){ line, strcspn(line, " \t") };
	argument.text = word.text + word.len + strspn(word.text + word.len,
						      " \t");
	argument.len = strcspn(argument.text, " \t");
	command = command_find(word, &error);
	if (!command || !command->repeats || strchr(line, ';'))
		return NULL;
	return strdup(compile_row(argument) ? command->name : line);
}

static bool incomplete(const char *text)
{
	struct script_error error = { 0 };
	struct script *script = script_parse(text, strlen(text), &error);

	script_free(script);
	return !script && error.incomplete;
}

static void execute(struct typed *typed, struct front *front, const char *text)
{
	if (!*text && typed->last) {
		front_execute(front, typed->last, strlen(typed->last), NULL);
		return;
	}
	if (*text)
		line_remember(text);
	free(typed->last);
	typed->last = repeated(text);
	front_execute(front, text, strlen(text), NULL);
}

void typed_line(struct typed *typed, struct front *front, const char *line)
{
	char *text;

	if (!typed->pending)
		text = strdup(line);
	else if (asprintf(&text, "%s\n%s", typed->pending, line) < 0)
		text = NULL;
	typed_cancel(typed);
	if (text && incomplete(text)) {
		typed->pending = text;
		return;
	}
	if (text)
		execute(typed, front, text);
	free(text);
}

void typed_cancel(struct typed *typed)
{
	free(typed->pending);
	typed->pending = NULL;
}

void typed_free(struct typed *typed)
{
	typed_cancel(typed);
	free(typed->last);
	typed->last = NULL;
}
