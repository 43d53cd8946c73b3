/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX timers, interval timers, CPU clocks and timerfds for readers: state
 * tables and invariants.  Host context, between two statements.
 */
#include "linux/posix_timers.h"

#include "linux/cputime.h"
#include "linux/kernel.h"
#include "linux/posix_cpu_timers.h"
#include "linux/process.h"
#include "linux/state.h"
#include "linux/timerfd.h"

/* --- what a timer lives in ---------------------------------------------- */

enum timer_kind { KIND_HRTIMER, KIND_CPU, KIND_ALARM };

static notrace enum timer_kind kind_of(const struct k_itimer *timr)
{
	if (timr->it_clock < 0)
		return KIND_CPU;
	if (timr->it_clock == CLOCK_REALTIME_ALARM ||
	    timr->it_clock == CLOCK_BOOTTIME_ALARM)
		return KIND_ALARM;
	return KIND_HRTIMER;
}

static notrace const struct hrtimer *hrtimer_of(const struct k_itimer *timr)
{
	return kind_of(timr) == KIND_ALARM ? &timr->it.alarm.timer :
					     &timr->it.real;
}

/* --- a timer's table ---------------------------------------------------- */

static const char *const notify_names[] = {
	"SIGEV_SIGNAL", "SIGEV_NONE", "SIGEV_THREAD", "3", "SIGEV_THREAD_ID",
};
static const char *const status_names[POSIX_TIMER_NR_STATES] = {
	"disarmed", "armed", "requeue_pending",
};

static notrace const struct k_itimer *itimer(const void *object)
{
	return object;
}

static notrace u64 get_clock(const void *timr, const char **start)
{
	s32 clock = itimer(timr)->it_clock;
	u64 len = 0;

	*start = clock >= 0 && clock < NR_CLOCKIDS ? clockid_names[clock] :
		 clock == PROCESS_CLOCK ? "CLOCK_PROCESS_CPUTIME_ID" :
		 clock == THREAD_CLOCK ? "CLOCK_THREAD_CPUTIME_ID" :
					 "CPU clock";
	while ((*start)[len])
		len++;
	return len;
}

static notrace u64 get_signo(const void *timr)
{
	const struct sigqueue *q = itimer(timr)->sigq;

	return q ? (u64)q->info.si_signo : 0;
}

static notrace u64 get_sival(const void *timr)
{
	const struct sigqueue *q = itimer(timr)->sigq;

	return q ? q->info.si_value : 0;
}

static notrace u64 get_queued(const void *timr)
{
	const struct sigqueue *q = itimer(timr)->sigq;

	return q && q->list.next && !list_empty(&q->list);
}

static notrace u64 get_parked(const void *timr)
{
	return !list_empty(&itimer(timr)->ignored_list);
}

static notrace u64 get_valid(const void *timr)
{
	return itimer(timr)->it_signal != NULL;
}

static notrace u64 get_owner(const void *timr)
{
	return itimer(timr)->it_process->serial;
}

static notrace u64 get_expires(const void *object)
{
	const struct k_itimer *timr = object;

	return kind_of(timr) == KIND_CPU ?
		       cpu_timer_getexpires(&timr->it.cpu) :
		       (u64)hrtimer_get_expires(hrtimer_of(timr));
}

static notrace u64 get_firing(const void *object)
{
	const struct k_itimer *timr = object;

	return kind_of(timr) == KIND_CPU && timr->it.cpu.firing;
}

static notrace const void *follow_hrtimer(const void *object)
{
	const struct k_itimer *timr = object;

	return kind_of(timr) == KIND_CPU ? NULL : hrtimer_of(timr);
}

static const struct state_field k_itimer_fields[] = {
	FIELD(struct k_itimer, it_id, NONE, "what timer_create() returned"),
	FIELD_GET("process", OBJECT, NONE, get_owner, "whose it is"),
	FIELD(struct k_itimer, it_clock, NONE, "its clock, by number"),
	FIELD_GET_TEXT_HIDDEN("clock", get_clock, "its clock"),
	FIELD_ENUM(struct k_itimer, it_sigev_notify, notify_names,
		   "how it tells"),
	{ .name = "signo", .help = "its signal", .size = 8,
	  .kind = STATE_ENUM, .get = get_signo, .names = signal_names,
	  .nr_names = NR_SIGNALS + 1 },
	FIELD_GET("sival", UINT, NONE, get_sival,
		  "the value that comes with it"),
	FIELD(struct k_itimer, it_pid, NONE,
	      "the thread or process that gets it"),
	FIELD_ENUM(struct k_itimer, it_status, status_names,
		   "armed, or whether a signal re-arms it (6.18)"),
	FIELD_GET("valid", BOOL, NONE, get_valid, "system calls find it"),
	FIELD_GET("expires", INT, NS, get_expires, "on its clock"),
	FIELD(struct k_itimer, it_interval, NS, "its period; 0: none"),
	FIELD(struct k_itimer, it_overrun, NONE,
	      "periods without a signal since the last delivery; -1: none"),
	FIELD(struct k_itimer, it_overrun_last, NONE,
	      "those before the last delivery"),
	FIELD(struct k_itimer, it_requeue_pending, NONE,
	      "6.12: counts settings; odd: its signal re-arms it"),
	FIELD(struct k_itimer, it_signal_seq, NONE,
	      "6.18: counts settings and deliveries"),
	FIELD(struct k_itimer, it_sigqueue_seq, NONE,
	      "6.18: the count when its signal was queued"),
	FIELD(struct k_itimer, it_sig_periodic, NONE,
	      "6.18: its signal is to re-arm it"),
	FIELD_GET("queued", BOOL, NONE, get_queued, "its signal is pending"),
	FIELD_GET("parked", BOOL, NONE, get_parked,
		  "6.18: its signal is ignored, and kept aside"),
	FIELD_GET("firing", BOOL, NONE, get_firing,
		  "a CPU timer that a tick has found due"),
	FIELD(struct k_itimer, refs, NONE, "who holds it"),
	FIELD_STRUCT(struct k_itimer, it_lock, &spinlock_type,
		     "guards its setting"),
	FIELD_FOLLOW("hrtimer", &hrtimer_type, follow_hrtimer,
		     "its hrtimer; CPU timers have none"),
};
const struct state_type k_itimer_type =
	STATE_TYPE("posix_timer", struct k_itimer, k_itimer_fields,
		   "a POSIX timer");

notrace const struct k_itimer *
process_next_posix_timer(const struct process *p, const struct k_itimer *prev)
{
	const struct list_head *head = &p->timers.posix_timers;
	const struct list_head *at = prev ? prev->list.prev : head->prev;
	const struct k_itimer *timr;

	if (!at || at == head)
		return NULL;
	timr = list_entry(at, const struct k_itimer, list);
	return state_readable(timr, sizeof(*timr)) ? timr : NULL;
}

/* --- what processes and threads have ------------------------------------ */

static notrace u64 next_event(const struct posix_cputimers *pct, u32 clkid)
{
	u64 next = pct->bases[clkid].nextevt;

	return next > KTIME_MAX ? KTIME_MAX : next;
}

#define CPUTIMERS_FIELDS(name_, from_) \
	static notrace u64 get_##name_##_prof(const void *object) \
	{ \
		const struct from_ *from = object; \
		return next_event(&from->cputimers, CPUCLOCK_PROF); \
	} \
	static notrace u64 get_##name_##_virt(const void *object) \
	{ \
		const struct from_ *from = object; \
		return next_event(&from->cputimers, CPUCLOCK_VIRT); \
	} \
	static notrace u64 get_##name_##_sched(const void *object) \
	{ \
		const struct from_ *from = object; \
		return next_event(&from->cputimers, CPUCLOCK_SCHED); \
	}
CPUTIMERS_FIELDS(process, process_timers)
CPUTIMERS_FIELDS(thread, thread_timers)

#define CPUTIME_FIELDS(struct_, name_) \
	FIELD_AS("utime", struct_, cputime.utime, NS, \
		 "in user mode, by ticks"), \
	FIELD_AS("stime", struct_, cputime.stime, NS, \
		 "in the kernel, by ticks"), \
	FIELD_AS("sum_exec_runtime", struct_, cputime.sum_exec_runtime, NS, \
		 "on a CPU, up to the last switch or tick"), \
	FIELD_GET("next_prof", INT, NS, get_##name_##_prof, \
		  "user and system time: when a tick is to look"), \
	FIELD_GET("next_virt", INT, NS, get_##name_##_virt, \
		  "user time: when a tick is to look"), \
	FIELD_GET("next_sched", INT, NS, get_##name_##_sched, \
		  "exact time: when a tick is to look"), \
	FIELD_AS("timers_active", struct_, cputimers.timers_active, NONE, \
		 "ticks look at all")

static const struct state_field thread_timers_fields[] = {
	CPUTIME_FIELDS(struct thread_timers, thread),
	FIELD(struct thread_timers, exec_start, NS,
	      "sum_exec_runtime counts up to here"),
	FIELD(struct thread_timers, default_timer_slack_ns, NS,
	      "the slack it was born with"),
};
const struct state_type thread_timers_type =
	STATE_TYPE("thread_timers", struct thread_timers,
		   thread_timers_fields, "a thread's CPU clocks");

static notrace const void *next_posix_timer(const void *object,
					    const void *prev)
{
	const struct process_timers *timers = object;
	const struct process *p =
		container_of(timers, const struct process, timers);

	return process_next_posix_timer(p, prev);
}

static notrace u64 key_posix_timer(const void *timers, const void *timr)
{
	(void)timers;
	return (u64)itimer(timr)->it_id;
}

#define FIELD_ITIMER(name_, which_) \
	FIELD_AS(name_ "_expires", struct process_timers, it[which_].expires, \
		 NS, "on its CPU clock; 0: off"), \
	FIELD_AS(name_ "_interval", struct process_timers, it[which_].incr, \
		 NS, "its period; 0: none")

static const struct state_field process_timers_fields[] = {
	CPUTIME_FIELDS(struct process_timers, process),
	FIELD_AS("expiry_active", struct process_timers,
		 cputimers.expiry_active, NONE, "a thread looks just now"),
	FIELD_STRUCT(struct process_timers, real_timer, &hrtimer_type,
		     "setitimer(ITIMER_REAL)"),
	FIELD_AS("real_interval", struct process_timers, it_real_incr, NS,
		 "its period; 0: none"),
	FIELD_ITIMER("virtual", CPUCLOCK_VIRT),
	FIELD_ITIMER("prof", CPUCLOCK_PROF),
	FIELD(struct process_timers, next_posix_timer_id, NONE,
	      "the next timer_create() begins to look here"),
	FIELD(struct process_timers, timer_create_restore_ids, NONE,
	      "6.18: timer_create() takes ids"),
	FIELD_LIST_NUMBERS("posix_timer", &k_itimer_type, next_posix_timer,
			   key_posix_timer, "its POSIX timers, by id"),
};
const struct state_type process_timers_type =
	STATE_TYPE("process_timers", struct process_timers,
		   process_timers_fields, "timers and CPU clocks");

/* --- timerfd ------------------------------------------------------------ */

static notrace u64 get_timerfd_hrtimer(const void *object)
{
	const struct timerfd_ctx *ctx = object;
	bool alarm = ctx->clockid == CLOCK_REALTIME_ALARM ||
		     ctx->clockid == CLOCK_BOOTTIME_ALARM;

	return (u64)hrtimer_get_expires(alarm ? &ctx->t.alarm.timer :
						&ctx->t.tmr);
}

static const struct state_field timerfd_fields[] = {
	FIELD_ENUM(struct timerfd_ctx, clockid, clockid_names, "its clock"),
	FIELD_GET("expires", INT, NS, get_timerfd_hrtimer, "on its clock"),
	FIELD_AS("interval", struct timerfd_ctx, tintv, NS,
		 "its period; 0: none"),
	FIELD(struct timerfd_ctx, ticks, NONE, "expiries nobody has read"),
	FIELD(struct timerfd_ctx, expired, NONE,
	      "a periodic one waits for a reader"),
	FIELD(struct timerfd_ctx, settime_flags, NONE,
	      "1: absolute, 2: cancel on set"),
	FIELD(struct timerfd_ctx, might_cancel, NONE,
	      "to be told when the clock is set"),
	FIELD(struct timerfd_ctx, moffs, NS,
	      "CLOCK_REALTIME's offset; KTIME_MAX: canceled"),
};
const struct state_type timerfd_type =
	STATE_TYPE("timerfd", struct timerfd_ctx, timerfd_fields,
		   "a timerfd");

/* --- invariants --------------------------------------------------------- */

/* Is a base about to give it back, or to take it? */
static notrace bool base_is_busy(const struct hrtimer *timer)
{
	const struct hrtimer_clock_base *base = hrtimer_base_of(timer);

	return !base || base->cpu_base->lock.owner_cpu >= 0 ||
	       base->running == timer;
}

static notrace const char *check_armed(const struct k_itimer *timr)
{
	bool armed = timr->it_status == POSIX_TIMER_ARMED;
	const struct hrtimer *timer = hrtimer_of(timr);

	if (kind_of(timr) == KIND_CPU) {
		if (!armed && timr->it.cpu.head)
			return "posix_timer: disarmed, but in a CPU clock's "
			       "queue";
		return NULL;
	}
	if (base_is_busy(timer))
		return NULL;
	if (armed && !hrtimer_is_queued(timer))
		return "posix_timer: armed, but its hrtimer is not";
	if (!armed && hrtimer_is_queued(timer))
		return "posix_timer: its hrtimer is armed, but it is not";
	return NULL;
}

static notrace const char *check_signal(const struct k_itimer *timr)
{
	if (!timr->sigq || !(timr->sigq->flags & SIGQUEUE_PREALLOC))
		return "posix_timer: it has no entry of its own";
	if (timr->sigq->timer != timr)
		return "posix_timer: its entry belongs to another timer";
	if (get_parked(timr) && get_queued(timr))
		return "posix_timer: its signal is pending and parked";
	if (!timr->refs)
		return "posix_timer: nobody holds it";
	return NULL;
}

static notrace bool is_hashed(const struct k_itimer *timr)
{
	return !hlist_unhashed(&timr->t_hash) &&
	       *timr->t_hash.pprev == &timr->t_hash;
}

static notrace const char *check_timer(const struct process *p,
				       const struct k_itimer *timr)
{
	const char *error;

	if (timr->it_process != p || timr->it_signal != p)
		return "posix_timer: on the list of a process that is not its";
	if (kernel()->posix_timers->hash_lock.owner_cpu < 0 &&
	    !is_hashed(timr))
		return "posix_timer: it cannot be found";
	if (timr->it_lock.owner_cpu >= 0)
		return NULL;
	error = check_signal(timr);
	return error ? error : check_armed(timr);
}

/* What is being changed, under siglock, is passed over. */
static notrace const char *check_process(const struct process *p)
{
	const struct k_itimer *timr = NULL;
	const char *error = NULL;

	if (p->siglock.owner_cpu >= 0)
		return NULL;
	do {
		timr = process_next_posix_timer(p, timr);
		if (timr)
			error = check_timer(p, timr);
	} while (timr && !error);
	return error;
}

/* nextevt may be early, never late: it is looked at once a tick. */
static notrace const char *check_cputimers(const struct posix_cputimers *pct)
{
	const struct timerqueue_node *first;
	u32 i;

	for (i = 0; i < CPUCLOCK_MAX; i++) {
		first = timerqueue_getnext(&pct->bases[i].tqhead);
		if (first && (u64)first->expires < pct->bases[i].nextevt)
			return "posix_cputimers: a tick would miss a timer";
	}
	return NULL;
}

notrace const char *posix_timers_check(const struct machine *m)
{
	const struct object *object = object_next(m, NULL, OBJECT_PROCESS);
	const struct process *p;
	const char *error = NULL;

	while (object && !error) {
		p = object->freed ? NULL : object->memory;
		if (p && p->siglock.owner_cpu < 0) {
			error = check_process(p);
			if (!error)
				error = check_cputimers(&p->timers.cputimers);
		}
		object = object_next(m, object, OBJECT_PROCESS);
	}
	return error;
}
