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
 *	-v                   say each step
 *
 * FILE is a list of cases {id, description, calls[], observed[]}; a list of
 * differences (with differs[]) is played with posix_cases.json beside it.  One
 * line a case, a total; exits 0 only if all agree.
 */
#include <stdlib.h>
#include <string.h>

#include "case_player.h"
#include "compare.h"

struct options {
	const char *kernel, *rtc, *only;
	bool verbose;
	json_t *diff;
};

/* --- a case ----------------------------------------------------------------------- */

/* calls[i] and observed[i] belong together; "n" says so too. */
static const json_t *answer_to(const json_t *one, size_t step)
{
	const json_t *all = json_object_get(one, "observed");
	const json_t *call = json_array_get(json_object_get(one, "calls"), step);
	json_int_t n = json_integer_value(json_object_get(call, "n"));
	const json_t *answer = json_array_get(all, step);
	size_t i;

	if (!n || (answer && !json_object_get(answer, "n")) ||
	    json_integer_value(json_object_get(answer, "n")) == n)
		return answer;
	for (i = 0; i < json_array_size(all); i++) {
		answer = json_array_get(all, i);
		if (json_integer_value(json_object_get(answer, "n")) == n)
			return answer;
	}
	return NULL;
}

/* What the step is to answer; from the differences, where there is one. */
static const json_t *expected_of(const json_t *one, const json_t *diff, size_t step)
{
	const json_t *observed = answer_to(one, step);
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
		return strcmp(outcome.skipped, SKIPPED_SENTENCE) ?
			       disagree(v, "%s", outcome.skipped) : true;
	}
	player_settle(p);
	return check_return(v, expected, &outcome) && check_out(v, expected, &outcome) &&
	       check_signals(v, expected, p);
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
	if (!json_array_size(calls))
		disagree(v, "no calls");
	for (i = 0; i < json_array_size(calls); i++) {
		v->step = (u32)i + 1;
		if (!play_step(p, options, v, json_array_get(calls, i),
			       expected_of(one, diff, i)))
			break;
	}
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
	cases = load_cases(&options, file);
	code = play_all(&options, cases);
	json_decref(cases);
	json_decref(options.diff);
	return code;
}
