/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One timer wheel: where its clock stands, which buckets have timers, and when
 * these will run.
 *
 *	clk 4294892311  jiffies 4294892310  next_expiry 4294892317 +7 j, 28 ms
 *	timers 3  running_timer none  lock free
 *	the levels (wheel_draw.h)
 *	idx 17  takes expires 4294892304..4294892304  runs at 4294892305 ...
 *	>17  4294892305  +7 j, 28 ms  t1  1 j later  t1_fn
 *
 * Unless the user chooses, it is a wheel of the focused CPU, the one that has
 * timers, and the cursor stands on the bucket that runs first.  Below the
 * drawing stand the timers in the order in which they will run, from the
 * cursor's bucket on.
 */
#include <inttypes.h>
#include <string.h>

#include "linux/jiffies.h"
#include "linux/state.h"
#include "views/flow.h"
#include "views/moment.h"
#include "views/pane.h"
#include "views/value.h"
#include "views/wheel_draw.h"
#include "views/wheel_facts.h"
#include "views/wheel_list.h"

#define RULER_HEIGHT 14u		/* less has no room for a ruler */

struct wheel {
	bool own_cpu, own_base, own_bucket;	/* the user has chosen */
	u32 cpu, base;
	u32 idx;			/* the bucket under the cursor */
	/* of the last paint, for clicks */
	u32 columns, group;
	u32 first_row, nr_levels;
	u8 level[LVL_MAX_DEPTH];	/* by row */
};

/* --- which wheel --------------------------------------------------------- */

static bool has_timers(const struct timer_base *base)
{
	return find_next_bit(base->pending_map, WHEEL_MAX_SIZE, 0) <
		       WHEEL_MAX_SIZE || base->running_timer;
}

static u32 base_with_timers(const struct percpu *p)
{
	static const u8 order[NR_BASES] = {
		BASE_GLOBAL, BASE_LOCAL, BASE_DEF,
	};
	u32 i;

	for (i = 0; i < NR_BASES; i++)
		if (has_timers(&p->timer_bases[order[i]]))
			return order[i];
	return BASE_GLOBAL;
}

/* NULL before the kernel is booted. */
static const struct timer_base *chosen_base(struct wheel *wheel,
					    const struct view *view)
{
	const struct percpu *p;

	if (!wheel->own_cpu || wheel->cpu >= view->m->nr_cpus)
		wheel->cpu = view->focus;
	p = percpu_of_cpu(&view->m->cpu[wheel->cpu]);
	if (!p)
		return NULL;
	if (!wheel->own_base)
		wheel->base = base_with_timers(p);
	return &p->timer_bases[wheel->base];
}

/* --- heading ------------------------------------------------------------- */

static u64 base_key(const char *what, const struct timer_base *base)
{
	return memo_key(what, (u64)base->cpu * NR_BASES + base->index);
}

static void head_times(struct flow *flow, const struct timer_base *base)
{
	const u64 lag = moment_jiffies(hot.machine) - jiffies;
	char text[VALUE_MAX];

	flow_value(flow, "clk", ROLE_HAND, base_key("wheel.clk", base),
		   "%" PRIu64, base->clk);
	flow_value(flow, "jiffies", ROLE_STRONG, memo_key("wheel.jiffies", 0),
		   "%" PRIu64, jiffies);
	if (lag)
		flow_text(flow, ROLE_BAD, "%" PRIu64 " behind", lag);
	flow_value(flow, "next_expiry", ROLE_TEXT,
		   base_key("wheel.next_expiry", base), "%" PRIu64,
		   base->next_expiry);
	if (base->timers_pending)
		flow_text(flow, ROLE_DIM, "%s",
			  wheel_distance(base->next_expiry, text));
	else
		flow_text(flow, ROLE_DIM, "(no timers)");
}

static void head_state(struct flow *flow, const struct wheel_picture *picture)
{
	const struct machine *m = flow->view->m;
	const struct timer_base *base = picture->base;
	const u32 running = wheel_running(base);
	char text[VALUE_MAX];

	flow_value(flow, "timers", picture->nr ? ROLE_PENDING : ROLE_TEXT,
		   base_key("wheel.nr", base), "%" PRIu64, picture->nr);
	flow_value(flow, "running_timer", running ? ROLE_SOFTIRQ : ROLE_TEXT,
		   base_key("wheel.running", base), "%s",
		   value_object(m, running, text));
	if (base->lock.locked)
		snprintf(text, sizeof(text), "held by CPU %d",
			 base->lock.owner_cpu);
	flow_value(flow, "lock", base->lock.locked ? ROLE_STRONG : ROLE_TEXT,
		   base_key("wheel.lock", base), "%s",
		   base->lock.locked ? text : "free");
	if (base->next_expiry_recalc)
		flow_value(flow, "", ROLE_STRONG,
			   base_key("wheel.recalc", base),
			   "next_expiry_recalc");
	if (base->is_idle)
		flow_value(flow, "", ROLE_TEXT, base_key("wheel.idle", base),
			   "is_idle");
}

/* "idx 17, 84 changed": so that a mark in a drawing can be read as text. */
static void head_changed(struct flow *flow,
			 const struct wheel_picture *picture)
{
	char text[VALUE_MAX];
	size_t at = 0;
	u32 idx, said = 0;

	for (idx = 0; idx < WHEEL_MAX_SIZE && said < 4; idx++)
		if (picture->changed[idx])
			at += (size_t)snprintf(text + at, sizeof(text) - at,
					       "%s%u", said++ ? ", " : "", idx);
	if (said)
		flow_text(flow, ROLE_CHANGED, "changed: idx %s%s", text,
			  picture->nr_changed > said ? ", ..." : "");
}

/* Times on one row, the rest on the next, so that stepping moves nothing; a
 * narrow pane has to wrap them. */
static u32 paint_head(const struct wheel_picture *picture,
		      const struct canvas *canvas)
{
	struct flow flow = flow_begin(picture->view, canvas, 0, 0,
				      canvas->width < 78 ? 2 : 1);
	u32 y;

	head_times(&flow, picture->base);
	y = canvas->width < 78 ? 2 : 1;
	flow = flow_begin(picture->view, canvas, 0, y, y + 1);
	head_state(&flow, picture);
	head_changed(&flow, picture);
	return y + 1;
}

/* --- levels -------------------------------------------------------------- */

/* Which levels to draw in @room rows: those in use and the cursor's, as many as
 * fit around it; then the lowest of the others. */
static void choose_levels(struct wheel *wheel,
			  const struct wheel_picture *picture, u32 room)
{
	const u32 cursor = picture->cursor / LVL_SIZE;
	bool chosen[LVL_MAX_DEPTH] = { false };
	u32 level, nr = 0, drop, at = 0;

	for (level = 0; level < LVL_DEPTH; level++) {
		chosen[level] = level == cursor ||
				wheel_level_count(picture, level);
		nr += chosen[level];
	}
	for (level = 0; level < LVL_DEPTH && nr < room; level++) {
		nr += !chosen[level];
		chosen[level] = true;
	}
	for (level = nr = 0; level < LVL_DEPTH; level++) {
		if (level == cursor)
			at = nr;
		if (chosen[level])
			wheel->level[nr++] = (u8)level;
	}
	drop = at >= room ? at - room + 1 : 0;
	wheel->nr_levels = nr > room ? room : nr;
	memmove(wheel->level, wheel->level + drop, wheel->nr_levels);
}

static u32 paint_levels(struct wheel *wheel,
			const struct wheel_picture *picture,
			const struct canvas *canvas, u32 y)
{
	const u32 below = canvas->height > y + 4 ? 3 : 1;
	u32 room = canvas->height > y + below ? canvas->height - y - below : 1;
	u32 i;

	if (canvas->height >= RULER_HEIGHT) {
		wheel_draw_ruler(picture, canvas, y++);
		room--;
	}
	choose_levels(wheel, picture, room);
	wheel->first_row = y;
	for (i = 0; i < wheel->nr_levels; i++)
		wheel_draw_level(picture, canvas, y++, wheel->level[i]);
	return y;
}

/* --- the pane ------------------------------------------------------------ */

static void paint_empty(const struct wheel *wheel, const struct view *view,
			const struct timer_base *base,
			const struct canvas *canvas, u32 y)
{
	char on[32] = "";

	if (wheel->cpu != view->focus)
		snprintf(on, sizeof(on), "on cpu %u ", wheel->cpu);
	canvas_printf(canvas, 0, y, ROLE_STRONG, "No timers here.  Type: %s%s",
		      on, wheel_example(base));
}

static u32 first_bucket(const struct timer_base *base)
{
	struct wheel_used used[WHEEL_MAX_SIZE];

	return wheel_used_buckets(base, used) ? used[0].idx :
						wheel_hand(base, 0);
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct wheel *wheel = state;
	const struct timer_base *base = chosen_base(wheel, view);
	struct wheel_picture picture;
	u32 y;

	if (!base) {
		canvas_text(canvas, 0, 0, ROLE_DIM, "no wheels before boot");
		return;
	}
	wheel_picture(&picture, view, base, canvas->width);
	if (!wheel->own_bucket || wheel->idx >= LVL_OFFS(LVL_DEPTH))
		wheel->idx = first_bucket(base);
	picture.cursor = wheel->idx;
	wheel->columns = picture.columns;
	wheel->group = picture.group;
	y = paint_head(&picture, canvas);
	y = paint_levels(wheel, &picture, canvas, y);
	if (!picture.nr && !wheel->own_bucket) {
		paint_empty(wheel, view, base, canvas, y);
		return;
	}
	y = wheel_list_bucket(&picture, canvas, y);
	if (picture.nr)
		wheel_list_timers(&picture, canvas, y);
	else
		paint_empty(wheel, view, base, canvas, y);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	struct wheel *wheel = state;
	const struct timer_base *base = chosen_base(wheel, view);

	if (base)
		snprintf(buf, size, "CPU %u %s%s", base->cpu,
			 timer_base_names[base->index],
			 wheel->own_cpu || wheel->own_base ?
			 ", g follows" : "");
	else
		snprintf(buf, size, "%s", "");
}

/* --- keys ---------------------------------------------------------------- */

static void next_base(struct wheel *wheel, struct reply *reply)
{
	static const char *const what[NR_BASES] = {
		[BASE_LOCAL] = "pinned timers: they must run on this CPU",
		[BASE_GLOBAL] = ("all other timers; another CPU may run them "
				 "while this one sleeps"),
		[BASE_DEF] = "deferrable timers: they never wake a CPU",
	};

	wheel->base = (wheel->base + 1) % NR_BASES;
	wheel->own_base = true;
	wheel->own_bucket = false;
	snprintf(reply->message, sizeof(reply->message), "base %s: %s",
		 timer_base_names[wheel->base], what[wheel->base]);
}

static void next_cpu(struct wheel *wheel, const struct view *view)
{
	wheel->cpu = (wheel->cpu + 1) % view->m->nr_cpus;
	wheel->own_cpu = true;
	wheel->own_bucket = false;
}

/* The cursor to the bucket in use that runs @by after its own. */
static void next_used(struct wheel *wheel, const struct timer_base *base,
		      enum action action, struct reply *reply)
{
	struct wheel_used used[WHEEL_MAX_SIZE];
	const u32 nr = wheel_used_buckets(base, used);
	const u64 here = timer_bucket_expiry(base, wheel->idx);
	u32 i = 0;

	if (!nr) {
		snprintf(reply->message, sizeof(reply->message),
			 "no bucket has timers; type: %s", wheel_example(base));
		return;
	}
	while (i < nr && used[i].idx != wheel->idx &&
	       time_before(used[i].expiry, here))
		i++;
	if (action == ACTION_HOME)
		i = 0;
	else if (action == ACTION_END)
		i = nr - 1;
	else if (action == ACTION_PAGE_UP)
		i -= i > 0;
	else if (i < nr && used[i].idx == wheel->idx)
		i++;
	wheel->idx = used[i < nr ? i : nr - 1].idx;
}

static void move_cursor(struct wheel *wheel, s32 levels, s32 buckets)
{
	const u32 level = wheel->idx / LVL_SIZE + LVL_DEPTH + (u32)levels;
	const u32 bucket = wheel->idx % LVL_SIZE + (u32)buckets;

	wheel->idx = LVL_OFFS(level % LVL_DEPTH) + (bucket & LVL_MASK);
}

/* Print the timer under the cursor. */
static void select_bucket(const struct wheel *wheel, const struct view *view,
			  const struct timer_base *base, struct reply *reply)
{
	const struct timer_list *timer =
		wheel_timer_next(&base->vectors[wheel->idx], NULL, 0);
	char name[VALUE_MAX];

	if (timer && wheel_timer_freed(timer))
		snprintf(reply->message, sizeof(reply->message),
			 "%.60s: its memory was freed while it was pending",
			 wheel_timer_name(view->m, timer, name));
	else if (timer)
		snprintf(reply->command, sizeof(reply->command),
			 "print timer[%s]",
			 value_object(view->m, timer->object, name));
	else
		snprintf(reply->message, sizeof(reply->message),
			 "bucket %u is empty; PgDn goes to the next one in use",
			 wheel->idx);
}

static bool act_on_cursor(struct wheel *wheel, const struct timer_base *base,
			  enum action action, struct reply *reply)
{
	switch (action) {
	case ACTION_UP:
		move_cursor(wheel, -1, 0);
		break;
	case ACTION_DOWN:
		move_cursor(wheel, 1, 0);
		break;
	case ACTION_LEFT:
		move_cursor(wheel, 0, -(s32)wheel->group);
		break;
	case ACTION_RIGHT:
		move_cursor(wheel, 0, (s32)wheel->group);
		break;
	case ACTION_PAGE_UP:
	case ACTION_PAGE_DOWN:
	case ACTION_HOME:
	case ACTION_END:
		next_used(wheel, base, action, reply);
		break;
	default:
		return false;
	}
	wheel->own_bucket = true;
	return true;
}

static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct wheel *wheel = state;
	const struct timer_base *base = chosen_base(wheel, view);

	(void)text;
	if (!base)
		return false;
	switch (action) {
	case ACTION_BASE:
		next_base(wheel, reply);
		return true;
	case ACTION_WHOSE_CPU:
		next_cpu(wheel, view);
		return true;
	case ACTION_FOLLOW:
		wheel->own_cpu = wheel->own_base = wheel->own_bucket = false;
		return true;
	case ACTION_SELECT:
		select_bucket(wheel, view, base, reply);
		return true;
	default:
		return act_on_cursor(wheel, base, action, reply);
	}
}

static bool click(void *state, const struct view *view, u32 x, u32 y,
		  struct reply *reply)
{
	struct wheel *wheel = state;
	const u32 bucket = wheel->columns ?
			   wheel_bucket_at(wheel->columns, wheel->group, x) :
			   LVL_SIZE;

	(void)view;
	(void)reply;
	if (bucket == LVL_SIZE || y < wheel->first_row ||
	    y >= wheel->first_row + wheel->nr_levels)
		return false;
	wheel->idx = LVL_OFFS(wheel->level[y - wheel->first_row]) + bucket;
	wheel->own_bucket = true;
	return true;
}

extern const struct pane_type pane_wheel;
const struct pane_type pane_wheel = {
	.name = "wheel", .key = '2',
	.question = "Which timers wait in which bucket, and what runs next?",
	.size = sizeof(struct wheel),
	.paint = paint, .title = title, .act = act, .click = click,
};
