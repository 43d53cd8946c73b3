/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The line editor: readline with our completion and history.  The one file that
 * knows readline.
 *
 * The console asks for a line and waits.  The screen feeds bytes as they are
 * typed and paints what the editor holds.  There is one editor a program.
 */
#ifndef LINE_H
#define LINE_H

#include "front.h"

/* Completion asks @front; history is read, and written by line_close(). */
void line_open(struct front *front);
void line_close(void);
bool line_is_open(void);

/* Wait for a line; NULL at the end of input.  The caller frees it. */
char *line_ask(const char *prompt);

/* Into the history. */
void line_remember(const char *text);

struct line_user {
	/* Enter was typed; @text is freed afterwards. */
	void (*accept)(void *ctx, const char *text);
	/* What Tab offers, one by one, then NULL. */
	void (*candidate)(void *ctx, const char *text);
};

struct line_state {
	const char *prompt;		/* readline's, also while it searches */
	const char *text;
	u32 point;			/* bytes of text before the cursor */
};

/* From now on the editor is fed.  Not before line_open(). */
void line_begin(const struct line_user *user, void *ctx, const char *prompt);
void line_end(void);
void line_prompt(const char *prompt);
void line_feed(const char *bytes, size_t nr);
/* Empty the line. */
void line_kill(void);
/* Valid until the next call of this file. */
struct line_state line_state(void);

#endif
