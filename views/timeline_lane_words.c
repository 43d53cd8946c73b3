/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a CPU's row of the timeline shows, in words: what it ran at the cursor,
 * since when, and what ended that.
 */
#include <inttypes.h>
#include <stdarg.h>

#include "linux/kernel.h"
#include "linux/state.h"
#include "machine/strings.h"
#include "views/hrtimer_facts.h"
#include "views/process_facts.h"
#include "views/timeline.h"
#include "views/value.h"

#define EVENTS 4u			/* more in one column: dots */

struct words {
	const struct strip *strip;
	const struct lanes *lanes;
	const struct lane *lane;
	u32 cpu;
	char *buf;
	size_t size, at;
};

static void __attribute__((format(printf, 2, 3)))
say(struct words *w, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(w->buf + w->at, w->size - w->at, format, args);
	va_end(args);
	w->at += n < 0 ? 0 : (size_t)n;
	if (w->at >= w->size)
		w->at = w->size - 1;
}

static void say_time(struct words *w, u64 ns)
{
	say(w, "%" PRIu64 ".%06" PRIu64 " s", (u64)(ns / NSEC_PER_SEC),
	    (u64)(ns % NSEC_PER_SEC / NSEC_PER_USEC));
}

static void say_callbacks(struct words *w, const struct lane_span *span)
{
	char name[VALUE_MAX];
	bool more = false;
	const u32 serial = timeline_fired_in(w->lane, span, &more);

	if (serial)
		say(w, " (%s%s)", value_object(w->strip->view->m, serial, name),
		    more ? " and more" : "");
}

/* The CPU that sent an IPI: the last one that had raised one. */
static void say_sender(struct words *w, const struct lane_span *ipi)
{
	const struct lane_span *raised = lane_last(w->lane, LANE_RAISED,
						   ipi->begin);

	if (raised && raised->number < ipi->number)
		say(w, " from CPU %u", raised->what);
}

static void say_event(struct words *w, enum lane_kind kind,
		      const struct lane_span *span)
{
	const struct machine *m = w->strip->view->m;
	char name[VALUE_MAX];

	switch (kind) {
	case LANE_TICK:
		say(w, "tick");
		say_callbacks(w, span);
		break;
	case LANE_TIMER:
		say(w, "timer interrupt");
		say_callbacks(w, span);
		break;
	case LANE_DEVICE:
		say(w, "interrupt %s",
		    lane_irq_name(w->strip->view, span->what));
		break;
	case LANE_IPI:
		say(w, "IPI %s", string_text(m, span->what));
		say_sender(w, span);
		break;
	case LANE_SENT:
		say(w, "IPI to CPU %u", span->what);
		break;
	case LANE_SOFTIRQ:
		say(w, "softirq %s", span->what < NR_SOFTIRQS ?
		    softirq_names[span->what] : "");
		say_callbacks(w, span);
		break;
	case LANE_SIGNAL:
		say(w, "%s taken", signal_name((s32)span->what));
		break;
	case LANE_SENT_SIGNAL:
		say(w, "%s sent", signal_name((s32)span->what));
		break;
	case LANE_CALL:
		say(w, "%s()", string_text(m, span->what));
		break;
	case LANE_CONSOLE:
		say(w, "your command");
		break;
	case LANE_STOP:
		say(w, "tick stopped");
		break;
	default:
		say(w, span->what ? "runs %s" : "goes idle",
		    value_object(m, span->what, name));
	}
}

/* A thread of a process: where is it? */
static void say_mode(struct words *w, u32 task, u64 time)
{
	const struct lane_span *call = lane_last(w->lane, LANE_CALL, time);

	if (call && call->end > time)
		say(w, " in the kernel, %s(),",
		    string_text(w->strip->view->m, call->what));
	else if (lanes_process(w->lanes, w->strip->view, task))
		say(w, " in user mode");
}

/* Since when it has been so: the tick's stop, or the last switch. */
static void say_state(struct words *w, u64 time)
{
	const struct lane_span *last = lane_last(w->lane, LANE_SWITCH, time);
	const u32 task = lane_task(w->lane, w->strip->view, w->cpu, time);
	char name[VALUE_MAX];
	u64 since;

	if (w->strip->view->m->cpu[w->cpu].state == CPU_DEAD &&
	    time >= w->strip->view->m->now) {
		say(w, "DEAD: %s", w->strip->view->m->cpu[w->cpu].oops);
		return;
	}
	if (task) {
		say(w, "runs %s", value_object(w->strip->view->m, task, name));
		say_mode(w, task, time);
	} else if (lane_stopped(w->lane, w->strip->view, w->cpu, time,
				&since) ||
		   time < lanes_lost_stop(w->lanes, w->strip->view, w->cpu,
					  w->strip->period)) {
		say(w, "idle, tick stopped");
		if (since) {
			say(w, " since ");
			say_time(w, since);
		}
		return;
	} else {
		say(w, "idle");
	}
	if (last) {
		say(w, " since ");
		say_time(w, last->begin);
	}
}

static void describe_present(struct words *w)
{
	const u64 now = w->strip->view->m->now;
	const u64 next = timeline_next_interrupt(w->strip, w->cpu);
	enum lane_kind kind;
	const struct lane_span *last = lane_irq_before(w->lane, now, &kind);
	char away[VALUE_MAX];

	say_state(w, now);
	if (next == KTIME_MAX)
		say(w, "; timer set to never");
	else
		say(w, "; timer due %s", hrtimer_from_now((s64)(next - now),
							  away));
	if (last) {
		say(w, "; last ");
		say_event(w, kind, last);
		say(w, " ");
		say_time(w, last->begin);
	}
}

static void describe_column(struct words *w, u64 from, u64 to)
{
	const struct lane_span *span;
	enum lane_kind kind;
	u64 number = 0;
	u32 i;

	for (i = 0; i <= EVENTS; i++) {
		span = lane_event_from(w->lane, from, number, &kind);
		if (!span || span->begin > to)
			break;
		if (!i)
			say_time(w, span->begin);
		say(w, i == EVENTS ? " ..." : i ? ", " : ": ");
		if (i < EVENTS)
			say_event(w, kind, span);
		number = span->number + 1;
	}
	if (i)
		return;
	say_state(w, from);
	if (!span || span->begin > w->strip->view->m->now)
		return;
	say(w, "; until ");
	say_time(w, span->begin);
	say(w, ": ");
	say_event(w, kind, span);
}

void timeline_describe_lane(const struct strip *strip,
			    const struct lanes *lanes, u32 cpu, bool away,
			    u64 from, u64 to, char *buf, size_t size)
{
	struct words w = {
		strip, lanes, &lanes->lane[cpu], cpu, buf, size, 0
	};

	*buf = '\0';
	if (!away)
		describe_present(&w);
	else if (to < lanes->from_time)
		say(&w, "no longer recorded");
	else if (from > strip->view->m->now)
		say(&w, "not yet");
	else
		describe_column(&w, from, to);
}
