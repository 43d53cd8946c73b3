/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Directives of lessons that are lists of words: allow, forbid, grain, focus,
 * source, vary.
 */
#include "lesson_parse.h"

#include <string.h>

#include "breakpoint.h"
#include "command.h"
#include "views/pane.h"

/* --- lists of words ------------------------------------------------------ */

/* The words of head and body, with their places. */
struct words {
	const char *at;
	u32 line, column;
	const char *body;		/* what comes after the head */
	u32 body_line;
};

static struct words words_of(const struct lesson_text *text)
{
	return (struct words){
		text->head, text->line, text->column, text->body,
		text->body_line,
	};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == ',';
}

/* The next word's length; words->at stands on it.  0: no more. */
static size_t next_word(struct words *words)
{
	for (;;) {
		for (; is_blank(*words->at); words->at++)
			words->column++;
		if (*words->at && *words->at != '\n')
			return strcspn(words->at, " \t,\n");
		if (*words->at) {
			words->at++;
			words->line++;
			words->column = 1;
		} else if (words->body) {
			words->at = words->body;
			words->line = words->body_line;
			words->column = 1;
			words->body = NULL;
		} else {
			return 0;
		}
	}
}

static void skip_word(struct words *words, size_t len)
{
	words->at += len;
	words->column += (u32)len;
}

static bool fail_word(struct parser *p, const struct words *words, size_t len,
		      const char *right, const char *what)
{
	return lesson_fail(p->error, words->line, words->column, right,
			   "%s \"%.*s\"", what, len > 40 ? 40 : (int)len,
			   words->at);
}

/* These are the way out, or belong to no step. */
static const char *const always[] = {
	"lesson", "answer", "help", "quit", "why",
};

static bool check_command(struct parser *p, const struct words *words,
			  size_t len, bool forbid)
{
	struct span word = { words->at, len };
	struct script_error error;
	const struct command *command;
	size_t i;

	if (compile_row(word))
		return true;
	command = command_find(word, &error);
	if (!command || !span_is(word, command->name))
		return fail_word(p, words, len, command ? "write it in full" :
				 error.right, "no command or kernel call");
	if (!forbid && command->effect != EFFECT_MACHINE)
		return fail_word(p, words, len, "leave it out",
				 "this command changes no machine and is always "
				 "allowed:");
	for (i = 0; i < ARRAY_SIZE(always); i++)
		if (forbid && span_is(word, always[i]))
			return fail_word(p, words, len,
					 "nobody shall be stuck",
					 "this command cannot be forbidden:");
	return true;
}

static bool read_commands(struct parser *p, const struct lesson_text *text,
			  struct lesson_words *list, bool forbid)
{
	struct words words = words_of(text);
	const char **v = pool_alloc(&p->lesson->pool, (strlen(text->head) +
				    strlen(text->body) + 1) * sizeof(*v));
	size_t len;

	list->v = v;
	list->given = true;
	for (; (len = next_word(&words)); skip_word(&words, len)) {
		if (!forbid && len == 7 && !memcmp(words.at, "nothing", len))
			continue;
		if (!check_command(p, &words, len, forbid))
			return false;
		v[list->nr++] = pool_text(&p->lesson->pool, words.at, len);
	}
	return true;
}

bool lesson_read_allow(struct parser *p, const struct lesson_text *text)
{
	return read_commands(p, text, &p->step->allow, false);
}

bool lesson_read_forbid(struct parser *p, const struct lesson_text *text)
{
	return read_commands(p, text, &p->step->forbid, true);
}

/* --- grain, focus, source ------------------------------------------------ */

bool lesson_read_grain(struct parser *p, const struct lesson_text *text)
{
	struct words words = words_of(text);
	size_t len = next_word(&words);
	int grain = lesson_find_grain(words.at, len);

	if (grain < 0)
		return fail_word(p, &words, len, "statement, next, function, "
				 "event or tick would be right", "no grain");
	p->step->grain = (enum lesson_grain)grain;
	return true;
}

bool lesson_read_focus(struct parser *p, const struct lesson_text *text)
{
	struct words words = words_of(text);
	struct lesson_step *step = p->step;
	char names[200];
	size_t len;
	u32 i;

	for (; (len = next_word(&words)); skip_word(&words, len)) {
		const s32 pane = len > 1 ? pane_find(words.at, len) : -1;

		if (pane < 0)
			return fail_word(p, &words, len, pane_names(names,
					 sizeof(names)), "no pane");
		if (step->nr_focus == LESSON_MAX_FOCUS)
			return fail_word(p, &words, len, "name fewer",
					 "too many panes:");
		for (i = 0; i < step->nr_focus; i++)
			if (step->focus[i] == (u32)pane)
				return fail_word(p, &words, len, "once is enough",
						 "named already:");
		step->focus[step->nr_focus++] = (u32)pane;
	}
	return true;
}

bool lesson_read_source(struct parser *p, const struct lesson_text *text)
{
	struct words words = words_of(text);
	size_t len = next_word(&words);
	const char *place = pool_text(&p->lesson->pool, words.at, len);
	char error[200];

	p->step->source = strchr(place, ':') ? 0 :
			  breakpoint_place(place, error, sizeof(error));
	if (!p->step->source)
		return fail_word(p, &words, len, "`info marks` and `info "
				 "functions` list them",
				 "no mark or function");
	return true;
}

/* --- variants ------------------------------------------------------------ */

static bool same_names(const struct lesson_variant *a,
		       const struct lesson_variant *b)
{
	u32 i;

	if (a->nr != b->nr)
		return false;
	for (i = 0; i < a->nr; i++)
		if (strcmp(a->names[i], b->names[i]))
			return false;
	return true;
}

static struct lesson_variant *new_variant(struct parser *p, size_t max)
{
	struct pool *pool = &p->lesson->pool;
	struct lesson_variant *variant = pool_alloc(pool, sizeof(*variant));

	variant->names = pool_alloc(pool, max * sizeof(char *));
	variant->values = pool_alloc(pool, max * sizeof(char *));
	return variant;
}

/* One name=value of a variant. */
static bool add_value(struct parser *p, struct lesson_variant *variant,
		      const struct words *words, size_t len)
{
	const char *equals = memchr(words->at, '=', len);
	struct pool *pool = &p->lesson->pool;
	size_t name = equals ? (size_t)(equals - words->at) : 0;

	if (!name || name + 1 == len)
		return fail_word(p, words, len, "`delta=100 level=1` would be "
				 "right, a line for each variant",
				 "not a name and its value:");
	((const char **)variant->names)[variant->nr] =
		pool_text(pool, words->at, name);
	((const char **)variant->values)[variant->nr++] =
		pool_text(pool, equals + 1, len - name - 1);
	return true;
}

/* The variants are the lines: a new one begins where the line changes. */
bool lesson_read_vary(struct parser *p, const struct lesson_text *text)
{
	struct words words = words_of(text);
	struct lesson_step *step = p->step;
	size_t max = strlen(text->head) + strlen(text->body) + 1;
	struct lesson_variant *variant = NULL;
	u32 line = 0;
	size_t len;

	for (; (len = next_word(&words)); skip_word(&words, len)) {
		if (words.line != line) {
			if (variant && !same_names(step->variants, variant))
				break;
			variant = new_variant(p, max);
			*p->variant_end = variant;
			p->variant_end = &variant->next;
			step->nr_variants++;
			line = words.line;
		}
		if (!add_value(p, variant, &words, len))
			return false;
	}
	if (variant && !same_names(step->variants, variant))
		return lesson_fail(p->error, line, 1, "the same names in the same "
				   "order in each line", "this variant names "
				   "other variables than the first one");
	return true;
}
