/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Error numbers (include/uapi/asm-generic/errno.h), and the kernel's own that
 * never leave it (errno.h of include/linux): what an interrupted system call
 * returns to the code that delivers the signal.
 *
 *	ERESTARTSYS		again, if the handler has SA_RESTART; else EINTR
 *	ERESTARTNOINTR		again in any case
 *	ERESTARTNOHAND		again, if no handler ran; else EINTR
 *	ERESTART_RESTARTBLOCK	the same, but by restart_syscall(), which goes
 *				on where the call was
 *
 * Not called errno.h, for libc includes <linux/errno.h>.
 */
#ifndef LINUX_ERROR_NUMBERS_H
#define LINUX_ERROR_NUMBERS_H

#define EPERM 1
#define ESRCH 3
#define EINTR 4
#define EBADF 9
#define ECHILD 10
#define EAGAIN 11
#define ENOMEM 12
#define EACCES 13
#define EFAULT 14
#define EBUSY 16
#define EINVAL 22
#define EMFILE 24
#define EDEADLK 35
#define ENOSYS 38
#define EOPNOTSUPP 95
#define ETIMEDOUT 110
#define ECANCELED 125

/* Not to be confused with libc's ENOTSUP: a number of the kernel's. */
#define KERN_ENOTSUPP 524

#define ERESTARTSYS 512
#define ERESTARTNOINTR 513
#define ERESTARTNOHAND 514
#define ERESTART_RESTARTBLOCK 516

#endif
