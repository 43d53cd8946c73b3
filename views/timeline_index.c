/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline's index: see timeline_index.h.
 */
#include "views/timeline_index.h"

#include <stdlib.h>
#include <string.h>

#include "linux/ktime.h"
#include "linux/kernel.h"
#include "linux/object.h"
#include "linux/trace.h"

/* More marks and spans are not kept: then the older half goes. */
#define MARKS_MAX 2000000u

/* Room for element @nr; false without memory. */
static bool room(void **array, u64 *max, u64 nr, size_t size)
{
	u64 more = *max ? *max : 16;
	void *grown;

	while (more <= nr)
		more *= 2;
	if (more == *max)
		return true;
	grown = realloc(*array, more * size);
	if (!grown)
		return false;
	*array = grown;
	*max = more;
	return true;
}

/* The same where counts are 32 bits. */
bool timeline_room(void **array, u32 *max, u32 nr, size_t size)
{
	u64 max64 = *max;
	const bool ok = room(array, &max64, nr, size);

	*max = (u32)max64;
	return ok;
}

static bool serial_room(struct timeline_index *index, u32 serial)
{
	const u32 before = index->nr_serials;
	u32 after = before;
	void *array = index->of_serial, *clocks;

	if (serial < before)
		return true;
	if (!timeline_room(&array, &after, serial, sizeof(u32)))
		return false;
	index->of_serial = array;
	clocks = realloc(index->clock_of_serial, after);
	if (!clocks)
		return false;
	index->clock_of_serial = clocks;
	index->nr_serials = after;
	memset(index->of_serial + before, 0, (after - before) * sizeof(u32));
	memset(index->clock_of_serial + before, 0, after - before);
	return true;
}

static bool itimer_room(struct timeline_index *index, u32 n)
{
	const u32 before = index->nr_itimers;
	void *array = index->of_itimer;

	if (n < before)
		return true;
	if (!timeline_room(&array, &index->nr_itimers, n, sizeof(u32)))
		return false;
	index->of_itimer = array;
	memset(index->of_itimer + before, 0,
	       (index->nr_itimers - before) * sizeof(u32));
	return true;
}

/* Where the number of its row stands; NULL: nowhere yet. */
static u32 *row_of(const struct timeline_index *index, u32 serial)
{
	const u32 n = serial & ~TIMELINE_ITIMER;

	if (serial & TIMELINE_ITIMER)
		return n < index->nr_itimers ? &index->of_itimer[n] : NULL;
	return n < index->nr_serials ? &index->of_serial[n] : NULL;
}

struct timeline_timer *timeline_find(const struct timeline_index *index,
				     u32 serial)
{
	const u32 *row = row_of(index, serial);

	return row && *row ? &index->timer[*row - 1] : NULL;
}

static struct timeline_timer *timer_of(struct timeline_index *index, u32 serial)
{
	void *array = index->timer;
	struct timeline_timer *timer = timeline_find(index, serial);

	if (timer)
		return timer;
	if (serial & TIMELINE_ITIMER ?
		    !itimer_room(index, serial & ~TIMELINE_ITIMER) :
		    !serial_room(index, serial))
		return NULL;
	if (!timeline_room(&array, &index->max, index->nr, sizeof(*index->timer)))
		return NULL;
	index->timer = array;
	index->timer[index->nr] = (struct timeline_timer){
		.serial = serial, .cpu = serial & TIMELINE_ITIMER
	};
	*row_of(index, serial) = index->nr + 1;
	return &index->timer[index->nr++];
}

bool timeline_add_mark(struct timeline_index *index, u32 serial,
		       const struct timeline_mark *mark)
{
	struct timeline_timer *timer = timer_of(index, serial);
	void *marks, *order = index->order;

	if (!timer)
		return false;
	marks = timer->mark;
	if (!timeline_room(&marks, &timer->max, timer->nr, sizeof(*mark)))
		return false;
	timer->mark = marks;
	if (!room(&order, &index->max_marks, index->nr_marks, sizeof(u32)))
		return false;
	index->order = order;
	timer->mark[timer->nr++] = *mark;
	index->order[index->nr_marks++] = (u32)(timer - index->timer);
	return true;
}

/* --- records ------------------------------------------------------------ */

/* A relative timer on CLOCK_REALTIME is kept on CLOCK_MONOTONIC. */
static void note_clock(struct timeline_index *index,
		       const struct trace_record *record)
{
	const u32 serial = (u32)record->arg[0];
	u64 clockid = record->arg[1];

	if (clockid == CLOCK_REALTIME && record->arg[2] & HRTIMER_MODE_REL)
		clockid = CLOCK_MONOTONIC;
	if (serial_room(index, serial))
		index->clock_of_serial[serial] = (u8)(clockid + 1);
}

/* What is known of an hrtimer besides its marks. */
static void note_hrtimer(struct timeline_index *index, const struct view *view,
			 const struct trace_record *record)
{
	struct timeline_timer *timer = timer_of(index, (u32)record->arg[0]);
	u32 clock;

	if (!timer)
		return;
	clock = index->clock_of_serial[timer->serial];
	timer->clockid = clock ? (s32)clock - 1 : CLOCK_MONOTONIC;
	timer->hr = true;
	timer->tick = lanes_is_tick(&index->lanes, view->m,
				    (u32)record->arg[1]);
}

/* A timer that was freed names itself by poison: no row for that. */
static bool is_poisoned(const struct trace_record *record)
{
	return (record->kind <= EVENT_timer_expire_exit ||
		(record->kind >= EVENT_hrtimer_init &&
		 record->kind <= EVENT_hrtimer_cancel)) &&
	       record->arg[0] >= OBJECT_MAX;
}

static bool add_record(struct timeline_index *index, const struct view *view,
		       const struct trace_record *record)
{
	struct timeline_mark mark = {
		.number = record->number, .time = record->time,
		.cpu = record->cpu,
	};

	if (is_poisoned(record))
		return true;
	switch (record->kind) {
	case EVENT_hrtimer_init:
		note_clock(index, record);
		return true;
	case EVENT_timer_start:
		mark.kind = TIMELINE_ARMED;
		mark.when = record->arg[2];
		mark.begin = record->arg[2] - record->arg[3];
		mark.bucket = record->arg[4];
		break;
	case EVENT_hrtimer_start:
		note_hrtimer(index, view, record);
		mark.kind = TIMELINE_ARMED;
		mark.when = record->arg[3];
		mark.bucket = record->arg[2];
		break;
	case EVENT_timer_cancel:
	case EVENT_hrtimer_cancel:
		mark.kind = TIMELINE_OUT;
		break;
	case EVENT_timer_expire_entry:
	case EVENT_hrtimer_expire_entry:
		if (record->kind == EVENT_hrtimer_expire_entry)
			note_hrtimer(index, view, record);
		if (record->kind == EVENT_hrtimer_expire_entry &&
		    !timeline_add_signal(index, view, record))
			return false;
		mark.kind = TIMELINE_FIRED;
		mark.when = record->arg[2];
		break;
	case EVENT_timer_expire_exit:
	case EVENT_hrtimer_expire_exit:
		mark.kind = TIMELINE_DONE;
		break;
	default:
		return timeline_add_signal(index, view, record);
	}
	return timeline_add_mark(index, (u32)record->arg[0], &mark);
}

static void drop_timer(struct timeline_index *index)
{
	struct timeline_timer *timer = &index->timer[--index->nr];

	*row_of(index, timer->serial) = 0;
	free(timer->mark);
}

/* Forget the marks of record @number and later.  Timers come in order of their
 * first marks, so those left without any are the last ones. */
static void cut(struct timeline_index *index, u64 number)
{
	while (index->nr_marks) {
		struct timeline_timer *timer =
			&index->timer[index->order[index->nr_marks - 1]];

		if (timer->nr && timer->mark[timer->nr - 1].number < number)
			break;
		timer->nr -= timer->nr > 0;
		index->nr_marks--;
	}
	while (index->nr && !index->timer[index->nr - 1].nr)
		drop_timer(index);
	timeline_cut_signals(index, number);
	lanes_cut(&index->lanes, number);
}

static void begin_with(struct timeline_index *index, const struct view *view,
		       u64 number)
{
	cut(index, 0);
	lanes_begin(&index->lanes, view, number);
}

/* When there are too many marks, begin again with the newest records, each of
 * which makes three at most. */
static void read_from(struct timeline_index *index, const struct view *view,
		      u64 from)
{
	const struct view_trace *trace = &view->trace;
	u64 number;

	for (number = from; number < trace->nr; number++) {
		const struct trace_record *record;

		if (index->nr_marks + index->lanes.nr_spans >= MARKS_MAX) {
			number = trace->nr - MARKS_MAX / 4;
			begin_with(index, view, number);
		}
		record = trace->get(trace->ctx, number);
		if (record && (!add_record(index, view, record) ||
			       !lanes_add(&index->lanes, view, record)))
			return;
	}
}

void timeline_update(struct timeline_index *index, const struct view *view)
{
	const u64 valid = follow_begin(&index->follow, view);

	if (valid > view->trace.first)
		cut(index, valid);
	else
		begin_with(index, view, valid);
	read_from(index, view, valid);
	follow_end(&index->follow, view);
}

void timeline_free(struct timeline_index *index)
{
	while (index->nr)
		drop_timer(index);
	free(index->timer);
	free(index->of_serial);
	free(index->clock_of_serial);
	free(index->order);
	free(index->of_itimer);
	free(index->signal);
	free(index->offset);
	lanes_free(&index->lanes);
}

/* --- finding ------------------------------------------------------------ */

u32 timeline_before(const struct timeline_timer *timer, u64 time)
{
	u32 low = 0, high = timer->nr;

	while (low < high) {
		const u32 mid = low + (high - low) / 2;

		if (timer->mark[mid].time <= time)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct timeline_mark *
timeline_life_before(const struct timeline_timer *timer, u32 i)
{
	while (i && !timeline_is_life(&timer->mark[i - 1]))
		i--;
	return i ? &timer->mark[i - 1] : NULL;
}

const struct timeline_mark *
timeline_newest(const struct timeline_index *index,
		const struct timeline_timer **timer)
{
	if (!index->nr_marks)
		return NULL;
	*timer = &index->timer[index->order[index->nr_marks - 1]];
	return &(*timer)->mark[(*timer)->nr - 1];
}

const struct timeline_mark *timeline_oldest(const struct timeline_index *index)
{
	return index->nr ? &index->timer[0].mark[0] : NULL;
}
