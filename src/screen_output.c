/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands given on the screen, and what they print: see screen_state.h.
 */
#include "config.h"

#include "screen_state.h"

#include <stdarg.h>
#include <string.h>

#include "line.h"

void screen_say(struct screen *screen, bool bad, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(screen->message, sizeof(screen->message), format, args);
	va_end(args);
	screen->bad = bad;
}

struct outputs {
	FILE *out, *err;
	bool on_screen, batch;
	u64 lines;
};

/* The console pane, if it was scrolled back. */
void screen_show_newest(struct screen *screen)
{
	screen_act(screen, screen_pane("console"), ACTION_END, "");
}

/* From here on, what commands print goes to the console pane. */
static struct outputs take_output(struct screen *screen)
{
	struct front *front = screen->front;
	const struct outputs before = {
		front->options.out, front->options.err, front->on_screen,
		front->options.batch,
		scrollback_count(screen->scrollback),
	};

	front->options.out = scrollback_stream(screen->scrollback);
	front->options.err = front->options.out;
	front->on_screen = true;
	front->options.batch = false;	/* a slip of a finger ends no script */
	front->error_text[0] = '\0';
	screen_show_newest(screen);
	return before;
}

/* More than the console pane shows: say where it is. */
static void tell_length(struct screen *screen, u64 lines_before)
{
	const struct place *place = screen_place_of(screen, screen_pane("console"));
	const u64 lines = scrollback_count(screen->scrollback) - lines_before;

	if (place && lines + 2 > place->height)
		screen_say(screen, false, "%llu new lines: %sPgUp scrolls back",
			   (unsigned long long)lines,
			   screen_is_typing(screen) ? "" : "8 goes there, ");
}

static void give_output(struct screen *screen, const struct outputs *before)
{
	struct front *front = screen->front;

	scrollback_announce(screen->scrollback, NULL);
	scrollback_end_line(screen->scrollback);
	tell_length(screen, before->lines);
	front->options.out = before->out;
	front->options.err = before->err;
	front->on_screen = before->on_screen;
	front->options.batch = before->batch;
	if (front->error_text[0])
		screen_say(screen, true, "%s", front->error_text);
	if (front->quit)
		screen_quit(screen);
}

void screen_execute(struct screen *screen, const char *text)
{
	const struct outputs before = take_output(screen);
	char echo[400], prompt[64];

	snprintf(echo, sizeof(echo), "%s%s",
		 typed_prompt(&screen->typed, screen->front, prompt), text);
	scrollback_announce(screen->scrollback, echo);
	front_execute(screen->front, text, strlen(text), NULL);
	give_output(screen, &before);
}

void screen_call(struct screen *screen, void (*fn)(struct front *, void *),
		 void *data)
{
	const struct outputs before = take_output(screen);

	fn(screen->front, data);
	give_output(screen, &before);
}

/* Enter: what was typed is always echoed. */
static void accept(void *ctx, const char *text)
{
	struct screen *screen = ctx;
	const struct outputs before = take_output(screen);
	char prompt[64];

	fprintf(screen->front->options.out, "%s%s\n",
		typed_prompt(&screen->typed, screen->front, prompt), text);
	typed_line(&screen->typed, screen->front, text);
	give_output(screen, &before);
}

static void candidate(void *ctx, const char *text)
{
	struct screen *screen = ctx;
	FILE *out = scrollback_stream(screen->scrollback);

	if (text)
		fprintf(out, "%s  ", text);
	else
		scrollback_end_line(screen->scrollback);
}

const struct line_user screen_line_user = { accept, candidate };
