/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen is painted: what panes see is gathered, and each paints its place.
 */
#include "config.h"

#include "screen_state.h"

#include "views/frame.h"
#include "views/help.h"

static enum situation situation(const struct screen *screen)
{
	const struct view *view = &screen->view;
	const struct view_lesson *lesson = &view->lesson;
	const struct machine *m = view->m;
	u32 i;

	if (screen->quitting)
		return SITUATION_QUITTING;
	if (screen->helping)
		return SITUATION_HELP;
	if (screen->searching)
		return SITUATION_SEARCH;
	if (screen->running)
		return SITUATION_RUNNING;
	if (screen_is_typing(screen))
		return SITUATION_CONSOLE;
	if (view->nr_entries && screen->focus == screen_pane("lesson"))
		return SITUATION_LIST;
	if (lesson->title && lesson->question && !lesson->answered)
		return lesson->nr_choices ? SITUATION_QUESTION :
					    SITUATION_VALUE;
	if (lesson->title && lesson->complete)
		return lesson->step < lesson->nr_steps ? SITUATION_COMPLETE :
							 SITUATION_DONE;
	for (i = 0; i < m->nr_cpus; i++)
		if (m->cpu[i].state == CPU_DEAD)
			return SITUATION_STOPPED;
	if (m->stop == STOP_DEADLOCK || m->stop == STOP_LIVELOCK)
		return SITUATION_STOPPED;
	if (view->past)
		return SITUATION_PAST;
	return m->nr_events ? SITUATION_READY : SITUATION_FRESH;
}

/* What panes mark as changed is what differs from before the last move. */
static void note_move(struct screen *screen)
{
	const struct position at = session_position(screen->front->session);

	if (position_compare(&at, &screen->painted) ||
	    screen->painted_events != at.events)
		memo_advance(screen->view.memo);
	screen->painted = at;
	screen->painted_events = at.events;
}

/* A new step or question of the lesson: bring its panes into view, the lesson's
 * own last, for it has the keys.  They show what was printed. */
static void follow_lesson(struct screen *screen)
{
	const char *name[MAX_PANES];
	u32 nr = screen_lesson_panes(screen->lesson, name, MAX_PANES);

	while (nr > 0)
		screen_focus(screen, screen_pane(name[--nr]));
	screen_focus(screen, screen_pane("lesson"));
	if (!screen->bad)
		screen->message[0] = '\0';
}

/* Something has happened: the list, which nobody reads now, makes room. */
static void end_listing(struct screen *screen)
{
	const u32 lesson = screen_pane("lesson");

	screen->listing = false;
	if (screen->focus == lesson || screen->view.lesson.title)
		return;
	screen->raised[lesson] = 0;
	if (screen->before == lesson)
		screen->before = screen_pane("source");
}

void screen_update_view(struct screen *screen)
{
	char prompt[64];

	if (screen->edits)
		line_prompt(typed_prompt(&screen->typed, screen->front,
					 prompt));
	screen_view_fill(&screen->view, screen->front, screen->scrollback);
	if (screen_lesson_fill(screen->lesson, screen->front, &screen->view) &&
	    screen->view.lesson.title)
		follow_lesson(screen);
	if (screen->listing && screen->view.m->nr_events)
		end_listing(screen);
	screen->view.playing = screen->playing;
	screen->view.message = screen->message;
	screen->view.bad = screen->bad;
	screen->view.situation = situation(screen);
}

static void paint_place(struct screen *screen, const struct canvas *all,
			const struct place *place)
{
	const u32 pane = screen_shown_in(screen, place);
	const struct pane_type *type = pane_types[pane];
	const u32 edge = place->edge;
	struct canvas canvas;
	char title[160] = "";

	if (place->height < 2 || place->width < 2)
		return;
	canvas = canvas_part(all, place->x + edge, place->y + 1,
			     place->width - edge, place->height - 1);
	type->paint(screen->state[pane], &screen->view, &canvas);
	if (type->title)
		type->title(screen->state[pane], &screen->view, title,
			    sizeof(title));
	frame_title(all, place, pane, pane == screen->focus, title);
}

static void paint_help(struct screen *screen, const struct canvas *body)
{
	const char *pane = pane_types[screen->focus]->name;
	const u32 nr = help_lines(&screen->view, pane, body->width);

	list_view_fit(&screen->help, nr, body->height);
	help_paint(&screen->view, pane, &screen->help, body);
}

static void paint_panes(struct screen *screen, const struct canvas *body)
{
	u32 i;

	for (i = 0; i < screen->layout.nr_places; i++)
		paint_place(screen, body, &screen->layout.place[i]);
}

const struct grid *screen_paint(struct screen *screen)
{
	const struct canvas all = canvas_of(&screen->grid, screen->view.ascii);
	struct canvas body;

	note_move(screen);
	screen_update_view(screen);
	grid_clear(&screen->grid);
	if (!screen_fits(screen)) {
		frame_too_small(&all);
		return &screen->grid;
	}
	screen_lay_out(screen);
	body = canvas_part(&all, 0, 1, all.width, all.height - 2);
	if (screen->helping)
		paint_help(screen, &body);
	else
		paint_panes(screen, &body);
	frame_top(&all, &screen->view);
	frame_bottom(&all, &screen->view, pane_types[screen->focus]->name);
	return &screen->grid;
}
