/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paths: see expr_path.h.
 */
#include "expr_path.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "linux/kernel.h"
#include "machine/strings.h"

/* The names of a table's fields, "a, b, c ..."; returns @buf. */
static const char *field_names(const struct state_type *type, char *buf, size_t size)
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
	va_list ap;

	va_start(ap, what);
	script_vfail(error, link->line, link->column, right, what, ap);
	va_end(ap);
	return false;
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

struct object *path_object(const struct machine *m, const char *name)
{
	if (!m || !m->kernel)
		return NULL;
	return object_find(m, string_lookup(m, name, strlen(name)));
}

static void at_object(struct place *place, struct object *object)
{
	place->object = object;
	place->type = object_state_type(object->kind);
	place->at = object->memory;
	place->field = NULL;
}

/* p1.timer0: no field of p1, but an object with this name. */
static bool into_object(const struct machine *m, const struct link *link, struct place *place)
{
	struct object *object;
	char name[120];

	if (!place->object)
		return false;
	snprintf(name, sizeof(name), "%s.%s", string_text(m, place->object->name), link->name);
	object = path_object(m, name);
	if (!object)
		return false;
	at_object(place, object);
	return true;
}

static bool walk_field(struct link *link, const struct machine *m, struct place *place,
		       struct script_error *error)
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
	if (into_object(m, link, place))
		return true;
	return unknown_field(link, place->type, error);
}

u32 path_found(const struct object *object)
{
	return object ? 1 + object->kind * 2u + object->freed : 0;
}

bool expr_fresh(const struct expr *expr, const struct expr_ctx *ctx)
{
	const struct met *met;

	for (met = expr->met; met; met = met->next) {
		if (!met->name || path_found(path_object(ctx->m, met->name)) != met->found)
			return false;
	}
	return !expr->forgets;
}

static bool begin_at_object(const struct node *path, struct machine *m, struct place *place,
			    struct script_error *error)
{
	struct object *object = path_object(m, path->name);

	if (!object)
		return node_fail(error, path, "it does not exist (yet)",
				 "there is no object '%s'", path->name);
	if (path->object_kind && object->kind != path->object_kind)
		return node_fail(error, path, "", "%s is a %s, not a %s", path->name,
				 object_kind_names[object->kind],
				 object_kind_names[path->object_kind]);
	at_object(place, object);
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
		const struct object *before = place->object;
		struct link *link = &path->link[i];
		bool ok;

		if (place->count)
			return link_fail(error, link, "", "a count has no fields");
		into_struct(place, live);
		ok = link->index ? walk_index(link, live, place, error) :
				   walk_field(link, m, place, error);
		if (!ok)
			return false;
		if (place->object == before && place->at != before)
			place->object = NULL;
	}
	if (path->nr_links)
		into_struct(place, live);
	return true;
}
