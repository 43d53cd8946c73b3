/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * hrtimers and lines of a recording: finding, reading, reporting.
 */
#include "verify_hrtimer_state.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* --- timers -------------------------------------------------------------- */

static u32 hash_address(u64 address)
{
	return (u32)(address * 0x9e3779b97f4a7c15ull >> 40) % NR_HR_HASH;
}

static struct vhrtimer *new_hrtimer(u64 address)
{
	struct vhrtimer *vt = calloc(1, sizeof(*vt));
	u32 hash = hash_address(address);

	if (!vt)
		abort();
	if (hrmodel->nr_timers == hrmodel->room) {
		hrmodel->room = hrmodel->room ? 2 * hrmodel->room : 256;
		hrmodel->by_object = realloc(hrmodel->by_object,
					     hrmodel->room * sizeof(*hrmodel->by_object));
		if (!hrmodel->by_object)
			abort();
	}
	vt->timer = machine_alloc(hrmodel->m, sizeof(*vt->timer));
	if (!vt->timer)
		abort();
	vt->timer->object = hrmodel->nr_timers + 1;
	hrmodel->by_object[hrmodel->nr_timers++] = vt;
	vt->address = address;
	vt->next_cpu = HR_NOWHERE;
	vt->next = hrmodel->hash[hash];
	hrmodel->hash[hash] = vt;
	vt->younger = hrmodel->all;
	hrmodel->all = vt;
	return vt;
}

struct vhrtimer *get_hrtimer(u64 address)
{
	struct vhrtimer *vt = hrmodel->hash[hash_address(address)];

	while (vt && vt->address != address)
		vt = vt->next;
	return vt ? vt : new_hrtimer(address);
}

struct vhrtimer *hrtimer_of(const struct hrtimer *timer)
{
	return hrmodel->by_object[timer->object - 1];
}

/* --- differences --------------------------------------------------------- */

static void describe(const struct vhrtimer *vt, char *text, size_t size)
{
	const struct hrtimer *timer = vt->timer;

	if (!timer->base) {
		snprintf(text, size, "it is not set up");
		return;
	}
	snprintf(text, size, "%s of CPU %u: %s, softexpires=%" PRId64 " expires=%" PRId64,
		 hrtimer_base_names[timer->base->index], timer->base->cpu_base->cpu,
		 hrtimer_is_queued(timer) ? "queued" :
		 hrtimer_callback_running(timer) ? "running" : "inactive",
		 timer->_softexpires, timer->node.expires);
}

static void report(const struct ftrace_line *line, const struct vhrtimer *vt, const char *what,
		   bool has_values, u64 recorded, u64 computed)
{
	struct verify_mismatch mismatch = {
		.line = line,
		.what = what,
		.recorded = recorded,
		.computed = computed,
		.has_values = has_values,
	};

	hrmodel->counts->mismatches++;
	describe(vt, mismatch.state, sizeof(mismatch.state));
	hrmodel->report(hrmodel->ctx, &mismatch);
}

bool hr_differs(const struct ftrace_line *line, const struct vhrtimer *vt, const char *what)
{
	report(line, vt, what, false, 0, 0);
	return false;
}

bool hr_values_differ(const struct ftrace_line *line, const struct vhrtimer *vt, const char *what,
		      u64 recorded, u64 computed)
{
	report(line, vt, what, true, recorded, computed);
	return false;
}

bool hr_same(const struct ftrace_line *line, const struct vhrtimer *vt, const char *what,
	     u64 recorded, u64 computed)
{
	if (recorded == computed)
		return true;
	return hr_values_differ(line, vt, what, recorded, computed);
}

/* --- lines --------------------------------------------------------------- */

const struct ftrace_line *hr_read_line(struct vhrcpu *r)
{
	const struct ftrace_line *line = r->unread;

	r->unread = NULL;
	if (line)
		return line;
	machine_yield();
	return hrmodel->line;
}

const struct ftrace_line *hr_next_on_cpu(const struct ftrace_line *line)
{
	do {
		if (line->next_on_cpu == FTRACE_NONE)
			return NULL;
		line = &hrmodel->trace->line[line->next_on_cpu];
		if (line->kind == FTRACE_LOST)
			return NULL;
	} while (!line->hrtimer);
	return line;
}

/* A restart comes right after the callback, in the same interrupt. */
const struct ftrace_line *hr_restart_after(const struct ftrace_line *exit)
{
	const struct ftrace_line *next;

	if (exit->hrtimer != FTRACE_HRTIMER_EXIT)
		return NULL;
	next = hr_next_on_cpu(exit);
	if (!next || next->hrtimer != FTRACE_HRTIMER_START || next->timer != exit->timer ||
	    next->context != exit->context || next->mode != HRTIMER_MODE_ABS || next->was_armed)
		return NULL;
	return next;
}

bool is_tick(const struct ftrace_line *line)
{
	static u64 names[2];

	if (!names[0]) {
		names[0] = ftrace_name("tick_nohz_handler");
		names[1] = ftrace_name("tick_sched_timer");
	}
	return line && (line->function == names[0] || line->function == names[1]);
}
