/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Facts about signals: see signal_facts.h.
 */
#include "views/signal_facts.h"

#include <inttypes.h>
#include <string.h>

#include "linux/kernel.h"
#include "linux/posix_timers.h"
#include "linux/state.h"
#include "linux/user.h"
#include "views/hrtimer_facts.h"
#include "views/signal_lists.h"
#include "views/signal_path.h"
#include "views/value.h"

#define SET_MAX 400			/* bytes of a set as text */

/* --- what can be chosen ----------------------------------------------------------- */

/* A choice as one number, for the rows: never 0. */
static void choose(struct facts *facts, u32 serial, s32 sig)
{
	facts_choice(facts, (u64)serial << 8 | (u64)sig);
}

struct signal_choice signal_facts_choice(u64 number)
{
	return (struct signal_choice){
		.serial = (u32)(number >> 8), .sig = (s32)(number & 0xff),
	};
}

/* The POSIX timer that a siginfo of @p is from, else the signal. */
static void choose_info(struct facts *facts, const struct process *p,
			u32 serial, const struct kernel_siginfo *info)
{
	const struct k_itimer *timr = info->si_code == SI_TIMER ?
				      process_next_posix_timer(p, NULL) : NULL;

	while (timr && timr->it_id != info->si_tid)
		timr = process_next_posix_timer(p, timr);
	choose(facts, timr ? timr->object : serial, timr ? 0 : info->si_signo);
}

/* --- entries ------------------------------------------------------------------- */

static const char *code_text(s32 code, char *buf)
{
	static const struct {
		s32 code;
		const char *name;
	} names[] = {
		{ SI_USER, "SI_USER" }, { SI_KERNEL, "SI_KERNEL" },
		{ SI_QUEUE, "SI_QUEUE" }, { SI_TIMER, "SI_TIMER" },
		{ SI_TKILL, "SI_TKILL" }, { CLD_EXITED, "CLD_EXITED" },
		{ CLD_KILLED, "CLD_KILLED" }, { CLD_DUMPED, "CLD_DUMPED" },
		{ CLD_STOPPED, "CLD_STOPPED" },
		{ CLD_CONTINUED, "CLD_CONTINUED" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (names[i].code == code)
			return names[i].name;
	snprintf(buf, VALUE_MAX, "si_code %" PRId32, code);
	return buf;
}

/* "SI_TIMER timer 0 value 7 overrun 2", "SI_USER from pid 3". */
static void add_info(struct facts *facts, u64 key,
		     const struct kernel_siginfo *info)
{
	char text[VALUE_MAX];

	facts_word(facts, ROLE_TEXT, "%s", code_text(info->si_code, text));
	if (info->si_code == SI_TIMER) {
		facts_word(facts, ROLE_DIM, "timer");
		facts_word(facts, ROLE_TEXT, "%" PRId32, info->si_tid);
		facts_word(facts, ROLE_DIM, "overrun");
		facts_value(facts, ROLE_TEXT, key, "%" PRId32,
			    info->si_overrun);
	} else if (info->si_pid) {
		facts_word(facts, ROLE_DIM, "from pid");
		facts_word(facts, ROLE_TEXT, "%" PRId32, info->si_pid);
	}
	if (info->si_code == SI_QUEUE || info->si_code == SI_TIMER) {
		facts_word(facts, ROLE_DIM, "value");
		facts_word(facts, ROLE_TEXT, "%" PRIu64, info->si_value);
	}
}

/* The first word of a row; @here: the signal on its way is there. */
static void add_first(struct facts *facts, bool here, const char *text)
{
	if (here)
		facts_here(facts, text);
	else
		facts_word(facts, ROLE_DIM, "%s", text);
}

/* A list: its set of signals, and an entry a row, oldest first. */
static void add_pending(struct facts *facts, const struct signal_path *path,
			const char *what, u32 indent,
			const struct process *p, const struct thread *own)
{
	const struct sigpending *pending = own ? &own->pending :
						 &p->shared_pending;
	const u32 serial = own ? own->task->serial : p->serial;
	const u64 id = memo_key(what, (u64)serial << 16);
	const struct sigqueue *q = signal_next_entry(pending, NULL);
	char text[SET_MAX], name[VALUE_MAX];
	u32 nr = 0;

	facts_row(facts, indent, id, "help pending");
	facts_word(facts, ROLE_DIM, "%s", what);
	facts_column(facts, 20);
	facts_value(facts, pending->signal ? ROLE_PENDING : ROLE_DIM, id,
		    "%s", sigset_text(pending->signal, text, sizeof(text)));
	for (; q && nr < FACTS_MOST; q = signal_next_entry(pending, q)) {
		nr++;
		facts_row(facts, indent + 2, id + 2 * nr, "why %s %s",
			  value_object(facts->m, serial, name),
			  signal_name(q->info.si_signo));
		choose_info(facts, p, serial, &q->info);
		snprintf(text, sizeof(text), "entry %u", nr);
		add_first(facts, path && path->entry == q, text);
		facts_column(facts, 20);
		facts_value(facts, ROLE_PENDING, id + 2 * nr, "%s",
			    signal_name(q->info.si_signo));
		facts_column(facts, 31);
		add_info(facts, id + 2 * nr + 1, &q->info);
	}
	if (q)
		facts_more(facts, "show posix");
}

/* --- threads ----------------------------------------------------------------- */

/* The handlers that a thread is in, innermost first. */
static void add_frames(struct facts *facts, const struct signal_path *path,
		       const struct thread *t)
{
	const struct sigframe *frame = t->frames;
	char text[SET_MAX], name[VALUE_MAX];
	u32 depth = 0;

	for (; frame && state_readable(frame, sizeof(*frame)) &&
	       depth <= USER_DEPTH_MAX; frame = frame->up, depth++) {
		const u64 id = memo_key("frame", (u64)t->task->serial << 8) +
			       2 * (t->depth - depth);

		facts_row(facts, 4, id, "why %s %s",
			  thread_name(facts->m, t, name),
			  signal_name(frame->ksig.sig));
		choose_info(facts, t->process, t->process->serial,
			    &frame->ksig.info);
		add_first(facts, !depth && path && path->thread == t &&
			  path->stage == STAGE_END && !path->function,
			  depth ? "interrupted" : "in its handler");
		facts_column(facts, 20);
		facts_value(facts, ROLE_STRONG, id, "%s",
			    signal_name(frame->ksig.sig));
		facts_column(facts, 31);
		add_info(facts, id ^ 1, &frame->ksig.info);
		if (!frame->oldmask)
			continue;
		facts_word(facts, ROLE_DIM, "then blocks");
		facts_word(facts, ROLE_TEXT, "%s",
			   sigset_text(frame->oldmask, text, sizeof(text)));
	}
}

static void add_thread(struct facts *facts, const struct signal_path *path,
		       const struct thread *t)
{
	const u64 id = memo_key("signals thread", (u64)t->task->serial << 8);
	char text[SET_MAX], name[VALUE_MAX];

	facts_row(facts, 2, id, "why %s", thread_name(facts->m, t, name));
	add_first(facts, path && path->thread == t && !path->blocked &&
		  path->stage >= STAGE_CHOOSE, "thread");
	facts_word(facts, ROLE_STRONG, "%s", thread_name(facts->m, t, name));
	facts_column(facts, 20);
	facts_value(facts, ROLE_TEXT, id ^ 1, "%s",
		    thread_state_text(facts->m, t, name));
	facts_word(facts, ROLE_DIM, "blocks");
	facts_value(facts, ROLE_TEXT, id ^ 2, "%s",
		    sigset_text(t->blocked, text, sizeof(text)));
	if (t->real_blocked)
		facts_value(facts, ROLE_HAND, id ^ 3, "sigtimedwait");
	if (t->restore_sigmask) {
		facts_word(facts, ROLE_DIM, "then");
		facts_word(facts, ROLE_TEXT, "%s",
			   sigset_text(t->saved_sigmask, text, sizeof(text)));
	}
	if (t->sigpending)
		facts_value(facts, ROLE_HAND, id ^ 4, "TIF_SIGPENDING");
	if (t->pending.signal || !list_empty(&t->pending.list))
		add_pending(facts, path, "its own list", 4, t->process, t);
	add_frames(facts, path, t);
}

/* --- processes --------------------------------------------------------------- */

static void add_flags(struct facts *facts, u32 flags)
{
	static const struct {
		u32 flag;
		const char *name;
	} names[] = {
		{ SA_NOCLDSTOP, "SA_NOCLDSTOP" }, { SA_NOCLDWAIT, "SA_NOCLDWAIT" },
		{ SA_SIGINFO, "SA_SIGINFO" }, { SA_RESTART, "SA_RESTART" },
		{ SA_NODEFER, "SA_NODEFER" },
		{ SA_RESETHAND, "SA_RESETHAND" },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(names); i++)
		if (flags & names[i].flag)
			facts_word(facts, ROLE_TEXT, "%s", names[i].name);
}

/* Those that somebody has set: all others are SIG_DFL. */
static void add_actions(struct facts *facts, const struct signal_path *path,
			const struct process *p)
{
	static const char *const what[] = { "SIG_DFL", "SIG_IGN", "handler" };
	char name[VALUE_MAX], text[SET_MAX];
	u32 i;

	for (i = 0; i < NR_SIGNALS; i++) {
		const struct k_sigaction *ka = &p->action[i];
		const u64 id = memo_key("action", (u64)p->serial << 8 | i);

		if (ka->sa_handler == SIG_DFL && !ka->sa_flags)
			continue;
		facts_row(facts, 2, id, "why %s %s",
			  value_object(facts->m, p->serial, name),
			  signal_names[i + 1]);
		choose(facts, p->serial, (s32)i + 1);
		add_first(facts, path && path->process == p &&
			  path->sig == (s32)i + 1 && path->function &&
			  path->stage == STAGE_END, "action");
		facts_word(facts, ROLE_STRONG, "%s", signal_names[i + 1]);
		facts_column(facts, 20);
		facts_value(facts, ROLE_TEXT, id, "%s",
			    ka->sa_handler <= SIG_HANDLER ?
			    what[ka->sa_handler] : "?");
		add_flags(facts, ka->sa_flags);
		if (!ka->sa_mask)
			continue;
		facts_word(facts, ROLE_DIM, "blocks too");
		facts_word(facts, ROLE_TEXT, "%s",
			   sigset_text(ka->sa_mask, text, sizeof(text)));
	}
}

/* The timers that send signals, and how far they are from it. */
static void add_posix_timer(struct facts *facts,
			    const struct signal_path *path,
			    const struct k_itimer *timr)
{
	const u64 id = memo_key("signals timer", (u64)timr->object << 8);
	const struct thread *own = timr->it_pid_type == PIDTYPE_PID ?
				   find_thread(timr->it_pid) : NULL;
	char buf[VALUE_MAX], left_text[VALUE_MAX];
	const char *name = value_object(facts->m, timr->object, buf);
	s64 left;

	facts_row(facts, 2, id, "why %s", name);
	choose(facts, timr->object, 0);
	add_first(facts, path && path->timer == timr && !path->at_rest &&
		  path->stage < STAGE_SEND, "timer");
	facts_word(facts, ROLE_STRONG, "%s", name);
	facts_column(facts, 20);
	facts_word(facts, ROLE_TEXT, "%s",
		   signal_name(timr->sigq->info.si_signo));
	facts_column(facts, 31);
	facts_value(facts, timr->it_status == POSIX_TIMER_ARMED ?
		    ROLE_PENDING : ROLE_TEXT, id, "%s",
		    posix_timer_status(timr));
	if (posix_timer_left(facts->m, timr, &left))
		facts_value(facts, ROLE_TEXT, id ^ 1, "%s",
			    hrtimer_from_now(left, left_text));
	if (own) {
		facts_word(facts, ROLE_DIM, "for");
		facts_word(facts, ROLE_TEXT, "%s",
			   thread_name(facts->m, own, buf));
		facts_word(facts, ROLE_DIM, "alone");
	}
}

static void add_posix_timers(struct facts *facts,
			     const struct signal_path *path,
			     const struct process *p)
{
	const struct k_itimer *timr = process_next_posix_timer(p, NULL);
	u32 nr = 0;

	for (; timr && nr < FACTS_MOST;
	     timr = process_next_posix_timer(p, timr)) {
		if (!timr->sigq ||
		    (timr->it_sigev_notify & 3) == SIGEV_NONE)
			continue;
		nr++;
		add_posix_timer(facts, path, timr);
	}
	if (timr)
		facts_more(facts, "show posix");
}

static void add_process(struct facts *facts, const struct signal_path *path,
			const struct process *p)
{
	const struct thread *t = process_facts_thread(p, NULL);
	char name[VALUE_MAX];
	u32 nr = 0;

	facts_row(facts, 0, memo_key("signals", p->serial), "why %s",
		  value_object(facts->m, p->serial, name));
	facts_word(facts, ROLE_STRONG, "%s",
		   value_object(facts->m, p->serial, name));
	facts_word(facts, ROLE_DIM, "pid");
	facts_word(facts, ROLE_TEXT, "%" PRId32, p->pid);
	if (p->exited) {
		facts_word(facts, ROLE_BAD, "has ended");
		return;
	}
	add_pending(facts, path, "shared list", 2, p, NULL);
	for (; t && nr < FACTS_MOST; t = process_facts_thread(p, t), nr++)
		add_thread(facts, path, t);
	add_actions(facts, path, p);
	add_posix_timers(facts, path, p);
}

void signal_facts(struct facts *facts, u32 only,
		  const struct signal_choice *who)
{
	const struct process *p = process_facts_next(facts->m, NULL);
	struct signal_path path;
	bool any = signal_path_find(&path, facts->m, facts->focus, only, who);
	u32 nr = 0;

	if (!p)
		process_facts_empty(facts);
	else if (any)
		signal_path_facts(facts, &path);
	for (; p && nr < FACTS_MOST; p = process_facts_next(facts->m, p), nr++)
		if (!only || p->serial == only)
			add_process(facts, any ? &path : NULL, p);
	if (p)
		facts_more(facts, "show posix");
}
