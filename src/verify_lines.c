/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timers and lines of a recording: finding, reading, reporting.
 */
#include "verify_state.h"

#include <stdlib.h>
#include <string.h>

#include "linux/jiffies.h"

#define NR_AHEAD 256			/* lines of an interrupt in between */
#define MAX_LEAP (1ull << 32)		/* jiffies: no recording is that long */

static const char *const base_names[NR_BASES] = { "LOCAL", "GLOBAL", "DEF" };

/* --- timers -------------------------------------------------------------- */

static u32 hash_address(u64 address)
{
	return (u32)(address * 0x9e3779b97f4a7c15ull >> 40) % NR_HASH;
}

struct vtimer *find_timer(u64 address)
{
	struct vtimer *vt = model->hash[hash_address(address)];

	while (vt && vt->address != address)
		vt = vt->next;
	return vt;
}

static struct vtimer *new_timer(u64 address)
{
	struct vtimer *vt = calloc(1, sizeof(*vt));
	u32 hash = hash_address(address);

	if (!vt)
		abort();
	if (model->nr_timers == model->room) {
		model->room = model->room ? 2 * model->room : 256;
		model->by_object = realloc(model->by_object,
					   model->room * sizeof(*model->by_object));
		if (!model->by_object)
			abort();
	}
	vt->timer = machine_alloc(model->m, sizeof(*vt->timer));
	if (!vt->timer)
		abort();
	vt->timer->object = model->nr_timers + 1;
	vt->timer->function = timer_callback;
	model->by_object[model->nr_timers++] = vt;
	vt->address = address;
	vt->fresh = true;
	vt->next = model->hash[hash];
	model->hash[hash] = vt;
	vt->younger = model->all;
	model->all = vt;
	return vt;
}

struct vtimer *get_timer(u64 address)
{
	struct vtimer *vt = find_timer(address);

	return vt ? vt : new_timer(address);
}

struct vtimer *timer_of(const struct timer_list *timer)
{
	return model->by_object[timer->object - 1];
}

struct timer_base *base_of(const struct vtimer *vt)
{
	return (struct timer_base *)timer_base_of(vt->timer);
}

/* --- differences --------------------------------------------------------- */

static void describe_base(struct verify_mismatch *report, const struct timer_base *base)
{
	report->base = base_names[base->index];
	report->base_cpu = base->cpu;
	report->clk = base->clk;
	report->next_expiry = base->next_expiry;
	report->recalc = base->next_expiry_recalc;
	if (base->running_timer)
		report->running = timer_of(base->running_timer)->address;
}

static void report_it(struct verify_mismatch *report, const struct timer_base *base)
{
	model->counts->mismatches++;
	report->jiffies_then = jiffies;
	if (base)
		describe_base(report, base);
	model->report(model->ctx, report);
}

void mismatch(const struct ftrace_line *line, const struct timer_base *base, const char *what,
	      bool has_values, u64 recorded, u64 computed)
{
	struct verify_mismatch report = {
		.line = line,
		.what = what,
		.recorded = recorded,
		.computed = computed,
		.has_values = has_values,
	};

	report_it(&report, base);
}

void mismatch_due(const struct ftrace_line *line, const struct timer_base *base,
		  const struct vtimer *vt, u64 due)
{
	struct verify_mismatch report = {
		.line = line,
		.what = "a timer that is due has not expired",
		.due_timer = vt->address,
		.due = due,
	};

	report_it(&report, base);
}

bool same(const struct ftrace_line *line, const struct timer_base *base, const char *field,
		 u64 recorded, u64 computed)
{
	if (recorded == computed)
		return true;
	mismatch(line, base, field, true, recorded, computed);
	return false;
}

/* --- lines --------------------------------------------------------------- */

const struct ftrace_line *line_at(u32 index)
{
	return index == FTRACE_NONE ? NULL : &model->trace->line[index];
}

/* The reader's next line; sleeps until it is handed out. */
const struct ftrace_line *read_line(struct vcpu *r)
{
	const struct ftrace_line *line = r->unread;

	r->unread = NULL;
	if (line)
		return line;
	machine_yield();
	return model->line;
}

/* An interrupt's line, or one that means nothing to us, unless it shows that a
 * task goes on. */
bool in_between(const struct ftrace_line *line)
{
	return line->context == FTRACE_HARDIRQ ||
	       (line->context != FTRACE_TASK && line->kind == FTRACE_OTHER);
}

/* A timer_cancel comes with every removal.  If the next thing that happens to
 * the timer on this CPU, but for interrupts in between, is its expiry or its
 * start, the two belong together. */
const struct ftrace_line *followed_by(const struct ftrace_line *cancel, u8 kind)
{
	const struct ftrace_line *line = cancel;
	u32 i;

	if (cancel->kind != FTRACE_TIMER_CANCEL)
		return NULL;
	for (i = 0; i < NR_AHEAD; i++) {
		line = line_at(line->next_on_cpu);
		if (!line || line->kind == FTRACE_LOST)
			return NULL;
		if (line->timer == cancel->timer && line->kind != FTRACE_OTHER)
			return line->kind == kind ? line : NULL;
		if (!in_between(line) || kind == FTRACE_TIMER_START)
			return NULL;
	}
	return NULL;
}

/* Is it certain that nobody did anything in between? */
bool is_one_call(const struct ftrace_line *cancel)
{
	const struct ftrace_line *start = followed_by(cancel, FTRACE_TIMER_START);
	const struct ftrace_line *line;

	if (!start)
		return false;
	for (line = cancel + 1; line < start; line++)
		if (line->kind != FTRACE_OTHER)
			return false;
	return true;
}

/* What a line says, unless it would take the wheel years to follow. */
void set_jiffies(struct vcpu *r, const struct ftrace_line *line, u64 now)
{
	u64 distance = time_after(now, model->latest) ? now - model->latest : model->latest - now;

	if (distance > MAX_LEAP) {
		mismatch(line, NULL, "jiffies leap", true, now, model->latest);
		return;
	}
	jiffies = now;
	if (time_after(now, r->latest))
		r->latest = now;
	if (time_after(now, model->latest))
		model->latest = now;
}
