/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of the timeline pane: along time, from event to event of the row
 * under the cursor, from row to row, and the scale.
 */
#include <inttypes.h>

#include "views/match.h"
#include "views/timeline_pane.h"
#include "views/value.h"

/* --- along time --------------------------------------------------------- */

static void go_to_time(struct timeline_pane *pane, u64 time)
{
	pane->away = true;
	pane->cursor = time / pane->strip.column * pane->strip.column;
}

static void scrub(struct timeline_pane *pane, bool forwards)
{
	const u64 at = pane->cursor / pane->strip.column * pane->strip.column;

	go_to_time(pane, forwards ? at + pane->strip.column :
			 at > pane->strip.column ? at - pane->strip.column : 0);
}

static void rescale(struct timeline_pane *pane, s32 steps)
{
	if (!timeline_rescale(pane, steps))
		return;
	if (pane->away)
		go_to_time(pane, pane->cursor);
	timeline_show_cursor(pane);
}

static const struct lane *lane_here(const struct timeline_pane *pane)
{
	return &pane->index.lanes.lane[pane->cpu];
}

/* The row's next event in that direction, *time: when; false: there is none.
 * The end of a timer's callback is none. */
static bool next_of_row(const struct timeline_pane *pane, bool forwards,
			u64 *time)
{
	const u64 end = timeline_cursor_end(pane);
	const struct timeline_timer *timer;
	const struct lane_span *span;
	enum lane_kind kind;
	u32 i;

	if (!forwards && !pane->cursor)
		return false;
	if (pane->on_lane) {
		span = forwards ? lane_event_from(lane_here(pane), end + 1, 0,
						  &kind) :
				  lane_event_before(lane_here(pane),
						    pane->cursor - 1, &kind);
		*time = span ? span->begin : 0;
		return span;
	}
	timer = timeline_timer_at(pane, pane->list.cursor);
	i = timeline_before(timer, forwards ? end : pane->cursor - 1);
	if (forwards ? i >= timer->nr : !i)
		return false;
	*time = timer->mark[forwards ? i : i - 1].time;
	return true;
}

static void go_to_mark(struct timeline_pane *pane, bool forwards,
		       struct reply *reply)
{
	u64 time;

	if (next_of_row(pane, forwards, &time))
		go_to_time(pane, time);
	else
		snprintf(reply->message, sizeof(reply->message),
			 "this %s has no event %s", pane->on_lane ? "CPU" :
			 "timer", forwards ? "later than this; g goes to the "
					     "present" : "before this");
}

/* To the first or the last event that is kept, of whatever. */
static void go_to_end(struct timeline_pane *pane, bool last)
{
	const struct timeline_timer *timer;
	const struct timeline_mark *mark = last ?
		timeline_newest(&pane->index, &timer) :
		timeline_oldest(&pane->index);
	u64 time = mark ? mark->time : last ? 0 : KTIME_MAX;
	enum lane_kind kind;
	u32 i;

	for (i = 0; i < pane->nr_cpus; i++) {
		const struct lane *lane = &pane->index.lanes.lane[i];
		const struct lane_span *span = last ?
			lane_event_before(lane, KTIME_MAX, &kind) :
			lane_event_from(lane, 0, 0, &kind);

		if (span && (last ? span->begin > time : span->begin < time))
			time = span->begin;
	}
	go_to_time(pane, time);
}

/* The record of the row's last event in the cursor's column; false: none. */
static bool record_here(const struct timeline_pane *pane, u64 *number)
{
	const u64 end = timeline_cursor_end(pane);
	const struct timeline_timer *timer;
	const struct lane_span *span;
	enum lane_kind kind;
	u32 i;

	if (pane->on_lane) {
		span = lane_event_before(lane_here(pane), end, &kind);
		*number = span ? span->number : 0;
		return span && span->begin >= pane->cursor;
	}
	timer = timeline_timer_at(pane, pane->list.cursor);
	i = timeline_before(timer, end);
	*number = i ? timer->mark[i - 1].number : 0;
	return i && timer->mark[i - 1].time >= pane->cursor;
}

/* To what happened in the cursor's column, or else to its beginning. */
static void select_time(struct timeline_pane *pane, struct reply *reply)
{
	u64 number;

	if (!pane->away) {
		snprintf(reply->message, sizeof(reply->message),
			 "choose a time first: Left, Right, < and >");
		return;
	}
	if (record_here(pane, &number))
		snprintf(reply->command, sizeof(reply->command),
			 "goto event %" PRIu64, number + 1);
	else
		snprintf(reply->command, sizeof(reply->command),
			 "goto %" PRIu64 "ns", pane->cursor);
	pane->away = false;
}

static bool move_time(struct timeline_pane *pane, enum action action,
		      struct reply *reply)
{
	switch (action) {
	case ACTION_LEFT:
	case ACTION_RIGHT:
		scrub(pane, action == ACTION_RIGHT);
		return true;
	case ACTION_HOME:
	case ACTION_END:
		go_to_end(pane, action == ACTION_END);
		return true;
	case ACTION_MATCH_NEXT:
	case ACTION_MATCH_PREV:
		go_to_mark(pane, action == ACTION_MATCH_NEXT, reply);
		return true;
	case ACTION_WIDER:
	case ACTION_CLOSER:
		rescale(pane, action == ACTION_WIDER ? 1 : -1);
		return true;
	default:
		return false;
	}
}

/* --- from row to row ---------------------------------------------------- */

static void pick_timer(struct timeline_pane *pane)
{
	pane->picked = true;
	pane->on_lane = false;
	pane->serial = timeline_timer_at(pane, pane->list.cursor)->serial;
}

static void pick_cpu(struct timeline_pane *pane, u32 cpu)
{
	pane->picked = true;
	pane->on_lane = true;
	pane->cpu = cpu;
}

/* Up from the first timer comes the last CPU. */
static bool move_row(struct timeline_pane *pane, enum action action)
{
	const u32 rows = pane->lane_height / pane->rows_a_cpu;

	if (pane->on_lane) {
		if (action == ACTION_DOWN && pane->cpu + 1 == pane->nr_cpus &&
		    pane->nr_shown) {
			pane->list.cursor = 0;
			pick_timer(pane);
			return true;
		}
		pane->lanes.cursor = pane->cpu;
		if (!list_view_act(&pane->lanes, action, pane->nr_cpus, rows))
			return false;
		pick_cpu(pane, (u32)pane->lanes.cursor);
		return true;
	}
	if (action == ACTION_UP && !pane->list.cursor) {
		pick_cpu(pane, pane->nr_cpus - 1);
		return true;
	}
	if (!list_view_act(&pane->list, action, pane->nr_shown, pane->height))
		return false;
	pick_timer(pane);
	return true;
}

/* A timer by its name, shown or not. */
static void search(struct timeline_pane *pane, const struct view *view,
		   const char *text, struct reply *reply)
{
	char buf[VALUE_MAX];
	u32 i;

	snprintf(pane->search, sizeof(pane->search), "%s", text);
	for (i = 0; i < pane->index.nr && *text; i++) {
		const struct timeline_timer *timer = &pane->index.timer[i];

		if (!match_find(timeline_name(view->m, timer->serial, buf),
				text))
			continue;
		pane->serial = timer->serial;
		pane->picked = true;
		pane->on_lane = false;
		if (!timeline_touches(timer, &pane->strip))
			go_to_time(pane, timer->mark[timer->nr - 1].time);
		return;
	}
	if (*text)
		snprintf(reply->message, sizeof(reply->message),
			 "no timer called \"%.60s\" was ever armed", text);
}

/* --- keys and mouse ----------------------------------------------------- */

bool timeline_act(void *state, const struct view *view, enum action action,
		  const char *text, struct reply *reply)
{
	struct timeline_pane *pane = state;

	if (timeline_is_empty(pane) || !pane->strip.column) {
		snprintf(reply->message, sizeof(reply->message),
			 "nothing has happened yet");
		return action <= ACTION_SELECT;
	}
	if (move_time(pane, action, reply))
		return true;
	switch (action) {
	case ACTION_SELECT:
		select_time(pane, reply);
		return true;
	case ACTION_FOLLOW:
		pane->away = pane->picked = false;
		return true;
	case ACTION_SEARCH:
		search(pane, view, text, reply);
		return true;
	default:
		return move_row(pane, action);
	}
}

bool timeline_click(void *state, const struct view *view, u32 x, u32 y,
		    struct reply *reply)
{
	struct timeline_pane *pane = state;
	const u32 row = y - pane->head;
	u64 cpu;

	(void)view;
	(void)reply;
	if (timeline_is_empty(pane) ||
	    y >= pane->head + pane->lane_height + pane->height)
		return false;
	if (x >= pane->strip.x)
		go_to_time(pane, pane->left +
				 (x - pane->strip.x) * pane->strip.column);
	if (y < pane->head)
		return true;
	cpu = pane->lanes.top + row / pane->rows_a_cpu;
	if (row < pane->lane_height && cpu < pane->nr_cpus) {
		pick_cpu(pane, (u32)cpu);
	} else if (row >= pane->lane_height &&
		   pane->list.top + row - pane->lane_height < pane->nr_shown) {
		pane->list.cursor = pane->list.top + row - pane->lane_height;
		pick_timer(pane);
	}
	return true;
}
