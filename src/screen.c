/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen: see screen.h.
 *
 * Who has the keys: a question (quit?), else a search text, else help, else the
 * console while its pane has the focus, else the focused pane through the key
 * table.  Every key clears the message in the last line first.
 */
#include "config.h"

#include "screen.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "line.h"
#include "screen_lesson.h"
#include "screen_view.h"
#include "scrollback.h"
#include "typed.h"
#include "views/frame.h"
#include "views/help.h"
#include "views/layout.h"

#define MAX_PANES 16
#define SEARCH_MAX 100

struct screen {
	struct front *front;
	struct grid grid;
	struct layout layout;
	struct view view;
	struct scrollback *scrollback;
	struct screen_lesson *lesson;
	struct typed typed;
	bool edits;			/* the line editor is ours */
	struct position painted;	/* where the machine stood then */
	u64 painted_events;
	void *state[MAX_PANES];
	u32 raised[MAX_PANES];		/* the higher, the later brought here */
	u32 raises;
	u32 focus, before;		/* panes; before the console */
	u32 large;			/* the pane that is zoomed */
	bool zoomed;
	bool listing;			/* the list of lessons, at first */
	bool helping;
	struct list_view help;
	bool searching;
	char search[SEARCH_MAX];
	bool quitting, done;
	bool playing, running, redraw, mouse;
	const struct theme *theme;
	char message[256];
	bool bad;
};

/* --- panes --------------------------------------------------------------------- */

static u32 pane_named(const char *name)
{
	return (u32)pane_find(name, strlen(name));
}

static bool is_typing(const struct screen *screen)
{
	return screen->focus == pane_named("console");
}

/* The pane that a place shows: the one brought here last. */
static u32 shown_in(const struct screen *screen, const struct place *place)
{
	u32 best = place->pane[0];
	u32 i;

	for (i = 1; i < place->nr_panes; i++)
		if (screen->raised[place->pane[i]] > screen->raised[best])
			best = place->pane[i];
	return best;
}

static const struct place *place_of(const struct screen *screen, u32 pane)
{
	u32 i, p;

	for (i = 0; i < screen->layout.nr_places; i++) {
		const struct place *place = &screen->layout.place[i];

		for (p = 0; p < place->nr_panes; p++)
			if (place->pane[p] == pane)
				return place;
	}
	return NULL;
}

static bool fits(const struct screen *screen)
{
	return screen->grid.width >= LAYOUT_MIN_WIDTH &&
	       screen->grid.height >= LAYOUT_MIN_HEIGHT;
}

/* Between 40x12 and 80x24 there is room for one pane and the prompt. */
static bool must_zoom(const struct screen *screen)
{
	return screen->grid.width < 80 || screen->grid.height < 22;
}

static void lay_out(struct screen *screen)
{
	const u32 width = screen->grid.width;
	const u32 height = screen->grid.height - 2;
	const u32 pane = is_typing(screen) ? screen->before : screen->focus;

	if (!fits(screen))
		screen->layout.nr_places = 0;
	else if (screen->zoomed || must_zoom(screen))
		layout_zoom(&screen->layout, width, height,
			    screen->zoomed ? screen->large : pane);
	else
		layout_make(&screen->layout, width, height,
			    screen->view.lesson.title || screen->listing);
}

void screen_focus(struct screen *screen, u32 pane)
{
	if (pane != screen->focus && !is_typing(screen))
		screen->before = screen->focus;
	screen->raised[pane] = ++screen->raises;
	screen->focus = pane;
	if (!is_typing(screen))
		screen->large = pane;
}

void screen_list_lessons(struct screen *screen)
{
	screen->listing = true;
	screen_focus(screen, pane_named("lesson"));
}

/* The next place in the layout; what it shows gets the keys. */
static void focus_by(struct screen *screen, u32 distance)
{
	const u32 nr = screen->layout.nr_places;
	const struct place *place = place_of(screen, screen->focus);
	u32 at = place ? (u32)(place - screen->layout.place) : 0;

	if (!nr)
		return;
	if (screen->zoomed || must_zoom(screen))
		screen_focus(screen, (screen->focus + distance %
			     nr_pane_types + nr_pane_types) % nr_pane_types);
	else
		screen_focus(screen, shown_in(screen, &screen->layout.place[
			     (at + distance + nr) % nr]));
}

/* A line that the user is to finish. */
static void begin_line(struct screen *screen, const char *text)
{
	screen_focus(screen, pane_named("console"));
	if (!screen->edits)
		return;
	line_kill();
	line_feed(text, strlen(text));
}

static bool act(struct screen *screen, u32 pane, enum action action,
		const char *text)
{
	const struct pane_type *type = pane_types[pane];
	struct reply reply = { "", "", "" };

	if (!type->act || !type->act(screen->state[pane], &screen->view,
				     action, text, &reply))
		return false;
	if (reply.message[0])
		screen_say(screen, false, "%s", reply.message);
	if (reply.command[0])
		screen_execute(screen, reply.command);
	if (reply.typed[0])
		begin_line(screen, reply.typed);
	return true;
}

/* --- life ------------------------------------------------------------------------ */

static void accept(void *ctx, const char *text);
static void candidate(void *ctx, const char *text);

static const struct line_user line_user = { accept, candidate };

struct screen *screen_new(struct front *front, u32 width, u32 height)
{
	struct screen *screen = calloc(1, sizeof(*screen));
	char prompt[64];
	bool ok = screen;
	u32 i;

	if (!screen)
		return NULL;
	for (i = 0; i < nr_pane_types; i++) {
		screen->state[i] = calloc(1, pane_types[i]->size + 1);
		ok &= screen->state[i] != NULL;
	}
	screen->front = front;
	screen->scrollback = scrollback_new();
	screen->lesson = screen_lesson_new();
	screen->view.memo = memo_new();
	screen->theme = &themes[0];
	screen->view.ascii = front->options.ascii;
	screen->focus = screen->before = pane_named("source");
	if (!ok || !screen->scrollback || !screen->lesson || !screen->view.memo ||
	    !grid_resize(&screen->grid, width, height)) {
		screen_free(screen);
		return NULL;
	}
	if (!line_is_open()) {
		screen->edits = true;
		line_open(front);
		line_begin(&line_user, screen,
			   typed_prompt(&screen->typed, front, prompt));
	}
	front->screen = screen;
	return screen;
}

void screen_free(struct screen *screen)
{
	u32 i;

	if (!screen)
		return;
	if (screen->edits) {
		line_end();
		line_close();
	}
	if (screen->front->screen == screen)
		screen->front->screen = NULL;
	for (i = 0; i < nr_pane_types; i++) {
		if (screen->state[i] && pane_types[i]->release)
			pane_types[i]->release(screen->state[i]);
		free(screen->state[i]);
	}
	memo_free(screen->view.memo);
	scrollback_free(screen->scrollback);
	screen_lesson_free(screen->lesson);
	typed_free(&screen->typed);
	grid_free(&screen->grid);
	free(screen);
}

struct screen *screen_of(struct front *front)
{
	return front->screen ? front->screen : screen_new(front, 80, 24);
}

bool screen_resize(struct screen *screen, u32 width, u32 height)
{
	return grid_resize(&screen->grid, width, height);
}

void screen_ascii(struct screen *screen, bool ascii)
{
	screen->view.ascii = ascii;
}

/* --- painting ---------------------------------------------------------------------- */

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
	if (is_typing(screen))
		return SITUATION_CONSOLE;
	if (view->nr_entries && screen->focus == pane_named("lesson"))
		return SITUATION_LIST;
	if (lesson->title && lesson->question && !lesson->answered)
		return lesson->nr_choices ? SITUATION_QUESTION :
					    SITUATION_VALUE;
	if (lesson->title && lesson->complete)
		return SITUATION_COMPLETE;
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
		screen_focus(screen, pane_named(name[--nr]));
	screen_focus(screen, pane_named("lesson"));
	if (!screen->bad)
		screen->message[0] = '\0';
}

static void update_view(struct screen *screen)
{
	char prompt[64];

	if (screen->edits)
		line_prompt(typed_prompt(&screen->typed, screen->front,
					 prompt));
	screen_view_fill(&screen->view, screen->front, screen->scrollback);
	if (screen_lesson_fill(screen->lesson, screen->front, &screen->view) &&
	    screen->view.lesson.title)
		follow_lesson(screen);
	screen->listing &= !screen->view.m->nr_events;
	screen->view.playing = screen->playing;
	screen->view.message = screen->message;
	screen->view.bad = screen->bad;
	screen->view.situation = situation(screen);
}

static void paint_place(struct screen *screen, const struct canvas *all,
			const struct place *place)
{
	const u32 pane = shown_in(screen, place);
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
	update_view(screen);
	grid_clear(&screen->grid);
	if (!fits(screen)) {
		frame_too_small(&all);
		return &screen->grid;
	}
	lay_out(screen);
	body = canvas_part(&all, 0, 1, all.width, all.height - 2);
	if (screen->helping)
		paint_help(screen, &body);
	else
		paint_panes(screen, &body);
	frame_top(&all, &screen->view);
	frame_bottom(&all, &screen->view, pane_types[screen->focus]->name);
	return &screen->grid;
}

/* --- commands ------------------------------------------------------------------------ */

void screen_say(struct screen *screen, bool bad, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(screen->message, sizeof(screen->message), format, args);
	va_end(args);
	screen->bad = bad;
}

struct outputs {
	FILE *out, *err;
	bool on_screen, batch;
	u64 lines;
};

/* The console pane, if it was scrolled back. */
static void show_newest(struct screen *screen)
{
	act(screen, pane_named("console"), ACTION_END, "");
}

/* From here on, what commands print goes to the console pane. */
static struct outputs take_output(struct screen *screen)
{
	struct front *front = screen->front;
	const struct outputs before = {
		front->options.out, front->options.err, front->on_screen,
		front->options.batch,
		scrollback_count(screen->scrollback),
	};

	front->options.out = scrollback_stream(screen->scrollback);
	front->options.err = front->options.out;
	front->on_screen = true;
	front->options.batch = false;	/* a slip of a finger ends no script */
	front->error_text[0] = '\0';
	show_newest(screen);
	return before;
}

/* More than the console pane shows: say where it is. */
static void tell_length(struct screen *screen, u64 lines_before)
{
	const struct place *place = place_of(screen, pane_named("console"));
	const u64 lines = scrollback_count(screen->scrollback) - lines_before;

	if (place && lines + 2 > place->height)
		screen_say(screen, false, "%llu lines were printed: %sPgUp "
			   "scrolls back",
			   (unsigned long long)lines,
			   is_typing(screen) ? "" : "8 goes there, ");
}

static void give_output(struct screen *screen, const struct outputs *before)
{
	struct front *front = screen->front;

	scrollback_announce(screen->scrollback, NULL);
	scrollback_end_line(screen->scrollback);
	tell_length(screen, before->lines);
	front->options.out = before->out;
	front->options.err = before->err;
	front->on_screen = before->on_screen;
	front->options.batch = before->batch;
	if (front->error_text[0])
		screen_say(screen, true, "%s", front->error_text);
	if (front->quit)
		screen_quit(screen);
}

void screen_execute(struct screen *screen, const char *text)
{
	const struct outputs before = take_output(screen);
	char echo[400], prompt[64];

	snprintf(echo, sizeof(echo), "%s%s",
		 typed_prompt(&screen->typed, screen->front, prompt), text);
	scrollback_announce(screen->scrollback, echo);
	front_execute(screen->front, text, strlen(text), NULL);
	give_output(screen, &before);
}

void screen_call(struct screen *screen, void (*fn)(struct front *, void *),
		 void *data)
{
	const struct outputs before = take_output(screen);

	fn(screen->front, data);
	give_output(screen, &before);
}

/* Enter: what was typed is always echoed. */
static void accept(void *ctx, const char *text)
{
	struct screen *screen = ctx;
	const struct outputs before = take_output(screen);
	char prompt[64];

	fprintf(screen->front->options.out, "%s%s\n",
		typed_prompt(&screen->typed, screen->front, prompt), text);
	typed_line(&screen->typed, screen->front, text);
	give_output(screen, &before);
}

static void candidate(void *ctx, const char *text)
{
	struct screen *screen = ctx;
	FILE *out = scrollback_stream(screen->scrollback);

	if (text)
		fprintf(out, "%s  ", text);
	else
		scrollback_end_line(screen->scrollback);
}

/* --- actions --------------------------------------------------------------------------- */

static void focus_cpu(struct screen *screen, u32 distance)
{
	const u32 nr = front_machine(screen->front)->nr_cpus;
	const u32 cpu = (session_focus(screen->front->session) + distance) % nr;
	char text[32];

	snprintf(text, sizeof(text), "cpu %u", cpu);
	screen_execute(screen, text);
}

static void next_theme(struct screen *screen)
{
	const u32 at = (u32)(screen->theme - themes);

	screen->theme = &themes[(at + 1) % nr_themes];
	screen_say(screen, false, "theme %s: %s", screen->theme->name,
		   screen->theme->help);
}

static void search_prompt(struct screen *screen)
{
	screen_say(screen, false, "search in %s (Enter finds): %s",
		   pane_types[screen->focus]->name, screen->search);
}

static void search_begin(struct screen *screen)
{
	screen->searching = true;
	screen->search[0] = '\0';
	search_prompt(screen);
}

static void cancel(struct screen *screen)
{
	if (screen->helping)
		screen->helping = false;
	else if (screen->playing)
		screen->playing = false;
	else if (is_typing(screen))
		screen_focus(screen, screen->before);
	else if (screen->zoomed)
		screen->zoomed = false;
}

/* Ctrl-C where nothing runs: as in a shell. */
static void interrupt(struct screen *screen)
{
	const bool block = screen->typed.pending;

	screen->playing = false;
	if (is_typing(screen) && (block || *line_state().text)) {
		line_kill();
		typed_cancel(&screen->typed);
		screen_say(screen, false, block ? "the unfinished block is "
			   "dropped" : "the line is dropped");
	} else {
		screen_say(screen, false, "nothing runs: Ctrl-C stops a long "
			   "run, F10 quits");
	}
}

/* In a lesson, a step may be a larger one: "reverse-" goes before it too. */
static const char *in_grain(const struct screen *screen, const char *text)
{
	static const struct {
		const char *step, *back;
	} grains[] = {
		{ "step", "reverse-step" }, { "next", "reverse-next" },
		{ "finish", "reverse-finish" }, { "event", "reverse-event" },
		{ "tick", "reverse-tick" },
	};
	const char *step = screen_lesson_step(screen->lesson);
	size_t i;

	for (i = 0; i < sizeof(grains) / sizeof(grains[0]); i++) {
		if (strcmp(grains[i].step, step))
			continue;
		if (!strcmp(text, "step"))
			return grains[i].step;
		if (!strcmp(text, "reverse-step"))
			return grains[i].back;
	}
	return text;
}

/* The command of a key; '@' stands for the focused CPU.  A CPU that is held
 * moves only by name: who focuses it and steps means just that. */
static void run_key_command(struct screen *screen, const char *text)
{
	const struct machine *m = front_machine(screen->front);
	const u32 cpu = session_focus(screen->front->session);
	const char *at;
	char command[80];

	text = in_grain(screen, text);
	if (m->cpu[cpu].held && !strcmp(text, "step"))
		text = "cpu @ step";
	at = strchr(text, '@');
	if (!at) {
		screen_execute(screen, text);
		return;
	}
	snprintf(command, sizeof(command), "%.*s%u%s", (int)(at - text), text,
		 cpu, at + 1);
	screen_execute(screen, command);
}

static void screen_action(struct screen *screen, const struct key_row *row)
{
	switch (row->action) {
	case ACTION_COMMAND:
		run_key_command(screen, row->text);
		break;
	case ACTION_FOCUS_NEXT:
		focus_by(screen, 1);
		break;
	case ACTION_FOCUS_PREV:
		focus_by(screen, UINT32_MAX);
		break;
	case ACTION_ZOOM:
		screen_zoom(screen, !screen->zoomed);
		break;
	case ACTION_CONSOLE:
		screen_focus(screen, pane_named("console"));
		break;
	case ACTION_REPLY:
		begin_line(screen, row->text);
		break;
	case ACTION_INTERRUPT:
		interrupt(screen);
		break;
	case ACTION_SEARCH:
		search_begin(screen);
		break;
	case ACTION_HELP:
		screen->helping = !screen->helping;
		screen->help = (struct list_view){ 0, 0 };
		break;
	case ACTION_PLAY:
		screen->playing = !screen->playing;
		break;
	case ACTION_CPU_NEXT:
		focus_cpu(screen, 1);
		break;
	case ACTION_CPU_PREV:
		focus_cpu(screen, front_machine(screen->front)->nr_cpus - 1);
		break;
	case ACTION_THEME:
		next_theme(screen);
		break;
	case ACTION_MOUSE:
		screen_set_mouse(screen, !screen->mouse);
		break;
	case ACTION_REDRAW:
		screen->redraw = true;
		break;
	case ACTION_CANCEL:
		cancel(screen);
		break;
	case ACTION_QUIT:
		screen_quit(screen);
		break;
	default:
		if (!act(screen, screen->focus, row->action, row->text))
			screen_say(screen, true, "the %s pane knows no \"%s\"; "
				   "? lists its keys",
				   pane_types[screen->focus]->name,
				   action_texts[row->action]);
	}
}

static void use_row(struct screen *screen, const struct key_row *row)
{
	const char *why = key_disabled(row, &screen->view);
	char name[16];

	if (why)
		screen_say(screen, true, "%s (%s) does nothing now: %s",
			   keycode_name(row->key, name),
			   row->help ? row->help : action_texts[row->action],
			   why);
	else
		screen_action(screen, row);
}

/* --- keys -------------------------------------------------------------------------------- */

static void key_quitting(struct screen *screen, u32 key)
{
	screen->quitting = false;
	screen->front->quit = false;
	screen->done = key == 'y' || key == 'Y';
	if (!screen->done)
		screen_say(screen, false, "going on; :save FILE keeps the "
			   "session");
}

static void search_edit(struct screen *screen, u32 key)
{
	size_t len = strlen(screen->search);

	if (key == KEYCODE_BACKSPACE && len) {
		do
			len--;
		while (len && ((u8)screen->search[len] & 0xc0) == 0x80);
		screen->search[len] = '\0';
	} else if (key >= ' ' && key < KEYCODE_BASE &&
		   key != KEYCODE_BACKSPACE && len + 5 < SEARCH_MAX) {
		len += text_encode(key, screen->search + len);
		screen->search[len] = '\0';
	}
	search_prompt(screen);
}

static void search_end(struct screen *screen)
{
	const char *pane = pane_types[screen->focus]->name;

	if (!act(screen, screen->focus, ACTION_SEARCH, screen->search))
		screen_say(screen, true, "the %s pane has nothing to search; "
			   "3 source, 4 log and 5 state have", pane);
	else if (!screen->message[0] && screen->search[0])
		screen_say(screen, false, "%s: > goes to the next, < back",
			   screen->search);
}

static void key_searching(struct screen *screen, u32 key)
{
	screen->searching = key != KEYCODE_ENTER && key != KEYCODE_ESCAPE;
	if (screen->searching) {
		search_edit(screen, key);
		return;
	}
	screen->message[0] = '\0';
	if (key == KEYCODE_ENTER)
		search_end(screen);
}

static void key_helping(struct screen *screen, u32 key)
{
	const struct key_row *row = key_find(key, NULL, false);
	const u32 nr = help_lines(&screen->view,
				  pane_types[screen->focus]->name,
				  screen->grid.width);
	const u32 height = screen->grid.height - 2;
	const u32 last = nr > height ? nr - height : 0;
	struct list_view top = { screen->help.top, screen->help.top };

	if (!row || !list_view_act(&top, row->action, last + 1, height))
		screen->helping = false;
	screen->help = (struct list_view){ top.cursor, top.cursor };
}

static void feed(struct screen *screen, u32 key)
{
	char buf[8];
	const char *bytes = screen_key_bytes(key, buf);

	show_newest(screen);
	if (screen->edits)
		line_feed(bytes, strlen(bytes));
}

static void key_typing(struct screen *screen, u32 key)
{
	const struct key_row *row = key_find(key, "console", true);

	if (key == KEYCODE_TAB && !*line_state().text)
		focus_by(screen, 1);
	else if (key == KEYCODE_BACK_TAB)
		focus_by(screen, UINT32_MAX);
	else if (key == KEYCODE_PAGE_UP || key == KEYCODE_PAGE_DOWN)
		act(screen, screen->focus, key == KEYCODE_PAGE_UP ?
		    ACTION_PAGE_UP : ACTION_PAGE_DOWN, "");
	else if (row && row->action != ACTION_TYPE)
		use_row(screen, row);
	else
		feed(screen, key);
}

static void key_viewing(struct screen *screen, u32 key)
{
	const char *pane = pane_types[screen->focus]->name;
	const struct key_row *row = key_find(key, pane, false);
	char digit = (char)key, name[16];
	const s32 wanted = key > ' ' && key < 127 ? pane_find(&digit, 1) : -1;

	if (row && (wanted < 0 || !key_disabled(row, &screen->view)))
		use_row(screen, row);
	else if (wanted >= 0)
		screen_focus(screen, (u32)wanted);
	else
		screen_say(screen, true, "no key %s here; ? lists the keys, "
			   ": types a command", keycode_name(key, name));
}

/* F10, Ctrl-L and the like work over help and a search, too. */
static bool key_always(struct screen *screen, u32 key)
{
	const struct key_row *row = key_find(key, NULL, false);

	if (!row || row->when != KEY_ALWAYS ||
	    (!screen->searching && !screen->helping))
		return false;
	screen->message[0] = '\0';
	screen->searching = false;
	use_row(screen, row);
	return true;
}

static const struct place *place_at(const struct screen *screen, u32 x, u32 y)
{
	u32 i;

	for (i = 0; y > 0 && i < screen->layout.nr_places; i++) {
		const struct place *place = &screen->layout.place[i];

		if (x >= place->x && x < place->x + place->width &&
		    y - 1 >= place->y && y - 1 < place->y + place->height)
			return place;
	}
	return NULL;
}

static void click(struct screen *screen, const struct key_event *event)
{
	const struct place *place = place_at(screen, event->x, event->y);
	const struct pane_type *type;
	struct reply reply = { "", "", "" };
	u32 pane;

	if (!place)
		return;
	pane = shown_in(screen, place);
	type = pane_types[pane];
	if (event->wheel_up || event->wheel_down) {
		act(screen, pane, event->wheel_up ? ACTION_UP : ACTION_DOWN,
		    "");
		return;
	}
	screen_focus(screen, pane);
	if (type->click && event->y - 1 > place->y &&
	    type->click(screen->state[pane], &screen->view,
			event->x - place->x - place->edge,
			event->y - 2 - place->y, &reply) && reply.command[0])
		screen_execute(screen, reply.command);
}

/* A pasted text is typed, whatever pane has the focus; no completion. */
static void paste(struct screen *screen, const char *text)
{
	screen_focus(screen, pane_named("console"));
	show_newest(screen);
	for (; *text && screen->edits; text++)
		if (*text == '\n' || (u8)*text >= ' ')
			line_feed(*text == '\n' ? "\r" : text, 1);
		else if (*text == '\t')
			line_feed(" ", 1);
}

void screen_key(struct screen *screen, const struct key_event *event)
{
	const bool moves = screen->playing && event->key != KEYCODE_RESIZE;

	update_view(screen);
	lay_out(screen);
	if (!screen->searching)
		screen->message[0] = '\0';
	if (event->key == KEYCODE_RESIZE)
		return;
	if (!fits(screen) && !screen->quitting) {
		if (event->key == 'q' || event->key == KEYCODE_F10)
			screen_quit(screen);
	} else if (event->key == KEYCODE_MOUSE)
		click(screen, event);
	else if (event->key == KEYCODE_PASTE)
		paste(screen, event->text);
	else if (screen->quitting)
		key_quitting(screen, event->key);
	else if (key_always(screen, event->key))
		;
	else if (screen->searching)
		key_searching(screen, event->key);
	else if (screen->helping)
		key_helping(screen, event->key);
	else if (is_typing(screen))
		key_typing(screen, event->key);
	else
		key_viewing(screen, event->key);
	if (moves)	/* any key pauses; p did so itself */
		screen->playing = false;
}

/* --- the rest ------------------------------------------------------------------------------ */

void screen_zoom(struct screen *screen, bool zoom)
{
	screen->zoomed = zoom;
	screen->large = screen->focus;
}

bool screen_zoomed(const struct screen *screen)
{
	return screen->zoomed;
}

const struct theme *screen_theme(const struct screen *screen)
{
	return screen->theme;
}

void screen_set_theme(struct screen *screen, const struct theme *theme)
{
	screen->theme = theme;
}

bool screen_mouse(const struct screen *screen)
{
	return screen->mouse;
}

void screen_set_mouse(struct screen *screen, bool on)
{
	screen->mouse = on;
	screen_say(screen, false, on ? "the mouse focuses and chooses; with "
		   "Shift, most terminals still select text" : "mouse off");
}

bool screen_playing(const struct screen *screen)
{
	return screen->playing;
}

/* Ends where nothing moves any more and where there is something to say. */
void screen_play_step(struct screen *screen)
{
	struct session *session = screen->front->session;
	const struct position before = session_position(session);
	const u64 lines = scrollback_count(screen->scrollback);
	struct position after;

	screen->message[0] = '\0';
	screen_execute(screen, screen_lesson_step(screen->lesson));
	after = session_position(session);
	screen->playing = position_compare(&before, &after) != 0 &&
			  scrollback_count(screen->scrollback) == lines &&
			  !screen->message[0];
}

void screen_quit(struct screen *screen)
{
	if (!screen->front->changed) {
		screen->done = true;
		return;
	}
	screen->quitting = true;
	screen_say(screen, false, "The session has not been saved. Quit? "
		   "y quits, any other key goes on");
}

bool screen_done(const struct screen *screen)
{
	return screen->done;
}

void screen_progress(struct screen *screen, bool running)
{
	screen->running = running;
}

bool screen_wants_redraw(struct screen *screen)
{
	const bool redraw = screen->redraw;

	screen->redraw = false;
	return redraw;
}
