/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of threads and processes, and the parents that wait for it
 * (kernel/exit.c, kernel/signal.c: do_notify_parent()).
 */
#include "linux/process.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/user.h"

/* --- telling the parent ------------------------------------------------- */

/* The lowest byte of a code as wait() reports it says which signal ended the
 * process; 0: none did. */
static notrace struct kernel_siginfo child_info(const struct process *p)
{
	struct kernel_siginfo info = {
		.si_signo = SIGCHLD, .si_pid = p->pid,
	};
	s32 code = p->group_exit_code;

	info.si_code = code & 0x7f ? CLD_KILLED : CLD_EXITED;
	info.si_status = code & 0x7f ? code & 0x7f : code >> 8;
	return info;
}

static notrace bool ignores_children(const struct process *parent)
{
	const struct k_sigaction *action = &parent->action[SIGCHLD - 1];

	return action->sa_handler == SIG_IGN ||
	       action->sa_flags & SA_NOCLDWAIT;
}

/* SIGCHLD, unless the parent ignores it outright. */
static void do_notify_parent(struct process *p, struct process *parent)
{
	struct kernel_siginfo info = child_info(p);

	if (parent->action[SIGCHLD - 1].sa_handler != SIG_IGN)
		group_send_sig_info(SIGCHLD, &info, parent);
	wake_up(&parent->wait_chldexit);
}

void do_notify_parent_cldstop(struct process *p, int why)
{
	struct process *parent = p->parent;
	struct kernel_siginfo info = {
		.si_signo = SIGCHLD, .si_code = why, .si_pid = p->pid,
	};
	const struct k_sigaction *action;

	if (!parent)
		return;
	info.si_status = why == CLD_STOPPED ? p->group_exit_code : SIGCONT;
	action = &parent->action[SIGCHLD - 1];
	if (action->sa_handler != SIG_IGN &&
	    !(action->sa_flags & SA_NOCLDSTOP))
		group_send_sig_info(SIGCHLD, &info, parent);
	wake_up(&parent->wait_chldexit);
}

/* --- the last thread ---------------------------------------------------- */

/* Nobody will ask for it any more. */
static void release_process(struct process *p)
{
	bool flags;

	raw_spin_lock_irqsave(&kernel()->tasklist_lock, flags);
	p->reaped = true;
	if (p->parent)
		list_del_init(&p->sibling);
	raw_spin_unlock_irqrestore(&kernel()->tasklist_lock, flags);
}

static notrace struct process *first_child(struct process *p)
{
	if (list_empty(&p->children))
		return NULL;
	return list_first_entry(&p->children, struct process, sibling);
}

static notrace void orphan(struct process *child)
{
	list_del_init(&child->sibling);
	child->parent = NULL;
	if (child->exited)
		child->reaped = true;
}

/* There is no init to take them: zombies are gone, the living have nobody. */
static void forget_original_parent(struct process *p)
{
	struct process *child;
	bool flags;

	raw_spin_lock_irqsave(&kernel()->tasklist_lock, flags);
	child = first_child(p);
	while (child) {
		orphan(child);
		child = first_child(p);
	}
	raw_spin_unlock_irqrestore(&kernel()->tasklist_lock, flags);
}

/* Timers and files of the process go before its last thread does. */
static void exit_process(struct process *p)
{
	process_timers_exit(p);
	files_close(p, false);
	forget_original_parent(p);
}

static notrace void become_zombie(struct process *p, bool reap)
{
	p->exited = true;
	p->reaped = reap;
	if (reap)
		list_del_init(&p->sibling);
}

/* Who has no parent, or one that does not want to know, is gone at once; else
 * a zombie stays until it is waited for. */
static void exit_notify(struct process *p)
{
	struct process *parent;
	bool flags;

	raw_spin_lock_irqsave(&kernel()->tasklist_lock, flags);
	parent = p->parent;
	become_zombie(p, !parent || ignores_children(parent));
	raw_spin_unlock_irqrestore(&kernel()->tasklist_lock, flags);
	if (parent)
		do_notify_parent(p, parent);
}

/* --- threads ------------------------------------------------------------ */

static notrace void detach_thread(struct process *p, struct thread *t)
{
	if (p->curr_target == t)
		p->curr_target = next_thread(t);
	list_del_init(&t->node);
	p->nr_threads--;
	if (p->curr_target == t)
		p->curr_target = process_next_thread(p, NULL);
	if (p->group_leader == t)
		p->group_leader = NULL;
}

/* Signals do not find us any more; the entries of ours go, and with the last
 * thread those of the process.  Returns whether it was the last. */
static bool __exit_signal(struct process *p, struct thread *t)
{
	bool last;

	raw_spin_lock_irq(&p->siglock);
	detach_thread(p, t);
	last = p->nr_threads == 0;
	flush_sigqueue(&t->pending);
	if (last)
		flush_sigqueue(&p->shared_pending);
	raw_spin_unlock_irq(&p->siglock);
	return last;
}

/* Others may have to take what we have been woken for, and must not wait for
 * us to stop. */
static void exit_signals(struct thread *t)
{
	struct process *p = t->process;
	bool stopped = false;

	raw_spin_lock_irq(&p->siglock);
	retarget_exiting(t);
	if (t->jobctl & JOBCTL_STOP_PENDING)
		stopped = task_participate_group_stop(t);
	raw_spin_unlock_irq(&p->siglock);
	if (stopped)
		do_notify_parent_cldstop(p, CLD_STOPPED);
}

/* The last one to exit takes down what belongs to the process. */
static notrace bool was_last_alive(struct process *p)
{
	p->live--;
	return p->live == 0;
}

void exit_thread(s32 code)
{
	struct thread *t = current_thread();
	struct process *p = t->process;
	bool last = was_last_alive(p);

	exit_signals(t);
	t->exit_code = code;
	if (last) {
		if (!(p->flags & SIGNAL_GROUP_EXIT))
			p->group_exit_code = code;
		exit_process(p);
	}
	thread_timers_exit(t);
	drop_frames(t);
	refuse_jobs(t);
	last = __exit_signal(p, t);
	wake_up(&p->thread_exit);
	if (last)
		exit_notify(p);
	/* mark: thread-exit */
	do_exit();
}

/* --- the whole process -------------------------------------------------- */

/* Every other thread is made to exit when it next leaves the kernel. */
static void zap_other_threads(struct thread *me)
{
	struct process *p = me->process;
	struct thread *t = process_next_thread(p, NULL);

	p->group_stop_count = 0;
	while (t) {
		task_clear_jobctl_pending(t);
		if (t != me && !(t->flags & PF_EXITING)) {
			t->pending.signal |= SIG_BIT(SIGKILL);
			signal_wake_up(t, true);
		}
		t = process_next_thread(p, t);
	}
}

void do_group_exit(s32 code)
{
	struct process *p = current_process();

	raw_spin_lock_irq(&p->siglock);
	if (p->flags & SIGNAL_GROUP_EXIT) {
		code = p->group_exit_code;
	} else if (p->group_exec) {
		code = 0;
	} else {
		p->group_exit_code = code;
		p->flags = SIGNAL_GROUP_EXIT;
		zap_other_threads(current_thread());
	}
	raw_spin_unlock_irq(&p->siglock);
	exit_thread(code);
}

s64 sys_exit(s32 status)
{
	exit_thread((status & 0xff) << 8);
	return 0;
}

s64 sys_exit_group(s32 status)
{
	do_group_exit((status & 0xff) << 8);
	return 0;
}

/* --- exec --------------------------------------------------------------- */

/* All other threads exit; we wait for the last.  -EAGAIN: somebody else is
 * doing the same, or the process ends. */
static int de_thread(struct thread *t)
{
	struct process *p = t->process;
	struct wait_queue_entry wait;
	bool refused;

	raw_spin_lock_irq(&p->siglock);
	refused = p->flags & SIGNAL_GROUP_EXIT || p->group_exec;
	if (!refused) {
		p->group_exec = t;
		zap_other_threads(t);
	}
	raw_spin_unlock_irq(&p->siglock);
	if (refused)
		return -EAGAIN;
	init_wait_entry(&wait);
	while (p->nr_threads > 1) {
		prepare_to_wait(&p->thread_exit, &wait, TASK_UNINTERRUPTIBLE);
		if (p->nr_threads > 1)
			schedule();
	}
	finish_wait(&p->thread_exit, &wait);
	p->group_exec = NULL;
	p->group_leader = t;
	return 0;
}

/* Handlers lay in the old program; what is ignored stays ignored. */
void flush_signal_handlers(struct process *p)
{
	u32 i;

	for (i = 0; i < NR_SIGNALS; i++) {
		if (p->action[i].sa_handler == SIG_HANDLER)
			p->action[i].sa_handler = SIG_DFL;
		p->action[i].sa_flags = 0;
		p->action[i].sa_mask = 0;
		p->action[i].program = 0;
	}
}

/* Pending signals, the mask and an alarm survive; POSIX timers do not, nor what
 * they had queued. */
s64 do_execve(u32 program)
{
	struct thread *t = current_thread();
	struct process *p = t->process;
	int ret;

	ret = task_second_stack(current);
	if (ret)
		return ret;
	ret = de_thread(t);
	if (ret) {
		task_drop_second_stack(current);
		return ret;
	}
	exit_itimers(p);
	flush_itimer_signals();
	files_close(p, true);
	flush_signal_handlers(p);
	futexes_exec(p);
	cred_exec(p);
	p->did_exec = true;
	t->program = program;
	finish_jobs(t);
	drop_frames(t);
	/* mark: exec-begins-anew */
	task_begin_anew(current);
	return 0;
}

/* --- waiting ------------------------------------------------------------ */

enum child_state { CHILD_NONE, CHILD_RUNS, CHILD_FOUND };

/* What there is to tell about @child; it is told once. */
static notrace bool take_news(struct process *child, u32 options, u64 *status)
{
	if (child->exited) {
		*status = (u32)child->group_exit_code;
		return true;
	}
	if (options & WUNTRACED && child->flags & SIGNAL_STOP_STOPPED &&
	    child->group_exit_code) {
		*status = (u32)child->group_exit_code << 8 | 0x7f;
		child->group_exit_code = 0;
		return true;
	}
	if (options & WCONTINUED && child->flags & SIGNAL_STOP_CONTINUED) {
		*status = 0xffff;
		child->flags &= ~SIGNAL_STOP_CONTINUED;
		return true;
	}
	return false;
}

/* @pid: one child; -1: any; 0: those of our group; else of group -@pid. */
static notrace bool eligible(const struct process *p,
			     const struct process *child, s32 pid)
{
	if (pid > 0)
		return child->pid == pid;
	return pid == -1 || child->pgrp == (pid ? -pid : p->pgrp);
}

/* Look through the children that are waited for. */
static notrace enum child_state
look_for_child(const struct process *p, s32 pid, u32 options, u64 *status,
	       struct process **found)
{
	enum child_state state = CHILD_NONE;
	struct process *child;

	list_for_each_entry(child, &p->children, sibling) {
		if (!eligible(p, child, pid))
			continue;
		state = CHILD_RUNS;
		*found = child;
		if (take_news(child, options, status))
			return CHILD_FOUND;
	}
	return state;
}

static s64 wait_task(s32 pid, u32 options, u64 *status)
{
	struct process *found = NULL;
	enum child_state state;

	raw_spin_lock_irq(&kernel()->tasklist_lock);
	state = look_for_child(current_process(), pid, options, status,
			       &found);
	raw_spin_unlock_irq(&kernel()->tasklist_lock);
	if (state == CHILD_NONE)
		return -ECHILD;
	if (state == CHILD_RUNS)
		return 0;
	pid = found->pid;
	if (found->exited)
		release_process(found);
	return pid;
}

static s64 do_wait(s32 pid, u32 options, u64 *status)
{
	struct process *p = current_process();
	struct wait_queue_entry wait;
	s64 ret;

	init_wait_entry(&wait);
	for (;;) {
		prepare_to_wait(&p->wait_chldexit, &wait, TASK_INTERRUPTIBLE);
		ret = wait_task(pid, options, status);
		if (ret || options & WNOHANG)
			break;
		if (signal_pending()) {
			ret = -ERESTARTSYS;
			break;
		}
		schedule();
	}
	finish_wait(&p->wait_chldexit, &wait);
	return ret;
}

s64 sys_wait4(s32 pid, u64 *ustatus, u32 options)
{
	u64 status = 0;
	s64 ret;

	if (options & ~(WNOHANG | WUNTRACED | WCONTINUED))
		return -EINVAL;
	if (pid == INT32_MIN)
		return -ESRCH;
	ret = do_wait(pid, options, &status);
	if (ret > 0 && ustatus &&
	    copy_to_user(ustatus, &status, sizeof(status)))
		return -EFAULT;
	return ret;
}

/* A thread's end is a futex in reality; libc waits for it, also again after a
 * signal. */
s64 join_thread(s32 tid)
{
	struct process *p = current_process();
	struct thread *t = find_thread(tid);
	struct wait_queue_entry wait;
	s64 ret = 0;

	if (!t || t->process != p)
		return -ESRCH;
	if (t == current_thread())
		return -EDEADLK;
	init_wait_entry(&wait);
	for (;;) {
		prepare_to_wait(&p->thread_exit, &wait, TASK_INTERRUPTIBLE);
		if (!find_thread(tid))
			break;
		if (signal_pending()) {
			ret = -ERESTARTNOINTR;
			break;
		}
		schedule();
	}
	finish_wait(&p->thread_exit, &wait);
	return ret;
}
