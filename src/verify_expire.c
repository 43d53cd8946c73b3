/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that expire timers: the wheel is run, and its callbacks look for the
 * lines that say the same.
 */
#include "verify_state.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"

static struct vcpu *this_reader(void)
{
	return &model->cpu[smp_processor_id()];
}

/* --- callbacks ----------------------------------------------------------- */

/* Consume the lines of a callback, up to its end. */
static void read_callback(struct vcpu *r, const struct vtimer *vt)
{
	const struct ftrace_line *line;

	for (;;) {
		line = read_line(r);
		r->pass_us = line->us;
		if (line->kind == FTRACE_EXPIRE_EXIT && line->timer == vt->address)
			return;
		if (line->kind == FTRACE_EXPIRE_ENTRY || followed_by(line, FTRACE_EXPIRE_ENTRY)) {
			r->unread = line;
			return;
		}
		dispatch(r, line);
	}
}

/* Consume everything up to the timer_expire_entry that belongs to a
 * timer_cancel: interrupts may have cut in. */
static const struct ftrace_line *read_entry(struct vcpu *r, const struct vtimer *vt)
{
	const struct ftrace_line *line;

	for (;;) {
		line = read_line(r);
		if (line->kind == FTRACE_EXPIRE_ENTRY && line->timer == vt->address)
			return line;
		dispatch(r, line);
	}
}

/* Whatever the timer: a wheel's clock is not ahead of jiffies when it runs. */
static void check_strange_entry(const struct ftrace_line *entry)
{
	if (entry->has & FTRACE_HAS_BASECLK && time_after(entry->baseclk, entry->now))
		mismatch(entry, NULL, "baseclk is later than now", false, 0, 0);
}

/* An expiry outside of the model: the timer was armed before the recording
 * began, or has been seen to differ.  @cancel NULL: its line was not
 * recorded. */
void expire_unknown(struct vcpu *r, const struct ftrace_line *cancel)
{
	struct vtimer *vt = get_timer(cancel->timer);
	const struct ftrace_line *entry = cancel;

	if (!vt->doubtful)
		model->counts->unknown++;
	if (timer_pending(vt->timer))
		timer_delete(vt->timer);
	vt->known = true;
	vt->doubtful = false;
	vt->runs = true;
	if (cancel->kind == FTRACE_TIMER_CANCEL)
		entry = read_entry(r, vt);
	check_strange_entry(entry);
	if (vt->function != entry->function)
		vt->fresh = true;
	set_jiffies(r, entry, entry->now);
	read_callback(r, vt);
	vt->runs = false;
}

/* Too close for another tick, and so another softirq, to lie in between. */
static bool close_in_time(u64 a, u64 b)
{
	u64 distance = a > b ? a - b : b - a;

	return distance <= model->jiffy_us / 2;
}

/* After a callback: does the same wheel go on with the line @next?  Then the
 * lock is taken again only at that moment; until then running_timer stays. */
static bool run_goes_on(const struct vcpu *r, const struct ftrace_line *last,
			const struct timer_base *base)
{
	const struct ftrace_line *next = line_at(last->next_on_cpu);
	const struct vtimer *vt;

	while (next && in_between(next))
		next = line_at(next->next_on_cpu);
	if (!next || !followed_by(next, FTRACE_EXPIRE_ENTRY))
		return false;
	if (!close_in_time(next->us, last->us) || r->unread)
		return false;
	vt = find_timer(next->timer);
	return vt && timer_pending(vt->timer) && base_of(vt) == base;
}

/* Wait with the return from a callback until the next expiry's line is here,
 * so that what other CPUs do meanwhile comes first. */
static void end_callback(struct vcpu *r, const struct ftrace_line *last,
			 const struct timer_base *base)
{
	const struct ftrace_line *line;

	if (run_goes_on(r, last, base)) {
		line = read_line(r);
		while (!followed_by(line, FTRACE_EXPIRE_ENTRY)) {
			dispatch(r, line);
			line = read_line(r);
		}
		r->unread = line;
		set_jiffies(r, line, followed_by(line, FTRACE_EXPIRE_ENTRY)->now);
		return;
	}
	jiffies = r->latest;
}

/* The recording ends before it can say what the line belongs to. */
static bool is_last(const struct ftrace_line *line)
{
	const struct ftrace_line *next = line_at(line->next_on_cpu);

	while (next && in_between(next) && next->kind != FTRACE_LOST)
		next = line_at(next->next_on_cpu);
	return !next || next->kind == FTRACE_LOST;
}

/* Even of a timer armed before the recording we know that a wheel runs its
 * buckets in the order of time. */
static bool is_later_ghost(const struct vtimer *other, const struct ftrace_line *cancel,
			   const struct vtimer *vt, u64 baseclk)
{
	const struct ftrace_line *entry = followed_by(cancel, FTRACE_EXPIRE_ENTRY);

	return other->ghost && !other->known && timer_pending(other->timer) &&
	       base_of(other) == base_of(vt) && time_after(entry->baseclk, baseclk);
}

/* The model expires @vt.  Find its line; true: it is the next expiry on this
 * CPU, and has been read up to its timer_expire_entry. */
static const struct ftrace_line *read_expiry(struct vcpu *r, struct vtimer *vt)
{
	const struct ftrace_line *line;
	const struct vtimer *other;
	bool later = false;

	for (;;) {
		line = read_line(r);
		if (vt->withdrawn) {
			r->unread = line;
			return NULL;
		}
		if (!followed_by(line, FTRACE_EXPIRE_ENTRY)) {
			if (!in_between(line))
				break;
			dispatch(r, line);
			continue;
		}
		if (line->timer == vt->address)
			return read_entry(r, vt);
		other = get_timer(line->timer);
		later = is_later_ghost(other, line, vt, r->baseclk);
		if (later ||
		    (other->known && !other->doubtful && timer_pending(other->timer)))
			break;
		expire_unknown(r, line);
	}
	r->unread = line;
	if (later || (vt->known && !vt->doubtful && !is_last(line))) {
		model->counts->expiries++;
		mismatch(line, base_of(vt), "the model expires another timer first", true,
			 line->timer, vt->address);
	}
	vt->doubtful = true;
	return NULL;
}

/* The function of all our timers, called by the wheel. */
void timer_callback(struct timer_list *timer)
{
	struct vcpu *r = this_reader();
	struct vtimer *vt = timer_of(timer);
	struct timer_base *base = base_of(vt);
	const struct ftrace_line *entry;
	const struct ftrace_line *last;
	u64 baseclk = r->baseclk;

	vt->waiting = true;
	vt->withdrawn = false;
	entry = read_expiry(r, vt);
	vt->waiting = false;
	if (!entry)
		return;
	if (!vt->known) {
		model->counts->unknown++;
		check_strange_entry(entry);
	} else if (!vt->doubtful) {
		model->counts->expiries++;
		if (!(entry->has & FTRACE_HAS_BASECLK) ||
		    same(entry, base, "baseclk", entry->baseclk, baseclk))
			model->counts->expiries_agree++;
	}
	if (base->cpu != r->id)
		model->counts->remote++;
	vt->known = true;
	set_jiffies(r, entry, entry->now);
	r->pass_now = entry->now;
	read_callback(r, vt);
	last = model->line;
	end_callback(r, last, base);
}

/* Run the wheel that @vt is on, and those that come after it in a softirq. */
static void run_wheels(struct vcpu *r, const struct timer_base *base)
{
	u32 index;

	if (base->cpu != r->id) {
		r->pass = PASS_REMOTE;
		timer_expire_remote(base->cpu);
		return;
	}
	for (index = base->index; index < NR_BASES; index++) {
		r->pass = index;
		run_timer_base(index);
		jiffies = r->latest;
	}
	r->has_run = true;
}

/* Wheels are run in the order LOCAL, GLOBAL, DEF, other CPUs.  A timer that
 * was due when the softirq began cannot come after the turn of its wheel. */
static bool comes_too_late(const struct vcpu *r, const struct ftrace_line *cancel,
			   const struct timer_base *base)
{
	u32 turn = base->cpu == r->id ? base->index : PASS_REMOTE;

	if (r->pass == NOBODY || !close_in_time(cancel->us, r->pass_us))
		return false;
	return turn < r->pass && time_before_eq(base->next_expiry, r->pass_now);
}

void on_expiry(struct vcpu *r, const struct ftrace_line *cancel)
{
	const struct ftrace_line *entry = followed_by(cancel, FTRACE_EXPIRE_ENTRY);
	struct vtimer *vt = get_timer(cancel->timer);
	struct timer_base *base = base_of(vt);

	set_jiffies(r, entry, entry->now);
	if (!timer_pending(vt->timer)) {
		expire_unknown(r, cancel);
		return;
	}
	if (vt->known && !vt->doubtful && comes_too_late(r, cancel, base))
		mismatch(cancel, base, "its wheel had its turn before", false, 0, 0);
	r->pass_now = entry->now;
	r->unread = cancel;
	if (base->cpu == r->id || base->index == BASE_GLOBAL)
		run_wheels(r, base);
	if (r->unread != cancel)
		return;
	r->unread = NULL;
	if (vt->known && !vt->doubtful) {
		model->counts->expiries++;
		mismatch(cancel, base, "the model does not expire it now", false, 0, 0);
		vt->doubtful = true;
	}
	expire_unknown(r, cancel);
}
