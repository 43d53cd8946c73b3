/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen: see screen.h.
 */
#include "config.h"

#include "screen.h"

#include <stdlib.h>
#include <string.h>

#include "line.h"
#include "screen_state.h"

struct screen *screen_new(struct front *front, u32 width, u32 height)
{
	struct screen *screen = calloc(1, sizeof(*screen));
	char prompt[64];
	bool ok = screen;
	u32 i;

	if (!screen)
		return NULL;
	for (i = 0; i < nr_pane_types; i++) {
		screen->state[i] = calloc(1, pane_types[i]->size + 1);
		ok &= screen->state[i] != NULL;
	}
	screen->front = front;
	screen->scrollback = scrollback_new();
	screen->lesson = screen_lesson_new();
	screen->view.memo = memo_new();
	screen->theme = &themes[0];
	screen->view.ascii = front->options.ascii;
	screen->focus = screen->before = screen_pane("source");
	if (!ok || !screen->scrollback || !screen->lesson || !screen->view.memo ||
	    !grid_resize(&screen->grid, width, height)) {
		screen_free(screen);
		return NULL;
	}
	if (!line_is_open()) {
		screen->edits = true;
		line_open(front);
		line_begin(&screen_line_user, screen,
			   typed_prompt(&screen->typed, front, prompt));
	}
	front->screen = screen;
	return screen;
}

void screen_free(struct screen *screen)
{
	u32 i;

	if (!screen)
		return;
	if (screen->edits) {
		line_end();
		line_close();
	}
	if (screen->front->screen == screen)
		screen->front->screen = NULL;
	for (i = 0; i < nr_pane_types; i++) {
		if (screen->state[i] && pane_types[i]->release)
			pane_types[i]->release(screen->state[i]);
		free(screen->state[i]);
	}
	memo_free(screen->view.memo);
	scrollback_free(screen->scrollback);
	screen_lesson_free(screen->lesson);
	typed_free(&screen->typed);
	grid_free(&screen->grid);
	free(screen);
}

struct screen *screen_of(struct front *front)
{
	return front->screen ? front->screen : screen_new(front, 80, 24);
}

bool screen_resize(struct screen *screen, u32 width, u32 height)
{
	return grid_resize(&screen->grid, width, height);
}

void screen_ascii(struct screen *screen, bool ascii)
{
	screen->view.ascii = ascii;
}

void screen_zoom(struct screen *screen, bool zoom)
{
	screen->zoomed = zoom;
	screen->large = screen->focus;
}

bool screen_zoomed(const struct screen *screen)
{
	return screen->zoomed;
}

const struct theme *screen_theme(const struct screen *screen)
{
	return screen->theme;
}

void screen_set_theme(struct screen *screen, const struct theme *theme)
{
	screen->theme = theme;
}

bool screen_mouse(const struct screen *screen)
{
	return screen->mouse;
}

void screen_set_mouse(struct screen *screen, bool on)
{
	screen->mouse = on;
	screen_say(screen, false, on ? "the mouse focuses and chooses; with "
		   "Shift, most terminals still select text" : "mouse off");
}

bool screen_playing(const struct screen *screen)
{
	return screen->playing;
}

/* Ends where nothing moves any more and where there is something to say. */
void screen_play_step(struct screen *screen)
{
	struct session *session = screen->front->session;
	const struct position before = session_position(session);
	const u64 lines = scrollback_count(screen->scrollback);
	struct position after;

	screen->message[0] = '\0';
	screen_execute(screen, screen_lesson_step(screen->lesson));
	after = session_position(session);
	screen->playing = position_compare(&before, &after) != 0 &&
			  scrollback_count(screen->scrollback) == lines &&
			  !screen->message[0];
}

void screen_quit(struct screen *screen)
{
	if (!screen->front->changed) {
		screen->done = true;
		return;
	}
	screen->quitting = true;
	screen_say(screen, false, "The session has not been saved. Quit? "
		   "y quits, any other key goes on");
}

bool screen_done(const struct screen *screen)
{
	return screen->done;
}

void screen_progress(struct screen *screen, bool running)
{
	screen->running = running;
}

bool screen_wants_redraw(struct screen *screen)
{
	const bool redraw = screen->redraw;

	screen->redraw = false;
	return redraw;
}
