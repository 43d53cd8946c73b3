/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that goes all at once.
 *
 * What is read from a file lives and dies together: a pool gives out pieces
 * and takes none back until pool_clear().  Without memory the program ends
 * (exit code 5): nothing sensible can be done with half a file.
 */
#ifndef POOL_H
#define POOL_H

#include <stddef.h>

struct pool_piece;

struct pool {
	struct pool_piece *pieces;	/* newest first */
};

/* Zeroed memory, aligned for anything. */
void *pool_alloc(struct pool *pool, size_t bytes);

/* The first @len bytes of @text, as a string. */
char *pool_text(struct pool *pool, const char *text, size_t len);

/* As printf() would print. */
char *pool_format(struct pool *pool, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

void pool_clear(struct pool *pool);

#endif
