/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The search text that `/` begins: the last line edits it, Enter hands it to the
 * pane.
 */
#include "config.h"

#include "screen_state.h"

#include <string.h>

static void search_prompt(struct screen *screen)
{
	screen_say(screen, false, "search in %s (Enter finds): %s",
		   pane_types[screen->focus]->name, screen->search);
}

void screen_search_begin(struct screen *screen)
{
	screen->searching = true;
	screen->search[0] = '\0';
	search_prompt(screen);
}

static void search_edit(struct screen *screen, u32 key)
{
	size_t len = strlen(screen->search);

	if (key == KEYCODE_BACKSPACE && len) {
		do
			len--;
		while (len && ((u8)screen->search[len] & 0xc0) == 0x80);
		screen->search[len] = '\0';
	} else if (key >= ' ' && key < KEYCODE_BASE &&
		   key != KEYCODE_BACKSPACE && len + 5 < SEARCH_MAX) {
		len += text_encode(key, screen->search + len);
		screen->search[len] = '\0';
	}
	search_prompt(screen);
}

static void search_end(struct screen *screen)
{
	const char *pane = pane_types[screen->focus]->name;

	if (!screen_act(screen, screen->focus, ACTION_SEARCH, screen->search))
		screen_say(screen, true, "the %s pane has nothing to search; "
			   "3 source, 4 log and 5 state have", pane);
	else if (!screen->message[0] && screen->search[0])
		screen_say(screen, false, "%s: > goes to the next, < back",
			   screen->search);
}

void screen_search_key(struct screen *screen, u32 key)
{
	screen->searching = key != KEYCODE_ENTER && key != KEYCODE_ESCAPE;
	if (screen->searching) {
		search_edit(screen, key);
		return;
	}
	screen->message[0] = '\0';
	if (key == KEYCODE_ENTER)
		search_end(screen);
}
