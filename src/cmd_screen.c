/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Commands about the screen.  Without a terminal they work on one of 80x24 that
 * nobody sees: so scripts and tests can press keys and read what stands there.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "screen.h"
#include "views/layout.h"

#define MAX_WIDTH 1000u
#define MAX_HEIGHT 500u

/* "120x40"; false: it is something else. */
static bool read_size(const char *text, u32 *width, u32 *height)
{
	char *end;
	const unsigned long w = strtoul(text, &end, 10);
	unsigned long h;

	if (end == text || *end != 'x' || *text < '0' || *text > '9')
		return false;
	text = end + 1;
	h = strtoul(text, &end, 10);
	if (end == text || *end || *text < '0' || *text > '9')
		return false;
	*width = (u32)w;
	*height = (u32)h;
	return w > 0 && w <= MAX_WIDTH && h > 0 && h <= MAX_HEIGHT;
}

static int run_screen(struct front *front, const struct stmt *stmt)
{
	struct screen *screen = screen_of(front);
	FILE *out = front->options.out;
	u32 width, height;
	char *size;
	bool ok;

	if (!screen)
		return front_error(front, NULL, "no memory for a screen");
	if (stmt->nr_args) {
		size = command_text(stmt, 0);
		ok = read_size(size, &width, &height);
		free(size);
		if (!ok)
			return front_error(front, "`screen 120x40` would be "
					   "right", "a screen of which size?");
		if (front->on_screen)
			return front_error(front, "make its window larger or "
					   "smaller", "the terminal decides "
					   "the size of this screen");
		screen_resize(screen, width, height);
	}
	grid_print(screen_paint(screen), out);
	return 0;
}
const struct command cmd_screen = {
	.name = "screen", .usage = "[WIDTHxHEIGHT]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_screen,
	.help = "Print the screen as text.",
	.more = "In a script: of this many columns and rows, 80x24 at first.",
};

/* Without a terminal nobody else presses keys; in the screen, keys are there
 * to be pressed. */
static int run_key(struct front *front, const struct stmt *stmt)
{
	struct screen *screen;
	u32 i;

	if (front->on_screen)
		return front_error(front, "press it", "`key` is for scripts");
	screen = screen_of(front);
	if (!screen)
		return front_error(front, NULL, "no memory for a screen");
	for (i = 0; i < stmt->nr_args; i++) {
		char *name = command_text(stmt, i);
		const struct key_event event = {
			.key = keycode_parse(name, strlen(name)),
		};
		const char *text = name;

		if (event.key) {
			screen_key(screen, &event);
			screen_paint(screen);
		}
		while (!event.key && *text) {
			struct key_event typed = { 0 };
			size_t len;

			typed.key = text_decode(text, strlen(text), &len);
			text += len;
			screen_key(screen, &typed);
		}
		free(name);
	}
	screen_paint(screen);
	return 0;
}
const struct command cmd_key = {
	.name = "key", .usage = "KEY...", .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 256, .run = run_key,
	.help = "Press keys, by their names (Tab, F10, Ctrl-L, s), or type "
		"\"TEXT\".",
};

static int run_focus(struct front *front, const struct stmt *stmt)
{
	struct screen *screen = screen_of(front);
	char *name = command_text(stmt, 0);
	const s32 pane = pane_find(name, strlen(name));
	char names[200];

	free(name);
	if (screen && pane >= 0) {
		screen_focus(screen, (u32)pane);
		return 0;
	}
	return front_error(front, pane_names(names, sizeof(names)),
			   "there is no such pane");
}
const struct command cmd_focus = {
	.name = "focus", .usage = "PANE", .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 1, .run = run_focus,
	.complete = COMPLETE_WORDS, .word = pane_name,
	.help = "Bring a pane of the screen to the front and give it the "
		"keys.",
};

static int run_zoom(struct front *front, const struct stmt *stmt)
{
	struct screen *screen = screen_of(front);

	(void)stmt;
	if (!screen)
		return front_error(front, NULL, "no memory for a screen");
	screen_zoom(screen, !screen_zoomed(screen));
	return 0;
}
const struct command cmd_zoom = {
	.name = "zoom", .usage = "", .effect = EFFECT_VIEW, .run = run_zoom,
	.help = "Give the focused pane the whole screen, or take it back.",
};

static int run_theme(struct front *front, const struct stmt *stmt)
{
	struct screen *screen = screen_of(front);
	const struct theme *theme;
	char *name;
	u32 i;

	if (!stmt->nr_args) {
		for (i = 0; i < nr_themes; i++)
			front_print(front, "%c %-10s%s\n", screen &&
				    &themes[i] == screen_theme(screen) ?
				    '*' : ' ', themes[i].name, themes[i].help);
		return 0;
	}
	name = command_text(stmt, 0);
	theme = theme_find(name);
	free(name);
	if (!theme || !screen)
		return front_error(front, "`theme` lists them",
				   "there is no such theme");
	screen_set_theme(screen, theme);
	return 0;
}
const struct command cmd_theme = {
	.name = "theme", .usage = "[NAME]", .effect = EFFECT_VIEW,
	.max_args = 1, .run = run_theme,
	.complete = COMPLETE_WORDS, .word = theme_name,
	.help = "Choose the colours of the screen, or list them.",
};

static int run_mouse(struct front *front, const struct stmt *stmt)
{
	struct screen *screen = screen_of(front);
	char *word = command_text(stmt, 0);
	const bool on = !strcmp(word, "on");
	const bool off = !strcmp(word, "off");

	free(word);
	if (!screen || on == off)
		return front_error(front, "`mouse on` or `mouse off` would be "
				   "right", "the mouse?");
	screen_set_mouse(screen, on);
	return 0;
}
const struct command cmd_mouse = {
	.name = "mouse", .usage = "on | off", .effect = EFFECT_VIEW,
	.min_args = 1, .max_args = 1, .run = run_mouse,
	.complete = COMPLETE_WORDS, .words = "on off",
	.help = "Let the mouse focus panes and choose in them, or not.",
};
