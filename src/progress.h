/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which steps of which lessons a student has done: progress.json in the state
 * folder.
 *
 *	{ "format": "timerscope-progress", "version": 1,
 *	  "lessons": { "wheel": { "next": 3, "done": [0, 1, 2] } } }
 *
 * It is written anew, whole, after each completed step.  A file that cannot be
 * read counts as empty, and one that is no such file is kept beside as
 * progress.json.bad; nothing here ever stops a lesson.
 */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <stdbool.h>

#include "machine/types.h"

#define PROGRESS_MAX_STEPS 64

struct progress {
	u64 done;			/* a bit for each step, from 0 */
	u32 next;			/* the step to go on with, from 0 */
};

/* What is known of a lesson; zeroes if nothing is. */
struct progress progress_read(const char *lesson);

/* Keep it.  false: *error (static) says why it could not be kept. */
bool progress_write(const char *lesson, const struct progress *progress,
		    const char **error);

u32 progress_count(const struct progress *progress);

#endif
