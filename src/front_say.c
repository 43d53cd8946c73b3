/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a front end says: see front.h.
 */
#include "front.h"

#include <stdarg.h>
#include <string.h>

void front_print(struct front *front, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(front->options.out, format, args);
	va_end(args);
}

void front_note(void *data, const char *text)
{
	struct front *front = data;

	if (front->saying)
		front_print(front, "%s\n", text);
}

/* Say "FILE:LINE:COLUMN: what; right", and keep the first such line: it is why
 * the run ends. */
static int say_error(struct front *front, u32 line, u32 column,
		     const char *what, const char *right)
{
	char place[300] = "";
	char text[sizeof(front->error_text)];

	if (front->replaying)
		return -1;
	if (front->script_name && column)
		snprintf(place, sizeof(place), "%s:%u:%u: ",
			 front->script_name, line, column);
	else if (front->script_name)
		snprintf(place, sizeof(place), "%s:%u: ", front->script_name,
			 line);
	else if (column)
		snprintf(place, sizeof(place), "column %u: ", column);
	snprintf(text, sizeof(text), "%s%s%s%s", place, what,
		 right && *right ? "; " : "", right ? right : "");
	fflush(front->options.out);
	fprintf(front->options.err, "%s\n", text);
	if (!front->error_text[0])
		memcpy(front->error_text, text, sizeof(text));
	return -1;
}

int front_error(struct front *front, const char *right, const char *what, ...)
{
	char text[600];
	va_list args;

	va_start(args, what);
	vsnprintf(text, sizeof(text), what, args);
	va_end(args);
	return say_error(front, front->line,
			 front->script_name ? front->column : 0, text, right);
}

int front_script_error(struct front *front, const struct script_error *error)
{
	return say_error(front, error->line, error->column, error->what,
			 error->right);
}

int front_input_error(struct front *front, const struct script_error *error)
{
	struct script_error moved = *error;

	if (moved.line == 1 && front->column)
		moved.column += front->column - 1;
	if (moved.line && front->line)
		moved.line += front->line - 1;
	return front_script_error(front, &moved);
}

int front_exhausted(struct front *front)
{
	return front_error(front, "--max-memory gives more memory; a task that "
			   "has ended gives its stack back", "no %s left",
			   front_machine(front)->host->exhausted);
}

int front_no_machine(struct front *front, const char *error)
{
	front->limited = true;
	return front_error(front, NULL, "%s", error);
}

/* Which of two endings weighs more: own fault, script error, Oops, limit,
 * failed expectation. */
static u32 weight(enum exit_code code)
{
	static const u32 weights[] = {
		[EXIT_HELD] = 0, [EXIT_FAILED] = 1, [EXIT_LIMIT] = 2,
		[EXIT_OOPS] = 3, [EXIT_SCRIPT] = 4, [EXIT_OWN_FAULT] = 5,
	};

	return weights[code];
}

void front_end(struct front *front, enum exit_code code, const char *reason)
{
	if (weight(code) <= weight(front->code))
		return;
	front->code = code;
	snprintf(front->reason, sizeof(front->reason), "%s", reason);
}
