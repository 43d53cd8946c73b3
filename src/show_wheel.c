/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timer wheel as text.
 *
 *	CPU 0, base global: 3 timers; jiffies 4294892310
 *	  clk 4294892311, next expiry 4294892317 (in 7 j, 28 ms)
 *	  buckets 0..63 of each level: ^ the hand, 1-9 timers, + more, * hand and timers
 *	  level     width 0       8       16      24      32      40      48      56
 *	      0      4 ms ......1................^........................................
 *
 * A level's hand is where the wheel's clock points: (clk >> 3 * level) & 63.
 * Buckets are run in the order of their expiry, which is what the list below
 * the drawing follows; levels without timers above the highest one in use are
 * left out.
 */
#include "show.h"

#include <inttypes.h>

#include "linux/jiffies.h"
#include "linux/state.h"
#include "linux/wheel.h"
#include "views/moment.h"
#include "views/value.h"
#include "views/wheel_facts.h"

/* Rows of a list before the rest is only counted. */
#define MAX_ROWS 40

/* --- the drawing --------------------------------------------------------- */

static char bucket_char(u32 n, bool hand)
{
	if (hand)
		return n ? '*' : '^';
	return n > 9 ? '+' : n ? (char)('0' + n) : '.';
}

static void print_level(FILE *file, const struct timer_base *base, const u32 *count, u32 level)
{
	const u32 hand = wheel_hand(base, level);
	char row[LVL_SIZE + 1], width[VALUE_MAX];
	u32 i;

	for (i = 0; i < LVL_SIZE; i++)
		row[i] = bucket_char(count[LVL_OFFS(level) + i], i == hand);
	row[LVL_SIZE] = '\0';
	fprintf(file, "  %5u %7s %s\n", level, wheel_about(LVL_GRAN(level), width), row);
}

static void print_levels(FILE *file, const struct timer_base *base, const u32 *count)
{
	u32 top = LVL_DEPTH - 1, level;

	while (top && find_next_bit(base->pending_map, LVL_OFFS(top + 1), LVL_OFFS(top)) ==
			      LVL_OFFS(top + 1))
		top--;
	fputs("  buckets of each level: ^ the hand, 1-9 timers, + more, * hand and timers\n"
	      "  level   width 0       8       16      24      32      40      48      56\n",
	      file);
	for (level = 0; level <= top; level++)
		print_level(file, base, count, level);
	if (top < LVL_DEPTH - 1)
		fprintf(file, "  levels %u to %u are empty\n", top + 1, LVL_DEPTH - 1);
}

/* --- its timers ---------------------------------------------------------- */

static void print_timer(FILE *file, const struct machine *m, const struct wheel_used *bucket,
			const struct timer_list *timer, bool first)
{
	char text[VALUE_MAX], late[VALUE_MAX], name[VALUE_MAX];

	if (first)
		fprintf(file, "  %3u  %-12" PRIu64 " %-16s ", bucket->idx, bucket->expiry,
			wheel_distance(bucket->expiry, text));
	else
		fprintf(file, "  %35s", "");
	snprintf(late, sizeof(late), "%" PRId64 " j", wheel_lateness(timer, bucket->expiry));
	fprintf(file, "%-12s %7s  %s\n", wheel_timer_name(m, timer, name),
		wheel_timer_freed(timer) ? "poison" : late, wheel_callback(m, timer));
}

static u64 print_bucket(FILE *file, const struct machine *m, const struct timer_base *base,
			const struct wheel_used *bucket, u64 room)
{
	const struct timer_list *timer = NULL;
	u64 n = 0;

	for (;;) {
		timer = wheel_timer_next(&base->vectors[bucket->idx], timer, n);
		if (!timer)
			return n;
		if (n < room)
			print_timer(file, m, bucket, timer, !n);
		n++;
	}
}

static void print_timers(FILE *file, const struct machine *m, const struct timer_base *base)
{
	struct wheel_used used[WHEEL_MAX_SIZE];
	u32 nr = wheel_used_buckets(base, used);
	u64 n = 0;
	u32 i;

	fputs("  idx  runs at      from now         timer        later by  callback\n", file);
	for (i = 0; i < nr; i++)
		n += print_bucket(file, m, base, &used[i], n < MAX_ROWS ? MAX_ROWS - n : 0);
	if (n > MAX_ROWS)
		fprintf(file, "  ... and %" PRIu64 " more\n", n - MAX_ROWS);
}

/* --- wheels -------------------------------------------------------------- */

static void print_heading(FILE *file, const struct machine *m, const struct timer_base *base, u64 n)
{
	const u64 lag = moment_jiffies(hot.machine) - jiffies;
	char text[VALUE_MAX];

	fprintf(file, "CPU %u, base %s: %" PRIu64 " timer%s; jiffies %" PRIu64,
		base->cpu, timer_base_names[base->index], n, n == 1 ? "" : "s", jiffies);
	if (lag)
		fprintf(file, ", %" PRIu64 " behind (the tick is stopped)", lag);
	fprintf(file, ", HZ %u\n", HZ);
	fprintf(file, "  clk %" PRIu64 ", ", base->clk);
	if (base->timers_pending)
		fprintf(file, "next expiry %" PRIu64 " (%s)%s", base->next_expiry,
			wheel_distance(base->next_expiry, text),
			base->next_expiry_recalc ? ", to be recalculated" : "");
	else
		fputs("nothing to expire", file);
	fprintf(file, "%s\n", base->is_idle ? ", marked idle" : "");
	if (base->lock.locked)
		fprintf(file, "  its lock is held by CPU %d\n", base->lock.owner_cpu);
	if (wheel_running(base))
		fprintf(file, "  the callback of %s runs\n",
			value_object(m, wheel_running(base), text));
}

static bool print_wheel(FILE *file, const struct machine *m, const struct timer_base *base,
			bool even_empty)
{
	u32 count[WHEEL_MAX_SIZE];
	const u64 n = wheel_count(base, count);

	if (!n && !even_empty)
		return false;
	print_heading(file, m, base, n);
	print_levels(file, base, count);
	if (n)
		print_timers(file, m, base);
	else
		fprintf(file, "  No timers here.  Arm one: on cpu %u %s\n", base->cpu,
			wheel_example(base));
	return true;
}

void show_wheel(FILE *file, struct machine *m, u32 cpu, int base)
{
	const struct percpu *p;
	bool any = false;
	u32 i;

	state_use(m);
	p = show_percpu(file, m, cpu, "wheels");
	if (!p)
		return;
	for (i = 0; i < NR_BASES; i++) {
		if (base == SHOW_ALL_BASES || (u32)base == i)
			any |= print_wheel(file, m, &p->timer_bases[i], base != SHOW_ALL_BASES);
	}
	if (!any)
		print_wheel(file, m, &p->timer_bases[BASE_GLOBAL], true);
}

/* --- the list of timers -------------------------------------------------- */

static const char *timer_state(const struct timer_list *timer)
{
	const struct timer_base *base = timer_base_of(timer);

	if (base && base->running_timer == timer)
		return timer_pending(timer) ? "re-armed" : "runs";
	if (timer_pending(timer))
		return "pending";
	return timer->function ? "idle" : "shut down";
}

static void print_timer_row(FILE *file, const struct machine *m, const struct timer_list *timer)
{
	const struct timer_base *base = timer_base_of(timer);
	char name[VALUE_MAX], text[VALUE_MAX];

	fprintf(file, "%-12s %-9s ", value_object(m, timer->object, name), timer_state(timer));
	if (timer_pending(timer))
		fprintf(file, "%-10" PRIu64 " %-15s ", timer->expires,
			wheel_distance(timer->expires, text));
	else
		fprintf(file, "%-10s %-15s ", "-", "-");
	if (base)
		fprintf(file, "%3u %-6s ", base->cpu, timer_base_names[base->index]);
	else
		fprintf(file, "%3s %-6s ", "-", "moving");
	fprintf(file, "%s\n", wheel_callback(m, timer));
}

static void print_freed(FILE *file, struct machine *m)
{
	const struct object *object = NULL;
	char name[VALUE_MAX];

	for (;;) {
		object = object_next(m, object, OBJECT_TIMER);
		if (!object)
			return;
		if (object->freed && !object->internal)
			fprintf(file, "%-12s freed\n", value_object(m, object->serial, name));
	}
}

void show_timers(FILE *file, struct machine *m)
{
	static const char heading[] =
		"timer        state     expires    from now        CPU base   callback\n";
	const struct ktimer *timer;
	u64 n = 0;
	u32 serial = 0;

	state_use(m);
	for (;;) {
		timer = object_next_memory(serial, OBJECT_TIMER);
		if (!timer)
			break;
		serial = timer->timer.object;
		if (!n++)
			fputs(heading, file);
		if (n <= 10 * MAX_ROWS)
			print_timer_row(file, m, &timer->timer);
	}
	if (n > 10 * MAX_ROWS)
		fprintf(file, "... and %" PRIu64 " more\n", n - 10 * MAX_ROWS);
	if (m->kernel)
		print_freed(file, m);
	if (!n)
		fputs("There are no timers.  Arm one: add_timer t1 +10j\n", file);
}
