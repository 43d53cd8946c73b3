/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Members of events: what can be asked of a record of the trace.
 *
 *	first(timer_start, timer=t1).expires	fired(t1).at
 *
 * An event's own fields are numbered from 0, as in trace_events; what every
 * record has besides has a number below that.
 */
#ifndef EXPR_MEMBER_H
#define EXPR_MEMBER_H

#include "expr.h"

enum member {
	MEMBER_AT = -1, MEMBER_CPU = -2, MEMBER_STEP = -3, MEMBER_NUMBER = -4, MEMBER_TASK = -5,
	MEMBER_JIFFIES = -6, MEMBER_COUNT = -7,	/* of fired() only */
	MEMBER_UNKNOWN = -100,
};

/* The number of an event's field or of a MEMBER_, or MEMBER_UNKNOWN. */
s32 event_member(u32 event, const char *name);
/* Kind and unit of it. */
void member_value_type(u32 event, s32 member, struct expr_value *value);

/* The member's value in a record. */
void member_value_read(const struct machine *m, const struct trace_record *record, s32 member,
		       struct expr_value *value);

#endif
