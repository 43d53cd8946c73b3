/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Panes of rows: see rows_pane.h.
 */
#include "views/rows_pane.h"

#include <string.h>

#include "views/match.h"

#define ROW_TEXT_MAX 512u

/* Rows that scroll. */
static u32 nr_listed(const struct rows_pane *pane)
{
	return pane->facts.nr_rows - pane->nr_heads;
}

static const struct fact_row *listed(const struct rows_pane *pane, u64 i)
{
	return &pane->facts.row[pane->nr_heads + i];
}

/* Heads come first; they do not scroll if that leaves two rows. */
static void count_heads(struct rows_pane *pane, u32 height)
{
	const struct facts *facts = &pane->facts;
	u32 nr = 0;

	while (nr < facts->nr_rows && facts->row[nr].head)
		nr++;
	pane->nr_heads = nr + 2 <= height ? nr : 0;
}

/* To the row that the cursor was on, or where things happen. */
static void follow(struct rows_pane *pane)
{
	const u64 wanted = pane->moved ? pane->id : pane->facts.active;
	u32 i;

	if (pane->list.cursor < nr_listed(pane) &&
	    listed(pane, pane->list.cursor)->id == wanted)
		return;
	for (i = 0; i < nr_listed(pane); i++) {
		if (listed(pane, i)->id == wanted) {
			pane->list.cursor = i;
			if (!pane->moved)
				pane->list.top = i;
			return;
		}
	}
	if (!pane->moved)
		pane->list.cursor = 0;
}

void rows_pane_paint(struct rows_pane *pane, const struct view *view,
		     const struct canvas *canvas)
{
	u32 y;

	count_heads(pane, canvas->height);
	pane->height = canvas->height - pane->nr_heads;
	follow(pane);
	list_view_fit(&pane->list, nr_listed(pane), pane->height);
	for (y = 0; y < pane->nr_heads; y++)
		facts_paint(&pane->facts, y, view, canvas, y);
	for (y = 0; y < pane->height; y++) {
		const u64 i = pane->list.top + y;

		if (i >= nr_listed(pane))
			break;
		facts_paint(&pane->facts, pane->nr_heads + (u32)i, view,
			    canvas, pane->nr_heads + y);
		if (i == pane->list.cursor && pane->moved)
			canvas_role(canvas, 0, pane->nr_heads + y,
				    canvas->width, ROLE_CURSOR);
	}
	if (pane->list.top)
		canvas_glyph(canvas, canvas->width - 1, pane->nr_heads,
			     ROLE_DIM, GLYPH_UP);
	if (pane->list.top + pane->height < nr_listed(pane))
		canvas_glyph(canvas, canvas->width - 1, canvas->height - 1,
			     ROLE_DIM, GLYPH_DOWN);
	if (pane->list.cursor < nr_listed(pane))
		pane->id = listed(pane, pane->list.cursor)->id;
}

/* From the cursor on, round and round. */
static bool search(struct rows_pane *pane, bool back)
{
	const u64 nr = nr_listed(pane);
	char words[ROW_TEXT_MAX];
	u64 i;

	for (i = 1; i <= nr; i++) {
		const u64 at = (pane->list.cursor + (back ? nr - i : i)) % nr;

		if (match_find(facts_text(&pane->facts,
					  pane->nr_heads + (u32)at, words,
					  sizeof(words)), pane->search)) {
			pane->list.cursor = at;
			return true;
		}
	}
	return false;
}

/* false: there is nothing to go to; @reply says why. */
static bool find(struct rows_pane *pane, enum action action,
		 struct reply *reply)
{
	if (!*pane->search) {
		if (action != ACTION_SEARCH)
			snprintf(reply->message, sizeof(reply->message),
				 "nothing to search for yet; / asks what");
		return false;
	}
	if (search(pane, action == ACTION_MATCH_PREV))
		return true;
	snprintf(reply->message, sizeof(reply->message),
		 "\"%s\" stands nowhere in this pane", pane->search);
	return false;
}

static void choose(struct rows_pane *pane, struct reply *reply)
{
	const struct fact_row *row;

	if (pane->list.cursor >= nr_listed(pane))
		return;
	row = listed(pane, pane->list.cursor);
	if (row->choice)
		pane->choice = row->choice;
	snprintf(reply->command, sizeof(reply->command), "%s", row->command);
}

bool rows_pane_act(void *state, const struct view *view, enum action action,
		   const char *text, struct reply *reply)
{
	struct rows_pane *pane = state;

	(void)view;
	switch (action) {
	case ACTION_FOLLOW:
		pane->moved = false;
		pane->choice = 0;
		return true;
	case ACTION_SELECT:
		choose(pane, reply);
		return true;
	case ACTION_SEARCH:
	case ACTION_MATCH_NEXT:
	case ACTION_MATCH_PREV:
		if (action == ACTION_SEARCH)
			snprintf(pane->search, sizeof(pane->search), "%s", text);
		if (!find(pane, action, reply))
			return true;
		break;
	default:
		if (!list_view_act(&pane->list, action, nr_listed(pane),
				   pane->height))
			return false;
	}
	pane->moved = true;
	if (pane->list.cursor < nr_listed(pane))
		pane->id = listed(pane, pane->list.cursor)->id;
	return true;
}

bool rows_pane_click(void *state, const struct view *view, u32 x, u32 y,
		     struct reply *reply)
{
	struct rows_pane *pane = state;
	const u64 at = pane->list.top + y - pane->nr_heads;

	(void)view;
	(void)x;
	(void)reply;
	if (y < pane->nr_heads || at >= nr_listed(pane))
		return false;
	pane->list.cursor = at;
	pane->moved = true;
	pane->id = listed(pane, at)->id;
	return true;
}

void rows_pane_release(void *state)
{
	struct rows_pane *pane = state;

	facts_free(&pane->facts);
}
