/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Help on what displays name without explaining it: fields of the machine's
 * state, and panes.
 */
#ifndef HELP_STATE_H
#define HELP_STATE_H

#include "front.h"

/* Print what the tables say about each field or struct called @word, also as
 * STRUCT.FIELD.  False: nothing is called so. */
bool help_field(struct front *front, struct span word);

/* The same of a pane of the screen. */
bool help_pane(struct front *front, struct span word);

#endif
