/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help from the state tables: see help_state.h.
 */
#include "help_state.h"

#include <string.h>

#include "linux/kernel.h"
#include "state_types.h"
#include "views/pane.h"
#include "views/value.h"

/* "clk", or "timer_base.clk" in the struct timer_base. */
static bool field_is(const struct state_type *type,
		     const struct state_field *field, struct span word)
{
	size_t len = strlen(type->name);

	if (span_is(word, field->name))
		return true;
	if (word.len <= len || word.text[len] != '.' ||
	    memcmp(word.text, type->name, len))
		return false;
	word.text += len + 1;
	word.len -= len + 1;
	return span_is(word, field->name);
}

static bool print_type(struct front *front, const struct state_type *type,
		       struct span word)
{
	bool found = span_is(word, type->name);
	u32 i;

	if (found)
		front_print(front, "%s: %s. %u fields; `help %s.FIELD` tells "
			    "about one.\n", type->name, type->help,
			    type->nr_fields, type->name);
	for (i = 0; i < type->nr_fields; i++) {
		const struct state_field *field = &type->fields[i];

		if (!field_is(type, field, word))
			continue;
		found = true;
		front_print(front, "%s.%s: %s%s%s\n", type->name, field->name,
			    field->help, *value_unit(field) ? ", in" : "",
			    value_unit(field));
	}
	return found;
}

bool help_field(struct front *front, struct span word)
{
	struct state_types types = { 0 };
	bool found = false;
	u32 i;

	state_types_collect(&types, &machine_type);
	for (i = 0; i < types.nr; i++)
		found |= print_type(front, types.type[i], word);
	return found;
}

bool help_pane(struct front *front, struct span word)
{
	const s32 nr = pane_find(word.text, word.len);

	if (nr < 0 || !span_is(word, pane_types[nr]->name))
		return false;
	front_print(front, "%s, a pane of the screen: \"%s\" The key %c goes "
		    "there, and `focus %s`.\n", pane_types[nr]->name,
		    pane_types[nr]->question, pane_types[nr]->key,
		    pane_types[nr]->name);
	return true;
}
