/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table of keys, which is views/keys.def: see key.h.
 */
#include "views/key.h"

#include <string.h>
#include <strings.h>

#define IN(situation) (1u << SITUATION_##situation)

/* Each macro gets the help sentence and the fields behind it in one. */
#define COMMAND(code, command, word, ...) \
	{ .key = code, .action = ACTION_COMMAND, .text = command, \
	  .label = word, .help = __VA_ARGS__ },
#define ALSO(NAME, code, word, ...) \
	{ .key = code, .action = ACTION_##NAME, .label = word, \
	  .help = __VA_ARGS__ },
#define SCREEN(NAME, name, ...) ALSO(NAME, __VA_ARGS__)
#define PANE ALSO
const struct key_row key_rows[] = {
#include "views/keys.def"
};
#undef COMMAND
#undef ALSO
#undef SCREEN
#undef PANE
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
	const u32 nr = row->text && lesson->question && !lesson->answered ?
		       lesson->nr_choices : 0;
	u32 i;

	for (i = 0; i < nr; i++)
		if (lesson->choice[i].key == row->text[0])
			return true;
	return false;
}

const char *key_disabled(const struct key_row *row, const struct view *view)
{
	const struct view_lesson *lesson = &view->lesson;
	const char *const why[NEED_NR] = {
		[NEED_PAST] = "this is the beginning; s steps forwards",
		[NEED_UNDO] = "no command has been given yet; : types one",
		[NEED_REDO] = "nothing is undone; u undoes a command",
		[NEED_LESSON] = "no lesson is open; :lesson lists them",
		[NEED_NEXT_STEP] = lesson->title ?
			"that was the last step; l lists all lessons" :
			"no lesson is open; :lesson lists them",
		[NEED_CHOICE] = "the lesson offers no such answer now",
		[NEED_VALUE] = "the lesson asks for no value now; "
			       "7 goes to the lesson",
	};
	const bool works[NEED_NR] = {
		[NEED_NOTHING] = true,
		[NEED_PAST] = view->m->steps || view->m->now,
		[NEED_UNDO] = view->can_undo,
		[NEED_REDO] = view->can_redo,
		[NEED_LESSON] = lesson->title,
		[NEED_NEXT_STEP] = lesson->title &&
			(!lesson->complete || lesson->step < lesson->nr_steps),
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
