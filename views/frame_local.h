/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parameters and local variables of the functions on a call stack.
 *
 * stepify notes the name, the type as written and the scope of each; the
 * stepped code notes where it lies, unless configured with --disable-locals:
 * then none is found.
 */
#ifndef VIEWS_FRAME_LOCAL_H
#define VIEWS_FRAME_LOCAL_H

#include "machine/machine.h"

/* The function of a frame, or NULL; locals or not. */
const struct step_func *frame_func(const struct step_frame *frame);

/* Is @local, of this frame's function, in scope, its declaration behind us? */
bool frame_local_alive(const struct step_frame *frame,
		       const struct step_local *local);

/* The one called @name (of @len bytes) that is alive, or NULL. */
const struct step_local *frame_local_find(const struct step_frame *frame,
					  const char *name, size_t len);

/* Copy the value of the local @name, which has @size bytes; false: there is
 * none. */
bool frame_local(const struct step_frame *frame, const char *name, void *value,
		 size_t size);

/* Has the statement of the frame's function that begins with @text been
 * executed, seen from where the frame stands in the text? */
bool frame_past(const struct step_frame *frame, const char *text);

#endif
