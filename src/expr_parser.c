/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of expressions: see expr_parser.h.
 */
#include "expr_parser.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expr_path.h"
#include "expr_word.h"
#include "linux/kernel.h"
#include "linux/trace.h"
#include "machine/strings.h"

bool parser_expect(struct parser *p, const char *what, const char *where)
{
	if (accept(p, what))
		return true;
	return script_fail(p->error, here(p), NULL, "%s is missing %s", what, where);
}

char *parser_copy(const struct parser *p, const struct token *token)
{
	return strndup(script_text(p->script) + token->at, token->len);
}

bool parser_enter(struct parser *p)
{
	if (p->depth == SCRIPT_DEPTH_MAX)
		return script_fail(p->error, here(p), "take it apart",
				   "expressions nest more than %d deep", SCRIPT_DEPTH_MAX);
	p->depth++;
	if (p->depth > p->deepest)
		p->deepest = p->depth;
	return true;
}

struct node *parser_node(struct parser *p, enum node_kind kind, const struct token *token)
{
	struct node *node = calloc(1, sizeof(*node));

	if (!node) {
		script_fail(p->error, token, NULL, "out of memory");
		return NULL;
	}
	node->kind = kind;
	node->line = token->line;
	node->column = token->column;
	node->height = 1;
	node->value.kind = EXPR_ANY;
	return node;
}

/* Takes @kid over, whatever happens. */
bool parser_add_kid(struct parser *p, struct node *node, struct node *kid)
{
	struct node **kids;

	if (!kid)
		return false;
	kids = realloc(node->kid, (node->nr_kids + 1) * sizeof(*kids));
	if (!kids) {
		node_free(kid);
		return node_fail(p->error, node, NULL, "out of memory");
	}
	node->kid = kids;
	kids[node->nr_kids++] = kid;
	if (kid->height >= node->height)
		node->height = kid->height + 1;
	if (node->height > EXPR_HEIGHT_MAX)
		return node_fail(p->error, node, "take it apart", "the expression is too long");
	return true;
}

struct object *parser_object(struct parser *p, const char *name)
{
	struct object *object = path_object(p->ctx->m, name);
	struct met *met = malloc(sizeof(*met));

	if (!met) {
		p->forgets = true;
		return object;
	}
	*met = (struct met){ strdup(name), path_found(object), p->met };
	p->met = met;
	return object;
}

bool parser_unknown_name(struct parser *p, const struct node *node)
{
	struct nearest nearest;
	const struct expr_word *word;
	const struct object *object = NULL;
	char buf[250];
	u32 i, seen;

	for (i = 0; i < EVENT_NR; i++) {
		if (!strcmp(node->name, trace_events[i].name)) {
			snprintf(buf, sizeof(buf), "ask for one: first(%s), last(%s) or "
				 "count(%s)", node->name, node->name, node->name);
			return node_fail(p->error, node, buf, "%s is a kind of event",
					 node->name);
		}
	}
	nearest_begin(&nearest, node->name, strlen(node->name));
	for (i = 0; i < machine_type.nr_fields; i++)
		nearest_offer(&nearest, machine_type.fields[i].name);
	for (word = expr_words; word->name; word++)
		nearest_offer(&nearest, word->name);
	if (p->ctx->m && p->ctx->m->kernel) {
		for (seen = 0; seen < 10000; seen++) {
			object = object_next(p->ctx->m, object, OBJECT_NONE);
			if (!object)
				break;
			nearest_offer(&nearest, string_text(p->ctx->m, object->name));
		}
	}
	return node_fail(p->error, node,
			 nearest.nr ? nearest_text(&nearest, buf, sizeof(buf)) :
				      "Tab shows what there is",
			 "there is no '%s' here: no field of the machine, no object",
			 node->name);
}

bool give_names(struct parser *p, const struct expr_value *like, struct node *node)
{
	struct nearest nearest;
	char buf[250];
	u32 i;

	if (node->kind != NODE_NAME)
		return true;
	if (like->kind == EXPR_NUMBER && like->field && like->field->names) {
		nearest_begin(&nearest, node->name, strlen(node->name));
		for (i = 0; i < like->field->nr_names; i++) {
			if (like->field->names[i] && !strcmp(like->field->names[i], node->name))
				break;
			if (like->field->names[i])
				nearest_offer(&nearest, like->field->names[i]);
		}
		if (i == like->field->nr_names)
			return node_fail(p->error, node, nearest_text(&nearest, buf, sizeof(buf)),
					 "%s is never '%s'", like->field->name, node->name);
	} else if (like->kind == EXPR_OBJECT && p->late) {
		node->kind = NODE_PATH;
		return true;
	} else if (like->kind != EXPR_STRING && !(like->kind == EXPR_ANY && p->late)) {
		return true;	/* ANY, late: what is compared shows when there is one */
	}
	node->kind = NODE_LITERAL;
	node->value = (struct expr_value){ .kind = EXPR_STRING, .text = node->name,
					   .len = strlen(node->name) };
	node->name = NULL;
	return true;
}
