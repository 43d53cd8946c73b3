/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who gets a key.
 *
 * A question (quit?), else a search text, else help, else the console while its
 * pane has the focus, else the focused pane through the key table.  Every key
 * clears the message in the last line first.
 */
#include "config.h"

#include "screen_state.h"

#include <string.h>

#include "line.h"
#include "views/help.h"

static void key_quitting(struct screen *screen, u32 key)
{
	screen->quitting = false;
	screen->front->quit = false;
	screen->done = key == 'y' || key == 'Y';
	if (!screen->done)
		screen_say(screen, false, "going on; :save FILE keeps the "
			   "session");
}

static void key_helping(struct screen *screen, u32 key)
{
	const struct key_row *row = key_find(key, NULL, false);
	const u32 nr = help_lines(&screen->view,
				  pane_types[screen->focus]->name,
				  screen->grid.width);
	const u32 height = screen->grid.height - 2;
	const u32 last = nr > height ? nr - height : 0;
	struct list_view top = { screen->help.top, screen->help.top };

	if (!row || !list_view_act(&top, row->action, last + 1, height))
		screen->helping = false;
	screen->help = (struct list_view){ top.cursor, top.cursor };
}

void screen_feed(struct screen *screen, u32 key)
{
	char buf[8];
	const char *bytes = screen_key_bytes(key, buf);

	screen_show_newest(screen);
	if (screen->edits)
		line_feed(bytes, strlen(bytes));
}

static void key_typing(struct screen *screen, u32 key)
{
	const struct key_row *row = key_find(key, "console", true);

	/* No command begins with it: who types it thinks of the panes' key. */
	if (key == ':' && screen->edits && !*line_state().text)
		return;
	if (row)
		screen_use_row(screen, row);
	else
		screen_feed(screen, key);
}

static void key_viewing(struct screen *screen, u32 key)
{
	const char *pane = pane_types[screen->focus]->name;
	const struct key_row *row = key_find(key, pane, false);
	char digit = (char)key, name[16];
	const s32 wanted = key > ' ' && key < 127 ? pane_find(&digit, 1) : -1;

	if (row && (wanted < 0 || !key_disabled(row, &screen->view)))
		screen_use_row(screen, row);
	else if (wanted >= 0)
		screen_focus(screen, (u32)wanted);
	else
		screen_say(screen, true, "no key %s here; ? lists the keys, "
			   ": types a command", keycode_name(key, name));
}

/* F10, Ctrl-L and the like work over help and a search, too. */
static bool key_always(struct screen *screen, u32 key)
{
	const struct key_row *row = key_find(key, NULL, false);

	if (!row || row->when != KEY_ALWAYS ||
	    (!screen->searching && !screen->helping))
		return false;
	screen->message[0] = '\0';
	screen->searching = false;
	screen_use_row(screen, row);
	return true;
}

static void click(struct screen *screen, const struct key_event *event)
{
	const struct place *place = screen_place_at(screen, event->x, event->y);
	const struct pane_type *type;
	struct reply reply = { "", "", "" };
	u32 pane;

	if (!place)
		return;
	pane = screen_shown_in(screen, place);
	type = pane_types[pane];
	if (event->wheel_up || event->wheel_down) {
		screen_act(screen, pane, event->wheel_up ? ACTION_UP : ACTION_DOWN,
		    "");
		return;
	}
	screen_focus(screen, pane);
	if (type->click && event->y - 1 > place->y &&
	    type->click(screen->state[pane], &screen->view,
			event->x - place->x - place->edge,
			event->y - 2 - place->y, &reply) && reply.command[0])
		screen_execute(screen, reply.command);
}

/* A pasted text is typed, whatever pane has the focus; no completion. */
static void paste(struct screen *screen, const char *text)
{
	screen_focus(screen, screen_pane("console"));
	screen_show_newest(screen);
	for (; *text && screen->edits; text++)
		if (*text == '\n' || (u8)*text >= ' ')
			line_feed(*text == '\n' ? "\r" : text, 1);
		else if (*text == '\t')
			line_feed(" ", 1);
}

void screen_key(struct screen *screen, const struct key_event *event)
{
	const bool moves = screen->playing && event->key != KEYCODE_RESIZE;

	screen_update_view(screen);
	screen_lay_out(screen);
	if (!screen->searching)
		screen->message[0] = '\0';
	if (event->key == KEYCODE_RESIZE)
		return;
	if (!screen_fits(screen) && !screen->quitting) {
		if (event->key == 'q' || event->key == KEYCODE_F10)
			screen_quit(screen);
	} else if (event->key == KEYCODE_MOUSE)
		click(screen, event);
	else if (event->key == KEYCODE_PASTE)
		paste(screen, event->text);
	else if (screen->quitting)
		key_quitting(screen, event->key);
	else if (key_always(screen, event->key))
		;
	else if (screen->searching)
		screen_search_key(screen, event->key);
	else if (screen->helping)
		key_helping(screen, event->key);
	else if (screen_is_typing(screen))
		key_typing(screen, event->key);
	else
		key_viewing(screen, event->key);
	if (moves)	/* any key pauses; p did so itself */
		screen->playing = false;
}
