/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wheel driven by a recording: see verify_model.h.
 *
 * Order.  Lines are handed out in the order of the file, each to the reader of
 * its CPU, so that what CPUs do to each other happens in the recorded order.
 * A callback consumes its own lines up to timer_expire_exit; while it waits
 * for the next one its reader sleeps inside the wheel's expire_timers(), and
 * other CPUs go on.
 *
 * Jiffies.  Each line that knows them sets them.  They are an input: the
 * recording says when they were read, not when they changed.
 */
#include "verify_model.h"

#include <stdio.h>
#include <stdlib.h>

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/trace.h"
#include "linux/wheel.h"
#include "verify_state.h"

struct model *model;

/* --- the readers --------------------------------------------------------- */

static void on_idle(struct vcpu *r, const struct ftrace_line *line)
{
	bool idle = false;

	jiffies = model->latest;
	r->tells_idle = true;
	r->is_idle = line->flags;
	local_irq_disable();
	if (r->is_idle) {
		model->counts->idle_entries++;
		this_percpu()->timer_bases[BASE_LOCAL].is_idle = false;
		timer_base_try_to_set_idle(jiffies, 0, &idle);
	} else {
		r->awake_since = model->latest;
		timer_clear_idle();
	}
	local_irq_enable();
}

void dispatch(struct vcpu *r, const struct ftrace_line *line)
{
	switch (line->kind) {
	case FTRACE_TIMER_INIT:
		on_init(line);
		break;
	case FTRACE_TIMER_START:
		on_start(r, NULL, line);
		break;
	case FTRACE_TIMER_CANCEL:
		if (followed_by(line, FTRACE_EXPIRE_ENTRY))
			on_expiry(r, line);
		else if (is_one_call(line))
			on_move(r, line);
		else
			on_delete(line);
		break;
	case FTRACE_EXPIRE_ENTRY:
		expire_unknown(r, line);
		break;
	case FTRACE_EXPIRE_EXIT:
		get_timer(line->timer)->runs = false;
		break;
	case FTRACE_BASE_IDLE:
		on_idle(r, line);
		break;
	case FTRACE_TIMER_SOFTIRQ:
		r->pass = NOBODY;
		break;
	default:
		break;
	}
}

/* The life of a simulated CPU. */
static void reader_main(void *arg)
{
	struct cpu *cpu = arg;
	struct vcpu *r = &model->cpu[cpu->id];

	cpu_irq_enable();
	for (;;)
		dispatch(r, read_line(r));
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

static void no_stamp(struct cpu *cpu, struct trace_record *r)
{
	(void)cpu;
	(void)r;
}

static const struct machine_os reader_os = {
	.start_cpu = reader_main,
	.interrupt = no_interrupt,
	.context = no_context,
	.stamp = no_stamp,
};

static void watch_model(void *ctx, const struct trace_record *record)
{
	(void)ctx;
	if (record->kind == EVENT_timer_start) {
		model->start = *record;
		model->started = true;
	} else if (record->kind == EVENT_timer_expire_entry) {
		model->cpu[record->cpu].baseclk = record->arg[3];
	}
}

/* --- a stretch ----------------------------------------------------------- */

static u64 first_jiffies(u32 first, u32 end)
{
	const struct ftrace_line *line;
	u32 i;

	for (i = first; i < end; i++) {
		line = &model->trace->line[i];
		if (line->kind == FTRACE_TIMER_START && line->has & FTRACE_HAS_TIMEOUT)
			return line->expires - (u64)line->timeout;
		if (line->kind == FTRACE_EXPIRE_ENTRY)
			return line->now;
	}
	return INITIAL_JIFFIES_OF(250);
}

/* Before Linux 6.9 pinned and other timers shared a wheel, and a CPU that went
 * idle had its timers armed elsewhere: `cpu' was an input.  bucket_expiry and
 * timer_base_idle are as old as the split. */
static bool is_old(const struct ftrace *trace)
{
	u32 i;

	for (i = 0; i < trace->nr_lines; i++)
		if (trace->line[i].has & FTRACE_HAS_BUCKET ||
		    trace->line[i].kind == FTRACE_BASE_IDLE)
			return false;
	return true;
}

static bool boot(u32 first, u32 end, u32 hz, char *error, size_t size)
{
	struct kernel_config config = {
		.nr_cpus = model->trace->nr_cpus,
		.hz = hz,
		.jiffies0 = first_jiffies(first, end),
		.ticks = false,
	};
	u32 i;

	model->m = machine_new(config.nr_cpus, 0);
	if (!model->m || kernel_boot(model->m, &config) || machine_start(model->m, &reader_os)) {
		snprintf(error, size, "the simulated machine cannot be made");
		return false;
	}
	model->m->host->sink = watch_model;
	model->one_wheel = is_old(model->trace);
	model->begin = config.jiffies0;
	model->latest = config.jiffies0;
	model->jiffy_us = 1000000 / hz;
	for (i = 0; i < config.nr_cpus; i++) {
		model->cpu[i].id = i;
		model->cpu[i].latest = config.jiffies0;
		model->cpu[i].awake_since = config.jiffies0;
		model->cpu[i].pass = NOBODY;
		machine_resume(model->m, &model->m->cpu[i]);
	}
	model->end = end;
	life_begin(first, end);
	look_ahead(first, end);
	place_ghosts();
	return true;
}

/* What holds whatever the model does. */
static void check_line(struct vcpu *r)
{
	life_line(r, model->line);
	due_line(r, model->line);
}

static bool drive(u32 first, u32 end, char *error, size_t size)
{
	struct cpu *cpu;
	u32 i;

	for (i = first; i < end; i++) {
		model->line = &model->trace->line[i];
		if (model->line->kind != FTRACE_LOST)
			check_line(&model->cpu[model->line->cpu]);
		if (model->line->kind == FTRACE_OTHER || model->line->kind == FTRACE_LOST)
			continue;
		cpu = &model->m->cpu[model->line->cpu];
		machine_resume(model->m, cpu);
		if (cpu->state == CPU_DEAD) {
			snprintf(error, size, "line %u: the simulated kernel died: %s",
				 model->line->number, cpu->oops);
			return false;
		}
	}
	return true;
}

static void free_model(void)
{
	struct vtimer *vt;

	while (model->all) {
		vt = model->all;
		model->all = vt->younger;
		free(vt);
	}
	free(model->by_object);
	free(model->stranger);
	if (model->m)
		machine_free(model->m);
	free(model);
	model = NULL;
}

bool verify_stretch(const struct ftrace *trace, u32 first, u32 end, u32 hz,
		    struct verify_counts *counts, verify_report report, void *ctx, char *error,
		    size_t size)
{
	bool done;

	model = calloc(1, sizeof(*model));
	if (!model) {
		snprintf(error, size, "out of memory");
		return false;
	}
	model->trace = trace;
	model->counts = counts;
	model->report = report;
	model->ctx = ctx;
	done = boot(first, end, hz, error, size) && drive(first, end, error, size);
	free_model();
	return done;
}
