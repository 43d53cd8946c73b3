/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inputs: what the user did to the machine, in lists by position.
 *
 * A list is a future: the inputs applied come first, those that lie ahead
 * after them.  It owns the texts.  Not all ahead is of one kind: a planned
 * input (schedule) was given for that position and outlives a change of the
 * past; any other is what followed once, and is cut off by it.
 */
#ifndef INPUTS_H
#define INPUTS_H

#include <stdbool.h>

#include "landmark.h"
#include "position.h"

/* One thing that the user did to the machine. */
struct input {
	struct position at;
	u32 cpu;			/* the focused CPU */
	u32 line;			/* of its script, 0: typed */
	bool planned;			/* given for the future (schedule) */
	char *text;			/* the command */
	struct landmark landmark;
};

/* {0} is an empty one. */
struct inputs {
	struct input *input;
	u32 nr, max;
};

void inputs_free(struct inputs *inputs);

/* Make @to, which owns nothing yet, a list of its own like @from. */
void inputs_copy(struct inputs *to, const struct inputs *from);

/* Room for one before number @i, for the caller to fill.  NULL: no memory. */
struct input *inputs_insert(struct inputs *inputs, u32 i);

/* Are there inputs from number @from on that were not planned? */
bool inputs_have_future(const struct inputs *inputs, u32 from);

/* Drop the inputs from number @from on, but for those that were planned. */
void inputs_drop_future(struct inputs *inputs, u32 from);

/* How many inputs two futures share. */
u32 inputs_common(const struct inputs *a, const struct inputs *b);

#endif
