/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views/pane.h"

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	(void)state;
	(void)view;
	canvas_text(canvas, 0, 0, ROLE_DIM, "timeline");
}

extern const struct pane_type pane_timeline;
const struct pane_type pane_timeline = {
	.name = "timeline", .key = '6',
	.question = "When were timers armed, and when did they fire?",
	.paint = paint,
};
