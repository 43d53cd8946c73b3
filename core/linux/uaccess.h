/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * User memory (include/linux/uaccess.h).
 *
 * A program of the body language has no addresses.  What a system call's
 * pointers lead to lies in its struct call: in `in` what the statement gave,
 * in `out` what the kernel writes, and `-> r` keeps.  So a user pointer is a
 * plain pointer into a struct call, or one of the two that a test may write:
 * NULL, and `badptr`.  Only these two fault.
 */
#ifndef LINUX_UACCESS_H
#define LINUX_UACCESS_H

#include "machine/types.h"

/* `badptr`: an address at which no program has memory. */
#define BAD_USER_POINTER ((void *)0xbad0000ull)

static inline notrace bool access_ok(const void *user)
{
	return user && user != BAD_USER_POINTER;
}

/* Both return how many bytes could not be copied: 0, or all. */
static inline notrace u64 copy_from_user(void *to, const void *user, u64 size)
{
	if (!access_ok(user))
		return size;
	__builtin_memcpy(to, user, size);
	return 0;
}

static inline notrace u64 copy_to_user(void *user, const void *from, u64 size)
{
	if (!access_ok(user))
		return size;
	__builtin_memcpy(user, from, size);
	return 0;
}

#endif
