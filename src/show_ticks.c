/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `show ticks`: the tick device of each CPU, and who advances jiffies.
 * `show clocks`: the clocks against each other, and what they are read from.
 */
#include "show.h"

#include <inttypes.h>

#include "linux/state.h"
#include "linux/trace.h"
#include "machine/strings.h"
#include "views/value.h"

/* --- ticks ------------------------------------------------------------------------ */

static const char *moment(ktime_t ns, char *buf)
{
	if (ns >= KTIME_MAX)
		return "never";
	snprintf(buf, VALUE_MAX, "%" PRId64 ".%09" PRId64, ns / (s64)NSEC_PER_SEC,
		 ns % (s64)NSEC_PER_SEC);
	return buf;
}

static void show_device(FILE *file, struct machine *m, const struct clock_event_device *dev)
{
	char at[VALUE_MAX], min[VALUE_MAX], max[VALUE_MAX];

	fprintf(file, "%s, %s, fires %s\n", string_text(m, dev->name),
		clock_event_state_names[dev->state_use_accessors],
		moment(dev->chip.event.queued ? (ktime_t)dev->chip.event.at : KTIME_MAX, at));
	fprintf(file, "       calls %s(), %" PRIu64 " retries\n",
		dev->event_handler ?
			trace_function_name(m, trace_function_id((step_fn)dev->event_handler)) :
			"nobody", dev->retries);
	fprintf(file, "       mult %u shift %u, delta %s to %s s\n", dev->mult, dev->shift,
		value_duration(dev->min_delta_ns, min), moment((ktime_t)dev->max_delta_ns, max));
}

static void show_tick_sched(FILE *file, const struct tick_sched *ts)
{
	char at[VALUE_MAX], slept[VALUE_MAX];

	if (tick_sched_flag_test(ts, TS_FLAG_STOPPED))
		fprintf(file, "       tick stopped until %s, on the grid of %s\n",
			moment(ts->next_tick, at), moment(ts->last_tick, slept));
	if (ts->idle_calls)
		fprintf(file, "       idle %s, %" PRIu64 " sleeps without tick of %" PRIu64
			" tries\n", value_duration((u64)ts->idle_sleeptime, slept),
			ts->idle_sleeps, ts->idle_calls);
}

static void show_tick(FILE *file, struct machine *m, const struct percpu *p)
{
	fprintf(file, "CPU %-2u %s, %" PRIu64 " ticks, ", p->cpu,
		tick_device_mode_names[p->tick.mode], p->tick.nr_ticks);
	if (p->tick.evtdev)
		show_device(file, m, p->tick.evtdev);
	else
		fputs("no device\n", file);
	show_tick_sched(file, &p->tick_sched);
}

void show_ticks(FILE *file, struct machine *m)
{
	const struct kernel *k = m->kernel;
	char at[VALUE_MAX];
	u32 cpu;

	state_use(m);
	fprintf(file, "jiffies %" PRIu64 ", advanced by ", k->jiffies_64);
	if (k->tick_do_timer_cpu >= 0)
		fprintf(file, "CPU %d", k->tick_do_timer_cpu);
	else
		fputs(k->tick_do_timer_cpu == TICK_DO_TIMER_NONE ? "whoever ticks next" : "nobody",
		      file);
	fprintf(file, ", next period %s\n", moment(k->jiffies_update.next_period, at));
	for (cpu = 0; cpu < m->nr_cpus; cpu++)
		show_tick(file, m, k->percpu[cpu]);
	if (k->hpet_event.name && k->clockevents.broadcast == &k->hpet_event) {
		fputs("spare  ", file);
		show_device(file, m, &k->hpet_event);
	}
}

/* --- clocks ----------------------------------------------------------------------- */

/* What ktime_get() would return.  Where the clock source went back, the time of
 * the last update. */
static ktime_t monotonic(const struct timekeeper *tk)
{
	const struct tk_read_base *tkr = &tk->tkr_mono;
	u64 delta = clocksource_delta(tk_clock_read(tkr), tkr->cycle_last, tkr->mask);
	unsigned __int128 ns = (unsigned __int128)delta * tkr->mult + tkr->xtime_nsec;

	return tkr->base + (ktime_t)(ns >> tkr->shift);
}

static void show_clock(FILE *file, const char *name, ktime_t now, ktime_t offset)
{
	char at[VALUE_MAX], ahead[VALUE_MAX];

	fprintf(file, "%-10s %21s", name, moment(now + offset, at));
	fprintf(file, offset ? "  monotonic + %s\n" : "\n", moment(offset, ahead));
}

static void show_source(FILE *file, struct machine *m, const struct clocksource *cs, bool used)
{
	char idle[VALUE_MAX];

	fprintf(file, "%c %-8s rated %3d", used ? '*' : ' ', string_text(m, cs->name), cs->rating);
	if (cs->counter.hz)
		fprintf(file, ", %" PRIu64 " Hz", cs->counter.hz);
	if (cs->counter.ppm)
		fprintf(file, " (%+d ppm)", cs->counter.ppm);
	fprintf(file, ", mult %u shift %u, %s s\n", cs->mult, cs->shift,
		moment((ktime_t)cs->max_idle_ns, idle));
}

void show_clocks(FILE *file, struct machine *m)
{
	const struct kernel *k = m->kernel;
	const struct timekeeper *tk = &k->timekeeping.timekeeper;
	const struct list_head *at = k->clocksources.list.next;
	ktime_t now;

	state_use(m);
	if (!tk->tkr_mono.clock) {
		fputs("No clock runs yet: step on to timekeeping_init().\n", file);
		return;
	}
	now = monotonic(tk);
	show_clock(file, "monotonic", now, 0);
	show_clock(file, "realtime", now, tk->offs_real);
	show_clock(file, "boottime", now, tk->offs_boot);
	show_clock(file, "tai", now, tk->offs_tai);
	fprintf(file, "sequence %u%s, set %u times, last update at count %" PRIu64 "\n",
		k->timekeeping.seq.sequence,
		k->timekeeping.seq.sequence & 1 ? " (being written)" : "", tk->clock_was_set_seq,
		tk->tkr_mono.cycle_last);
	for (; at != &k->clocksources.list; at = at->next) {
		const struct clocksource *cs = list_entry(at, const struct clocksource, list);

		show_source(file, m, cs, cs == tk->tkr_mono.clock);
	}
}
