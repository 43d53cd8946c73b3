/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Open files: what read(), poll() and close() find behind a number
 * (include/linux/fs.h, fs/file.c, fs/select.c).
 *
 *	process->files->fd[3] -> struct file -> f_op, private_data
 *	                                    |-> wqh: who waits to read
 *
 * Invariant: a file lives as long as some table or a running call holds it.
 *
 * Differs from Linux: only timerfd and signalfd exist; numbers 0 to 2 are
 * taken, as by a terminal that nobody reads from.
 */
#ifndef LINUX_FILE_H
#define LINUX_FILE_H

#include "linux/uaccess.h"
#include "linux/wait.h"
#include "machine/state.h"

#define NR_OPEN 64u
#define FIRST_FD 3

#define O_NONBLOCK 04000
#define O_CLOEXEC 02000000

#define EPOLLIN 1u
#define EPOLLNVAL 0x20u

struct file;
struct process;

struct file_operations {
	const char *name;		/* "[timerfd]" */
	/* @buf is user memory of @count bytes; bytes read or -errno */
	s64 (*read)(struct file *file, void *buf, u64 count);
	/* EPOLLIN, when read would not block */
	u32 (*poll)(struct file *file);
	/* who waits, where it is not file->wqh; may be NULL */
	struct wait_queue_head *(*queue)(struct file *file);
	/* the last one has closed it: free private_data */
	void (*release)(struct file *file);
	/* the struct behind private_data, for displays */
	const struct state_type *type;
};

struct file {
	const struct file_operations *f_op;
	u32 f_flags;			/* O_NONBLOCK */
	u32 f_count;			/* who holds it */
	struct wait_queue_head wqh;	/* woken when there is something */
	void *private_data;
};

struct open_file {
	struct file *file;
	bool cloexec;
};

struct files_struct {
	struct open_file fd[NR_OPEN];
};

/* The lowest free number, -EMFILE. */
s64 get_unused_fd(const struct process *p);

/* A new file at the lowest free number, of the running thread's process.
 * @flags: O_NONBLOCK, O_CLOEXEC.  The number, -EMFILE or -ENOMEM; then
 * @private_data is still the caller's. */
s64 anon_inode_getfd(const struct file_operations *f_op, void *private_data,
		     u32 flags);

/* The file behind a number, held until fput(); NULL: EBADF. */
struct file *fdget(s64 fd);
void fput(struct file *file);

/* fork: the child shares what is open; exit closes all; exec what says so. */
int files_copy(struct process *child, const struct process *parent);
void files_close(struct process *p, bool only_cloexec);

struct pollfd {
	s64 fd;
	u32 events, revents;
};

#define POLL_MAX 8

struct timespec64;

s64 sys_read(s64 fd, void *buf, u64 count);
s64 sys_close(s64 fd);
/* Wait until one of @nr files can be read: how many can; 0: the time is up.
 * @timeout: NULL for ever; what is left of it is written back.  A mask, if not
 * NULL, holds for as long as it takes.  -EINTR, -EINVAL, -EFAULT.  Source:
 * fs/select.c. */
s64 sys_ppoll(struct pollfd *fds, u32 nr, struct timespec64 *timeout,
	      const u64 *sigmask);

extern const struct state_type open_file_type;

#endif
