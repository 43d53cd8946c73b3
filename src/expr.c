/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of expressions: tokens to a tree.  From loose to tight:
 *
 *	or
 *	and
 *	not
 *	== != < <= > >= in contains	(one of them, not a chain)
 *	+ -
 *	* / %
 *	- +				(before a value)
 *	path, number, string, ( ), question
 *
 * Each level is a function that calls the next tighter one.  As much as is
 * known is checked while the tree is built: every node carries the kind and
 * the unit of its value if they follow from the tables.  A bare word that
 * names neither a field nor an object may still be the name of a state or a
 * function, if what it is compared with has such names: `cpu[0].state ==
 * halted`.
 */
#include "expr.h"

#include <stdlib.h>
#include <string.h>

#include "expr_parser.h"
#include "expr_units.h"

static struct node *parse_number(struct parser *p)
{
	struct node *node = parser_node(p, NODE_LITERAL, here(p));
	struct number number;
	u32 used;

	if (!node)
		return NULL;
	used = token_number(script_text(p->script), here(p), &number, p->error);
	if (!used || p->at + used > p->end)
		return node_drop(node);
	p->at += used;
	node->value = (struct expr_value){ .kind = EXPR_NUMBER };
	node->value.number = number.unit > NUMBER_JIFFIES ? number.ns : number.value;
	if (number.unit == NUMBER_JIFFIES)
		node->value.unit = UNIT_JIFFIES;
	else if (number.unit != NUMBER_PLAIN)
		node->value.unit = UNIT_NS;
	return node;
}

static struct node *parse_string(struct parser *p)
{
	struct node *node = parser_node(p, NODE_LITERAL, here(p));

	if (!node)
		return NULL;
	node->value = (struct expr_value){ .kind = EXPR_STRING };
	node->value.text = token_string(script_text(p->script), here(p), &node->value.len);
	if (!node->value.text)
		return node_drop(node);
	p->at++;
	return node;
}

/* true, false, none, never; NULL for any other word. */
static struct node *parse_constant(struct parser *p, bool *found)
{
	struct expr_value value = { .kind = EXPR_BOOL };
	struct node *node;

	*found = true;
	if (is(p, "true"))
		value.number = 1;
	else if (is(p, "none"))
		value.kind = EXPR_NONE;
	else if (is(p, "never"))
		value = (struct expr_value){ .kind = EXPR_NUMBER, .unit = UNIT_NS,
					     .number = KTIME_MAX };
	else if (!is(p, "false"))
		*found = false;
	if (!*found)
		return NULL;
	node = parser_node(p, NODE_LITERAL, here(p));
	if (node)
		node->value = value;
	p->at++;
	return node;
}

static struct node *parse_word(struct parser *p)
{
	struct node *node;
	bool found;

	node = parse_constant(p, &found);
	if (found)
		return node;
	node = parse_question(p, &found);
	if (found)
		return node;
	if (is(p, "and") || is(p, "or") || is(p, "in") || is(p, "contains")) {
		script_fail(p->error, here(p), NULL, "a value is missing before this word");
		return NULL;
	}
	return parse_path(p);
}

static struct node *parse_or(struct parser *p);

static struct node *parse_value(struct parser *p)
{
	const struct token *token = here(p);
	struct node *node;

	switch ((enum token_kind)token->kind) {
	case TOKEN_NUMBER:
		return parse_number(p);
	case TOKEN_STRING:
		return parse_string(p);
	case TOKEN_WORD:
		return parse_word(p);
	default:
		break;
	}
	if (!accept(p, "(")) {
		script_fail(p->error, token,
			    "a value is a path (t1.expires), a number (3j, 10ms), a string, "
			    "a question (fired(t1)) or ( ... )",
			    token->kind == TOKEN_END ? "the expression is not complete" :
						       "a value was expected here");
		return NULL;
	}
	node = parse_or(p);
	if (node && !parser_expect(p, ")", "here"))
		return node_drop(node);
	return node;
}

/* A sign; = marks an absolute time and changes nothing in an expression. */
static struct node *parse_signed(struct parser *p)
{
	const struct token *token = here(p);
	struct node *node = NULL;

	if (!is(p, "-") && !is(p, "+") && !is(p, "="))
		return parse_value(p);
	if (!parser_enter(p))
		return NULL;
	p->at++;
	if (!token_is(script_text(p->script), token, "-")) {
		node = here(p)->kind == TOKEN_NUMBER ? parse_number(p) : NULL;
		if (!node && !p->error->line)
			script_fail(p->error, token,
				    token->punct == '=' ? "== compares; =3j is a moment" :
							  "for example +3j",
				    "a number must follow this sign");
		p->depth--;
		return node;
	}
	node = parser_node(p, NODE_NEGATE, token);
	if (node && !parser_add_kid(p, node, parse_signed(p)))
		node = node_drop(node);
	p->depth--;
	if (!node)
		return NULL;
	node->value = node->kid[0]->value;
	node->value.field = NULL;
	if (node->value.kind == EXPR_NUMBER || node->value.kind == EXPR_ANY)
		return node;
	node_fail(p->error, node, NULL, "only numbers have a sign");
	return node_drop(node);
}

static struct node *binary(struct parser *p, enum node_op op, const struct token *token,
			   struct node *left, struct node *right)
{
	struct node *node = parser_node(p, NODE_BINARY, token);
	struct expr_value out = { .kind = EXPR_ANY };

	if (!node || !left || !right) {
		node_free(left);
		node_free(right);
		return node_drop(node);
	}
	node->op = op;
	if (!parser_add_kid(p, node, left)) {
		node_free(right);
		return node_drop(node);
	}
	if (!parser_add_kid(p, node, right))
		return node_drop(node);
	if (!give_names(p, &left->value, right) || !give_names(p, &right->value, left))
		return node_drop(node);
	if (!check_operands(node, &left->value, &right->value, &out, p->error))
		return node_drop(node);
	node->value = out;
	return node;
}

static struct node *parse_product(struct parser *p)
{
	struct node *left = parse_signed(p);

	while (left) {
		const struct token *token = here(p);
		enum node_op op = is(p, "*") ? OP_MUL : is(p, "/") ? OP_DIV : OP_MOD;

		if (op == OP_MOD && !is(p, "%"))
			break;
		p->at++;
		left = binary(p, op, token, left, parse_signed(p));
	}
	return left;
}

/* Remember how an operand is written: failed expectations show it. */
static struct node *note_text(struct parser *p, struct node *node, u32 first)
{
	struct span span = script_span(p->script, first, p->at);

	if (!node)
		return NULL;
	node->from = (u32)(span.text - script_text(p->script)) - p->base;
	node->to = node->from + (u32)span.len;
	return node;
}

struct node *parse_sum(struct parser *p)
{
	u32 first = p->at;
	struct node *left = parse_product(p);

	while (left && (is(p, "+") || is(p, "-"))) {
		const struct token *token = here(p);
		enum node_op op = is(p, "+") ? OP_ADD : OP_SUB;

		p->at++;
		left = binary(p, op, token, left, parse_product(p));
	}
	return note_text(p, left, first);
}

/* value in [a, b] */
static struct node *parse_in(struct parser *p, struct node *left)
{
	struct node *node = parser_node(p, NODE_IN, here(p));
	struct expr_value out;

	if (!node)
		return node_drop(left);
	p->at++;
	node->op = OP_EQ;
	node->value.kind = EXPR_BOOL;
	if (!parser_add_kid(p, node, left) || !parser_expect(p, "[", "after in"))
		return node_drop(node);
	do {
		struct node *kid = node->nr_kids <= EXPR_MAX_TERMS ? parse_sum(p) : NULL;

		if (!kid && !p->error->line)
			node_fail(p->error, node, NULL, "the list is too long");
		if (!parser_add_kid(p, node, kid) || !give_names(p, &left->value, kid) ||
		    !check_operands(node, &left->value, &kid->value, &out, p->error))
			return node_drop(node);
	} while (accept(p, ","));
	if (!parser_expect(p, "]", "at the end of the list"))
		return node_drop(node);
	if (left->value.kind == EXPR_NUMBER && !left->value.field && node->nr_kids != 3) {
		node_fail(p->error, node, "for example in [3j, 8j]: from 3j to 8j, both included",
			  "numbers are compared with two bounds");
		return node_drop(node);
	}
	return node;
}

static struct node *parse_comparison(struct parser *p)
{
	struct node *left = parse_sum(p);
	const struct token *token = here(p);
	enum node_op op;

	if (!left)
		return NULL;
	if (is(p, "in"))
		left = parse_in(p, left);
	else if (parser_accept_op(p, &op))
		left = binary(p, op, token, left, parse_sum(p));
	else
		return left;
	if (left && (is(p, "in") || parser_accept_op(p, &op))) {
		script_fail(p->error, here(p), "write a < b and b < c",
			    "comparisons do not form chains");
		return node_drop(left);
	}
	return left;
}

static struct node *parse_not(struct parser *p)
{
	struct node *node;

	if (!is(p, "not"))
		return parse_comparison(p);
	if (!parser_enter(p))
		return NULL;
	node = parser_node(p, NODE_NOT, here(p));
	p->at++;
	if (node && !parser_add_kid(p, node, parse_not(p)))
		node = node_drop(node);
	if (node)
		node->value.kind = EXPR_BOOL;
	p->depth--;
	return node;
}

static struct node *parse_and(struct parser *p)
{
	struct node *left = parse_not(p);

	while (left && is(p, "and")) {
		const struct token *token = here(p);

		p->at++;
		left = binary(p, OP_AND, token, left, parse_not(p));
	}
	return left;
}

static struct node *parse_or(struct parser *p)
{
	struct node *left;

	if (!parser_enter(p))
		return NULL;
	left = parse_and(p);
	while (left && is(p, "or")) {
		const struct token *token = here(p);

		p->at++;
		left = binary(p, OP_OR, token, left, parse_and(p));
	}
	p->depth--;
	return left;
}

/* Every name must have found its meaning when the tree is complete. */
static bool check_names(struct parser *p, const struct node *node)
{
	u32 i;

	if (node->kind == NODE_NAME)
		return parser_unknown_name(p, node);
	for (i = 0; i < node->nr_kids; i++) {
		if (!check_names(p, node->kid[i]))
			return false;
	}
	return true;
}

static bool trailing(struct parser *p)
{
	const struct token *token = here(p);
	const char *text = script_text(p->script) + token->at;

	if (is(p, "="))
		return script_fail(p->error, token, "write ==", "= names an argument, == compares");
	return script_fail(p->error, token, "join conditions by `and` or `or`",
			   "'%.*s' does not belong to the expression",
			   token->len > 40 ? 40 : (int)token->len, text);
}

/* A bare object, struct or list is a fine thing to print. */
static struct expr *parse(struct parser *p, u32 first)
{
	struct span span = script_span(p->script, first, p->end);
	struct expr *expr = calloc(1, sizeof(*expr));

	if (!expr)
		return NULL;
	expr->root = parse_or(p);
	expr->met = p->met;
	expr->forgets = p->forgets;
	expr->text = strndup(span.text, span.len);
	expr->asks_trace = p->asks_trace;
	expr->deepest = p->deepest;
	if (expr->root && expr->text && (p->at >= p->end || trailing(p)) &&
	    check_names(p, expr->root))
		return expr;
	expr_free(expr);
	return NULL;
}

struct expr *expr_parse(const struct script *script, u32 first, u32 end,
			const struct expr_ctx *ctx, bool late, struct script_error *error)
{
	struct parser p = {
		.script = script, .at = first, .end = end, .ctx = ctx, .late = late,
		.error = error,
	};
	struct expr *expr;

	memset(error, 0, sizeof(*error));
	p.base = script_token(script, first)->at;
	p.stop = *script_token(script, end);
	p.stop.kind = TOKEN_END;
	p.stop.punct = 0;
	if (ctx->m)
		state_use(ctx->m);
	expr = parse(&p, first);
	if (!expr && !error->line)
		script_fail(error, script_token(script, first), NULL, "out of memory");
	return expr;
}

struct expr *expr_parse_text(const char *text, size_t len, const struct expr_ctx *ctx, bool late,
			     struct script_error *error)
{
	struct script *script = script_lex(text, len, error);
	struct expr *expr;

	if (!script)
		return NULL;
	expr = expr_parse(script, 0, script_nr_tokens(script) - 1, ctx, late, error);
	script_free(script);
	return expr;
}
