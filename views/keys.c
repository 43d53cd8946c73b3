/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of keys: see key.h.  Lower case goes forwards, capital backwards,
 * after gdb's single-key mode.
 */
#include "views/key.h"

#include <string.h>
#include <strings.h>

#define IN(situation) (1u << SITUATION_##situation)

const struct key_row key_rows[] = {
	/* time, forwards and backwards */
	{ 's', NULL, KEY_VIEWING, ACTION_COMMAND, "step", "step",
	  "execute one statement", NEED_NOTHING,
	  IN(READY) | IN(FRESH) | IN(PAST) },
	{ 'S', NULL, KEY_VIEWING, ACTION_COMMAND, "reverse-step", "step back",
	  "take one statement back", NEED_PAST, IN(STOPPED) | IN(PAST) },
	{ 'n', NULL, KEY_VIEWING, ACTION_COMMAND, "next", "next",
	  "one statement, over the calls in it", NEED_NOTHING, IN(READY) },
	{ 'N', NULL, KEY_VIEWING, ACTION_COMMAND, "reverse-next", "next back",
	  "one statement back, over calls", NEED_PAST, 0 },
	{ 'f', NULL, KEY_VIEWING, ACTION_COMMAND, "finish", "finish",
	  "to the end of this function", NEED_NOTHING, 0 },
	{ 'F', NULL, KEY_VIEWING, ACTION_COMMAND, "reverse-finish",
	  "finish back", "to the beginning of this function", NEED_PAST, 0 },
	{ 't', NULL, KEY_VIEWING, ACTION_COMMAND, "tick", "tick",
	  "to the next tick", NEED_NOTHING, IN(FRESH) },
	{ 'T', NULL, KEY_VIEWING, ACTION_COMMAND, "reverse-tick", "tick back",
	  "back to the tick before", NEED_PAST, 0 },
	{ 'e', NULL, KEY_VIEWING, ACTION_COMMAND, "event", "event",
	  "to the next event", NEED_NOTHING, 0 },
	{ 'E', NULL, KEY_VIEWING, ACTION_COMMAND, "reverse-event",
	  "event back", "back to the event before", NEED_PAST, IN(STOPPED) },
	{ 'c', NULL, KEY_VIEWING, ACTION_COMMAND, "continue", "continue",
	  "to the next breakpoint", NEED_NOTHING, 0 },
	{ 'C', NULL, KEY_VIEWING, ACTION_COMMAND, "reverse-continue",
	  "continue back", "back to the breakpoint before", NEED_PAST, 0 },
	{ 'p', NULL, KEY_VIEWING, ACTION_PLAY, "", "play", NULL, NEED_NOTHING,
	  0 },
	{ 'u', NULL, KEY_VIEWING, ACTION_COMMAND, "undo", "undo",
	  "take the last command back", NEED_UNDO, IN(STOPPED) },
	{ 'U', NULL, KEY_VIEWING, ACTION_COMMAND, "redo", "redo",
	  "give the undone command again", NEED_REDO, 0 },
	{ 'h', NULL, KEY_VIEWING, ACTION_COMMAND, "hold cpu @", "hold",
	  "hold the focused CPU", NEED_NOTHING, 0 },
	{ 'H', NULL, KEY_VIEWING, ACTION_COMMAND, "release cpu @", "release",
	  "release the focused CPU", NEED_NOTHING, 0 },
	{ '.', NULL, KEY_VIEWING, ACTION_CPU_NEXT, "", "next CPU", NULL,
	  NEED_NOTHING, 0 },
	{ ',', NULL, KEY_VIEWING, ACTION_CPU_PREV, "", "previous CPU", NULL,
	  NEED_NOTHING, 0 },
	{ 'v', NULL, KEY_VIEWING, ACTION_COMMAND, "info locals", "variables",
	  "print the local variables", NEED_NOTHING, 0 },
	{ 'w', NULL, KEY_VIEWING, ACTION_COMMAND, "backtrace", "where",
	  "print the call stack", NEED_NOTHING, 0 },

	/* panes */
	{ KEYCODE_TAB, NULL, KEY_VIEWING, ACTION_FOCUS_NEXT, "", "next pane",
	  NULL, NEED_NOTHING, 0 },
	{ KEYCODE_BACK_TAB, NULL, KEY_VIEWING, ACTION_FOCUS_PREV, "",
	  "previous pane", NULL, NEED_NOTHING, 0 },
	{ 'z', NULL, KEY_VIEWING, ACTION_ZOOM, "", "zoom", NULL, NEED_NOTHING,
	  0 },
	{ KEYCODE_UP, NULL, KEY_VIEWING, ACTION_UP, "", "up", NULL,
	  NEED_NOTHING, 0 },
	{ KEYCODE_DOWN, NULL, KEY_VIEWING, ACTION_DOWN, "", "next line",
	  NULL, NEED_NOTHING, IN(LIST) },
	{ KEYCODE_LEFT, NULL, KEY_VIEWING, ACTION_LEFT, "", "left", NULL,
	  NEED_NOTHING, 0 },
	{ KEYCODE_RIGHT, NULL, KEY_VIEWING, ACTION_RIGHT, "", "right", NULL,
	  NEED_NOTHING, 0 },
	{ KEYCODE_PAGE_UP, NULL, KEY_VIEWING, ACTION_PAGE_UP, "", "page up",
	  NULL, NEED_NOTHING, 0 },
	{ KEYCODE_PAGE_DOWN, NULL, KEY_VIEWING, ACTION_PAGE_DOWN, "",
	  "page down", NULL, NEED_NOTHING, IN(HELP) },
	{ KEYCODE_HOME, NULL, KEY_VIEWING, ACTION_HOME, "", "beginning", NULL,
	  NEED_NOTHING, 0 },
	{ KEYCODE_END, NULL, KEY_VIEWING, ACTION_END, "", "end", NULL,
	  NEED_NOTHING, 0 },
	{ KEYCODE_ENTER, NULL, KEY_VIEWING, ACTION_SELECT, "", "choose", NULL,
	  NEED_NOTHING, IN(LIST) },
	{ '/', NULL, KEY_VIEWING, ACTION_SEARCH, "", "search", NULL,
	  NEED_NOTHING, 0 },
	{ '>', NULL, KEY_VIEWING, ACTION_MATCH_NEXT, "", "next match", NULL,
	  NEED_NOTHING, 0 },
	{ '<', NULL, KEY_VIEWING, ACTION_MATCH_PREV, "", "previous match",
	  NULL, NEED_NOTHING, 0 },
	{ 'g', NULL, KEY_VIEWING, ACTION_FOLLOW, "", "follow", NULL,
	  NEED_NOTHING, 0 },
	{ 'b', "source", KEY_VIEWING, ACTION_BREAK, "", "breakpoint", NULL,
	  NEED_NOTHING, 0 },
	{ 'x', "source", KEY_VIEWING, ACTION_NARRATION, "", "explanation",
	  NULL, NEED_NOTHING, 0 },
	{ 'b', "wheel", KEY_VIEWING, ACTION_BASE, "", "next wheel", NULL,
	  NEED_NOTHING, 0 },
	{ 'k', "wheel", KEY_VIEWING, ACTION_WHOSE_CPU, "", "next CPU's", NULL,
	  NEED_NOTHING, 0 },
	{ 'b', "rbtree", KEY_VIEWING, ACTION_BASE, "", "next base",
	  "next clock base", NEED_NOTHING, 0 },
	{ 'k', "rbtree", KEY_VIEWING, ACTION_WHOSE_CPU, "", "next CPU's", NULL,
	  NEED_NOTHING, 0 },
	{ 'x', "log", KEY_VIEWING, ACTION_FILTER, "", "filter", NULL,
	  NEED_NOTHING, 0 },
	{ '-', "timeline", KEY_VIEWING, ACTION_WIDER, "", "more time", NULL,
	  NEED_NOTHING, 0 },
	{ '+', "timeline", KEY_VIEWING, ACTION_CLOSER, "", "less time", NULL,
	  NEED_NOTHING, 0 },

	/* the lesson */
	{ '1', "lesson", KEY_VIEWING, ACTION_ANSWER, "1", "answer",
	  "answer 1", NEED_CHOICE, IN(QUESTION) },
	{ '2', "lesson", KEY_VIEWING, ACTION_ANSWER, "2", "", "answer 2",
	  NEED_CHOICE, 0 },
	{ '3', "lesson", KEY_VIEWING, ACTION_ANSWER, "3", "", "answer 3",
	  NEED_CHOICE, 0 },
	{ '4', "lesson", KEY_VIEWING, ACTION_ANSWER, "4", "", "answer 4",
	  NEED_CHOICE, 0 },
	{ '5', "lesson", KEY_VIEWING, ACTION_ANSWER, "5", "", "answer 5",
	  NEED_CHOICE, 0 },
	{ '6', "lesson", KEY_VIEWING, ACTION_ANSWER, "6", "", "answer 6",
	  NEED_CHOICE, 0 },
	{ 'a', NULL, KEY_VIEWING, ACTION_REPLY, "answer ", "answer",
	  "type the answer to the lesson's question", NEED_VALUE, IN(VALUE) },
	{ 'j', NULL, KEY_VIEWING, ACTION_COMMAND, "lesson next", "go on",
	  "the lesson's next step", NEED_LESSON, IN(COMPLETE) },
	{ 'i', NULL, KEY_VIEWING, ACTION_COMMAND, "lesson hint", "hint",
	  "a hint of the lesson", NEED_LESSON, IN(QUESTION) | IN(VALUE) },

	/* the program */
	{ ':', NULL, KEY_VIEWING, ACTION_CONSOLE, "", "type a command", NULL,
	  NEED_NOTHING, IN(READY) | IN(FRESH) | IN(PAST) | IN(LIST) |
	  IN(QUESTION) | IN(VALUE) | IN(COMPLETE) },
	{ KEYCODE_TAB, NULL, KEY_TYPING, ACTION_TYPE, "", "complete",
	  "complete the word; on an empty line: next pane", NEED_NOTHING,
	  IN(CONSOLE) },
	{ KEYCODE_ESCAPE, NULL, KEY_TYPING, ACTION_CANCEL, "", "keys",
	  "back to the panes and their keys", NEED_NOTHING, IN(CONSOLE) },
	{ KEYCODE_ESCAPE, NULL, KEY_VIEWING, ACTION_CANCEL, "", "back", NULL,
	  NEED_NOTHING, IN(HELP) | IN(SEARCH) },
	{ KEYCODE_F4, NULL, KEY_ALWAYS, ACTION_ZOOM, "", "zoom", NULL,
	  NEED_NOTHING, 0 },
	{ KEYCODE_F2, NULL, KEY_ALWAYS, ACTION_THEME, "", "theme", NULL,
	  NEED_NOTHING, 0 },
	{ KEYCODE_F3, NULL, KEY_ALWAYS, ACTION_MOUSE, "", "mouse", NULL,
	  NEED_NOTHING, 0 },
	{ KEY_CTRL('C'), NULL, KEY_ALWAYS, ACTION_INTERRUPT, "", "stop",
	  "stop a long run; drop the line being typed", NEED_NOTHING, 0 },
	{ KEY_CTRL('L'), NULL, KEY_ALWAYS, ACTION_REDRAW, "", "redraw", NULL,
	  NEED_NOTHING, 0 },
	{ KEYCODE_F1, NULL, KEY_ALWAYS, ACTION_HELP, "", "help", NULL,
	  NEED_NOTHING, IN(CONSOLE) },
	{ '?', NULL, KEY_VIEWING, ACTION_HELP, "", "help", NULL, NEED_NOTHING,
	  IN(READY) | IN(FRESH) | IN(PAST) | IN(STOPPED) | IN(LIST) |
	  IN(QUESTION) | IN(VALUE) | IN(COMPLETE) | IN(HELP) },
	{ 'q', NULL, KEY_VIEWING, ACTION_QUIT, "", "quit", NULL, NEED_NOTHING,
	  0 },
	{ KEYCODE_F10, NULL, KEY_ALWAYS, ACTION_QUIT, "", "quit", NULL,
	  NEED_NOTHING, 0 },
};
const u32 nr_key_rows = sizeof(key_rows) / sizeof(key_rows[0]);

static bool fits(const struct key_row *row, u32 key, const char *pane,
		 bool typing)
{
	if (row->key != key)
		return false;
	if (row->when != KEY_ALWAYS && typing != (row->when == KEY_TYPING))
		return false;
	return !row->pane || (pane && !strcmp(pane, row->pane));
}

const struct key_row *key_find(u32 key, const char *pane, bool typing)
{
	const struct key_row *found = NULL;
	u32 i;

	for (i = 0; i < nr_key_rows; i++) {
		const struct key_row *row = &key_rows[i];

		if (fits(row, key, pane, typing) &&
		    (!found || (row->pane && !found->pane)))
			found = row;
	}
	return found;
}

/* The answer of this row is one of those that the lesson offers. */
static bool is_offered(const struct key_row *row,
		       const struct view_lesson *lesson)
{
	const u32 nr = lesson->question && !lesson->answered ?
		       lesson->nr_choices : 0;
	u32 i;

	for (i = 0; i < nr; i++)
		if (lesson->choice[i].key == row->text[0])
			return true;
	return false;
}

const char *key_disabled(const struct key_row *row, const struct view *view)
{
	static const char *const why[NEED_NR] = {
		[NEED_PAST] = "this is the beginning; s steps forwards",
		[NEED_UNDO] = "no command has been given yet; : types one",
		[NEED_REDO] = "nothing is undone; u undoes a command",
		[NEED_LESSON] = "no lesson is open; :lesson lists them",
		[NEED_CHOICE] = "the lesson offers no such answer now",
		[NEED_VALUE] = "the lesson asks for no value now; "
			       "7 goes to the lesson",
	};
	const struct view_lesson *lesson = &view->lesson;
	const bool works[NEED_NR] = {
		[NEED_NOTHING] = true,
		[NEED_PAST] = view->m->steps || view->m->now,
		[NEED_UNDO] = view->can_undo,
		[NEED_REDO] = view->can_redo,
		[NEED_LESSON] = lesson->title,
		[NEED_CHOICE] = is_offered(row, lesson),
		[NEED_VALUE] = lesson->question && !lesson->answered &&
			       !lesson->nr_choices,
	};

	return works[row->need] ? NULL : why[row->need];
}

/* --- names ------------------------------------------------------------------- */

static const struct {
	u32 key;
	const char *name;
} names[] = {
	{ KEYCODE_TAB, "Tab" }, { KEYCODE_ENTER, "Enter" },
	{ KEYCODE_ESCAPE, "Esc" }, { KEYCODE_BACKSPACE, "Backspace" },
	{ ' ', "Space" }, { KEYCODE_UP, "Up" }, { KEYCODE_DOWN, "Down" },
	{ KEYCODE_LEFT, "Left" }, { KEYCODE_RIGHT, "Right" },
	{ KEYCODE_PAGE_UP, "PgUp" }, { KEYCODE_PAGE_DOWN, "PgDn" },
	{ KEYCODE_HOME, "Home" }, { KEYCODE_END, "End" },
	{ KEYCODE_BACK_TAB, "Shift-Tab" }, { KEYCODE_DELETE, "Delete" },
	{ KEYCODE_INSERT, "Insert" }, { KEYCODE_F1, "F1" },
	{ KEYCODE_F2, "F2" }, { KEYCODE_F3, "F3" }, { KEYCODE_F4, "F4" },
	{ KEYCODE_F5, "F5" }, { KEYCODE_F6, "F6" }, { KEYCODE_F7, "F7" },
	{ KEYCODE_F8, "F8" }, { KEYCODE_F9, "F9" }, { KEYCODE_F10, "F10" },
	{ KEYCODE_F11, "F11" }, { KEYCODE_F12, "F12" },
};

const char *keycode_name(u32 key, char *buf)
{
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].key == key)
			return names[i].name;
	if (key < 0x20)
		snprintf(buf, 16, "Ctrl-%c", (char)(key + '@'));
	else if (key < 0x7f)
		snprintf(buf, 16, "%c", (char)key);
	else
		snprintf(buf, 16, "U+%04X", key);
	return buf;
}

u32 keycode_parse(const char *name, size_t len)
{
	size_t i, used;
	u32 ch;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i].name) == len &&
		    !strncasecmp(names[i].name, name, len))
			return names[i].key;
	if (len == 6 && !strncasecmp(name, "ctrl-", 5))
		return KEY_CTRL((u32)name[5]);
	if (!len)
		return KEYCODE_NONE;
	ch = text_decode(name, len, &used);
	return used == len ? ch : KEYCODE_NONE;
}
