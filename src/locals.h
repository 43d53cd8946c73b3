/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parameters and local variables of the function that a CPU stands in.
 *
 * stepify notes the name, the type as written and the scope of each; the
 * stepped code notes where it lies (unless configured with --disable-locals).
 */
#ifndef LOCALS_H
#define LOCALS_H

#include <stdio.h>

#include "machine/machine.h"
#include "machine/state.h"

/* The local called @name (of @len bytes) that is alive at @frame, or NULL. */
const struct step_local *local_find(const struct step_frame *frame,
				    const char *name, size_t len);

/* "name = value"; what it points to, if that has a table, in braces. */
void local_print(FILE *out, struct machine *m, const struct step_frame *frame,
		 const struct step_local *local);

/* All that are alive, structs by their type only; false: locals are not
 * recorded. */
bool locals_print(FILE *out, struct machine *m, const struct step_frame *frame);

#endif
