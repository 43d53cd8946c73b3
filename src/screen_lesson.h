/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lesson on the screen: what the lesson pane sees, and what a step of a
 * lesson asks of the screen (panes in view, how far `s` goes).
 */
#ifndef SCREEN_LESSON_H
#define SCREEN_LESSON_H

#include "front.h"
#include "views/view.h"

struct screen_lesson;

struct screen_lesson *screen_lesson_new(void);	/* NULL without memory */
void screen_lesson_free(struct screen_lesson *lesson);

/* Fill view->lesson and the list of lessons.  True when the lesson, its step or
 * its question is another one than the last time: panes should follow. */
bool screen_lesson_fill(struct screen_lesson *lesson, struct front *front,
			struct view *view);

/* The panes that the step wants in view, most important first; their number. */
u32 screen_lesson_panes(const struct screen_lesson *lesson,
			const char *names[], u32 max);

/* The command that one step is in this lesson; "step" without one. */
const char *screen_lesson_step(const struct screen_lesson *lesson);

#endif
