/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The signals pane: the way of one signal on top, then what each process and
 * thread has pending, blocked, handled.  What it says is put together in
 * signal_facts.c.
 *
 * Enter on an entry, a handler, an action or a timer makes that signal's way
 * the one on top, wherever it is; g lets the pane choose again.
 */
#include "views/rows_pane.h"
#include "views/signal_facts.h"
#include "views/signal_path.h"

/* Serials mean something else on another machine. */
static struct signal_choice chosen(struct rows_pane *pane,
				   const struct view *view)
{
	if (pane->session != view->session)
		pane->choice = 0;
	pane->session = view->session;
	return signal_facts_choice(pane->choice);
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct rows_pane *pane = state;
	const struct signal_choice who = chosen(pane, view);

	facts_begin(&pane->facts, view->m, canvas->width, view->focus);
	signal_facts(&pane->facts, 0, &who);
	rows_pane_paint(pane, view, canvas);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct signal_choice who = chosen(state, view);

	if (!*signal_path_title(view->m, view->focus, 0, &who, buf, size))
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
