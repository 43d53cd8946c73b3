/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random programs in the body language, and sessions that run them.
 *
 * With one compiler, the same seed gives the same program and the same inputs:
 * arguments that are drawn in one call are drawn in no fixed order.  Programs keep the
 * kernel's rules (locks in one order and with interrupts off, no sleeping in
 * callbacks), so that every invariant must hold at each of their statements;
 * that they wait for each other in a circle cannot be excluded and is a stop
 * like others.
 */
#ifndef TESTS_PROGRAM_H
#define TESTS_PROGRAM_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "front.h"
#include "linux/jiffies.h"
#include "machine/strings.h"

/* Under a sanitizer, a part must do. */
#if defined(__SANITIZE_ADDRESS__)
#define PROGRAM_SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PROGRAM_SLOW 1
#endif
#endif
#ifndef PROGRAM_SLOW
#define PROGRAM_SLOW 0
#endif

struct chance {
	u64 seed;
	u32 own;			/* timers that one statement has for itself */
	bool users;			/* there are processes */
};

static inline u32 chance_below(struct chance *c, u32 n)
{
	c->seed = c->seed * 6364136223846793005ull + 1442695040888963407ull;
	return (u32)((c->seed >> 33) % n);
}

/* For how many seconds to go on with new seeds (make soak). */
static inline bool soaking(void)
{
	static time_t end;
	const char *seconds = getenv("TIMERSCOPE_SOAK");

	if (!seconds)
		return false;
	if (!end)
		end = time(NULL) + atoi(seconds);
	return time(NULL) < end;
}

/* --- texts ------------------------------------------------------------------------ */

struct text {
	char s[4000];
	size_t len;
};

__attribute__((format(printf, 2, 3)))
static inline void say_text(struct text *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	t->len += (size_t)vsnprintf(t->s + t->len, sizeof(t->s) - t->len, format, args);
	va_end(args);
	if (t->len >= sizeof(t->s))
		abort();
}

/* --- statements -------------------------------------------------------------------- */

#define PROGRAM_TIMERS 6u
#define PROGRAM_HRTIMERS 5u
#define PROGRAM_TASKS 4u
#define PROGRAM_LOCKS 3u

/* Where a statement stands. */
enum place { IN_TASK, IN_CALLBACK, IN_ATOMIC };

static inline void say_arming(struct chance *c, struct text *t)
{
	static const char *const calls[] = {
		"mod_timer", "mod_timer", "mod_timer", "mod_timer", "mod_timer_pending",
		"timer_reduce", "del_timer", "timer_delete", "try_to_del_timer_sync",
		"timer_pending",
	};
	static const u32 far[] = { 1, 2, 3, 5, 9, 20, 70, 100, 700, 5000 };
	u32 call = chance_below(c, 10);

	say_text(t, "%s t%u", calls[call], chance_below(c, PROGRAM_TIMERS));
	if (call < 6)
		say_text(t, " +%uj", far[chance_below(c, 10)]);
}

/* @again: in a callback, which must not come again and again at once.  Without
 * slack: hrtimer_forward() starts from the hard expiry, and callbacks that run
 * before it would restart their timer where it is, forever. */
static inline void say_hrtimer(struct chance *c, struct text *t, bool again)
{
	static const char *const calls[] = {
		"hrtimer_try_to_cancel", "hrtimer_active", "hrtimer_get_remaining",
	};
	static const u32 far[] = { 1, 80, 999, 1500, 2300, 4000, 9000, 70000, 500000 };
	static const char *const callbacks[] = {
		"", "", "", "", " { nop }", "", "", "", " fn=program_hrtimer_fn",
	};
	u32 h = chance_below(c, PROGRAM_HRTIMERS);
	u32 i;

	if (chance_below(c, 3)) {
		i = again ? 2 + chance_below(c, 7) : chance_below(c, 9);
		say_text(t, "hrtimer_start h%u +%uus%s", h, far[i], callbacks[i]);
	} else {
		say_text(t, "%s h%u", calls[chance_below(c, 3)], h);
	}
}

/* In an interrupt: nothing that turns interrupts on. */
static inline void say_hrtimer_body(struct chance *c, struct text *t)
{
	u32 n = chance_below(c, 4);
	u32 lock;

	while (n--) {
		lock = chance_below(c, PROGRAM_LOCKS);
		switch (chance_below(c, 6)) {
		case 0:
			say_text(t, "lock_irqsave L%u; delay %uus; unlock_irqrestore L%u; ", lock,
				 chance_below(c, 60), lock);
			break;
		case 1:
			say_text(t, "wake p%u; ", chance_below(c, PROGRAM_TASKS));
			break;
		case 2:
			say_text(t, "delay %uus; ", chance_below(c, 700));
			break;
		case 3:
			say_arming(c, t);
			say_text(t, "; ");
			break;
		default:
			say_hrtimer(c, t, true);
			say_text(t, "; ");
			break;
		}
	}
	switch (chance_below(c, 4)) {
	case 0:
		say_text(t, "nop");
		break;
	case 1:
		say_text(t, "if count(console) > %u { rearm +%uus }", chance_below(c, 20),
			 600 + chance_below(c, 4000));
		break;
	default:
		say_text(t, "rearm +%uus", 900 + chance_below(c, 6000));
		break;
	}
}

static inline void say_waiting(struct chance *c, struct text *t)
{
	switch (chance_below(c, 13)) {
	case 9:
		say_text(t, "usleep_range %uus %uus", 1 + chance_below(c, 900),
			 900 + chance_below(c, 3000));
		break;
	case 10:
		say_text(t, "schedule_hrtimeout +%uus slack=%uus", chance_below(c, 3000),
			 chance_below(c, 500));
		break;
	case 11:
		say_text(t, "hrtimer_cancel h%u", chance_below(c, PROGRAM_HRTIMERS));
		break;
	case 12:
		say_text(t, "clock_settime =%us", 1900000000 + chance_below(c, 3));
		break;
	case 0:
		say_text(t, "sleep %uj", 1 + chance_below(c, 4));
		break;
	case 6:
		/* add_timer() wants a timer that nobody else has armed. */
		say_text(t, "add_timer u%u +%uj; burn 5ms; timer_delete_sync u%u", c->own,
			 1 + chance_below(c, 3), c->own);
		c->own++;
		break;
	case 1:
		say_text(t, "msleep %ums", 1 + chance_below(c, 9));
		break;
	case 2:
		say_text(t, "schedule_timeout %uj", chance_below(c, 6));
		break;
	case 3:
		say_text(t, "yield");
		break;
	case 4:
		say_text(t, "timer_delete_sync t%u", chance_below(c, PROGRAM_TIMERS));
		break;
	case 5:
		say_text(t, "call msleep %ums", 1 + chance_below(c, 5));
		break;
	default:
		say_text(t, "burn %uus", 1 + chance_below(c, 6000));
		break;
	}
}

static inline void say_block(struct chance *c, struct text *t, enum place place, u32 depth,
			     u32 lock);

/* A section that must not sleep; deeper ones take later locks only. */
static inline void say_atomic(struct chance *c, struct text *t, u32 depth, u32 lock)
{
	static const char *const begin[] = {
		"local_irq_disable", "local_bh_disable", "preempt_disable",
	};
	static const char *const end[] = {
		"local_irq_enable", "local_bh_enable", "preempt_enable",
	};
	u32 kind = chance_below(c, 3);

	if (lock < PROGRAM_LOCKS) {
		say_text(t, "lock_irqsave L%u; ", lock);
		say_block(c, t, IN_ATOMIC, depth + 1, lock + 1);
		say_text(t, "; unlock_irqrestore L%u", lock);
	} else {
		say_text(t, "%s; delay %uus; printk %s; %s", begin[kind],
			 chance_below(c, 300), begin[kind] + 6, end[kind]);
	}
}

static inline void say_statement(struct chance *c, struct text *t, enum place place, u32 depth,
				 u32 lock)
{
	switch (chance_below(c, 17)) {
	case 0:
		say_text(t, "nop");
		break;
	case 14:
	case 15:
	case 16:
		say_hrtimer(c, t, place == IN_CALLBACK);
		break;
	case 1:
		say_text(t, "printk w%u", chance_below(c, 9));
		break;
	case 2:
		say_text(t, place == IN_TASK ? "burn %uus" : "delay %uus",
			 1 + chance_below(c, 900));
		break;
	case 3:
		say_text(t, "wake p%u", chance_below(c, PROGRAM_TASKS));
		break;
	case 4:
		if (depth < 3 && place != IN_ATOMIC) {
			say_atomic(c, t, depth, chance_below(c, PROGRAM_LOCKS + 1));
			break;
		}
		say_text(t, "raise_softirq TIMER");
		break;
	case 5:
		if (depth < 3) {
			say_text(t, "repeat %u { ", chance_below(c, 4));
			say_block(c, t, place, depth + 1, lock);
			say_text(t, " }");
			break;
		}
		say_text(t, "nop");
		break;
	case 6:
		if (depth < 3) {
			say_text(t, "if count(console) > %u { ", chance_below(c, 20));
			say_block(c, t, place, depth + 1, lock);
			say_text(t, " } else { printk e }");
			break;
		}
		say_text(t, "nop");
		break;
	case 7:
	case 8:
	case 9:
		if (place == IN_TASK) {
			say_waiting(c, t);
			break;
		}
		if (place == IN_CALLBACK) {
			say_text(t, "rearm +%uj", 1 + chance_below(c, 12));
			break;
		}
		say_arming(c, t);
		break;
	default:
		say_arming(c, t);
		break;
	}
}

static inline void say_block(struct chance *c, struct text *t, enum place place, u32 depth,
			     u32 lock)
{
	u32 n = 1 + chance_below(c, depth ? 3 : 6);

	while (n--) {
		say_statement(c, t, place, depth, lock);
		say_text(t, n ? "; " : "");
	}
}

#include "tests/users.h"

/* --- inputs ------------------------------------------------------------------------- */

static inline void input_timer(struct chance *c, struct text *t, u32 i)
{
	static const char *const flags[] = { "", "pinned ", "deferrable ", "irqsafe ", "" };

	say_text(t, "timer_setup t%u %s{ ", i, flags[chance_below(c, 5)]);
	say_block(c, t, IN_CALLBACK, 0, 0);
	say_text(t, chance_below(c, 3) ? "; rearm +%uj }" : " }", 1 + chance_below(c, 5));
}

static inline void input_hrtimer(struct chance *c, struct text *t, u32 i)
{
	static const char *const modes[] = {
		"", "mode=soft ", "clock=tai ", "clock=realtime mode=abs ", "",
	};

	say_text(t, "hrtimer_setup h%u %s{ ", i, modes[chance_below(c, 5)]);
	say_hrtimer_body(c, t);
	say_text(t, " }");
}

static inline void input_task(struct chance *c, struct text *t, const char *name, u32 cpu)
{
	say_text(t, "task %s cpu=%u { repeat %u { ", name, cpu, 2 + chance_below(c, 30));
	say_block(c, t, IN_TASK, 0, 0);
	say_text(t, "; burn %uus; sleep 1j } }", chance_below(c, 900));
}

/* The inputs that set the scene: number @i, until false. */
static inline bool first_input(struct chance *c, u32 nr_cpus, u32 i, struct text *t)
{
	char name[16];

	t->len = 0;
	if (i < PROGRAM_HRTIMERS) {
		say_text(t, "hrtimer_setup h%u", i);
		return true;
	}
	i -= PROGRAM_HRTIMERS;
	if (i < PROGRAM_TIMERS) {
		say_text(t, "timer_setup t%u", i);
	} else if (i < PROGRAM_TIMERS + PROGRAM_LOCKS) {
		say_text(t, "repeat 1 { lock_irqsave L%u; unlock_irqrestore L%u }",
			 i - PROGRAM_TIMERS, i - PROGRAM_TIMERS);
	} else if (i < PROGRAM_TIMERS + PROGRAM_LOCKS + PROGRAM_TASKS) {
		snprintf(name, sizeof(name), "p%u", i - PROGRAM_TIMERS - PROGRAM_LOCKS);
		say_text(t, "task %s cpu=%u { schedule_timeout %uj }", name,
			 chance_below(c, nr_cpus), 3 + chance_below(c, 3000));
	} else if (i < 2 * PROGRAM_TIMERS + PROGRAM_LOCKS + PROGRAM_TASKS) {
		input_timer(c, t, i - PROGRAM_TIMERS - PROGRAM_LOCKS - PROGRAM_TASKS);
	} else if (i < 2 * PROGRAM_TIMERS + PROGRAM_LOCKS + PROGRAM_TASKS + PROGRAM_HRTIMERS) {
		input_hrtimer(c, t, i - 2 * PROGRAM_TIMERS - PROGRAM_LOCKS - PROGRAM_TASKS);
	} else if (i < 2 * PROGRAM_TIMERS + PROGRAM_LOCKS + PROGRAM_TASKS + PROGRAM_HRTIMERS +
			       nr_cpus + 2) {
		snprintf(name, sizeof(name), "q%u", i);
		input_task(c, t, name, chance_below(c, nr_cpus));
	} else if (c->users && i < 2 * PROGRAM_TIMERS + PROGRAM_LOCKS + PROGRAM_TASKS +
					    PROGRAM_HRTIMERS + nr_cpus + 2 + USER_SCENE) {
		first_user_input(c, nr_cpus,
				 i - (2 * PROGRAM_TIMERS + PROGRAM_LOCKS + PROGRAM_TASKS +
				      PROGRAM_HRTIMERS + nr_cpus + 2), t);
	} else {
		return false;
	}
	return true;
}

/* What breaks: nothing that would end all ticks. */
static inline void input_fault(struct chance *c, u32 cpu, struct text *t)
{
	switch (chance_below(c, 8)) {
	case 0:
		say_text(t, "fault device lapic late=%uus cpu=%u", chance_below(c, 3000), cpu);
		break;
	case 1:
		say_text(t, "fault device lapic early=%uus cpu=%u", chance_below(c, 3000), cpu);
		break;
	case 2:
		say_text(t, "fault clock tsc %s=%u", chance_below(c, 2) ? "slow" : "fast",
			 chance_below(c, 300000));
		break;
	case 3:
		say_text(t, "fault clock tsc jump=%c%uus", chance_below(c, 2) ? '+' : '-',
			 chance_below(c, 20000));
		break;
	case 4:
		say_text(t, "fault storm every=%uus for=1ms cpu=%u softirq=TIMER",
			 50 + chance_below(c, 500), cpu);
		break;
	case 5:
		say_text(t, "fault irqs_off for=%uus cpu=%u", 1 + chance_below(c, 9000), cpu);
		break;
	default:
		say_text(t, "fault off");
		break;
	}
}

static inline void input_clock(struct chance *c, struct text *t)
{
	if (chance_below(c, 2))
		say_text(t, "clock_settime +%uus", chance_below(c, 5000000));
	else
		say_text(t, "clock_gettime clock=%s", chance_below(c, 2) ? "realtime" : "tai");
}

/* One that may come at any moment. */
static inline void later_input(struct chance *c, u32 nr_cpus, struct text *t)
{
	u32 cpu = chance_below(c, nr_cpus);

	t->len = 0;
	if (c->users && chance_below(c, 3)) {
		later_user_input(c, nr_cpus, t);
		return;
	}
	switch (chance_below(c, 13)) {
	case 10:
	case 11:
		input_fault(c, cpu, t);
		break;
	case 12:
		input_clock(c, t);
		break;
	case 0:
		say_text(t, "hold cpu %u", cpu);
		break;
	case 1:
	case 2:
		say_text(t, "release cpu %u", cpu);
		break;
	case 3:
		say_text(t, "force cpu %u", cpu);
		break;
	case 4:
		say_text(t, "force off");
		break;
	case 5:
		say_text(t, "at +%uus { ", 1 + chance_below(c, 20000));
		say_block(c, t, IN_TASK, 1, 0);
		say_text(t, " }");
		break;
	case 6:
		say_text(t, "on cpu %u { ", cpu);
		say_block(c, t, IN_TASK, 1, 0);
		say_text(t, " }");
		break;
	case 7:
		say_waiting(c, t);
		break;
	default:
		say_arming(c, t);
		break;
	}
}

/* --- sessions ------------------------------------------------------------------------- */

/* How the machine is booted, and how many such ways there are. */
#define BOOT_NOHZ 1u
#define BOOT_HIGHRES 2u
#define BOOT_SKEWED 4u
#define BOOT_STEPS 8u
#define BOOT_WAYS 6u

static inline u32 program_boot_way(u64 seed)
{
	static const u32 ways[BOOT_WAYS] = {
		0, BOOT_NOHZ, BOOT_HIGHRES, BOOT_NOHZ | BOOT_HIGHRES,
		BOOT_NOHZ | BOOT_HIGHRES | BOOT_SKEWED,
		BOOT_NOHZ | BOOT_HIGHRES | BOOT_STEPS,
	};

	return ways[seed % BOOT_WAYS];
}

static inline struct front *program_front_booted(u32 nr_cpus, u32 step_cost, bool history,
						 u32 boot)
{
	static FILE *nowhere;
	struct front_options options = {
		.batch = true,
		.limits = {
			.steps = UINT64_MAX, .time = KTIME_MAX, .memory = 64 << 20,
			.output = UINT64_MAX,
		},
	};
	struct session_config config = {
		.kernel = {
			.nr_cpus = nr_cpus, .hz = 250, .jiffies0 = INITIAL_JIFFIES_OF(250),
			.ticks = true, .nohz = boot & BOOT_NOHZ,
			.highres = boot & BOOT_HIGHRES, .skew_tick = boot & BOOT_SKEWED,
			.boot_steps = boot & BOOT_STEPS,
		},
		.step_cost = step_cost, .history = history,
	};
	const char *error = "";
	struct front *front;

	if (!nowhere)
		nowhere = fopen("/dev/null", "w");
	options.out = nowhere;
	options.err = nowhere;
	front = front_new(&options, &config, &error);
	if (!front)
		fail_msg("no session: %s", error);
	return front;
}

static inline struct front *program_front(u32 nr_cpus, u32 step_cost, bool history)
{
	return program_front_booted(nr_cpus, step_cost, history, 0);
}

static inline int program_input(struct front *front, const char *text)
{
	u32 wait;

	return session_input(front->session, text, 0, &wait);
}

/* Run to a limit: steps, time or events. */
static inline struct session_stop program_run_steps(struct front *front, u64 steps)
{
	struct goal goal = goal_none();

	goal.limits.steps = steps;
	return session_run(front->session, &goal);
}

static inline struct session_stop program_run_time(struct front *front, u64 time)
{
	struct goal goal = goal_none();

	goal.limits.time = time;
	return session_run(front->session, &goal);
}

/* Is the call over that was typed on the focused CPU and became task @serial? */
static inline bool program_returned(struct front *front, u32 serial)
{
	struct machine *m = front_machine(front);

	return m->os->awaited(&m->cpu[session_focus(front->session)], serial) == AWAITED_OVER;
}

static inline u64 program_digest(struct front *front)
{
	struct machine *m = front_machine(front);

	state_use(m);
	return state_digest(&machine_type, m);
}

#endif
