/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Output files that are whole or not there.
 *
 * A file is written under a temporary name in its own folder and takes its
 * real name when everything has been written; on failure the temporary file is
 * removed and what was there before stays.  "-" is the standard output;
 * devices and pipes are written to directly.
 */
#ifndef OUTFILE_H
#define OUTFILE_H

#include <stdbool.h>
#include <stdio.h>

struct outfile;

/* Begin to write @path.  NULL: it cannot be written; errno tells why. */
struct outfile *outfile_open(const char *path);

/* Where to write. */
FILE *outfile_stream(struct outfile *out);

/* Can its beginning be written again (fseek)?  Not in pipes and devices. */
bool outfile_can_rewind(const struct outfile *out);

/* All is written: give the file its name.  false: nothing was changed; errno tells why.  @out is
 * gone in both cases. */
bool outfile_commit(struct outfile *out);

/* Give up; what was there before stays, and so does errno. */
void outfile_abort(struct outfile *out);

#endif
