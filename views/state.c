/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state pane: a browser of the state tables.
 *
 *	 - [0]
 *	     id              0
 *	     ready_at        4000250 ns (0.004000250 s)
 *	   + rq              nr_running 0  need_resched false ...
 *	   - base            [3]
 *	       + [local]     clk 4294892296 ...
 *	4 jiffies: the wheel's own clock
 *
 * The title is the path of the row under the cursor, as `print` takes it; the
 * last row says what that is.  The cursor is kept by path: it stays with its
 * row when others come and go.
 */
#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "views/match.h"
#include "views/pane.h"
#include "views/state_tree.h"
#include "views/value.h"

#define TEXT_MAX 200u
#define HELP_HEIGHT 4u			/* less: no help in the last row */
#define FAR_JIFFIES (1ll << 31)		/* farther is no time to speak of */

struct state_pane {
	struct state_tree tree;
	struct list_view list;
	char cursor[STATE_PATH_MAX];	/* path of the row */
	bool away;			/* the user has moved the cursor */
	u32 height;			/* rows of the last paint */
	char search[100];
};

/* --- the cursor --------------------------------------------------------- */

static const struct state_row *row_here(const struct state_pane *pane)
{
	return &pane->tree.row[pane->list.cursor];
}

static void keep_cursor(struct state_pane *pane)
{
	const char *path = state_row_path(&pane->tree, row_here(pane));

	snprintf(pane->cursor, sizeof(pane->cursor), "%s", path);
}

static void find_cursor(struct state_pane *pane)
{
	const u64 hash = memo_hash(pane->cursor, strlen(pane->cursor));
	u32 i;

	for (i = 0; i < pane->tree.nr; i++)
		if (pane->tree.row[i].hash == hash) {
			pane->list.cursor = i;
			return;
		}
}

/* The rows as they are now.  Until the user moves it, the cursor stands on the
 * focused CPU, which is the first row to be seen. */
static bool refresh(struct state_pane *pane, const struct view *view)
{
	state_tree_build(&pane->tree, view->m, view->focus);
	if (!pane->tree.nr)
		return false;
	if (!pane->away)
		snprintf(pane->cursor, sizeof(pane->cursor), "cpu[%u]",
			 view->focus);
	find_cursor(pane);
	if (!pane->away)
		pane->list.top = pane->list.cursor;
	list_view_fit(&pane->list, pane->tree.nr, pane->height);
	keep_cursor(pane);
	return true;
}

/* --- values ------------------------------------------------------------- */

/* Without its unit; texts in quotes.  The same wherever it is shown. */
static void value_plain(const struct view *view,
			const struct state_field *field, const void *owner,
			char *buf)
{
	char value[VALUE_MAX];
	const char *text;
	u64 len;

	if (field->kind == STATE_TEXT) {
		len = state_text(field, owner, &text);
		snprintf(buf, TEXT_MAX, "\"%.*s\"",
			 (int)(len < TEXT_MAX ? len : TEXT_MAX), text);
		return;
	}
	if (field->kind == STATE_STRUCT) {
		snprintf(buf, TEXT_MAX, "none");
		return;
	}
	text = value_text(view->m, field, state_value(field, owner), value);
	snprintf(buf, TEXT_MAX, "%s", *text ? text : "none");
}

/* The unit, and what a number of ns or jiffies means to people. */
static void value_meaning(const struct view *view,
			  const struct state_field *field, const void *owner,
			  char *buf)
{
	const u64 value = field->unit == UNIT_NONE ? 0 :
						     state_value(field, owner);
	const struct kernel *k = view->m->kernel;
	const s64 away = k ? (s64)(value - k->jiffies_64) : 0;
	const char *unit = value_unit(field);
	char time[VALUE_MAX];

	if (field->unit == UNIT_NS && value >= KTIME_MAX)
		buf[0] = '\0';
	else if (field->unit == UNIT_NS && value >= NSEC_PER_USEC)
		snprintf(buf, TEXT_MAX, "%s (%s)", unit,
			 value_time(value, time));
	else if (field->unit == UNIT_JIFFIES && away && away < FAR_JIFFIES &&
		 away > -FAR_JIFFIES)
		snprintf(buf, TEXT_MAX, "%s (jiffies %c %" PRId64 ")", unit,
			 away > 0 ? '+' : '-', away > 0 ? away : -away);
	else
		snprintf(buf, TEXT_MAX, "%s", unit);
}

static bool value_changed(const struct view *view,
			  const struct state_field *field, u64 node,
			  const char *text)
{
	return memo_changed(view->memo, memo_key(field->name, node),
			    memo_hash(text, strlen(text)));
}

/* --- rows --------------------------------------------------------------- */

static u32 put_value(const struct canvas *canvas, u32 x, u32 y,
		     const char *text, bool changed)
{
	x = canvas_text(canvas, x, y, changed ? ROLE_CHANGED : ROLE_TEXT, text);
	if (changed)
		canvas_glyph(canvas, x, y, ROLE_CHANGED, GLYPH_CHANGED);
	return x + 1;
}

/* A closed node shows its first values on its own row. */
static void paint_summary(const struct view *view, const struct canvas *canvas,
			  u32 x, u32 y, const struct state_row *row,
			  const char *key)
{
	const struct state_type *type = row->field->type;
	char text[TEXT_MAX];
	u32 i;

	for (i = 0; i < type->nr_fields && x < canvas->width; i++) {
		const struct state_field *field = &type->fields[i];
		bool changed;

		if (field->kind == STATE_STRUCT || field->kind == STATE_LIST)
			continue;
		value_plain(view, field, row->at, text);
		if (!strncmp(text, key, strlen(text)))
			continue;	/* its name, once more */
		changed = value_changed(view, field, row->hash, text);
		x = canvas_printf(canvas, x, y, ROLE_DIM, "%s ", field->name);
		x = put_value(canvas, x, y, text, changed) + 1;
	}
	if (x > canvas->width)
		canvas_glyph(canvas, canvas->width - 1, y, ROLE_DIM,
			     GLYPH_ELLIPSIS);
}

static void paint_value(const struct state_pane *pane, const struct view *view,
			const struct canvas *canvas, u32 x, u32 y,
			const struct state_row *row)
{
	const u64 node = row->depth ? pane->tree.row[row->parent].hash : 0;
	char text[TEXT_MAX];

	value_plain(view, row->field, row->owner, text);
	x = put_value(canvas, x, y, text,
		      value_changed(view, row->field, node, text));
	value_meaning(view, row->field, row->owner, text);
	canvas_text(canvas, *text == ' ' ? x : x - 1, y, ROLE_DIM,
		    *text == ' ' ? text + 1 : text);
}

static void paint_list(const struct view *view, const struct canvas *canvas,
		       u32 x, u32 y, const struct state_row *row)
{
	char text[TEXT_MAX];

	snprintf(text, sizeof(text), "[%" PRIu64 "%s]", row->count,
		 row->count == STATE_COUNT_MAX ? " or more" : "");
	put_value(canvas, x, y, text,
		  value_changed(view, row->field, row->hash, text));
}

static void paint_rest(const struct canvas *canvas, u32 x, u32 y,
		       const struct state_row *row)
{
	const bool before = row->kind == STATE_ROW_BEFORE;

	x += canvas_glyph(canvas, x, y, ROLE_DIM, GLYPH_ELLIPSIS) + 1;
	canvas_printf(canvas, x, y, ROLE_DIM,
		      "%" PRIu64 "%s more %s  (Enter shows them, / finds one)",
		      row->count,
		      !before && row->count == STATE_COUNT_MAX ? " or" : "",
		      before ? "before" : "behind");
}

static void paint_row(const struct state_pane *pane, const struct view *view,
		      const struct canvas *canvas, u32 y,
		      const struct state_row *row)
{
	const char *name = state_path_name(state_row_path(&pane->tree, row));
	const bool node = state_row_opens(row);
	u32 x = 2 * row->depth + 1, end;

	if (row->kind == STATE_ROW_BEFORE || row->kind == STATE_ROW_MORE) {
		paint_rest(canvas, x + 2, y, row);
		return;
	}
	if (node)
		canvas_glyph(canvas, x, y, ROLE_STRONG,
			     row->open ? GLYPH_OPEN : GLYPH_CLOSED);
	x += 2;
	end = x;
	if (row->kind == STATE_ROW_ELEMENT)
		end = canvas_text(canvas, x, y, ROLE_STRONG, row->field->name);
	end = match_text(canvas, end, y, node ? ROLE_STRONG : ROLE_DIM, name,
			 pane->search);
	if (end < x + row->name_width)
		end = x + row->name_width;
	x = end + 2;
	if (row->kind == STATE_ROW_VALUE)
		paint_value(pane, view, canvas, x, y, row);
	else if (row->kind == STATE_ROW_LIST)
		paint_list(view, canvas, x, y, row);
	else if (row->open)
		canvas_text(canvas, x, y, ROLE_DIM, row->field->type->help);
	else
		paint_summary(view, canvas, x, y, row,
			      *name == '[' ? name + 1 : name);
}

static const char *row_help(const struct state_row *row)
{
	if (row->kind == STATE_ROW_ELEMENT)
		return row->field->type->help;
	return row->field->help;
}

static void paint_help(const struct state_pane *pane,
		       const struct canvas *canvas)
{
	const struct state_row *row = row_here(pane);
	const u32 y = canvas->height - 1;
	const char *name = state_path_name(pane->cursor);
	u32 x;

	x = canvas_printf(canvas, 0, y, ROLE_DIM, "%s: ",
			  state_row_opens(row) || row->kind == STATE_ROW_VALUE ?
			  name : row->field->name);
	canvas_text(canvas, x, y, ROLE_COMMENT, row_help(row));
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct state_pane *pane = state;
	const u32 help = canvas->height >= HELP_HEIGHT;
	u32 y;

	pane->height = canvas->height - help;
	if (!refresh(pane, view)) {
		canvas_text(canvas, 0, 0, ROLE_BAD, "no memory for the rows");
		return;
	}
	for (y = 0; y < pane->height; y++) {
		const u64 i = pane->list.top + y;

		if (i >= pane->tree.nr)
			break;
		paint_row(pane, view, canvas, y, &pane->tree.row[i]);
		if (i != pane->list.cursor)
			continue;
		canvas_glyph(canvas, 0, y, ROLE_CURSOR, GLYPH_HERE);
		canvas_role(canvas, 0, y, pane->away ? canvas->width : 1,
			    ROLE_CURSOR);
	}
	if (help)
		paint_help(pane, canvas);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	struct state_pane *pane = state;

	(void)view;
	snprintf(buf, size, "%.*s", (int)strcspn(pane->cursor, "<>"),
		 pane->cursor);
}

/* --- keys --------------------------------------------------------------- */

static void go_to(struct state_pane *pane, const struct view *view,
		  const char *path)
{
	pane->away = true;
	snprintf(pane->cursor, sizeof(pane->cursor), "%s", path);
	refresh(pane, view);
}

static void go_right(struct state_pane *pane, const struct view *view)
{
	const struct state_row *row = row_here(pane);

	if (row->kind == STATE_ROW_BEFORE || row->kind == STATE_ROW_MORE) {
		state_tree_page(&pane->tree, row);
		go_to(pane, view, state_row_path(&pane->tree,
						 &pane->tree.row[row->parent]));
	} else if (!row->open) {
		state_tree_open(&pane->tree, row, true);
	} else if (pane->list.cursor + 1 < pane->tree.nr) {
		pane->list.cursor++;
	}
}

static void go_left(struct state_pane *pane)
{
	const struct state_row *row = row_here(pane);

	if (row->open)
		state_tree_open(&pane->tree, row, false);
	else
		pane->list.cursor = row->parent;
}

static void select_row(struct state_pane *pane, const struct view *view,
		       struct reply *reply)
{
	const struct state_row *row = row_here(pane);

	if (row->kind == STATE_ROW_VALUE)
		snprintf(reply->command, sizeof(reply->command), "print %.240s",
			 state_row_path(&pane->tree, row));
	else if (row->open)
		state_tree_open(&pane->tree, row, false);
	else
		go_right(pane, view);
}

/* A whole path leads there; all else is looked for among the names. */
static void search(struct state_pane *pane, const struct view *view,
		   bool forwards, bool whole, struct reply *reply)
{
	char path[STATE_PATH_MAX], found[STATE_PATH_MAX];
	bool limit = false;

	if (whole && state_tree_reveal(&pane->tree, view->m, pane->search,
				       path)) {
		go_to(pane, view, path);
		return;
	}
	if (state_tree_find(view->m, pane->search, pane->cursor, forwards,
			    found, &limit) &&
	    state_tree_reveal(&pane->tree, view->m, found, path)) {
		go_to(pane, view, path);
		return;
	}
	snprintf(reply->message, sizeof(reply->message), limit ?
		 "\"%.60s\" is not in the part that was searched; type a whole "
		 "path, as print takes it" :
		 "no field, element or path is called \"%.60s\"",
		 pane->search);
}

static bool search_act(struct state_pane *pane, const struct view *view,
		       enum action action, const char *text,
		       struct reply *reply)
{
	if (action == ACTION_SEARCH)
		snprintf(pane->search, sizeof(pane->search), "%s", text);
	if (*pane->search)
		search(pane, view, action != ACTION_MATCH_PREV,
		       action == ACTION_SEARCH, reply);
	else if (action != ACTION_SEARCH)
		snprintf(reply->message, sizeof(reply->message),
			 "nothing to search for yet; / asks what");
	return true;
}

static bool move(struct state_pane *pane, const struct view *view,
		 enum action action, struct reply *reply)
{
	switch (action) {
	case ACTION_RIGHT:
		go_right(pane, view);
		return true;
	case ACTION_LEFT:
		go_left(pane);
		return true;
	case ACTION_SELECT:
		select_row(pane, view, reply);
		return true;
	default:
		return list_view_act(&pane->list, action, pane->tree.nr,
				     pane->height);
	}
}

static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct state_pane *pane = state;

	if (!refresh(pane, view))
		return false;
	if (action == ACTION_FOLLOW) {
		pane->away = false;
		return true;
	}
	if (action == ACTION_SEARCH || action == ACTION_MATCH_NEXT ||
	    action == ACTION_MATCH_PREV)
		return search_act(pane, view, action, text, reply);
	if (!move(pane, view, action, reply))
		return false;
	pane->away = true;
	keep_cursor(pane);
	return true;
}

static bool click(void *state, const struct view *view, u32 x, u32 y,
		  struct reply *reply)
{
	struct state_pane *pane = state;
	const struct state_row *row;

	if (!refresh(pane, view) || y >= pane->height ||
	    pane->list.top + y >= pane->tree.nr)
		return false;
	pane->list.cursor = pane->list.top + y;
	pane->away = true;
	keep_cursor(pane);
	row = row_here(pane);
	if (row->kind != STATE_ROW_VALUE && x <= 2 * row->depth + 3)
		select_row(pane, view, reply);
	return true;
}

static void release(void *state)
{
	struct state_pane *pane = state;

	state_tree_free(&pane->tree);
}

extern const struct pane_type pane_state;
const struct pane_type pane_state = {
	.name = "state", .key = '5',
	.question = "What stands in the tables?",
	.size = sizeof(struct state_pane),
	.paint = paint, .title = title, .act = act, .click = click,
	.release = release,
};
