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
#include <stdlib.h>
#include <string.h>

#include "linux/jiffies.h"
#include "linux/program.h"
#include "linux/state.h"
#include "linux/trace.h"
#include "linux/wheel.h"
#include "value.h"

/* Rows of a list before the rest is only counted. */
#define MAX_ROWS 40

/* A bucket in use. */
struct used {
	u32 idx;
	u64 expiry;
};

/* --- numbers ------------------------------------------------------------- */

/* About how long @j jiffies take: "4 ms", "2.3 s", "19 h". */
static const char *about(u64 j, char *buf)
{
	static const struct {
		u64 ms;
		const char *name;
	} units[] = { { 3600000, "h" }, { 60000, "min" }, { 1000, "s" }, { 1, "ms" } };
	u64 ms = j > UINT64_MAX / 1000 ? UINT64_MAX : j * 1000 / HZ;
	u32 i = 0;

	while (i < 3 && ms < units[i].ms)
		i++;
	if (i < 3 && ms < 10 * units[i].ms)
		snprintf(buf, VALUE_MAX, "%" PRIu64 ".%" PRIu64 " %s", ms / units[i].ms,
			 ms % units[i].ms * 10 / units[i].ms, units[i].name);
	else
		snprintf(buf, VALUE_MAX, "%" PRIu64 " %s", ms / units[i].ms, units[i].name);
	return buf;
}

/* How far @j lies from now: "+7 j, 28 ms", "now", "-2 j, overdue". */
static const char *distance(u64 j, char *buf)
{
	char time[VALUE_MAX];
	s64 delta = (s64)(j - jiffies);

	if (!delta)
		return "now";
	if (delta < 0)
		snprintf(buf, VALUE_MAX, "%" PRId64 " j, overdue", delta);
	else
		snprintf(buf, VALUE_MAX, "+%" PRId64 " j, %s", delta, about((u64)delta, time));
	return buf;
}

static const char *timer_callback(const struct machine *m, const struct timer_list *timer)
{
	u32 id = program_timer_function(timer);

	return id ? trace_function_name(m, id) : "none";
}

/* --- counting ------------------------------------------------------------ */

static u64 bucket_count(const struct timer_base *base, u32 idx)
{
	const struct timer_list *timer = NULL;
	u64 n = 0;

	for (;;) {
		timer = timer_bucket_next(&base->vectors[idx], timer);
		if (!timer)
			return n;
		n++;
	}
}

static u64 base_count(const struct timer_base *base)
{
	u64 n = 0;
	u32 idx;

	for (idx = 0; idx < WHEEL_MAX_SIZE; idx++)
		n += bucket_count(base, idx);
	return n;
}

static int by_expiry(const void *a, const void *b)
{
	const struct used *x = a, *y = b;

	if (x->expiry != y->expiry)
		return time_before(x->expiry, y->expiry) ? -1 : 1;
	return x->idx < y->idx ? -1 : x->idx > y->idx;
}

/* The buckets in use, in the order in which they will be run. */
static u32 used_buckets(const struct timer_base *base, struct used *used)
{
	u32 idx, nr = 0;

	for (idx = 0; idx < WHEEL_MAX_SIZE; idx++) {
		if (!hlist_empty(&base->vectors[idx]))
			used[nr++] = (struct used){ idx, timer_bucket_expiry(base, idx) };
	}
	qsort(used, nr, sizeof(*used), by_expiry);
	return nr;
}

/* --- the drawing --------------------------------------------------------- */

static char bucket_char(const struct timer_base *base, u32 idx, bool hand)
{
	u64 n = bucket_count(base, idx);

	if (hand)
		return n ? '*' : '^';
	return n > 9 ? '+' : n ? (char)('0' + n) : '.';
}

static void print_level(FILE *file, const struct timer_base *base, u32 level)
{
	u32 hand = (u32)(base->clk >> LVL_SHIFT(level)) & LVL_MASK;
	char row[LVL_SIZE + 1], width[VALUE_MAX];
	u32 i;

	for (i = 0; i < LVL_SIZE; i++)
		row[i] = bucket_char(base, LVL_OFFS(level) + i, i == hand);
	row[LVL_SIZE] = '\0';
	fprintf(file, "  %5u %7s %s\n", level, about(LVL_GRAN(level), width), row);
}

static void print_levels(FILE *file, const struct timer_base *base)
{
	u32 top = LVL_DEPTH - 1, level;

	while (top && find_next_bit(base->pending_map, LVL_OFFS(top + 1), LVL_OFFS(top)) ==
			      LVL_OFFS(top + 1))
		top--;
	fputs("  buckets of each level: ^ the hand, 1-9 timers, + more, * hand and timers\n"
	      "  level   width 0       8       16      24      32      40      48      56\n",
	      file);
	for (level = 0; level <= top; level++)
		print_level(file, base, level);
	if (top < LVL_DEPTH - 1)
		fprintf(file, "  levels %u to %u are empty\n", top + 1, LVL_DEPTH - 1);
}

/* --- its timers ---------------------------------------------------------- */

static void print_timer(FILE *file, const struct machine *m, const struct used *bucket,
			const struct timer_list *timer, bool first)
{
	char text[VALUE_MAX], late[VALUE_MAX], name[VALUE_MAX];

	if (first)
		fprintf(file, "  %3u  %-12" PRIu64 " %-16s ", bucket->idx, bucket->expiry,
			distance(bucket->expiry, text));
	else
		fprintf(file, "  %35s", "");
	snprintf(late, sizeof(late), "%" PRIu64 " j", bucket->expiry - timer->expires);
	fprintf(file, "%-12s %7s  %s\n", value_object(m, timer->object, name), late,
		timer_callback(m, timer));
}

static u64 print_bucket(FILE *file, const struct machine *m, const struct timer_base *base,
			const struct used *bucket, u64 room)
{
	const struct timer_list *timer = NULL;
	u64 n = 0;

	for (;;) {
		timer = timer_bucket_next(&base->vectors[bucket->idx], timer);
		if (!timer)
			return n;
		if (n < room)
			print_timer(file, m, bucket, timer, !n);
		n++;
	}
}

static void print_timers(FILE *file, const struct machine *m, const struct timer_base *base)
{
	struct used used[WHEEL_MAX_SIZE];
	u32 nr = used_buckets(base, used);
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
	char text[VALUE_MAX];

	fprintf(file, "CPU %u, base %s: %" PRIu64 " timer%s; jiffies %" PRIu64 ", HZ %u\n",
		base->cpu, timer_base_names[base->index], n, n == 1 ? "" : "s", jiffies, HZ);
	fprintf(file, "  clk %" PRIu64 ", ", base->clk);
	if (base->timers_pending)
		fprintf(file, "next expiry %" PRIu64 " (%s)%s", base->next_expiry,
			distance(base->next_expiry, text),
			base->next_expiry_recalc ? ", to be recalculated" : "");
	else
		fputs("nothing to expire", file);
	fprintf(file, "%s\n", base->is_idle ? ", marked idle" : "");
	if (base->lock.locked)
		fprintf(file, "  its lock is held by CPU %d\n", base->lock.owner_cpu);
	if (base->running_timer && state_readable(base->running_timer, sizeof(struct timer_list)))
		fprintf(file, "  the callback of %s runs\n",
			value_object(m, base->running_timer->object, text));
}

static bool print_wheel(FILE *file, const struct machine *m, const struct timer_base *base,
			bool even_empty)
{
	u64 n = base_count(base);

	if (!n && !even_empty)
		return false;
	print_heading(file, m, base, n);
	print_levels(file, base);
	if (n)
		print_timers(file, m, base);
	else
		fprintf(file, "  No timers here.  Arm one: on cpu %u %s\n", base->cpu,
			base->index == BASE_GLOBAL ? "add_timer t1 +10j" :
			base->index == BASE_LOCAL ? "{ timer_setup t1 pinned; add_timer t1 +10j }" :
						    "{ timer_setup t1 deferrable; "
						    "add_timer t1 +10j }");
	return true;
}

void show_wheel(FILE *file, struct machine *m, u32 cpu, int base)
{
	const struct percpu *p;
	bool any = false;
	u32 i;

	state_use(m);
	p = cpu < m->nr_cpus ? percpu_of_cpu(&m->cpu[cpu]) : NULL;
	if (!p) {
		fprintf(file, "CPU %u has no wheels: this machine has CPUs 0 to %u\n", cpu,
			m->nr_cpus - 1);
		return;
	}
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
			distance(timer->expires, text));
	else
		fprintf(file, "%-10s %-15s ", "-", "-");
	if (base)
		fprintf(file, "%3u %-6s ", base->cpu, timer_base_names[base->index]);
	else
		fprintf(file, "%3s %-6s ", "-", "moving");
	fprintf(file, "%s\n", timer_callback(m, timer));
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
