/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state tables of processes, threads, signals and open files.
 */
#include "linux/state.h"

#include "linux/process.h"
#include "linux/signalfd.h"
#include "linux/timerfd.h"
#include "linux/user.h"

/* --- siginfo, entries --------------------------------------------------- */

#define FIELD_SIGSET(name_, struct_, field_, help_) \
	{ .name = (name_), .help = (help_), \
	  .offset = offsetof(struct_, field_), .size = 8, \
	  .kind = STATE_FLAGS, .unit = UNIT_MASK, .names = sigset_names, \
	  .nr_names = NR_SIGNALS }

#define SIGINFO_FIELDS(struct_, member_) \
	{ .name = "signo", .help = "the signal", \
	  .offset = offsetof(struct_, member_.si_signo), .size = 4, \
	  .kind = STATE_ENUM, .names = signal_names, \
	  .nr_names = NR_SIGNALS + 1 }, \
	FIELD_AS("si_errno", struct_, member_.si_errno, NONE, "si_errno"), \
	FIELD_AS("code", struct_, member_.si_code, NONE, \
		 "si_code: who sent it; -2: a POSIX timer"), \
	FIELD_AS("pid", struct_, member_.si_pid, NONE, \
		 "the sender, or the child"), \
	FIELD_AS("timerid", struct_, member_.si_tid, NONE, \
		 "the id of a POSIX timer"), \
	FIELD_AS("overrun", struct_, member_.si_overrun, NONE, \
		 "expirations without a signal"), \
	FIELD_AS("sys_private", struct_, member_.si_sys_private, NONE, \
		 "what tells an old setting of the timer from a new one"), \
	FIELD_AS("status", struct_, member_.si_status, NONE, \
		 "the child's exit status or signal"), \
	FIELD_AS("sival", struct_, member_.si_value, NONE, \
		 "the value that came with it")

/* The same layout, for a siginfo that stands alone. */
struct siginfo_alone {
	struct kernel_siginfo info;
};

static const struct state_field siginfo_fields[] = {
	SIGINFO_FIELDS(struct siginfo_alone, info),
};
const struct state_type siginfo_type =
	STATE_TYPE("siginfo", struct kernel_siginfo, siginfo_fields,
		   "what comes with a signal");

static const char *const sigqueue_flag_names[] = { "preallocated" };

static notrace u64 get_sigqueue_flags(const void *q)
{
	return ((const struct sigqueue *)q)->flags;
}

static notrace u64 get_sigqueue_uid(const void *q)
{
	return ((const struct sigqueue *)q)->ucounts->uid;
}

static const struct state_field sigqueue_fields[] = {
	SIGINFO_FIELDS(struct sigqueue, info),
	FIELD_GET_FLAGS("flags", sigqueue_flag_names, get_sigqueue_flags,
			"preallocated: it belongs to a POSIX timer"),
	FIELD_GET("uid", UINT, NONE, get_sigqueue_uid,
		  "the user against whose RLIMIT_SIGPENDING it counts"),
};
const struct state_type sigqueue_type =
	STATE_TYPE("sigqueue", struct sigqueue, sigqueue_fields,
		   "a queued signal");

static notrace const void *next_entry(const struct sigpending *pending,
				      const struct sigqueue *prev)
{
	const struct list_head *at = prev ? &prev->list : &pending->list;
	const struct sigqueue *q;

	if (!at->next || at->next == &pending->list)
		return NULL;
	q = list_entry(at->next, const struct sigqueue, list);
	return state_readable(q, sizeof(*q)) ? q : NULL;
}

/* --- actions ------------------------------------------------------------ */

static const char *const sa_handler_names[] = {
	"SIG_DFL", "SIG_IGN", "handler",
};

static notrace u64 get_action_program(const void *object)
{
	const struct k_sigaction *action = object;
	const struct program *program =
		program_get(hot.machine, action->program);

	return program ? program->name : 0;
}

static const struct state_field sigaction_fields[] = {
	FIELD_ENUM(struct k_sigaction, sa_handler, sa_handler_names,
		   "what is done"),
	FIELD_GET("program", STRING, NONE, get_action_program,
		  "the body of the handler"),
	FIELD(struct k_sigaction, sa_flags, MASK, "SA_RESTART and the like"),
	FIELD_SIGSET("sa_mask", struct k_sigaction, sa_mask,
		     "blocked as well while the handler runs"),
};
const struct state_type sigaction_type =
	STATE_TYPE("sigaction", struct k_sigaction, sigaction_fields,
		   "what a process does about a signal");

/* --- handlers that run -------------------------------------------------- */

static const struct state_field sigframe_fields[] = {
	SIGINFO_FIELDS(struct sigframe, ksig.info),
	FIELD_SIGSET("oldmask", struct sigframe, oldmask,
		     "the mask when the handler has returned"),
};
static const struct state_type sigframe_type =
	STATE_TYPE("sigframe", struct sigframe, sigframe_fields,
		   "a handler that runs, or is about to");

/* --- threads ------------------------------------------------------------ */

static notrace u64 get_task(const void *thread)
{
	return ((const struct thread *)thread)->task->serial;
}

static notrace u64 get_thread_state(const void *object)
{
	const struct thread *t = object;

	return t->task->state == TASK_DEAD ? 4 :
	       t->task->state == TASK_STOPPED ? 3 : t->task->state;
}

static const char *const thread_state_names[] = {
	"running", "interruptible", "uninterruptible", "stopped", "dead",
};

static notrace u64 get_cpu(const void *thread)
{
	return ((const struct thread *)thread)->task->cpu;
}

static notrace u64 get_user_mode(const void *thread)
{
	return ((const struct thread *)thread)->task->user_mode;
}

static notrace u64 get_syscall(const void *object, const char **start)
{
	const struct thread *t = object;
	u64 len = 0;

	*start = t->syscall ? call_table[t->syscall - 1].name : "";
	while ((*start)[len])
		len++;
	return len;
}

static notrace u64 get_thread_program(const void *object)
{
	const struct thread *t = object;
	const struct program *program =
		program_get(hot.machine, t->program);

	return program ? program->name : 0;
}

static const char *const jobctl_names[27] = {
	[16] = "stop_dequeued", [17] = "stop_pending", [18] = "stop_consume",
	[26] = "stopped",
};

static const char *const thread_flag_names[] = {
	[2] = "exiting", [10] = "signaled",
};

static notrace u64 get_jobctl(const void *object)
{
	return ((const struct thread *)object)->jobctl;
}

static notrace u64 get_thread_flags(const void *object)
{
	return ((const struct thread *)object)->flags;
}

static notrace u64 get_nr_jobs(const void *object)
{
	const struct thread *t = object;
	const struct list_head *node;
	const struct job *job;
	u64 n = 0;

	for (node = t->jobs.next; node && node != &t->jobs; n++) {
		if (!state_readable(node, sizeof(*node)))
			break;
		node = node->next;
	}
	for (job = t->job; job && state_readable(job, sizeof(*job)); n++)
		job = job->up;
	return n;
}

static notrace const void *follow_siginfo(const void *object)
{
	return &((const struct thread *)object)->siginfo;
}

static notrace const void *next_thread_entry(const void *object,
					     const void *prev)
{
	return next_entry(&((const struct thread *)object)->pending, prev);
}

static notrace const void *next_frame(const void *object, const void *prev)
{
	const struct sigframe *frame = prev;

	frame = frame ? frame->up : ((const struct thread *)object)->frames;
	return state_readable(frame, sizeof(*frame)) ? frame : NULL;
}

static const struct state_field thread_fields[] = {
	FIELD_GET("task", OBJECT, NONE, get_task, "its task"),
	FIELD(struct thread, tid, NONE, "its number"),
	FIELD_GET_ENUM("state", thread_state_names, get_thread_state,
		       "running (or ready to), asleep, stopped, or dead"),
	FIELD_GET("cpu", UINT, NONE, get_cpu, "the CPU it runs on"),
	FIELD_GET("user_mode", BOOL, NONE, get_user_mode,
		  "its own code runs, not the kernel's"),
	FIELD_GET_TEXT("syscall", get_syscall,
		       "the system call that it makes"),
	FIELD(struct thread, sigpending, NONE,
	      "TIF_SIGPENDING: it has to look for signals"),
	FIELD_SIGSET("pending", struct thread, pending.signal,
		     "its own pending signals"),
	FIELD_SIGSET("blocked", struct thread, blocked, "its mask"),
	FIELD_SIGSET("real_blocked", struct thread, real_blocked,
		     "its mask, while sigtimedwait() sleeps"),
	FIELD_SIGSET("saved_sigmask", struct thread, saved_sigmask,
		     "its mask before sigsuspend() or ppoll()"),
	FIELD(struct thread, restore_sigmask, NONE,
	      "saved_sigmask is to come back"),
	FIELD_LIST("queue", &sigqueue_type, next_thread_entry,
		   "its own pending signals' entries, oldest first"),
	FIELD_FOLLOW("siginfo", &siginfo_type, follow_siginfo,
		     "of the last signal that was handled"),
	FIELD_LIST("handlers", &sigframe_type, next_frame,
		   "the handlers that run, innermost first"),
	FIELD(struct thread, depth, NONE,
	      "handlers and jobs within each other"),
	FIELD_GET_FLAGS("jobctl", jobctl_names, get_jobctl,
			"how far it is with stopping"),
	FIELD_GET_FLAGS("flags", thread_flag_names, get_thread_flags,
			"exiting; ended by a signal"),
	FIELD(struct thread, exit_code, NONE, "what it exits with"),
	FIELD_GET("program", STRING, NONE, get_thread_program,
		  "the body it was started with; none: it is idle"),
	FIELD(struct thread, idle, NONE, "it waits for something to do"),
	FIELD_GET("jobs", UINT, NONE, get_nr_jobs,
		  "statements it was asked to execute"),
	FIELD(struct thread, timer_slack_ns, NS,
	      "how much later its sleeps may end"),
	FIELD_STRUCT(struct thread, timers, &thread_timers_type,
		     "its CPU clocks"),
};
const struct state_type thread_type =
	STATE_TYPE("thread", struct thread, thread_fields,
		   "a thread of a process");

/* --- open files --------------------------------------------------------- */

static notrace u64 get_file_kind(const void *object, const char **start)
{
	const struct open_file *open = object;
	u64 len = 0;

	*start = open->file->f_op->name;
	while ((*start)[len])
		len++;
	return len;
}

static notrace u64 get_nonblock(const void *object)
{
	return ((const struct open_file *)object)->file->f_flags != 0;
}

static notrace u64 get_count(const void *object)
{
	return ((const struct open_file *)object)->file->f_count;
}

static notrace u64 get_waiters(const void *object)
{
	const struct open_file *open = object;

	return waitqueue_active(&open->file->wqh);
}

static notrace const void *follow_timerfd(const void *object)
{
	const struct file *file = ((const struct open_file *)object)->file;

	return file->f_op->type == &timerfd_type ? file->private_data : NULL;
}

static const struct state_field open_file_fields[] = {
	FIELD_GET_TEXT("kind", get_file_kind, "what kind of file it is"),
	FIELD_GET("nonblock", BOOL, NONE, get_nonblock,
		  "read() does not wait"),
	FIELD(struct open_file, cloexec, NONE, "exec closes it"),
	FIELD_GET("count", UINT, NONE, get_count, "who holds it"),
	FIELD_GET("waiting", BOOL, NONE, get_waiters,
		  "somebody sleeps in read() or poll()"),
	FIELD_FOLLOW("timerfd", &timerfd_type, follow_timerfd,
		     "what is behind it, if it is one"),
};
const struct state_type open_file_type =
	STATE_TYPE("file", struct open_file, open_file_fields,
		   "an open file");

static const struct state_field signalfd_fields[] = {
	FIELD_SIGSET("sigmask", struct signalfd_ctx, sigmask,
		     "the signals that it does not report"),
};
const struct state_type signalfd_type =
	STATE_TYPE("signalfd", struct signalfd_ctx, signalfd_fields,
		   "a signalfd");

/* --- processes ---------------------------------------------------------- */

static const struct state_field rlimit_fields[] = {
	FIELD_AS("soft", struct rlimit, rlim_cur, NONE, "the limit"),
	FIELD_AS("hard", struct rlimit, rlim_max, NONE,
		 "how far it may be raised"),
};
static const struct state_type rlimit_type =
	STATE_TYPE("rlimit", struct rlimit, rlimit_fields, "a limit");

static notrace u64 get_process_name(const void *object)
{
	const struct process *p = object;
	const struct object *named = object_get(hot.machine, p->serial);

	return named ? named->name : 0;
}

static notrace const void *follow_main(const void *object)
{
	return ((const struct process *)object)->group_leader;
}

static notrace u64 get_parent(const void *object)
{
	const struct process *parent =
		((const struct process *)object)->parent;

	return parent ? parent->serial : 0;
}

static notrace u64 get_target(const void *object)
{
	const struct thread *t = ((const struct process *)object)->curr_target;

	return t ? t->task->serial : 0;
}

static notrace u64 get_group_exec(const void *object)
{
	const struct thread *t = ((const struct process *)object)->group_exec;

	return t ? t->task->serial : 0;
}

static const char *const process_flag_names[] = {
	"stopped", "continued", "group_exit", "", "cld_stopped",
	"cld_continued",
};

static notrace u64 get_process_flags(const void *object)
{
	return ((const struct process *)object)->flags;
}

static notrace u64 get_exit_status(const void *object)
{
	const struct process *p = object;
	s32 code = p->group_exit_code;

	return p->exited && !(code & 0x7f) ? (u64)(code >> 8) : 0;
}

static notrace u64 get_term_signal(const void *object)
{
	const struct process *p = object;

	return p->exited ? (u64)(p->group_exit_code & 0x7f) : 0;
}

static notrace const void *next_process_thread(const void *object,
					       const void *prev)
{
	const struct thread *t = process_next_thread(object, prev);

	return t && state_readable(t, sizeof(*t)) ? t : NULL;
}

static notrace u64 key_thread(const void *process, const void *thread)
{
	(void)process;
	return object_key(((const struct thread *)thread)->task->serial);
}

static notrace const void *next_shared_entry(const void *object,
					     const void *prev)
{
	return next_entry(&((const struct process *)object)->shared_pending,
			  prev);
}

/* Those that somebody has set; all others are the default. */
static notrace const void *next_action(const void *object, const void *prev)
{
	const struct process *p = object;
	const struct k_sigaction *action = prev;

	action = action ? action + 1 : p->action;
	while (action < p->action + NR_SIGNALS &&
	       action->sa_handler == SIG_DFL && !action->sa_flags)
		action++;
	return action < p->action + NR_SIGNALS ? action : NULL;
}

static notrace u64 key_action(const void *object, const void *action)
{
	const struct process *p = object;

	return (u64)((const struct k_sigaction *)action - p->action) + 1;
}

static notrace const void *next_rlimit(const void *object, const void *prev)
{
	const struct process *p = object;
	const struct rlimit *rlim = prev;

	rlim = rlim ? rlim + 1 : p->rlim;
	while (rlim < p->rlim + RLIM_NLIMITS &&
	       rlim->rlim_cur == RLIM_INFINITY)
		rlim++;
	return rlim < p->rlim + RLIM_NLIMITS ? rlim : NULL;
}

static notrace u64 key_rlimit(const void *object, const void *rlim)
{
	const struct process *p = object;

	return (u64)((const struct rlimit *)rlim - p->rlim);
}

static notrace const void *next_file(const void *object, const void *prev)
{
	const struct process *p = object;
	const struct open_file *open = prev;

	open = open ? open + 1 : p->files.fd;
	while (open < p->files.fd + NR_OPEN && !open->file)
		open++;
	return open < p->files.fd + NR_OPEN ? open : NULL;
}

static notrace u64 key_file(const void *object, const void *open)
{
	const struct process *p = object;

	return (u64)((const struct open_file *)open - p->files.fd);
}

static const struct state_field futex_word_fields[] = {
	FIELD(struct futex_word, value, NONE, "what is in it"),
};
const struct state_type futex_word_type =
	STATE_TYPE("word", struct futex_word, futex_word_fields,
		   "a word of a process's memory");

static notrace const void *next_word(const void *object, const void *prev)
{
	const struct futexes *futexes =
		&((const struct process *)object)->futexes;
	const struct futex_word *word = prev;

	word = word ? word + 1 : futexes->word;
	return word < futexes->word + NR_FUTEX_WORDS ? word : NULL;
}

static notrace u64 key_word(const void *object, const void *word)
{
	const struct process *p = object;

	return (u64)((const struct futex_word *)word - p->futexes.word);
}

static notrace u64 get_waiter(const void *q)
{
	return ((const struct futex_q *)q)->task->serial;
}

static const struct state_field futex_q_fields[] = {
	FIELD_GET("task", OBJECT, NONE, get_waiter, "who sleeps"),
	FIELD(struct futex_q, word, NONE, "on which word"),
};
const struct state_type futex_q_type =
	STATE_TYPE("futex_q", struct futex_q, futex_q_fields,
		   "a thread that sleeps on a futex");

static notrace const void *next_waiter(const void *object, const void *prev)
{
	const struct list_head *head =
		&((const struct process *)object)->futexes.hb.chain;
	const struct list_head *at =
		prev ? &((const struct futex_q *)prev)->list : head;
	const struct futex_q *q;

	if (!at->next || at->next == head)
		return NULL;
	q = list_entry(at->next, const struct futex_q, list);
	return state_readable(q, sizeof(*q)) ? q : NULL;
}

static const struct state_field ucounts_fields[] = {
	FIELD(struct ucounts, uid, NONE, "the user"),
	FIELD(struct ucounts, sigpending, NONE,
	      "entries for pending signals, and POSIX timers"),
};
const struct state_type ucounts_type =
	STATE_TYPE("ucounts", struct ucounts, ucounts_fields,
		   "what a user's processes use up together");

static notrace u64 get_permitted(const void *cred)
{
	return ((const struct cred *)cred)->cap_permitted;
}

static notrace u64 get_effective(const void *cred)
{
	return ((const struct cred *)cred)->cap_effective;
}

static const struct state_field cred_fields[] = {
	FIELD(struct cred, uid, NONE, "who it is; 0: root"),
	FIELD(struct cred, euid, NONE, "as whom it acts"),
	FIELD(struct cred, suid, NONE, "as whom it may act again"),
	FIELD_GET_FLAGS("effective", cap_names, get_effective,
			"the capabilities in force"),
	FIELD_GET_FLAGS("permitted", cap_names, get_permitted,
			"those that it may put in force"),
};
const struct state_type cred_type =
	STATE_TYPE("cred", struct cred, cred_fields,
		   "who a process is, and what it may do");

static const struct state_field process_fields[] = {
	FIELD_GET("name", STRING, NONE, get_process_name, "its name"),
	FIELD(struct process, pid, NONE, "its number"),
	FIELD_FOLLOW("main", &thread_type, follow_main,
		     "its first thread, while that lives"),
	FIELD_LIST_STRINGS("thread", &thread_type, next_process_thread,
			   key_thread, "its threads, oldest first"),
	FIELD(struct process, nr_threads, NONE, "how many threads it has"),
	FIELD(struct process, live, NONE,
	      "how many of them have not begun to exit"),
	FIELD_GET("parent", OBJECT, NONE, get_parent, "who may wait for it"),
	FIELD(struct process, pgrp, NONE, "its process group: kill(-pgrp)"),
	FIELD(struct process, session, NONE,
	      "its session; 0: that of who types commands"),
	FIELD(struct process, did_exec, NONE,
	      "another program since it was forked"),
	FIELD_STRUCT(struct process, cred, &cred_type,
		     "its user and capabilities"),
	FIELD(struct process, exited, NONE, "its last thread is gone"),
	FIELD(struct process, reaped, NONE,
	      "nobody will ask for it any more"),
	FIELD_GET_FLAGS("flags", process_flag_names, get_process_flags,
			"stopped, exiting, what the parent is to be told"),
	FIELD(struct process, group_exit_code, NONE,
	      "as wait() reports it: status times 256, or the signal"),
	FIELD_GET_HIDDEN("exit_status", UINT, NONE, get_exit_status,
			 "what it exited with"),
	{ .name = "term_signal", .help = "the signal that ended it; 0: none",
	  .size = 8, .kind = STATE_ENUM, .hidden = true,
	  .get = get_term_signal, .names = signal_names,
	  .nr_names = NR_SIGNALS + 1 },
	FIELD(struct process, group_stop_count, NONE,
	      "threads that have yet to stop"),
	FIELD_GET("group_exec", OBJECT, NONE, get_group_exec,
		  "the thread that waits in exec for the others to exit"),
	FIELD_STRUCT(struct process, siglock, &spinlock_type,
		     "guards all about signals"),
	FIELD_SIGSET("pending", struct process, shared_pending.signal,
		     "signals that any of its threads may take"),
	FIELD_LIST("queue", &sigqueue_type, next_shared_entry,
		   "their entries, oldest first"),
	FIELD_GET("curr_target", OBJECT, NONE, get_target,
		  "the thread that is asked first to take the next"),
	FIELD_LIST_NAMES("action", &sigaction_type, next_action, key_action,
			 signal_names,
			 "what it does about signals; not listed: SIG_DFL"),
	FIELD_LIST_NAMES("rlimit", &rlimit_type, next_rlimit, key_rlimit,
			 rlimit_names, "its limits; not listed: infinity"),
	FIELD_LIST_NUMBERS("fd", &open_file_type, next_file, key_file,
			   "its open files"),
	FIELD_LIST_NUMBERS("word", &futex_word_type, next_word, key_word,
			   "its memory, as far as futexes need any"),
	FIELD_LIST("futex_waiter", &futex_q_type, next_waiter,
		   "threads that sleep on a word, oldest first"),
	FIELD_STRUCT(struct process, timers, &process_timers_type,
		     "its timers and CPU clocks"),
};
const struct state_type process_type =
	STATE_TYPE("process", struct process, process_fields, "a process");
