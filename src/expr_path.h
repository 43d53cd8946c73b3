/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paths: walks through the state tables.
 *
 *	t1.base.next_expiry	cpu[0].base[local].clk	timer[t1].expires
 *
 * A path begins at the machine or at an object.  Each link is a field of where
 * the walk has come to, or an element of the list there.
 */
#ifndef EXPR_PATH_H
#define EXPR_PATH_H

#include "expr_tree.h"

/* Where a walk through the tables has come to. */
struct place {
	const struct state_type *type;	/* a struct of this type ... */
	const void *at;			/* ... here; NULL: none */
	const struct state_field *field;	/* a field of it, NULL: the struct itself */
	const struct object *object;	/* begun at this object, until the first link */
	bool count;			/* the field is a list, and its length is meant */
};

/* Follow a path from the machine, or from the object that @path names; not
 * @live: types only, nothing of the machine is read but its objects.  False with
 * *error set. */
bool path_walk(const struct node *path, struct machine *m, bool live, struct place *place,
	       struct script_error *error);

/* The object called @name, as far as there is a machine; or NULL. */
struct object *path_object(const struct machine *m, const char *name);

/* What a walk by types reads of it, as a number: is it there (NULL: no), of which
 * kind, and freed? */
u32 path_found(const struct object *object);

#endif
