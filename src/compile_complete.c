/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What could be typed next in a kernel call: call_complete() of compile.h.
 */
#include "compile.h"

#include <stdio.h>
#include <string.h>

#include "compile_hrtimer.h"
#include "compile_param.h"
#include "linux/calls_posix.h"
#include "linux/kernel.h"
#include "linux/process.h"
#include "machine/strings.h"

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
	for (i = 0; !strcmp(param->type, "MODE") && i < nr_hrtimer_mode_words; i++) {
		snprintf(text, sizeof(text), "%s%s", key, hrtimer_mode_words[i].name);
		offer(text, "mode", part, len, found, data);
	}
	if (!strcmp(param->type, "CALLBACK"))
		offer_callbacks(ctx, key, part, len, found, data);
}

void call_complete(const struct call_row *row, const struct expr_ctx *ctx, u32 nr_args,
		   const char *part, size_t len, expr_found found, void *data)
{
	struct param params[MAX_PARAMS];
	u32 nr = params_read(row, params), position = 0;
	char key[32];
	u32 i;

	/* the process comes before the first argument, and is counted by nobody */
	if (params_name_caller(params) && !nr_args)
		offer_threads(ctx, part, len, found, data);
	else if (params_name_caller(params))
		nr_args--;
	for (i = 0; i < nr; i++) {
		if (params[i].kind == PARAM_FLAG) {
			offer(params[i].name, "flag", part, len, found, data);
		} else if (params[i].kind == PARAM_VALUE && params[i].optional && nr_args) {
			snprintf(key, sizeof(key), "%s=", params[i].name);
			offer(key, "argument", part, len, found, data);
			offer_keyed(&params[i], ctx, key, part, len, found, data);
		} else if (params[i].kind == PARAM_VALUE && (i || !params_name_caller(params)) &&
			   position++ == nr_args) {
			offer_value(&params[i], ctx, part, len, found, data);
		}
	}
}
