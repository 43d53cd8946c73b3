/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parsing questions to the trace, and the members of what they find.
 */
#include "expr_parser.h"

#include <stdio.h>
#include <string.h>

#include "compile_user.h"
#include "expr_member.h"
#include "expr_path.h"
#include "linux/kernel.h"
#include "linux/trace.h"

static const char *const query_names[] = { "count", "first", "last" };

static bool find_event(struct parser *p, const struct token *token, u32 *event)
{
	const char *text = script_text(p->script) + token->at;
	struct nearest nearest;
	char buf[250];
	u32 i;

	nearest_begin(&nearest, text, token->len);
	for (i = 0; i < EVENT_NR; i++) {
		if (token_is(script_text(p->script), token, trace_events[i].name)) {
			*event = i;
			return true;
		}
		nearest_offer(&nearest, trace_events[i].name);
	}
	return script_fail(p->error, token,
			   nearest.nr ? nearest_text(&nearest, buf, sizeof(buf)) :
					"for example timer_expire_entry",
			   "'%.*s' is no event", token->len > 40 ? 40 : (int)token->len, text);
}

static const char *event_fields(u32 event, char *buf, size_t size)
{
	size_t at = (size_t)snprintf(buf, size, "it has ");
	u32 i;

	for (i = 0; i < trace_events[event].nr_fields && at < size; i++)
		at += (size_t)snprintf(buf + at, size - at, "%s, ",
				       trace_events[event].field[i].name);
	if (at < size)
		snprintf(buf + at, size - at, "at, cpu, step, number, task");
	return buf;
}

static bool unknown_member(struct parser *p, const struct token *token, u32 event)
{
	char buf[300];

	return script_fail(p->error, token, event_fields(event, buf, sizeof(buf)),
			   "%s has no field '%.*s'", trace_events[event].name,
			   token->len > 40 ? 40 : (int)token->len,
			   script_text(p->script) + token->at);
}

/* field=value, or field < value, and so on. */
static bool parse_filter(struct parser *p, struct node *node)
{
	const struct token *token = here(p);
	struct filter *filter = &node->filter[node->nr_kids];
	struct node *value;
	struct expr_value like = { 0 };
	char name[64];

	if (node->nr_kids == EXPR_MAX_TERMS)
		return script_fail(p->error, token, NULL, "there are too many conditions");
	if (token->kind != TOKEN_WORD || token->len >= sizeof(name))
		return script_fail(p->error, token, "for example count(timer_start, timer=t1)",
				   "field=value belongs here");
	memcpy(name, script_text(p->script) + token->at, token->len);
	name[token->len] = '\0';
	filter->field = event_member(node->event, name);
	if (filter->field == MEMBER_UNKNOWN)
		return unknown_member(p, token, node->event);
	p->at++;
	filter->op = OP_EQ;
	if (!accept(p, "=") && !parser_accept_op(p, &filter->op))
		return script_fail(p->error, here(p), "for example timer=t1",
				   "= must follow the field's name");
	value = parse_sum(p);
	member_value_type(node->event, filter->field, &like);
	if (value && !give_names(p, &like, value)) {
		node_free(value);
		return false;
	}
	return parser_add_kid(p, node, value);
}

static struct node *parse_query(struct parser *p, enum query query)
{
	struct node *node = parser_node(p, NODE_QUERY, here(p));

	if (!node)
		return NULL;
	p->asks_trace = true;
	p->at++;
	node->query = query;
	if (!parser_expect(p, "(", "here") || !find_event(p, here(p), &node->event))
		return node_drop(node);
	p->at++;
	while (accept(p, ",")) {
		if (!parse_filter(p, node))
			return node_drop(node);
	}
	if (!parser_expect(p, ")", "at the end of the question"))
		return node_drop(node);
	node->value.kind = query == QUERY_COUNT ? EXPR_NUMBER : EXPR_ANY;
	return node;
}

/* Do we know already that this is an hrtimer?  Its expiries have other fields. */
static bool names_hrtimer(struct parser *p, const struct node *node)
{
	const struct object *object;

	if (node->object_kind)
		return node->object_kind == OBJECT_HRTIMER;
	object = node->name ? parser_object(p, node->name) : NULL;
	return object && object->kind == OBJECT_HRTIMER;
}

static struct node *parse_fired(struct parser *p)
{
	struct node *node = parser_node(p, NODE_FIRED, here(p));

	if (!node)
		return NULL;
	p->asks_trace = true;
	node->event = EVENT_timer_expire_entry;
	node->value.kind = EXPR_BOOL;
	p->at++;
	if (!parser_expect(p, "(", "here"))
		return node_drop(node);
	if (here(p)->kind != TOKEN_WORD) {
		script_fail(p->error, here(p), "for example fired(t1)",
			    "a timer's name belongs here");
		return node_drop(node);
	}
	if (!parser_add_kid(p, node, parse_path(p)))
		return node_drop(node);
	if (node->kid[0]->kind == NODE_NAME && p->late)
		node->kid[0]->kind = NODE_PATH;
	if (names_hrtimer(p, node->kid[0]))
		node->event = EVENT_hrtimer_expire_entry;
	if (!parser_expect(p, ")", "after the timer"))
		return node_drop(node);
	return node;
}

/* deliveries(p1, SIGALRM), or of all signals; the number stands in the node. */
static struct node *parse_deliveries(struct parser *p)
{
	struct node *node = parser_node(p, NODE_DELIVERIES, here(p));
	struct span name;

	if (!node)
		return NULL;
	p->asks_trace = true;
	node->event = EVENT_signal_deliver;
	p->at++;
	if (!parser_expect(p, "(", "here"))
		return node_drop(node);
	if (here(p)->kind != TOKEN_WORD) {
		script_fail(p->error, here(p), "for example deliveries(p1, SIGALRM)",
			    "a process or thread belongs here");
		return node_drop(node);
	}
	if (!parser_add_kid(p, node, parse_path(p)))
		return node_drop(node);
	if (node->kid[0]->kind == NODE_NAME && p->late)
		node->kid[0]->kind = NODE_PATH;
	if (accept(p, ",")) {
		u32 first = p->at;

		while (p->at < p->end && !is(p, ")"))
			p->at++;
		name = script_span(p->script, first, p->at);
		node->value.number = signal_number(name);
		if (!node->value.number) {
			script_fail(p->error, script_token(p->script, first),
				    "for example SIGALRM, SIGRTMIN+1", "'%.*s' is no signal",
				    name.len > 60 ? 60 : (int)name.len, name.text);
			return node_drop(node);
		}
	}
	node->value.kind = EXPR_BOOL;
	if (!parser_expect(p, ")", "after the signal"))
		return node_drop(node);
	return node;
}

static struct node *parse_order(struct parser *p)
{
	struct node *node = parser_node(p, NODE_ORDER, here(p));

	if (!node)
		return NULL;
	p->asks_trace = true;
	p->at++;
	node->value.kind = EXPR_BOOL;
	if (!parser_expect(p, "(", "here"))
		return node_drop(node);
	do {
		if (node->nr_kids == EXPR_MAX_TERMS || !parser_add_kid(p, node, parse_sum(p)))
			break;
		if (node->kid[node->nr_kids - 1]->kind == NODE_NAME && p->late)
			node->kid[node->nr_kids - 1]->kind = NODE_PATH;
	} while (accept(p, ","));
	if (p->error->line)
		return node_drop(node);
	if (node->nr_kids < 2) {
		node_fail(p->error, node, "for example order(t1, t2)",
			  "order() needs two things or more");
		return node_drop(node);
	}
	if (!parser_expect(p, ")", "at the end of order()"))
		return node_drop(node);
	return node;
}

/* .at and so on behind first(), last() and fired(). */
static struct node *parse_member(struct parser *p, struct node *of)
{
	const struct token *token;
	struct node *node;

	if (!of || !accept(p, "."))
		return of;
	token = here(p);
	node = parser_node(p, NODE_MEMBER, token);
	if (!node)
		return node_drop(of);
	node->event = of->event;
	node->name = parser_copy(p, token);
	if (!parser_add_kid(p, node, of) || !node->name)
		return node_drop(node);
	if (token->kind != TOKEN_WORD || (of->kind == NODE_QUERY && of->query == QUERY_COUNT)) {
		script_fail(p->error, token, "first(...).at and last(...).at have one",
			    "a field cannot be asked of this");
		return node_drop(node);
	}
	node->member = event_member(node->event, node->name);
	if (of->kind == NODE_FIRED && node->event == EVENT_timer_expire_entry &&
	    !strcmp(node->name, "jiffies"))
		node->member = MEMBER_JIFFIES;
	if ((of->kind == NODE_FIRED || of->kind == NODE_DELIVERIES) &&
	    !strcmp(node->name, "count"))
		node->member = MEMBER_COUNT;
	if (node->member == MEMBER_UNKNOWN) {
		unknown_member(p, token, node->event);
		return node_drop(node);
	}
	member_value_type(node->event, node->member, &node->value);
	p->at++;
	return node;
}

struct node *parse_question(struct parser *p, bool *found)
{
	u32 i;

	*found = true;
	for (i = 0; i < ARRAY_SIZE(query_names); i++) {
		if (is(p, query_names[i]))
			return parse_member(p, parse_query(p, (enum query)i));
	}
	if (is(p, "fired"))
		return parse_member(p, parse_fired(p));
	if (is(p, "deliveries"))
		return parse_member(p, parse_deliveries(p));
	if (is(p, "order"))
		return parse_order(p);
	*found = false;
	return NULL;
}
