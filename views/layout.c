/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Layouts: see layout.h.
 *
 * The text is read twice at each level: once to add the weights up, once to
 * place the parts.  What rounding leaves over goes to the last part.
 */
#include "views/layout.h"

#include <stdlib.h>
#include <string.h>

#include "views/pane.h"

/* The first that fits is taken; the last one always does. */
static const struct {
	u32 width, height;
	bool lesson;
	const char *text;
} layouts[] = {
	{ 150, 44, true,
	  "row(col(lesson:5 source:6 console:4):5 "
	  "col(row(cpus:1 log:1):3 wheel|rbtree:4 timeline|*:2 "
	  "state|signals|processes:2):6)" },
	{ 150, 44, false,
	  "row(col(source:7 log:3 console:4):5 "
	  "col(cpus:3 wheel|rbtree:4 timeline|*:3 "
	  "state|signals|processes:3):6)" },
	{ 100, 34, true,
	  "col(lesson:5 row(source:1 cpus:1):5 wheel|*:6 console:3)" },
	{ 100, 34, false,
	  "col(row(source:3 cpus:2):5 wheel|rbtree:5 log|*:3 console:3)" },
	{ 0, 0, true,
	  "col(lesson:4 wheel|*:4 console:2)" },
	{ 0, 0, false,
	  "col(row(source:3 cpus:2):4 wheel|*:5 console:2)" },
};

struct box {
	u32 x, y, width, height;
};

struct reader {
	const char *text, *at;
	struct layout *layout;
	bool wrong;
};

static void blanks(struct reader *r)
{
	while (*r->at == ' ')
		r->at++;
}

static bool word(struct reader *r, const char *text)
{
	if (strncmp(r->at, text, strlen(text)))
		return false;
	r->at += strlen(text);
	return true;
}

/* Pass over one part: a group in parentheses or panes. */
static void skip_part(struct reader *r)
{
	u32 depth = 0;

	while (*r->at && (depth || !strchr(" :=)", *r->at))) {
		depth += *r->at == '(';
		depth -= *r->at == ')';
		r->at++;
	}
}

/* ":3" or "=3" after a part; 1 where nothing stands. */
static u32 size_of(struct reader *r, bool *fixed)
{
	char *end;
	u32 size;

	*fixed = *r->at == '=';
	if (*r->at != ':' && *r->at != '=')
		return 1;
	size = (u32)strtoul(r->at + 1, &end, 10);
	r->wrong |= end == r->at + 1 || !size;
	r->at = end;
	return size;
}

/* Sum of the weights and of the fixed sizes up to the ')'. */
static u32 measure(struct reader r, u32 *fixed_cells, u32 *nr_parts)
{
	u32 weights = 0;

	*fixed_cells = *nr_parts = 0;
	for (blanks(&r); *r.at && *r.at != ')'; blanks(&r)) {
		const char *begin = r.at;
		bool fixed;
		u32 size;

		skip_part(&r);
		size = size_of(&r, &fixed);
		*(fixed ? fixed_cells : &weights) += size;
		(*nr_parts)++;
		if (r.at == begin || r.wrong)
			break;
	}
	return weights ? weights : 1;
}

static void part(struct reader *r, struct box box, bool edge);

static void group(struct reader *r, struct box box, bool rows, bool edge)
{
	u32 fixed_cells, nr, i, taken = 0;
	const u32 weights = measure(*r, &fixed_cells, &nr);
	const u32 all = rows ? box.width : box.height;
	const u32 shared = all > fixed_cells ? all - fixed_cells : 0;

	for (i = 0; i < nr && !r->wrong; i++) {
		struct reader ahead = *r;
		struct box own = box;
		bool fixed;
		u32 size;

		blanks(&ahead);
		skip_part(&ahead);
		size = size_of(&ahead, &fixed);
		if (!fixed)
			size = shared * size / weights;
		if (i + 1 == nr)
			size = all - taken;
		*(rows ? &own.width : &own.height) = size;
		*(rows ? &own.x : &own.y) += taken;
		taken += size;
		blanks(r);
		part(r, own, edge || (rows && i > 0));
		size_of(r, &fixed);
	}
	blanks(r);
	r->wrong |= *r->at != ')';
	r->at += *r->at == ')';
}

/* Does the layout name this pane? */
static bool is_named(const struct reader *r, const struct pane_type *type)
{
	const size_t len = strlen(type->name);
	const char *at = r->text;

	while ((at = strstr(at, type->name))) {
		if ((at == r->text || strchr(" (|", at[-1])) &&
		    (!at[len] || strchr(" |:=)", at[len])))
			return true;
		at += len;
	}
	return false;
}

/* '*': the panes that stand nowhere else. */
static void other_panes(struct reader *r, struct place *place)
{
	u32 i;

	for (i = 0; i < nr_pane_types; i++)
		if (!is_named(r, pane_types[i]) && place->nr_panes < MAX_PANES)
			place->pane[place->nr_panes++] = i;
}

static void panes(struct reader *r, struct box box, bool edge)
{
	struct layout *layout = r->layout;
	struct place *place = &layout->place[layout->nr_places];

	if (layout->nr_places == LAYOUT_MAX_PLACES) {
		r->wrong = true;
		return;
	}
	layout->nr_places++;
	*place = (struct place){ box.x, box.y, box.width, box.height, 0, { 0 },
				 edge };
	for (;;) {
		size_t len = strcspn(r->at, "| :=)");
		s32 pane = pane_find(r->at, len);

		if (len == 1 && *r->at == '*') {
			other_panes(r, place);
		} else if (pane < 0 || place->nr_panes == MAX_PANES) {
			r->wrong = true;
			return;
		} else {
			place->pane[place->nr_panes++] = (u32)pane;
		}
		r->at += len;
		if (*r->at != '|')
			return;
		r->at++;
	}
}

static void part(struct reader *r, struct box box, bool edge)
{
	if (word(r, "row("))
		group(r, box, true, edge);
	else if (word(r, "col("))
		group(r, box, false, edge);
	else
		panes(r, box, edge);
}

bool layout_parse(struct layout *layout, const char *text, u32 width,
		  u32 height)
{
	struct reader r = { text, text, layout, false };

	layout->nr_places = 0;
	part(&r, (struct box){ 0, 0, width, height }, false);
	return !r.wrong && !*r.at;
}

void layout_make(struct layout *layout, u32 width, u32 height, bool lesson)
{
	u32 i = 0;

	while (layouts[i].lesson != lesson || width < layouts[i].width ||
	       height < layouts[i].height)
		i++;
	layout_parse(layout, layouts[i].text, width, height);
}

void layout_zoom(struct layout *layout, u32 width, u32 height, u32 pane)
{
	const u32 console = (u32)pane_find("console", 7);
	const u32 below = pane == console ? 0 : height > 20 ? 4 : 3;

	layout->nr_places = pane == console ? 1 : 2;
	layout->place[0] = (struct place){
		.width = width, .height = height - below, .nr_panes = 1,
		.pane = { pane },
	};
	layout->place[1] = (struct place){
		.y = height - below, .width = width, .height = below,
		.nr_panes = 1, .pane = { console },
	};
}
