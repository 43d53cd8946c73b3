/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parsing paths: see expr_path.h for what they are.
 */
#include "expr_parser.h"

#include <stdlib.h>
#include <string.h>

#include "expr_path.h"
#include "expr_value.h"
#include "linux/kernel.h"

static struct link *add_link(struct parser *p, struct node *node, bool index, char *name)
{
	struct link *links = realloc(node->link, (node->nr_links + 1) * sizeof(*links));

	if (!links || !name) {
		free(name);
		if (links)
			node->link = links;
		node_fail(p->error, node, NULL, "out of memory");
		return NULL;
	}
	node->link = links;
	links += node->nr_links++;
	*links = (struct link){ .index = index, .name = name };
	return links;
}

/* A key in brackets: a number, a name or a string. */
static bool parse_key(struct parser *p, struct node *node)
{
	const struct token *token = here(p);
	struct link *link;
	size_t len;

	if (token->kind != TOKEN_NUMBER && token->kind != TOKEN_WORD && token->kind != TOKEN_STRING)
		return script_fail(p->error, token, "for example cpu[0] or base[local]",
				   "a number or a name belongs between [ and ]");
	link = add_link(p, node, true,
			token->kind == TOKEN_STRING ?
				token_string(script_text(p->script), token, &len) :
				parser_copy(p, token));
	if (!link)
		return false;
	link->line = token->line;
	link->column = token->column;
	p->at++;
	return parser_expect(p, "]", "after the key");
}

static bool parse_links(struct parser *p, struct node *node)
{
	const struct token *token;
	struct link *link;

	for (;;) {
		if (node->nr_links >= SCRIPT_DEPTH_MAX)
			return node_fail(p->error, node, NULL, "this path is too long");
		if (accept(p, "[")) {
			if (!parse_key(p, node))
				return false;
			continue;
		}
		if (!accept(p, "."))
			return true;
		token = here(p);
		if (token->kind != TOKEN_WORD)
			return script_fail(p->error, token, "for example t1.expires",
					   "a field's name must follow the point");
		link = add_link(p, node, false, parser_copy(p, token));
		if (!link)
			return false;
		link->line = token->line;
		link->column = token->column;
		p->at++;
	}
}

/* timer(t1): an object that must be of this kind. */
static u32 object_kind_of(const char *name)
{
	u32 kind;

	for (kind = OBJECT_NONE + 1; kind < OBJECT_NR_KINDS; kind++) {
		if (!strcmp(name, object_kind_names[kind]))
			return kind;
	}
	return OBJECT_NONE;
}

static bool parse_object_call(struct parser *p, struct node *node)
{
	const struct token *token;
	u32 kind = object_kind_of(node->name);
	size_t len;

	if (!accept(p, "("))
		return true;
	if (!kind)
		return node_fail(p->error, node,
				 "there are count, first, last, order, fired, "
				 "deliveries, and "
				 "timer, hrtimer, lock, task, result",
				 "'%s' is no question", node->name);
	token = here(p);
	if (token->kind != TOKEN_WORD && token->kind != TOKEN_STRING)
		return script_fail(p->error, token, "for example timer(t1)",
				   "a name belongs between ( and )");
	free(node->name);
	node->name = token->kind == TOKEN_STRING ?
			     token_string(script_text(p->script), token, &len) :
			     parser_copy(p, token);
	node->object_kind = kind;
	p->at++;
	return node->name && parser_expect(p, ")", "after the name");
}

/* timer[t1] is the object as well, and found faster so. */
static void path_to_object(struct node *node)
{
	u32 kind = node->nr_links ? object_kind_of(node->link[0].name) : OBJECT_NONE;

	if (node->name || !kind || node->nr_links < 2 || !node->link[1].index ||
	    (node->link[1].name[0] >= '0' && node->link[1].name[0] <= '9'))
		return;
	node->name = node->link[1].name;
	node->object_kind = kind;
	free(node->link[0].name);
	node->nr_links -= 2;
	memmove(node->link, node->link + 2, node->nr_links * sizeof(*node->link));
}

/* A path is begun by a field of the machine or else by an object. */
struct node *parse_path(struct parser *p)
{
	const struct token *token = here(p);
	struct node *node = parser_node(p, NODE_PATH, token);
	struct place place;
	struct link *link;
	bool root;

	if (!node)
		return NULL;
	node->name = parser_copy(p, token);
	if (!node->name)
		return node_drop(node);
	p->at++;
	root = state_find(&machine_type, node->name, strlen(node->name));
	if (is(p, "(")) {
		if (!parse_object_call(p, node))
			return node_drop(node);
	} else if (root) {
		link = add_link(p, node, false, node->name);
		node->name = NULL;
		if (!link)
			return node_drop(node);
		link->line = node->line;
		link->column = node->column;
	}
	if (!parse_links(p, node))
		return node_drop(node);
	path_to_object(node);
	if (node->name && !parser_object(p, node->name)) {
		if (node->nr_links || node->object_kind) {
			node->value.kind = EXPR_ANY;
			if (p->late || !p->ctx->m || !p->ctx->m->kernel)
				return node;
			parser_unknown_name(p, node);
			return node_drop(node);
		}
		node->kind = NODE_NAME;
		return node;
	}
	if (!path_walk(node, p->ctx->m, false, &place, p->error))
		return node_drop(node);
	if (place.count)
		node->value = (struct expr_value){ .kind = EXPR_NUMBER };
	else if (place.field)
		field_value_type(place.field, &node->value);
	else
		node->value.kind = place.object ? EXPR_OBJECT : EXPR_STRUCT;
	return node;
}
