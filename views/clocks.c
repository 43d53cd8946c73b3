/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The clocks pane: what time it is on each clock, how the clocks hang together,
 * and how the timekeeper computes it.
 */
#include <inttypes.h>

#include "linux/kernel.h"
#include "machine/strings.h"
#include "views/hrtimer_facts.h"
#include "views/pane.h"
#include "views/value.h"

/* What ktime_get() would say now: the timekeeper's moment, and what its counter
 * has counted since. */
static ktime_t monotonic_now(void)
{
	const struct tk_read_base *tkr = &tk_core.timekeeper.tkr_mono;
	const struct clocksource *clock = tkr->clock;
	u64 count;

	if (!clock)
		return 0;
	count = clock == &kernel()->clocksources.clocksource_jiffies ?
		kernel()->jiffies_64 : counter_read(&clock->counter);
	count = (count - tkr->cycle_last) & tkr->mask;
	return tkr->base +
	       (ktime_t)((count * tkr->mult + tkr->xtime_nsec) >> tkr->shift);
}

static void paint_clock(const struct view *view, const struct canvas *canvas,
			u32 y, const char *name, ktime_t now, ktime_t offset,
			const char *how)
{
	char text[VALUE_MAX];
	u32 x;

	canvas_printf(canvas, 0, y, ROLE_STRONG, "%-10s", name);
	x = view_value(view, canvas, 11, y, ROLE_TEXT,
		       memo_key(name, 0), "%22s",
		       hrtimer_seconds(now + offset, text));
	x = canvas_text(canvas, x, y, ROLE_DIM, " s  ");
	if (*how)
		x = canvas_printf(canvas, x, y, ROLE_DIM, "= MONOTONIC + %s ",
				  how);
	if (*how)
		view_value(view, canvas, x, y, ROLE_TEXT, memo_key(name, 1),
			   "%s s", hrtimer_seconds(offset, text));
}

static void paint_reading(const struct view *view, const struct canvas *canvas,
			  u32 y, const struct tk_read_base *tkr)
{
	char text[VALUE_MAX];
	u32 x = 0;

	x = canvas_text(canvas, x, y, ROLE_DIM, "base ");
	x = view_value(view, canvas, x, y, ROLE_TEXT, memo_key("tk base", 0),
		       "%s s", hrtimer_seconds(tkr->base, text));
	x = canvas_text(canvas, x, y, ROLE_DIM, " + (xtime_nsec ");
	x = view_value(view, canvas, x, y, ROLE_TEXT, memo_key("tk nsec", 0),
		       "%" PRIu64, tkr->xtime_nsec);
	x = canvas_text(canvas, x, y, ROLE_DIM, " + (counter - cycle_last ");
	x = view_value(view, canvas, x, y, ROLE_TEXT, memo_key("tk last", 0),
		       "%" PRIu64, tkr->cycle_last);
	canvas_printf(canvas, x, y, ROLE_DIM, ") * mult %u) >> shift %u",
		      tkr->mult, tkr->shift);
}

static void paint_keeper(const struct view *view, const struct canvas *canvas,
			 u32 y)
{
	const struct timekeeping *keeping = &tk_core;
	const struct clocksource *clock = keeping->timekeeper.tkr_mono.clock;
	u32 x;

	x = canvas_text(canvas, 0, y, ROLE_DIM, "clocksource ");
	x = canvas_text(canvas, x, y, ROLE_STRONG, clock ?
			string_text(view->m, clock->name) : "none yet");
	if (clock)
		x = canvas_printf(canvas, x, y, ROLE_DIM, " (rating %d)",
				  clock->rating);
	x = canvas_text(canvas, x, y, ROLE_DIM, "  seqcount ");
	x = view_value(view, canvas, x, y, ROLE_TEXT, memo_key("tk seq", 0),
		       "%u", keeping->seq.sequence);
	x = canvas_text(canvas, x, y, keeping->seq.sequence & 1 ? ROLE_HAND :
			ROLE_DIM, keeping->seq.sequence & 1 ?
			" odd: being written, readers try again" :
			" even: readers may read");
	if (keeping->lock.locked)
		canvas_printf(canvas, x, y, ROLE_HAND,
			      "  timekeeper_lock held by CPU %d",
			      keeping->lock.owner_cpu);
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	const struct timekeeper *tk = &tk_core.timekeeper;
	const ktime_t now = monotonic_now();
	char text[VALUE_MAX];
	u32 x;

	(void)state;
	paint_clock(view, canvas, 0, "MONOTONIC", now, 0, "");
	paint_clock(view, canvas, 1, "REALTIME", now, tk->offs_real,
		    "offs_real");
	paint_clock(view, canvas, 2, "BOOTTIME", now, tk->offs_boot,
		    "offs_boot");
	paint_clock(view, canvas, 3, "TAI", now, tk->offs_tai, "offs_tai");
	canvas_printf(canvas, 0, 4, ROLE_STRONG, "%-10s", "jiffies");
	x = view_value(view, canvas, 11, 4, ROLE_TEXT, memo_key("jiffies", 2),
		       "%22" PRIu64, kernel()->jiffies_64);
	if (last_jiffies_update)
		canvas_printf(canvas, x, 4, ROLE_DIM,
			      " j   right for MONOTONIC %s s",
			      hrtimer_seconds(last_jiffies_update, text));
	else
		canvas_text(canvas, x, 4, ROLE_DIM, " j   a periodic tick adds 1");
	paint_keeper(view, canvas, 5);
	paint_reading(view, canvas, 6, &tk->tkr_mono);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	(void)state;
	(void)view;
	snprintf(buf, size, "clock_settime sets REALTIME: only offsets change");
}

extern const struct pane_type pane_clocks;
const struct pane_type pane_clocks = {
	.name = "clocks", .key = 'K',
	.question = "What time is it on each clock, and how is that known?",
	.size = 1,
	.paint = paint, .title = title,
};
