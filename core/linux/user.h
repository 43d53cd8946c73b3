/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The border between user mode and the kernel (kernel/entry/common.c,
 * arch/x86/kernel/signal.c).
 *
 *	user mode     statement   handler ...     statement
 *	             -----+      +-------+      +-------
 *	system call,      |      ^       v      ^
 *	interrupt         +-> exit_to_user_mode +
 *
 * A thread takes its signals here and nowhere else: on the way back to user
 * mode from a system call or an interrupt.  The body of a handler is run on
 * top of what was interrupted, as a frame on the user's stack would be; two
 * signals taken at once make two frames, and the second handler runs first.
 *
 * Differs from Linux: jobs (see process.h) are begun here as well, after the
 * signals, like a call that a debugger makes its program execute.  A user
 * stack is small: USER_DEPTH_MAX handlers and jobs within each other.
 * `burn sys` is traced as a system call.
 */
#ifndef LINUX_USER_H
#define LINUX_USER_H

#include "linux/process.h"

struct call;

#define USER_DEPTH_MAX 12u

/* A handler that is to run, or runs: what is on the user's stack for it. */
struct sigframe {
	struct sigframe *up;		/* pushed before */
	struct ksignal ksig;
	ksigset_t oldmask;		/* the mask when it has returned */
};

/* The life of a thread of a process. */
void user_thread_fn(struct task *task);

/* An instruction that is a system call, in the running thread: into the
 * kernel, the row's function, signals, out.  Sets call->rc. */
void do_syscall(struct call *call);

/* The running thread returns from the kernel: do what must be done before.
 * Returns with interrupts off.  @call: the system call, NULL after an
 * interrupt. */
void exit_to_user_mode(struct call *call);

/* The interrupt's part: from user mode?  Then it must leave by
 * irqentry_exit_to_user_mode(). */
bool irqentry_enter(void);
void irqentry_exit(bool from_user);

/* Was the code that the present interrupt cut into in user mode?  For the
 * tick: user time or system time. */
bool user_mode_interrupted(void);

/* Run instruction @insn in thread @t, and wait until it has returned: how a
 * statement that names its thread gets there.  -ESRCH when the thread exits
 * before.  Called by tasks. */
s64 thread_run_insn(struct thread *t, u32 insn, struct syscall_out *out);

/* What the running thread was asked to do makes it exit, or exec: who asked
 * need not wait.  refuse_jobs(): nothing that has not begun will be done. */
void finish_jobs(struct thread *t);
void refuse_jobs(struct thread *t);

/* exit, exec: no handler returns any more. */
void drop_frames(struct thread *t);

/* Work in the kernel's mode for a process: `burn sys`. */
void burn_in_kernel(u64 ns);

#endif
