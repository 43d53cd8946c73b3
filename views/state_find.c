/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching the state tables by name, open or not: see state_tree.h.
 *
 * One walk in the order of the rows answers both directions: it notes the first
 * match, the last one before the row it starts from, the first one behind that,
 * and the last of all.
 */
#include <string.h>

#include "linux/kernel.h"
#include "views/match.h"
#include "views/state_tree.h"

#define VISIT_MAX 300000u		/* rows a search looks at */

struct finder {
	const char *what, *from;
	bool whole;			/* compare paths, not names */
	bool forwards;
	bool passed;			/* it is behind `from` */
	u32 visited;
	char path[STATE_PATH_MAX];
	u32 len;
	char *found;
	char first[STATE_PATH_MAX], before[STATE_PATH_MAX];
	char last[STATE_PATH_MAX];
};

/* Forwards, the first match behind the start ends it. */
static bool done(const struct finder *f)
{
	return *f->found || f->visited > VISIT_MAX;
}

static void note(char *to, const struct finder *f)
{
	memcpy(to, f->path, f->len + 1);
}

static void visit(struct finder *f, const char *name)
{
	const bool start = !strcmp(f->path, f->from);

	f->visited++;
	if (match_find(f->whole ? f->path : name, f->what)) {
		if (!*f->first)
			note(f->first, f);
		if (!f->passed && !start)
			note(f->before, f);
		if (f->passed && f->forwards)
			note(f->found, f);
		note(f->last, f);
	}
	f->passed |= start;
}

static void visit_struct(struct finder *f, const struct state_type *type,
			 const void *at);

static void visit_list(struct finder *f, const struct state_field *field,
		       const void *owner)
{
	struct state_walk walk = state_walk(field, owner);
	const void *element;
	const u32 len = f->len;
	char buf[STATE_KEY_MAX];
	u64 i;

	for (i = 0; !done(f); i++) {
		const char *key;

		element = state_walk_next(&walk);
		if (!element)
			return;
		key = state_key(field, owner, element, i, buf);
		if (state_path_key(f->path, &f->len, key)) {
			visit(f, key);
			visit_struct(f, field->type, element);
		}
		f->len = len;
		f->path[len] = '\0';
	}
}

static void visit_struct(struct finder *f, const struct state_type *type,
			 const void *at)
{
	const u32 len = f->len;
	u32 i;

	for (i = 0; at && i < type->nr_fields && !done(f); i++) {
		const struct state_field *field = &type->fields[i];

		if (state_path_field(f->path, &f->len, field->name)) {
			visit(f, field->name);
			if (field->kind == STATE_STRUCT)
				visit_struct(f, field->type,
					     state_struct(field, at));
			else if (field->kind == STATE_LIST)
				visit_list(f, field, at);
		}
		f->len = len;
		f->path[len] = '\0';
	}
}

bool state_tree_find(const struct machine *m, const char *what,
		     const char *from, bool forwards, char *found, bool *limit)
{
	struct finder f = {
		.what = what, .from = from, .forwards = forwards,
		.whole = strpbrk(what, ".["), .found = found,
	};
	const char *best;

	found[0] = '\0';
	visit_struct(&f, &machine_type, m);
	*limit = f.visited > VISIT_MAX;
	if (*found)
		return true;
	best = forwards ? f.first : *f.before ? f.before : f.last;
	memcpy(found, best, strlen(best) + 1);
	return *found;
}
