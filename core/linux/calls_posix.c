/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statements of bodies that concern POSIX timers, clocks and sleeps: the
 * functions behind the rows of calls_posix.def.  As in calls.c, all are
 * notrace.
 */
#include "linux/calls_posix.h"

#include "linux/calls_arg.h"
#include "linux/itimer.h"
#include "linux/kernel.h"
#include "linux/nanosleep.h"
#include "linux/posix_cpu_timers.h"
#include "linux/posix_timers.h"
#include "linux/process.h"
#include "linux/timerfd.h"

const char *const sigev_names[NR_SIGEV_NAMES] = {
	"SIGEV_SIGNAL", "SIGEV_NONE", "SIGEV_THREAD", NULL, "SIGEV_THREAD_ID",
};

const char *const itimer_names[NR_ITIMER_NAMES] = {
	"ITIMER_REAL", "ITIMER_VIRTUAL", "ITIMER_PROF",
};

#define PR_SET_TIMERSLACK 29
#define PR_GET_TIMERSLACK 30
#define PR_TIMER_CREATE_RESTORE_IDS 77

const char *const prctl_names[NR_PRCTL_NAMES] = {
	[PR_SET_TIMERSLACK] = "PR_SET_TIMERSLACK",
	[PR_GET_TIMERSLACK] = "PR_GET_TIMERSLACK",
	[PR_TIMER_CREATE_RESTORE_IDS] = "PR_TIMER_CREATE_RESTORE_IDS",
};

/* --- arguments ---------------------------------------------------------- */

static notrace s32 s32_arg(const struct call *call, u32 i)
{
	return (s32)int_arg(call, i);
}

/* The id of a timer that is given by name.  An id means another timer in
 * another process, and none once the timer is gone: -1. */
static notrace s32 id_of_timer(const struct object *object)
{
	const struct k_itimer *timr = object->freed ? NULL : object->memory;

	return timr && timr->it_process == current_process() ? timr->it_id : -1;
}

/* A result of timer_create() stands for the id that the call wrote. */
static notrace s32 timer_id_arg(const struct call *call, u32 i)
{
	const struct object *object = arg_object(call, i);

	if (object && object->kind == OBJECT_POSIX_TIMER)
		return id_of_timer(object);
	if (object && object->kind == OBJECT_RESULT && !object->freed)
		return (s32)((const struct result *)object->memory)
			->out.number[0];
	return s32_arg(call, i);
}

/* A clock by number; a result of clock_getcpuclockid() stands for what that
 * found. */
static notrace s32 clock_arg(const struct call *call, u32 i)
{
	const struct object *object = arg_object(call, i);

	if (object && object->kind == OBJECT_RESULT && !object->freed)
		return (s32)((const struct result *)object->memory)
			->out.number[0];
	return s32_arg(call, i);
}

/* The object of a timer that the running process has just made: the newest ones
 * come first. */
static notrace u32 timer_object(s32 id)
{
	const struct process *p = current_process();
	const struct k_itimer *timr;

	list_for_each_entry(timr, &p->timers.posix_timers, list) {
		if (timr->it_id == id)
			return timr->object;
	}
	return 0;
}

/* What the kernel is to write to: good memory, unless the argument says
 * otherwise. */
static notrace void *out_arg(const struct call *call, u32 i, void *memory)
{
	return arg_given(call, i) ? user_arg(call, i, memory) : memory;
}

static notrace struct timespec64 time_arg(const struct call *call, u32 i)
{
	struct timespec64 none = { 0, 0 };

	return arg_given(call, i) ? timespec_arg(call, i) : none;
}

/* A pointer to the time that argument @i holds. */
static notrace struct timespec64 *timespec_pointer(struct call *call, u32 i)
{
	struct timespec64 *ts = &call->in->time.it_value;

	*ts = time_arg(call, i);
	return user_arg(call, i, ts);
}

/* value= and interval= in the slots @i and @i + 1, new= in slot @pointer. */
static notrace struct itimerspec64 *setting_pointer(struct call *call, u32 i,
						    u32 pointer)
{
	struct itimerspec64 *setting = &call->in->time;

	setting->it_value = time_arg(call, i);
	setting->it_interval = time_arg(call, i + 1);
	return out_arg(call, pointer, setting);
}

/* Words, each a bit, and flags= in the slot after them. */
static notrace u32 flags_arg(const struct call *call, u32 i)
{
	u32 raw = arg_given(call, i + 1) ? (u32)int_arg(call, i + 1) : 0;

	return raw | arg_flags(call, i);
}

/* --- POSIX timers ------------------------------------------------------- */

notrace void run_timer_create(struct call *call)
{
	struct sigevent event = {
		.sigev_signo = s32_arg(call, 2),
		.sigev_notify = arg_given(call, 3) ? s32_arg(call, 3) :
						     SIGEV_SIGNAL,
		.sigev_value = arg_given(call, 4) ? (u64)int_arg(call, 4) : 0,
		.sigev_notify_thread_id =
			arg_given(call, 5) ? s32_arg(call, 5) : 0,
	};
	u64 *id = &call->out->number[0];

	*id = arg_given(call, 6) ? (u64)int_arg(call, 6) : (u64)-1;
	call->rc = sys_timer_create(clock_arg(call, 1),
				    user_arg(call, 2, &event),
				    out_arg(call, 7, id));
	if (call->rc)
		*id = (u64)-1;
	else
		call->out->timer = timer_object((s32)*id);
}

notrace void run_timer_settime(struct call *call)
{
	u32 flags = flags_arg(call, 4);

	call->rc = sys_timer_settime(timer_id_arg(call, 1), flags,
				     setting_pointer(call, 2, 6),
				     out_arg(call, 7, &call->out->time));
}

notrace void run_timer_gettime(struct call *call)
{
	call->rc = sys_timer_gettime(timer_id_arg(call, 1),
				     out_arg(call, 2, &call->out->time));
}

notrace void run_timer_getoverrun(struct call *call)
{
	call->rc = sys_timer_getoverrun(timer_id_arg(call, 1));
}

notrace void run_posix_timer_delete(struct call *call)
{
	call->rc = sys_timer_delete(timer_id_arg(call, 1));
}

/* --- clocks ------------------------------------------------------------- */

static notrace struct timespec64 *out_value(const struct call *call, u32 i)
{
	return out_arg(call, i, &call->out->time.it_value);
}

notrace void run_posix_clock_gettime(struct call *call)
{
	call->rc = sys_clock_gettime(clock_arg(call, 1), out_value(call, 2));
}

notrace void run_posix_clock_settime(struct call *call)
{
	call->rc = sys_clock_settime(clock_arg(call, 1),
				     timespec_pointer(call, 2));
}

notrace void run_posix_clock_getres(struct call *call)
{
	call->rc = sys_clock_getres(clock_arg(call, 1), out_value(call, 2));
}

/* As libc does it: the number is made of the pid, and the kernel is asked
 * whether there is such a clock. */
static notrace void get_cpuclockid(struct call *call, u32 perthread)
{
	s32 pid = s32_arg(call, 1);
	s32 clock = (s32)(~(u32)pid << 3 | CPUCLOCK_SCHED | perthread);

	call->rc = sys_clock_getres(clock, NULL);
	if (call->rc == -EINVAL)
		call->rc = -ESRCH;
	call->out->number[0] = call->rc ? (u64)CLOCK_PROCESS_CPUTIME_ID :
					  (u64)(s64)clock;
}

notrace void run_clock_getcpuclockid(struct call *call)
{
	get_cpuclockid(call, 0);
}

notrace void run_pthread_getcpuclockid(struct call *call)
{
	get_cpuclockid(call, CPUCLOCK_PERTHREAD_MASK);
}

notrace void run_clock_nanosleep(struct call *call)
{
	call->rc = sys_clock_nanosleep(clock_arg(call, 1), flags_arg(call, 3),
				       timespec_pointer(call, 2),
				       out_value(call, 5));
}

notrace void run_nanosleep(struct call *call)
{
	call->rc = sys_nanosleep(timespec_pointer(call, 1),
				 out_value(call, 2));
}

/* --- interval timers ---------------------------------------------------- */

/* A struct timeval holds microseconds; so does what the call writes. */
static notrace void to_usec(struct itimerspec64 *setting)
{
	setting->it_value.tv_nsec /= (s64)NSEC_PER_USEC;
	setting->it_interval.tv_nsec /= (s64)NSEC_PER_USEC;
}

static notrace void from_usec(struct itimerspec64 *setting)
{
	setting->it_value.tv_nsec *= (s64)NSEC_PER_USEC;
	setting->it_interval.tv_nsec *= (s64)NSEC_PER_USEC;
}

notrace void run_setitimer(struct call *call)
{
	struct itimerspec64 *setting = setting_pointer(call, 2, 4);

	to_usec(&call->in->time);
	call->rc = sys_setitimer(s32_arg(call, 1), setting,
				 out_arg(call, 5, &call->out->time));
	from_usec(&call->out->time);
}

notrace void run_getitimer(struct call *call)
{
	call->rc = sys_getitimer(s32_arg(call, 1),
				 out_arg(call, 2, &call->out->time));
	from_usec(&call->out->time);
}

notrace void run_alarm(struct call *call)
{
	call->rc = sys_alarm((u32)int_arg(call, 1));
}

/* --- timerfd ------------------------------------------------------------ */

notrace void run_timerfd_create(struct call *call)
{
	u32 words = arg_flags(call, 2);
	u32 flags = arg_given(call, 3) ? (u32)int_arg(call, 3) : 0;

	if (words & 1)
		flags |= TFD_NONBLOCK;
	if (words & 2)
		flags |= TFD_CLOEXEC;
	call->rc = sys_timerfd_create(clock_arg(call, 1), flags);
}

notrace void run_timerfd_settime(struct call *call)
{
	u32 flags = flags_arg(call, 4);

	call->rc = sys_timerfd_settime(int_arg(call, 1), flags,
				       setting_pointer(call, 2, 6),
				       out_arg(call, 7, &call->out->time));
}

notrace void run_timerfd_gettime(struct call *call)
{
	call->rc = sys_timerfd_gettime(int_arg(call, 1),
				       out_arg(call, 2, &call->out->time));
}

/* --- prctl -------------------------------------------------------------- */

/* Kernel 6.12 does not know PR_TIMER_CREATE_RESTORE_IDS.  The slack has no
 * sign: -1 is not "as at birth" but the longest of all, and asking for it looks
 * like -EPERM. */
static notrace s64 sys_prctl(s32 option, u64 arg)
{
	struct thread *t = current_thread();

	switch (option) {
	case PR_SET_TIMERSLACK:
		t->timer_slack_ns = arg ? arg :
					  t->timers.default_timer_slack_ns;
		return 0;
	case PR_GET_TIMERSLACK:
		return (s64)t->timer_slack_ns;
	case PR_TIMER_CREATE_RESTORE_IDS:
		return kernel_is_618() ? posixtimer_create_prctl(arg) :
					 -EINVAL;
	default:
		return -EINVAL;
	}
}

notrace void run_prctl(struct call *call)
{
	call->rc = sys_prctl(s32_arg(call, 1), (u64)int_arg(call, 2));
}
