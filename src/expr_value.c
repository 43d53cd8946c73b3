/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The values of expressions: see expr_value.h.
 */
#include "expr_value.h"

#include <string.h>

#include "linux/trace.h"
#include "machine/strings.h"

void expr_set_text(struct expr_value *value, const char *text)
{
	value->kind = EXPR_STRING;
	value->text = text;
	value->len = strlen(text);
}

void expr_set_bool(struct expr_value *value, bool is)
{
	*value = (struct expr_value){ .kind = EXPR_BOOL, .number = is };
}

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
		expr_set_text(value, string_text(m, (u32)raw));
	else if (field->kind == STATE_FUNCTION)
		expr_set_text(value, trace_function_name(m, (u32)raw));
	else if (field->kind == STATE_OBJECT && !raw)
		value->kind = EXPR_NONE;
	else if (field->kind == STATE_OBJECT)
		value->serial = (u32)raw;
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
