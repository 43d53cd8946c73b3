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
#include <string.h>

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/trace.h"
#include "linux/wheel.h"

#define NR_HASH 4096u
#define LOOK_AHEAD 64			/* lines of an interrupt in between */
#define MAX_LEAP (1ull << 32)		/* jiffies: no recording is that long */
#define NOBODY 99u			/* "no pass yet" */
#define PASS_REMOTE 3u			/* after a CPU's own three wheels */

/* A recorded timer, and ours that stands for it. */
struct vtimer {
	struct vtimer *next;		/* in its hash chain */
	struct vtimer *younger;		/* in the list of all */
	u64 address;			/* as recorded */
	u64 function;
	struct timer_list *timer;
	bool known;			/* its state comes from this recording */
	bool fresh;			/* set up anew: its flags are not known */
	bool doubtful;			/* it differed: compare no more for now */
	bool waiting;			/* expired in the model, line not here yet */
	bool withdrawn;			/* ... and meanwhile removed by somebody */
	bool runs;			/* its callback runs, outside of the model */
	/* while looking for timers armed before the recording began */
	bool looked_at;
	bool over;			/* its first callback has returned */
	bool armed, entered;
	const struct ftrace_line *expiry;
	const struct ftrace_line *ghost;	/* its expiry, if its wheel is known */
};

/* An expiry of a timer whose arming was not recorded. */
struct stranger {
	const struct ftrace_line *cancel, *entry;
};

/* One CPU's reader. */
struct vcpu {
	u32 id;
	const struct ftrace_line *unread;	/* to be read again */
	u64 latest;			/* jiffies that it has seen */
	u64 baseclk;			/* of the model's last timer_expire_entry */
	struct timer_base *running;	/* being run by this reader */
	/* one run of the timer softirq */
	u32 pass;			/* the wheel it has come to, or NOBODY */
	u64 pass_us, pass_now;
	/* idle entries */
	bool tells_idle;		/* they are recorded for this CPU */
	bool is_idle;
	u64 awake_since;		/* jiffies */
};

struct model {
	const struct ftrace *trace;
	struct machine *m;
	const struct ftrace_line *line;	/* handed out */
	struct vcpu cpu[MACHINE_MAX_CPUS];
	struct vtimer *hash[NR_HASH];
	struct vtimer *all;
	struct vtimer **by_object;	/* object serials are ours here */
	u32 nr_timers, room;
	u64 jiffy_us;
	u64 begin;			/* jiffies of the stretch's first line */
	u64 latest;			/* jiffies seen by anybody */
	struct stranger *stranger;	/* in the order of the recording */
	u32 nr_strangers, stranger_room;
	bool one_wheel;			/* before 6.9: see is_old() */
	bool lost_track;		/* a timer of unknown wheel was removed */
	/* what the model has just done */
	struct trace_record start;
	bool started, cancelled;
	struct verify_counts *counts;
	verify_report report;
	void *ctx;
};

/* The coroutines' way to the model. */
static struct model *model;

static const char *const base_names[NR_BASES] = { "LOCAL", "GLOBAL", "DEF" };

/* --- timers ------------------------------------------------------------- */

static void timer_callback(struct timer_list *timer);

static u32 hash_address(u64 address)
{
	return (u32)(address * 0x9e3779b97f4a7c15ull >> 40) % NR_HASH;
}

static struct vtimer *find_timer(u64 address)
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

static struct vtimer *get_timer(u64 address)
{
	struct vtimer *vt = find_timer(address);

	return vt ? vt : new_timer(address);
}

static struct vtimer *timer_of(const struct timer_list *timer)
{
	return model->by_object[timer->object - 1];
}

static struct timer_base *base_of(const struct vtimer *vt)
{
	return (struct timer_base *)timer_base_of(vt->timer);
}

/* --- differences ---------------------------------------------------------- */

static void mismatch(const struct ftrace_line *line, const struct timer_base *base,
		     const char *what, bool has_values, u64 recorded, u64 computed)
{
	struct verify_mismatch report = {
		.line = line,
		.what = what,
		.recorded = recorded,
		.computed = computed,
		.has_values = has_values,
		.jiffies_then = jiffies,
	};

	model->counts->mismatches++;
	if (base) {
		report.base = base_names[base->index];
		report.base_cpu = base->cpu;
		report.clk = base->clk;
		report.next_expiry = base->next_expiry;
		report.recalc = base->next_expiry_recalc;
		if (base->running_timer)
			report.running = timer_of(base->running_timer)->address;
	}
	model->report(model->ctx, &report);
}

static bool same(const struct ftrace_line *line, const struct timer_base *base, const char *field,
		 u64 recorded, u64 computed)
{
	if (recorded == computed)
		return true;
	mismatch(line, base, field, true, recorded, computed);
	return false;
}

/* --- lines ------------------------------------------------------------------ */

static struct vcpu *this_reader(void)
{
	return &model->cpu[smp_processor_id()];
}

static const struct ftrace_line *line_at(u32 index)
{
	return index == FTRACE_NONE ? NULL : &model->trace->line[index];
}

/* The reader's next line; sleeps until it is handed out. */
static const struct ftrace_line *read_line(struct vcpu *r)
{
	const struct ftrace_line *line = r->unread;

	r->unread = NULL;
	if (line)
		return line;
	machine_yield();
	return model->line;
}

/* Where recordings say nothing about contexts, only lines that mean nothing to
 * us are taken for an interrupt's. */
static bool in_between(const struct ftrace_line *line)
{
	return line->context == FTRACE_HARDIRQ ||
	       (line->context == FTRACE_UNKNOWN && line->kind == FTRACE_OTHER);
}

/* A timer_cancel comes with every removal.  If the next thing that happens to
 * the timer on this CPU, but for interrupts in between, is its expiry or its
 * start, the two belong together. */
static const struct ftrace_line *followed_by(const struct ftrace_line *cancel, u8 kind)
{
	const struct ftrace_line *line = cancel;
	u32 i;

	if (cancel->kind != FTRACE_TIMER_CANCEL)
		return NULL;
	for (i = 0; i < LOOK_AHEAD; i++) {
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
static bool is_one_call(const struct ftrace_line *cancel)
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
static void set_jiffies(struct vcpu *r, const struct ftrace_line *line, u64 now)
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

/* Jiffies at an arming: those that the kernel subtracted. */
static u64 start_jiffies(const struct ftrace_line *line)
{
	if (line->has & FTRACE_HAS_TIMEOUT)
		return line->expires - (u64)line->timeout;
	return model->latest;
}

/* --- what happens out of sight ------------------------------------------------- */

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

/* --- arming ------------------------------------------------------------------------ */

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

/* --- what cannot be known ------------------------------------------------------- */

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
	return false;
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

/* @cancel: the timer_cancel just before, if the timer was pending. */
static void on_start(struct vcpu *r, const struct ftrace_line *cancel,
		     const struct ftrace_line *line)
{
	struct vtimer *vt = get_timer(line->timer);
	u64 now = start_jiffies(line);
	u32 cpu = wheel_cpu(r, line);
	bool first_look = time_after(now, model->latest);
	bool agree = true;

	set_jiffies(r, line, now);
	if (vt->waiting) {
		vt->withdrawn = true;
		base_of(vt)->running_timer = NULL;
	} else if (timer_pending(vt->timer) && !cancel) {
		if (!vt->doubtful && !vt->fresh && vt->known) {
			mismatch(line, base_of(vt), "the model still has it pending", false, 0, 0);
			agree = false;
		}
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

/* --- removing ------------------------------------------------------------------------ */

static void on_init(const struct ftrace_line *line)
{
	struct vtimer *vt = get_timer(line->timer);

	if (timer_pending(vt->timer)) {
		timer_delete(vt->timer);
		model->counts->reused++;
	}
	vt->fresh = true;
	vt->known = true;
	vt->doubtful = false;
}

static void on_delete(const struct ftrace_line *line)
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
static void on_move(struct vcpu *r, const struct ftrace_line *cancel)
{
	struct vtimer *vt = get_timer(cancel->timer);
	const struct ftrace_line *line = read_line(r);

	if (!timer_pending(vt->timer) && !vt->waiting) {
		model->counts->unknown += !vt->doubtful;
		model->lost_track = true;
	}
	on_start(r, cancel, line);
}

/* --- expiring --------------------------------------------------------------------------- */

static void dispatch(struct vcpu *r, const struct ftrace_line *line);

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
static void expire_unknown(struct vcpu *r, const struct ftrace_line *cancel)
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
	vt->doubtful = true;
	return NULL;
}

/* The function of all our timers, called by the wheel. */
static void timer_callback(struct timer_list *timer)
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

static void on_expiry(struct vcpu *r, const struct ftrace_line *cancel)
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

/* --- the readers ------------------------------------------------------------------------- */

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
		timer_base_try_to_set_idle(jiffies, &idle);
	} else {
		r->awake_since = model->latest;
		timer_clear_idle();
	}
	local_irq_enable();
}

static void dispatch(struct vcpu *r, const struct ftrace_line *line)
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

static u32 no_task(struct cpu *cpu)
{
	(void)cpu;
	return 0;
}

static const struct machine_os reader_os = {
	.start_cpu = reader_main,
	.interrupt = no_interrupt,
	.context = no_context,
	.preempt_depth = no_context,
	.task = no_task,
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

/* --- the state at the beginning ------------------------------------------------------------ */

/*
 * A timer that was armed before the recording began: its expiry, later, shows
 * its bucket, and its next arming which wheel it is on.  Its own lines are not
 * compared; but the wheel's clock cannot be followed without it.
 */

/* LOCAL and DEF timers expire on their own CPU.  A GLOBAL one may expire on any;
 * only if its callback has armed it again do we know whose it was. */
static void note_ghost(struct vtimer *vt, const struct ftrace_line *start)
{
	u32 cpu = vt->expiry->cpu;

	if (!(start->has & FTRACE_HAS_FLAGS))
		return;
	if (!(start->flags & (TIMER_DEFERRABLE | TIMER_PINNED))) {
		if (vt->over || start->cpu != cpu || !(start->has & FTRACE_HAS_CPU))
			return;
		cpu = start->wheel_cpu;
	}
	vt->ghost = vt->expiry;
	vt->timer->flags = (start->flags & TIMER_INIT_FLAGS) | cpu;
	vt->function = start->function;
	vt->fresh = false;
}

/* A wheel cannot have gone past a bucket that still had to be run. */
static void hold_back(const struct vtimer *vt)
{
	struct timer_base *base = base_of(vt);

	if (time_before(vt->ghost->baseclk, base->clk))
		base->clk = vt->ghost->baseclk;
}

/* Into the finest level that reaches so far. */
static void place_ghost(struct vtimer *vt)
{
	struct timer_base *base = base_of(vt);
	u64 bucket = vt->ghost->baseclk;
	u32 level = 0;
	u32 idx;

	while (level < LVL_DEPTH && bucket - base->clk > (u64)LVL_MASK << LVL_SHIFT(level))
		level++;
	if (level == LVL_DEPTH || bucket & (LVL_GRAN(level) - 1))
		return;
	idx = LVL_OFFS(level) + (u32)(bucket >> LVL_SHIFT(level) & LVL_MASK);
	vt->timer->flags |= idx << TIMER_ARRAYSHIFT;
	vt->timer->expires = bucket - 1;
	hlist_add_head(&vt->timer->entry, &base->vectors[idx]);
	__set_bit(idx, base->pending_map);
	if (time_before(bucket, base->next_expiry)) {
		base->next_expiry = bucket;
		base->timers_pending = true;
	}
}

static void place_ghosts(void)
{
	struct vtimer *vt;

	for (vt = model->all; vt; vt = vt->younger)
		if (vt->ghost)
			hold_back(vt);
	for (vt = model->all; vt; vt = vt->younger)
		if (vt->ghost)
			place_ghost(vt);
}

static void add_stranger(const struct ftrace_line *cancel, const struct ftrace_line *entry)
{
	if (model->nr_strangers == model->stranger_room) {
		model->stranger_room = 2 * model->stranger_room + 64;
		model->stranger = realloc(model->stranger,
					  model->stranger_room * sizeof(*model->stranger));
		if (!model->stranger)
			abort();
	}
	model->stranger[model->nr_strangers++] = (struct stranger){ cancel, entry };
}

/* The first expiry of a timer, and the arming after that. */
static void look_for_ghost(struct vtimer *vt, const struct ftrace_line *line,
			   const struct ftrace_line *entry)
{
	if (!vt->looked_at && entry && entry->has & FTRACE_HAS_BASECLK) {
		vt->expiry = entry;
	} else if (vt->expiry && line->kind == FTRACE_TIMER_START) {
		if (line->function == vt->expiry->function)
			note_ghost(vt, line);
		vt->expiry = NULL;
	} else if (line->kind == FTRACE_TIMER_INIT) {
		vt->expiry = NULL;
	} else if (line->kind == FTRACE_EXPIRE_EXIT) {
		vt->over = true;
		vt->runs |= !vt->entered;
	}
	vt->entered |= line->kind == FTRACE_EXPIRE_ENTRY;
	vt->looked_at = true;
}

/* Look through the stretch for timers whose arming is not in it. */
static void look_ahead(u32 first, u32 end)
{
	const struct ftrace_line *line, *entry;
	struct vtimer *vt;
	u32 i;

	for (i = first; i < end; i++) {
		line = &model->trace->line[i];
		if (line->kind < FTRACE_TIMER_INIT || line->kind > FTRACE_EXPIRE_EXIT)
			continue;
		vt = get_timer(line->timer);
		entry = followed_by(line, FTRACE_EXPIRE_ENTRY);
		look_for_ghost(vt, line, entry);
		if (entry && !vt->armed && entry->has & FTRACE_HAS_BASECLK)
			add_stranger(line, entry);
		if (line->kind == FTRACE_TIMER_START)
			vt->armed = true;
		else if (line->kind == FTRACE_TIMER_CANCEL)
			vt->armed = false;
	}
}

/* --- a stretch --------------------------------------------------------------------------------- */

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
	look_ahead(first, end);
	place_ghosts();
	return true;
}

static bool drive(u32 first, u32 end, char *error, size_t size)
{
	struct cpu *cpu;
	u32 i;

	for (i = first; i < end; i++) {
		model->line = &model->trace->line[i];
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
