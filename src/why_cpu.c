/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why cpu N`, `why jiffies`: what a CPU does, and what holds it up.
 */
#include "why_text.h"

#include <string.h>

#include "linux/jiffies.h"
#include "views/moment.h"
#include "views/value.h"

/* --- CPUs ---------------------------------------------------------------- */

bool why_cpu_stands_still(struct why_text *w, u32 id)
{
	const struct cpu *cpu = &w->m->cpu[id];

	if (cpu->state == CPU_DEAD)
		why_say(w, " CPU %u is dead (%s) and will never move again; "
			"`reverse-step` goes back to before that.", id,
			cpu->oops);
	else if (cpu->held)
		why_say(w, " CPU %u is held, and its interrupts wait; "
			"`release cpu %u` lets it go.", id, id);
	else if (w->m->forced_cpu >= 0 && w->m->forced_cpu != (s32)id)
		why_say(w, " Only CPU %d may move now; `force off` ends that.",
			w->m->forced_cpu);
	else if (!cpu->irqs_on && cpu->irq_pending && cpu->co &&
		 cpu->co->frame)
		why_say(w, " CPU %u has interrupts off (it is in %s()), and "
			"%s until they are on again.", id,
			why_function(stack_of_cpu(cpu)),
			cpu->irq_pending & BIT(IRQ_TIMER) ? "its tick waits" :
			"what interrupts it waits");
	else
		return false;
	return true;
}

/* Does following who waits for whom lead back to @cpu? */
static bool waits_in_circle(const struct why_text *w, const struct cpu *cpu)
{
	const struct cpu *at = cpu;
	u32 i;

	for (i = 0; i < w->m->nr_cpus; i++) {
		if (at->state != CPU_RELAXING || at->wait_cpu < 0 ||
		    at->wait_kind == WAIT_CONSOLE)
			return false;
		at = &w->m->cpu[at->wait_cpu];
		if (at == cpu)
			return i > 0;	/* for itself: said already */
	}
	return false;
}

static const char *wait_text(const struct why_text *w, const struct cpu *cpu)
{
	static const char *const texts[] = {
		[WAIT_NOTHING] = "a loop that looks again and again whether "
			"somebody else has gone on",
		[WAIT_LOCK] = "spin_contended(), until the lock is free",
		[WAIT_TIMER_CALLBACK] =
			"__timer_delete_sync(), until its callback has returned",
		[WAIT_CONSOLE] = "console_linger(), until the next command comes",
		[WAIT_SEQCOUNT] = "read_seqcount_begin(), until what it wants to "
			"read has been written",
	};
	const struct object *object = object_get(w->m, (u32)cpu->wait_for);

	if (cpu->wait_kind == WAIT_TIMER_CALLBACK && object &&
	    object->kind == OBJECT_HRTIMER)
		return "hrtimer_cancel(), until its callback has returned";
	if (cpu->wait_kind == WAIT_NOTHING &&
	    !strcmp(why_function(stack_of_cpu(cpu)), "lock_timer_base"))
		return "lock_timer_base(), until the timer belongs to a wheel "
		       "again (TIMER_MIGRATING)";
	return texts[cpu->wait_kind];
}

static void say_wait(struct why_text *w, const struct cpu *cpu)
{
	char name[VALUE_MAX];

	why_say(w, "CPU %u spins in %s", cpu->id, wait_text(w, cpu));
	if (cpu->wait_for && cpu->wait_kind != WAIT_CONSOLE)
		why_say(w, "; it is about %s",
			value_object(w->m, (u32)cpu->wait_for, name));
	if (cpu->wait_cpu == (s32)cpu->id)
		why_say(w, ", which it has itself: it waits for itself, "
			"forever");
	else if (cpu->wait_cpu >= 0)
		why_say(w, ", and CPU %d must act", cpu->wait_cpu);
	why_say(w, ".");
	if (waits_in_circle(w, cpu))
		why_say(w, " They wait for each other: a deadlock. "
			"`reverse-step` and `undo` go back to its cause.");
	else if (cpu->wait_cpu >= 0 && cpu->wait_cpu != (s32)cpu->id)
		why_cpu_stands_still(w, (u32)cpu->wait_cpu);
}

static void say_running(struct why_text *w, const struct cpu *cpu)
{
	char task[VALUE_MAX];
	const char *const texts[] = {
		[CONTEXT_OFF] = "has not been booted",
		[CONTEXT_IDLE] =
			"runs the idle loop, do_idle(), for no task is ready",
		[CONTEXT_TASK] = "runs a task, which schedule() has chosen",
		[CONTEXT_USER] = "runs a task in user mode",
		[CONTEXT_SOFTIRQ] =
			"runs softirqs (__do_softirq()), after an interrupt",
		[CONTEXT_HARDIRQ] =
			"handles an interrupt (do_IRQ()), with interrupts off",
	};

	if (!cpu->co || !cpu->co->frame) {
		why_say(w, "CPU %u has been started, and has executed nothing "
			"yet.", cpu->id);
		return;
	}
	why_say(w, "CPU %u %s; it stands in %s()", cpu->id,
		texts[cpu_context_of(cpu)], why_function(stack_of_cpu(cpu)));
	why_say(w, ", on the stack of %s.",
		value_object(w->m, percpu_of_cpu(cpu)->rq.curr->serial, task));
	if (!why_cpu_stands_still(w, cpu->id))
		why_say(w, " `cpu %u step` executes its next statement.",
			cpu->id);
}

/* The next interrupt of the CPU's tick device, NULL: it is not programmed. */
static const struct device_event *next_interrupt(const struct percpu *percpu)
{
	const struct clock_event_device *device = percpu->tick.evtdev;

	return device && device->chip.event.queued ? &device->chip.event : NULL;
}

void why_cpu(struct why_text *w, u32 id)
{
	const struct cpu *cpu = &w->m->cpu[id];
	const struct percpu *percpu = w->k->percpu[id];
	char time[VALUE_MAX];

	if (cpu->state == CPU_DEAD) {
		why_say(w, "CPU %u is dead: %s. What it was doing stays as it "
			"is; `backtrace %u` shows where, and `reverse-step` goes "
			"back to before it.", id, cpu->oops, id);
		return;
	}
	if (cpu->state == CPU_HALTED) {
		why_say(w, "CPU %u is halted: do_idle() found no task ready "
			"(nr_running is %u) and called cpu_halt(). The next "
			"interrupt wakes it", id, percpu->rq.nr_running);
		if (next_interrupt(percpu))
			why_say(w, ", at the latest that of its tick device at %s",
				value_time(next_interrupt(percpu)->at, time));
		why_say(w, tick_sched_flag_test(&percpu->tick_sched,
						TS_FLAG_STOPPED) ?
			"; its tick is stopped." : ".");
	} else if (cpu->state == CPU_BURNING) {
		why_say(w, "CPU %u does user-mode work until %s; interrupts "
			"can cut in, and the rest follows.", id,
			value_time(cpu->burn_until, time));
	} else if (cpu->state == CPU_RELAXING) {
		say_wait(w, cpu);
	} else {
		say_running(w, cpu);
		return;
	}
	why_cpu_stands_still(w, id);
}

/* --- jiffies ------------------------------------------------------------ */

/* When does this CPU tick next?  False: nobody knows yet. */
static bool next_tick(const struct percpu *percpu, u64 *at)
{
	const struct device_event *event = next_interrupt(percpu);

	*at = (u64)percpu->tick_sched.sched_timer.node.expires;
	if (percpu->tick.mode == TICKDEV_MODE_ONESHOT)
		return *at > 0;
	if (event)
		*at = event->at;
	return event;
}

void why_jiffies(struct why_text *w)
{
	const s32 owner = w->k->tick_do_timer_cpu;
	const struct percpu *percpu = w->k->percpu[owner < 0 ? 0 : owner];
	const u64 behind = moment_jiffies(w->m) - w->k->jiffies_64;
	char time[VALUE_MAX];
	u64 at;

	why_say(w, "jiffies is %llu; ", (unsigned long long)w->k->jiffies_64);
	if (owner < 0) {
		why_say(w, "nobody advances it now: the next CPU that ticks will "
			"take that over, and catch up%s", behind ? " by " : ".");
		if (behind) {
			why_say_jiffies(w, behind);
			why_say(w, ".");
		}
		return;
	}
	why_say(w, "%s in each tick of CPU %d, %u times a second.",
		percpu->tick.mode == TICKDEV_MODE_ONESHOT ?
		"tick_do_update_jiffies64() moves it to where it should be" :
		"do_timer() adds one", owner, w->k->config.hz);
	if (why_cpu_stands_still(w, (u32)owner))
		why_say(w, " Meanwhile jiffies stands still for everybody.");
	else if (next_tick(percpu, &at))
		why_say(w, " The next tick comes at %s.", value_time(at, time));
}
