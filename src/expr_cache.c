/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cache of the expressions that bodies use: see expr.h.
 */
#include "expr.h"

#include <stdlib.h>
#include <string.h>

#include "expr_tree.h"
#include "linux/kernel.h"
#include "machine/strings.h"

#define CACHE_ROWS 256		/* a power of 2 */

struct expr_cache {
	struct expr_ctx ctx;
	struct expr *row[CACHE_ROWS];
	struct script_error error;
};

struct expr_cache *expr_cache_new(const struct expr_ctx *ctx)
{
	struct expr_cache *cache = calloc(1, sizeof(*cache));

	if (cache)
		cache->ctx = *ctx;
	return cache;
}

void expr_cache_free(struct expr_cache *cache)
{
	u32 i;

	if (!cache)
		return;
	for (i = 0; i < CACHE_ROWS; i++)
		expr_free(cache->row[i]);
	free(cache);
}

/* An id may come to mean another text when the machine has gone back in time
 * and into another future: so the text decides. */
static struct expr *lookup(struct expr_cache *cache, u32 string_id)
{
	struct expr **row = &cache->row[string_id / 4 % CACHE_ROWS];
	const char *text = string_text(cache->ctx.m, string_id);

	if (*row && !strcmp((*row)->text, text) && expr_fresh(*row, &cache->ctx))
		return *row;
	expr_free(*row);
	*row = expr_parse_text(text, strlen(text), &cache->ctx, true, &cache->error);
	return *row;
}

int expr_cache_eval(void *data, u32 string_id)
{
	struct expr_cache *cache = data;
	struct expr *expr = lookup(cache, string_id);
	bool value;

	if (!expr || !expr_eval_bool(expr, &cache->ctx, &value, &cache->error))
		return EVAL_ERROR;
	return value ? EVAL_TRUE : EVAL_FALSE;
}

const struct script_error *expr_cache_error(const struct expr_cache *cache)
{
	return &cache->error;
}
