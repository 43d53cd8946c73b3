/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The border between user mode and the kernel: see user.h.
 */
#include "linux/user.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/program.h"
#include "linux/trace.h"
#include "linux/warn.h"
#include "machine/strings.h"

/* --- system calls that a signal interrupted ----------------------------- */

/* A handler runs next: shall the call be made again when it has returned? */
static notrace void syscall_before_handler(struct call *call,
					   const struct ksignal *ksig)
{
	switch (call->rc) {
	case -ERESTART_RESTARTBLOCK:
	case -ERESTARTNOHAND:
		call->rc = -EINTR;
		break;
	case -ERESTARTSYS:
		if (!(ksig->ka.sa_flags & SA_RESTART)) {
			call->rc = -EINTR;
			break;
		}
		call->again = CALL_AGAIN;
		call->rc = 0;
		break;
	case -ERESTARTNOINTR:
		call->again = CALL_AGAIN;
		call->rc = 0;
		break;
	default:
		break;
	}
}

/* No handler: whatever interrupted the call is over, and it goes on. */
static notrace void syscall_without_handler(struct call *call)
{
	switch (call->rc) {
	case -ERESTARTNOHAND:
	case -ERESTARTSYS:
	case -ERESTARTNOINTR:
		call->again = CALL_AGAIN;
		call->rc = 0;
		break;
	case -ERESTART_RESTARTBLOCK:
		call->again = CALL_RESTART_BLOCK;
		call->rc = 0;
		break;
	default:
		break;
	}
}

/* --- frames for handlers ------------------------------------------------ */

static notrace ksigset_t sigmask_to_save(const struct thread *t)
{
	return t->restore_sigmask ? t->saved_sigmask : t->blocked;
}

/* Leave what the handler needs on the user's stack. */
static notrace void setup_rt_frame(struct thread *t,
				   const struct ksignal *ksig)
{
	struct sigframe *frame = machine_alloc(hot.machine, sizeof(*frame));

	if (!frame)
		machine_panic("no memory left for a handler's frame");
	frame->up = t->frames;
	frame->ksig = *ksig;
	frame->oldmask = sigmask_to_save(t);
	t->frames = frame;
	t->depth++;
}

/* While the handler runs, its signal and those of sa_mask are blocked. */
static void signal_delivered(struct thread *t, const struct ksignal *ksig)
{
	ksigset_t blocked = t->blocked | ksig->ka.sa_mask;

	t->restore_sigmask = false;
	if (!(ksig->ka.sa_flags & SA_NODEFER))
		blocked |= SIG_BIT(ksig->sig);
	set_current_blocked(blocked);
}

/* No room for the frame: the kernel then sends SIGSEGV, by force. */
static void force_sigsegv(void)
{
	printk_name("timerscope: no user stack left for a handler of ",
		    object_get(hot.machine, current->serial)->name);
	current_thread()->flags |= PF_SIGNALED;
	do_group_exit(SIGSEGV);
}

static void handle_signal(struct ksignal *ksig, struct call *call)
{
	struct thread *t = current_thread();

	if (t->depth >= USER_DEPTH_MAX)
		force_sigsegv();
	if (call)
		syscall_before_handler(call, ksig);
	setup_rt_frame(t, ksig);
	signal_delivered(t, ksig);
}

/* Take signals until one has a handler, and get that ready to run. */
static void arch_do_signal_or_restart(struct call *call)
{
	struct ksignal ksig;
	bool handler;

	handler = get_signal(&ksig);
	if (handler) {
		handle_signal(&ksig, call);
		return;
	}
	if (call)
		syscall_without_handler(call);
	restore_saved_sigmask();
}

/* --- leaving the kernel ------------------------------------------------- */

static notrace bool exit_to_user_mode_work(const struct task *task)
{
	return percpu_of(task->cpu)->rq.need_resched ||
	       task->thread->sigpending;
}

/* All that has to be done before user mode, again and again until there is
 * nothing left; then interrupts are off, so that nothing new comes up. */
static void exit_to_user_mode_loop(struct call *call)
{
	while (exit_to_user_mode_work(current)) {
		local_irq_enable();
		if (this_percpu()->rq.need_resched)
			schedule();
		if (signal_pending())
			arch_do_signal_or_restart(call);
		local_irq_disable();
	}
}

/* --- in user mode ------------------------------------------------------- */

/* The last step out of the kernel, and the first one into it. */
static notrace void enter_user_mode(void)
{
	current->user_mode = true;
	local_irq_enable();
}

static notrace void leave_user_mode(void)
{
	current->user_mode = false;
}

static notrace void pop_frame(struct thread *t)
{
	struct sigframe *frame = t->frames;

	t->frames = frame->up;
	t->depth--;
	machine_release(hot.machine, frame, sizeof(*frame));
}

notrace void drop_frames(struct thread *t)
{
	while (t->frames)
		pop_frame(t);
}

/* The handler in user mode.  The body may take long, and be interrupted by
 * others. */
static notrace void run_handler(const struct sigframe *frame)
{
	struct thread *t = current_thread();

	t->siginfo = frame->ksig.info;
	enter_user_mode();
	if (frame->ksig.ka.program)
		program_run(frame->ksig.ka.program, current, NULL);
	leave_user_mode();
}

/* The handler's last act: the mask is again what it was. */
static void sys_rt_sigreturn(struct thread *t)
{
	set_current_blocked(t->frames->oldmask);
	pop_frame(t);
}

/* The job that was asked for first, of those that nobody has begun. */
static notrace struct job *take_job(struct thread *t)
{
	struct job *job;

	if (list_empty(&t->jobs) || t->depth >= USER_DEPTH_MAX)
		return NULL;
	job = list_first_entry(&t->jobs, struct job, node);
	list_del_init(&job->node);
	job->up = t->job;
	t->job = job;
	t->depth++;
	return job;
}

/* Who asked may go on. */
static void finish_job(struct thread *t, s64 rc)
{
	struct job *job = t->job;

	t->job = job->up;
	t->depth--;
	job->rc = rc;
	job->done = true;
	wake_up_process(job->waiter);
}

static notrace s64 run_job(const struct job *job)
{
	s64 rc;

	enter_user_mode();
	rc = program_run_insn(job->insn, current, job->out);
	leave_user_mode();
	return rc;
}

static void do_job(struct thread *t, const struct job *job)
{
	s64 rc = run_job(job);

	finish_job(t, rc);
}

/* The frames that were pushed here are run from the top; each ends with a
 * system call, on whose way back more signals may be taken.  Then the jobs. */
void exit_to_user_mode(struct call *call)
{
	struct thread *t = current_thread();
	struct sigframe *base = t->frames;
	struct job *job;

	for (;;) {
		local_irq_disable();
		exit_to_user_mode_loop(call);
		if (t->frames != base) {
			run_handler(t->frames);
			sys_rt_sigreturn(t);
			continue;
		}
		job = take_job(t);
		if (!job)
			break;
		do_job(t, job);
	}
}

/* --- interrupts --------------------------------------------------------- */

notrace bool irqentry_enter(void)
{
	bool user = current->user_mode;

	current->irq_user_mode = user;
	current->user_mode = false;
	return user;
}

static void irqentry_exit_to_user_mode(void)
{
	exit_to_user_mode(NULL);
	enter_user_mode();
}

void irqentry_exit(bool from_user)
{
	if (from_user)
		irqentry_exit_to_user_mode();
	else if (this_percpu()->rq.need_resched && !preempt_count())
		preempt_schedule_irq();
}

notrace bool user_mode_interrupted(void)
{
	return current->irq_user_mode;
}

/* --- system calls ------------------------------------------------------- */

static notrace void syscall_enter_from_user_mode(const struct call *call)
{
	leave_user_mode();
	current_thread()->syscall = call->insn->call + 1;
	TRACE(sys_enter, call_name(call->insn->call),
	      current_process()->serial);
}

static notrace void syscall_done(const struct call *call)
{
	TRACE(sys_exit, call_name(call->insn->call), call->rc);
	current_thread()->syscall = 0;
}

/* The call itself: made for the first time, made again, or gone on with. */
static notrace void invoke_syscall(struct call *call)
{
	struct restart_block *restart = &current_thread()->restart_block;

	if (call->again == CALL_RESTART_BLOCK)
		call->rc = restart->fn(restart);
	else
		call_table[call->insn->call].run(call);
}

void do_syscall(struct call *call)
{
	do {
		syscall_enter_from_user_mode(call);
		invoke_syscall(call);
		syscall_done(call);
		call->again = CALL_ONCE;
		exit_to_user_mode(call);
	} while (call->again != CALL_ONCE);
	enter_user_mode();
}

/* --- threads ------------------------------------------------------------ */

/* Nothing to run: sleep, as in user mode, until there is a job or a signal.
 * exit_to_user_mode() does both. */
static void user_idle(struct thread *t)
{
	for (;;) {
		set_current_state(TASK_INTERRUPTIBLE);
		t->idle = true;
		if (list_empty(&t->jobs) && !signal_pending())
			schedule();
		t->idle = false;
		set_current_state(TASK_RUNNING);
		exit_to_user_mode(NULL);
		local_irq_enable();
	}
}

static notrace void run_user_program(u32 program)
{
	enter_user_mode();
	program_run(program, current, NULL);
	leave_user_mode();
}

/* The body is main(), whose return ends the process, or what a thread was
 * started with. */
void user_thread_fn(struct task *task)
{
	struct thread *t = task->thread;

	exit_to_user_mode(NULL);
	if (!t->program)
		user_idle(t);
	run_user_program(t->program);
	if (t == t->process->group_leader)
		do_group_exit(0);
	exit_thread(0);
}

/* --- jobs --------------------------------------------------------------- */

/* An idle thread is woken; one in user mode on another CPU is brought into the
 * kernel; all others get there by themselves.  False: it is exiting. */
static bool post_job(struct thread *t, struct job *job)
{
	u32 cpu = t->task->cpu;

	if (t->flags & PF_EXITING)
		return false;
	list_add_tail(&job->node, &t->jobs);
	if (t->idle)
		wake_up_state(t->task, TASK_INTERRUPTIBLE);
	else if (cpu != smp_processor_id())
		smp_send_reschedule(cpu);
	return true;
}

s64 thread_run_insn(struct thread *t, u32 insn, struct syscall_out *out)
{
	struct job job = { .insn = insn, .out = out, .waiter = current };
	bool posted;

	INIT_LIST_HEAD(&job.node);
	posted = post_job(t, &job);
	if (!posted)
		return -ESRCH;
	for (;;) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (job.done)
			break;
		schedule();
	}
	set_current_state(TASK_RUNNING);
	return job.rc;
}

void finish_jobs(struct thread *t)
{
	while (t->job)
		finish_job(t, 0);
}

void refuse_jobs(struct thread *t)
{
	struct job *job;

	finish_jobs(t);
	job = take_job(t);
	while (job) {
		finish_job(t, -ESRCH);
		job = take_job(t);
	}
}

/* It stands for a long system call, and is traced as one. */
static notrace u32 burn_name(void)
{
	return string_intern(hot.machine, "burn sys", 8);
}

void burn_in_kernel(u64 ns)
{
	leave_user_mode();
	TRACE(sys_enter, burn_name(), current_process()->serial);
	cpu_burn(ns);
	TRACE(sys_exit, burn_name(), 0);
	exit_to_user_mode(NULL);
	enter_user_mode();
}
