/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Output files: a temporary name first, the real name at the end.
 *
 * The temporary file lies beside the real one, because rename() is atomic only
 * within a file system.  A symbolic link is followed first, so that the file
 * it points to is replaced and not the link.
 */
#include "outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct outfile {
	FILE *stream;
	char *path;			/* NULL: no renaming */
	char *temporary;
};

static void outfile_free(struct outfile *out)
{
	int error = errno;

	free(out->path);
	free(out->temporary);
	free(out);
	errno = error;
}

/* What files get that are made without asking: everything but the umask. */
static mode_t default_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static bool open_temporary(struct outfile *out, mode_t mode)
{
	static const char suffix[] = ".XXXXXX";
	size_t len = strlen(out->path);
	int fd;

	out->temporary = malloc(len + sizeof(suffix));
	if (!out->temporary)
		return false;
	memcpy(out->temporary, out->path, len);
	memcpy(out->temporary + len, suffix, sizeof(suffix));
	fd = mkstemp(out->temporary);
	if (fd < 0)
		return false;
	/* Where modes cannot be changed, a private file is good enough. */
	if (fchmod(fd, mode))
		errno = 0;
	out->stream = fdopen(fd, "w");
	if (out->stream)
		return true;
	close(fd);
	unlink(out->temporary);
	return false;
}

static bool open_path(struct outfile *out, const char *path)
{
	struct stat st;

	if (stat(path, &st)) {
		out->path = strdup(path);
		return out->path && open_temporary(out, default_mode());
	}
	if (S_ISDIR(st.st_mode)) {
		errno = EISDIR;
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		out->stream = fopen(path, "w");
		return out->stream;
	}
	if (access(path, W_OK))
		return false;
	out->path = realpath(path, NULL);
	return out->path && open_temporary(out, st.st_mode & 07777);
}

struct outfile *outfile_open(const char *path)
{
	struct outfile *out = calloc(1, sizeof(*out));

	if (!out)
		return NULL;
	if (!strcmp(path, "-")) {
		out->stream = stdout;
		return out;
	}
	if (!*path)
		errno = ENOENT;
	if (*path && open_path(out, path))
		return out;
	outfile_free(out);
	return NULL;
}

FILE *outfile_stream(struct outfile *out)
{
	return out->stream;
}

bool outfile_can_rewind(const struct outfile *out)
{
	return out->path;
}

/* Everything written, and no error on the way? */
static bool close_stream(struct outfile *out)
{
	bool failed = ferror(out->stream);

	errno = 0;
	failed |= (out->stream == stdout ? fflush(stdout) : fclose(out->stream)) != 0;
	if (failed) {
		errno = errno ? errno : EIO;
		return false;
	}
	return true;
}

bool outfile_commit(struct outfile *out)
{
	bool done = close_stream(out);

	if (out->path) {
		done = done && !rename(out->temporary, out->path);
		if (!done) {
			int error = errno;

			unlink(out->temporary);
			errno = error;
		}
	}
	outfile_free(out);
	return done;
}

void outfile_abort(struct outfile *out)
{
	int error = errno;

	if (out->stream != stdout)
		fclose(out->stream);
	if (out->path)
		unlink(out->temporary);
	errno = error;
	outfile_free(out);
}
