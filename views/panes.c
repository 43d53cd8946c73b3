/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All panes, and what they share: see pane.h.
 */
#include "views/pane.h"

#include <stdarg.h>
#include <string.h>

/* panes.def has a row for each file in the list of panes in Makefile.am. */
#define PANE(name) extern const struct pane_type pane_##name;
#include "panes.def"
#undef PANE

#define PANE(name) &pane_##name,
const struct pane_type *const pane_types[] = {
#include "panes.def"
};
#undef PANE
const u32 nr_pane_types = sizeof(pane_types) / sizeof(pane_types[0]);
_Static_assert(sizeof(pane_types) / sizeof(pane_types[0]) <= MAX_PANES,
	       "MAX_PANES (pane.h) has room for all panes");

s32 pane_find(const char *name, size_t len)
{
	u32 i;

	for (i = 0; i < nr_pane_types; i++) {
		const struct pane_type *type = pane_types[i];

		if ((len == strlen(type->name) &&
		     !memcmp(name, type->name, len)) ||
		    (len == 1 && *name == type->key))
			return (s32)i;
	}
	return -1;
}

const char *pane_name(u32 nr)
{
	return nr < nr_pane_types ? pane_types[nr]->name : NULL;
}

const char *pane_names(char *buf, size_t size)
{
	size_t at = 0;
	u32 i;

	buf[0] = '\0';
	for (i = 0; i < nr_pane_types && at < size; i++)
		at += (size_t)snprintf(buf + at, size - at, "%s%s", !i ? "" :
				       i + 1 == nr_pane_types ? " and " : ", ",
				       pane_types[i]->name);
	if (at < size)
		snprintf(buf + at, size - at, " are the panes");
	return buf;
}

/* --- values ------------------------------------------------------------------ */

u32 view_value(const struct view *view, const struct canvas *canvas, u32 x,
	       u32 y, enum role role, u64 key, const char *format, ...)
{
	char text[256];
	va_list args;
	bool changed;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	changed = memo_changed(view->memo, key, memo_hash(text, strlen(text)));
	x = canvas_text(canvas, x, y, changed ? ROLE_CHANGED : role, text);
	if (changed)
		canvas_glyph(canvas, x, y, ROLE_CHANGED, GLYPH_CHANGED);
	return x + 1;
}

/* --- lists ------------------------------------------------------------------- */

void list_view_fit(struct list_view *list, u64 nr, u32 height)
{
	if (list->cursor >= nr)
		list->cursor = nr ? nr - 1 : 0;
	if (list->top > list->cursor)
		list->top = list->cursor;
	if (height && list->cursor - list->top >= height)
		list->top = list->cursor - height + 1;
	if (list->top + height > nr)
		list->top = nr > height ? nr - height : 0;
}

bool list_view_act(struct list_view *list, enum action action, u64 nr,
		   u32 height)
{
	const u64 page = height > 1 ? height - 1 : 1;
	const u64 last = nr ? nr - 1 : 0;

	switch (action) {
	case ACTION_UP:
		list->cursor -= list->cursor > 0;
		break;
	case ACTION_DOWN:
		list->cursor += list->cursor < last;
		break;
	case ACTION_PAGE_UP:
		list->cursor -= list->cursor < page ? list->cursor : page;
		break;
	case ACTION_PAGE_DOWN:
		list->cursor += last - list->cursor < page ?
				last - list->cursor : page;
		break;
	case ACTION_HOME:
		list->cursor = 0;
		break;
	case ACTION_END:
		list->cursor = last;
		break;
	default:
		return false;
	}
	list_view_fit(list, nr, height);
	return true;
}
