/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Labelled values one after the other, on as many rows as they need:
 *
 *	clk 4294892311  jiffies 4294892310*  next_expiry 4294892317
 *	timers_pending yes  lock free
 *
 * A value that does not fit into the row any more begins the next one; what
 * does not fit into the last row is left out: half a number would be a lie.
 */
#ifndef VIEWS_FLOW_H
#define VIEWS_FLOW_H

#include "views/view.h"

struct flow {
	const struct view *view;
	const struct canvas *canvas;
	u32 left;			/* column at which rows begin */
	u32 x, y;			/* where the next one goes */
	u32 end;			/* first row not to be used */
};

/* Rows @y up to @end, from column @left on. */
struct flow flow_begin(const struct view *view, const struct canvas *canvas,
		       u32 left, u32 y, u32 end);

/* "label value", the value marked if it has changed (view_value()).  @label ""
 * leaves it out. */
void flow_value(struct flow *flow, const char *label, enum role role, u64 key,
		const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* A text that is never marked; in the last row it may be cut. */
void flow_text(struct flow *flow, enum role role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The first row that nothing was written to. */
u32 flow_end(const struct flow *flow);

#endif
