/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timekeeping: what time it is (kernel/time/timekeeping.c of Linux 6.12).
 *
 * The timekeeper remembers a moment in the past, cycle_last, at which it knew
 * the time; how far the clock source has counted since gives the time now:
 *
 *	now = base + ((counter - cycle_last) * mult + xtime_nsec) >> shift
 *
 *	-----|----------------------------|------> clock source
 *	 cycle_last: the time was         now: read the counter,
 *	 base + (xtime_nsec >> shift)     add what is missing
 *
 * The tick moves that moment on (update_wall_time()), a whole number of
 * intervals of one tick each, before the product can overflow.  Readers take
 * no lock: a sequence counter tells them to read again if the timekeeper was
 * changed meanwhile.  The update itself is prepared in a shadow and copied, so
 * that they hardly ever have to.
 *
 * Only one clock runs: CLOCK_MONOTONIC.  The others are that one and an
 * offset; setting the wall clock changes an offset, not the clock.
 *
 *	xtime_sec   | seconds of the wall clock at cycle_last
 *	+ wall_to_monotonic = CLOCK_MONOTONIC   (negative since 1970 is over)
 *	offs_real   = - wall_to_monotonic
 *	offs_tai    = offs_real + tai_offset
 *
 * Invariants (timekeeping_check()), while nobody writes: xtime_nsec is less
 * than a second; the offsets follow from wall_to_monotonic; the shadow equals
 * the timekeeper while timekeeper_lock is free.
 *
 * Differs from Linux:
 *	- nothing steers the clock: no NTP, hence no ntp_error, no leap seconds,
 *	  and no CLOCK_MONOTONIC_RAW, which would be the same as MONOTONIC;
 *	- no suspend: offs_boot stays what it was at boot;
 *	- no fast timekeepers for NMIs, no vDSO, no CLOCK_*_COARSE;
 *	- a clock source is changed without stop_machine(), by the seqcount
 *	  alone;
 *	- the persistent clock is a number in the machine's configuration.
 */
#ifndef LINUX_TIMEKEEPING_H
#define LINUX_TIMEKEEPING_H

#include "linux/clocksource.h"
#include "linux/ktime.h"
#include "linux/seqlock.h"
#include "linux/spinlock.h"

/* What reading one clock needs. */
struct tk_read_base {
	struct clocksource *clock;
	u64 mask;
	u64 cycle_last;			/* counter at the last update */
	u32 mult, shift;
	u64 xtime_nsec;			/* ns << shift beyond base */
	ktime_t base;			/* whole seconds of CLOCK_MONOTONIC */
};

struct timekeeper {
	struct tk_read_base tkr_mono;
	u64 xtime_sec;			/* CLOCK_REALTIME, whole seconds */
	u64 ktime_sec;			/* CLOCK_MONOTONIC, whole seconds */
	struct timespec64 wall_to_monotonic;
	ktime_t offs_real;		/* from MONOTONIC to REALTIME */
	ktime_t offs_boot;
	ktime_t offs_tai;
	s32 tai_offset;			/* seconds from REALTIME to TAI */
	u32 clock_was_set_seq;
	u64 cycle_interval;		/* counts of one tick */
	u64 xtime_interval;		/* ns << shift of one tick */
	s64 xtime_remainder;		/* ... which it misses by so much */
	u32 cs_was_changed_seq;
	u32 pad;
};

struct timekeeping {
	seqcount_t seq;			/* guards timekeeper */
	struct timekeeper timekeeper;	/* what readers read */
	raw_spinlock_t lock;		/* writers' */
	struct timekeeper shadow;	/* guarded by lock */
	u64 persistent_clock;		/* seconds since 1970 at power-on */
};

/* The kernel's names. */
#define tk_core (kernel()->timekeeping)
#define timekeeper_lock (kernel()->timekeeping.lock)
#define shadow_timekeeper (kernel()->timekeeping.shadow)

/* timekeeping_update(): what has changed. */
#define TK_MIRROR 0x02u			/* copy it to the shadow, too */
#define TK_CLOCK_WAS_SET 0x04u		/* the clocks' offsets */

/* --- reading ----------------------------------------------------------------
 * In any context but the timekeeper's own updates. */

/* Now, on CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_BOOTTIME, CLOCK_TAI. */
ktime_t ktime_get(void);
ktime_t ktime_get_real(void);
ktime_t ktime_get_boottime(void);
ktime_t ktime_get_clocktai(void);

/* What ktime_get() would return now, for readers: host context, no step. */
ktime_t ktime_peek(void);

/* Now on CLOCK_REALTIME, in seconds and ns. */
void ktime_get_real_ts64(struct timespec64 *ts);

/* Now on CLOCK_MONOTONIC.  Where clocks have been set since *@cwsseq, the
 * offsets are written as well and *@cwsseq is brought up to date.  For
 * hrtimer_update_base(). */
ktime_t ktime_get_update_offsets_now(u32 *cwsseq, ktime_t *offs_real,
				     ktime_t *offs_boot, ktime_t *offs_tai);

/* Can the clock source in use time what happens between ticks? */
bool timekeeping_valid_for_hres(void);

/* ns for which timekeeping can do without update_wall_time(). */
u64 timekeeping_max_deferment(void);

/* --- changing ------------------------------------------------------------ */

/* From the tick: move cycle_last on to now. */
void update_wall_time(void);

/* Set CLOCK_REALTIME; 0 or -EINVAL.  Calls clock_was_set().  Task context. */
int do_settimeofday64(const struct timespec64 *ts);

/* From now on @clock is used: 0, or -1 if it could not be.  From
 * clocksource_select(). */
int timekeeping_notify(struct clocksource *clock);

/* Begin with jiffies and the persistent clock.  At boot, once. */
void timekeeping_init(void);

/* --- inside -----------------------------------------------------------------
 * What the files called timekeeping*.c share. */

/* The time of @ts is one that the wall clock can be set to. */
bool timespec64_valid_settod(const struct timespec64 *ts);

/* Where the clock source stands; counts since cycle_last, 0 if it went back.
 */
u64 tk_clock_read(const struct tk_read_base *tkr);
u64 clocksource_delta(u64 now, u64 last, u64 mask);

/* Of @tk, which is being prepared: begin to use @clock; whole seconds go from
 * xtime_nsec to xtime_sec; cycle_last becomes now. */
void tk_setup_internals(struct timekeeper *tk, struct clocksource *clock);
void tk_normalize_xtime(struct timekeeper *tk);
void timekeeping_forward_now(struct timekeeper *tk);

/* What follows from the rest of @tk: bases, offsets.  The lock is held. */
void timekeeping_update(struct timekeeper *tk, u32 action);

extern const struct state_type timekeeper_type;
extern const struct state_type timekeeping_type;

/* NULL when all invariants hold, else what is broken. */
const char *timekeeping_check(const struct timekeeping *timekeeping);

#endif
