/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random system calls about timers, for tests/users.h: POSIX timers by number,
 * interval timers, sleeps, timerfds, clocks.  Many fail; no invariant depends
 * on it.
 */
#ifndef TESTS_USER_TIMERS_H
#define TESTS_USER_TIMERS_H

static inline void say_timer_create(struct chance *c, struct text *t, const char *by)
{
	static const char *const clocks[] = {
		"CLOCK_MONOTONIC", "CLOCK_REALTIME", "CLOCK_BOOTTIME", "CLOCK_TAI",
		"CLOCK_PROCESS_CPUTIME_ID", "CLOCK_THREAD_CPUTIME_ID", "CLOCK_REALTIME_ALARM",
		"CLOCK_MONOTONIC", "CLOCK_MONOTONIC_RAW", "-2",
	};
	static const char *const events[] = {
		"SIGUSR1", "SIGUSR2", "SIGRTMIN", "SIGRTMIN+1", "SIGALRM", "NULL", "SIGURG",
		"SIGUSR1 notify=SIGEV_NONE", "0", "SIGUSR1 notify=SIGEV_THREAD_ID tid=y0",
	};

	say_text(t, "timer_create %s%s %s", by, clocks[chance_below(c, 10)],
		 events[chance_below(c, 10)]);
}

static inline void say_timer_settime(struct chance *c, struct text *t, const char *by)
{
	u32 id = chance_below(c, 8);

	say_text(t, "timer_settime %s%u value=%uus", by, id, chance_below(c, 3) ?
		 chance_below(c, 5000) : 0);
	if (chance_below(c, 2))
		say_text(t, " interval=%uus", chance_below(c, 3000));
	if (!chance_below(c, 5))
		say_text(t, " abs");
}

static inline void say_interval_timer(struct chance *c, struct text *t, const char *by)
{
	static const char *const which[] = { "ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF" };

	say_text(t, "setitimer %s%s value=%uus interval=%uus", by, which[chance_below(c, 3)],
		 chance_below(c, 9000), chance_below(c, 2) ? chance_below(c, 5000) : 0);
}

static inline void say_timer_call(struct chance *c, struct text *t, const char *by)
{
	switch (chance_below(c, 14)) {
	case 0:
	case 1:
		say_timer_create(c, t, by);
		break;
	case 2:
	case 3:
	case 4:
	case 5:
		say_timer_settime(c, t, by);
		break;
	case 6:
		say_text(t, "timer_gettime %s%u", by, chance_below(c, 8));
		break;
	case 7:
		say_text(t, "timer_delete %s%u", by, chance_below(c, 8));
		break;
	case 8:
		say_interval_timer(c, t, by);
		break;
	case 9:
		say_text(t, "nanosleep %s%uus", by, chance_below(c, 3000));
		break;
	case 10:
		say_text(t, "timerfd_create %sCLOCK_%s TFD_NONBLOCK", by,
			 chance_below(c, 2) ? "MONOTONIC" : "REALTIME_ALARM");
		break;
	case 11:
		say_text(t, "timerfd_settime %s%u value=%uus interval=%uus", by,
			 4 + chance_below(c, 3), chance_below(c, 3000), chance_below(c, 900));
		break;
	case 12:
		say_text(t, "read %s%u", by, 4 + chance_below(c, 3));
		break;
	default:
		say_text(t, "clock_nanosleep %sCLOCK_REALTIME %uus", by, chance_below(c, 2000));
		break;
	}
}

#endif
