/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cases that a seed makes up.
 *
 * What they answer must not hang on how busy a machine is.  So all that is done
 * is done at moments of one kind, and all expiries fall on moments of others,
 * at least 10 ms apart, in every period of 100 ms:
 *
 *	0   10   20   30   40            70                 100
 *	|t0 |t1  |t2  |it  |fd           | calls            | ...
 *
 * Each timer has a moment of its own, so that the order of expiries is known;
 * intervals are multiples of the period.  Sleeps take whole periods; a case
 * waits for the next moment of calls after each that may end early.
 *
 * Some cases are of CPU clocks instead: there 1 ms is one of CPU time, which
 * passes in burns only; timers expire at multiples of 40 ms, and all else is
 * done half way between.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "real.h"

#define PERIOD 100			/* ms */
#define CALLS_AT 70			/* ms, in a period */
#define MS 1000000ll
#define MAX_TIMERS 3
#define SIGNALS 5

struct story {
	uint64_t seed;
	json_t *calls;
	int64_t now;			/* ms since the case began */
	int next_id, nr_timers;
	int timer[MAX_TIMERS];		/* their ids */
	const char *clock[MAX_TIMERS];
	bool has_fd;
	const char *fd_clock;
	int left;			/* periods that may still be slept */
	bool threads;			/* there may be a second thread */
};

static const char *const signals[SIGNALS] = {
	"SIGUSR1", "SIGUSR2", "SIGRTMIN", "SIGRTMIN+1", "SIGALRM",
};

/* --- choices ------------------------------------------------------------------------ */

/* xorshift64* */
static uint64_t next_random(struct story *s)
{
	s->seed ^= s->seed >> 12;
	s->seed ^= s->seed << 25;
	s->seed ^= s->seed >> 27;
	return s->seed * 0x2545f4914f6cdd1dull >> 33;
}

static int pick(struct story *s, int n)
{
	return (int)(next_random(s) % (uint64_t)n);
}

static bool chance(struct story *s, int percent)
{
	return pick(s, 100) < percent;
}

#define PICK(s, list) (list)[pick(s, (int)(sizeof(list) / sizeof((list)[0])))]

/* --- steps --------------------------------------------------------------------------- */

/* Add a call; @format is that of json_pack(), of its arguments. */
static json_t *say(struct story *s, const char *call, const char *format, ...)
{
	json_t *args, *step;
	va_list list;

	va_start(list, format);
	args = json_vpack_ex(NULL, 0, format, list);
	va_end(list);
	step = json_pack("{s:i, s:s, s:o}", "n", (int)json_array_size(s->calls) + 1, "call", call,
			 "args", args);
	json_array_append_new(s->calls, step);
	return args;
}

static void sleep_periods(struct story *s, int periods)
{
	s->now += periods * PERIOD;
	s->left -= periods;
	say(s, "sleep_until", "{s:I}", "ms_since_start", (json_int_t)s->now);
}

/* From now to the moment of timer @slot, at least so many periods away. */
static int64_t ahead(int slot, int periods)
{
	return (PERIOD - CALLS_AT + slot * 10 + periods * PERIOD) * MS;
}

static const char *any_signal(struct story *s)
{
	return signals[pick(s, SIGNALS)];
}

static void say_action(struct story *s, const char *sig, const char *action)
{
	say(s, "sigaction", "{s:s, s:s}", "sig", sig, "action", action);
}

static void do_action(struct story *s)
{
	static const char *const actions[] = {
		"handler", "handler", "SIG_IGN", "handler+SA_RESTART", "handler+SA_NODEFER",
	};
	static const char *const harmless[] = { "SIGWINCH", "SIGURG", "SIGCHLD" };
	static const char *const all[] = { "SIG_DFL", "handler", "SIG_IGN", "handler" };

	if (chance(s, 30))
		say_action(s, PICK(s, harmless), PICK(s, all));
	else
		say_action(s, any_signal(s), PICK(s, actions));
}

static void do_mask(struct story *s)
{
	say(s, chance(s, 55) ? "block" : "unblock", "{s:s}", "sig",
	    chance(s, 12) ? "SIGWINCH" : any_signal(s));
}

static void do_pending(struct story *s)
{
	say(s, "sigpending", "{s:s}", "sig", any_signal(s));
}

static void do_send(struct story *s)
{
	const char *sig = any_signal(s);

	if (chance(s, 40))
		say(s, "kill", "{s:s, s:s}", "pid", "self", "sig", sig);
	else if (chance(s, 50))
		say(s, "sigqueue", "{s:s, s:s, s:i}", "pid", "self", "sig", sig, "value",
		    pick(s, 1000));
	else
		say(s, "tgkill", "{s:s}", "sig", sig);
}

/* --- POSIX timers -------------------------------------------------------------------- */

static void refused_create(struct story *s)
{
	static const char *const clocks[] = {
		"-1", "-5", "CLOCK_MONOTONIC_RAW", "CLOCK_REALTIME_COARSE",
		"CLOCK_MONOTONIC_COARSE", "10", "12", "99",
	};
	static const char *const signos[] = { "0", "-1", "65", "1000" };

	int clock = pick(s, 8);

	if (chance(s, 50)) {
		say(s, "timer_create", "{s:s, s:{s:s, s:s, s:i}}", "clockid", clocks[clock],
		    "sigevent", "notify", "SIGEV_SIGNAL", "signo", "SIGUSR1", "value", 0);
		/* a clock that is a file takes an id before it is looked at */
		s->next_id += clock < 2;
		return;
	}
	say(s, "timer_create", "{s:s, s:{s:s, s:s, s:i}}", "clockid", "CLOCK_MONOTONIC",
	    "sigevent", "notify", "SIGEV_SIGNAL", "signo", PICK(s, signos), "value", 0);
	s->next_id++;
}

static void do_create(struct story *s)
{
	static const char *const clocks[] = {
		"CLOCK_MONOTONIC", "CLOCK_MONOTONIC", "CLOCK_REALTIME", "CLOCK_BOOTTIME",
		"CLOCK_TAI",
	};
	const char *clock = PICK(s, clocks), *sig = any_signal(s);
	json_t *event = NULL;
	int kind = pick(s, 10);

	if (s->nr_timers == MAX_TIMERS || chance(s, 12)) {
		refused_create(s);
		return;
	}
	if (chance(s, 10))
		sig = "SIGWINCH";
	if (kind == 0)
		event = json_null();
	else
		event = json_pack("{s:s, s:s, s:i}", "notify",
				  kind == 1 ? "SIGEV_NONE" :
				  kind == 2 ? "SIGEV_THREAD_ID" : "SIGEV_SIGNAL",
				  "signo", sig, "value", pick(s, 100));
	if (kind == 2)
		json_object_set_new(event, "tid", json_string("own"));
	say(s, "timer_create", "{s:s, s:o}", "clockid", clock, "sigevent", event);
	s->clock[s->nr_timers] = clock;
	s->timer[s->nr_timers++] = s->next_id++;
}

/* One of the timers, sometimes one that is not there. */
static int any_timer(struct story *s, int *slot)
{
	*slot = s->nr_timers ? pick(s, s->nr_timers) : 0;
	if (!s->nr_timers || chance(s, 4))
		return s->next_id + 3;
	return s->timer[*slot];
}

static void settime_absolute(struct story *s, int id, int slot, int64_t interval)
{
	int64_t off = ahead(slot, pick(s, 4));
	char sum[80];

	/* a past moment on the same grid */
	if (chance(s, 50))
		off -= (4 + pick(s, 5)) * PERIOD * MS;
	snprintf(sum, sizeof(sum), "now(%s)%+lld ns",
		 slot < s->nr_timers ? s->clock[slot] : "CLOCK_MONOTONIC", (long long)off);
	say(s, "timer_settime", "{s:i, s:s, s:s, s:I}", "timerid", id, "flags", "TIMER_ABSTIME",
	    "value", sum, "interval_ns", (json_int_t)interval);
}

static void do_settime(struct story *s)
{
	int64_t interval = chance(s, 65) ? (1 + pick(s, 3)) * PERIOD * MS : 0;
	int slot, id = any_timer(s, &slot);
	int64_t value = chance(s, 12) ? 0 : ahead(slot, pick(s, 4));
	json_t *args;

	if (chance(s, 6)) {
		say(s, "timer_settime", "{s:i, s:i, s:{s:i, s:i}, s:{s:i, s:i}}", "timerid", id,
		    "flags", 0, "it_value", "sec", pick(s, 3) - 1, "nsec",
		    chance(s, 50) ? 1000000000 : -1, "it_interval", "sec", 0, "nsec", 0);
		return;
	}
	if (chance(s, 25)) {
		settime_absolute(s, id, slot, interval);
		return;
	}
	args = say(s, "timer_settime", "{s:i, s:i, s:I, s:I}", "timerid", id, "flags", 0,
		   "value_ns", (json_int_t)value, "interval_ns", (json_int_t)interval);
	if (chance(s, 50))
		json_object_set_new(args, "old", json_true());
}

static void do_look(struct story *s)
{
	int slot, id = any_timer(s, &slot);

	say(s, chance(s, 55) ? "timer_gettime" : "timer_getoverrun", "{s:i}", "timerid", id);
}

static void do_delete(struct story *s)
{
	int slot, id = any_timer(s, &slot);

	say(s, "timer_delete", "{s:i}", "timerid", id);
	/* the others keep their moments: only the last place becomes free */
	if (s->nr_timers && s->timer[slot] == id && slot == s->nr_timers - 1)
		s->nr_timers--;
}

/* --- interval timers, files ------------------------------------------------------------ */

static json_t *usec(int64_t ns)
{
	return json_pack("{s:I, s:I}", "sec", (json_int_t)(ns / 1000000000), "usec",
			 (json_int_t)(ns % 1000000000 / 1000));
}

static void do_itimer(struct story *s)
{
	int64_t interval = chance(s, 60) ? (1 + pick(s, 3)) * PERIOD * MS : 0;
	int64_t value = chance(s, 15) ? 0 : ahead(3, pick(s, 4));

	switch (pick(s, 6)) {
	case 0:
	case 1:
		say(s, "getitimer", "{s:s}", "which", "ITIMER_REAL");
		break;
	case 2:
		say(s, "alarm", "{s:i}", "seconds", chance(s, 50) ? 0 : 50 + pick(s, 50));
		break;
	default:
		say(s, "setitimer", "{s:s, s:o, s:o}", "which", "ITIMER_REAL", "value",
		    usec(value), "interval", usec(interval));
	}
}

static void make_file(struct story *s)
{
	static const char *const clocks[] = { "CLOCK_MONOTONIC", "CLOCK_REALTIME",
					      "CLOCK_BOOTTIME" };
	static const char *const refused[] = { "CLOCK_TAI", "CLOCK_MONOTONIC_RAW", "99",
					       "CLOCK_THREAD_CPUTIME_ID" };

	if (chance(s, 15)) {
		say(s, "timerfd_create", "{s:s, s:s}", "clockid", PICK(s, refused), "flags", "0");
		return;
	}
	s->fd_clock = PICK(s, clocks);
	s->has_fd = true;
	say(s, "timerfd_create", "{s:s, s:s}", "clockid", s->fd_clock, "flags", "TFD_NONBLOCK");
}

static void set_file(struct story *s)
{
	int64_t interval = chance(s, 65) ? (1 + pick(s, 3)) * PERIOD * MS : 0;
	int64_t off = ahead(4, pick(s, 4));
	char sum[80];

	if (chance(s, 30)) {
		if (chance(s, 50))
			off -= (4 + pick(s, 5)) * PERIOD * MS;
		snprintf(sum, sizeof(sum), "now(%s)%+lld ns", s->fd_clock, (long long)off);
		say(s, "timerfd_settime", "{s:s, s:s, s:I}", "flags", "TFD_TIMER_ABSTIME",
		    "value", sum, "interval_ns", (json_int_t)interval);
		return;
	}
	say(s, "timerfd_settime", "{s:i, s:I, s:I}", "flags", chance(s, 5) ? 8 : 0, "value_ns",
	    (json_int_t)(chance(s, 12) ? 0 : off), "interval_ns", (json_int_t)interval);
}

static void do_file(struct story *s)
{
	if (!s->has_fd) {
		make_file(s);
		return;
	}
	switch (pick(s, 6)) {
	case 0:
	case 1:
		set_file(s);
		break;
	case 2:
		say(s, "timerfd_gettime", "{}");
		break;
	case 3:
		say(s, "poll", "{s:s, s:i}", "events", "POLLIN", "timeout", 0);
		break;
	default:
		say(s, "read", "{s:i}", "bytes", chance(s, 10) ? 4 : 8);
	}
}

/* --- sleeps ------------------------------------------------------------------------------ */

/* Whatever cuts the sleep short, the next step comes when it would have ended. */
static void do_sleep(struct story *s)
{
	static const char *const clocks[] = { "CLOCK_MONOTONIC", "CLOCK_REALTIME",
					      "CLOCK_BOOTTIME", "CLOCK_TAI" };
	int periods = 1 + pick(s, 3);
	const char *clock = PICK(s, clocks);

	switch (pick(s, 4)) {
	case 0:
		say(s, "nanosleep", "{s:i, s:I, s:b}", "sec", 0, "nsec",
		    (json_int_t)(periods * PERIOD * MS), "rem", 1);
		break;
	case 1:
		say(s, "clock_nanosleep", "{s:s, s:s, s:I, s:b}", "clockid", clock, "flags", "0",
		    "ns", (json_int_t)(periods * PERIOD * MS), "rem", 1);
		break;
	case 2:
		say(s, "clock_nanosleep", "{s:s, s:s, s:I, s:b}", "clockid", clock, "flags",
		    "TIMER_ABSTIME", "now_plus_ns", (json_int_t)(periods * PERIOD * MS), "rem", 1);
		break;
	default:
		say(s, "nanosleep", "{s:i, s:I, s:b}", "sec", pick(s, 2) - 1, "nsec",
		    (json_int_t)1000000000, "rem", 1);
		return;
	}
	sleep_periods(s, periods);
}

static void do_wait(struct story *s)
{
	int periods = chance(s, 60) ? 0 : 1 + pick(s, 2);

	if (chance(s, 20)) {
		say(s, "sigtimedwait", "{s:s, s:[s,s,s]}", "repeat", "until EAGAIN", "set",
		    "SIGUSR1", "SIGRTMIN", "SIGRTMIN+1");
		return;
	}
	say(s, "sigtimedwait", "{s:[s,s], s:i}", "set", any_signal(s), any_signal(s),
	    "timeout_ms", periods * PERIOD);
	if (periods)
		sleep_periods(s, periods);
}

static void do_rest(struct story *s)
{
	sleep_periods(s, 1 + pick(s, 3));
}

/* --- a second thread ------------------------------------------------------------------------ */

/* It has a mask and pending signals of its own; who takes a signal of the
 * process is the kernel's choice. */
static void do_thread(struct story *s)
{
	static const char *const sigs[] = { "SIGUSR1", "SIGUSR2", "SIGRTMIN" };
	const char *sig = PICK(s, sigs);

	if (!s->threads)
		return;
	switch (pick(s, 6)) {
	case 0:
	case 1:
		say(s, "block", "{s:s}", "sig", sig);
		break;
	case 2:
		say(s, "unblock", "{s:s}", "sig", sig);
		break;
	case 3:
		say(s, "sigtimedwait", "{s:[s,s], s:i}", "set", sig, "SIGRTMIN+1", "timeout_ms", 0);
		break;
	case 4:
		say(s, "tgkill", "{s:s}", "sig", sig);
		break;
	default:
		say(s, "sigpending", "{s:s}", "sig", sig);
	}
	json_object_set_new(json_array_get(s->calls, json_array_size(s->calls) - 1), "in",
			    json_string("thread"));
}

/* --- the others ---------------------------------------------------------------------------- */

static void do_other(struct story *s)
{
	static const char *const clocks[] = { "CLOCK_MONOTONIC", "CLOCK_TAI", "99", "-1",
					      "CLOCK_REALTIME", "CLOCK_BOOTTIME" };
	json_t *step;

	switch (pick(s, 3)) {
	case 0:
		say(s, "clock_getres", "{s:s}", "clockid", PICK(s, clocks));
		break;
	case 1:
		say(s, "getitimer", "{s:s}", "which", "ITIMER_VIRTUAL");
		break;
	default:
		/* a child has neither its parent's timers nor what is pending */
		say(s, chance(s, 50) ? "timer_gettime" : "timer_delete", "{s:i}", "timerid", 0);
		step = json_array_get(s->calls, json_array_size(s->calls) - 1);
		json_object_set_new(step, "in", json_string("child"));
	}
}

static const struct {
	int weight;
	void (*tell)(struct story *s);
} steps[] = {
	{ 8, do_action }, { 12, do_mask }, { 5, do_pending }, { 6, do_send }, { 10, do_create },
	{ 16, do_settime }, { 12, do_look }, { 3, do_delete }, { 8, do_itimer }, { 10, do_file },
	{ 6, do_sleep }, { 5, do_wait }, { 14, do_rest }, { 2, do_other }, { 14, do_thread },
};

static void tell_step(struct story *s)
{
	int sum = 0, at;
	size_t i;

	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		sum += steps[i].weight;
	at = pick(s, sum);
	for (i = 0; at >= steps[i].weight; i++)
		at -= steps[i].weight;
	steps[i].tell(s);
}

static void tell_story(struct story *s)
{
	int i;

	s->threads = chance(s, 35);
	for (i = 0; i < SIGNALS; i++)
		say_action(s, signals[i], chance(s, 85) ? "handler" : "SIG_IGN");
	say(s, "sleep_until", "{s:i}", "ms_since_start", CALLS_AT);
	do_create(s);
	do_settime(s);
	for (i = 0; i < 30 && s->left > 0; i++)
		tell_step(s);
	sleep_periods(s, 1);
}

/* --- CPU clocks ------------------------------------------------------------------------------- */

#define CPU_PERIOD 40			/* ms of CPU time */

static void burn(struct story *s, int periods)
{
	s->left -= periods;
	say(s, "burn_cpu", "{s:i}", "ms", periods * CPU_PERIOD);
}

static void set_cpu_timer(struct story *s)
{
	int64_t value = (CPU_PERIOD / 2 + pick(s, 3) * CPU_PERIOD) * MS;
	int64_t interval = chance(s, 60) ? (1 + pick(s, 2)) * CPU_PERIOD * MS : 0;
	json_t *args;

	args = say(s, "timer_settime", "{s:i, s:i, s:I, s:I}", "timerid",
		   pick(s, s->nr_timers), "flags", 0, "value_ns",
		   (json_int_t)(chance(s, 12) ? 0 : value), "interval_ns", (json_int_t)interval);
	if (chance(s, 50))
		json_object_set_new(args, "old", json_true());
}

static void tell_cpu_step(struct story *s)
{
	const char *sig = chance(s, 50) ? "SIGUSR1" : "SIGUSR2";

	switch (pick(s, 10)) {
	case 0:
	case 1:
		set_cpu_timer(s);
		break;
	case 2:
		say(s, "timer_gettime", "{s:i}", "timerid", pick(s, s->nr_timers));
		break;
	case 3:
		say(s, "timer_getoverrun", "{s:i}", "timerid", pick(s, s->nr_timers));
		break;
	case 4:
		say(s, "block", "{s:s}", "sig", sig);
		break;
	case 5:
		say(s, "unblock", "{s:s}", "sig", sig);
		break;
	case 6:
		say_action(s, sig, chance(s, 60) ? "handler" : "SIG_IGN");
		break;
	case 7:
		say(s, "sigtimedwait", "{s:s, s:i}", "sig", sig, "timeout_ms", 0);
		break;
	default:
		burn(s, 1 + pick(s, 2));
	}
}

static void tell_cpu_story(struct story *s)
{
	int i;

	s->left = 6;
	say_action(s, "SIGUSR1", "handler");
	say_action(s, "SIGUSR2", "handler");
	for (s->nr_timers = 0; s->nr_timers < 2; s->nr_timers++)
		say(s, "timer_create", "{s:s, s:{s:s, s:s, s:i}}", "clockid",
		    chance(s, 50) ? "CLOCK_PROCESS_CPUTIME_ID" : "CLOCK_THREAD_CPUTIME_ID",
		    "sigevent", "notify", chance(s, 15) ? "SIGEV_NONE" : "SIGEV_SIGNAL", "signo",
		    s->nr_timers ? "SIGUSR2" : "SIGUSR1", "value", pick(s, 100));
	set_cpu_timer(s);
	for (i = 0; i < 24 && s->left > 0; i++)
		tell_cpu_step(s);
}

json_t *random_case(uint64_t seed)
{
	struct story s = { .seed = seed * 0x9e3779b97f4a7c15ull | 1, .calls = json_array(),
			   .now = CALLS_AT, .left = 10 };
	char id[40];
	int i;

	for (i = 0; i < 8; i++)
		next_random(&s);
	if (chance(&s, 12))
		tell_cpu_story(&s);
	else
		tell_story(&s);
	snprintf(id, sizeof(id), "random_%llu", (unsigned long long)seed);
	return json_pack("{s:s, s:s, s:o}", "id", id, "group", "random", "calls", s.calls);
}
