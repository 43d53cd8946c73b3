/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `why tick cpu N`, `why lapic cpu N`, `why hpet`, `why irq NAME`: what comes to
 * interrupt a CPU.
 */
#include "why_text.h"

#include <string.h>

#include "linux/trace.h"
#include "machine/strings.h"
#include "views/hrtimer_facts.h"
#include "views/value.h"

/* --- clock event devices ------------------------------------------------- */

static const char *handler_of(const struct why_text *w,
			      const struct clock_event_device *dev)
{
	return dev->event_handler ?
	       trace_function_name(w->m, trace_function_id((step_fn)
							   dev->event_handler)) :
	       "nothing";
}

static void say_state(struct why_text *w, const struct clock_event_device *dev)
{
	switch (clockevent_get_state(dev)) {
	case CLOCK_EVT_STATE_DETACHED:
		why_say(w, "in use by nobody");
		break;
	case CLOCK_EVT_STATE_SHUTDOWN:
		why_say(w, w->k->clockevents.broadcast == dev ?
			"switched off: tick_check_new_device() found a better one "
			"(rated higher, or for this CPU alone), and keeps it as "
			"the spare one" : "switched off");
		break;
	case CLOCK_EVT_STATE_PERIODIC:
		why_say(w, "periodic: it fires %u times a second by itself and "
			"calls %s()", w->k->config.hz, handler_of(w, dev));
		break;
	case CLOCK_EVT_STATE_ONESHOT:
		why_say(w, "one-shot: it fires once for each time that "
			"clockevents_program_event() programs it, and calls %s()",
			handler_of(w, dev));
		break;
	default:
		why_say(w, "stopped (ONESHOT_STOPPED): there is nothing to come, "
			"and it is programmed again when something is");
	}
}

static void say_faults(struct why_text *w, const struct timer_chip *chip)
{
	char by[VALUE_MAX];

	if (chip->late)
		why_say(w, " A fault makes it fire %s too %s.",
			value_duration((u64)(chip->late < 0 ? -chip->late :
					     chip->late), by),
			chip->late < 0 ? "early" : "late");
	if (chip->lose || chip->nr_lost)
		why_say(w, " Of its interrupts, %llu got lost so far, and %u more will.",
			(unsigned long long)chip->nr_lost, chip->lose);
}

static bool fires(const struct clock_event_device *dev)
{
	return clockevent_state_periodic(dev) || clockevent_state_oneshot(dev);
}

static void why_device(struct why_text *w,
		       const struct clock_event_device *dev)
{
	const struct device_event *event = &dev->chip.event;
	char time[VALUE_MAX];

	why_say(w, "%s, rated %u", string_text(w->m, dev->name), dev->rating);
	if (dev->cpu >= 0)
		why_say(w, ", for CPU %d", dev->cpu);
	why_say(w, ", is ");
	say_state(w, dev);
	if (event->queued)
		why_say(w, ". Next at %s.", value_time(event->at, time));
	else if (clockevent_state_oneshot(dev))
		why_say(w, ". It has fired, and has not been programmed again "
			"yet.");
	else
		why_say(w, ".");
	say_faults(w, &dev->chip);
	if (fires(dev) && dev->cpu >= 0)
		why_cpu_stands_still(w, (u32)dev->cpu);
}

/* --- the tick ------------------------------------------------------------ */

/* A device that stops in deep sleep needs another one that could stand in then. */
static bool nobody_stands_in(const struct why_text *w, const struct clock_event_device *dev)
{
	const struct clock_event_device *bc = w->k->clockevents.broadcast;

	return dev->features & CLOCK_EVT_FEAT_C3STOP &&
	       !(bc && bc->features & CLOCK_EVT_FEAT_ONESHOT);
}

static void say_periodic(struct why_text *w, const struct clock_event_device *dev)
{
	const struct kernel_config *config = &w->k->config;

	why_say(w, "periodic mode, for ");
	if (!config->highres && !config->nohz)
		why_say(w, "the machine was made with highres=off and nohz=off");
	else if (nobody_stands_in(w, dev))
		why_say(w, "its device says that it stops in deep sleep (C3STOP), and there "
			"is no global one for one-shot mode that could stand in "
			"(tick_is_oneshot_available())");
	else
		why_say(w, "no tick has yet found a clock source and a device fit "
			"for one-shot mode (tick_check_oneshot_change())");
}

static void say_stopped(struct why_text *w, const struct tick_sched *ts)
{
	char until[VALUE_MAX];

	why_say(w, " Its tick is stopped: the CPU is idle, and "
		"tick_nohz_next_event() found the first timer due at %s s; until "
		"then there is nothing to tick for.",
		hrtimer_seconds(ts->next_tick, until));
}

void why_tick(struct why_text *w, u32 cpu)
{
	const struct percpu *percpu = w->k->percpu[cpu];
	const struct clock_event_device *dev = percpu->tick.evtdev;
	const struct tick_sched *ts = &percpu->tick_sched;
	char next[VALUE_MAX];

	if (!dev) {
		why_say(w, "CPU %u has no tick device: none has been registered "
			"for it.", cpu);
		return;
	}
	why_say(w, "The tick of CPU %u, %llu so far, is in ", cpu,
		(unsigned long long)percpu->tick.nr_ticks);
	if (percpu->tick.mode == TICKDEV_MODE_PERIODIC)
		say_periodic(w, dev);
	else
		why_say(w, "one-shot mode: the tick is a timer "
			"(tick_nohz_handler()) that sets itself to the next "
			"period");
	why_say(w, ".");
	if (tick_sched_flag_test(ts, TS_FLAG_STOPPED))
		say_stopped(w, ts);
	else if (percpu->tick.mode == TICKDEV_MODE_ONESHOT)
		why_say(w, " The next tick is due at %s s.",
			hrtimer_seconds(ts->sched_timer.node.expires, next));
	why_say(w, " Its device: ");
	why_device(w, dev);
}

static const struct clock_event_device *device_called(const struct why_text *w,
						      const char *name, u32 cpu)
{
	const struct clock_event_device *const devices[] = {
		&w->k->percpu[cpu]->lapic, &w->k->hpet_event,
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(devices); i++)
		if (devices[i]->name &&
		    !strcmp(string_text(w->m, devices[i]->name), name))
			return devices[i];
	return NULL;
}

bool why_device_called(struct why_text *w, const char *name, u32 cpu)
{
	const struct clock_event_device *dev = device_called(w, name, cpu);

	if (dev)
		why_device(w, dev);
	return dev != NULL;
}

/* --- interrupt lines ----------------------------------------------------- */

static const char *const line_texts[NR_IRQ_LINES] = {
	[IRQ_RESCHEDULE] = "Another CPU sends it (smp_send_reschedule()) when a "
		"task has become ready there; schedule() follows at its end.",
	[IRQ_TIMER] = "The CPU's local timer raises it; "
		"local_apic_timer_interrupt() calls the device's handler: the "
		"tick, or hrtimer_interrupt().",
	[IRQ_CONSOLE] = "A typed call raises it; wake_up_new_tasks() makes the "
		"call's task ready.",
	[IRQ_CALL_FUNCTION] = "clock_was_set() sends it to the other CPUs, which "
		"program their devices anew (retrigger_next_event()); it waits "
		"for them.",
	[IRQ_HPET] = "The global timer raises it; hpet_interrupt() calls the "
		"device's handler.",
	[IRQ_STORM] = "A broken device raises it again and again (`fault "
		"storm`).",
	[IRQ_SLOW_DRIVER] = "A driver that works for too long with interrupts "
		"off (`fault irqs_off`).",
};

static void say_line_on(struct why_text *w, u32 line, u32 id)
{
	const struct cpu *cpu = &w->m->cpu[id];

	if (!(cpu->irq_pending & BIT_ULL(line)))
		return;
	why_say(w, " On CPU %u it is pending", id);
	if (cpu->state == CPU_DEAD)
		why_say(w, "; that CPU is dead.");
	else if (cpu->held)
		why_say(w, ", for that CPU is held: `release cpu %u`.", id);
	else if (!cpu->irqs_on)
		why_say(w, ", for interrupts are off there: it stands in %s().",
			why_function(stack_of_cpu(cpu)));
	else
		why_say(w, ", and comes before the CPU's next statement%s.",
			cpu->irq_pending & (BIT_ULL(line) - 1) ?
			", after lines with lower numbers" : "");
}

bool why_line_called(struct why_text *w, const char *name)
{
	size_t before;
	u32 line, i;

	for (line = 0; line < NR_IRQ_LINES; line++)
		if (!strcmp(string_text(w->m, w->k->irq_name[line]), name))
			break;
	if (line == NR_IRQ_LINES)
		return false;
	why_say(w, "Interrupt line %u, %s. %s", line, name, line_texts[line]);
	before = w->used;
	for (i = 0; i < w->m->nr_cpus; i++)
		say_line_on(w, line, i);
	if (w->used == before)
		why_say(w, " It is pending nowhere.");
	return true;
}
