/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Flags and their names: `pending == "SIGUSR1|SIGALRM"`, `flags contains "pinned"`.
 */
#ifndef EXPR_FLAGS_H
#define EXPR_FLAGS_H

#include "expr_tree.h"

/* Does every name in @names belong to a flag of @flags?  A name that does not
 * would never be true, and never be noticed.  False with *error set (at @node);
 * true also when these are not flags and names at all. */
bool flags_check(const struct node *node, const struct expr_value *flags,
		 const struct expr_value *names, struct script_error *error);

/* Are the flags in @names, joined by | in any order, set, and no others?
 * "none": is no flag set? */
bool flags_are(const struct expr_value *flags, const struct expr_value *names);

/* Is the flag @name set? */
bool flags_contain(const struct expr_value *flags, const struct expr_value *name);

#endif
