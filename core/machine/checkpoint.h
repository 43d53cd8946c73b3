/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checkpoints: copies of a machine to go back to.
 *
 * A checkpoint holds the pages of the arena that are in use: the heap, and of
 * each stack the live part.  Pages equal to those of the previous checkpoint
 * are shared with it, counted by reference, so that a machine in which little
 * changes costs little to keep.
 */
#ifndef MACHINE_CHECKPOINT_H
#define MACHINE_CHECKPOINT_H

#include "machine/machine.h"

struct checkpoint;

/* Copy @m, sharing pages with @previous (NULL: none).  NULL without memory.
 * Host context, with host->alloc set. */
struct checkpoint *checkpoint_take(struct machine *m,
				   struct checkpoint *previous);

/* Make @m what it was.  The checkpoint stays. */
void checkpoint_restore(struct machine *m, const struct checkpoint *checkpoint);

void checkpoint_drop(struct machine *m, struct checkpoint *checkpoint);

/* The position at which it was taken. */
u64 checkpoint_steps(const struct checkpoint *checkpoint);
u64 checkpoint_hw_events(const struct checkpoint *checkpoint);
u64 checkpoint_now(const struct checkpoint *checkpoint);
u64 checkpoint_events(const struct checkpoint *checkpoint);

/* Bytes that dropping it would free at least. */
u64 checkpoint_bytes(const struct checkpoint *checkpoint);

#endif
