/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The folder of the user's state: see state_dir.h.
 */
#include "config.h"

#include "state_dir.h"

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

char *state_dir_file(const char *name)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	char *folder = NULL;
	char *path = NULL;
	int len = -1;

	if (state && *state == '/')
		len = asprintf(&folder, "%s/timerscope", state);
	else if (home && *home)
		len = asprintf(&folder, "%s/.local/state/timerscope", home);
	if (len < 0)
		return NULL;
	make_folders(folder);
	if (asprintf(&path, "%s/%s", folder, name) < 0)
		path = NULL;
	free(folder);
	return path;
}
