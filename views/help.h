/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The help over the panes: the keys that work now, from the key table, and what
 * each pane is for.
 */
#ifndef VIEWS_HELP_H
#define VIEWS_HELP_H

#include "views/pane.h"

/* Lines of @width columns of help while the pane called @pane has the focus. */
u32 help_lines(const struct view *view, const char *pane, u32 width);

/* From line list->top on. */
void help_paint(const struct view *view, const char *pane,
		const struct list_view *list, const struct canvas *canvas);

#endif
