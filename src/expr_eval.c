/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The evaluator of expressions.
 *
 * Walks the tree and asks the state tables and the trace; changes neither.
 * Integers are computed in 128 bits, where u64 and s64 both fit, so that an
 * overflow is seen and said.  `none` is what has not happened or is not there:
 * every comparison with it is false.
 */
#include "expr.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "expr_tree.h"
#include "linux/kernel.h"
#include "machine/strings.h"
#include "views/value.h"

const struct state_field softirq_field = {
	.name = "vec", .kind = STATE_ENUM, .names = softirq_names, .nr_names = NR_SOFTIRQS,
};

/* The bits of a timer's flags as the trace has them: TIMER_DEFERRABLE is bit 19. */
static const char *const timer_flag_names[] = {
	[18] = "migrating", [19] = "deferrable", [20] = "pinned", [21] = "irqsafe",
};
static const struct state_field timer_flags_field = {
	.name = "flags", .kind = STATE_FLAGS, .names = timer_flag_names,
	.nr_names = ARRAY_SIZE(timer_flag_names),
};

static const char *const hrtimer_mode_names[] = { "rel", "pinned", "soft", "hard" };
static const struct state_field hrtimer_mode_field = {
	.name = "mode", .kind = STATE_FLAGS, .names = hrtimer_mode_names,
	.nr_names = ARRAY_SIZE(hrtimer_mode_names),
};

static const struct state_field clockid_field = {
	.name = "clockid", .kind = STATE_ENUM, .names = clockid_names, .nr_names = NR_CLOCKIDS,
};

const struct state_field signal_field = {
	.name = "sig", .kind = STATE_ENUM, .names = signal_names, .nr_names = NR_SIGNALS + 1,
};
static const struct state_field signal_result_field = {
	.name = "res", .kind = STATE_ENUM, .names = signal_result_names,
	.nr_names = SIGNAL_NR_RESULTS,
};

struct eval {
	const struct expr_ctx *ctx;
	struct script_error *error;
};

/* --- kinds and units ---------------------------------------------------------- */

/* Only ns and jiffies are units that must agree; all else counts. */
static enum state_unit unit_class(enum state_unit unit)
{
	return unit == UNIT_NS || unit == UNIT_JIFFIES ? unit : UNIT_NONE;
}

static const char *kind_text(const struct expr_value *value)
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

/* How long the first of some names joined by | is. */
static size_t flag_len(const char *text, size_t len)
{
	const char *bar = memchr(text, '|', len);

	return bar ? (size_t)(bar - text) : len;
}

/* The number of a flag; nr_names: there is none of this name. */
static u32 flag_number(const struct state_field *field, const char *text, size_t len)
{
	u32 i;

	for (i = 0; i < field->nr_names; i++) {
		const char *name = field->names[i];

		if (name && strlen(name) == len && !memcmp(name, text, len))
			break;
	}
	return i;
}

/* A flag that there is not would be no error for ever, and never true. */
static bool check_flags(const struct node *node, const struct expr_value *flags,
			const struct expr_value *names, struct script_error *error)
{
	const struct state_field *field = flags->field;
	struct nearest nearest;
	char near[250];
	size_t at = 0, len;
	u32 i;

	if (flags->kind != EXPR_NUMBER || names->kind != EXPR_STRING || !names->text || !field ||
	    field->kind != STATE_FLAGS || (names->len == 4 && !memcmp(names->text, "none", 4)))
		return true;
	for (; at <= names->len; at += len + 1) {
		len = flag_len(names->text + at, names->len - at);
		if (flag_number(field, names->text + at, len) < field->nr_names)
			continue;
		nearest_begin(&nearest, names->text + at, len);
		for (i = 0; i < field->nr_names; i++) {
			if (field->names[i] && field->names[i][0])
				nearest_offer(&nearest, field->names[i]);
		}
		return node_fail(error, node, nearest_text(&nearest, near, sizeof(near)),
				 "%s has no flag '%.*s'", field->name, len > 40 ? 40 : (int)len,
				 names->text + at);
	}
	return true;
}

static bool check_comparison(const struct node *node, const struct expr_value *a,
			     const struct expr_value *b, struct script_error *error)
{
	if (!comparable(a, b) && !comparable(b, a))
		return mixed(node, a, b, error);
	if (!check_flags(node, a, b, error) || !check_flags(node, b, a, error))
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
		return check_flags(node, a, b, error);
	return node_fail(error, node,
			 "a string contains a string, a list an object, flags a name",
			 "the left of 'contains' is %s, the right %s", kind_text(a), kind_text(b));
}

/* A product has at most one unit; a quotient of equal units has none. */
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

static bool check_condition(const struct node *node, const struct expr_value *value,
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

/* --- fields ------------------------------------------------------------------- */

void field_value_type(const struct state_field *field, struct expr_value *value)
{
	*value = (struct expr_value){ .kind = EXPR_NUMBER, .unit = field->unit };
	switch ((enum state_kind)field->kind) {
	case STATE_BOOL:
		value->kind = EXPR_BOOL;
		break;
	case STATE_ENUM:
	case STATE_FLAGS:
		value->field = field;
		break;
	case STATE_STRING:
	case STATE_TEXT:
	case STATE_FUNCTION:
		value->kind = EXPR_STRING;
		break;
	case STATE_OBJECT:
		value->kind = EXPR_OBJECT;
		break;
	case STATE_STRUCT:
		value->kind = EXPR_STRUCT;
		break;
	case STATE_LIST:
		value->kind = EXPR_LIST;
		value->field = field;
		break;
	default:
		break;
	}
}

static void set_text(struct expr_value *value, const char *text)
{
	value->kind = EXPR_STRING;
	value->text = text;
	value->len = strlen(text);
}

void field_value_read(const struct machine *m, const struct state_field *field, const void *object,
		      struct expr_value *value)
{
	u64 raw;

	field_value_type(field, value);
	if (field->kind == STATE_TEXT) {
		value->len = state_text(field, object, &value->text);
		return;
	}
	if (field->kind == STATE_LIST) {
		value->at = object;
		return;
	}
	raw = state_value(field, object);
	value->number = field->kind == STATE_INT ? (expr_int)(s64)raw : (expr_int)raw;
	if (field->kind == STATE_STRING)
		set_text(value, string_text(m, (u32)raw));
	else if (field->kind == STATE_FUNCTION)
		set_text(value, trace_function_name(m, (u32)raw));
	else if (field->kind == STATE_OBJECT && !raw)
		value->kind = EXPR_NONE;
	else if (field->kind == STATE_OBJECT)
		value->serial = (u32)raw;
}

const char *field_names(const struct state_type *type, char *buf, size_t size)
{
	size_t at = 0;
	u32 i;

	buf[0] = '\0';
	for (i = 0; i < type->nr_fields && at + 40 < size; i++)
		at += (size_t)snprintf(buf + at, size - at, "%s%s", i ? ", " : "",
				       type->fields[i].name);
	if (i < type->nr_fields && at < size)
		snprintf(buf + at, size - at, " ...");
	return buf;
}

__attribute__((format(printf, 4, 5)))
static bool link_fail(struct script_error *error, const struct link *link, const char *right,
		      const char *what, ...)
{
	struct token token = { .line = link->line, .column = link->column };
	char text[200];
	va_list ap;

	va_start(ap, what);
	vsnprintf(text, sizeof(text), what, ap);
	va_end(ap);
	return script_fail(error, &token, right, "%s", text);
}

static bool unknown_field(const struct link *link, const struct state_type *type,
			  struct script_error *error)
{
	struct nearest nearest;
	char near[250], names[250], right[300];
	u32 i;

	nearest_begin(&nearest, link->name, strlen(link->name));
	for (i = 0; i < type->nr_fields; i++)
		nearest_offer(&nearest, type->fields[i].name);
	snprintf(right, sizeof(right), "%s%sit has %s", nearest_text(&nearest, near, sizeof(near)),
		 nearest.nr ? " " : "", field_names(type, names, sizeof(names)));
	return link_fail(error, link, right, "%.60s has no field '%.60s'", type->name, link->name);
}

/* --- paths -------------------------------------------------------------------- */

/* A struct field in the middle of a path: go to the struct. */
static void into_struct(struct place *place, bool live)
{
	const struct state_field *field = place->field;

	if (!field || field->kind != STATE_STRUCT)
		return;
	if (live && place->at)
		place->at = state_struct(field, place->at);
	place->type = field->type;
	place->field = NULL;
}

static bool unknown_element(const struct link *link, const struct state_field *field,
			    const void *owner, struct script_error *error)
{
	char keys[250] = "", buf[STATE_KEY_MAX];
	struct state_walk walk = state_walk(field, owner);
	const void *element;
	size_t at = 0;
	u32 i;

	for (i = 0; at + 40 < sizeof(keys); i++) {
		element = state_walk_next(&walk);
		if (!element)
			break;
		at += (size_t)snprintf(keys + at, sizeof(keys) - at, "%s%.30s",
				       i ? ", " : "there are ",
				       state_key(field, owner, element, i, buf));
	}
	return link_fail(error, link, i ? keys : "the list is empty",
			 "%.60s has no element '%.60s'", field->name, link->name);
}

static bool walk_index(const struct link *link, bool live, struct place *place,
		       struct script_error *error)
{
	const struct state_field *field = place->field;
	const void *owner = place->at;

	if (!field || field->kind != STATE_LIST)
		return link_fail(error, link, "", "%s is no list",
				 field ? field->name : place->type->name);
	if (live && owner) {
		place->at = state_element(field, owner, link->name, strlen(link->name));
		if (!place->at)
			return unknown_element(link, field, owner, error);
	}
	place->type = field->type;
	place->field = NULL;
	return true;
}

/* Some of what is asked of an object stands in its row, not in its memory. */
static const struct state_field *object_row_field(const struct place *place, const char *name)
{
	if (!place->object)
		return NULL;
	return state_find(&object_type, name, strlen(name));
}

static bool walk_field(struct link *link, struct place *place, struct script_error *error)
{
	const struct state_field *row;

	if (place->field && place->field->kind == STATE_LIST && !strcmp(link->name, "count")) {
		place->count = true;
		return true;
	}
	if (place->field)
		return link_fail(error, link, place->field->kind == STATE_LIST ? "use [ ]" : "",
				 "%s has no fields", place->field->name);
	if (link->type != place->type) {
		link->field = state_find(place->type, link->name, strlen(link->name));
		link->type = place->type;
	}
	place->field = link->field;
	if (place->field && !(place->object && place->object->freed))
		return true;
	row = object_row_field(place, link->name);
	if (row) {
		place->type = &object_type;
		place->at = place->object;
		place->field = row;
		return true;
	}
	if (place->field)
		return link_fail(error, link, "only .freed, .name and .kind are left",
				 "this object has been freed (kfree)");
	return unknown_field(link, place->type, error);
}

static bool begin_at_object(const struct node *path, struct machine *m, struct place *place,
			    struct script_error *error)
{
	struct object *object = NULL;

	if (m && m->kernel)
		object = object_find(m, string_lookup(m, path->name, strlen(path->name)));
	if (!object)
		return node_fail(error, path, "it does not exist (yet)",
				 "there is no object '%s'", path->name);
	if (path->object_kind && object->kind != path->object_kind)
		return node_fail(error, path, "", "%s is a %s, not a %s", path->name,
				 object_kind_names[object->kind],
				 object_kind_names[path->object_kind]);
	place->object = object;
	place->type = object_state_type(object->kind);
	place->at = object->memory;
	return true;
}

bool path_walk(const struct node *path, struct machine *m, bool live, struct place *place,
	       struct script_error *error)
{
	u32 i;

	*place = (struct place){ .type = &machine_type, .at = live ? m : NULL };
	if (path->name && !begin_at_object(path, m, place, error))
		return false;
	for (i = 0; i < path->nr_links; i++) {
		struct link *link = &path->link[i];
		bool ok;

		if (place->count)
			return link_fail(error, link, "", "a count has no fields");
		into_struct(place, live);
		ok = link->index ? walk_index(link, live, place, error) :
				   walk_field(link, place, error);
		if (!ok)
			return false;
		if (place->at != place->object)
			place->object = NULL;
	}
	if (path->nr_links)
		into_struct(place, live);
	return true;
}

static u64 list_length(const struct state_field *field, const void *owner)
{
	struct state_walk walk = state_walk(field, owner);
	u64 n = 0;

	while (state_walk_next(&walk))
		n++;
	return n;
}

static bool eval_path(struct eval *e, const struct node *node, struct expr_value *value)
{
	struct place place;

	if (!path_walk(node, e->ctx->m, true, &place, e->error))
		return false;
	*value = (struct expr_value){ .kind = EXPR_NONE };
	if (node->name && !node->nr_links) {
		value->kind = EXPR_OBJECT;
		value->serial = place.object->serial;
	} else if (!place.at) {
		return true;
	} else if (place.count) {
		value->kind = EXPR_NUMBER;
		value->number = list_length(place.field, place.at);
	} else if (place.field) {
		field_value_read(e->ctx->m, place.field, place.at, value);
	} else {
		value->kind = EXPR_STRUCT;
		value->type = place.type;
		value->at = place.at;
	}
	return true;
}

/* --- operators ---------------------------------------------------------------- */

static bool eval(struct eval *e, const struct node *node, struct expr_value *value);

static bool truth(struct eval *e, const struct node *node, const struct expr_value *value,
		  bool *out)
{
	if (!check_condition(node, value, e->error))
		return false;
	*out = value->kind != EXPR_NONE;
	if (value->kind == EXPR_NUMBER || value->kind == EXPR_BOOL)
		*out = value->number != 0;
	return true;
}

static void set_bool(struct expr_value *value, bool is)
{
	*value = (struct expr_value){ .kind = EXPR_BOOL, .number = is };
}

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

/* "SIGUSR1|SIGALRM", in any order, or "none": these flags and no others? */
static bool flags_are(const struct expr_value *flags, const struct expr_value *names)
{
	u64 left = (u64)flags->number;
	size_t at = 0, len;
	u32 i;

	if (text_is(names, "none"))
		return !left;
	for (; at <= names->len; at += len + 1) {
		len = flag_len(names->text + at, names->len - at);
		i = flag_number(flags->field, names->text + at, len);
		if (i == flags->field->nr_names || !(left >> i & 1))
			return false;
		left &= ~(1ull << i);
	}
	return !left;
}

static bool equal(const struct expr_ctx *ctx, const struct expr_value *a,
		  const struct expr_value *b)
{
	const struct object *object;

	if (a->kind == EXPR_STRING && b->kind == EXPR_STRING)
		return a->len == b->len && !memcmp(a->text, b->text, a->len);
	if (a->kind == EXPR_STRING && b->kind != EXPR_STRING)
		return equal(ctx, b, a);
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

static bool compare(const struct expr_ctx *ctx, enum node_op op, const struct expr_value *a,
		    const struct expr_value *b)
{
	switch (op) {
	case OP_EQ:
		return equal(ctx, a, b);
	case OP_NE:
		return !equal(ctx, a, b);
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

static bool flags_contain(const struct expr_value *flags, const struct expr_value *name)
{
	u32 i;

	for (i = 0; i < flags->field->nr_names; i++) {
		if (text_is(name, flags->field->names[i]))
			return (u64)flags->number >> i & 1;
	}
	return false;
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

static bool contains(const struct expr_ctx *ctx, const struct expr_value *a,
		     const struct expr_value *b)
{
	if (a->kind == EXPR_LIST)
		return list_contains(ctx, a, b);
	if (a->kind == EXPR_NUMBER)
		return flags_contain(a, b);
	return !b->len || find_text(a, b);
}

/* Times end at `never`, and sums stay there (@is_time). */
static bool calculate(struct eval *e, const struct node *node, expr_int a, expr_int b,
		      bool is_time, expr_int *out)
{
	const expr_int max = (expr_int)UINT64_MAX, min = (expr_int)INT64_MIN;

	if ((node->op == OP_DIV || node->op == OP_MOD) && !b)
		return node_fail(e->error, node, "", "division by zero");
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
		return node_fail(e->error, node, "", "the result does not fit into 64 bits");
	return true;
}

static bool eval_logic(struct eval *e, const struct node *node, struct expr_value *value)
{
	bool is;

	if (!eval(e, node->kid[0], value) || !truth(e, node->kid[0], value, &is))
		return false;
	if (is == (node->op == OP_AND)) {
		if (!eval(e, node->kid[1], value) || !truth(e, node->kid[1], value, &is))
			return false;
	}
	set_bool(value, is);
	return true;
}

static bool eval_binary(struct eval *e, const struct node *node, struct expr_value *value)
{
	struct expr_value a, b;
	bool is_comparison = node->op >= OP_EQ && node->op <= OP_CONTAINS;

	if (node->op == OP_AND || node->op == OP_OR)
		return eval_logic(e, node, value);
	if (!eval(e, node->kid[0], &a) || !eval(e, node->kid[1], &b))
		return false;
	if (!check_operands(node, &a, &b, value, e->error))
		return false;
	if (a.kind == EXPR_NONE || b.kind == EXPR_NONE) {
		*value = (struct expr_value){ .kind = is_comparison ? EXPR_BOOL : EXPR_NONE };
		return true;
	}
	if (!is_comparison)
		return calculate(e, node, a.number, b.number,
				 unit_class(value->unit) == UNIT_NS, &value->number);
	if (node->op == OP_CONTAINS)
		set_bool(value, contains(e->ctx, &a, &b));
	else
		set_bool(value, compare(e->ctx, node->op, &a, &b));
	return true;
}

/* Two numbers are bounds; anything else is one of the values listed. */
static bool eval_in(struct eval *e, const struct node *node, struct expr_value *value)
{
	struct expr_value a, b, out;
	bool bounds, is = false;
	u32 i;

	if (!eval(e, node->kid[0], &a))
		return false;
	bounds = a.kind == EXPR_NUMBER && !a.field;
	for (i = 1; i < node->nr_kids; i++) {
		if (!eval(e, node->kid[i], &b) || !check_operands(node, &a, &b, &out, e->error))
			return false;
		if (a.kind == EXPR_NONE || b.kind == EXPR_NONE)
			continue;
		if (!bounds)
			is = is || equal(e->ctx, &a, &b);
		else if (i == 1)
			is = a.number >= b.number;
		else
			is = is && a.number <= b.number;
	}
	if (bounds && node->nr_kids != 3)
		return node_fail(e->error, node, "for example in [3j, 8j]",
				 "numbers are compared with two bounds");
	set_bool(value, is);
	return true;
}

/* --- the trace ---------------------------------------------------------------- */

static const struct {
	const char *name;
	s32 member;
	enum expr_kind kind;
	enum state_unit unit;
} members[] = {
	{ "at", MEMBER_AT, EXPR_NUMBER, UNIT_NS },
	{ "cpu", MEMBER_CPU, EXPR_NUMBER, UNIT_NONE },
	{ "step", MEMBER_STEP, EXPR_NUMBER, UNIT_STEPS },
	{ "number", MEMBER_NUMBER, EXPR_NUMBER, UNIT_NONE },
	{ "task", MEMBER_TASK, EXPR_OBJECT, UNIT_NONE },
	{ "", MEMBER_JIFFIES, EXPR_NUMBER, UNIT_JIFFIES },
	{ "", MEMBER_COUNT, EXPR_NUMBER, UNIT_NONE },
};

s32 event_member(u32 event, const char *name)
{
	u32 i;

	for (i = 0; i < trace_events[event].nr_fields; i++) {
		if (!strcmp(trace_events[event].field[i].name, name))
			return (s32)i;
	}
	for (i = 0; i < ARRAY_SIZE(members); i++) {
		if (*name && !strcmp(members[i].name, name))
			return members[i].member;
	}
	return MEMBER_UNKNOWN;
}

void member_value_type(u32 event, s32 member, struct expr_value *value)
{
	u32 i;

	*value = (struct expr_value){ .kind = EXPR_NUMBER };
	for (i = 0; i < ARRAY_SIZE(members); i++) {
		if (members[i].member == member) {
			value->kind = members[i].kind;
			value->unit = members[i].unit;
		}
	}
	if (member < 0)
		return;
	switch (trace_events[event].field[member].type) {
	case TRACE_OBJECT:
		value->kind = EXPR_OBJECT;
		break;
	case TRACE_FUNCTION:
	case TRACE_STRING:
		value->kind = EXPR_STRING;
		break;
	case TRACE_JIFFIES:
		value->unit = UNIT_JIFFIES;
		break;
	case TRACE_NS:
		value->unit = UNIT_NS;
		break;
	case TRACE_HEX:
		value->unit = UNIT_MASK;
		break;
	case TRACE_HRTIMER_MODE:
		value->unit = UNIT_MASK;
		value->field = &hrtimer_mode_field;
		break;
	case TRACE_CLOCKID:
		value->field = &clockid_field;
		break;
	case TRACE_TIMER_FLAGS:
		value->unit = UNIT_MASK;
		value->field = &timer_flags_field;
		break;
	case TRACE_SOFTIRQ_VEC:
		value->field = &softirq_field;
		break;
	case TRACE_SIGNAL:
		value->field = &signal_field;
		break;
	case TRACE_SIGNAL_RESULT:
		value->field = &signal_result_field;
		break;
	default:
		break;
	}
}

static u64 member_raw(const struct trace_record *record, s32 member)
{
	switch (member) {
	case MEMBER_AT:
		return record->time;
	case MEMBER_CPU:
		return record->cpu;
	case MEMBER_STEP:
		return record->step;
	case MEMBER_NUMBER:
		return record->number;
	case MEMBER_TASK:
		return record->task;
	case MEMBER_JIFFIES:
		return record->arg[2];
	default:
		return record->arg[member];
	}
}

static void read_member(const struct machine *m, const struct trace_record *record, s32 member,
			struct expr_value *value)
{
	u64 raw = member_raw(record, member);

	member_value_type(record->kind, member, value);
	value->number = raw;
	if (value->kind == EXPR_OBJECT) {
		value->serial = (u32)raw;
		if (!raw)
			value->kind = EXPR_NONE;
	} else if (value->kind == EXPR_STRING) {
		if (trace_events[record->kind].field[member].type == TRACE_FUNCTION)
			set_text(value, trace_function_name(m, (u32)raw));
		else
			set_text(value, string_text(m, (u32)raw));
	} else if (member >= 0 && trace_events[record->kind].field[member].type == TRACE_S64) {
		value->number = (s64)raw;
	}
}

/* Records after the machine's present have not happened (yet). */
static u64 nr_records(const struct expr_ctx *ctx)
{
	u64 nr = trace_store_count(ctx->trace);

	return nr < ctx->m->nr_events ? nr : ctx->m->nr_events;
}

static bool matches(struct eval *e, const struct node *query, const struct trace_record *record,
		    const struct expr_value *wanted)
{
	struct expr_value have;
	u32 i;

	if (record->kind != query->event)
		return false;
	for (i = 0; i < query->nr_kids; i++) {
		const struct filter *filter = &query->filter[i];

		read_member(e->ctx->m, record, filter->field, &have);
		if (have.kind == EXPR_NONE || wanted[i].kind == EXPR_NONE)
			return false;
		if (filter->op == OP_CONTAINS ?
			    !contains(e->ctx, &have, &wanted[i]) :
			    !compare(e->ctx, filter->op, &have, &wanted[i]))
			return false;
	}
	return true;
}

/* The values of a question's conditions, checked against the fields' units. */
static bool eval_filters(struct eval *e, const struct node *query, struct expr_value *wanted)
{
	struct expr_value like, out;
	u32 i;

	for (i = 0; i < query->nr_kids; i++) {
		struct node check = *query->kid[i];

		check.kind = NODE_BINARY;
		check.op = query->filter[i].op;
		member_value_type(query->event, query->filter[i].field, &like);
		if (!eval(e, query->kid[i], &wanted[i]) ||
		    !check_operands(&check, &like, &wanted[i], &out, e->error))
			return false;
	}
	return true;
}

static bool have_trace(struct eval *e, const struct node *node)
{
	if (e->ctx->trace && e->ctx->m)
		return true;
	return node_fail(e->error, node, "", "there is no trace to ask here");
}

static bool eval_query(struct eval *e, const struct node *node, struct expr_value *value)
{
	struct expr_value wanted[EXPR_MAX_TERMS];
	const struct trace_record *record;
	u64 nr, i, n, found = 0;

	if (!have_trace(e, node) || !eval_filters(e, node, wanted))
		return false;
	nr = nr_records(e->ctx);
	*value = (struct expr_value){ .kind = EXPR_NONE };
	for (i = 0; i < nr; i++) {
		n = node->query == QUERY_LAST ? nr - 1 - i : i;
		record = trace_store_get(e->ctx->trace, n);
		if (!record || !matches(e, node, record, wanted))
			continue;
		found++;
		if (node->query == QUERY_COUNT)
			continue;
		*value = (struct expr_value){ .kind = EXPR_EVENT, .number = n };
		return true;
	}
	if (node->query == QUERY_COUNT)
		*value = (struct expr_value){ .kind = EXPR_NUMBER, .number = found };
	return true;
}

static bool is_expiry(const struct trace_record *record)
{
	return record->kind == EVENT_timer_expire_entry ||
	       record->kind == EVENT_hrtimer_expire_entry;
}

/* The first or last expiry of a timer, and how many there were. */
static const struct trace_record *expiry(const struct expr_ctx *ctx, u32 serial, bool first,
					 u64 *count)
{
	const struct trace_record *found = NULL;
	u64 nr = nr_records(ctx), i;

	for (i = 0; i < nr; i++) {
		const struct trace_record *record =
			trace_store_get(ctx->trace, first ? i : nr - 1 - i);

		if (!record || !is_expiry(record) || record->arg[0] != serial)
			continue;
		if (!found)
			found = record;
		if (!count)
			break;
		(*count)++;
	}
	return found;
}

static bool fired_object(struct eval *e, const struct node *node, u32 *serial)
{
	struct expr_value timer;

	if (!have_trace(e, node) || !eval(e, node->kid[0], &timer))
		return false;
	if (timer.kind != EXPR_OBJECT)
		return node_fail(e->error, node->kid[0], "for example fired(t1)",
				 "fired() wants a timer, and this is %s", kind_text(&timer));
	*serial = timer.serial;
	return true;
}

/* Was a handler of @signal (0: any) begun, in this process or thread? */
static bool is_delivery(const struct trace_record *record, u32 serial, u64 signal)
{
	if (record->kind != EVENT_signal_deliver || !record->arg[3])
		return false;
	if (record->arg[5] != serial && record->task != serial)
		return false;
	return !signal || record->arg[0] == signal;
}

/* The last delivery, and how many there were. */
static bool deliveries(struct eval *e, const struct node *node,
		       const struct trace_record **last, u64 *count)
{
	struct expr_value whose;
	u64 nr, i, found = 0;

	*last = NULL;
	*count = 0;
	if (!have_trace(e, node) || !eval(e, node->kid[0], &whose))
		return false;
	if (whose.kind != EXPR_OBJECT)
		return node_fail(e->error, node->kid[0], "for example deliveries(p1, SIGALRM)",
				 "a process or thread is wanted, and this is %s",
				 kind_text(&whose));
	nr = nr_records(e->ctx);
	for (i = 0; i < nr; i++) {
		const struct trace_record *record = trace_store_get(e->ctx->trace, i);

		if (!record || !is_delivery(record, whose.serial, (u64)node->value.number))
			continue;
		found = i;
		(*count)++;
	}
	/* the store has room for one record at a time */
	if (*count)
		*last = trace_store_get(e->ctx->trace, found);
	return true;
}

static bool eval_deliveries(struct eval *e, const struct node *node, struct expr_value *value)
{
	const struct trace_record *last;
	u64 count;

	if (!deliveries(e, node, &last, &count))
		return false;
	set_bool(value, last);
	return true;
}

static bool eval_member(struct eval *e, const struct node *node, struct expr_value *value)
{
	const struct node *of = node->kid[0];
	const struct trace_record *record;
	u64 count = 0;
	u32 serial;

	if (of->kind == NODE_DELIVERIES) {
		if (!deliveries(e, of, &record, &count))
			return false;
	} else if (of->kind == NODE_FIRED) {
		if (!fired_object(e, of, &serial))
			return false;
		record = expiry(e->ctx, serial, false,
				node->member == MEMBER_COUNT ? &count : NULL);
	} else {
		if (!eval(e, of, value))
			return false;
		record = value->kind == EXPR_NONE ?
				 NULL :
				 trace_store_get(e->ctx->trace, (u64)value->number);
	}
	*value = (struct expr_value){ .kind = EXPR_NONE };
	if (node->member == MEMBER_COUNT)
		*value = (struct expr_value){ .kind = EXPR_NUMBER, .number = count };
	else if (record)
		read_member(e->ctx->m, record, node->member, value);
	return true;
}

/* Everything has happened, one after the other: an object's event is its
 * first expiry. */
static bool eval_order(struct eval *e, const struct node *node, struct expr_value *value)
{
	const struct trace_record *record;
	struct expr_value kid;
	expr_int before = -1, at;
	bool in_order = true;
	u32 i;

	if (!have_trace(e, node))
		return false;
	for (i = 0; i < node->nr_kids; i++) {
		if (!eval(e, node->kid[i], &kid))
			return false;
		at = kid.number;
		if (kid.kind == EXPR_OBJECT) {
			record = expiry(e->ctx, kid.serial, true, NULL);
			at = record ? (expr_int)record->number : -1;
		} else if (kid.kind == EXPR_NONE) {
			at = -1;
		} else if (kid.kind != EXPR_EVENT) {
			return node_fail(e->error, node->kid[i],
					 "for example order(t1, first(timer_cancel, timer=t2))",
					 "order() wants timers and events, and this is %s",
					 kind_text(&kid));
		}
		in_order = in_order && at > before;
		before = at;
	}
	set_bool(value, in_order);
	return true;
}

/* --- the tree ----------------------------------------------------------------- */

static bool eval_not(struct eval *e, const struct node *node, struct expr_value *value)
{
	bool is;

	if (!eval(e, node->kid[0], value) || !truth(e, node->kid[0], value, &is))
		return false;
	set_bool(value, !is);
	return true;
}

static bool eval_negate(struct eval *e, const struct node *node, struct expr_value *value)
{
	if (!eval(e, node->kid[0], value))
		return false;
	if (value->kind == EXPR_NONE)
		return true;
	if (value->kind != EXPR_NUMBER)
		return node_fail(e->error, node, NULL, "only numbers have a sign");
	value->number = -value->number;
	value->field = NULL;
	return true;
}

static bool eval_fired(struct eval *e, const struct node *node, struct expr_value *value)
{
	u32 serial;

	if (!fired_object(e, node, &serial))
		return false;
	set_bool(value, expiry(e->ctx, serial, false, NULL));
	return true;
}

static bool eval(struct eval *e, const struct node *node, struct expr_value *value)
{
	switch (node->kind) {
	case NODE_LITERAL:
		*value = node->value;
		return true;
	case NODE_PATH:
		return eval_path(e, node, value);
	case NODE_NOT:
		return eval_not(e, node, value);
	case NODE_NEGATE:
		return eval_negate(e, node, value);
	case NODE_BINARY:
		return eval_binary(e, node, value);
	case NODE_IN:
		return eval_in(e, node, value);
	case NODE_QUERY:
		return eval_query(e, node, value);
	case NODE_ORDER:
		return eval_order(e, node, value);
	case NODE_FIRED:
		return eval_fired(e, node, value);
	case NODE_DELIVERIES:
		return eval_deliveries(e, node, value);
	case NODE_MEMBER:
		return eval_member(e, node, value);
	case NODE_NAME:
		break;
	}
	return node_fail(e->error, node, NULL, "there is no '%s'", node->name ? node->name : "");
}

bool expr_eval(const struct expr *expr, const struct expr_ctx *ctx, struct expr_value *value,
	       struct script_error *error)
{
	struct eval e = { .ctx = ctx, .error = error };

	memset(error, 0, sizeof(*error));
	if (ctx->m)
		state_use(ctx->m);
	return eval(&e, expr->root, value);
}

bool expr_is_condition(const struct expr *expr, struct script_error *error)
{
	return check_condition(expr->root, &expr->root->value, error);
}

bool expr_eval_bool(const struct expr *expr, const struct expr_ctx *ctx, bool *value,
		    struct script_error *error)
{
	struct eval e = { .ctx = ctx, .error = error };
	struct expr_value answer;

	return expr_eval(expr, ctx, &answer, error) && truth(&e, expr->root, &answer, value);
}

/* --- why a condition is false ------------------------------------------------- */

struct explanation {
	const struct expr *expr;
	struct eval *e;
	char *buf;
	size_t size, at;
};

__attribute__((format(printf, 2, 3)))
static void say(struct explanation *x, const char *format, ...)
{
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(x->buf + x->at, x->size - x->at, format, ap);
	va_end(ap);
	if (n > 0)
		x->at += (size_t)n < x->size - x->at ? (size_t)n : x->size - x->at - 1;
}

/* What everybody sees already is not said: numbers and names as written. */
static void explain_operand(struct explanation *x, const struct node *node)
{
	struct expr_value value;
	char text[200];

	if (node->kind == NODE_LITERAL || node->kind == NODE_NAME || node->to <= node->from)
		return;
	if (!eval(x->e, node, &value))
		return;
	expr_value_format(x->e->ctx, &value, text, sizeof(text));
	if (strlen(text) == node->to - node->from &&
	    !strncmp(text, x->expr->text + node->from, strlen(text)))
		return;
	say(x, "%s%.*s is %s", x->at ? ", " : "", (int)(node->to - node->from),
	    x->expr->text + node->from, text);
}

static void explain_node(struct explanation *x, const struct node *node)
{
	struct expr_value value;
	bool is = false;
	u32 i;

	if (node->kind == NODE_BINARY && node->op == OP_AND) {
		if (eval(x->e, node->kid[0], &value) && truth(x->e, node->kid[0], &value, &is))
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
	struct explanation x = { expr, &e, buf, size, 0 };

	buf[0] = '\0';
	if (ctx->m)
		state_use(ctx->m);
	explain_node(&x, expr->root);
	return buf;
}

bool expr_value_equal(const struct expr_value *a, const struct expr_value *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case EXPR_NONE:
		return true;
	case EXPR_STRING:
		return a->len == b->len && !memcmp(a->text, b->text, a->len);
	case EXPR_OBJECT:
		return a->serial == b->serial;
	case EXPR_STRUCT:
		return state_digest(a->type, a->at) == state_digest(b->type, b->at);
	case EXPR_LIST:
		return a->at == b->at && a->field == b->field;
	default:
		return a->number == b->number && a->unit == b->unit;
	}
}
