/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CPU time: see cputime.h.
 */
#include "linux/cputime.h"

#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "linux/process.h"
#include "linux/user.h"

/* Exact time, to the thread and to its process. */
static notrace void account_exec(struct thread *t)
{
	u64 now = machine_now();
	u64 delta = now - t->timers.exec_start;

	t->timers.exec_start = now;
	t->timers.cputime.sum_exec_runtime += delta;
	t->process->timers.cputime.sum_exec_runtime += delta;
}

notrace void cputime_stop(struct task *task)
{
	if (task->thread)
		account_exec(task->thread);
}

notrace void cputime_start(struct task *task)
{
	if (task->thread)
		task->thread->timers.exec_start = machine_now();
}

notrace void update_curr(struct thread *t)
{
	if (percpu_of(t->task->cpu)->rq.curr == t->task)
		account_exec(t);
}

/* --- ticks -------------------------------------------------------------- */

static void account_user_time(struct thread *t, u64 cputime)
{
	t->timers.cputime.utime += cputime;
	t->process->timers.cputime.utime += cputime;
}

static void account_system_time(struct thread *t, u64 cputime)
{
	t->timers.cputime.stime += cputime;
	t->process->timers.cputime.stime += cputime;
}

/* Who happens to run pays for the whole tick. */
void account_process_tick(bool user_tick)
{
	struct thread *t = current->thread;

	if (!t)
		return;
	update_curr(t);
	if (user_tick)
		account_user_time(t, tick_nsec(HZ));
	else
		account_system_time(t, tick_nsec(HZ));
}

/* --- reading ------------------------------------------------------------ */

static notrace void store_samples(u64 *samples, const struct task_cputime *time)
{
	samples[CPUCLOCK_PROF] = time->stime + time->utime;
	samples[CPUCLOCK_VIRT] = time->utime;
	samples[CPUCLOCK_SCHED] = time->sum_exec_runtime;
}

notrace void task_sample_cputime(struct thread *t, u64 *samples)
{
	update_curr(t);
	store_samples(samples, &t->timers.cputime);
}

/* What other CPUs run just now is known as of their last tick. */
notrace void proc_sample_cputime(struct process *p, u64 *samples)
{
	struct thread *t = current_thread();

	if (t && t->process == p)
		update_curr(t);
	store_samples(samples, &p->timers.cputime);
}
