/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What panes see: see screen_view.h.
 */
#include "config.h"

#include "screen_view.h"

#include <string.h>

#include "line.h"
#include "trace_text.h"
#include "views/key.h"

static const struct trace_record *get_record(void *ctx, u64 number)
{
	struct front *front = ctx;

	return trace_store_get(session_trace(front->session), number);
}

static void record_text(void *ctx, const struct trace_record *record, char *buf,
			size_t size)
{
	struct front *front = ctx;

	trace_format(front_machine(front), record, buf, size);
}

static u32 breakpoint_number(void *ctx, u32 stmt)
{
	struct front *front = ctx;

	return breakpoints_at(front->breakpoints, stmt);
}

static bool future_known(const struct front *front)
{
	const struct position at = session_position(front->session);
	const struct position end = session_end(front->session);

	return position_compare(&at, &end) < 0;
}

void screen_view_fill(struct view *view, struct front *front,
		      const struct scrollback *scrollback)
{
	const struct trace_store *trace = session_trace(front->session);
	const struct line_state line = line_state();

	view->m = front_machine(front);
	state_use(view->m);
	view->focus = session_focus(front->session);
	view->trace = (struct view_trace){
		.first = trace_store_first(trace),
		.nr = trace_store_count(trace),
		.get = get_record, .text = record_text, .ctx = front,
	};
	view->console.line = scrollback_lines(scrollback,
					      &view->console.nr_lines);
	view->console.prompt = line.prompt;
	view->console.input = line.text;
	view->console.point = line.point;
	view->breakpoint = breakpoint_number;
	view->ctx = front;
	view->end_steps = session_end(front->session).steps;
	view->past = future_known(front);
	view->can_undo = session_nr_applied(front->session) > 0;
	view->can_redo = session_can_redo(front->session);
	view->unsaved = front->changed;
	view->session = front->nr_sessions;
	view->branch = session_nr_branches(front->session);
}

/* --- keys for readline --------------------------------------------------------- */

const char *screen_key_bytes(u32 key, char *buf)
{
	static const struct {
		u32 key;
		const char *bytes;
	} keys[] = {
		{ KEYCODE_UP, "\033[A" }, { KEYCODE_DOWN, "\033[B" },
		{ KEYCODE_RIGHT, "\033[C" }, { KEYCODE_LEFT, "\033[D" },
		{ KEYCODE_HOME, "\001" }, { KEYCODE_END, "\005" },
		{ KEYCODE_DELETE, "\033[3~" }, { KEYCODE_ENTER, "\r" },
		{ KEYCODE_BACKSPACE, "\177" }, { KEYCODE_TAB, "\t" },
		{ KEYCODE_ESCAPE, "" },
	};
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (keys[i].key == key)
			return keys[i].bytes;
	if (key >= KEYCODE_BASE)
		return "";
	buf[text_encode(key, buf)] = '\0';
	return buf;
}
