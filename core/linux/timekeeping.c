/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timekeeping: reading the clocks.
 *
 * Read timekeeping.h first.  The way of every reader:
 *
 *	ktime_get()
 *	   read_seqcount_begin()
 *	   timekeeping_get_ns()
 *	      tk_clock_read()             the hardware's counter
 *	      timekeeping_cycles_to_ns()  what is missing since cycle_last
 *	   read_seqcount_retry()          changed meanwhile: once more
 */
#include "linux/timekeeping.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"

/* --- the counter -------------------------------------------------------- */

notrace u64 tk_clock_read(const struct tk_read_base *tkr)
{
	return tkr->clock->read(tkr->clock);
}

/* A counter that went back a little, or differs between CPUs, would look as if
 * ages had passed: such a distance counts as none. */
notrace u64 clocksource_delta(u64 now, u64 last, u64 mask)
{
	u64 delta = (now - last) & mask;

	return delta & ~(mask >> 1) ? 0 : delta;
}

/* With 128 bits: the counter has run on for longer than a product of 64 bits
 * can hold. */
static notrace u64 delta_to_ns_safe(const struct tk_read_base *tkr, u64 delta)
{
	unsigned __int128 ns = (unsigned __int128)delta * tkr->mult;

	return (u64)((ns + tkr->xtime_nsec) >> tkr->shift);
}

/* A clock source that went back makes time stand still, not go back. */
static u64 timekeeping_cycles_to_ns(const struct tk_read_base *tkr, u64 cycles)
{
	u64 delta = (cycles - tkr->cycle_last) & tkr->mask;

	if (unlikely(delta > tkr->clock->max_cycles)) {
		if (delta & ~(tkr->mask >> 1))
			return tkr->xtime_nsec >> tkr->shift;
		return delta_to_ns_safe(tkr, delta);
	}
	return (delta * tkr->mult + tkr->xtime_nsec) >> tkr->shift;
}

static u64 timekeeping_get_ns(const struct tk_read_base *tkr)
{
	u64 cycles = tk_clock_read(tkr);

	return timekeeping_cycles_to_ns(tkr, cycles);
}

/* --- the clocks --------------------------------------------------------- */

ktime_t ktime_get(void)
{
	struct timekeeper *tk = &tk_core.timekeeper;
	ktime_t base;
	u64 nsecs;
	u32 seq;

	do {
		seq = read_seqcount_begin(&tk_core.seq);
		base = tk->tkr_mono.base;
		/* mark: ktime-get-ns */
		nsecs = timekeeping_get_ns(&tk->tkr_mono);
	} while (read_seqcount_retry(&tk_core.seq, seq));
	return base + (ktime_t)nsecs;
}

/* *@offset is one of the timekeeper's offs_... */
static ktime_t ktime_get_with_offset(const ktime_t *offset)
{
	struct timekeeper *tk = &tk_core.timekeeper;
	ktime_t base;
	u64 nsecs;
	u32 seq;

	do {
		seq = read_seqcount_begin(&tk_core.seq);
		base = tk->tkr_mono.base + *offset;
		nsecs = timekeeping_get_ns(&tk->tkr_mono);
	} while (read_seqcount_retry(&tk_core.seq, seq));
	return base + (ktime_t)nsecs;
}

ktime_t ktime_get_real(void)
{
	return ktime_get_with_offset(&tk_core.timekeeper.offs_real);
}

ktime_t ktime_get_boottime(void)
{
	return ktime_get_with_offset(&tk_core.timekeeper.offs_boot);
}

ktime_t ktime_get_clocktai(void)
{
	return ktime_get_with_offset(&tk_core.timekeeper.offs_tai);
}

void ktime_get_real_ts64(struct timespec64 *ts)
{
	struct timekeeper *tk = &tk_core.timekeeper;
	u64 nsecs;
	u32 seq;

	do {
		seq = read_seqcount_begin(&tk_core.seq);
		ts->tv_sec = (s64)tk->xtime_sec;
		nsecs = timekeeping_get_ns(&tk->tkr_mono);
	} while (read_seqcount_retry(&tk_core.seq, seq));
	ts->tv_sec += (s64)(nsecs / NSEC_PER_SEC);
	ts->tv_nsec = (s64)(nsecs % NSEC_PER_SEC);
}

ktime_t ktime_get_update_offsets_now(u32 *cwsseq, ktime_t *offs_real,
				     ktime_t *offs_boot, ktime_t *offs_tai)
{
	struct timekeeper *tk = &tk_core.timekeeper;
	ktime_t base;
	u64 nsecs;
	u32 seq;

	do {
		seq = read_seqcount_begin(&tk_core.seq);
		base = tk->tkr_mono.base;
		nsecs = timekeeping_get_ns(&tk->tkr_mono);
		if (*cwsseq != tk->clock_was_set_seq) {
			*cwsseq = tk->clock_was_set_seq;
			*offs_real = tk->offs_real;
			*offs_boot = tk->offs_boot;
			*offs_tai = tk->offs_tai;
		}
	} while (read_seqcount_retry(&tk_core.seq, seq));
	return base + (ktime_t)nsecs;
}

/* --- what the clock source can do --------------------------------------- */

bool timekeeping_valid_for_hres(void)
{
	struct timekeeper *tk = &tk_core.timekeeper;
	u32 flags;
	u32 seq;

	do {
		seq = read_seqcount_begin(&tk_core.seq);
		flags = tk->tkr_mono.clock->flags;
	} while (read_seqcount_retry(&tk_core.seq, seq));
	return flags & CLOCK_SOURCE_VALID_FOR_HRES;
}

u64 timekeeping_max_deferment(void)
{
	struct timekeeper *tk = &tk_core.timekeeper;
	u64 ret;
	u32 seq;

	do {
		seq = read_seqcount_begin(&tk_core.seq);
		ret = tk->tkr_mono.clock->max_idle_ns;
	} while (read_seqcount_retry(&tk_core.seq, seq));
	return ret;
}

/* --- for readers (host context) ------------------------------------------ */

notrace ktime_t ktime_peek(void)
{
	const struct tk_read_base *tkr = &tk_core.timekeeper.tkr_mono;
	u64 delta = clocksource_delta(tk_clock_read(tkr), tkr->cycle_last,
				      tkr->mask);

	return tkr->base + (ktime_t)delta_to_ns_safe(tkr, delta);
}

/* --- invariants --------------------------------------------------------- */

static notrace const char *check_timekeeper(const struct timekeeper *tk)
{
	ktime_t wtm = timespec64_to_ktime(tk->wall_to_monotonic);

	if (tk->tkr_mono.xtime_nsec >> tk->tkr_mono.shift >= NSEC_PER_SEC)
		return "timekeeping: xtime_nsec is more than a second";
	if (tk->offs_real != -wtm)
		return "timekeeping: offs_real does not undo wall_to_monotonic";
	if (tk->offs_tai !=
	    tk->offs_real + tk->tai_offset * (ktime_t)NSEC_PER_SEC)
		return "timekeeping: offs_tai is not offs_real + tai_offset";
	if ((s64)tk->ktime_sec < 0)
		return "timekeeping: CLOCK_MONOTONIC is negative";
	return NULL;
}

/* Padding and all: both are copies of each other. */
notrace const char *timekeeping_check(const struct timekeeping *timekeeping)
{
	const struct timekeeper *tk = &timekeeping->timekeeper;

	if (timekeeping->seq.sequence & 1 || timekeeping->lock.locked)
		return NULL;
	if (!tk->tkr_mono.clock)
		return NULL;
	if (__builtin_memcmp(tk, &timekeeping->shadow, sizeof(*tk)))
		return "timekeeping: the shadow differs from the timekeeper";
	return check_timekeeper(tk);
}
