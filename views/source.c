/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views/pane.h"

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	(void)state;
	(void)view;
	canvas_text(canvas, 0, 0, ROLE_DIM, "source");
}

extern const struct pane_type pane_source;
const struct pane_type pane_source = {
	.name = "source", .key = '3',
	.question = "Which statement comes next, and why?",
	.paint = paint,
};
