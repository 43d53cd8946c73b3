/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of expressions that have a meaning of their own.  The parser, its
 * suggestions and completion read the table.
 */
#ifndef EXPR_WORD_H
#define EXPR_WORD_H

#include <stdbool.h>

struct expr_word {
	const char *name;
	bool call;			/* ( follows it */
};

extern const struct expr_word expr_words[];	/* up to a name of NULL */

#endif
