/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pane of rows of facts: cursor, window, search, Enter, for panes whose
 * content is a list that a collector makes (views/facts.h).
 *
 * Until a key moves the cursor it stands where things happen; `g` lets it do so
 * again.  When rows come and go it stays on its row.  Enter executes the row's
 * command, and notes its choice (facts.h) until `g`.
 */
#ifndef VIEWS_ROWS_PANE_H
#define VIEWS_ROWS_PANE_H

#include "views/facts.h"
#include "views/pane.h"

struct rows_pane {
	struct facts facts;
	struct list_view list;
	u64 id;				/* of the row under the cursor */
	bool moved;			/* the cursor was moved by keys */
	u32 height;			/* rows of the list */
	u32 nr_heads;			/* rows above it */
	u64 choice;			/* fact_row.choice of the row that was
					 * chosen with Enter; 0: none */
	u32 session;			/* view->session at that time */
	char search[64];
};

/* Paint what was collected into pane->facts. */
void rows_pane_paint(struct rows_pane *pane, const struct view *view,
		     const struct canvas *canvas);
bool rows_pane_act(void *state, const struct view *view, enum action action,
		   const char *text, struct reply *reply);
bool rows_pane_click(void *state, const struct view *view, u32 x, u32 y,
		     struct reply *reply);
void rows_pane_release(void *state);

#endif
