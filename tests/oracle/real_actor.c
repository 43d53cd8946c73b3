/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who acts on the real kernel, and steps about time, signals and processes: see
 * real.h.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "real.h"

#define MAX_NOTED 4096
#define NS_PER_MS 1000000

/* What handlers of this process were given; told: an answer has it already. */
static siginfo_t noted[MAX_NOTED];
static volatile int nr_noted;
static int told;
static int64_t start_ns;
static bool has_threads;

/* --- handlers -------------------------------------------------------------------- */

static void handler(int sig, siginfo_t *info, void *context)
{
	int at = __atomic_fetch_add(&nr_noted, 1, __ATOMIC_SEQ_CST);

	(void)sig;
	(void)context;
	if (at < MAX_NOTED)
		noted[at] = *info;
}

json_t *real_siginfo(const void *data)
{
	const siginfo_t *info = data;
	json_t *told_info = json_pack("{s:s, s:s}", "sig", real_text(real_signals, info->si_signo),
				      "si_code", "");

	json_object_set_new(told_info, "si_code",
			    json_string(real_text(real_codes, info->si_code)));
	if (info->si_code == SI_TIMER) {
		json_object_set_new(told_info, "si_timerid", json_integer(info->si_timerid));
		json_object_set_new(told_info, "si_overrun", json_integer(info->si_overrun));
	}
	if (info->si_code == SI_TIMER || info->si_code == SI_QUEUE)
		json_object_set_new(told_info, "si_value",
				    json_integer(info->si_value.sival_int));
	return told_info;
}

static void tell_signals(json_t *answer)
{
	json_t *signals;

	if (told == nr_noted)
		return;
	signals = json_array();
	while (told < nr_noted && told < MAX_NOTED)
		json_array_append_new(signals, real_siginfo(&noted[told++]));
	json_object_set_new(answer, "signals", signals);
}

/* --- time ------------------------------------------------------------------------ */

/* Sleep, handlers or not; how late it was is told, for the coordinator. */
static void sleep_to(struct real *r, int64_t to)
{
	struct timespec ts = real_timespec(to);

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &ts, NULL) == EINTR)
		;
	json_object_set_new(r->answer, "late_ns",
			    json_integer(real_now(CLOCK_MONOTONIC) - to));
}

static void make_sleep_until(struct real *r)
{
	double ms = json_number_value(json_object_get(r->args, "ms_since_start"));

	sleep_to(r, start_ns + (int64_t)(ms * NS_PER_MS));
}

static void make_sleep(struct real *r)
{
	sleep_to(r, real_now(CLOCK_MONOTONIC) + real_int(r, "ms", 0) * NS_PER_MS);
}

/* CPU time of this thread; in the kernel, reading a lot of zeroes. */
static void make_burn(struct real *r)
{
	int64_t until = real_now(CLOCK_THREAD_CPUTIME_ID) + real_int(r, "ms", 0) * NS_PER_MS;
	static char zeroes[1 << 18];
	volatile int i;
	int fd = real_has(r, "mode", "sys") ? open("/dev/zero", O_RDONLY | O_CLOEXEC) : -1;

	while (real_now(CLOCK_THREAD_CPUTIME_ID) < until) {
		for (i = 0; fd < 0 && i < 20000; i++)
			;
		for (i = 0; fd >= 0 && i < 20; i++) {
			if (read(fd, zeroes, sizeof(zeroes)) < 0)
				break;
		}
	}
	if (fd >= 0)
		close(fd);
}

static void make_terminated(struct real *r)
{
	(void)r;
	for (;;)
		;
}

/* --- signals ----------------------------------------------------------------------- */

static int sig_of(const struct real *r)
{
	return (int)real_number(real_signals, json_object_get(r->args, "sig"));
}

static sigset_t set_of(const struct real *r)
{
	const json_t *set = json_object_get(r->args, "set");
	sigset_t sigs;
	size_t i;

	sigemptyset(&sigs);
	if (!set)
		set = json_object_get(r->args, "sigs");
	if (!json_is_array(set)) {
		sigaddset(&sigs, (int)real_number(real_signals,
						  set ? set : json_object_get(r->args, "sig")));
		return sigs;
	}
	for (i = 0; i < json_array_size(set); i++)
		sigaddset(&sigs, (int)real_number(real_signals, json_array_get(set, i)));
	return sigs;
}

static void make_sigaction(struct real *r)
{
	struct sigaction action = { .sa_flags = SA_SIGINFO, .sa_sigaction = handler };

	if (real_has(r, "action", "SIG_IGN"))
		action = (struct sigaction){ .sa_handler = SIG_IGN };
	else if (!real_has(r, "action", "handler"))
		action = (struct sigaction){ .sa_handler = SIG_DFL };
	action.sa_flags |= (real_has(r, "action", "SA_RESTART") ? SA_RESTART : 0) |
			   (real_has(r, "action", "SA_NODEFER") ? SA_NODEFER : 0) |
			   (real_has(r, "action", "SA_RESETHAND") ? (int)SA_RESETHAND : 0);
	real_return(r, sigaction(sig_of(r), &action, NULL));
}

static void make_block(struct real *r)
{
	sigset_t set = set_of(r);

	real_return(r, sigprocmask(SIG_BLOCK, &set, NULL));
}

static void make_unblock(struct real *r)
{
	sigset_t set = set_of(r);

	real_return(r, sigprocmask(SIG_UNBLOCK, &set, NULL));
}

static void make_sigprocmask(struct real *r)
{
	sigset_t set = set_of(r);
	int how = real_has(r, "how", "SIG_BLOCK") ? SIG_BLOCK :
		  real_has(r, "how", "SIG_UNBLOCK") ? SIG_UNBLOCK :
		  real_has(r, "how", "SIG_SETMASK") ? SIG_SETMASK : (int)real_int(r, "how", 99);

	real_return(r, syscall(SYS_rt_sigprocmask, how, &set, NULL, 8));
}

static void make_sigsuspend(struct real *r)
{
	sigset_t set = set_of(r);

	real_return(r, syscall(SYS_rt_sigsuspend, &set, 8));
}

static void make_pause(struct real *r)
{
	real_return(r, pause());
}

static void make_sigpending(struct real *r)
{
	sigset_t set;

	sigpending(&set);
	real_return(r, sigismember(&set, sig_of(r)));
}

static long take(const sigset_t *set, siginfo_t *info, int64_t ms)
{
	struct timespec ts = real_timespec(ms * NS_PER_MS);

	return syscall(SYS_rt_sigtimedwait, set, info, ms < 0 ? NULL : &ts, 8);
}

static void make_sigtimedwait(struct real *r)
{
	sigset_t set = set_of(r);
	char order[1000] = "";
	siginfo_t info;
	long rc;

	if (!json_object_get(r->args, "repeat")) {
		rc = take(&set, &info, real_int(r, "timeout_ms", -1));
		real_return(r, rc);
		if (rc > 0)
			real_out(r, "siginfo", real_siginfo(&info));
		return;
	}
	while (take(&set, &info, 0) > 0 && strlen(order) < sizeof(order) - 40) {
		strcat(order, *order ? "," : "");
		strcat(order, real_text(real_signals, info.si_signo));
	}
	real_out(r, "order", json_string(order));
}

static void make_signalfd(struct real *r)
{
	sigset_t set = set_of(r);
	long fd = syscall(SYS_signalfd4, -1, &set, 8, (int)real_flags(r));

	real_return(r, fd < 0 ? -1 : 0);
	if (fd < 0)
		return;
	real_fd = (int)fd;
	real_out(r, "fd", json_string("valid"));
}

/* Who is not named is @self.  A number would be somebody of this system whom we
 * do not know, or all of them: only what no process can have. */
static pid_t pid_of(const struct real *r, const char *key, pid_t self)
{
	const json_t *pid = json_object_get(r->args, key);
	const char *text = json_string_value(pid);

	if (text && !strncmp(text, "not ", 4))
		return REAL_NO_PID;
	if (text && !strcmp(text, "parent"))
		return getppid();
	if (json_is_integer(pid) && json_integer_value(pid) > REAL_NO_PID)
		return (pid_t)json_integer_value(pid);
	return self;
}

static void make_kill(struct real *r)
{
	real_return(r, kill(pid_of(r, "pid", getpid()), sig_of(r)));
}

/* A number of tgkill is one thread at most: numbers below 1 are refused. */
static pid_t raw_id(const struct real *r, const char *key, pid_t self)
{
	const json_t *id = json_object_get(r->args, key);

	return json_is_integer(id) && json_integer_value(id) <= 0 ?
		       (pid_t)json_integer_value(id) : pid_of(r, key, self);
}

static void make_tgkill(struct real *r)
{
	real_return(r, syscall(SYS_tgkill, raw_id(r, "tgid", getpid()),
			       raw_id(r, "tid", (pid_t)syscall(SYS_gettid)), sig_of(r)));
}

static void make_sigqueue(struct real *r)
{
	union sigval value = { .sival_int = (int)real_int(r, "value", 0) };

	real_return(r, sigqueue(pid_of(r, "pid", getpid()), sig_of(r), value));
}

/* --- limits -------------------------------------------------------------------------- */

static json_t *limit_value(rlim_t value)
{
	return value == RLIM_INFINITY ? json_string("infinity") : json_integer((json_int_t)value);
}

static void set_limit(rlim_t *limit, const json_t *value)
{
	if (json_is_integer(value))
		*limit = (rlim_t)json_integer_value(value);
	else if (value)
		*limit = RLIM_INFINITY;
}

static void make_setrlimit(struct real *r)
{
	int which = (int)real_int(r, "resource", 0);
	struct rlimit limit = { RLIM_INFINITY, RLIM_INFINITY };

	getrlimit((__rlimit_resource_t)which, &limit);
	set_limit(&limit.rlim_cur, json_object_get(r->args, "cur"));
	set_limit(&limit.rlim_max, json_object_get(r->args, "max"));
	/* the count of queued signals is of a user: one that has none yet */
	if (json_object_get(r->args, "uid") &&
	    setresuid(61000 + (uid_t)getpid() % 4000, (uid_t)-1, (uid_t)-1))
		return;
	real_return(r, setrlimit((__rlimit_resource_t)which, &limit));
}

static void make_getrlimit(struct real *r)
{
	struct rlimit limit;
	long rc = getrlimit((__rlimit_resource_t)real_int(r, "resource", 0), &limit);

	real_return(r, rc);
	if (rc)
		return;
	real_out(r, "cur", limit_value(limit.rlim_cur));
	real_out(r, "max", limit_value(limit.rlim_max));
}

static void make_prctl(struct real *r)
{
	const json_t *arg = json_object_get(r->args, "arg");

	arg = arg ? arg : json_object_get(r->args, "arg2");
	arg = arg ? arg : json_object_get(r->args, "value");
	real_return(r, prctl((int)real_int(r, "option", 0), json_integer_value(arg), 0, 0, 0));
}

static const struct {
	const char *call;
	void (*make)(struct real *r);
} calls[] = {
	{ "block", make_block },
	{ "burn_cpu", make_burn },
	{ "getrlimit", make_getrlimit },
	{ "kill", make_kill },
	{ "pause", make_pause },
	{ "prctl", make_prctl },
	{ "raise", make_tgkill },
	{ "setrlimit", make_setrlimit },
	{ "sigaction", make_sigaction },
	{ "signalfd", make_signalfd },
	{ "sigpending", make_sigpending },
	{ "sigprocmask", make_sigprocmask },
	{ "sigqueue", make_sigqueue },
	{ "sigsuspend", make_sigsuspend },
	{ "sigtimedwait", make_sigtimedwait },
	{ "sigwaitinfo", make_sigtimedwait },
	{ "sleep", make_sleep },
	{ "sleep_until", make_sleep_until },
	{ "terminated", make_terminated },
	{ "tgkill", make_tgkill },
	{ "unblock", make_unblock },
};

/* --- serving ------------------------------------------------------------------------- */

static int in_of(unsigned int actor)
{
	return REAL_FD + 4 * (int)actor;
}

static int out_of(unsigned int actor)
{
	return REAL_FD + 4 * (int)actor + 3;
}

static bool read_line(int fd, char *line, size_t size)
{
	size_t len = 0;

	while (len < size - 1) {
		ssize_t got = read(fd, line + len, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		if (line[len] == '\n')
			break;
		len++;
	}
	line[len] = '\0';
	return true;
}

static void write_line(int fd, const char *line)
{
	size_t len = strlen(line), done = 0;

	while (done < len) {
		ssize_t put = write(fd, line + done, len - done);

		if (put < 0 && errno != EINTR)
			_exit(1);
		done += put > 0 ? (size_t)put : 0;
	}
}

static void *serve_thread(void *arg)
{
	real_serve((unsigned int)(uintptr_t)arg, start_ns);
	return NULL;
}

/* "make": another actor, of the kind that its name says. */
static void make_actor(struct real *r, unsigned int nr, const char *name)
{
	char program[4096], actor[20], start[40];
	pthread_t thread;
	ssize_t len;

	json_object_set_new(r->answer, "made", json_true());
	if (strstr(name, "thread")) {
		has_threads = true;
		pthread_create(&thread, NULL, serve_thread, (void *)(uintptr_t)nr);
	} else if (strstr(name, "exec")) {
		len = readlink("/proc/self/exe", program, sizeof(program) - 1);
		program[len > 0 ? len : 0] = '\0';
		snprintf(actor, sizeof(actor), "--actor=%u", nr);
		snprintf(start, sizeof(start), "--start=%lld", (long long)start_ns);
		write_line(out_of(r->actor), "{\"made\": true}\n");
		execl(program, "real-cases", actor, start, (char *)NULL);
		_exit(127);
	} else if (!fork()) {
		nr_noted = told = 0;
		has_threads = false;
		real_serve(nr, start_ns);
		_exit(0);
	}
}

static void make_step(struct real *r, const json_t *step)
{
	const char *call = json_string_value(json_object_get(step, "call"));
	size_t i;

	if (!call) {
		make_actor(r, (unsigned int)json_integer_value(json_object_get(step, "make")),
			   json_string_value(json_object_get(step, "name")));
		return;
	}
	if (real_timer_step(r, call))
		return;
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (!strcmp(calls[i].call, call)) {
			calls[i].make(r);
			return;
		}
	}
	json_object_set_new(r->answer, "unknown", json_true());
}

void real_serve(unsigned int actor, int64_t start)
{
	char line[20000];

	start_ns = start;
	while (read_line(in_of(actor), line, sizeof(line))) {
		json_t *step = json_loads(line, 0, NULL);
		struct real r = { .actor = actor, .args = json_object_get(step, "args"),
				  .answer = json_object() };
		char *text;

		make_step(&r, step);
		json_object_set_new(r.answer, "at_ns", json_integer(real_now(CLOCK_MONOTONIC)));
		/* another thread may have been chosen to run a handler */
		if (has_threads)
			clock_nanosleep(CLOCK_MONOTONIC, 0, &(struct timespec){ 0, 300000 },
					NULL);
		if (json_object_get(step, "call"))
			tell_signals(r.answer);
		text = json_dumps(r.answer, JSON_COMPACT);
		strcat(strcpy(line, text), "\n");
		write_line(out_of(actor), line);
		free(text);
		json_decref(r.answer);
		json_decref(step);
	}
}
