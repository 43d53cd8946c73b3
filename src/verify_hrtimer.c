/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers driven by a recording: see verify_hrtimer.h.
 *
 * A reader that comes to an hrtimer_expire_entry runs the queue of that timer's
 * base.  The callbacks of our timers look for the lines that say the same, and
 * consume what their real counterparts did, up to hrtimer_expire_exit; while
 * they wait for lines of their CPU, others go on.
 */
#include "verify_hrtimer.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "linux/hrtimer.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/trace.h"
#include "verify_hrtimer_state.h"

struct hrmodel *hrmodel;

/* --- what is set up ------------------------------------------------------- */

/* Nobody's expiry on a clock that counts from boot is this large. */
#define YEAR_2001 1000000000000000000ull

/* A timer that was set up before the recording began: its expiry tells what
 * kind of clock it has. */
static void set_up_unseen(struct vhrtimer *vt, const struct ftrace_line *line)
{
	bool wall = line->expires >= YEAR_2001 && line->expires < KTIME_MAX;

	if (vt->set_up && vt->function == line->function)
		return;
	if (vt->set_up && !vt->function) {
		vt->function = line->function;
		return;
	}
	if (vt->timer->base)
		hrtimer_try_to_cancel(vt->timer);
	hrtimer_setup(vt->timer, hrtimer_callback, wall ? CLOCK_REALTIME : CLOCK_MONOTONIC,
		      line->mode & HRTIMER_MODE_SOFT);
	vt->function = line->function;
	vt->set_up = true;
	vt->known = false;
}

static void on_setup(const struct ftrace_line *line)
{
	struct vhrtimer *vt = get_hrtimer(line->timer);
	s32 clock = line->clockid;

	if (vt->timer->base && hrtimer_is_queued(vt->timer)) {
		hrmodel->counts->hr_reused += vt->known;
		hrtimer_try_to_cancel(vt->timer);
	}
	if (clock != CLOCK_REALTIME && clock != CLOCK_BOOTTIME && clock != CLOCK_TAI)
		clock = CLOCK_MONOTONIC;
	hrtimer_setup(vt->timer, hrtimer_callback, clock, line->mode);
	vt->function = 0;
	vt->set_up = true;
	vt->known = true;
	vt->doubtful = false;
	vt->waiting = false;
}

/* --- starting --------------------------------------------------------------- */

/* What hrtimer_start_range_ns() does when it has chosen @cpu. */
static void start_on(struct vhrtimer *vt, u32 cpu, ktime_t soft, u64 delta, u32 mode,
		     bool was_armed)
{
	struct hrtimer *timer = vt->timer;
	struct hrtimer_cpu_base *cpu_base = &percpu_of(cpu)->hrtimer_bases;
	bool flags = false;

	hrtimer_try_to_cancel(timer);
	timer->base = &cpu_base->clock_base[timer->base->index];
	hrtimer_set_expires_range_ns(timer, soft, delta);
	raw_spin_lock_irqsave(&cpu_base->lock, flags);
	enqueue_hrtimer(timer, timer->base, mode, was_armed);
	raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
}

static void start(const struct vhrcpu *r, struct vhrtimer *vt, const struct ftrace_line *line,
		  bool was_armed)
{
	u64 soft = line->has & FTRACE_HAS_SOFTEXPIRES ? line->softexpires : line->expires;
	u32 cpu = hrmodel->expires_on[line - hrmodel->trace->line];
	u32 mode = line->mode & ~(u32)HRTIMER_MODE_REL;

	if (cpu == HR_NOWHERE || cpu == r->id || hrtimer_callback_running(vt->timer)) {
		hrtimer_start_range_ns(vt->timer, (ktime_t)soft, line->expires - soft, mode);
		return;
	}
	hrmodel->counts->hr_moved++;
	start_on(vt, cpu, (ktime_t)soft, line->expires - soft, mode, was_armed);
}

/* A start of the tick that goes on, after idling or from its callback, is on
 * the tick's grid, not more than a period away. */
static bool tick_agrees(struct vhrcpu *r, const struct vhrtimer *vt,
			const struct ftrace_line *line)
{
	bool check = r->tick_goes_on && hrmodel->tick_ns && vt->on_grid;
	u64 grid = vt->grid % (hrmodel->tick_ns ? hrmodel->tick_ns : 1);
	u64 due;

	if (!is_tick(line))
		return true;
	r->tick_goes_on = false;
	r->tick_stops = false;
	if (!check)
		return true;
	due = line->expires - (line->expires - grid) % hrmodel->tick_ns;
	hrmodel->counts->hr_ticks++;
	return hr_same(line, vt, "expires, on the tick's grid", line->expires, due);
}

/* It is not where the recording let us think: somebody who was not recorded
 * has moved it. */
void lose_sight(struct vhrtimer *vt)
{
	hrmodel->counts->hr_lost++;
	if (vt->timer->base)
		hrtimer_try_to_cancel(vt->timer);
	vt->known = false;
}

/* Was it armed?  Where lines do not say, a start follows a cancellation if it was. */
static bool says_armed(const struct ftrace_line *line)
{
	return line->has & FTRACE_HAS_ARMED && line->was_armed;
}

static void on_start(struct vhrcpu *r, const struct ftrace_line *line)
{
	struct vhrtimer *vt = get_hrtimer(line->timer);
	bool agree = true;
	bool armed;

	set_up_unseen(vt, line);
	if (vt->waiting)
		vt->withdrawn = true;
	armed = hrtimer_is_queued(vt->timer) || vt->waiting;
	if (vt->gaps && vt->known && armed != says_armed(line))
		lose_sight(vt);
	if (vt->known && !vt->doubtful) {
		hrmodel->counts->hr_starts++;
		if (line->has & FTRACE_HAS_ARMED)
			agree = hr_same(line, vt, "was_armed", line->was_armed, armed);
		else if (armed)
			agree = hr_differs(line, vt, "the model still has it queued");
		agree &= tick_agrees(r, vt, line);
		hrmodel->counts->hr_starts_agree += agree;
	} else {
		hrmodel->counts->hr_unknown++;
	}
	start(r, vt, line, armed);
	vt->known = true;
	vt->doubtful = false;
	vt->held = false;
}

/* --- cancelling ------------------------------------------------------------- */

/* Older point releases trace a cancellation with every removal: before an expiry, and
 * before the start of a timer that is queued.  Such a start may stop the tick. */
static bool is_part_of_next(const struct ftrace_line *cancel)
{
	const struct ftrace_line *next = hr_next_on_cpu(cancel);

	return next && next->timer == cancel->timer && next->hrtimer == FTRACE_HRTIMER_ENTRY;
}

static void on_cancel(struct vhrcpu *r, const struct ftrace_line *line)
{
	struct vhrtimer *vt = get_hrtimer(line->timer);

	if (is_part_of_next(line))
		return;
	if (is_tick(hr_next_on_cpu(line)) && hr_next_on_cpu(line)->timer == line->timer)
		r->tick_goes_on = !r->tick_stops;
	if (vt->waiting) {
		vt->withdrawn = true;
		hrmodel->counts->hr_removals++;
		return;
	}
	if (!vt->known)
		hrmodel->counts->hr_unknown++;
	else if (vt->timer->base && hrtimer_try_to_cancel(vt->timer) == 1)
		hrmodel->counts->hr_removals++;
	else if (vt->gaps)
		lose_sight(vt);
	else if (!vt->doubtful)
		hr_differs(line, vt, "the model does not have it queued");
	if (vt->timer->base)
		hrtimer_try_to_cancel(vt->timer);
	vt->known = true;
	vt->doubtful = false;
}

/* --- the readers -------------------------------------------------------------- */

void hr_dispatch(struct vhrcpu *r, const struct ftrace_line *line)
{
	switch (line->hrtimer) {
	case FTRACE_HRTIMER_SETUP:
		on_setup(line);
		break;
	case FTRACE_HRTIMER_START:
		on_start(r, line);
		break;
	case FTRACE_HRTIMER_CANCEL:
		on_cancel(r, line);
		break;
	case FTRACE_HRTIMER_ENTRY:
		hr_on_entry(r, line);
		break;
	case FTRACE_TICK_STOP:
		r->tick_goes_on = false;
		r->tick_stops = true;
		break;
	default:
		if (line->kind != FTRACE_BASE_IDLE)
			break;
		r->tick_goes_on = !line->flags;
		r->tick_stops = false;
	}
}

/* The life of a simulated CPU. */
static void reader_main(void *arg)
{
	struct cpu *cpu = arg;
	struct vhrcpu *r = &hrmodel->cpu[cpu->id];

	cpu_irq_enable();
	for (;;)
		hr_dispatch(r, hr_read_line(r));
}

static void no_interrupt(u32 line)
{
	(void)line;
}

static u8 no_context(struct cpu *cpu)
{
	(void)cpu;
	return 0;
}

static void no_stamp(struct cpu *cpu, struct trace_record *record)
{
	(void)cpu;
	(void)record;
}

static const struct machine_os reader_os = {
	.start_cpu = reader_main,
	.interrupt = no_interrupt,
	.context = no_context,
	.stamp = no_stamp,
};

/* --- a stretch ---------------------------------------------------------------- */

/* So long after it should have expired, and no word of it: it must have been
 * moved. */
#define LOST_NS ((s64)(500 * NSEC_PER_USEC))

/* What is not recorded at all may have happened to any timer. */
static void doubt_what_is_missing(u64 kinds)
{
	const u64 all = BIT_ULL(FTRACE_HRTIMER_START) | BIT_ULL(FTRACE_HRTIMER_CANCEL) |
			BIT_ULL(FTRACE_HRTIMER_ENTRY) | BIT_ULL(FTRACE_HRTIMER_EXIT);
	struct vhrtimer *vt;

	hrmodel->has_ends = kinds & BIT_ULL(FTRACE_HRTIMER_EXIT);
	for (vt = hrmodel->all; vt && (kinds & all) != all; vt = vt->younger)
		vt->gaps = true;
}

/* Recordings can be filtered: a timer that expires though nobody has started
 * it since it last did has been started by somebody who was not recorded.  A
 * tick that comes late has been stopped and started meanwhile. */
static void find_gaps(u32 first, u32 end)
{
	u64 kinds = 0;
	u32 i;

	for (i = first; i < end; i++) {
		const struct ftrace_line *line = &hrmodel->trace->line[i];
		struct vhrtimer *vt;

		if (!line->hrtimer || line->hrtimer == FTRACE_TICK_STOP)
			continue;
		vt = get_hrtimer(line->timer);
		kinds |= BIT_ULL(line->hrtimer);
		if (line->hrtimer == FTRACE_HRTIMER_ENTRY &&
		    ((vt->seen && !vt->armed) ||
		     (vt->armed && is_tick(line) && (s64)(line->now - vt->expires) > LOST_NS)))
			vt->gaps = true;
		vt->seen = true;
		vt->expires = line->expires;
		vt->armed = line->hrtimer == FTRACE_HRTIMER_START;
		if (line->hrtimer == FTRACE_HRTIMER_ENTRY && line->now < YEAR_2001 &&
		    (!hrmodel->clock_ns ||
		     (s64)(line->us * 1000 - line->now) < hrmodel->clock_ns))
			hrmodel->clock_ns = (s64)(line->us * 1000 - line->now);
	}
	doubt_what_is_missing(kinds);
}

/* On which CPU will the timer of each hrtimer_start expire, if it does? */
static void look_ahead(u32 first, u32 end)
{
	const struct ftrace *trace = hrmodel->trace;
	struct vhrtimer *vt;
	u32 i;

	for (i = end; i-- > first;) {
		const struct ftrace_line *line = &trace->line[i];

		if (!line->hrtimer || line->hrtimer == FTRACE_TICK_STOP)
			continue;
		vt = get_hrtimer(line->timer);
		hrmodel->expires_on[i] = vt->next_cpu;
		if (line->hrtimer != FTRACE_HRTIMER_EXIT)
			vt->next_cpu = line->hrtimer == FTRACE_HRTIMER_ENTRY ? line->cpu :
									       HR_NOWHERE;
	}
}

/* The period of the tick: the smallest step that one makes from its callback,
 * from the expiry at which it ran to the next. */
static void find_tick(u32 first, u32 end)
{
	u32 i;

	for (i = first; i < end; i++) {
		const struct ftrace_line *line = &hrmodel->trace->line[i];
		const struct ftrace_line *restart = hr_restart_after(line);
		struct vhrtimer *vt;
		u64 step;

		if (line->hrtimer == FTRACE_HRTIMER_START)
			get_hrtimer(line->timer)->expires = line->expires;
		if (!restart || !is_tick(restart))
			continue;
		vt = get_hrtimer(restart->timer);
		step = vt->expires ? restart->expires - vt->expires : 0;
		if (step && (s64)step > 0 && (!hrmodel->tick_ns || step < hrmodel->tick_ns))
			hrmodel->tick_ns = step;
		vt->grid = restart->expires;
		vt->on_grid = true;
	}
}

static bool prepare(u32 first, u32 end)
{
	u32 nr = hrmodel->trace->nr_lines;

	hrmodel->expires_on = calloc(nr, sizeof(*hrmodel->expires_on));
	if (!hrmodel->expires_on)
		return false;
	find_tick(first, end);
	find_gaps(first, end);
	look_ahead(first, end);
	return true;
}

static bool boot(u32 first, u32 end, char *error, size_t size)
{
	struct kernel_config config = {
		.nr_cpus = hrmodel->trace->nr_cpus,
		.hz = 1000,
		.jiffies0 = INITIAL_JIFFIES_OF(1000),
		.ticks = false,
	};
	u32 i;

	hrmodel->m = machine_new(config.nr_cpus, 0);
	if (!hrmodel->m || kernel_boot(hrmodel->m, &config) ||
	    machine_start(hrmodel->m, &reader_os) || !prepare(first, end)) {
		snprintf(error, size, "the simulated machine cannot be made");
		return false;
	}
	((struct kernel *)hrmodel->m->kernel)->hrtimer_resolution = 1;
	for (i = 0; i < config.nr_cpus; i++) {
		hrmodel->cpu[i].id = i;
		machine_resume(hrmodel->m, &hrmodel->m->cpu[i]);
	}
	return true;
}

static bool drive(u32 first, u32 end, char *error, size_t size)
{
	struct cpu *cpu;
	u32 i;

	for (i = first; i < end; i++) {
		hrmodel->line = &hrmodel->trace->line[i];
		if (!hrmodel->line->hrtimer && hrmodel->line->kind != FTRACE_BASE_IDLE)
			continue;
		cpu = &hrmodel->m->cpu[hrmodel->line->cpu];
		machine_resume(hrmodel->m, cpu);
		if (cpu->state == CPU_DEAD) {
			snprintf(error, size, "line %u: the simulated kernel died: %s",
				 hrmodel->line->number, cpu->oops);
			return false;
		}
	}
	return true;
}

static void free_model(void)
{
	struct vhrtimer *vt;

	while (hrmodel->all) {
		vt = hrmodel->all;
		hrmodel->all = vt->younger;
		free(vt);
	}
	free(hrmodel->by_object);
	free(hrmodel->expires_on);
	if (hrmodel->m)
		machine_free(hrmodel->m);
	free(hrmodel);
	hrmodel = NULL;
}

bool verify_hrtimers(const struct ftrace *trace, u32 first, u32 end, struct verify_counts *counts,
		     verify_report report, void *ctx, char *error, size_t size)
{
	bool done;

	if (!trace->nr_hrtimer_lines)
		return true;
	hrmodel = calloc(1, sizeof(*hrmodel));
	if (!hrmodel) {
		snprintf(error, size, "out of memory");
		return false;
	}
	hrmodel->trace = trace;
	hrmodel->counts = counts;
	hrmodel->report = report;
	hrmodel->ctx = ctx;
	done = boot(first, end, error, size) && drive(first, end, error, size);
	free_model();
	return done;
}
