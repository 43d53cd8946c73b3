/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The signals pane: the way of one signal on top, then what each process and
 * thread has pending, blocked, handled.  What it says is put together in
 * signal_facts.c.
 */
#include "views/rows_pane.h"
#include "views/signal_facts.h"
#include "views/signal_path.h"

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct rows_pane *pane = state;

	facts_begin(&pane->facts, view->m, canvas->width, view->focus);
	signal_facts(&pane->facts, 0);
	rows_pane_paint(pane, view, canvas);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	(void)state;
	if (!*signal_path_title(view->m, view->focus, 0, buf, size))
		snprintf(buf, size, "no signal is under way");
}

extern const struct pane_type pane_signals;
const struct pane_type pane_signals = {
	.name = "signals", .key = 'G',
	.question = "Where is a signal on its way to the handler?",
	.size = sizeof(struct rows_pane),
	.paint = paint, .title = title, .act = rows_pane_act,
	.click = rows_pane_click, .release = rows_pane_release,
};
