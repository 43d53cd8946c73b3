/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clock sources: see clocksource.h.
 *
 *	clocksource_register_hz()
 *	   __clocksource_update_freq_scale()   mult, shift and their limits
 *	   clocksource_enqueue()               into the list, by rating
 *	   clocksource_select()                the best one
 *	      timekeeping_notify()             ... is used from now on
 */
#include "linux/clocksource.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/timekeeping.h"
#include "machine/strings.h"

/* A source with more than 32 bits could be left alone for years, but only with
 * a shift so small that it would be inexact: ten minutes must do. */
#define MAX_SEC 600u

#define JIFFIES_SHIFT 8u

/* --- reading ------------------------------------------------------------ */

notrace u64 clocksource_read_counter(struct clocksource *cs)
{
	return counter_read(&cs->counter);
}

static notrace u64 jiffies_read(struct clocksource *cs)
{
	(void)cs;
	return jiffies;
}

struct clocksource *clocksource_default_clock(void)
{
	return &kernel()->clocksources.clocksource_jiffies;
}

/* --- conversion factors ------------------------------------------------- */

/* How many bits mult may have: those of 64 that @maxsec seconds of counts at
 * @from Hz leave, but not more than 32. */
static u32 mult_bits(u32 from, u32 maxsec)
{
	u64 counts = (u64)maxsec * from >> 32;
	u32 bits = 32;

	while (counts) {
		counts >>= 1;
		bits--;
	}
	return bits;
}

/* The largest shift whose mult fits the bits that are left for it. */
void clocks_calc_mult_shift(u32 *mult, u32 *shift, u32 from, u32 to, u32 maxsec)
{
	u32 bits = mult_bits(from, maxsec);
	u32 sft = 32;
	u64 ratio;

	for (;;) {
		ratio = (((u64)to << sft) + from / 2) / from;
		if (ratio >> bits == 0 || sft == 1)
			break;
		sft--;
	}
	*mult = (u32)ratio;
	*shift = sft;
}

/* Room for what steers a clock: 11 % of mult. */
static u32 clocksource_max_adjustment(const struct clocksource *cs)
{
	return (u32)((u64)cs->mult * 11 / 100);
}

/* How long may a source be left alone?  Half of what the product can take, so
 * that a clock that was left too long can be told from one that went back. */
static void clocksource_update_max_deferment(struct clocksource *cs)
{
	u64 max_cycles = UINT64_MAX / (cs->mult + cs->maxadj);
	u32 slowest = cs->mult - cs->maxadj;

	if (max_cycles > cs->mask)
		max_cycles = cs->mask;
	cs->max_cycles = max_cycles;
	cs->max_idle_ns =
		(u64)clocksource_cyc2ns(max_cycles, slowest, cs->shift) >> 1;
}

/* @hz 0: mult and shift are set already, as those of jiffies. */
static void __clocksource_update_freq_scale(struct clocksource *cs, u32 hz)
{
	u64 sec;

	if (hz) {
		sec = cs->mask / hz;
		if (!sec)
			sec = 1;
		if (sec > MAX_SEC && cs->mask > UINT32_MAX)
			sec = MAX_SEC;
		clocks_calc_mult_shift(&cs->mult, &cs->shift, hz,
				       (u32)NSEC_PER_SEC, (u32)sec);
	}
	cs->maxadj = clocksource_max_adjustment(cs);
	while (hz && cs->mult + cs->maxadj < cs->mult) {
		cs->mult >>= 1;
		cs->shift--;
		cs->maxadj = clocksource_max_adjustment(cs);
	}
	clocksource_update_max_deferment(cs);
}

/* --- the list ----------------------------------------------------------- */

/* Behind all that are as good or better. */
static void clocksource_enqueue(struct clocksource *cs)
{
	struct list_head *head = &kernel()->clocksources.list;
	struct list_head *at = head->next;

	while (at != head &&
	       list_entry(at, struct clocksource, list)->rating >= cs->rating)
		at = at->next;
	list_add_tail(&cs->list, at);
}

/* In one-shot mode the tick itself depends on the clock: nothing coarse will
 * do any more. */
static struct clocksource *clocksource_find_best(bool oneshot)
{
	struct list_head *head = &kernel()->clocksources.list;
	struct list_head *at = head->next;
	struct clocksource *cs;

	while (at != head) {
		cs = list_entry(at, struct clocksource, list);
		if (!oneshot || cs->flags & CLOCK_SOURCE_VALID_FOR_HRES)
			return cs;
		at = at->next;
	}
	return NULL;
}

static void clocksource_select(void)
{
	struct clocksources *sources = &kernel()->clocksources;
	bool oneshot = tick_oneshot_mode_active();
	struct clocksource *best;

	if (!sources->finished_booting)
		return;
	best = clocksource_find_best(oneshot);
	if (!best || best == sources->curr)
		return;
	if (!timekeeping_notify(best))
		sources->curr = best;
}

void clocksource_register_hz(struct clocksource *cs, u32 hz)
{
	__clocksource_update_freq_scale(cs, hz);
	clocksource_enqueue(cs);
	clocksource_select();
}

void clocksource_done_booting(void)
{
	kernel()->clocksources.finished_booting = true;
	clocksource_select();
}

/* --- boot --------------------------------------------------------------- */

notrace void clocksources_init(struct machine *m, struct clocksources *sources,
			       u32 hz)
{
	struct clocksource *cs = &sources->clocksource_jiffies;

	INIT_LIST_HEAD(&sources->list);
	INIT_LIST_HEAD(&cs->list);
	cs->name = string_intern(m, "jiffies", 7);
	cs->rating = 1;
	cs->read = jiffies_read;
	cs->mask = UINT32_MAX;
	cs->mult = (u32)tick_nsec(hz) << JIFFIES_SHIFT;
	cs->shift = JIFFIES_SHIFT;
	cs->max_cycles = 10;
}

/* --- invariants --------------------------------------------------------- */

static notrace bool ratio_fits(const struct clocksource *cs)
{
	u64 hz = cs->counter.hz;
	u64 ns = ((unsigned __int128)hz * cs->mult) >> cs->shift;

	return !hz || (ns > NSEC_PER_SEC - 1000 && ns < NSEC_PER_SEC + 1000);
}

notrace const char *clocksource_check(const struct clocksources *sources)
{
	const struct list_head *at = sources->list.next;
	const struct clocksource *cs;
	s32 rating = INT32_MAX;

	for (; at != &sources->list; at = at->next) {
		cs = list_entry(at, const struct clocksource, list);
		if (at->next->prev != at || cs->rating > rating)
			return "clocksource: the list is not by rating";
		if (!cs->mult || !ratio_fits(cs))
			return "clocksource: mult does not fit the frequency";
		rating = cs->rating;
	}
	return NULL;
}
