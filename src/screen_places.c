/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where panes stand, and which of them has the keys: see screen_state.h.
 */
#include "config.h"

#include "screen_state.h"

#include <string.h>

#define LIST_ROOM 34u			/* rows, from where the list has enough */

u32 screen_pane(const char *name)
{
	return (u32)pane_find(name, strlen(name));
}

bool screen_is_typing(const struct screen *screen)
{
	return screen->focus == screen_pane("console");
}

/* The pane that a place shows: the one brought here last. */
u32 screen_shown_in(const struct screen *screen, const struct place *place)
{
	u32 best = place->pane[0];
	u32 i;

	for (i = 1; i < place->nr_panes; i++)
		if (screen->raised[place->pane[i]] > screen->raised[best])
			best = place->pane[i];
	return best;
}

const struct place *screen_place_of(const struct screen *screen, u32 pane)
{
	u32 i, p;

	for (i = 0; i < screen->layout.nr_places; i++) {
		const struct place *place = &screen->layout.place[i];

		for (p = 0; p < place->nr_panes; p++)
			if (place->pane[p] == pane)
				return place;
	}
	return NULL;
}

const struct place *screen_place_at(const struct screen *screen, u32 x, u32 y)
{
	u32 i;

	for (i = 0; y > 0 && i < screen->layout.nr_places; i++) {
		const struct place *place = &screen->layout.place[i];

		if (x >= place->x && x < place->x + place->width &&
		    y - 1 >= place->y && y - 1 < place->y + place->height)
			return place;
	}
	return NULL;
}

bool screen_fits(const struct screen *screen)
{
	return screen->grid.width >= LAYOUT_MIN_WIDTH &&
	       screen->grid.height >= LAYOUT_MIN_HEIGHT;
}

/* Between 40x12 and 80x24 there is room for one pane and the prompt. */
static bool must_zoom(const struct screen *screen)
{
	return screen->grid.width < 80 || screen->grid.height < 22;
}

/* Where the program begins with the list of lessons and there is little room, the
 * list has all of it: nothing else has happened yet. */
static bool list_is_large(const struct screen *screen, u32 pane)
{
	return screen->listing && !screen->view.lesson.title &&
	       screen->grid.height < LIST_ROOM && pane == screen_pane("lesson");
}

void screen_lay_out(struct screen *screen)
{
	const u32 width = screen->grid.width;
	const u32 height = screen->grid.height - 2;
	const u32 pane = screen_is_typing(screen) ? screen->before : screen->focus;

	if (!screen_fits(screen))
		screen->layout.nr_places = 0;
	else if (screen->zoomed || must_zoom(screen) ||
		 list_is_large(screen, pane))
		layout_zoom(&screen->layout, width, height,
			    screen->zoomed ? screen->large : pane);
	else
		layout_make(&screen->layout, width, height,
			    screen->view.lesson.title || screen->listing);
}

void screen_focus(struct screen *screen, u32 pane)
{
	if (pane != screen->focus && !screen_is_typing(screen))
		screen->before = screen->focus;
	screen->raised[pane] = ++screen->raises;
	screen->focus = pane;
	if (!screen_is_typing(screen))
		screen->large = pane;
}

void screen_list_lessons(struct screen *screen)
{
	screen->listing = true;
	screen_focus(screen, screen_pane("lesson"));
}

/* The next place in the layout; what it shows gets the keys. */
void screen_focus_by(struct screen *screen, u32 distance)
{
	const u32 nr = screen->layout.nr_places;
	const struct place *place = screen_place_of(screen, screen->focus);
	u32 at = place ? (u32)(place - screen->layout.place) : 0;

	if (!nr)
		return;
	if (screen->zoomed || must_zoom(screen))
		screen_focus(screen, (screen->focus + distance %
			     nr_pane_types + nr_pane_types) % nr_pane_types);
	else
		screen_focus(screen, screen_shown_in(screen, &screen->layout.place[
			     (at + distance + nr) % nr]));
}
