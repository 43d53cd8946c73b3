/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What has changed since the last move: the values that the panes showed.
 *
 *	paint   memo_changed(key, value) for every value shown
 *	move    memo_advance(): what was shown is now "before"
 *	paint   memo_changed() is true where the value is another one
 *
 * A value that was not shown before the move counts as unchanged: nobody could
 * have seen it.  Belongs to the screen, never to the machine.
 */
#ifndef VIEWS_MEMO_H
#define VIEWS_MEMO_H

#include <stdbool.h>
#include <stddef.h>

#include "machine/types.h"

struct memo;

struct memo *memo_new(void);		/* NULL without memory */
void memo_free(struct memo *memo);

/* The machine has moved (forwards or backwards), or was given an input. */
void memo_advance(struct memo *memo);

/* Remember @value as shown under @key; is it another one than before the last
 * move?  A NULL memo says no. */
bool memo_changed(struct memo *memo, u64 key, u64 value);

/* A key from a text and a number; the same everywhere. */
u64 memo_key(const char *text, u64 number);
u64 memo_hash(const void *data, size_t len);

#endif
