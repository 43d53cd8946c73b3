/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys: their codes, their names, and the table of what they do.
 *
 * One row a key (keys.def): help, the last line and the dispatcher read it.
 * Where the console has the focus, keys are typed and only rows of KEY_TYPING
 * count.
 */
#ifndef VIEWS_KEY_H
#define VIEWS_KEY_H

#include "views/pane.h"

/* Characters are their own code; others lie beyond Unicode. */
enum key {
	KEYCODE_NONE = 0,
	KEYCODE_TAB = 9,
	KEYCODE_ENTER = 10,
	KEYCODE_ESCAPE = 27,
	KEYCODE_BACKSPACE = 127,
	KEYCODE_BASE = 0x110000,
	KEYCODE_UP, KEYCODE_DOWN, KEYCODE_LEFT, KEYCODE_RIGHT,
	KEYCODE_PAGE_UP, KEYCODE_PAGE_DOWN, KEYCODE_HOME, KEYCODE_END,
	KEYCODE_BACK_TAB, KEYCODE_DELETE, KEYCODE_INSERT,
	KEYCODE_F1, KEYCODE_F2, KEYCODE_F3, KEYCODE_F4, KEYCODE_F5, KEYCODE_F6,
	KEYCODE_F7, KEYCODE_F8, KEYCODE_F9, KEYCODE_F10, KEYCODE_F11,
	KEYCODE_F12,
	KEYCODE_RESIZE,			/* the terminal has another size */
	KEYCODE_MOUSE,			/* see struct key_event */
	KEYCODE_PASTE,			/* a pasted text */
	KEYCODE_LOST,			/* the terminal is gone */
};
#define KEY_CTRL(letter) ((letter) & 0x1f)

struct key_event {
	u32 key;			/* enum key or a character */
	u32 x, y;			/* KEYCODE_MOUSE: the cell */
	bool wheel_up, wheel_down;
	const char *text;		/* KEYCODE_PASTE: until the next event */
};

/* "Tab", "F10", "Ctrl-L", "PgUp", "s": the name of a key into @buf (16 bytes);
 * and back, 0 if there is no such key. */
const char *keycode_name(u32 key, char *buf);
u32 keycode_parse(const char *name, size_t len);

/* What must hold for a key to work; the table says why it does not. */
enum need {
	NEED_NOTHING,
	NEED_PAST,			/* something to go back to */
	NEED_UNDO, NEED_REDO,
	NEED_LESSON,
	NEED_NEXT_STEP,			/* ... that has another step */
	NEED_CHOICE,			/* the lesson offers this answer */
	NEED_VALUE,			/* it asks for one to be typed */
	NEED_NR,
};

enum key_when {
	KEY_VIEWING,			/* a pane has the focus: the usual */
	KEY_TYPING,			/* the console has it */
	KEY_ALWAYS,
};

struct key_row {
	u32 key;
	const char *pane;		/* only in this one; NULL: everywhere */
	enum key_when when;
	enum action action;
	const char *text;		/* COMMAND: what, @: the focused CPU;
					 * ANSWER: which; REPLY: what is
					 * typed before it */
	const char *label;		/* two or three words, last line */
	const char *help;		/* what it does, for help and manual */
	enum need need;
	u32 matters;			/* situations in which the last line
					 * names it: bits 1 << SITUATION_... */
};

extern const struct key_row key_rows[];
extern const u32 nr_key_rows;

/* The row for @key where pane @pane has the focus; NULL: none. */
const struct key_row *key_find(u32 key, const char *pane, bool typing);

/* NULL: it works now; else why not, and what would help. */
const char *key_disabled(const struct key_row *row, const struct view *view);

#endif
