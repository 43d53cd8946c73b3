/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every recording must obey, whatever our wheel says: the life of a timer
 * and the order of lines.  A difference here is a recording that was changed,
 * or a kernel that is broken.
 *
 *	a timer		start, cancel, start, cancel ...; a pending timer is
 *			not set up; the function that expires was armed
 *	an expiry	cancel, entry, exit of one timer on one CPU, with
 *			nothing but interrupts in between
 *	a CPU		neither time nor jiffies run backwards
 *	a strange expiry   a timer armed before the recording began lies in a
 *			bucket as coarse as it was far away then
 *
 * Each rule holds only while the events that it needs were being recorded:
 * tracing may be switched on and off one event at a time.  Lines of different
 * CPUs whose times are close may stand in the wrong order.
 *
 * Not to be seen: what nothing later depends on.  A timer whose first and last
 * lines are both missing; a set-up more or less of a timer that is not pending;
 * the last lines of a recording.  What the idle task did is missing on some
 * machines: there, timers may have been armed or set up out of sight.
 */
#include "verify_state.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"

#define MAX_SKEW 50u			/* microseconds */
#define INDEX(kind) ((kind) - FTRACE_TIMER_INIT)

/* --- what is recorded at all --------------------------------------------- */

static bool is_recorded(const struct ftrace_line *line)
{
	return line->kind >= FTRACE_TIMER_INIT && line->kind <= FTRACE_EXPIRE_EXIT;
}

bool active(u8 kind, const struct ftrace_line *from, const struct ftrace_line *to)
{
	const struct ftrace_line *first = model->first_of[INDEX(kind)];

	return first && first < from && model->last_of[INDEX(kind)] > to;
}

void life_begin(u32 first, u32 end)
{
	const struct ftrace_line *line;
	u32 i;

	for (i = first; i < end; i++) {
		line = &model->trace->line[i];
		if (!is_recorded(line))
			continue;
		if (!model->first_of[INDEX(line->kind)])
			model->first_of[INDEX(line->kind)] = line;
		model->last_of[INDEX(line->kind)] = line;
	}
}

/* --- time ---------------------------------------------------------------- */

bool jiffies_of(const struct ftrace_line *line, u64 *now)
{
	if (line->kind == FTRACE_EXPIRE_ENTRY)
		*now = line->now;
	else if (line->kind == FTRACE_TIMER_START && line->has & FTRACE_HAS_TIMEOUT)
		*now = line->expires - (u64)line->timeout;
	else
		return false;
	return true;
}

/* An interrupt may have come between a line's place and its look at jiffies;
 * so the interrupt's own may be older. */
static void check_time(struct vcpu *r, const struct ftrace_line *line)
{
	u64 now;

	if (r->last && line->us < r->last->us)
		mismatch(line, NULL, "time runs backwards on this CPU", false, 0, 0);
	r->last = line;
	if (!jiffies_of(line, &now))
		return;
	if (line->context != FTRACE_TASK && line->context != FTRACE_SOFTIRQ)
		return;
	if (r->has_now && time_before(now, r->now))
		mismatch(line, NULL, "jiffies before those of the CPU's last line", true, now,
			 r->now);
	r->has_now = true;
	r->now = now;
}

/* --- an expiry ----------------------------------------------------------- */

/* Where other tasks may cut in, or nothing is known of contexts, any earlier
 * removal on this CPU will do. */
static bool is_strict(const struct ftrace_line *entry)
{
	return entry->context == FTRACE_SOFTIRQ;
}

static bool has_cancel(const struct vcpu *r, const struct vtimer *vt,
		       const struct ftrace_line *entry)
{
	if (is_strict(entry))
		return r->begun ? r->cancel && r->cancel->timer == entry->timer : true;
	return vt->last_cancel ? vt->last_cancel->cpu == entry->cpu : !vt->last;
}

static void check_entry(struct vcpu *r, struct vtimer *vt, const struct ftrace_line *line)
{
	if (r->open && is_strict(line) && active(FTRACE_EXPIRE_EXIT, r->open, line))
		mismatch(r->open, NULL, "its timer_expire_exit is missing", false, 0, 0);
	if (!has_cancel(r, vt, line) && active(FTRACE_TIMER_CANCEL, line, line))
		mismatch(line, NULL, "no timer_cancel before it", false, 0, 0);
	if (vt->armed_by && vt->armed_by->function != line->function)
		mismatch(line, NULL, "another function than was armed", false, 0, 0);
	vt->last_cancel = NULL;
	if (!vt->pending)
		vt->armed_by = NULL;
	vt->works_for = line->function;
	r->open = line;
	r->has_expired = true;
	r->expired_us = line->us;
	r->in_run = true;
}

static void check_exit(struct vcpu *r, const struct vtimer *vt, const struct ftrace_line *line)
{
	bool was_before = r->has_expired || (r->seen_task && is_strict(line));
	bool matches = r->open ? r->open->timer == vt->address : !was_before;

	if (!matches && active(FTRACE_EXPIRE_ENTRY, line, line))
		mismatch(line, NULL, "no timer_expire_entry before it", false, 0, 0);
	r->open = NULL;
	r->has_expired = true;
	r->expired_us = line->us;
}

/* The end of a softirq, but for its interrupts: a task goes on. */
static void check_task(struct vcpu *r, const struct ftrace_line *line)
{
	if (r->open && is_strict(r->open) && active(FTRACE_EXPIRE_EXIT, r->open, line)) {
		mismatch(r->open, NULL, "its timer_expire_exit is missing", false, 0, 0);
		r->open = NULL;
	}
	r->in_run = false;
	r->seen_task = true;
}

/* May an idle task that leaves no lines have armed or removed a timer of
 * @function?  It does not sleep. */
static bool out_of_sight(u64 function)
{
	return model->trace->blind && function != ftrace_name("process_timeout");
}

/* --- a strange expiry ---------------------------------------------------- */

/* The finest level that a timer can lie in if its bucket is @ahead. */
static u32 finest_level(u64 ahead)
{
	u32 level = 0;

	while (level + 1 < LVL_DEPTH && ahead >= (u64)LVL_SIZE << LVL_SHIFT(level))
		level++;
	return level;
}

/*
 * A timer that has never been seen was armed before the first recorded
 * arming, with a clock of at most that jiffy + 1.  What a callback of the same
 * run has done may have moved the clock, and with it baseclk.
 */
static void check_stranger(const struct vcpu *r, const struct ftrace_line *entry)
{
	const struct ftrace_line *first = model->first_of[INDEX(FTRACE_TIMER_START)];
	u64 since, ahead;

	if (out_of_sight(entry->function) || r->in_run || !first || first > entry)
		return;
	if (!(entry->has & FTRACE_HAS_BASECLK) || !jiffies_of(first, &since))
		return;
	ahead = entry->baseclk - since - 1;
	if ((s64)ahead > 0 && entry->baseclk & (LVL_GRAN(finest_level(ahead)) - 1))
		mismatch(entry, NULL, "no bucket of a timer armed before the recording", false,
			 0, 0);
}

/* --- a life -------------------------------------------------------------- */

/* The timer's line of @kind that is missing before @line comes so soon on
 * another CPU that the two may have changed places. */
static const struct ftrace_line *comes_late(const struct ftrace_line *line, u8 kind)
{
	const struct ftrace_line *end = &model->trace->line[model->end];
	const struct ftrace_line *other;

	for (other = line + 1; other < end && other->us <= line->us + MAX_SKEW; other++)
		if (other->kind == kind && other->timer == line->timer)
			return other->cpu != line->cpu ? other : NULL;
	return NULL;
}

/* Have all removals since @armed_by been recorded, and there was none? */
static bool still_pending(const struct ftrace_line *armed_by, const struct ftrace_line *line)
{
	return armed_by && active(FTRACE_TIMER_CANCEL, armed_by, line) &&
	       !comes_late(line, FTRACE_TIMER_CANCEL);
}

/* Can the expiry @entry (NULL: a removal) be that of the late arming @start? */
static bool can_belong(const struct ftrace_line *start, const struct ftrace_line *entry)
{
	return start && !(entry && start->has & FTRACE_HAS_BUCKET &&
			  time_after(start->bucket_expiry, entry->now));
}

static void check_cancel(const struct vtimer *vt, const struct ftrace_line *line)
{
	const struct ftrace_line *entry = followed_by(line, FTRACE_EXPIRE_ENTRY);

	if (!vt->last || vt->pending || out_of_sight(entry ? entry->function : vt->works_for))
		return;
	if (active(FTRACE_TIMER_START, vt->last, line) &&
	    !can_belong(comes_late(line, FTRACE_TIMER_START), entry))
		mismatch(line, NULL, "removed without having been armed", false, 0, 0);
}

/* A timer that is pending is linked; whoever sets it up anew corrupts the
 * wheel.  But an idle task that leaves no lines may have removed it. */
static void check_init(const struct vtimer *vt, const struct ftrace_line *line)
{
	if (!vt->pending || !still_pending(vt->armed_by, line))
		return;
	if (out_of_sight(vt->armed_by->function) &&
	    time_after(vt->armed_by->bucket_expiry, model->latest)) {
		model->counts->reused++;
		return;
	}
	mismatch(line, NULL, "set up while it is pending", false, 0, 0);
}

static void live(struct vtimer *vt, const struct ftrace_line *line, bool pending)
{
	vt->last = line;
	vt->pending = pending;
}

static void follow_timer(struct vcpu *r, struct vtimer *vt, const struct ftrace_line *line)
{
	switch (line->kind) {
	case FTRACE_TIMER_INIT:
		check_init(vt, line);
		vt->armed_by = NULL;
		live(vt, line, false);
		break;
	case FTRACE_TIMER_START:
		vt->armed_twice = vt->pending && still_pending(vt->armed_by, line);
		vt->armed_by = line;
		vt->works_for = line->function;
		live(vt, line, true);
		break;
	case FTRACE_TIMER_CANCEL:
		check_cancel(vt, line);
		if (!vt->pending)
			vt->armed_by = NULL;
		vt->strange = !vt->last;
		vt->last_cancel = line;
		live(vt, line, false);
		break;
	case FTRACE_EXPIRE_ENTRY:
		if (vt->strange)
			check_stranger(r, line);
		vt->strange = false;
		check_entry(r, vt, line);
		break;
	case FTRACE_EXPIRE_EXIT:
		check_exit(r, vt, line);
		break;
	default:
		break;
	}
}

void life_line(struct vcpu *r, const struct ftrace_line *line)
{
	check_time(r, line);
	if (line->context == FTRACE_TASK)
		check_task(r, line);
	else if (line->kind == FTRACE_TIMER_SOFTIRQ)
		r->seen_task = true;
	if (is_recorded(line))
		follow_timer(r, get_timer(line->timer), line);
	if (in_between(line))
		return;
	r->cancel = line->kind == FTRACE_TIMER_CANCEL ? line : NULL;
	r->begun = true;
}
