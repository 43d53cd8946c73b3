/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timekeeping: moving the clocks on, and setting them.
 *
 *	the tick                   the user               a better counter
 *	update_wall_time()         do_settimeofday64()    timekeeping_notify()
 *	timekeeping_advance()                             change_clocksource()
 *	   logarithmic_...()          timekeeping_forward_now()
 *	       |                   tk_set_wall_to_mono()  tk_setup_internals()
 *	       '-------------- timekeeping_update() -------------'
 *
 * All three change the timekeeper between write_seqcount_begin() and _end().
 * The tick's update, by far the most frequent, computes in the shadow first.
 */
#include "linux/timekeeping.h"

#include "linux/hrtimer.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/preempt.h"

#define EINVAL 22

/* --- seconds and nanoseconds -------------------------------------------- */

static notrace struct timespec64 timespec64_sub(struct timespec64 lhs,
						struct timespec64 rhs)
{
	struct timespec64 delta = { lhs.tv_sec - rhs.tv_sec,
				    lhs.tv_nsec - rhs.tv_nsec };

	if (delta.tv_nsec < 0) {
		delta.tv_sec--;
		delta.tv_nsec += (s64)NSEC_PER_SEC;
	}
	return delta;
}

static notrace bool timespec64_after(const struct timespec64 *lhs,
				     const struct timespec64 *rhs)
{
	if (lhs->tv_sec != rhs->tv_sec)
		return lhs->tv_sec > rhs->tv_sec;
	return lhs->tv_nsec > rhs->tv_nsec;
}

/* The clock must be able to go on for thirty years more. */
notrace bool timespec64_valid_settod(const struct timespec64 *ts)
{
	s64 thirty_years = 30ll * 365 * 24 * 3600;

	if (ts->tv_sec < 0 || ts->tv_nsec < 0)
		return false;
	if (ts->tv_nsec >= (s64)NSEC_PER_SEC)
		return false;
	return ts->tv_sec < KTIME_SEC_MAX - thirty_years;
}

static notrace struct timespec64 tk_xtime(const struct timekeeper *tk)
{
	const struct tk_read_base *tkr = &tk->tkr_mono;
	struct timespec64 ts = { (s64)tk->xtime_sec,
				 (s64)(tkr->xtime_nsec >> tkr->shift) };

	return ts;
}

static notrace void tk_set_xtime(struct timekeeper *tk,
				 const struct timespec64 *ts)
{
	tk->xtime_sec = (u64)ts->tv_sec;
	tk->tkr_mono.xtime_nsec = (u64)ts->tv_nsec << tk->tkr_mono.shift;
}

void tk_normalize_xtime(struct timekeeper *tk)
{
	u64 second = NSEC_PER_SEC << tk->tkr_mono.shift;

	while (tk->tkr_mono.xtime_nsec >= second) {
		tk->tkr_mono.xtime_nsec -= second;
		tk->xtime_sec++;
	}
}

/* --- what follows from the rest ----------------------------------------- */

/* The wall clock and wall_to_monotonic move in opposite directions, so that
 * their sum, CLOCK_MONOTONIC, does not move at all. */
static void tk_set_wall_to_mono(struct timekeeper *tk, struct timespec64 wtm)
{
	tk->wall_to_monotonic = wtm;
	tk->offs_real = -timespec64_to_ktime(wtm);
	tk->offs_tai = tk->offs_real + tk->tai_offset * (ktime_t)NSEC_PER_SEC;
}

/* tkr_mono.base: CLOCK_MONOTONIC when xtime_nsec was 0. */
static void tk_update_ktime_data(struct timekeeper *tk)
{
	u64 seconds = tk->xtime_sec + (u64)tk->wall_to_monotonic.tv_sec;
	u64 nsec = (u64)tk->wall_to_monotonic.tv_nsec;

	tk->tkr_mono.base = (ktime_t)(seconds * NSEC_PER_SEC + nsec);
	nsec += tk->tkr_mono.xtime_nsec >> tk->tkr_mono.shift;
	if (nsec >= NSEC_PER_SEC)
		seconds++;
	tk->ktime_sec = seconds;
}

void timekeeping_update(struct timekeeper *tk, u32 action)
{
	tk_update_ktime_data(tk);
	if (action & TK_CLOCK_WAS_SET)
		tk->clock_was_set_seq++;
	if (action & TK_MIRROR)
		shadow_timekeeper = *tk;
}

/* --- another clock source ----------------------------------------------- */

/* Everything that counts in the source's counts: the length of a tick, and
 * what it is in ns again, which need not be the same. */
void tk_setup_internals(struct timekeeper *tk, struct clocksource *clock)
{
	struct clocksource *old_clock = tk->tkr_mono.clock;
	u64 tick = NSEC_PER_SEC / HZ << clock->shift;
	u64 interval = (tick + clock->mult / 2) / clock->mult;

	tk->cs_was_changed_seq++;
	tk->tkr_mono.clock = clock;
	tk->tkr_mono.mask = clock->mask;
	tk->tkr_mono.cycle_last = tk_clock_read(&tk->tkr_mono);
	if (!interval)
		interval = 1;
	tk->cycle_interval = interval;
	tk->xtime_interval = interval * clock->mult;
	tk->xtime_remainder = (s64)(tick - tk->xtime_interval);
	if (old_clock) {
		tk->tkr_mono.xtime_nsec >>= old_clock->shift;
		tk->tkr_mono.xtime_nsec <<= clock->shift;
	}
	tk->tkr_mono.shift = clock->shift;
	tk->tkr_mono.mult = clock->mult;
}

/* In pieces that do not overflow, however long ago the last update was. */
void timekeeping_forward_now(struct timekeeper *tk)
{
	struct tk_read_base *tkr = &tk->tkr_mono;
	u64 cycle_now = tk_clock_read(tkr);
	u64 delta = clocksource_delta(cycle_now, tkr->cycle_last, tkr->mask);
	u64 incr;

	tkr->cycle_last = cycle_now;
	while (delta > 0) {
		incr = delta;
		if (incr > tkr->clock->max_cycles)
			incr = tkr->clock->max_cycles;
		tkr->xtime_nsec += incr * tkr->mult;
		tk_normalize_xtime(tk);
		delta -= incr;
	}
}

static void change_clocksource(struct clocksource *new)
{
	struct timekeeper *tk = &tk_core.timekeeper;
	bool flags;

	raw_spin_lock_irqsave(&timekeeper_lock, flags);
	write_seqcount_begin(&tk_core.seq);
	timekeeping_forward_now(tk);
	/* mark: change-clocksource */
	tk_setup_internals(tk, new);
	timekeeping_update(tk, TK_MIRROR | TK_CLOCK_WAS_SET);
	write_seqcount_end(&tk_core.seq);
	raw_spin_unlock_irqrestore(&timekeeper_lock, flags);
}

/* The ticks are told: one-shot mode may be possible now. */
int timekeeping_notify(struct clocksource *clock)
{
	struct timekeeper *tk = &tk_core.timekeeper;

	if (tk->tkr_mono.clock == clock)
		return 0;
	change_clocksource(clock);
	tick_clock_notify();
	return tk->tkr_mono.clock == clock ? 0 : -1;
}

/* --- the tick's update -------------------------------------------------- */

/* Move on by 2^@shift ticks, if the rest, @offset counts, is so long.  Returns
 * what is left of it. */
static u64 logarithmic_accumulation(struct timekeeper *tk, u64 offset,
				    u32 shift)
{
	u64 interval = tk->cycle_interval << shift;

	if (offset < interval)
		return offset;
	offset -= interval;
	tk->tkr_mono.cycle_last += interval;
	tk->tkr_mono.xtime_nsec += tk->xtime_interval << shift;
	tk_normalize_xtime(tk);
	return offset;
}

static notrace u32 ilog2(u64 value)
{
	return 63u - (u32)__builtin_clzll(value);
}

/* As many doublings of a tick as @offset holds, but fewer than would make
 * 2^shift ticks overflow. */
static u32 first_shift(const struct timekeeper *tk, u64 offset)
{
	u32 maxshift = 63 - (ilog2(tk->xtime_interval) + 1);
	u32 shift = 0;

	if (offset > tk->cycle_interval)
		shift = ilog2(offset) - ilog2(tk->cycle_interval);
	return shift < maxshift ? shift : maxshift;
}

/* For readers the update comes all at once, but for the time it takes to copy:
 * whoever reads in the middle of that reads again. */
static void timekeeping_publish(const struct timekeeper *tk)
{
	write_seqcount_begin(&tk_core.seq);
	tk_core.timekeeper.tkr_mono = tk->tkr_mono;
	/* mark: timekeeper-half-copied */
	tk_core.timekeeper = *tk;
	write_seqcount_end(&tk_core.seq);
}

/* After a tick, one interval has passed.  After a long sleep there are many:
 * they are taken off in powers of two, the largest first. */
static void timekeeping_advance(void)
{
	struct timekeeper *tk = &shadow_timekeeper;
	struct tk_read_base *tkr = &tk->tkr_mono;
	u64 offset;
	bool flags;
	u32 shift;

	raw_spin_lock_irqsave(&timekeeper_lock, flags);
	offset = clocksource_delta(tk_clock_read(tkr), tkr->cycle_last,
				   tkr->mask);
	if (offset < tk->cycle_interval) {
		raw_spin_unlock_irqrestore(&timekeeper_lock, flags);
		return;
	}
	shift = first_shift(tk, offset);
	while (offset >= tk->cycle_interval) {
		offset = logarithmic_accumulation(tk, offset, shift);
		if (offset < tk->cycle_interval << shift)
			shift--;
	}
	timekeeping_update(tk, 0);
	timekeeping_publish(tk);
	raw_spin_unlock_irqrestore(&timekeeper_lock, flags);
}

void update_wall_time(void)
{
	timekeeping_advance();
}

/* --- setting the clock -------------------------------------------------- */

/* The wall clock may not be set to a time before boot: CLOCK_MONOTONIC would
 * be later than it, and negative sums follow. */
static int timekeeping_set_wall(struct timekeeper *tk,
				const struct timespec64 *ts)
{
	struct timespec64 xt = tk_xtime(tk);
	struct timespec64 delta = timespec64_sub(*ts, xt);

	if (timespec64_after(&tk->wall_to_monotonic, &delta))
		return -EINVAL;
	tk_set_wall_to_mono(tk, timespec64_sub(tk->wall_to_monotonic, delta));
	tk_set_xtime(tk, ts);
	return 0;
}

int do_settimeofday64(const struct timespec64 *ts)
{
	struct timekeeper *tk = &tk_core.timekeeper;
	bool flags;
	int ret;

	if (!timespec64_valid_settod(ts))
		return -EINVAL;
	raw_spin_lock_irqsave(&timekeeper_lock, flags);
	write_seqcount_begin(&tk_core.seq);
	timekeeping_forward_now(tk);
	/* mark: set-wall-clock */
	ret = timekeeping_set_wall(tk, ts);
	timekeeping_update(tk, TK_MIRROR | TK_CLOCK_WAS_SET);
	write_seqcount_end(&tk_core.seq);
	raw_spin_unlock_irqrestore(&timekeeper_lock, flags);
	/* mark: clock-was-set */
	clock_was_set(CLOCK_SET_WALL);
	return ret;
}

/* --- boot --------------------------------------------------------------- */

/* What the battery-backed clock says, and how long ago power-on was. */
static void read_persistent_wall_and_boot_offset(struct timespec64 *wall_time,
						 struct timespec64 *boot_offset)
{
	*boot_offset = ktime_to_timespec64((ktime_t)machine_now());
	*wall_time = *boot_offset;
	wall_time->tv_sec += (s64)tk_core.persistent_clock;
}

/* wall time + wall_to_monotonic = time since boot. */
void timekeeping_init(void)
{
	struct timekeeper *tk = &tk_core.timekeeper;
	struct timespec64 wall_time;
	struct timespec64 boot_offset;
	bool flags;

	read_persistent_wall_and_boot_offset(&wall_time, &boot_offset);
	raw_spin_lock_irqsave(&timekeeper_lock, flags);
	write_seqcount_begin(&tk_core.seq);
	tk_setup_internals(tk, clocksource_default_clock());
	tk_set_xtime(tk, &wall_time);
	tk_set_wall_to_mono(tk, timespec64_sub(boot_offset, wall_time));
	timekeeping_update(tk, TK_MIRROR | TK_CLOCK_WAS_SET);
	write_seqcount_end(&tk_core.seq);
	raw_spin_unlock_irqrestore(&timekeeper_lock, flags);
}
