/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why TIMER`: why it is in that bucket, and why it has not fired.
 */
#include "why_text.h"

#include "linux/jiffies.h"
#include "linux/preempt.h"
#include "linux/trace.h"
#include "views/moment.h"
#include "views/value.h"

const struct timer_base *why_running_base(const struct why_text *w,
					  const void *memory)
{
	u32 cpu, i;

	for (cpu = 0; cpu < w->m->nr_cpus; cpu++)
		for (i = 0; i < NR_BASES; i++)
			if (w->k->percpu[cpu]->timer_bases[i].running_timer ==
			    memory)
				return &w->k->percpu[cpu]->timer_bases[i];
	return NULL;
}

const char *why_running_timer(const struct why_text *w,
			      const struct timer_base *base, char *buf)
{
	const struct timer_list *timer = base->running_timer;
	const struct object *object = NULL;

	if (!timer)
		return NULL;
	do {
		object = object_next(w->m, object, OBJECT_TIMER);
	} while (object && object->memory != timer);
	if (object)
		return value_object(w->m, object->serial, buf);
	return state_readable(timer, sizeof(*timer)) ?
	       value_object(w->m, timer->object, buf) : "a timer";
}

/* Why this level: the distance when it was armed, if the trace remembers. */
static void say_placing(struct why_text *w, const struct timer_list *timer,
			u32 level)
{
	const struct trace_record *start =
		why_last_record(w, BIT_ULL(EVENT_timer_start), timer->object);
	u64 ahead = start ? start->arg[3] : 0;
	u64 end = level + 1 == LVL_DEPTH ? WHEEL_TIMEOUT_CUTOFF :
					   LVL_START(level + 1);

	if (!start)
		return;
	if ((s64)ahead < 0)
		why_say(w, ", for its time had passed when it was armed, and "
			"calc_wheel_index() took the next bucket");
	else if (ahead >= WHEEL_TIMEOUT_CUTOFF)
		why_say(w, ", for it was armed %llu jiffies ahead, which "
			"calc_wheel_index() cut to the last level's %llu",
			(unsigned long long)ahead,
			(unsigned long long)WHEEL_TIMEOUT_MAX);
	else
		why_say(w, ", for it was armed %llu jiff%s ahead "
			"(calc_wheel_index(): %llu to %llu from clk)",
			(unsigned long long)ahead, ahead == 1 ? "y" : "ies",
			(unsigned long long)(level ? LVL_START(level) : 0),
			(unsigned long long)end - 1);
}

static void say_lateness(struct why_text *w, const struct timer_list *timer,
			 u32 level, u64 bucket)
{
	u64 gran = LVL_GRAN(level);
	s64 late = (s64)(bucket - timer->expires);

	why_say(w, ". Its bucket, %llu jiff%s wide, is run at %llu, ",
		(unsigned long long)gran, level ? "ies" : "y",
		(unsigned long long)bucket);
	why_say_jiffies(w, late < 0 ? (u64)-late : (u64)late);
	why_say(w, late < 0 ? " before expires" : " after expires");
}

bool why_deferred(struct why_text *w, const struct timer_base *base)
{
	const struct percpu *percpu = w->k->percpu[base->cpu];

	if (base->index != BASE_DEF || w->m->cpu[base->cpu].state != CPU_HALTED ||
	    !tick_sched_flag_test(&percpu->tick_sched, TS_FLAG_STOPPED))
		return false;
	why_say(w, " CPU %u sleeps without its tick, and a deferrable timer does "
		"not wake it (get_next_timer_interrupt() leaves its wheel out): "
		"it is run in the first tick after something else has.",
		base->cpu);
	return true;
}

/* Its bucket's time came @late jiffies ago, and it is still there. */
static void say_overdue(struct why_text *w, const struct timer_base *base,
			u64 late)
{
	const struct percpu *percpu = w->k->percpu[base->cpu];
	char buf[VALUE_MAX];
	const char *running = why_running_timer(w, base, buf);

	why_say(w, "; that time ");
	if (late) {
		why_say(w, "came ");
		why_say_jiffies(w, late);
		why_say(w, " ago.");
	} else {
		why_say(w, "has come.");
	}
	if (why_cpu_stands_still(w, base->cpu))
		return;
	if (running)
		why_say(w, " CPU %u runs the callback of %s before it.",
			base->cpu, running);
	else if (why_deferred(w, base))
		return;
	else if (percpu->in_softirq_vec == TIMER_SOFTIRQ + 1)
		why_say(w, " run_timer_softirq() runs on CPU %u and is on its "
			"way there.", base->cpu);
	else if (percpu->softirq_pending & BIT(TIMER_SOFTIRQ))
		why_say(w, " The TIMER softirq is pending on CPU %u; it runs when "
			"%s.", base->cpu, percpu->preempt_count & SOFTIRQ_MASK ?
			"softirqs are allowed again" :
			"the interrupt returns (irq_exit())");
	else
		why_say(w, " The next tick on CPU %u raises the TIMER softirq "
			"(run_local_timers()).", base->cpu);
}

static void say_pending(struct why_text *w, const struct timer_list *timer)
{
	const struct timer_base *base = timer_base_of(timer);
	u32 idx = timer_get_idx(timer);
	u32 level = idx / LVL_SIZE;
	u64 now = moment_jiffies(w->m);
	char buf[VALUE_MAX];
	const char *name;
	u64 bucket;

	name = value_object(w->m, timer->object, buf);
	if (!base) {
		why_say(w, "%s is on its way from one wheel to another: "
			"__mod_timer() has set TIMER_MIGRATING, and who wants it "
			"spins in lock_timer_base().", name);
		return;
	}
	why_say(w, "%s waits in CPU %u's %s wheel, on level %u in bucket %u",
		name, base->cpu, timer_base_names[base->index], level, idx);
	say_placing(w, timer, level);
	bucket = timer_bucket_expiry(base, idx);
	say_lateness(w, timer, level, bucket);
	if (bucket <= now) {
		say_overdue(w, base, now - bucket);
		return;
	}
	why_say(w, ": that is in ");
	why_say_jiffies(w, bucket - now);
	why_say(w, ", when run_local_timers() raises the TIMER softirq and "
		"__run_timers() calls %s().",
		trace_function_name(w->m, program_timer_function(timer)));
	if (!why_cpu_stands_still(w, base->cpu))
		why_deferred(w, base);
}

static void say_callback(struct why_text *w, const struct timer_list *timer,
			 const struct timer_base *base)
{
	char name[VALUE_MAX];

	why_say(w, "The callback of %s runs on CPU %u: call_timer_fn(), called "
		"by expire_timer(). While base->running_timer says so, "
		"timer_delete_sync() waits, and the memory must not be freed.",
		value_object(w->m, timer->object, name), base->cpu);
	if (timer_pending(timer))
		why_say(w, " It has been armed again meanwhile.");
	else if (!timer->function)
		why_say(w, " It has been shut down meanwhile, so it cannot be "
			"armed again.");
	if (w->m->cpu[base->cpu].state == CPU_RELAXING &&
	    w->m->cpu[base->cpu].wait_cpu == (s32)base->cpu)
		why_say(w, " The callback itself waits for its own end, "
			"forever.");
	why_cpu_stands_still(w, base->cpu);
}

/* It waits nowhere: what was the last that happened to it? */
static void say_not_pending(struct why_text *w, const struct timer_list *timer)
{
	const u64 kinds = BIT_ULL(EVENT_timer_start) |
			  BIT_ULL(EVENT_timer_cancel) |
			  BIT_ULL(EVENT_timer_expire_exit);
	const struct trace_record *last =
		why_last_record(w, kinds, timer->object);
	char name[VALUE_MAX];
	char time[VALUE_MAX];

	why_say(w, "%s is not pending: it waits in no bucket. ",
		value_object(w->m, timer->object, name));
	if (!timer->function)
		why_say(w, "It has been shut down (timer_shutdown()): without a "
			"function, __mod_timer() refuses to arm it, until "
			"timer_setup().");
	else if (!last)
		why_say(w, "timer_setup() has prepared it, and nobody has armed "
			"it; add_timer() or mod_timer() would.");
	else if (last->kind == EVENT_timer_expire_exit)
		why_say(w, "Its callback returned at %s on CPU %u; "
			"detach_timer() disarms a timer before its callback, so "
			"it comes again only when somebody arms it.",
			value_time(last->time, time), last->cpu);
	else
		why_say(w, "detach_if_pending() took it out at %s on CPU %u, and "
			"nobody has armed it since.",
			value_time(last->time, time), last->cpu);
}

void why_timer(struct why_text *w, u32 serial)
{
	const struct timer_list *timer =
		object_memory(serial, OBJECT_TIMER);
	const struct timer_base *running = why_running_base(w, timer);

	if (running)
		say_callback(w, timer, running);
	else if (timer_pending(timer))
		say_pending(w, timer);
	else
		say_not_pending(w, timer);
}
