/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statements of bodies about words of memory, and futexes on them: the
 * functions behind the rows of calls_futex.def.  As in calls.c, all are
 * notrace: each instruction that changes a word is one step, as on a CPU.
 */
#include "linux/calls_futex.h"

#include "linux/calls_arg.h"
#include "linux/kernel.h"
#include "linux/process.h"

/* The number of a word; one that there is not, for badptr and the like. */
static notrace u32 word_arg(const struct call *call)
{
	s64 word = arg_at(call, 1)->type == ARG_NULL ||
		   arg_at(call, 1)->type == ARG_BADPTR ? -1 : int_arg(call, 1);

	return word < 0 || word >= NR_FUTEX_WORDS ? NR_FUTEX_WORDS : (u32)word;
}

notrace void run_futex_wait(struct call *call)
{
	u32 words = arg_flags(call, 4);
	struct timespec64 *ts = &call->in->time.it_value;

	*ts = timespec_arg(call, 3);
	call->rc = sys_futex_wait(word_arg(call), (u32)int_arg(call, 2),
				  user_arg(call, 3, ts),
				  (words & 1 ? FLAGS_ABS : 0) |
				  (words & 2 ? FLAGS_CLOCKRT : 0));
}

notrace void run_futex_wake(struct call *call)
{
	s32 nr = arg_given(call, 2) ? (s32)int_arg(call, 2) : 1;

	call->rc = sys_futex_wake(word_arg(call), nr);
}

/* NULL: the instruction would fault. */
static notrace u32 *word_of(struct call *call)
{
	u32 word = word_arg(call);

	if (current_process() && word < NR_FUTEX_WORDS)
		return &current_process()->futexes.word[word].value;
	call->rc = -EFAULT;
	return NULL;
}

notrace void run_word_cmpxchg(struct call *call)
{
	u32 *word = word_of(call);

	if (!word)
		return;
	call->rc = *word;
	if (*word == (u32)int_arg(call, 2))
		*word = (u32)int_arg(call, 3);
}

notrace void run_word_xchg(struct call *call)
{
	u32 *word = word_of(call);

	if (!word)
		return;
	call->rc = *word;
	*word = (u32)int_arg(call, 2);
}

notrace void run_word_add(struct call *call)
{
	u32 *word = word_of(call);

	if (!word)
		return;
	call->rc = *word;
	*word += (u32)int_arg(call, 2);
}
