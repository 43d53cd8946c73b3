/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expectations: the `expect` and `require` of what is executed.
 *
 * They count from the moment at which their text is about to be executed: one
 * that is never reached has failed.
 */
#ifndef EXPECTATION_H
#define EXPECTATION_H

#include <stdbool.h>

#include "parse.h"

struct expectation {
	const struct stmt *stmt;	/* while its text is being executed */
	char *text;			/* the condition */
	char *detail;			/* why it failed, or NULL */
	u32 line;
	bool passed, reached;
	bool required;			/* `require`: nothing follows if it fails */
	u64 at, step;			/* when it was reached: ns, statements */
};

/* {0} is an empty list. */
struct expectations {
	struct expectation *v;
	u32 nr, max;
	bool asked;			/* something has been expected */
};

/* Add those among the statements from @stmt on. */
void expectations_collect(struct expectations *list, const struct stmt *stmt);

/* The one that @stmt is; NULL: none. */
struct expectation *expectations_find(const struct expectations *list,
				      const struct stmt *stmt);

/* The statements of @script are about to be freed. */
void expectations_forget(struct expectations *list, const struct script *script);

void expectations_free(struct expectations *list);

#endif
