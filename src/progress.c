/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Progress in lessons: see progress.h.
 */
#include "config.h"

#include "progress.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "outfile.h"
#include "state_dir.h"

#define FORMAT "timerscope-progress"
#define FORMAT_VERSION 1

static bool is_progress(const json_t *root)
{
	const char *format = json_string_value(json_object_get(root, "format"));

	return format && !strcmp(format, FORMAT) &&
	       json_integer_value(json_object_get(root, "version")) ==
	       FORMAT_VERSION && json_is_object(json_object_get(root, "lessons"));
}

/* *bad: there is a file, and it is something else. */
static json_t *load(const char *path, bool *bad)
{
	FILE *file = fopen(path, "rb");
	json_t *root = NULL;

	*bad = false;
	if (!file)
		return NULL;
	root = json_loadf(file, 0, NULL);
	fclose(file);
	if (is_progress(root))
		return root;
	json_decref(root);
	*bad = true;
	return NULL;
}

static json_t *new_root(void)
{
	return json_pack("{s:s, s:i, s:{}}", "format", FORMAT, "version",
			 FORMAT_VERSION, "lessons");
}

struct progress progress_read(const char *lesson)
{
	struct progress progress = { 0 };
	char *path = state_dir_file("progress.json");
	bool bad;
	json_t *root = path ? load(path, &bad) : NULL;
	const json_t *entry = json_object_get(json_object_get(root, "lessons"),
					      lesson);
	const json_t *step;
	size_t i;

	json_array_foreach(json_object_get(entry, "done"), i, step) {
		json_int_t number = json_integer_value(step);

		if (json_is_integer(step) && number >= 0 &&
		    number < PROGRESS_MAX_STEPS)
			progress.done |= 1ull << number;
	}
	i = (size_t)json_integer_value(json_object_get(entry, "next"));
	if (i < PROGRESS_MAX_STEPS)
		progress.next = (u32)i;
	json_decref(root);
	free(path);
	return progress;
}

static void set_entry(json_t *root, const char *lesson,
		      const struct progress *progress)
{
	json_t *done = json_array();
	u32 i;

	for (i = 0; i < PROGRESS_MAX_STEPS; i++)
		if (progress->done & 1ull << i)
			json_array_append_new(done, json_integer(i));
	json_object_set_new(json_object_get(root, "lessons"), lesson,
			    json_pack("{s:i, s:o}", "next",
				      (int)progress->next, "done", done));
}

static bool write_root(const json_t *root, const char *path)
{
	struct outfile *out = outfile_open(path);

	if (!out)
		return false;
	if (json_dumpf(root, outfile_stream(out),
		       JSON_INDENT(2) | JSON_SORT_KEYS) ||
	    fputc('\n', outfile_stream(out)) == EOF) {
		outfile_abort(out);
		return false;
	}
	return outfile_commit(out);
}

/* Somebody may want to mend it. */
static void keep_bad(const char *path)
{
	char *beside;

	if (asprintf(&beside, "%s.bad", path) < 0)
		return;
	rename(path, beside);
	free(beside);
}

bool progress_write(const char *lesson, const struct progress *progress,
		    const char **error)
{
	char *path = state_dir_file("progress.json");
	bool bad, ok;
	json_t *root;

	if (!path) {
		*error = "neither HOME nor XDG_STATE_HOME is set";
		return false;
	}
	root = load(path, &bad);
	if (bad)
		keep_bad(path);
	if (!root)
		root = new_root();
	set_entry(root, lesson, progress);
	errno = 0;
	ok = write_root(root, path);
	*error = strerror(errno);
	json_decref(root);
	free(path);
	return ok;
}

u32 progress_count(const struct progress *progress)
{
	return (u32)__builtin_popcountll(progress->done);
}
