/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the recording-driven hrtimers share: the readers, the
 * timers and the lines at hand.  verify_hrtimer.h has the whole picture.
 *
 *	verify_hrtimer.c		the machine, its readers; set-ups,
 *					starts and cancellations
 *	verify_hrtimer_expire.c		expiries
 *	verify_hrtimer_lines.c		timers and lines: finding, reading,
 *					reporting
 */
#ifndef VERIFY_HRTIMER_STATE_H
#define VERIFY_HRTIMER_STATE_H

#include "linux/hrtimer.h"
#include "machine/machine.h"
#include "verify_model.h"

#define NR_HR_HASH 4096u
#define HR_NOWHERE UINT16_MAX

/* A recorded hrtimer, and ours that stands for it. */
struct vhrtimer {
	struct vhrtimer *next;		/* in its hash chain */
	struct vhrtimer *younger;	/* in the list of all */
	u64 address;			/* as recorded */
	u64 function;			/* 0: set up, and not yet started */
	struct hrtimer *timer;
	bool set_up;
	bool known;			/* its state comes from this recording */
	bool doubtful;			/* it differed: compare no more for now */
	bool waiting;			/* expired in the model, line not here yet */
	bool withdrawn;			/* ... and meanwhile started or removed */
	bool held;			/* due, but behind one we do not know ... */
	ktime_t soft;			/* ... so queued without slack, this is its */
	bool gaps;			/* not all of its starts were recorded */
	/* while looking ahead */
	bool armed, seen;
	u64 expires;
	u16 next_cpu;			/* it expires there */
	bool on_grid;			/* a tick: */
	u64 grid;			/* ... one of its moments, ns */
};

/* One CPU's reader. */
struct vhrcpu {
	u32 id;
	const struct ftrace_line *unread;	/* to be read again */
	u64 now;			/* of the pass at hand, on its clock */
	u64 ended;			/* without ends: whose callback was last */
	bool tick_goes_on;		/* the next start of the tick ends a stop */
	bool tick_stops;		/* ... is one: tick_stop was traced */
};

struct hrmodel {
	const struct ftrace *trace;
	struct machine *m;
	const struct ftrace_line *line;	/* handed out */
	struct vhrcpu cpu[MACHINE_MAX_CPUS];
	struct vhrtimer *hash[NR_HR_HASH];
	struct vhrtimer *all;
	struct vhrtimer **by_object;	/* object serials are ours here */
	u32 nr_timers, room;
	u16 *expires_on;		/* by line: HR_NOWHERE, or the CPU */
	s64 clock_ns;			/* timestamps are so far ahead of now= */
	u64 tick_ns;			/* period of the ticks, 0: not known */
	bool has_ends;			/* of callbacks: hrtimer_expire_exit */
	struct verify_counts *counts;
	verify_report report;
	void *ctx;
};

/* The coroutines' way to the model of the stretch at hand. */
extern struct hrmodel *hrmodel;

/* The timer recorded as @address. */
struct vhrtimer *get_hrtimer(u64 address);
struct vhrtimer *hrtimer_of(const struct hrtimer *timer);

/* Report a difference; both return false. */
bool hr_differs(const struct ftrace_line *line, const struct vhrtimer *vt, const char *what);
bool hr_values_differ(const struct ftrace_line *line, const struct vhrtimer *vt, const char *what,
		      u64 recorded, u64 computed);

/* True if the values are the same; else report it. */
bool hr_same(const struct ftrace_line *line, const struct vhrtimer *vt, const char *what,
	     u64 recorded, u64 computed);

/* The reader's next line; sleeps until it is handed out. */
const struct ftrace_line *hr_read_line(struct vhrcpu *r);

/* The next line of the same CPU that concerns hrtimers, NULL at the end and
 * where events were lost. */
const struct ftrace_line *hr_next_on_cpu(const struct ftrace_line *line);

/* The start by which the callback that ends with @exit goes on, or NULL. */
const struct ftrace_line *hr_restart_after(const struct ftrace_line *exit);

/* Does a line (or NULL) concern a CPU's tick?  Only starts and expiries say. */
bool is_tick(const struct ftrace_line *line);

/* Do what a line says, on the CPU that runs. */
void hr_dispatch(struct vhrcpu *r, const struct ftrace_line *line);
void lose_sight(struct vhrtimer *vt);
void hr_on_entry(struct vhrcpu *r, const struct ftrace_line *line);

/* The function of all our timers. */
enum hrtimer_restart hrtimer_callback(struct hrtimer *timer);

#endif
