/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arguments that only system calls have: see compile_user.h.
 */
#include "compile_user.h"

#include <string.h>

#include "compile.h"
#include "linux/calls_posix.h"
#include "linux/process.h"

static struct span span_of(const struct script *script, const struct stmt_arg *arg)
{
	return script_span(script, arg->first, arg->first + arg->nr);
}

static void set_number(struct program_arg *out, u64 value)
{
	*out = (struct program_arg){ .type = ARG_NUMBER, .value = value };
}

bool compile_pointer(struct span span, struct program_arg *out)
{
	if (!span_is(span, "NULL") && !span_is(span, "badptr"))
		return false;
	*out = (struct program_arg){ .type = span_is(span, "NULL") ? ARG_NULL : ARG_BADPTR };
	return true;
}

/* --- numbers -------------------------------------------------------------------- */

bool compile_raw(const struct script *script, const struct stmt_arg *arg,
		 struct program_arg *out, struct script_error *error)
{
	const struct token *token = script_token(script, arg->first);
	bool minus = token_is(script_text(script), token, "-") && arg->nr > 1;
	struct number number;
	u32 used;

	if (span_is(span_of(script, arg), "infinity")) {
		set_number(out, RLIM_INFINITY);
		return true;
	}
	if (token[minus].kind == TOKEN_WORD)
		return script_fail(error, token, "for example 3 or -1",
				   "a plain number is wanted here");
	used = token_number(script_text(script), token + minus, &number, error);
	if (!used)
		return false;
	if (used + minus != arg->nr || number.unit != NUMBER_PLAIN)
		return script_fail(error, token, "for example 3 or -1",
				   "a plain number is wanted here");
	set_number(out, number.value);
	out->negative = minus;
	return true;
}

/* A name of a list, at its place. */
static bool named(struct span span, const char *const *names, u32 nr, u64 *value)
{
	u32 i;

	for (i = 0; i < nr; i++) {
		if (!names[i] || !span_is(span, names[i]))
			continue;
		*value = i;
		return true;
	}
	return false;
}

/* One of a few names, or a number: any number, for the kernel to refuse. */
static enum user_arg name_or_number(const struct script *script, const struct stmt_arg *arg,
				    const char *const *names, u32 nr, const char *right,
				    struct program_arg *out, struct script_error *error)
{
	const struct token *token = script_token(script, arg->first);
	struct span span = span_of(script, arg);
	u64 value;

	if (named(span, names, nr, &value)) {
		set_number(out, value);
		return USER_ARG_DONE;
	}
	if (token->kind == TOKEN_WORD) {
		script_fail(error, token, right, "'%.*s' is not known here", span_shown(span),
			    span.text);
		return USER_ARG_WRONG;
	}
	return compile_raw(script, arg, out, error) ? USER_ARG_DONE : USER_ARG_WRONG;
}

/* --- signals -------------------------------------------------------------------- */

u32 signal_number(struct span span)
{
	u64 value = 0;

	if (span_is(span, "SIGRTMIN+30"))
		return NR_SIGNALS;
	if (span.len < 3 || strncmp(span.text, "SIG", 3))
		return 0;
	return named(span, signal_names, NR_SIGNALS + 1, &value) ? (u32)value : 0;
}

static bool no_signal(const struct token *token, struct span span, struct script_error *error)
{
	struct nearest nearest;
	char near[250];
	u32 i;

	nearest_begin(&nearest, span.text, span.len);
	for (i = 1; i <= NR_SIGNALS; i++)
		nearest_offer(&nearest, signal_names[i]);
	return script_fail(error, token, nearest.nr ?
			   nearest_text(&nearest, near, sizeof(near)) :
			   "for example SIGALRM, SIGRTMIN+1", "'%.*s' is no signal",
			   span_shown(span), span.text);
}

static bool signal_arg(const struct script *script, const struct stmt_arg *arg,
		       struct program_arg *out, struct script_error *error)
{
	const struct token *token = script_token(script, arg->first);
	struct span span = span_of(script, arg);
	u32 number = signal_number(span);

	if (number) {
		set_number(out, number);
		return true;
	}
	if (token->kind == TOKEN_WORD)
		return no_signal(token, span, error);
	return compile_raw(script, arg, out, error);
}

/* One of a set's names is none; what would be right. */
static bool no_cap(const struct token *token, struct span span, struct script_error *error)
{
	struct nearest nearest;
	char near[250];
	u32 i;

	nearest_begin(&nearest, span.text, span.len);
	for (i = 0; i < NR_CAPS; i++)
		nearest_offer(&nearest, cap_names[i]);
	return script_fail(error, token, nearest.nr ?
			   nearest_text(&nearest, near, sizeof(near)) :
			   "for example CAP_KILL, CAP_WAKE_ALARM", "'%.*s' is no capability",
			   span_shown(span), span.text);
}

/* By name, or in digits, as libc's own 32 and 33 must be written. */
static bool signal_bit(struct span one, u64 *bit)
{
	u32 number = signal_number(one);
	u64 value = 0;
	size_t i;

	for (i = 0; i < one.len && i < 3 && one.text[i] >= '0' && one.text[i] <= '9'; i++)
		value = value * 10 + (u64)(one.text[i] - '0');
	if (i == one.len && value >= 1 && value <= NR_SIGNALS)
		number = (u32)value;
	*bit = number ? 1ull << (number - 1) : 0;
	return number;
}

static bool cap_bit(struct span one, u64 *bit)
{
	u64 number = 0;
	bool found = named(one, cap_names, NR_CAPS, &number);

	*bit = found ? 1ull << number : 0;
	return found;
}

struct set_kind {
	bool (*bit)(struct span one, u64 *bit);
	bool (*unknown)(const struct token *token, struct span span, struct script_error *error);
};

/* SIGALRM|SIGUSR1, all, none; @kind: what the names are those of. */
static bool set_arg(const struct script *script, const struct stmt_arg *arg,
		    const struct set_kind *kind, struct program_arg *out,
		    struct script_error *error)
{
	struct span span = span_of(script, arg);
	const char *at = span.text, *end = span.text + span.len;
	u64 set = 0;

	if (compile_pointer(span, out))
		return true;
	if (span_is(span, "all") || span_is(span, "none")) {
		set_number(out, span_is(span, "all") ? UINT64_MAX : 0);
		return true;
	}
	while (at < end) {
		const char *bar = memchr(at, '|', (size_t)(end - at));
		struct span one = { at, (size_t)((bar ? bar : end) - at) };
		u64 bit;

		while (one.len && one.text[one.len - 1] == ' ')
			one.len--;
		if (!kind->bit(one, &bit))
			return kind->unknown(script_token(script, arg->first), one, error);
		set |= bit;
		at = bar ? bar + 1 : end;
		while (at < end && *at == ' ')
			at++;
	}
	set_number(out, set);
	return true;
}

static const struct set_kind signals_kind = { signal_bit, no_signal };
static const struct set_kind caps_kind = { cap_bit, no_cap };

/* --- times, pointers ------------------------------------------------------------ */

/* Digits, perhaps with a minus: what a program may well put into a long. */
static bool raw_long(const char **at, const char *end, s64 *value)
{
	bool minus = *at < end && **at == '-';
	u64 number = 0;
	const char *first;

	*at += minus;
	for (first = *at; *at < end && **at >= '0' && **at <= '9'; (*at)++) {
		if (__builtin_mul_overflow(number, 10, &number) ||
		    __builtin_add_overflow(number, (u64)(**at - '0'), &number))
			return false;
	}
	*value = minus ? (s64)-number : (s64)number;
	return *at > first && number <= INT64_MAX;
}

/* "0:1000000000", "-1:0", "0:-1": no times, but the kernel is to say so. */
static bool raw_timespec(struct span span, struct program_arg *out)
{
	const char *at = span.text, *end = span.text + span.len;
	s64 sec, nsec;

	if (!raw_long(&at, end, &sec) || at == end || *at++ != ':' ||
	    !raw_long(&at, end, &nsec) || at != end || nsec != (s32)nsec)
		return false;
	*out = (struct program_arg){
		.type = ARG_TIME, .unit = TIME_TIMESPEC, .negative = sec < 0,
		.value = sec < 0 ? (u64)-sec : (u64)sec, .nsec = (u32)nsec,
	};
	return true;
}

/* Any time, signed or not: "+" and "=" mean nothing here, jiffies nothing at all. */
static bool timespec_arg_of(const struct script *script, const struct stmt_arg *arg,
			    struct program_arg *out, struct script_error *error)
{
	const struct token *token = script_token(script, arg->first);
	struct stmt_arg rest = *arg;
	struct number number;
	bool minus;
	u32 used;

	if (compile_pointer(span_of(script, arg), out) ||
	    raw_timespec(span_of(script, arg), out))
		return true;
	minus = token_is(script_text(script), token, "-") && arg->nr > 1;
	rest.first += minus;
	rest.nr -= minus;
	used = token_number(script_text(script), script_token(script, rest.first), &number, error);
	if (!used)
		return false;
	if (used != rest.nr || number.unit == NUMBER_JIFFIES ||
	    (number.unit == NUMBER_PLAIN && !number.timespec))
		return script_fail(error, token, "for example 10ms, 0s, 1:500000000",
				   "a time is wanted here");
	*out = (struct program_arg){
		.type = ARG_TIME, .negative = minus, .nsec = number.nsec, .value = number.value,
		.unit = number.timespec ? TIME_TIMESPEC :
			number.unit == NUMBER_NS ? TIME_NS : number.unit == NUMBER_US ? TIME_US :
			number.unit == NUMBER_MS ? TIME_MS : TIME_S,
	};
	return true;
}

static bool pointer_arg(const struct script *script, const struct stmt_arg *arg,
			struct program_arg *out, struct script_error *error)
{
	struct span span = span_of(script, arg);

	if (compile_pointer(span, out))
		return true;
	return script_fail(error, script_token(script, arg->first),
			   "NULL or badptr; without it the pointer is a good one",
			   "'%.*s' is no pointer", span_shown(span), span.text);
}

enum user_arg compile_user_arg(const char *type, const struct script *script,
			       const struct stmt_arg *arg, struct program_arg *out,
			       struct script_error *error)
{
	static const char *const hows[] = { "SIG_BLOCK", "SIG_UNBLOCK", "SIG_SETMASK" };
	bool ok;

	if (!strcmp(type, "ANYCLOCK"))
		return name_or_number(script, arg, clockid_names, NR_CLOCKIDS,
				      "CLOCK_MONOTONIC, CLOCK_REALTIME, or a number", out, error);
	if (!strcmp(type, "SIGEV"))
		return name_or_number(script, arg, sigev_names, NR_SIGEV_NAMES,
				      "SIGEV_SIGNAL, SIGEV_NONE, SIGEV_THREAD_ID", out, error);
	if (!strcmp(type, "ITIMER"))
		return name_or_number(script, arg, itimer_names, NR_ITIMER_NAMES,
				      "ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF", out, error);
	if (!strcmp(type, "PRCTL"))
		return name_or_number(script, arg, prctl_names, NR_PRCTL_NAMES,
				      "PR_SET_TIMERSLACK, PR_GET_TIMERSLACK", out, error);

	if (!strcmp(type, "HOW"))
		return name_or_number(script, arg, hows, ARRAY_SIZE(hows),
				      "SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK", out, error);
	if (!strcmp(type, "RLIMIT"))
		return name_or_number(script, arg, rlimit_names, RLIM_NLIMITS,
				      "SIGPENDING, CPU, RTTIME, NOFILE", out, error);
	if (!strcmp(type, "SIGEVENT") && compile_pointer(span_of(script, arg), out))
		return USER_ARG_DONE;
	if (!strcmp(type, "SIGNAL") || !strcmp(type, "SIGEVENT"))
		ok = signal_arg(script, arg, out, error);
	else if (!strcmp(type, "SIGSET"))
		ok = set_arg(script, arg, &signals_kind, out, error);
	else if (!strcmp(type, "CAPSET"))
		ok = set_arg(script, arg, &caps_kind, out, error);
	else if (!strcmp(type, "TIMESPEC"))
		ok = timespec_arg_of(script, arg, out, error);
	else if (!strcmp(type, "POINTER"))
		ok = pointer_arg(script, arg, out, error);
	else if (!strcmp(type, "WORD"))
		ok = compile_pointer(span_of(script, arg), out) ||
		     compile_raw(script, arg, out, error);
	else if (!strcmp(type, "RAW"))
		ok = compile_raw(script, arg, out, error);
	else
		return USER_ARG_OTHER;
	return ok ? USER_ARG_DONE : USER_ARG_WRONG;
}
