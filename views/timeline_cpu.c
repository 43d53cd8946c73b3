/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline's index of CPUs: see timeline_cpu.h.
 */
#include "views/timeline_cpu.h"

#include <stdlib.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/state.h"
#include "linux/trace.h"
#include "machine/strings.h"

/* --- spans -------------------------------------------------------------- */

static bool push(struct lanes *lanes, struct lane *lane, enum lane_kind kind,
		 const struct lane_span *span)
{
	struct lane_spans *spans = &lane->of[kind];

	if (spans->nr == spans->max) {
		const u32 max = spans->max ? 2 * spans->max : 16;
		void *grown = realloc(spans->span, max * sizeof(*span));

		if (!grown)
			return false;
		spans->span = grown;
		spans->max = max;
	}
	spans->span[spans->nr++] = *span;
	lanes->nr_spans++;
	return true;
}

static struct lane_span *pop(struct lanes *lanes, struct lane *lane,
			     enum lane_kind kind)
{
	lanes->nr_spans--;
	return &lane->of[kind].span[--lane->of[kind].nr];
}

/* The last one, if it is not over. */
static struct lane_span *open_span(struct lane *lane, enum lane_kind kind)
{
	struct lane_spans *spans = &lane->of[kind];
	struct lane_span *span = spans->nr ? &spans->span[spans->nr - 1] :
					     NULL;

	return span && span->end == KTIME_MAX ? span : NULL;
}

static void close_span(struct lane *lane, enum lane_kind kind,
		       const struct trace_record *record)
{
	struct lane_span *span = open_span(lane, kind);

	if (!span)
		return;
	span->end = record->time;
	span->records = (u32)(record->number - span->number);
}

static bool begin_span(struct lanes *lanes, struct lane *lane,
		       enum lane_kind kind, const struct trace_record *record,
		       u64 what)
{
	const struct lane_span span = {
		record->time, KTIME_MAX, record->number, 0, (u32)what
	};

	close_span(lane, kind, record);
	return push(lanes, lane, kind, &span);
}

static bool add_point(struct lanes *lanes, struct lane *lane,
		      enum lane_kind kind, const struct trace_record *record,
		      u64 what)
{
	const struct lane_span span = {
		record->time, record->time, record->number, 0, (u32)what
	};

	return push(lanes, lane, kind, &span);
}

/* --- records ------------------------------------------------------------ */

bool lanes_is_tick(struct lanes *lanes, const struct machine *m, u32 function)
{
	if (!lanes->tick_function &&
	    !strcmp(trace_function_name(m, function), "tick_nohz_handler"))
		lanes->tick_function = function;
	return function && function == lanes->tick_function;
}

static enum lane_kind kind_of_line(u64 line)
{
	switch (line) {
	case IRQ_TIMER:
	case IRQ_HPET:
		return LANE_TIMER;
	case IRQ_CONSOLE:
		return LANE_CONSOLE;
	default:
		return LANE_DEVICE;
	}
}

/* In low resolution the timer's interrupt is the tick; in high resolution it is
 * one that calls tick_nohz_handler(). */
static bool add_irq(struct lanes *lanes, struct lane *lane,
		    const struct trace_record *record)
{
	const enum lane_kind kind = kind_of_line(record->arg[0]);

	if (kind == LANE_TIMER && !lane->hres_from)
		return begin_span(lanes, lane, LANE_TICK, record, 0);
	return begin_span(lanes, lane, kind, record, record->arg[0]);
}

static void end_irq(struct lane *lane, const struct trace_record *record)
{
	const enum lane_kind kind = kind_of_line(record->arg[0]);

	close_span(lane, kind, record);
	if (kind == LANE_TIMER)
		close_span(lane, LANE_TICK, record);
}

static bool add_tick(struct lanes *lanes, struct lane *lane,
		     const struct trace_record *record)
{
	struct lane_span span;

	if (!open_span(lane, LANE_TIMER))
		return true;
	span = *pop(lanes, lane, LANE_TIMER);
	span.what = (u32)(record->number - span.number);
	return push(lanes, lane, LANE_TICK, &span);
}

static bool add_hrtimer(struct lanes *lanes, const struct view *view,
			struct lane *lane, const struct trace_record *record)
{
	const bool tick = lanes_is_tick(lanes, view->m, (u32)record->arg[1]);

	if (tick && !lane->hres_from)
		lane->hres_from = record->number + 1;
	if (record->kind != EVENT_hrtimer_expire_entry)
		return true;
	if (tick)
		return add_tick(lanes, lane, record);
	return add_point(lanes, lane, LANE_FIRE, record, record->arg[0]);
}

static bool add_ipi(struct lanes *lanes, struct lane *lane,
		    const struct trace_record *record)
{
	if (record->arg[0] >= MACHINE_MAX_CPUS)
		return true;
	return add_point(lanes, lane, LANE_SENT, record, record->arg[0]) &&
	       add_point(lanes, &lanes->lane[record->arg[0]], LANE_RAISED,
			 record, record->cpu);
}

static bool add_switch(struct lanes *lanes, struct lane *lane,
		       const struct trace_record *record)
{
	if (!lane->of[LANE_SWITCH].nr)
		lane->first_task = record->arg[1] ? (u32)record->arg[0] : 0;
	if (!record->arg[1])
		close_span(lane, LANE_STOP, record);
	return add_point(lanes, lane, LANE_SWITCH, record,
			 record->arg[5] ? record->arg[4] : 0);
}

bool lanes_add(struct lanes *lanes, const struct view *view,
	       const struct trace_record *record)
{
	struct lane *lane = &lanes->lane[record->cpu % MACHINE_MAX_CPUS];

	switch (record->kind) {
	case EVENT_irq_handler_entry:
		return add_irq(lanes, lane, record);
	case EVENT_irq_handler_exit:
		end_irq(lane, record);
		return true;
	case EVENT_hrtimer_start:
	case EVENT_hrtimer_expire_entry:
		return add_hrtimer(lanes, view, lane, record);
	case EVENT_timer_expire_entry:
		return add_point(lanes, lane, LANE_FIRE, record,
				 record->arg[0]);
	case EVENT_ipi_raise:
		return add_ipi(lanes, lane, record);
	case EVENT_ipi_entry:
		return begin_span(lanes, lane, LANE_IPI, record,
				  record->arg[0]);
	case EVENT_ipi_exit:
		close_span(lane, LANE_IPI, record);
		return true;
	case EVENT_softirq_entry:
		return begin_span(lanes, lane, LANE_SOFTIRQ, record,
				  record->arg[0]);
	case EVENT_softirq_exit:
		close_span(lane, LANE_SOFTIRQ, record);
		return true;
	case EVENT_sched_switch:
		return add_switch(lanes, lane, record);
	case EVENT_signal_deliver:
		return add_point(lanes, lane, LANE_SIGNAL, record,
				 record->arg[0]);
	case EVENT_tick_stop:
		return !record->arg[0] ||
		       begin_span(lanes, lane, LANE_STOP, record, 0);
	default:
		return true;
	}
}

/* A CPU that is in high resolution now, and whose going there was forgotten,
 * was so from the beginning on. */
void lanes_begin(struct lanes *lanes, const struct view *view, u64 from)
{
	const struct trace_record *record = from ?
		view->trace.get(view->trace.ctx, from) : NULL;
	u32 i;

	lanes_cut(lanes, 0);
	lanes->from_time = record ? record->time : 0;
	for (i = 0; i < view->m->nr_cpus && from; i++) {
		const struct percpu *p = percpu_of_cpu(&view->m->cpu[i]);

		if (p && p->hrtimer_bases.hres_active)
			lanes->lane[i].hres_from = from;
	}
}

/* --- going back --------------------------------------------------------- */

/* Of the spans that remain, only the last one can have ended later.  Points
 * have no record of their end. */
static void cut_spans(struct lanes *lanes, struct lane *lane,
		      enum lane_kind kind, u64 number)
{
	struct lane_spans *spans = &lane->of[kind];
	struct lane_span *last;

	while (spans->nr && spans->span[spans->nr - 1].number >= number)
		pop(lanes, lane, kind);
	last = spans->nr ? &spans->span[spans->nr - 1] : NULL;
	if (last && last->records && last->number + last->records >= number) {
		last->end = KTIME_MAX;
		last->records = 0;
	}
}

/* Was it not yet known to be a tick? */
static void cut_tick(struct lanes *lanes, struct lane *lane, u64 number)
{
	const struct lane_span *last = open_span(lane, LANE_TICK);
	struct lane_span span;

	if (!last || last->number + last->what < number)
		return;
	span = *pop(lanes, lane, LANE_TICK);
	span.what = IRQ_TIMER;
	push(lanes, lane, LANE_TIMER, &span);
}

void lanes_cut(struct lanes *lanes, u64 number)
{
	u32 i, kind;

	for (i = 0; i < MACHINE_MAX_CPUS; i++) {
		struct lane *lane = &lanes->lane[i];

		for (kind = 0; kind < LANE_NR; kind++)
			cut_spans(lanes, lane, kind, number);
		cut_tick(lanes, lane, number);
		if (lane->hres_from > number)
			lane->hres_from = 0;
	}
}

void lanes_free(struct lanes *lanes)
{
	u32 i, kind;

	for (i = 0; i < MACHINE_MAX_CPUS; i++)
		for (kind = 0; kind < LANE_NR; kind++)
			free(lanes->lane[i].of[kind].span);
	memset(lanes, 0, sizeof(*lanes));
}

/* --- finding ------------------------------------------------------------ */

u32 lane_before(const struct lane *lane, enum lane_kind kind, u64 time)
{
	const struct lane_spans *spans = &lane->of[kind];
	u32 low = 0, high = spans->nr;

	while (low < high) {
		const u32 mid = low + (high - low) / 2;

		if (spans->span[mid].begin <= time)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct lane_span *lane_last(const struct lane *lane, enum lane_kind kind,
				  u64 time)
{
	const u32 nr = lane_before(lane, kind, time);

	return nr ? &lane->of[kind].span[nr - 1] : NULL;
}

/* Without any switch that is kept, it is who runs now. */
u32 lane_task(const struct lane *lane, const struct view *view, u32 cpu,
	      u64 time)
{
	const struct lane_span *last = lane_last(lane, LANE_SWITCH, time);
	const struct percpu *p = percpu_of_cpu(&view->m->cpu[cpu]);

	if (last)
		return last->what;
	if (lane->of[LANE_SWITCH].nr)
		return lane->first_task;
	return p && p->rq.curr && p->rq.curr != p->rq.idle ?
	       p->rq.curr->serial : 0;
}

const char *lane_irq_name(const struct view *view, u32 line)
{
	const struct kernel *k = view->m->kernel;

	return line < NR_IRQ_LINES ? string_text(view->m, k->irq_name[line]) :
				     "";
}

/* If nothing of that is kept, it has been as it is now. */
bool lane_stopped(const struct lane *lane, const struct view *view, u32 cpu,
		  u64 time, u64 *since)
{
	const struct lane_span *last = lane_last(lane, LANE_STOP, time);
	const struct percpu *p = percpu_of_cpu(&view->m->cpu[cpu]);

	*since = last ? last->begin : 0;
	if (last)
		return last->end > time;
	return p && !lane->of[LANE_STOP].nr && !lane->of[LANE_SWITCH].nr &&
	       p->rq.curr == p->rq.idle &&
	       tick_sched_flag_test(&p->tick_sched, TS_FLAG_STOPPED);
}

/* The last one of the kinds in @kinds, a bit each. */
static const struct lane_span *last_of(const struct lane *lane, u32 kinds,
				       u64 time, enum lane_kind *kind)
{
	const struct lane_span *best = NULL;
	u32 i;

	for (i = 0; i < LANE_NR; i++) {
		const struct lane_span *last = kinds >> i & 1 ?
			lane_last(lane, i, time) : NULL;

		if (last && (!best || last->number > best->number)) {
			best = last;
			*kind = i;
		}
	}
	return best;
}

#define SHOWN (BIT(LANE_NR) - 1 - BIT(LANE_RAISED) - BIT(LANE_FIRE))
#define IRQS (BIT(LANE_DEVICE) | BIT(LANE_IPI) | BIT(LANE_TIMER) | \
	      BIT(LANE_TICK) | BIT(LANE_SOFTIRQ))

const struct lane_span *lane_event_before(const struct lane *lane, u64 time,
					  enum lane_kind *kind)
{
	return last_of(lane, SHOWN, time, kind);
}

const struct lane_span *lane_irq_before(const struct lane *lane, u64 time,
					enum lane_kind *kind)
{
	return last_of(lane, IRQS, time, kind);
}

u32 lane_before_number(const struct lane *lane, enum lane_kind kind, u64 number)
{
	const struct lane_spans *spans = &lane->of[kind];
	u32 low = 0, high = spans->nr;

	while (low < high) {
		const u32 mid = low + (high - low) / 2;

		if (spans->span[mid].number < number)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct lane_span *lane_event_from(const struct lane *lane, u64 time,
					u64 number, enum lane_kind *kind)
{
	const struct lane_span *best = NULL;
	u32 i;

	for (i = 0; i < LANE_NR; i++) {
		const struct lane_spans *spans = &lane->of[i];
		const u32 later = time ? lane_before(lane, i, time - 1) : 0;
		const u32 next_number = lane_before_number(lane, i, number);
		const u32 at = later > next_number ? later : next_number;
		const struct lane_span *next = &spans->span[at];

		if (at < spans->nr && (SHOWN >> i & 1) &&
		    (!best || next->number < best->number)) {
			best = next;
			*kind = i;
		}
	}
	return best;
}
