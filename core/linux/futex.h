/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Futexes: sleeping until a word of memory has changed (kernel/futex/, Linux
 * 6.12).
 *
 *	user mode				kernel
 *	  word 1 -> 2, "I shall wait"
 *	  futex_wait(word, 2)  ---------->  is it still 2?  queue, sleep
 *	  ...					      ^
 *	  word 2 -> 0, futex_wake(word)  -------------'  wake the first
 *
 * All locks, conditions, semaphores and barriers of libc are a few words and
 * these two calls: who finds the word as he wants it needs no call at all.
 * The comparison and the queueing happen under one lock, and so no wakeup can
 * fall in between.
 *
 * Invariant: an entry is on its process's chain as long as its task may sleep
 * for it, and futex_wake() takes off the chain whom it wakes.
 *
 * Differs from Linux: a program has no memory; a process has NR_FUTEX_WORDS
 * words, by number.  So futexes are of one process (FUTEX_PRIVATE_FLAG), whose
 * words all hang on one chain, its own, as since 6.16; a woken task is woken
 * with the lock held; no priority inheritance, no requeueing, no bit sets, no
 * robust lists.
 */
#ifndef LINUX_FUTEX_H
#define LINUX_FUTEX_H

#include "lib/list.h"
#include "linux/ktime.h"
#include "linux/spinlock.h"
#include "machine/state.h"

#define NR_FUTEX_WORDS 8u

struct task;
struct process;

/* Who waits for a word; on the waiter's stack. */
struct futex_q {
	struct list_head list;		/* empty: was woken */
	struct task *task;
	u32 word;
};

struct futex_hash_bucket {
	raw_spinlock_t lock;
	struct list_head chain;		/* struct futex_q, oldest first */
};

/* User memory. */
struct futex_word {
	u32 value;
};

struct futexes {
	struct futex_hash_bucket hb;
	struct futex_word word[NR_FUTEX_WORDS];
};

/* What a call that is gone on with needs. */
struct futex_restart {
	u32 word;			/* its number, or NR_FUTEX_WORDS: bad */
	u32 val;
	u32 flags;
};

#define FLAGS_CLOCKRT 0x10u		/* CLOCK_REALTIME */
#define FLAGS_ABS 0x20u			/* FUTEX_WAIT_BITSET: until a moment */

/* A new process: its memory is a copy of its parent's. */
void futexes_init(struct process *p, const struct process *parent);
/* exec: new memory. */
void futexes_exec(struct process *p);

/*
 * Sleep while @word is @val: until it is woken (0) or the time is up
 * (-ETIMEDOUT).  -EAGAIN: it is something else; -ENOSYS: a distance on
 * CLOCK_REALTIME; -EINTR; -EINVAL: no time; -EFAULT.  @timeout NULL: as long
 * as it takes.
 */
s64 sys_futex_wait(u32 word, u32 val, const struct timespec64 *timeout,
		   u32 flags);
/* Wake up to @nr waiters: how many it were.  -EFAULT. */
s64 sys_futex_wake(u32 word, s32 nr);

/* NULL when every chain is in order, else what is broken. */
const char *futexes_check(const struct process *p);

extern const struct state_type futex_word_type;
extern const struct state_type futex_q_type;

#endif
