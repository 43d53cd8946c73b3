/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timers that were armed before the first line of a stretch: what later lines
 * tell about them.
 */
#include "verify_state.h"

#include <stdlib.h>

#include "linux/jiffies.h"
#include "linux/kernel.h"

/*
 * A timer that was armed before the recording began: its expiry, later, shows
 * its bucket, and its next arming which wheel it is on.  Its own lines are not
 * compared; but the wheel's clock cannot be followed without it.
 */

/* LOCAL and DEF timers expire on their own CPU.  A GLOBAL one may expire on any;
 * only if its callback has armed it again do we know whose it was. */
static void note_ghost(struct vtimer *vt, const struct ftrace_line *start)
{
	u32 cpu = vt->expiry->cpu;

	if (!(start->has & FTRACE_HAS_FLAGS))
		return;
	if (!(start->flags & (TIMER_DEFERRABLE | TIMER_PINNED))) {
		if (vt->over || start->cpu != cpu || !(start->has & FTRACE_HAS_CPU))
			return;
		cpu = start->wheel_cpu;
	}
	vt->ghost = vt->expiry;
	vt->timer->flags = (start->flags & TIMER_INIT_FLAGS) | cpu;
	vt->function = start->function;
	vt->fresh = false;
}

/* A wheel cannot have gone past a bucket that still had to be run. */
static void hold_back(const struct vtimer *vt)
{
	struct timer_base *base = base_of(vt);

	if (time_before(vt->ghost->baseclk, base->clk))
		base->clk = vt->ghost->baseclk;
}

/* Into the finest level that reaches so far. */
static void place_ghost(struct vtimer *vt)
{
	struct timer_base *base = base_of(vt);
	u64 bucket = vt->ghost->baseclk;
	u32 level = 0;
	u32 idx;

	while (level < LVL_DEPTH && bucket - base->clk > (u64)LVL_MASK << LVL_SHIFT(level))
		level++;
	if (level == LVL_DEPTH || bucket & (LVL_GRAN(level) - 1))
		return;
	idx = LVL_OFFS(level) + (u32)(bucket >> LVL_SHIFT(level) & LVL_MASK);
	vt->timer->flags |= idx << TIMER_ARRAYSHIFT;
	vt->timer->expires = bucket - 1;
	hlist_add_head(&vt->timer->entry, &base->vectors[idx]);
	__set_bit(idx, base->pending_map);
	if (time_before(bucket, base->next_expiry)) {
		base->next_expiry = bucket;
		base->timers_pending = true;
	}
}

void place_ghosts(void)
{
	struct vtimer *vt;

	for (vt = model->all; vt; vt = vt->younger)
		if (vt->ghost)
			hold_back(vt);
	for (vt = model->all; vt; vt = vt->younger)
		if (vt->ghost)
			place_ghost(vt);
}

static void add_stranger(const struct ftrace_line *cancel, const struct ftrace_line *entry)
{
	if (model->nr_strangers == model->stranger_room) {
		model->stranger_room = 2 * model->stranger_room + 64;
		model->stranger = realloc(model->stranger,
					  model->stranger_room * sizeof(*model->stranger));
		if (!model->stranger)
			abort();
	}
	model->stranger[model->nr_strangers++] = (struct stranger){ cancel, entry };
}

/* The first expiry of a timer, and the arming after that. */
static void look_for_ghost(struct vtimer *vt, const struct ftrace_line *line,
			   const struct ftrace_line *entry)
{
	if (!vt->looked_at && entry && entry->has & FTRACE_HAS_BASECLK) {
		vt->expiry = entry;
	} else if (vt->expiry && line->kind == FTRACE_TIMER_START) {
		if (line->function == vt->expiry->function)
			note_ghost(vt, line);
		vt->expiry = NULL;
	} else if (line->kind == FTRACE_TIMER_INIT) {
		vt->expiry = NULL;
	} else if (line->kind == FTRACE_EXPIRE_EXIT) {
		vt->over = true;
		vt->runs |= !vt->entered;
	}
	vt->entered |= line->kind == FTRACE_EXPIRE_ENTRY;
	vt->looked_at = true;
}

/* Look through the stretch for timers whose arming is not in it. */
void look_ahead(u32 first, u32 end)
{
	const struct ftrace_line *line, *entry;
	struct vtimer *vt;
	u32 i;

	for (i = first; i < end; i++) {
		line = &model->trace->line[i];
		if (line->kind < FTRACE_TIMER_INIT || line->kind > FTRACE_EXPIRE_EXIT)
			continue;
		vt = get_timer(line->timer);
		entry = followed_by(line, FTRACE_EXPIRE_ENTRY);
		look_for_ghost(vt, line, entry);
		if (entry && !vt->armed && entry->has & FTRACE_HAS_BASECLK)
			add_stranger(line, entry);
		if (line->kind == FTRACE_TIMER_START)
			vt->armed = true;
		else if (line->kind == FTRACE_TIMER_CANCEL)
			vt->armed = false;
	}
}
