/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expectations: see expectation.h.
 */
#include "expectation.h"

#include <stdlib.h>
#include <string.h>

static void add_expectation(struct expectations *list, const struct stmt *stmt)
{
	const struct script *script = stmt->script;
	struct span text = script_span(script, stmt->first_arg, stmt->end_arg);
	struct expectation *e;
	u32 max = 2 * list->max + 16;

	if (list->nr == list->max) {
		e = realloc(list->v, max * sizeof(*e));
		if (!e)
			return;
		list->v = e;
		list->max = max;
	}
	list->v[list->nr++] = (struct expectation){
		.stmt = stmt,
		.text = strndup(text.text, text.len),
		.line = stmt->line,
		.required = span_is(stmt_word(stmt), "require"),
	};
}

void expectations_collect(struct expectations *list, const struct stmt *stmt)
{
	for (; stmt; stmt = stmt->next) {
		if (!span_is(stmt_word(stmt), "expect") &&
		    !span_is(stmt_word(stmt), "require"))
			continue;
		list->asked = true;
		add_expectation(list, stmt);
	}
}

struct expectation *expectations_find(const struct expectations *list,
				      const struct stmt *stmt)
{
	u32 i;

	for (i = 0; i < list->nr; i++)
		if (list->v[i].stmt == stmt)
			return &list->v[i];
	return NULL;
}

void expectations_forget(struct expectations *list, const struct script *script)
{
	u32 i;

	for (i = 0; i < list->nr; i++) {
		struct expectation *e = &list->v[i];

		if (e->stmt && e->stmt->script == script)
			e->stmt = NULL;
	}
}

void expectations_free(struct expectations *list)
{
	u32 i;

	for (i = 0; i < list->nr; i++) {
		free(list->v[i].text);
		free(list->v[i].detail);
	}
	free(list->v);
}
