/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * System calls as statements of bodies.
 *
 *	timer_settime p1 t1 value=10ms -> r
 *	      |        |      |           |
 *	   the row   whose   in.time   out.time, rc
 *
 * A row of call_table with CALL_SYSCALL is a system call.  Its first argument
 * is `[by:THREAD]`, slot 0: the process or thread that makes the call; in the
 * body of a process it is left out, and the running thread makes it.  For rows
 * that can do without a process (kill), it is `[from:THREAD]`, slot 0.
 *
 * The interpreter brings the call to its thread, enters the kernel, calls the
 * row's run(), and delivers signals on the way back.  run() is notrace: it
 * fills call->in from the arguments, calls sys_...() with pointers into
 * call->in and call->out (or NULL, or badptr: see user_arg()), and puts what
 * that returned into call->rc.  When sys_...() returns -ERESTARTSYS and the
 * like, run() is called again, or restart_block.fn(), or rc becomes -EINTR:
 * call->in and call->out stay where they are until the call is over.
 *
 * Types of arguments: INT (a number, also negative, or the name of a result:
 * its rc), SIGNAL (SIGALRM, SIGRTMIN+1, 99), SIGSET (SIGALRM|SIGUSR1, all,
 * none), PID (a process or thread, or a number; -p1: a process group), CAPSET
 * (CAP_KILL|CAP_SYS_TIME, all, none).  An argument that is a
 * pointer for the kernel also takes the words NULL and badptr.
 */
#ifndef LINUX_SYSCALL_H
#define LINUX_SYSCALL_H

#include "linux/ktime.h"
#include "linux/siginfo.h"

struct call;
struct itimerspec64 {
	struct timespec64 it_interval;
	struct timespec64 it_value;
};

struct syscall_in {
	struct itimerspec64 time;
	ksigset_t mask;
	struct kernel_siginfo info;
	u64 number[2];
};

/* What read() and sigtimedwait() fill in. */
union syscall_data {
	u64 count;			/* a timerfd's expirations */
	struct kernel_siginfo info;	/* a signal */
};

/* `-> r` keeps it: r.value, r.interval, r.signo, r.mask ... */
struct syscall_out {
	struct itimerspec64 time;	/* old, remaining, present values */
	ksigset_t mask;
	union syscall_data data;
	u64 number[3];			/* limits, status, revents, timer id */
	u32 timer;			/* timer_create(): its object */
};

/* Is it a time that a timer may be set to?  Source: include/linux/time64.h. */
static inline notrace bool timespec64_valid(const struct timespec64 *ts)
{
	return ts->tv_sec >= 0 && (u64)ts->tv_nsec < NSEC_PER_SEC;
}

/* Arguments, by slot; for the functions of rows. */
s64 int_arg(const struct call *call, u32 i);	/* INT SIGNAL PID NUMBER */
bool arg_given(const struct call *call, u32 i);
/* What the kernel gets for a pointer: @memory, or NULL or badptr where the
 * argument says so; NULL for an argument that is not given. */
void *user_arg(const struct call *call, u32 i, void *memory);
/* A TIME argument as it was written: nothing is normalized or refused. */
struct timespec64 timespec_arg(const struct call *call, u32 i);

#endif
