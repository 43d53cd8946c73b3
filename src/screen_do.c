/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keys do: a function for each SCREEN row of views/keys.def.  The table that
 * finds it is made from the same rows: a row without its function does not
 * compile.
 */
#include "config.h"

#include "screen_state.h"

#include <string.h>

#include "line.h"

/* A line that the user is to finish. */
static void begin_line(struct screen *screen, const char *text)
{
	screen_focus(screen, screen_pane("console"));
	if (!screen->edits)
		return;
	line_kill();
	line_feed(text, strlen(text));
}

bool screen_act(struct screen *screen, u32 pane, enum action action,
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

/* The pane with the keys does it, or says that it does nothing on this one. */
static void pane_does(struct screen *screen, const struct key_row *row)
{
	if (!screen_act(screen, screen->focus, row->action,
			row->text ? row->text : ""))
		screen_say(screen, true, "the %s pane knows no \"%s\"; "
			   "? lists its keys",
			   pane_types[screen->focus]->name, row->help);
}

/* --- COMMAND rows --------------------------------------------------------- */

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
static void give_command(struct screen *screen, const struct key_row *row)
{
	const struct machine *m = front_machine(screen->front);
	const u32 cpu = session_focus(screen->front->session);
	const char *text = in_grain(screen, row->text);
	const char *at;
	char command[80];

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

/* --- SCREEN rows, in their order ------------------------------------------- */

/* Each is declared by its row. */
#define COMMAND(...)
#define ALSO(...)
#define PANE(...)
#define SCREEN(NAME, name, ...) \
	static void do_##name(struct screen *screen, const struct key_row *row);
#include "views/keys.def"
#undef SCREEN

static void do_play(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen->playing = !screen->playing;
}

static void focus_cpu(struct screen *screen, u32 distance)
{
	const u32 nr = front_machine(screen->front)->nr_cpus;
	const u32 cpu = (session_focus(screen->front->session) + distance) % nr;
	char text[32];

	snprintf(text, sizeof(text), "cpu %u", cpu);
	screen_execute(screen, text);
}

static void do_cpu_next(struct screen *screen, const struct key_row *row)
{
	(void)row;
	focus_cpu(screen, 1);
}

static void do_cpu_prev(struct screen *screen, const struct key_row *row)
{
	(void)row;
	focus_cpu(screen, front_machine(screen->front)->nr_cpus - 1);
}

static void do_focus_next(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen_focus_by(screen, 1);
}

static void do_focus_prev(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen_focus_by(screen, UINT32_MAX);
}

static void do_zoom(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen_zoom(screen, !screen->zoomed);
}

static void do_search(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen_search_begin(screen);
}

static void do_reply(struct screen *screen, const struct key_row *row)
{
	begin_line(screen, row->text);
}

static void do_lessons(struct screen *screen, const struct key_row *row)
{
	(void)row;
	if (screen->view.lesson.title)
		screen_execute(screen, "lesson close");
	screen_list_lessons(screen);
}

static void do_console(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen_focus(screen, screen_pane("console"));
}

static void do_type(struct screen *screen, const struct key_row *row)
{
	if (*line_state().text)
		screen_feed(screen, row->key);
	else
		screen_focus_by(screen, 1);
}

static void do_cancel(struct screen *screen, const struct key_row *row)
{
	(void)row;
	if (screen->helping)
		screen->helping = false;
	else if (screen->playing)
		screen->playing = false;
	else if (screen_is_typing(screen))
		screen_focus(screen, screen->before);
	else if (screen->zoomed)
		screen->zoomed = false;
}

static void do_theme(struct screen *screen, const struct key_row *row)
{
	const u32 at = (u32)(screen->theme - themes);

	(void)row;
	screen->theme = &themes[(at + 1) % nr_themes];
	screen_say(screen, false, "theme %s: %s", screen->theme->name,
		   screen->theme->help);
}

static void do_mouse(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen_set_mouse(screen, !screen->mouse);
}

/* Ctrl-C where nothing runs: as in a shell. */
static void do_interrupt(struct screen *screen, const struct key_row *row)
{
	const bool block = screen->typed.pending;

	(void)row;
	screen->playing = false;
	if (screen_is_typing(screen) && (block || *line_state().text)) {
		line_kill();
		typed_cancel(&screen->typed);
		screen_say(screen, false, block ? "the unfinished block is "
			   "dropped" : "the line is dropped");
	} else {
		screen_say(screen, false, "nothing runs: Ctrl-C stops a long "
			   "run, F10 quits");
	}
}

static void do_redraw(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen->redraw = true;
}

static void do_help(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen->helping = !screen->helping;
	screen->help = (struct list_view){ 0, 0 };
}

static void do_quit(struct screen *screen, const struct key_row *row)
{
	(void)row;
	screen_quit(screen);
}

/* --- all rows ------------------------------------------------------------- */

void screen_use_row(struct screen *screen, const struct key_row *row)
{
	static void (*const does[ACTION_NR])(struct screen *screen,
					     const struct key_row *row) = {
		[ACTION_COMMAND] = give_command,
#define SCREEN(NAME, name, ...) [ACTION_##NAME] = do_##name,
#include "views/keys.def"
	};
	const char *why = key_disabled(row, &screen->view);
	char name[16];

	if (why)
		screen_say(screen, true, "%s (%s) does nothing now: %s",
			   keycode_name(row->key, name), row->help, why);
	else if (does[row->action])
		does[row->action](screen, row);
	else
		pane_does(screen, row);
}
