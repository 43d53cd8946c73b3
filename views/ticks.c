/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The ticks pane: each CPU's tick device, whether its tick is stopped, and who
 * advances jiffies; then the devices that no CPU uses.
 *
 * The list's rows are lines, so that 64 CPUs can be scrolled through.
 */
#include <inttypes.h>

#include "linux/kernel.h"
#include "linux/state.h"
#include "linux/trace.h"
#include "machine/strings.h"
#include "views/hrtimer_facts.h"
#include "views/pane.h"
#include "views/value.h"

struct ticks_pane {
	struct list_view list;
	u64 nr;				/* lines in all */
	u32 height;
};

/* Lines are counted while they are painted. */
struct writer {
	const struct view *view;
	const struct canvas *canvas;
	u64 line, top;
};

/* The row of the next line, UINT32_MAX when it is not to be seen. */
static u32 next_line(struct writer *w)
{
	const u64 line = w->line++;

	return line >= w->top && line - w->top < w->canvas->height ?
	       (u32)(line - w->top) : UINT32_MAX;
}

static u32 field(const struct writer *w, u32 x, u32 y, const char *name,
		 u32 cpu, const char *value)
{
	x = canvas_printf(w->canvas, x, y, ROLE_DIM, "%s ", name);
	return view_value(w->view, w->canvas, x, y, ROLE_TEXT,
			  memo_key(name, cpu), "%s", value);
}

/* --- devices ------------------------------------------------------------------- */

static const char *event_text(const struct view *view,
			      const struct clock_event_device *device,
			      char *buf, size_t size)
{
	char time[VALUE_MAX], away[VALUE_MAX];

	if (device->next_event >= KTIME_MAX)
		return "never";
	snprintf(buf, size, "%s s, %s",
		 hrtimer_seconds(device->next_event, time),
		 hrtimer_from_now(device->next_event - (s64)view->m->now,
				  away));
	return buf;
}

/* When the hardware will really interrupt, if that is another moment. */
static u32 chip_text(const struct writer *w, u32 x, u32 y, u32 cpu,
		     const struct clock_event_device *device)
{
	const struct device_event *event = &device->chip.event;
	char away[VALUE_MAX];

	return field(w, x, y, " interrupt", cpu, event->queued ?
		     hrtimer_from_now((s64)event->at - (s64)w->view->m->now,
				      away) : "none");
}

static void device_numbers(struct writer *w, u32 cpu,
			   const struct clock_event_device *device)
{
	const u32 y = next_line(w);
	char min[VALUE_MAX];
	u32 x = 4;

	if (y == UINT32_MAX)
		return;
	x = canvas_printf(w->canvas, x, y, ROLE_DIM, "handler ");
	x = view_value(w->view, w->canvas, x, y, ROLE_TEXT,
		       memo_key("tick handler", cpu), "%s",
		       device->event_handler ? trace_function_name(w->view->m,
				trace_function_id((step_fn)
						  device->event_handler)) :
			       "none");
	canvas_printf(w->canvas, x, y, ROLE_DIM, " mult %u shift %u  min %s max "
		      "%" PRIu64 ".%03" PRIu64 " s  rating %u", device->mult,
		      device->shift, value_duration(device->min_delta_ns, min),
		      (u64)(device->max_delta_ns / NSEC_PER_SEC),
		      (u64)(device->max_delta_ns % NSEC_PER_SEC / NSEC_PER_MSEC),
		      device->rating);
}

static void device_line(struct writer *w, u32 cpu, const char *mode,
			const struct clock_event_device *device)
{
	const u32 y = next_line(w);
	char text[VALUE_MAX];
	u32 x = 4;

	if (y == UINT32_MAX)
		return;
	x = canvas_printf(w->canvas, x, y, ROLE_STRONG, "%s ",
			  string_text(w->view->m, device->name));
	if (*mode)
		x = field(w, x, y, "mode", cpu, mode);
	x = field(w, x, y, "state", cpu, clock_event_state_names[
			clockevent_get_state(device)]);
	x = field(w, x, y, "next_event", cpu,
		  event_text(w->view, device, text, sizeof(text)));
	chip_text(w, x, y, cpu, device);
}

/* --- CPUs ---------------------------------------------------------------------- */

static const char *tick_text(const struct tick_sched *ts)
{
	if (tick_sched_flag_test(ts, TS_FLAG_STOPPED))
		return "STOPPED";
	return tick_sched_flag_test(ts, TS_FLAG_NOHZ) ? "ticking, may stop" :
							 "ticking";
}

static void cpu_line(struct writer *w, u32 cpu, const struct percpu *p)
{
	const s32 duty = kernel()->tick_do_timer_cpu;
	const u32 y = next_line(w);
	char text[VALUE_MAX];
	u32 x;

	if (y == UINT32_MAX)
		return;
	x = canvas_printf(w->canvas, 0, y, ROLE_STRONG, "CPU %u ", cpu);
	x = field(w, x, y, "tick", cpu, tick_text(&p->tick_sched));
	snprintf(text, sizeof(text), "%" PRIu64, p->tick.nr_ticks);
	x = field(w, x, y, "ticks", cpu, text);
	if (tick_sched_flag_test(&p->tick_sched, TS_FLAG_STOPPED)) {
		x = canvas_text(w->canvas, x, y, ROLE_DIM, " until ");
		x = canvas_text(w->canvas, x, y, ROLE_TEXT,
				p->tick_sched.idle_expires >= KTIME_MAX ?
				"there is work" :
				hrtimer_from_now(p->tick_sched.idle_expires -
						 (s64)w->view->m->now, text));
	}
	if (duty == (s32)cpu)
		canvas_text(w->canvas, x, y, ROLE_GOOD,
			    "  advances jiffies (tick_do_timer_cpu)");
}

static void cpu_lines(struct writer *w, u32 cpu)
{
	const struct percpu *p = percpu_of_cpu(&w->view->m->cpu[cpu]);
	const struct clock_event_device *device;
	u32 y;

	if (!p)
		return;
	cpu_line(w, cpu, p);
	device = p->tick.evtdev;
	if (device) {
		device_line(w, cpu, tick_device_mode_names[p->tick.mode],
			    device);
		device_numbers(w, cpu, device);
		return;
	}
	y = next_line(w);
	if (y != UINT32_MAX)
		canvas_text(w->canvas, 4, y, ROLE_DIM,
			    "no tick device: nothing interrupts it");
}

/* --- all of it --------------------------------------------------------------------- */

static bool is_used(const struct view *view,
		    const struct clock_event_device *device)
{
	u32 i;

	for (i = 0; i < view->m->nr_cpus; i++) {
		const struct percpu *p = percpu_of_cpu(&view->m->cpu[i]);

		if (p && p->tick.evtdev == device)
			return true;
	}
	return false;
}

static void other_devices(struct writer *w)
{
	const struct clockevents *all = &kernel()->clockevents;
	const struct list_head *at;
	u32 y, number = MACHINE_MAX_CPUS;

	for (at = all->devices.next; at && at != &all->devices;
	     at = at->next, number++) {
		const struct clock_event_device *device =
			container_of(at, const struct clock_event_device,
				     list);

		if (!state_readable(at, sizeof(*at)))
			break;
		if (is_used(w->view, device))
			continue;
		y = next_line(w);
		if (y != UINT32_MAX)
			canvas_text(w->canvas, 0, y, ROLE_STRONG,
				    "no CPU's tick device");
		device_line(w, number, "", device);
		device_numbers(w, number, device);
	}
}

static void paint(void *state, const struct view *view,
		  const struct canvas *canvas)
{
	struct ticks_pane *pane = state;
	struct writer w = { view, canvas, 0, pane->list.top };
	u32 i, y;

	pane->height = canvas->height;
	for (i = 0; i < view->m->nr_cpus; i++)
		cpu_lines(&w, i);
	other_devices(&w);
	if (kernel()->tick_do_timer_cpu < 0) {
		y = next_line(&w);
		if (y != UINT32_MAX)
			canvas_text(canvas, 0, y, ROLE_HAND, "nobody advances "
				    "jiffies now: the next CPU that ticks will");
	}
	pane->nr = w.line;
	if (w.line > pane->list.top + canvas->height && canvas->width > 10)
		canvas_glyph(canvas, canvas->width - 1, canvas->height - 1,
			     ROLE_STRONG, GLYPH_DOWN);
}

static void title(void *state, const struct view *view, char *buf, size_t size)
{
	(void)state;
	(void)view;
	snprintf(buf, size, "tick devices, HZ %u", kernel()->config.hz);
}

/* The list's cursor is its first line. */
static bool act(void *state, const struct view *view, enum action action,
		const char *text, struct reply *reply)
{
	struct ticks_pane *pane = state;
	const u64 most = pane->nr > pane->height ? pane->nr - pane->height : 0;
	bool done;

	(void)view;
	(void)text;
	(void)reply;
	pane->list.cursor = pane->list.top;
	done = list_view_act(&pane->list, action, most + 1, pane->height);
	pane->list.top = pane->list.cursor;
	return done;
}

extern const struct pane_type pane_ticks;
const struct pane_type pane_ticks = {
	.name = "ticks", .key = '0',
	.question = "What interrupts each CPU, and whose tick is stopped?",
	.size = sizeof(struct ticks_pane),
	.paint = paint, .title = title, .act = act,
};
