/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes and their threads (include/linux/sched.h, sched/signal.h, Linux
 * 6.12; kernel/fork.c, kernel/exit.c).
 *
 *	struct process  <-------- struct thread  <----> struct task
 *	  shared_pending            pending              stack, state, CPU
 *	  action[], siglock         blocked
 *	  fd[], rlim[], timers      jobs
 *
 * A thread runs a program of the body language in user mode.  When the program
 * is at its end the thread exits, as a return from main() does; a thread
 * without a program is idle: it waits, in user mode, for calls that are typed
 * or that other bodies ask it to make ("jobs"), and takes signals meanwhile.
 *
 * Invariants: a process has a leader until it is reaped; every thread is on its
 * process's list until it exits; a thread that is not current on its CPU
 * stands in the kernel.
 *
 * Differs from Linux: task_struct is taken apart into struct task, for the
 * scheduler, and struct thread; signal_struct, sighand_struct, files_struct and
 * what fork() copies besides are one struct process.  A pid is the serial
 * number of the thread's task.  There is no init: a process that a command
 * made has no parent, and nobody needs to wait for it; it leads a process
 * group of its own, as a shell's job does, in session 0.  No terminal, and no
 * orphaned process groups: what stops, stops.  fork() gives the child a block
 * of its own to run.
 */
#ifndef LINUX_PROCESS_H
#define LINUX_PROCESS_H

#include "linux/cred.h"
#include "linux/error_numbers.h"
#include "linux/file.h"
#include "linux/futex.h"
#include "linux/ktime.h"
#include "linux/process_timers.h"
#include "linux/program.h"
#include "linux/sched.h"
#include "linux/signal.h"
#include "linux/syscall.h"
#include "linux/uaccess.h"
#include "linux/wait.h"

struct object;

/* By the kernel's numbers. */
enum rlimit_resource {
	RLIMIT_CPU = 0,
	RLIMIT_NOFILE = 7,
	RLIMIT_SIGPENDING = 11,
	RLIMIT_RTTIME = 15,
	RLIM_NLIMITS = 16,
};
extern const char *const rlimit_names[RLIM_NLIMITS];

#define RLIM_INFINITY UINT64_MAX

struct rlimit {
	u64 rlim_cur, rlim_max;
};

/* process->flags */
#define SIGNAL_STOP_STOPPED 1u		/* all threads have stopped */
#define SIGNAL_STOP_CONTINUED 2u	/* SIGCONT since: for wait() */
#define SIGNAL_GROUP_EXIT 4u		/* all threads are to exit */
#define SIGNAL_CLD_STOPPED 0x10u	/* tell the parent */
#define SIGNAL_CLD_CONTINUED 0x20u
#define SIGNAL_CLD_MASK (SIGNAL_CLD_STOPPED | SIGNAL_CLD_CONTINUED)

struct process {
	u32 serial;			/* its object */
	s32 pid;			/* its leader's: tgid */
	/* struct sighand_struct */
	raw_spinlock_t siglock;		/* guards all about signals */
	struct k_sigaction action[NR_SIGNALS];
	struct wait_queue_head signalfd_wqh;
	/* struct signal_struct */
	struct list_head threads;	/* struct thread.node, oldest first */
	u32 nr_threads;
	u32 live;			/* those that do not exit yet */
	struct thread *group_leader;	/* NULL when it has exited */
	struct thread *curr_target;	/* who took the last signal */
	struct thread *group_exec;	/* waits for the others to exit */
	struct sigpending shared_pending;
	u32 flags;			/* SIGNAL_... */
	s32 group_exit_code;		/* as wait() reports it */
	u32 group_stop_count;		/* threads that have yet to stop */
	struct wait_queue_head wait_chldexit;
	struct wait_queue_head thread_exit;	/* woken by each exit */
	struct rlimit rlim[RLIM_NLIMITS];
	/* the family */
	struct process *parent;		/* NULL: nobody waits for it */
	struct list_head children;	/* struct process.sibling */
	struct list_head sibling;
	bool exited;			/* a zombie, or gone */
	bool reaped;			/* gone: wait() has taken it */
	bool did_exec;			/* since it was forked */
	s32 pgrp;			/* its process group: who leads it */
	s32 session;			/* 0: that of who types commands */
	struct cred cred;
	struct files_struct files;
	struct futexes futexes;		/* its memory, as far as it has any */
	struct process_timers timers;
};

/* What restart_syscall() needs to go on (linux/restart_block.h). */
struct restart_block {
	s64 (*fn)(struct restart_block *restart);
	s32 clockid;
	u64 expires;			/* absolute */
	bool has_timeout;
	struct timespec64 *rmtp;	/* user memory */
	struct futex_restart futex;
};

/* thread->jobctl */
#define JOBCTL_STOP_SIGMASK 0xffffu	/* the signal that stops */
#define JOBCTL_STOP_DEQUEUED BIT(16)
#define JOBCTL_STOP_PENDING BIT(17)
#define JOBCTL_STOP_CONSUME BIT(18)
#define JOBCTL_STOPPED BIT(26)

/* thread->flags */
#define PF_EXITING 4u
#define PF_SIGNALED 0x400u

struct thread {
	struct task *task;
	struct process *process;
	struct list_head node;		/* on process->threads */
	s32 tid;
	/* signals; guarded by process->siglock */
	bool sigpending;		/* TIF_SIGPENDING */
	bool restore_sigmask;		/* TIF_RESTORE_SIGMASK */
	struct sigpending pending;
	ksigset_t blocked;
	ksigset_t real_blocked;		/* while sigtimedwait() sleeps */
	ksigset_t saved_sigmask;
	u32 jobctl;
	u32 flags;			/* PF_... */
	/* its own */
	struct kernel_siginfo siginfo;	/* of the last signal handled */
	struct sigframe *frames;	/* handlers it is in, innermost first */
	u32 depth;			/* handlers and jobs it is in */
	s32 exit_code;
	u64 timer_slack_ns;
	struct restart_block restart_block;
	u32 syscall;			/* row of call_table + 1, 0: none */
	u32 program;			/* what it was started with; 0: idle */
	bool idle;			/* waits for a job */
	struct job *job;		/* being done */
	struct list_head jobs;		/* to be done, struct job.node */
	struct thread_timers timers;
};

/* A statement that a thread is asked to execute; lies with whoever asks. */
struct job {
	struct list_head node;
	u32 insn;
	bool done;
	struct task *waiter;
	struct job *up;			/* of the same thread, interrupted */
	s64 rc;
	struct syscall_out *out;
};

/* --- who is who --------------------------------------------------------- */

/* The running thread, its process; NULL in kernel tasks, and when idle. */
struct thread *current_thread(void);
struct process *current_process(void);

/* By pid or tid; NULL when there is none alive. */
struct thread *find_thread(s32 tid);
struct process *find_process(s32 pid);
/* Iterates over those that are not reaped, by age; NULL begins and ends. */
struct process *process_next(const struct process *prev);
/* By the object that a command named: a process (its first thread), a thread's
 * task; NULL when it is neither, or has exited. */
struct thread *thread_of_object(const struct object *object);

static inline notrace bool same_thread_group(const struct thread *a,
					     const struct thread *b)
{
	return a && b && a->process == b->process;
}

/* The thread after @t in its process, round and round. */
struct thread *next_thread(struct thread *t);
/* Iterates: the first for NULL, NULL at the end. */
struct thread *process_next_thread(const struct process *p,
				   const struct thread *prev);

static inline notrace u64 rlimit(const struct process *p,
				 enum rlimit_resource resource)
{
	return p->rlim[resource].rlim_cur;
}

/* --- birth -------------------------------------------------------------- */

/* A process with one thread on @cpu that runs @program; 0: an idle one.  NULL
 * when memory is exhausted.  @parent NULL: made by a command. */
struct process *kernel_clone(u32 cpu, u32 name, u32 program,
			     struct process *parent);
/* Another thread of @p; it has the mask of the running thread, if that is of
 * the same process. */
struct thread *clone_thread(struct process *p, u32 cpu, u32 name, u32 program);

/* --- death -------------------------------------------------------------- */

/* The running thread ends; never returns.  @code as wait() reports it. */
void exit_thread(s32 code);
/* All threads of the process end. */
void do_group_exit(s32 code);

/* A child of @parent has stopped or goes on: SIGCHLD, and wait() may end. */
void do_notify_parent_cldstop(struct process *p, int why);

/* exec: the other threads end, handlers become defaults, POSIX timers go; the
 * running thread goes on with @program, on a new stack.  Returns only if it
 * cannot: -EAGAIN. */
s64 do_execve(u32 program);

/* --- system calls ------------------------------------------------------- */

s64 sys_getpid(void);
s64 sys_gettid(void);
s64 sys_wait4(s32 pid, u64 *status, u32 options);
s64 sys_exit(s32 status);
s64 sys_exit_group(s32 status);
/* pthread_join(): 0, or -ESRCH, -EINTR. */
s64 join_thread(s32 tid);
s64 sys_getrlimit(u32 resource, struct rlimit *rlim);
s64 sys_setrlimit(u32 resource, const struct rlimit *rlim);
s64 sys_sched_setaffinity(s32 pid, u32 cpu);
/* Process groups: 0 for one's own.  Source: kernel/sys.c. */
s64 sys_setpgid(s32 pid, s32 pgid);
s64 sys_getpgid(s32 pid);
s64 sys_getsid(s32 pid);
s64 sys_setsid(void);

#define WNOHANG 1
#define WUNTRACED 2
#define WCONTINUED 8

/* NULL when the invariants of processes and signals hold, else what is
 * broken.  Host context. */
const char *process_check(const struct machine *m);

extern const struct state_type process_type;
extern const struct state_type thread_type;

#endif
