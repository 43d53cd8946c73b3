/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clock sources: counters that tell how much time has passed
 * (kernel/time/clocksource.c, kernel/time/jiffies.c of Linux 6.12).
 *
 *	ns = (counts * mult) >> shift
 *
 * A counter counts at any frequency; mult / 2^shift is the length of one count
 * in ns.  The larger the shift, the finer the ratio; but counts * mult must
 * fit 64 bits for as long as nobody reads the clock.  max_idle_ns says how
 * long that is, with half in reserve.
 *
 * All sources stand in one list, best rating first; timekeeping uses the
 * first.  While the kernel boots it makes do with jiffies, which is always
 * there, but as coarse as the tick and no help between two ticks.
 *
 * Invariants (clocksource_check()): the list is sorted by rating; mult is not
 * 0 and converts a second to a second, within a millionth.
 *
 * Differs from Linux: the kinds of counters are fixed (see tsc.h and hpet.h);
 * no watchdog compares them and calls one unstable; the user cannot override
 * the choice.
 */
#ifndef LINUX_CLOCKSOURCE_H
#define LINUX_CLOCKSOURCE_H

#include "lib/list.h"
#include "machine/counter.h"
#include "machine/machine.h"
#include "machine/state.h"

#define CLOCK_SOURCE_IS_CONTINUOUS 0x01u	/* counts between ticks */
#define CLOCK_SOURCE_VALID_FOR_HRES 0x20u	/* fine enough for hrtimers */

struct clocksource {
	/* the hot part: what each reading of the clock needs */
	u64 (*read)(struct clocksource *cs);
	u64 mask;			/* the counter's bits */
	u32 mult, shift;
	/* constant once registered */
	u64 max_idle_ns;
	u64 max_cycles;			/* counts * mult fits up to here */
	u32 maxadj;			/* room above and below mult */
	u32 name;			/* string id */
	s32 rating;			/* 1..499: the higher the better */
	u32 flags;			/* CLOCK_SOURCE_... */
	struct list_head list;
	struct counter counter;		/* its hardware, unless it is jiffies */
};

/* Everything that is known about clock sources. */
struct clocksources {
	struct list_head list;		/* best first */
	struct clocksource *curr;	/* in use, NULL: not yet chosen */
	bool finished_booting;		/* choosing has begun */
	struct clocksource clocksource_jiffies;
};

/* mult and shift for counts at @from Hz that become counts at @to Hz, so that
 * @maxsec seconds of them do not overflow.  Any context. */
void clocks_calc_mult_shift(u32 *mult, u32 *shift, u32 from, u32 to,
			    u32 maxsec);

/* Counts in ns, without a care for overflow. */
static inline notrace s64 clocksource_cyc2ns(u64 cycles, u32 mult, u32 shift)
{
	return (s64)(cycles * mult >> shift);
}

/* Enter @cs, which counts at @hz, into the list; a better one than that in use
 * takes over, once booting is over.  At boot. */
void clocksource_register_hz(struct clocksource *cs, u32 hz);

/* What timekeeping begins with: jiffies. */
struct clocksource *clocksource_default_clock(void);

/* From here on the best source is used.  At boot (fs_initcall). */
void clocksource_done_booting(void);

/* The jiffies source, entered into an empty list; host context. */
void clocksources_init(struct machine *m, struct clocksources *sources,
		       u32 hz);

/* Read a source that has a counter: its `read`. */
u64 clocksource_read_counter(struct clocksource *cs);

extern const struct state_type clocksource_type;

/* NULL when all invariants hold, else what is broken. */
const char *clocksource_check(const struct clocksources *sources);

#endif
