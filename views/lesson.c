/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "views/pane.h"

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	(void)state;
	(void)view;
	canvas_text(canvas, 0, 0, ROLE_DIM, "lesson");
}

extern const struct pane_type pane_lesson;
const struct pane_type pane_lesson = {
	.name = "lesson", .key = '7',
	.question = "What am I to do and to learn?",
	.paint = paint,
};
