/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Following the trace: what a pane that keeps an index of it needs.
 *
 *	0 ......... valid ......... next ........ trace.nr
 *	| still as it was read | forget | read these
 *
 * The trace grows when the machine moves, gets shorter when it goes back, and
 * becomes another one when an input is given in the past, or with a new
 * machine.  The pane cuts its
 * index back to `valid` and reads on from there.
 */
#ifndef VIEWS_FOLLOW_H
#define VIEWS_FOLLOW_H

#include "views/view.h"

struct follow {
	u64 next;			/* records read so far */
	u64 last;			/* hash of record next - 1 */
	u64 place;			/* where the machine stood */
	u64 nr;				/* records when it stood there */
	u64 new_from;			/* records from here on are the last
					 * move's */
	u32 session, branch;
};

/* How many of the records that were read are still what they were; these
 * count as read from now on. */
u64 follow_begin(struct follow *follow, const struct view *view);

/* All records up to the trace's end have been read. */
void follow_end(struct follow *follow, const struct view *view);

/* Was this record emitted by the last move? */
bool follow_new(const struct follow *follow, u64 number);

#endif
