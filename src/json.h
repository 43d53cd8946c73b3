/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing JSON, piece by piece and in constant memory.
 *
 * jansson builds trees; an export of a million timers must not.  So this is a
 * writer: the caller opens objects and arrays, puts keys and values, and
 * closes.  Integers are written exactly, texts become valid UTF-8.  A write
 * error is remembered and reported once, at the end.
 *
 * On top of it stands the export of state and results: what is written follows
 * from the state tables, in their order.
 */
#ifndef JSON_H
#define JSON_H

#include <stdio.h>

#include "machine/machine.h"
#include "machine/state.h"

struct json_out;

/* A writer on @file.  @pretty: one value a line, indented; else one line.  NULL without memory. */
struct json_out *json_out_new(FILE *file, bool pretty);
/* Ends the document (with a newline when @pretty).  false: writing failed; errno tells why. */
bool json_out_end(struct json_out *out);

/* Composites; json_put_end() closes the innermost one. */
void json_put_object(struct json_out *out);
void json_put_array(struct json_out *out);
void json_put_end(struct json_out *out);

/* In an object: the key of the next value. */
void json_put_key(struct json_out *out, const char *key);

void json_put_u64(struct json_out *out, u64 value);
void json_put_s64(struct json_out *out, s64 value);
void json_put_bool(struct json_out *out, bool value);
void json_put_null(struct json_out *out);
void json_put_string(struct json_out *out, const char *text);
void json_put_text(struct json_out *out, const char *text, u64 len);
void json_put_mask(struct json_out *out, u64 mask);	/* "0x..." */

/* Write one struct as its table describes it.  @object NULL: null.  The machine is the one of
 * state_use(). */
void json_put_state(struct json_out *out, const struct state_type *type, const void *object);

/* One `expect` or `require` and what became of it. */
struct expectation_result {
	const char *text;
	u32 line;
	bool passed, reached;
	u64 at, step;			/* when it was checked: ns, statements */
	const char *detail;		/* the values, if it failed; or NULL */
};

/* All that --json FILE holds. */
struct json_result {
	struct machine *machine;	/* NULL: none was made */
	int exit_code;
	const char *exit_reason;	/* "done", "deadlock: ..." */
	const struct expectation_result *expectations;
	u64 nr_expectations;
};

#define JSON_RESULT_VERSION 1

/* Write the result.  false: writing failed; errno tells why. */
bool json_write_result(FILE *file, const struct json_result *result);

#endif
