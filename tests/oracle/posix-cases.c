/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * posix-cases [OPTION...] FILE: play recorded cases of POSIX timers on the
 * machine, and compare what it answers with what a real kernel did.
 *
 *	--kernel=6.12|6.18   the machine's kernel; else what the case was
 *	                     recorded on
 *	--rtc=on|off         has it an RTC?  else: as the recordings' machines,
 *	                     on for 6.12, off for 6.18
 *	--diff=FILE          answers that replace those of the cases, of 6.12
 *	--case=ID            only this one
 *	--recording          FILE is an ftrace recording with markers: make its
 *	                     calls, compare what became of the signals
 *	-v                   say each step
 *
 * FILE is a list of cases {id, description, calls[], observed[]}; a list of
 * differences (with differs[]) is played with posix_cases.json beside it.  One
 * line a case, a total; exits 0 only if all agree.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/process.h"
#include "machine/strings.h"
#include "player.h"
#include "recording.h"

struct options {
	const char *kernel, *rtc, *only;
	bool verbose;
	bool recording;
	json_t *diff;
};

/* --- what was expected, what came ------------------------------------------------- */

struct verdict {
	u32 step;			/* being compared */
	bool failed;
	u32 skipped;			/* steps that cannot be played */
	char text[600];
};

__attribute__((format(printf, 2, 3)))
static bool disagree(struct verdict *v, const char *format, ...)
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
	{ "EPERM", 1 }, { "ESRCH", 3 }, { "EINTR", 4 }, { "EBADF", 9 }, { "ECHILD", 10 },
	{ "EAGAIN", 11 }, { "ENOMEM", 12 }, { "EFAULT", 14 }, { "EBUSY", 16 },
	{ "EINVAL", 22 }, { "EMFILE", 24 }, { "ENOSYS", 38 }, { "EOPNOTSUPP", 95 },
	{ "ENOTSUP", 95 }, { "ECANCELED", 125 },
};

static const struct known codes[] = {
	{ "SI_USER", 0 }, { "SI_KERNEL", 0x80 }, { "SI_QUEUE", -1 }, { "SI_TIMER", -2 },
	{ "SI_TKILL", -6 }, { "CLD_EXITED", 1 }, { "CLD_KILLED", 2 }, { "CLD_STOPPED", 5 },
	{ "CLD_CONTINUED", 6 },
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

/* A time: "zero", "1ns", "positive", a number, {nominal_ns}, or seconds in an
 * interval. */
static bool same_time(const json_t *expected, struct timespec64 ts)
{
	const char *text = json_string_value(expected);
	const json_t *nominal = json_object_get(expected, "nominal_ns");
	double sec = (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
	double low, high, off;

	if (json_is_integer(expected))
		return ts.tv_sec == json_integer_value(expected) / (s64)NSEC_PER_SEC &&
		       ts.tv_nsec == json_integer_value(expected) % (s64)NSEC_PER_SEC;
	if (json_is_number(nominal)) {
		off = sec - json_number_value(nominal) / 1e9;
		return off < 0.02 && off > -0.02;
	}
	if (!text)
		return false;
	if (!strcmp(text, "zero") || !strcmp(text, "untouched"))
		return !ts.tv_sec && !ts.tv_nsec;
	if (!strcmp(text, "1ns"))
		return !ts.tv_sec && ts.tv_nsec == 1;
	if (!strcmp(text, "positive"))
		return sec > 0;
	if (sscanf(text, "sec in (%lf,%lf]", &low, &high) == 2)
		return sec > low && sec <= high;
	return false;
}

static bool same_integer(const json_t *expected, u64 value)
{
	return json_is_integer(expected) && (u64)json_integer_value(expected) == value;
}

static bool same_member(const json_t *expected, const char *key, s64 value)
{
	const json_t *member = json_object_get(expected, key);

	return !member || (json_is_integer(member) && json_integer_value(member) == value);
}

/* A siginfo, as far as it is told. */
static bool same_signal(const json_t *expected, const struct delivered *d)
{
	const char *sig = json_string_value(json_object_get(expected, "sig"));
	const char *code = json_string_value(json_object_get(expected, "si_code"));
	const char *name = d->sig > 0 && d->sig <= NR_SIGNALS ? signal_names[d->sig] : "?";

	return (!sig || !strcmp(sig, name)) && (!code || LOOK_UP(codes, code) == d->code) &&
	       same_member(expected, "si_overrun", d->overrun) &&
	       same_member(expected, "si_timerid", d->timerid) &&
	       same_member(expected, "si_value", d->value);
}

static bool same_siginfo(const json_t *expected, const struct kernel_siginfo *info)
{
	struct delivered d = {
		.sig = info->si_signo, .code = info->si_code, .overrun = info->si_overrun,
		.timerid = info->si_tid, .value = (s64)info->si_value,
	};

	return same_signal(expected, &d);
}

/* One member of observed.out.  Unknown ones are no reason to agree. */
static bool same_out(const char *key, const json_t *expected, const struct outcome *outcome)
{
	const struct syscall_out *out = &outcome->out;
	struct timespec64 interval = out->time.it_interval;

	if (!strcmp(key, "it_value") || !strcmp(key, "old_value") || !strcmp(key, "rem") ||
	    !strcmp(key, "ns"))
		return same_time(expected, out->time.it_value);
	if (!strcmp(key, "it_interval_ns") || !strcmp(key, "old_interval_ns"))
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
	if (!strcmp(key, "siginfo"))
		return same_siginfo(expected, &out->data.info);
	if (!strcmp(key, "order"))
		return json_is_string(expected) &&
		       !strcmp(json_string_value(expected), outcome->order);
	if (!strcmp(key, "by_signal"))
		return json_is_string(expected) && outcome->killed_by > 0 &&
		       !strcmp(json_string_value(expected), signal_names[outcome->killed_by]);
	return false;
}

static bool check_return(struct verdict *v, const json_t *expected, const struct outcome *outcome)
{
	const json_t *ret = json_object_get(expected, "ret");
	const char *error = json_string_value(json_object_get(expected, "errno"));

	if (!ret || !outcome->made)
		return !ret || disagree(v, "the call has not returned");
	if (error && -outcome->rc != LOOK_UP(errors, error))
		return disagree(v, "wanted -%s, got %" PRId64, error, outcome->rc);
	if (!error && json_object_get(json_object_get(expected, "out"), "fd") && outcome->rc >= 0)
		return true;
	if (!error && json_integer_value(ret) != outcome->rc)
		return disagree(v, "wanted %" JSON_INTEGER_FORMAT ", got %" PRId64,
				json_integer_value(ret), outcome->rc);
	return true;
}

static bool check_out(struct verdict *v, const json_t *expected, const struct outcome *outcome)
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
static bool check_signals(struct verdict *v, const json_t *expected, struct player *p)
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

/* --- a case ----------------------------------------------------------------------- */

/* What the step is to answer; from the differences, where there is one. */
static const json_t *expected_of(const json_t *one, const json_t *diff, size_t step)
{
	const json_t *observed = json_array_get(json_object_get(one, "observed"), step);
	const json_t *n = json_object_get(observed, "n");
	const char *key;
	json_t *value;
	size_t i;

	for (i = 0; i < json_array_size(diff); i++) {
		const json_t *differs = json_array_get(diff, i);

		if (json_integer_value(json_object_get(differs, "n")) != json_integer_value(n))
			continue;
		json_object_foreach((json_t *)differs, key, value) {
			if (!strncmp(key, "6.12", 4))
				return value;
		}
	}
	return observed;
}

static bool play_step(struct player *p, const struct options *options, struct verdict *v,
		      const json_t *step, const json_t *expected)
{
	struct outcome outcome;

	if (options->verbose)
		printf("#   %u %s\n", v->step, json_string_value(json_object_get(step, "call")));
	if (!player_step(p, step, expected, &outcome))
		return disagree(v, "%s", player_error(p));
	if (outcome.skipped) {
		v->skipped++;
		return strcmp(outcome.skipped, "a measured sentence") ?
			       disagree(v, "%s", outcome.skipped) : true;
	}
	player_settle(p);
	if (options->recording)
		return true;
	return check_return(v, expected, &outcome) && check_out(v, expected, &outcome) &&
	       check_signals(v, expected, p);
}

/* Is it one of p1's, sent to it or taken by it? */
static bool is_event_of(struct player *p, const struct signal_event *event)
{
	struct machine *m = front_machine(p->front);
	const struct object *object = object_find(m, string_lookup(m, "p1", 2));
	const struct process *process = object ? object->memory : NULL;

	return process && (event->to == process->serial || event->to == (u32)process->pid);
}

/* The next recorded event of a kind, "generate" or "deliver"; NULL: no more. */
static const char *next_event(const json_t *recorded, const char *kind, size_t *at)
{
	while (*at < json_array_size(recorded)) {
		const char *text = json_string_value(json_array_get(recorded, (*at)++));

		if (!strncmp(text, kind, strlen(kind)))
			return text;
	}
	return NULL;
}

static void check_kind(struct verdict *v, struct player *p, const json_t *recorded,
		       const char *kind)
{
	const char *wanted;
	size_t at = 0;
	u32 i;

	for (i = 0; i < p->nr_events && !v->failed; i++) {
		const char *text = p->events[i].text;

		if (!is_event_of(p, &p->events[i]) || strncmp(text, kind, strlen(kind)))
			continue;
		wanted = next_event(recorded, kind, &at);
		if (!wanted || strcmp(wanted, text))
			disagree(v, "recorded '%s', here '%s'", wanted ? wanted : "nothing", text);
	}
	wanted = next_event(recorded, kind, &at);
	if (wanted)
		disagree(v, "recorded '%s', here nothing", wanted);
}

/* The way of every signal, in order.  How soon one is taken after it was sent
 * is the scheduler's business. */
static void check_events(struct verdict *v, struct player *p, const json_t *recorded)
{
	check_kind(v, p, recorded, "generate");
	check_kind(v, p, recorded, "deliver");
}

static void play(const struct options *options, const json_t *one, const json_t *diff,
		 struct verdict *v)
{
	const char *recorded = json_string_value(json_object_get(one, "kernel"));
	const json_t *calls = json_object_get(one, "calls");
	const char *kernel = options->kernel;
	struct player *p;
	size_t i;

	if (!kernel)
		kernel = recorded && !strncmp(recorded, "6.12", 4) ? "6.12" : "6.18";
	p = player_new(kernel, options->rtc ? !strcmp(options->rtc, "on") :
					      !strcmp(kernel, "6.12"));
	if (!p)
		exit(2);
	for (i = 0; i < json_array_size(calls); i++) {
		v->step = (u32)i + 1;
		if (!play_step(p, options, v, json_array_get(calls, i),
			       expected_of(one, diff, i)))
			break;
	}
	if (options->recording && !v->failed)
		check_events(v, p, json_object_get(one, "events"));
	player_free(p);
}

static const json_t *differences(const struct options *options, const char *id)
{
	size_t i;

	for (i = 0; i < json_array_size(options->diff); i++) {
		const json_t *one = json_array_get(options->diff, i);
		const char *name = json_string_value(json_object_get(one, "id"));

		if (name && !strcmp(name, id))
			return json_object_get(one, "differs");
	}
	return NULL;
}

static int play_all(const struct options *options, const json_t *cases)
{
	u32 agreed = 0, played = 0, unobserved = 0;
	size_t i;

	for (i = 0; i < json_array_size(cases); i++) {
		const json_t *one = json_array_get(cases, i);
		const char *id = json_string_value(json_object_get(one, "id"));
		const char *what = json_string_value(json_object_get(one, "description"));
		struct verdict v = { 0 };

		if (!id || (options->only && strcmp(options->only, id)))
			continue;
		if (!json_is_array(json_object_get(one, "observed"))) {
			printf("not observed %s: %s\n", id, what ? what : "");
			unobserved++;
			continue;
		}
		play(options, one, differences(options, id), &v);
		played++;
		agreed += !v.failed;
		if (v.failed)
			printf("DIFFERS %s: %s (%s)\n", id, v.text, what ? what : "");
		else if (v.skipped)
			printf("agrees %s: %s (%u steps cannot be played)\n", id,
			       what ? what : "", v.skipped);
		else
			printf("agrees %s%s%s\n", id, what ? ": " : "", what ? what : "");
	}
	printf("%u of %u observed cases agree; %u were not observed\n", agreed, played,
	       unobserved);
	return played && agreed == played ? 0 : 1;
}

/* --- files ------------------------------------------------------------------------ */

static json_t *load(const char *path)
{
	json_error_t error;
	json_t *list = json_load_file(path, 0, &error);

	if (list && json_is_array(list))
		return list;
	fprintf(stderr, "posix-cases: %s: %s\n", path,
		list ? "a list of cases is wanted" : error.text);
	exit(2);
}

/* A list of differences says nothing without the cases: they lie beside it. */
static json_t *load_cases(struct options *options, const char *path)
{
	json_t *list = load(path);
	const char *slash = strrchr(path, '/');
	char beside[4096];

	if (!json_object_get(json_array_get(list, 0), "differs"))
		return list;
	options->diff = list;
	options->kernel = "6.12";
	snprintf(beside, sizeof(beside), "%.*sposix_cases.json",
		 slash ? (int)(slash + 1 - path) : 0, path);
	return load(beside);
}

static bool option(const char *arg, const char *name, const char **value)
{
	size_t len = strlen(name);

	if (strncmp(arg, name, len))
		return false;
	*value = arg + len;
	return true;
}

int main(int argc, char **argv)
{
	struct options options = { 0 };
	const char *file = NULL, *diff = NULL;
	json_t *cases;
	int code, i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "-v"))
			options.verbose = true;
		else if (!strcmp(argv[i], "--recording"))
			options.recording = true;
		else if (!option(argv[i], "--kernel=", &options.kernel) &&
			 !option(argv[i], "--rtc=", &options.rtc) &&
			 !option(argv[i], "--diff=", &diff) &&
			 !option(argv[i], "--case=", &options.only))
			file = argv[i];
	}
	if (!file || file[0] == '-') {
		fprintf(stderr, "usage: posix-cases [--kernel=6.12|6.18] [--rtc=on|off] "
			"[--diff=FILE] [--case=ID] [-v] FILE\n");
		return 2;
	}
	if (diff) {
		options.diff = load(diff);
		options.kernel = options.kernel ? options.kernel : "6.12";
	}
	cases = options.recording ? recording_load(file) : load_cases(&options, file);
	code = play_all(&options, cases);
	json_decref(cases);
	json_decref(options.diff);
	return code;
}
