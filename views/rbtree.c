/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rbtree pane: the hrtimers of one clock base as the tree that they are.
 *
 * Where it fits it is drawn from the root down:
 *
 *	      .------[t4]-----.
 *	 .--(t2)--.          [t5]
 *	[t1]*    [t3]
 *
 * else lying on its side, a row a timer in the order of expiry, with its times.
 * [black], (red), * the leftmost: the next to expire.  A node that has another
 * parent or colour than before the last move is marked; each statement of an
 * insertion or erasure is a step, so rotations can be watched.
 */
#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/state.h"
#include "views/hrtimer_facts.h"
#include "views/pane.h"
#include "views/rbtree_walk.h"
#include "views/value.h"

#define LABEL_MAX 12u			/* columns of a name */

struct rbtree_pane {
	struct rbtree_items items;
	struct list_view list;
	u32 serial;			/* under the cursor, 0: the leftmost */
	u32 cpu, base;
	bool cpu_chosen, base_chosen;
	u32 height;			/* rows of the list */
};

/* --- which tree ---------------------------------------------------------------- */

static const struct hrtimer_cpu_base *cpu_base_of(const struct view *view,
						  u32 cpu)
{
	const struct percpu *p = percpu_of_cpu(&view->m->cpu[cpu]);

	return p ? &p->hrtimer_bases : NULL;
}

static bool is_used(const struct hrtimer_cpu_base *cpu_base, u32 base)
{
	return !RB_EMPTY_ROOT(&cpu_base->clock_base[base].active.rb_root.rb_root);
}

/* That of the focused CPU with timers, unless another one was chosen. */
static const struct hrtimer_clock_base *choose(struct rbtree_pane *pane,
					       const struct view *view)
{
	const struct hrtimer_cpu_base *cpu_base;
	u32 i;

	if (!pane->cpu_chosen || pane->cpu >= view->m->nr_cpus)
		pane->cpu = view->focus;
	cpu_base = cpu_base_of(view, pane->cpu);
	if (!cpu_base)
		return NULL;
	for (i = 0; !pane->base_chosen && i < HRTIMER_MAX_CLOCK_BASES; i++)
		if (is_used(cpu_base, i))
			break;
	if (!pane->base_chosen)
		pane->base = i % HRTIMER_MAX_CLOCK_BASES;
	return &cpu_base->clock_base[pane->base];
}

/* The cursor stays on its timer while the tree changes. */
static void follow_cursor(struct rbtree_pane *pane)
{
	const struct rbtree_items *items = &pane->items;
	u32 i;

	if (pane->list.cursor < items->nr && pane->serial &&
	    items->v[pane->list.cursor].timer->object == pane->serial)
		return;
	for (i = 0; i < items->nr; i++) {
		if (pane->serial ? items->v[i].timer->object == pane->serial :
				   items->v[i].leftmost)
			pane->list.cursor = i;
	}
}

/* --- a node -------------------------------------------------------------------- */

/* "[t1]", "(t2)", "[t1]*"; returns its columns. */
static u32 label(const struct view *view, const struct rbtree_item *item,
		 char *buf, size_t size)
{
	char name[VALUE_MAX];

	snprintf(buf, size, item->red ? "(%.*s)%s" : "[%.*s]%s",
		 (int)LABEL_MAX, value_object(view->m, item->timer->object,
					      name), item->leftmost ? "*" : "");
	return text_columns(buf, strlen(buf));
}

/* Has it another place or colour than before the last move? */
static bool has_moved(const struct view *view, const struct rbtree_pane *pane,
		      u32 i)
{
	const struct rbtree_item *item = &pane->items.v[i];
	const u32 parent = item->parent == RBTREE_NONE ? 0 :
			   pane->items.v[item->parent].timer->object + 1;
	const u64 place = (u64)parent << 2 | (u64)item->red << 1 |
			  (item->parent != RBTREE_NONE && i > item->parent);

	return memo_changed(view->memo, memo_key("rbtree node",
						 item->timer->object), place);
}

static void paint_label(const struct view *view, const struct canvas *canvas,
			const struct rbtree_pane *pane, u32 i, u32 x, u32 y)
{
	const struct rbtree_item *item = &pane->items.v[i];
	const bool moved = has_moved(view, pane, i);
	char text[64];

	label(view, item, text, sizeof(text));
	x = canvas_text(canvas, x, y, i == pane->list.cursor ? ROLE_CURSOR :
			moved ? ROLE_CHANGED : item->red ? ROLE_BAD :
			ROLE_STRONG, text);
	if (moved)
		canvas_glyph(canvas, x, y, ROLE_CHANGED, GLYPH_CHANGED);
}

/* --- from the root down ------------------------------------------------------------ */

/* Columns that a node may take if all stand side by side; 0: they do not fit. */
static u32 column_width(const struct rbtree_pane *pane, const struct view *view,
			const struct canvas *canvas)
{
	u32 widest = 0, i;
	char text[64];

	if (pane->items.height > canvas->height ||
	    pane->items.nr * 5 > canvas->width)
		return 0;
	for (i = 0; i < pane->items.nr; i++) {
		const u32 width = label(view, &pane->items.v[i], text,
					sizeof(text)) + 1;

		widest = width > widest ? width : widest;
	}
	return pane->items.nr * widest <= canvas->width ? widest : 0;
}

static void paint_branch(const struct canvas *canvas, u32 from, u32 to, u32 y,
			 enum glyph corner)
{
	const u32 first = from < to ? from : to + 1;
	const u32 last = from < to ? to : from;
	u32 x;

	for (x = first; x < last; x++)
		canvas_glyph(canvas, x, y, ROLE_DIM, GLYPH_HLINE);
	canvas_glyph(canvas, to, y, ROLE_DIM, corner);
}

static void paint_down(const struct rbtree_pane *pane, const struct view *view,
		       const struct canvas *canvas, u32 width)
{
	char text[64];
	u32 i;

	for (i = 0; i < pane->items.nr; i++) {
		const struct rbtree_item *item = &pane->items.v[i];
		const u32 half = width / 2;
		const u32 middle = i * width + half;
		const u32 columns = label(view, item, text, sizeof(text));

		if (item->left != RBTREE_NONE)
			paint_branch(canvas, middle, item->left * width + half,
				     item->depth, GLYPH_ABOVE);
		if (item->right != RBTREE_NONE)
			paint_branch(canvas, middle, item->right * width + half,
				     item->depth, GLYPH_ABOVE_RIGHT);
		paint_label(view, canvas, pane, i, middle - columns / 2,
			    item->depth);
	}
}

/* --- lying on its side --------------------------------------------------------------- */

/* The lines in row @i: between each node above it and that one's parent. */
static void paint_lines(const struct canvas *canvas,
			const struct rbtree_items *items, u32 i, u32 y)
{
	const struct rbtree_item *item = &items->v[i];
	u32 node = i, parent = item->parent;

	if (parent != RBTREE_NONE) {
		canvas_glyph(canvas, 3 * item->depth - 2, y, ROLE_DIM,
			     i < parent ? GLYPH_ABOVE : GLYPH_BELOW);
		canvas_glyph(canvas, 3 * item->depth - 1, y, ROLE_DIM,
			     GLYPH_HLINE);
	}
	for (; parent != RBTREE_NONE; node = parent,
				      parent = items->v[node].parent) {
		if (node != i && ((node < i && i < parent) ||
				  (parent < i && i < node)))
			canvas_glyph(canvas, 3 * items->v[node].depth - 2, y,
				     ROLE_DIM, GLYPH_VLINE);
	}
}

/* Columns of a line of the list; rounded, as they are narrow. */
static void paint_times(const struct view *view, const struct canvas *canvas,
			const struct hrtimer_clock_base *base,
			const struct hrtimer *timer, u32 x, u32 y)
{
	const s64 now = hrtimer_base_now(view->m, base);
	const s64 left = timer->_softexpires - now;
	char soft[VALUE_MAX], slack[VALUE_MAX], away[VALUE_MAX];

	canvas_printf(canvas, x, y, ROLE_TEXT, "%20s %-7s %c%-8s %s",
		      hrtimer_seconds(timer->_softexpires, soft),
		      hrtimer_rounded(timer->node.expires -
				      timer->_softexpires, slack),
		      left < 0 ? '-' : '+', hrtimer_rounded(left, away),
		      hrtimer_callback_name(view->m, timer));
}

static void paint_list(struct rbtree_pane *pane, const struct view *view,
		       const struct canvas *canvas,
		       const struct hrtimer_clock_base *base)
{
	const u32 wanted = 3 * pane->items.height + LABEL_MAX + 4;
	const u32 times = canvas->width > 90 ? 52 : 38;	/* without callback */
	const u32 most = canvas->width > times + 8 ? canvas->width - times :
						     canvas->width;
	const u32 tree = wanted < most ? wanted : most;
	const struct canvas left = canvas_part(canvas, 0, 0, tree,
					       canvas->height);
	u32 y;

	if (tree + 20 < canvas->width)
		canvas_text(canvas, tree, 0, ROLE_DIM,
			    "         softexpires slack   from now  callback");
	pane->height = canvas->height - 1;
	list_view_fit(&pane->list, pane->items.nr, pane->height);
	for (y = 0; y < pane->height; y++) {
		const u64 i = pane->list.top + y;

		if (i >= pane->items.nr)
			break;
		paint_lines(&left, &pane->items, (u32)i, y + 1);
		paint_label(view, &left, pane, (u32)i,
			    3 * pane->items.v[i].depth, y + 1);
		if (tree + 20 < canvas->width)
			paint_times(view, canvas, base,
				    pane->items.v[i].timer, tree, y + 1);
	}
}

/* --- all of it ------------------------------------------------------------------------- */

static void paint_head(const struct view *view, const struct canvas *canvas,
		       const struct rbtree_pane *pane,
		       const struct hrtimer_clock_base *base)
{
	const struct hrtimer_cpu_base *cpu_base = cpu_base_of(view, pane->cpu);
	const s64 now = hrtimer_monotonic_now(view->m);
	char text[VALUE_MAX], name[VALUE_MAX];
	u32 x;

	x = canvas_text(canvas, 0, 0, ROLE_DIM, "timers ");
	x = view_value(view, canvas, x, 0, ROLE_TEXT,
		       memo_key("rbtree nr", pane->cpu * 8 + pane->base), "%u",
		       pane->items.nr);
	x = canvas_text(canvas, x, 0, ROLE_DIM, cpu_base->hres_active ?
			" high resolution, expires_next " :
			" low resolution: run in each tick");
	if (cpu_base->hres_active)
		x = view_value(view, canvas, x, 0, ROLE_TEXT,
			       memo_key("rbtree next", pane->cpu), "%s",
			       cpu_base->expires_next >= KTIME_MAX ? "never" :
			       hrtimer_from_now(cpu_base->expires_next - now,
						text));
	if (base->offset)
		x = canvas_printf(canvas, x, 0, ROLE_DIM, " offset %s s",
				  hrtimer_seconds(base->offset, text));
	if (hrtimer_offset_is_stale(view->m, base))
		x = canvas_text(canvas, x, 0, ROLE_STRONG, base->offset ?
				" offset out of date" :
				" offset not fetched yet");
	if (base->running &&
	    state_readable(base->running, sizeof(*base->running)))
		canvas_printf(canvas, x, 0, ROLE_STRONG,
			      "  callback of %s runs",
			      value_object(view->m, base->running->object,
					   name));
}

/* The node under the cursor, to the nanosecond. */
static void paint_node(const struct view *view, const struct canvas *canvas,
		       const struct rbtree_pane *pane,
		       const struct hrtimer_clock_base *base)
{
	const struct rbtree_item *item = &pane->items.v[pane->list.cursor];
	const struct hrtimer *timer = item->timer;
	const s64 now = hrtimer_base_now(view->m, base);
	const u32 y = canvas->height - 1;
	char name[VALUE_MAX], soft[VALUE_MAX], slack[VALUE_MAX];
	char away[VALUE_MAX];
	u32 x;

	x = canvas_printf(canvas, 0, y, ROLE_STRONG, "%s ",
			  value_object(view->m, item->timer->object, name));
	x = canvas_text(canvas, x, y, ROLE_DIM, item->red ? "red" : "black");
	if (item->parent != RBTREE_NONE)
		x = canvas_printf(canvas, x, y, ROLE_DIM, ", under %s",
				  value_object(view->m, pane->items.v[
					item->parent].timer->object, name));
	else
		x = canvas_text(canvas, x, y, ROLE_DIM, ", the root");
	canvas_printf(canvas, x, y, ROLE_TEXT, "  %s, %s, slack %s, %s",
		      hrtimer_seconds(timer->_softexpires, soft),
		      hrtimer_from_now(timer->_softexpires - now, away),
		      value_duration((u64)(timer->node.expires -
					   timer->_softexpires), slack),
		      hrtimer_callback_name(view->m, timer));
}

static void paint_empty(const struct view *view, const struct canvas *canvas,
			const struct rbtree_pane *pane)
{
	canvas_printf(canvas, 0, 1, ROLE_TEXT, "No hrtimers on CPU %u in this "
		      "base.  Type: %s", pane->cpu, view->focus == pane->cpu ?
		      "hrtimer_start h1 +500us" :
		      "on cpu N hrtimer_start h1 +500us");
	canvas_text(canvas, 0, 2, ROLE_DIM, "b shows the next base (clock, "
		    "hard or soft), k the next CPU's");
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct rbtree_pane *pane = state;
	const struct hrtimer_clock_base *base = choose(pane, view);
	struct canvas body;
	u32 width;

	if (!base) {
		canvas_text(canvas, 0, 0, ROLE_TEXT, "The kernel has not been "
			    "booted yet: s steps");
		return;
	}
	rbtree_walk(&pane->items, base);
	follow_cursor(pane);
	list_view_fit(&pane->list, pane->items.nr, pane->height);
	paint_head(view, canvas, pane, base);
	if (!pane->items.nr) {
		paint_empty(view, canvas, pane);
		return;
	}
	body = canvas_part(canvas, 0, 1, canvas->width, canvas->height - 2);
	width = column_width(pane, view, &body);
	if (width)
		paint_down(pane, view, &body, width);
	else
		paint_list(pane, view, &body, base);
	paint_node(view, canvas, pane, base);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct rbtree_pane *pane = state;

	(void)view;
	snprintf(buf, size, "hrtimers of CPU %u, %s", pane->cpu,
		 hrtimer_base_names[pane->base]);
}

/* --- keys ---------------------------------------------------------------------------- */

/* From the cursor on, the next timer whose name contains @text. */
static bool search(struct rbtree_pane *pane, const struct view *view,
		   const char *text)
{
	u32 i;

	for (i = 1; i <= pane->items.nr; i++) {
		const u32 at = (u32)((pane->list.cursor + i) % pane->items.nr);
		char name[VALUE_MAX];

		if (strstr(value_object(view->m, pane->items.v[at].timer->object,
					name), text)) {
			pane->list.cursor = at;
			return true;
		}
	}
	return false;
}

static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct rbtree_pane *pane = state;
	char name[VALUE_MAX];
	bool done = true;

	if (action == ACTION_LEFT || action == ACTION_RIGHT)
		action = action == ACTION_LEFT ? ACTION_UP : ACTION_DOWN;
	if (action == ACTION_BASE) {
		pane->base = (pane->base + 1) % HRTIMER_MAX_CLOCK_BASES;
		pane->base_chosen = true;
		pane->serial = 0;
	} else if (action == ACTION_WHOSE_CPU) {
		pane->cpu = (pane->cpu + 1) % view->m->nr_cpus;
		pane->cpu_chosen = true;
		pane->serial = 0;
	} else if (action == ACTION_FOLLOW) {
		pane->cpu_chosen = pane->base_chosen = false;
		pane->serial = 0;
	} else if (action == ACTION_SEARCH) {
		if (!search(pane, view, text))
			snprintf(reply->message, sizeof(reply->message),
				 "no timer here has \"%.60s\" in its name", text);
	} else if (action == ACTION_SELECT && pane->items.nr) {
		snprintf(reply->command, sizeof(reply->command), "why %s",
			 value_object(view->m, pane->items.v[
				pane->list.cursor].timer->object, name));
	} else {
		done = list_view_act(&pane->list, action, pane->items.nr,
				     pane->height);
	}
	if (pane->list.cursor < pane->items.nr && action != ACTION_BASE &&
	    action != ACTION_WHOSE_CPU && action != ACTION_FOLLOW)
		pane->serial = pane->items.v[pane->list.cursor].timer->object;
	return done;
}

static void release(void *state)
{
	struct rbtree_pane *pane = state;

	rbtree_items_free(&pane->items);
}

extern const struct pane_type pane_rbtree;
const struct pane_type pane_rbtree = {
	.name = "rbtree", .key = '9',
	.question = "Which hrtimers wait, and in what tree?",
	.size = sizeof(struct rbtree_pane),
	.paint = paint, .title = title, .act = act, .release = release,
};
