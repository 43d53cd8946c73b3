/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditions: see condition.h.
 */
#include "condition.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CONDITION_ROWS 256	/* a power of 2 */

struct conditions {
	struct expr_ctx ctx;
	struct expr *row[CONDITION_ROWS];	/* by a hash of the text */
};

struct conditions *conditions_new(const struct expr_ctx *ctx)
{
	struct conditions *conditions = calloc(1, sizeof(*conditions));

	if (conditions)
		conditions->ctx = *ctx;
	return conditions;
}

void conditions_free(struct conditions *conditions)
{
	u32 i;

	if (!conditions)
		return;
	for (i = 0; i < CONDITION_ROWS; i++)
		expr_free(conditions->row[i]);
	free(conditions);
}

static u32 row_of(const char *text)
{
	u32 hash = 0;

	for (; *text; text++)
		hash = hash * 31 + (unsigned char)*text;
	return hash % CONDITION_ROWS;
}

/* Parsed, perhaps long ago; NULL with *error set. */
static struct expr *lookup(struct conditions *conditions, const char *text,
			   struct script_error *error)
{
	struct expr **row = &conditions->row[row_of(text)];

	if (*row && !strcmp(expr_text(*row), text) && expr_fresh(*row, &conditions->ctx))
		return *row;
	expr_free(*row);
	*row = expr_parse_text(text, strlen(text), &conditions->ctx, true, error);
	return *row;
}

int condition_test(void *conditions, const char *text, char *why, size_t size)
{
	struct conditions *kept = conditions;
	struct script_error error = { 0 };
	struct expr *expr = lookup(kept, text, &error);
	bool value = false;

	if (expr && expr_eval_bool(expr, &kept->ctx, &value, &error))
		return value;
	snprintf(why, size, "%s", error.what);
	return -1;
}

bool condition_show(void *conditions, const char *text, char *buf, size_t size)
{
	struct conditions *kept = conditions;
	struct script_error error;
	struct expr_value value;
	struct expr *expr = lookup(kept, text, &error);

	snprintf(buf, size, "none");
	if (!expr)
		return false;
	if (expr_eval(expr, &kept->ctx, &value, &error))
		expr_value_format(&kept->ctx, &value, buf, size);
	return true;
}
