/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * stepify: makes plain C steppable, one statement at a time
 *
 *	stepify -o OUTDIR -s SRCDIR FILE...
 *
 * Each FILE is a relative path such as core/linux/wheel.c.  It is read from
 * SRCDIR/FILE and written to OUTDIR/FILE, with a STEP(id) before every
 * statement, on the same line:
 *
 *	if (base->clk == now)		STEP(7); if (base->clk == now)
 *		return;			    {STEP(8); return;}
 *
 * so that lines, and the debug information made from them, stay what they
 * were.  OUTDIR/step_tables.c receives what the program must know about the
 * sources: see output.c.  All files go through one run, as ids are global.
 *
 * Functions marked `notrace' are left alone: what hardware does at once.
 *
 * The rules of the house that make this possible are checked on the way: one
 * statement begins on a line; no assignment inside a condition; no directive
 * inside a function; no mutable static; no statement expression; at most one
 * stepping call in a full expression.  What is not understood is an error.
 */
#include "stepify.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct facts facts;

_Noreturn void fail(const struct source *s, u32 line, const char *fmt, ...)
{
	va_list ap;

	if (s)
		fprintf(stderr, "%s:%u: ", s->path, (unsigned)line);
	else
		fputs("stepify: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

/* Make room for element nr of v, and zero it. */
void *grow(void *v, size_t nr, size_t *room, size_t size)
{
	if (nr == *room) {
		*room = *room ? 2 * *room : 16;
		v = realloc(v, *room * size);
		if (!v)
			fail(NULL, 0, "out of memory");
	}
	memset((char *)v + nr * size, 0, size);
	return v;
}

char *copy_text(const char *text, size_t len)
{
	char *copy = malloc(len + 1);

	if (!copy)
		fail(NULL, 0, "out of memory");
	memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *format(const char *fmt, ...)
{
	va_list ap;
	char *text;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	text = malloc((size_t)len + 1);
	if (len < 0 || !text)
		fail(NULL, 0, "out of memory");
	va_start(ap, fmt);
	vsnprintf(text, (size_t)len + 1, fmt, ap);
	va_end(ap);
	return text;
}

static void read_text(struct source *s, const char *path)
{
	VEC(char) text = { NULL, 0, 0 };
	FILE *file = fopen(path, "rb");
	int c;

	if (!file)
		fail(NULL, 0, "cannot read %s", path);
	while ((c = getc(file)) != EOF)
		*vec_add(&text) = (char)c;
	if (ferror(file))
		fail(NULL, 0, "cannot read %s", path);
	fclose(file);
	if (text.nr > INT32_MAX)
		fail(s, 1, "file too large");
	s->len = (u32)text.nr;
	*vec_add(&text) = '\0';
	s->text = text.v;
}

/* Outputs stay inside OUTDIR: no absolute paths and no "..". */
static void check_path(const char *path)
{
	const char *part = path;
	size_t len = strlen(path);

	if (*path == '/' || !len)
		fail(NULL, 0, "'%s': the path must be relative", path);
	if (len < 3 || strcmp(path + len - 2, ".c"))
		fail(NULL, 0, "'%s': not a .c file", path);
	for (; part; part = strchr(part, '/')) {
		part += *part == '/';
		if (!strncmp(part, "../", 3))
			fail(NULL, 0, "'%s': the path must not hold ..", path);
	}
}

static void add_source(const char *srcdir, const char *path)
{
	struct source *s = calloc(1, sizeof(*s));
	size_t i;

	if (!s)
		fail(NULL, 0, "out of memory");
	check_path(path);
	for (i = 1; i < facts.files.nr; i++) {
		if (!strcmp(facts.files.v[i]->path, path))
			fail(NULL, 0, "'%s' is given twice", path);
	}
	s->path = path;
	s->id = (u32)facts.files.nr;
	read_text(s, format("%s/%s", srcdir, path));
	*vec_add(&facts.files) = s;
}

/* The ids of the tables are 16 bits wide where that is plenty. */
static void check_sizes(void)
{
	if (facts.files.nr > UINT16_MAX || facts.funcs.nr > UINT16_MAX)
		fail(NULL, 0, "more than 65535 files or functions");
	if (facts.stmts.nr > INT32_MAX)
		fail(NULL, 0, "too many statements");
}

static _Noreturn void usage(void)
{
	fputs("usage: stepify -o OUTDIR -s SRCDIR FILE...\n", stderr);
	exit(2);
}

static const char *option(int argc, char **argv, int i, const char *name)
{
	return i + 1 < argc && !strcmp(argv[i], name) ? argv[i + 1] : NULL;
}

int main(int argc, char **argv)
{
	const char *outdir = NULL, *srcdir = NULL;
	size_t file;
	int i;

	for (i = 1; i < argc && argv[i][0] == '-'; i += 2) {
		if (option(argc, argv, i, "-o"))
			outdir = argv[i + 1];
		else if (option(argc, argv, i, "-s"))
			srcdir = argv[i + 1];
		else
			usage();
	}
	if (!outdir || !srcdir || i >= argc)
		usage();

	/* Element 0 of each table means "none". */
	vec_add(&facts.files);
	vec_add(&facts.funcs);
	vec_add(&facts.stmts);
	vec_add(&facts.marks);
	vec_add(&facts.locals);
	for (; i < argc; i++)
		add_source(srcdir, argv[i]);

	for (file = 1; file < facts.files.nr; file++) {
		lex(facts.files.v[file]);
		find_functions(facts.files.v[file]);
	}
	for (file = 1; file < facts.files.nr; file++)
		walk_functions(facts.files.v[file]);
	check_sizes();
	write_outputs(outdir);
	return 0;
}
