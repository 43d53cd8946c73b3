/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts about processes: see process_facts.h.
 */
#include "views/process_facts.h"

#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/posix_cpu_timers.h"
#include "linux/state.h"
#include "linux/timerfd.h"
#include "linux/trace.h"
#include "views/hrtimer_facts.h"
#include "views/value.h"

/* --- who is who ---------------------------------------------------------------- */

const struct process *process_facts_next(const struct machine *m,
					 const struct process *prev)
{
	const struct object *object = prev ? object_get(m, prev->serial) : NULL;

	do {
		object = object_next(m, object, OBJECT_PROCESS);
	} while (object && (object->freed || !object->memory));
	return object ? object->memory : NULL;
}

const struct thread *process_facts_thread(const struct process *p,
					  const struct thread *prev)
{
	const struct thread *t = process_next_thread(p, prev);

	return t && state_readable(t, sizeof(*t)) && t->task &&
	       state_readable(t->task, sizeof(*t->task)) ? t : NULL;
}

const char *thread_name(const struct machine *m, const struct thread *t,
			char *buf)
{
	return value_object(m, t->task->serial, buf);
}

const char *signal_name(s32 sig)
{
	return sig > 0 && sig <= NR_SIGNALS ? signal_names[sig] : "?";
}

const char *sigset_text(ksigset_t set, char *buf, size_t size)
{
	const bool most = __builtin_popcountll(set) > NR_SIGNALS / 2;
	const ksigset_t named = most ? ~set : set;
	size_t at = 0;
	s32 sig;

	if (!set)
		return "none";
	if (!~set)
		return "all";
	buf[0] = '\0';
	for (sig = 1; sig <= NR_SIGNALS && at < size; sig++)
		if (sig_in(named, sig))
			at += (size_t)snprintf(buf + at, size - at, "%s%s",
					       at ? "|" : most ? "all but " : "",
					       signal_names[sig]);
	return buf;
}

const char *thread_state_text(const struct machine *m, const struct thread *t,
			      char *buf)
{
	const struct task *task = t->task;
	const struct percpu *p = task->cpu < m->nr_cpus ?
				 percpu_of_cpu(&m->cpu[task->cpu]) : NULL;

	if (p && p->rq.curr == task) {
		snprintf(buf, VALUE_MAX, "on CPU %u", task->cpu);
		return buf;
	}
	switch (task->state) {
	case TASK_RUNNING:
		return "ready";
	case TASK_INTERRUPTIBLE:
		return "asleep";
	case TASK_UNINTERRUPTIBLE:
		return "asleep (D)";
	case TASK_STOPPED:
		return "stopped";
	default:
		return "dead";
	}
}

/* --- POSIX timers ---------------------------------------------------------------- */

const char *posix_timer_clock(const struct k_itimer *timr, char *buf)
{
	const s32 clock = timr->it_clock;

	if (clock == PROCESS_CLOCK)
		return "PROCESS_CPUTIME";
	if (clock == THREAD_CLOCK)
		return "THREAD_CPUTIME";
	if (clock >= 0 && clock < NR_CLOCKIDS)
		return clockid_names[clock] + strlen("CLOCK_");
	snprintf(buf, VALUE_MAX, "%" PRId32, clock);
	return buf;
}

const char *posix_timer_status(const struct k_itimer *timr)
{
	static const char *const status[POSIX_TIMER_NR_STATES] = {
		"disarmed", "armed", "expired",
	};
	const bool queued = timr->sigq && !list_empty(&timr->sigq->list);

	if (!list_empty(&timr->ignored_list))
		return "parked";
	if (queued)
		return timr->it_status == POSIX_TIMER_ARMED ?
		       "armed, queued" : "signal queued";
	return timr->it_status < POSIX_TIMER_NR_STATES ?
	       status[timr->it_status] : "?";
}

static bool is_alarm(const struct k_itimer *timr)
{
	return timr->it_clock == CLOCK_REALTIME_ALARM ||
	       timr->it_clock == CLOCK_BOOTTIME_ALARM;
}

/* The time on the clock of an hrtimer. */
static s64 base_now(const struct machine *m, const struct hrtimer *timer)
{
	const struct hrtimer_clock_base *base = timer->base;

	return base && state_readable(base, sizeof(*base)) ?
	       (s64)m->now + base->offset : (s64)m->now;
}

/* ... on a CPU clock, as far as it has been counted. */
static s64 cpu_clock_now(const struct k_itimer *timr)
{
	const bool one = CPUCLOCK_PERTHREAD(timr->it_clock);
	const struct thread *t = find_thread(timr->it.cpu.pid);
	const struct process *p = t ? t->process : find_process(timr->it.cpu.pid);
	const struct task_cputime *time = one && t ? &t->timers.cputime :
					  p ? &p->timers.cputime : NULL;

	if (!time)
		return 0;
	switch (CPUCLOCK_WHICH(timr->it_clock)) {
	case CPUCLOCK_PROF:
		return (s64)(time->utime + time->stime);
	case CPUCLOCK_VIRT:
		return (s64)time->utime;
	default:
		return (s64)time->sum_exec_runtime;
	}
}

bool posix_timer_left(const struct machine *m, const struct k_itimer *timr,
		      s64 *left)
{
	if (timr->it_status != POSIX_TIMER_ARMED)
		return false;
	if (timr->it_clock < 0)
		*left = timr->it.cpu.node.expires - cpu_clock_now(timr);
	else if (is_alarm(timr))
		*left = timr->it.alarm.node.expires -
			base_now(m, &timr->it.alarm.timer);
	else
		*left = hrtimer_get_expires(&timr->it.real) -
			base_now(m, &timr->it.real);
	return true;
}

/* As /proc/PID/timers has it: whom the signal is for. */
static const char *notify_text(const struct k_itimer *timr, char *buf)
{
	static const char *const how[] = { "signal", "none", "thread" };

	snprintf(buf, VALUE_MAX, "%s/%s.%" PRId32, how[timr->it_sigev_notify & 3],
		 timr->it_sigev_notify & SIGEV_THREAD_ID ? "tid" : "pid",
		 timr->it_pid);
	return buf;
}

static void add_posix_timer(struct facts *facts, const struct k_itimer *timr)
{
	const u64 id = memo_key("posix timer", timr->object);
	char text[VALUE_MAX];
	s64 left;

	facts_row(facts, 4, id, "why %s", value_object(facts->m, timr->object,
						       text));
	facts_word(facts, ROLE_STRONG, "%2" PRId32, timr->it_id);
	facts_column(facts, 8);
	facts_word(facts, ROLE_TEXT, "%s", posix_timer_clock(timr, text));
	facts_column(facts, 24);
	facts_word(facts, ROLE_TEXT, "%s", timr->sigq ?
		   signal_name(timr->sigq->info.si_signo) : "none");
	facts_column(facts, 35);
	facts_value(facts, timr->it_status == POSIX_TIMER_ARMED ?
		    ROLE_PENDING : ROLE_TEXT, id ^ 1, "%s",
		    posix_timer_status(timr));
	facts_column(facts, 49);
	facts_value(facts, ROLE_TEXT, id ^ 2, "%s",
		    posix_timer_left(facts->m, timr, &left) ?
		    hrtimer_from_now(left, text) : "-");
	facts_column(facts, 61);
	facts_value(facts, ROLE_TEXT, id ^ 3, "%s", timr->it_interval ?
		    value_duration((u64)timr->it_interval, text) : "-");
	facts_column(facts, 70);
	facts_value(facts, ROLE_TEXT, id ^ 4, "%" PRId64, timr->it_overrun_last);
	facts_column(facts, 76);
	facts_word(facts, ROLE_DIM, "%s", notify_text(timr, text));
}

static void add_posix_timers(struct facts *facts, const struct process *p)
{
	const struct k_itimer *timr = process_next_posix_timer(p, NULL);

	if (!timr)
		return;
	facts_row(facts, 2, memo_key("posix timers", p->serial),
		  "help posix timer");
	facts_word(facts, ROLE_DIM, "POSIX timers");
	facts_row(facts, 4, memo_key("posix timers", p->serial) + 1,
		  "help posix timer");
	facts_word(facts, ROLE_DIM, "id  clock           signal     state"
		   "         from now    interval  over");
	for (; timr; timr = process_next_posix_timer(p, timr))
		add_posix_timer(facts, timr);
}

/* --- threads ----------------------------------------------------------------- */

static void add_thread(struct facts *facts, const struct thread *t)
{
	const u64 id = memo_key("thread", t->task->serial);
	const struct step_frame *frame = stack_of_task(t->task);
	char text[VALUE_MAX];

	facts_row(facts, 4, id, "why %s", thread_name(facts->m, t, text));
	facts_word(facts, ROLE_STRONG, "%s", thread_name(facts->m, t, text));
	facts_column(facts, 16);
	facts_word(facts, ROLE_TEXT, "%" PRId32, t->tid);
	facts_column(facts, 22);
	facts_value(facts, ROLE_TEXT, id ^ 1, "%s",
		    thread_state_text(facts->m, t, text));
	facts_column(facts, 34);
	facts_value(facts, t->task->user_mode ? ROLE_USER : ROLE_TASK, id ^ 2,
		    "%s", t->task->user_mode ? "user" : "kernel");
	facts_column(facts, 42);
	if (t->syscall)
		facts_value(facts, ROLE_TEXT, id ^ 3, "%s",
			    call_table[t->syscall - 1].name);
	if (frame && !t->task->user_mode)
		facts_word(facts, ROLE_DIM, "in %s:%u", frame_function(frame),
			   frame_line(frame));
}

static void add_threads(struct facts *facts, const struct process *p)
{
	const struct thread *t = process_facts_thread(p, NULL);

	if (!t)
		return;
	facts_row(facts, 2, memo_key("threads", p->serial), "help thread");
	facts_word(facts, ROLE_DIM, "thread");
	facts_column(facts, 16);
	facts_word(facts, ROLE_DIM, "tid");
	facts_column(facts, 22);
	facts_word(facts, ROLE_DIM, "state       mode    system call");
	for (; t; t = process_facts_thread(p, t))
		add_thread(facts, t);
}

/* --- processes --------------------------------------------------------------- */

static void add_process(struct facts *facts, const struct process *p)
{
	const u64 id = memo_key("process", p->serial);
	char text[VALUE_MAX];

	facts_row(facts, 0, id, "why %s", value_object(facts->m, p->serial,
						       text));
	facts_word(facts, ROLE_STRONG, "%s", value_object(facts->m, p->serial,
							  text));
	facts_word(facts, ROLE_DIM, " pid");
	facts_word(facts, ROLE_TEXT, "%" PRId32, p->pid);
	add_threads(facts, p);
	add_posix_timers(facts, p);
}

void process_facts_empty(struct facts *facts)
{
	facts_row(facts, 0, 1, "help process");
	facts_word(facts, ROLE_TEXT, "No process yet.  Type: process p1");
}

void process_facts(struct facts *facts, u32 only)
{
	const struct process *p = process_facts_next(facts->m, NULL);

	if (!p)
		process_facts_empty(facts);
	for (; p; p = process_facts_next(facts->m, p))
		if (!only || p->serial == only)
			add_process(facts, p);
}
