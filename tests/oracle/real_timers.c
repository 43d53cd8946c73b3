/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps about timers, clocks and sleeps, made on the real kernel: see real.h.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "real.h"

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

int real_fd = -1;

static struct itimerspec setting_of(const struct real *r)
{
	return (struct itimerspec){ .it_value = real_time(r, "value"),
				    .it_interval = real_time(r, "interval") };
}

static void out_interval(struct real *r, const char *key, struct timespec ts)
{
	real_out(r, key, json_integer(real_ns(ts)));
}

/* --- POSIX timers --------------------------------------------------------------- */

static pid_t tid_of(const json_t *tid)
{
	const char *text = json_string_value(tid);

	if (text && !strcmp(text, "own"))
		return (pid_t)syscall(SYS_gettid);
	if (text && strstr(text, "another process"))
		return getppid();
	if (text && strstr(text, "not existing"))
		return REAL_NO_PID;
	return (pid_t)real_number(NULL, tid);
}

static void make_timer_create(struct real *r)
{
	const json_t *event = json_object_get(r->args, "sigevent");
	const json_t *idp = json_object_get(r->args, "timerid");
	struct sigevent sev = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1 };
	int id = json_is_integer(idp) ? (int)json_integer_value(idp) : -1;
	long rc;

	if (json_is_object(event)) {
		sev.sigev_notify = (int)real_number(NULL, json_object_get(event, "notify"));
		sev.sigev_signo = (int)real_number(real_signals,
						   json_object_get(event, "signo"));
		sev.sigev_value.sival_int =
			(int)real_number(NULL, json_object_get(event, "value"));
		sev.sigev_notify_thread_id = tid_of(json_object_get(event, "tid"));
	}
	rc = syscall(SYS_timer_create,
		     (int)real_number(real_clocks, json_object_get(r->args, "clockid")),
		     event ? real_pointer(event, &sev) : &sev, real_pointer(idp, &id));
	real_return(r, rc);
	if (!rc)
		real_out(r, "timerid", json_integer(id));
}

static void make_timer_settime(struct real *r)
{
	const json_t *old = json_object_get(r->args, "old");
	struct itimerspec setting = setting_of(r), before = { 0 };
	void *oldp = json_is_true(old) ? &before : real_pointer(old, NULL);
	long rc;

	rc = syscall(SYS_timer_settime, (int)real_int(r, "timerid", 0), (int)real_flags(r),
		     real_pointer(json_object_get(r->args, "new"), &setting), oldp);
	real_return(r, rc);
	if (rc || oldp != &before)
		return;
	real_out_time(r, "old_value", before.it_value);
	out_interval(r, "old_interval_ns", before.it_interval);
}

static void make_timer_gettime(struct real *r)
{
	struct itimerspec now = { 0 };
	long rc = syscall(SYS_timer_gettime, (int)real_int(r, "timerid", 0),
			  real_pointer(json_object_get(r->args, "value"), &now));

	real_return(r, rc);
	if (rc)
		return;
	real_out_time(r, "it_value", now.it_value);
	out_interval(r, "it_interval_ns", now.it_interval);
}

static void make_timer_getoverrun(struct real *r)
{
	real_return(r, syscall(SYS_timer_getoverrun, (int)real_int(r, "timerid", 0)));
}

static void make_timer_delete(struct real *r)
{
	real_return(r, syscall(SYS_timer_delete, (int)real_int(r, "timerid", 0)));
}

/* --- clocks and sleeps ------------------------------------------------------------ */

static int clock_of(const struct real *r)
{
	return (int)real_number(real_clocks, json_object_get(r->args, "clockid"));
}

static void make_clock_getres(struct real *r)
{
	struct timespec ts = { 0 };
	void *tp = real_pointer(json_object_get(r->args, "tp"), &ts);
	long rc = syscall(SYS_clock_getres, clock_of(r), tp);

	real_return(r, rc);
	if (!rc && tp)
		real_out(r, "ns", json_integer(real_ns(ts)));
}

/* What time it is is not the same here and there. */
static void make_clock_gettime(struct real *r)
{
	struct timespec ts = { 0 };

	real_return(r, syscall(SYS_clock_gettime, clock_of(r),
			       real_pointer(json_object_get(r->args, "tp"), &ts)));
}

/* Only such settings as the kernel refuses: the clock is everybody's. */
static void make_clock_settime(struct real *r)
{
	struct timespec ts = { .tv_sec = real_int(r, "sec", -1),
			       .tv_nsec = real_int(r, "nsec", -1) };

	if (ts.tv_nsec >= 0 && ts.tv_nsec < 1000000000 && !json_object_get(r->args, "tp"))
		return;
	real_return(r, syscall(SYS_clock_settime, clock_of(r),
			       real_pointer(json_object_get(r->args, "tp"), &ts)));
}

static void sleep_returned(struct real *r, const json_t *rem, struct timespec left, long rc)
{
	real_return(r, rc);
	if (!rem || json_is_string(rem) || json_is_false(rem))
		return;
	if (left.tv_sec == -7)
		real_out(r, "rem", json_string("untouched"));
	else
		real_out_time(r, "rem", left);
}

static void make_nanosleep(struct real *r)
{
	const json_t *rem = json_object_get(r->args, "rem");
	struct timespec ts = { .tv_sec = real_int(r, "sec", 0),
			       .tv_nsec = real_int(r, "nsec", 0) };
	struct timespec left = { .tv_sec = -7 };
	long rc = syscall(SYS_nanosleep, real_pointer(json_object_get(r->args, "req"), &ts),
			  rem ? real_pointer(rem, &left) : NULL);

	sleep_returned(r, rem, left, rc);
}

static void make_clock_nanosleep(struct real *r)
{
	const json_t *rem = json_object_get(r->args, "rem");
	const json_t *plus = json_object_get(r->args, "now_plus_ns");
	struct timespec ts, left = { .tv_sec = -7 };
	long rc;

	if (plus)
		ts = real_timespec(real_now(clock_of(r)) + json_integer_value(plus));
	else if (json_object_get(r->args, "ns"))
		ts = real_timespec(real_int(r, "ns", 0));
	else
		ts = (struct timespec){ .tv_sec = real_int(r, "sec", 0),
					.tv_nsec = real_int(r, "nsec", 0) };
	rc = syscall(SYS_clock_nanosleep, clock_of(r), (int)real_flags(r),
		     real_pointer(json_object_get(r->args, "req"), &ts),
		     rem ? real_pointer(rem, &left) : NULL);
	sleep_returned(r, rem, left, rc);
}

/* --- interval timers ---------------------------------------------------------------- */

static void out_itimer(struct real *r, const char *value, const char *interval,
		       const struct itimerval *it)
{
	real_out_time(r, value, (struct timespec){ .tv_sec = it->it_value.tv_sec,
						   .tv_nsec = it->it_value.tv_usec * 1000 });
	real_out(r, interval, json_integer(it->it_interval.tv_sec * 1000000 +
					   it->it_interval.tv_usec));
}

static void make_setitimer(struct real *r)
{
	const json_t *old = json_object_get(r->args, "old");
	struct itimerspec to = setting_of(r);
	struct itimerval setting = { .it_value = { to.it_value.tv_sec,
						   to.it_value.tv_nsec / 1000 },
				     .it_interval = { to.it_interval.tv_sec,
						      to.it_interval.tv_nsec / 1000 } };
	struct itimerval before = { 0 };
	bool tell = !old && !json_object_get(r->args, "new");
	void *oldp = tell || json_is_true(old) ? &before : real_pointer(old, NULL);
	long rc = syscall(SYS_setitimer, (int)real_int(r, "which", 0),
			  real_pointer(json_object_get(r->args, "new"), &setting), oldp);

	real_return(r, rc);
	if (!rc && oldp == &before)
		out_itimer(r, "old_value", "old_interval_us", &before);
}

static void make_getitimer(struct real *r)
{
	struct itimerval it = { 0 };
	long rc = syscall(SYS_getitimer, (int)real_int(r, "which", 0),
			  real_pointer(json_object_get(r->args, "value"), &it));

	real_return(r, rc);
	if (!rc)
		out_itimer(r, "it_value", "it_interval_us", &it);
}

static void make_alarm(struct real *r)
{
	real_return(r, alarm((unsigned int)real_int(r, "seconds", 0)));
}

/* --- files ---------------------------------------------------------------------------- */

static int fd_of(const struct real *r)
{
	int pipes[2];

	if (real_has(r, "fd", "a pipe") && !pipe(pipes))
		return pipes[0];
	return (int)real_int(r, "fd", real_fd);
}

static void opened(struct real *r, long fd)
{
	real_return(r, fd < 0 ? -1 : 0);
	if (fd < 0)
		return;
	real_fd = (int)fd;
	real_out(r, "fd", json_string("valid"));
}

static void make_timerfd_create(struct real *r)
{
	opened(r, syscall(SYS_timerfd_create, clock_of(r), (int)real_flags(r)));
}

static void make_timerfd_settime(struct real *r)
{
	const json_t *old = json_object_get(r->args, "old");
	struct itimerspec setting = setting_of(r), before = { 0 };
	bool tell = !old && !json_object_get(r->args, "new");
	void *oldp = tell || json_is_true(old) ? &before : real_pointer(old, NULL);
	long rc = syscall(SYS_timerfd_settime, fd_of(r), (int)real_flags(r),
			  real_pointer(json_object_get(r->args, "new"), &setting), oldp);

	real_return(r, rc);
	if (rc || oldp != &before)
		return;
	real_out_time(r, "old_value", before.it_value);
	out_interval(r, "old_interval_ns", before.it_interval);
}

static void make_timerfd_gettime(struct real *r)
{
	struct itimerspec now = { 0 };
	long rc = syscall(SYS_timerfd_gettime, fd_of(r),
			  real_pointer(json_object_get(r->args, "value"), &now));

	real_return(r, rc);
	if (rc)
		return;
	real_out_time(r, "it_value", now.it_value);
	out_interval(r, "it_interval_ns", now.it_interval);
}

/* What a signalfd gives, as a siginfo. */
static json_t *read_siginfo(const struct signalfd_siginfo *from)
{
	siginfo_t info = { .si_signo = (int)from->ssi_signo, .si_code = from->ssi_code };

	if (info.si_code == SI_TIMER) {
		info.si_timerid = (int)from->ssi_tid;
		info.si_overrun = (int)from->ssi_overrun;
	}
	if (info.si_code < 0)
		info.si_value.sival_int = from->ssi_int;
	return real_siginfo(&info);
}

static void make_read(struct real *r)
{
	union {
		uint64_t count;
		struct signalfd_siginfo info;
		char room[8 * sizeof(struct signalfd_siginfo)];
	} data = { 0 };
	size_t bytes = (size_t)real_int(r, "bytes", 8);
	long rc = read(fd_of(r), real_pointer(json_object_get(r->args, "buf"), &data),
		       bytes < sizeof(data) ? bytes : sizeof(data));

	real_return(r, rc);
	if (rc == 8)
		real_out(r, "count", json_integer((json_int_t)data.count));
	else if (rc >= (long)sizeof(data.info))
		real_out(r, "siginfo", read_siginfo(&data.info));
}

static void make_poll(struct real *r)
{
	struct pollfd poll = { .fd = fd_of(r), .events = POLLIN };
	int64_t ms = real_int(r, "timeout", real_int(r, "timeout_ms", 0));
	struct timespec ts = real_timespec(ms * 1000000);
	long rc = syscall(SYS_ppoll, &poll, 1, ms < 0 ? NULL : &ts, NULL, 8);

	real_return(r, rc);
	if (rc >= 0)
		real_out(r, "revents", json_integer(poll.revents));
}

static void make_close(struct real *r)
{
	real_return(r, close(fd_of(r)));
}

static const struct {
	const char *call;
	void (*make)(struct real *r);
} calls[] = {
	{ "alarm", make_alarm },
	{ "clock_getres", make_clock_getres },
	{ "clock_gettime", make_clock_gettime },
	{ "clock_nanosleep", make_clock_nanosleep },
	{ "clock_settime", make_clock_settime },
	{ "close", make_close },
	{ "getitimer", make_getitimer },
	{ "nanosleep", make_nanosleep },
	{ "poll", make_poll },
	{ "read", make_read },
	{ "setitimer", make_setitimer },
	{ "timer_create", make_timer_create },
	{ "timer_delete", make_timer_delete },
	{ "timer_getoverrun", make_timer_getoverrun },
	{ "timer_gettime", make_timer_gettime },
	{ "timer_settime", make_timer_settime },
	{ "timerfd_create", make_timerfd_create },
	{ "timerfd_gettime", make_timerfd_gettime },
	{ "timerfd_settime", make_timerfd_settime },
};

bool real_timer_step(struct real *r, const char *call)
{
	size_t i;

	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (strcmp(calls[i].call, call))
			continue;
		calls[i].make(r);
		return true;
	}
	return false;
}
