/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that expire hrtimers: the queue is run, and its callbacks look for the
 * lines that say the same.
 */
#include "linux/kernel.h"
#include "verify_hrtimer_state.h"

/* --- callbacks ----------------------------------------------------------- */

/* Consume the lines of a callback, up to its end, and return that; NULL if
 * the recording has something else instead, or no ends at all: then a callback
 * counts as over at once. */
static const struct ftrace_line *read_callback(struct vhrcpu *r, const struct vhrtimer *vt)
{
	const struct ftrace_line *line;

	r->ended = vt->address;
	if (!hrmodel->has_ends)
		return NULL;
	for (;;) {
		line = hr_read_line(r);
		if (line->hrtimer == FTRACE_HRTIMER_EXIT && line->timer == vt->address)
			return line;
		if (line->hrtimer == FTRACE_HRTIMER_ENTRY && line->timer == vt->address) {
			r->unread = line;
			return NULL;
		}
		hr_dispatch(r, line);
	}
}

/* A tick moves along its grid, past the moment at which it looks: after the
 * interrupt read now=, and before its callback's end was recorded. */
static void check_tick(struct vhrtimer *vt, const struct ftrace_line *entry,
		       const struct ftrace_line *exit, const struct ftrace_line *start)
{
	ktime_t latest = (ktime_t)(exit->us * NSEC_PER_USEC) - hrmodel->clock_ns;
	ktime_t period = (ktime_t)hrmodel->tick_ns;
	struct hrtimer copy = *vt->timer;

	if (!period || !is_tick(start))
		return;
	hrmodel->counts->hr_ticks++;
	hrtimer_forward(&copy, (ktime_t)entry->now, period);
	if ((u64)hrtimer_get_expires(&copy) != start->expires)
		hrtimer_forward(&copy, latest, period);
	hr_same(start, vt, "expires, on the tick's grid", start->expires,
		(u64)hrtimer_get_expires(&copy));
}

/* Does the callback return HRTIMER_RESTART?  Then its line follows, and the
 * timer is to be queued as it says. */
static enum hrtimer_restart read_restart(struct vhrcpu *r, struct vhrtimer *vt,
					 const struct ftrace_line *entry,
					 const struct ftrace_line *exit)
{
	const struct ftrace_line *start = hr_restart_after(exit);
	const struct ftrace_line *line;
	u64 soft;

	if (!start)
		return HRTIMER_NORESTART;
	line = hr_read_line(r);
	while (line != start) {
		hr_dispatch(r, line);
		line = hr_read_line(r);
	}
	if (hrtimer_is_queued(vt->timer)) {
		hr_dispatch(r, line);
		return HRTIMER_NORESTART;
	}
	check_tick(vt, entry, exit, start);
	soft = start->has & FTRACE_HAS_SOFTEXPIRES ? start->softexpires : start->expires;
	hrtimer_set_expires_range_ns(vt->timer, (ktime_t)soft, start->expires - soft);
	vt->known = true;
	hrmodel->counts->hr_restarts++;
	return HRTIMER_RESTART;
}

/* --- what the model does not know ---------------------------------------- */

/* An expiry outside of the model: the timer was started before the recording
 * began, or has been seen to differ.  What its callback does counts. */
static void expire_unknown(struct vhrcpu *r, struct vhrtimer *vt, const struct ftrace_line *entry)
{
	const struct ftrace_line *exit, *start;

	hrmodel->counts->hr_unknown++;
	if (vt->timer->base && hrtimer_is_queued(vt->timer))
		hrtimer_try_to_cancel(vt->timer);
	if (vt->function && vt->function != entry->function)
		vt->set_up = false;
	exit = read_callback(r, vt);
	vt->known = true;
	vt->doubtful = false;
	start = exit ? hr_restart_after(exit) : NULL;
	if (start)
		hr_dispatch(r, hr_read_line(r));
}

/* --- what it knows ------------------------------------------------------- */

static bool is_queued_here(const struct vhrcpu *r, const struct vhrtimer *vt)
{
	return vt->timer->base && hrtimer_is_queued(vt->timer) &&
	       vt->timer->base->cpu_base->cpu == r->id;
}

/* The recording ends, or loses events, before it can say more. */
static bool is_last(const struct ftrace_line *line)
{
	return !hr_next_on_cpu(line);
}

/* Before the hard expiry of a timer, another one that is not due may stand
 * before it in the tree, one of which the recording does not know. */
static bool may_be_behind(const struct vhrcpu *r, const struct vhrtimer *vt)
{
	return (u64)hrtimer_get_expires(vt->timer) > r->now;
}

/* Must the recording expire it as well? */
static bool must_agree(const struct vhrcpu *r, const struct vhrtimer *vt)
{
	return vt->known && !vt->doubtful && !vt->gaps && !may_be_behind(r, vt);
}

/* The model expires @vt: find its line.  NULL, having said so, if something
 * else comes. */
static const struct ftrace_line *read_entry(struct vhrcpu *r, struct vhrtimer *vt)
{
	const struct ftrace_line *line;
	struct vhrtimer *other;

	for (;;) {
		line = hr_read_line(r);
		if (vt->withdrawn)
			break;
		if (line->hrtimer == FTRACE_HRTIMER_CANCEL && line->timer == vt->address)
			continue;
		if (!hrmodel->has_ends && line->hrtimer == FTRACE_HRTIMER_START &&
		    line->timer == r->ended) {
			hr_dispatch(r, line);
			continue;
		}
		if (line->hrtimer != FTRACE_HRTIMER_ENTRY) {
			if (must_agree(r, vt) && !is_last(line))
				hr_differs(line, vt, "the model expires a timer before this");
			break;
		}
		if (line->timer == vt->address)
			return line;
		other = get_hrtimer(line->timer);
		if (is_queued_here(r, other) && other->known) {
			if (must_agree(r, vt))
				hr_values_differ(line, vt,
						 "the model expires another hrtimer first",
						 line->timer, vt->address);
			break;
		}
		expire_unknown(r, other, line);
	}
	r->unread = line;
	return NULL;
}

static void compare_entry(struct vhrcpu *r, struct vhrtimer *vt, const struct ftrace_line *entry)
{
	bool agree = true;

	(void)r;
	if (!vt->known || vt->doubtful) {
		hrmodel->counts->hr_unknown++;
		return;
	}
	hrmodel->counts->hr_expiries++;
	if (entry->now < (u64)vt->timer->_softexpires)
		agree = hr_values_differ(entry, vt, "now, before softexpires", entry->now,
					 (u64)vt->timer->_softexpires);
	if (vt->function && vt->function != entry->function)
		agree = hr_differs(entry, vt, "another function than it was started with");
	hrmodel->counts->hr_expiries_agree += agree;
}

/* The recording does not expire it now.  If that may be so, it goes back into
 * the tree, to wait for its hard expiry or for its line. */
static enum hrtimer_restart not_yet(struct vhrcpu *r, struct vhrtimer *vt)
{
	if (vt->withdrawn)
		return HRTIMER_NORESTART;
	if (vt->known && !vt->doubtful && vt->gaps) {
		hrmodel->counts->hr_lost++;
		vt->known = false;
	} else if (vt->known && !vt->doubtful && may_be_behind(r, vt)) {
		hrmodel->counts->hr_undecided++;
		vt->soft = hrtimer_get_softexpires(vt->timer);
		vt->held = true;
		hrtimer_set_expires(vt->timer, hrtimer_get_expires(vt->timer));
		return HRTIMER_RESTART;
	} else {
		vt->doubtful = true;
	}
	return HRTIMER_NORESTART;
}

/* The function of all our timers, called by __run_hrtimer(). */
enum hrtimer_restart hrtimer_callback(struct hrtimer *timer)
{
	struct vhrcpu *r = &hrmodel->cpu[smp_processor_id()];
	struct vhrtimer *vt = hrtimer_of(timer);
	const struct ftrace_line *entry, *exit;

	vt->waiting = true;
	vt->withdrawn = false;
	entry = read_entry(r, vt);
	vt->waiting = false;
	if (!entry)
		return not_yet(r, vt);
	vt->held = false;
	compare_entry(r, vt, entry);
	vt->known = true;
	vt->doubtful = false;
	exit = read_callback(r, vt);
	return exit ? read_restart(r, vt, entry, exit) : HRTIMER_NORESTART;
}

/* Its line has come: it was due from its soft expiry on. */
static void release(struct vhrtimer *vt)
{
	struct hrtimer_clock_base *base = vt->timer->base;
	ktime_t hard = hrtimer_get_expires(vt->timer);

	hrtimer_try_to_cancel(vt->timer);
	hrtimer_set_expires_range_ns(vt->timer, vt->soft, (u64)(hard - vt->soft));
	enqueue_hrtimer(vt->timer, base, HRTIMER_MODE_ABS, false);
	vt->held = false;
}

/* Who stands before @vt and keeps it from expiring, but may have gone? */
static struct vhrtimer *blocker(const struct vhrtimer *vt, u64 now)
{
	struct timerqueue_node *first = timerqueue_getnext(&vt->timer->base->active);
	struct vhrtimer *other;

	if (!first || first == &vt->timer->node)
		return NULL;
	other = hrtimer_of(container_of(first, struct hrtimer, node));
	if ((u64)hrtimer_get_softexpires(other->timer) <= now)
		return NULL;
	return other->gaps || !other->known ? other : NULL;
}

/* Run the queue that @vt is in, as its interrupt or softirq did.  An interrupt
 * within a softirq has a moment, and maybe a clock, of its own: what the model
 * compares with is that of the innermost pass, and afterwards again the
 * outer's. */
static void run_queue(struct vhrcpu *r, const struct vhrtimer *vt, u64 now)
{
	struct hrtimer_clock_base *base = vt->timer->base;
	struct hrtimer_cpu_base *cpu_base = base->cpu_base;
	u64 outer = r->now;
	bool flags = false;

	r->now = now;
	raw_spin_lock_irqsave(&cpu_base->lock, flags);
	__hrtimer_run_queues(cpu_base, (ktime_t)now, flags, BIT(base->index));
	raw_spin_unlock_irqrestore(&cpu_base->lock, flags);
	r->now = outer;
}

void hr_on_entry(struct vhrcpu *r, const struct ftrace_line *line)
{
	struct vhrtimer *vt = get_hrtimer(line->timer);
	struct vhrtimer *other;

	if (!is_queued_here(r, vt)) {
		if (vt->known && !vt->doubtful && !vt->gaps)
			hr_differs(line, vt, "the model does not have it queued here");
		expire_unknown(r, vt, line);
		return;
	}
	if (vt->held)
		release(vt);
	do {
		r->unread = line;
		run_queue(r, vt, line->now);
		if (r->unread != line)
			return;
		other = is_queued_here(r, vt) ? blocker(vt, line->now) : NULL;
		if (other)
			lose_sight(other);
	} while (other);
	r->unread = NULL;
	if (vt->known && !vt->doubtful) {
		hrmodel->counts->hr_expiries++;
		hr_differs(line, vt, "the model does not expire it now");
	}
	vt->doubtful = true;
	expire_unknown(r, vt, line);
}
