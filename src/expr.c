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

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile_user.h"
#include "expr_tree.h"
#include "linux/kernel.h"
#include "machine/strings.h"

const char *const op_names[] = {
	"or", "and", "==", "!=", "<", "<=", ">", ">=", "contains", "+", "-", "*", "/", "%",
};

static const char *const query_names[] = { "count", "first", "last" };

static const char *const reserved[] = {
	"and", "or", "not", "in", "contains", "true", "false", "none", "never",
	"count", "first", "last", "order", "fired", "deliveries",
};

struct parser {
	const struct script *script;
	u32 at, end;
	u32 base;			/* where the expression begins in the text */
	struct token stop;		/* stands in for the token at `end` */
	u32 depth, deepest;
	const struct expr_ctx *ctx;
	bool late;
	bool asks_trace;
	struct script_error *error;
};

/* --- nodes -------------------------------------------------------------------- */

static void free_node(struct node *node)
{
	u32 i;

	if (!node)
		return;
	for (i = 0; i < node->nr_kids; i++)
		free_node(node->kid[i]);
	for (i = 0; i < node->nr_links; i++)
		free(node->link[i].name);
	if (node->kind == NODE_LITERAL && node->value.kind == EXPR_STRING)
		free((char *)(uintptr_t)node->value.text);
	free(node->link);
	free(node->kid);
	free(node->name);
	free(node);
}

bool node_fail(struct script_error *error, const struct node *node, const char *right,
	       const char *what, ...)
{
	struct token token = { .line = node->line, .column = node->column };
	char text[200];
	va_list ap;

	va_start(ap, what);
	vsnprintf(text, sizeof(text), what, ap);
	va_end(ap);
	return script_fail(error, &token, right, "%s", text);
}

static const struct token *here(const struct parser *p)
{
	return p->at < p->end ? script_token(p->script, p->at) : &p->stop;
}

static bool is(const struct parser *p, const char *what)
{
	return token_is(script_text(p->script), here(p), what);
}

static bool accept(struct parser *p, const char *what)
{
	if (!is(p, what))
		return false;
	p->at++;
	return true;
}

static bool expect(struct parser *p, const char *what, const char *where)
{
	if (accept(p, what))
		return true;
	return script_fail(p->error, here(p), NULL, "%s is missing %s", what, where);
}

static char *copy(const char *text, size_t len)
{
	char *out = malloc(len + 1);

	if (!out)
		return NULL;
	memcpy(out, text, len);
	out[len] = '\0';
	return out;
}

static char *token_copy(const struct parser *p, const struct token *token)
{
	return copy(script_text(p->script) + token->at, token->len);
}

static struct node *new_node(struct parser *p, enum node_kind kind, const struct token *token)
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
static bool add_kid(struct parser *p, struct node *node, struct node *kid)
{
	struct node **kids;

	if (!kid)
		return false;
	kids = realloc(node->kid, (node->nr_kids + 1) * sizeof(*kids));
	if (!kids) {
		free_node(kid);
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

static struct node *drop(struct node *node)
{
	free_node(node);
	return NULL;
}

static bool enter(struct parser *p)
{
	if (p->depth == SCRIPT_DEPTH_MAX)
		return script_fail(p->error, here(p), "take it apart",
				   "expressions nest more than %d deep", SCRIPT_DEPTH_MAX);
	p->depth++;
	if (p->depth > p->deepest)
		p->deepest = p->depth;
	return true;
}

/* --- names -------------------------------------------------------------------- */

static struct object *find_object(const struct parser *p, const char *name)
{
	struct machine *m = p->ctx->m;

	if (!m || !m->kernel)
		return NULL;
	return object_find(m, string_lookup(m, name, strlen(name)));
}

bool expr_reserved(const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(reserved); i++) {
		if (strlen(reserved[i]) == len && !memcmp(name, reserved[i], len))
			return true;
	}
	return state_find(&machine_type, name, len);
}

static bool unknown_name(struct parser *p, const struct node *node)
{
	struct nearest nearest;
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
	for (i = 0; i < ARRAY_SIZE(reserved); i++)
		nearest_offer(&nearest, reserved[i]);
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

/* Every name must have found its meaning when the tree is complete. */
static bool check_names(struct parser *p, const struct node *node)
{
	u32 i;

	if (node->kind == NODE_NAME)
		return unknown_name(p, node);
	for (i = 0; i < node->nr_kids; i++) {
		if (!check_names(p, node->kid[i]))
			return false;
	}
	return true;
}

/* --- paths -------------------------------------------------------------------- */

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
				token_copy(p, token));
	if (!link)
		return false;
	link->line = token->line;
	link->column = token->column;
	p->at++;
	return expect(p, "]", "after the key");
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
		link = add_link(p, node, false, token_copy(p, token));
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
			     token_copy(p, token);
	node->object_kind = kind;
	p->at++;
	return node->name && expect(p, ")", "after the name");
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
static struct node *parse_path(struct parser *p)
{
	const struct token *token = here(p);
	struct node *node = new_node(p, NODE_PATH, token);
	struct place place;
	struct link *link;
	bool root;

	if (!node)
		return NULL;
	node->name = token_copy(p, token);
	if (!node->name)
		return drop(node);
	p->at++;
	root = state_find(&machine_type, node->name, strlen(node->name));
	if (is(p, "(")) {
		if (!parse_object_call(p, node))
			return drop(node);
	} else if (root) {
		link = add_link(p, node, false, node->name);
		node->name = NULL;
		if (!link)
			return drop(node);
		link->line = node->line;
		link->column = node->column;
	}
	if (!parse_links(p, node))
		return drop(node);
	path_to_object(node);
	if (node->name && !find_object(p, node->name)) {
		if (node->nr_links || node->object_kind) {
			node->value.kind = EXPR_ANY;
			if (p->late || !p->ctx->m || !p->ctx->m->kernel)
				return node;
			unknown_name(p, node);
			return drop(node);
		}
		node->kind = NODE_NAME;
		return node;
	}
	if (!path_walk(node, p->ctx->m, false, &place, p->error))
		return drop(node);
	if (place.count)
		node->value = (struct expr_value){ .kind = EXPR_NUMBER };
	else if (place.field)
		field_value_type(place.field, &node->value);
	else
		node->value.kind = place.object ? EXPR_OBJECT : EXPR_STRUCT;
	return node;
}

/* --- questions to the trace --------------------------------------------------- */

static struct node *parse_or(struct parser *p);
static struct node *parse_sum(struct parser *p);
static bool give_names(struct parser *p, const struct expr_value *like, struct node *node);

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

static bool accept_op(struct parser *p, enum node_op *op)
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
	if (!accept(p, "=") && !accept_op(p, &filter->op))
		return script_fail(p->error, here(p), "for example timer=t1",
				   "= must follow the field's name");
	value = parse_sum(p);
	member_value_type(node->event, filter->field, &like);
	if (value && !give_names(p, &like, value)) {
		free_node(value);
		return false;
	}
	return add_kid(p, node, value);
}

static struct node *parse_query(struct parser *p, enum query query)
{
	struct node *node = new_node(p, NODE_QUERY, here(p));

	if (!node)
		return NULL;
	p->asks_trace = true;
	p->at++;
	node->query = query;
	if (!expect(p, "(", "here") || !find_event(p, here(p), &node->event))
		return drop(node);
	p->at++;
	while (accept(p, ",")) {
		if (!parse_filter(p, node))
			return drop(node);
	}
	if (!expect(p, ")", "at the end of the question"))
		return drop(node);
	node->value.kind = query == QUERY_COUNT ? EXPR_NUMBER : EXPR_ANY;
	return node;
}

/* Do we know already that this is an hrtimer?  Its expiries have other fields. */
static bool names_hrtimer(const struct parser *p, const struct node *node)
{
	const struct object *object;
	struct machine *m = p->ctx->m;

	if (node->object_kind)
		return node->object_kind == OBJECT_HRTIMER;
	if (!node->name || !m || !m->kernel)
		return false;
	object = object_find(m, string_lookup(m, node->name, strlen(node->name)));
	return object && object->kind == OBJECT_HRTIMER;
}

static struct node *parse_fired(struct parser *p)
{
	struct node *node = new_node(p, NODE_FIRED, here(p));

	if (!node)
		return NULL;
	p->asks_trace = true;
	node->event = EVENT_timer_expire_entry;
	node->value.kind = EXPR_BOOL;
	p->at++;
	if (!expect(p, "(", "here"))
		return drop(node);
	if (here(p)->kind != TOKEN_WORD) {
		script_fail(p->error, here(p), "for example fired(t1)",
			    "a timer's name belongs here");
		return drop(node);
	}
	if (!add_kid(p, node, parse_path(p)))
		return drop(node);
	if (node->kid[0]->kind == NODE_NAME && p->late)
		node->kid[0]->kind = NODE_PATH;
	if (names_hrtimer(p, node->kid[0]))
		node->event = EVENT_hrtimer_expire_entry;
	if (!expect(p, ")", "after the timer"))
		return drop(node);
	return node;
}

/* deliveries(p1, SIGALRM), or of all signals; the number stands in the node. */
static struct node *parse_deliveries(struct parser *p)
{
	struct node *node = new_node(p, NODE_DELIVERIES, here(p));
	struct span name;

	if (!node)
		return NULL;
	p->asks_trace = true;
	node->event = EVENT_signal_deliver;
	p->at++;
	if (!expect(p, "(", "here"))
		return drop(node);
	if (here(p)->kind != TOKEN_WORD) {
		script_fail(p->error, here(p), "for example deliveries(p1, SIGALRM)",
			    "a process or thread belongs here");
		return drop(node);
	}
	if (!add_kid(p, node, parse_path(p)))
		return drop(node);
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
			return drop(node);
		}
	}
	node->value.kind = EXPR_BOOL;
	if (!expect(p, ")", "after the signal"))
		return drop(node);
	return node;
}

static struct node *parse_order(struct parser *p)
{
	struct node *node = new_node(p, NODE_ORDER, here(p));

	if (!node)
		return NULL;
	p->asks_trace = true;
	p->at++;
	node->value.kind = EXPR_BOOL;
	if (!expect(p, "(", "here"))
		return drop(node);
	do {
		if (node->nr_kids == EXPR_MAX_TERMS || !add_kid(p, node, parse_sum(p)))
			break;
		if (node->kid[node->nr_kids - 1]->kind == NODE_NAME && p->late)
			node->kid[node->nr_kids - 1]->kind = NODE_PATH;
	} while (accept(p, ","));
	if (p->error->line)
		return drop(node);
	if (node->nr_kids < 2) {
		node_fail(p->error, node, "for example order(t1, t2)",
			  "order() needs two things or more");
		return drop(node);
	}
	if (!expect(p, ")", "at the end of order()"))
		return drop(node);
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
	node = new_node(p, NODE_MEMBER, token);
	if (!node)
		return drop(of);
	node->event = of->event;
	node->name = token_copy(p, token);
	if (!add_kid(p, node, of) || !node->name)
		return drop(node);
	if (token->kind != TOKEN_WORD || (of->kind == NODE_QUERY && of->query == QUERY_COUNT)) {
		script_fail(p->error, token, "first(...).at and last(...).at have one",
			    "a field cannot be asked of this");
		return drop(node);
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
		return drop(node);
	}
	member_value_type(node->event, node->member, &node->value);
	p->at++;
	return node;
}

/* --- values ------------------------------------------------------------------- */

static struct node *parse_number(struct parser *p)
{
	struct node *node = new_node(p, NODE_LITERAL, here(p));
	struct number number;
	u32 used;

	if (!node)
		return NULL;
	used = token_number(script_text(p->script), here(p), &number, p->error);
	if (!used || p->at + used > p->end)
		return drop(node);
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
	struct node *node = new_node(p, NODE_LITERAL, here(p));

	if (!node)
		return NULL;
	node->value = (struct expr_value){ .kind = EXPR_STRING };
	node->value.text = token_string(script_text(p->script), here(p), &node->value.len);
	if (!node->value.text)
		return drop(node);
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
	node = new_node(p, NODE_LITERAL, here(p));
	if (node)
		node->value = value;
	p->at++;
	return node;
}

static struct node *parse_word(struct parser *p)
{
	struct node *node;
	bool found;
	u32 i;

	node = parse_constant(p, &found);
	if (found)
		return node;
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
	if (is(p, "and") || is(p, "or") || is(p, "in") || is(p, "contains")) {
		script_fail(p->error, here(p), NULL, "a value is missing before this word");
		return NULL;
	}
	return parse_path(p);
}

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
	if (node && !expect(p, ")", "here"))
		return drop(node);
	return node;
}

/* A sign; = marks an absolute time and changes nothing in an expression. */
static struct node *parse_signed(struct parser *p)
{
	const struct token *token = here(p);
	struct node *node = NULL;

	if (!is(p, "-") && !is(p, "+") && !is(p, "="))
		return parse_value(p);
	if (!enter(p))
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
	node = new_node(p, NODE_NEGATE, token);
	if (node && !add_kid(p, node, parse_signed(p)))
		node = drop(node);
	p->depth--;
	if (!node)
		return NULL;
	node->value = node->kid[0]->value;
	node->value.field = NULL;
	if (node->value.kind == EXPR_NUMBER || node->value.kind == EXPR_ANY)
		return node;
	node_fail(p->error, node, NULL, "only numbers have a sign");
	return drop(node);
}

/* --- operators ---------------------------------------------------------------- */

static struct node *binary(struct parser *p, enum node_op op, const struct token *token,
			   struct node *left, struct node *right)
{
	struct node *node = new_node(p, NODE_BINARY, token);
	struct expr_value out = { .kind = EXPR_ANY };

	if (!node || !left || !right) {
		free_node(left);
		free_node(right);
		return drop(node);
	}
	node->op = op;
	if (!add_kid(p, node, left)) {
		free_node(right);
		return drop(node);
	}
	if (!add_kid(p, node, right))
		return drop(node);
	if (!give_names(p, &left->value, right) || !give_names(p, &right->value, left))
		return drop(node);
	if (!check_operands(node, &left->value, &right->value, &out, p->error))
		return drop(node);
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

static struct node *parse_sum(struct parser *p)
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

/* A word that names nothing becomes a string where strings or names of
 * states are compared. */
static bool give_names(struct parser *p, const struct expr_value *like, struct node *node)
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

/* value in [a, b] */
static struct node *parse_in(struct parser *p, struct node *left)
{
	struct node *node = new_node(p, NODE_IN, here(p));
	struct expr_value out;

	if (!node)
		return drop(left);
	p->at++;
	node->op = OP_EQ;
	node->value.kind = EXPR_BOOL;
	if (!add_kid(p, node, left) || !expect(p, "[", "after in"))
		return drop(node);
	do {
		struct node *kid = node->nr_kids <= EXPR_MAX_TERMS ? parse_sum(p) : NULL;

		if (!kid && !p->error->line)
			node_fail(p->error, node, NULL, "the list is too long");
		if (!add_kid(p, node, kid) || !give_names(p, &left->value, kid) ||
		    !check_operands(node, &left->value, &kid->value, &out, p->error))
			return drop(node);
	} while (accept(p, ","));
	if (!expect(p, "]", "at the end of the list"))
		return drop(node);
	if (left->value.kind == EXPR_NUMBER && !left->value.field && node->nr_kids != 3) {
		node_fail(p->error, node, "for example in [3j, 8j]: from 3j to 8j, both included",
			  "numbers are compared with two bounds");
		return drop(node);
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
	else if (accept_op(p, &op))
		left = binary(p, op, token, left, parse_sum(p));
	else
		return left;
	if (left && (is(p, "in") || accept_op(p, &op))) {
		script_fail(p->error, here(p), "write a < b and b < c",
			    "comparisons do not form chains");
		return drop(left);
	}
	return left;
}

static struct node *parse_not(struct parser *p)
{
	struct node *node;

	if (!is(p, "not"))
		return parse_comparison(p);
	if (!enter(p))
		return NULL;
	node = new_node(p, NODE_NOT, here(p));
	p->at++;
	if (node && !add_kid(p, node, parse_not(p)))
		node = drop(node);
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

	if (!enter(p))
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
	expr->text = copy(span.text, span.len);
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

void expr_free(struct expr *expr)
{
	if (!expr)
		return;
	free_node(expr->root);
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
