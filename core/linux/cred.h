/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who a process is, and what it may do (include/linux/cred.h, kernel/cred.c,
 * kernel/capability.c, security/commoncap.c, Linux 6.12).
 *
 *	uid, euid, suid			kill(): may I signal that process?
 *	cap_permitted > cap_effective	capable(): may I do this?
 *
 * A process that a command made is root's and has all capabilities; what a
 * process gives up, its children do not have either.
 *
 * Invariant: what is effective is permitted.
 *
 * Differs from Linux: a process has them, not each thread (libc changes those
 * of all threads together); no groups, no file system ids, no user namespaces,
 * no inheritable and ambient capabilities, no securebits, no file with
 * capabilities or the set-uid bit.
 */
#ifndef LINUX_CRED_H
#define LINUX_CRED_H

#include "lib/list.h"
#include "machine/state.h"

/* By the kernel's numbers; those that something here asks for. */
#define CAP_KILL 5
#define CAP_SETUID 7
#define CAP_SYS_RESOURCE 24
#define CAP_SYS_TIME 25
#define CAP_WAKE_ALARM 35
#define NR_CAPS 41
extern const char *const cap_names[NR_CAPS];

#define CAP_VALID_MASK (BIT_ULL(NR_CAPS) - 1)

struct process;

struct cred {
	u32 uid, euid, suid;		/* real, effective, saved */
	u64 cap_permitted;		/* a bit each */
	u64 cap_effective;
};

#define INVALID_UID UINT32_MAX

/* What a user's processes use up together (struct ucounts). */
struct ucounts {
	struct list_head node;		/* on kernel->ucounts */
	u32 uid;
	u64 sigpending;			/* entries, for RLIMIT_SIGPENDING */
};

/* Those of the user whose process @p is; NULL when memory is exhausted.  They
 * stay when nobody uses anything any more. */
struct ucounts *process_ucounts(const struct process *p);
extern const struct state_type ucounts_type;

/* A new process: as its parent, or root's. */
void copy_creds(struct process *p, const struct process *parent);
/* exec: root gets everything, all others lose what they had. */
void cred_exec(struct process *p);

/* May the running process do what needs this capability?  The kernel itself
 * always may. */
bool capable(int cap);

/* May the running process signal @p, by who the two are? */
bool kill_ok_by_cred(const struct process *p);

/* -EPERM, -EINVAL (no uid).  Source: kernel/sys.c. */
s64 sys_setuid(u32 uid);
/* Each INVALID_UID: leave it as it is. */
s64 sys_setresuid(u32 uid, u32 euid, u32 suid);
s64 sys_getuid(void);
s64 sys_geteuid(void);
/* -EPERM: what was given up never comes back; -EFAULT.  Source:
 * kernel/capability.c. */
s64 sys_capset(const u64 *effective, const u64 *permitted);

extern const struct state_type cred_type;

#endif
