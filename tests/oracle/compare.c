/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Was the answer as expected?  See compare.h.
 */
#include "compare.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "linux/process.h"
#include "machine/strings.h"

bool disagree(struct verdict *v, const char *format, ...)
{
	va_list args;
	int at;

	if (v->failed)
		return false;
	v->failed = true;
	at = snprintf(v->text, sizeof(v->text), "step %u: ", v->step);
	va_start(args, format);
	vsnprintf(v->text + at, sizeof(v->text) - (size_t)at, format, args);
	va_end(args);
	return false;
}

struct known {
	const char *name;
	s64 number;
};

static const struct known errors[] = {
	{ "EPERM", 1 }, { "ENOENT", 2 }, { "ESRCH", 3 }, { "EINTR", 4 }, { "EBADF", 9 },
	{ "ECHILD", 10 }, { "EAGAIN", 11 }, { "EWOULDBLOCK", 11 }, { "ENOMEM", 12 },
	{ "EACCES", 13 }, { "EFAULT", 14 }, { "EBUSY", 16 }, { "ENODEV", 19 },
	{ "EINVAL", 22 }, { "EMFILE", 24 }, { "ENOSPC", 28 }, { "ESPIPE", 29 },
	{ "ERANGE", 34 }, { "EDEADLK", 35 }, { "ENOSYS", 38 }, { "EOVERFLOW", 75 },
	{ "EOPNOTSUPP", 95 }, { "ENOTSUP", 95 }, { "ETIMEDOUT", 110 }, { "ECANCELED", 125 },
};

static const struct known codes[] = {
	{ "SI_USER", 0 }, { "SI_KERNEL", 0x80 }, { "SI_QUEUE", -1 }, { "SI_TIMER", -2 },
	{ "SI_TKILL", -6 }, { "CLD_EXITED", 1 }, { "CLD_KILLED", 2 }, { "CLD_DUMPED", 3 },
	{ "CLD_STOPPED", 5 }, { "CLD_CONTINUED", 6 },
};

#define LOOK_UP(table, text) look_up(text, table, sizeof(table) / sizeof(table[0]))

static s64 look_up(const char *name, const struct known *row, size_t nr)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		if (!strcmp(row[i].name, name))
			return row[i].number;
	}
	return INT64_MIN;
}

/* {nominal_ns, within_20ms: true}: so far off may it be, in s. */
static double tolerance(const json_t *expected)
{
	const char *key;
	json_t *value;
	double n;
	char unit[4];

	json_object_foreach((json_t *)expected, key, value) {
		if (sscanf(key, "within_%lf%3s", &n, unit) == 2)
			return !strcmp(unit, "ms") ? n / 1e3 : !strcmp(unit, "us") ? n / 1e6 :
			       !strcmp(unit, "ns") ? n / 1e9 : n;
	}
	return 0.02;
}

static bool same_range(const json_t *expected, double sec)
{
	const json_t *nominal = json_object_get(expected, "nominal_ns");
	const json_t *min = json_object_get(expected, "min_ns");
	const json_t *max = json_object_get(expected, "max_ns");
	double off;

	if (json_is_number(nominal)) {
		off = sec - json_number_value(nominal) / 1e9;
		return off < tolerance(expected) && -off < tolerance(expected);
	}
	return (min || max) && (!min || sec >= json_number_value(min) / 1e9) &&
	       (!max || sec <= json_number_value(max) / 1e9);
}

/* A time: "zero", "1ns", "20000000ns", "positive", a number of ns, {sec, nsec},
 * {nominal_ns}, or seconds in an interval. */
static bool same_time(const json_t *expected, struct timespec64 ts)
{
	const json_t *part = json_object_get(expected, "sec");
	const char *text = json_string_value(expected);
	double sec = (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
	double low, high;
	long long ns;
	char rest[4];

	if (json_is_integer(expected))
		return ts.tv_sec == json_integer_value(expected) / (s64)NSEC_PER_SEC &&
		       ts.tv_nsec == json_integer_value(expected) % (s64)NSEC_PER_SEC;
	if (json_is_integer(part))
		return ts.tv_sec == json_integer_value(part) &&
		       ts.tv_nsec == json_integer_value(json_object_get(expected, "nsec")) +
					     json_integer_value(json_object_get(expected,
										"usec")) * 1000;
	if (json_is_object(expected))
		return same_range(expected, sec);
	if (!text)
		return false;
	if (!strcmp(text, "zero") || !strcmp(text, "untouched"))
		return !ts.tv_sec && !ts.tv_nsec;
	if (!strcmp(text, "positive"))
		return sec > 0;
	if (sscanf(text, "%lld%3s", &ns, rest) == 2 && !strcmp(rest, "ns"))
		return ts.tv_sec == ns / (s64)NSEC_PER_SEC &&
		       ts.tv_nsec == ns % (s64)NSEC_PER_SEC;
	if (sscanf(text, "sec in (%lf,%lf]", &low, &high) == 2)
		return sec > low && sec <= high;
	return false;
}

static bool same_integer(const json_t *expected, u64 value)
{
	return json_is_integer(expected) && (u64)json_integer_value(expected) == value;
}

/* A member by one of its names, those of siginfo and of signalfd_siginfo. */
static bool same_member(const json_t *expected, const char *key, const char *ssi_key, s64 value)
{
	const json_t *member = json_object_get(expected, key);

	if (!member)
		member = json_object_get(expected, ssi_key);
	if (json_is_object(member))
		member = json_object_get(member, "sival_int");
	return !member || (json_is_integer(member) && json_integer_value(member) == value);
}

/* A name, or a number; not told: no matter. */
static bool same_name(const json_t *expected, const char *name, s64 number)
{
	if (json_is_string(expected))
		return !strcmp(json_string_value(expected), name);
	return !expected || (json_is_integer(expected) && json_integer_value(expected) == number);
}

/* A siginfo, as far as it is told. */
static bool same_signal(const json_t *expected, const struct delivered *d)
{
	const char *name = d->sig > 0 && d->sig <= NR_SIGNALS ? signal_names[d->sig] : "?";
	const json_t *code = json_object_get(expected, "si_code");
	const json_t *sig = json_object_get(expected, "sig");

	if (!json_is_object(expected))
		return expected && same_name(expected, name, d->sig);
	sig = sig ? sig : json_object_get(expected, "si_signo");
	sig = sig ? sig : json_object_get(expected, "ssi_signo");
	code = code ? code : json_object_get(expected, "ssi_code");
	if (json_is_string(code) ? LOOK_UP(codes, json_string_value(code)) != d->code :
				   !same_name(code, "?", d->code))
		return false;
	return same_name(sig, name, d->sig) &&
	       same_member(expected, "si_overrun", "ssi_overrun", d->overrun) &&
	       same_member(expected, "si_timerid", "ssi_tid", d->timerid) &&
	       same_member(expected, "si_int", "ssi_int", d->value) &&
	       same_member(expected, "si_value", "ssi_ptr", d->value);
}

static bool same_siginfo(const json_t *expected, const struct kernel_siginfo *info)
{
	struct delivered d = {
		.sig = info->si_signo, .code = info->si_code, .overrun = info->si_overrun,
		.timerid = info->si_tid, .value = (s64)info->si_value,
	};

	return same_signal(expected, &d);
}

/* A set of signals: a list of names. */
static bool same_set(const json_t *expected, u64 mask)
{
	u64 wanted = 0;
	size_t i;
	u32 sig;

	for (i = 0; i < json_array_size(expected); i++) {
		for (sig = 1; sig <= NR_SIGNALS; sig++) {
			const char *name = json_string_value(json_array_get(expected, i));

			if (name && !strcmp(name, signal_names[sig]))
				wanted |= 1ull << (sig - 1);
		}
	}
	return json_is_array(expected) && wanted == mask;
}

/* One member of observed.out.  Unknown ones are no reason to agree. */
static bool same_out(const char *key, const json_t *expected, const struct outcome *outcome)
{
	const struct syscall_out *out = &outcome->out;
	struct timespec64 interval = out->time.it_interval;

	if (!strcmp(key, "it_value") || !strcmp(key, "old_value") || !strcmp(key, "rem") ||
	    !strcmp(key, "ns") || !strcmp(key, "it_value_ns") || !strcmp(key, "old_value_ns"))
		return same_time(expected, out->time.it_value);
	if (!strcmp(key, "it_interval_ns") || !strcmp(key, "old_interval_ns") ||
	    !strcmp(key, "it_interval") || !strcmp(key, "old_interval"))
		return same_time(expected, interval);
	if (!strcmp(key, "it_interval_us") || !strcmp(key, "old_interval_us"))
		return same_integer(expected, (u64)(interval.tv_sec * 1000000 +
						    interval.tv_nsec / 1000));
	if (!strcmp(key, "timerid") || !strcmp(key, "cur") || !strcmp(key, "revents"))
		return same_integer(expected, out->number[0]) ||
		       (!json_is_integer(expected) && out->number[0] == UINT64_MAX);
	if (!strcmp(key, "max"))
		return same_integer(expected, out->number[1]) ||
		       (!json_is_integer(expected) && out->number[1] == UINT64_MAX);
	if (!strcmp(key, "count"))
		return same_integer(expected, out->data.count);
	if (!strcmp(key, "fd"))
		return json_is_integer(expected) ? same_integer(expected, (u64)outcome->rc) :
						   outcome->rc >= 0;
	if (!strcmp(key, "set") || !strcmp(key, "mask") || !strcmp(key, "pending"))
		return same_set(expected, outcome->mask);
	if (!strcmp(key, "siginfo") || !strcmp(key, "ssi"))
		return same_siginfo(expected, &out->data.info);
	if (!strncmp(key, "ssi_", 4) || !strncmp(key, "si_", 3)) {
		json_t *one = json_pack("{s:O}", key, expected);
		bool same = same_siginfo(one, &out->data.info);

		json_decref(one);
		return same;
	}
	if (!strcmp(key, "order"))
		return json_is_string(expected) &&
		       !strcmp(json_string_value(expected), outcome->order);
	if (!strcmp(key, "by_signal"))
		return json_is_string(expected) && outcome->killed_by > 0 &&
		       !strcmp(json_string_value(expected), signal_names[outcome->killed_by]);
	return false;
}

bool check_return(struct verdict *v, const json_t *expected, const struct outcome *outcome)
{
	const json_t *ret = json_object_get(expected, "ret");
	const char *error = json_string_value(json_object_get(expected, "errno"));

	if (!ret || !outcome->made)
		return !ret || disagree(v, "the call has not returned");
	if (json_is_string(ret) && !error) {
		bool fits = !strcmp(json_string_value(ret), "positive") ? outcome->rc > 0 :
									   outcome->rc >= 0;

		return fits || disagree(v, "wanted %s, got %" PRId64, json_string_value(ret),
					outcome->rc);
	}
	if (error && -outcome->rc != LOOK_UP(errors, error))
		return disagree(v, "wanted -%s, got %" PRId64, error, outcome->rc);
	if (!error && json_object_get(json_object_get(expected, "out"), "fd") && outcome->rc >= 0)
		return true;
	if (!error && json_integer_value(ret) != outcome->rc)
		return disagree(v, "wanted %" JSON_INTEGER_FORMAT ", got %" PRId64,
				json_integer_value(ret), outcome->rc);
	return true;
}

bool check_out(struct verdict *v, const json_t *expected, const struct outcome *outcome)
{
	const struct itimerspec64 *time = &outcome->out.time;
	const char *key;
	json_t *value;

	json_object_foreach(json_object_get(expected, "out"), key, value) {
		char *text;

		if (same_out(key, value, outcome))
			continue;
		text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
		disagree(v, "%s: wanted %s, got value %" PRId64 ".%09" PRId64
			 ", interval %" PRId64 ".%09" PRId64 ", number %" PRId64, key, text,
			 time->it_value.tv_sec, time->it_value.tv_nsec, time->it_interval.tv_sec,
			 time->it_interval.tv_nsec, (s64)outcome->out.number[0]);
		free(text);
		return false;
	}
	return true;
}

/* The handlers of the acting process that ran since its last step. */
bool check_signals(struct verdict *v, const json_t *expected, struct player *p)
{
	const json_t *signals = json_object_get(expected, "signals");
	u32 process = player_process(p), n = 0, i;

	for (i = 0; i < p->nr_delivered; i++) {
		struct delivered *d = &p->delivered[i];

		if (d->told || d->process != process)
			continue;
		d->told = true;
		if (!same_signal(json_array_get(signals, n), d) || n >= json_array_size(signals))
			return disagree(v, "signal %u was %s, code %d, overrun %d, timer %d, "
					"value %" PRId64, n + 1, signal_names[d->sig], d->code,
					d->overrun, d->timerid, d->value);
		n++;
	}
	if (n < json_array_size(signals))
		return disagree(v, "%u signals, not %zu", n, json_array_size(signals));
	return true;
}
