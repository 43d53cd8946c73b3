/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operators on values that check_operands() has let pass.  `none`, with which
 * every comparison is false, is dealt with before.
 */
#ifndef EXPR_OPS_H
#define EXPR_OPS_H

#include "expr_tree.h"

/* ==; numbers, objects and flags that have names are equal to these too. */
bool op_equal(const struct expr_ctx *ctx, const struct expr_value *a,
	      const struct expr_value *b);

/* @op is one of OP_EQ to OP_GE. */
bool op_compare(const struct expr_ctx *ctx, enum node_op op, const struct expr_value *a,
		const struct expr_value *b);

/* A string in a string, an object in a list, a name in flags. */
bool op_contains(const struct expr_ctx *ctx, const struct expr_value *a,
		 const struct expr_value *b);

/* @node's operator, one of OP_ADD to OP_MOD.  Times end at `never`, and sums
 * stay there (@is_time).  False with *error set (at @node): the result does not
 * fit into 64 bits, or a division by zero. */
bool op_calculate(const struct node *node, expr_int a, expr_int b, bool is_time, expr_int *out,
		  struct script_error *error);

#endif
