/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stands below the drawing of a wheel: the bucket under the cursor, and
 * the timers in the order in which they will run.
 *
 *	idx 98  empty  for expires 4294892808..4294892815  runs at 4294892816
 *	 idx runs at     from now        timer        late by     callback
 *	>110 4294892400  +102 j, 408 ms  t3           late 2 j    t3_fn
 */
#ifndef VIEWS_WHEEL_LIST_H
#define VIEWS_WHEEL_LIST_H

#include "views/wheel_draw.h"

/* The bucket on row @y (two rows in a narrow pane); returns the row after. */
u32 wheel_list_bucket(const struct wheel_picture *picture,
		      const struct canvas *canvas, u32 y);

/* The timers from the cursor's bucket on, in the rows from @y to the last. */
void wheel_list_timers(const struct wheel_picture *picture,
		       const struct canvas *canvas, u32 y);

#endif
