/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that arm or remove timers: the recorded calls are made, and what the
 * model's wheel does with them is compared.
 */
#include "verify_state.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"

/* --- what happens out of sight ------------------------------------------- */

/*
 * When the last timer of the next bucket has been removed, next_expiry is too
 * early.  It is put right by the next idle entry, or by a softirq that finds
 * nothing to run.  Neither leaves an event for certain: some recordings lack
 * idle entries, and most lack softirqs.  So before something happens to a
 * wheel we ask: has its stale next_expiry passed, with nothing to run?  Then
 * one of the two must have happened since, if the CPU was awake; LOCAL and
 * GLOBAL are put right when it goes idle too.  DEF is not, and keeps a stale
 * next_expiry as long as the CPU sleeps.
 */
static bool bucket_is_empty(const struct timer_base *base, u64 expiry)
{
	u32 idx;

	for (idx = 0; idx < WHEEL_MAX_SIZE; idx++)
		if (test_bit(idx, base->pending_map) &&
		    time_before_eq(timer_bucket_expiry(base, idx), expiry))
			return false;
	return true;
}

static bool has_ticked(const struct vcpu *r, const struct timer_base *base, u64 now)
{
	if (base->index != BASE_DEF || !r->tells_idle)
		return time_before(base->next_expiry, now);
	if (r->is_idle)
		return false;
	return time_before(base->next_expiry, now) && time_before(r->awake_since, now);
}

static void settle(struct timer_base *base, u64 now)
{
	bool flags = false;

	if (base->running_timer || !has_ticked(&model->cpu[base->cpu], base, now) ||
	    !bucket_is_empty(base, base->next_expiry))
		return;
	raw_spin_lock_irqsave(&base->lock, flags);
	next_expiry_recalc(base);
	raw_spin_unlock_irqrestore(&base->lock, flags);
}

/* --- arming -------------------------------------------------------------- */

static bool is_pinned(const struct ftrace_line *line)
{
	return line->has & FTRACE_HAS_FLAGS && line->flags & TIMER_PINNED && !model->one_wheel &&
	       line->function != ftrace_name("process_timeout");
}

static u32 wheel_cpu(const struct vcpu *r, const struct ftrace_line *line)
{
	return line->has & FTRACE_HAS_CPU ? line->wheel_cpu : r->id;
}

/* How a timer was set up is an input, but the kernel's own users are known:
 * schedule_timeout() asks for nothing, delayed work is always irqsafe. */
static u32 set_up_flags(const struct ftrace_line *line)
{
	u32 flags = line->flags & TIMER_INIT_FLAGS;

	if (!(line->has & FTRACE_HAS_FLAGS))
		return 0;
	if (model->one_wheel)
		flags &= ~TIMER_PINNED;
	if (line->function == ftrace_name("process_timeout"))
		return 0;
	if (line->function == ftrace_name("delayed_work_timer_fn"))
		flags |= TIMER_IRQSAFE;
	return flags;
}

/* The timer is what the recording shows for the first time. */
static void set_up(struct vtimer *vt, const struct ftrace_line *line)
{
	if (timer_pending(vt->timer))
		timer_delete(vt->timer);
	timer_setup(vt->timer, timer_callback, set_up_flags(line));
	vt->function = line->function;
	vt->fresh = false;
}

/* Memory is used again, and not every recording has timer_init. */
static bool must_set_up(const struct vtimer *vt, const struct ftrace_line *line, bool moves)
{
	u32 changed = (vt->timer->flags ^ line->flags) & (TIMER_DEFERRABLE | TIMER_IRQSAFE);

	if (vt->fresh || vt->function != line->function)
		return true;
	return changed && !model->trace->nr_inits && !moves && line->has & FTRACE_HAS_FLAGS;
}

static void add_on(struct vtimer *vt, u64 expires, u32 cpu)
{
	if (timer_pending(vt->timer))
		timer_delete(vt->timer);
	vt->timer->expires = expires;
	add_timer_on(vt->timer, cpu);
}

static void add_global(struct vtimer *vt, u64 expires)
{
	if (timer_pending(vt->timer))
		timer_delete(vt->timer);
	vt->timer->expires = expires;
	add_timer_global(vt->timer);
}

/* A move within a bucket would have been silent; if the recording has events,
 * then it was a deletion and an arming. */
static void move(struct vtimer *vt, u64 expires)
{
	mod_timer(vt->timer, expires);
	if (model->started)
		return;
	timer_delete(vt->timer);
	mod_timer(vt->timer, expires);
}

/* The callback of a timer of which we know nothing arms its own timer: it
 * stays on the wheel that runs it, and the recording must say which. */
static void move_unknown(struct vcpu *r, struct vtimer *vt, const struct ftrace_line *line)
{
	struct timer_base *base;
	struct timer_list *running;

	vt->timer->flags &= ~TIMER_BASEMASK;
	vt->timer->flags |= wheel_cpu(r, line);
	base = base_of(vt);
	running = base->running_timer;
	base->running_timer = vt->timer;
	move(vt, line->expires);
	base->running_timer = running;
}

/* Its callback runs outside of the model, or did when the recording began. */
static bool may_run(const struct vtimer *vt)
{
	return vt->runs || (!vt->known && jiffies - model->begin <= 1);
}

/* Do what the kernel's user did.  Which function was called shows in the
 * flags: add_timer_on() makes timers pinned, add_timer_global() not pinned. */
static void arm(struct vcpu *r, struct vtimer *vt, const struct ftrace_line *line)
{
	bool was_pinned = vt->timer->flags & TIMER_PINNED;
	u32 cpu = wheel_cpu(r, line);

	model->started = false;
	if (is_pinned(line) && (!was_pinned || cpu != r->id))
		add_on(vt, line->expires, cpu);
	else if (!is_pinned(line) && was_pinned && line->has & FTRACE_HAS_FLAGS)
		add_global(vt, line->expires);
	else if ((model->one_wheel || may_run(vt)) && cpu != r->id)
		move_unknown(r, vt, line);
	else
		move(vt, line->expires);
}

/* --- what cannot be known ------------------------------------------------ */

/*
 * A wheel's clock also depends on timers that the recording does not show:
 * armed before it began, or by somebody who was not recorded.  If the bucket
 * differs, but is right for a clock that such a timer would have caused, the
 * recording agrees with the model; the report counts how often.
 *
 *	clk = jiffies + 1    it has just been run, on this wheel
 *	clk < jiffies        it was overdue
 *	clk = jiffies - 1    jiffies moved between the kernel's two looks
 */
static bool fits(const struct timer_base *base, const struct ftrace_line *line, u64 clk)
{
	u64 bucket_expiry = 0;
	u32 idx;

	if (time_after(clk, base->next_expiry))
		return false;
	idx = calc_wheel_index(line->expires, clk, &bucket_expiry);
	if (line->has & FTRACE_HAS_BUCKET && bucket_expiry != line->bucket_expiry)
		return false;
	return line->has & FTRACE_HAS_IDX && idx == line->idx;
}

static bool could_be_on(const struct stranger *s, const struct timer_base *base)
{
	return s->entry->cpu == base->cpu || base->index == BASE_GLOBAL;
}

/* A DEF wheel may have been behind all the time: its clock waits for the next
 * softirq on a CPU that is awake.  The latest clock for which the timer is too
 * far away for a finer level. */
static bool fits_behind(const struct timer_base *base, const struct ftrace_line *line, u64 now,
			u64 *clk)
{
	u32 level = line->idx / LVL_SIZE;

	if (base->index != BASE_DEF || !level || level >= LVL_DEPTH)
		return false;
	if (model->cpu[base->cpu].has_run && !model->lost_track)
		return false;
	*clk = line->expires - LVL_START(level);
	return time_before(*clk, now) && fits(base, line, *clk);
}

static bool other_clock(const struct timer_base *base, const struct ftrace_line *line, u64 now,
			bool first_look, u64 *clk)
{
	const struct stranger *s;
	u32 i;

	*clk = now + 1;
	if ((model->lost_track || now == model->begin) && fits(base, line, *clk))
		return true;
	*clk = now - 1;
	if (first_look && fits(base, line, *clk))
		return true;
	for (i = 0; i < model->nr_strangers; i++) {
		s = &model->stranger[i];
		if (!could_be_on(s, base) || time_after(s->entry->baseclk, now) ||
		    time_before(s->entry->now, now))
			continue;
		*clk = s->cancel < line ? now + 1 : s->entry->baseclk;
		if (fits(base, line, *clk))
			return true;
	}
	return fits_behind(base, line, now, clk);
}

static bool start_agrees(const struct ftrace_line *line)
{
	if (!model->started)
		return false;
	if (line->has & FTRACE_HAS_BUCKET && line->bucket_expiry != model->start.arg[4])
		return false;
	return !(line->has & FTRACE_HAS_IDX) || line->idx == model->start.arg[6];
}

/* Arm once more, with another clock if there is one that fits. */
static void try_other_history(struct vcpu *r, struct vtimer *vt, const struct ftrace_line *line,
			      u64 now, bool first_look)
{
	struct timer_base *base = base_of(vt);
	u64 clk;

	if (!model->started || !other_clock(base, line, now, first_look, &clk))
		return;
	timer_delete(vt->timer);
	base->clk = clk;
	if (time_before(clk, now))
		jiffies = clk;
	arm(r, vt, line);
	jiffies = now;
	model->counts->undecided++;
}

static void compare_start(const struct vtimer *vt, const struct ftrace_line *line, bool agree)
{
	const struct timer_base *base = base_of(vt);
	const u64 *arg = model->start.arg;
	u32 ignored = model->one_wheel ? TIMER_PINNED : 0;

	model->counts->starts++;
	if (!model->started) {
		mismatch(line, base, "the model does not arm it", false, 0, 0);
		return;
	}
	if (line->has & FTRACE_HAS_BUCKET)
		agree &= same(line, base, "bucket_expiry", line->bucket_expiry, arg[4]);
	if (line->has & FTRACE_HAS_CPU)
		agree &= same(line, base, "cpu", line->wheel_cpu, arg[5]);
	if (line->has & FTRACE_HAS_IDX)
		agree &= same(line, base, "idx", line->idx, arg[6]);
	if (line->has & FTRACE_HAS_FLAGS)
		agree &= same(line, base, "flags", line->flags & ~ignored, arg[7]);
	model->counts->starts_agree += agree;
}

/* Jiffies at an arming: those that the kernel subtracted. */
static u64 start_jiffies(const struct ftrace_line *line)
{
	if (line->has & FTRACE_HAS_TIMEOUT)
		return line->expires - (u64)line->timeout;
	return model->latest;
}

/* @cancel: the timer_cancel just before, if the timer was pending. */
void on_start(struct vcpu *r, const struct ftrace_line *cancel,
		     const struct ftrace_line *line)
{
	struct vtimer *vt = get_timer(line->timer);
	u64 now = start_jiffies(line);
	u32 cpu = wheel_cpu(r, line);
	bool first_look = time_after(now, model->latest);
	bool agree = !vt->armed_twice;

	set_jiffies(r, line, now);
	if (!agree)
		mismatch(line, base_of(vt), "armed while it is pending", false, 0, 0);
	if (vt->waiting) {
		vt->withdrawn = true;
		base_of(vt)->running_timer = NULL;
	} else if (timer_pending(vt->timer) && !cancel) {
		timer_delete(vt->timer);
	}
	if (must_set_up(vt, line, cancel))
		set_up(vt, line);
	settle(base_of(vt), now);
	settle(&percpu_of(cpu)->timer_bases[base_of(vt)->index], now);
	arm(r, vt, line);
	if (!start_agrees(line))
		try_other_history(r, vt, line, now, first_look);
	vt->known = true;
	compare_start(vt, line, agree);
	vt->doubtful = !agree;
}

/* --- removing ------------------------------------------------------------ */

void on_init(const struct ftrace_line *line)
{
	struct vtimer *vt = get_timer(line->timer);

	if (timer_pending(vt->timer))
		timer_delete(vt->timer);
	vt->fresh = true;
	vt->known = true;
	vt->doubtful = false;
}

void on_delete(const struct ftrace_line *line)
{
	struct vtimer *vt = get_timer(line->timer);

	if (vt->waiting) {
		vt->withdrawn = true;
		return;
	}
	if (!timer_pending(vt->timer) || !vt->known) {
		model->counts->unknown += !vt->doubtful;
		model->lost_track = true;
	} else if (!vt->doubtful) {
		model->counts->removals++;
	}
	if (timer_pending(vt->timer))
		timer_delete(vt->timer);
	vt->known = true;
}

/* A removal that is followed by an arming is one mod_timer(). */
void on_move(struct vcpu *r, const struct ftrace_line *cancel)
{
	struct vtimer *vt = get_timer(cancel->timer);
	const struct ftrace_line *line = read_line(r);

	if (!timer_pending(vt->timer) && !vt->waiting) {
		model->counts->unknown += !vt->doubtful;
		model->lost_track = true;
	}
	on_start(r, cancel, line);
}
