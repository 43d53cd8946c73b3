/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline's index of what timers of processes come to: their signals,
 * interval timers on CPU clocks, and clocks that are set.  See
 * timeline_index.h.
 *
 * Who is who: a signal that is sent in a callback is that timer's; taken, it
 * names a POSIX timer by its process and number.  On a CPU clock it is the tick
 * that sends it: then the oldest of that process and signal which nobody has
 * taken yet.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "linux/itimer.h"
#include "linux/kernel.h"
#include "linux/posix_timers.h"
#include "linux/process.h"
#include "linux/state.h"
#include "linux/trace.h"
#include "machine/strings.h"
#include "views/timeline_index.h"
#include "views/value.h"

#define OFFSETS_MAX 1024u
#define OFFSET_NEWS ((s64)(100 * NSEC_PER_USEC))
#define LOOK_BACK 256u			/* signals, marks; older ones are lost */

/* --- names -------------------------------------------------------------- */

const char *timeline_name(const struct machine *m, u32 serial, char *buf)
{
	const u32 n = serial & ~TIMELINE_ITIMER;
	char name[VALUE_MAX];

	if (!(serial & TIMELINE_ITIMER))
		return value_object(m, serial, buf);
	snprintf(buf, VALUE_MAX, "%.60s.%s", value_object(m, n / 2, name),
		 n % 2 ? "ITIMER_PROF" : "ITIMER_VIRTUAL");
	return buf;
}

/* The object that @process calls "@process.@what"; 0: there is none. */
static u32 object_of(const struct machine *m, u32 process, const char *what)
{
	const struct object *object = object_get(m, process);
	char text[VALUE_MAX];
	u32 name;

	if (!object || !object->name)
		return 0;
	snprintf(text, sizeof(text), "%s.%s", string_text(m, object->name),
		 what);
	name = string_lookup(m, text, strlen(text));
	object = name ? object_find(m, name) : NULL;
	return object ? object->serial : 0;
}

/* --- sent --------------------------------------------------------------- */

/* The timer whose callback runs on this CPU, 0: none. */
static u32 in_callback(const struct timeline_index *index, u32 cpu)
{
	const struct lane_spans *of =
		&index->lanes.lane[cpu % MACHINE_MAX_CPUS].of[LANE_FIRE];
	const struct timeline_timer *timer = of->nr ?
		timeline_find(index, of->span[of->nr - 1].what) : NULL;
	u32 i = timer ? timer->nr : 0;

	while (i && timer->mark[i - 1].kind != TIMELINE_FIRED &&
	       timer->mark[i - 1].kind != TIMELINE_DONE)
		i--;
	return i && timer->mark[i - 1].kind == TIMELINE_FIRED &&
	       timer->mark[i - 1].cpu == cpu ? timer->serial : 0;
}

/* The interval timer that sends @sig, 0: none does. */
static u32 itimer_of(u32 process, u64 sig)
{
	return sig != SIGPROF && sig != SIGVTALRM ? 0 :
	       TIMELINE_ITIMER | (2 * process + (sig == SIGPROF));
}

/* Sent by the tick: whose it is, is known when it is taken. */
static bool note_signal(struct timeline_index *index,
			const struct trace_record *record, u32 process)
{
	void *array = index->signal;

	if (record->arg[5] != TRACE_SIGNAL_DELIVERED || !process)
		return true;
	if (!timeline_room(&array, &index->max_signals, index->nr_signals,
			   sizeof(*index->signal)))
		return false;
	index->signal = array;
	index->signal[index->nr_signals++] = (struct timeline_signal){
		.number = record->number, .time = record->time,
		.process = process, .sig = (u32)record->arg[0],
	};
	return true;
}

static bool readable(const void *memory, u64 size)
{
	return memory && state_readable(memory, size);
}

/* Is this a POSIX timer on a CPU clock, with signal @sig? */
static bool is_cpu_timer(const struct object *object, u64 sig)
{
	const struct k_itimer *timr = object ? object->memory : NULL;

	return object && object->kind == OBJECT_POSIX_TIMER && !object->freed &&
	       readable(timr, sizeof(*timr)) &&
	       timr->kclock != &clock_realtime &&
	       timr->kclock != &clock_monotonic &&
	       timr->kclock != &alarm_clock &&
	       readable(timr->sigq, sizeof(*timr->sigq)) &&
	       (u64)timr->sigq->info.si_signo == sig;
}

#define CANDIDATES 8u

/* The only timer of @process that can have sent @sig from the tick; 0: there is
 * none, or more than one. */
static u32 only_cpu_timer(const struct view *view, u32 process, u64 sig)
{
	u32 i, found = 0;

	for (i = 0; i < CANDIDATES; i++) {
		char what[40];
		u32 serial;

		snprintf(what, sizeof(what), "timer%u", i);
		serial = object_of(view->m, process, what);
		if (!is_cpu_timer(object_get(view->m, serial), sig))
			continue;
		if (found)
			return 0;
		found = serial;
	}
	return found;
}

/* It is the tick that sends.  If more than one timer can be meant, the delivery
 * will tell. */
static bool add_cpu_expiry(struct timeline_index *index,
			   const struct view *view,
			   const struct trace_record *record, u32 process,
			   const struct timeline_mark *mark)
{
	const u32 serial = process ? only_cpu_timer(view, process,
						    record->arg[0]) : 0;

	if (!serial)
		return note_signal(index, record, process);
	if (!timeline_add_mark(index, serial, mark))
		return false;
	timeline_find(index, serial)->cpu = true;
	return true;
}

static bool add_generate(struct timeline_index *index, const struct view *view,
			 const struct trace_record *record)
{
	const s64 code = (s64)record->arg[2];
	const struct timeline_mark mark = {
		.kind = TIMELINE_SENT, .number = record->number,
		.time = record->time, .when = record->arg[5],
		.bucket = record->arg[0], .cpu = record->cpu,
	};
	u32 serial = in_callback(index, record->cpu), process;

	if (serial || (code != SI_TIMER && code != SI_KERNEL))
		return !serial || timeline_add_mark(index, serial, &mark);
	process = lanes_process(&index->lanes, view, (u32)record->arg[3]);
	if (code == SI_TIMER)
		return add_cpu_expiry(index, view, record, process, &mark);
	serial = itimer_of(process, record->arg[0]);
	return !serial || !timeline_find(index, serial) ||
	       timeline_add_mark(index, serial, &mark);
}

/* --- taken -------------------------------------------------------------- */

/* When the signal was sent that is now taken: the last one that was queued,
 * unless it was taken before. */
static u64 sent_at(const struct timeline_timer *timer)
{
	u32 i, tries = 0;

	for (i = timer->nr; i && tries < LOOK_BACK; i--, tries++) {
		const struct timeline_mark *mark = &timer->mark[i - 1];

		if (mark->kind == TIMELINE_TAKEN)
			break;
		if (mark->kind == TIMELINE_SENT &&
		    mark->when == TRACE_SIGNAL_DELIVERED)
			return mark->time;
	}
	return KTIME_MAX;
}

static struct timeline_signal *oldest_signal(const struct timeline_index *index,
					     u32 process, u64 sig)
{
	u32 i = index->nr_signals > LOOK_BACK ? index->nr_signals - LOOK_BACK :
						0;

	for (; i < index->nr_signals; i++)
		if (!index->signal[i].taken && index->signal[i].sig == sig &&
		    index->signal[i].process == process)
			return &index->signal[i];
	return NULL;
}

static u32 timer_of_signal(const struct machine *m,
			   const struct trace_record *record)
{
	const u32 process = (u32)record->arg[5];
	char what[40];

	if ((s64)record->arg[2] == SI_TIMER) {
		snprintf(what, sizeof(what), "timer%" PRId64,
			 (s64)record->arg[8]);
		return object_of(m, process, what);
	}
	if ((s64)record->arg[2] != SI_KERNEL)
		return 0;
	return record->arg[0] == SIGALRM ?
		       object_of(m, process, "real_timer") :
		       itimer_of(process, record->arg[0]);
}

static bool add_deliver(struct timeline_index *index, const struct view *view,
			const struct trace_record *record)
{
	const u32 serial = timer_of_signal(view->m, record);
	struct timeline_timer *timer = timeline_find(index, serial);
	struct timeline_signal *signal;
	struct timeline_mark mark = {
		.kind = TIMELINE_TAKEN, .number = record->number,
		.time = record->time, .when = record->arg[7],
		.bucket = record->arg[0], .begin = KTIME_MAX,
		.cpu = record->cpu,
	};

	if (!serial)
		return true;
	if (timer)
		mark.begin = sent_at(timer);
	if ((s64)record->arg[2] != SI_TIMER)
		return mark.begin == KTIME_MAX ||
		       timeline_add_mark(index, serial, &mark);
	signal = timer && (timer->hr || mark.begin < KTIME_MAX) ? NULL :
		 oldest_signal(index, (u32)record->arg[5], record->arg[0]);
	if (signal) {
		signal->taken = record->number;
		mark.begin = signal->time;
	}
	if (!timeline_add_mark(index, serial, &mark))
		return false;
	timer = timeline_find(index, serial);
	timer->cpu = !timer->hr;
	return true;
}

/* --- interval timers ---------------------------------------------------- */

static bool add_itimer_state(struct timeline_index *index,
			     const struct view *view,
			     const struct trace_record *record)
{
	const struct lane_spans *of = &index->lanes.lane[
		record->cpu % MACHINE_MAX_CPUS].of[LANE_SWITCH];
	const u32 task = of->nr ? of->span[of->nr - 1].what : 0;
	const u32 process = lanes_process(&index->lanes, view, task);
	struct timeline_mark mark = {
		.number = record->number, .time = record->time,
		.when = record->arg[1], .bucket = record->arg[1],
		.begin = record->arg[4] * NSEC_PER_SEC +
			 record->arg[5] * NSEC_PER_USEC,
		.cpu = record->cpu,
	};
	u32 serial;

	if (!process || record->arg[0] == ITIMER_REAL)
		return true;
	serial = itimer_of(process, record->arg[0] == ITIMER_PROF ? SIGPROF :
								    SIGVTALRM);
	mark.kind = record->arg[2] || record->arg[3] ? TIMELINE_ARMED :
						       TIMELINE_OUT;
	return (mark.kind == TIMELINE_OUT && !timeline_find(index, serial)) ||
	       timeline_add_mark(index, serial, &mark);
}

/* A periodic one is armed again at once. */
static bool add_itimer_expire(struct timeline_index *index,
			      const struct trace_record *record)
{
	const u32 serial = itimer_of((u32)record->arg[1], record->arg[0] ==
				     ITIMER_PROF ? SIGPROF : SIGVTALRM);
	const struct timeline_timer *timer = timeline_find(index, serial);
	const struct timeline_mark *armed = timer ?
		timeline_life_before(timer, timer->nr) : NULL;
	const struct timeline_mark mark = {
		.kind = TIMELINE_FIRED, .number = record->number,
		.time = record->time, .when = record->arg[2],
		.cpu = record->cpu,
	};
	struct timeline_mark again = mark;

	if (record->arg[0] == ITIMER_REAL)
		return true;
	again.kind = TIMELINE_ARMED;
	again.begin = armed && armed->kind == TIMELINE_ARMED ? armed->begin :
							       0;
	again.when = again.bucket = armed ? armed->when + again.begin : 0;
	return timeline_add_mark(index, serial, &mark) &&
	       (!again.begin || timeline_add_mark(index, serial, &again));
}

/* --- clocks ------------------------------------------------------------- */

bool timeline_offset_at(const struct timeline_index *index, s32 clockid,
			u64 number, s64 *offset)
{
	bool found = false;
	u32 i;

	for (i = 0; i < index->nr_offsets; i++) {
		const struct timeline_offset *at = &index->offset[i];

		if (at->clockid != clockid || (found && at->number > number))
			continue;
		*offset = at->ns;
		found = true;
	}
	return found;
}

/* Is @ns what was last noted of the clock, but for what it drifts? */
static bool is_known(const struct timeline_index *index, s32 clockid, s64 ns)
{
	u32 i = index->nr_offsets;

	while (i && index->offset[i - 1].clockid != clockid)
		i--;
	return i && ns - index->offset[i - 1].ns < OFFSET_NEWS &&
	       index->offset[i - 1].ns - ns < OFFSET_NEWS;
}

/* Who expires tells how its clock stands; noted when it is news. */
static bool note_offset(struct timeline_index *index,
			const struct trace_record *record, s32 clockid,
			u64 time)
{
	const s64 ns = (s64)(time - record->time);
	void *array = index->offset;

	if (clockid != CLOCK_REALTIME && clockid != CLOCK_TAI)
		return true;
	if (index->nr_offsets >= OFFSETS_MAX || is_known(index, clockid, ns))
		return true;
	if (!timeline_room(&array, &index->max_offsets, index->nr_offsets,
			   sizeof(*index->offset)))
		return false;
	index->offset = array;
	index->offset[index->nr_offsets++] = (struct timeline_offset){
		record->number, ns, clockid
	};
	return true;
}

static bool add_expire(struct timeline_index *index,
		       const struct trace_record *record)
{
	const u32 serial = (u32)record->arg[0];
	const u32 clock = serial < index->nr_serials ?
		index->clock_of_serial[serial] : 0;

	return !clock || note_offset(index, record, (s32)clock - 1,
				     record->arg[2]);
}

/* --- records ------------------------------------------------------------ */

bool timeline_add_signal(struct timeline_index *index, const struct view *view,
			 const struct trace_record *record)
{
	switch (record->kind) {
	case EVENT_signal_generate:
		return add_generate(index, view, record);
	case EVENT_signal_deliver:
		return add_deliver(index, view, record);
	case EVENT_itimer_state:
		return add_itimer_state(index, view, record);
	case EVENT_itimer_expire:
		return add_itimer_expire(index, record);
	case EVENT_hrtimer_expire_entry:
		return add_expire(index, record);
	case EVENT_alarmtimer_start:
	case EVENT_alarmtimer_cancel:
	case EVENT_alarmtimer_fired:
		return record->arg[1] ||
		       note_offset(index, record, CLOCK_REALTIME,
				   record->arg[3]);
	default:
		return true;
	}
}

void timeline_cut_signals(struct timeline_index *index, u64 number)
{
	u32 i;

	while (index->nr_signals &&
	       index->signal[index->nr_signals - 1].number >= number)
		index->nr_signals--;
	for (i = index->nr_signals; i; i--)
		if (index->signal[i - 1].taken >= number)
			index->signal[i - 1].taken = 0;
	while (index->nr_offsets &&
	       index->offset[index->nr_offsets - 1].number >= number)
		index->nr_offsets--;
}

/* --- the present -------------------------------------------------------- */

/* Is the POSIX timer's entry queued?  *sig: its signal. */
static bool posix_queued(const struct k_itimer *timr, u32 *sig, u32 *process)
{
	const struct sigqueue *q;

	if (!readable(timr, sizeof(*timr)))
		return false;
	q = timr->sigq;
	if (!readable(q, sizeof(*q)) ||
	    !readable(timr->it_process, sizeof(*timr->it_process)))
		return false;
	*sig = (u32)q->info.si_signo;
	*process = timr->it_process->serial;
	return !list_empty(&q->list);
}

u64 timeline_queued(const struct timeline_index *index, const struct view *view,
		    const struct timeline_timer *timer)
{
	const struct object *object = timer->serial & TIMELINE_ITIMER ? NULL :
		object_get(view->m, timer->serial);
	const struct timeline_signal *signal;
	u64 time = sent_at(timer);
	u32 sig, process;

	if (!object || object->kind != OBJECT_POSIX_TIMER || object->freed)
		return KTIME_MAX;
	if (!posix_queued(object->memory, &sig, &process))
		return KTIME_MAX;
	if (timer->hr || time < KTIME_MAX)
		return time;
	signal = oldest_signal(index, process, sig);
	return signal ? signal->time : KTIME_MAX;
}
