/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching in panes: small letters stand for capitals too.
 */
#ifndef VIEWS_MATCH_H
#define VIEWS_MATCH_H

#include "views/grid.h"

/* Where @what first stands in @text, or NULL; NULL for an empty @what. */
const char *match_find(const char *text, const char *what);

/* Write @text as canvas_text() does, with all that matches marked.  @what "":
 * nothing is. */
u32 match_text(const struct canvas *canvas, u32 x, u32 y, enum role role,
	       const char *text, const char *what);

#endif
