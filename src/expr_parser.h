/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Inside the parser of expressions: what expr.c (operators and values),
 * expr_parse_path.c and expr_parse_ask.c (questions to the trace) share.
 *
 * A parser goes through tokens, from left to right and never back, with one
 * token of lookahead.  Each parse function takes the tokens of what it is called
 * after, and returns its tree, which the caller owns; NULL with p->error set
 * where the text is wrong.
 */
#ifndef EXPR_PARSER_H
#define EXPR_PARSER_H

#include "expr_tree.h"

struct parser {
	const struct script *script;
	u32 at, end;
	u32 base;			/* where the expression begins in the text */
	struct token stop;		/* stands in for the token at `end` */
	u32 depth, deepest;
	const struct expr_ctx *ctx;
	bool late;
	bool asks_trace;
	struct met *met;		/* names looked up so far */
	bool forgets;			/* no memory for one of them */
	struct script_error *error;
};

/* The next token. */
static inline const struct token *here(const struct parser *p)
{
	return p->at < p->end ? script_token(p->script, p->at) : &p->stop;
}

/* Is it the word or punctuation @what? */
static inline bool is(const struct parser *p, const char *what)
{
	return token_is(script_text(p->script), here(p), what);
}

/* If so, go behind it. */
static inline bool accept(struct parser *p, const char *what)
{
	if (!is(p, what))
		return false;
	p->at++;
	return true;
}

/* It must be so: else "@what is missing @where". */
bool parser_expect(struct parser *p, const char *what, const char *where);

/* == != < <= > >= contains: go behind it. */
static inline bool parser_accept_op(struct parser *p, enum node_op *op)
{
	enum node_op i;

	for (i = OP_EQ; i <= OP_CONTAINS; i++) {
		if (accept(p, op_names[i])) {
			*op = i;
			return true;
		}
	}
	return false;
}

/* A token's text, allocated; NULL: no memory. */
char *parser_copy(const struct parser *p, const struct token *token);

/* One level deeper; p->depth-- leaves it.  False with p->error set: that is too
 * deep. */
bool parser_enter(struct parser *p);

/* A node that stands at @token; NULL with p->error set: no memory. */
struct node *parser_node(struct parser *p, enum node_kind kind, const struct token *token);

/* Give @node a further @kid, taken over whatever happens.  False with p->error
 * set: @kid is NULL, or the tree is too high. */
bool parser_add_kid(struct parser *p, struct node *node, struct node *kid);

/* The object called @name, or NULL; noted, for the tree depends on it.  The only
 * way for the parser to look at the machine's objects. */
struct object *parser_object(struct parser *p, const char *name);

/* Say that @node's name means nothing here, and what is near; returns false. */
bool parser_unknown_name(struct parser *p, const struct node *node);

/* A word that names nothing becomes a string where strings or names of states
 * are compared (@like).  False with p->error set: none of them is so called. */
bool give_names(struct parser *p, const struct expr_value *like, struct node *node);

/* A path; NODE_NAME for a word that names nothing so far. */
struct node *parse_path(struct parser *p);

/* A question with its member, if the next word begins one (*found). */
struct node *parse_question(struct parser *p, bool *found);

/* Any expression that needs no ( ) around it as an operand of a comparison. */
struct node *parse_sum(struct parser *p);

#endif
