/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names to numbers and back, for steps on the real kernel: see real.h.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/poll.h>
#include <sys/timerfd.h>

#include "real.h"

#define NSEC 1000000000ll

const struct real_name real_signals[] = {
	{ "SIGHUP", 1 }, { "SIGINT", 2 }, { "SIGQUIT", 3 }, { "SIGILL", 4 },
	{ "SIGTRAP", 5 }, { "SIGABRT", 6 }, { "SIGBUS", 7 }, { "SIGFPE", 8 },
	{ "SIGKILL", 9 }, { "SIGUSR1", 10 }, { "SIGSEGV", 11 }, { "SIGUSR2", 12 },
	{ "SIGPIPE", 13 }, { "SIGALRM", 14 }, { "SIGTERM", 15 }, { "SIGSTKFLT", 16 },
	{ "SIGCHLD", 17 }, { "SIGCONT", 18 }, { "SIGSTOP", 19 }, { "SIGTSTP", 20 },
	{ "SIGTTIN", 21 }, { "SIGTTOU", 22 }, { "SIGURG", 23 }, { "SIGXCPU", 24 },
	{ "SIGXFSZ", 25 }, { "SIGVTALRM", 26 }, { "SIGPROF", 27 }, { "SIGWINCH", 28 },
	{ "SIGIO", 29 }, { "SIGPWR", 30 }, { "SIGSYS", 31 }, { "SIGRTMIN", 34 },
	{ NULL, 0 },
};

const struct real_name real_clocks[] = {
	{ "CLOCK_REALTIME", 0 }, { "CLOCK_MONOTONIC", 1 }, { "CLOCK_PROCESS_CPUTIME_ID", 2 },
	{ "CLOCK_THREAD_CPUTIME_ID", 3 }, { "CLOCK_MONOTONIC_RAW", 4 },
	{ "CLOCK_REALTIME_COARSE", 5 }, { "CLOCK_MONOTONIC_COARSE", 6 },
	{ "CLOCK_BOOTTIME", 7 }, { "CLOCK_REALTIME_ALARM", 8 }, { "CLOCK_BOOTTIME_ALARM", 9 },
	{ "CLOCK_TAI", 11 }, { NULL, 0 },
};

const struct real_name real_errors[] = {
	{ "EPERM", EPERM }, { "ESRCH", ESRCH }, { "EINTR", EINTR }, { "EBADF", EBADF },
	{ "ECHILD", ECHILD }, { "EAGAIN", EAGAIN }, { "ENOMEM", ENOMEM }, { "EFAULT", EFAULT },
	{ "EBUSY", EBUSY }, { "EINVAL", EINVAL }, { "EMFILE", EMFILE }, { "ENOSYS", ENOSYS },
	{ "EOPNOTSUPP", EOPNOTSUPP }, { "ECANCELED", ECANCELED }, { NULL, 0 },
};

const struct real_name real_codes[] = {
	{ "SI_USER", SI_USER }, { "SI_KERNEL", SI_KERNEL }, { "SI_QUEUE", SI_QUEUE },
	{ "SI_TIMER", SI_TIMER }, { "SI_TKILL", SI_TKILL }, { "CLD_EXITED", 1 },
	{ "CLD_KILLED", 2 }, { NULL, 0 },
};

/* Beside the clocks and signals, all that steps call by name. */
static const struct real_name others[] = {
	{ "ITIMER_REAL", 0 }, { "ITIMER_VIRTUAL", 1 }, { "ITIMER_PROF", 2 },
	{ "SIGEV_SIGNAL", 0 }, { "SIGEV_NONE", 1 }, { "SIGEV_THREAD", 2 },
	{ "SIGEV_THREAD_ID", 4 }, { "TIMER_ABSTIME", 1 }, { "TFD_TIMER_ABSTIME", 1 },
	{ "TFD_TIMER_CANCEL_ON_SET", 2 }, { "TFD_NONBLOCK", TFD_NONBLOCK },
	{ "TFD_CLOEXEC", TFD_CLOEXEC }, { "SFD_NONBLOCK", TFD_NONBLOCK },
	{ "SFD_CLOEXEC", TFD_CLOEXEC }, { "RLIMIT_CPU", 0 }, { "RLIMIT_NOFILE", 7 },
	{ "RLIMIT_SIGPENDING", 11 }, { "RLIMIT_RTTIME", 15 }, { "PR_SET_TIMERSLACK", 29 },
	{ "PR_GET_TIMERSLACK", 30 }, { "PR_TIMER_CREATE_RESTORE_IDS", 77 }, { NULL, 0 },
};

static int64_t number_of_text(const struct real_name *names, const char *text)
{
	const struct real_name *row;
	size_t len;

	if (names == real_signals && !strncmp(text, "SIGRTMIN+", 9))
		return 34 + atoi(text + 9);
	if (names == real_signals && !strncmp(text, "SIGRTMAX", 8))
		return 64 + atoi(text + 8);
	len = strcspn(text, "|");
	for (row = names ? names : others; row->name; row++) {
		if (strlen(row->name) == len && !strncmp(row->name, text, len))
			return row->number;
	}
	return strtoll(text, NULL, 0);
}

int64_t real_number(const struct real_name *names, const json_t *value)
{
	if (json_is_string(value))
		return number_of_text(names, json_string_value(value));
	return json_integer_value(value);
}

const char *real_text(const struct real_name *names, int64_t number)
{
	static _Thread_local char text[32];
	const struct real_name *row;

	if (names == real_signals && number > 34) {
		snprintf(text, sizeof(text), "SIGRTMIN+%d", (int)number - 34);
		return text;
	}
	for (row = names; row->name; row++) {
		if (row->number == number)
			return row->name;
	}
	snprintf(text, sizeof(text), "%d", (int)number);
	return text;
}

int64_t real_int(const struct real *r, const char *key, int64_t otherwise)
{
	const json_t *value = json_object_get(r->args, key);

	return json_is_integer(value) || json_is_string(value) ? real_number(NULL, value) :
								 otherwise;
}

bool real_has(const struct real *r, const char *key, const char *text)
{
	const char *value = json_string_value(json_object_get(r->args, key));

	return value && strstr(value, text);
}

int64_t real_flags(const struct real *r)
{
	const json_t *flags = json_object_get(r->args, "flags");
	const char *text = json_string_value(flags);
	int64_t sum = 0;

	for (; text; text = strchr(text, '|') ? strchr(text, '|') + 1 : NULL)
		sum |= number_of_text(NULL, text);
	return json_is_integer(flags) ? json_integer_value(flags) : sum;
}

void *real_pointer(const json_t *value, void *good)
{
	const char *text = json_string_value(value);

	if (json_is_null(value) || (text && !strcmp(text, "NULL")))
		return NULL;
	return text && !strcmp(text, "bad pointer") ? (void *)8 : good;
}

/* --- times ---------------------------------------------------------------------- */

struct timespec real_timespec(int64_t ns)
{
	struct timespec ts = { .tv_sec = ns / NSEC, .tv_nsec = ns % NSEC };

	if (ts.tv_nsec < 0) {
		ts.tv_nsec += NSEC;
		ts.tv_sec--;
	}
	return ts;
}

int64_t real_ns(struct timespec ts)
{
	return ts.tv_sec * NSEC + ts.tv_nsec;
}

int64_t real_now(int64_t clock)
{
	struct timespec ts = { 0 };

	clock_gettime((clockid_t)clock, &ts);
	return real_ns(ts);
}

static struct timespec sum_with_now(const char *text)
{
	const char *end = strchr(text, ')');
	char clock[40];

	snprintf(clock, sizeof(clock), "%.*s", end ? (int)(end - text - 4) : 0, text + 4);
	return real_timespec(real_now(number_of_text(real_clocks, clock)) +
			     (end ? strtoll(end + 1, NULL, 10) : 0));
}

struct timespec real_time(const struct real *r, const char *key)
{
	struct timespec ts = { 0 };
	const json_t *value, *usec;
	char name[40];

	snprintf(name, sizeof(name), "%s_ns", key);
	value = json_object_get(r->args, name);
	if (json_is_integer(value))
		return real_timespec(json_integer_value(value));
	snprintf(name, sizeof(name), "it_%s", key);
	value = json_object_get(r->args, key);
	value = value ? value : json_object_get(r->args, name);
	if (json_is_string(value))
		return sum_with_now(json_string_value(value));
	usec = json_object_get(value, "usec");
	ts.tv_sec = json_integer_value(json_object_get(value, "sec"));
	ts.tv_nsec = usec ? json_integer_value(usec) * 1000 :
			    json_integer_value(json_object_get(value, "nsec"));
	return ts;
}

/* --- answers ------------------------------------------------------------------------ */

void real_return(struct real *r, long result)
{
	int error = errno;

	json_object_set_new(r->answer, "ret", json_integer(result));
	if (result == -1)
		json_object_set_new(r->answer, "errno",
				    json_string(real_text(real_errors, error)));
}

void real_out(struct real *r, const char *key, json_t *value)
{
	json_t *out = json_object_get(r->answer, "out");

	if (!out) {
		out = json_object();
		json_object_set_new(r->answer, "out", out);
	}
	json_object_set_new(out, key, value);
}

void real_out_time(struct real *r, const char *key, struct timespec ts)
{
	int64_t ns = real_ns(ts);

	real_out(r, key, ns ? json_pack("{s:I, s:b}", "nominal_ns", (json_int_t)ns,
					"within_20ms", 1) :
			      json_string("zero"));
}
