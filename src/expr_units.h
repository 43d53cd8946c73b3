/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds and units: which values may stand with which operator.
 *
 * Checked when the tree is built, as far as the tables tell what a value will
 * be, and again when it is evaluated.  Only times (ns) and jiffies are units
 * that must agree; everything else is a count.  A product has at most one unit,
 * a quotient of equal ones has none.
 */
#ifndef EXPR_UNITS_H
#define EXPR_UNITS_H

#include "expr_tree.h"

/* UNIT_NS, UNIT_JIFFIES, or UNIT_NONE for all that counts. */
static inline enum state_unit unit_class(enum state_unit unit)
{
	return unit == UNIT_NS || unit == UNIT_JIFFIES ? unit : UNIT_NONE;
}

/* What a value is, for messages: "a time", "in jiffies", "an object". */
const char *kind_text(const struct expr_value *value);

/* May @a op @b be?  Looks at kinds and units only; sets *out's.  False with
 * *error set (at @node) when not. */
bool check_operands(const struct node *node, const struct expr_value *a,
		    const struct expr_value *b, struct expr_value *out,
		    struct script_error *error);

/* Can @value be true or false?  False with *error set (at @node) when not. */
bool check_condition(const struct node *node, const struct expr_value *value,
		     struct script_error *error);

#endif
