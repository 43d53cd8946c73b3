/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The system calls about signals (kernel/signal.c), errors in the kernel's
 * order.
 */
#include "linux/signal.h"

#include "linux/hrtimer_sleeper.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"

/* --- actions ------------------------------------------------------------ */

static void drop_ignored(struct process *p, int sig)
{
	struct thread *t = process_next_thread(p, NULL);

	flush_sigqueue_mask(p, SIG_BIT(sig), &p->shared_pending);
	while (t) {
		flush_sigqueue_mask(p, SIG_BIT(sig), &t->pending);
		t = process_next_thread(p, t);
	}
}

/* POSIX: what is ignored from now on is no longer pending, blocked or not. */
static void set_action(struct process *p, int sig,
		       const struct k_sigaction *act)
{
	struct k_sigaction *k = &p->action[sig - 1];
	bool was_ignored = k->sa_handler == SIG_IGN;

	*k = *act;
	k->sa_mask &= ~SIG_KERNEL_ONLY_MASK;
	if (sig_task_ignored(p, sig))
		drop_ignored(p, sig);
	else if (was_ignored && kernel_is_618())
		posixtimer_sig_unignore(p, sig);
}

static int do_sigaction(int sig, const struct k_sigaction *act,
			struct k_sigaction *oact)
{
	struct process *p = current_process();

	if (sig < 1 || sig > NR_SIGNALS ||
	    (act && sig_in(SIG_KERNEL_ONLY_MASK, sig)))
		return -EINVAL;
	raw_spin_lock_irq(&p->siglock);
	*oact = p->action[sig - 1];
	if (act)
		set_action(p, sig, act);
	raw_spin_unlock_irq(&p->siglock);
	return 0;
}

s64 sys_rt_sigaction(int sig, const struct k_sigaction *act,
		     struct k_sigaction *oact)
{
	struct k_sigaction new_sa, old_sa;
	int ret;

	if (act && copy_from_user(&new_sa, act, sizeof(new_sa)))
		return -EFAULT;
	ret = do_sigaction(sig, act ? &new_sa : NULL, &old_sa);
	if (ret)
		return ret;
	if (oact && copy_to_user(oact, &old_sa, sizeof(old_sa)))
		return -EFAULT;
	return 0;
}

/* --- masks -------------------------------------------------------------- */

s64 sys_rt_sigprocmask(int how, const ksigset_t *nset, ksigset_t *oset)
{
	ksigset_t old_set = current_thread()->blocked;
	ksigset_t new_set;

	if (nset) {
		if (copy_from_user(&new_set, nset, sizeof(new_set)))
			return -EFAULT;
		if (how == SIG_BLOCK)
			new_set |= old_set;
		else if (how == SIG_UNBLOCK)
			new_set = old_set & ~new_set;
		else if (how != SIG_SETMASK)
			return -EINVAL;
		set_current_blocked(new_set);
	}
	if (oset && copy_to_user(oset, &old_set, sizeof(old_set)))
		return -EFAULT;
	return 0;
}

s64 sys_rt_sigpending(ksigset_t *uset)
{
	struct thread *t = current_thread();
	ksigset_t set;

	raw_spin_lock_irq(&t->process->siglock);
	set = t->pending.signal | t->process->shared_pending.signal;
	raw_spin_unlock_irq(&t->process->siglock);
	set &= t->blocked;
	if (copy_to_user(uset, &set, sizeof(set)))
		return -EFAULT;
	return 0;
}

/* --- waiting ------------------------------------------------------------ */

/* Sleep with the signals of @which unblocked, so that sending one wakes us;
 * real_blocked keeps them from being handled or ignored meanwhile. */
static int sleep_for_signals(struct thread *t, ksigset_t mask,
			     const ktime_t *timeout)
{
	struct process *p = t->process;
	int ret;

	t->real_blocked = t->blocked;
	t->blocked &= mask;
	recalc_sigpending();
	raw_spin_unlock_irq(&p->siglock);
	set_current_state(TASK_INTERRUPTIBLE);
	ret = schedule_hrtimeout_range(timeout, t->timer_slack_ns,
				       HRTIMER_MODE_REL);
	raw_spin_lock_irq(&p->siglock);
	t->blocked = t->real_blocked;
	t->real_blocked = 0;
	recalc_sigpending();
	return ret;
}

static s64 do_sigtimedwait(ksigset_t which, struct kernel_siginfo *info,
			   const struct timespec64 *ts)
{
	struct thread *t = current_thread();
	ksigset_t mask = ~(which & ~SIG_KERNEL_ONLY_MASK);
	ktime_t timeout = KTIME_MAX;
	enum pid_type type;
	int sig;
	int ret = 0;

	if (ts) {
		if (!timespec64_valid(ts))
			return -EINVAL;
		timeout = timespec64_to_ktime(*ts);
	}
	raw_spin_lock_irq(&t->process->siglock);
	sig = dequeue_signal(mask, info, &type);
	if (!sig && timeout) {
		ret = sleep_for_signals(t, mask, ts ? &timeout : NULL);
		sig = dequeue_signal(mask, info, &type);
	}
	raw_spin_unlock_irq(&t->process->siglock);
	if (sig)
		return sig;
	return ret ? -EINTR : -EAGAIN;
}

s64 sys_rt_sigtimedwait(const ksigset_t *which, struct kernel_siginfo *uinfo,
			const struct timespec64 *uts)
{
	struct kernel_siginfo info;
	struct timespec64 ts;
	ksigset_t set;
	s64 ret;

	if (copy_from_user(&set, which, sizeof(set)))
		return -EFAULT;
	if (uts && copy_from_user(&ts, uts, sizeof(ts)))
		return -EFAULT;
	ret = do_sigtimedwait(set, &info, uts ? &ts : NULL);
	if (ret > 0 && uinfo && copy_to_user(uinfo, &info, sizeof(info)))
		return -EFAULT;
	return ret;
}

/* Sleeps until a signal has a handler, or ends the process. */
static s64 sigsuspend(ksigset_t set)
{
	struct thread *t = current_thread();

	t->saved_sigmask = t->blocked;
	set_current_blocked(set);
	while (!signal_pending()) {
		set_current_state(TASK_INTERRUPTIBLE);
		schedule();
	}
	t->restore_sigmask = true;
	return -ERESTARTNOHAND;
}

s64 sys_rt_sigsuspend(const ksigset_t *unewset)
{
	ksigset_t newset;

	if (copy_from_user(&newset, unewset, sizeof(newset)))
		return -EFAULT;
	return sigsuspend(newset);
}

s64 sys_pause(void)
{
	while (!signal_pending()) {
		set_current_state(TASK_INTERRUPTIBLE);
		schedule();
	}
	return -ERESTARTNOHAND;
}

/* --- sending ------------------------------------------------------------ */

/* Who sends; nobody: a task of the kernel's. */
static notrace s32 sender(void)
{
	return current_process() ? current_process()->pid : 0;
}

/* Does the signal need a permission?  Not from the kernel, and not to oneself;
 * SIGCONT not within a session. */
static notrace bool may_always_send(int sig, const struct process *p)
{
	const struct process *me = current_process();

	if (!me || me == p)
		return true;
	return sig == SIGCONT && me->session == p->session;
}

static int check_kill_permission(int sig, const struct process *p)
{
	if (!valid_signal((u64)sig))
		return -EINVAL;
	if (!may_always_send(sig, p) && !kill_ok_by_cred(p))
		return -EPERM;
	return 0;
}

static int send_if_permitted(int sig, struct kernel_siginfo *info,
			     struct process *p)
{
	int ret = check_kill_permission(sig, p);

	if (ret)
		return ret;
	return group_send_sig_info(sig, info, p);
}

/* One process, found by its number. */
static int kill_pid_info(int sig, struct kernel_siginfo *info, s32 pid)
{
	struct process *p = find_process(pid);

	if (!p)
		return -ESRCH;
	return send_if_permitted(sig, info, p);
}

/* All processes of a group: 0 if one of them got it, else what went wrong
 * with the last. */
static int __kill_pgrp_info(int sig, struct kernel_siginfo *info, s32 pgrp)
{
	struct process *p = process_next(NULL);
	int ret = -ESRCH;
	int err;

	while (p) {
		if (p->pgrp == pgrp) {
			err = send_if_permitted(sig, info, p);
			if (ret)
				ret = err;
		}
		p = process_next(p);
	}
	return ret;
}

/* Every process but oneself. */
static int kill_everybody(int sig, struct kernel_siginfo *info)
{
	struct process *p = process_next(NULL);
	int ret = -ESRCH;
	bool any = false;
	int err;

	while (p) {
		if (p != current_process()) {
			err = send_if_permitted(sig, info, p);
			if (!any)
				ret = 0;
			any = true;
			if (err != -EPERM)
				ret = err;
		}
		p = process_next(p);
	}
	return ret;
}

static int kill_group_info(int sig, struct kernel_siginfo *info, s32 pid)
{
	const struct process *me = current_process();
	bool flags;
	int ret;

	if (pid == INT32_MIN || (!pid && !me))
		return -ESRCH;
	raw_spin_lock_irqsave(&kernel()->tasklist_lock, flags);
	if (pid == -1)
		ret = kill_everybody(sig, info);
	else
		ret = __kill_pgrp_info(sig, info, pid ? -pid : me->pgrp);
	raw_spin_unlock_irqrestore(&kernel()->tasklist_lock, flags);
	return ret;
}

/* 0: our own process group; -1: everybody; less: a group. */
s64 sys_kill(s32 pid, int sig)
{
	struct kernel_siginfo info = {
		.si_signo = sig, .si_code = SI_USER, .si_pid = sender(),
	};

	if (pid <= 0)
		return kill_group_info(sig, &info, pid);
	return kill_pid_info(sig, &info, pid);
}

static int do_send_specific(s32 tgid, s32 pid, int sig,
			    struct kernel_siginfo *info)
{
	struct thread *t = find_thread(pid);
	int ret;

	if (!t || (tgid > 0 && t->process->pid != tgid))
		return -ESRCH;
	ret = check_kill_permission(sig, t->process);
	if (ret || !sig)
		return ret;
	return do_send_sig_info(sig, info, t, PIDTYPE_PID);
}

s64 sys_tgkill(s32 tgid, s32 pid, int sig)
{
	struct kernel_siginfo info = {
		.si_signo = sig, .si_code = SI_TKILL, .si_pid = sender(),
	};

	if (pid <= 0 || tgid <= 0)
		return -EINVAL;
	return do_send_specific(tgid, pid, sig, &info);
}

/* Nobody may pretend to be the kernel, or kill(). */
static notrace bool pretends(const struct kernel_siginfo *info, s32 pid)
{
	return (info->si_code >= 0 || info->si_code == SI_TKILL) &&
	       pid != sender();
}

s64 sys_rt_sigqueueinfo(s32 pid, int sig, const struct kernel_siginfo *uinfo)
{
	struct kernel_siginfo info;

	if (copy_from_user(&info, uinfo, sizeof(info)))
		return -EFAULT;
	info.si_signo = sig;
	if (pretends(&info, pid))
		return -EPERM;
	return kill_pid_info(sig, &info, pid);
}
