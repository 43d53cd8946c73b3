/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The arguments that only hrtimers have: clock, mode, callback, and what they
 * mean together.
 */
#ifndef COMPILE_HRTIMER_H
#define COMPILE_HRTIMER_H

#include "compile_param.h"
#include "compile_plan.h"
#include "linux/hrtimer.h"

/* The name of an hrtimer's body is the hrtimer's with this behind it: so traces call it. */
#define BODY_SUFFIX "_fn"

/* The callback of an hrtimer to which nobody has given a body: it does nothing. */
#define NO_BODY "program_hrtimer_fn"

/* What can be in mode=, with | between them. */
struct hrtimer_mode_word {
	const char *name;
	u32 bit;
};

extern const struct hrtimer_mode_word hrtimer_mode_words[];
extern const u32 nr_hrtimer_mode_words;

/* What traces call the body of @timer; NULL: it has none. */
const char *hrtimer_body_name(struct machine *m, const struct khrtimer *timer);

/* CLOCKID, MODE, CALLBACK: each sets @out, or returns false with the compiler's
 * error set. */
bool clockid_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out);
bool mode_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out);
bool callback_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out);

/* Does what was read into @insn go together?  A timer that nobody has set up
 * takes clock= and mode= of what starts it.  True for other rows. */
bool check_hrtimer(struct compiler *c, const struct stmt *stmt, const struct param *params,
		   u32 nr, struct plan_insn *insn);

#endif
