/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching in panes: see match.h.
 */
#include "views/match.h"

#include <string.h>

/* ASCII only, whatever the locale says. */
static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool begins(const char *text, const char *what)
{
	while (*what && lower(*text) == lower(*what)) {
		text++;
		what++;
	}
	return !*what;
}

const char *match_find(const char *text, const char *what)
{
	if (!*what)
		return NULL;
	for (; *text; text++)
		if (begins(text, what))
			return text;
	return NULL;
}

u32 match_text(const struct canvas *canvas, u32 x, u32 y, enum role role,
	       const char *text, const char *what)
{
	const size_t len = strlen(what);
	const char *at;

	while ((at = match_find(text, what))) {
		x = canvas_ntext(canvas, x, y, role, text, (size_t)(at - text));
		x = canvas_ntext(canvas, x, y, ROLE_MATCH, at, len);
		text = at + len;
	}
	return canvas_text(canvas, x, y, role, text);
}
