/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The compiler of bodies and kernel calls.
 *
 * Two passes.  The first reads statements and checks them against the rows of
 * call_table; what it finds lies in host memory: programs (lists of
 * instructions), objects to be made, texts to be interned.  The second pass
 * moves it all into the machine's arena; nothing but a full memory can go
 * wrong there.
 *
 * Programs come out inside first: the body of a timer has its number before
 * the timer_setup that mentions it.  A timer that is used before it was set up
 * gets a timer_setup or hrtimer_setup of its own, at the very beginning of what is typed.
 */
#include "compile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile_user.h"
#include "linux/calls_posix.h"
#include "linux/hrtimer.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/posix_timers.h"
#include "linux/process.h"
#include "machine/strings.h"

#define NAME_MAX_LEN 60
#define EXPR_BODY_HEIGHT 24	/* evaluated on a simulated stack */
#define MAX_PARAMS 20

/* --- what a row wants --------------------------------------------------------- */

enum param_kind { PARAM_VALUE, PARAM_FLAG, PARAM_BODY, PARAM_PROGRAM };

struct param {
	enum param_kind kind;
	bool optional;
	char name[24];
	char type[16];
	u32 slot;			/* argument of the instruction */
	u32 bit;			/* FLAG */
};

static void read_param(struct param *param, const char *text, size_t len)
{
	const char *colon;

	*param = (struct param){ 0 };
	if (text[0] == '[') {
		param->optional = true;
		text++;
		len -= 2;
	}
	colon = memchr(text, ':', len);
	if (text[0] == '{') {
		param->kind = text[1] == 'b' ? PARAM_BODY : PARAM_PROGRAM;
	} else if (colon) {
		snprintf(param->name, sizeof(param->name), "%.*s", (int)(colon - text), text);
		snprintf(param->type, sizeof(param->type), "%.*s",
			 (int)(text + len - colon - 1), colon + 1);
	} else {
		param->kind = PARAM_FLAG;
		snprintf(param->name, sizeof(param->name), "%.*s", (int)len, text);
	}
}

/* Flags share one slot, at the place of the first; a body has none. */
static u32 read_params(const struct call_row *row, struct param *params)
{
	const char *at = row->args;
	u32 nr = 0, slot = 0, bit = 0, flag_slot = 0;

	while (*at && nr < MAX_PARAMS) {
		size_t len = strcspn(at, " ");
		struct param *param = &params[nr++];

		read_param(param, at, len);
		if (param->kind == PARAM_FLAG) {
			if (!bit)
				flag_slot = slot++;
			param->slot = flag_slot;
			param->bit = bit++;
		} else if (param->kind != PARAM_BODY) {
			param->slot = slot++;
		}
		at += len;
		at += strspn(at, " ");
	}
	return nr;
}

static const struct {
	const char *type, *shown, *example;
} type_texts[] = {
	{ "TIMER", "TIMER", "t1" },
	{ "NEWTIMER", "NAME", "t1" },
	{ "HRTIMER", "HRTIMER", "h1" },
	{ "NEWHRTIMER", "NAME", "h1" },
	{ "HRWHEN", "+TIME|=TIME", "+500us, =2s" },
	{ "CLOCKID", "CLOCK", "monotonic" },
	{ "MODE", "MODE", "rel, abs|pinned" },
	{ "CALLBACK", "FUNCTION", "h1_fn" },
	{ "LOCK", "LOCK", "L" },
	{ "TASK", "TASK", "p1" },
	{ "NEWTASK", "NAME", "p1" },
	{ "OBJECT", "OBJECT", "t1" },
	{ "NEWPROCESS", "NAME", "p1" },
	{ "THREAD", "PROCESS", "p1" },
	{ "PID", "PROCESS|N", "p1" },
	{ "INT", "N", "3" },
	{ "RAW", "N", "3" },
	{ "TIMERID", "ID", "t1" },
	{ "SIGNAL", "SIGNAL", "SIGALRM" },
	{ "SIGSET", "SIGNALS", "SIGALRM|SIGUSR1" },
	{ "CAPSET", "CAPS", "CAP_KILL|CAP_SYS_TIME" },
	{ "WORD", "N", "0" },
	{ "HOW", "HOW", "SIG_BLOCK" },
	{ "RLIMIT", "LIMIT", "SIGPENDING" },
	{ "ANYCLOCK", "CLOCK|N", "CLOCK_MONOTONIC" },
	{ "SIGEVENT", "SIGNAL|NULL", "SIGALRM" },
	{ "SIGEV", "SIGEV_...", "SIGEV_NONE" },
	{ "ITIMER", "ITIMER_...|N", "ITIMER_REAL" },
	{ "PRCTL", "PR_...|N", "PR_SET_TIMERSLACK" },
	{ "TIMESPEC", "TIME", "10ms" },
	{ "POINTER", "NULL|badptr", "NULL" },
	{ "WHEN", "+TIME|=TIME", "+3j, +10ms or =4294892400j" },
	{ "DURATION", "TIME", "10ms, 3j" },
	{ "CLOCK", "TIME", "10ms" },
	{ "JIFFIES", "JIFFIES", "=4294892400j" },
	{ "NUMBER", "N", "3" },
	{ "CPU", "CPU", "0" },
	{ "SOFTIRQ", "VECTOR", "TIMER" },
	{ "TEXT", "TEXT", "\"hello\"" },
	{ "EXPR", "EXPR", "fired(t1)" },
	{ "STATEMENT", "STATEMENT", "msleep 10ms" },
};

static const char *type_text(const char *type, bool example)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(type_texts); i++) {
		if (!strcmp(type_texts[i].type, type))
			return example ? type_texts[i].example : type_texts[i].shown;
	}
	return type;
}

const struct call_row *compile_row(struct span word)
{
	return call_find(word.text, word.len);
}

const struct call_row *compile_homonym(const struct call_row *row)
{
	const struct call_row *other;

	for (other = row + 1; other < call_table + nr_calls; other++)
		if (!strcmp(other->name, row->name))
			return other;
	return NULL;
}

const char *call_usage(const struct call_row *row, char *buf, size_t size)
{
	struct param params[MAX_PARAMS];
	u32 nr = read_params(row, params);
	size_t at = (size_t)snprintf(buf, size, "%s", row->name);
	u32 i;

	for (i = 0; i < nr && at < size; i++) {
		const struct param *param = &params[i];
		const char *open = param->optional ? "[" : "";
		const char *close = param->optional ? "]" : "";

		if (param->kind == PARAM_FLAG)
			at += (size_t)snprintf(buf + at, size - at, " [%s]", param->name);
		else if (param->kind != PARAM_VALUE)
			at += (size_t)snprintf(buf + at, size - at, " %s{ ... }%s", open, close);
		else
			at += (size_t)snprintf(buf + at, size - at, " %s%s%s%s%s", open,
					       param->optional ? param->name : "",
					       param->optional ? "=" : "",
					       type_text(param->type, false), close);
	}
	return buf;
}

/* Only what must be given; of an argument's examples the first. */
const char *call_example(const struct call_row *row, char *buf, size_t size)
{
	struct param params[MAX_PARAMS];
	u32 nr = read_params(row, params);
	size_t at = (size_t)snprintf(buf, size, "%s", row->name);
	u32 i;

	for (i = 0; i < nr && at < size; i++) {
		const char *example = type_text(params[i].type, true);
		int len = (int)strcspn(example, ",");

		if (params[i].kind == PARAM_BODY ||
		    (params[i].kind == PARAM_PROGRAM && !params[i].optional))
			at += (size_t)snprintf(buf + at, size - at, " { nop }");
		else if (params[i].kind == PARAM_VALUE && !params[i].optional)
			at += (size_t)snprintf(buf + at, size - at, " %.*s",
					       len, example);
	}
	return buf;
}

/* --- what the first pass finds ------------------------------------------------ */

/* An object that will be made. */
struct planned {
	char name[NAME_MAX_LEN + 1];
	enum object_kind kind;
	bool setup;			/* a timer nobody has set up */
	u64 clock, mode;		/* ... an hrtimer, by what started it */
	u32 serial;			/* second pass */
};

enum ref { REF_NONE, REF_PLANNED, REF_PROGRAM, REF_TEXT, REF_INSN };

struct plan_arg {
	struct program_arg arg;
	enum ref ref;			/* what arg.value is until the second pass */
	char *text;			/* REF_TEXT */
	size_t len;
};

struct plan_insn {
	u16 call;
	u16 nr_args;
	u32 end;			/* within its body */
	u32 line;
	char *text;
	struct plan_arg arg[PROGRAM_MAX_ARGS];
	struct plan_arg result;
};

struct plan_body {
	char name[NAME_MAX_LEN + 8];
	struct plan_insn *v;
	u32 nr, room;
	enum call_context context;
	u32 nest;			/* open blocks */
	u32 id;				/* second pass */
};

struct compiler {
	const struct compile_options *options;
	struct machine *m;
	struct script_error *error;
	const struct script *script;
	struct plan_body *bodies;	/* finished ones, inside first */
	u32 nr_bodies, room_bodies;
	struct planned *planned;
	u32 nr_planned, room_planned;
	u32 depth;			/* bodies within bodies */
	bool typed;			/* one statement, not a block */
	const struct stmt_arg *by;	/* call p1 ...: the process */
	char (*announced)[NAME_MAX_LEN + 1];	/* processes, threads to be */
	u32 nr_announced, room_announced;
};

static bool out_of_memory(struct compiler *c)
{
	static const struct token start = { .line = 1, .column = 1 };

	return script_fail(c->error, &start, NULL, "out of memory");
}

static bool memory_full(struct compiler *c)
{
	static const struct token start = { .line = 1, .column = 1 };

	return script_fail(c->error, &start, "--max-memory gives more",
			   "the machine's memory is full");
}

static void *grow(void *v, u32 nr, u32 *room, size_t size)
{
	if (nr < *room)
		return v;
	*room = *room ? *room * 2 : 8;
	return realloc(v, *room * size);
}

static char *copy_span(struct span span)
{
	char *text = malloc(span.len + 1);

	if (!text)
		return NULL;
	memcpy(text, span.text, span.len);
	text[span.len] = '\0';
	return text;
}

static void free_body(struct plan_body *body)
{
	u32 i, j;

	for (i = 0; i < body->nr; i++) {
		free(body->v[i].text);
		for (j = 0; j < PROGRAM_MAX_ARGS; j++)
			free(body->v[i].arg[j].text);
	}
	free(body->v);
}

static void note(const struct compiler *c, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void note(const struct compiler *c, const char *format, ...)
{
	char text[300];
	va_list ap;

	if (!c->options->note)
		return;
	va_start(ap, format);
	vsnprintf(text, sizeof(text), format, ap);
	va_end(ap);
	c->options->note(c->options->data, text);
}

static const struct token *arg_token(const struct compiler *c, const struct stmt_arg *arg)
{
	return script_token(c->script, arg->first);
}

static struct span arg_span(const struct compiler *c, const struct stmt_arg *arg)
{
	return script_span(c->script, arg->first, arg->first + arg->nr);
}

/* For messages: not longer than a line. */
static int shown(struct span span)
{
	return span.len > 60 ? 60 : (int)span.len;
}

/* --- objects ------------------------------------------------------------------ */

static bool check_name(struct compiler *c, const struct token *token, struct span name, u32 nr)
{
	if (token->kind != TOKEN_WORD || nr != 1)
		return script_fail(c->error, token, "names are letters, digits and _: t1",
				   "'%.*s' is no name", shown(name), name.text);
	if (name.len > NAME_MAX_LEN)
		return script_fail(c->error, token, NULL, "names have at most %d letters",
				   NAME_MAX_LEN);
	return true;
}

/* p1.main, p1.timer0: what the kernel makes has a name of words and dots. */
static bool is_dotted(const struct compiler *c, const struct stmt_arg *arg)
{
	struct span name = arg_span(c, arg);
	u32 i;

	if (arg->nr < 3 || !(arg->nr & 1) || name.len > NAME_MAX_LEN ||
	    memchr(name.text, ' ', name.len))
		return false;
	for (i = 0; i < arg->nr; i++) {
		const struct token *token = arg_token(c, arg) + i;

		if (i & 1 ? !token_is(script_text(c->script), token, ".") :
			    token->kind != TOKEN_WORD)
			return false;
	}
	return true;
}

static struct planned *find_planned(struct compiler *c, struct span name)
{
	u32 i;

	for (i = c->nr_planned; i-- > 0;) {
		if (span_is(name, c->planned[i].name))
			return &c->planned[i];
	}
	return NULL;
}

static struct object *find_object(const struct compiler *c, struct span name)
{
	return object_find(c->m, string_lookup(c->m, name.text, name.len));
}

static bool plan_object(struct compiler *c, const struct token *token, struct span name,
			enum object_kind kind, struct plan_arg *out)
{
	struct planned *planned;

	if (expr_reserved(name.text, name.len))
		return script_fail(c->error, token, "choose another name",
				   "'%.*s' has a meaning in expressions", shown(name), name.text);
	planned = grow(c->planned, c->nr_planned, &c->room_planned, sizeof(*planned));
	if (!planned)
		return out_of_memory(c);
	c->planned = planned;
	planned += c->nr_planned;
	*planned = (struct planned){
		.kind = kind, .clock = CLOCK_MONOTONIC, .mode = HRTIMER_MODE_REL,
	};
	memcpy(planned->name, name.text, name.len);
	out->arg.type = ARG_OBJECT;
	out->arg.value = c->nr_planned++;
	out->ref = REF_PLANNED;
	return true;
}

static bool wrong_kind(struct compiler *c, const struct token *token, struct span name, u32 is,
		       u32 wanted)
{
	return script_fail(c->error, token, "use another name",
			   "%.*s is a %s; a %s is wanted here", shown(name), name.text,
			   object_kind_names[is], object_kind_names[wanted]);
}

static void offer_nearest(const struct compiler *c, struct nearest *nearest, u32 kind)
{
	const struct object *object = NULL;
	u32 i;

	for (i = 0; i < 10000; i++) {
		object = object_next(c->m, object, (enum object_kind)kind);
		if (!object)
			break;
		nearest_offer(nearest, string_text(c->m, object->name));
	}
}

/* @other: another kind that would do as well. */
static bool unknown_object(struct compiler *c, const struct token *token, struct span name,
			   u32 wanted, u32 other)
{
	struct nearest nearest;
	char buf[250];

	nearest_begin(&nearest, name.text, name.len);
	offer_nearest(c, &nearest, wanted);
	if (other != wanted)
		offer_nearest(c, &nearest, other);
	return script_fail(c->error, token,
			   nearest.nr ? nearest_text(&nearest, buf, sizeof(buf)) :
			   wanted == OBJECT_TASK ? "make it first: task p1 { ... }" :
			   wanted == OBJECT_RESULT ? "a number, or what a call returned: -> t1" :
			   wanted == OBJECT_PROCESS ? "make it first: process p1 { ... }" :
			   wanted == OBJECT_HRTIMER ? "make it first: hrtimer_setup h1" :
						   "make it first: timer_setup t1",
			   "there is no %s called '%.*s'",
			   wanted ? object_kind_names[wanted] : "object", shown(name), name.text);
}

static void known_object(struct plan_arg *out, const struct object *object)
{
	out->arg.type = ARG_OBJECT;
	out->arg.value = object->serial;
}

/* An object that exists, or is about to. */
static bool existing(struct compiler *c, const struct token *token, struct span name, u32 kind,
		     struct plan_arg *out, bool *found)
{
	struct planned *planned = find_planned(c, name);
	struct object *object = find_object(c, name);

	*found = planned || object;
	if (planned) {
		if (kind && planned->kind != kind)
			return wrong_kind(c, token, name, planned->kind, kind);
		out->arg.type = ARG_OBJECT;
		out->arg.value = (u64)(planned - c->planned);
		out->ref = REF_PLANNED;
	} else if (object) {
		if (kind && object->kind != kind)
			return wrong_kind(c, token, name, object->kind, kind);
		known_object(out, object);
	}
	return true;
}

static bool text_arg(struct compiler *c, struct span text, enum arg_type type,
		     struct plan_arg *out)
{
	out->arg.type = (u8)type;
	out->ref = REF_TEXT;
	out->text = copy_span(text);
	out->len = text.len;
	return out->text || out_of_memory(c);
}

/* TIMER, LOCK, TASK, OBJECT.  In a body, which runs later, tasks and other
 * objects may still be missing. */
static bool object_arg(struct compiler *c, const struct stmt_arg *arg, u32 kind,
		       struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	bool found;

	if (!is_dotted(c, arg) && !check_name(c, token, name, arg->nr))
		return false;
	if (!existing(c, token, name, kind, out, &found))
		return false;
	if (found)
		return true;
	if (is_dotted(c, arg) && kind != OBJECT_TASK && kind != OBJECT_NONE)
		return check_name(c, token, name, arg->nr);
	if (kind == OBJECT_TIMER || kind == OBJECT_HRTIMER || kind == OBJECT_LOCK) {
		if (!plan_object(c, token, name, (enum object_kind)kind, out))
			return false;
		find_planned(c, name)->setup = true;
		return true;
	}
	if (!c->depth && c->typed)
		return unknown_object(c, token, name, kind, kind);
	return text_arg(c, name, ARG_NAME, out);
}

/* THREAD, and PID and INT where they are no numbers: an object of one of two
 * kinds; @late: it may be made until then. */
static bool either_arg(struct compiler *c, const struct stmt_arg *arg, u32 kind, u32 other,
		       struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	const struct planned *planned;
	const struct object *object;
	bool found;

	if (!is_dotted(c, arg) && !check_name(c, token, name, arg->nr))
		return false;
	planned = find_planned(c, name);
	object = find_object(c, name);
	if (planned ? planned->kind == other : object && object->kind == other)
		kind = other;
	if (!existing(c, token, name, kind, out, &found))
		return false;
	if (found)
		return true;
	if (!c->depth && c->typed)
		return unknown_object(c, token, name, kind, other);
	return text_arg(c, name, ARG_NAME, out);
}

static bool is_announced(const struct compiler *c, struct span name)
{
	u32 i;

	for (i = 0; i < c->nr_announced; i++) {
		if (span_is(name, c->announced[i]))
			return true;
	}
	return false;
}

/* The body that follows may mention it. */
static bool announce(struct compiler *c, struct span name)
{
	void *v = grow(c->announced, c->nr_announced, &c->room_announced, sizeof(*c->announced));

	if (!v)
		return out_of_memory(c);
	c->announced = v;
	snprintf(c->announced[c->nr_announced++], sizeof(*c->announced), "%.*s", (int)name.len,
		 name.text);
	return true;
}

/* "p1.main", where p1 is still to be made. */
static bool is_announced_main(const struct compiler *c, struct span name)
{
	static const char main_thread[] = ".main";
	const size_t len = sizeof(main_thread) - 1;

	return name.len > len && !memcmp(name.text + name.len - len, main_thread, len) &&
	       is_announced(c, (struct span){ name.text, name.len - len });
}

/* Is this the name of a process or thread, as far as is known? */
static bool names_thread(const struct compiler *c, const struct stmt_arg *arg)
{
	struct span name = arg_span(c, arg);
	const struct object *object = find_object(c, name);

	if (arg->has_key ||
	    !(is_dotted(c, arg) || (arg->nr == 1 && arg_token(c, arg)->kind == TOKEN_WORD)))
		return false;
	return is_announced(c, name) || is_announced_main(c, name) ||
	       (object && (object->kind == OBJECT_PROCESS || object->kind == OBJECT_TASK));
}

/* NEWTIMER, NEWHRTIMER: a living timer is set up again, a freed one replaced. */
static bool new_timer_arg(struct compiler *c, const struct stmt_arg *arg, enum object_kind kind,
			  struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	const struct object *object;
	bool found;

	if (!check_name(c, token, name, arg->nr))
		return false;
	object = find_object(c, name);
	if (object && object->freed && !find_planned(c, name))
		return plan_object(c, token, name, kind, out);
	if (!existing(c, token, name, kind, out, &found))
		return false;
	if (!found)
		return plan_object(c, token, name, kind, out);
	if (object && !object->memory)
		return script_fail(c->error, token, "choose another name",
				   "'%.*s' belongs to the kernel", shown(name), name.text);
	return true;
}

static bool new_task_arg(struct compiler *c, const struct stmt_arg *arg, enum object_kind kind,
			 struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	struct plan_arg old = { 0 };
	bool found;

	if (!check_name(c, token, name, arg->nr) ||
	    !existing(c, token, name, kind, &old, &found) || !announce(c, name))
		return false;
	if (expr_reserved(name.text, name.len))
		return script_fail(c->error, token, "choose another name",
				   "'%.*s' has a meaning in expressions", shown(name), name.text);
	return text_arg(c, name, ARG_NAME, out);
}

/* What stands behind ->. */
static bool result_arg(struct compiler *c, const struct stmt *stmt, struct plan_arg *out)
{
	const struct token *token = script_token(c->script, stmt->result);
	struct span name = script_span(c->script, stmt->result, stmt->result + 1);
	const struct object *object;
	bool found;

	if (!stmt->result)
		return true;
	if (!check_name(c, token, name, 1))
		return false;
	object = find_object(c, name);
	if (object && object->freed && !find_planned(c, name))
		return plan_object(c, token, name, OBJECT_RESULT, out);
	if (!existing(c, token, name, OBJECT_RESULT, out, &found))
		return false;
	return found || plan_object(c, token, name, OBJECT_RESULT, out);
}

/* --- times and numbers -------------------------------------------------------- */

static u8 time_unit(const struct number *number)
{
	static const u8 units[] = {
		[NUMBER_JIFFIES] = TIME_JIFFIES, [NUMBER_NS] = TIME_NS, [NUMBER_US] = TIME_US,
		[NUMBER_MS] = TIME_MS, [NUMBER_S] = TIME_S,
	};

	return number->timespec ? TIME_TIMESPEC : units[number->unit];
}

/* A sign and a number with its unit: the only places that read times. */
static bool read_time(const struct script *script, const struct stmt_arg *arg,
		      struct program_arg *out, char *sign, struct script_error *error)
{
	const struct token *token = script_token(script, arg->first);
	const struct token *first = token;
	struct number number;
	char right[120];
	u32 used, left = arg->nr;

	*sign = '\0';
	if (token->kind == TOKEN_PUNCT && left > 1 && (token->punct == '+' || token->punct == '-' ||
						       token->punct == '=')) {
		*sign = (char)token->punct;
		token++;
		left--;
	}
	used = token_number(script_text(script), token, &number, error);
	if (!used)
		return false;
	if (used != left)
		return script_fail(error, token + used, "for example +3j or +10ms",
				   "the time should end here");
	if (number.unit == NUMBER_PLAIN) {
		snprintf(right, sizeof(right), "write %c%lluj (jiffies) or %c%llums",
			 *sign ? *sign : '+', (unsigned long long)number.value,
			 *sign ? *sign : '+', (unsigned long long)number.value);
		return script_fail(error, first, right, "a time needs a unit");
	}
	*out = (struct program_arg){
		.type = ARG_TIME, .unit = time_unit(&number), .absolute = *sign == '=',
		.negative = *sign == '-', .nsec = number.nsec, .value = number.value,
	};
	return true;
}

bool compile_time(const struct stmt *stmt, u32 arg, struct program_arg *out, bool *is_signed,
		  struct script_error *error)
{
	char sign;

	if (!read_time(stmt->script, &stmt->arg[arg], out, &sign, error))
		return false;
	*is_signed = sign;
	return true;
}

/* Say what the kernel makes of a time; only for what is typed, not in bodies. */
static void note_jiffies(const struct compiler *c, struct span span,
			 const struct program_arg *arg)
{
	static const char *const by[] = {
		[TIME_NS] = "timespec64_to_jiffies", [TIME_US] = "usecs_to_jiffies",
		[TIME_MS] = "msecs_to_jiffies", [TIME_S] = "timespec64_to_jiffies",
		[TIME_TIMESPEC] = "timespec64_to_jiffies",
	};

	if (c->depth || !c->typed || arg->unit == TIME_JIFFIES)
		return;
	note(c, "timerscope: %.*s is %s%lluj at HZ=%u (%s)", shown(span), span.text,
	     arg->absolute ? "=" : "",
	     (unsigned long long)(program_arg_jiffies(arg) +
				  (arg->absolute ? kernel()->config.jiffies0 : 0)),
	     HZ, by[arg->unit]);
}

static bool when_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	struct span span = arg_span(c, arg);
	char right[200], sign;

	if (!read_time(c->script, arg, &out->arg, &sign, c->error))
		return false;
	if (!sign) {
		snprintf(right, sizeof(right), "write +%.*s (from now) or =%.*s (absolute)",
			 shown(span), span.text, shown(span), span.text);
		return script_fail(c->error, arg_token(c, arg), right,
				   "is this time from now, or absolute?");
	}
	note_jiffies(c, span, &out->arg);
	return true;
}

/* HRWHEN: a moment or a distance in ns.  No jiffies: an hrtimer knows none. */
static bool hrwhen_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	struct span span = arg_span(c, arg);
	char right[200], sign;

	if (!read_time(c->script, arg, &out->arg, &sign, c->error))
		return false;
	if (out->arg.unit == TIME_JIFFIES)
		return script_fail(c->error, arg_token(c, arg), "for example +500us or =2s",
				   "an hrtimer takes clock time, not jiffies");
	if (sign == '+' || sign == '=')
		return true;
	snprintf(right, sizeof(right), "write +%.*s (from now) or =%.*s (on its clock)",
		 shown(span), span.text, shown(span), span.text);
	if (sign == '-')
		snprintf(right, sizeof(right), "for example +500us or =2s");
	return script_fail(c->error, arg_token(c, arg), right,
			   "is this time from now, or absolute?");
}

/* CLOCKID: the clocks that hrtimers have bases for. */
static bool clockid_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	static const u32 ids[] = {
		CLOCK_MONOTONIC, CLOCK_REALTIME, CLOCK_BOOTTIME, CLOCK_TAI,
	};
	struct span span = arg_span(c, arg);
	u32 i;

	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		if (!span_is(span, hrtimer_base_names[i]) && !span_is(span, clockid_names[ids[i]]))
			continue;
		out->arg.type = ARG_NUMBER;
		out->arg.value = ids[i];
		return true;
	}
	return script_fail(c->error, arg_token(c, arg), "monotonic realtime boottime tai",
			   "'%.*s' is no clock for hrtimers", shown(span), span.text);
}

static const struct {
	const char *name;
	u32 bit;
} mode_words[] = {
	{ "abs", ARG_MODE_ABS }, { "rel", HRTIMER_MODE_REL },
	{ "pinned", HRTIMER_MODE_PINNED }, { "soft", HRTIMER_MODE_SOFT },
	{ "hard", HRTIMER_MODE_HARD },
};

/* MODE: words with | between them. */
static bool mode_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	u32 i, word;

	out->arg.type = ARG_NUMBER;
	for (i = 0; i < arg->nr; i++) {
		if (i % 2) {
			if (!token_is(script_text(c->script), &token[i], "|"))
				break;
			continue;
		}
		for (word = 0; word < ARRAY_SIZE(mode_words); word++) {
			if (token_is(script_text(c->script), &token[i], mode_words[word].name))
				break;
		}
		if (word == ARRAY_SIZE(mode_words))
			break;
		out->arg.value |= mode_words[word].bit;
	}
	if (i == arg->nr && i % 2)
		return true;
	return script_fail(c->error, &token[i < arg->nr ? i : i - 1],
			   "abs or rel, pinned, soft, hard: mode=abs|pinned",
			   "this is no mode of an hrtimer");
}

/* The name of an hrtimer's body is the hrtimer's with this behind it: so traces call it. */
#define BODY_SUFFIX "_fn"

/* The callback of an hrtimer to which nobody has given a body: it does nothing. */
#define NO_BODY "program_hrtimer_fn"

/* The body called @name among those that are just being read; the latest. */
static const struct plan_body *find_hrtimer_body(const struct compiler *c, struct span name)
{
	u32 i = c->nr_bodies;

	while (i--) {
		if (c->bodies[i].context == CALL_IN_HRTIMER && span_is(name, c->bodies[i].name))
			return &c->bodies[i];
	}
	return NULL;
}

/* What traces call the body of @timer; NULL: it has none. */
static const char *hrtimer_body_name(struct machine *m, const struct khrtimer *timer)
{
	const struct program *program = timer ? program_get(m, timer->program) : NULL;

	return program ? string_text(m, program->name) : NULL;
}

/* The hrtimer that has got a body called @name, in the machine as it is. */
static const struct khrtimer *hrtimer_with_body(const struct compiler *c, struct span name)
{
	const size_t suffix = strlen(BODY_SUFFIX);
	const struct object *object;
	const struct khrtimer *timer;
	const struct span function = name;
	const char *body;

	if (name.len <= suffix || memcmp(name.text + name.len - suffix, BODY_SUFFIX, suffix))
		return NULL;
	name.len -= suffix;
	object = find_object(c, name);
	if (!object || object->kind != OBJECT_HRTIMER || object->freed || object->internal)
		return NULL;
	timer = object->memory;
	body = hrtimer_body_name(c->m, timer);
	return body && span_is(function, body) ? timer : NULL;
}

static bool no_callback(struct compiler *c, const struct token *token, struct span name)
{
	const struct object *object = find_object(c, name);
	const struct planned *planned = find_planned(c, name);
	enum object_kind kind = planned ? planned->kind : object ? object->kind : OBJECT_NONE;
	char right[160];

	snprintf(right, sizeof(right), "after `hrtimer_setup h1 { ... }`, h1" BODY_SUFFIX
		 " is one; " NO_BODY " does nothing; { ... } gives one of its own");
	if (kind == OBJECT_HRTIMER && name.len < 60)
		snprintf(right, sizeof(right), "the callback of %.*s is called %.*s" BODY_SUFFIX
			 ", if hrtimer_setup gave it one", (int)name.len, name.text,
			 (int)name.len, name.text);
	return script_fail(c->error, token, right, "there is no callback '%.*s' for an hrtimer",
			   shown(name), name.text);
}

/* CALLBACK: a function that may be called for any hrtimer.  The kernel's own, such as
 * hrtimer_wakeup(), are not: they expect what lies around their timers. */
static bool callback_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);
	struct span name = arg_span(c, arg);
	const struct plan_body *body = find_hrtimer_body(c, name);
	const struct khrtimer *timer = hrtimer_with_body(c, name);

	out->arg.type = ARG_PROGRAM;
	if (body) {
		out->arg.value = (u64)(body - c->bodies);
		out->ref = REF_PROGRAM;
	} else if (timer) {
		out->arg.value = timer->program;
	} else if (!span_is(name, NO_BODY)) {
		return no_callback(c, token, name);
	}
	return true;
}

static bool duration_arg(struct compiler *c, const struct stmt_arg *arg, bool clock,
			 struct plan_arg *out)
{
	char sign;

	if (!read_time(c->script, arg, &out->arg, &sign, c->error))
		return false;
	if (sign == '=' || sign == '-')
		return script_fail(c->error, arg_token(c, arg), "for example 10ms",
				   "a duration is wanted here");
	if (clock && out->arg.unit == TIME_JIFFIES)
		return script_fail(c->error, arg_token(c, arg),
				   "write 12ms, or use schedule_timeout +3j",
				   "this call takes milliseconds, not jiffies");
	return true;
}

static bool jiffies_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	char sign;

	if (!read_time(c->script, arg, &out->arg, &sign, c->error))
		return false;
	if (out->arg.unit != TIME_JIFFIES || sign == '-')
		return script_fail(c->error, arg_token(c, arg), "for example =4294892400j",
				   "jiffies are wanted here");
	return true;
}

static bool number_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	struct number number;
	u32 used = token_number(script_text(c->script), arg_token(c, arg), &number, c->error);

	if (!used)
		return false;
	if (used != arg->nr || number.unit != NUMBER_PLAIN)
		return script_fail(c->error, arg_token(c, arg), "for example 3",
				   "a plain number is wanted here");
	out->arg.type = ARG_NUMBER;
	out->arg.value = number.value;
	return true;
}

static bool cpu_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	char right[60];

	if (!number_arg(c, arg, out))
		return false;
	if (out->arg.value < c->m->nr_cpus)
		return true;
	snprintf(right, sizeof(right), "this machine has CPU 0 to %u", c->m->nr_cpus - 1);
	return script_fail(c->error, arg_token(c, arg), right, "there is no CPU %llu",
			   (unsigned long long)out->arg.value);
}

static bool softirq_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	struct span span = arg_span(c, arg);
	u32 i;

	for (i = 0; i < NR_SOFTIRQS; i++) {
		if (!span_is(span, softirq_names[i]))
			continue;
		out->arg.type = ARG_NUMBER;
		out->arg.value = i;
		return true;
	}
	return script_fail(c->error, arg_token(c, arg),
			   "HI TIMER NET_TX NET_RX BLOCK IRQ_POLL TASKLET SCHED HRTIMER RCU",
			   "'%.*s' is no softirq", shown(span), span.text);
}

static bool string_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	const struct token *token = arg_token(c, arg);

	if (token->kind != TOKEN_STRING || arg->nr != 1)
		return text_arg(c, arg_span(c, arg), ARG_STRING, out);
	out->arg.type = ARG_STRING;
	out->ref = REF_TEXT;
	out->text = token_string(script_text(c->script), token, &out->len);
	return out->text || out_of_memory(c);
}

static bool expr_arg(struct compiler *c, const struct stmt *stmt, struct plan_arg *out)
{
	struct expr *expr = expr_parse(c->script, stmt->first_arg, stmt->end_arg, c->options->ctx,
				       true, c->error);
	bool ok;

	if (!expr || !expr_is_condition(expr, c->error)) {
		expr_free(expr);
		return false;
	}
	if (expr_height(expr) > EXPR_BODY_HEIGHT) {
		expr_free(expr);
		return script_fail(c->error, script_token(c->script, stmt->first_arg),
				   "take it apart", "in a body expressions nest at most %d deep",
				   EXPR_BODY_HEIGHT);
	}
	ok = text_arg(c, (struct span){ expr_text(expr), strlen(expr_text(expr)) },
		      ARG_EXPRESSION, out);
	expr_free(expr);
	return ok;
}

/* --- statements --------------------------------------------------------------- */

static bool compile_one(struct compiler *c, struct plan_body *body, const struct stmt *stmt);
static bool compile_list(struct compiler *c, struct plan_body *body, const struct stmt *stmt);

static bool usage(struct compiler *c, const struct token *token, const struct call_row *row,
		  const char *what)
{
	char line[200], right[220];

	snprintf(right, sizeof(right), "usage: %s", call_usage(row, line, sizeof(line)));
	return script_fail(c->error, token, right, "%s", what);
}

/* A number, or the name of something that has one; -p1: the group that p1 leads. */
static bool integer_arg(struct compiler *c, const char *type, const struct stmt_arg *arg,
		    struct plan_arg *out)
{
	struct span span = arg_span(c, arg);
	struct stmt_arg rest = *arg;

	rest.first++;
	rest.nr--;
	if (type[0] == 'P' && arg->nr > 1 && arg_token(c, &rest)->kind == TOKEN_WORD &&
	    token_is(script_text(c->script), arg_token(c, arg), "-")) {
		if (!either_arg(c, &rest, OBJECT_PROCESS, OBJECT_TASK, out))
			return false;
		out->arg.negative = true;
		return true;
	}
	if (arg_token(c, arg)->kind != TOKEN_WORD || span_is(span, "infinity"))
		return compile_raw(c->script, arg, &out->arg, c->error);
	if (type[0] == 'T')
		return either_arg(c, arg, OBJECT_RESULT, OBJECT_POSIX_TIMER, out);
	if (type[0] == 'I')
		return either_arg(c, arg, OBJECT_RESULT, OBJECT_RESULT, out);
	return either_arg(c, arg, OBJECT_PROCESS, OBJECT_TASK, out);
}

static bool value_arg(struct compiler *c, const struct param *param, const struct stmt_arg *arg,
		      struct plan_arg *out)
{
	const char *type = param->type;
	enum user_arg user;

	/* the result of clock_getcpuclockid */
	if (!strcmp(type, "ANYCLOCK") && arg_token(c, arg)->kind == TOKEN_WORD &&
	    (find_planned(c, arg_span(c, arg)) || find_object(c, arg_span(c, arg))))
		return either_arg(c, arg, OBJECT_RESULT, OBJECT_RESULT, out);
	user = compile_user_arg(type, c->script, arg, &out->arg, c->error);

	if (user != USER_ARG_OTHER)
		return user == USER_ARG_DONE;
	if (!strcmp(type, "THREAD"))
		return either_arg(c, arg, OBJECT_PROCESS, OBJECT_TASK, out);
	if (!strcmp(type, "PID") || !strcmp(type, "INT") || !strcmp(type, "TIMERID"))
		return integer_arg(c, type, arg, out);
	if (!strcmp(type, "NEWPROCESS"))
		return new_task_arg(c, arg, OBJECT_PROCESS, out);

	if (!strcmp(type, "TIMER"))
		return object_arg(c, arg, OBJECT_TIMER, out);
	if (!strcmp(type, "LOCK"))
		return object_arg(c, arg, OBJECT_LOCK, out);
	if (!strcmp(type, "TASK"))
		return object_arg(c, arg, OBJECT_TASK, out);
	if (!strcmp(type, "OBJECT"))
		return object_arg(c, arg, OBJECT_NONE, out);
	if (!strcmp(type, "HRTIMER"))
		return object_arg(c, arg, OBJECT_HRTIMER, out);
	if (!strcmp(type, "NEWTIMER"))
		return new_timer_arg(c, arg, OBJECT_TIMER, out);
	if (!strcmp(type, "NEWHRTIMER"))
		return new_timer_arg(c, arg, OBJECT_HRTIMER, out);
	if (!strcmp(type, "NEWTASK"))
		return new_task_arg(c, arg, OBJECT_TASK, out);
	if (!strcmp(type, "WHEN"))
		return when_arg(c, arg, out);
	if (!strcmp(type, "HRWHEN"))
		return hrwhen_arg(c, arg, out);
	if (!strcmp(type, "CLOCKID"))
		return clockid_arg(c, arg, out);
	if (!strcmp(type, "MODE"))
		return mode_arg(c, arg, out);
	if (!strcmp(type, "CALLBACK"))
		return callback_arg(c, arg, out);
	if (!strcmp(type, "DURATION") || !strcmp(type, "CLOCK"))
		return duration_arg(c, arg, type[0] == 'C', out);
	if (!strcmp(type, "JIFFIES"))
		return jiffies_arg(c, arg, out);
	if (!strcmp(type, "CPU"))
		return cpu_arg(c, arg, out);
	if (!strcmp(type, "SOFTIRQ"))
		return softirq_arg(c, arg, out);
	if (!strcmp(type, "TEXT"))
		return string_arg(c, arg, out);
	return number_arg(c, arg, out);
}

/* The parameter that an argument is for: by key, by flag, or the next one. */
static const struct param *find_param(const struct compiler *c, const struct stmt_arg *arg,
				      const struct param *params, u32 nr, u32 filled)
{
	struct span span = arg->has_key ? script_span(c->script, arg->key, arg->key + 1) :
					  arg_span(c, arg);
	u32 i;

	for (i = 0; i < nr; i++) {
		const struct param *param = &params[i];

		if (param->kind == (arg->has_key ? PARAM_VALUE : PARAM_FLAG) &&
		    span_is(span, param->name))
			return param;
	}
	for (i = 0; i < nr && !arg->has_key; i++) {
		if (params[i].kind == PARAM_VALUE && !params[i].optional && !(filled >> i & 1))
			return &params[i];
	}
	return NULL;
}

/* Is the first parameter the thread that makes the call? */
static bool is_caller(const struct param *params, const char *name)
{
	return params[0].kind == PARAM_VALUE && params[0].optional &&
	       !strcmp(params[0].type, "THREAD") && !strcmp(params[0].name, name);
}

static bool is_made_number(const char *type)
{
	return !strcmp(type, "INT") || !strcmp(type, "TIMERID");
}

/* Whose is the timer, or the number that a call returned?  0: nobody's. */
static u32 owner_of(const struct object *object)
{
	const struct k_itimer *timer;

	if (object->kind == OBJECT_RESULT)
		return ((const struct result *)object->memory)->by;
	if (object->kind != OBJECT_POSIX_TIMER)
		return 0;
	timer = object->memory;
	return timer->it_process->serial;
}

/* `timer_settime t1 ...`: what t1 is the number of (a timer, a file) belongs to
 * a process, that of the call that made it. */
static bool owner_calls(const struct compiler *c, const struct param *params,
			struct plan_insn *insn)
{
	const struct program_arg *arg = &insn->arg[1].arg;
	const struct object *object, *owner;

	if (!is_caller(params, "by") || params[1].kind != PARAM_VALUE ||
	    !is_made_number(params[1].type) || insn->arg[1].ref != REF_NONE ||
	    arg->type != ARG_OBJECT)
		return false;
	object = object_get(c->m, (u32)arg->value);
	if (!object || object->freed)
		return false;
	owner = object_get(c->m, owner_of(object));
	if (!owner || (owner->kind != OBJECT_PROCESS && owner->kind != OBJECT_TASK))
		return false;
	insn->arg[0].arg = (struct program_arg){ .type = ARG_OBJECT, .value = owner->serial };
	return true;
}

/* A system call belongs to a thread: to the one it names, to that of `call p1`,
 * or to whoever runs the body. */
static bool check_caller(struct compiler *c, const struct plan_body *body,
			 const struct call_row *row, const struct stmt *stmt,
			 const struct param *params, struct plan_insn *insn)
{
	char right[120];

	if (!(row->contexts & CALL_BY_THREAD) || insn->arg[0].arg.type != ARG_NONE)
		return true;
	if (c->by)
		return value_arg(c, &params[0], c->by, &insn->arg[0]);
	if (body->context != CALL_IN_USER && owner_calls(c, params, insn))
		return true;
	if (!(row->contexts & (CALL_SYSCALL | CALL_OF_USER)) || body->context == CALL_IN_USER ||
	    !is_caller(params, "by"))
		return true;
	snprintf(right, sizeof(right), "name a process: %s p1 ...", row->name);
	return script_fail(c->error, script_token(c->script, stmt->head), right,
			   row->contexts & CALL_SYSCALL ? "who makes this system call?" :
							  "whose word is it?");
}

static bool is_flag(const struct compiler *c, const struct stmt_arg *arg,
		    const struct param *params, u32 nr)
{
	u32 i;

	for (i = 0; i < nr; i++) {
		if (params[i].kind == PARAM_FLAG && span_is(arg_span(c, arg), params[i].name))
			return true;
	}
	return false;
}

/* Is the first argument the caller?  `sys` in `burn sys 1ms` is not, even if a
 * process is called so.  Where the next one is a process as well,
 * only their number tells. */
static bool may_be_caller(const struct compiler *c, const struct stmt *stmt,
			  const struct param *params, u32 nr)
{
	u32 i, given = 0, required = 0;

	if (!is_caller(params, "by") || !names_thread(c, &stmt->arg[0]) ||
	    is_flag(c, &stmt->arg[0], params, nr))
		return false;
	if (nr < 2 || strcmp(params[1].type, "PID") || params[1].optional)
		return true;
	for (i = 0; i < nr; i++)
		required += params[i].kind == PARAM_VALUE && !params[i].optional;
	for (i = 0; i < stmt->nr_args; i++)
		given += !stmt->arg[i].has_key && !is_flag(c, &stmt->arg[i], params, nr);
	return given > required;
}

static bool read_arguments(struct compiler *c, const struct call_row *row, const struct stmt *stmt,
			   const struct param *params, u32 nr, struct plan_insn *insn)
{
	char what[120];
	u32 filled = 0;
	u32 i;

	for (i = 0; i < stmt->nr_args; i++) {
		const struct stmt_arg *arg = &stmt->arg[i];
		const struct param *param = find_param(c, arg, params, nr, filled);
		struct plan_arg *out;

		if (!i && may_be_caller(c, stmt, params, nr))
			param = &params[0];

		if (!param && !i && is_caller(params, "by") &&
		    (arg->nr == 1 || is_dotted(c, arg)) && !arg->has_key &&
		    arg_token(c, arg)->kind == TOKEN_WORD)
			return unknown_object(c, arg_token(c, arg), arg_span(c, arg),
					      OBJECT_PROCESS, OBJECT_TASK);
		if (!param)
			return usage(c, arg_token(c, arg), row, arg->has_key ?
				     "there is no argument of this name" :
				     "this argument is one too many");
		out = &insn->arg[param->slot];
		if (filled >> (param - params) & 1)
			return usage(c, arg_token(c, arg), row, "this argument is given twice");
		filled |= 1u << (param - params);
		if (param->kind == PARAM_FLAG) {
			out->arg.type = ARG_NUMBER;
			out->arg.value |= 1u << param->bit;
		} else if (!value_arg(c, param, arg, out)) {
			return false;
		}
	}
	for (i = 0; i < nr; i++) {
		if (params[i].kind != PARAM_VALUE || params[i].optional || filled >> i & 1)
			continue;
		snprintf(what, sizeof(what), "%s is missing, for example %s", params[i].name,
			 type_text(params[i].type, true));
		return usage(c, script_token(c->script, stmt->end_arg), row, what);
	}
	return true;
}

/* printk takes the rest of its line. */
static bool rest_as_text(struct compiler *c, const struct call_row *row, const struct stmt *stmt,
			 struct plan_insn *insn)
{
	struct stmt_arg all = { .first = stmt->first_arg, .nr = stmt->end_arg - stmt->first_arg };

	if (!stmt->nr_args)
		return usage(c, script_token(c->script, stmt->end_arg), row, "the text is missing");
	return string_arg(c, &all, &insn->arg[0]);
}

static struct plan_insn *new_insn(struct compiler *c, struct plan_body *body,
				  const struct call_row *row, u32 line)
{
	struct plan_insn *v = grow(body->v, body->nr, &body->room, sizeof(*v));

	if (!v) {
		out_of_memory(c);
		return NULL;
	}
	body->v = v;
	v += body->nr++;
	memset(v, 0, sizeof(*v));
	v->call = (u16)(row - call_table);
	v->line = line && c->options->line ? c->options->line + line - 1 : 0;
	return v;
}

static char *insn_text(const struct stmt *stmt)
{
	struct span span = script_span(stmt->script, stmt->head,
				       stmt->nr_args ? stmt->end_arg : stmt->head + stmt->nr_head);
	struct span name = stmt->result ? script_span(stmt->script, stmt->result,
						      stmt->result + 1) :
					  (struct span){ "", 0 };
	size_t size = span.len + name.len + 16;
	char *text = malloc(size);

	if (text)
		snprintf(text, size, "%.*s%s%s%.*s", (int)span.len, span.text,
			 stmt->has_body ? " {" : "", stmt->result ? " -> " : "", (int)name.len,
			 name.text);
	return text;
}

static bool add_body(struct compiler *c, struct plan_body *body, u32 *index)
{
	struct plan_body *bodies =
		grow(c->bodies, c->nr_bodies, &c->room_bodies, sizeof(*bodies));

	if (!bodies) {
		free_body(body);
		return out_of_memory(c);
	}
	c->bodies = bodies;
	bodies[c->nr_bodies] = *body;
	*index = c->nr_bodies++;
	return true;
}

/* A body that becomes a program of its own: of a timer or of a task. */
static bool compile_program(struct compiler *c, const struct stmt *first, bool one,
			    struct plan_body *body, struct plan_arg *out)
{
	bool ok;
	u32 index;

	if (first && c->depth == PROGRAM_MAX_NEST)
		return script_fail(c->error, script_token(c->script, first->head), "take it apart",
				   "bodies nest more than %d deep", PROGRAM_MAX_NEST);
	c->depth++;
	ok = one ? compile_one(c, body, first) : compile_list(c, body, first);
	c->depth--;
	if (!ok) {
		free_body(body);
		return false;
	}
	if (!add_body(c, body, &index))
		return false;
	out->arg.type = ARG_PROGRAM;
	out->arg.value = index;
	out->ref = REF_PROGRAM;
	return true;
}

static bool is_type(const struct param *params, u32 nr, const char *type)
{
	return nr && params[0].kind == PARAM_VALUE && !strcmp(params[0].type, type);
}

/* Does the block of this row run as a callback, and of what? */
static enum call_context body_context(const struct call_row *row, const struct param *params,
				      u32 nr)
{
	if (row->contexts & CALL_SYSCALL || is_type(params, nr, "NEWPROCESS"))
		return CALL_IN_USER;
	if (is_type(params, nr, "NEWTIMER"))
		return CALL_IN_CALLBACK;
	if (is_type(params, nr, "HRTIMER") || is_type(params, nr, "NEWHRTIMER"))
		return CALL_IN_HRTIMER;
	return CALL_IN_TASK;
}

static bool program_arg(struct compiler *c, const struct stmt *stmt, const struct call_row *row,
			const struct param *params, u32 nr, struct plan_arg *args)
{
	struct plan_body body = { .context = body_context(row, params, nr) };
	bool callback = body.context == CALL_IN_CALLBACK || body.context == CALL_IN_HRTIMER;
	u32 i = stmt->nr_args > 1 && may_be_caller(c, stmt, params, nr);
	struct span name = stmt->nr_args ? stmt_arg_span(stmt, i) : stmt_word(stmt);

	for (i = 0; i < nr && params[i].kind != PARAM_PROGRAM; i++)
		;
	if (i == nr)
		return !stmt->has_body ||
		       usage(c, script_token(c->script, stmt->end_arg), row,
			     "no block belongs here");
	if (!stmt->has_body)
		return params[i].optional ||
		       usage(c, script_token(c->script, stmt->end_arg), row, "a block is missing");
	snprintf(body.name, sizeof(body.name), "%.*s%s", shown(name), name.text,
		 callback ? BODY_SUFFIX : "");
	if (!stmt->body && !callback)
		return compile_program(c, NULL, false, &body, &args[params[i].slot]);
	args[params[i].slot].arg.type = ARG_PROGRAM;
	if (!stmt->body)
		return true;
	return compile_program(c, stmt->body, false, &body, &args[params[i].slot]);
}

/* `call X -> c`: the result belongs to the new task. */
static bool compile_call(struct compiler *c, struct plan_body *body, const struct call_row *row,
			 const struct stmt *stmt)
{
	struct plan_body inner = { .context = CALL_IN_TASK };
	struct plan_arg program = { 0 }, result = { 0 };
	struct plan_insn *insn;
	struct stmt sub;
	bool ok;

	if (stmt->nr_args > 1 && names_thread(c, &stmt->arg[0]))
		c->by = &stmt->arg[0];
	if (!stmt_sub(stmt, c->by ? 1 : 0, &sub, c->error))
		return false;
	sub.result = 0;
	snprintf(inner.name, sizeof(inner.name), "%.*s", shown(stmt_word(&sub)),
		 stmt_word(&sub).text);
	ok = compile_program(c, &sub, true, &inner, &program);
	c->by = NULL;
	if (!ok || !result_arg(c, stmt, &result))
		return false;
	insn = new_insn(c, body, row, stmt->line);
	if (!insn)
		return false;
	insn->text = insn_text(stmt);
	insn->arg[0] = program;
	insn->arg[1] = result;
	insn->nr_args = 2;
	return insn->text || out_of_memory(c);
}

static bool check_block(struct compiler *c, const struct call_row *row, const struct stmt *stmt)
{
	bool wants = row->control && row->control != CONTROL_EXIT;

	if (stmt->has_else && row->control != CONTROL_IF)
		return usage(c, script_token(c->script, stmt->end_arg), row,
			     "only if has an else");
	if (wants && !stmt->has_body)
		return usage(c, script_token(c->script, stmt->end_arg), row, "a block is missing");
	if (row->control && stmt->result)
		return script_fail(c->error, script_token(c->script, stmt->result), NULL,
				   "%s returns nothing", row->name);
	return true;
}

/* repeat, if, until: their blocks follow in the same list of instructions. */
static bool compile_control(struct compiler *c, struct plan_body *body,
			    const struct call_row *row, const struct stmt *stmt, u32 head)
{
	if (row->control == CONTROL_EXIT) {
		body->v[head].end = body->nr;
		return true;
	}
	if (body->nest == PROGRAM_MAX_NEST - 1)
		return script_fail(c->error, script_token(c->script, stmt->head), "take it apart",
				   "blocks nest more than %d deep", PROGRAM_MAX_NEST - 1);
	body->nest++;
	if (!compile_list(c, body, stmt->body))
		return false;
	body->v[head].end = body->nr;
	if (row->control == CONTROL_IF) {
		if (!compile_list(c, body, stmt->else_body))
			return false;
		body->v[head].arg[1].arg.type = ARG_NUMBER;
		body->v[head].arg[1].arg.value = body->nr;
		body->v[head].arg[1].ref = REF_INSN;
		body->v[head].nr_args = 2;
	}
	body->nest--;
	return true;
}

/* The argument that @insn has for the parameter of type @type, or NULL. */
static struct program_arg *arg_of_type(struct plan_insn *insn, const struct param *params,
				       u32 nr, const char *type)
{
	u32 i;

	for (i = 0; i < nr; i++) {
		if (params[i].kind == PARAM_VALUE && !strcmp(params[i].type, type))
			return insn->arg[params[i].slot].arg.type == ARG_NONE ?
				       NULL : &insn->arg[params[i].slot].arg;
	}
	return NULL;
}

/* hrtimer_start: what its arguments mean together.  The sign of the time says
 * what mode= says, and a timer that nobody has set up takes clock= and mode=. */
static bool check_hrtimer(struct compiler *c, const struct stmt *stmt, const struct param *params,
			  u32 nr, struct plan_insn *insn)
{
	const struct program_arg *when = arg_of_type(insn, params, nr, "HRWHEN");
	const struct program_arg *clock = arg_of_type(insn, params, nr, "CLOCKID");
	const struct program_arg *mode = arg_of_type(insn, params, nr, "MODE");
	const struct program_arg *callback = arg_of_type(insn, params, nr, "CALLBACK");
	struct planned *planned = NULL;
	u64 bits = mode ? mode->value : 0;

	if (!is_type(params, nr, "HRTIMER"))
		return true;
	if (insn->arg[0].ref == REF_PLANNED)
		planned = &c->planned[insn->arg[0].arg.value];
	if (when && bits & (when->absolute ? HRTIMER_MODE_REL : ARG_MODE_ABS))
		return script_fail(c->error, script_token(c->script, stmt->first_arg),
				   "+TIME is mode=rel, =TIME is mode=abs",
				   "time and mode contradict each other");
	if (clock && !(planned && planned->setup))
		return script_fail(c->error, script_token(c->script, stmt->first_arg),
				   "hrtimer_setup chooses the clock: hrtimer_setup h1 clock=tai",
				   "this timer is set up already, and has its clock");
	if (callback && stmt->has_body)
		return script_fail(c->error, script_token(c->script, stmt->end_arg),
				   "fn= or a block, not both", "which of the two is the callback?");
	if (planned && planned->setup && when) {
		planned->clock = clock ? clock->value : CLOCK_MONOTONIC;
		planned->mode = bits | (when->absolute ? ARG_MODE_ABS : HRTIMER_MODE_REL);
	}
	return true;
}

static bool compile_row_statement(struct compiler *c, struct plan_body *body,
				  const struct call_row *row, const struct stmt *stmt)
{
	struct param params[MAX_PARAMS];
	u32 nr = read_params(row, params);
	struct plan_insn insn = { 0 };
	struct plan_insn *place;
	u32 i, head;
	bool ok;

	if (is_type(params, nr, "TEXT"))
		ok = rest_as_text(c, row, stmt, &insn);
	else if (is_type(params, nr, "EXPR"))
		ok = expr_arg(c, stmt, &insn.arg[0]);
	else
		ok = read_arguments(c, row, stmt, params, nr, &insn) &&
		     check_caller(c, body, row, stmt, params, &insn) &&
		     check_hrtimer(c, stmt, params, nr, &insn);
	if (ok && !row->control)
		ok = program_arg(c, stmt, row, params, nr, insn.arg);
	ok = ok && result_arg(c, stmt, &insn.result);
	place = ok ? new_insn(c, body, row, stmt->line) : NULL;
	if (!place) {
		for (i = 0; i < PROGRAM_MAX_ARGS; i++)
			free(insn.arg[i].text);
		return false;
	}
	memcpy(place->arg, insn.arg, sizeof(insn.arg));
	place->result = insn.result;
	place->text = insn_text(stmt);
	for (i = 0; i < nr; i++) {
		if (params[i].kind != PARAM_BODY && params[i].slot >= place->nr_args)
			place->nr_args = (u16)(params[i].slot + 1);
	}
	head = body->nr - 1;
	place->end = body->nr;
	if (!place->text)
		return out_of_memory(c);
	return !row->control || compile_control(c, body, row, stmt, head);
}

static bool unknown_statement(struct compiler *c, const struct stmt *stmt)
{
	struct span word = stmt_word(stmt);
	struct nearest nearest;
	char buf[250];
	u32 i;

	nearest_begin(&nearest, word.text, word.len);
	for (i = 0; i < nr_calls; i++)
		nearest_offer(&nearest, call_table[i].name);
	return script_fail(c->error, script_token(c->script, stmt->head),
			   nearest.nr ? nearest_text(&nearest, buf, sizeof(buf)) :
					"`help calls` lists what the machine can run",
			   "'%.*s' is no statement that the machine can run", shown(word),
			   word.text);
}

/* The row may not stand in this body. */
static bool wrong_context(struct compiler *c, const struct plan_body *body,
			  const struct call_row *row, const struct stmt *stmt)
{
	const char *where = row->contexts & CALL_IN_TASK ? "a task" :
			    row->contexts & CALL_IN_CALLBACK ? "the callback of a timer" :
							       "the callback of an hrtimer";

	if (body->context == CALL_IN_USER)
		return script_fail(c->error, script_token(c->script, stmt->head),
				   "a process makes system calls, and burns",
				   "%s is for the kernel's own code", row->name);
	return script_fail(c->error, script_token(c->script, stmt->head),
			   body->context != CALL_IN_TASK ? "" :
			   row->contexts & CALL_IN_CALLBACK ? "elsewhere use mod_timer t1 +3j" :
							      "elsewhere use hrtimer_start h1 +1ms",
			   "%s belongs into %s", row->name, where);
}

/* One word may be a function of the kernel's and a system call: timer_delete.  What it is
 * given decides, or who says it. */
static const struct call_row *choose_row(const struct compiler *c, const struct plan_body *body,
					 const struct call_row *row, const struct stmt *stmt)
{
	const struct call_row *other = compile_homonym(row);
	const struct object *object;

	if (!other)
		return row;
	if (body->context == CALL_IN_USER || c->by)
		return other;
	if (body->context != CALL_IN_TASK || !stmt->nr_args)
		return row;
	object = find_object(c, arg_span(c, &stmt->arg[0]));
	if (names_thread(c, &stmt->arg[0]) || (object && object->kind == OBJECT_RESULT) ||
	    (object && object->kind == OBJECT_POSIX_TIMER))
		return other;
	return row;
}

static bool compile_one(struct compiler *c, struct plan_body *body, const struct stmt *stmt)
{
	const struct call_row *row = compile_row(stmt_word(stmt));

	if (!row)
		return unknown_statement(c, stmt);
	row = choose_row(c, body, row, stmt);
	if (!(row->contexts & body->context))
		return wrong_context(c, body, row, stmt);
	if (!check_block(c, row, stmt))
		return false;
	if (strstr(row->args, ":STATEMENT"))
		return compile_call(c, body, row, stmt);
	return compile_row_statement(c, body, row, stmt);
}

static bool compile_list(struct compiler *c, struct plan_body *body, const struct stmt *stmt)
{
	for (; stmt; stmt = stmt->next) {
		if (!compile_one(c, body, stmt))
			return false;
	}
	return true;
}

/* --- the second pass ---------------------------------------------------------- */

/* The statement that sets up planned object @i. */
static bool add_setup(struct compiler *c, struct plan_body *setups, u32 i)
{
	const struct planned *planned = &c->planned[i];
	bool hrtimer = planned->kind == OBJECT_HRTIMER;
	const char *name = hrtimer ? "hrtimer_setup" : "timer_setup";
	struct plan_insn *insn = new_insn(c, setups, call_find(name, strlen(name)), 0);

	if (!insn)
		return false;
	insn->nr_args = hrtimer ? 4 : 3;
	insn->end = setups->nr;
	insn->arg[0].arg = (struct program_arg){ .type = ARG_OBJECT, .value = i };
	insn->arg[0].ref = REF_PLANNED;
	if (hrtimer) {
		insn->arg[1].arg = (struct program_arg){ .type = ARG_NUMBER,
							 .value = planned->clock };
		insn->arg[2].arg = (struct program_arg){ .type = ARG_NUMBER,
							 .value = planned->mode };
	}
	insn->text = malloc(sizeof(planned->name) + 20);
	if (insn->text)
		sprintf(insn->text, "%s %s", name, planned->name);
	return true;
}

/* For timers that nobody has set up, before everything else. */
static bool add_setups(struct compiler *c, struct plan_body *main)
{
	struct plan_body setups = { 0 };
	u32 i, shift;

	for (i = 0; i < c->nr_planned; i++) {
		if (c->planned[i].setup && c->planned[i].kind != OBJECT_LOCK &&
		    !add_setup(c, &setups, i))
			break;
	}
	shift = setups.nr;
	for (i = 0; i < main->nr; i++) {
		main->v[i].end += shift;
		if (main->v[i].arg[1].ref == REF_INSN)
			main->v[i].arg[1].arg.value += shift;
	}
	main->v = realloc(main->v, (main->nr + shift + 1) * sizeof(*main->v));
	if (!main->v || c->error->line)
		return out_of_memory(c);
	memmove(main->v + shift, main->v, main->nr * sizeof(*main->v));
	if (shift)
		memcpy(main->v, setups.v, shift * sizeof(*main->v));
	main->nr += shift;
	main->room = main->nr + 1;
	free(setups.v);
	return true;
}

static bool make_objects(struct compiler *c)
{
	u32 i;

	for (i = 0; i < c->nr_planned; i++) {
		struct planned *planned = &c->planned[i];
		u32 name = string_intern(c->m, planned->name, strlen(planned->name));

		if (!name)
			return false;
		if (planned->kind == OBJECT_TIMER)
			planned->serial = object_new_timer(c->m, name);
		else if (planned->kind == OBJECT_HRTIMER)
			planned->serial = object_new_hrtimer(c->m, name);
		else if (planned->kind == OBJECT_LOCK)
			planned->serial = object_new_lock(c->m, name);
		else
			planned->serial = object_new_result(c->m, name);
		if (!planned->serial)
			return false;
		if (planned->setup && planned->kind != OBJECT_LOCK)
			note(c, "timerscope: set up %s with defaults", planned->name);
		else if (planned->setup)
			note(c, "timerscope: made the lock %s", planned->name);
	}
	return true;
}

static bool resolve(struct compiler *c, const struct plan_arg *from, u32 first,
		    struct program_arg *to)
{
	*to = from->arg;
	switch (from->ref) {
	case REF_PLANNED:
		to->value = c->planned[from->arg.value].serial;
		break;
	case REF_PROGRAM:
		to->value = c->bodies[from->arg.value].id;
		break;
	case REF_INSN:
		to->value = first + from->arg.value;
		break;
	case REF_TEXT:
		to->value = string_intern(c->m, from->text, from->len);
		return to->value;
	case REF_NONE:
		break;
	}
	return true;
}

static u32 texts_size(const struct plan_body *body)
{
	size_t size = 0;
	u32 i;

	for (i = 0; i < body->nr; i++)
		size += strlen(body->v[i].text) + 1;
	return (u32)size;
}

/* The result that `-> r` names may hold what an earlier call returned. */
static void reset_result(struct compiler *c, u32 serial)
{
	struct object *object = object_get(c->m, serial);

	if (object && object->kind == OBJECT_RESULT)
		*(struct result *)object->memory = (struct result){ .serial = serial };
}

static bool make_program(struct compiler *c, struct plan_body *body)
{
	u32 name = string_intern(c->m, body->name, strlen(body->name));
	struct program *program;
	u32 text, i, j;

	body->id = name ? program_new(c->m, name, body->nr, texts_size(body)) : 0;
	program = program_get(c->m, body->id);
	if (!program)
		return false;
	text = program->text;
	for (i = 0; i < body->nr; i++) {
		const struct plan_insn *from = &body->v[i];
		struct insn *to = program_insn(c->m, program->first + i);
		struct program_arg result;
		size_t len = strlen(from->text) + 1;

		to->call = from->call;
		to->nr_args = from->nr_args;
		to->line = from->line;
		to->end = program->first + from->end;
		to->text = text;
		memcpy(c->m->base + text, from->text, len);
		text += (u32)len;
		for (j = 0; j < PROGRAM_MAX_ARGS; j++) {
			if (!resolve(c, &from->arg[j], program->first, &to->arg[j]))
				return false;
		}
		resolve(c, &from->result, 0, &result);
		to->result = (u32)result.value;
		reset_result(c, to->result);
	}
	return true;
}

static bool apply(struct compiler *c, struct plan_body *main, struct compiled *out)
{
	const struct plan_insn *last;
	struct program_arg result;
	u32 index, i;

	if (!add_setups(c, main) || !add_body(c, main, &index))
		return false;
	*main = (struct plan_body){ 0 };
	if (!make_objects(c))
		return memory_full(c);
	for (i = 0; i < c->nr_bodies; i++) {
		if (!make_program(c, &c->bodies[i]))
			return memory_full(c);
	}
	out->program = c->bodies[index].id;
	last = c->bodies[index].nr ? &c->bodies[index].v[c->bodies[index].nr - 1] : NULL;
	if (!last)
		return true;
	resolve(c, &last->result, 0, &result);
	out->result = (u32)result.value;
	/* `call X -> c`: c is filled in by X's own task */
	if (!out->result && strstr(call_table[last->call].args, ":STATEMENT")) {
		resolve(c, &last->arg[1], 0, &result);
		reset_result(c, (u32)result.value);
	}
	return true;
}

/* A block's task fills in one result itself, when all of it has run. */
static bool bind_result(struct compiler *c, const struct plan_arg *bound, struct compiled *out)
{
	struct program_arg result;

	if (!resolve(c, bound, 0, &result))
		return false;
	out->result = (u32)result.value;
	reset_result(c, out->result);
	return true;
}

static bool compile(const struct compile_options *options, const struct stmt *stmt, bool one,
		    const char *name, struct compiled *out, struct script_error *error)
{
	struct compiler c = {
		.options = options, .m = options->ctx->m, .error = error,
		.script = stmt ? stmt->script : NULL, .typed = one,
	};
	const struct stmt *result_of = options->result_of;
	struct plan_arg bound = { 0 };
	struct plan_body main = {
		.context = options->callback ? CALL_IN_CALLBACK : CALL_IN_TASK,
	};
	bool ok;
	u32 i;

	memset(error, 0, sizeof(*error));
	*out = (struct compiled){ 0 };
	state_use(c.m);
	snprintf(main.name, sizeof(main.name), "%.*s", NAME_MAX_LEN, name);
	if (!c.script && result_of)
		c.script = result_of->script;
	ok = one ? compile_one(&c, &main, stmt) : compile_list(&c, &main, stmt);
	ok = ok && (!result_of || result_arg(&c, result_of, &bound));
	ok = ok && apply(&c, &main, out);
	if (!one || !stmt->result)
		out->result = 0;
	if (ok && result_of)
		ok = bind_result(&c, &bound, out);
	free_body(&main);
	for (i = 0; i < c.nr_bodies; i++)
		free_body(&c.bodies[i]);
	free(c.bodies);
	free(c.planned);
	free(c.announced);
	return ok;
}

bool compile_statement(const struct compile_options *options, const struct stmt *stmt,
		       struct compiled *out, struct script_error *error)
{
	struct span word = stmt_word(stmt);
	char name[NAME_MAX_LEN + 1];

	snprintf(name, sizeof(name), "%.*s", shown(word), word.text);
	return compile(options, stmt, true, name, out, error);
}

bool compile_body(const struct compile_options *options, const struct stmt *first,
		  const char *name, struct compiled *out, struct script_error *error)
{
	return compile(options, first, false, name, out, error);
}

/* --- completion --------------------------------------------------------------- */

static void offer(const char *name, const char *help, const char *part, size_t len,
		  expr_found found, void *data)
{
	if (strlen(name) >= len && !memcmp(name, part, len))
		found(data, name, help);
}

static void offer_objects(const struct expr_ctx *ctx, u32 kind, const char *part, size_t len,
			  expr_found found, void *data)
{
	const struct object *object = NULL;
	u32 i;

	for (i = 0; i < 10000; i++) {
		object = object_next(ctx->m, object, (enum object_kind)kind);
		if (!object)
			return;
		if (object->name && !object->internal && !object->freed)
			offer(string_text(ctx->m, object->name), object_kind_names[object->kind],
			      part, len, found, data);
	}
}

static void offer_threads(const struct expr_ctx *ctx, const char *part, size_t len,
			  expr_found found, void *data)
{
	offer_objects(ctx, OBJECT_PROCESS, part, len, found, data);
	offer_objects(ctx, OBJECT_TASK, part, len, found, data);
}

static void offer_names(const char *const *names, u32 nr, const char *help, const char *part,
			size_t len, expr_found found, void *data)
{
	u32 i;

	for (i = 0; i < nr; i++)
		if (names[i])
			offer(names[i], help, part, len, found, data);
}

static void offer_value(const struct param *param, const struct expr_ctx *ctx, const char *part,
			size_t len, expr_found found, void *data)
{
	static const char *const times[] = { "+3j", "+10ms", "=" };
	static const char *const hrtimes[] = { "+500us", "=" };
	const char *type = param->type;
	u32 i;

	if (!strcmp(type, "TIMER") || !strcmp(type, "NEWTIMER"))
		offer_objects(ctx, OBJECT_TIMER, part, len, found, data);
	else if (!strcmp(type, "HRTIMER") || !strcmp(type, "NEWHRTIMER"))
		offer_objects(ctx, OBJECT_HRTIMER, part, len, found, data);
	else if (!strcmp(type, "LOCK"))
		offer_objects(ctx, OBJECT_LOCK, part, len, found, data);
	else if (!strcmp(type, "TASK"))
		offer_objects(ctx, OBJECT_TASK, part, len, found, data);
	else if (!strcmp(type, "THREAD") || !strcmp(type, "PID"))
		offer_threads(ctx, part, len, found, data);
	else if (!strcmp(type, "INT") || !strcmp(type, "TIMERID"))
		offer_objects(ctx, OBJECT_RESULT, part, len, found, data);
	else if ((!strcmp(type, "SIGNAL") || !strcmp(type, "SIGEVENT")) || !strcmp(type, "SIGSET"))
		offer_names(signal_names + 1, NR_SIGNALS, "signal", part, len, found, data);
	else if (!strcmp(type, "ANYCLOCK"))
		offer_names(clockid_names, NR_CLOCKIDS, "clock", part, len, found, data);
	else if (!strcmp(type, "ITIMER"))
		offer_names(itimer_names, NR_ITIMER_NAMES, "timer", part, len, found, data);
	else if (!strcmp(type, "PRCTL"))
		offer_names(prctl_names, NR_PRCTL_NAMES, "option", part, len, found, data);
	else if (!strcmp(type, "CAPSET"))
		offer_names(cap_names, NR_CAPS, "capability", part, len, found, data);
	else if (!strcmp(type, "RLIMIT"))
		offer_names(rlimit_names, RLIM_NLIMITS, "limit", part, len, found, data);
	else if (!strcmp(type, "OBJECT"))
		offer_objects(ctx, OBJECT_NONE, part, len, found, data);
	else if (!strcmp(type, "EXPR"))
		expr_complete(ctx, part, len, found, data);
	if (!strcmp(type, "TIMERID"))
		offer_objects(ctx, OBJECT_POSIX_TIMER, part, len, found, data);
	for (i = 0; !strcmp(type, "WHEN") && i < ARRAY_SIZE(times); i++)
		offer(times[i], "a time from now, or absolute", part, len, found, data);
	for (i = 0; !strcmp(type, "HRWHEN") && i < ARRAY_SIZE(hrtimes); i++)
		offer(hrtimes[i], "a time from now, or absolute", part, len, found, data);
	for (i = 0; !strcmp(type, "SOFTIRQ") && i < NR_SOFTIRQS; i++)
		offer(softirq_names[i], "softirq", part, len, found, data);
}

/* The bodies of hrtimers. */
static void offer_callbacks(const struct expr_ctx *ctx, const char *key, const char *part,
			    size_t len, expr_found found, void *data)
{
	const struct object *object = object_next(ctx->m, NULL, OBJECT_HRTIMER);
	char text[NAME_MAX_LEN + 20];
	u32 i;

	snprintf(text, sizeof(text), "%s" NO_BODY, key);
	offer(text, "does nothing", part, len, found, data);
	for (i = 0; object && i < 10000; i++) {
		const char *body = object->internal || object->freed ? NULL :
			hrtimer_body_name(ctx->m, object->memory);

		snprintf(text, sizeof(text), "%s%s", key, body ? body : NO_BODY);
		if (body)
			offer(text, "callback", part, len, found, data);
		object = object_next(ctx->m, object, OBJECT_HRTIMER);
	}
}

/* "clock=tai": what can stand behind a key. */
static void offer_keyed(const struct param *param, const struct expr_ctx *ctx, const char *key,
			const char *part, size_t len, expr_found found, void *data)
{
	char text[48];
	u32 i;

	if (len < strlen(key) || memcmp(part, key, strlen(key)))
		return;
	for (i = 0; !strcmp(param->type, "CLOCKID") && i < HRTIMER_BASE_MONOTONIC_SOFT; i++) {
		snprintf(text, sizeof(text), "%s%s", key, hrtimer_base_names[i]);
		offer(text, "clock", part, len, found, data);
	}
	for (i = 0; !strcmp(param->type, "MODE") && i < ARRAY_SIZE(mode_words); i++) {
		snprintf(text, sizeof(text), "%s%s", key, mode_words[i].name);
		offer(text, "mode", part, len, found, data);
	}
	if (!strcmp(param->type, "CALLBACK"))
		offer_callbacks(ctx, key, part, len, found, data);
}

void call_complete(const struct call_row *row, const struct expr_ctx *ctx, u32 nr_args,
		   const char *part, size_t len, expr_found found, void *data)
{
	struct param params[MAX_PARAMS];
	u32 nr = read_params(row, params), position = 0;
	char key[32];
	u32 i;

	/* the process comes before the first argument, and is counted by nobody */
	if (is_caller(params, "by") && !nr_args)
		offer_threads(ctx, part, len, found, data);
	else if (is_caller(params, "by"))
		nr_args--;
	for (i = 0; i < nr; i++) {
		if (params[i].kind == PARAM_FLAG) {
			offer(params[i].name, "flag", part, len, found, data);
		} else if (params[i].kind == PARAM_VALUE && params[i].optional && nr_args) {
			snprintf(key, sizeof(key), "%s=", params[i].name);
			offer(key, "argument", part, len, found, data);
			offer_keyed(&params[i], ctx, key, part, len, found, data);
		} else if (params[i].kind == PARAM_VALUE && (i || !is_caller(params, "by")) &&
			   position++ == nr_args) {
			offer_value(&params[i], ctx, part, len, found, data);
		}
	}
}
