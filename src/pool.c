/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that goes all at once: see pool.h.
 */
#include "pool.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "front.h"

struct pool_piece {
	struct pool_piece *next;
	max_align_t memory[];
};

void *pool_alloc(struct pool *pool, size_t bytes)
{
	struct pool_piece *piece = calloc(1, sizeof(*piece) + bytes);

	if (!piece) {
		fprintf(stderr, "timerscope: no memory\n");
		exit(EXIT_OWN_FAULT);
	}
	piece->next = pool->pieces;
	pool->pieces = piece;
	return piece->memory;
}

char *pool_text(struct pool *pool, const char *text, size_t len)
{
	char *copy = pool_alloc(pool, len + 1);

	memcpy(copy, text, len);
	return copy;
}

char *pool_format(struct pool *pool, const char *format, ...)
{
	va_list args;
	char *text;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	text = pool_alloc(pool, (size_t)len + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}

void pool_clear(struct pool *pool)
{
	struct pool_piece *piece;

	while ((piece = pool->pieces)) {
		pool->pieces = piece->next;
		free(piece);
	}
}
