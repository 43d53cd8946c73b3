/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * real-cases [OPTION...] [FILE]: make the calls of a cases file on the kernel
 * that runs us, and print the file with what it answered.
 *
 *	--random=SEED        instead of a file: cases that this seed makes up
 *	--count=N            ... so many, 20
 *	--case=ID            only this one
 *	--jobs=N             cases at a time, 8
 *	--dry                print the cases, without making a call
 *
 * Where the machine that runs us was too busy to be on time (LATE_NS), a case
 * is made again; after MAX_TRIES its "observed" is null.  Exits 0; 2 for bad
 * usage or a bad file; 77 if cases cannot be made here.  See real.h.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "real.h"

#define LATE_NS 4000000
#define MAX_TRIES 4
#define MAX_JOBS 64
#define LONGEST_NS 30000000000ll	/* a call that takes longer has hung */
#define ANSWER 20000

struct coordinator {
	pid_t p1;
	bool dead;			/* p1 has ended ... */
	int status;			/* ... this way */
	bool late;			/* somebody was not on time */
	int64_t last_ns;		/* end of the last answer */
	char made[REAL_ACTORS][40];
	unsigned int nr_made;
};

/* --- pipes -------------------------------------------------------------------------- */

static void make_pipes(void)
{
	unsigned int i;
	int ends[2], k;

	for (i = 0; i < 2 * REAL_ACTORS; i++) {
		if (pipe(ends))
			exit(77);
		for (k = 0; k < 2; k++) {
			if (dup2(ends[k], REAL_FD + 2 * (int)i + k) < 0)
				exit(77);
			close(ends[k]);
		}
	}
}

static void close_pipes(void)
{
	unsigned int i;

	for (i = 0; i < 4 * REAL_ACTORS; i++)
		close(REAL_FD + (int)i);
}

/* Has p1 ended? */
static bool look_after(struct coordinator *c)
{
	if (!c->dead && waitpid(c->p1, &c->status, WNOHANG) == c->p1)
		c->dead = true;
	return c->dead;
}

/* An answer of @actor; NULL if there is none, for p1 has ended. */
static json_t *hear(struct coordinator *c, unsigned int actor)
{
	struct pollfd poll_fd = { .fd = REAL_FD + 4 * (int)actor + 2, .events = POLLIN };
	char line[ANSWER];
	size_t len = 0;
	int64_t asked = real_now(CLOCK_MONOTONIC), now = asked, before;

	while (len < sizeof(line) - 1) {
		before = now;
		if (poll(&poll_fd, 1, 1) > 0) {
			if (read(poll_fd.fd, line + len, 1) == 1 && line[len++] == '\n')
				break;
			continue;
		}
		/* we share a CPU: had we to wait for it, then all had to */
		now = real_now(CLOCK_MONOTONIC);
		if (now - before > LATE_NS)
			c->late = true;
		if (look_after(c) || now - asked > LONGEST_NS)
			return NULL;
	}
	return json_loadb(line, len, 0, NULL);
}

static json_t *ask(struct coordinator *c, unsigned int actor, const json_t *step)
{
	char *text = json_dumps(step, JSON_COMPACT);
	size_t len = strlen(text);
	bool sent;

	text[len] = '\n';
	sent = write(REAL_FD + 4 * (int)actor + 1, text, len + 1) == (ssize_t)(len + 1);
	free(text);
	return sent ? hear(c, actor) : NULL;
}

/* --- a case -------------------------------------------------------------------------- */

/* The actor that "in" names; made when it acts for the first time. */
static unsigned int choose(struct coordinator *c, const char *in)
{
	unsigned int i;
	json_t *order;

	if (!in || !strcmp(in, "parent"))
		return 0;
	for (i = 1; i <= c->nr_made; i++) {
		if (!strcmp(c->made[i], in))
			return i;
	}
	if (i == REAL_ACTORS)
		return 0;
	snprintf(c->made[++c->nr_made], sizeof(c->made[0]), "%s", in);
	order = json_pack("{s:i, s:s}", "make", (int)i, "name", in);
	json_decref(ask(c, 0, order));
	json_decref(order);
	return i;
}

static bool takes_time(const char *call)
{
	static const char *const calls[] = {
		"burn_cpu", "clock_nanosleep", "nanosleep", "pause", "poll", "read",
		"sigsuspend", "sigtimedwait", "sigwaitinfo", "sleep", "sleep_until",
		"terminated",
	};
	size_t i;

	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (!strcmp(call, calls[i]))
			return true;
	}
	return false;
}

/* Between steps no time passes; sleeps end when they should, and we hear of it
 * at once. */
static void judge(struct coordinator *c, const char *call, const json_t *answer)
{
	const json_t *at = json_object_get(answer, "at_ns");
	int64_t now = real_now(CLOCK_MONOTONIC);

	if (json_integer_value(json_object_get(answer, "late_ns")) > LATE_NS ||
	    (at && now - json_integer_value(at) > LATE_NS) ||
	    (!takes_time(call) && !c->dead && now - c->last_ns > LATE_NS))
		c->late = true;
	c->last_ns = now;
}

/* What the file says of an answer. */
static json_t *observation(const json_t *step, json_t *answer)
{
	static const char *const members[] = { "ret", "errno", "out", "signals" };
	json_t *one = json_object(), *n = json_object_get(step, "n");
	size_t i;

	if (n)
		json_object_set(one, "n", n);
	for (i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
		json_t *value = json_object_get(answer, members[i]);

		if (value)
			json_object_set(one, members[i], value);
	}
	return one;
}

static json_t *ended(const struct coordinator *c)
{
	const char *sig = real_text(real_signals, WTERMSIG(c->status));

	return json_pack("{s:{s:s}}", "out", "by_signal", WIFSIGNALED(c->status) ? sig : "none");
}

static json_t *make_step(struct coordinator *c, const json_t *step)
{
	const char *call = json_string_value(json_object_get(step, "call"));
	json_t *answer = NULL, *one;

	if (!look_after(c))
		answer = ask(c, choose(c, json_string_value(json_object_get(step, "in"))), step);
	if (!answer && c->dead && !strcmp(call, "terminated"))
		answer = ended(c);
	if (json_object_get(answer, "unknown"))
		fprintf(stderr, "real-cases: no such call is known: %s\n", call);
	judge(c, call, answer);
	one = observation(step, answer);
	json_decref(answer);
	return one;
}

/* Who burns CPU time would keep others from theirs; and urgent threads have no
 * timer slack. */
static bool must_be_ordinary(const json_t *calls)
{
	json_t *step;
	size_t i;

	json_array_foreach(calls, i, step) {
		const char *call = json_string_value(json_object_get(step, "call"));

		if (!strcmp(call, "burn_cpu") || !strcmp(call, "terminated") ||
		    !strcmp(call, "prctl"))
			return true;
	}
	return false;
}

static void be(int policy)
{
	struct sched_param param = { .sched_priority = policy == SCHED_FIFO };

	sched_setscheduler(0, policy, &param);
}

/* Who sleeps nowhere goes by CPU time. */
static bool goes_by_the_clock(const json_t *calls)
{
	json_t *step;
	size_t i;

	json_array_foreach(calls, i, step) {
		if (strstr(json_string_value(json_object_get(step, "call")), "sleep"))
			return true;
	}
	return false;
}

/* Where we may, others do not keep us from being on time.  All who belong to a
 * case run on one CPU. */
static void be_urgent(size_t worker)
{
	long nr = sysconf(_SC_NPROCESSORS_ONLN);
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(worker % (size_t)(nr > 0 ? nr : 1), &set);
	sched_setaffinity(0, sizeof(set), &set);
	be(SCHED_FIFO);
}

/* Make all calls once.  NULL: not on time. */
static json_t *observe_once(const json_t *calls)
{
	struct coordinator c = { .last_ns = 0 };
	json_t *observed = json_array(), *step;
	size_t i;

	make_pipes();
	if (must_be_ordinary(calls))
		be(SCHED_OTHER);	/* a child inherits more than the policy */
	c.last_ns = real_now(CLOCK_MONOTONIC);
	c.p1 = fork();
	if (!c.p1) {
		setpgid(0, 0);
		signal(SIGPIPE, SIG_DFL);
		real_serve(0, real_now(CLOCK_MONOTONIC));
		_exit(0);
	}
	be(SCHED_FIFO);
	setpgid(c.p1, c.p1);
	json_array_foreach(calls, i, step)
		json_array_append_new(observed, make_step(&c, step));
	kill(-c.p1, SIGKILL);
	if (!c.dead)
		waitpid(c.p1, &c.status, 0);
	close_pipes();
	if (!c.late || !goes_by_the_clock(calls))
		return observed;
	json_decref(observed);
	return NULL;
}

static void observe(json_t *one)
{
	static struct utsname system;
	json_t *observed = NULL;
	int tries;

	for (tries = 0; !observed && tries < MAX_TRIES; tries++)
		observed = observe_once(json_object_get(one, "calls"));
	uname(&system);
	json_object_set_new(one, "kernel", json_string(system.release));
	json_object_set_new(one, "observed", observed ? observed : json_null());
}

/* --- many cases ------------------------------------------------------------------------ */

/* A worker takes every nth case and leaves them in @file, one a line. */
static void work(const json_t *cases, size_t worker, size_t nr_workers, FILE *file)
{
	size_t i;

	signal(SIGPIPE, SIG_IGN);
	be_urgent(worker);
	for (i = worker; i < json_array_size(cases); i += nr_workers) {
		json_t *one = json_array_get(cases, i);

		observe(one);
		json_dumpf(one, file, JSON_COMPACT);
		fputc('\n', file);
	}
	fflush(file);
	_exit(0);
}

static json_t *observe_all(const json_t *cases, size_t jobs)
{
	FILE *files[MAX_JOBS];
	json_t *all = json_array();
	char *line = NULL;
	size_t size = 0, i;

	for (i = 0; i < jobs; i++) {
		files[i] = tmpfile();
		if (!files[i])
			exit(77);
		if (!fork())
			work(cases, i, jobs, files[i]);
	}
	while (wait(NULL) > 0)
		;
	for (i = 0; i < jobs; i++)
		rewind(files[i]);
	for (i = 0; i < json_array_size(cases); i++) {
		if (getline(&line, &size, files[i % jobs]) > 0)
			json_array_append_new(all, json_loads(line, 0, NULL));
	}
	for (i = 0; i < jobs; i++)
		fclose(files[i]);
	free(line);
	return all;
}

static json_t *chosen(json_t *cases, const char *only)
{
	json_t *some = json_array(), *one;
	size_t i;

	json_array_foreach(cases, i, one) {
		const char *id = json_string_value(json_object_get(one, "id"));

		if (!only || (id && !strcmp(id, only)))
			json_array_append(some, one);
	}
	json_decref(cases);
	return some;
}

static json_t *made_up(uint64_t seed, uint64_t count)
{
	json_t *cases = json_array();
	uint64_t i;

	for (i = 0; i < count; i++)
		json_array_append_new(cases, random_case(seed * 1000003 + i));
	return cases;
}

static bool calls_have_names(const json_t *cases)
{
	json_t *one, *step;
	size_t i, k;

	json_array_foreach(cases, i, one) {
		json_array_foreach(json_object_get(one, "calls"), k, step) {
			if (!json_is_string(json_object_get(step, "call")))
				return false;
		}
	}
	return true;
}

static json_t *load(const char *path)
{
	json_error_t error;
	json_t *list = json_load_file(path, 0, &error);

	if (list && json_is_array(list) && calls_have_names(list))
		return list;
	fprintf(stderr, "real-cases: %s: %s\n", path,
		list ? "a list of cases is wanted, of calls with names" : error.text);
	exit(2);
}

/* One case a line. */
static void print(const json_t *cases)
{
	json_t *one;
	size_t i;

	json_array_foreach(cases, i, one) {
		fputs(i ? ",\n " : "[\n ", stdout);
		json_dumpf(one, stdout, 0);
	}
	puts("\n]");
}

/* Does the kernel do what is asked here? */
static void probe(void)
{
	struct sigevent sev = { .sigev_notify = SIGEV_NONE };
	struct utsname system;
	int major = 0, id, fd;
	const char *what = NULL;

	uname(&system);
	sscanf(system.release, "%d", &major);
	fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
	if (major < 5)
		what = "a kernel of which nothing is known";
	else if (sizeof(long) < 8)
		what = "system calls of 32 bits";
	else if (syscall(SYS_timer_create, CLOCK_TAI, &sev, &id))
		what = strerror(errno);
	else if (syscall(SYS_timer_delete, id) || fd < 0)
		what = strerror(errno);
	if (what) {
		fprintf(stderr, "real-cases: Linux %s: %s\n", system.release, what);
		exit(77);
	}
	close(fd);
}

struct options {
	const char *file, *only;
	bool random, dry;
	uint64_t seed, count, jobs, actor;
	int64_t start;
	bool is_actor;
};

static bool read_option(struct options *o, const char *arg)
{
	long long number = strchr(arg, '=') ? atoll(strchr(arg, '=') + 1) : 0;

	if (!strncmp(arg, "--random=", 9)) {
		o->random = true;
		o->seed = (uint64_t)number;
	} else if (!strncmp(arg, "--count=", 8)) {
		o->count = (uint64_t)number;
	} else if (!strncmp(arg, "--jobs=", 7) && number > 0 && number <= MAX_JOBS) {
		o->jobs = (uint64_t)number;
	} else if (!strncmp(arg, "--case=", 7)) {
		o->only = arg + 7;
	} else if (!strcmp(arg, "--dry")) {
		o->dry = true;
	} else if (!strncmp(arg, "--actor=", 8)) {
		o->is_actor = true;
		o->actor = (uint64_t)number;
	} else if (!strncmp(arg, "--start=", 8)) {
		o->start = number;
	} else if (arg[0] == '-' || o->file) {
		return false;
	} else {
		o->file = arg;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct options o = { .count = 20, .jobs = 8 };
	bool good = true;
	json_t *cases, *made;
	int i;

	for (i = 1; i < argc; i++)
		good &= read_option(&o, argv[i]);
	if (o.is_actor) {
		real_serve((unsigned int)o.actor, o.start);
		return 0;
	}
	if (!good || !o.file == !o.random) {
		fprintf(stderr, "usage: real-cases [--case=ID] [--jobs=N] [--dry] "
			"FILE | --random=SEED [--count=N]\n");
		return 2;
	}
	if (!o.dry)
		probe();
	cases = chosen(o.random ? made_up(o.seed, o.count) : load(o.file), o.only);
	if (!o.dry) {
		made = observe_all(cases, o.jobs);
		json_decref(cases);
		cases = made;
	}
	print(cases);
	json_decref(cases);
	return 0;
}
