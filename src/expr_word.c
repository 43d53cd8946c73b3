/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of expressions: see expr_word.h.
 */
#include "expr_word.h"

#include <string.h>

#include "expr.h"
#include "linux/kernel.h"

const struct expr_word expr_words[] = {
	{ "and", false }, { "or", false }, { "not", false }, { "in", false },
	{ "contains", false }, { "true", false }, { "false", false },
	{ "none", false }, { "never", false },
	{ "count", true }, { "first", true }, { "last", true },
	{ "order", true }, { "fired", true }, { "deliveries", true },
	{ NULL, false },
};

bool expr_reserved(const char *name, size_t len)
{
	const struct expr_word *word;

	for (word = expr_words; word->name; word++) {
		if (strlen(word->name) == len && !memcmp(name, word->name, len))
			return true;
	}
	return state_find(&machine_type, name, len);
}
