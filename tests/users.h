/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random processes: threads, handlers and system calls, for tests/program.h.
 *
 *	x0, x1	idle processes, which calls name; y0, y1 threads of x0
 *	x2	a process with a program
 *	z	children, new ones all the time
 *
 * Statements may fail, processes end; no invariant depends on it.
 */
#ifndef TESTS_USERS_H
#define TESTS_USERS_H

#include "tests/user_timers.h"

static inline const char *some_signal(struct chance *c)
{
	static const char *const signals[] = {
		"SIGUSR1", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGRTMIN", "SIGRTMIN+1", "SIGCHLD",
		"SIGUSR2", "SIGRTMIN", "SIGURG", "SIGSTOP", "SIGCONT",
	};

	return signals[chance_below(c, 12)];
}

static inline const char *some_set(struct chance *c)
{
	static const char *const sets[] = {
		"SIGUSR1", "SIGUSR1|SIGRTMIN", "SIGALRM|SIGUSR2", "SIGRTMIN|SIGRTMIN+1", "all",
		"none",
	};

	return sets[chance_below(c, 6)];
}

/* Words of memory, groups of processes, who may do what. */
static inline void say_other_call(struct chance *c, struct text *t, const char *by)
{
	u32 word = chance_below(c, 3);

	switch (chance_below(c, 9)) {
	case 0:
	case 1:
		say_text(t, "futex_wait %s%u %u timeout=%uus%s", by, word, chance_below(c, 2),
			 chance_below(c, 5000), chance_below(c, 3) ? "" : " abs realtime");
		break;
	case 2:
		say_text(t, "futex_wake %s%u nr=%u", by, word, chance_below(c, 3));
		break;
	case 3:
		say_text(t, "word_xchg %s%u %u", by, word, chance_below(c, 2));
		break;
	case 4:
		say_text(t, "word_cmpxchg %s%u 0 1", by, word);
		break;
	case 5:
		say_text(t, "kill -x%u %s", chance_below(c, 3), some_signal(c));
		break;
	case 6:
		say_text(t, "setpgid %s0 x%u", by, chance_below(c, 3));
		break;
	case 7:
		say_text(t, "capset %s%s", by, chance_below(c, 2) ? "all" : "CAP_WAKE_ALARM");
		break;
	default:
		say_text(t, "poll %s3 fd2=4 fd3=%u timeout=%uus", by, chance_below(c, 7),
			 chance_below(c, 4000));
		break;
	}
}

/* Ends by itself: whoever waits, waits with a timeout. */
static inline void say_system_call(struct chance *c, struct text *t, const char *by)
{
	static const char *const masks[] = { "block", "unblock", "unblock", "sigprocmask" };
	u32 mask = chance_below(c, 4);

	if (chance_below(c, 3) == 0) {
		say_timer_call(c, t, by);
		return;
	}
	if (chance_below(c, 4) == 0) {
		say_other_call(c, t, by);
		return;
	}
	switch (chance_below(c, 10)) {
	case 0:
		say_text(t, "kill x%u %s", chance_below(c, 3), some_signal(c));
		break;
	case 1:
		say_text(t, "tgkill x0 %s%u %s", chance_below(c, 2) ? "y" : "x",
			 chance_below(c, 2), some_signal(c));
		break;
	case 2:
		say_text(t, "sigqueue x%u %s value=%u", chance_below(c, 3), some_signal(c),
			 chance_below(c, 9));
		break;
	case 3:
	case 4:
		say_text(t, "%s %s%s%s", masks[mask], by, mask == 3 ? "SIG_SETMASK " : "",
			 some_set(c));
		break;
	case 5:
		say_text(t, "sigtimedwait %s%s timeout=%uus", by, some_set(c),
			 chance_below(c, 9000));
		break;
	case 6:
		say_text(t, "sigpending %s", by);
		break;
	case 7:
		say_text(t, "sched_yield %s", by);
		break;
	case 8:
		say_text(t, "burn %ssys %uus", by, 1 + chance_below(c, 2000));
		break;
	default:
		say_text(t, "burn %suser %uus", by, 1 + chance_below(c, 4000));
		break;
	}
}

static inline void say_user_block(struct chance *c, struct text *t)
{
	u32 n = 1 + chance_below(c, 4);

	while (n--) {
		say_system_call(c, t, "");
		say_text(t, n ? "; " : "");
	}
}

static inline void say_handler(struct chance *c, struct text *t, u32 process, const char *signal)
{
	static const char *const flags[] = {
		"", "SA_RESTART ", "SA_NODEFER ", "mask=all ", "SA_RESTART mask=SIGUSR1 ",
	};

	say_text(t, "sigaction x%u %s handler %s{ ", process, signal, flags[chance_below(c, 5)]);
	if (chance_below(c, 2))
		say_user_block(c, t);
	else
		say_text(t, "nop");
	/* handlers that call each other must not do it for ever at one moment */
	say_text(t, "; burn %uus }", 50 + chance_below(c, 900));
}

#define USER_SCENE 17u

/* Number @i of the inputs that set the scene. */
static inline void first_user_input(struct chance *c, u32 nr_cpus, u32 i, struct text *t)
{
	static const char *const handled[] = {
		"SIGUSR1", "SIGUSR2", "SIGALRM", "SIGRTMIN", "SIGRTMIN+1",
	};

	if (i < 2) {
		say_text(t, "process x%u cpu=%u", i, chance_below(c, nr_cpus));
	} else if (i < 12) {
		say_handler(c, t, i % 2, handled[(i - 2) / 2]);
	} else if (i < 14) {
		say_text(t, "thread x0 y%u cpu=%u", i - 12, chance_below(c, nr_cpus));
	} else if (i < 15) {
		say_text(t, "process x2 cpu=%u { repeat 40 { ", chance_below(c, nr_cpus));
		say_user_block(c, t);
		say_text(t, "; burn user 1ms } }");
	} else {
		say_text(t, "signalfd x%u SIGRTMIN+1 SFD_NONBLOCK", i % 2);
	}
}

/* One that may come at any moment. */
static inline void later_user_input(struct chance *c, u32 nr_cpus, struct text *t)
{
	static const char *const who[] = { "x0 ", "x1 ", "y0 ", "y1 ", "x0 " };
	const char *by = who[chance_below(c, 5)];

	switch (chance_below(c, 14)) {
	case 0:
		say_handler(c, t, chance_below(c, 2), some_signal(c));
		break;
	case 1:
		say_text(t, "fork %sz { ", by);
		say_user_block(c, t);
		say_text(t, " }");
		break;
	case 2:
		say_text(t, "waitpid %sWNOHANG", by);
		break;
	case 3:
		say_text(t, "poll %s3 timeout=%uus", by, chance_below(c, 5000));
		break;
	case 4:
		say_text(t, "read %s3", by);
		break;
	case 5:
		say_text(t, "sched_setaffinity %s%u", by, chance_below(c, nr_cpus));
		break;
	case 6:
		say_text(t, "at +%uus { kill x%u %s }", chance_below(c, 9000), chance_below(c, 3),
			 some_signal(c));
		break;
	case 7:
		say_text(t, "call %ssigsuspend %s", by, some_set(c));
		break;
	case 8:
		if (!chance_below(c, 6))
			say_text(t, "kill x%u SIGKILL", chance_below(c, 3));
		else if (!chance_below(c, 3))
			say_text(t, "exec %s", by);
		else
			say_text(t, "sigaction x%u %s SIG_IGN", chance_below(c, 2), some_signal(c));
		break;
	default:
		say_system_call(c, t, by);
		break;
	}
}

#endif
