/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state folder: see statedir.h.
 */
#include "config.h"

#include "statedir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* @path and the folders above it, private as the XDG specification wants. */
static void make_folders(char *path)
{
	char *slash;

	for (slash = strchr(path + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
	mkdir(path, 0700);
}

char *state_path(const char *name)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	char *folder, *path;
	int len;

	if (state && *state)
		len = asprintf(&folder, "%s/timerscope", state);
	else if (home && *home)
		len = asprintf(&folder, "%s/.local/state/timerscope", home);
	else
		return NULL;
	if (len < 0)
		return NULL;
	make_folders(folder);
	len = asprintf(&path, "%s/%s", folder, name);
	free(folder);
	return len < 0 ? NULL : path;
}
