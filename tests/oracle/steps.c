/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a step of a cases file to statements of the command language: one
 * function a call, and a table.
 */
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "linux/process.h"
#include "machine/strings.h"
#include "player.h"

#define NSEC_PER_MS 1000000

struct step {
	struct player *p;
	const json_t *args;
	const json_t *expected;
	struct outcome *out;
};

static const char *text_of(const struct step *s, const char *key)
{
	return json_string_value(json_object_get(s->args, key));
}

static bool is_text(const struct step *s, const char *key, const char *text)
{
	const char *value = text_of(s, key);

	return value && !strcmp(value, text);
}

static s64 number_of(const struct step *s, const char *key, s64 otherwise)
{
	const json_t *value = json_object_get(s->args, key);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

/* --- pieces of statements ------------------------------------------------------- */

struct words {
	char s[1500];
	size_t len;
};

__attribute__((format(printf, 2, 3)))
static void say(struct words *w, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	w->len += (size_t)vsnprintf(w->s + w->len, sizeof(w->s) - w->len, format, args);
	va_end(args);
	if (w->len >= sizeof(w->s))
		abort();
}

/* A name or a number. */
static void say_value(struct words *w, const json_t *value)
{
	if (json_is_integer(value))
		say(w, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_string(value))
		say(w, "%s", json_string_value(value));
	else
		say(w, "0");
}

/* "bad pointer" and NULL for the pointer called @word. */
static void say_pointer(struct words *w, const json_t *value, const char *word)
{
	const char *text = json_string_value(value);

	if (json_is_null(value) || (text && !strcmp(text, "NULL")))
		say(w, " %sNULL", word);
	else if (text && !strcmp(text, "bad pointer"))
		say(w, " %sbadptr", word);
}

/* A time as the system call is to get it. */
static void say_timespec(struct words *w, s64 sec, s64 nsec)
{
	say(w, "%" PRId64 ":%" PRId64, sec, nsec);
}

static void say_ns(struct words *w, s64 ns)
{
	s64 sec = ns / (s64)NSEC_PER_SEC, nsec = ns % (s64)NSEC_PER_SEC;

	if (nsec < 0) {
		nsec += (s64)NSEC_PER_SEC;
		sec--;
	}
	say_timespec(w, sec, nsec);
}

/* The time on a clock, now. */
static s64 clock_now(struct step *s, const char *clock)
{
	struct outcome now;

	if (!player_do(s->p, &now, "clock_gettime %s %s", s->p->who, clock))
		return 0;
	return now.out.time.it_value.tv_sec * (s64)NSEC_PER_SEC + now.out.time.it_value.tv_nsec;
}

/* "now(CLOCK_MONOTONIC)-220000000 ns" */
static bool say_now_plus(struct words *w, struct step *s, const char *text)
{
	char clock[40];
	int used = 0;

	if (sscanf(text, "now(%39[^)])%n", clock, &used) != 1 || !used)
		return false;
	say_ns(w, clock_now(s, clock) + strtoll(text + used, NULL, 10));
	return true;
}

/* value= or interval=, however the file has written it: KEY_ns, KEY as
 * {sec, nsec} or {sec, usec}, it_KEY, or a sum with now(). */
static void say_time(struct words *w, struct step *s, const char *key)
{
	char name[40];
	const json_t *value;

	snprintf(name, sizeof(name), "%s_ns", key);
	value = json_object_get(s->args, name);
	if (json_is_integer(value)) {
		say(w, " %s=", key);
		say_ns(w, json_integer_value(value));
		return;
	}
	value = json_object_get(s->args, key);
	snprintf(name, sizeof(name), "it_%s", key);
	if (!value)
		value = json_object_get(s->args, name);
	if (json_is_string(value)) {
		say(w, " %s=", key);
		say_now_plus(w, s, json_string_value(value));
	} else if (json_is_object(value)) {
		const json_t *usec = json_object_get(value, "usec");

		say(w, " %s=", key);
		say_timespec(w, json_integer_value(json_object_get(value, "sec")),
			     usec ? json_integer_value(usec) * 1000 :
			     json_integer_value(json_object_get(value, "nsec")));
	}
}

/* flags: a number, or names. */
static void say_flags(struct words *w, const struct step *s)
{
	static const struct {
		const char *name, *word;
	} names[] = {
		{ "TIMER_CANCEL_ON_SET", " cancel_on_set" }, { "TIMER_ABSTIME", " abs" },
		{ "NONBLOCK", " TFD_NONBLOCK" }, { "CLOEXEC", " TFD_CLOEXEC" },
	};
	const json_t *flags = json_object_get(s->args, "flags");
	const char *text = json_string_value(flags);
	u32 i;

	if (json_is_integer(flags))
		say(w, " flags=%" JSON_INTEGER_FORMAT, json_integer_value(flags));
	else if (text && text[0] >= '0' && text[0] <= '9')
		say(w, " flags=%lld", strtoll(text, NULL, 0));
	for (i = 0; text && i < sizeof(names) / sizeof(names[0]); i++) {
		if (strstr(text, names[i].name))
			say(w, "%s", names[i].word);
	}
}

/* SIGUSR1|SIGRTMIN, from sig, or a list. */
static void say_set(struct words *w, const struct step *s)
{
	const json_t *set = json_object_get(s->args, "set");
	size_t i;

	if (!set)
		set = json_object_get(s->args, "sigs");
	if (!json_is_array(set)) {
		say_value(w, set ? set : json_object_get(s->args, "sig"));
		return;
	}
	for (i = 0; i < json_array_size(set); i++) {
		say(w, i ? "|" : "");
		say_value(w, json_array_get(set, i));
	}
}

static bool finish(struct step *s, const struct words *w)
{
	return player_do(s->p, s->out, "%s", w->s);
}

/* "NAME p1" */
static struct words begin(const struct step *s, const char *name)
{
	struct words w = { .len = 0 };

	say(&w, "%s %s", name, s->p->who);
	return w;
}

/* --- time ------------------------------------------------------------------------- */

static bool run_until(struct player *p, u64 ns)
{
	if (ns <= front_machine(p->front)->now)
		return true;
	return player_do(p, NULL, "run until =%" PRIu64 "ns", ns);
}

static bool step_sleep_until(struct step *s)
{
	double ms = json_number_value(json_object_get(s->args, "ms_since_start"));

	return run_until(s->p, s->p->start + (u64)(ms * NSEC_PER_MS));
}

static bool step_sleep(struct step *s)
{
	u64 now = front_machine(s->p->front)->now;

	return run_until(s->p, now + (u64)number_of(s, "ms", 0) * NSEC_PER_MS);
}

static bool step_burn(struct step *s)
{
	const char *mode = text_of(s, "mode");

	return player_do(s->p, NULL, "burn %s %s %" PRId64 "ms", s->p->who,
			 mode && !strncmp(mode, "sys", 3) ? "sys" : "user",
			 number_of(s, "ms", 0));
}

static const struct process *process_of(const struct player *p)
{
	const struct object *object =
		object_get(front_machine(p->front), player_process(p));

	return object ? object->memory : NULL;
}

/* What the process does ends it. */
static bool step_terminated(struct step *s)
{
	const struct process *process = process_of(s->p);

	if (process && !process->exited &&
	    !player_do(s->p, NULL, "burn %s user 100s", s->p->who))
		return false;
	if (!player_do(s->p, NULL, "run 1ms"))
		return false;
	if (process && process->exited)
		s->out->killed_by = process->group_exit_code & 0x7f;
	return true;
}

/* --- POSIX timers ------------------------------------------------------------------- */

static void say_tid(struct words *w, struct step *s, const json_t *tid)
{
	const char *text = json_string_value(tid);

	if (!tid)
		return;
	if (text && !strcmp(text, "own")) {
		say(w, " tid=%s", s->p->who);
	} else if (text && strstr(text, "another process")) {
		player_do(s->p, NULL, "process other");
		say(w, " tid=other");
	} else if (text && strstr(text, "thread")) {
		player_do(s->p, NULL, "thread p1 second");
		say(w, " tid=second");
	} else if (text && strstr(text, "not existing")) {
		say(w, " tid=999999");
	} else {
		say(w, " tid=");
		say_value(w, tid);
	}
}

static bool step_timer_create(struct step *s)
{
	const json_t *event = json_object_get(s->args, "sigevent");
	struct words w = begin(s, "timer_create");

	say(&w, " %s", text_of(s, "clockid"));
	if (json_is_object(event)) {
		const json_t *value = json_object_get(event, "value");

		say(&w, " ");
		say_value(&w, json_object_get(event, "signo"));
		say(&w, " notify=");
		say_value(&w, json_object_get(event, "notify"));
		if (value) {
			say(&w, " sival=");
			say_value(&w, value);
		}
		say_tid(&w, s, json_object_get(event, "tid"));
	} else if (event) {
		say_pointer(&w, event, "");
	} else {
		say(&w, " SIGUSR1");
	}
	if (json_is_integer(json_object_get(s->args, "timerid")))
		say(&w, " id=%" PRId64, number_of(s, "timerid", 0));
	say_pointer(&w, json_object_get(s->args, "timerid"), "timerid=");
	return finish(s, &w);
}

static bool step_timer_settime(struct step *s)
{
	struct words w = begin(s, "timer_settime");

	say(&w, " %" PRId64, number_of(s, "timerid", 0));
	say_time(&w, s, "value");
	say_time(&w, s, "interval");
	say_flags(&w, s);
	say_pointer(&w, json_object_get(s->args, "new"), "new=");
	say_pointer(&w, json_object_get(s->args, "old"), "old=");
	return finish(s, &w);
}

static bool step_timer_gettime(struct step *s)
{
	struct words w = begin(s, "timer_gettime");

	say(&w, " %" PRId64, number_of(s, "timerid", 0));
	say_pointer(&w, json_object_get(s->args, "value"), "setting=");
	return finish(s, &w);
}

static bool step_timer_getoverrun(struct step *s)
{
	return player_do(s->p, s->out, "timer_getoverrun %s %" PRId64, s->p->who,
			 number_of(s, "timerid", 0));
}

static bool step_timer_delete(struct step *s)
{
	return player_do(s->p, s->out, "timer_delete %s %" PRId64, s->p->who,
			 number_of(s, "timerid", 0));
}

/* --- clocks and sleeps -------------------------------------------------------------- */

static bool step_clock(struct step *s, const char *call)
{
	struct words w = begin(s, call);

	say(&w, " %s", text_of(s, "clockid"));
	say_pointer(&w, json_object_get(s->args, "tp"), "tp=");
	return finish(s, &w);
}

static bool step_clock_getres(struct step *s)
{
	return step_clock(s, "clock_getres");
}

static bool step_clock_gettime(struct step *s)
{
	return step_clock(s, "clock_gettime");
}

static bool step_clock_settime(struct step *s)
{
	struct words w = begin(s, "clock_settime");
	const char *tp = text_of(s, "tp");

	if (!tp)
		tp = text_of(s, "value");
	say(&w, " %s ", text_of(s, "clockid"));
	if (!tp)
		say_timespec(&w, number_of(s, "sec", 0), number_of(s, "nsec", 0));
	else if (!say_now_plus(&w, s, tp))
		say(&w, "%s", !strcmp(tp, "NULL") ? "NULL" : "badptr");
	return finish(s, &w);
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

static bool step_nanosleep(struct step *s)
{
	s64 sec = number_of(s, "sec", 0), nsec = number_of(s, "nsec", 0);
	struct words w = begin(s, "nanosleep");

	if (json_object_get(s->args, "req")) {
		say_pointer(&w, json_object_get(s->args, "req"), "");
	} else {
		say(&w, " ");
		say_timespec(&w, sec, nsec);
	}
	say_pointer(&w, json_object_get(s->args, "rem"), "rem=");
	return plan_interruption(s, sec * (s64)NSEC_PER_SEC + nsec) && finish(s, &w);
}

static bool step_clock_nanosleep(struct step *s)
{
	const json_t *plus = json_object_get(s->args, "now_plus_ns");
	s64 ns = plus ? json_integer_value(plus) : number_of(s, "ns", 0);
	struct words w = begin(s, "clock_nanosleep");

	say(&w, " %s ", text_of(s, "clockid"));
	if (json_object_get(s->args, "req"))
		say_pointer(&w, json_object_get(s->args, "req"), "");
	else if (json_object_get(s->args, "sec") || json_object_get(s->args, "nsec"))
		say_timespec(&w, number_of(s, "sec", 0), number_of(s, "nsec", 0));
	else
		say_ns(&w, plus ? clock_now(s, text_of(s, "clockid")) + ns : ns);
	say_flags(&w, s);
	say_pointer(&w, json_object_get(s->args, "rem"), "rem=");
	return plan_interruption(s, ns) && finish(s, &w);
}

/* --- interval timers, timerfd --------------------------------------------------------- */

static bool step_setitimer(struct step *s)
{
	struct words w = begin(s, "setitimer");

	say(&w, " %s", text_of(s, "which"));
	say_time(&w, s, "value");
	say_time(&w, s, "interval");
	say_pointer(&w, json_object_get(s->args, "new"), "new=");
	say_pointer(&w, json_object_get(s->args, "old"), "old=");
	return finish(s, &w);
}

static bool step_getitimer(struct step *s)
{
	struct words w = begin(s, "getitimer");

	say(&w, " %s", text_of(s, "which"));
	say_pointer(&w, json_object_get(s->args, "value"), "value=");
	return finish(s, &w);
}

static bool step_alarm(struct step *s)
{
	return player_do(s->p, s->out, "alarm %s %" PRId64, s->p->who,
			 number_of(s, "seconds", 0));
}

/* The file that a step means: the last one opened, if it does not say.  A pipe
 * stands for a file of another kind. */
static s64 fd_of(struct step *s)
{
	struct outcome pipe;

	if (is_text(s, "fd", "a pipe") &&
	    player_do(s->p, &pipe, "signalfd %s none", s->p->who))
		return pipe.rc;
	return number_of(s, "fd", s->p->fd);
}

static bool keep_fd(struct step *s, bool done)
{
	if (done && s->out->rc >= 0)
		s->p->fd = s->out->rc;
	return done;
}

static bool step_timerfd_create(struct step *s)
{
	struct words w = begin(s, "timerfd_create");

	say(&w, " %s", text_of(s, "clockid"));
	say_flags(&w, s);
	return keep_fd(s, finish(s, &w));
}

static bool step_timerfd_settime(struct step *s)
{
	struct words w = begin(s, "timerfd_settime");

	say(&w, " %" PRId64, fd_of(s));
	say_time(&w, s, "value");
	say_time(&w, s, "interval");
	say_flags(&w, s);
	say_pointer(&w, json_object_get(s->args, "new"), "new=");
	say_pointer(&w, json_object_get(s->args, "old"), "old=");
	return finish(s, &w);
}

static bool step_timerfd_gettime(struct step *s)
{
	struct words w = begin(s, "timerfd_gettime");

	say(&w, " %" PRId64, fd_of(s));
	say_pointer(&w, json_object_get(s->args, "value"), "setting=");
	return finish(s, &w);
}

static bool step_read(struct step *s)
{
	return player_do(s->p, s->out, "read %s %" PRId64 " count=%" PRId64, s->p->who, fd_of(s),
			 number_of(s, "bytes", 8));
}

static bool step_poll(struct step *s)
{
	s64 timeout = number_of(s, "timeout", number_of(s, "timeout_ms", 0));

	if (timeout < 0)
		return player_do(s->p, s->out, "poll %s %" PRId64, s->p->who, fd_of(s));
	return player_do(s->p, s->out, "poll %s %" PRId64 " timeout=%" PRId64 "ms", s->p->who,
			 fd_of(s), timeout);
}

static bool step_close(struct step *s)
{
	return player_do(s->p, s->out, "close %s %" PRId64, s->p->who, fd_of(s));
}

static bool step_signalfd(struct step *s)
{
	struct words w = begin(s, "signalfd");
	const char *flags = text_of(s, "flags");

	say(&w, " ");
	say_set(&w, s);
	if (flags && strstr(flags, "NONBLOCK"))
		say(&w, " SFD_NONBLOCK");
	if (flags && strstr(flags, "CLOEXEC"))
		say(&w, " SFD_CLOEXEC");
	return keep_fd(s, finish(s, &w));
}

/* --- signals ---------------------------------------------------------------------- */

static bool step_sigaction(struct step *s)
{
	static const char *const flags[] = { "SA_RESTART", "SA_NODEFER", "SA_RESETHAND" };
	const char *action = text_of(s, "action");
	struct words w = begin(s, "sigaction");
	u32 i;

	say(&w, " %s", text_of(s, "sig"));
	if (!action || strncmp(action, "handler", 7)) {
		say(&w, " %s", action ? action : "SIG_DFL");
		return finish(s, &w);
	}
	say(&w, " handler");
	for (i = 0; i < 3; i++) {
		if (strstr(action, flags[i]))
			say(&w, " %s", flags[i]);
	}
	say(&w, " { nop }");
	return finish(s, &w);
}

static bool step_mask(struct step *s, const char *call)
{
	struct words w = begin(s, call);

	say(&w, " ");
	say_set(&w, s);
	return finish(s, &w);
}

static bool step_block(struct step *s)
{
	return step_mask(s, "block");
}

static bool step_unblock(struct step *s)
{
	return step_mask(s, "unblock");
}

/* 1: the signal is in the set. */
static bool step_sigpending(struct step *s)
{
	const char *sig = text_of(s, "sig");
	u32 i;

	if (!player_do(s->p, s->out, "sigpending %s", s->p->who))
		return false;
	for (i = 1; sig && i <= NR_SIGNALS; i++) {
		if (!strcmp(sig, signal_names[i]))
			s->out->rc = s->out->mask >> (i - 1) & 1;
	}
	return true;
}

static bool take_all(struct step *s)
{
	char order[sizeof(s->out->order)] = "";
	struct words w = begin(s, "sigtimedwait");
	size_t len = 0;

	say(&w, " ");
	say_set(&w, s);
	say(&w, " timeout=0s");
	for (;;) {
		if (!finish(s, &w))
			return false;
		if (s->out->rc <= 0 || len > sizeof(order) - 40)
			break;
		len += (size_t)snprintf(order + len, sizeof(order) - len, "%s%s",
					len ? "," : "", signal_names[s->out->rc]);
	}
	s->out->made = false;
	strcpy(s->out->order, order);
	return true;
}

static bool step_sigtimedwait(struct step *s)
{
	s64 timeout = number_of(s, "timeout_ms", -1);
	struct words w = begin(s, "sigtimedwait");

	if (json_object_get(s->args, "repeat"))
		return take_all(s);
	say(&w, " ");
	say_set(&w, s);
	if (timeout >= 0)
		say(&w, " timeout=%" PRId64 "ms", timeout);
	return finish(s, &w);
}

static void say_pid(struct words *w, const struct step *s)
{
	const char *pid = text_of(s, "pid");

	say(w, " ");
	if (!pid && json_is_integer(json_object_get(s->args, "pid")))
		say(w, "%" PRId64, number_of(s, "pid", 0));
	else
		say(w, "%s", !pid || !strcmp(pid, "self") ? s->p->who : pid);
}

static bool step_kill(struct step *s)
{
	struct words w = { .len = 0 };

	say(&w, "kill from=%s", s->p->who);
	say_pid(&w, s);
	say(&w, " ");
	say_value(&w, json_object_get(s->args, "sig"));
	return finish(s, &w);
}

static bool step_tgkill(struct step *s)
{
	return player_do(s->p, s->out, "tgkill from=%s %s %s %s", s->p->who, s->p->who,
			 s->p->who, text_of(s, "sig"));
}

static bool step_sigqueue(struct step *s)
{
	struct words w = { .len = 0 };

	say(&w, "sigqueue from=%s", s->p->who);
	say_pid(&w, s);
	say(&w, " ");
	say_value(&w, json_object_get(s->args, "sig"));
	say(&w, " value=%" PRId64, number_of(s, "value", 0));
	return finish(s, &w);
}

/* --- limits, processes ------------------------------------------------------------ */

static void say_limit(struct words *w, const struct step *s, const char *key, const char *word)
{
	const json_t *value = json_object_get(s->args, key);

	if (value && !json_is_integer(value))
		say(w, " %sinfinity", word);
	else if (value)
		say(w, " %s%" JSON_INTEGER_FORMAT, word, json_integer_value(value));
}

/* RLIMIT_CPU is CPU here. */
static const char *limit_name(const struct step *s)
{
	const char *name = text_of(s, "resource");

	return name && !strncmp(name, "RLIMIT_", 7) ? name + 7 : name;
}

static bool step_setrlimit(struct step *s)
{
	struct words w = begin(s, "setrlimit");

	say(&w, " %s", limit_name(s));
	say_limit(&w, s, "cur", "");
	say_limit(&w, s, "max", "hard=");
	return finish(s, &w);
}

static bool step_getrlimit(struct step *s)
{
	return player_do(s->p, s->out, "getrlimit %s %s", s->p->who, limit_name(s));
}

static bool step_prctl(struct step *s)
{
	const json_t *arg = json_object_get(s->args, "arg");

	if (!arg)
		arg = json_object_get(s->args, "arg2");
	if (!arg)
		arg = json_object_get(s->args, "value");
	return player_do(s->p, s->out, "prctl %s %s %" JSON_INTEGER_FORMAT, s->p->who,
			 text_of(s, "option"), json_integer_value(arg));
}

static bool step_exec(struct step *s)
{
	return player_do(s->p, NULL, "exec %s", s->p->who);
}

static const struct {
	const char *call;
	bool (*play)(struct step *s);
} calls[] = {
	{ "alarm", step_alarm },
	{ "block", step_block },
	{ "burn_cpu", step_burn },
	{ "clock_getres", step_clock_getres },
	{ "clock_gettime", step_clock_gettime },
	{ "clock_nanosleep", step_clock_nanosleep },
	{ "clock_settime", step_clock_settime },
	{ "close", step_close },
	{ "exec", step_exec },
	{ "execve", step_exec },
	{ "getitimer", step_getitimer },
	{ "getrlimit", step_getrlimit },
	{ "kill", step_kill },
	{ "nanosleep", step_nanosleep },
	{ "poll", step_poll },
	{ "prctl", step_prctl },
	{ "raise", step_tgkill },
	{ "read", step_read },
	{ "setitimer", step_setitimer },
	{ "setrlimit", step_setrlimit },
	{ "sigaction", step_sigaction },
	{ "signalfd", step_signalfd },
	{ "sigpending", step_sigpending },
	{ "sigqueue", step_sigqueue },
	{ "sigtimedwait", step_sigtimedwait },
	{ "sigwaitinfo", step_sigtimedwait },
	{ "sleep", step_sleep },
	{ "sleep_until", step_sleep_until },
	{ "terminated", step_terminated },
	{ "tgkill", step_tgkill },
	{ "timer_create", step_timer_create },
	{ "timer_delete", step_timer_delete },
	{ "timer_getoverrun", step_timer_getoverrun },
	{ "timer_gettime", step_timer_gettime },
	{ "timer_settime", step_timer_settime },
	{ "timerfd_create", step_timerfd_create },
	{ "timerfd_gettime", step_timerfd_gettime },
	{ "timerfd_settime", step_timerfd_settime },
	{ "unblock", step_unblock },
};

/* --- who acts --------------------------------------------------------------------- */

/* "in": a forked child, another thread, or the program after exec; each is made
 * when it acts for the first time. */
static bool choose_actor(struct player *p, const char *in)
{
	char name[40];
	u32 i;

	snprintf(p->who, sizeof(p->who), "p1");
	if (!in || !strcmp(in, "parent"))
		return true;
	for (i = 0; in[i] && i < sizeof(name) - 1; i++)
		name[i] = strchr(" -.:()", in[i]) ? '_' : in[i];
	name[i] = '\0';
	for (i = 0; i < p->nr_made; i++) {
		if (!strcmp(p->made[i], name))
			break;
	}
	if (i == p->nr_made) {
		if (i == 8)
			return false;
		strcpy(p->made[p->nr_made++], name);
		if (strstr(name, "exec"))
			return player_do(p, NULL, "exec p1");
		if (!player_do(p, NULL, strstr(name, "thread") ? "thread p1 %s" : "fork p1 %s",
			       name))
			return false;
	}
	if (!strstr(name, "exec"))
		snprintf(p->who, sizeof(p->who), "%s", name);
	return true;
}

bool player_step(struct player *p, const json_t *step, const json_t *expected,
		 struct outcome *outcome)
{
	const char *call = json_string_value(json_object_get(step, "call"));
	struct step s = {
		.p = p, .args = json_object_get(step, "args"), .expected = expected,
		.out = outcome,
	};
	size_t i;

	memset(outcome, 0, sizeof(*outcome));
	if (!choose_actor(p, json_string_value(json_object_get(step, "in"))))
		return false;
	for (i = 0; call && i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (!strcmp(calls[i].call, call))
			return calls[i].play(&s);
	}
	outcome->skipped = call && !strcmp(call, "check") ? "a measured sentence" :
							    "no such call is known";
	return true;
}
