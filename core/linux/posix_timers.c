/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * POSIX timers: numbers, birth and death.
 *
 * Read posix_timers.h first.
 *
 *	posix_timers.c		finding, creating, deleting
 *	posix_timers_set.c	setting, reading
 *	posix_timers_signal.c	the signal, and what it does to the timer
 *	posix_hrtimer.c		on hrtimers
 *	posix_cpu_timers.c	on CPU clocks
 *	alarmtimer.c		on alarm clocks
 *	posix_clocks.c		the table of clocks, and their calls
 *	posix_timers_check.c	for readers
 */
#include "linux/posix_timers.h"

#include "linux/kernel.h"
#include "linux/preempt.h"
#include "linux/process.h"
#include "machine/strings.h"

/* --- finding ------------------------------------------------------------ */

/* Timers of one process are spread evenly; those of another begin elsewhere. */
static notrace struct hlist_head *hash_bucket(const struct process *p, s32 id)
{
	u32 hash = (u32)id + (u32)p->pid * 2654435761u;

	return &kernel()->posix_timers->hash[hash % POSIX_TIMERS_HASH];
}

static struct k_itimer *__posix_timers_find(const struct hlist_head *head,
					    const struct process *p, s32 id)
{
	struct hlist_node *node = head->first;
	struct k_itimer *timer;

	while (node) {
		timer = hlist_entry(node, struct k_itimer, t_hash);
		if (timer->it_id == id && timer->it_process == p)
			return timer;
		node = node->next;
	}
	return NULL;
}

/* The caller gets a reference, for who deletes the timer does not wait. */
static struct k_itimer *posix_timer_by_id(s32 id)
{
	struct process *p = current_process();
	struct k_itimer *timer;
	bool flags;

	if (id < 0 || !kernel()->posix_timers->hash)
		return NULL;
	raw_spin_lock_irqsave(&kernel()->posix_timers->hash_lock, flags);
	timer = __posix_timers_find(hash_bucket(p, id), p, id);
	if (timer)
		timer->refs++;
	raw_spin_unlock_irqrestore(&kernel()->posix_timers->hash_lock, flags);
	return timer;
}

/* It may be deleted between being found and being locked. */
struct k_itimer *lock_timer(s32 id, bool *flags)
{
	struct k_itimer *timer = posix_timer_by_id(id);
	bool valid;

	if (!timer)
		return NULL;
	raw_spin_lock_irqsave(&timer->it_lock, *flags);
	valid = timer->it_signal == current_process();
	if (!valid)
		raw_spin_unlock_irqrestore(&timer->it_lock, *flags);
	posixtimer_putref(timer);
	return valid ? timer : NULL;
}

void unlock_timer(struct k_itimer *timr, bool flags)
{
	raw_spin_unlock_irqrestore(&timr->it_lock, flags);
}

/* Its callback waits for it_lock, which we hold. */
struct k_itimer *timer_wait_running(struct k_itimer *timr, bool *flags)
{
	s32 id = timr->it_id;

	unlock_timer(timr, *flags);
	/* mark: timer-wait-running */
	cpu_relax();
	return lock_timer(id, flags);
}

/* --- numbers ------------------------------------------------------------ */

static notrace bool make_hash(void)
{
	struct posix_timers *pt = kernel()->posix_timers;

	if (!pt->hash)
		pt->hash = machine_alloc(hot.machine, POSIX_TIMERS_HASH *
					 sizeof(*pt->hash));
	return pt->hash;
}

/* Enter @timer with number @id, if that is free.  hash_lock is held. */
static bool posix_timer_add_at(struct k_itimer *timer, struct process *p,
			       s32 id)
{
	struct hlist_head *head = hash_bucket(p, id);
	struct k_itimer *other;

	other = __posix_timers_find(head, p, id);
	if (other)
		return false;
	timer->it_id = id;
	timer->it_process = p;
	hlist_add_head(&timer->t_hash, head);
	return true;
}

/* The next number, each used once before any comes again: a stale one shall
 * not hit somebody else's timer. */
static s32 next_free_id(struct k_itimer *timer, struct process *p)
{
	u32 first = p->timers.next_posix_timer_id;
	bool added;
	u32 id;

	do {
		id = p->timers.next_posix_timer_id;
		p->timers.next_posix_timer_id = (id + 1) & INT32_MAX;
		added = posix_timer_add_at(timer, p, (s32)id);
		if (added)
			return (s32)id;
	} while (p->timers.next_posix_timer_id != first);
	return -EAGAIN;
}

/* 6.18, a process that is being restored: the number that it wants. */
static s32 wanted_id(struct k_itimer *timer, struct process *p, s32 id)
{
	bool added = posix_timer_add_at(timer, p, id);

	if (!added)
		return -EBUSY;
	p->timers.next_posix_timer_id = ((u32)id + 1) & INT32_MAX;
	return id;
}

#define TIMER_ANY_ID (-1)

static s32 posix_timer_add(struct k_itimer *timer, s32 req_id)
{
	struct process *p = current_process();
	bool flags;
	s32 id;

	if (!make_hash())
		return -EAGAIN;
	raw_spin_lock_irqsave(&kernel()->posix_timers->hash_lock, flags);
	if (req_id == TIMER_ANY_ID)
		id = next_free_id(timer, p);
	else
		id = wanted_id(timer, p, req_id);
	raw_spin_unlock_irqrestore(&kernel()->posix_timers->hash_lock, flags);
	return id;
}

/* --- memory ------------------------------------------------------------- */

static struct k_itimer *alloc_posix_timer(void)
{
	struct k_itimer *timer = machine_alloc(hot.machine, sizeof(*timer));

	if (!timer)
		return NULL;
	timer->sigq = sigqueue_alloc();
	if (!timer->sigq) {
		machine_release(hot.machine, timer, sizeof(*timer));
		return NULL;
	}
	timer->sigq->timer = timer;
	timer->refs = 1;
	raw_spin_lock_init(&timer->it_lock);
	INIT_LIST_HEAD(&timer->list);
	INIT_LIST_HEAD(&timer->ignored_list);
	return timer;
}

/* "p1.timer0" */
static notrace u32 name_of_timer(const struct process *p, s32 id)
{
	const struct object *owner = object_get(hot.machine, p->serial);
	char text[96];
	u32 at;

	if (!owner || !owner->name)
		return 0;
	at = text_add(text, sizeof(text), 0,
		      string_text(hot.machine, owner->name));
	at = text_add(text, sizeof(text), at, ".timer");
	at = text_add_u64(text, sizeof(text), at, (u64)id);
	return string_intern(hot.machine, text, at);
}

/* A row in the object store: how traces and paths name the timer. */
static notrace void name_timer(struct k_itimer *timer)
{
	timer->object = object_new(hot.machine, OBJECT_POSIX_TIMER,
				   name_of_timer(timer->it_process,
						 timer->it_id),
				   timer);
}

static notrace void forget_timer(struct k_itimer *timer)
{
	struct object *object = object_get(hot.machine, timer->object);

	if (object) {
		object->freed = true;
		object->memory = NULL;
	}
	machine_release(hot.machine, timer, sizeof(*timer));
}

/* 6.18: an entry that is still queued holds a reference, so it is free now.
 * 6.12: it may be queued, and is left to whoever takes it. */
static void posixtimer_free_timer(struct k_itimer *timer)
{
	struct sigqueue *q = timer->sigq;

	if (q && kernel_is_618()) {
		q->flags &= ~SIGQUEUE_PREALLOC;
		__sigqueue_free(q);
	}
	forget_timer(timer);
}

static notrace bool last_ref(struct k_itimer *timr)
{
	return --timr->refs == 0;
}

void posixtimer_putref(struct k_itimer *timr)
{
	if (last_ref(timr))
		posixtimer_free_timer(timr);
}

static void posix_timer_unhash_and_free(struct k_itimer *timer)
{
	bool flags;

	raw_spin_lock_irqsave(&kernel()->posix_timers->hash_lock, flags);
	__hlist_del(&timer->t_hash);
	raw_spin_unlock_irqrestore(&kernel()->posix_timers->hash_lock, flags);
	if (!kernel_is_618()) {
		sigqueue_free(timer->sigq);
		timer->sigq = NULL;
	}
	posixtimer_putref(timer);
}

/* --- creating ----------------------------------------------------------- */

static notrace bool signal_in_range(s32 sig)
{
	return sig > 0 && sig <= NR_SIGNALS;
}

/* Whom the signal is for, by number; 0: the sigevent makes no sense. */
static s32 good_sigevent(const struct sigevent *event)
{
	s32 pid = current_process()->pid;
	const struct thread *t;

	switch (event->sigev_notify) {
	case SIGEV_SIGNAL | SIGEV_THREAD_ID:
		pid = event->sigev_notify_thread_id;
		t = find_thread(pid);
		if (!same_thread_group(t, current_thread()))
			return 0;
		return signal_in_range(event->sigev_signo) ? pid : 0;
	case SIGEV_SIGNAL:
	case SIGEV_THREAD:
		return signal_in_range(event->sigev_signo) ? pid : 0;
	case SIGEV_NONE:
		return pid;
	default:
		return 0;
	}
}

/* NULL: SIGALRM for the process, with the timer's number as value. */
static s64 set_up_sigevent(struct k_itimer *timer,
			   const struct sigevent *event)
{
	struct sigevent usual = {
		.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM,
		.sigev_value = (u64)timer->it_id,
	};

	if (!event)
		event = &usual;
	timer->it_pid = good_sigevent(event);
	if (!timer->it_pid)
		return -EINVAL;
	timer->it_sigev_notify = event->sigev_notify;
	timer->it_pid_type = event->sigev_notify & SIGEV_THREAD_ID ?
				     PIDTYPE_PID : PIDTYPE_TGID;
	timer->sigq->info = (struct kernel_siginfo){
		.si_signo = event->sigev_signo,
		.si_value = event->sigev_value,
		.si_tid = timer->it_id,
		.si_code = SI_TIMER,
	};
	return 0;
}

/* The number is told before the clock has its say: a mistake in the clock's
 * number may still come out, and then the number has been used up. */
static s64 set_up_timer(struct k_itimer *timer, const struct sigevent *event,
			u64 *created_id)
{
	u64 id = (u64)timer->it_id;
	s64 error;

	error = set_up_sigevent(timer, event);
	if (error)
		return error;
	if (copy_to_user(created_id, &id, sizeof(id)))
		return -EFAULT;
	name_timer(timer);
	return timer->kclock->timer_create(timer);
}

/* Until it_signal is set its number is taken, but nobody can lock it. */
static void posix_timer_attach(struct k_itimer *timer)
{
	struct process *p = timer->it_process;

	raw_spin_lock_irq(&p->siglock);
	timer->it_signal = p;
	list_add(&timer->list, &p->timers.posix_timers);
	raw_spin_unlock_irq(&p->siglock);
}

/* 6.18: *@req_id is the number that the timer is to get, if the process has
 * asked for that. */
static s64 requested_id(const u64 *created_id, s32 *req_id)
{
	u64 id;

	*req_id = TIMER_ANY_ID;
	if (!current_process()->timers.timer_create_restore_ids)
		return 0;
	if (copy_from_user(&id, created_id, sizeof(id)))
		return -EFAULT;
	if (id > INT32_MAX)
		return -EINVAL;
	*req_id = (s32)id;
	return 0;
}

static s64 new_timer(const struct k_clock *kc, s32 clock, s32 req_id,
		     struct k_itimer **created)
{
	struct k_itimer *timer;
	s32 id;

	timer = alloc_posix_timer();
	if (!timer)
		return -EAGAIN;
	timer->it_clock = clock;
	timer->kclock = kc;
	timer->it_overrun = -1;
	id = posix_timer_add(timer, req_id);
	if (id < 0) {
		sigqueue_free(timer->sigq);
		timer->sigq = NULL;
		forget_timer(timer);
		return id;
	}
	*created = timer;
	return 0;
}

static s64 do_timer_create(s32 clock, const struct sigevent *event,
			   u64 *created_id)
{
	const struct k_clock *kc = clockid_to_kclock(clock);
	struct k_itimer *timer;
	s32 req_id;
	s64 error;

	if (!kc)
		return -EINVAL;
	if (!kc->timer_create)
		return -EOPNOTSUPP;
	error = requested_id(created_id, &req_id);
	if (error)
		return error;
	error = new_timer(kc, clock, req_id, &timer);
	if (error)
		return error;
	error = set_up_timer(timer, event, created_id);
	if (error)
		posix_timer_unhash_and_free(timer);
	else
		posix_timer_attach(timer);
	return error;
}

s64 sys_timer_create(s32 clock, const struct sigevent *uevent, u64 *created_id)
{
	struct sigevent event;

	if (!uevent)
		return do_timer_create(clock, NULL, created_id);
	if (copy_from_user(&event, uevent, sizeof(event)))
		return -EFAULT;
	return do_timer_create(clock, &event, created_id);
}

/* --- deleting ----------------------------------------------------------- */

/* From here on nobody finds it.  it_lock is held. */
static void posix_timer_detach(struct k_itimer *timer)
{
	struct process *p = timer->it_process;
	bool parked;

	raw_spin_lock(&p->siglock);
	list_del_init(&timer->list);
	timer->it_signal = NULL;
	parked = !list_empty(&timer->ignored_list);
	list_del_init(&timer->ignored_list);
	raw_spin_unlock(&p->siglock);
	if (parked)
		posixtimer_putref(timer);
}

s64 sys_timer_delete(s32 id)
{
	struct k_itimer *timer;
	bool flags;
	s64 ret;

	timer = lock_timer(id, &flags);
	while (timer) {
		ret = timer->kclock->timer_del(timer);
		if (ret != TIMER_RETRY)
			break;
		timer = timer_wait_running(timer, &flags);
	}
	if (!timer)
		return -EINVAL;
	posix_timer_detach(timer);
	unlock_timer(timer, flags);
	posix_timer_unhash_and_free(timer);
	return 0;
}

/* The process has no thread left that could interfere. */
static void itimer_delete(struct k_itimer *timer)
{
	bool flags;
	s64 ret;

	for (;;) {
		raw_spin_lock_irqsave(&timer->it_lock, flags);
		ret = timer->kclock->timer_del(timer);
		if (ret != TIMER_RETRY)
			break;
		raw_spin_unlock_irqrestore(&timer->it_lock, flags);
		cpu_relax();
	}
	posix_timer_detach(timer);
	unlock_timer(timer, flags);
	posix_timer_unhash_and_free(timer);
}

void exit_itimers(struct process *p)
{
	struct k_itimer *timer;

	while (!list_empty(&p->timers.posix_timers)) {
		timer = list_first_entry(&p->timers.posix_timers,
					 struct k_itimer, list);
		itimer_delete(timer);
		machine_progress();
	}
}

#define PR_TIMER_CREATE_RESTORE_IDS_OFF 0
#define PR_TIMER_CREATE_RESTORE_IDS_ON 1
#define PR_TIMER_CREATE_RESTORE_IDS_GET 2

s64 posixtimer_create_prctl(u64 ctrl)
{
	struct process_timers *timers = &current_process()->timers;

	switch (ctrl) {
	case PR_TIMER_CREATE_RESTORE_IDS_OFF:
		timers->timer_create_restore_ids = false;
		return 0;
	case PR_TIMER_CREATE_RESTORE_IDS_ON:
		timers->timer_create_restore_ids = true;
		return 0;
	case PR_TIMER_CREATE_RESTORE_IDS_GET:
		return timers->timer_create_restore_ids;
	default:
		return -EINVAL;
	}
}
