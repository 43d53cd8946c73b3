/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statements of bodies that concern signals: the functions behind the rows
 * of calls_signal.def.  As in calls.c, all are notrace.
 */
#include "linux/calls_process.h"

#include "linux/calls_arg.h"
#include "linux/kernel.h"
#include "linux/process.h"

/* The words of sigaction's row, in their order. */
enum sigaction_word {
	WORD_HANDLER, WORD_IGN, WORD_DFL, WORD_RESTART, WORD_NODEFER,
	WORD_RESETHAND, WORD_SIGINFO, WORD_NOCLDSTOP, WORD_NOCLDWAIT,
};

static notrace bool word(const struct call *call, enum sigaction_word which)
{
	return arg_flags(call, 2) >> which & 1;
}

static notrace struct k_sigaction action_arg(const struct call *call)
{
	struct k_sigaction act = { .sa_handler = SIG_DFL };

	act.program = (u32)arg_at(call, 6)->value;
	if (word(call, WORD_HANDLER) || act.program)
		act.sa_handler = SIG_HANDLER;
	if (word(call, WORD_IGN))
		act.sa_handler = SIG_IGN;
	act.sa_mask = arg_at(call, 3)->value;
	act.sa_flags = (word(call, WORD_RESTART) ? SA_RESTART : 0) |
		       (word(call, WORD_NODEFER) ? SA_NODEFER : 0) |
		       (word(call, WORD_RESETHAND) ? SA_RESETHAND : 0) |
		       (word(call, WORD_SIGINFO) ? SA_SIGINFO : 0) |
		       (word(call, WORD_NOCLDSTOP) ? SA_NOCLDSTOP : 0) |
		       (word(call, WORD_NOCLDWAIT) ? SA_NOCLDWAIT : 0);
	return act;
}

notrace void run_sigaction(struct call *call)
{
	struct k_sigaction act = action_arg(call);
	struct k_sigaction oact = { 0 };

	call->rc = sys_rt_sigaction(
		(int)int_arg(call, 1),
		arg_given(call, 4) ? user_arg(call, 4, NULL) : &act,
		arg_given(call, 5) ? user_arg(call, 5, NULL) : &oact);
	call->out->number[0] = oact.sa_handler;
	call->out->number[1] = oact.sa_flags;
	call->out->mask = oact.sa_mask;
}

/* Where the old mask goes: nowhere that was said, so to `-> r`. */
static notrace void *mask_or(const struct call *call, u32 i)
{
	return arg_given(call, i) ? user_arg(call, i, NULL) : &call->out->mask;
}

notrace void run_sigprocmask(struct call *call)
{
	call->in->mask = arg_at(call, 2)->value;
	call->rc = sys_rt_sigprocmask((int)int_arg(call, 1),
				      user_arg(call, 2, &call->in->mask),
				      mask_or(call, 3));
}

static notrace void change_mask(struct call *call, int how)
{
	call->in->mask = arg_at(call, 1)->value;
	call->rc = sys_rt_sigprocmask(how, user_arg(call, 1, &call->in->mask),
				      &call->out->mask);
}

notrace void run_sigblock(struct call *call)
{
	change_mask(call, SIG_BLOCK);
}

notrace void run_sigunblock(struct call *call)
{
	change_mask(call, SIG_UNBLOCK);
}

notrace void run_sigpending(struct call *call)
{
	call->rc = sys_rt_sigpending(mask_or(call, 1));
}

notrace void run_sigtimedwait(struct call *call)
{
	call->in->mask = arg_at(call, 1)->value;
	call->in->time.it_value = timespec_arg(call, 2);
	call->rc = sys_rt_sigtimedwait(
		user_arg(call, 1, &call->in->mask),
		arg_given(call, 3) ? user_arg(call, 3, NULL) :
				     &call->out->data.info,
		user_arg(call, 2, &call->in->time.it_value));
}

notrace void run_sigsuspend(struct call *call)
{
	call->in->mask = arg_at(call, 1)->value;
	call->rc = sys_rt_sigsuspend(user_arg(call, 1, &call->in->mask));
}

notrace void run_pause(struct call *call)
{
	call->rc = sys_pause();
}

notrace void run_kill(struct call *call)
{
	call->rc = sys_kill((s32)int_arg(call, 1), (int)int_arg(call, 2));
}

notrace void run_tgkill(struct call *call)
{
	call->rc = sys_tgkill((s32)int_arg(call, 1), (s32)int_arg(call, 2),
			      (int)int_arg(call, 3));
}

notrace void run_sigqueue(struct call *call)
{
	struct kernel_siginfo *info = &call->in->info;

	info->si_code = arg_given(call, 4) ? (s32)int_arg(call, 4) : SI_QUEUE;
	info->si_value = arg_given(call, 3) ? (u64)int_arg(call, 3) : 0;
	info->si_pid = current_process() ? current_process()->pid : 0;
	call->rc = sys_rt_sigqueueinfo((s32)int_arg(call, 1),
				       (int)int_arg(call, 2),
				       arg_given(call, 5) ?
					       user_arg(call, 5, NULL) : info);
}

notrace void run_signalfd(struct call *call)
{
	s64 fd = arg_given(call, 2) ? int_arg(call, 2) : -1;
	u32 words = arg_flags(call, 3);

	call->in->mask = arg_at(call, 1)->value;
	call->rc = sys_signalfd4(fd, user_arg(call, 1, &call->in->mask),
				 (words & 1 ? O_NONBLOCK : 0) |
				 (words & 2 ? O_CLOEXEC : 0));
}
