/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Users and capabilities: see cred.h.
 */
#include "linux/cred.h"

#include "linux/kernel.h"
#include "linux/process.h"

const char *const cap_names[NR_CAPS] = {
	"CAP_CHOWN", "CAP_DAC_OVERRIDE", "CAP_DAC_READ_SEARCH", "CAP_FOWNER",
	"CAP_FSETID", "CAP_KILL", "CAP_SETGID", "CAP_SETUID", "CAP_SETPCAP",
	"CAP_LINUX_IMMUTABLE", "CAP_NET_BIND_SERVICE", "CAP_NET_BROADCAST",
	"CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_IPC_LOCK", "CAP_IPC_OWNER",
	"CAP_SYS_MODULE", "CAP_SYS_RAWIO", "CAP_SYS_CHROOT", "CAP_SYS_PTRACE",
	"CAP_SYS_PACCT", "CAP_SYS_ADMIN", "CAP_SYS_BOOT", "CAP_SYS_NICE",
	"CAP_SYS_RESOURCE", "CAP_SYS_TIME", "CAP_SYS_TTY_CONFIG", "CAP_MKNOD",
	"CAP_LEASE", "CAP_AUDIT_WRITE", "CAP_AUDIT_CONTROL", "CAP_SETFCAP",
	"CAP_MAC_OVERRIDE", "CAP_MAC_ADMIN", "CAP_SYSLOG", "CAP_WAKE_ALARM",
	"CAP_BLOCK_SUSPEND", "CAP_AUDIT_READ", "CAP_PERFMON", "CAP_BPF",
	"CAP_CHECKPOINT_RESTORE",
};

/* --- users -------------------------------------------------------------- */

notrace struct ucounts *process_ucounts(const struct process *p)
{
	struct ucounts *ucounts;

	list_for_each_entry(ucounts, &kernel()->ucounts, node) {
		if (ucounts->uid == p->cred.uid)
			return ucounts;
	}
	ucounts = machine_alloc(hot.machine, sizeof(*ucounts));
	if (!ucounts)
		return NULL;
	ucounts->uid = p->cred.uid;
	list_add_tail(&ucounts->node, &kernel()->ucounts);
	return ucounts;
}

/* --- birth, exec -------------------------------------------------------- */

notrace void copy_creds(struct process *p, const struct process *parent)
{
	if (parent) {
		p->cred = parent->cred;
		return;
	}
	p->cred.cap_permitted = CAP_VALID_MASK;
	p->cred.cap_effective = CAP_VALID_MASK;
}

/* Capabilities come with the file that is executed; here only root has any. */
void cred_exec(struct process *p)
{
	struct cred *cred = &p->cred;
	bool root = !cred->uid || !cred->euid;

	cred->cap_permitted = root ? CAP_VALID_MASK : 0;
	cred->cap_effective = cred->euid ? 0 : cred->cap_permitted;
	cred->suid = cred->euid;
}

/* --- asking ------------------------------------------------------------- */

notrace bool capable(int cap)
{
	const struct process *p = current_process();

	return !p || p->cred.cap_effective & BIT_ULL(cap);
}

/* The sender's real or effective user must be the receiver's real or saved
 * one. */
notrace bool kill_ok_by_cred(const struct process *p)
{
	const struct process *me = current_process();
	const struct cred *tcred = &p->cred;

	if (!me || capable(CAP_KILL))
		return true;
	return me->cred.euid == tcred->suid || me->cred.euid == tcred->uid ||
	       me->cred.uid == tcred->suid || me->cred.uid == tcred->uid;
}

/* --- changing ----------------------------------------------------------- */

static notrace bool any_root(const struct cred *cred)
{
	return !cred->uid || !cred->euid || !cred->suid;
}

/* Who stops being root in all three loses everything; the effective user alone
 * decides what is in force. */
static void cap_emulate_setxuid(struct cred *cred, const struct cred *old)
{
	if (any_root(old) && !any_root(cred)) {
		cred->cap_permitted = 0;
		cred->cap_effective = 0;
	}
	if (!old->euid && cred->euid)
		cred->cap_effective = 0;
	if (old->euid && !cred->euid)
		cred->cap_effective = cred->cap_permitted;
}

static notrace bool is_one_of_mine(const struct cred *old, u32 uid)
{
	return uid == INVALID_UID || uid == old->uid || uid == old->euid ||
	       uid == old->suid;
}

s64 sys_setuid(u32 uid)
{
	struct cred *cred = &current_process()->cred;
	struct cred old = *cred;

	if (uid == INVALID_UID)
		return -EINVAL;
	if (capable(CAP_SETUID)) {
		cred->suid = uid;
		cred->uid = uid;
	} else if (uid != old.uid && uid != old.suid) {
		return -EPERM;
	}
	cred->euid = uid;
	cap_emulate_setxuid(cred, &old);
	return 0;
}

s64 sys_setresuid(u32 uid, u32 euid, u32 suid)
{
	struct cred *cred = &current_process()->cred;
	struct cred old = *cred;

	if (!capable(CAP_SETUID) &&
	    (!is_one_of_mine(&old, uid) || !is_one_of_mine(&old, euid) ||
	     !is_one_of_mine(&old, suid)))
		return -EPERM;
	if (uid != INVALID_UID)
		cred->uid = uid;
	if (euid != INVALID_UID)
		cred->euid = euid;
	if (suid != INVALID_UID)
		cred->suid = suid;
	cap_emulate_setxuid(cred, &old);
	return 0;
}

s64 sys_getuid(void)
{
	return current_process()->cred.uid;
}

s64 sys_geteuid(void)
{
	return current_process()->cred.euid;
}

s64 sys_capset(const u64 *ueffective, const u64 *upermitted)
{
	struct cred *cred = &current_process()->cred;
	u64 effective, permitted;

	if (copy_from_user(&effective, ueffective, sizeof(effective)))
		return -EFAULT;
	if (copy_from_user(&permitted, upermitted, sizeof(permitted)))
		return -EFAULT;
	effective &= CAP_VALID_MASK;
	permitted &= CAP_VALID_MASK;
	if (permitted & ~cred->cap_permitted)
		return -EPERM;
	if (effective & ~permitted)
		return -EPERM;
	cred->cap_permitted = permitted;
	cred->cap_effective = effective;
	return 0;
}
