/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What commands printed, line by line, for the console pane: a stream to write
 * to, and the last 5000 lines of it.
 */
#ifndef SCROLLBACK_H
#define SCROLLBACK_H

#include <stdio.h>

#include "machine/types.h"

struct scrollback;

struct scrollback *scrollback_new(void);	/* NULL without memory */
void scrollback_free(struct scrollback *scrollback);

/* Text written here becomes lines; unbuffered. */
FILE *scrollback_stream(struct scrollback *scrollback);

/* Should anything be written, @text (NULL: nothing) becomes a line before it. */
void scrollback_announce(struct scrollback *scrollback, const char *text);

/* Finish the line at the end, if one is begun. */
void scrollback_end_line(struct scrollback *scrollback);

const char *const *scrollback_lines(const struct scrollback *scrollback,
				    u32 *nr);
/* Lines ever finished: tells whether something was written in between. */
u64 scrollback_count(const struct scrollback *scrollback);

#endif
