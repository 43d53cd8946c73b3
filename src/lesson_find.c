/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lessons there are.
 *
 *	$TIMERSCOPE_DATADIR/lessons	where it is set, there alone
 *	share/lessons beside the program	in a build folder
 *	pkgdatadir/lessons		installed
 */
#include "config.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lesson_file.h"
#include "progress.h"

#define SUFFIX ".lesson"

/* Where the program's own file lies, if a build folder: its share/lessons. */
static char *build_folder(void)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash, *folder;

	if (len <= 0)
		return NULL;
	path[len] = '\0';
	slash = strrchr(path, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	if (asprintf(&folder, "%s/share/lessons", path) < 0)
		return NULL;
	if (!access(folder, R_OK))
		return folder;
	free(folder);
	return NULL;
}

static char *lessons_folder(void)
{
	const char *data = getenv("TIMERSCOPE_DATADIR");
	char *folder = NULL;

	if (!data || !*data) {
		folder = build_folder();
		data = PKGDATADIR;
	}
	if (!folder && asprintf(&folder, "%s/lessons", data) < 0)
		return NULL;
	return folder;
}

static bool is_lesson_file(const char *name)
{
	size_t len = strlen(name);
	size_t suffix = strlen(SUFFIX);

	return len > suffix && !strcmp(name + len - suffix, SUFFIX);
}

static int choose_lesson(const struct dirent *entry)
{
	return is_lesson_file(entry->d_name) && entry->d_name[0] != '.';
}

/* In the order of bytes, whatever the locale. */
static int compare_names(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void read_entry(struct lesson_entry *entry)
{
	struct script_error error = { 0 };
	struct lesson *lesson = lesson_read(entry->path, &error);
	struct pool pool = { 0 };
	char text[700];

	entry->name = strdup(lesson_name_of(&pool, entry->path));
	pool_clear(&pool);
	if (lesson) {
		entry->title = strdup(lesson->title.head);
		entry->about = strdup(lesson_sentence(&lesson->pool, NULL,
						      &lesson->about));
		entry->nr_steps = lesson->nr_steps;
		lesson_free(lesson);
		return;
	}
	entry->title = strdup(entry->name);
	entry->about = strdup("");
	if (error.line)
		snprintf(text, sizeof(text), "%s:%u:%u: %s; %s", entry->path,
			 error.line, error.column, error.what, error.right);
	else
		snprintf(text, sizeof(text), "%s", error.what);
	entry->broken = strdup(text);
}

struct lesson_list lesson_list(const struct front *front)
{
	struct lesson_list list = { 0 };
	struct dirent **names = NULL;
	char *folder = lessons_folder();
	int nr = folder ? scandir(folder, &names, choose_lesson,
				  compare_names) : -1;
	int i;

	if (nr > 0)
		list.v = calloc((size_t)nr, sizeof(*list.v));
	for (i = 0; i < nr; i++) {
		struct lesson_entry *entry = list.v ? &list.v[list.nr] : NULL;

		if (entry && asprintf(&entry->path, "%s/%s", folder,
				      names[i]->d_name) >= 0) {
			read_entry(entry);
			list.nr++;
		}
		if (entry && front && front->options.progress) {
			struct progress p = progress_read(entry->name);

			entry->done = progress_count(&p);
			entry->next = p.next;
		}
		free(names[i]);
	}
	free(names);
	free(folder);
	return list;
}

void lesson_list_free(struct lesson_list *list)
{
	while (list->nr > 0) {
		struct lesson_entry *entry = &list->v[--list->nr];

		free(entry->name);
		free(entry->path);
		free(entry->title);
		free(entry->about);
		free(entry->broken);
	}
	free(list->v);
	list->v = NULL;
}

/* By name, by the whole name of the file, or by number in the list. */
static bool is_named(const struct lesson_entry *entry, u32 number,
		     const char *word)
{
	const char *slash = strrchr(entry->path, '/');
	char digits[12];

	snprintf(digits, sizeof(digits), "%u", number);
	return !strcmp(word, entry->name) || !strcmp(word, slash + 1) ||
	       !strcmp(word, digits);
}

char *lesson_find(const char *word)
{
	struct lesson_list list;
	char *path = NULL;
	u32 i;

	if (is_lesson_file(word) && !access(word, F_OK))
		return strdup(word);
	list = lesson_list(NULL);
	for (i = 0; i < list.nr && !path; i++)
		if (is_named(&list.v[i], i + 1, word))
			path = strdup(list.v[i].path);
	lesson_list_free(&list);
	if (!path && is_lesson_file(word))
		path = strdup(word);	/* it will be said that it is missing */
	return path;
}
