/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts about processes: see process_facts.h.
 */
#include "views/process_facts.h"

#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/posix_cpu_timers.h"
#include "linux/signalfd.h"
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

const char *posix_timer_callback(const struct k_itimer *timr)
{
	return timr->it_clock < 0 ? "cpu_timer_fire" :
	       is_alarm(timr) ? "alarm_handle_timer" : "posix_timer_fn";
}

/* See posixtimer_rearm() and posixtimer_deliver_signal(). */
bool posix_timer_stale(const struct k_itimer *timr)
{
	if (kernel_is_618())
		return !timr->it_signal ||
		       timr->it_signal_seq != timr->it_sigqueue_seq;
	return timr->it_requeue_pending != timr->sigq->info.si_sys_private;
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

#define WIDE 128u			/* columns: room for `notify` */

static void add_posix_timer(struct facts *facts, const struct k_itimer *timr)
{
	const u64 id = memo_key("posix timer", timr->object);
	char text[VALUE_MAX];
	s64 left;

	facts_row(facts, 2, id, "why %s", value_object(facts->m, timr->object,
						       text));
	facts_word(facts, ROLE_STRONG, "%2" PRId32, timr->it_id);
	facts_column(facts, 5);
	facts_word(facts, ROLE_TEXT, "%s", posix_timer_clock(timr, text));
	facts_column(facts, 21);
	facts_word(facts, ROLE_TEXT, "%s", timr->sigq &&
		   (timr->it_sigev_notify & 3) != SIGEV_NONE ?
		   signal_name(timr->sigq->info.si_signo) : "none");
	facts_column(facts, 32);
	facts_value(facts, timr->it_status == POSIX_TIMER_ARMED ?
		    ROLE_PENDING : ROLE_TEXT, id ^ 1, "%s",
		    posix_timer_status(timr));
	facts_column(facts, 47);
	facts_value(facts, ROLE_TEXT, id ^ 2, "%s",
		    posix_timer_left(facts->m, timr, &left) ?
		    hrtimer_from_now(left, text) : "-");
	facts_column(facts, 59);
	facts_value(facts, ROLE_TEXT, id ^ 3, "%s", timr->it_interval ?
		    value_duration((u64)timr->it_interval, text) : "-");
	facts_column(facts, 69);
	facts_value(facts, ROLE_TEXT, id ^ 4, "%" PRId64, timr->it_overrun_last);
	if (facts->width < WIDE)
		return;
	facts_column(facts, 78);
	facts_word(facts, ROLE_TEXT, "%s", notify_text(timr, text));
	facts_column(facts, 94);
	facts_word(facts, ROLE_TEXT, "%s", value_object(facts->m, timr->object,
						       text));
}

static void add_posix_timers(struct facts *facts, const struct process *p)
{
	const struct k_itimer *timr = process_next_posix_timer(p, NULL);
	u32 nr = 0;

	if (!timr)
		return;
	facts_row(facts, 2, memo_key("posix timers", p->serial),
		  "help posix timer");
	facts_word(facts, ROLE_DIM, "id POSIX timer     signal     state"
		   "          from now    interval  overrun%s",
		   facts->width < WIDE ? "" : "  notify          name");
	for (; timr && nr < FACTS_MOST; nr++) {
		add_posix_timer(facts, timr);
		timr = process_next_posix_timer(p, timr);
	}
	if (timr)
		facts_more(facts, "show posix");
}

/* --- interval timers ---------------------------------------------------------- */

static void add_interval(struct facts *facts, u64 incr)
{
	char text[VALUE_MAX];

	if (incr)
		facts_word(facts, ROLE_DIM, "interval");
	if (incr)
		facts_word(facts, ROLE_TEXT, "%s", value_duration(incr, text));
}

static void add_real(struct facts *facts, const struct process *p)
{
	const struct hrtimer *real = &p->timers.real_timer;
	const bool queued = hrtimer_is_queued(real);
	const u64 id = memo_key("ITIMER_REAL", p->serial);
	char text[VALUE_MAX];

	if (!queued && !p->timers.it_real_incr)
		return;
	facts_row(facts, 2, id, "why %s SIGALRM", value_object(facts->m,
							p->serial, text));
	facts_word(facts, ROLE_DIM, "ITIMER_REAL    SIGALRM");
	facts_value(facts, queued ? ROLE_PENDING : ROLE_TEXT, id, "%s",
		    !queued ? "expired: who takes the signal arms it again" :
		    hrtimer_from_now(hrtimer_get_expires(real) -
				     (s64)facts->m->now, text));
	add_interval(facts, (u64)p->timers.it_real_incr);
}

bool cpu_itimer_left(const struct process *p, u32 clkid, s64 *left)
{
	const struct task_cputime *time = &p->timers.cputime;
	const struct cpu_itimer *it = &p->timers.it[clkid];

	*left = (s64)it->expires - (s64)(time->utime +
		(clkid == CPUCLOCK_PROF ? time->stime : 0));
	return it->expires;
}

static void add_cpu_itimer(struct facts *facts, const struct process *p,
			   u32 clkid)
{
	const bool prof = clkid == CPUCLOCK_PROF;
	const u64 id = memo_key("cpu itimer", (u64)p->serial << 2 | clkid);
	char text[VALUE_MAX];
	s64 left;

	if (!cpu_itimer_left(p, clkid, &left))
		return;
	facts_row(facts, 2, id, "why %s %s", value_object(facts->m, p->serial,
							  text),
		  prof ? "SIGPROF" : "SIGVTALRM");
	facts_word(facts, ROLE_DIM, prof ? "ITIMER_PROF    SIGPROF" :
		   "ITIMER_VIRTUAL SIGVTALRM");
	facts_value(facts, ROLE_PENDING, id, "%s",
		    hrtimer_from_now(left, text));
	facts_word(facts, ROLE_DIM, prof ? "of user and system time" :
		   "of user time");
	add_interval(facts, p->timers.it[clkid].incr);
}

/* --- open files ---------------------------------------------------------------- */

static void add_timerfd(struct facts *facts, const struct timerfd_ctx *ctx,
			u64 id)
{
	const bool alarm = ctx->clockid == CLOCK_REALTIME_ALARM ||
			   ctx->clockid == CLOCK_BOOTTIME_ALARM;
	const struct hrtimer *timer = alarm ? &ctx->t.alarm.timer :
					      &ctx->t.tmr;
	char text[VALUE_MAX];

	if (ctx->clockid >= 0 && ctx->clockid < NR_CLOCKIDS)
		facts_word(facts, ROLE_TEXT, "%s", clockid_names[ctx->clockid] +
			   strlen("CLOCK_"));
	facts_value(facts, hrtimer_is_queued(timer) ? ROLE_PENDING : ROLE_TEXT,
		    id ^ 1, "%s", hrtimer_is_queued(timer) ?
		    hrtimer_from_now(hrtimer_get_expires(timer) -
				     base_now(facts->m, timer), text) : "off");
	add_interval(facts, (u64)ctx->tintv);
	facts_word(facts, ROLE_DIM, "ticks");
	facts_value(facts, ROLE_TEXT, id ^ 2, "%" PRIu64, ctx->ticks);
}

static void add_file(struct facts *facts, const struct process *p, u32 fd)
{
	const struct file *file = p->files.fd[fd].file;
	const u64 id = memo_key("file", (u64)p->serial << 8 | fd);
	const struct signalfd_ctx *ctx = file->private_data;
	char text[256], name[VALUE_MAX];

	facts_row(facts, 2, id, "print %s.fd[%u]", value_object(facts->m,
							p->serial, name), fd);
	facts_word(facts, ROLE_DIM, "fd");
	facts_word(facts, ROLE_STRONG, "%u", fd);
	facts_word(facts, ROLE_TEXT, "%s", file->f_op->name);
	if (file->f_op->type == &timerfd_type && file->private_data)
		add_timerfd(facts, file->private_data, id);
	else if (file->f_op->type == &signalfd_type && ctx)
		facts_word(facts, ROLE_TEXT, "%s", sigset_text(~ctx->sigmask,
							text, sizeof(text)));
	if (file->f_flags & O_NONBLOCK)
		facts_word(facts, ROLE_DIM, "does not wait");
	if (waitqueue_active(&file->wqh))
		facts_word(facts, ROLE_HAND, "somebody waits for it");
}

static void add_files(struct facts *facts, const struct process *p)
{
	u32 fd;

	for (fd = 0; fd < NR_OPEN; fd++) {
		const struct file *file = p->files.fd[fd].file;

		if (file && state_readable(file, sizeof(*file)) && file->f_op)
			add_file(facts, p, fd);
	}
}

/* --- processes --------------------------------------------------------------- */

static void add_fate(struct facts *facts, const struct process *p, u64 id)
{
	const s32 code = p->group_exit_code;

	if (p->exited && code & 0x7f)
		facts_value(facts, ROLE_BAD, id ^ 1, "%sended by %s",
			    p->reaped ? "" : "a zombie, ",
			    signal_name(code & 0x7f));
	else if (p->exited)
		facts_value(facts, ROLE_BAD, id ^ 1, "%sexited with %" PRId32,
			    p->reaped ? "" : "a zombie, ", code >> 8);
	else if (p->flags & SIGNAL_GROUP_EXIT)
		facts_value(facts, ROLE_BAD, id ^ 1, "its threads are exiting");
	else if (p->flags & SIGNAL_STOP_STOPPED)
		facts_value(facts, ROLE_HAND, id ^ 1,
			    "stopped, until SIGCONT");
	else if (p->group_stop_count)
		facts_value(facts, ROLE_HAND, id ^ 1, "stopping: %u to go",
			    p->group_stop_count);
	else
		facts_value(facts, ROLE_TEXT, id ^ 1, p->nr_threads == 1 ?
			    "%u thread" : "%u threads", p->nr_threads);
}

/* What the focused CPU runs: its process is looked at first. */
static const struct task *running_task(const struct facts *facts)
{
	const struct percpu *p = percpu_of_cpu(&facts->m->cpu[facts->focus]);

	return p ? p->rq.curr : NULL;
}

static void add_process(struct facts *facts, const struct process *p)
{
	const u64 id = memo_key("process", p->serial);
	const struct task_cputime *time = &p->timers.cputime;
	const struct thread *t = process_facts_thread(p, NULL);
	char text[VALUE_MAX];
	u32 nr = 0;

	facts_row(facts, 0, id, "why %s", value_object(facts->m, p->serial,
						       text));
	facts_word(facts, ROLE_STRONG, "%s", value_object(facts->m, p->serial,
							  text));
	facts_word(facts, ROLE_DIM, "pid");
	facts_word(facts, ROLE_TEXT, "%" PRId32, p->pid);
	if (p->parent)
		facts_word(facts, ROLE_DIM, "child of %s",
			   value_object(facts->m, p->parent->serial, text));
	add_fate(facts, p, id);
	facts_column(facts, 46);	/* under those of its threads */
	facts_value(facts, ROLE_TEXT, id ^ 2, "%s", value_duration(time->utime,
								   text));
	facts_column(facts, 55);
	facts_value(facts, ROLE_TEXT, id ^ 3, "%s", value_duration(time->stime,
								   text));
	if (p->exited)
		return;
	for (; t && nr < FACTS_MOST; t = process_facts_thread(p, t), nr++) {
		thread_facts(facts, t);
		if (t->task == running_task(facts))
			facts->active = id;
	}
	add_posix_timers(facts, p);
	add_real(facts, p);
	add_cpu_itimer(facts, p, CPUCLOCK_VIRT);
	add_cpu_itimer(facts, p, CPUCLOCK_PROF);
	add_files(facts, p);
}

/* Above all threads. */
static void add_columns(struct facts *facts)
{
	facts_row(facts, 2, memo_key("columns", 0), "help thread");
	if (facts->nr_rows)
		facts->row[facts->nr_rows - 1].head = true;
	facts_word(facts, ROLE_DIM, "thread          tid   CPU state      mode"
		   "   user     system   on a CPU%s",
		   facts->width < WIDE ? "" : "      system call");
}

void process_facts_empty(struct facts *facts)
{
	facts_row(facts, 0, 1, "help process");
	facts_sentence(facts, ROLE_TEXT, "No process yet. Type, for example:");
	facts_row(facts, 2, 2, NULL);
	facts_word(facts, ROLE_STRONG, "process p1");
	facts_row(facts, 2, 3, NULL);
	facts_word(facts, ROLE_STRONG, "sigaction p1 SIGALRM handler { nop }");
	facts_row(facts, 2, 4, NULL);
	facts_word(facts, ROLE_STRONG, "timer_create p1 CLOCK_MONOTONIC SIGALRM"
		   " -> t1");
	facts_row(facts, 2, 5, NULL);
	facts_word(facts, ROLE_STRONG, "timer_settime p1 t1 value=10ms "
		   "interval=10ms");
}

void process_facts(struct facts *facts, u32 only)
{
	const struct process *p = process_facts_next(facts->m, NULL);
	u32 nr = 0;

	if (p)
		add_columns(facts);
	else
		process_facts_empty(facts);
	for (; p && nr < FACTS_MOST; p = process_facts_next(facts->m, p), nr++)
		if (!only || p->serial == only)
			add_process(facts, p);
	if (p)
		facts_more(facts, "show posix");
}
