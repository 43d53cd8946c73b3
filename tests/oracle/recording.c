/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Recordings with markers: see recording.h.
 */
#include "recording.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/signal.h"

struct reader {
	json_t *cases;
	json_t *one;			/* the case that is being read; borrowed */
	int pid;			/* of its process; 0: not known yet */
	double last_marker, interrupted; /* seconds; 0: it was not */
	int interrupted_by;
};

static json_t *list_of(struct reader *r, const char *key)
{
	return json_object_get(r->one, key);
}

static void begin_case(struct reader *r, const char *id)
{
	r->one = json_pack("{s:s, s:s, s:[], s:[], s:[]}", "id", id, "kernel", "6.18", "calls",
			   "observed", "events");
	json_array_append_new(r->cases, r->one);
	r->pid = 0;
}

/* What the player has to be told: a sleep that a thread of the recorder's cut
 * short, and when. */
static json_t *expectation(const struct reader *r, const json_t *args, double now)
{
	double ns = json_number_value(json_object_get(args, "ns")) +
		    json_number_value(json_object_get(args, "now_plus_ns")) +
		    json_number_value(json_object_get(args, "sec")) * 1e9 +
		    json_number_value(json_object_get(args, "nsec"));

	(void)now;
	if (r->interrupted <= 0)
		return json_object();
	return json_pack("{s:i, s:[{s:s, s:s}], s:{s:{s:I}}}", "ret", -1, "signals", "si_code",
			 "SI_TKILL", "sig", signal_names[r->interrupted_by], "out", "rem",
			 "nominal_ns",
			 (json_int_t)(ns - (r->interrupted - r->last_marker) * 1e9));
}

static void read_call(struct reader *r, int pid, double now, const char *text)
{
	const char *brace = strchr(text, '{');
	char name[40];
	json_t *args, *call;

	if (!brace || sscanf(text, "%39s", name) != 1)
		return;
	args = json_loads(brace, JSON_DISABLE_EOF_CHECK, NULL);
	if (!r->pid)
		r->pid = pid;
	if (!args || !strcmp(name, "note") || !strcmp(name, "end")) {
		json_decref(args);
		return;
	}
	call = json_pack("{s:s, s:o}", "call", name, "args", args);
	if (pid != r->pid)
		json_object_set_new(call, "in", json_string("child"));
	json_array_append_new(list_of(r, "calls"), call);
	json_array_append_new(list_of(r, "observed"), expectation(r, args, now));
	r->last_marker = now;
	r->interrupted = 0;
}

static void read_marker(struct reader *r, int pid, double now, const char *text)
{
	char id[64], what[16];

	if (sscanf(text, "CASE %63s %15s", id, what) == 2) {
		if (!strcmp(what, "begin"))
			begin_case(r, id);
		else
			r->one = NULL;
		r->last_marker = now;
		r->interrupted = 0;
	} else if (r->one) {
		read_call(r, pid, now, text);
	}
}

static void keep(struct reader *r, const char *text)
{
	json_array_append_new(list_of(r, "events"), json_string(text));
}

static void read_generate(struct reader *r, double now, const char *text)
{
	int sig, code, pid, res;
	char event[80];

	/* the recorder's own children end as well */
	if (sscanf(text, "sig=%d errno=%*d code=%d comm=%*s pid=%d grp=%*d res=%d", &sig, &code,
		   &pid, &res) != 4 || pid != r->pid || sig == SIGCHLD)
		return;
	if (code == -6) {
		r->interrupted = now;
		r->interrupted_by = sig;
	}
	snprintf(event, sizeof(event), "generate %s code %d res %d", signal_names[sig], code,
		 res);
	keep(r, event);
}

static void read_deliver(struct reader *r, int pid, const char *text)
{
	int sig, code;
	char event[80];

	if (sscanf(text, "sig=%d errno=%*d code=%d", &sig, &code) != 2 || pid != r->pid ||
	    sig == SIGCHLD)
		return;
	snprintf(event, sizeof(event), "deliver %s code %d", signal_names[sig], code);
	keep(r, event);
}

/* "  comm-PID   [CPU] FLAGS  TIME: EVENT: TEXT" */
static void read_line(struct reader *r, const char *line)
{
	const char *bracket = strchr(line, '['), *dash, *colon;
	double now;
	int pid;

	if (line[0] == '#' || !bracket)
		return;
	for (dash = bracket; dash > line && *dash != '-'; dash--)
		;
	pid = atoi(dash + 1);
	if (sscanf(bracket, "[%*d] %*s %lf:", &now) != 1)
		return;
	colon = strstr(bracket, ": ");
	colon = colon ? colon + 2 : "";
	if (!strncmp(colon, "tracing_mark_write: M: ", 23))
		read_marker(r, pid, now, colon + 23);
	else if (r->one && r->pid && !strncmp(colon, "signal_generate: ", 17))
		read_generate(r, now, colon + 17);
	else if (r->one && r->pid && !strncmp(colon, "signal_deliver: ", 16))
		read_deliver(r, pid, colon + 16);
}

json_t *recording_load(const char *path)
{
	struct reader r = { .cases = json_array() };
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t size = 0;

	if (!file) {
		perror(path);
		exit(2);
	}
	while (getline(&line, &size, file) > 0)
		read_line(&r, line);
	free(line);
	fclose(file);
	if (!json_array_size(r.cases)) {
		fprintf(stderr, "posix-cases: %s: no markers of cases in it\n", path);
		exit(2);
	}
	return r.cases;
}
