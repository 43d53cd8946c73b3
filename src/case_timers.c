/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps about timers, clocks and sleeps: see case_steps.h.
 */
#include "case_steps.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* --- POSIX timers ------------------------------------------------------------------- */

static void say_tid(struct words *w, struct step *s, const json_t *tid)
{
	const char *text = json_string_value(tid);

	if (!tid)
		return;
	if (text && !strcmp(text, "own")) {
		words_say(w, " tid=%s", s->p->who);
	} else if (text && strstr(text, "another process")) {
		player_do(s->p, NULL, "process other");
		words_say(w, " tid=other");
	} else if (text && strstr(text, "thread")) {
		player_do(s->p, NULL, "thread p1 second");
		words_say(w, " tid=second");
	} else if (text && strstr(text, "not existing")) {
		words_say(w, " tid=999999");
	} else {
		words_say(w, " tid=");
		words_value(w, tid);
	}
}

bool step_timer_create(struct step *s)
{
	const json_t *event = json_object_get(s->args, "sigevent");
	struct words w = words_begin(s, "timer_create");

	words_member(&w, s, "clockid", "CLOCK_MONOTONIC");
	if (json_is_object(event)) {
		const json_t *value = json_object_get(event, "value");

		words_say(&w, " ");
		words_value(&w, json_object_get(event, "signo"));
		words_say(&w, " notify=");
		words_value(&w, json_object_get(event, "notify"));
		if (value) {
			words_say(&w, " sival=");
			words_value(&w, value);
		}
		say_tid(&w, s, json_object_get(event, "tid"));
	} else if (event) {
		words_pointer(&w, event, "");
	} else {
		words_say(&w, " SIGUSR1");
	}
	if (json_is_integer(json_object_get(s->args, "timerid")))
		words_say(&w, " id=%" PRId64, step_number(s, "timerid", 0));
	words_pointer(&w, json_object_get(s->args, "timerid"), "timerid=");
	return words_finish(s, &w);
}

static void say_new_setting(struct words *w, struct step *s)
{
	words_time(w, s, "value");
	words_time(w, s, "interval");
	words_flags(w, s);
	words_pointer(w, json_object_get(s->args, "new"), "new=");
}

bool step_timer_settime(struct step *s)
{
	struct words w = words_begin(s, "timer_settime");

	words_say(&w, " %" PRId64, step_number(s, "timerid", 0));
	say_new_setting(&w, s);
	/* who is asked for the old setting brings it up to date */
	if (json_object_get(s->args, "old"))
		words_pointer(&w, json_object_get(s->args, "old"), "old=");
	else
		words_say(&w, " old=NULL");
	return words_finish(s, &w);
}

bool step_timer_gettime(struct step *s)
{
	struct words w = words_begin(s, "timer_gettime");

	words_say(&w, " %" PRId64, step_number(s, "timerid", 0));
	words_pointer(&w, json_object_get(s->args, "value"), "setting=");
	return words_finish(s, &w);
}

bool step_timer_getoverrun(struct step *s)
{
	return player_do(s->p, s->out, "timer_getoverrun %s %" PRId64, s->p->who,
			 step_number(s, "timerid", 0));
}

bool step_timer_delete(struct step *s)
{
	return player_do(s->p, s->out, "timer_delete %s %" PRId64, s->p->who,
			 step_number(s, "timerid", 0));
}

/* --- clocks and sleeps -------------------------------------------------------------- */

static bool step_clock(struct step *s, const char *call)
{
	struct words w = words_begin(s, call);

	words_member(&w, s, "clockid", "CLOCK_MONOTONIC");
	words_pointer(&w, json_object_get(s->args, "tp"), "tp=");
	return words_finish(s, &w);
}

bool step_clock_getres(struct step *s)
{
	return step_clock(s, "clock_getres");
}

bool step_clock_gettime(struct step *s)
{
	return step_clock(s, "clock_gettime");
}

bool step_clock_settime(struct step *s)
{
	struct words w = words_begin(s, "clock_settime");
	const char *tp = step_text(s, "tp");

	if (!tp)
		tp = step_text(s, "value");
	words_member(&w, s, "clockid", "CLOCK_REALTIME");
	words_say(&w, " ");
	if (!tp)
		words_timespec(&w, step_number(s, "sec", 0), step_number(s, "nsec", 0));
	else if (!words_now_plus(&w, s, tp))
		words_say(&w, "%s", !strcmp(tp, "NULL") ? "NULL" : "badptr");
	return words_finish(s, &w);
}

/* A sleep that somebody interrupts: the file does not say when, but what
 * remained; where it does not, after two fifths.  Who slept in full, and yet was
 * told what remained, was stopped and continued. */
static bool plan_interruption(struct step *s, s64 requested)
{
	const json_t *signals = json_object_get(s->expected, "signals");
	const json_t *out = json_object_get(s->expected, "out");
	const json_t *left = json_object_get(json_object_get(out, "rem"), "nominal_ns");
	s64 after = requested * 2 / 5;
	size_t i;

	if (json_is_integer(left))
		after = requested - json_integer_value(left);
	if (json_is_integer(left) && !json_integer_value(json_object_get(s->expected, "ret")))
		return player_do(s->p, NULL, "at +%" PRId64 "ns { kill %s SIGSTOP }", after,
				 s->p->who) &&
		       player_do(s->p, NULL, "at +%" PRId64 "ns { kill %s SIGCONT }",
				 after + requested / 10, s->p->who);
	for (i = 0; i < json_array_size(signals); i++) {
		const json_t *signal = json_array_get(signals, i);
		const char *code = json_string_value(json_object_get(signal, "si_code"));
		const char *sig = json_string_value(json_object_get(signal, "sig"));

		if (!code || !sig)
			continue;
		if (!strcmp(code, "SI_TKILL") &&
		    !player_do(s->p, NULL, "at +%" PRId64 "ns { tgkill %s %s %s }", after,
			       s->p->who, s->p->who, sig))
			return false;
		if (!strcmp(code, "SI_USER") &&
		    !player_do(s->p, NULL, "at +%" PRId64 "ns { kill %s %s }", after,
			       s->p->who, sig))
			return false;
	}
	return true;
}

bool step_nanosleep(struct step *s)
{
	s64 sec = step_number(s, "sec", 0), nsec = step_number(s, "nsec", 0);
	struct words w = words_begin(s, "nanosleep");

	if (json_object_get(s->args, "req")) {
		words_pointer(&w, json_object_get(s->args, "req"), "");
	} else {
		words_say(&w, " ");
		words_timespec(&w, sec, nsec);
	}
	words_pointer(&w, json_object_get(s->args, "rem"), "rem=");
	return plan_interruption(s, sec * (s64)NSEC_PER_SEC + nsec) && words_finish(s, &w);
}

/* By name, or by number. */
static const char *clock_name(struct step *s)
{
	static char number[24];

	if (step_text(s, "clockid"))
		return step_text(s, "clockid");
	snprintf(number, sizeof(number), "%" PRId64, step_number(s, "clockid", 0));
	return number;
}

bool step_clock_nanosleep(struct step *s)
{
	const json_t *plus = json_object_get(s->args, "now_plus_ns");
	s64 ns = plus ? json_integer_value(plus) : step_number(s, "ns", 0);
	struct words w = words_begin(s, "clock_nanosleep");

	words_member(&w, s, "clockid", "CLOCK_REALTIME");
	words_say(&w, " ");
	if (json_object_get(s->args, "req"))
		words_pointer(&w, json_object_get(s->args, "req"), "");
	else if (json_object_get(s->args, "sec") || json_object_get(s->args, "nsec"))
		words_timespec(&w, step_number(s, "sec", 0), step_number(s, "nsec", 0));
	else
		words_ns(&w, plus ? clock_now(s, clock_name(s)) + ns : ns);
	words_flags(&w, s);
	words_pointer(&w, json_object_get(s->args, "rem"), "rem=");
	return plan_interruption(s, ns) && words_finish(s, &w);
}

/* --- interval timers, timerfd --------------------------------------------------------- */

bool step_setitimer(struct step *s)
{
	struct words w = words_begin(s, "setitimer");

	words_member(&w, s, "which", "ITIMER_REAL");
	words_time(&w, s, "value");
	words_time(&w, s, "interval");
	words_pointer(&w, json_object_get(s->args, "new"), "new=");
	words_pointer(&w, json_object_get(s->args, "old"), "old=");
	return words_finish(s, &w);
}

bool step_getitimer(struct step *s)
{
	struct words w = words_begin(s, "getitimer");

	words_member(&w, s, "which", "ITIMER_REAL");
	words_pointer(&w, json_object_get(s->args, "value"), "value=");
	return words_finish(s, &w);
}

bool step_alarm(struct step *s)
{
	struct words w = words_begin(s, "alarm");

	words_member(&w, s, json_object_get(s->args, "sec") ? "sec" : "seconds", "0");
	return words_finish(s, &w);
}

/* The file that a step means: the last one opened, if it does not say.  A pipe
 * stands for a file of another kind. */
static s64 fd_of(struct step *s)
{
	struct outcome pipe;

	if (step_is(s, "fd", "a pipe") &&
	    player_do(s->p, &pipe, "signalfd %s none", s->p->who))
		return pipe.rc;
	return step_number(s, "fd", s->p->fd);
}

static bool keep_fd(struct step *s, bool done)
{
	if (done && s->out->rc >= 0)
		s->p->fd = s->out->rc;
	return done;
}

bool step_timerfd_create(struct step *s)
{
	struct words w = words_begin(s, "timerfd_create");

	words_member(&w, s, "clockid", "CLOCK_MONOTONIC");
	words_flags(&w, s);
	return keep_fd(s, words_finish(s, &w));
}

bool step_timerfd_settime(struct step *s)
{
	struct words w = words_begin(s, "timerfd_settime");

	words_say(&w, " %" PRId64, fd_of(s));
	say_new_setting(&w, s);
	words_pointer(&w, json_object_get(s->args, "old"), "old=");
	return words_finish(s, &w);
}

bool step_timerfd_gettime(struct step *s)
{
	struct words w = words_begin(s, "timerfd_gettime");

	words_say(&w, " %" PRId64, fd_of(s));
	words_pointer(&w, json_object_get(s->args, "value"), "setting=");
	return words_finish(s, &w);
}

bool step_read(struct step *s)
{
	struct words w = words_begin(s, "read");

	words_say(&w, " %" PRId64 " count=%" PRId64, fd_of(s), step_number(s, "bytes", 8));
	words_pointer(&w, json_object_get(s->args, "buf"), "buf=");
	return words_finish(s, &w);
}

bool step_poll(struct step *s)
{
	s64 timeout = step_number(s, "timeout", step_number(s, "timeout_ms", 0));

	if (timeout < 0)
		return player_do(s->p, s->out, "poll %s %" PRId64, s->p->who, fd_of(s));
	return player_do(s->p, s->out, "poll %s %" PRId64 " timeout=%" PRId64 "ms", s->p->who,
			 fd_of(s), timeout);
}

bool step_close(struct step *s)
{
	return player_do(s->p, s->out, "close %s %" PRId64, s->p->who, fd_of(s));
}

bool step_signalfd(struct step *s)
{
	struct words w = words_begin(s, "signalfd");
	const char *flags = step_text(s, "flags");

	words_say(&w, " ");
	words_set(&w, s);
	if (flags && strstr(flags, "NONBLOCK"))
		words_say(&w, " SFD_NONBLOCK");
	if (flags && strstr(flags, "CLOEXEC"))
		words_say(&w, " SFD_CLOEXEC");
	return keep_fd(s, words_finish(s, &w));
}
