/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Why a condition is false: see expr_explain() in expr.h.
 */
#include "expr_eval.h"

#include <string.h>

#include "text.h"

struct explanation {
	const struct expr *expr;
	struct eval *e;
	struct text text;
};

/* What everybody sees already is not said: numbers and names as written. */
static void explain_operand(struct explanation *x, const struct node *node)
{
	struct expr_value value;
	char text[200];

	if (node->kind == NODE_LITERAL || node->kind == NODE_NAME || node->to <= node->from)
		return;
	if (!eval_node(x->e, node, &value))
		return;
	expr_value_format(x->e->ctx, &value, text, sizeof(text));
	if (strlen(text) == node->to - node->from &&
	    !strncmp(text, x->expr->text + node->from, strlen(text)))
		return;
	text_say(&x->text, "%s%.*s is %s", x->text.len ? ", " : "", (int)(node->to - node->from),
		 x->expr->text + node->from, text);
}

static void explain_node(struct explanation *x, const struct node *node)
{
	struct expr_value value;
	bool is = false;
	u32 i;

	if (node->kind == NODE_BINARY && node->op == OP_AND) {
		if (eval_node(x->e, node->kid[0], &value) &&
		    eval_truth(x->e, node->kid[0], &value, &is))
			explain_node(x, node->kid[is]);
	} else if (node->kind == NODE_NOT || (node->kind == NODE_BINARY && node->op == OP_OR)) {
		for (i = 0; i < node->nr_kids; i++)
			explain_node(x, node->kid[i]);
	} else if (node->kind == NODE_IN || (node->kind == NODE_BINARY && node->op < OP_ADD)) {
		for (i = 0; i < node->nr_kids; i++)
			explain_operand(x, node->kid[i]);
	} else {
		explain_operand(x, node);
	}
}

char *expr_explain(const struct expr *expr, const struct expr_ctx *ctx, char *buf, size_t size)
{
	struct script_error error;
	struct eval e = { .ctx = ctx, .error = &error };
	struct explanation x = { expr, &e, { buf, size, 0 } };

	buf[0] = '\0';
	if (ctx->m)
		state_use(ctx->m);
	explain_node(&x, expr->root);
	return buf;
}
