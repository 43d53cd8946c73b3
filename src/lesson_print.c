/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lessons on paper: what the console prints of a step.
 */
#include <stdlib.h>
#include <string.h>

#include "lesson_state.h"

#define WIDTH 76

/* Columns: bytes that continue a character take none. */
static size_t columns(const char *text, size_t len)
{
	size_t n = 0;
	size_t i;

	for (i = 0; i < len; i++)
		n += (text[i] & 0xc0) != 0x80;
	return n;
}

static void print_verbatim(struct front *front, const char *indent,
			   const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		front_print(front, "%s%.*s\n", indent, (int)len, text);
		text += len + (text[len] == '\n');
	}
}

void lesson_wrap(struct front *front, const char *indent, const char *text)
{
	bool first = true;		/* the first line has the indent */
	size_t at = 0;

	if (*text == ' ' || *text == '\t') {
		print_verbatim(front, indent, text);
		return;
	}
	while (*text) {
		size_t len = strcspn(text, " ");
		size_t width = columns(text, len);

		if (at && at + 1 + width > WIDTH) {
			front_print(front, "\n");
			at = 0;
		}
		if (!at)
			front_print(front, "%*.*s", (int)strlen(indent),
				    first ? (int)strlen(indent) : 0, indent);
		front_print(front, "%s%.*s", at ? " " : "", (int)len, text);
		at += width + (at ? 1 : strlen(indent));
		first = false;
		text += len + strspn(text + len, " ");
	}
	front_print(front, "\n");
}

void lesson_print_question(struct front *front)
{
	const struct lesson_question_view *q = front->lesson->view.question;
	u32 i;

	if (!q || q->answered)
		return;
	front_print(front, "\n");
	lesson_wrap(front, "? ", q->text);
	for (i = 0; i < q->nr_choices; i++)
		front_print(front, "  %c%u  %s\n", q->choices[i].tried ? '-' :
			    ' ', i + 1, q->choices[i].text);
	front_print(front, "  (%s)\n", q->form);
}

static void print_goal_list(struct front *front)
{
	const struct lesson_view *view = &front->lesson->view;
	u32 i;

	for (i = 0; i < view->nr_goals; i++)
		front_print(front, "  [%c] %s\n", view->goals[i].reached ? 'x' :
			    ' ', view->goals[i].text);
}

/* A goal may be about something that has another name with the student, or
 * none. */
static void print_missing(struct front *front)
{
	const struct lesson_view *view = &front->lesson->view;
	const char *why_not;
	u32 i;

	for (i = 0; i < view->nr_goals; i++) {
		if (view->goals[i].reached || view->goals[i].waiting)
			continue;
		why_not = lesson_goal_why_not(front, i);
		if (why_not)
			lesson_wrap(front, "", pool_format(&front->lesson->pool,
				    "\"%s\" cannot be told: %s.",
				    view->goals[i].text, why_not));
	}
}

void lesson_print_goals(struct front *front)
{
	const struct lesson_view *view;

	if (!front->lesson) {
		front_error(front, "`lesson open NAME` opens one",
			    "no lesson is open");
		return;
	}
	view = &front->lesson->view;
	front_print(front, "%s, step %u of %u: %s\n", view->title,
		    view->step + 1, view->nr_steps, view->step_title);
	print_goal_list(front);
	print_missing(front);
	lesson_print_question(front);
	front_print(front, "%s.\n", view->todo);
}

void lesson_print_step(struct front *front)
{
	const struct lesson_view *view = &front->lesson->view;
	u32 i;

	front_print(front, "\n%s, step %u of %u: %s\n", view->title,
		    view->step + 1, view->nr_steps, view->step_title);
	for (i = 0; i < view->nr_paragraphs; i++) {
		front_print(front, "\n");
		lesson_wrap(front, "", view->paragraphs[i]);
	}
	if (view->nr_goals) {
		front_print(front, "\nGoals:\n");
		print_goal_list(front);
	}
	lesson_print_question(front);
	front_print(front, "\n%s.\n", view->todo);
}
