/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pieces of statements: see case_steps.h.
 */
#include "case_steps.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

const char *step_text(const struct step *s, const char *key)
{
	return json_string_value(json_object_get(s->args, key));
}

bool step_is(const struct step *s, const char *key, const char *text)
{
	const char *value = step_text(s, key);

	return value && !strcmp(value, text);
}

s64 step_number(const struct step *s, const char *key, s64 otherwise)
{
	const json_t *value = json_object_get(s->args, key);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

/* --- pieces of statements ------------------------------------------------------- */

__attribute__((format(printf, 2, 3)))
void words_say(struct words *w, const char *format, ...)
{
	va_list args;

	if (w->len >= sizeof(w->s))
		return;
	va_start(args, format);
	w->len += (size_t)vsnprintf(w->s + w->len, sizeof(w->s) - w->len, format, args);
	va_end(args);
}

/* A name or a number. */
void words_value(struct words *w, const json_t *value)
{
	if (json_is_integer(value))
		words_say(w, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_string(value))
		words_say(w, "%s", json_string_value(value));
	else
		words_say(w, "0");
}

/* A member of args, a name or a number; @otherwise where there is none. */
void words_member(struct words *w, const struct step *s, const char *key, const char *otherwise)
{
	const json_t *value = json_object_get(s->args, key);

	words_say(w, " ");
	if (value)
		words_value(w, value);
	else
		words_say(w, "%s", otherwise);
}

/* "bad pointer" and NULL for the pointer called @word. */
void words_pointer(struct words *w, const json_t *value, const char *word)
{
	const char *text = json_string_value(value);

	if (json_is_null(value) || (text && !strcmp(text, "NULL")))
		words_say(w, " %sNULL", word);
	else if (text && !strcmp(text, "bad pointer"))
		words_say(w, " %sbadptr", word);
}

/* A time as the system call is to get it. */
void words_timespec(struct words *w, s64 sec, s64 nsec)
{
	words_say(w, "%" PRId64 ":%" PRId64, sec, nsec);
}

void words_ns(struct words *w, s64 ns)
{
	s64 sec = ns / (s64)NSEC_PER_SEC, nsec = ns % (s64)NSEC_PER_SEC;

	if (nsec < 0) {
		nsec += (s64)NSEC_PER_SEC;
		sec--;
	}
	words_timespec(w, sec, nsec);
}

/* The time on a clock, now. */
s64 clock_now(struct step *s, const char *clock)
{
	struct outcome now;

	if (!player_do(s->p, &now, "clock_gettime %s %s", s->p->who, clock ? clock : "?"))
		return 0;
	return now.out.time.it_value.tv_sec * (s64)NSEC_PER_SEC + now.out.time.it_value.tv_nsec;
}

/* "now(CLOCK_MONOTONIC)-220000000 ns" */
bool words_now_plus(struct words *w, struct step *s, const char *text)
{
	char clock[40];
	int used = 0;

	if (sscanf(text, "now(%39[^)])%n", clock, &used) != 1 || !used)
		return false;
	words_ns(w, clock_now(s, clock) + strtoll(text + used, NULL, 10));
	return true;
}

/* value= or interval=, however the file has written it: KEY_ns, KEY as
 * {sec, nsec} or {sec, usec}, it_KEY, or a sum with now(). */
void words_time(struct words *w, struct step *s, const char *key)
{
	char name[40];
	const json_t *value;

	snprintf(name, sizeof(name), "%s_ns", key);
	value = json_object_get(s->args, name);
	if (json_is_integer(value)) {
		words_say(w, " %s=", key);
		words_ns(w, json_integer_value(value));
		return;
	}
	value = json_object_get(s->args, key);
	snprintf(name, sizeof(name), "it_%s", key);
	if (!value)
		value = json_object_get(s->args, name);
	if (json_is_integer(value)) {
		words_say(w, " %s=", key);
		words_ns(w, json_integer_value(value));
	} else if (json_is_string(value) && !strncmp(json_string_value(value), "now(", 4)) {
		words_say(w, " %s=", key);
		words_now_plus(w, s, json_string_value(value));
	} else if (json_is_object(value)) {
		const json_t *usec = json_object_get(value, "usec");

		words_say(w, " %s=", key);
		words_timespec(w, json_integer_value(json_object_get(value, "sec")),
			     usec ? json_integer_value(usec) * 1000 :
			     json_integer_value(json_object_get(value, "nsec")));
	}
}

/* flags: a number, or names. */
void words_flags(struct words *w, const struct step *s)
{
	static const struct {
		const char *name, *word;
	} names[] = {
		{ "TIMER_CANCEL_ON_SET", " cancel_on_set" }, { "TIMER_ABSTIME", " abs" },
		{ "NONBLOCK", " TFD_NONBLOCK" }, { "CLOEXEC", " TFD_CLOEXEC" },
	};
	const json_t *flags = json_object_get(s->args, "flags");
	const char *text = json_string_value(flags);
	u32 i;

	if (json_is_integer(flags))
		words_say(w, " flags=%" JSON_INTEGER_FORMAT, json_integer_value(flags));
	else if (text && text[0] >= '0' && text[0] <= '9')
		words_say(w, " flags=%lld", strtoll(text, NULL, 0));
	for (i = 0; text && i < sizeof(names) / sizeof(names[0]); i++) {
		if (strstr(text, names[i].name))
			words_say(w, "%s", names[i].word);
	}
}

/* SIGUSR1|SIGRTMIN, from sig, or a list. */
void words_set(struct words *w, const struct step *s)
{
	const json_t *set = json_object_get(s->args, "set");
	size_t i;

	if (!set)
		set = json_object_get(s->args, "sigs");
	if (!json_is_array(set)) {
		words_value(w, set ? set : json_object_get(s->args, "sig"));
		return;
	}
	if (!json_array_size(set))
		words_say(w, "none");
	for (i = 0; i < json_array_size(set); i++) {
		words_say(w, i ? "|" : "");
		words_value(w, json_array_get(set, i));
	}
}

bool words_finish(struct step *s, const struct words *w)
{
	if (w->len >= sizeof(w->s))
		return player_refuse(s->p, "so many words make no statement");
	return player_do(s->p, s->out, "%s", w->s);
}

/* "NAME p1" */
struct words words_begin(const struct step *s, const char *name)
{
	struct words w = { .len = 0 };

	words_say(&w, "%s %s", name, s->p->who);
	return w;
}
