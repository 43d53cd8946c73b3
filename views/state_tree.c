/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state tables as rows: see state_tree.h.
 */
#include "views/state_tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linux/kernel.h"
#include "views/memo.h"

/* --- what is open ------------------------------------------------------- */

struct state_choice *state_tree_choice(const struct state_tree *tree, u64 path)
{
	u32 i;

	for (i = 0; i < tree->nr_choices; i++)
		if (tree->choice[i].path == path)
			return &tree->choice[i];
	return NULL;
}

static struct state_choice *make_choice(struct state_tree *tree, u64 path)
{
	struct state_choice *choice = state_tree_choice(tree, path);

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

u64 state_path_hash(const char *path)
{
	return memo_hash(path, strlen(path));
}

void state_tree_choose(struct state_tree *tree, const char *path, bool open)
{
	struct state_choice *choice = make_choice(tree, state_path_hash(path));

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
	const struct state_choice *choice = state_tree_choice(tree, row->hash);

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
		state_tree_choose(tree, state_row_path(tree, row), open);
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

/* --- rows --------------------------------------------------------------- */

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
	row->hash = state_path_hash(tree->path);
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

static u64 count_elements(struct state_walk walk, u64 max)
{
	u64 n = 0;

	while (n < max && state_walk_next(&walk))
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

	if (count && state_path_append(tree->path, &tree->path_len,
				       kind == STATE_ROW_MORE ? "[>]" : "[<]"))
		add_row(tree, &like);
	cut_path(tree, len);
}

static void add_elements(struct state_tree *tree, u32 parent)
{
	const struct state_row list = tree->row[parent];
	const struct state_choice *choice = state_tree_choice(tree, list.hash);
	const u64 from = choice ? choice->from : 0;
	struct state_walk walk = state_walk(list.field, list.owner);
	u64 i = 0;

	add_rest(tree, &list, parent, STATE_ROW_BEFORE, from);
	for (; i < from + STATE_WINDOW; i++) {
		const void *element = state_walk_next(&walk);

		if (!element)
			return;
		if (i >= from)
			add_element(tree, &list, parent, element, i);
	}
	add_rest(tree, &list, parent, STATE_ROW_MORE,
		 count_elements(walk, STATE_COUNT_MAX));
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
		like->count = count_elements(state_walk(field, like->owner),
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
