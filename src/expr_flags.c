/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Flags and their names: see expr_flags.h.
 */
#include "expr_flags.h"

#include <string.h>

/* How long the first of some names joined by | is. */
static size_t first_len(const char *text, size_t len)
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

static bool is_none(const struct expr_value *names)
{
	return names->len == 4 && !memcmp(names->text, "none", 4);
}

static bool no_such_flag(const struct node *node, const struct state_field *field,
			 const char *text, size_t len, struct script_error *error)
{
	struct nearest nearest;
	char near[250];
	u32 i;

	nearest_begin(&nearest, text, len);
	for (i = 0; i < field->nr_names; i++) {
		if (field->names[i] && field->names[i][0])
			nearest_offer(&nearest, field->names[i]);
	}
	return node_fail(error, node, nearest_text(&nearest, near, sizeof(near)),
			 "%s has no flag '%.*s'", field->name, len > 40 ? 40 : (int)len, text);
}

bool flags_check(const struct node *node, const struct expr_value *flags,
		 const struct expr_value *names, struct script_error *error)
{
	const struct state_field *field = flags->field;
	size_t at, len;

	if (flags->kind != EXPR_NUMBER || names->kind != EXPR_STRING || !names->text || !field ||
	    field->kind != STATE_FLAGS || is_none(names))
		return true;
	for (at = 0; at <= names->len; at += len + 1) {
		len = first_len(names->text + at, names->len - at);
		if (flag_number(field, names->text + at, len) == field->nr_names)
			return no_such_flag(node, field, names->text + at, len, error);
	}
	return true;
}

bool flags_are(const struct expr_value *flags, const struct expr_value *names)
{
	u64 left = (u64)flags->number;
	size_t at, len;
	u32 i;

	if (is_none(names))
		return !left;
	for (at = 0; at <= names->len; at += len + 1) {
		len = first_len(names->text + at, names->len - at);
		i = flag_number(flags->field, names->text + at, len);
		if (i == flags->field->nr_names || !(left >> i & 1))
			return false;
		left &= ~(1ull << i);
	}
	return !left;
}

bool flags_contain(const struct expr_value *flags, const struct expr_value *name)
{
	u32 i = flag_number(flags->field, name->text, name->len);

	return i < flags->field->nr_names && (u64)flags->number >> i & 1;
}
