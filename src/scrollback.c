/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines: see scrollback.h.  When the table is full, the older half goes.
 */
#include "config.h"

#include "scrollback.h"

#include <stdlib.h>
#include <string.h>

#define MAX_LINES 5000u
#define MAX_LINE 4000u			/* bytes; longer ones are broken */

struct scrollback {
	char *line[MAX_LINES];
	u32 nr;
	u64 count;
	char text[MAX_LINE + 1];	/* the line at the end */
	u32 len;
	char *announced;		/* a line to come before the next one */
	FILE *stream;
};

static void drop_half(struct scrollback *s)
{
	u32 i;

	for (i = 0; i < MAX_LINES / 2; i++)
		free(s->line[i]);
	memmove(s->line, s->line + MAX_LINES / 2,
		(MAX_LINES - MAX_LINES / 2) * sizeof(s->line[0]));
	s->nr -= MAX_LINES / 2;
}

static void finish_line(struct scrollback *s)
{
	if (s->nr == MAX_LINES)
		drop_half(s);
	s->text[s->len] = '\0';
	s->line[s->nr] = strdup(s->text);
	s->nr += s->line[s->nr] != NULL;
	s->count++;
	s->len = 0;
}

static ssize_t take(void *cookie, const char *data, size_t size)
{
	struct scrollback *s = cookie;
	char *announced = s->announced;
	size_t i;

	s->announced = NULL;
	if (announced) {
		take(s, announced, strlen(announced));
		finish_line(s);
		free(announced);
	}
	for (i = 0; i < size; i++) {
		if (data[i] == '\n' || s->len == MAX_LINE)
			finish_line(s);
		if (data[i] != '\n')
			s->text[s->len++] = data[i];
	}
	return (ssize_t)size;
}

struct scrollback *scrollback_new(void)
{
	struct scrollback *s = calloc(1, sizeof(*s));
	const cookie_io_functions_t io = { .write = take };

	if (!s)
		return NULL;
	s->stream = fopencookie(s, "w", io);
	if (!s->stream) {
		free(s);
		return NULL;
	}
	setvbuf(s->stream, NULL, _IONBF, 0);
	return s;
}

void scrollback_free(struct scrollback *s)
{
	if (!s)
		return;
	fclose(s->stream);
	free(s->announced);
	while (s->nr > 0)
		free(s->line[--s->nr]);
	free(s);
}

FILE *scrollback_stream(struct scrollback *s)
{
	return s->stream;
}

void scrollback_announce(struct scrollback *s, const char *text)
{
	free(s->announced);
	s->announced = text ? strdup(text) : NULL;
}

void scrollback_end_line(struct scrollback *s)
{
	if (s->len)
		finish_line(s);
}

const char *const *scrollback_lines(const struct scrollback *s, u32 *nr)
{
	*nr = s->nr;
	return (const char *const *)s->line;
}

u64 scrollback_count(const struct scrollback *s)
{
	return s->count;
}
