/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The screen on a terminal: keys in, cells out, signals, auto-play.
 */
#ifndef SCREEN_RUN_H
#define SCREEN_RUN_H

#include "screen.h"

struct screen_options {
	const char *theme;		/* NULL: dark, or mono with NO_COLOR */
	bool mouse;
	bool lessons;			/* begin with the list of lessons */
	void (*begin)(struct front *front, void *data);	/* do this first */
	void *data;
};

/* Run until the user quits.  false: there is no terminal for a screen, and
 * @why says so; nothing has happened. */
bool screen_run(struct front *front, const struct screen_options *options,
		char *why, size_t size);

#endif
