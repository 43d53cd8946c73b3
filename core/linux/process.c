/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Processes and threads: who is who, and how they are born (kernel/fork.c).
 */
#include "linux/process.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/user.h"
#include "machine/strings.h"

/* The fields of what wait() and getrlimit() find, by number. */
const char *const rlimit_names[RLIM_NLIMITS] = {
	"CPU", "FSIZE", "DATA", "STACK", "CORE", "RSS", "NPROC", "NOFILE",
	"MEMLOCK", "AS", "LOCKS", "SIGPENDING", "MSGQUEUE", "NICE", "RTPRIO",
	"RTTIME",
};

/* What a machine with some 4 GiB allows. */
#define SIGPENDING_LIMIT 15000
#define TIMER_SLACK_NS 50000

/* --- who is who --------------------------------------------------------- */

notrace struct thread *current_thread(void)
{
	return current->thread;
}

notrace struct process *current_process(void)
{
	return current->thread ? current->thread->process : NULL;
}

/* Not when it has exited, but for its last steps. */
notrace struct thread *thread_of_object(const struct object *object)
{
	struct thread *t = NULL;

	if (!object || !object->memory || object->freed)
		return NULL;
	if (object->kind == OBJECT_PROCESS)
		return process_next_thread(object->memory, NULL);
	if (object->kind == OBJECT_TASK)
		t = ((struct task *)object->memory)->thread;
	return t && !list_empty(&t->node) ? t : NULL;
}

notrace struct thread *find_thread(s32 tid)
{
	const struct object *object = object_get(hot.machine, (u32)tid);

	if (tid <= 0 || !object || object->kind != OBJECT_TASK)
		return NULL;
	return thread_of_object(object);
}

/* A zombie is still found, and a process without its first thread; its number
 * is then that of a task long gone. */
notrace struct process *find_process(s32 pid)
{
	const struct thread *leader = find_thread(pid);
	struct object *object;
	struct process *p;

	if (leader)
		return leader->process->pid == pid ? leader->process : NULL;
	object = object_next(hot.machine, NULL, OBJECT_PROCESS);
	while (pid > 0 && object) {
		p = object->memory;
		if (p->pid == pid)
			return p->reaped ? NULL : p;
		object = object_next(hot.machine, object, OBJECT_PROCESS);
	}
	return NULL;
}

notrace struct thread *process_next_thread(const struct process *p,
					   const struct thread *prev)
{
	const struct list_head *at = prev ? &prev->node : &p->threads;

	if (at->next == &p->threads)
		return NULL;
	return list_entry(at->next, struct thread, node);
}

notrace struct thread *next_thread(struct thread *t)
{
	struct thread *next = process_next_thread(t->process, t);

	return next ? next : process_next_thread(t->process, NULL);
}

notrace struct process *process_next(const struct process *prev)
{
	struct object *object = prev ? object_get(hot.machine, prev->serial) :
				       NULL;
	struct process *p;

	for (;;) {
		object = object_next(hot.machine, object, OBJECT_PROCESS);
		if (!object)
			return NULL;
		p = object->memory;
		if (p && p->pid && !p->reaped)
			return p;
	}
}

/* --- birth -------------------------------------------------------------- */

static notrace void init_rlimits(struct process *p)
{
	u32 i;

	for (i = 0; i < RLIM_NLIMITS; i++)
		p->rlim[i] = (struct rlimit){ RLIM_INFINITY, RLIM_INFINITY };
	p->rlim[RLIMIT_SIGPENDING] =
		(struct rlimit){ SIGPENDING_LIMIT, SIGPENDING_LIMIT };
	p->rlim[RLIMIT_NOFILE] = (struct rlimit){ NR_OPEN, NR_OPEN };
}

/* The child has its own copies; nobody knows it yet, so that nothing is
 * locked. */
static void copy_sighand(struct process *p, const struct process *parent)
{
	u32 i;

	raw_spin_lock_init(&p->siglock);
	init_waitqueue_head(&p->signalfd_wqh);
	for (i = 0; i < NR_SIGNALS && parent; i++)
		p->action[i] = parent->action[i];
}

static void copy_signal(struct process *p, const struct process *parent)
{
	init_waitqueue_head(&p->wait_chldexit);
	init_waitqueue_head(&p->thread_exit);
	futexes_init(p, parent);
	if (parent)
		__builtin_memcpy(p->rlim, parent->rlim, sizeof(p->rlim));
	else
		init_rlimits(p);
	process_timers_init(p, parent);
}

static notrace u32 name_of_main(struct machine *m, u32 name)
{
	char text[80];
	u32 at;

	if (!name)
		return 0;
	at = text_add(text, sizeof(text), 0, string_text(m, name));
	at = text_add(text, sizeof(text), at, ".main");
	return string_intern(m, text, at);
}

/* The memory of a thread, and its task, which does not run yet. */
static notrace struct thread *thread_alloc(struct process *p, u32 cpu,
					   u32 name, u32 program)
{
	struct machine *m = hot.machine;
	struct thread *t = machine_alloc(m, sizeof(*t));

	if (!t)
		return NULL;
	t->task = task_new(m, cpu, name, user_thread_fn);
	if (!t->task) {
		machine_release(m, t, sizeof(*t));
		return NULL;
	}
	t->task->thread = t;
	t->tid = (s32)t->task->serial;
	t->process = p;
	t->program = program;
	init_sigpending(&t->pending);
	INIT_LIST_HEAD(&t->jobs);
	return t;
}

/* What a new thread has of the one that made it; of nobody, when a command
 * did. */
static void copy_thread(struct thread *t, const struct thread *from)
{
	t->timer_slack_ns = TIMER_SLACK_NS;
	if (from) {
		t->blocked = from->blocked;
		t->timer_slack_ns = from->timer_slack_ns;
	}
	thread_timers_init(t);
}

/* From here on signals reach it. */
static void attach_thread(struct process *p, struct thread *t)
{
	bool flags;

	raw_spin_lock_irqsave(&p->siglock, flags);
	list_add_tail(&t->node, &p->threads);
	p->nr_threads++;
	p->live++;
	if (!p->group_leader)
		p->group_leader = t;
	if (!p->curr_target)
		p->curr_target = t;
	raw_spin_unlock_irqrestore(&p->siglock, flags);
}

static void attach_to_family(struct process *p, struct process *parent)
{
	bool flags;

	if (!parent)
		return;
	raw_spin_lock_irqsave(&kernel()->tasklist_lock, flags);
	p->parent = parent;
	list_add_tail(&p->sibling, &parent->children);
	raw_spin_unlock_irqrestore(&kernel()->tasklist_lock, flags);
}

/* Whoever looks finds empty lists, and no pid until it is complete. */
static notrace struct process *process_alloc(u32 name)
{
	struct machine *m = hot.machine;
	struct process *p = machine_alloc(m, sizeof(*p));

	if (!p)
		return NULL;
	INIT_LIST_HEAD(&p->threads);
	INIT_LIST_HEAD(&p->children);
	INIT_LIST_HEAD(&p->sibling);
	init_sigpending(&p->shared_pending);
	p->serial = object_new(m, OBJECT_PROCESS, name, p);
	if (!p->serial) {
		machine_release(m, p, sizeof(*p));
		return NULL;
	}
	return p;
}

/* Nothing was begun that would have to be undone but the object. */
static notrace struct process *process_failed(struct process *p)
{
	p->exited = true;
	p->reaped = true;
	return NULL;
}

/* A job of its own, or one more of the parent's. */
static notrace void copy_groups(struct process *p,
				const struct process *parent)
{
	p->pgrp = parent ? parent->pgrp : p->pid;
	p->session = parent ? parent->session : 0;
}

static struct process *copy_process(u32 cpu, u32 name, u32 program,
				    struct process *parent)
{
	struct process *p = process_alloc(name);
	struct thread *t;

	if (!p)
		return NULL;
	copy_sighand(p, parent);
	copy_signal(p, parent);
	if (files_copy(p, parent))
		return process_failed(p);
	t = thread_alloc(p, cpu, name_of_main(hot.machine, name), program);
	if (!t)
		return process_failed(p);
	p->pid = t->tid;
	copy_creds(p, parent);
	copy_groups(p, parent);
	copy_thread(t, parent ? current_thread() : NULL);
	attach_to_family(p, parent);
	attach_thread(p, t);
	return p;
}

struct process *kernel_clone(u32 cpu, u32 name, u32 program,
			     struct process *parent)
{
	struct process *p = copy_process(cpu, name, program, parent);

	if (p)
		wake_up_new_task(p->group_leader->task);
	return p;
}

struct thread *clone_thread(struct process *p, u32 cpu, u32 name, u32 program)
{
	struct thread *t = thread_alloc(p, cpu, name, program);
	const struct thread *from = current_thread();

	if (!t)
		return NULL;
	copy_thread(t, same_thread_group(from, t) ? from : NULL);
	attach_thread(p, t);
	wake_up_new_task(t->task);
	return t;
}

/* --- small calls -------------------------------------------------------- */

s64 sys_getpid(void)
{
	return current_process()->pid;
}

s64 sys_gettid(void)
{
	return current_thread()->tid;
}

s64 sys_getrlimit(u32 resource, struct rlimit *rlim)
{
	struct process *p = current_process();

	if (resource >= RLIM_NLIMITS)
		return -EINVAL;
	if (copy_to_user(rlim, &p->rlim[resource], sizeof(*rlim)))
		return -EFAULT;
	return 0;
}

/* fs.nr_open: no process may ask for more files. */
#define SYSCTL_NR_OPEN 1048576

/* Anybody may give up something; only who is privileged gets it back. */
static s64 do_setrlimit(struct process *p, u32 resource,
			const struct rlimit *new_rlim)
{
	struct rlimit *rlim = &p->rlim[resource];

	if (new_rlim->rlim_cur > new_rlim->rlim_max)
		return -EINVAL;
	if (resource == RLIMIT_NOFILE && new_rlim->rlim_max > SYSCTL_NR_OPEN)
		return -EPERM;
	if (new_rlim->rlim_max > rlim->rlim_max && !capable(CAP_SYS_RESOURCE))
		return -EPERM;
	*rlim = *new_rlim;
	rlimit_changed(p, resource);
	return 0;
}

s64 sys_setrlimit(u32 resource, const struct rlimit *rlim)
{
	struct rlimit new_rlim;

	if (copy_from_user(&new_rlim, rlim, sizeof(new_rlim)))
		return -EFAULT;
	if (resource >= RLIM_NLIMITS)
		return -EINVAL;
	return do_setrlimit(current_process(), resource, &new_rlim);
}

/* The thread leaves for another CPU when it leaves this one. */
s64 sys_sched_setaffinity(s32 pid, u32 cpu)
{
	struct thread *t = pid ? find_thread(pid) : current_thread();

	if (!t)
		return -ESRCH;
	if (cpu >= kernel()->config.nr_cpus)
		return -EINVAL;
	set_task_cpu(t->task, cpu);
	return 0;
}

/* --- process groups ----------------------------------------------------- */

/* Is there a process in group @pgid of session @session? */
static notrace bool group_in_session(s32 pgid, s32 session)
{
	struct process *p = process_next(NULL);

	while (p && p->pgrp != pgid)
		p = process_next(p);
	return p && p->session == session;
}

/* Only oneself, or a child that has not begun another program. */
static s64 may_set_group(const struct process *me, const struct process *p)
{
	if (p->parent == me) {
		if (p->session != me->session)
			return -EPERM;
		return p->did_exec ? -EACCES : 0;
	}
	return p == me ? 0 : -ESRCH;
}

s64 sys_setpgid(s32 pid, s32 pgid)
{
	struct process *me = current_process();
	const struct thread *t;
	struct process *p;
	s64 error;

	if (!pid)
		pid = me->pid;
	if (!pgid)
		pgid = pid;
	if (pgid < 0)
		return -EINVAL;
	p = find_process(pid);
	t = find_thread(pid);
	if (!p && !t)
		return -ESRCH;
	if (!p)
		return -EINVAL;
	error = may_set_group(me, p);
	if (error)
		return error;
	if (p->session == p->pid)
		return -EPERM;
	if (pgid != pid && !group_in_session(pgid, me->session))
		return -EPERM;
	p->pgrp = pgid;
	return 0;
}

s64 sys_getpgid(s32 pid)
{
	const struct process *p = pid ? find_process(pid) : current_process();

	return p ? p->pgrp : -ESRCH;
}

s64 sys_getsid(s32 pid)
{
	const struct process *p = pid ? find_process(pid) : current_process();

	return p ? p->session : -ESRCH;
}

/* Who leads a group would leave the others behind in another session. */
s64 sys_setsid(void)
{
	struct process *me = current_process();
	const struct process *p = process_next(NULL);

	while (p && p->pgrp != me->pid)
		p = process_next(p);
	if (p)
		return -EPERM;
	me->session = me->pid;
	me->pgrp = me->pid;
	return me->pid;
}
