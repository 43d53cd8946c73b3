/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * signalfd: signals as something to read (fs/signalfd.c).
 *
 * A read takes signals off the reader's own lists, as sigwaitinfo() does;
 * whether it can is asked of who reads, not of who opened the file.
 */
#include "linux/signalfd.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"

/* Bytes of a struct signalfd_siginfo. */
#define SIGNALFD_SIGINFO_SIZE 128

void signalfd_notify(struct process *p, int sig)
{
	(void)sig;
	if (waitqueue_active(&p->signalfd_wqh))
		wake_up(&p->signalfd_wqh);
}

static notrace struct signalfd_ctx *ctx_of(const struct file *file)
{
	return file->private_data;
}

static s64 signalfd_dequeue(ksigset_t mask, struct kernel_siginfo *info,
			    bool nonblock)
{
	struct process *p = current_process();
	struct wait_queue_entry wait;
	enum pid_type type;
	s64 ret;

	init_wait_entry(&wait);
	for (;;) {
		prepare_to_wait(&p->signalfd_wqh, &wait, TASK_INTERRUPTIBLE);
		raw_spin_lock_irq(&p->siglock);
		ret = dequeue_signal(mask, info, &type);
		raw_spin_unlock_irq(&p->siglock);
		if (ret)
			break;
		ret = nonblock ? -EAGAIN : -ERESTARTSYS;
		if (nonblock || signal_pending())
			break;
		schedule();
	}
	finish_wait(&p->signalfd_wqh, &wait);
	return ret;
}

/* As many as fit and are there; only for the first one do we wait. */
static s64 signalfd_read(struct file *file, void *buf, u64 count)
{
	ksigset_t mask = ctx_of(file)->sigmask;
	bool nonblock = file->f_flags & O_NONBLOCK;
	u64 left = count / SIGNALFD_SIGINFO_SIZE;
	struct kernel_siginfo info;
	s64 total = 0, ret;

	if (!left)
		return -EINVAL;
	do {
		ret = signalfd_dequeue(mask, &info, nonblock);
		if (ret <= 0)
			break;
		if (!total && copy_to_user(buf, &info, sizeof(info)))
			return -EFAULT;
		total += SIGNALFD_SIGINFO_SIZE;
		nonblock = true;
		left--;
	} while (left);
	return total ? total : ret;
}

static u32 signalfd_poll(struct file *file)
{
	const struct thread *t = current_thread();
	ksigset_t mask = ctx_of(file)->sigmask;

	if (next_signal(&t->pending, mask) ||
	    next_signal(&t->process->shared_pending, mask))
		return EPOLLIN;
	return 0;
}

static notrace struct wait_queue_head *signalfd_queue(struct file *file)
{
	(void)file;
	return &current_process()->signalfd_wqh;
}

static void signalfd_release(struct file *file)
{
	machine_release(hot.machine, file->private_data,
			sizeof(struct signalfd_ctx));
}

static const struct file_operations signalfd_fops = {
	.name = "[signalfd]", .read = signalfd_read, .poll = signalfd_poll,
	.queue = signalfd_queue, .release = signalfd_release,
	.type = &signalfd_type,
};

static s64 new_signalfd(ksigset_t mask, u32 flags)
{
	struct signalfd_ctx *ctx =
		machine_alloc(hot.machine, sizeof(*ctx));
	s64 fd;

	if (!ctx)
		return -ENOMEM;
	ctx->sigmask = mask;
	fd = anon_inode_getfd(&signalfd_fops, ctx, flags);
	if (fd < 0)
		machine_release(hot.machine, ctx, sizeof(*ctx));
	return fd;
}

/* What the file is to have from now on; -EINVAL: it is no signalfd. */
static s64 change_signalfd(s64 fd, ksigset_t mask)
{
	struct file *file = fdget(fd);
	struct process *p = current_process();
	bool is_ours;

	if (!file)
		return -EBADF;
	is_ours = file->f_op == &signalfd_fops;
	if (is_ours) {
		raw_spin_lock_irq(&p->siglock);
		ctx_of(file)->sigmask = mask;
		raw_spin_unlock_irq(&p->siglock);
		wake_up(&p->signalfd_wqh);
	}
	fput(file);
	return is_ours ? fd : -EINVAL;
}

/* Kept is the complement: what a dequeue may not take. */
s64 sys_signalfd4(s64 fd, const ksigset_t *umask, u32 flags)
{
	ksigset_t mask;

	if (copy_from_user(&mask, umask, sizeof(mask)))
		return -EFAULT;
	if (flags & ~(u32)(O_CLOEXEC | O_NONBLOCK))
		return -EINVAL;
	mask = ~(mask & ~SIG_KERNEL_ONLY_MASK);
	if (fd == -1)
		return new_signalfd(mask, flags);
	return change_signalfd(fd, mask);
}
