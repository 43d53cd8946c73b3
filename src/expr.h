/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Expressions: questions to the machine's state and to its trace.
 *
 *	cpu[0].base[local].next_expiry == jiffies + 3j
 *	fired(t1).jiffies in [100j, 108j] and not r.rc < 0
 *	count(timer_expire_entry, timer=t1) >= 2
 *
 * An expression is parsed once and evaluated as often as wanted.  It only
 * reads, between statements, in host context.  Values carry units, and units
 * are never mixed silently.  Names are looked up at each evaluation, so that
 * an expression stays right when the machine goes back in time.
 */
#ifndef EXPR_H
#define EXPR_H

#include "machine/machine.h"
#include "machine/state.h"
#include "parse.h"
#include "trace_store.h"

struct expr;

/* What an expression may look at. */
struct expr_ctx {
	struct machine *m;
	const struct trace_store *trace;	/* NULL: questions to it are errors */
};

__extension__ typedef __int128 expr_int;	/* holds every u64 and every s64 */

enum expr_kind {
	EXPR_NONE,		/* no value: what has not happened, what is not there */
	EXPR_NUMBER,
	EXPR_BOOL,
	EXPR_STRING,
	EXPR_OBJECT,
	EXPR_STRUCT,		/* type, at */
	EXPR_LIST,		/* field, at: the struct that has the list */
	EXPR_EVENT,		/* number: of a trace record */
	EXPR_ANY,		/* parsing: not known yet */
};

/* Texts and structs lie in the machine or in the expression: use the value
 * before either changes. */
struct expr_value {
	enum expr_kind kind;
	enum state_unit unit;			/* NUMBER */
	expr_int number;			/* NUMBER, BOOL, EVENT */
	const struct state_field *field;	/* NUMBER: names of its values, or NULL */
	const char *text;			/* STRING */
	size_t len;
	u32 serial;				/* OBJECT */
	const struct state_type *type;		/* STRUCT */
	const void *at;				/* STRUCT, LIST */
};

/*
 * Parse tokens @first up to @end (exclusive) of @script.  Names are checked
 * against the machine's tables at once; names of objects too, unless @late
 * (in a body, which may run when they exist).  NULL with *error set.  The
 * expression keeps nothing of @script.
 */
struct expr *expr_parse(const struct script *script, u32 first, u32 end,
			const struct expr_ctx *ctx, bool late, struct script_error *error);

/* The same from a text of its own. */
struct expr *expr_parse_text(const char *text, size_t len, const struct expr_ctx *ctx, bool late,
			     struct script_error *error);
void expr_free(struct expr *expr);

/* Would parsing it anew give the same?  What objects there are, of which kind, and
 * which are freed, can change that.  @ctx: of the machine it was parsed for. */
bool expr_fresh(const struct expr *expr, const struct expr_ctx *ctx);

/* The expression as it was written. */
const char *expr_text(const struct expr *expr);

/* How deeply its evaluation and its parsing nest. */
u32 expr_height(const struct expr *expr);

/* Does it ask the trace? */
bool expr_asks_trace(const struct expr *expr);

/* False with *error set when there is no answer: no such element, overflow. */
bool expr_eval(const struct expr *expr, const struct expr_ctx *ctx, struct expr_value *value,
	       struct script_error *error);

/* Can it be true or false?  As far as its types are known; false with *error set. */
bool expr_is_condition(const struct expr *expr, struct script_error *error);

/* ... as a condition. */
bool expr_eval_bool(const struct expr *expr, const struct expr_ctx *ctx, bool *value,
		    struct script_error *error);

/* Why it is false: the values of what is compared, "fired(t1).at is 20ms, n is 3"; "" when
 * there is nothing to say.  Returns @buf. */
char *expr_explain(const struct expr *expr, const struct expr_ctx *ctx, char *buf, size_t size);

/* Has this word a meaning of its own, so that no object can be called so? */
bool expr_reserved(const char *name, size_t len);

/* Are two values the same thing?  Both are of now: what a watch remembers of the past is text. */
bool expr_value_equal(const struct expr_value *a, const struct expr_value *b);

/* "10ms", "4294892400j", "true", "t1", "never", "none", "{ clk = 3j ... }".
 * Returns @buf; what does not fit is cut off. */
const char *expr_value_format(const struct expr_ctx *ctx, const struct expr_value *value, char *buf,
			      size_t size);

/*
 * Completion: call @found with each way in which the word or path at the end
 * of @text (@len bytes) can go on.  `candidate` replaces that path as a whole.
 */
typedef void (*expr_found)(void *data, const char *candidate, const char *help);
void expr_complete(const struct expr_ctx *ctx, const char *text, size_t len, expr_found found,
		   void *data);

/* How many bytes at the end of @text belong to the path being typed. */
size_t expr_path_length(const char *text, size_t len);

/*
 * The expressions of bodies.  An instruction holds the string id of an
 * expression's text; this cache holds the parsed ones.  expr_cache_eval() fits
 * struct machine_host's `eval` hook: EVAL_FALSE, EVAL_TRUE or EVAL_ERROR.
 */
struct expr_cache;

struct expr_cache *expr_cache_new(const struct expr_ctx *ctx);
void expr_cache_free(struct expr_cache *cache);
int expr_cache_eval(void *cache, u32 string_id);
/* What went wrong in the last evaluation that answered EVAL_ERROR. */
const struct script_error *expr_cache_error(const struct expr_cache *cache);

#endif
