/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Positions: see position.h.
 */
#include "position.h"

static int compare(u64 a, u64 b)
{
	return (a > b) - (a < b);
}

int position_compare(const struct position *a, const struct position *b)
{
	int c = compare(a->steps, b->steps);

	if (!c)
		c = compare(a->hw_events, b->hw_events);
	if (!c)
		c = compare(a->now, b->now);
	if (!c)
		c = compare(a->input, b->input);
	return c;
}
