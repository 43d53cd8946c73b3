/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline's index: see timeline_index.h.
 */
#include "views/timeline_index.h"

#include <stdlib.h>
#include <string.h>

#include "linux/trace.h"

/* More marks are not kept: then the older half goes. */
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
static bool room32(void **array, u32 *max, u32 nr, size_t size)
{
	u64 max64 = *max;
	const bool ok = room(array, &max64, nr, size);

	*max = (u32)max64;
	return ok;
}

static bool serial_room(struct timeline_index *index, u32 serial)
{
	const u32 before = index->nr_serials;
	void *array = index->of_serial;

	if (serial < before)
		return true;
	if (!room32(&array, &index->nr_serials, serial, sizeof(u32)))
		return false;
	index->of_serial = array;
	memset(index->of_serial + before, 0,
	       (index->nr_serials - before) * sizeof(u32));
	return true;
}

static struct timeline_timer *timer_of(struct timeline_index *index, u32 serial)
{
	void *array = index->timer;

	if (!serial_room(index, serial))
		return NULL;
	if (index->of_serial[serial])
		return &index->timer[index->of_serial[serial] - 1];
	if (!room32(&array, &index->max, index->nr, sizeof(*index->timer)))
		return NULL;
	index->timer = array;
	index->timer[index->nr] = (struct timeline_timer){ .serial = serial };
	index->of_serial[serial] = index->nr + 1;
	return &index->timer[index->nr++];
}

static bool add_mark(struct timeline_index *index, u32 serial,
		     const struct timeline_mark *mark)
{
	struct timeline_timer *timer = timer_of(index, serial);
	void *marks, *order = index->order;

	if (!timer)
		return false;
	marks = timer->mark;
	if (!room32(&marks, &timer->max, timer->nr, sizeof(*mark)))
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

static bool add_record(struct timeline_index *index,
		       const struct trace_record *record)
{
	struct timeline_mark mark = {
		.number = record->number, .time = record->time,
		.cpu = record->cpu,
	};

	switch (record->kind) {
	case EVENT_timer_start:
		mark.kind = TIMELINE_ARMED;
		mark.when = record->arg[2];
		mark.begin = record->arg[2] - record->arg[3];
		mark.bucket = record->arg[4];
		break;
	case EVENT_timer_cancel:
		mark.kind = TIMELINE_OUT;
		break;
	case EVENT_timer_expire_entry:
		mark.kind = TIMELINE_FIRED;
		mark.when = record->arg[2];
		break;
	case EVENT_timer_expire_exit:
		mark.kind = TIMELINE_DONE;
		break;
	default:
		return true;
	}
	return add_mark(index, (u32)record->arg[0], &mark);
}

static void drop_timer(struct timeline_index *index)
{
	struct timeline_timer *timer = &index->timer[--index->nr];

	index->of_serial[timer->serial] = 0;
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
}

/* When there are too many marks, begin again with the newest records. */
static void read_from(struct timeline_index *index, const struct view *view,
		      u64 from)
{
	const struct view_trace *trace = &view->trace;
	u64 number;

	for (number = from; number < trace->nr; number++) {
		const struct trace_record *record;

		if (index->nr_marks == MARKS_MAX) {
			cut(index, 0);
			number = trace->nr - MARKS_MAX / 2;
		}
		record = trace->get(trace->ctx, number);
		if (record && !add_record(index, record))
			return;
	}
}

void timeline_update(struct timeline_index *index, const struct view *view)
{
	const u64 valid = follow_begin(&index->follow, view);

	cut(index, valid > view->trace.first ? valid : 0);
	read_from(index, view, valid);
	follow_end(&index->follow, view);
}

void timeline_free(struct timeline_index *index)
{
	while (index->nr)
		drop_timer(index);
	free(index->timer);
	free(index->of_serial);
	free(index->order);
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
