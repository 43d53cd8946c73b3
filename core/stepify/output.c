/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Output: the stepped sources and step_tables.c
 *
 * A stepped source is its original with the insertions, between two lines that
 * include the macros and a table of the functions defined there (pointers to
 * static functions can be taken nowhere else).
 *
 * step_tables.c holds, for all files: their texts and a digest of them, the
 * functions with their narration, the statements, the named marks and the
 * locals.  Row 0 of each means "none", and is counted.
 *
 * All texts are made before the first is written; each is written beside its
 * place and then renamed; one that did not change keeps its time stamp.
 */
#include "stepify.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct text {
	VEC(char) bytes;
};

static void add_bytes(struct text *t, const char *p, size_t len)
{
	while (len--)
		*vec_add(&t->bytes) = *p++;
}

static void add(struct text *t, char *text)
{
	add_bytes(t, text, strlen(text));
	free(text);
}

/* A C string literal; what is not plain ASCII is written in octal. */
static void add_quoted(struct text *t, const char *p, size_t len)
{
	const char *end = p + len;

	add(t, format("\""));
	for (; p < end; p++) {
		if (*p == '\n')
			add(t, format("\\n"));
		else if (*p == '\t')
			add(t, format("\\t"));
		else if (*p == '"' || *p == '\\' || *p == '?')
			add(t, format("\\%c", *p));
		else if (*p >= ' ' && *p <= '~')
			add_bytes(t, p, 1);
		else
			add(t, format("\\%03o", (unsigned char)*p));
	}
	add(t, format("\""));
}

static void add_string(struct text *t, const char *text)
{
	add_quoted(t, text, strlen(text));
}

/*
 * The stepped sources
 */

static int compare_insertions(const void *a, const void *b)
{
	const struct insertion *x = a, *y = b;

	if (x->off != y->off)
		return x->off < y->off ? -1 : 1;
	return x->seq < y->seq ? -1 : 1;
}

static void add_stepped(struct text *t, struct source *s)
{
	u32 at = 0;
	size_t i;

	if (s->insertions.nr)
		qsort(s->insertions.v, s->insertions.nr,
		      sizeof(*s->insertions.v), compare_insertions);
	for (i = 0; i < s->insertions.nr; i++) {
		add_bytes(t, s->text + at, s->insertions.v[i].off - at);
		add(t, s->insertions.v[i].text);
		at = s->insertions.v[i].off;
	}
	add_bytes(t, s->text + at, s->len - at);
	if (s->len && s->text[s->len - 1] != '\n')
		add(t, format("\n"));
}

/* step_symbols_core_linux_wheel_c */
static char *symbols_name(const struct source *s)
{
	char *name = format("step_symbols_%s", s->path), *p;

	for (p = name; *p; p++) {
		if (!isalnum((unsigned char)*p))
			*p = '_';
	}
	return name;
}

static void add_symbols(struct text *t, const struct source *s)
{
	char *name = symbols_name(s);
	const struct function *f;
	size_t i;

	add(t, format("#line 1 \"step_symbols\"\n"));
	add(t, format("extern const struct step_symbol %s[];\n", name));
	add(t, format("const struct step_symbol %s[] = {\n", name));
	for (i = 0; i < s->functions.nr; i++) {
		f = &s->functions.v[i];
		if (!f->is_inline)
			add(t, format("\t{ (step_fn)%s, %u, \"%s\" },\n",
				      f->name, (unsigned)f->id, f->name));
	}
	add(t, format("\t{ 0, 0, 0 }\n};\n"));
}

static struct text stepped_text(struct source *s)
{
	struct text t = { { NULL, 0, 0 } };

	add(&t, format("#include \"machine/step.h\"\n#line 1 "));
	add_string(&t, s->path);
	add(&t, format("\n"));
	add_stepped(&t, s);
	add_symbols(&t, s);
	return t;
}

/*
 * step_tables.c
 */

static void add_source_text(struct text *t, const struct source *s)
{
	const char *p = s->text, *end = p + s->len, *next;

	add(t, format("static const char text_%u[] =\n", (unsigned)s->id));
	do {
		next = memchr(p, '\n', (size_t)(end - p));
		next = next ? next + 1 : end;
		add(t, format("\t"));
		add_quoted(t, p, (size_t)(next - p));
		add(t, format("%s\n", next < end ? "" : ";"));
		p = next;
	} while (p < end);
	add(t, format("\n"));
}

static void add_files(struct text *t)
{
	const struct source *s;
	size_t i;

	for (i = 1; i < facts.files.nr; i++)
		add_source_text(t, facts.files.v[i]);
	add(t, format("const struct step_file step_files[] = {\n"
		      "\t{ \"\", \"\", 0, 0 },\n"));
	for (i = 1; i < facts.files.nr; i++) {
		s = facts.files.v[i];
		add(t, format("\t{ "));
		add_string(t, s->path);
		add(t, format(", text_%u, %u, %u },\n", (unsigned)s->id,
			      (unsigned)s->len, (unsigned)s->nr_lines));
	}
	add(t, format("};\nconst u32 step_nr_files = %zu;\n\n",
		      facts.files.nr));
}

static void add_funcs(struct text *t)
{
	const struct fact_func *f;
	size_t i;

	add(t, format("const struct step_func step_funcs[] = {\n"
		      "\t{ \"\", 0, 0, 0, 0, 0, 0, 0, \"\" },\n"));
	for (i = 1; i < facts.funcs.nr; i++) {
		f = &facts.funcs.v[i];
		add(t, format("\t{ \"%s\", %u, %u, %u, %u, %u, %u, %u,\n\t  ",
			      f->name, (unsigned)f->file,
			      (unsigned)f->nr_locals, (unsigned)f->line,
			      (unsigned)f->end_line, (unsigned)f->first_stmt,
			      (unsigned)f->nr_stmts,
			      (unsigned)f->first_local));
		add_string(t, f->narration);
		add(t, format(" },\n"));
	}
	add(t, format("};\nconst u32 step_nr_funcs = %zu;\n\n",
		      facts.funcs.nr));
}

static void add_stmts(struct text *t)
{
	const struct fact_stmt *s;
	size_t i;

	add(t, format("const struct step_stmt step_stmts[] = {\n"));
	for (i = 0; i < facts.stmts.nr; i++) {
		s = &facts.stmts.v[i];
		add(t, format("\t{ %u, %u, %u, %u, %u, %u },\n",
			      (unsigned)s->text, (unsigned)s->len,
			      (unsigned)s->file, (unsigned)s->func,
			      (unsigned)s->ordinal, (unsigned)s->line));
	}
	add(t, format("};\nconst u32 step_nr_stmts = %zu;\n\n",
		      facts.stmts.nr));
}

static void add_marks(struct text *t)
{
	size_t i;

	add(t, format("const struct step_mark step_marks[] = {\n"
		      "\t{ \"\", 0 },\n"));
	for (i = 1; i < facts.marks.nr; i++)
		add(t, format("\t{ \"%s\", %u },\n", facts.marks.v[i].name,
			      (unsigned)facts.marks.v[i].stmt));
	add(t, format("};\nconst u32 step_nr_marks = %zu;\n\n",
		      facts.marks.nr));
}

static void add_locals(struct text *t)
{
	const struct fact_local *l;
	size_t i;

	add(t, format("const struct step_local step_locals[] = {\n"
		      "\t{ \"\", \"\", 0, 0, 0, 0 },\n"));
	for (i = 1; i < facts.locals.nr; i++) {
		l = &facts.locals.v[i];
		add(t, format("\t{ \"%s\", ", l->name));
		add_string(t, l->type);
		add(t, format(", %u, %u, %u, %u },\n", (unsigned)l->func,
			      (unsigned)l->slot, (unsigned)l->line,
			      (unsigned)l->end_line));
	}
	add(t, format("};\nconst u32 step_nr_locals = %zu;\n\n",
		      facts.locals.nr));
}

static void add_symbol_tables(struct text *t)
{
	size_t i;

	for (i = 1; i < facts.files.nr; i++)
		add(t, format("extern const struct step_symbol %s[];\n",
			      symbols_name(facts.files.v[i])));
	add(t, format("const struct step_symbol *const step_symbol_tables[] = "
		      "{\n"));
	for (i = 1; i < facts.files.nr; i++)
		add(t, format("\t%s,\n", symbols_name(facts.files.v[i])));
	add(t, format("\t0\n};\n\n"));
}

static u64 fnv1a(u64 hash, const char *p, size_t len)
{
	for (; len--; p++) {
		hash ^= (unsigned char)*p;
		hash *= 0x100000001b3;
	}
	return hash;
}

/* What names this version of the sources: a session file records it. */
static void add_digest(struct text *t)
{
	u64 hash = 0xcbf29ce484222325;
	const struct source *s;
	size_t i;

	for (i = 1; i < facts.files.nr; i++) {
		s = facts.files.v[i];
		hash = fnv1a(hash, s->path, strlen(s->path));
		hash = fnv1a(hash, s->text, s->len);
	}
	add(t, format("const char step_digest[] = \"%016" PRIx64 "\";\n",
		      hash));
}

static struct text tables_text(void)
{
	struct text t = { { NULL, 0, 0 } };

	add(&t, format("/* Written by stepify. */\n"
		       "#include \"machine/step.h\"\n\n"
		       "#pragma GCC diagnostic ignored "
		       "\"-Woverlength-strings\"\n\n"));
	add_files(&t);
	add_funcs(&t);
	add_stmts(&t);
	add_marks(&t);
	add_locals(&t);
	add_symbol_tables(&t);
	add_digest(&t);
	return t;
}

/*
 * Files
 */

static void make_folders(const char *path)
{
	char *folder = copy_text(path, strlen(path)), *p;

	for (p = strchr(folder + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(folder, 0777) && errno != EEXIST)
			fail(NULL, 0, "cannot make the folder %s", folder);
		*p = '/';
	}
}

static bool is_unchanged(const char *path, const struct text *t)
{
	FILE *file = fopen(path, "rb");
	size_t i = 0;
	int c;

	if (!file)
		return false;
	while ((c = getc(file)) != EOF && i < t->bytes.nr &&
	       (unsigned char)t->bytes.v[i] == c)
		i++;
	fclose(file);
	return c == EOF && i == t->bytes.nr;
}

static void write_text(const char *path, const struct text *t)
{
	char *beside = format("%s.new", path);
	FILE *file;
	bool ok;

	if (is_unchanged(path, t))
		return;
	make_folders(path);
	file = fopen(beside, "wb");
	if (!file)
		fail(NULL, 0, "cannot write %s", beside);
	ok = fwrite(t->bytes.v, 1, t->bytes.nr, file) == t->bytes.nr;
	ok = !fclose(file) && ok;
	if (!ok || rename(beside, path)) {
		remove(beside);
		fail(NULL, 0, "cannot write %s", path);
	}
}

/* Two paths must not give one name for their tables. */
static void check_symbols_names(void)
{
	size_t i, k;

	for (i = 1; i < facts.files.nr; i++) {
		for (k = 1; k < i; k++) {
			if (!strcmp(symbols_name(facts.files.v[i]),
				    symbols_name(facts.files.v[k])))
				fail(facts.files.v[i], 1,
				     "its path is too much like %s",
				     facts.files.v[k]->path);
		}
	}
}

void write_outputs(const char *outdir)
{
	VEC(struct text) texts = { NULL, 0, 0 };
	struct text tables;
	size_t i;

	check_symbols_names();
	for (i = 1; i < facts.files.nr; i++)
		*vec_add(&texts) = stepped_text(facts.files.v[i]);
	tables = tables_text();
	for (i = 1; i < facts.files.nr; i++)
		write_text(format("%s/%s", outdir, facts.files.v[i]->path),
			   &texts.v[i - 1]);
	write_text(format("%s/step_tables.c", outdir), &tables);
}
