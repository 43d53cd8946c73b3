/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state tables as rows: see state_tree.h.
 */
#include "views/state_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linux/kernel.h"
#include "machine/strings.h"
#include "views/memo.h"

/* --- paths ------------------------------------------------------------------- */

static bool is_word(const char *text)
{
	for (; *text; text++)
		if (!(*text == '_' || (*text >= '0' && *text <= '9') ||
		      (*text >= 'A' && *text <= 'Z') ||
		      (*text >= 'a' && *text <= 'z')))
			return false;
	return true;
}

static bool append(char *path, u32 *len, const char *text)
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

	if ((*len && !append(path, len, ".")) || !append(path, len, name)) {
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
		return append(path, len, text);
	}
	text[at++] = '[';
	text[at++] = '"';
	for (; *key && at + 5 < sizeof(text); key++) {
		if (*key == '"' || *key == '\\')
			text[at++] = '\\';
		text[at++] = *key;
	}
	memcpy(text + at, "\"]", 3);
	return append(path, len, text);
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

/* --- what is open --------------------------------------------------------------- */

static struct state_choice *find_choice(const struct state_tree *tree, u64 path)
{
	u32 i;

	for (i = 0; i < tree->nr_choices; i++)
		if (tree->choice[i].path == path)
			return &tree->choice[i];
	return NULL;
}

static struct state_choice *make_choice(struct state_tree *tree, u64 path)
{
	struct state_choice *choice = find_choice(tree, path);

	if (choice)
		return choice;
	if (tree->nr_choices == tree->max_choices) {
		const u32 max = tree->max_choices ? 2 * tree->max_choices : 32;

		choice = realloc(tree->choice, max * sizeof(*choice));
		if (!choice)
			return NULL;
		tree->choice = choice;
		tree->max_choices = max;
	}
	choice = &tree->choice[tree->nr_choices++];
	*choice = (struct state_choice){ .path = path };
	return choice;
}

static u64 path_hash(const char *path)
{
	return memo_hash(path, strlen(path));
}

static void choose(struct state_tree *tree, const char *path, bool open)
{
	struct state_choice *choice = make_choice(tree, path_hash(path));

	if (choice)
		choice->open = open;
}

/* What is open before anybody has chosen: the focused CPU and the timers. */
static bool open_at_first(const struct state_tree *tree, const char *path)
{
	static const char *const ends[] = { "", ".base", ".base[local]",
					    ".base[global]" };
	char text[40];
	size_t i;

	for (i = 0; i < ARRAY_SIZE(ends); i++) {
		snprintf(text, sizeof(text), "cpu[%u]%s", tree->focus, ends[i]);
		if (!strcmp(path, text))
			return true;
	}
	return !strcmp(path, "cpu") || !strcmp(path, "timer");
}

static bool is_open(const struct state_tree *tree, const struct state_row *row)
{
	const struct state_choice *choice = find_choice(tree, row->hash);

	return choice ? choice->open : open_at_first(tree, tree->path);
}

bool state_row_opens(const struct state_row *row)
{
	return row->kind == STATE_ROW_STRUCT || row->kind == STATE_ROW_LIST ||
	       row->kind == STATE_ROW_ELEMENT;
}

const char *state_row_path(const struct state_tree *tree,
			   const struct state_row *row)
{
	return tree->text + row->path;
}

void state_tree_open(struct state_tree *tree, const struct state_row *row,
		     bool open)
{
	if (state_row_opens(row))
		choose(tree, state_row_path(tree, row), open);
}

void state_tree_page(struct state_tree *tree, const struct state_row *row)
{
	const struct state_row *list = &tree->row[row->parent];
	struct state_choice *choice = make_choice(tree, list->hash);

	if (!choice)
		return;
	choice->open = true;
	if (row->kind == STATE_ROW_MORE)
		choice->from += STATE_WINDOW;
	else
		choice->from -= choice->from < STATE_WINDOW ? choice->from :
							      STATE_WINDOW;
}

/* --- rows --------------------------------------------------------------------------- */

/* A new row for tree->path; NULL without memory. */
static struct state_row *add_row(struct state_tree *tree,
				 const struct state_row *like)
{
	const u32 len = tree->path_len + 1;
	struct state_row *row;

	if (tree->nr == tree->max) {
		const u32 max = tree->max ? 2 * tree->max : 128;

		row = realloc(tree->row, max * sizeof(*row));
		if (!row)
			return NULL;
		tree->row = row;
		tree->max = max;
	}
	if (tree->text_len + len > tree->text_max) {
		const u32 max = 2 * (tree->text_max + STATE_PATH_MAX);
		char *text = realloc(tree->text, max);

		if (!text)
			return NULL;
		tree->text = text;
		tree->text_max = max;
	}
	row = &tree->row[tree->nr++];
	*row = *like;
	row->path = tree->text_len;
	row->hash = path_hash(tree->path);
	row->open = state_row_opens(row) && is_open(tree, row);
	memcpy(tree->text + tree->text_len, tree->path, len);
	tree->text_len += len;
	return row;
}

static void cut_path(struct state_tree *tree, u32 len)
{
	tree->path_len = len;
	tree->path[len] = '\0';
}

static void add_fields(struct state_tree *tree, const struct state_type *type,
		       const void *at, u32 depth, u32 parent);

static u64 count_elements(const struct state_field *field, const void *owner,
			  const void *element, u64 max)
{
	u64 n = 0;

	while (n < max && (element = field->next(owner, element)))
		n++;
	return n;
}

static void add_element(struct state_tree *tree, const struct state_row *list,
			u32 parent, const void *element, u64 position)
{
	const u32 len = tree->path_len;
	const struct state_row like = {
		.kind = STATE_ROW_ELEMENT, .depth = list->depth + 1,
		.parent = parent, .field = list->field, .owner = list->owner,
		.at = element,
	};
	char key[STATE_KEY_MAX];
	const struct state_row *row;

	if (!state_path_key(tree->path, &tree->path_len,
			    state_key(list->field, list->owner, element,
				      position, key)))
		return;
	row = add_row(tree, &like);
	if (row && row->open)
		add_fields(tree, list->field->type, element, like.depth + 1,
			   tree->nr - 1);
	cut_path(tree, len);
}

/* "50 more" before or behind the window: its path is the list's with a sign. */
static void add_rest(struct state_tree *tree, const struct state_row *list,
		     u32 parent, enum state_row_kind kind, u64 count)
{
	const u32 len = tree->path_len;
	const struct state_row like = {
		.kind = kind, .depth = list->depth + 1, .parent = parent,
		.field = list->field, .owner = list->owner, .count = count,
	};

	if (count && append(tree->path, &tree->path_len,
			    kind == STATE_ROW_MORE ? "[>]" : "[<]"))
		add_row(tree, &like);
	cut_path(tree, len);
}

static void add_elements(struct state_tree *tree, u32 parent)
{
	const struct state_row list = tree->row[parent];
	const struct state_choice *choice = find_choice(tree, list.hash);
	const u64 from = choice ? choice->from : 0;
	const void *element = NULL;
	u64 i = 0;

	add_rest(tree, &list, parent, STATE_ROW_BEFORE, from);
	for (; i < from + STATE_WINDOW; i++) {
		const void *next = list.field->next(list.owner, element);

		if (!next)
			return;
		element = next;
		if (i >= from)
			add_element(tree, &list, parent, element, i);
	}
	add_rest(tree, &list, parent, STATE_ROW_MORE,
		 count_elements(list.field, list.owner, element,
				STATE_COUNT_MAX));
}

static void add_field(struct state_tree *tree, const struct state_field *field,
		      struct state_row *like)
{
	const struct state_row *row;
	u32 number;

	like->field = field;
	like->kind = STATE_ROW_VALUE;
	if (field->kind == STATE_STRUCT)
		like->at = state_struct(field, like->owner);
	if (field->kind == STATE_STRUCT && like->at)
		like->kind = STATE_ROW_STRUCT;
	if (field->kind == STATE_LIST) {
		like->kind = STATE_ROW_LIST;
		like->count = count_elements(field, like->owner, NULL,
					     STATE_COUNT_MAX);
	}
	row = add_row(tree, like);
	if (!row || !row->open)
		return;
	number = tree->nr - 1;
	if (row->kind == STATE_ROW_LIST)
		add_elements(tree, number);
	else
		add_fields(tree, field->type, row->at, row->depth + 1, number);
}

/* Values are aligned behind the longest of their names. */
static u32 name_width(const struct state_type *type)
{
	u32 width = 0, i;

	for (i = 0; i < type->nr_fields; i++) {
		const struct state_field *field = &type->fields[i];
		const u32 len = (u32)strlen(field->name);

		if (len > width)
			width = len;
	}
	return width;
}

static void add_fields(struct state_tree *tree, const struct state_type *type,
		       const void *at, u32 depth, u32 parent)
{
	const u32 len = tree->path_len;
	const u32 width = name_width(type);
	u32 i;

	for (i = 0; i < type->nr_fields; i++) {
		struct state_row like = {
			.depth = depth, .parent = depth ? parent : tree->nr,
			.owner = at, .name_width = width,
		};

		if (state_path_field(tree->path, &tree->path_len,
				     type->fields[i].name))
			add_field(tree, &type->fields[i], &like);
		cut_path(tree, len);
	}
}

void state_tree_build(struct state_tree *tree, const struct machine *m,
		      u32 focus)
{
	tree->nr = 0;
	tree->text_len = 0;
	tree->focus = focus;
	cut_path(tree, 0);
	add_fields(tree, &machine_type, m, 0, 0);
}

void state_tree_free(struct state_tree *tree)
{
	free(tree->row);
	free(tree->text);
	free(tree->choice);
}

/* --- opening a path ----------------------------------------------------------------- */

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
		choose(walk->tree, walk->path, true);
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
	const void *element = NULL;
	char buf[STATE_KEY_MAX];

	for (*position = 0;; (*position)++) {
		element = walk->field->next(walk->object, element);
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
	choice = walk->tree ? find_choice(walk->tree, path_hash(walk->path)) :
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
	       append(full, &len, path + n);
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
