/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON writer, and the export of a machine through its state tables.
 *
 * The writer knows where it stands by a small stack: one byte for each open
 * composite says whether it is an object and whether something is in it
 * already, which is all that commas and indentation depend on.
 */
#include "json.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "boot_options.h"
#include "config.h"
#include "linux/kernel.h"
#include "views/value.h"

#define MAX_DEPTH 64

struct level {
	bool is_object;
	bool filled;			/* a comma comes before the next */
};

struct json_out {
	FILE *file;
	bool pretty;
	bool after_key;
	int error;			/* errno of the first failure */
	u32 depth;
	struct level level[MAX_DEPTH];
	size_t used;			/* bytes of buf */
	char buf[4096];			/* on the way to the file */
};

struct json_out *json_out_new(FILE *file, bool pretty)
{
	struct json_out *out = malloc(sizeof(*out));

	if (!out)
		return NULL;
	out->file = file;
	out->pretty = pretty;
	out->after_key = false;
	out->error = 0;
	out->depth = 0;
	out->used = 0;
	return out;
}

/* --- characters ---------------------------------------------------------- */

static void flush(struct json_out *out)
{
	if (!out->error && fwrite(out->buf, 1, out->used, out->file) != out->used)
		out->error = errno ? errno : EIO;
	out->used = 0;
}

static void put(struct json_out *out, const char *text, size_t len)
{
	size_t room, n;

	while (len) {
		if (out->used == sizeof(out->buf))
			flush(out);
		room = sizeof(out->buf) - out->used;
		n = len < room ? len : room;
		memcpy(out->buf + out->used, text, n);
		out->used += n;
		text += n;
		len -= n;
	}
}

static void put_raw(struct json_out *out, const char *text)
{
	put(out, text, strlen(text));
}

static void put_line(struct json_out *out)
{
	u32 i;

	if (!out->pretty)
		return;
	put(out, "\n", 1);
	for (i = 0; i < out->depth; i++)
		put(out, "  ", 2);
}

/* What must stand between the previous value and the next. */
static void put_separator(struct json_out *out)
{
	struct level *level;

	if (out->after_key || !out->depth) {
		out->after_key = false;
		return;
	}
	level = &out->level[out->depth - 1];
	if (level->filled)
		put(out, ",", 1);
	level->filled = true;
	put_line(out);
}

/* Length of the valid UTF-8 character at @text, 0 if there is none. */
static u32 utf8_length(const unsigned char *text, u64 left)
{
	static const unsigned char first_min[] = { 0, 0, 0xc2, 0xe0, 0xf0 };
	u32 len = text[0] < 0x80 ? 1 : text[0] < 0xe0 ? 2 : text[0] < 0xf0 ? 3 : 4;
	u32 i;

	if (len == 1)
		return 1;
	if (len > left || text[0] < first_min[len] || text[0] > 0xf4)
		return 0;
	for (i = 1; i < len; i++) {
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	}
	/* overlong forms, surrogates, beyond U+10FFFF */
	if ((text[0] == 0xe0 && text[1] < 0xa0) || (text[0] == 0xed && text[1] > 0x9f) ||
	    (text[0] == 0xf0 && text[1] < 0x90) || (text[0] == 0xf4 && text[1] > 0x8f))
		return 0;
	return len;
}

static void put_escaped(struct json_out *out, unsigned char c)
{
	char text[8];

	switch (c) {
	case '"':
		put_raw(out, "\\\"");
		break;
	case '\\':
		put_raw(out, "\\\\");
		break;
	case '\n':
		put_raw(out, "\\n");
		break;
	case '\t':
		put_raw(out, "\\t");
		break;
	default:
		snprintf(text, sizeof(text), "\\u%04x", c);
		put_raw(out, text);
	}
}

static bool is_plain(unsigned char c)
{
	return c >= ' ' && c != '"' && c != '\\' && c != 0x7f;
}

static void put_quoted(struct json_out *out, const char *text, u64 len)
{
	const unsigned char *at = (const unsigned char *)text;
	const unsigned char *end = at + len;
	u32 n;

	put(out, "\"", 1);
	while (at < end) {
		n = utf8_length(at, (u64)(end - at));
		if (!n) {
			put_raw(out, "\\ufffd");
			n = 1;
		} else if (n == 1 && !is_plain(*at)) {
			put_escaped(out, *at);
		} else {
			put(out, (const char *)at, n);
		}
		at += n;
	}
	put(out, "\"", 1);
}

/* --- values -------------------------------------------------------------- */

static void open_level(struct json_out *out, bool is_object)
{
	put_separator(out);
	put_raw(out, is_object ? "{" : "[");
	if (out->depth == MAX_DEPTH) {
		out->error = ELOOP;
		return;
	}
	out->level[out->depth] = (struct level){ is_object, false };
	out->depth++;
}

void json_put_object(struct json_out *out)
{
	open_level(out, true);
}

void json_put_array(struct json_out *out)
{
	open_level(out, false);
}

void json_put_end(struct json_out *out)
{
	struct level level;

	if (!out->depth)
		return;
	level = out->level[--out->depth];
	if (level.filled)
		put_line(out);
	put_raw(out, level.is_object ? "}" : "]");
}

void json_put_key(struct json_out *out, const char *key)
{
	put_separator(out);
	put_quoted(out, key, strlen(key));
	put_raw(out, out->pretty ? ": " : ":");
	out->after_key = true;
}

static void put_bare(struct json_out *out, const char *text)
{
	put_separator(out);
	put_raw(out, text);
}

void json_put_u64(struct json_out *out, u64 value)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRIu64, value);
	put_bare(out, text);
}

void json_put_s64(struct json_out *out, s64 value)
{
	char text[24];

	snprintf(text, sizeof(text), "%" PRId64, value);
	put_bare(out, text);
}

void json_put_bool(struct json_out *out, bool value)
{
	put_bare(out, value ? "true" : "false");
}

void json_put_null(struct json_out *out)
{
	put_bare(out, "null");
}

void json_put_text(struct json_out *out, const char *text, u64 len)
{
	put_separator(out);
	put_quoted(out, text, len);
}

void json_put_string(struct json_out *out, const char *text)
{
	json_put_text(out, text, strlen(text));
}

void json_put_mask(struct json_out *out, u64 mask)
{
	char text[24];

	snprintf(text, sizeof(text), "\"0x%" PRIx64 "\"", mask);
	put_bare(out, text);
}

bool json_out_end(struct json_out *out)
{
	int error;

	while (out->depth)
		json_put_end(out);
	if (out->pretty)
		put(out, "\n", 1);
	flush(out);
	error = out->error;
	free(out);
	errno = error;
	return !error;
}

/* --- state --------------------------------------------------------------- */

static void put_integer(struct json_out *out, const struct state_field *field, u64 value)
{
	if (field->unit == UNIT_MASK)
		json_put_mask(out, value);
	else if (field->unit == UNIT_NS && value >= KTIME_MAX)
		json_put_null(out);
	else if (field->kind == STATE_INT)
		json_put_s64(out, (s64)value);
	else
		json_put_u64(out, value);
}

/* The names of the bits that are set; one without a name by its value. */
static void put_flags(struct json_out *out, const struct state_field *field, u64 value)
{
	char buf[VALUE_MAX];
	u32 i;

	json_put_array(out);
	for (i = 0; i < 64; i++) {
		if (value >> i & 1)
			json_put_string(out, value_flag(field, i, buf));
	}
	json_put_end(out);
}

/* A name; null for the number 0, which names nothing. */
static void put_name(struct json_out *out, const struct state_field *field, u64 value)
{
	char buf[VALUE_MAX];

	if (value || field->kind == STATE_ENUM)
		json_put_string(out, value_text(hot.machine, field, value, buf));
	else
		json_put_null(out);
}

static void put_list(struct json_out *out, const struct state_field *field, const void *object)
{
	struct state_walk walk = state_walk(field, object);
	const void *element;
	char key[STATE_KEY_MAX];
	u64 i = 0;

	if (field->key)
		json_put_object(out);
	else
		json_put_array(out);
	for (;;) {
		element = state_walk_next(&walk);
		if (!element)
			break;
		if (field->key)
			json_put_key(out, state_key(field, object, element, i, key));
		json_put_state(out, field->type, element);
		i++;
	}
	json_put_end(out);
}

static void put_field(struct json_out *out, const struct state_field *field, const void *object)
{
	const char *text;
	u64 len;

	switch (field->kind) {
	case STATE_STRUCT:
		json_put_state(out, field->type, state_struct(field, object));
		break;
	case STATE_LIST:
		put_list(out, field, object);
		break;
	case STATE_TEXT:
		len = state_text(field, object, &text);
		json_put_text(out, text, len);
		break;
	case STATE_BOOL:
		json_put_bool(out, state_value(field, object));
		break;
	case STATE_FLAGS:
		put_flags(out, field, state_value(field, object));
		break;
	case STATE_UINT:
	case STATE_INT:
		put_integer(out, field, state_value(field, object));
		break;
	default:
		put_name(out, field, state_value(field, object));
	}
}

void json_put_state(struct json_out *out, const struct state_type *type, const void *object)
{
	u32 i;

	if (!object) {
		json_put_null(out);
		return;
	}
	json_put_object(out);
	for (i = 0; i < type->nr_fields; i++) {
		json_put_key(out, type->fields[i].name);
		put_field(out, &type->fields[i], object);
	}
	json_put_end(out);
}

/* --- results ------------------------------------------------------------- */

/* The table of a configuration, so that its schema follows like any other. */
static void put_config(struct json_out *out, const struct machine *m)
{
	const struct kernel *k = m ? m->kernel : NULL;
	u32 i;

	if (!k) {
		json_put_null(out);
		return;
	}
	json_put_object(out);
	json_put_key(out, "cpus");
	json_put_u64(out, k->config.nr_cpus);
	json_put_key(out, "hz");
	json_put_u64(out, k->config.hz);
	json_put_key(out, "jiffies0");
	json_put_u64(out, k->config.jiffies0);
	json_put_key(out, "ticks");
	json_put_bool(out, k->config.ticks);
	json_put_key(out, "step_cost");
	json_put_u64(out, m->step_cost);
	for (i = 0; i < nr_boot_options; i++) {
		if (boot_options[i].device)
			continue;
		json_put_key(out, boot_options[i].name);
		if (boot_options[i].kind == BOOT_FLAG)
			json_put_bool(out, boot_option_get(&k->config, &boot_options[i]));
		else
			json_put_u64(out, boot_option_get(&k->config, &boot_options[i]));
	}
	json_put_end(out);
}

static void put_expectation(struct json_out *out, const struct expectation_result *e)
{
	json_put_object(out);
	json_put_key(out, "text");
	json_put_string(out, e->text);
	json_put_key(out, "line");
	json_put_u64(out, e->line);
	json_put_key(out, "reached");
	json_put_bool(out, e->reached);
	json_put_key(out, "passed");
	json_put_bool(out, e->passed);
	json_put_key(out, "at");
	if (e->reached)
		json_put_u64(out, e->at);
	else
		json_put_null(out);
	json_put_key(out, "step");
	if (e->reached)
		json_put_u64(out, e->step);
	else
		json_put_null(out);
	json_put_key(out, "detail");
	if (e->detail)
		json_put_string(out, e->detail);
	else
		json_put_null(out);
	json_put_end(out);
}

static void put_expectations(struct json_out *out, const struct json_result *result)
{
	u64 i;

	json_put_array(out);
	for (i = 0; i < result->nr_expectations; i++)
		put_expectation(out, &result->expectations[i]);
	json_put_end(out);
}

static void put_exit(struct json_out *out, const struct json_result *result)
{
	json_put_object(out);
	json_put_key(out, "code");
	json_put_s64(out, result->exit_code);
	json_put_key(out, "reason");
	json_put_string(out, result->exit_reason ? result->exit_reason : "");
	json_put_end(out);
}

bool json_write_result(FILE *file, const struct json_result *result)
{
	struct json_out *out = json_out_new(file, true);

	if (!out)
		return false;
	if (result->machine)
		state_use(result->machine);
	json_put_object(out);
	json_put_key(out, "format");
	json_put_string(out, "timerscope-result");
	json_put_key(out, "version");
	json_put_u64(out, JSON_RESULT_VERSION);
	json_put_key(out, "timerscope");
	json_put_string(out, PACKAGE_VERSION);
	json_put_key(out, "core");
	json_put_string(out, step_digest);
	json_put_key(out, "machine");
	put_config(out, result->machine);
	json_put_key(out, "exit");
	put_exit(out, result);
	json_put_key(out, "expectations");
	put_expectations(out, result);
	json_put_key(out, "state");
	json_put_state(out, &machine_type, result->machine);
	json_put_end(out);
	return json_out_end(out);
}
