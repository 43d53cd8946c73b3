/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tree of an expression: see expr_tree.h.
 */
#include "expr_tree.h"

#include <stdarg.h>
#include <stdlib.h>

const char *const op_names[] = {
	"or", "and", "==", "!=", "<", "<=", ">", ">=", "contains", "+", "-", "*", "/", "%",
};

void node_free(struct node *node)
{
	u32 i;

	if (!node)
		return;
	for (i = 0; i < node->nr_kids; i++)
		node_free(node->kid[i]);
	for (i = 0; i < node->nr_links; i++)
		free(node->link[i].name);
	if (node->kind == NODE_LITERAL && node->value.kind == EXPR_STRING)
		free((char *)(uintptr_t)node->value.text);
	free(node->link);
	free(node->kid);
	free(node->name);
	free(node);
}

struct node *node_drop(struct node *node)
{
	node_free(node);
	return NULL;
}

bool node_fail(struct script_error *error, const struct node *node, const char *right,
	       const char *what, ...)
{
	va_list ap;

	va_start(ap, what);
	script_vfail(error, node->line, node->column, right, what, ap);
	va_end(ap);
	return false;
}

void met_free(struct met *met)
{
	struct met *next;

	for (; met; met = next) {
		next = met->next;
		free(met->name);
		free(met);
	}
}

void expr_free(struct expr *expr)
{
	if (!expr)
		return;
	node_free(expr->root);
	met_free(expr->met);
	free(expr->text);
	free(expr);
}

const char *expr_text(const struct expr *expr)
{
	return expr->text;
}

bool expr_asks_trace(const struct expr *expr)
{
	return expr->asks_trace;
}

u32 expr_height(const struct expr *expr)
{
	return expr->root->height > expr->deepest ? expr->root->height : expr->deepest;
}
