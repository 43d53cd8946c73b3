/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps about time, signals and processes, and the table of all: see case_steps.h.
 */
#include "case_steps.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/process.h"
#include "machine/strings.h"

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
	double ms = json_number_value(json_object_get(s->args, "ms"));
	double ns = json_number_value(json_object_get(s->args, "ns"));

	return run_until(s->p, front_machine(s->p->front)->now + (u64)(ms * NSEC_PER_MS + ns));
}

static bool step_burn(struct step *s)
{
	const char *mode = step_text(s, "mode");

	double ms = json_number_value(json_object_get(s->args, "ms"));

	return player_do(s->p, NULL, "burn %s %s %" PRId64 "us", s->p->who,
			 mode && !strncmp(mode, "sys", 3) ? "sys" : "user", (s64)(ms * 1000));
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

/* --- signals ---------------------------------------------------------------------- */

static bool step_sigaction(struct step *s)
{
	static const char *const flags[] = { "SA_RESTART", "SA_NODEFER", "SA_RESETHAND" };
	const char *action = step_text(s, "action");
	struct words w = words_begin(s, "sigaction");
	u32 i;

	words_member(&w, s, "sig", "0");
	if (!action || strncmp(action, "handler", 7)) {
		words_say(&w, " %s", action ? action : "SIG_DFL");
		return words_finish(s, &w);
	}
	words_say(&w, " handler");
	for (i = 0; i < 3; i++) {
		if (strstr(action, flags[i]))
			words_say(&w, " %s", flags[i]);
	}
	words_say(&w, " { printk \"" HANDLER_SAYS "\" }");
	return words_finish(s, &w);
}

static bool step_mask(struct step *s, const char *call)
{
	struct words w = words_begin(s, call);

	words_say(&w, " ");
	words_set(&w, s);
	return words_finish(s, &w);
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
	const char *sig = step_text(s, "sig");
	s64 number = step_number(s, "sig", 0);
	u32 i;

	if (!player_do(s->p, s->out, "sigpending %s", s->p->who))
		return false;
	for (i = 1; i <= NR_SIGNALS; i++) {
		if (number == i || (sig && !strcmp(sig, signal_names[i])))
			s->out->rc = s->out->mask >> (i - 1) & 1;
	}
	return true;
}

/* sigprocmask {how, set}; block and unblock are its short forms. */
static bool step_sigprocmask(struct step *s)
{
	struct words w = words_begin(s, "sigprocmask");

	words_member(&w, s, "how", "SIG_SETMASK");
	words_say(&w, " ");
	words_set(&w, s);
	return words_finish(s, &w);
}

static bool step_sigsuspend(struct step *s)
{
	return step_mask(s, "sigsuspend");
}

static bool take_all(struct step *s)
{
	char order[sizeof(s->out->order)] = "";
	struct words w = words_begin(s, "sigtimedwait");
	size_t len = 0;

	words_say(&w, " ");
	words_set(&w, s);
	words_say(&w, " timeout=0s");
	for (;;) {
		if (!words_finish(s, &w))
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
	s64 timeout = step_number(s, "timeout_ms", -1);
	struct words w = words_begin(s, "sigtimedwait");

	if (json_object_get(s->args, "repeat"))
		return take_all(s);
	words_say(&w, " ");
	words_set(&w, s);
	if (timeout >= 0)
		words_say(&w, " timeout=%" PRId64 "ms", timeout);
	return words_finish(s, &w);
}

/* Of who acts; a thread has another name. */
static const char *process_name(const struct player *p)
{
	const struct object *object =
		object_get(front_machine(p->front), player_process(p));

	return object ? string_text(front_machine(p->front), object->name) : p->who;
}

/* "self", "own", "parent"; an actor, a number, "not existing". */
static void say_pid(struct words *w, const struct step *s, const char *key)
{
	const char *pid = step_text(s, key);

	words_say(w, " ");
	if (!pid && json_is_integer(json_object_get(s->args, key)))
		words_say(w, "%" PRId64, step_number(s, key, 0));
	else if (!pid || !strcmp(pid, "self") || !strcmp(pid, "own"))
		words_say(w, "%s", !strcmp(key, "tid") ? s->p->who : process_name(s->p));
	else if (!strcmp(pid, "parent"))
		words_say(w, "p1");
	else
		words_say(w, "%s", !strncmp(pid, "not ", 4) ? "999999" : pid);
}

static bool step_kill(struct step *s)
{
	struct words w = { .len = 0 };

	words_say(&w, "kill from=%s", s->p->who);
	say_pid(&w, s, "pid");
	words_say(&w, " ");
	words_value(&w, json_object_get(s->args, "sig"));
	return words_finish(s, &w);
}

static bool step_tgkill(struct step *s)
{
	struct words w = { .len = 0 };

	words_say(&w, "tgkill from=%s", s->p->who);
	say_pid(&w, s, "tgid");
	say_pid(&w, s, "tid");
	words_member(&w, s, "sig", "0");
	return words_finish(s, &w);
}

static bool step_sigqueue(struct step *s)
{
	struct words w = { .len = 0 };

	words_say(&w, "sigqueue from=%s", s->p->who);
	say_pid(&w, s, "pid");
	words_say(&w, " ");
	words_value(&w, json_object_get(s->args, "sig"));
	words_say(&w, " value=%" PRId64, step_number(s, "value", 0));
	return words_finish(s, &w);
}

/* --- limits, processes ------------------------------------------------------------ */

static void say_limit(struct words *w, const struct step *s, const char *key, const char *word)
{
	const json_t *value = json_object_get(s->args, key);

	if (value && !json_is_integer(value))
		words_say(w, " %sinfinity", word);
	else if (value)
		words_say(w, " %s%" JSON_INTEGER_FORMAT, word, json_integer_value(value));
}

/* RLIMIT_CPU is CPU here. */
static void say_resource(struct words *w, const struct step *s)
{
	const char *name = step_text(s, "resource");

	if (name && !strncmp(name, "RLIMIT_", 7))
		words_say(w, " %s", name + 7);
	else
		words_member(w, s, "resource", "CPU");
}

static bool step_setrlimit(struct step *s)
{
	struct words w = words_begin(s, "setrlimit");

	say_resource(&w, s);
	say_limit(&w, s, "cur", "");
	say_limit(&w, s, "max", "hard=");
	return words_finish(s, &w);
}

static bool step_getrlimit(struct step *s)
{
	struct words w = words_begin(s, "getrlimit");

	say_resource(&w, s);
	return words_finish(s, &w);
}

static bool step_prctl(struct step *s)
{
	const json_t *arg = json_object_get(s->args, "arg");
	struct words w = words_begin(s, "prctl");

	if (!arg)
		arg = json_object_get(s->args, "arg2");
	if (!arg)
		arg = json_object_get(s->args, "value");
	words_member(&w, s, "option", "0");
	words_say(&w, " %" JSON_INTEGER_FORMAT, json_integer_value(arg));
	return words_finish(s, &w);
}

static bool step_plain(struct step *s, const char *call)
{
	struct words w = words_begin(s, call);

	return words_finish(s, &w);
}

static bool step_pause(struct step *s)
{
	return step_plain(s, "pause");
}

static bool step_exec(struct step *s)
{
	s->p->executed = true;
	return player_do(s->p, NULL, "exec %s", s->p->who);
}

/* --- who acts --------------------------------------------------------------------- */

/* A name of the language: "after exec" is after_exec. */
static void name_of(const char *in, char *name, size_t size)
{
	size_t i;

	for (i = 0; in[i] && i < size - 1; i++)
		name[i] = isalnum((unsigned char)in[i]) ? in[i] : '_';
	name[i] = '\0';
	/* names of ours: results, and what say_tid() makes */
	if (!isalpha((unsigned char)name[0]) || isdigit((unsigned char)name[1]) ||
	    !strcmp(name, "other") || !strcmp(name, "second"))
		name[0] = '_';
}

/* "in": a forked child, another thread, or the program after exec; each is made
 * when it acts for the first time. */
static bool choose_actor(struct player *p, const char *in)
{
	char name[40];
	u32 i;

	snprintf(p->who, sizeof(p->who), "p1");
	if (!in || !*in || !strcmp(in, "parent") || !strcmp(in, "p1"))
		return true;
	name_of(in, name, sizeof(name));
	for (i = 0; i < p->nr_made; i++) {
		if (!strcmp(p->made[i], name))
			break;
	}
	if (i == p->nr_made) {
		if (i == MAX_MADE)
			return player_refuse(p, "so many children and threads are not played");
		strcpy(p->made[p->nr_made++], name);
		if (strstr(name, "exec"))
			return p->executed || player_do(p, NULL, "exec p1");
		if (!player_do(p, NULL, strstr(name, "thread") ? "thread p1 %s" : "fork p1 %s",
			       name))
			return false;
	}
	if (!strstr(name, "exec"))
		snprintf(p->who, sizeof(p->who), "%s", name);
	return true;
}

/* --- making actors ------------------------------------------------------------- */

/* Told as a step, or else made when it acts for the first time. */
static bool make_actor(struct step *s, const char *name)
{
	char who[sizeof(s->p->who)];
	bool made;

	strcpy(who, s->p->who);
	made = choose_actor(s->p, name);
	strcpy(s->p->who, who);
	return made;
}

static bool step_fork(struct step *s)
{
	return make_actor(s, "child");
}

static bool step_thread(struct step *s)
{
	return make_actor(s, "thread");
}

static bool step_exit(struct step *s)
{
	return player_do(s->p, NULL, "exit_group %s status=%" PRId64, s->p->who,
			 step_number(s, "status", 0));
}

static bool step_wait(struct step *s)
{
	return step_plain(s, "waitpid");
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
	{ "exit", step_exit },
	{ "fork", step_fork },
	{ "getitimer", step_getitimer },
	{ "getrlimit", step_getrlimit },
	{ "kill", step_kill },
	{ "nanosleep", step_nanosleep },
	{ "pause", step_pause },
	{ "poll", step_poll },
	{ "prctl", step_prctl },
	{ "pthread_create", step_thread },
	{ "raise", step_tgkill },
	{ "read", step_read },
	{ "setitimer", step_setitimer },
	{ "setrlimit", step_setrlimit },
	{ "sigaction", step_sigaction },
	{ "signalfd", step_signalfd },
	{ "sigpending", step_sigpending },
	{ "sigprocmask", step_sigprocmask },
	{ "sigqueue", step_sigqueue },
	{ "sigsuspend", step_sigsuspend },
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
	{ "waitpid", step_wait },
};

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
	outcome->skipped = call && (!strcmp(call, "check") || !strcmp(call, "note")) ?
				   SKIPPED_SENTENCE : "no such call is known";
	return true;
}
