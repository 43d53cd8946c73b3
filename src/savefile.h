/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Session files: a session is its inputs, and so is its file.
 *
 * JSON: configuration, digest of core, focus, position, and each input with
 * its position and landmark.  Nothing of the arena is stored.
 */
#ifndef SAVEFILE_H
#define SAVEFILE_H

#include "front.h"

/* False with the reason in @error; the old file is then still there. */
bool savefile_write(struct front *front, const char *path, char *error,
		    size_t size);

/* Replace the front's session by the saved one.  False with the reason in
 * @error: a file that is none leaves the session as it was; a replay that
 * comes out differently stops where it differs. */
bool savefile_read(struct front *front, const char *path, char *error,
		   size_t size);

#endif
