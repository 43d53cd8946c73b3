/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The signals of a timer in its row of the timeline.
 *
 *	p1.timer0  >--*~~~~~~!+2>---*~~~~~~|
 *	              |      |  '- expiries that it stands for besides
 *	              |      '- taken
 *	              '- fired, sent; blocked, or nobody came by
 */
#include <inttypes.h>

#include "linux/kernel.h"
#include "linux/signal.h"
#include "linux/trace.h"
#include "views/process_facts.h"
#include "views/timeline.h"
#include "views/value.h"

/* --- painting ----------------------------------------------------------- */

static bool on_strip(const struct strip *strip, s64 column)
{
	return column >= 0 && column < (s64)strip->width;
}

static void paint_wait(const struct canvas *canvas, u32 y,
		       const struct strip *strip, u64 from, u64 to)
{
	s64 at = strip_column(strip, from), end = strip_column(strip, to);

	if (on_strip(strip, at))
		canvas_glyph(canvas, strip->x + (u32)at, y, ROLE_GOOD,
			     GLYPH_FIRED);
	at = at < 0 ? 0 : at + 1;
	end = end < (s64)strip->width ? end : (s64)strip->width;
	if (at < end)
		canvas_fill(canvas, strip->x + (u32)at, y, (u32)(end - at),
			    ROLE_BAD, GLYPH_WAITS);
}

/* The count, if there is room before the next mark. */
static void paint_overrun(const struct canvas *canvas, u32 y,
			  const struct strip *strip,
			  const struct timeline_timer *timer, u32 i)
{
	const struct timeline_mark *mark = &timer->mark[i];
	const s64 column = strip_column(strip, mark->time) + 1;
	const u64 next = i + 1 < timer->nr ? timer->mark[i + 1].time :
					     KTIME_MAX;
	char buf[24];
	const int len = snprintf(buf, sizeof(buf), "+%" PRId64,
				 (s64)mark->when);

	if ((s64)mark->when > 0 && column > 0 &&
	    column + len < (s64)strip->width &&
	    strip_column(strip, next) >= column + len)
		canvas_text(canvas, strip->x + (u32)column, y, ROLE_STRONG,
			    buf);
}

void timeline_paint_signals(const struct canvas *canvas, u32 y,
			    const struct strip *strip,
			    const struct timeline_timer *timer, u32 from,
			    u32 to)
{
	u32 i;

	for (i = from; i < to; i++) {
		const struct timeline_mark *mark = &timer->mark[i];
		const s64 column = strip_column(strip, mark->time);

		if (mark->kind != TIMELINE_TAKEN)
			continue;
		if (on_strip(strip, column))
			canvas_put(canvas, strip->x + (u32)column, y, ROLE_BAD,
				   '!');
		if (mark->begin < KTIME_MAX)
			paint_wait(canvas, y, strip, mark->begin, mark->time);
		paint_overrun(canvas, y, strip, timer, i);
	}
}

void timeline_paint_queued(const struct canvas *canvas, u32 y,
			   const struct strip *strip,
			   const struct timeline_timer *timer)
{
	const u64 since = timer->nr && timer->mark[timer->nr - 1].kind >=
				       TIMELINE_DONE ?
		timeline_queued(strip->index, strip->view, timer) : KTIME_MAX;

	if (since < KTIME_MAX)
		paint_wait(canvas, y, strip, since, strip->view->m->now);
}

/* --- words -------------------------------------------------------------- */

/* In milliseconds or the like, but not in more than three digits behind. */
static const char *rough(u64 ns, char *buf)
{
	return value_duration(ns > NSEC_PER_USEC ? ns / NSEC_PER_USEC *
						   NSEC_PER_USEC : ns, buf);
}

static void describe_taken(const struct timeline_mark *mark, char *buf,
			   size_t size)
{
	char waited[VALUE_MAX + 16] = "", duration[VALUE_MAX];
	char overrun[40] = "";

	if (mark->begin < mark->time)
		snprintf(waited, sizeof(waited), "waited %s, ",
			 rough(mark->time - mark->begin, duration));
	if (mark->when)
		snprintf(overrun, sizeof(overrun), ", overrun %" PRId64,
			 (s64)mark->when);
	snprintf(buf, size, "%s %staken %" PRIu64 ".%06" PRIu64 " s%s; ",
		 signal_name((s32)mark->bucket), waited,
		 (u64)(mark->time / NSEC_PER_SEC),
		 (u64)(mark->time % NSEC_PER_SEC / NSEC_PER_USEC), overrun);
}

static void describe_sent(const struct strip *strip,
			  const struct timeline_timer *timer, u32 i, char *buf,
			  size_t size)
{
	const struct timeline_mark *mark = &timer->mark[i];
	const char *name = signal_name((s32)mark->bucket);
	u32 next = i + 1;

	while (next < timer->nr && timer->mark[next].kind != TIMELINE_TAKEN &&
	       timer->mark[next].kind != TIMELINE_SENT)
		next++;
	if (mark->when == TRACE_SIGNAL_IGNORED)
		snprintf(buf, size, "%s is ignored; ", name);
	else if (mark->when == TRACE_SIGNAL_ALREADY_PENDING)
		snprintf(buf, size, "%s is already pending; ", name);
	else if (next < timer->nr && timer->mark[next].kind == TIMELINE_TAKEN)
		describe_taken(&timer->mark[next], buf, size);
	else if (timeline_queued(strip->index, strip->view, timer) < KTIME_MAX)
		snprintf(buf, size, "%s waits to be taken; ", name);
	else
		snprintf(buf, size, "%s sent; ", name);
}

void timeline_describe_signal(const struct strip *strip,
			      const struct timeline_timer *timer, u64 time,
			      char *buf, size_t size)
{
	u32 i = timeline_before(timer, time);

	*buf = '\0';
	while (i && timer->mark[i - 1].kind != TIMELINE_SENT &&
	       timer->mark[i - 1].kind != TIMELINE_TAKEN &&
	       timer->mark[i - 1].kind != TIMELINE_ARMED)
		i--;
	if (!i || timer->mark[i - 1].kind == TIMELINE_ARMED)
		return;
	if (timer->mark[i - 1].kind == TIMELINE_SENT)
		describe_sent(strip, timer, i - 1, buf, size);
	else
		describe_taken(&timer->mark[i - 1], buf, size);
}
