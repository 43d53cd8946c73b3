/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bucket and the timers of a wheel: see wheel_list.h.
 */
#include "views/wheel_list.h"

#include <inttypes.h>
#include <string.h>

#include "linux/jiffies.h"
#include "views/flow.h"
#include "views/moment.h"
#include "views/value.h"
#include "views/wheel_facts.h"

#define HEAD_HEIGHT 6u			/* rows of a list with headings */

/* --- the bucket under the cursor ----------------------------------------- */

/* A bucket's timers all asked for a moment before it runs, by a jiffy up to
 * what its level stands for. */
u32 wheel_list_bucket(const struct wheel_picture *picture,
		      const struct canvas *canvas, u32 y)
{
	const u32 idx = picture->cursor, level = idx / LVL_SIZE;
	const u64 expiry = timer_bucket_expiry(picture->base, idx);
	const u64 first = expiry - LVL_GRAN(level), last = expiry - 1;
	struct flow flow = flow_begin(picture->view, canvas, 0, y,
				      canvas->width < 78 ? y + 2 : y + 1);
	char text[VALUE_MAX];
	u32 n = picture->count[idx];

	flow_text(&flow, ROLE_CURSOR, "idx %u", idx);
	flow_text(&flow, n ? ROLE_PENDING : ROLE_DIM, n ? "%u timer%s" :
		  "empty", n, n == 1 ? "" : "s");
	if (first == last)
		flow_text(&flow, ROLE_TEXT, "for expires %" PRIu64, first);
	else
		flow_text(&flow, ROLE_TEXT, "for expires %" PRIu64 "..%" PRIu64,
			  first, last);
	flow_text(&flow, ROLE_TEXT, "runs at %" PRIu64, expiry);
	if (!n && expiry < moment_jiffies(picture->view->m))
		flow_text(&flow, ROLE_DIM, "past: clk lags");
	else if (!n || canvas->width >= 100)	/* else the list says it */
		flow_text(&flow, ROLE_DIM, "%s", wheel_distance(expiry, text));
	return flow_end(&flow);
}

/* --- a timer ------------------------------------------------------------- */

/* Columns of the list of timers. */
enum { AT_IDX = 1, AT_EXPIRY = 5, AT_DISTANCE = 17, AT_NAME = 33, AT_LATE = 46,
       AT_CALLBACK = 58 };

static const char *late_text(const struct timer_list *timer,
			     const struct wheel_used *bucket, char *buf)
{
	const s64 late = wheel_lateness(timer, bucket->expiry);

	if (wheel_timer_freed(timer))
		return "poison";
	snprintf(buf, VALUE_MAX, "%s %" PRId64 " j",
		 late < 0 ? "early" : "late", late < 0 ? -late : late);
	return buf;
}

/* Where the next column begins after one that ended at @x. */
static u32 after(u32 x, u32 column)
{
	return x < column ? column : x + 1;
}

static void paint_timer(const struct wheel_picture *picture,
			const struct canvas *canvas, u32 y,
			const struct wheel_used *bucket,
			const struct timer_list *timer)
{
	const struct machine *m = picture->view->m;
	const bool here = bucket->idx == picture->cursor;
	const enum role role = wheel_timer_freed(timer) ? ROLE_BAD :
			       here ? ROLE_STRONG : ROLE_TEXT;
	char text[VALUE_MAX];
	u32 x;

	if (here)
		canvas_glyph(canvas, 0, y, ROLE_STRONG, GLYPH_HERE);
	canvas_printf(canvas, AT_IDX, y, role, "%3u", bucket->idx);
	x = canvas_printf(canvas, AT_EXPIRY, y, role, "%" PRIu64,
			  bucket->expiry);
	x = canvas_text(canvas, after(x, AT_DISTANCE), y, role,
			wheel_distance(bucket->expiry, text));
	x = canvas_text(canvas, after(x, AT_NAME), y, role,
			wheel_timer_name(m, timer, text));
	x = canvas_text(canvas, after(x, AT_LATE), y, role,
			late_text(timer, bucket, text));
	canvas_text(canvas, after(x, AT_CALLBACK), y, role,
		    wheel_callback(m, timer));
}

/* The same where columns are too few: name, when, how much too late. */
static void paint_short(const struct wheel_picture *picture,
			const struct canvas *canvas, u32 y,
			const struct wheel_used *bucket,
			const struct timer_list *timer)
{
	char name[VALUE_MAX], distance[VALUE_MAX], late[VALUE_MAX];
	const bool here = bucket->idx == picture->cursor;

	if (here)
		canvas_glyph(canvas, 0, y, ROLE_STRONG, GLYPH_HERE);
	canvas_printf(canvas, 1, y, here ? ROLE_STRONG : ROLE_TEXT,
		      "%3u %s %s, %s", bucket->idx,
		      wheel_timer_name(picture->view->m, timer, name),
		      wheel_distance(bucket->expiry, distance),
		      late_text(timer, bucket, late));
}

static u32 paint_list_head(const struct canvas *canvas, u32 y)
{
	static const struct {
		u32 x;
		const char *text;
	} heads[] = {
		{ AT_IDX, "idx" }, { AT_EXPIRY, "runs at" },
		{ AT_DISTANCE, "from now" }, { AT_NAME, "timer" },
		{ AT_LATE, "late by" }, { AT_CALLBACK, "callback" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(heads); i++)
		canvas_text(canvas, heads[i].x, y, ROLE_DIM, heads[i].text);
	return y + 1;
}

/* --- the list ------------------------------------------------------------ */

/* The first bucket of the list: the cursor's or the next one in use; earlier
 * ones if the rest does not fill @room rows. */
static u32 list_begin(const struct wheel_picture *picture,
		      const struct wheel_used *used, u32 nr, u32 room)
{
	const u64 from = timer_bucket_expiry(picture->base, picture->cursor);
	u64 rows = 0;
	u32 begin = 0, i;

	while (begin < nr && used[begin].idx != picture->cursor &&
	       time_before(used[begin].expiry, from))
		begin++;
	for (i = begin; i < nr; i++)
		rows += picture->count[used[i].idx];
	while (begin && rows + picture->count[used[begin - 1].idx] <= room)
		rows += picture->count[used[--begin].idx];
	return begin;
}

/* Timers of @bucket from row @y on; returns the row after them. */
static u32 paint_timers(const struct wheel_picture *picture,
			const struct canvas *canvas, u32 y,
			const struct wheel_used *bucket)
{
	const struct hlist_head *head = &picture->base->vectors[bucket->idx];
	const struct timer_list *timer = NULL;
	u64 n;

	for (n = 0; y < canvas->height; n++, y++) {
		timer = wheel_timer_next(head, timer, n);
		if (!timer)
			break;
		if (canvas->width < AT_CALLBACK + 8)
			paint_short(picture, canvas, y, bucket, timer);
		else
			paint_timer(picture, canvas, y, bucket, timer);
	}
	return y;
}

void wheel_list_timers(const struct wheel_picture *picture,
		       const struct canvas *canvas, u32 y)
{
	struct wheel_used used[WHEEL_MAX_SIZE];
	const u32 nr = wheel_used_buckets(picture->base, used);
	char text[VALUE_MAX];
	u64 left = 0;
	u32 i, last, x;

	if (canvas->height >= y + HEAD_HEIGHT &&
	    canvas->width >= AT_CALLBACK + 8)
		y = paint_list_head(canvas, y);
	if (y >= canvas->height)
		return;
	i = list_begin(picture, used, nr, canvas->height - y);
	for (last = i; last < nr; last++)
		left += picture->count[used[last].idx];
	last = canvas->height - 1;
	left -= left < last + 1 - y ? left : last + 1 - y;
	for (; i < nr && y < canvas->height; i++)
		y = paint_timers(picture, canvas, y, &used[i]);
	if (left) {
		snprintf(text, sizeof(text), " %" PRIu64 " more", left);
		x = (u32)strlen(text);
		canvas_text(canvas, canvas->width > x ? canvas->width - x : 0,
			    last, ROLE_DIM, text);
	}
}
