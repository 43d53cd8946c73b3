/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading ftrace's text: see ftrace.h.
 */
#include "ftrace.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "linux/hrtimer.h"
#include "linux/wheel.h"

/* A piece of the text. */
struct span {
	const char *at, *end;
};

struct reader {
	struct ftrace *trace;
	u32 room;
	u32 header_cpus;		/* from "#P:16" */
	bool any_event;
};

/* --- pieces of text ------------------------------------------------------- */

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Take the next word from @rest; empty at the end. */
static struct span next_word(struct span *rest)
{
	struct span word;

	while (rest->at < rest->end && is_blank(*rest->at))
		rest->at++;
	word.at = rest->at;
	while (rest->at < rest->end && !is_blank(*rest->at))
		rest->at++;
	word.end = rest->at;
	return word;
}

static size_t span_len(struct span s)
{
	return (size_t)(s.end - s.at);
}

static bool span_is(struct span s, const char *text)
{
	return span_len(s) == strlen(text) && !memcmp(s.at, text, span_len(s));
}

static const char *span_find(struct span s, const char *text)
{
	size_t len = strlen(text);
	const char *at;

	for (at = s.at; at + len <= s.end; at++)
		if (!memcmp(at, text, len))
			return at;
	return NULL;
}

/* A decimal number, perhaps negative, and nothing else. */
static bool parse_number(struct span s, u64 *value)
{
	bool negative = s.at < s.end && *s.at == '-';
	u64 sum = 0;

	s.at += negative;
	if (s.at == s.end || span_len(s) > 20)
		return false;
	for (; s.at < s.end; s.at++) {
		if (!is_digit(*s.at))
			return false;
		sum = sum * 10 + (u64)(*s.at - '0');
	}
	*value = negative ? -sum : sum;
	return true;
}

static u64 hash_text(struct span s)
{
	u64 hash = 0xcbf29ce484222325ull;

	for (; s.at < s.end; s.at++)
		hash = (hash ^ (u8)*s.at) * 0x100000001b3ull;
	return hash;
}

u64 ftrace_name(const char *name)
{
	return hash_text((struct span){ name, name + strlen(name) });
}

static int hex_digit(char c)
{
	if (is_digit(c))
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A pointer with or without 0x; anything else that names a timer (our own
 * exports have names) is taken as it is.  "(____ptrval____)" names none. */
static bool parse_pointer(struct span s, u64 *value)
{
	struct span digits = s;

	if (s.at == s.end || *s.at == '(')
		return false;
	if (span_len(s) > 2 && s.at[0] == '0' && (s.at[1] | 0x20) == 'x')
		digits.at += 2;
	*value = 0;
	for (; digits.at < digits.end; digits.at++) {
		if (hex_digit(*digits.at) < 0) {
			*value = hash_text(s);
			return true;
		}
		*value = *value << 4 | (u64)hex_digit(*digits.at);
	}
	return true;
}

/* Seconds with a fraction of any length, to microseconds. */
static bool parse_time(struct span s, u64 *us)
{
	const char *dot = memchr(s.at, '.', span_len(s));
	u64 seconds, scale = 1000000;

	*us = 0;
	if (!dot)
		return parse_number(s, us);
	if (*s.at == '-' || !parse_number((struct span){ s.at, dot }, &seconds))
		return false;
	for (dot++; dot < s.end; dot++) {
		if (!is_digit(*dot))
			return false;
		scale /= 10;
		*us += (u64)(*dot - '0') * scale;
	}
	*us += seconds * 1000000;
	return true;
}

/* --- the fields ------------------------------------------------------------- */

/* D|P|I; kernels that print the raw number are read too. */
static u32 parse_flags(struct span s)
{
	u32 flags = 0;

	for (; s.at < s.end; s.at++) {
		if (*s.at == 'D')
			flags |= TIMER_DEFERRABLE;
		else if (*s.at == 'P')
			flags |= TIMER_PINNED;
		else if (*s.at == 'I')
			flags |= TIMER_IRQSAFE;
		else if (*s.at == 'M')
			flags |= TIMER_MIGRATING;
	}
	return flags;
}

static void set_number(struct ftrace_line *line, struct span value, u32 has, u64 *field)
{
	if (parse_number(value, field))
		line->has |= has;
}

/* ABS|PINNED|HARD, in any order. */
static u32 parse_mode(struct span s)
{
	return (span_find(s, "REL") ? HRTIMER_MODE_REL : HRTIMER_MODE_ABS) |
	       (span_find(s, "PINNED") ? HRTIMER_MODE_PINNED : 0) |
	       (span_find(s, "SOFT") ? HRTIMER_MODE_SOFT : 0) |
	       (span_find(s, "HARD") ? HRTIMER_MODE_HARD : 0);
}

static s32 parse_clockid(struct span s)
{
	s32 id;

	for (id = 0; id < NR_CLOCKIDS; id++) {
		if (span_is(s, clockid_names[id]))
			return id;
	}
	return -1;
}

static void set_hrtimer_field(struct ftrace_line *line, struct span key, struct span value)
{
	u64 number = 0;

	if (span_is(key, "hrtimer") && !line->timer) {
		if (!parse_pointer(value, &line->timer))
			line->timer = 0;
	} else if (span_is(key, "softexpires")) {
		set_number(line, value, FTRACE_HAS_SOFTEXPIRES, &line->softexpires);
	} else if (span_is(key, "mode")) {
		line->has |= FTRACE_HAS_MODE;
		line->mode = parse_mode(value);
	} else if (span_is(key, "clockid")) {
		line->has |= FTRACE_HAS_CLOCKID;
		line->clockid = parse_clockid(value);
	} else if (span_is(key, "was_armed")) {
		set_number(line, value, FTRACE_HAS_ARMED, &number);
		line->was_armed = number;
	} else if (span_is(key, "success") && !span_is(value, "1")) {
		line->hrtimer = FTRACE_NO_HRTIMER;
	}
}

static void set_field(struct ftrace_line *line, struct span key, struct span value)
{
	u64 number = 0;

	if (span_is(key, "timer") && !line->timer) {
		if (!parse_pointer(value, &line->timer))
			line->timer = 0;
	} else if (span_is(key, "function")) {
		line->function = hash_text(value);
	} else if (span_is(key, "expires")) {
		set_number(line, value, FTRACE_HAS_EXPIRES, &line->expires);
	} else if (span_is(key, "bucket_expiry")) {
		set_number(line, value, FTRACE_HAS_BUCKET, &line->bucket_expiry);
	} else if (span_is(key, "now")) {
		set_number(line, value, FTRACE_HAS_NOW, &line->now);
	} else if (span_is(key, "baseclk")) {
		set_number(line, value, FTRACE_HAS_BASECLK, &line->baseclk);
	} else if (span_is(key, "timeout")) {
		set_number(line, value, FTRACE_HAS_TIMEOUT, &number);
		line->timeout = (s64)number;
	} else if (span_is(key, "cpu")) {
		set_number(line, value, FTRACE_HAS_CPU, &number);
		line->wheel_cpu = number < UINT16_MAX ? (u32)number : UINT16_MAX;
	} else if (span_is(key, "idx")) {
		set_number(line, value, FTRACE_HAS_IDX, &number);
		line->idx = number < UINT32_MAX ? (u32)number : UINT32_MAX;
	} else if (span_is(key, "flags")) {
		line->has |= FTRACE_HAS_FLAGS;
		line->flags = parse_flags(value);
	} else if (span_is(key, "is_idle")) {
		line->flags = span_is(value, "1");
	} else if (span_is(key, "vec") && !span_is(value, "1")) {
		line->kind = FTRACE_OTHER;
	}
}

static void parse_fields(struct ftrace_line *line, struct span rest)
{
	struct span word, value;
	const char *equals;

	for (word = next_word(&rest); word.at < word.end; word = next_word(&rest)) {
		if (*word.at == '[')
			word.at++;
		if (word.at < word.end && word.end[-1] == ']')
			word.end--;
		if (word.at < word.end && word.end[-1] == ',')
			word.end--;
		equals = memchr(word.at, '=', span_len(word));
		if (!equals)
			continue;
		value = (struct span){ equals + 1, word.end };
		set_field(line, (struct span){ word.at, equals }, value);
		if (line->hrtimer)
			set_hrtimer_field(line, (struct span){ word.at, equals }, value);
	}
}

/* --- a line -------------------------------------------------------------------- */

static const struct {
	const char *name;
	u8 kind;
	u32 needs;			/* fields without which it says nothing */
	u8 hrtimer;
	u8 posix;
} events[] = {
	{ "timer_init", FTRACE_TIMER_INIT, 0, 0, 0 },
	{ "timer_start", FTRACE_TIMER_START, FTRACE_HAS_EXPIRES, 0, 0 },
	{ "timer_cancel", FTRACE_TIMER_CANCEL, 0, 0, 0 },
	{ "timer_expire_entry", FTRACE_EXPIRE_ENTRY, FTRACE_HAS_NOW, 0, 0 },
	{ "timer_expire_exit", FTRACE_EXPIRE_EXIT, 0, 0, 0 },
	{ "timer_base_idle", FTRACE_BASE_IDLE, 0, 0, 0 },
	{ "softirq_entry", FTRACE_TIMER_SOFTIRQ, 0, 0, 0 },
	{ "softirq_exit", FTRACE_SOFTIRQ_EXIT, 0, 0, 0 },
	{ "hrtimer_init", FTRACE_OTHER, 0, FTRACE_HRTIMER_SETUP, 0 },
	{ "hrtimer_setup", FTRACE_OTHER, 0, FTRACE_HRTIMER_SETUP, 0 },
	{ "hrtimer_start", FTRACE_OTHER, FTRACE_HAS_EXPIRES, FTRACE_HRTIMER_START, 0 },
	{ "hrtimer_cancel", FTRACE_OTHER, 0, FTRACE_HRTIMER_CANCEL, 0 },
	{ "hrtimer_expire_entry", FTRACE_OTHER, FTRACE_HAS_NOW, FTRACE_HRTIMER_ENTRY, 0 },
	{ "hrtimer_expire_exit", FTRACE_OTHER, 0, FTRACE_HRTIMER_EXIT, 0 },
	{ "tick_stop", FTRACE_OTHER, 0, FTRACE_TICK_STOP, 0 },
	{ "signal_generate", FTRACE_OTHER, 0, 0, FTRACE_SIGNAL_GENERATE },
	{ "signal_deliver", FTRACE_OTHER, 0, 0, FTRACE_SIGNAL_DELIVER },
	{ "tracing_mark_write", FTRACE_OTHER, 0, 0, FTRACE_MARKER },
};

static bool is_timer_event(u8 kind)
{
	return kind >= FTRACE_TIMER_INIT && kind <= FTRACE_EXPIRE_EXIT;
}

static bool is_hrtimer_event(u8 hrtimer)
{
	return hrtimer >= FTRACE_HRTIMER_SETUP && hrtimer <= FTRACE_HRTIMER_EXIT;
}

/* EVENT: FIELDS.  perf puts the subsystem in front, as in timer:timer_init.
 * false: a timer event that cannot be used. */
static bool parse_event(struct ftrace_line *line, struct span rest)
{
	struct span name = next_word(&rest);
	const char *colon;
	size_t i;

	line->kind = FTRACE_OTHER;
	if (name.at < name.end && name.end[-1] == ':')
		name.end--;
	colon = memchr(name.at, ':', span_len(name));
	if (colon)
		name.at = colon + 1;
	for (i = 0; i < ARRAY_SIZE(events); i++) {
		if (!span_is(name, events[i].name))
			continue;
		line->kind = events[i].kind;
		line->hrtimer = events[i].hrtimer;
		line->posix = events[i].posix;
		if (line->posix)
			return true;
		parse_fields(line, rest);
		if ((line->has & events[i].needs) != events[i].needs)
			return false;
		return line->timer ||
		       !(is_timer_event(line->kind) || is_hrtimer_event(line->hrtimer));
	}
	return true;
}

/* The third character of the flag column. */
static u8 parse_context(struct span flags)
{
	if (span_len(flags) < 4)
		return FTRACE_UNKNOWN;
	switch (flags.at[2]) {
	case 'h':
	case 'H':
	case 'z':
	case 'Z':
		return FTRACE_HARDIRQ;
	case 's':
		return FTRACE_SOFTIRQ;
	case '.':
		return FTRACE_TASK;
	default:
		return FTRACE_UNKNOWN;
	}
}

/* What follows "[CPU]": flags perhaps, the time, a colon. */
static bool parse_head(struct ftrace_line *line, struct span *rest)
{
	struct span word = next_word(rest);

	if (word.at == word.end)
		return false;
	if (word.end[-1] != ':') {
		line->context = parse_context(word);
		word = next_word(rest);
	}
	if (word.at == word.end || word.end[-1] != ':')
		return false;
	word.end--;
	return parse_time(word, &line->us);
}

/* Find "[CPU]" and what follows it; the task's name may hold brackets too. */
static bool parse_line(struct ftrace_line *line, struct span text, struct span *rest)
{
	const char *open, *close;
	u64 cpu;

	for (;;) {
		open = memchr(text.at, '[', span_len(text));
		if (!open)
			return false;
		text.at = open + 1;
		close = memchr(text.at, ']', span_len(text));
		if (!close)
			return false;
		if (!parse_number((struct span){ text.at, close }, &cpu) || cpu > UINT16_MAX)
			continue;
		*rest = (struct span){ close + 1, text.end };
		line->cpu = (u16)cpu;
		if (parse_head(line, rest))
			return true;
	}
}

/* "CPU:1 [LOST 123 EVENTS]", and trace-cmd's "CPU:1 [123 EVENTS DROPPED]" */
static bool parse_lost(struct ftrace_line *line, struct span text)
{
	const char *at = span_find(text, "CPU:");
	const char *lost = span_find(text, "[LOST ");
	u64 cpu = 0;

	if (!lost && span_find(text, "EVENTS DROPPED]"))
		lost = span_find(text, "[");
	if (!at || !lost || at > lost)
		return false;
	for (at += 4; at < lost && is_digit(*at); at++)
		cpu = cpu * 10 + (u64)(*at - '0');
	if (cpu > UINT16_MAX)
		return false;
	line->cpu = (u16)cpu;
	line->kind = FTRACE_LOST;
	return true;
}

/* "# entries-in-buffer/entries-written: 3631/3631   #P:2" */
static void parse_comment(struct reader *r, struct span text)
{
	const char *at = span_find(text, "#P:");
	unsigned long long held, written;
	char buf[128];

	snprintf(buf, sizeof(buf), "%.*s", (int)span_len(text), text.at);
	if (at)
		r->header_cpus = (u32)strtoul(buf + (at - text.at) + 3, NULL, 10);
	at = span_find(text, "entries-written:");
	if (at && (size_t)(at - text.at) < sizeof(buf) - 17 &&
	    sscanf(buf + (at - text.at) + 16, " %llu/%llu", &held, &written) == 2)
		r->trace->overwritten = written > held;
}

/* --- the file --------------------------------------------------------------------- */

static bool add_line(struct reader *r, const struct ftrace_line *line)
{
	struct ftrace *trace = r->trace;
	struct ftrace_line *bigger;

	if (trace->nr_lines == r->room) {
		r->room = r->room ? 2 * r->room : 1024;
		bigger = realloc(trace->line, r->room * sizeof(*bigger));
		if (!bigger)
			return false;
		trace->line = bigger;
	}
	trace->line[trace->nr_lines++] = *line;
	trace->nr_timer_lines += is_timer_event(line->kind);
	trace->nr_hrtimer_lines += is_hrtimer_event(line->hrtimer);
	trace->nr_markers += line->posix == FTRACE_MARKER;
	trace->nr_starts += line->kind == FTRACE_TIMER_START;
	trace->nr_inits += line->kind == FTRACE_TIMER_INIT;
	if (line->cpu >= trace->nr_cpus)
		trace->nr_cpus = line->cpu + 1u;
	if (line->has & FTRACE_HAS_CPU && line->wheel_cpu >= trace->nr_cpus)
		trace->nr_cpus = line->wheel_cpu + 1;
	return true;
}

/* Tools call the idle task by different names. */
static bool is_idle_task(struct span text)
{
	while (text.at < text.end && is_blank(*text.at))
		text.at++;
	text.end = memchr(text.at, '[', span_len(text));
	return text.end && (span_find(text, "<idle>") == text.at ||
			    span_find(text, "swapper") == text.at);
}

static bool read_line(struct reader *r, struct span text, u32 number)
{
	struct ftrace_line line = {
		.text = text.at,
		.len = (u32)span_len(text),
		.number = number,
		.next_on_cpu = FTRACE_NONE,
	};
	struct span rest;

	if (text.at < text.end && *text.at == '#') {
		parse_comment(r, text);
		return true;
	}
	if (parse_lost(&line, text)) {
		r->any_event = true;
		return add_line(r, &line);
	}
	if (!parse_line(&line, text, &rest))
		return true;
	line.by_idle = is_idle_task(text);
	r->any_event = true;
	if (!parse_event(&line, rest)) {
		r->trace->nr_unreadable++;
		return true;
	}
	return add_line(r, &line);
}

static bool read_lines(struct reader *r, size_t size)
{
	const char *at = r->trace->text;
	const char *end = at + size;
	struct span line;
	u32 number = 0;

	while (at < end) {
		line.at = at;
		line.end = memchr(at, '\n', (size_t)(end - at));
		if (!line.end) {
			r->trace->truncated = true;
			return true;
		}
		at = line.end + 1;
		if (line.end > line.at && line.end[-1] == '\r')
			line.end--;
		if (!read_line(r, line, ++number))
			return false;
	}
	return true;
}

static bool link_cpus(struct ftrace *trace)
{
	u32 *last = malloc((size_t)(UINT16_MAX + 1) * sizeof(*last));
	u32 i, cpu;

	if (!last)
		return false;
	memset(last, 0xff, (size_t)(UINT16_MAX + 1) * sizeof(*last));
	for (i = trace->nr_lines; i-- > 0;) {
		cpu = trace->line[i].cpu;
		trace->line[i].next_on_cpu = last[cpu];
		last[cpu] = i;
	}
	free(last);
	return true;
}

/* Some machines do not trace what a CPU does while it is idle, but for its
 * interrupts.  Where nothing is known of contexts, it may be so. */
static void find_blind_cpu(struct ftrace *trace)
{
	bool interrupted[UINT16_MAX + 1] = { false };
	bool complete[UINT16_MAX + 1] = { false };
	const struct ftrace_line *line;
	u32 i;

	for (i = 0; i < trace->nr_lines; i++) {
		line = &trace->line[i];
		if (!line->by_idle)
			continue;
		interrupted[line->cpu] = true;
		complete[line->cpu] |= line->context == FTRACE_TASK;
	}
	for (i = 0; i < trace->nr_cpus; i++)
		trace->blind |= interrupted[i] && !complete[i];
}

static char *slurp(FILE *file, size_t *size)
{
	size_t room = 1 << 16, len = 0;
	char *text = malloc(room);
	char *bigger;

	while (text) {
		len += fread(text + len, 1, room - len, file);
		if (len < room)
			break;
		room *= 2;
		bigger = realloc(text, room);
		if (!bigger)
			free(text);
		text = bigger;
	}
	*size = len;
	return text;
}

static bool read_file(struct reader *r, const char *path, char *error, size_t size)
{
	bool is_stdin = !strcmp(path, "-");
	FILE *file = is_stdin ? stdin : fopen(path, "rb");
	size_t len = 0;
	bool failed;

	if (!file) {
		snprintf(error, size, "%s", strerror(errno));
		return false;
	}
	errno = 0;
	r->trace->text = slurp(file, &len);
	failed = !r->trace->text || ferror(file);
	if (failed)
		snprintf(error, size, "%s", strerror(errno ? errno : ENOMEM));
	if (!is_stdin)
		fclose(file);
	if (failed)
		return false;
	if (!read_lines(r, len) || !link_cpus(r->trace)) {
		snprintf(error, size, "out of memory");
		return false;
	}
	find_blind_cpu(r->trace);
	return true;
}

struct ftrace *ftrace_read(const char *path, char *error, size_t size)
{
	struct ftrace *trace = calloc(1, sizeof(*trace));
	struct reader r = { .trace = trace };

	if (!trace) {
		snprintf(error, size, "out of memory");
		return NULL;
	}
	if (!read_file(&r, path, error, size)) {
		ftrace_free(trace);
		return NULL;
	}
	if (!trace->nr_timer_lines && !trace->nr_hrtimer_lines && !trace->nr_markers) {
		snprintf(error, size, r.any_event ?
			 "no timer events in this trace; record the events of timer/" :
			 "not an ftrace text recording");
		if (trace->nr_unreadable)
			snprintf(error, size, "the timer events cannot be read: fields or pointers "
				 "are missing");
		ftrace_free(trace);
		return NULL;
	}
	return trace;
}

void ftrace_free(struct ftrace *trace)
{
	if (!trace)
		return;
	free(trace->line);
	free(trace->text);
	free(trace);
}
