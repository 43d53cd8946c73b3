/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * State tables of timekeeping, clock event devices and ticks: see state.h.
 */
#include "linux/state.h"

#include "linux/kernel.h"
#include "linux/trace.h"
#include "machine/strings.h"

/* A clock or a device by its name; NULL: none. */
static notrace u64 name_text(u32 name, const char **start)
{
	*start = string_text(hot.machine, name);
	return text_length(*start);
}

/* --- sequence counters -------------------------------------------------- */

static const struct state_field seqcount_fields[] = {
	FIELD(struct seqcount, sequence, NONE, "odd: somebody writes"),
	FIELD(struct seqcount, writer_cpu, NONE, "who; -1: nobody"),
};
const struct state_type seqcount_type =
	STATE_TYPE("seqcount", struct seqcount, seqcount_fields,
		   "a sequence counter");

/* --- clock sources ------------------------------------------------------ */

static const char *const clocksource_flags[] = {
	"CONTINUOUS", "", "", "", "", "VALID_FOR_HRES",
};

static notrace u64 get_clocksource_flags(const void *cs)
{
	return ((const struct clocksource *)cs)->flags;
}

static notrace u64 get_counter(const void *object)
{
	const struct clocksource *cs = object;

	return cs->counter.hz ? counter_read(&cs->counter) : jiffies;
}

static const struct state_field clocksource_fields[] = {
	FIELD_STRING(struct clocksource, name, "its name"),
	FIELD(struct clocksource, rating, NONE, "how good it is"),
	FIELD(struct clocksource, mult, NONE, "ns = counts * mult >> shift"),
	FIELD(struct clocksource, shift, NONE, "see mult"),
	FIELD(struct clocksource, mask, MASK, "the counter's bits"),
	FIELD_GET_FLAGS("flags", clocksource_flags, get_clocksource_flags,
			"what it is good for"),
	FIELD(struct clocksource, max_idle_ns, NS,
	      "how long it may be left alone"),
	FIELD(struct clocksource, max_cycles, NONE,
	      "counts * mult fits 64 bits up to here"),
	FIELD(struct clocksource, maxadj, NONE, "room around mult"),
	FIELD_AS("hz", struct clocksource, counter.hz, NONE,
		 "how fast it says it counts; 0: with the tick"),
	FIELD_AS("ppm", struct clocksource, counter.ppm, NONE,
		 "how much faster it is in truth, in millionths"),
	FIELD_AS("base", struct clocksource, counter.base, NONE,
		 "its counter at `since`"),
	FIELD_AS("since", struct clocksource, counter.since, NS,
		 "when its speed was last changed"),
	FIELD_GET_HIDDEN("count", UINT, NONE, get_counter, "its counter now"),
};
const struct state_type clocksource_type =
	STATE_TYPE("clocksource", struct clocksource, clocksource_fields,
		   "a clock source");

/* --- timekeeping -------------------------------------------------------- */

static notrace u64 text_clock(const void *object, const char **start)
{
	const struct timekeeper *tk = object;
	const struct clocksource *clock = tk->tkr_mono.clock;

	return name_text(clock ? clock->name : 0, start);
}

static const struct state_field timekeeper_fields[] = {
	FIELD_GET_TEXT("clock", text_clock, "the clock source in use"),
	FIELD_AS("cycle_last", struct timekeeper, tkr_mono.cycle_last, NONE,
		 "its counter at the last update"),
	FIELD_AS("mult", struct timekeeper, tkr_mono.mult, NONE,
		 "ns = counts * mult >> shift"),
	FIELD_AS("shift", struct timekeeper, tkr_mono.shift, NONE, "see mult"),
	FIELD_AS("mask", struct timekeeper, tkr_mono.mask, MASK,
		 "the counter's bits"),
	FIELD_AS("xtime_nsec", struct timekeeper, tkr_mono.xtime_nsec, NONE,
		 "ns << shift beyond base"),
	FIELD_AS("base", struct timekeeper, tkr_mono.base, NS,
		 "CLOCK_MONOTONIC, without xtime_nsec"),
	FIELD(struct timekeeper, xtime_sec, NONE,
	      "seconds of CLOCK_REALTIME at the last update"),
	FIELD(struct timekeeper, ktime_sec, NONE,
	      "seconds of CLOCK_MONOTONIC at the last update"),
	FIELD_AS("wall_to_monotonic_sec", struct timekeeper,
		 wall_to_monotonic.tv_sec, NONE,
		 "CLOCK_MONOTONIC - CLOCK_REALTIME, seconds"),
	FIELD_AS("wall_to_monotonic_nsec", struct timekeeper,
		 wall_to_monotonic.tv_nsec, NONE, "... and nanoseconds"),
	FIELD(struct timekeeper, offs_real, NS,
	      "CLOCK_REALTIME - CLOCK_MONOTONIC"),
	FIELD(struct timekeeper, offs_boot, NS,
	      "CLOCK_BOOTTIME - CLOCK_MONOTONIC"),
	FIELD(struct timekeeper, offs_tai, NS,
	      "CLOCK_TAI - CLOCK_MONOTONIC"),
	FIELD(struct timekeeper, tai_offset, NONE,
	      "CLOCK_TAI - CLOCK_REALTIME, seconds"),
	FIELD(struct timekeeper, clock_was_set_seq, NONE,
	      "how often the offsets have changed"),
	FIELD(struct timekeeper, cs_was_changed_seq, NONE,
	      "how often the clock source has changed"),
	FIELD(struct timekeeper, cycle_interval, NONE, "counts of one tick"),
	FIELD(struct timekeeper, xtime_interval, NONE,
	      "ns << shift of one tick"),
	FIELD(struct timekeeper, xtime_remainder, NONE,
	      "... which it misses by so much"),
};
const struct state_type timekeeper_type =
	STATE_TYPE("timekeeper", struct timekeeper, timekeeper_fields,
		   "the clocks at the last update");

static const struct state_field timekeeping_fields[] = {
	FIELD_STRUCT(struct timekeeping, seq, &seqcount_type,
		     "guards the timekeeper"),
	FIELD_STRUCT(struct timekeeping, timekeeper, &timekeeper_type,
		     "what readers read"),
	FIELD_STRUCT(struct timekeeping, lock, &spinlock_type,
		     "writers exclude each other by it"),
	FIELD_STRUCT(struct timekeeping, shadow, &timekeeper_type,
		     "where an update is prepared"),
	FIELD(struct timekeeping, persistent_clock, NONE,
	      "seconds since 1970 at power-on"),
};
const struct state_type timekeeping_type =
	STATE_TYPE("timekeeping", struct timekeeping, timekeeping_fields,
		   "what time it is");

/* --- clock event devices ------------------------------------------------ */

static const char *const clockevent_features[] = {
	"PERIODIC", "ONESHOT", "", "C3STOP",
};

static notrace u64 get_state(const void *dev)
{
	return clockevent_get_state(dev);
}

static notrace u64 get_features(const void *dev)
{
	return ((const struct clock_event_device *)dev)->features;
}

static notrace u64 get_next_fire(const void *object)
{
	const struct clock_event_device *dev = object;

	return dev->chip.event.queued ? dev->chip.event.at : KTIME_MAX;
}

static notrace u64 get_handler(const void *object)
{
	const struct clock_event_device *dev = object;

	return trace_function_id((step_fn)dev->event_handler);
}

static const struct state_field clock_event_device_fields[] = {
	FIELD_STRING(struct clock_event_device, name, "its name"),
	FIELD_GET_ENUM("state", clock_event_state_names, get_state,
		       "what it does"),
	FIELD_GET_FLAGS("features", clockevent_features, get_features,
			"what it can"),
	FIELD(struct clock_event_device, rating, NONE, "how good it is"),
	FIELD(struct clock_event_device, cpu, NONE,
	      "whom it can interrupt; -1: any CPU"),
	FIELD(struct clock_event_device, irq, NONE, "its interrupt line"),
	FIELD(struct clock_event_device, next_event, NS,
	      "for when the kernel has programmed it; never: not at all"),
	FIELD_GET("event_handler", FUNCTION, NONE, get_handler,
		  "what its interrupt calls"),
	FIELD(struct clock_event_device, mult, NONE,
	      "counts = ns * mult >> shift"),
	FIELD(struct clock_event_device, shift, NONE, "see mult"),
	FIELD(struct clock_event_device, min_delta_ns, NS,
	      "it cannot be programmed for less"),
	FIELD(struct clock_event_device, max_delta_ns, NS, "... nor for more"),
	FIELD(struct clock_event_device, min_delta_ticks, NONE,
	      "the same in counts"),
	FIELD(struct clock_event_device, max_delta_ticks, NONE,
	      "the same in counts"),
	FIELD(struct clock_event_device, retries, NONE,
	      "times it was programmed as soon as possible"),
	FIELD_AS("serves", struct clock_event_device, chip.event.cpu, NONE,
		 "the CPU that it interrupts"),
	FIELD_AS("hz", struct clock_event_device, chip.hz, NONE,
		 "how fast it counts"),
	FIELD_GET("fires", UINT, NS, get_next_fire,
		  "when the hardware fires; never: it is off"),
	FIELD_AS("due", struct clock_event_device, chip.due, NS,
		 "when it last should have fired, or will"),
	FIELD_AS("period", struct clock_event_device, chip.period, NS,
		 "from one interrupt to the next; 0: one shot"),
	FIELD_AS("nr_fired", struct clock_event_device, chip.nr_fired, NONE,
		 "times the hardware has fired"),
	FIELD_AS("late", struct clock_event_device, chip.late, NONE,
		 "fault: ns by which it fires too late; negative: early"),
	FIELD_AS("lose", struct clock_event_device, chip.lose, NONE,
		 "fault: so many interrupts will be lost"),
	FIELD_AS("nr_lost", struct clock_event_device, chip.nr_lost, NONE,
		 "... and so many have been"),
};
const struct state_type clock_event_device_type =
	STATE_TYPE("clock_event_device", struct clock_event_device,
		   clock_event_device_fields, "a clock event device");

/* --- faults -------------------------------------------------------------- */

static notrace u64 get_storm_next(const void *object)
{
	const struct faults *faults = object;

	return faults->storm.queued ? faults->storm.at : KTIME_MAX;
}

static notrace u64 get_storm_cpu(const void *object)
{
	return ((const struct faults *)object)->storm.cpu;
}

static notrace u64 text_storm_softirq(const void *object, const char **start)
{
	u32 softirq = ((const struct faults *)object)->storm_softirq;

	*start = softirq && softirq <= NR_SOFTIRQS ?
		 softirq_names[softirq - 1] : "";
	return text_length(*start);
}

static const struct state_field faults_fields[] = {
	FIELD_GET("storm_next", UINT, NS, get_storm_next,
		  "the storm's next interrupt; never: there is none"),
	FIELD_GET("storm_cpu", UINT, NONE, get_storm_cpu,
		  "the CPU that it interrupts"),
	FIELD(struct faults, storm_every, NS, "from interrupt to interrupt"),
	FIELD(struct faults, storm_until, NS, "when it ends"),
	FIELD_GET_TEXT("storm_softirq", text_storm_softirq,
		       "the softirq that each of them raises"),
};
const struct state_type faults_type =
	STATE_TYPE("faults", struct faults, faults_fields,
		   "what does not work");

/* --- ticks -------------------------------------------------------------- */

static notrace u64 get_running(const void *object)
{
	const struct tick_device *tick = object;

	return tick->evtdev && tick->evtdev->chip.event.queued;
}

static notrace u64 get_next_tick(const void *object)
{
	const struct tick_device *tick = object;

	return tick->evtdev ? get_next_fire(tick->evtdev) : KTIME_MAX;
}

static notrace const void *follow_evtdev(const void *object)
{
	return ((const struct tick_device *)object)->evtdev;
}

static const struct state_field tick_device_fields[] = {
	FIELD_GET("running", BOOL, NONE, get_running,
		  "its device will interrupt the CPU"),
	FIELD_ENUM(struct tick_device, mode, tick_device_mode_names,
		   "whether it ticks by itself"),
	FIELD(struct tick_device, period, NS, "from tick to tick"),
	FIELD(struct tick_device, nr_ticks, NONE, "ticks so far"),
	FIELD_GET("next", UINT, NS, get_next_tick,
		  "when its device fires; never: it is stopped"),
	FIELD_FOLLOW("evtdev", &clock_event_device_type, follow_evtdev,
		     "the device that makes this CPU's ticks"),
};
const struct state_type tick_device_type =
	STATE_TYPE("tick_device", struct tick_device, tick_device_fields,
		   "what ticks for a CPU");

static const struct state_field jiffies_update_fields[] = {
	FIELD_STRUCT(struct jiffies_update, lock, &spinlock_type,
		     "jiffies_lock"),
	FIELD_STRUCT(struct jiffies_update, seq, &seqcount_type,
		     "jiffies_seq"),
	FIELD(struct jiffies_update, next_period, NS, "tick_next_period"),
	FIELD(struct jiffies_update, last_update, NS,
	      "last_jiffies_update: jiffies is right for this moment"),
};
const struct state_type jiffies_update_type =
	STATE_TYPE("jiffies_update", struct jiffies_update,
		   jiffies_update_fields, "what guards jiffies");

static const char *const tick_sched_flags[] = {
	"INIDLE", "STOPPED", "IDLE_ACTIVE", "DO_TIMER_LAST", "NOHZ",
	"HIGHRES",
};

static notrace u64 get_tick_flags(const void *ts)
{
	return ((const struct tick_sched *)ts)->flags;
}

static notrace u64 get_stopped(const void *ts)
{
	return ((const struct tick_sched *)ts)->flags & TS_FLAG_STOPPED ? 1 :
									  0;
}

static const struct state_field tick_sched_fields[] = {
	FIELD_GET_FLAGS("flags", tick_sched_flags, get_tick_flags,
			"what the tick may do, and does"),
	FIELD_GET_HIDDEN("tick_stopped", BOOL, NONE, get_stopped,
			 "the tick is stopped"),
	FIELD(struct tick_sched, check_clocks, NONE,
	      "one-shot mode may have become possible"),
	FIELD(struct tick_sched, stalled_jiffies, NONE,
	      "ticks in which jiffies stood still"),
	FIELD(struct tick_sched, last_tick_jiffies, JIFFIES,
	      "jiffies in the last tick"),
	FIELD(struct tick_sched, got_idle_tick, NONE,
	      "it has ticked since the CPU became idle"),
	FIELD_STRUCT(struct tick_sched, sched_timer, &hrtimer_type,
		     "the tick as a timer"),
	FIELD(struct tick_sched, last_tick, NS,
	      "the last tick before it was stopped"),
	FIELD(struct tick_sched, next_tick, NS, "for when it was stopped"),
	FIELD(struct tick_sched, idle_jiffies, JIFFIES,
	      "jiffies when it was stopped"),
	FIELD(struct tick_sched, idle_waketime, NS,
	      "the last interrupt while it was stopped"),
	FIELD(struct tick_sched, idle_entrytime, NS,
	      "since when the CPU is idle"),
	FIELD(struct tick_sched, last_jiffies, JIFFIES,
	      "jiffies when it was asked how long to sleep"),
	FIELD(struct tick_sched, timer_expires_base, NS,
	      "the same moment in ns, while the answer is not used"),
	FIELD(struct tick_sched, timer_expires, NS,
	      "the answer; 0: the tick goes on"),
	FIELD(struct tick_sched, next_timer, NS,
	      "when the wheels have their first timer"),
	FIELD(struct tick_sched, idle_expires, NS,
	      "until when it went to sleep"),
	FIELD(struct tick_sched, idle_calls, NONE,
	      "times it thought of stopping the tick"),
	FIELD(struct tick_sched, idle_sleeps, NONE, "times it slept without"),
	FIELD(struct tick_sched, idle_exittime, NS,
	      "when it was last busy again"),
	FIELD(struct tick_sched, idle_sleeptime, NS, "time idle in all"),
	FIELD(struct tick_sched, idle_ticks, NONE,
	      "the same in ticks, as in /proc/stat"),
	FIELD_STRUCT(struct tick_sched, idle_sleeptime_seq, &seqcount_type,
		     "guards the idle times"),
};
const struct state_type tick_sched_type =
	STATE_TYPE("tick_sched", struct tick_sched, tick_sched_fields,
		   "the tick in one-shot mode, and while idle");
