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
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "breakpoint.h"
#include "command.h"
#include "lesson_file.h"

enum place { IN_HEAD, ANYWHERE, IN_STEP, IN_ASK, IN_CHOICE };
enum take { TAKE_LINE = 1, TAKE_BODY = 2, TAKE_EITHER = 3, TAKE_BOTH = 4 };

/* All texts of a step, to look for variables in. */
struct said {
	struct said *next;
	struct lesson_text text;
};

struct parser {
	struct said *said;
	struct lesson *lesson;
	struct script_error *error;
	struct lesson_step *step, **step_end;
	struct lesson_ask *ask, **ask_end;
	struct lesson_choice *choice, **choice_end;
	struct lesson_goal **goal_end;
	struct lesson_hint **hint_end;
	struct lesson_variant **variant_end;
};

struct directive {
	const char *name;
	enum place place;
	enum take take;
	/* where its text is kept, in struct lesson, _step, _ask or _choice */
	size_t offset;
	bool (*read)(struct parser *p, const struct lesson_text *text);
	const char *example;
};

/* --- what must still come ------------------------------------------------ */

static bool check_ask(struct parser *p)
{
	const struct lesson_ask *ask = p->ask;

	if (!ask)
		return true;
	if (ask->nr_choices == 1)
		return lesson_fail(p->error, ask->text.line, 1,
				   "add another `choice:`",
				   "this question has one choice only");
	if (!ask->nr_choices == !ask->value.head)
		return lesson_fail(p->error, ask->text.line, 1,
				   "give it either `choice:`s or a `value:`",
				   ask->value.head ?
				   "this question has choices and a value" :
				   "this question has no answer");
	return true;
}

static bool has_variable(const struct lesson_step *step, struct span name)
{
	const struct lesson_variant *variant = step->variants;
	u32 i;

	for (i = 0; variant && i < variant->nr; i++)
		if (span_is(name, variant->names[i]))
			return true;
	return false;
}

static bool check_variables(struct parser *p, const char *at, u32 line,
			    u32 column)
{
	struct span name;

	for (; *at; at++) {
		if (lesson_variable(at, &name) && !has_variable(p->step, name))
			return lesson_fail(p->error, line, column, "`vary:` "
					   "gives variables their values",
					   "no variable \"%.*s\"",
					   name.len > 40 ? 40 : (int)name.len,
					   name.text);
		column = *at == '\n' ? 1 : column + 1;
		line += *at == '\n';
	}
	return true;
}

static bool check_texts(struct parser *p)
{
	const struct said *said;

	for (said = p->said; said; said = said->next)
		if (!check_variables(p, said->text.head, said->text.line,
				     said->text.column) ||
		    !check_variables(p, said->text.body, said->text.body_line,
				     1))
			return false;
	return true;
}

static bool check_step(struct parser *p)
{
	const struct lesson_step *step = p->step;

	if (!step)
		return true;
	if (!check_ask(p))
		return false;
	if (!step->text.head)
		return lesson_fail(p->error, step->title.line, 1,
				   "add `text:` with prose",
				   "this step says nothing");
	if (step->nr_goals && !step->solution.head)
		return lesson_fail(p->error, step->title.line, 1,
				   "add `solution:` with the commands that reach "
				   "them", "this step has goals and no solution");
	if (!check_texts(p))
		return false;
	if (step == p->lesson->steps && !step->start.head)
		return lesson_fail(p->error, step->title.line, 1,
				   "add `start:` with `machine cpus=1 hz=250`, "
				   "for example",
				   "the first step has no start");
	return true;
}

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

static bool read_allow(struct parser *p, const struct lesson_text *text)
{
	return read_commands(p, text, &p->step->allow, false);
}

static bool read_forbid(struct parser *p, const struct lesson_text *text)
{
	return read_commands(p, text, &p->step->forbid, true);
}

/* --- grain, focus, source ------------------------------------------------ */

static bool read_grain(struct parser *p, const struct lesson_text *text)
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

static bool read_focus(struct parser *p, const struct lesson_text *text)
{
	struct words words = words_of(text);
	struct lesson_step *step = p->step;
	size_t len;
	u32 i;

	for (; (len = next_word(&words)); skip_word(&words, len)) {
		int pane = lesson_find_pane(words.at, len);

		if (pane < 0)
			return fail_word(p, &words, len, "cpus, wheel, source, "
					 "log, state, timeline, console and "
					 "lesson are the panes", "no pane");
		for (i = 0; i < step->nr_focus; i++)
			if (step->focus[i] == (enum lesson_pane)pane)
				return fail_word(p, &words, len, "once is enough",
						 "named already:");
		step->focus[step->nr_focus++] = (enum lesson_pane)pane;
	}
	return true;
}

static bool read_source(struct parser *p, const struct lesson_text *text)
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
static bool read_vary(struct parser *p, const struct lesson_text *text)
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

/* --- goals, hints, questions --------------------------------------------- */

static bool add_goal(struct parser *p, const struct lesson_text *text,
		     bool then)
{
	struct lesson_goal *goal = pool_alloc(&p->lesson->pool, sizeof(*goal));

	goal->text = *text;
	goal->then = then;
	*p->goal_end = goal;
	p->goal_end = &goal->next;
	p->step->nr_goals++;
	return true;
}

static bool read_goal(struct parser *p, const struct lesson_text *text)
{
	return add_goal(p, text, false);
}

static bool read_then(struct parser *p, const struct lesson_text *text)
{
	if (p->step->nr_goals)
		return add_goal(p, text, true);
	return lesson_fail(p->error, text->line, 1, "`goal:` would be right",
			   "`then:` comes after a goal");
}

static bool read_hint(struct parser *p, const struct lesson_text *text)
{
	struct lesson_hint *hint = pool_alloc(&p->lesson->pool, sizeof(*hint));

	hint->text = *text;
	*p->hint_end = hint;
	p->hint_end = &hint->next;
	p->step->nr_hints++;
	return true;
}

static bool read_ask(struct parser *p, const struct lesson_text *text)
{
	struct lesson_ask *ask = pool_alloc(&p->lesson->pool, sizeof(*ask));

	if (!check_ask(p))
		return false;
	ask->text = *text;
	*p->ask_end = ask;
	p->ask_end = &ask->next;
	p->ask = ask;
	p->choice = NULL;
	p->choice_end = &ask->choices;
	p->step->nr_asks++;
	return true;
}

static bool read_choice(struct parser *p, const struct lesson_text *text)
{
	struct lesson_choice *choice = pool_alloc(&p->lesson->pool,
						  sizeof(*choice));

	choice->text = *text;
	*p->choice_end = choice;
	p->choice_end = &choice->next;
	p->choice = choice;
	p->ask->nr_choices++;
	return true;
}

static bool read_step(struct parser *p, const struct lesson_text *text)
{
	struct lesson_step *step = pool_alloc(&p->lesson->pool, sizeof(*step));

	if (!check_step(p))
		return false;
	if (!p->lesson->title.head)
		return lesson_fail(p->error, text->line, 1,
				   "`lesson: TITLE` comes first",
				   "the lesson has no title");
	p->said = NULL;
	step->title = *text;
	*p->step_end = step;
	p->step_end = &step->next;
	p->step = step;
	p->ask = NULL;
	p->ask_end = &step->asks;
	p->goal_end = &step->goals;
	p->hint_end = &step->hints;
	p->variant_end = &step->variants;
	p->lesson->nr_steps++;
	return true;
}

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
	{ "step", ANYWHERE, TAKE_LINE, NOT_KEPT, read_step,
	  "step: A bucket for each timer" },
	{ "text", IN_STEP, TAKE_EITHER, STEP_AT(text), NULL, "text: Prose." },
	{ "start", IN_STEP, TAKE_EITHER, STEP_AT(start), NULL,
	  "start: machine cpus=2" },
	{ "vary", IN_STEP, TAKE_EITHER, STEP_AT(vary_text), read_vary,
	  "vary: delta=100" },
	{ "allow", IN_STEP, TAKE_EITHER, STEP_AT(allow_text), read_allow,
	  "allow: add_timer hold release" },
	{ "forbid", IN_STEP, TAKE_EITHER, STEP_AT(forbid_text), read_forbid,
	  "forbid: goto" },
	{ "grain", IN_STEP, TAKE_LINE, STEP_AT(grain_text), read_grain,
	  "grain: event" },
	{ "focus", IN_STEP, TAKE_LINE, STEP_AT(focus_text), read_focus,
	  "focus: wheel source" },
	{ "source", IN_STEP, TAKE_LINE, STEP_AT(source_text), read_source,
	  "source: expire-timer" },
	{ "goal", IN_STEP, TAKE_BOTH, NOT_KEPT, read_goal,
	  "goal: t1 has fired, and below it, indented, fired(t1)" },
	{ "then", IN_STEP, TAKE_BOTH, NOT_KEPT, read_then,
	  "then: t1 is pending again, and below it, indented, t1.pending" },
	{ "hint", IN_STEP, TAKE_EITHER, NOT_KEPT, read_hint,
	  "hint: Look at the wheel." },
	{ "solution", IN_STEP, TAKE_EITHER, STEP_AT(solution), NULL,
	  "solution: run 10ms" },
	{ "ask", IN_STEP, TAKE_EITHER, NOT_KEPT, read_ask,
	  "ask: When will it fire?" },
	{ "run", IN_ASK, TAKE_EITHER, ASK(run), NULL, "run: run 1s" },
	{ "value", IN_ASK, TAKE_EITHER, ASK(value), NULL,
	  "value: fired(t1).jiffies" },
	{ "because", IN_ASK, TAKE_EITHER, ASK(because), NULL,
	  "because: A bucket is run as a whole." },
	{ "choice", IN_ASK, TAKE_BOTH, NOT_KEPT, read_choice,
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

	if (d->place == IN_STEP && d->read != read_ask) {
		if (!check_ask(p))
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
	return check_step(p);
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
