/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signals (kernel/signal.c, include/linux/signal.h, Linux 6.12; later
 * behaviour where kernel=6.18 is chosen).
 *
 *	send_signal_locked()            get_signal()
 *	      |                             |
 *	      v          sigqueue           |
 *	process->shared_pending  [q][q] ----+--> handler, or default action
 *	thread->pending          [q]    ----+    by thread->process->action[]
 *
 * A pending signal is a bit in a set, and usually an entry on a list that
 * tells more (siginfo).  Sending picks a thread and wakes it
 * (complete_signal()); the thread takes the signal when it returns to user
 * mode, lowest number first, its own before those of the process.
 *
 * Invariants: a bit is set for every entry on a list; the count against
 * RLIMIT_SIGPENDING is the number of entries that exist, queued or not;
 * everything here is guarded by process->siglock, taken with interrupts off.
 *
 * Differs from Linux: no ptrace, no core dumps (the action is to end), no
 * alternate stacks.
 *
 * Not to be included beside libc's <signal.h>: the names are the kernel's.
 */
#ifndef LINUX_SIGNAL_H
#define LINUX_SIGNAL_H

#include "lib/list.h"
#include "linux/siginfo.h"
#include "machine/state.h"

struct k_itimer;
struct process;
struct ucounts;
struct thread;

#define SIGHUP 1
#define SIGINT 2
#define SIGQUIT 3
#define SIGILL 4
#define SIGTRAP 5
#define SIGABRT 6
#define SIGBUS 7
#define SIGFPE 8
#define SIGKILL 9
#define SIGUSR1 10
#define SIGSEGV 11
#define SIGUSR2 12
#define SIGPIPE 13
#define SIGALRM 14
#define SIGTERM 15
#define SIGSTKFLT 16
#define SIGCHLD 17
#define SIGCONT 18
#define SIGSTOP 19
#define SIGTSTP 20
#define SIGTTIN 21
#define SIGTTOU 22
#define SIGURG 23
#define SIGXCPU 24
#define SIGXFSZ 25
#define SIGVTALRM 26
#define SIGPROF 27
#define SIGWINCH 28
#define SIGIO 29
#define SIGPWR 30
#define SIGSYS 31
#define SIGNAL_RT_FIRST 32	/* the kernel's SIGRTMIN; libc's is 34 */
#define SIGNAL_RTMIN 34		/* what programs call SIGRTMIN */
/* --- sets --------------------------------------------------------------- */

#define SIG_BIT(sig) BIT_ULL((sig) - 1)
#define SIG_KERNEL_ONLY_MASK (SIG_BIT(SIGKILL) | SIG_BIT(SIGSTOP))
#define SIG_KERNEL_STOP_MASK \
	(SIG_BIT(SIGSTOP) | SIG_BIT(SIGTSTP) | SIG_BIT(SIGTTIN) | \
	 SIG_BIT(SIGTTOU))
#define SIG_KERNEL_IGNORE_MASK \
	(SIG_BIT(SIGCONT) | SIG_BIT(SIGCHLD) | SIG_BIT(SIGWINCH) | \
	 SIG_BIT(SIGURG))
#define SIG_KERNEL_COREDUMP_MASK \
	(SIG_BIT(SIGQUIT) | SIG_BIT(SIGILL) | SIG_BIT(SIGTRAP) | \
	 SIG_BIT(SIGABRT) | SIG_BIT(SIGFPE) | SIG_BIT(SIGSEGV) | \
	 SIG_BIT(SIGBUS) | SIG_BIT(SIGSYS) | SIG_BIT(SIGXCPU) | \
	 SIG_BIT(SIGXFSZ))
#define SYNCHRONOUS_MASK \
	(SIG_BIT(SIGSEGV) | SIG_BIT(SIGBUS) | SIG_BIT(SIGILL) | \
	 SIG_BIT(SIGTRAP) | SIG_BIT(SIGFPE) | SIG_BIT(SIGSYS))

/* Names without the kernel's set_: libc has functions of those names. */
static inline notrace bool sig_in(ksigset_t set, int sig)
{
	return sig >= 1 && sig <= NR_SIGNALS && set & SIG_BIT(sig);
}

static inline notrace bool valid_signal(u64 sig)
{
	return sig <= NR_SIGNALS;
}

/* --- what comes with a signal ------------------------------------------- */

/* si_code; positive ones come from the kernel.  An enum constant of libc's
 * would have the same name. */
#define SI_USER 0
#define SI_KERNEL 0x80
#define SI_QUEUE (-1)
#define SI_TIMER (-2)
#define SI_TKILL (-6)
#define CLD_EXITED 1
#define CLD_KILLED 2
#define CLD_DUMPED 3
#define CLD_STOPPED 5
#define CLD_CONTINUED 6

/* Instead of a siginfo: plain kill(), and from the kernel itself. */
#define SEND_SIG_NOINFO ((struct kernel_siginfo *)0)
#define SEND_SIG_PRIV ((struct kernel_siginfo *)1)

/* A queued signal.  A POSIX timer's is made with the timer, and used again. */
#define SIGQUEUE_PREALLOC 1u
struct sigqueue {
	struct list_head list;		/* empty: not queued */
	u32 flags;			/* SIGQUEUE_... */
	struct ucounts *ucounts;	/* whose RLIMIT_SIGPENDING */
	struct k_itimer *timer;		/* PREALLOC: whose it is */
	struct kernel_siginfo info;
};

struct sigpending {
	struct list_head list;		/* struct sigqueue, oldest first */
	ksigset_t signal;
};

/* Whom a signal is for (enum pid_type of include/linux/pid_types.h). */
enum pid_type {
	PIDTYPE_PID,			/* one thread */
	PIDTYPE_TGID,			/* the process */
};

/* --- what is done with a signal ----------------------------------------- */

#define SIG_DFL 0u
#define SIG_IGN 1u
#define SIG_HANDLER 2u			/* the body `program` */

#define SA_NOCLDSTOP 1
#define SA_NOCLDWAIT 2
#define SA_SIGINFO 4
#define SA_RESTART 0x10000000
#define SA_NODEFER 0x40000000
#define SA_RESETHAND 0x80000000

struct k_sigaction {
	u32 sa_handler;			/* SIG_DFL, SIG_IGN, SIG_HANDLER */
	u32 program;			/* its body; 0: does nothing */
	u32 sa_flags;
	ksigset_t sa_mask;		/* blocked as well while it runs */
};

/* A signal to be handled: what get_signal() found. */
struct ksignal {
	struct k_sigaction ka;
	struct kernel_siginfo info;
	int sig;
};

/* --- sending ------------------------------------------------------------ */

/* Each takes process->siglock itself, unless its name ends in _locked.  Any
 * context.  They return 0, -EAGAIN when there is no room for a real-time
 * signal, -ESRCH when the process is gone. */
int send_signal_locked(int sig, struct kernel_siginfo *info, struct thread *t,
		       enum pid_type type);
int do_send_sig_info(int sig, struct kernel_siginfo *info, struct thread *t,
		     enum pid_type type);
/* send_sig(sig, t, priv): to one thread; group_send_sig_info: to all. */
int send_sig(int sig, struct thread *t, bool priv);
int group_send_sig_info(int sig, struct kernel_siginfo *info,
			struct process *p);

/* For POSIX timers: an entry of their own.  sigqueue_alloc(): for the running
 * thread's process; NULL when RLIMIT_SIGPENDING is reached.  sigqueue_free():
 * an entry that is still queued is freed when it has been dequeued. */
struct sigqueue *sigqueue_alloc(void);
void sigqueue_free(struct sigqueue *q);

/*
 * 6.12: queue a timer's entry for the task (PIDTYPE_PID) or process
 * (PIDTYPE_TGID) with this pid.  0: it was queued, or it already was and its
 * si_overrun went up by one; 1: the signal is ignored; -1: nobody is there.
 */
int send_sigqueue(struct sigqueue *q, s32 pid, enum pid_type type);

/*
 * The pieces of it, for posixtimer_send_sigqueue() of 6.18; all with siglock.
 * prepare_signal(): must it be queued?  queue_sigqueue(): do it, and choose
 * and wake a thread (posixtimer_queue_sigqueue()).
 */
bool prepare_signal(int sig, struct thread *t);
void queue_sigqueue(struct sigqueue *q, struct thread *t, enum pid_type type);
void complete_signal(int sig, struct thread *t, enum pid_type type);

/* @result: enum signal_result. */
void trace_signal_generate(int sig, const struct kernel_siginfo *info,
			   const struct thread *t, bool group, int result);

/* --- receiving ---------------------------------------------------------- */

/* Does the running task have a signal to take?  False for kernel tasks. */
bool signal_pending(void);

/* Take the next signal that is not in @mask off the running thread's lists;
 * with siglock, which a timer's signal makes it drop for a moment.  Its
 * number, or 0; fills in @info and whose it was. */
int dequeue_signal(ksigset_t mask, struct kernel_siginfo *info,
		   enum pid_type *type);

/* What get_signal() goes on with after it has acted on a signal. */
enum signal_verdict {
	NEXT_SIGNAL,			/* nothing to be done */
	RUN_HANDLER,
	WAS_STOPPED,			/* siglock was dropped */
};

/* Find what must be handled now, doing all default actions on the way.  False:
 * nothing.  The running thread, before it returns to user mode. */
bool get_signal(struct ksignal *ksig);

/* Does the running thread's TIF_SIGPENDING still hold?  With siglock. */
void recalc_sigpending(void);
/* Wake it for a signal; @fatal: even when it is stopped. */
void signal_wake_up(struct thread *t, bool fatal);
/* Change the running thread's mask. */
void set_current_blocked(ksigset_t mask);
/* ... for one system call: sigsuspend, ppoll. */
void set_user_sigmask(ksigset_t mask);
/* The mask that was set aside by set_user_sigmask() comes back. */
void restore_saved_sigmask(void);

/* --- lists -------------------------------------------------------------- */

void init_sigpending(struct sigpending *pending);
void flush_sigqueue(struct sigpending *pending);
/* exec: handlers become defaults. */
void flush_signal_handlers(struct process *p);
/* exec: what timers have queued goes; without siglock. */
void flush_itimer_signals(void);
/* Would it be dropped when sent?  When delivered? */
bool sig_ignored(const struct thread *t, int sig);
bool sig_task_ignored(const struct process *p, int sig);
/* The group stop that @t should join is off. */
void task_clear_jobctl_pending(struct thread *t);
/* ... is joined by @t; true for the last thread.  @t is exiting: others take
 * what it would have taken.  With siglock. */
bool task_participate_group_stop(struct thread *t);
void retarget_exiting(struct thread *t);
/* The next signal that is not in @mask, or 0. */
int next_signal(const struct sigpending *pending, ksigset_t mask);
/* One more entry, within the limit of @p or not; NULL: none. */
struct sigqueue *__sigqueue_alloc(const struct process *p, bool override,
				  u32 flags);
void __sigqueue_free(struct sigqueue *q);
int __dequeue_signal(struct sigpending *pending, ksigset_t mask,
		     struct kernel_siginfo *info, struct sigqueue **timer);
/* Drop the signals of @mask; with siglock. */
void flush_sigqueue_mask(struct process *p, ksigset_t mask,
			 struct sigpending *pending);

/* Wake the readers of signalfds and whoever polls them. */
void signalfd_notify(struct process *p, int sig);
s64 sys_signalfd4(s64 fd, const ksigset_t *mask, u32 flags);

/* --- system calls ------------------------------------------------------- */

struct timespec64;

#define SIG_BLOCK 0
#define SIG_UNBLOCK 1
#define SIG_SETMASK 2

s64 sys_rt_sigaction(int sig, const struct k_sigaction *act,
		     struct k_sigaction *oact);
s64 sys_rt_sigprocmask(int how, const ksigset_t *set, ksigset_t *oset);
s64 sys_rt_sigpending(ksigset_t *set);
s64 sys_rt_sigtimedwait(const ksigset_t *which, struct kernel_siginfo *info,
			const struct timespec64 *timeout);
s64 sys_rt_sigsuspend(const ksigset_t *mask);
s64 sys_pause(void);
s64 sys_kill(s32 pid, int sig);
s64 sys_tgkill(s32 tgid, s32 tid, int sig);
s64 sys_rt_sigqueueinfo(s32 pid, int sig, const struct kernel_siginfo *info);

extern const struct state_type siginfo_type;
extern const struct state_type sigqueue_type;
extern const struct state_type sigaction_type;

#endif
