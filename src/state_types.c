/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The types of the state tables: see state_types.h.
 */
#include "state_types.h"

#include <string.h>

void state_types_collect(struct state_types *types,
			 const struct state_type *type)
{
	u32 i;

	for (i = 0; i < types->nr; i++)
		if (!strcmp(types->type[i]->name, type->name))
			return;
	if (types->nr == STATE_TYPES_MAX)
		return;
	types->type[types->nr++] = type;
	for (i = 0; i < type->nr_fields; i++)
		if (type->fields[i].type)
			state_types_collect(types, type->fields[i].type);
}
