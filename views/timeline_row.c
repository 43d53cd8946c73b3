/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row of the timeline: the life of a timer.
 *
 *	t1    >--o]*       armed, asked for, bucket run, fired
 *	t2    >-----x      armed, taken out
 *	t3    >------|...o..]     now, and what is to come
 *	p1.timer0  >--*~~~~!+2    its signal waits; taken, with its overrun
 */
#include "linux/kernel.h"
#include "linux/state.h"
#include "views/timeline.h"

#define COLUMN_MARKS 8u			/* more in one column are passed over */

/* --- time --------------------------------------------------------------- */

u64 strip_time(const struct strip *strip, const struct timeline_mark *armed,
	       u64 jiffy)
{
	const s64 then = (s64)(armed->time / strip->period);
	const s64 ahead = (s64)(jiffy - armed->begin);

	if (ahead < -then)
		return 0;
	if ((u64)ahead + (u64)then >= KTIME_MAX / strip->period && ahead > 0)
		return KTIME_MAX;
	return (u64)(then + ahead) * strip->period;
}

s64 strip_column(const struct strip *strip, u64 time)
{
	if (time < strip->left)
		return -1 - (s64)((strip->left - time - 1) / strip->column);
	return (s64)((time - strip->left) / strip->column);
}

/* How far the clock of an hrtimer is ahead of CLOCK_MONOTONIC, now. */
static s64 clock_offset(const struct strip *strip,
			const struct timeline_timer *timer)
{
	const struct kernel *k = strip->view->m->kernel;
	const struct percpu *p = k->percpu[0];
	u32 i;

	for (i = 0; i < HRTIMER_MAX_CLOCK_BASES; i++)
		if (p->hrtimer_bases.clock_base[i].clockid == timer->clockid)
			return p->hrtimer_bases.clock_base[i].offset;
	return 0;
}

/* Is offset @a the likelier one at arming?  Timers are armed for a moment to
 * come, and rather soon. */
static bool is_likelier(const struct timeline_mark *armed, s64 a, s64 b)
{
	const s64 ahead_a = (s64)(armed->when - armed->time) - a;
	const s64 ahead_b = (s64)(armed->when - armed->time) - b;

	return (ahead_a >= 0) != (ahead_b >= 0) ? ahead_a >= 0 :
	       ahead_a >= 0 ? ahead_a < ahead_b : ahead_a > ahead_b;
}

/* No event tells that a clock is set: how far ahead it was at arming is one of
 * what it was when it was switched on, what somebody who expired saw, and what
 * it is. */
static s64 offset_at_arming(const struct strip *strip,
			    const struct timeline_timer *timer,
			    const struct timeline_mark *armed)
{
	const struct kernel *k = strip->view->m->kernel;
	const s64 boot = (s64)(k->timekeeping.persistent_clock * NSEC_PER_SEC);
	s64 best = clock_offset(strip, timer), seen;

	if (timer->clockid == CLOCK_REALTIME && is_likelier(armed, boot, best))
		best = boot;
	if (timeline_offset_at(strip->index, timer->clockid, armed->number,
			       &seen) && is_likelier(armed, seen, best))
		best = seen;
	return best;
}

/* An hrtimer that has fired tells itself how its clock stood; what pends goes
 * with its clock. */
u64 timeline_mark_time(const struct strip *strip,
		       const struct timeline_timer *timer,
		       const struct timeline_mark *armed,
		       const struct timeline_mark *end, u64 value)
{
	s64 time;

	if (timer->cpu)
		return KTIME_MAX;

	if (!timer->hr)
		return strip_time(strip, armed, value);
	if (value >= KTIME_MAX)
		return KTIME_MAX;
	if (end && end->kind == TIMELINE_FIRED)
		time = (s64)end->time - (s64)(end->when - value);
	else if (end)
		time = (s64)value - offset_at_arming(strip, timer, armed);
	else
		time = (s64)value - clock_offset(strip, timer);
	return time > 0 ? (u64)time : 0;
}

static u64 strip_end(const struct strip *strip)
{
	return strip->left + strip->column * strip->width;
}

/* --- what became of an arming ------------------------------------------- */

/* Is this timer out of its bucket only because its callback is about to run? */
static bool is_running(const struct view *view, u32 serial)
{
	u32 i, base;

	for (i = 0; i < view->m->nr_cpus; i++) {
		const struct percpu *p = percpu_of_cpu(&view->m->cpu[i]);

		for (base = 0; p && base < NR_BASES; base++) {
			const struct timer_list *timer =
				p->timer_bases[base].running_timer;

			if (timer && state_readable(timer, sizeof(*timer)) &&
			    timer->object == serial)
				return true;
		}
	}
	return false;
}

/* The next mark but the end of a callback and what becomes of a signal, which
 * may come between arming and anything else; NULL at the end. */
static const struct timeline_mark *
mark_after(const struct timeline_timer *timer, const struct timeline_mark *mark)
{
	const struct timeline_mark *end = timer->mark + timer->nr;

	do
		mark++;
	while (mark < end && !timeline_is_life(mark));
	return mark < end ? mark : NULL;
}

/* Has a callback begun that has not returned? */
static bool in_callback(const struct timeline_timer *timer)
{
	u32 i = timer->nr;

	while (i && timer->mark[i - 1].kind != TIMELINE_FIRED &&
	       timer->mark[i - 1].kind != TIMELINE_DONE)
		i--;
	return i && timer->mark[i - 1].kind == TIMELINE_FIRED;
}

enum timeline_outcome timeline_outcome_of(const struct strip *strip,
					  const struct timeline_timer *timer,
					  const struct timeline_mark *armed,
					  const struct timeline_mark **end)
{
	const struct timeline_mark *mark = mark_after(timer, armed), *then;

	*end = mark;
	if (!mark)
		return TIMELINE_IS_PENDING;
	if (mark->kind == TIMELINE_ARMED)
		return TIMELINE_MOVED;
	if (mark->kind == TIMELINE_FIRED)
		return TIMELINE_HAS_FIRED;
	then = mark_after(timer, mark);
	if (!then)
		return is_running(strip->view, timer->serial) &&
		       !in_callback(timer) ? TIMELINE_FIRES : TIMELINE_DELETED;
	if (then->kind == TIMELINE_FIRED)
		*end = then;
	return then->kind == TIMELINE_FIRED ? TIMELINE_HAS_FIRED :
	       then->time == mark->time ? TIMELINE_MOVED : TIMELINE_DELETED;
}

/* --- painting ----------------------------------------------------------- */

struct painter {
	const struct canvas *canvas;
	const struct strip *strip;
	const struct timeline_timer *timer;
	u32 y;
};

static bool on_strip(const struct strip *strip, s64 column)
{
	return column >= 0 && column < (s64)strip->width;
}

static void put(const struct painter *p, u64 time, enum role role,
		enum glyph glyph)
{
	const s64 column = strip_column(p->strip, time);

	if (on_strip(p->strip, column))
		canvas_glyph(p->canvas, p->strip->x + (u32)column, p->y, role,
			     glyph);
}

static void line(const struct painter *p, u64 from, u64 to, enum role role,
		 enum glyph glyph)
{
	s64 at = strip_column(p->strip, from);
	s64 end = strip_column(p->strip, to);

	if (at < 0)
		at = 0;
	if (end >= (s64)p->strip->width)
		end = (s64)p->strip->width - 1;
	if (at <= end)
		canvas_fill(p->canvas, p->strip->x + (u32)at, p->y,
			    (u32)(end - at + 1), role, glyph);
}

/* The end of a bucket, or of the time that an hrtimer may take.  Without slack
 * both are one. */
static void put_bucket(const struct painter *p, u64 due, u64 time,
		       enum role role)
{
	const s64 column = strip_column(p->strip, time);

	if (p->timer->hr && column == strip_column(p->strip, due))
		return;
	if (on_strip(p->strip, column))
		canvas_put(p->canvas, p->strip->x + (u32)column, p->y, role,
			   ']');
}

/* From now on: a dotted line to the bucket, or out of the picture. */
static void paint_future(const struct painter *p,
			 const struct timeline_mark *armed)
{
	const struct strip *strip = p->strip;
	const u64 due = timeline_mark_time(strip, p->timer, armed, NULL, armed->when);
	const u64 bucket = timeline_mark_time(strip, p->timer, armed, NULL,
				     armed->bucket);

	line(p, armed->time, strip->view->m->now, ROLE_PENDING, GLYPH_HLINE);
	if (p->timer->cpu)
		return;
	if (bucket > strip->view->m->now)
		line(p, strip->view->m->now, bucket, ROLE_PENDING, GLYPH_EMPTY);
	put(p, due, ROLE_PENDING, GLYPH_DUE);
	put_bucket(p, due, bucket, ROLE_PENDING);
	if (bucket >= strip_end(strip) && strip->view->m->now >= strip->left)
		canvas_put(p->canvas, strip->x + strip->width - 1, p->y,
			   ROLE_PENDING, '>');
}

static void paint_past(const struct painter *p,
		       const struct timeline_mark *armed,
		       const struct timeline_mark *end, enum timeline_outcome outcome)
{
	const u64 due = timeline_mark_time(p->strip, p->timer, armed, end, armed->when);
	const u64 bucket = timeline_mark_time(p->strip, p->timer, armed, end,
				     armed->bucket);

	line(p, armed->time, end->time, ROLE_DIM, GLYPH_HLINE);
	if (due < end->time)
		put(p, due, ROLE_TEXT, GLYPH_DUE);
	if (bucket < end->time)
		put_bucket(p, due, bucket, ROLE_TEXT);
	if (outcome != TIMELINE_HAS_FIRED)
		put(p, end->time, ROLE_BAD, GLYPH_CANCELLED);
}

static void paint_arming(const struct painter *p,
			 const struct timeline_index *index,
			 const struct timeline_timer *timer, u32 i)
{
	const struct timeline_mark *armed = &timer->mark[i], *end;
	const enum timeline_outcome outcome = timeline_outcome_of(p->strip, timer, armed, &end);
	bool is_new;

	if (outcome == TIMELINE_IS_PENDING || outcome == TIMELINE_FIRES)
		paint_future(p, armed);
	else
		paint_past(p, armed, end, outcome);
	is_new = follow_new(&index->follow, armed->number);
	if (outcome != TIMELINE_DELETED || strip_column(p->strip, armed->time) !=
	    strip_column(p->strip, end->time))
		put(p, armed->time, is_new ? ROLE_CHANGED : ROLE_STRONG,
		    GLYPH_ARMED);
}

/* Firings come last, for a timer that is armed again in its callback shows both
 * in one column. */
static void paint_firings(const struct painter *p,
			  const struct timeline_index *index,
			  const struct timeline_timer *timer, u32 from, u32 to)
{
	u32 i;

	for (i = from; i < to; i++) {
		const struct timeline_mark *mark = &timer->mark[i];

		if (mark->kind == TIMELINE_FIRED)
			put(p, mark->time,
			    follow_new(&index->follow, mark->number) ?
			    ROLE_CHANGED : ROLE_GOOD, GLYPH_FIRED);
	}
}

/* The first mark that can be seen: that of the arming before the strip. */
static u32 first_mark(const struct timeline_timer *timer,
		      const struct strip *strip)
{
	const u32 n = timeline_before(timer, strip->left);
	const struct timeline_mark *life = timeline_life_before(timer, n);

	return life ? (u32)(life - timer->mark) : 0;
}

/* The first mark behind the column in which mark @i stands. */
static u32 next_column(const struct timeline_timer *timer,
		       const struct strip *strip, u32 i)
{
	const s64 column = strip_column(strip, timer->mark[i].time);

	if (column < 0)
		return i + 1;
	return timeline_before(timer, strip->left + ((u64)column + 1) *
				      strip->column - 1);
}

void timeline_paint_row(const struct canvas *canvas, u32 y,
			const struct strip *strip,
			const struct timeline_index *index,
			const struct timeline_timer *timer)
{
	const struct painter p = { canvas, strip, timer, y };
	const u32 end = timeline_before(timer, strip_end(strip) - 1);
	u32 i = first_mark(timer, strip);

	while (i < end) {
		const u32 next = next_column(timer, strip, i);
		const u32 seen = next - i > COLUMN_MARKS ? next - COLUMN_MARKS :
							   i;
		u32 k;

		for (k = seen; k < next; k++)
			if (timer->mark[k].kind == TIMELINE_ARMED)
				paint_arming(&p, index, timer, k);
		timeline_paint_signals(canvas, y, strip, timer, seen, next);
		paint_firings(&p, index, timer, seen, next);
		i = next;
	}
	timeline_paint_queued(canvas, y, strip, timer);
}

/* Pending from before the strip counts up to now. */
bool timeline_touches(const struct timeline_timer *timer,
		      const struct strip *strip)
{
	const u32 before = timeline_before(timer, strip->left);
	const struct timeline_mark *armed = timeline_life_before(timer, before);

	if (armed && armed->kind != TIMELINE_ARMED)
		armed = NULL;
	if (before < timer->nr)
		return timer->mark[before].time < strip_end(strip) || armed ||
		       timer->mark[before].kind == TIMELINE_TAKEN;
	if (!armed)
		return timer->nr && timer->mark[timer->nr - 1].kind >=
				    TIMELINE_DONE &&
		       timeline_queued(strip->index, strip->view, timer) !=
		       KTIME_MAX;
	return timeline_mark_time(strip, timer, armed, NULL, armed->bucket) >=
	       strip->left ||
	       strip->view->m->now >= strip->left;
}
