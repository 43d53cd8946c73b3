/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recording by ftrace whose markers tell the calls of cases:
 *
 *	M: CASE g_ovr begin
 *	M: block {"sig":"SIGUSR1"} -> 0
 *	signal_generate: sig=10 errno=0 code=-2 comm=cases pid=32533 grp=1 res=0
 *	signal_deliver: sig=10 errno=0 code=-2 sa_handler=... sa_flags=...
 *	M: CASE g_ovr end
 *
 * The calls are made again, and what became of each signal is compared, in
 * order: queued, ignored or pending already, and which were taken.
 */
#ifndef ORACLE_RECORDING_H
#define ORACLE_RECORDING_H

#include <jansson.h>

#include "player.h"

/* The cases of a recording: {id, kernel, calls[], observed[], events[]}; an
 * event is a text as player_event() writes it.  NULL with a message. */
json_t *recording_load(const char *path);

#endif
