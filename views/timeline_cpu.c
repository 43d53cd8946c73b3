/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline's index of CPUs: see timeline_cpu.h.
 */
#include "views/timeline_cpu.h"

#include <stdlib.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/process.h"
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

/* --- system calls ------------------------------------------------------- */

static bool task_room(struct lanes *lanes, u32 task)
{
	const u32 before = lanes->nr_tasks;
	u32 max = before ? before : 64;
	u32 *grown;

	if (task >= OBJECT_MAX)
		return false;
	while (max <= task)
		max *= 2;
	if (max == before)
		return true;
	grown = realloc(lanes->in_call, max * sizeof(u32));
	if (!grown)
		return false;
	lanes->in_call = grown;
	memset(grown + before, 0, (max - before) * sizeof(u32));
	grown = realloc(lanes->process_of, max * sizeof(u32));
	if (!grown)
		return false;
	lanes->process_of = grown;
	memset(grown + before, 0, (max - before) * sizeof(u32));
	lanes->nr_tasks = max;
	return true;
}

/* Who runs on this CPU, as far as its switches are known. */
static u32 running(const struct lane *lane)
{
	const struct lane_spans *of = &lane->of[LANE_SWITCH];

	return of->nr ? of->span[of->nr - 1].what : 0;
}

static bool note_call(struct lanes *lanes, u32 task,
		      const struct trace_record *record, u32 name)
{
	if (lanes->nr_calls == lanes->max_calls) {
		const u32 max = lanes->max_calls ? 2 * lanes->max_calls : 64;
		void *grown = realloc(lanes->call, max * sizeof(*lanes->call));

		if (!grown)
			return false;
		lanes->call = grown;
		lanes->max_calls = max;
	}
	lanes->call[lanes->nr_calls++] = (struct lane_call){
		record->number, task, lanes->in_call[task]
	};
	lanes->in_call[task] = name;
	return true;
}

static bool add_sys_enter(struct lanes *lanes, struct lane *lane,
			  const struct trace_record *record)
{
	const u32 task = running(lane);

	if (!task || !task_room(lanes, task))
		return !task;
	lanes->process_of[task] = (u32)record->arg[1];
	return note_call(lanes, task, record, (u32)record->arg[0]) &&
	       begin_span(lanes, lane, LANE_CALL, record, record->arg[0]);
}

static bool add_sys_exit(struct lanes *lanes, struct lane *lane,
			 const struct trace_record *record)
{
	const u32 task = running(lane);

	close_span(lane, LANE_CALL, record);
	return task >= lanes->nr_tasks || !lanes->in_call[task] ||
	       note_call(lanes, task, record, 0);
}

static bool add_deliver(struct lanes *lanes, struct lane *lane,
			const struct trace_record *record)
{
	const u32 task = running(lane);

	if (task && task_room(lanes, task))
		lanes->process_of[task] = (u32)record->arg[5];
	return add_point(lanes, lane, LANE_SIGNAL, record, record->arg[0]);
}

/* A task that slept in a system call is still in it. */
static bool switch_call(struct lanes *lanes, struct lane *lane,
			const struct trace_record *record, u32 next)
{
	close_span(lane, LANE_CALL, record);
	return next >= lanes->nr_tasks || !lanes->in_call[next] ||
	       begin_span(lanes, lane, LANE_CALL, record,
			  lanes->in_call[next]);
}

u32 lanes_process(const struct lanes *lanes, const struct view *view,
		  u32 task)
{
	const struct object *object;
	const struct task *t;

	if (task < lanes->nr_tasks && lanes->process_of[task])
		return lanes->process_of[task];
	object = object_get(view->m, task);
	if (!object || object->kind != OBJECT_TASK || object->freed)
		return 0;
	t = object->memory;
	if (!t || !state_readable(t, sizeof(*t)) || !t->thread ||
	    !state_readable(t->thread, sizeof(*t->thread)))
		return 0;
	return state_readable(t->thread->process,
			      sizeof(*t->thread->process)) ?
	       t->thread->process->serial : 0;
}

static bool add_switch(struct lanes *lanes, struct lane *lane,
		       const struct trace_record *record)
{
	const u32 next = record->arg[5] ? (u32)record->arg[4] : 0;

	if (!lane->of[LANE_SWITCH].nr)
		lane->first_task = record->arg[1] ? (u32)record->arg[0] : 0;
	if (!record->arg[1])
		close_span(lane, LANE_STOP, record);
	return switch_call(lanes, lane, record, next) &&
	       add_point(lanes, lane, LANE_SWITCH, record, next);
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
	case EVENT_sys_enter:
		return add_sys_enter(lanes, lane, record);
	case EVENT_sys_exit:
		return add_sys_exit(lanes, lane, record);
	case EVENT_signal_generate:
		return add_point(lanes, lane, LANE_SENT_SIGNAL, record,
				 record->arg[0]);
	case EVENT_signal_deliver:
		return add_deliver(lanes, lane, record);
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

static void cut_calls(struct lanes *lanes, u64 number)
{
	while (lanes->nr_calls) {
		const struct lane_call *call =
			&lanes->call[lanes->nr_calls - 1];

		if (call->number < number)
			break;
		lanes->in_call[call->task] = call->before;
		lanes->nr_calls--;
	}
}

void lanes_cut(struct lanes *lanes, u64 number)
{
	u32 i, kind;

	cut_calls(lanes, number);
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
	free(lanes->in_call);
	free(lanes->process_of);
	free(lanes->call);
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

/* An idle CPU that does not tick in a whole period has stopped its tick. */
u64 lanes_lost_stop(const struct lanes *lanes, const struct view *view,
		    u32 cpu, u64 period)
{
	static const enum lane_kind ends[] = { LANE_SWITCH, LANE_TICK,
					       LANE_STOP };
	const struct lane *lane = &lanes->lane[cpu];
	u64 until = view->m->now;
	u32 i;

	if (!lanes->from_time || lane_task(lane, view, cpu, lanes->from_time))
		return 0;
	for (i = 0; i < ARRAY_SIZE(ends); i++)
		if (lane->of[ends[i]].nr &&
		    lane->of[ends[i]].span[0].begin < until)
			until = lane->of[ends[i]].span[0].begin;
	return until > lanes->from_time + period ? until : 0;
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
		const struct lane_span *next;

		if (at >= spans->nr || !(SHOWN >> i & 1))
			continue;
		next = &spans->span[at];
		if (!best || next->number < best->number) {
			best = next;
			*kind = i;
		}
	}
	return best;
}
