/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions to the trace: count(), first(), last(), order(), fired(),
 * deliveries(), and the members of what they find.
 *
 * The trace keeps what happened after the point to which the machine has gone
 * back; for a question it has not happened.
 */
#include "expr_eval.h"

#include "expr_member.h"
#include "expr_ops.h"
#include "expr_units.h"
#include "expr_value.h"
#include "linux/trace.h"

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

		member_value_read(e->ctx->m, record, filter->field, &have);
		if (have.kind == EXPR_NONE || wanted[i].kind == EXPR_NONE)
			return false;
		if (filter->op == OP_CONTAINS ?
			    !op_contains(e->ctx, &have, &wanted[i]) :
			    !op_compare(e->ctx, filter->op, &have, &wanted[i]))
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
		if (!eval_node(e, query->kid[i], &wanted[i]) ||
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

bool eval_query(struct eval *e, const struct node *node, struct expr_value *value)
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

	if (!have_trace(e, node) || !eval_node(e, node->kid[0], &timer))
		return false;
	if (timer.kind != EXPR_OBJECT)
		return node_fail(e->error, node->kid[0], "for example fired(t1)",
				 "fired() wants a timer, and this is %s", kind_text(&timer));
	*serial = timer.serial;
	return true;
}

bool eval_fired(struct eval *e, const struct node *node, struct expr_value *value)
{
	u32 serial;

	if (!fired_object(e, node, &serial))
		return false;
	expr_set_bool(value, expiry(e->ctx, serial, false, NULL));
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
	if (!have_trace(e, node) || !eval_node(e, node->kid[0], &whose))
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

bool eval_deliveries(struct eval *e, const struct node *node, struct expr_value *value)
{
	const struct trace_record *last;
	u64 count;

	if (!deliveries(e, node, &last, &count))
		return false;
	expr_set_bool(value, last);
	return true;
}

bool eval_member(struct eval *e, const struct node *node, struct expr_value *value)
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
		if (!eval_node(e, of, value))
			return false;
		record = value->kind == EXPR_NONE ?
				 NULL :
				 trace_store_get(e->ctx->trace, (u64)value->number);
	}
	*value = (struct expr_value){ .kind = EXPR_NONE };
	if (node->member == MEMBER_COUNT)
		*value = (struct expr_value){ .kind = EXPR_NUMBER, .number = count };
	else if (record)
		member_value_read(e->ctx->m, record, node->member, value);
	return true;
}

/* Everything has happened, one after the other: an object's event is its
 * first expiry. */
bool eval_order(struct eval *e, const struct node *node, struct expr_value *value)
{
	const struct trace_record *record;
	struct expr_value kid;
	expr_int before = -1, at;
	bool in_order = true;
	u32 i;

	if (!have_trace(e, node))
		return false;
	for (i = 0; i < node->nr_kids; i++) {
		if (!eval_node(e, node->kid[i], &kid))
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
	expr_set_bool(value, in_order);
	return true;
}
