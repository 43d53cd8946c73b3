/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spinlocks (include/linux/spinlock.h), one test-and-set word each.
 *
 * A CPU that finds the lock taken spins in plain sight: it stands at
 * cpu_relax(), the machine knows for which lock and which holder, and a cycle
 * of such waits is reported as a deadlock.
 *
 * Differs from Linux: no queue (qspinlock), so the order in which waiters get
 * the lock follows the machine's schedule; of lockdep, only the warning of an
 * unlock of what this CPU has not locked.
 */
#ifndef LINUX_SPINLOCK_H
#define LINUX_SPINLOCK_H

#include "machine/machine.h"
#include "machine/state.h"

typedef struct raw_spinlock {
	bool locked;
	s16 owner_cpu;			/* -1: nobody */
	u32 object;			/* serial of a named lock, else 0 */
	u32 contended;			/* how often somebody had to spin */
} raw_spinlock_t;

/* A lock that a command or body created: `lock L`. */
struct klock {
	raw_spinlock_t lock;
	u32 serial;
	bool irqs_were_on;		/* saved by lock(irqsave) */
};

void raw_spin_lock_init(raw_spinlock_t *lock);
void raw_spin_lock(raw_spinlock_t *lock);
void raw_spin_unlock(raw_spinlock_t *lock);
void raw_spin_lock_irq(raw_spinlock_t *lock);
void raw_spin_unlock_irq(raw_spinlock_t *lock);
bool raw_spin_lock_save_irq(raw_spinlock_t *lock);
void raw_spin_unlock_irqrestore(raw_spinlock_t *lock, bool flags);

#define raw_spin_lock_irqsave(lock, flags) \
	((flags) = raw_spin_lock_save_irq(lock))

extern const struct state_type spinlock_type;
extern const struct state_type klock_type;

#endif
