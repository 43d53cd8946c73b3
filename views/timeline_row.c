/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One row of the timeline: the life of a timer.
 *
 *	t1    >--o]*       armed, asked for, bucket run, fired
 *	t2    >-----x      armed, taken out
 *	t3    >------|...o..]     now, and what is to come
 */
#include <inttypes.h>

#include "linux/kernel.h"
#include "linux/state.h"
#include "views/hrtimer_facts.h"
#include "views/timeline.h"
#include "views/value.h"

#define COLUMN_MARKS 8u			/* more in one column are passed over */
#define TIME_TEXT 40u

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

/* When @value, of arming @armed, came or will come.  An hrtimer that has fired
 * tells itself how its clock stood. */
static u64 mark_time(const struct strip *strip,
		     const struct timeline_timer *timer,
		     const struct timeline_mark *armed,
		     const struct timeline_mark *end, u64 value)
{
	s64 time;

	if (!timer->hr)
		return strip_time(strip, armed, value);
	if (value >= KTIME_MAX)
		return KTIME_MAX;
	if (end && end->kind == TIMELINE_FIRED)
		time = (s64)end->time - (s64)(end->when - value);
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

enum outcome {
	PENDING,
	FIRED,
	FIRING,				/* between bucket and callback */
	MOVED,				/* armed again */
	DELETED,
};

/* The next mark but the end of a callback, which may come between arming and
 * anything else; NULL at the end. */
static const struct timeline_mark *
mark_after(const struct timeline_timer *timer, const struct timeline_mark *mark)
{
	const struct timeline_mark *end = timer->mark + timer->nr;

	do
		mark++;
	while (mark < end && mark->kind == TIMELINE_DONE);
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

/* What became of arming @armed; *end is set to the mark that ended it. */
static enum outcome outcome_of(const struct strip *strip,
			       const struct timeline_timer *timer,
			       const struct timeline_mark *armed,
			       const struct timeline_mark **end)
{
	const struct timeline_mark *mark = mark_after(timer, armed), *then;

	*end = mark;
	if (!mark)
		return PENDING;
	if (mark->kind == TIMELINE_ARMED)
		return MOVED;
	if (mark->kind == TIMELINE_FIRED)
		return FIRED;
	then = mark_after(timer, mark);
	if (!then)
		return is_running(strip->view, timer->serial) &&
		       !in_callback(timer) ? FIRING : DELETED;
	if (then->kind == TIMELINE_FIRED)
		*end = then;
	return then->kind == TIMELINE_FIRED ? FIRED :
	       then->time == mark->time ? MOVED : DELETED;
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
	const u64 due = mark_time(strip, p->timer, armed, NULL, armed->when);
	const u64 bucket = mark_time(strip, p->timer, armed, NULL,
				     armed->bucket);

	line(p, armed->time, strip->view->m->now, ROLE_PENDING, GLYPH_HLINE);
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
		       const struct timeline_mark *end, enum outcome outcome)
{
	const u64 due = mark_time(p->strip, p->timer, armed, end, armed->when);
	const u64 bucket = mark_time(p->strip, p->timer, armed, end,
				     armed->bucket);

	line(p, armed->time, end->time, ROLE_DIM, GLYPH_HLINE);
	if (due < end->time)
		put(p, due, ROLE_TEXT, GLYPH_DUE);
	if (bucket < end->time)
		put_bucket(p, due, bucket, ROLE_TEXT);
	if (outcome != FIRED)
		put(p, end->time, ROLE_BAD, GLYPH_CANCELLED);
}

static void paint_arming(const struct painter *p,
			 const struct timeline_index *index,
			 const struct timeline_timer *timer, u32 i)
{
	const struct timeline_mark *armed = &timer->mark[i], *end;
	const enum outcome outcome = outcome_of(p->strip, timer, armed, &end);
	bool is_new;

	if (outcome == PENDING || outcome == FIRING)
		paint_future(p, armed);
	else
		paint_past(p, armed, end, outcome);
	is_new = follow_new(&index->follow, armed->number);
	if (outcome != DELETED || strip_column(p->strip, armed->time) !=
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

	return n ? n - 1 : 0;
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
		paint_firings(&p, index, timer, seen, next);
		i = next;
	}
}

/* Pending from before the strip counts up to now. */
bool timeline_touches(const struct timeline_timer *timer,
		      const struct strip *strip)
{
	const u32 before = timeline_before(timer, strip->left);
	const struct timeline_mark *armed;

	if (before < timer->nr)
		return timer->mark[before].time < strip_end(strip) ||
		       (before && timer->mark[before - 1].kind ==
				  TIMELINE_ARMED);
	if (!before || timer->mark[before - 1].kind != TIMELINE_ARMED)
		return false;
	armed = &timer->mark[before - 1];
	return mark_time(strip, timer, armed, NULL, armed->bucket) >=
	       strip->left ||
	       strip->view->m->now >= strip->left;
}

/* --- words -------------------------------------------------------------- */

static const char *time_text(u64 ns, char *buf)
{
	snprintf(buf, TIME_TEXT, "%" PRIu64 ".%06" PRIu64 " s",
		 (u64)(ns / NSEC_PER_SEC),
		 (u64)(ns % NSEC_PER_SEC / NSEC_PER_USEC));
	return buf;
}

/* Jiffies until its bucket is run: from now on, for jiffies itself stands still
 * while no CPU ticks. */
static s64 to_go(const struct strip *strip, const struct timeline_mark *armed)
{
	const u64 bucket = strip_time(strip, armed, armed->bucket);
	const u64 now = strip->view->m->now;

	return (s64)(bucket / strip->period) - (s64)(now / strip->period);
}

static void describe_pending(const struct strip *strip,
			     const struct timeline_timer *timer,
			     const struct timeline_mark *armed, char *buf,
			     size_t size)
{
	const u64 due = mark_time(strip, timer, armed, NULL, armed->when);
	char away[VALUE_MAX];

	if (timer->hr)
		snprintf(buf, size, "pending, due %s", hrtimer_from_now(
			 (s64)(due - strip->view->m->now), away));
	else
		snprintf(buf, size, "pending, %" PRId64 " j to go",
			 to_go(strip, armed));
}

static void describe_firing(const struct timeline_timer *timer,
			    const struct timeline_mark *armed,
			    const struct timeline_mark *end, char *buf,
			    size_t size)
{
	const s64 late = (s64)(end->when - armed->when);
	char away[VALUE_MAX], how[VALUE_MAX + 8], time[TIME_TEXT];

	if (!timer->hr)
		snprintf(how, sizeof(how), "%" PRId64 " j late", late);
	else if (end->when > armed->bucket)
		snprintf(how, sizeof(how), "%s late", value_duration(end->when -
			 armed->bucket, away));
	else
		snprintf(how, sizeof(how), "%s", late < 0 ? "early" :
			 armed->when < armed->bucket ? "in its slack" :
						       "on time");
	snprintf(buf, size, "fired %s, %s", time_text(end->time, time), how);
}

static void describe_end(const struct strip *strip,
			 const struct timeline_timer *timer,
			 const struct timeline_mark *armed,
			 const struct timeline_mark *end, enum outcome outcome,
			 char *buf, size_t size)
{
	char time[TIME_TEXT];

	switch (outcome) {
	case PENDING:
		describe_pending(strip, timer, armed, buf, size);
		break;
	case FIRING:
		snprintf(buf, size, "its callback is about to run");
		break;
	case FIRED:
		describe_firing(timer, armed, end, buf, size);
		break;
	case MOVED:
		snprintf(buf, size, "armed anew %s",
			 time_text(end->time, time));
		break;
	default:
		snprintf(buf, size, "%s %s", timer->hr ? "cancelled" :
			 "deleted", time_text(end->time, time));
	}
}

/* "asked +3 j, bucket +4 j"; "due +5 ms", "due +5 ms to +5100 us". */
static void describe_wish(const struct strip *strip,
			  const struct timeline_timer *timer,
			  const struct timeline_mark *armed,
			  const struct timeline_mark *end, char *buf,
			  size_t size)
{
	const u64 soft = mark_time(strip, timer, armed, end, armed->when);
	const u64 hard = mark_time(strip, timer, armed, end, armed->bucket);
	char from[VALUE_MAX], to[VALUE_MAX];

	if (!timer->hr)
		snprintf(buf, size, "asked +%" PRId64 " j, bucket +%" PRId64
			 " j", (s64)(armed->when - armed->begin),
			 (s64)(armed->bucket - armed->begin));
	else if (soft == hard)
		snprintf(buf, size, "due %s",
			 hrtimer_from_now((s64)(soft - armed->time), from));
	else
		snprintf(buf, size, "due %s to %s",
			 hrtimer_from_now((s64)(soft - armed->time), from),
			 hrtimer_from_now((s64)(hard - armed->time), to));
}

void timeline_describe(const struct strip *strip,
		       const struct timeline_timer *timer, u64 time, char *buf,
		       size_t size)
{
	const struct timeline_mark *armed, *end;
	u32 i = timeline_before(timer, time);
	char at[TIME_TEXT], wish[200], rest[160];
	enum outcome outcome;

	while (i && timer->mark[i - 1].kind != TIMELINE_ARMED)
		i--;
	if (!i) {
		snprintf(buf, size, "not armed yet at this time; > goes to "
			 "where it is");
		return;
	}
	armed = &timer->mark[i - 1];
	outcome = outcome_of(strip, timer, armed, &end);
	describe_end(strip, timer, armed, end, outcome, rest, sizeof(rest));
	describe_wish(strip, timer, armed, end, wish, sizeof(wish));
	snprintf(buf, size, "armed %s, %s: %s", time_text(armed->time, at),
		 wish, rest);
}
