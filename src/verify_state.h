/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the recording-driven model share: the readers, the timers
 * and the lines at hand.  verify_model.c has the whole picture.
 *
 *	verify_model.c	 the machine, its readers, and how lines are handed out
 *	verify_lines.c	 timers and lines: finding, reading, reporting
 *	verify_arm.c	 lines that arm or remove timers
 *	verify_expire.c	 lines that expire them
 *	verify_begin.c	 what is known of timers armed before the first line
 *	verify_due.c	 timers that should have expired
 *	verify_life.c	 what holds for timers and lines whatever the wheel does
 */
#ifndef VERIFY_STATE_H
#define VERIFY_STATE_H

#include "linux/kernel.h"
#include "linux/wheel.h"
#include "machine/machine.h"
#include "verify_model.h"

#define NR_HASH 4096u
#define NOBODY 99u			/* "no pass yet" */
#define PASS_REMOTE 3u			/* after a CPU's own three wheels */
#define NR_TIMER_KINDS (FTRACE_EXPIRE_EXIT - FTRACE_TIMER_INIT + 1)

/* A recorded timer, and ours that stands for it. */
struct vtimer {
	struct vtimer *next;		/* in its hash chain */
	struct vtimer *younger;		/* in the list of all */
	u64 address;			/* as recorded */
	u64 function;
	struct timer_list *timer;
	bool known;			/* its state comes from this recording */
	bool fresh;			/* set up anew: its flags are not known */
	bool doubtful;			/* it differed: compare no more for now */
	bool waiting;			/* expired in the model, line not here yet */
	bool withdrawn;			/* ... and meanwhile removed by somebody */
	bool runs;			/* its callback runs, outside of the model */
	/* while looking for timers armed before the recording began */
	bool looked_at;
	bool over;			/* its first callback has returned */
	bool armed, entered;
	const struct ftrace_line *expiry;
	const struct ftrace_line *ghost;	/* its expiry, if its wheel is known */
	/* its recorded life: see verify_life.c */
	const struct ftrace_line *last;	/* NULL: not seen yet */
	const struct ftrace_line *armed_by;	/* NULL: not known */
	const struct ftrace_line *last_cancel;	/* NULL: it has expired since */
	u64 works_for;			/* function that its last line named */
	bool pending;
	bool armed_twice;		/* the last time while it was pending */
	bool strange;			/* removed, and never seen before */
};

/* An expiry of a timer whose arming was not recorded. */
struct stranger {
	const struct ftrace_line *cancel, *entry;
};

/* A CPU's wheels are being run: see verify_due.c. */
struct wheel_run {
	bool is_open;
	u64 now;			/* jiffies that it had seen before */
	u64 us;
};

/* One CPU's reader. */
struct vcpu {
	u32 id;
	const struct ftrace_line *unread;	/* to be read again */
	u64 latest;			/* jiffies that it has seen */
	u64 baseclk;			/* of the model's last timer_expire_entry */
	struct timer_base *running;	/* being run by this reader */
	/* one run of the timer softirq */
	u32 pass;			/* the wheel it has come to, or NOBODY */
	u64 pass_us, pass_now;
	bool has_run;			/* a whole softirq has been seen */
	/* idle entries */
	bool tells_idle;		/* they are recorded for this CPU */
	bool is_idle;
	u64 awake_since;		/* jiffies */
	/* its recorded lines: see verify_life.c */
	const struct ftrace_line *last;
	const struct ftrace_line *cancel;	/* the line before, NULL: is none */
	const struct ftrace_line *open;	/* an entry whose exit is to come */
	bool begun;			/* there is a line before */
	bool in_run;			/* expiries since the last task's line */
	bool has_expired, has_now;
	bool seen_task;			/* or the beginning of a softirq */
	u64 now;			/* jiffies of its last line that tells */
	u64 expired_us;			/* last expiry's time */
	struct wheel_run softirq, expiries;
};

struct model {
	const struct ftrace *trace;
	struct machine *m;
	const struct ftrace_line *line;	/* handed out */
	struct vcpu cpu[MACHINE_MAX_CPUS];
	struct vtimer *hash[NR_HASH];
	struct vtimer *all;
	struct vtimer **by_object;	/* object serials are ours here */
	u32 nr_timers, room;
	u64 jiffy_us;
	u64 begin;			/* jiffies of the stretch's first line */
	u64 latest;			/* jiffies seen by anybody */
	struct stranger *stranger;	/* in the order of the recording */
	u32 nr_strangers, stranger_room;
	bool one_wheel;			/* before 6.9: see is_old() */
	bool lost_track;		/* a timer of unknown wheel was removed */
	u32 end;			/* of the stretch */
	const struct ftrace_line *first_of[NR_TIMER_KINDS];
	const struct ftrace_line *last_of[NR_TIMER_KINDS];
	/* what the model has just done */
	struct trace_record start;
	bool started, cancelled;
	struct verify_counts *counts;
	verify_report report;
	void *ctx;
};

/* The coroutines' way to the model of the stretch at hand. */
extern struct model *model;

/* --- timers -------------------------------------------------------------- */

/* The timer recorded as @address; find: NULL when it has not been seen. */
struct vtimer *find_timer(u64 address);
struct vtimer *get_timer(u64 address);

struct vtimer *timer_of(const struct timer_list *timer);
struct timer_base *base_of(const struct vtimer *vt);

/* --- differences --------------------------------------------------------- */

/* Report one, with the state of @base (NULL: of none). */
void mismatch(const struct ftrace_line *line, const struct timer_base *base, const char *what,
	      bool has_values, u64 recorded, u64 computed);

/* Report one unless the values are the same. */
bool same(const struct ftrace_line *line, const struct timer_base *base, const char *field,
	  u64 recorded, u64 computed);

/* Report that @vt has been due since @due, and has not expired by @line. */
void mismatch_due(const struct ftrace_line *line, const struct timer_base *base,
		  const struct vtimer *vt, u64 due);

/* --- lines --------------------------------------------------------------- */

const struct ftrace_line *line_at(u32 index);

/* The reader's next line; sleeps until it is handed out. */
const struct ftrace_line *read_line(struct vcpu *r);

/* A line that may stand between two that belong together. */
bool in_between(const struct ftrace_line *line);

/* The line of @kind that belongs to a timer_cancel, NULL if there is none. */
const struct ftrace_line *followed_by(const struct ftrace_line *cancel, u8 kind);

/* Is a timer_cancel part of a mod_timer()? */
bool is_one_call(const struct ftrace_line *cancel);

/* Jiffies as @line knows them. */
void set_jiffies(struct vcpu *r, const struct ftrace_line *line, u64 now);

/* Do what a line says, on the CPU that runs. */
void dispatch(struct vcpu *r, const struct ftrace_line *line);

void on_init(const struct ftrace_line *line);
void on_start(struct vcpu *r, const struct ftrace_line *cancel, const struct ftrace_line *line);
void on_delete(const struct ftrace_line *line);
void on_move(struct vcpu *r, const struct ftrace_line *cancel);
void on_expiry(struct vcpu *r, const struct ftrace_line *cancel);
void expire_unknown(struct vcpu *r, const struct ftrace_line *cancel);

/* The function of all our timers, called by the wheel. */
void timer_callback(struct timer_list *timer);

/* --- what every recording obeys ------------------------------------------ */

/* Jiffies that a line knows for certain; false: it knows none. */
bool jiffies_of(const struct ftrace_line *line, u64 *now);

/* Find out what the lines [first, end) hold at all. */
void life_begin(u32 first, u32 end);

/* Were events of @kind recorded from @from to @to? */
bool active(u8 kind, const struct ftrace_line *from, const struct ftrace_line *to);

/* The next line, of @r's CPU; to be called for each, before it is handed out. */
void life_line(struct vcpu *r, const struct ftrace_line *line);

/* --- what is overdue ----------------------------------------------------- */

/* As life_line(), and after it. */
void due_line(struct vcpu *r, const struct ftrace_line *line);

/* --- the beginning ------------------------------------------------------- */

/* Look through the lines [first, end) for timers whose arming is not among
 * them, and put those into the wheels of which enough is known. */
void look_ahead(u32 first, u32 end);
void place_ghosts(void);

#endif
