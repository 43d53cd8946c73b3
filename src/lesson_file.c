/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson as it is written: texts, variants, names.  See lesson_file.h;
 * lesson_parse.c makes the structures.
 */
#include "lesson_file.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* --- names --------------------------------------------------------------- */

static const struct {
	const char *name, *command;
} grains[GRAIN_NR] = {
	[GRAIN_STATEMENT] = { "statement", "step" },
	[GRAIN_NEXT] = { "next", "next" },
	[GRAIN_FUNCTION] = { "function", "finish" },
	[GRAIN_EVENT] = { "event", "event" },
	[GRAIN_TICK] = { "tick", "tick" },
};

const char *lesson_grain_name(enum lesson_grain grain)
{
	return grains[grain].name;
}

const char *lesson_grain_command(enum lesson_grain grain)
{
	return grains[grain].command;
}

int lesson_find_grain(const char *word, size_t len)
{
	int i;

	for (i = 0; i < GRAIN_NR; i++)
		if (strlen(grains[i].name) == len &&
		    !memcmp(grains[i].name, word, len))
			return i;
	return -1;
}

char *lesson_name_of(struct pool *pool, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *begin = name + strspn(name, "0123456789");
	const char *dot = strrchr(name, '.');

	begin += *begin == '-';
	if (!*begin || begin == dot)
		begin = name;
	return pool_text(pool, begin, dot && dot > begin ?
			 (size_t)(dot - begin) : strlen(begin));
}

/* --- looking up ---------------------------------------------------------- */

bool lesson_fail(struct script_error *error, u32 line, u32 column,
		 const char *right, const char *what, ...)
{
	va_list args;

	*error = (struct script_error){ .line = line, .column = column };
	va_start(args, what);
	vsnprintf(error->what, sizeof(error->what), what, args);
	va_end(args);
	snprintf(error->right, sizeof(error->right), "%s", right ? right : "");
	return false;
}

void lesson_free(struct lesson *lesson)
{
	struct pool pool;

	if (!lesson)
		return;
	pool = lesson->pool;		/* it holds the lesson itself */
	pool_clear(&pool);
}

const struct lesson_step *lesson_step(const struct lesson *lesson, u32 i)
{
	const struct lesson_step *step = lesson->steps;

	while (i-- > 0)
		step = step->next;
	return step;
}

const struct lesson_variant *lesson_variant(const struct lesson_step *step,
					    u64 number)
{
	const struct lesson_variant *variant = step->variants;
	u64 i = step->nr_variants ? number % step->nr_variants : 0;

	while (i-- > 0)
		variant = variant->next;
	return variant;
}

/* --- texts --------------------------------------------------------------- */

static size_t word_length(const char *text)
{
	return strspn(text, "abcdefghijklmnopqrstuvwxyz"
		      "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
}

static const char *value_of(const struct lesson_variant *variant,
			    struct span name)
{
	u32 i;

	for (i = 0; variant && i < variant->nr; i++)
		if (span_is(name, variant->names[i]))
			return variant->values[i];
	return NULL;
}

size_t lesson_variable(const char *at, struct span *name)
{
	bool braces = at[0] == '$' && at[1] == '{';

	if (*at != '$')
		return 0;
	name->text = at + 1 + braces;
	name->len = word_length(name->text);
	if (!name->len || (braces && name->text[name->len] != '}'))
		return 0;
	return name->len + 1 + 2 * braces;
}

const char *lesson_fill(struct pool *pool, const struct lesson_variant *variant,
			const char *text)
{
	char *filled = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&filled, &size);
	const char *value, *result;

	if (!out)
		return text;
	for (; *text; text++) {
		struct span name;
		size_t len = lesson_variable(text, &name);

		value = len ? value_of(variant, name) : NULL;
		if (value) {
			fputs(value, out);
			text += len - 1;
		} else {
			fputc(*text, out);
		}
	}
	fclose(out);
	result = pool_text(pool, filled, size);
	free(filled);
	return result;
}

/* Paragraphs while they are being made. */
struct prose {
	const char **list;
	u32 nr, max;
	char *text;			/* the paragraph at hand, or NULL */
	bool verbatim;
	struct pool *pool;
};

static void end_paragraph(struct prose *p)
{
	const char **list;

	if (!p->text)
		return;
	if (p->nr == p->max) {
		list = pool_alloc(p->pool, (2 * p->max + 8) * sizeof(*list));
		if (p->nr)
			memcpy(list, p->list, p->nr * sizeof(*list));
		p->list = list;
		p->max = 2 * p->max + 8;
	}
	p->list[p->nr++] = p->text;
	p->text = NULL;
}

/* One line, its indentation taken off. */
static void add_line(struct prose *p, const char *line, size_t len)
{
	bool verbatim = len && (*line == ' ' || *line == '\t');

	while (len && (line[len - 1] == ' ' || line[len - 1] == '\t'))
		len--;
	if (!len || (p->text && verbatim != p->verbatim))
		end_paragraph(p);
	if (!len)
		return;
	if (p->text)
		p->text = pool_format(p->pool, "%s%c%.*s", p->text,
				      verbatim ? '\n' : ' ', (int)len, line);
	else
		p->text = pool_text(p->pool, line, len);
	p->verbatim = verbatim;
}

static size_t indentation(const char *line)
{
	return strspn(line, " \t");
}

/* That of the first line which is not empty. */
static size_t body_indentation(const char *body)
{
	while (*body) {
		size_t blanks = indentation(body);

		if (body[blanks] && body[blanks] != '\n')
			return blanks;
		body += strcspn(body, "\n");
		body += *body == '\n';
	}
	return 0;
}

const char *const *lesson_prose(struct pool *pool,
				const struct lesson_variant *variant,
				const struct lesson_text *text, u32 *nr)
{
	struct prose p = { .pool = pool };
	size_t indent = body_indentation(text->body);
	const char *line = lesson_fill(pool, variant, text->body);
	const char *head = lesson_fill(pool, variant, text->head);

	add_line(&p, head, strlen(head));
	while (*line) {
		size_t len = strcspn(line, "\n");
		size_t skip = indentation(line);

		if (skip > indent)
			skip = indent;
		add_line(&p, line + skip, len - (skip < len ? skip : len));
		line += len + (line[len] == '\n');
	}
	end_paragraph(&p);
	*nr = p.nr;
	return p.list;
}

const char *lesson_sentence(struct pool *pool,
			    const struct lesson_variant *variant,
			    const struct lesson_text *text)
{
	u32 nr, i;
	const char *const *paragraphs;
	const char *all = "";

	if (!text->head)
		return "";
	paragraphs = lesson_prose(pool, variant, text, &nr);
	for (i = 0; i < nr; i++)
		all = i ? pool_format(pool, "%s %s", all, paragraphs[i]) :
			  paragraphs[i];
	return all;
}

static const char *empty_lines(struct pool *pool, u32 nr)
{
	char *lines = pool_alloc(pool, nr + 1);

	memset(lines, '\n', nr);
	return lines;
}

const char *lesson_code(struct pool *pool, const struct lesson_variant *variant,
			const struct lesson_text *text)
{
	if (!text->head)
		return "";
	return pool_format(pool, "%s%*s%s\n%s",
			   empty_lines(pool, text->line - 1),
			   (int)text->column - 1, "",
			   lesson_fill(pool, variant, text->head),
			   lesson_fill(pool, variant, text->body));
}

const char *lesson_condition(struct pool *pool,
			     const struct lesson_variant *variant,
			     const struct lesson_text *text)
{
	return pool_format(pool, "%s%s", empty_lines(pool, text->body_line - 1),
			   lesson_fill(pool, variant, text->body));
}
