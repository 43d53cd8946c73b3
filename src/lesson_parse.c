/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading lesson files: lines to directives to struct lesson.
 *
 *	keyword: rest of the line
 *		lines that begin with a blank belong to it
 *
 * The table `directives` says of each keyword where it may stand and what it
 * takes; most only keep their text.
 */
#include "lesson_parse.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum place { IN_HEAD, ANYWHERE, IN_STEP, IN_ASK, IN_CHOICE };
enum take { TAKE_LINE, TAKE_EITHER, TAKE_BOTH };

struct directive {
	const char *name;
	enum place place;
	enum take take;
	/* where its text is kept, in struct lesson, _step, _ask or _choice */
	size_t offset;
	bool (*read)(struct parser *p, const struct lesson_text *text);
	const char *example;
};

/* --- the table ----------------------------------------------------------- */

#define LESSON(field) offsetof(struct lesson, field)
#define STEP_AT(field) offsetof(struct lesson_step, field)
#define ASK(field) offsetof(struct lesson_ask, field)
#define CHOICE(field) offsetof(struct lesson_choice, field)
#define NOT_KEPT ((size_t)-1)

static const struct directive directives[] = {
	{ "lesson", IN_HEAD, TAKE_LINE, LESSON(title), NULL,
	  "lesson: The wheel" },
	{ "about", IN_HEAD, TAKE_EITHER, LESSON(about), NULL,
	  "about: What it is about." },
	{ "step", ANYWHERE, TAKE_LINE, NOT_KEPT, lesson_read_step,
	  "step: A bucket for each timer" },
	{ "text", IN_STEP, TAKE_EITHER, STEP_AT(text), NULL, "text: Prose." },
	{ "start", IN_STEP, TAKE_EITHER, STEP_AT(start), NULL,
	  "start: machine cpus=2" },
	{ "vary", IN_STEP, TAKE_EITHER, STEP_AT(vary_text), lesson_read_vary,
	  "vary: delta=100" },
	{ "allow", IN_STEP, TAKE_EITHER, STEP_AT(allow_text), lesson_read_allow,
	  "allow: add_timer hold release" },
	{ "forbid", IN_STEP, TAKE_EITHER, STEP_AT(forbid_text), lesson_read_forbid,
	  "forbid: goto" },
	{ "grain", IN_STEP, TAKE_LINE, STEP_AT(grain_text), lesson_read_grain,
	  "grain: event" },
	{ "focus", IN_STEP, TAKE_LINE, STEP_AT(focus_text), lesson_read_focus,
	  "focus: wheel source" },
	{ "source", IN_STEP, TAKE_LINE, STEP_AT(source_text), lesson_read_source,
	  "source: expire-timer" },
	{ "goal", IN_STEP, TAKE_BOTH, NOT_KEPT, lesson_read_goal,
	  "goal: t1 has fired, and below it, indented, fired(t1)" },
	{ "then", IN_STEP, TAKE_BOTH, NOT_KEPT, lesson_read_then,
	  "then: t1 is pending again, and below it, indented, t1.pending" },
	{ "here", IN_STEP, TAKE_BOTH, NOT_KEPT, lesson_read_here,
	  "here: CPU 0 is idle, and below it, indented, cpu[0].context == "
	  "idle" },
	{ "hint", IN_STEP, TAKE_EITHER, NOT_KEPT, lesson_read_hint,
	  "hint: Look at the wheel." },
	{ "solution", IN_STEP, TAKE_EITHER, STEP_AT(solution), NULL,
	  "solution: run 10ms" },
	{ "ask", IN_STEP, TAKE_EITHER, NOT_KEPT, lesson_read_ask,
	  "ask: When will it fire?" },
	{ "run", IN_ASK, TAKE_EITHER, ASK(run), NULL, "run: run 1s" },
	{ "value", IN_ASK, TAKE_EITHER, ASK(value), NULL,
	  "value: fired(t1).jiffies" },
	{ "because", IN_ASK, TAKE_EITHER, ASK(because), NULL,
	  "because: A bucket is run as a whole." },
	{ "choice", IN_ASK, TAKE_BOTH, NOT_KEPT, lesson_read_choice,
	  "choice: On time, and below it, indented, fired(t1).at == 12ms" },
	{ "reply", IN_CHOICE, TAKE_EITHER, CHOICE(reply), NULL,
	  "reply: Not quite." },
};

static const struct directive *find_directive(const char *word, size_t len)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(directives); i++)
		if (strlen(directives[i].name) == len &&
		    !memcmp(directives[i].name, word, len))
			return &directives[i];
	return NULL;
}

static bool no_directive(struct parser *p, u32 line, const char *word,
			 size_t len)
{
	struct nearest nearest;
	char right[200] = "";
	size_t i;

	nearest_begin(&nearest, word, len);
	for (i = 0; i < ARRAY_SIZE(directives); i++)
		nearest_offer(&nearest, directives[i].name);
	nearest_text(&nearest, right, sizeof(right));
	if (!right[0])
		snprintf(right, sizeof(right), "a line is `keyword: text`, or "
			 "is indented and belongs to the one above");
	return lesson_fail(p->error, line, 1, right, "no directive \"%.*s\"",
			   len > 40 ? 40 : (int)len, word);
}

static bool is_empty(const char *text)
{
	return !text[strspn(text, " \t\n")];
}

static bool check_place(struct parser *p, const struct directive *d, u32 line)
{
	const char *right = NULL;

	if (d->place == IN_HEAD && p->step)
		right = "it belongs before the first `step:`";
	else if (d->place >= IN_STEP && !p->step)
		right = "it belongs into a step: `step: TITLE` comes first";
	else if (d->place >= IN_ASK && !p->ask)
		right = "it belongs after an `ask:`";
	else if (d->place == IN_CHOICE && !p->choice)
		right = "it belongs after a `choice:`";
	if (!right)
		return true;
	return lesson_fail(p->error, line, 1, right, "`%s:` is out of place",
			   d->name);
}

static bool check_take(struct parser *p, const struct directive *d, u32 line,
		       const struct lesson_text *text)
{
	bool head = !is_empty(text->head);
	bool body = !is_empty(text->body);
	char right[200];
	bool ok = d->take == TAKE_LINE ? head && !body :
		  d->take == TAKE_BOTH ? head && body : head || body;

	if (ok)
		return true;
	snprintf(right, sizeof(right), "for example `%s`", d->example);
	return lesson_fail(p->error, line, 1, right,
			   d->take == TAKE_LINE && body ?
			   "`%s:` takes one line only" :
			   d->take == TAKE_BOTH && head ?
			   "`%s:` needs its condition, in indented lines below" :
			   "`%s:` says nothing", d->name);
}

/* The place in memory where @d's text is kept, or NULL. */
static struct lesson_text *kept(struct parser *p, const struct directive *d)
{
	char *at = d->place == IN_HEAD ? (char *)p->lesson :
		   d->place == IN_ASK ? (char *)p->ask :
		   d->place == IN_CHOICE ? (char *)p->choice : (char *)p->step;

	return d->offset == NOT_KEPT ? NULL : (void *)(at + d->offset);
}

static void note_text(struct parser *p, const struct lesson_text *text)
{
	struct said *said = pool_alloc(&p->lesson->pool, sizeof(*said));

	said->text = *text;
	said->next = p->said;
	p->said = said;
}

static bool take_directive(struct parser *p, const struct directive *d,
			   u32 line, const struct lesson_text *text)
{
	struct lesson_text *place;

	if (d->place == IN_STEP && d->read != lesson_read_ask) {
		if (!lesson_check_ask(p))
			return false;
		p->ask = NULL;
	}
	if (!check_place(p, d, line) || !check_take(p, d, line, text))
		return false;
	place = kept(p, d);
	if (place && place->head)
		return lesson_fail(p->error, line, 1, "one is enough",
				   "`%s:` for the second time (line %u has one)",
				   d->name, place->line);
	if (place)
		*place = *text;
	if (d->read && !d->read(p, text))
		return false;
	note_text(p, text);
	return true;
}

/* --- lines --------------------------------------------------------------- */

static bool begins_block(char c)
{
	return c && c != '\n' && c != '#' && c != ' ' && c != '\t';
}

/* From here to the next directive, comments made empty. */
static const char *take_body(struct pool *pool, const char **at, u32 *line)
{
	char *body, *to;
	const char *end = *at;

	while (*end && !begins_block(*end)) {
		end += strcspn(end, "\n");
		end += *end == '\n';
		(*line)++;
	}
	body = pool_text(pool, *at, (size_t)(end - *at));
	for (to = body; *to; to += *to == '\n') {
		size_t len = strcspn(to, "\n");

		if (*to == '#')
			memset(to, ' ', len);
		to += len;
	}
	*at = end;
	return body;
}

/* The rest of the line, from column @skip on, and the body. */
static struct lesson_text take_text(struct pool *pool, const char **at,
				    size_t skip, u32 *line)
{
	const char *end = *at + strcspn(*at, "\n");
	const char *head = *at + skip;
	struct lesson_text text = { .line = *line };

	while (*head == ' ' || *head == '\t')
		head++;
	text.column = (u32)(head - *at) + 1;
	text.head = pool_text(pool, head, (size_t)(end - head));
	*at = end + (*end == '\n');
	text.body_line = ++*line;
	text.body = take_body(pool, at, line);
	return text;
}

static bool parse(struct parser *p, const char *at)
{
	struct pool *pool = &p->lesson->pool;
	u32 line = 1;
	u32 first;

	if (!is_empty(take_body(pool, &at, &line)))
		return lesson_fail(p->error, 1, 1, "`lesson: TITLE` comes first",
				   "indented lines belong to a directive");
	while (*at) {
		size_t name = strcspn(at, ": \t\n");
		const struct directive *d = find_directive(at, name);
		struct lesson_text text;

		if (!d || at[name] != ':')
			return no_directive(p, line, at, name);
		first = line;
		text = take_text(pool, &at, name + 1, &line);
		if (!take_directive(p, d, first, &text))
			return false;
	}
	if (!p->lesson->nr_steps)
		return lesson_fail(p->error, line, 1, "`step: TITLE` begins one",
				   "the lesson has no steps");
	return lesson_check_step(p);
}

static char *read_all(struct pool *pool, FILE *file, size_t *size)
{
	char buf[16384];
	char *text = NULL;
	FILE *out = open_memstream(&text, size);
	char *copy = NULL;
	size_t n;

	if (!out)
		return NULL;
	while ((n = fread(buf, 1, sizeof(buf), file)) > 0)
		fwrite(buf, 1, n, out);
	fclose(out);
	if (!ferror(file))
		copy = pool_text(pool, text, *size);
	free(text);
	return copy;
}

static bool check_bytes(const char *text, size_t size,
			struct script_error *error)
{
	const char *odd = memchr(text, '\0', size);
	const char *cr = strchr(text, '\r');
	u32 line = 1;
	const char *at;

	if (!odd && !cr)
		return true;
	for (at = text; at < (odd ? odd : cr); at++)
		line += *at == '\n';
	return lesson_fail(error, line, 1, "lessons are plain text with Unix "
			   "line ends", odd ? "a NUL byte" :
			   "a carriage return");
}

struct lesson *lesson_read(const char *path, struct script_error *error)
{
	struct pool pool = { 0 };
	struct lesson *lesson = pool_alloc(&pool, sizeof(*lesson));
	struct parser p = {
		.lesson = lesson, .error = error, .step_end = &lesson->steps,
	};
	char *text = NULL;
	size_t size = 0;
	FILE *file;

	errno = 0;
	file = fopen(path, "rb");
	if (file)
		text = read_all(&pool, file, &size);
	if (!text) {
		lesson_fail(error, 0, 0, NULL, "%s", strerror(errno));
		pool_clear(&pool);
		if (file)
			fclose(file);
		return NULL;
	}
	fclose(file);
	lesson->pool = pool;
	lesson->path = pool_text(&lesson->pool, path, strlen(path));
	lesson->name = lesson_name_of(&lesson->pool, path);
	if (check_bytes(text, size, error) && parse(&p, text))
		return lesson;
	lesson_free(lesson);
	return NULL;
}
