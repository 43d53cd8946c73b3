/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `show posix`: what processes have in timers: POSIX timers, interval timers,
 * CPU clocks; and for one process the text of /proc/PID/timers.
 */
#include "show.h"

#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/posix_cpu_timers.h"
#include "linux/posix_timers.h"
#include "linux/process.h"
#include "views/value.h"

/* --- a timer -------------------------------------------------------------- */

static bool is_cpu_timer(const struct k_itimer *timr)
{
	return timr->it_clock < 0;
}

static const char *clock_name(const struct k_itimer *timr, char *buf)
{
	s32 clock = timr->it_clock;

	if (clock == PROCESS_CLOCK)
		return "PROCESS_CPUTIME";
	if (clock == THREAD_CLOCK)
		return "THREAD_CPUTIME";
	if (clock >= 0 && clock < NR_CLOCKIDS)
		return clockid_names[clock] + strlen("CLOCK_");
	snprintf(buf, VALUE_MAX, "%" PRId32, clock);
	return buf;
}

/* Where the one signal of the timer is. */
static const char *signal_state(const struct k_itimer *timr)
{
	static const char *const status[] = { "disarmed", "armed", "expired" };

	if (!list_empty(&timr->ignored_list))
		return "parked";
	if (timr->sigq && !list_empty(&timr->sigq->list))
		return timr->it_status == POSIX_TIMER_ARMED ? "armed, signal pending" :
							      "signal pending";
	return status[timr->it_status];
}

/* The expiry of an armed timer on its own clock. */
static const char *expiry(const struct k_itimer *timr, char *buf)
{
	u64 ns = is_cpu_timer(timr) ? (u64)timr->it.cpu.node.expires :
		 timr->it_clock == CLOCK_REALTIME_ALARM ||
		 timr->it_clock == CLOCK_BOOTTIME_ALARM ?
			 (u64)timr->it.alarm.node.expires :
			 (u64)hrtimer_get_expires(&timr->it.real);

	if (timr->it_status != POSIX_TIMER_ARMED)
		return "-";
	snprintf(buf, VALUE_MAX, "%" PRIu64 ".%09" PRIu64, (u64)(ns / NSEC_PER_SEC),
		 (u64)(ns % NSEC_PER_SEC));
	return buf;
}

static const char *signal_name(const struct k_itimer *timr)
{
	u32 sig = timr->sigq ? (u32)timr->sigq->info.si_signo : 0;

	if ((timr->it_sigev_notify & ~SIGEV_THREAD_ID) == SIGEV_NONE)
		return "none";
	return sig <= NR_SIGNALS ? signal_names[sig] : "?";
}

static void print_timer(FILE *file, const struct k_itimer *timr)
{
	char clock[VALUE_MAX], when[VALUE_MAX], interval[VALUE_MAX];

	fprintf(file, "  %3" PRId32 "  %-15s %-10s %20s  %-9s %7" PRId64 "  %s\n", timr->it_id,
		clock_name(timr, clock), signal_name(timr), expiry(timr, when),
		timr->it_interval ? value_duration((u64)timr->it_interval, interval) : "-",
		timr->it_overrun_last, signal_state(timr));
}

/* --- interval timers ------------------------------------------------------ */

static void print_real(FILE *file, const struct process_timers *timers)
{
	char at[VALUE_MAX], interval[VALUE_MAX];

	if (!hrtimer_is_queued(&timers->real_timer) && !timers->it_real_incr)
		return;
	fprintf(file, "  ITIMER_REAL     at %s, interval %s%s\n",
		value_time((u64)hrtimer_get_expires(&timers->real_timer), at),
		value_duration((u64)timers->it_real_incr, interval),
		hrtimer_is_queued(&timers->real_timer) ? "" : ": expired, not yet taken");
}

static void print_cpu_itimer(FILE *file, const char *name, const struct cpu_itimer *it)
{
	char at[VALUE_MAX], interval[VALUE_MAX];

	if (it->expires)
		fprintf(file, "  %-15s at %s of CPU time, interval %s\n", name,
			value_time(it->expires, at), value_duration(it->incr, interval));
}

/* --- a process ------------------------------------------------------------ */

static void print_process(FILE *file, struct machine *m, const struct process *p)
{
	const struct process_timers *timers = &p->timers;
	const struct k_itimer *timr = process_next_posix_timer(p, NULL);
	char name[VALUE_MAX], user[VALUE_MAX], sys[VALUE_MAX], exact[VALUE_MAX];

	fprintf(file, "%s, pid %" PRId32 ": user %s, system %s, on a CPU %s%s\n",
		value_object(m, p->serial, name), p->pid,
		value_duration(timers->cputime.utime, user),
		value_duration(timers->cputime.stime, sys),
		value_duration(timers->cputime.sum_exec_runtime, exact),
		p->exited ? "; it has exited" : "");
	print_real(file, timers);
	print_cpu_itimer(file, "ITIMER_VIRTUAL", &timers->it[CPUCLOCK_VIRT]);
	print_cpu_itimer(file, "ITIMER_PROF", &timers->it[CPUCLOCK_PROF]);
	if (timr)
		fprintf(file, "  %3s  %-15s %-10s %20s  %-9s %7s  %s\n", "id", "clock", "signal",
			"expires", "interval", "overrun", "state");
	for (; timr; timr = process_next_posix_timer(p, timr))
		print_timer(file, timr);
}

/* As the kernel prints it, newest timer first. */
static void print_proc(FILE *file, const struct process *p)
{
	static const char *const notify[] = { "signal", "none", "thread" };
	const struct k_itimer *timr;

	fprintf(file, "/proc/%" PRId32 "/timers:\n", p->pid);
	list_for_each_entry(timr, &p->timers.posix_timers, list) {
		if (!timr->sigq)
			continue;
		fprintf(file, "ID: %" PRId32 "\nsignal: %" PRId32 "/%016" PRIx64
			"\nnotify: %s/%s.%" PRId32 "\nClockID: %" PRId32 "\n", timr->it_id,
			timr->sigq->info.si_signo, timr->sigq->info.si_value,
			notify[timr->it_sigev_notify & 3],
			timr->it_sigev_notify & SIGEV_THREAD_ID ? "tid" : "pid", timr->it_pid,
			timr->it_clock);
	}
}

void show_posix(FILE *file, struct machine *m, u32 process)
{
	const struct object *object = NULL;
	bool any = false;

	for (;;) {
		object = object_next(m, object, OBJECT_PROCESS);
		if (!object)
			break;
		if (object->freed || !object->memory || (process && object->serial != process))
			continue;
		print_process(file, m, object->memory);
		if (process)
			print_proc(file, object->memory);
		any = true;
	}
	if (!any)
		fprintf(file, "no process: make one with `process p1`\n");
}
