/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the program to what panes see: fills a struct view (views/view.h).
 */
#ifndef SCREEN_VIEW_H
#define SCREEN_VIEW_H

#include "front.h"
#include "scrollback.h"
#include "views/view.h"

/* Everything but memo, situation and message, which are the screen's.  What it
 * points to stays until the next call or command. */
void screen_view_fill(struct view *view, struct front *front,
		      const struct scrollback *scrollback);

/* The bytes that readline understands for a key; "" for none. */
const char *screen_key_bytes(u32 key, char *buf);

#endif
