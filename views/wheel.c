/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views/pane.h"

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	(void)state;
	(void)view;
	canvas_text(canvas, 0, 0, ROLE_DIM, "wheel");
}

extern const struct pane_type pane_wheel;
const struct pane_type pane_wheel = {
	.name = "wheel", .key = '2',
	.question = "Which timers wait in which bucket?",
	.paint = paint,
};
