/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parameters and local variables of the function that a CPU stands in, as
 * text.  views/frame_local.h finds them.
 */
#ifndef LOCALS_H
#define LOCALS_H

#include <stdio.h>

#include "machine/machine.h"
#include "machine/state.h"

/* "name = value"; what it points to, if that has a table, in braces. */
void local_print(FILE *out, struct machine *m, const struct step_frame *frame,
		 const struct step_local *local);

/* All that are alive, structs by their type only; false: locals are not
 * recorded. */
bool locals_print(FILE *out, struct machine *m, const struct step_frame *frame);

#endif
