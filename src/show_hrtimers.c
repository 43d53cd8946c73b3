/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `show hrtimers`: the bases of a CPU, each tree lying on its side.
 *
 *	  timer                soft expiry   slack   from now   callback
 *	    .- (h1)            ...                              * first
 *	  [h2]                 ...
 *	    '- [h3]            ...
 *	       '- (h4)         ...
 *
 * Read from top to bottom it is the order of expiry; a node's children stand to
 * its right, the left one above it.  [black], (red).
 */
#include "show.h"

#include <inttypes.h>
#include <string.h>

#include "linux/state.h"
#include "views/hrtimer_facts.h"
#include "views/value.h"

#define MAX_ROWS 200
#define MAX_DEPTH 48			/* of a balanced tree, and more */
#define NAME_WIDTH 24

/* --- a tree --------------------------------------------------------------- */

/* What is drawn so far: a column is open while a line runs down in it. */
struct drawing {
	FILE *file;
	const struct machine *m;
	const struct hrtimer_clock_base *base;
	ktime_t now;			/* on the base's clock */
	u64 rows;
	bool open[MAX_DEPTH];
};

static int branch(char *text, size_t size, const struct drawing *d, u32 depth, char corner)
{
	u32 i;
	int at = 0;

	for (i = 1; i < depth && at < (int)size - 4; i++)
		at += snprintf(text + at, size - (size_t)at, "%s", d->open[i] ? " | " : "   ");
	if (depth)
		at += snprintf(text + at, size - (size_t)at, " %c-", corner);
	return at;
}

static void print_row(struct drawing *d, const struct rb_node *node, u32 depth, char corner)
{
	const struct hrtimer *timer = hrtimer_at(node);
	char text[400], name[VALUE_MAX], soft[VALUE_MAX], slack[VALUE_MAX], away[VALUE_MAX];
	bool first = d->base->active.rb_root.rb_leftmost == node;
	int at;

	if (d->rows++ >= MAX_ROWS)
		return;
	at = branch(text, sizeof(text), d, depth, corner);
	snprintf(text + at, sizeof(text) - (size_t)at, rb_is_red(node) ? "(%s)" : "[%s]",
		 value_object(d->m, timer->object, name));
	fprintf(d->file, "    %-*s%s %20s  %-7s %-10s %s\n", NAME_WIDTH, text, first ? "*" : " ",
		hrtimer_seconds(timer->_softexpires, soft),
		value_duration((u64)(timer->node.expires - timer->_softexpires), slack),
		hrtimer_from_now(timer->_softexpires - d->now, away),
		hrtimer_callback_name(d->m, timer));
}

/* @corner says from where the branch comes: '.' from below, '\'' from above. */
static void print_tree(struct drawing *d, const struct rb_node *node, u32 depth, char corner)
{
	const struct rb_node *left, *right;

	if (!node || depth >= MAX_DEPTH - 1 || d->rows > kernel()->objects.nr)
		return;
	left = rb_read_left(node, state_readable);
	right = rb_read_right(node, state_readable);
	d->open[depth] = corner == '\'';
	d->open[depth + 1] = false;
	print_tree(d, left, depth + 1, '.');
	print_row(d, node, depth, corner);
	d->open[depth] = corner == '.';
	print_tree(d, right, depth + 1, '\'');
	d->open[depth] = false;
}

/* --- a base --------------------------------------------------------------- */

static void print_base(FILE *file, const struct machine *m, const struct hrtimer_clock_base *base)
{
	const struct rb_node *root = base->active.rb_root.rb_root.rb_node;
	struct drawing d = { .file = file, .m = m, .base = base };
	char name[VALUE_MAX], offset[VALUE_MAX];

	if (!root && !base->running)
		return;
	d.now = hrtimer_base_now(m, base);
	fprintf(file, "  base %s", hrtimer_base_names[base->index]);
	if (base->offset)
		fprintf(file, ", %s s ahead of monotonic", hrtimer_seconds(base->offset, offset));
	if (hrtimer_offset_is_stale(m, base))
		fprintf(file, " (the clock is %s s ahead: hrtimer_update_base() has not fetched "
			"that yet)", hrtimer_seconds(hrtimer_true_offset(m, base), offset));
	fputs(root ? "\n    timer                               softexpires  slack   from now   "
		     "callback\n" : "\n", file);
	if (root && state_readable(root, sizeof(*root)))
		print_tree(&d, root, 0, ' ');
	if (d.rows > MAX_ROWS)
		fprintf(file, "    ... and %" PRIu64 " more\n", d.rows - MAX_ROWS);
	if (base->running && state_readable(base->running, sizeof(*base->running)))
		fprintf(file, "    the callback of %s runs\n",
			value_object(m, base->running->object, name));
}

static const char *next_expiry(ktime_t time, char *buf)
{
	return time >= KTIME_MAX ? "never" : value_time((u64)time, buf);
}

static void print_state(FILE *file, const struct hrtimer_cpu_base *cpu_base)
{
	char next[VALUE_MAX], soft[VALUE_MAX];

	if (cpu_base->hres_active)
		fprintf(file, "  the device is programmed for %s%s\n",
			next_expiry(cpu_base->expires_next, next),
			cpu_base->hang_detected ? ", or later: the last interrupt gave up" : "");
	if (cpu_base->softirq_activated)
		fputs("  HRTIMER_SOFTIRQ is raised, or runs\n", file);
	else if (cpu_base->active_bases & HRTIMER_ACTIVE_SOFT)
		fprintf(file, "  HRTIMER_SOFTIRQ is raised at %s\n",
			next_expiry(cpu_base->softirq_expires_next, soft));
	if (cpu_base->lock.locked)
		fprintf(file, "  the lock is held by CPU %d\n", cpu_base->lock.owner_cpu);
}

void show_hrtimers(FILE *file, struct machine *m, u32 cpu)
{
	const struct hrtimer_cpu_base *cpu_base;
	const struct percpu *p;
	bool any = false;
	u32 i;

	state_use(m);
	p = show_percpu(file, m, cpu, "hrtimers");
	if (!p)
		return;
	cpu_base = &p->hrtimer_bases;
	fprintf(file, "CPU %u, %s\n", cpu, cpu_base->hres_active ?
		"high resolution: a device interrupts for each timer" :
		"low resolution: hrtimers are run in every tick");
	print_state(file, cpu_base);
	for (i = 0; i < HRTIMER_MAX_CLOCK_BASES; i++) {
		any |= !RB_EMPTY_ROOT(&cpu_base->clock_base[i].active.rb_root.rb_root);
		print_base(file, m, &cpu_base->clock_base[i]);
	}
	if (any)
		fputs("  [black] and (red) nodes; * the next to expire\n", file);
	else
		fprintf(file, "  No hrtimers are queued.  Arm one: on cpu %u "
			"hrtimer_start h1 +500us\n", cpu);
}
