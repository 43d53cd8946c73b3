/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the program keeps what it remembers from one run to the next:
 * $XDG_STATE_HOME/timerscope, or ~/.local/state/timerscope.
 */
#ifndef STATE_DIR_H
#define STATE_DIR_H

/* The path of @name in that folder, which is made if need be; to be freed.
 * NULL when there is no home. */
char *state_dir_file(const char *name);

#endif
