/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Kinds and units: see expr_units.h.
 */
#include "expr_units.h"

#include "expr_flags.h"

const char *kind_text(const struct expr_value *value)
{
	static const char *const names[] = {
		"none", "a plain number", "a condition", "a string", "an object", "a structure",
		"a list", "an event", "unknown",
	};

	if (value->kind == EXPR_NUMBER && unit_class(value->unit) == UNIT_NS)
		return "a time";
	if (value->kind == EXPR_NUMBER && unit_class(value->unit) == UNIT_JIFFIES)
		return "in jiffies";
	return names[value->kind];
}

static bool mixed(const struct node *node, const struct expr_value *a, const struct expr_value *b,
		  struct script_error *error)
{
	const char *right = "";

	if (a->kind == EXPR_NUMBER && b->kind == EXPR_NUMBER) {
		if (unit_class(a->unit) != UNIT_NONE && unit_class(b->unit) != UNIT_NONE)
			right = "compare jiffies with jiffies (3j) and times with times (10ms)";
		else if (unit_class(a->unit) == UNIT_JIFFIES || unit_class(b->unit) == UNIT_JIFFIES)
			right = "write the number with its unit: 3j";
		else
			right = "write the number with its unit: 10ms, 2s, 500us";
	} else if (a->kind == EXPR_EVENT || b->kind == EXPR_EVENT) {
		right = "take a field of the event: first(...).at";
	}
	return node_fail(error, node, right, "the left of '%s' is %s, the right %s",
			 node->kind == NODE_IN ? "in" : op_names[node->op], kind_text(a),
			 kind_text(b));
}

static bool known(const struct expr_value *value)
{
	return value->kind != EXPR_ANY && value->kind != EXPR_NONE;
}

/* Numbers that have names (states, softirqs) compare with strings as well. */
static bool comparable(const struct expr_value *a, const struct expr_value *b)
{
	if (a->kind == EXPR_NUMBER && b->kind == EXPR_NUMBER)
		return unit_class(a->unit) == unit_class(b->unit);
	if (a->kind == b->kind)
		return a->kind != EXPR_EVENT && a->kind != EXPR_LIST;
	if (a->kind == EXPR_NUMBER && b->kind == EXPR_STRING)
		return a->field && a->field->names;
	if (a->kind == EXPR_BOOL && b->kind == EXPR_NUMBER)
		return unit_class(b->unit) == UNIT_NONE;
	if (a->kind == EXPR_OBJECT)
		return b->kind == EXPR_STRING || b->kind == EXPR_STRUCT;
	return false;
}

static bool check_comparison(const struct node *node, const struct expr_value *a,
			     const struct expr_value *b, struct script_error *error)
{
	if (!comparable(a, b) && !comparable(b, a))
		return mixed(node, a, b, error);
	if (!flags_check(node, a, b, error) || !flags_check(node, b, a, error))
		return false;
	if (node->op == OP_EQ || node->op == OP_NE || a->kind == EXPR_NUMBER)
		return true;
	return node_fail(error, node, "use == or !=", "%s has no order", kind_text(a));
}

static bool check_contains(const struct node *node, const struct expr_value *a,
			   const struct expr_value *b, struct script_error *error)
{
	if (a->kind == EXPR_STRING && b->kind == EXPR_STRING)
		return true;
	if (a->kind == EXPR_LIST && (b->kind == EXPR_OBJECT || b->kind == EXPR_STRUCT))
		return true;
	if (a->kind == EXPR_NUMBER && a->field && a->field->kind == STATE_FLAGS &&
	    b->kind == EXPR_STRING)
		return flags_check(node, a, b, error);
	return node_fail(error, node,
			 "a string contains a string, a list an object, flags a name",
			 "the left of 'contains' is %s, the right %s", kind_text(a), kind_text(b));
}

static bool check_arithmetic(const struct node *node, const struct expr_value *a,
			     const struct expr_value *b, struct expr_value *out,
			     struct script_error *error)
{
	enum state_unit ua = unit_class(a->unit), ub = unit_class(b->unit);

	if (a->kind != EXPR_NUMBER || b->kind != EXPR_NUMBER)
		return node_fail(error, node, "", "'%s' needs two numbers, not %s and %s",
				 op_names[node->op], kind_text(a), kind_text(b));
	*out = (struct expr_value){ .kind = EXPR_NUMBER, .unit = ua };
	if (node->op == OP_MUL && ua != UNIT_NONE && ub != UNIT_NONE)
		return node_fail(error, node, "one of them must be a plain number",
				 "two times cannot be multiplied");
	if (node->op == OP_MUL)
		out->unit = ua == UNIT_NONE ? ub : ua;
	else if (node->op == OP_DIV && ub == UNIT_NONE)
		out->unit = ua;
	else if (ua != ub)
		return mixed(node, a, b, error);
	else if (node->op == OP_DIV)
		out->unit = UNIT_NONE;
	return true;
}

bool check_condition(const struct node *node, const struct expr_value *value,
		     struct script_error *error)
{
	if (value->kind == EXPR_STRING || value->kind == EXPR_STRUCT || value->kind == EXPR_LIST ||
	    value->kind == EXPR_NUMBER)
		return node_fail(error, node, "compare it with something: ==, <, in [a, b]",
				 "this is %s, no condition", kind_text(value));
	return true;
}

bool check_operands(const struct node *node, const struct expr_value *a,
		    const struct expr_value *b, struct expr_value *out, struct script_error *error)
{
	if (node->kind == NODE_IN || (node->op >= OP_EQ && node->op <= OP_CONTAINS)) {
		*out = (struct expr_value){ .kind = EXPR_BOOL };
		if (!known(a) || !known(b))
			return true;
		if (node->op == OP_CONTAINS)
			return check_contains(node, a, b, error);
		return check_comparison(node, a, b, error);
	}
	if (node->op == OP_AND || node->op == OP_OR) {
		*out = (struct expr_value){ .kind = EXPR_BOOL };
		return check_condition(node, a, error) && check_condition(node, b, error);
	}
	*out = (struct expr_value){ .kind = EXPR_ANY };
	if (!known(a) || !known(b))
		return true;
	return check_arithmetic(node, a, b, out, error);
}

bool expr_is_condition(const struct expr *expr, struct script_error *error)
{
	return check_condition(expr->root, &expr->root->value, error);
}
