/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The themes: see theme.h.
 */
#include "views/theme.h"

#include <string.h>

enum { OWN = -1, BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE,
       GRAY, LRED, LGREEN, LYELLOW, LBLUE, LMAGENTA, LCYAN, LWHITE };

const struct theme themes[] = {
	{
		.name = "dark", .help = "for a dark background",
		.look = {
			[ROLE_TEXT] = { OWN, OWN, 0 },
			[ROLE_DIM] = { CYAN, OWN, 0 },
			[ROLE_STRONG] = { OWN, OWN, LOOK_BOLD },
			[ROLE_TITLE] = { CYAN, OWN, 0 },
			[ROLE_TITLE_FOCUS] = { BLACK, CYAN, LOOK_BOLD },
			[ROLE_BAR] = { WHITE, BLUE, 0 },
			[ROLE_BAR_STRONG] = { WHITE, BLUE, LOOK_BOLD },
			[ROLE_KEY] = { YELLOW, BLUE, LOOK_BOLD },
			[ROLE_CHANGED] = { YELLOW, OWN, LOOK_BOLD },
			[ROLE_CURRENT] = { BLACK, GREEN, 0 },
			[ROLE_CURRENT_OTHER] = { BLACK, YELLOW, 0 },
			[ROLE_CURSOR] = { OWN, OWN, LOOK_REVERSE },
			[ROLE_BREAK] = { RED, OWN, LOOK_BOLD },
			[ROLE_COMMENT] = { CYAN, OWN, 0 },
			[ROLE_KEYWORD] = { OWN, OWN, LOOK_BOLD },
			[ROLE_IDLE] = { BLUE, OWN, LOOK_BOLD },
			[ROLE_TASK] = { GREEN, OWN, 0 },
			[ROLE_USER] = { WHITE, OWN, LOOK_BOLD },
			[ROLE_SOFTIRQ] = { YELLOW, OWN, 0 },
			[ROLE_HARDIRQ] = { MAGENTA, OWN, LOOK_BOLD },
			[ROLE_HAND] = { GREEN, OWN, LOOK_BOLD },
			[ROLE_PENDING] = { WHITE, OWN, LOOK_BOLD },
			[ROLE_GOOD] = { GREEN, OWN, LOOK_BOLD },
			[ROLE_BAD] = { RED, OWN, LOOK_BOLD },
			[ROLE_MATCH] = { BLACK, YELLOW, 0 },
		},
	},
	{
		.name = "light", .help = "for a light background",
		.look = {
			[ROLE_TEXT] = { OWN, OWN, 0 },
			[ROLE_DIM] = { BLUE, OWN, 0 },
			[ROLE_STRONG] = { OWN, OWN, LOOK_BOLD },
			[ROLE_TITLE] = { BLUE, OWN, 0 },
			[ROLE_TITLE_FOCUS] = { WHITE, BLUE, LOOK_BOLD },
			[ROLE_BAR] = { BLACK, CYAN, 0 },
			[ROLE_BAR_STRONG] = { BLACK, CYAN, LOOK_BOLD },
			[ROLE_KEY] = { RED, CYAN, LOOK_BOLD },
			[ROLE_CHANGED] = { RED, OWN, LOOK_BOLD },
			[ROLE_CURRENT] = { BLACK, GREEN, 0 },
			[ROLE_CURRENT_OTHER] = { BLACK, YELLOW, 0 },
			[ROLE_CURSOR] = { OWN, OWN, LOOK_REVERSE },
			[ROLE_BREAK] = { RED, OWN, LOOK_BOLD },
			[ROLE_COMMENT] = { BLUE, OWN, 0 },
			[ROLE_KEYWORD] = { OWN, OWN, LOOK_BOLD },
			[ROLE_IDLE] = { BLUE, OWN, 0 },
			[ROLE_TASK] = { GREEN, OWN, LOOK_BOLD },
			[ROLE_USER] = { BLACK, OWN, LOOK_BOLD },
			[ROLE_SOFTIRQ] = { RED, OWN, 0 },
			[ROLE_HARDIRQ] = { MAGENTA, OWN, LOOK_BOLD },
			[ROLE_HAND] = { MAGENTA, OWN, LOOK_BOLD },
			[ROLE_PENDING] = { BLACK, OWN, LOOK_BOLD },
			[ROLE_GOOD] = { GREEN, OWN, LOOK_BOLD },
			[ROLE_BAD] = { RED, OWN, LOOK_BOLD },
			[ROLE_MATCH] = { BLACK, YELLOW, 0 },
		},
	},
	{
		.name = "mono", .help = "no colours (also with NO_COLOR set)",
		.look = {
			[ROLE_TEXT] = { OWN, OWN, 0 },
			[ROLE_DIM] = { OWN, OWN, 0 },
			[ROLE_STRONG] = { OWN, OWN, LOOK_BOLD },
			[ROLE_TITLE] = { OWN, OWN, LOOK_UNDERLINE },
			[ROLE_TITLE_FOCUS] = { OWN, OWN,
					       LOOK_REVERSE | LOOK_BOLD },
			[ROLE_BAR] = { OWN, OWN, LOOK_REVERSE },
			[ROLE_BAR_STRONG] = { OWN, OWN,
					      LOOK_REVERSE | LOOK_BOLD },
			[ROLE_KEY] = { OWN, OWN, LOOK_BOLD },
			[ROLE_CHANGED] = { OWN, OWN, LOOK_BOLD },
			[ROLE_CURRENT] = { OWN, OWN, LOOK_REVERSE },
			[ROLE_CURRENT_OTHER] = { OWN, OWN, LOOK_UNDERLINE },
			[ROLE_CURSOR] = { OWN, OWN, LOOK_REVERSE },
			[ROLE_BREAK] = { OWN, OWN, LOOK_BOLD },
			[ROLE_COMMENT] = { OWN, OWN, LOOK_DIM },
			[ROLE_KEYWORD] = { OWN, OWN, LOOK_BOLD },
			[ROLE_IDLE] = { OWN, OWN, 0 },
			[ROLE_TASK] = { OWN, OWN, 0 },
			[ROLE_USER] = { OWN, OWN, 0 },
			[ROLE_SOFTIRQ] = { OWN, OWN, LOOK_BOLD },
			[ROLE_HARDIRQ] = { OWN, OWN, LOOK_BOLD },
			[ROLE_HAND] = { OWN, OWN, LOOK_BOLD },
			[ROLE_PENDING] = { OWN, OWN, LOOK_BOLD },
			[ROLE_GOOD] = { OWN, OWN, LOOK_BOLD },
			[ROLE_BAD] = { OWN, OWN, LOOK_BOLD },
			[ROLE_MATCH] = { OWN, OWN, LOOK_REVERSE },
		},
	},
	{
		.name = "contrast",
		.help = "strong contrast, for projectors and tired eyes",
		.look = {
			[ROLE_TEXT] = { LWHITE, BLACK, 0 },
			[ROLE_DIM] = { LWHITE, BLACK, 0 },
			[ROLE_STRONG] = { LWHITE, BLACK, LOOK_BOLD },
			[ROLE_TITLE] = { LYELLOW, BLACK, LOOK_BOLD },
			[ROLE_TITLE_FOCUS] = { BLACK, LYELLOW, LOOK_BOLD },
			[ROLE_BAR] = { BLACK, LWHITE, LOOK_BOLD },
			[ROLE_BAR_STRONG] = { BLACK, LWHITE, LOOK_BOLD },
			[ROLE_KEY] = { BLACK, LYELLOW, LOOK_BOLD },
			[ROLE_CHANGED] = { LYELLOW, BLACK, LOOK_BOLD },
			[ROLE_CURRENT] = { BLACK, LGREEN, LOOK_BOLD },
			[ROLE_CURRENT_OTHER] = { BLACK, LYELLOW, 0 },
			[ROLE_CURSOR] = { BLACK, LWHITE, 0 },
			[ROLE_BREAK] = { LWHITE, RED, LOOK_BOLD },
			[ROLE_COMMENT] = { LCYAN, BLACK, 0 },
			[ROLE_KEYWORD] = { LWHITE, BLACK, LOOK_BOLD },
			[ROLE_IDLE] = { LWHITE, BLACK, 0 },
			[ROLE_TASK] = { LGREEN, BLACK, LOOK_BOLD },
			[ROLE_USER] = { LCYAN, BLACK, LOOK_BOLD },
			[ROLE_SOFTIRQ] = { LYELLOW, BLACK, LOOK_BOLD },
			[ROLE_HARDIRQ] = { LMAGENTA, BLACK, LOOK_BOLD },
			[ROLE_HAND] = { LGREEN, BLACK, LOOK_BOLD },
			[ROLE_PENDING] = { LYELLOW, BLACK, LOOK_BOLD },
			[ROLE_GOOD] = { LGREEN, BLACK, LOOK_BOLD },
			[ROLE_BAD] = { LWHITE, RED, LOOK_BOLD },
			[ROLE_MATCH] = { BLACK, LYELLOW, LOOK_BOLD },
		},
	},
};
const u32 nr_themes = sizeof(themes) / sizeof(themes[0]);

const char *theme_name(u32 nr)
{
	return nr < nr_themes ? themes[nr].name : NULL;
}

const struct theme *theme_find(const char *name)
{
	u32 i;

	for (i = 0; i < nr_themes; i++)
		if (!strcmp(themes[i].name, name))
			return &themes[i];
	return NULL;
}
