/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The evaluator of expressions.
 *
 * Walks the tree and asks the state tables and the trace; changes neither.
 * `none` is what has not happened or is not there: every comparison with it is
 * false.
 */
#include "expr_eval.h"

#include <string.h>

#include "expr_ops.h"
#include "expr_path.h"
#include "expr_units.h"
#include "expr_value.h"
#include "linux/kernel.h"

static u64 list_length(const struct state_field *field, const void *owner)
{
	struct state_walk walk = state_walk(field, owner);
	u64 n = 0;

	while (state_walk_next(&walk))
		n++;
	return n;
}

static bool eval_path(struct eval *e, const struct node *node, struct expr_value *value)
{
	struct place place;

	if (!path_walk(node, e->ctx->m, true, &place, e->error))
		return false;
	*value = (struct expr_value){ .kind = EXPR_NONE };
	if (node->name && !node->nr_links) {
		value->kind = EXPR_OBJECT;
		value->serial = place.object->serial;
	} else if (!place.at) {
		return true;
	} else if (place.count) {
		value->kind = EXPR_NUMBER;
		value->number = list_length(place.field, place.at);
	} else if (place.field) {
		field_value_read(e->ctx->m, place.field, place.at, value);
	} else {
		value->kind = EXPR_STRUCT;
		value->type = place.type;
		value->at = place.at;
	}
	return true;
}

bool eval_truth(struct eval *e, const struct node *node, const struct expr_value *value,
		bool *out)
{
	if (!check_condition(node, value, e->error))
		return false;
	*out = value->kind != EXPR_NONE;
	if (value->kind == EXPR_NUMBER || value->kind == EXPR_BOOL)
		*out = value->number != 0;
	return true;
}

static bool eval_logic(struct eval *e, const struct node *node, struct expr_value *value)
{
	bool is;

	if (!eval_node(e, node->kid[0], value) || !eval_truth(e, node->kid[0], value, &is))
		return false;
	if (is == (node->op == OP_AND)) {
		if (!eval_node(e, node->kid[1], value) || !eval_truth(e, node->kid[1], value, &is))
			return false;
	}
	expr_set_bool(value, is);
	return true;
}

static bool eval_binary(struct eval *e, const struct node *node, struct expr_value *value)
{
	struct expr_value a, b;
	bool is_comparison = node->op >= OP_EQ && node->op <= OP_CONTAINS;

	if (node->op == OP_AND || node->op == OP_OR)
		return eval_logic(e, node, value);
	if (!eval_node(e, node->kid[0], &a) || !eval_node(e, node->kid[1], &b))
		return false;
	if (!check_operands(node, &a, &b, value, e->error))
		return false;
	if (a.kind == EXPR_NONE || b.kind == EXPR_NONE) {
		*value = (struct expr_value){ .kind = is_comparison ? EXPR_BOOL : EXPR_NONE };
		return true;
	}
	if (!is_comparison)
		return op_calculate(node, a.number, b.number, unit_class(value->unit) == UNIT_NS,
				    &value->number, e->error);
	if (node->op == OP_CONTAINS)
		expr_set_bool(value, op_contains(e->ctx, &a, &b));
	else
		expr_set_bool(value, op_compare(e->ctx, node->op, &a, &b));
	return true;
}

/* Two numbers are bounds; anything else is one of the values listed. */
static bool eval_in(struct eval *e, const struct node *node, struct expr_value *value)
{
	struct expr_value a, b, out;
	bool bounds, is = false;
	u32 i;

	if (!eval_node(e, node->kid[0], &a))
		return false;
	bounds = a.kind == EXPR_NUMBER && !a.field;
	for (i = 1; i < node->nr_kids; i++) {
		if (!eval_node(e, node->kid[i], &b) ||
		    !check_operands(node, &a, &b, &out, e->error))
			return false;
		if (a.kind == EXPR_NONE || b.kind == EXPR_NONE)
			continue;
		if (!bounds)
			is = is || op_equal(e->ctx, &a, &b);
		else if (i == 1)
			is = a.number >= b.number;
		else
			is = is && a.number <= b.number;
	}
	if (bounds && node->nr_kids != 3)
		return node_fail(e->error, node, "for example in [3j, 8j]",
				 "numbers are compared with two bounds");
	expr_set_bool(value, is);
	return true;
}

static bool eval_not(struct eval *e, const struct node *node, struct expr_value *value)
{
	bool is;

	if (!eval_node(e, node->kid[0], value) || !eval_truth(e, node->kid[0], value, &is))
		return false;
	expr_set_bool(value, !is);
	return true;
}

static bool eval_negate(struct eval *e, const struct node *node, struct expr_value *value)
{
	if (!eval_node(e, node->kid[0], value))
		return false;
	if (value->kind == EXPR_NONE)
		return true;
	if (value->kind != EXPR_NUMBER)
		return node_fail(e->error, node, NULL, "only numbers have a sign");
	value->number = -value->number;
	value->field = NULL;
	return true;
}

bool eval_node(struct eval *e, const struct node *node, struct expr_value *value)
{
	switch (node->kind) {
	case NODE_LITERAL:
		*value = node->value;
		return true;
	case NODE_PATH:
		return eval_path(e, node, value);
	case NODE_NOT:
		return eval_not(e, node, value);
	case NODE_NEGATE:
		return eval_negate(e, node, value);
	case NODE_BINARY:
		return eval_binary(e, node, value);
	case NODE_IN:
		return eval_in(e, node, value);
	case NODE_QUERY:
		return eval_query(e, node, value);
	case NODE_ORDER:
		return eval_order(e, node, value);
	case NODE_FIRED:
		return eval_fired(e, node, value);
	case NODE_DELIVERIES:
		return eval_deliveries(e, node, value);
	case NODE_MEMBER:
		return eval_member(e, node, value);
	case NODE_NAME:
		break;
	}
	return node_fail(e->error, node, NULL, "there is no '%s'", node->name ? node->name : "");
}

bool expr_eval(const struct expr *expr, const struct expr_ctx *ctx, struct expr_value *value,
	       struct script_error *error)
{
	struct eval e = { .ctx = ctx, .error = error };

	memset(error, 0, sizeof(*error));
	if (ctx->m)
		state_use(ctx->m);
	return eval_node(&e, expr->root, value);
}

bool expr_eval_bool(const struct expr *expr, const struct expr_ctx *ctx, bool *value,
		    struct script_error *error)
{
	struct eval e = { .ctx = ctx, .error = error };
	struct expr_value answer;

	return expr_eval(expr, ctx, &answer, error) && eval_truth(&e, expr->root, &answer, value);
}
