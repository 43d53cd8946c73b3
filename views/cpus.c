/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The CPUs: what each is doing, and how it came there.
 *
 *	>0 hardirq  irqs off  task t1
 *	  preempt_count 0x10001: hardirq 1 + preempt off 1
 *	  update_process_times:27  run_local_timers()
 *	  tick_periodic:36         update_process_times()
 *	 1 idle  irqs on
 *	  waits for an interrupt
 *
 * A few CPUs fill the pane, each with as much of its call stack (innermost
 * function first) as there is room for; many are a list, a row each, with all
 * about the one under the cursor below it.
 */
#include <inttypes.h>
#include <string.h>

#include "views/cpu_facts.h"
#include "views/flow.h"
#include "views/pane.h"
#include "views/value.h"

#define INDENT 2u
#define DETAIL_HEIGHT 12u		/* from here on a list has details */
#define MAX_BLOCKS 8u			/* more CPUs are a list */
#define NARROW 44u			/* less: numbers go without labels */
#define TEXT_ROOM 10u			/* less is no room for a statement */

struct cpus {
	struct list_view list;
	bool moved;			/* the cursor, away from the focus */
	u32 height;			/* rows of the list in the last paint */
	u32 row[MAX_BLOCKS + 1];	/* of a few: where each began */
};

static u64 key(const char *what, u32 cpu, u32 number)
{
	return memo_key(what, (u64)cpu << 32 | number);
}

/* --- call stacks --------------------------------------------------------- */

static u32 depth_of(const struct step_frame *frame)
{
	u32 n = 0;

	for (; frame; frame = stack_next(frame))
		n++;
	return n;
}

/* Does it execute statements, or could it if its turn came? */
static bool executes(const struct cpu *cpu)
{
	return cpu->state == CPU_RUNNING || cpu->state == CPU_RELAXING;
}

static void paint_statement(const struct canvas *canvas, u32 x, u32 y,
			    const struct step_frame *frame)
{
	const u32 room = canvas->width > x ? canvas->width - x : 0;
	const char *text;
	bool more;
	const size_t len = frame_statement(frame, &text, &more);

	if (room < TEXT_ROOM)
		return;
	x = canvas_ntext(canvas, x, y, ROLE_TEXT, text, len);
	if (more || text_columns(text, len) > room)
		canvas_glyph(canvas, x < canvas->width ? x : x - 1, y,
			     ROLE_DIM, GLYPH_ELLIPSIS);
}

/* "function:line", marked if it differs; returns the column after it.  @up
 * counts from the outermost frame, so that a call does not change the rest. */
static u32 paint_place(const struct view *view, const struct canvas *canvas,
		       u32 x, u32 y, const struct cpu *cpu,
		       const struct step_frame *frame, u32 up, bool innermost)
{
	const u32 end = view_value(view, canvas, x, y, ROLE_TEXT,
				   key("cpus.frame", cpu->id, up), "%s:%u",
				   frame_function(frame), frame_line(frame));

	if (innermost && executes(cpu))
		canvas_role(canvas, x, y, end - 1 - x, cpu->id == view->focus ?
			    ROLE_CURRENT : ROLE_CURRENT_OTHER);
	return end;
}

static void paint_stack(const struct view *view, const struct canvas *canvas,
			u32 y, const struct cpu *cpu)
{
	const struct step_frame *frame = stack_of_cpu(cpu);
	const u32 nr = depth_of(frame);
	const u32 column = canvas->width / 2 < 32 ? canvas->width / 2 : 32;
	u32 i;

	for (i = 0; frame && y < canvas->height; i++, y++) {
		u32 x = paint_place(view, canvas, INDENT, y, cpu, frame,
				    nr - i, !i);

		if (x < column)
			x = column;
		paint_statement(canvas, x, y, frame);
		frame = stack_next(frame);
	}
	if (frame && i)
		canvas_glyph(canvas, 0, y - 1, ROLE_DIM, GLYPH_DOWN);
}

/* --- one CPU ------------------------------------------------------------- */

static void paint_irqs(struct flow *flow, const struct cpu *cpu)
{
	flow_value(flow, "", cpu->irqs_on ? ROLE_DIM : ROLE_STRONG,
		   key("cpus.irqs", cpu->id, 0), "irqs %s",
		   cpu->irqs_on ? "on" : "off");
}

static void paint_choice(struct flow *flow, const struct cpu *cpu)
{
	const char *choice = cpu_choice_text(flow->view->m, cpu);

	if (cpu->state == CPU_DEAD)
		flow_text(flow, ROLE_BAD, "DEAD");
	if (*choice)
		flow_text(flow, ROLE_BREAK, "%s", cpu->held ? "HELD" :
							      "FORCED");
}

/* Whom an interrupt has interrupted, and how far the CPU has come. */
static void paint_more(struct flow *flow, const struct cpu *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);
	const enum cpu_context context = cpu_context_of(cpu);
	char name[VALUE_MAX];

	if (p && p->rq.curr && (context == CONTEXT_HARDIRQ ||
				context == CONTEXT_SOFTIRQ))
		flow_value(flow, "task", ROLE_TEXT,
			   key("cpus.task", cpu->id, 0), "%s",
			   value_object(flow->view->m, p->rq.curr->serial,
					name));
	flow_value(flow, "steps", ROLE_DIM, key("cpus.steps", cpu->id, 0),
		   "%" PRIu64, cpu->steps);
}

static void paint_head(const struct view *view, const struct canvas *canvas,
		       const struct cpu *cpu)
{
	struct flow flow = flow_begin(view, canvas, 0, 0, 1);
	char text[CPU_FACT_MAX];

	if (cpu->id == view->focus)
		canvas_glyph(canvas, 0, 0, ROLE_CURRENT, GLYPH_HERE);
	flow.x = canvas_printf(canvas, 1, 0, ROLE_STRONG, "%u", cpu->id) + 1;
	flow_value(&flow, "", cpu_role(cpu_context_of(cpu)),
		   key("cpus.context", cpu->id, 0), "%s",
		   cpu_context_text(view->m, cpu, text, sizeof(text)));
	paint_choice(&flow, cpu);
	paint_irqs(&flow, cpu);
	paint_more(&flow, cpu);
}

static u32 paint_preempt(const struct view *view, const struct canvas *canvas,
			 u32 y, const struct cpu *cpu)
{
	const struct percpu *p = percpu_of_cpu(cpu);
	struct flow flow = flow_begin(view, canvas, INDENT, y, y + 1);
	char text[CPU_FACT_MAX];

	if (!p)
		return y;
	flow_value(&flow, canvas->width < NARROW ? "" : "preempt_count",
		   ROLE_TEXT,
		   key("cpus.preempt", cpu->id, 0), "0x%x", p->preempt_count);
	flow_text(&flow, ROLE_DIM, "%s",
		  cpu_preempt_text(p->preempt_count, text, sizeof(text)));
	return y + 1;
}

static u32 paint_pending(const struct view *view, const struct canvas *canvas,
			 u32 y, const struct cpu *cpu)
{
	struct flow flow = flow_begin(view, canvas, INDENT, y, y + 1);
	char text[CPU_FACT_MAX];

	flow_value(&flow, "pending:", ROLE_PENDING,
		   key("cpus.pending", cpu->id, 0), "%s",
		   cpu_pending_text(view->m, cpu, text, sizeof(text)));
	return y + 1;
}

/* Rows that the reason for standing still takes, at most @max. */
static u32 paint_waits(const struct canvas *canvas, u32 y,
		       const struct machine *m, const struct cpu *cpu, u32 max,
		       bool draw)
{
	const struct canvas part = canvas_part(canvas, INDENT, y,
					       canvas->width, max);
	char text[CPU_FACT_MAX];
	u32 rows;

	rows = canvas_wrap(&part, 0, 0, cpu->state == CPU_DEAD ? ROLE_BAD :
			   ROLE_STRONG,
			   cpu_waits_text(m, cpu, text, sizeof(text)), draw);
	return rows < max ? rows : max;
}

static bool has_pending(const struct machine *m, const struct cpu *cpu)
{
	char text[CPU_FACT_MAX];

	return *cpu_pending_text(m, cpu, text, sizeof(text));
}

/* Rows that all about @cpu would take; where a halted one stands is no news. */
static u32 rows_wanted(const struct canvas *canvas, const struct machine *m,
		       const struct cpu *cpu)
{
	const u32 rows = 1 + has_pending(m, cpu) +
			 paint_waits(canvas, 0, m, cpu, 4, false);

	return cpu->state == CPU_HALTED ? rows :
	       rows + 1 + depth_of(stack_of_cpu(cpu));
}

/* What matters most gets the rows there are: why it stands still, where, what
 * is pending, the preempt_count, and then its callers. */
static void paint_cpu(const struct view *view, const struct canvas *canvas,
		      const struct cpu *cpu)
{
	const bool pending = has_pending(view->m, cpu);
	const u32 room = canvas->height;
	u32 y = 1;

	paint_head(view, canvas, cpu);
	y += paint_waits(canvas, y, view->m, cpu,
			 room > 6 ? 4 : room - (room > 2), true);
	if (pending && room >= y + 2)
		y = paint_pending(view, canvas, y, cpu);
	if (room >= y + 3)
		y = paint_preempt(view, canvas, y, cpu);
	paint_stack(view, canvas, y, cpu);
}

/* --- a few --------------------------------------------------------------- */

/* Every CPU gets its share of the rows; what one does not need the others
 * have, the focused one first. */
static void share_rows(const struct view *view, const struct canvas *canvas,
		       u32 *rows)
{
	const struct machine *m = view->m;
	const u32 share = canvas->height / m->nr_cpus;
	u32 left = canvas->height;
	u32 wanted[MAX_BLOCKS];
	u32 i;

	for (i = 0; i < m->nr_cpus; i++) {
		wanted[i] = rows_wanted(canvas, m, &m->cpu[i]);
		rows[i] = wanted[i] < share ? wanted[i] : share;
		left -= rows[i];
	}
	for (i = 0; i < m->nr_cpus; i++) {
		const u32 cpu = (view->focus + i) % m->nr_cpus;
		const u32 more = wanted[cpu] - rows[cpu];

		rows[cpu] += more < left ? more : left;
		left -= more < left ? more : left;
	}
}

static void paint_blocks(struct cpus *cpus, const struct view *view,
			 const struct canvas *canvas)
{
	u32 rows[MAX_BLOCKS];
	u32 i, y = 0;

	share_rows(view, canvas, rows);
	for (i = 0; i < view->m->nr_cpus; i++) {
		const struct canvas part = canvas_part(canvas, 0, y,
						       canvas->width, rows[i]);

		paint_cpu(view, &part, &view->m->cpu[i]);
		if (cpus->moved && cpus->list.cursor == i)
			canvas_role(canvas, 0, y, canvas->width, ROLE_CURSOR);
		cpus->row[i] = y;
		y += rows[i];
	}
	cpus->row[i] = y;
}

/* --- many ---------------------------------------------------------------- */

static void paint_row(const struct view *view, const struct canvas *canvas,
		      u32 y, const struct cpu *cpu)
{
	const struct step_frame *frame = stack_of_cpu(cpu);
	const u32 wide = canvas->width >= 60;
	char text[CPU_FACT_MAX];
	struct flow flow = flow_begin(view, canvas, 0, y, y + 1);

	if (cpu->id == view->focus)
		canvas_glyph(canvas, 0, y, ROLE_CURRENT, GLYPH_HERE);
	canvas_printf(canvas, 1, y, ROLE_STRONG, "%2u", cpu->id);
	view_value(view, canvas, 4, y, cpu_role(cpu_context_of(cpu)),
		   key("cpus.context", cpu->id, 0), "%s", wide ?
		   cpu_context_text(view->m, cpu, text, sizeof(text)) :
		   cpu_context_names[cpu_context_of(cpu)]);
	flow.x = wide ? 24 : 13;
	if (wide)
		paint_irqs(&flow, cpu);
	paint_choice(&flow, cpu);
	if (frame && executes(cpu) && cpu->wait_kind == WAIT_NOTHING)
		flow.x = paint_place(view, canvas, flow.x, y, cpu, frame,
				     depth_of(frame), true);
	else
		canvas_text(canvas, flow.x, y, ROLE_TEXT,
			    cpu_waits_text(view->m, cpu, text, sizeof(text)));
	if (wide && frame && executes(cpu) && cpu->wait_kind == WAIT_NOTHING)
		paint_statement(canvas, flow.x + 1, y, frame);
}

static void paint_list(struct cpus *cpus, const struct view *view,
		       const struct canvas *canvas)
{
	const struct machine *m = view->m;
	u32 i;

	cpus->height = canvas->height;
	if (canvas->height >= DETAIL_HEIGHT)
		cpus->height = canvas->height / 2;
	if (cpus->height > m->nr_cpus)
		cpus->height = m->nr_cpus;
	list_view_fit(&cpus->list, m->nr_cpus, cpus->height);
	for (i = 0; i < cpus->height; i++) {
		const u32 cpu = (u32)cpus->list.top + i;

		paint_row(view, canvas, i, &m->cpu[cpu]);
		if (cpu == cpus->list.cursor && cpus->moved)
			canvas_role(canvas, 0, i, canvas->width, ROLE_CURSOR);
	}
	if (canvas->height >= cpus->height + 4) {
		const struct canvas part =
			canvas_part(canvas, 0, cpus->height + 1, canvas->width,
				    canvas->height);

		canvas_fill(canvas, 0, cpus->height, canvas->width, ROLE_DIM,
			    GLYPH_HLINE);
		paint_cpu(view, &part, &m->cpu[cpus->list.cursor]);
	}
}

/* --- the pane ------------------------------------------------------------ */

static bool are_few(u32 nr, u32 height)
{
	return nr <= MAX_BLOCKS && height >= 2 * nr;
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct cpus *cpus = state;

	if (!cpus->moved || cpus->list.cursor >= view->m->nr_cpus)
		cpus->list.cursor = view->focus;
	cpus->height = 0;
	if (are_few(view->m->nr_cpus, canvas->height))
		paint_blocks(cpus, view, canvas);
	else
		paint_list(cpus, view, canvas);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	const struct cpus *cpus = state;

	if (cpus->moved && cpus->list.cursor != view->focus)
		snprintf(buf, size, "Enter focuses CPU %" PRIu64,
			 cpus->list.cursor);
	else
		snprintf(buf, size, "focus on %u of %u", view->focus,
			 view->m->nr_cpus);
}

static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct cpus *cpus = state;
	const u32 nr = view->m->nr_cpus;

	(void)text;
	if (action == ACTION_SELECT) {
		snprintf(reply->command, sizeof(reply->command),
			 "cpu %" PRIu64, cpus->list.cursor);
		cpus->moved = false;
		return true;
	}
	if (action == ACTION_FOLLOW) {
		cpus->moved = false;
		return true;
	}
	if (!list_view_act(&cpus->list, action, nr,
			   cpus->height ? cpus->height : nr))
		return false;
	cpus->moved = true;
	return true;
}

static bool click(void *state, const struct view *view, u32 x, u32 y,
		  struct reply *reply)
{
	struct cpus *cpus = state;
	u32 cpu;

	(void)x;
	if (cpus->height && y >= cpus->height)
		return false;
	if (cpus->height)
		cpu = (u32)cpus->list.top + y;
	else
		for (cpu = 0; cpu < view->m->nr_cpus; cpu++)
			if (y < cpus->row[cpu + 1])
				break;
	if (cpu >= view->m->nr_cpus)
		return false;
	cpus->list.cursor = cpu;
	return act(state, view, ACTION_SELECT, "", reply);
}

extern const struct pane_type pane_cpus;
const struct pane_type pane_cpus = {
	.name = "cpus", .key = '1',
	.question = "What is each CPU doing now?",
	.size = sizeof(struct cpus),
	.paint = paint, .title = title, .act = act, .click = click,
};
