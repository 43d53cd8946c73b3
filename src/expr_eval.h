/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the evaluator: what expr_eval.c (the tree), expr_ask.c (its questions
 * to the trace) and expr_explain.c share.
 */
#ifndef EXPR_EVAL_H
#define EXPR_EVAL_H

#include "expr_tree.h"

struct eval {
	const struct expr_ctx *ctx;
	struct script_error *error;
};

/* The value of @node; `none` is one too.  False with e->error set: there is no
 * answer. */
bool eval_node(struct eval *e, const struct node *node, struct expr_value *value);

/* Does @value, which is @node's, count as true?  False with e->error set: it is
 * no condition. */
bool eval_truth(struct eval *e, const struct node *node, const struct expr_value *value,
		bool *out);

/* count(), first() and last(); order(); fired(); deliveries(); and a member of
 * these. */
bool eval_query(struct eval *e, const struct node *node, struct expr_value *value);
bool eval_order(struct eval *e, const struct node *node, struct expr_value *value);
bool eval_fired(struct eval *e, const struct node *node, struct expr_value *value);
bool eval_deliveries(struct eval *e, const struct node *node, struct expr_value *value);
bool eval_member(struct eval *e, const struct node *node, struct expr_value *value);

#endif
