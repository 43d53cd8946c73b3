/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spinlocks: see spinlock.h.  The variants differ only in what they switch off
 * before they spin: preemption always, interrupts on request.
 */
#include "linux/spinlock.h"

#include "linux/object.h"
#include "linux/preempt.h"
#include "linux/warn.h"

notrace void raw_spin_lock_init(raw_spinlock_t *lock)
{
	lock->locked = false;
	lock->owner_cpu = -1;
	lock->contended = 0;
}

/* The atomic instruction: take the lock if it is free. */
static notrace bool arch_spin_trylock(raw_spinlock_t *lock)
{
	if (lock->locked)
		return false;
	lock->locked = true;
	lock->owner_cpu = (s16)smp_processor_id();
	return true;
}

/* What lockdep would say. */
static notrace void bad_unlock(const raw_spinlock_t *lock)
{
	const struct object *object = object_get(hot.machine, lock->object);

	printk_name(lock->locked ? "WARNING: bad unlock balance, another CPU "
		    "has locked: " : "WARNING: bad unlock balance, it is not "
		    "locked: ", object ? object->name : 0);
}

static notrace void arch_spin_unlock(raw_spinlock_t *lock)
{
	if (!lock->locked || lock->owner_cpu != (s16)smp_processor_id())
		bad_unlock(lock);
	lock->owner_cpu = -1;
	lock->locked = false;
}

/* Spin until the lock is free, telling the machine whom we wait for. */
static void spin_contended(raw_spinlock_t *lock)
{
	lock->contended++;
	while (!arch_spin_trylock(lock)) {
		cpu_waits_for(WAIT_LOCK, lock->object, lock->owner_cpu);
		/* mark: spin-lock-wait */
		cpu_relax();
	}
	cpu_waits_for(WAIT_NOTHING, 0, -1);
}

/* On return this CPU holds the lock and cannot be preempted.  Interrupts are
 * as they were: a handler that takes the same lock would spin forever. */
void raw_spin_lock(raw_spinlock_t *lock)
{
	preempt_disable();
	if (!arch_spin_trylock(lock))
		spin_contended(lock);
}

void raw_spin_unlock(raw_spinlock_t *lock)
{
	arch_spin_unlock(lock);
	preempt_enable();
}

void raw_spin_lock_irq(raw_spinlock_t *lock)
{
	local_irq_disable();
	raw_spin_lock(lock);
}

/* Interrupts come on before preemption, so that a pending one is taken while
 * the task switch it may ask for still has to wait. */
void raw_spin_unlock_irq(raw_spinlock_t *lock)
{
	arch_spin_unlock(lock);
	local_irq_enable();
	preempt_enable();
}

/* Like raw_spin_lock_irq(), for callers who do not know whether interrupts
 * are on: returns what raw_spin_unlock_irqrestore() must put back. */
bool raw_spin_lock_save_irq(raw_spinlock_t *lock)
{
	bool flags = local_irq_save();

	raw_spin_lock(lock);
	return flags;
}

void raw_spin_unlock_irqrestore(raw_spinlock_t *lock, bool flags)
{
	arch_spin_unlock(lock);
	local_irq_restore(flags);
	preempt_enable();
}
