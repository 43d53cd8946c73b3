/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers for readers: their state tables, and the check of their invariants.
 * Host context; nothing here changes the machine.
 *
 * A queued timer may have been freed: no link is followed that leads out of
 * the machine's memory.  Timers of sleepers lie on the stacks of tasks.
 */
#include "linux/hrtimer.h"

#include "linux/kernel.h"
#include "linux/program.h"

/* --- following links ---------------------------------------------------- */

notrace const struct hrtimer *
hrtimer_next_in_base(const struct hrtimer_clock_base *base,
		     const struct hrtimer *prev)
{
	const struct timerqueue_node *node;
	const struct hrtimer *timer;

	node = timerqueue_read_next(&base->active, prev ? &prev->node : NULL,
				    state_readable);
	if (!node)
		return NULL;
	timer = container_of(node, const struct hrtimer, node);
	return state_readable(timer, sizeof(*timer)) ? timer : NULL;
}

notrace const struct hrtimer_clock_base *
hrtimer_base_of(const struct hrtimer *timer)
{
	const struct hrtimer_clock_base *base = timer->base;

	if (!base || !state_readable(base, sizeof(*base)) ||
	    !state_readable(base->cpu_base, sizeof(*base->cpu_base)))
		return NULL;
	return base == &kernel()->migration_cpu_base.clock_base[0] ? NULL :
								     base;
}

/* The serial of the timer at @timer, 0 where none can be. */
static notrace u64 serial_of(const struct hrtimer *timer)
{
	return timer && state_readable(timer, sizeof(*timer)) ? timer->object :
								 0;
}

/* --- state: timers ------------------------------------------------------ */

const char *const hrtimer_base_names[HRTIMER_MAX_CLOCK_BASES] = {
	"monotonic", "realtime", "boottime", "tai",
	"monotonic_soft", "realtime_soft", "boottime_soft", "tai_soft",
};

const char *const clockid_names[NR_CLOCKIDS] = {
	"CLOCK_REALTIME", "CLOCK_MONOTONIC", "CLOCK_PROCESS_CPUTIME_ID",
	"CLOCK_THREAD_CPUTIME_ID", "CLOCK_MONOTONIC_RAW",
	"CLOCK_REALTIME_COARSE", "CLOCK_MONOTONIC_COARSE", "CLOCK_BOOTTIME",
	"CLOCK_REALTIME_ALARM", "CLOCK_BOOTTIME_ALARM", "CLOCK_SGI_CYCLE",
	"CLOCK_TAI",
};

static notrace u64 get_function(const void *timer)
{
	return program_hrtimer_function(timer);
}

static notrace u64 get_expires(const void *timer)
{
	return (u64)((const struct hrtimer *)timer)->node.expires;
}

static notrace u64 get_softexpires(const void *timer)
{
	return (u64)((const struct hrtimer *)timer)->_softexpires;
}

/* Only a timer with a base can be read further. */
static notrace u64 get_base(const void *timer)
{
	const struct hrtimer_clock_base *base = hrtimer_base_of(timer);

	return base ? base->index : HRTIMER_MAX_CLOCK_BASES;
}

static notrace u64 get_cpu(const void *timer)
{
	const struct hrtimer_clock_base *base = hrtimer_base_of(timer);

	return base ? base->cpu_base->cpu : 0;
}

static notrace u64 get_running(const void *timer)
{
	const struct hrtimer_clock_base *base = hrtimer_base_of(timer);

	return base && base->running == timer;
}

static notrace u64 get_queued(const void *timer)
{
	return ((const struct hrtimer *)timer)->state == HRTIMER_STATE_ENQUEUED;
}

static notrace u64 get_active(const void *timer)
{
	return get_queued(timer) || get_running(timer);
}

static notrace u64 get_is_soft(const void *timer)
{
	return ((const struct hrtimer *)timer)->is_soft != 0;
}

static notrace u64 get_is_hard(const void *timer)
{
	return ((const struct hrtimer *)timer)->is_hard != 0;
}

/* Who stands at @node of a tree. */
static notrace u64 node_object(const struct rb_node *node)
{
	return node ? serial_of(container_of(node, const struct hrtimer,
					     node.node)) : 0;
}

static notrace u64 get_left(const void *object)
{
	const struct hrtimer *timer = object;

	return get_queued(timer) ? node_object(timer->node.node.rb_left) : 0;
}

static notrace u64 get_right(const void *object)
{
	const struct hrtimer *timer = object;

	return get_queued(timer) ? node_object(timer->node.node.rb_right) : 0;
}

static notrace u64 get_parent(const void *object)
{
	const struct hrtimer *timer = object;
	const struct rb_node *node = &timer->node.node;

	if (!get_queued(timer) || RB_EMPTY_NODE(node))
		return 0;
	return node_object(node->rb_parent);
}

static notrace u64 get_color(const void *object)
{
	const struct hrtimer *timer = object;

	return get_queued(timer) ? timer->node.node.rb_color : RB_BLACK;
}

static const char *const color_names[] = { "red", "black" };
static const char *const timer_base_names_or_none[] = {
	"monotonic", "realtime", "boottime", "tai", "monotonic_soft",
	"realtime_soft", "boottime_soft", "tai_soft", "none",
};

#define HRTIMER_FIELDS(of) \
	FIELD_OBJECT(of, object, "the timer itself"), \
	FIELD_GET("active", BOOL, NONE, get_active, \
		  "queued, or its callback runs"), \
	FIELD_GET("queued", BOOL, NONE, get_queued, "armed: in a tree"), \
	FIELD_GET("running", BOOL, NONE, get_running, "its callback runs"), \
	FIELD_GET("softexpires", UINT, NS, get_softexpires, \
		  "it may run from here on, on its base's clock"), \
	FIELD_GET("expires", UINT, NS, get_expires, \
		  "it is made to run here: the soft expiry and the slack"), \
	FIELD_GET("function", FUNCTION, NONE, get_function, \
		  "its callback"), \
	FIELD_GET_ENUM("base", timer_base_names_or_none, get_base, \
		       "which clock, and whether the softirq runs it"), \
	FIELD_GET("cpu", UINT, NONE, get_cpu, "whose base"), \
	FIELD_GET("is_soft", BOOL, NONE, get_is_soft, \
		  "its callback runs in the softirq"), \
	FIELD_GET("is_hard", BOOL, NONE, get_is_hard, \
		  "set up with HRTIMER_MODE_HARD"), \
	FIELD_GET("parent", OBJECT, NONE, get_parent, \
		  "above it in the tree; none: it is the root"), \
	FIELD_GET("left", OBJECT, NONE, get_left, \
		  "below it on the left: expires earlier"), \
	FIELD_GET("right", OBJECT, NONE, get_right, \
		  "below it on the right: expires later"), \
	FIELD_GET_ENUM("color", color_names, get_color, \
		       "of its node in the tree")

static const struct state_field hrtimer_fields[] = {
	HRTIMER_FIELDS(struct hrtimer),
};
const struct state_type hrtimer_type =
	STATE_TYPE("hrtimer", struct hrtimer, hrtimer_fields,
		   "a high-resolution timer");

/* The first member is the timer, so that its fields lie where they are. */
static const struct state_field khrtimer_fields[] = {
	HRTIMER_FIELDS(struct hrtimer),
};
const struct state_type khrtimer_type =
	STATE_TYPE("hrtimer", struct khrtimer, khrtimer_fields,
		   "a high-resolution timer made by a command");

/* --- state: bases ------------------------------------------------------- */

static notrace u64 get_clock(const void *base)
{
	return (u64)((const struct hrtimer_clock_base *)base)->clockid;
}

static notrace u64 get_base_running(const void *base)
{
	return serial_of(((const struct hrtimer_clock_base *)base)->running);
}

static notrace u64 get_first(const void *object)
{
	const struct hrtimer_clock_base *base = object;

	return node_object(base->active.rb_root.rb_leftmost);
}

static notrace u64 get_root(const void *object)
{
	const struct hrtimer_clock_base *base = object;

	return node_object(base->active.rb_root.rb_root.rb_node);
}

static notrace const void *next_timer_in(const void *base, const void *prev)
{
	return hrtimer_next_in_base(base, prev);
}

static const struct state_field clock_base_fields[] = {
	FIELD_GET_ENUM("clock", clockid_names, get_clock, "which clock"),
	FIELD(struct hrtimer_clock_base, offset, NS,
	      "how far it is ahead of CLOCK_MONOTONIC"),
	FIELD(struct hrtimer_clock_base, seq, NONE,
	      "changes twice around each callback"),
	FIELD_GET("running", OBJECT, NONE, get_base_running,
		  "the timer whose callback runs"),
	FIELD_GET("leftmost", OBJECT, NONE, get_first,
		  "the next to expire, as the tree remembers it"),
	FIELD_GET("root", OBJECT, NONE, get_root, "the top of the tree"),
	FIELD_LIST_BENDS("timer", &hrtimer_type, next_timer_in,
			 "its timers, next to expire first"),
};
const struct state_type hrtimer_clock_base_type =
	STATE_TYPE("hrtimer_clock_base", struct hrtimer_clock_base,
		   clock_base_fields, "the hrtimers of one clock");

static notrace const void *next_clock_base(const void *object,
					   const void *prev)
{
	const struct hrtimer_cpu_base *cpu_base = object;
	const struct hrtimer_clock_base *base = prev;

	base = base ? base + 1 : cpu_base->clock_base;
	return base < cpu_base->clock_base + HRTIMER_MAX_CLOCK_BASES ? base :
								       NULL;
}

static notrace u64 key_clock_base(const void *object, const void *base)
{
	(void)object;
	return ((const struct hrtimer_clock_base *)base)->index;
}

/* The kernel only compares these pointers, for the timers may be gone: what a
 * sleeper had on its stack, for example.  So they are followed only to timers
 * that are first in their base. */
static notrace u64 serial_if_first(const struct hrtimer_cpu_base *cpu_base,
				   const struct hrtimer *timer)
{
	u32 i;

	for (i = 0; i < HRTIMER_MAX_CLOCK_BASES; i++) {
		if (timer &&
		    cpu_base->clock_base[i].active.rb_root.rb_leftmost ==
			    &timer->node.node)
			return serial_of(timer);
	}
	return 0;
}

static notrace u64 get_next_timer(const void *object)
{
	const struct hrtimer_cpu_base *cpu_base = object;

	return serial_if_first(cpu_base, cpu_base->next_timer);
}

static notrace u64 get_softirq_next_timer(const void *object)
{
	const struct hrtimer_cpu_base *cpu_base = object;

	return serial_if_first(cpu_base, cpu_base->softirq_next_timer);
}

static notrace u64 get_active_bases(const void *object)
{
	return ((const struct hrtimer_cpu_base *)object)->active_bases;
}

static const struct state_field cpu_base_fields[] = {
	FIELD_STRUCT(struct hrtimer_cpu_base, lock, &spinlock_type,
		     "guards all of this CPU's hrtimers"),
	FIELD(struct hrtimer_cpu_base, cpu, NONE, "the CPU it belongs to"),
	FIELD_GET_FLAGS("active_bases", hrtimer_base_names, get_active_bases,
			"the bases that are not empty"),
	FIELD(struct hrtimer_cpu_base, clock_was_set_seq, NONE,
	      "how often clocks had been set when it fetched the offsets"),
	FIELD(struct hrtimer_cpu_base, hres_active, NONE,
	      "high-resolution mode: the device is programmed for timers"),
	FIELD(struct hrtimer_cpu_base, in_hrtirq, NONE,
	      "hrtimer_interrupt() runs the queues"),
	FIELD(struct hrtimer_cpu_base, hang_detected, NONE,
	      "the interrupt gave up: the device waits longer than it should"),
	FIELD(struct hrtimer_cpu_base, softirq_activated, NONE,
	      "HRTIMER_SOFTIRQ is raised, or runs"),
	FIELD(struct hrtimer_cpu_base, nr_events, NONE,
	      "hrtimer interrupts so far"),
	FIELD(struct hrtimer_cpu_base, nr_retries, NONE,
	      "how often one had to look again"),
	FIELD(struct hrtimer_cpu_base, nr_hangs, NONE,
	      "how often one gave up"),
	FIELD(struct hrtimer_cpu_base, max_hang_time, NS,
	      "the longest time that one took before it gave up"),
	FIELD(struct hrtimer_cpu_base, expires_next, NS,
	      "what the device is programmed for, on CLOCK_MONOTONIC"),
	FIELD_GET("next_timer", OBJECT, NONE, get_next_timer,
		  "the timer that it is programmed for"),
	FIELD(struct hrtimer_cpu_base, softirq_expires_next, NS,
	      "when the first soft timer expires, on CLOCK_MONOTONIC"),
	FIELD_GET("softirq_next_timer", OBJECT, NONE, get_softirq_next_timer,
		  "the first soft timer"),
	FIELD_LIST_NAMES("base", &hrtimer_clock_base_type, next_clock_base,
			 key_clock_base, hrtimer_base_names,
			 "one base a clock, hard and soft"),
};
const struct state_type hrtimer_cpu_base_type =
	STATE_TYPE("hrtimer_cpu_base", struct hrtimer_cpu_base,
		   cpu_base_fields, "the hrtimers of a CPU");

/* --- invariants --------------------------------------------------------- */

static notrace const char *check_timer(const struct hrtimer_clock_base *base,
				       const struct hrtimer *timer)
{
	if (timer->state != HRTIMER_STATE_ENQUEUED)
		return "hrtimer: a timer in a tree is not marked as queued";
	if (timer->base != base)
		return "hrtimer: a timer in a tree names another base";
	if (!timer->function)
		return "hrtimer: a queued timer has no function";
	if (timer->_softexpires > timer->node.expires)
		return "hrtimer: a soft expiry is after the hard one";
	if (timer->is_soft != (base->index >= HRTIMER_BASE_MONOTONIC_SOFT))
		return "hrtimer: a timer is in the wrong half of the bases";
	return NULL;
}

static notrace const char *check_base(const struct hrtimer_clock_base *base)
{
	bool active = base->cpu_base->active_bases >> base->index & 1;
	const struct hrtimer *timer = NULL;
	const char *broken;

	broken = rb_check(&base->active.rb_root, timerqueue_less,
			  state_readable);
	if (broken)
		return broken;
	if (active == RB_EMPTY_ROOT(&base->active.rb_root.rb_root))
		return "hrtimer: active_bases and trees disagree";
	for (;;) {
		timer = hrtimer_next_in_base(base, timer);
		if (!timer)
			return NULL;
		broken = check_timer(base, timer);
		if (broken)
			return broken;
	}
}

/* Is the device, or the softirq, to come in time for the first timer?  For
 * clocks that can be set this is true only until one is: then the next
 * interrupt finds out. */
static notrace const char *check_first(const struct hrtimer_cpu_base *cpu_base,
				       const struct hrtimer_clock_base *base)
{
	const struct hrtimer *timer = hrtimer_next_in_base(base, NULL);
	bool soft = base->index >= HRTIMER_BASE_MONOTONIC_SOFT;
	ktime_t expires;

	if (!timer || base->clockid != CLOCK_MONOTONIC ||
	    (soft && cpu_base->softirq_activated))
		return NULL;
	expires = hrtimer_get_expires(timer);
	expires = expires < 0 ? 0 : expires;
	if (soft && expires < cpu_base->softirq_expires_next)
		return "hrtimer: softirq_expires_next is too late";
	if (cpu_base->hres_active && !cpu_base->in_hrtirq &&
	    expires < cpu_base->expires_next)
		return "hrtimer: expires_next is too late";
	return NULL;
}

static notrace const char *
check_cpu_base(const struct hrtimer_cpu_base *cpu_base, u32 cpu)
{
	const struct hrtimer_clock_base *base = cpu_base->clock_base;
	const char *broken = NULL;
	u32 i;

	if (cpu_base->cpu != cpu)
		return "hrtimer: a base does not know its CPU";
	if (cpu_base->lock.locked)
		return NULL;
	for (i = 0; i < HRTIMER_MAX_CLOCK_BASES && !broken; i++) {
		if (base[i].index != i || base[i].cpu_base != cpu_base)
			return "hrtimer: a base does not know who it is";
		broken = check_base(&base[i]);
		if (!broken)
			broken = check_first(cpu_base, &base[i]);
	}
	return broken;
}

notrace const char *hrtimer_check(struct machine *m)
{
	const struct kernel *k = m->kernel;
	const char *broken = NULL;
	u32 cpu;

	hot.machine = m;
	for (cpu = 0; cpu < k->config.nr_cpus && !broken; cpu++)
		broken = check_cpu_base(&k->percpu[cpu]->hrtimer_bases, cpu);
	return broken;
}
