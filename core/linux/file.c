/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Open files, read(), close() and poll(): see file.h.
 */
#include "linux/file.h"

#include "linux/hrtimer_sleeper.h"
#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"
#include "linux/timekeeping.h"

/* --- the table ---------------------------------------------------------- */

static notrace struct open_file *slot_of(struct process *p, s64 fd)
{
	if (fd < 0 || fd >= (s64)NR_OPEN || !p->files.fd[fd].file)
		return NULL;
	return &p->files.fd[fd];
}

/* The lowest number that is free, within RLIMIT_NOFILE; -EMFILE. */
notrace s64 get_unused_fd(const struct process *p)
{
	u64 limit = rlimit(p, RLIMIT_NOFILE);
	s64 fd;

	for (fd = FIRST_FD; fd < (s64)NR_OPEN && (u64)fd < limit; fd++) {
		if (!p->files.fd[fd].file)
			return fd;
	}
	return -EMFILE;
}

s64 anon_inode_getfd(const struct file_operations *f_op, void *private_data,
		     u32 flags)
{
	struct process *p = current_process();
	struct file *file;
	s64 fd = get_unused_fd(p);

	if (fd < 0)
		return fd;
	file = machine_alloc(hot.machine, sizeof(*file));
	if (!file)
		return -ENOMEM;
	file->f_op = f_op;
	file->f_flags = flags & O_NONBLOCK;
	file->f_count = 1;
	file->private_data = private_data;
	init_waitqueue_head(&file->wqh);
	p->files.fd[fd] = (struct open_file){ file, flags & O_CLOEXEC };
	return fd;
}

notrace struct file *fdget(s64 fd)
{
	struct open_file *slot = slot_of(current_process(), fd);

	if (!slot)
		return NULL;
	slot->file->f_count++;
	return slot->file;
}

void fput(struct file *file)
{
	file->f_count--;
	if (file->f_count)
		return;
	file->f_op->release(file);
	machine_release(hot.machine, file, sizeof(*file));
}

notrace int files_copy(struct process *child, const struct process *parent)
{
	u32 fd;

	for (fd = 0; fd < NR_OPEN && parent; fd++) {
		child->files.fd[fd] = parent->files.fd[fd];
		if (child->files.fd[fd].file)
			child->files.fd[fd].file->f_count++;
	}
	return 0;
}

void files_close(struct process *p, bool only_cloexec)
{
	struct file *file;
	u32 fd;

	for (fd = 0; fd < NR_OPEN; fd++) {
		file = p->files.fd[fd].file;
		if (!file || (only_cloexec && !p->files.fd[fd].cloexec))
			continue;
		p->files.fd[fd] = (struct open_file){ 0 };
		fput(file);
	}
}

/* --- read, close -------------------------------------------------------- */

s64 sys_read(s64 fd, void *buf, u64 count)
{
	struct file *file = fdget(fd);
	s64 ret;

	if (!file)
		return -EBADF;
	ret = file->f_op->read(file, buf, count);
	fput(file);
	return ret;
}

s64 sys_close(s64 fd)
{
	struct open_file *slot = slot_of(current_process(), fd);
	struct file *file;

	if (!slot)
		return -EBADF;
	file = slot->file;
	*slot = (struct open_file){ 0 };
	fput(file);
	return 0;
}

/* --- poll --------------------------------------------------------------- */

/* The files that a poll looks at, and its places in their queues. */
struct poll_table {
	struct file *file[POLL_MAX];
	struct wait_queue_entry wait[POLL_MAX];
	u32 nr;
};

static notrace struct wait_queue_head *queue_of(struct file *file)
{
	return file->f_op->queue ? file->f_op->queue(file) : &file->wqh;
}

static void poll_begin(struct poll_table *table, const struct pollfd *fds,
		       u32 nr)
{
	u32 i;

	table->nr = nr;
	for (i = 0; i < nr; i++) {
		table->file[i] = fds[i].fd < 0 ? NULL : fdget(fds[i].fd);
		init_wait_entry(&table->wait[i]);
	}
}

/* Queue up at all files first: what happens from now on wakes us. */
static void poll_wait(struct poll_table *table)
{
	u32 i;

	set_current_state(TASK_INTERRUPTIBLE);
	for (i = 0; i < table->nr; i++) {
		if (table->file[i])
			prepare_to_wait(queue_of(table->file[i]),
					&table->wait[i], TASK_INTERRUPTIBLE);
	}
}

static void poll_end(struct poll_table *table)
{
	u32 i;

	for (i = 0; i < table->nr; i++) {
		if (!table->file[i])
			continue;
		finish_wait(queue_of(table->file[i]), &table->wait[i]);
		fput(table->file[i]);
	}
	set_current_state(TASK_RUNNING);
}

/* What is there to be had; a number that is no file counts as well. */
static void do_pollfd(struct pollfd *pollfd, struct file *file)
{
	u32 mask;

	pollfd->revents = 0;
	if (pollfd->fd < 0)
		return;
	if (!file) {
		pollfd->revents = EPOLLNVAL;
		return;
	}
	mask = file->f_op->poll(file);
	pollfd->revents = mask & pollfd->events;
}

static s64 poll_count(struct poll_table *table, struct pollfd *fds)
{
	s64 count = 0;
	u32 i;

	for (i = 0; i < table->nr; i++) {
		do_pollfd(&fds[i], table->file[i]);
		if (fds[i].revents)
			count++;
	}
	return count;
}

/* --- how late a poll may end -------------------------------------------- */

#define MAX_SLACK (100 * (s64)NSEC_PER_MSEC)

/* A thousandth of what there is to wait. */
static s64 __estimate_accuracy(ktime_t left)
{
	s64 slack = left / 1000;

	if (left < 0)
		return 0;
	return slack > MAX_SLACK ? MAX_SLACK : slack;
}

/* ... but never less than what the thread allows for all its sleeps. */
static u64 select_estimate_accuracy(ktime_t end_time)
{
	u64 least = current_thread()->timer_slack_ns;
	ktime_t now = ktime_get();
	s64 slack = __estimate_accuracy(end_time - now);

	return (u64)slack < least ? least : (u64)slack;
}

/* --- waiting ------------------------------------------------------------ */

/* @end_time: NULL for ever; 0: look, but do not sleep. */
static s64 do_poll(struct poll_table *table, struct pollfd *fds,
		   const ktime_t *end_time)
{
	bool timed_out = end_time && !*end_time;
	u64 slack = 0;
	s64 count;
	int ret;

	if (end_time && !timed_out)
		slack = select_estimate_accuracy(*end_time);
	for (;;) {
		poll_wait(table);
		count = poll_count(table, fds);
		if (!count && signal_pending())
			count = -ERESTARTNOHAND;
		if (count || timed_out)
			return count;
		ret = schedule_hrtimeout_range(end_time, slack,
					       HRTIMER_MODE_ABS);
		timed_out = ret == 0;
	}
}

static s64 poll_files(struct pollfd *fds, u32 nr, const ktime_t *end_time)
{
	struct poll_table table;
	s64 ret;

	poll_begin(&table, fds, nr);
	ret = do_poll(&table, fds, end_time);
	poll_end(&table);
	return ret;
}

/* The time at which to give up; 0: at once. */
static ktime_t poll_select_set_timeout(const struct timespec64 *ts)
{
	ktime_t timeout = timespec64_to_ktime(*ts);
	ktime_t now;

	if (!timeout)
		return 0;
	now = ktime_get();
	return ktime_add_safe(now, timeout);
}

/* Tell how much time was left: a call that is made again waits for the rest.
 * Nobody minds if that cannot be written. */
static s64 poll_select_finish(ktime_t end_time, struct timespec64 *uts,
			      const ksigset_t *mask, s64 ret)
{
	struct timespec64 rest = { 0, 0 };
	ktime_t now;

	if (mask && ret != -ERESTARTNOHAND)
		restore_saved_sigmask();
	if (!uts)
		return ret;
	now = ktime_get();
	if (end_time > now)
		rest = ktime_to_timespec64(end_time - now);
	copy_to_user(uts, &rest, sizeof(rest));
	return ret;
}

static s64 do_sys_poll(struct pollfd *ufds, u32 nr, const ktime_t *end_time)
{
	struct pollfd fds[POLL_MAX];
	s64 ret;

	if (nr > POLL_MAX)
		return -EINVAL;
	if (nr && copy_from_user(fds, ufds, nr * sizeof(*fds)))
		return -EFAULT;
	ret = poll_files(fds, nr, end_time);
	if (ret < 0)
		return ret;
	if (nr && copy_to_user(ufds, fds, nr * sizeof(*fds)))
		return -EFAULT;
	return ret;
}

/* The mask holds until the handler that ends the call has run. */
s64 sys_ppoll(struct pollfd *ufds, u32 nr, struct timespec64 *uts,
	      const u64 *usigmask)
{
	struct timespec64 ts;
	ktime_t end_time = 0;
	ksigset_t mask;
	s64 ret;

	if (uts && copy_from_user(&ts, uts, sizeof(ts)))
		return -EFAULT;
	if (uts && !timespec64_valid(&ts))
		return -EINVAL;
	if (uts)
		end_time = poll_select_set_timeout(&ts);
	if (usigmask && copy_from_user(&mask, usigmask, sizeof(mask)))
		return -EFAULT;
	if (usigmask)
		set_user_sigmask(mask);
	ret = do_sys_poll(ufds, nr, uts ? &end_time : NULL);
	return poll_select_finish(end_time, uts, usigmask, ret);
}
