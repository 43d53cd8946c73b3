/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Themes: what each role looks like.  One row a theme (theme.c); nothing that
 * matters is told by colour alone, so that `mono` loses nothing.
 */
#ifndef VIEWS_THEME_H
#define VIEWS_THEME_H

#include "views/grid.h"

enum look_attr {
	LOOK_BOLD = 1,
	LOOK_DIM = 2,
	LOOK_UNDERLINE = 4,
	LOOK_REVERSE = 8,
};

/* Colours of the terminal: -1 its own, 0..7, 8..15 the bright ones. */
struct look {
	s8 fg, bg;
	u8 attrs;
};

struct theme {
	const char *name;
	const char *help;
	struct look look[ROLE_NR];
};

extern const struct theme themes[];
extern const u32 nr_themes;

/* The name of a theme; NULL behind the last one. */
const char *theme_name(u32 nr);

/* The theme called @name, or NULL. */
const struct theme *theme_find(const char *name);

#endif
