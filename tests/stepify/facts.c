/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prints step_tables.c for golden/facts, and checks what must hold in any:
 *
 *	facts SRCDIR
 *
 * texts equal the files in SRCDIR; a statement's text begins on its line and
 * inside its function; statements, locals and symbols of a function are its.
 */
#include "machine/step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct step_frame *step_top;

void step_log(u32 id)
{
	(void)id;
}

static void check(int holds, const char *what, u32 id)
{
	if (holds)
		return;
	printf("%u: not so: %s\n", id, what);
	exit(1);
}

static void check_file(const struct step_file *file, const char *srcdir)
{
	char path[4096];
	FILE *in;
	u32 i;

	snprintf(path, sizeof(path), "%s/%s", srcdir, file->path);
	in = fopen(path, "rb");
	check(in != NULL, "the source is there", 0);
	for (i = 0; i < file->text_len; i++)
		check(getc(in) == (unsigned char)file->text[i], "same text", i);
	check(getc(in) == EOF && !file->text[i], "same end", i);
	fclose(in);
}

static u32 line_of(const struct step_file *file, u32 at)
{
	u32 line = 1, i;

	for (i = 0; i < at; i++)
		line += file->text[i] == '\n';
	return line;
}

static void check_stmt(u32 id)
{
	const struct step_stmt *s = &step_stmts[id];
	const struct step_func *f = &step_funcs[s->func];

	check(s->line == line_of(&step_files[s->file], s->text), "line", id);
	check(s->file == f->file, "file", id);
	check(s->line >= f->line && s->line <= f->end_line, "function", id);
	check(s->ordinal == id - f->first_stmt + 1, "ordinal", id);
	check(s->ordinal <= f->nr_stmts, "number", id);
}

static void show_stmts(void)
{
	const struct step_stmt *s;
	u32 i;

	for (i = 1; i < step_nr_stmts; i++) {
		s = &step_stmts[i];
		check_stmt(i);
		printf("%u %s.%u line %u: %.*s\n", i,
		       step_funcs[s->func].name, s->ordinal, s->line, s->len,
		       step_files[s->file].text + s->text);
	}
}

static void show_funcs(void)
{
	const struct step_func *f;
	const struct step_local *l;
	u32 i, k;

	for (i = 1; i < step_nr_funcs; i++) {
		f = &step_funcs[i];
		printf("\n%s:%u-%u %s\n%s\n", step_files[f->file].path,
		       f->line, f->end_line, f->name, f->narration);
		for (k = 0; k < f->nr_locals; k++) {
			l = &step_locals[f->first_local + k];
			check(l->func == i && l->slot == k, "local", i);
			printf("\t%u-%u %s: %s\n", l->line, l->end_line,
			       l->name, l->type);
		}
	}
}

static void show_symbols(void)
{
	const struct step_symbol *s;
	u32 i;

	for (i = 0; step_symbol_tables[i]; i++) {
		for (s = step_symbol_tables[i]; s->name; s++) {
			check(s->fn != 0, "symbol", s->func);
			check(!s->func ||
			      !strcmp(step_funcs[s->func].name, s->name),
			      "symbol's name", s->func);
			printf("symbol %s%s\n", s->name,
			       s->func ? "" : " notrace");
		}
	}
	check(i + 1 == step_nr_files, "a table for each file", i);
}

int main(int argc, char **argv)
{
	u32 i;

	for (i = 1; argc > 1 && i < step_nr_files; i++) {
		check_file(&step_files[i], argv[1]);
		printf("file %s: %u lines\n", step_files[i].path,
		       step_files[i].nr_lines);
	}
	show_stmts();
	for (i = 1; i < step_nr_marks; i++)
		printf("mark %s: %u\n", step_marks[i].name, step_marks[i].stmt);
	show_symbols();
	check(strlen(step_digest) == 16, "digest", 0);
	printf("digest %s\n", step_digest);
	show_funcs();
	return 0;
}
