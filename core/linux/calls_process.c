/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statements of bodies that concern processes, threads and files: the
 * functions behind the rows of calls_process.def.  As in calls.c, all are
 * notrace.
 */
#include "linux/calls_process.h"

#include "linux/calls_arg.h"
#include "linux/kernel.h"
#include "linux/process.h"
#include "linux/user.h"

/* Slots of poll's row that are files. */
#define POLL_ARGS 3

static notrace u32 cpu_or_here(const struct call *call, u32 i)
{
	return arg_given(call, i) ? (u32)arg_at(call, i)->value :
				    smp_processor_id();
}

static notrace u32 body_arg(const struct call *call, u32 i)
{
	return (u32)arg_at(call, i)->value;
}

/* --- birth -------------------------------------------------------------- */

notrace void run_process(struct call *call)
{
	u32 name = (u32)arg_at(call, 0)->value;
	struct process *p = kernel_clone(cpu_or_here(call, 1), name,
					 body_arg(call, 2), NULL);

	call->rc = p ? p->pid : -ENOMEM;
}

notrace void run_fork(struct call *call)
{
	u32 name = (u32)arg_at(call, 1)->value;
	struct process *p = kernel_clone(smp_processor_id(), name,
					 body_arg(call, 2), current_process());

	call->rc = p ? p->pid : -EAGAIN;
}

notrace void run_thread(struct call *call)
{
	u32 name = (u32)arg_at(call, 1)->value;
	struct thread *t = clone_thread(current_process(),
					cpu_or_here(call, 2), name,
					body_arg(call, 3));

	call->rc = t ? t->tid : -EAGAIN;
}

notrace void run_exec(struct call *call)
{
	call->rc = do_execve(body_arg(call, 1));
}

/* --- death -------------------------------------------------------------- */

notrace void run_exit_group(struct call *call)
{
	call->rc = sys_exit_group((s32)int_arg(call, 1));
}

notrace void run_exit_thread(struct call *call)
{
	call->rc = sys_exit((s32)int_arg(call, 1));
}

notrace void run_wait4(struct call *call)
{
	static const u32 options[] = { WNOHANG, WUNTRACED, WCONTINUED };
	s32 pid = arg_given(call, 1) ? (s32)int_arg(call, 1) : -1;
	u32 flags = 0, i;

	for (i = 0; i < ARRAY_SIZE(options); i++) {
		if (arg_flags(call, 2) >> i & 1)
			flags |= options[i];
	}
	call->rc = sys_wait4(pid, &call->out->number[0], flags);
}

notrace void run_thread_join(struct call *call)
{
	call->rc = join_thread((s32)int_arg(call, 1));
}

/* --- what it is and has ------------------------------------------------- */

notrace void run_getpid(struct call *call)
{
	call->rc = sys_getpid();
}

notrace void run_gettid(struct call *call)
{
	call->rc = sys_gettid();
}

notrace void run_getrlimit(struct call *call)
{
	struct rlimit rlim = { 0 };

	call->rc = sys_getrlimit((u32)int_arg(call, 1),
				 user_arg(call, 2, &rlim) || !arg_given(call, 2)
					 ? &rlim : NULL);
	call->out->number[0] = rlim.rlim_cur;
	call->out->number[1] = rlim.rlim_max;
}

notrace void run_setrlimit(struct call *call)
{
	struct rlimit rlim = { (u64)int_arg(call, 2), 0 };
	u32 resource = (u32)int_arg(call, 1);

	if (arg_given(call, 3))
		rlim.rlim_max = (u64)int_arg(call, 3);
	else if (resource < RLIM_NLIMITS)
		rlim.rlim_max = current_process()->rlim[resource].rlim_max;
	if (!arg_given(call, 3) && rlim.rlim_max < rlim.rlim_cur)
		rlim.rlim_max = rlim.rlim_cur;
	call->rc = sys_setrlimit(resource, &rlim);
}

/* --- who it is, and what it may do -------------------------------------- */

notrace void run_setuid(struct call *call)
{
	call->rc = sys_setuid((u32)int_arg(call, 1));
}

notrace void run_seteuid(struct call *call)
{
	call->rc = sys_setresuid(INVALID_UID, (u32)int_arg(call, 1),
				 INVALID_UID);
}

notrace void run_getuid(struct call *call)
{
	call->rc = sys_getuid();
}

notrace void run_geteuid(struct call *call)
{
	call->rc = sys_geteuid();
}

notrace void run_capset(struct call *call)
{
	u64 *effective = &call->in->number[0];
	u64 *permitted = &call->in->number[1];

	*effective = arg_at(call, 1)->value;
	*permitted = current_process()->cred.cap_permitted;
	if (arg_given(call, 2))
		*permitted = arg_at(call, 2)->value;
	call->rc = sys_capset(user_arg(call, 1, effective),
			      arg_given(call, 2) ?
				      user_arg(call, 2, permitted) :
				      permitted);
}

notrace void run_setpgid(struct call *call)
{
	call->rc = sys_setpgid((s32)int_arg(call, 1), (s32)int_arg(call, 2));
}

notrace void run_getpgid(struct call *call)
{
	call->rc = sys_getpgid((s32)int_arg(call, 1));
}

notrace void run_setsid(struct call *call)
{
	call->rc = sys_setsid();
}

notrace void run_getsid(struct call *call)
{
	call->rc = sys_getsid((s32)int_arg(call, 1));
}

notrace void run_sched_setaffinity(struct call *call)
{
	call->rc = sys_sched_setaffinity(0, (u32)int_arg(call, 1));
}

notrace void run_sched_yield(struct call *call)
{
	(void)call;
	schedule();
}

/* --- files -------------------------------------------------------------- */

notrace void run_close(struct call *call)
{
	call->rc = sys_close(int_arg(call, 1));
}

/* Enough for a timerfd's number; a signalfd wants 128. */
notrace void run_read(struct call *call)
{
	u64 count = arg_given(call, 2) ? (u64)int_arg(call, 2) : 128;
	void *buf = arg_given(call, 3) ? user_arg(call, 3, NULL) :
					 &call->out->data;

	call->rc = sys_read(int_arg(call, 1), buf, count);
}

/* Made again after a stop it waits for what was left of its time. */
notrace void run_poll(struct call *call)
{
	struct timespec64 *ts = &call->in->time.it_value;
	struct pollfd fds[POLL_ARGS] = { { 0 } };
	u32 i, nr = 0;

	for (i = 0; i < POLL_ARGS && arg_given(call, 1 + i); i++)
		fds[nr++] = (struct pollfd){ .fd = int_arg(call, 1 + i),
					     .events = EPOLLIN };
	if (call->again != CALL_AGAIN)
		*ts = timespec_arg(call, 1 + POLL_ARGS);
	call->in->mask = arg_at(call, 2 + POLL_ARGS)->value;
	call->rc = sys_ppoll(
		arg_given(call, 3 + POLL_ARGS) ?
			user_arg(call, 3 + POLL_ARGS, NULL) : fds,
		nr, user_arg(call, 1 + POLL_ARGS, ts),
		user_arg(call, 2 + POLL_ARGS, &call->in->mask));
	for (i = 0; i < POLL_ARGS; i++)
		call->out->number[i] = fds[i].revents;
	call->out->time.it_value = *ts;
}
