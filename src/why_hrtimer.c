/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why HRTIMER`, `why hrtimers cpu N`: which tree it waits in, who will come
 * for it, and when.
 */
#include "why_text.h"

#include <string.h>

#include "linux/trace.h"
#include "machine/strings.h"
#include "views/hrtimer_facts.h"
#include "views/value.h"

const struct hrtimer_clock_base *
why_running_hrtimer_base(const struct why_text *w, const void *memory)
{
	u32 cpu, i;

	for (cpu = 0; cpu < w->m->nr_cpus; cpu++)
		for (i = 0; i < HRTIMER_MAX_CLOCK_BASES; i++) {
			const struct hrtimer_clock_base *base =
				&w->k->percpu[cpu]->hrtimer_bases.clock_base[i];

			if (memory && base->running == memory)
				return base;
		}
	return NULL;
}

static bool is_soft_base(const struct hrtimer_clock_base *base)
{
	return base->index >= HRTIMER_BASE_MONOTONIC_SOFT;
}

/* --- its callback runs --------------------------------------------------- */

static void say_callback(struct why_text *w, const struct hrtimer *timer,
			 const struct hrtimer_clock_base *base,
			 const char *name)
{
	const u32 cpu = base->cpu_base->cpu;

	why_say(w, "The callback of %s runs on CPU %u: __run_hrtimer() has taken "
		"it out of the tree and calls it, in %s. While base->running says "
		"so, hrtimer_cancel() waits, and the memory must not be freed.",
		name, cpu, is_soft_base(base) ? "the HRTIMER softirq" :
		base->cpu_base->in_hrtirq ? "hrtimer_interrupt()" :
		"the tick (hrtimer_run_queues())");
	if (hrtimer_is_queued(timer))
		why_say(w, " It has been armed again meanwhile.");
	if (w->m->cpu[cpu].state == CPU_RELAXING &&
	    w->m->cpu[cpu].wait_cpu == (s32)cpu)
		why_say(w, " The callback itself waits for its own end, "
			"forever.");
	why_cpu_stands_still(w, cpu);
}

/* --- it waits ------------------------------------------------------------ */

static void say_place(struct why_text *w, const struct hrtimer *timer,
		      const struct hrtimer_clock_base *base, const char *name)
{
	const struct hrtimer *before = NULL;
	const struct hrtimer *first = hrtimer_next_in_base(base, NULL);
	char soft[VALUE_MAX], slack[VALUE_MAX], other[VALUE_MAX];
	u32 nr = 0;

	while ((before = hrtimer_next_in_base(base, before)) &&
	       before != timer)
		nr++;
	why_say(w, "%s waits in CPU %u's tree %s for %s s", name,
		base->cpu_base->cpu, hrtimer_base_names[base->index],
		hrtimer_seconds(timer->_softexpires, soft));
	if (timer->node.expires > timer->_softexpires)
		why_say(w, ", and may be late by its slack, %s",
			value_duration((u64)(timer->node.expires -
					     timer->_softexpires), slack));
	if (!nr)
		why_say(w, "; it is the first there.");
	else
		why_say(w, nr == 1 ? "; %u timer there comes before it: %s." :
			"; %u timers there come before it, %s first.", nr,
			value_object(w->m, first->object, other));
}

/* Its time has not come: who will come for it? */
static void say_coming(struct why_text *w, const struct hrtimer *timer,
		       const struct hrtimer_clock_base *base, ktime_t now)
{
	const struct hrtimer_cpu_base *cpu_base = base->cpu_base;
	char in[VALUE_MAX], next[VALUE_MAX];

	why_say(w, " That is in %s.", value_duration((u64)(timer->_softexpires -
							   now), in));
	if (!cpu_base->hres_active) {
		why_say(w, " In low resolution it runs in the first tick of CPU "
			"%u from then on: hrtimer_run_queues() looks there%s.",
			cpu_base->cpu, is_soft_base(base) ?
			", and raises the HRTIMER softirq" : "");
		return;
	}
	if (cpu_base->expires_next < KTIME_MAX)
		why_say(w, " The tick device of CPU %u is programmed for %s s "
			"(expires_next); then hrtimer_interrupt() %s, and programs "
			"it for the next one.", cpu_base->cpu,
			hrtimer_seconds(cpu_base->expires_next, next),
			is_soft_base(base) ? "raises the HRTIMER softirq for "
			"soft timers that are due" : "runs what is due");
}

/* Its soft expiry is over, and it is still there. */
static void say_overdue(struct why_text *w, const struct hrtimer *timer,
			const struct hrtimer_clock_base *base, ktime_t now)
{
	const struct hrtimer_cpu_base *cpu_base = base->cpu_base;
	const u32 cpu = cpu_base->cpu;
	char in[VALUE_MAX];

	why_say(w, " That time has come.");
	if (why_cpu_stands_still(w, cpu))
		return;
	if (base->running)
		why_say(w, " CPU %u runs another callback of this tree before "
			"it.", cpu);
	else if (cpu_base->in_hrtirq)
		why_say(w, " hrtimer_interrupt() runs on CPU %u and is on its way "
			"there.", cpu);
	else if (is_soft_base(base) && cpu_base->softirq_activated)
		why_say(w, " The HRTIMER softirq is raised on CPU %u, and "
			"hrtimer_run_softirq() will run it: `why HRTIMER`.", cpu);
	else if (w->m->cpu[cpu].irq_pending & BIT(IRQ_TIMER))
		why_say(w, " The interrupt of CPU %u's tick device is pending.",
			cpu);
	else if (!cpu_base->hres_active)
		why_say(w, " In low resolution it has to wait for CPU %u's next "
			"tick: hrtimer_run_queues().", cpu);
	else if (now < timer->node.expires)
		why_say(w, " Any hrtimer_interrupt() will run it from now on; the "
			"device is to come for it when its slack is over, in %s.",
			value_duration((u64)(timer->node.expires - now), in));
	else if (cpu_base->hang_detected)
		why_say(w, " The last hrtimer_interrupt() gave up after three "
			"rounds and let the rest wait (nr_hangs).");
	else
		why_say(w, " The interrupt of CPU %u's tick device must come for "
			"it: `why tick cpu %u`.", cpu, cpu);
}

static void say_queued(struct why_text *w, const struct hrtimer *timer,
		       const char *name)
{
	const struct hrtimer_clock_base *base = hrtimer_base_of(timer);
	char has[VALUE_MAX], is[VALUE_MAX];
	ktime_t now;

	if (!base || base->cpu_base == &w->k->migration_cpu_base) {
		why_say(w, "%s is on its way from one CPU to another: "
			"switch_hrtimer_base() has it, and who wants it waits in "
			"lock_hrtimer_base().", name);
		return;
	}
	say_place(w, timer, base, name);
	now = hrtimer_base_now(w->m, base);
	if (hrtimer_offset_is_stale(w->m, base))
		why_say(w, " The base takes its clock to be %s s ahead of monotonic; in "
			"truth it is %s s. The next tick or hrtimer interrupt of CPU %u "
			"fetches that (hrtimer_update_base()).",
			hrtimer_seconds(base->offset, has),
			hrtimer_seconds(hrtimer_true_offset(w->m, base), is),
			base->cpu_base->cpu);
	if (timer->_softexpires <= now) {
		say_overdue(w, timer, base, now);
		return;
	}
	say_coming(w, timer, base, now);
	why_cpu_stands_still(w, base->cpu_base->cpu);
}

/* --- it waits nowhere ---------------------------------------------------- */

static void say_inactive(struct why_text *w, const struct hrtimer *timer,
			 const char *name)
{
	const u64 kinds = BIT_ULL(EVENT_hrtimer_start) |
			  BIT_ULL(EVENT_hrtimer_cancel) |
			  BIT_ULL(EVENT_hrtimer_expire_exit);
	const struct trace_record *last =
		why_last_record(w, kinds, timer->object);
	char time[VALUE_MAX];

	why_say(w, "%s is not active: it waits in no tree. ", name);
	if (!timer->function)
		why_say(w, "It has no callback: hrtimer_setup() would give it "
			"one.");
	else if (!last)
		why_say(w, "hrtimer_setup() has prepared it, and nobody has armed "
			"it; hrtimer_start() would.");
	else if (last->kind == EVENT_hrtimer_expire_exit)
		why_say(w, "Its callback returned HRTIMER_NORESTART at %s on CPU "
			"%u; with HRTIMER_RESTART, __run_hrtimer() would have "
			"queued it again.", value_time(last->time, time),
			last->cpu);
	else
		why_say(w, "remove_hrtimer() took it out at %s on CPU %u, and "
			"nobody has armed it since.",
			value_time(last->time, time), last->cpu);
}

static void why_known(struct why_text *w, const struct hrtimer *timer,
		      const char *name)
{
	const struct hrtimer_clock_base *running =
		why_running_hrtimer_base(w, timer);

	if (running)
		say_callback(w, timer, running, name);
	else if (hrtimer_is_queued(timer))
		say_queued(w, timer, name);
	else
		say_inactive(w, timer, name);
}

/* The tick's own timer lies in its CPU's tick_sched, not in the object. */
static const struct hrtimer *tick_timer(const struct why_text *w, u32 serial)
{
	u32 cpu;

	for (cpu = 0; cpu < w->m->nr_cpus; cpu++) {
		const struct hrtimer *timer =
			&w->k->percpu[cpu]->tick_sched.sched_timer;

		if (timer->object == serial)
			return timer;
	}
	return NULL;
}

void why_hrtimer(struct why_text *w, const struct object *object)
{
	const struct hrtimer *tick = tick_timer(w, object->serial);
	char buf[VALUE_MAX];
	const char *name = value_object(w->m, object->serial, buf);

	if (tick && !hrtimer_is_queued(tick) && !tick->function) {
		why_say(w, "%s will be the tick when its device runs in one-shot "
			"mode; until then tick_handle_periodic() is.", name);
	} else if (tick) {
		why_say(w, "%s is the tick itself: its callback is "
			"tick_nohz_handler(). ", name);
		why_known(w, tick, name);
	} else if (object->memory) {
		why_known(w, object->memory, name);
	} else {
		why_say(w, "%s lies on the stack of a sleeping task, and is gone "
			"when that one runs: ask about the task.", name);
	}
}

/* --- all of a CPU -------------------------------------------------------- */

void why_hrtimers(struct why_text *w, u32 cpu)
{
	const struct hrtimer_cpu_base *base =
		&w->k->percpu[cpu]->hrtimer_bases;
	char next[VALUE_MAX];

	if (!base->hres_active)
		why_say(w, "The hrtimers of CPU %u are run in its ticks "
			"(hrtimer_run_queues()), for the CPU is in low resolution: "
			"%s.", cpu, w->k->config.highres ?
			"hrtimer_switch_to_hres() comes in a tick that finds a "
			"clock source and a device fit for it" :
			"the machine was made with highres=off");
	else
		why_say(w, "CPU %u is in high resolution: its tick device is "
			"programmed for the first hrtimer, and calls "
			"hrtimer_interrupt().", cpu);
	if (!base->active_bases)
		why_say(w, " No hrtimer waits there.");
	else if (base->hres_active && base->expires_next < KTIME_MAX)
		why_say(w, " That is %s s (expires_next).",
			hrtimer_seconds(base->expires_next, next));
	if (base->softirq_activated)
		why_say(w, " The HRTIMER softirq is raised, for soft timers that "
			"are due.");
	why_cpu_stands_still(w, cpu);
}
