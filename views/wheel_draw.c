/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawing a wheel: see wheel_draw.h.
 */
#include "views/wheel_draw.h"

#include "linux/jiffies.h"
#include "views/value.h"
#include "views/wheel_facts.h"

#define RIGHT 4u			/* columns after them: " ^23" */
#define RULER 8u			/* buckets from number to number */

/* Which wheel of the machine: part of every key. */
static u64 wheel_number(const struct timer_base *base)
{
	return (u64)base->cpu * NR_BASES + base->index;
}

static void choose_cells(struct wheel_picture *picture, u32 width)
{
	picture->columns = 1;
	picture->group = 1;
	if (width >= WHEEL_LABEL + 2 * LVL_SIZE + RIGHT)
		picture->columns = 2;
	while (picture->group < 16 &&
	       WHEEL_LABEL + LVL_SIZE / picture->group + RIGHT > width + 1)
		picture->group *= 2;
}

void wheel_picture(struct wheel_picture *picture, const struct view *view,
		   const struct timer_base *base, u32 width)
{
	const u64 first = wheel_number(base) * WHEEL_MAX_SIZE;
	u32 idx;

	picture->view = view;
	picture->base = base;
	picture->nr = wheel_count(base, picture->count);
	picture->nr_changed = 0;
	for (idx = 0; idx < WHEEL_MAX_SIZE; idx++) {
		picture->changed[idx] =
			memo_changed(view->memo,
				     memo_key("wheel.bucket", first + idx),
				     picture->count[idx]);
		picture->nr_changed += picture->changed[idx];
	}
	choose_cells(picture, width);
}

u64 wheel_level_count(const struct wheel_picture *picture, u32 level)
{
	u64 n = 0;
	u32 i;

	for (i = 0; i < LVL_SIZE; i++)
		n += picture->count[LVL_OFFS(level) + i];
	return n;
}

void wheel_draw_ruler(const struct wheel_picture *picture,
		      const struct canvas *canvas, u32 y)
{
	const u32 every = RULER * (picture->group > 2 ? 2 : 1) *
			  (picture->group > 8 ? 2 : 1);
	u32 i;

	for (i = 0; i < LVL_SIZE; i += every)
		canvas_printf(canvas, WHEEL_LABEL + i / picture->group *
			      picture->columns, y, ROLE_DIM, "%u", i);
}

/* --- cells --------------------------------------------------------------- */

/* What there is to know about the buckets of one cell. */
struct cell_facts {
	u64 n;
	bool hand, changed, cursor;
};

static struct cell_facts look(const struct wheel_picture *picture, u32 level,
			      u32 bucket)
{
	const u32 hand = wheel_hand(picture->base, level);
	const u32 idx = LVL_OFFS(level) + bucket;
	struct cell_facts facts = { 0 };
	u32 i;

	for (i = 0; i < picture->group; i++) {
		facts.n += picture->count[idx + i];
		facts.hand |= hand == bucket + i;
		facts.changed |= picture->changed[idx + i];
		facts.cursor |= picture->cursor == idx + i;
	}
	return facts;
}

static enum role cell_role(const struct cell_facts *facts)
{
	if (facts->changed)
		return ROLE_CHANGED;
	if (facts->hand)
		return ROLE_HAND;
	return facts->n ? ROLE_PENDING : ROLE_DIM;
}

static void draw_number(const struct canvas *canvas, u32 x, u32 y,
			enum role role, u64 n)
{
	canvas_put(canvas, x, y, role, n > 9 ? '+' : (u32)('0' + n));
}

static void draw_cell(const struct wheel_picture *picture,
		      const struct canvas *canvas, u32 x, u32 y,
		      const struct cell_facts *facts)
{
	const enum role role = cell_role(facts);
	const bool two = picture->columns == 2;
	enum glyph glyph = GLYPH_EMPTY;

	if (!two && facts->hand)
		glyph = GLYPH_HAND;
	if (!two && facts->changed)
		glyph = GLYPH_CHANGED;
	if (facts->n)
		draw_number(canvas, x, y, role, facts->n);
	else
		canvas_glyph(canvas, x, y, role, glyph);
	if (two && facts->changed)
		canvas_glyph(canvas, x + 1, y, role, GLYPH_CHANGED);
	else if (two && facts->hand)
		canvas_glyph(canvas, x + 1, y, role, GLYPH_HAND);
	if (facts->cursor)
		canvas_role(canvas, x, y, 1, ROLE_CURSOR);
}

/* --- levels -------------------------------------------------------------- */

static bool level_changed(const struct wheel_picture *picture, u32 level)
{
	u32 i;

	for (i = 0; i < LVL_SIZE; i++)
		if (picture->changed[LVL_OFFS(level) + i])
			return true;
	return false;
}

void wheel_draw_level(const struct wheel_picture *picture,
		      const struct canvas *canvas, u32 y, u32 level)
{
	const u64 key = wheel_number(picture->base) * LVL_MAX_DEPTH + level;
	const u32 hand = wheel_hand(picture->base, level);
	char width[VALUE_MAX];
	u32 i, x = WHEEL_LABEL;

	canvas_printf(canvas, 0, y, ROLE_STRONG, "L%u", level);
	if (level_changed(picture, level))
		canvas_glyph(canvas, 2, y, ROLE_CHANGED, GLYPH_CHANGED);
	canvas_printf(canvas, 3, y, ROLE_DIM, "%7s",
		      wheel_about(LVL_GRAN(level), width));
	for (i = 0; i < LVL_SIZE; i += picture->group) {
		const struct cell_facts facts = look(picture, level, i);

		draw_cell(picture, canvas, x, y, &facts);
		x += picture->columns;
	}
	x += 1 + canvas_glyph(canvas, x + 1, y, ROLE_HAND, GLYPH_HAND);
	view_value(picture->view, canvas, x, y, ROLE_HAND,
		   memo_key("wheel.hand", key), "%u", hand);
}

u32 wheel_bucket_at(u32 columns, u32 group, u32 x)
{
	const u32 bucket = x < WHEEL_LABEL ? LVL_SIZE :
			   (x - WHEEL_LABEL) / columns * group;

	return bucket < LVL_SIZE ? bucket : LVL_SIZE;
}
