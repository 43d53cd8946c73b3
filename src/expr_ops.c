/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operators: see expr_ops.h.
 *
 * Integers are computed in 128 bits, where u64 and s64 both fit, so that an
 * overflow is seen and said.
 */
#include "expr_ops.h"

#include <string.h>

#include "expr_flags.h"
#include "linux/kernel.h"
#include "machine/strings.h"

static bool text_is(const struct expr_value *value, const char *text)
{
	return text && strlen(text) == value->len && !memcmp(text, value->text, value->len);
}

static const char *number_name(const struct expr_value *value)
{
	const struct state_field *field = value->field;

	if (!field || !field->names || field->kind == STATE_FLAGS || value->number < 0 ||
	    value->number >= field->nr_names)
		return NULL;
	return field->names[(u64)value->number];
}

/* Where an object's struct lies. */
static const void *memory_of(const struct expr_ctx *ctx, const struct expr_value *value)
{
	const struct object *object;

	if (value->kind == EXPR_STRUCT)
		return value->at;
	object = object_get(ctx->m, value->serial);
	return object ? object->memory : NULL;
}

bool op_equal(const struct expr_ctx *ctx, const struct expr_value *a,
	      const struct expr_value *b)
{
	const struct object *object;

	if (a->kind == EXPR_STRING && b->kind == EXPR_STRING)
		return a->len == b->len && !memcmp(a->text, b->text, a->len);
	if (a->kind == EXPR_STRING && b->kind != EXPR_STRING)
		return op_equal(ctx, b, a);
	if (a->kind == EXPR_NUMBER && b->kind == EXPR_STRING && a->field->kind == STATE_FLAGS)
		return flags_are(a, b);
	if (a->kind == EXPR_NUMBER && b->kind == EXPR_STRING)
		return text_is(b, number_name(a));
	if (a->kind == EXPR_OBJECT && b->kind == EXPR_OBJECT)
		return a->serial == b->serial;
	if (a->kind == EXPR_OBJECT && b->kind == EXPR_STRING) {
		object = object_get(ctx->m, a->serial);
		return object && text_is(b, string_text(ctx->m, object->name));
	}
	if (a->kind == EXPR_OBJECT || a->kind == EXPR_STRUCT)
		return memory_of(ctx, a) == memory_of(ctx, b);
	return a->number == b->number;
}

bool op_compare(const struct expr_ctx *ctx, enum node_op op, const struct expr_value *a,
		const struct expr_value *b)
{
	switch (op) {
	case OP_EQ:
		return op_equal(ctx, a, b);
	case OP_NE:
		return !op_equal(ctx, a, b);
	case OP_LT:
		return a->number < b->number;
	case OP_LE:
		return a->number <= b->number;
	case OP_GT:
		return a->number > b->number;
	default:
		return a->number >= b->number;
	}
}

static bool list_contains(const struct expr_ctx *ctx, const struct expr_value *list,
			  const struct expr_value *what)
{
	const void *wanted = memory_of(ctx, what);
	const void *element = NULL;

	do {
		element = list->field->next(list->at, element);
	} while (element && element != wanted);
	return element;
}

static bool find_text(const struct expr_value *in, const struct expr_value *what)
{
	size_t i;

	for (i = 0; i + what->len <= in->len; i++) {
		if (!memcmp(in->text + i, what->text, what->len))
			return true;
	}
	return false;
}

bool op_contains(const struct expr_ctx *ctx, const struct expr_value *a,
		 const struct expr_value *b)
{
	if (a->kind == EXPR_LIST)
		return list_contains(ctx, a, b);
	if (a->kind == EXPR_NUMBER)
		return flags_contain(a, b);
	return !b->len || find_text(a, b);
}

bool op_calculate(const struct node *node, expr_int a, expr_int b, bool is_time, expr_int *out,
		  struct script_error *error)
{
	const expr_int max = (expr_int)UINT64_MAX, min = (expr_int)INT64_MIN;

	if ((node->op == OP_DIV || node->op == OP_MOD) && !b)
		return node_fail(error, node, "", "division by zero");
	if (node->op == OP_ADD)
		*out = a + b;
	else if (node->op == OP_SUB)
		*out = a - b;
	else if (node->op == OP_DIV)
		*out = a / b;
	else if (node->op == OP_MOD)
		*out = a % b;
	else if (__builtin_mul_overflow(a, b, out))
		*out = max + 1;
	if (is_time && *out > (expr_int)KTIME_MAX)
		*out = (expr_int)KTIME_MAX;
	if (*out > max || *out < min)
		return node_fail(error, node, "", "the result does not fit into 64 bits");
	return true;
}
