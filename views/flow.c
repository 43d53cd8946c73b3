/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values in a row: see flow.h.
 */
#include "views/flow.h"

#include <stdarg.h>
#include <string.h>

#define TEXT_MAX 256
#define GAP 1u				/* columns after a value's mark */

struct flow flow_begin(const struct view *view, const struct canvas *canvas,
		       u32 left, u32 y, u32 end)
{
	if (end > canvas->height)
		end = canvas->height;
	return (struct flow){ view, canvas, left, left, y, end };
}

/* Make room for @width columns; false: there is none. */
static bool flow_room(struct flow *flow, u32 width)
{
	if (flow->x > flow->left && flow->x + width > flow->canvas->width) {
		if (flow->y + 1 >= flow->end)
			return false;
		flow->x = flow->left;
		flow->y++;
	}
	return flow->y < flow->end;
}

void flow_value(struct flow *flow, const char *label, enum role role, u64 key,
		const char *format, ...)
{
	const u32 label_width = text_columns(label, strlen(label));
	char text[TEXT_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (!flow_room(flow, label_width + (label_width > 0) + 1 +
				     text_columns(text, strlen(text))))
		return;
	if (label_width)
		flow->x = canvas_text(flow->canvas, flow->x, flow->y, ROLE_DIM,
				      label) + 1;
	flow->x = view_value(flow->view, flow->canvas, flow->x, flow->y, role,
			     key, "%s", text) + GAP;
}

void flow_text(struct flow *flow, enum role role, const char *format, ...)
{
	char text[TEXT_MAX];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	flow_room(flow, text_columns(text, strlen(text)));
	if (flow->y < flow->end)
		flow->x = canvas_text(flow->canvas, flow->x, flow->y, role,
				      text) + 1 + GAP;
}

u32 flow_end(const struct flow *flow)
{
	const u32 y = flow->y + (flow->x > flow->left);

	return y < flow->end ? y : flow->end;
}
