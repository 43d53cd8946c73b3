/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed, line by line, as console and screen understand it: a line that
 * ends inside a block asks for more, an empty one repeats the last movement.
 */
#ifndef TYPED_H
#define TYPED_H

#include "front.h"

struct typed {
	char *pending;			/* lines of an open block, or NULL */
	char *last;			/* what an empty line means, or NULL */
};

/* The prompt that stands before the next line; @buf takes 64 bytes. */
const char *typed_prompt(const struct typed *typed, const struct front *front,
			 char *buf);

/* A line has been typed: execute it, or keep it until its block ends. */
void typed_line(struct typed *typed, struct front *front, const char *line);

/* Forget the open block. */
void typed_cancel(struct typed *typed);
void typed_free(struct typed *typed);

#endif
