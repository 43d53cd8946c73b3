/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rows of call_table want: see compile_param.h.  call_usage() and
 * call_example() of compile.h are here, for they show nothing else.
 */
#include "compile_param.h"

#include <stdio.h>
#include <string.h>

#include "compile.h"
#include "linux/kernel.h"

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
u32 params_read(const struct call_row *row, struct param *params)
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

const char *param_type_text(const char *type, bool example)
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
	u32 nr = params_read(row, params);
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
					       param_type_text(param->type, false), close);
	}
	return buf;
}

/* Only what must be given; of an argument's examples the first. */
const char *call_example(const struct call_row *row, char *buf, size_t size)
{
	struct param params[MAX_PARAMS];
	u32 nr = params_read(row, params);
	size_t at = (size_t)snprintf(buf, size, "%s", row->name);
	u32 i;

	for (i = 0; i < nr && at < size; i++) {
		const char *example = param_type_text(params[i].type, true);
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

bool params_first_is(const struct param *params, u32 nr, const char *type)
{
	return nr && params[0].kind == PARAM_VALUE && !strcmp(params[0].type, type);
}

/* Is the first parameter the thread that makes the call? */
bool params_name_caller(const struct param *params)
{
	return params[0].kind == PARAM_VALUE && params[0].optional &&
	       !strcmp(params[0].type, "THREAD") && !strcmp(params[0].name, "by");
}
