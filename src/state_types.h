/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The types of the state tables: every struct that can be reached from one, in
 * the order in which the fields name them.
 */
#ifndef STATE_TYPES_H
#define STATE_TYPES_H

#include "machine/state.h"

#define STATE_TYPES_MAX 64

/* {0} is empty. */
struct state_types {
	const struct state_type *type[STATE_TYPES_MAX];
	u32 nr;
};

/* Add @type and what it contains or points to, each name once: two structs may
 * share one description, as timers with and without a body do. */
void state_types_collect(struct state_types *types,
			 const struct state_type *type);

#endif
