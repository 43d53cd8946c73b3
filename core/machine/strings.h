/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Interned strings of the arena: names and messages by number.
 *
 * A string id is the text's offset from the arena's base; 0 is "no string".
 * The same text always has the same id within one machine's life, because the
 * table lives in the arena and goes back in time with it.
 */
#ifndef MACHINE_STRINGS_H
#define MACHINE_STRINGS_H

#include "machine/machine.h"

/* Set up the table; called by machine_new(). */
int strings_init(struct machine *m);

/* Id of @text (@len bytes), interning it; 0 when memory is exhausted. */
u32 string_intern(struct machine *m, const char *text, u64 len);

/* Id of @text if it is known, else 0; changes nothing. */
u32 string_lookup(const struct machine *m, const char *text, u64 len);

/* The text of @id, NUL-terminated; "" for 0. */
const char *string_text(const struct machine *m, u32 id);

/* Freestanding helpers. */
u64 text_length(const char *text);
bool text_equal(const char *a, const char *b);
/* Append to a bounded buffer; @at is the length so far; returns the new one. */
u32 text_add(char *buf, u32 size, u32 at, const char *text);
u32 text_add_u64(char *buf, u32 size, u32 at, u64 value);

#endif
