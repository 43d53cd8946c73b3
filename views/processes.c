/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The processes pane: threads and what they wait for, timers, CPU clocks, open
 * files.  What it says is put together in process_facts.c.
 */
#include "views/process_facts.h"
#include "views/rows_pane.h"

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct rows_pane *pane = state;

	facts_begin(&pane->facts, view->m, canvas->width, view->focus);
	process_facts(&pane->facts, 0);
	rows_pane_paint(pane, view, canvas);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct process *p = process_facts_next(view->m, NULL);
	u32 nr = 0;

	(void)state;
	for (; p; p = process_facts_next(view->m, p))
		nr++;
	snprintf(buf, size, nr == 1 ? "%u process" : "%u processes", nr);
}

extern const struct pane_type pane_processes;
const struct pane_type pane_processes = {
	.name = "processes", .key = 'P',
	.question = "What do programs do, and which timers do they have?",
	.size = sizeof(struct rows_pane),
	.paint = paint, .title = title, .act = rows_pane_act,
	.click = rows_pane_click, .release = rows_pane_release,
};
