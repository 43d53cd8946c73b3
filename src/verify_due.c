/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timers that should have expired.  The model expires a timer only when the
 * recording shows that its wheel is run; so a timer whose expiry is missing
 * would stay in its bucket unnoticed.  But a recording also shows when a wheel
 * has been run up to some jiffy without saying which timers it found:
 *
 *	timer_base_idle is_idle=1    LOCAL and GLOBAL hold nothing that is due
 *	a whole TIMER softirq        nor do all three wheels of its CPU
 *
 * A softirq is known by softirq_entry and softirq_exit, or by its expiries and
 * the task that goes on after them.  The jiffies up to which the wheels have
 * been run are at least those that the CPU had seen before it began.
 *
 * Not to be seen: a timer that is overdue on a CPU of which nothing more is
 * recorded, or by less than its CPU is known to have gone on.
 */
#include "verify_state.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"

/* Would its removal have been recorded? */
static bool is_followed(const struct vtimer *vt, const struct ftrace_line *line)
{
	return vt->known && !vt->doubtful && vt->pending &&
	       active(FTRACE_TIMER_CANCEL, vt->armed_by, line);
}

static void check_bucket(const struct timer_base *base, u32 idx, const struct ftrace_line *line)
{
	const struct hlist_node *node;
	struct vtimer *vt;

	for (node = base->vectors[idx].first; node; node = node->next) {
		vt = timer_of(hlist_entry(node, struct timer_list, entry));
		if (is_followed(vt, line))
			mismatch_due(line, base, vt, timer_bucket_expiry(base, idx));
		vt->doubtful = true;
	}
}

/* At @line nothing on @base can have been due at @now. */
static void check_base(const struct timer_base *base, u64 now, const struct ftrace_line *line)
{
	u32 idx;

	if (time_after(base->next_expiry, now))
		return;
	for (idx = 0; idx < WHEEL_MAX_SIZE; idx++)
		if (test_bit(idx, base->pending_map) &&
		    time_before_eq(timer_bucket_expiry(base, idx), now))
			check_bucket(base, idx, line);
}

static const struct timer_base *base_at(const struct vcpu *r, u32 index)
{
	return &percpu_of(r->id)->timer_bases[index];
}

/* A GLOBAL wheel is left alone while another CPU runs it.  May one have done
 * so since @us? */
static bool may_run_remotely(const struct vcpu *r, u64 us)
{
	const struct vcpu *other;
	u32 i;

	for (i = 0; i < model->trace->nr_cpus; i++) {
		other = &model->cpu[i];
		if (other == r || !other->has_expired)
			continue;
		if (other->open || other->expired_us + model->jiffy_us > us)
			return true;
	}
	return false;
}

/* The CPU's three wheels have been run up to @run->now. */
static void check_wheels(const struct vcpu *r, const struct wheel_run *run,
			 const struct ftrace_line *line)
{
	check_base(base_at(r, BASE_LOCAL), run->now, line);
	check_base(base_at(r, BASE_DEF), run->now, line);
	if (!may_run_remotely(r, run->us))
		check_base(base_at(r, BASE_GLOBAL), run->now, line);
}

static void begin_run(const struct vcpu *r, struct wheel_run *run, const struct ftrace_line *line)
{
	run->is_open = r->has_now;
	run->now = r->now;
	run->us = line->us;
}

static void end_run(const struct vcpu *r, struct wheel_run *run, const struct ftrace_line *line)
{
	if (run->is_open && !model->one_wheel)
		check_wheels(r, run, line);
	run->is_open = false;
}

void due_line(struct vcpu *r, const struct ftrace_line *line)
{
	if (line->context == FTRACE_TASK)
		end_run(r, &r->expiries, line);
	if (line->kind == FTRACE_TIMER_SOFTIRQ) {
		r->expiries.is_open = false;
		begin_run(r, &r->softirq, line);
	} else if (line->kind == FTRACE_SOFTIRQ_EXIT) {
		end_run(r, &r->softirq, line);
	} else if (line->kind == FTRACE_TIMER_CANCEL && line->context == FTRACE_SOFTIRQ) {
		if (!r->expiries.is_open && followed_by(line, FTRACE_EXPIRE_ENTRY))
			begin_run(r, &r->expiries, line);
	} else if (line->kind == FTRACE_BASE_IDLE && line->flags && r->has_now) {
		check_base(base_at(r, BASE_LOCAL), r->now, line);
		check_base(base_at(r, BASE_GLOBAL), r->now, line);
	}
}
