/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conditions: see condition.h.
 */
#include "condition.h"

#include <stdio.h>
#include <string.h>

#include "expr.h"

int condition_test(void *ctx, const char *text, char *why, size_t size)
{
	struct script_error error = { 0 };
	bool value = false;
	struct expr *expr = expr_parse_text(text, strlen(text), ctx, true,
					    &error);
	bool ok;

	ok = expr && expr_eval_bool(expr, ctx, &value, &error);
	expr_free(expr);
	if (!ok)
		snprintf(why, size, "%s", error.what);
	return ok ? value : -1;
}

bool condition_show(void *ctx, const char *text, char *buf, size_t size)
{
	struct script_error error;
	struct expr_value value;
	struct expr *expr = expr_parse_text(text, strlen(text), ctx, true,
					    &error);

	snprintf(buf, size, "none");
	if (!expr)
		return false;
	if (expr_eval(expr, ctx, &value, &error))
		expr_value_format(ctx, &value, buf, size);
	expr_free(expr);
	return true;
}
