/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the program keeps what belongs to the user: $XDG_STATE_HOME/timerscope,
 * else ~/.local/state/timerscope.
 */
#ifndef STATEDIR_H
#define STATEDIR_H

/* The path of file @name there, the folder made; the caller frees it.  NULL
 * without a home or memory. */
char *state_path(const char *name);

#endif
