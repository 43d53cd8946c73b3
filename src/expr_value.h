/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of expressions: what a field of the state tables yields.
 */
#ifndef EXPR_VALUE_H
#define EXPR_VALUE_H

#include "expr.h"

/* Kind, unit and names of what a field yields. */
void field_value_type(const struct state_field *field, struct expr_value *value);

/* The field's value, read from @object; not for STRUCT fields. */
void field_value_read(const struct machine *m, const struct state_field *field, const void *object,
		      struct expr_value *value);

/* Make it the string @text, or a truth. */
void expr_set_text(struct expr_value *value, const char *text);
void expr_set_bool(struct expr_value *value, bool is);

#endif
