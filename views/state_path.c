/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Paths through the state tables, as `print` takes them: putting them together,
 * and going along one while opening what it leads through.  See state_tree.h.
 */
#include <stdio.h>
#include <string.h>

#include "linux/kernel.h"
#include "machine/strings.h"
#include "views/state_tree.h"

/* --- paths -------------------------------------------------------------- */

static bool is_word(const char *text)
{
	for (; *text; text++)
		if (!(*text == '_' || (*text >= '0' && *text <= '9') ||
		      (*text >= 'A' && *text <= 'Z') ||
		      (*text >= 'a' && *text <= 'z')))
			return false;
	return true;
}

bool state_path_append(char *path, u32 *len, const char *text)
{
	const size_t n = strlen(text);

	if (*len + n >= STATE_PATH_MAX)
		return false;
	memcpy(path + *len, text, n + 1);
	*len += (u32)n;
	return true;
}

bool state_path_field(char *path, u32 *len, const char *name)
{
	const u32 before = *len;

	if ((*len && !state_path_append(path, len, ".")) ||
	    !state_path_append(path, len, name)) {
		*len = before;
		path[before] = '\0';
		return false;
	}
	return true;
}

/* What is no word is written as a string. */
bool state_path_key(char *path, u32 *len, const char *key)
{
	char text[2 * STATE_PATH_MAX];
	u32 at = 0;

	if (is_word(key) || strlen(key) >= STATE_PATH_MAX) {
		snprintf(text, sizeof(text), "[%s]", key);
		return state_path_append(path, len, text);
	}
	text[at++] = '[';
	text[at++] = '"';
	for (; *key && at + 5 < sizeof(text); key++) {
		if (*key == '"' || *key == '\\')
			text[at++] = '\\';
		text[at++] = *key;
	}
	memcpy(text + at, "\"]", 3);
	return state_path_append(path, len, text);
}

const char *state_path_name(const char *path)
{
	const size_t len = strlen(path);
	const char *at;

	if (len && path[len - 1] == ']') {
		for (at = path + len - 1; at > path && *at != '['; at--)
			;
		return at;
	}
	at = strrchr(path, '.');
	return at ? at + 1 : path;
}

/* --- opening a path ----------------------------------------------------- */

/* Where a walk along a path has come to. */
struct walk {
	const char *at;			/* of the path that is still to go */
	const struct state_type *type;	/* a struct of this type ... */
	const void *object;		/* ... here */
	const struct state_field *field;	/* its field, not yet entered */
	struct state_tree *tree;	/* NULL: open nothing */
	char *path;			/* as rows have it, so far */
	u32 len;
};

static void open_here(struct walk *walk)
{
	if (walk->tree && walk->len)
		state_tree_choose(walk->tree, walk->path, true);
}

static bool walk_field(struct walk *walk)
{
	const size_t n = strcspn(walk->at, ".[");
	const struct state_field *field;

	field = walk->object ? state_find(walk->type, walk->at, n) : NULL;
	if (!field)
		return false;
	open_here(walk);
	walk->at += n;
	walk->field = field;
	return state_path_field(walk->path, &walk->len, field->name);
}

/* The key between brackets, quotes undone. */
static bool take_key(struct walk *walk, char *key)
{
	const bool quoted = walk->at[1] == '"';
	const char *at = walk->at + 1 + quoted;
	u32 len = 0;

	for (; *at && *at != (quoted ? '"' : ']'); at++) {
		at += quoted && *at == '\\' && at[1];
		if (len + 1 < STATE_PATH_MAX)
			key[len++] = *at;
	}
	key[len] = '\0';
	at += quoted && *at;
	if (*at != ']')
		return false;
	walk->at = at + 1;
	return true;
}

static const void *find_element(const struct walk *walk, const char *key,
				u64 *position)
{
	struct state_walk elements = state_walk(walk->field, walk->object);
	const void *element;
	char buf[STATE_KEY_MAX];

	for (*position = 0;; (*position)++) {
		element = state_walk_next(&elements);
		if (!element || !strcmp(state_key(walk->field, walk->object,
						  element, *position, buf),
					key))
			return element;
	}
}

static bool walk_key(struct walk *walk)
{
	char key[STATE_PATH_MAX];
	struct state_choice *choice;
	const void *element;
	u64 position;

	if (!walk->field || walk->field->kind != STATE_LIST ||
	    !take_key(walk, key))
		return false;
	element = find_element(walk, key, &position);
	if (!element)
		return false;
	open_here(walk);
	choice = walk->tree ? state_tree_choice(walk->tree,
						state_path_hash(walk->path)) :
			      NULL;
	if (choice && position - choice->from >= STATE_WINDOW)
		choice->from = position / STATE_WINDOW * STATE_WINDOW;
	walk->object = element;
	walk->type = walk->field->type;
	walk->field = NULL;
	return state_path_key(walk->path, &walk->len, key);
}

static bool walk_struct(struct walk *walk)
{
	if (walk->field && walk->field->kind != STATE_STRUCT)
		return false;
	if (walk->field) {
		walk->object = state_struct(walk->field, walk->object);
		walk->type = walk->field->type;
		walk->field = NULL;
	}
	walk->at++;
	return true;
}

static bool walk_path(struct state_tree *tree, const struct machine *m,
		      const char *path, char *found)
{
	struct walk walk = {
		.at = path, .type = &machine_type, .object = m, .tree = tree,
		.path = found,
	};
	bool ok = walk_field(&walk);

	while (ok && *walk.at) {
		if (*walk.at == '[')
			ok = walk_key(&walk);
		else
			ok = walk_struct(&walk) && walk_field(&walk);
	}
	return ok;
}

/* "t1.expires": the path from the root. */
static bool from_object(const struct machine *m, const char *path, char *full)
{
	const size_t n = strcspn(path, ".[");
	const struct object *object;
	u32 name = m->kernel ? string_lookup(m, path, n) : 0, len = 0;

	object = name ? object_find(m, name) : NULL;
	if (!object || object->kind >= OBJECT_NR_KINDS)
		return false;
	full[0] = '\0';
	return state_path_field(full, &len, object_kind_names[object->kind]) &&
	       state_path_key(full, &len, string_text(m, name)) &&
	       state_path_append(full, &len, path + n);
}

bool state_tree_reveal(struct state_tree *tree, const struct machine *m,
		       const char *path, char *found)
{
	char full[STATE_PATH_MAX];

	found[0] = '\0';
	if (!walk_path(NULL, m, path, found)) {
		if (!from_object(m, path, full) ||
		    !walk_path(NULL, m, full, found))
			return false;
		path = full;
	}
	found[0] = '\0';
	return walk_path(tree, m, path, found);
}
