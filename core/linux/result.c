/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The state table of results: what `-> r` binds.
 */
#include "linux/object.h"

#include "linux/siginfo.h"

static notrace const struct syscall_out *out_of(const void *object)
{
	return &((const struct result *)object)->out;
}

static notrace u64 get_value(const void *result)
{
	return (u64)timespec64_to_ktime(out_of(result)->time.it_value);
}

static notrace u64 get_interval(const void *result)
{
	return (u64)timespec64_to_ktime(out_of(result)->time.it_interval);
}

static notrace u64 get_clock(const void *result)
{
	return out_of(result)->number[0];
}

#define FIELD_OUT(name_, member_, unit_, help_) \
	FIELD_AS(name_, struct result, out.member_, unit_, help_)

static const struct state_field result_fields[] = {
	FIELD(struct result, returned, NONE, "the call has returned"),
	FIELD(struct result, rc, NONE, "its return value"),
	FIELD_OBJECT(struct result, by,
		     "the process or thread that made the call"),
	FIELD_AS("errno", struct result, err, NONE,
		 "the error number, 0 for success"),
	FIELD(struct result, at, NS, "when it returned"),
	FIELD_AS("jiffies", struct result, at_jiffies, JIFFIES,
		 "jiffies when it returned"),
	FIELD_GET("value", INT, NS, get_value,
		  "it_value, or the time, that the call wrote"),
	FIELD_GET("interval", INT, NS, get_interval,
		  "it_interval that the call wrote"),
	{ .name = "mask", .help = "the set of signals that the call wrote",
	  .offset = offsetof(struct result, out.mask), .size = 8,
	  .kind = STATE_FLAGS, .unit = UNIT_MASK, .names = sigset_names,
	  .nr_names = NR_SIGNALS },
	FIELD_OUT("count", data.count, NONE, "what read() found"),
	{ .name = "signo", .help = "siginfo: the signal",
	  .offset = offsetof(struct result, out.data.info.si_signo),
	  .size = 4, .kind = STATE_ENUM, .names = signal_names,
	  .nr_names = NR_SIGNALS + 1 },
	FIELD_OUT("code", data.info.si_code, NONE, "siginfo: si_code"),
	FIELD_OUT("pid", data.info.si_pid, NONE, "siginfo: who sent it"),
	FIELD_OUT("timerid", data.info.si_tid, NONE,
		  "siginfo: the id of the POSIX timer"),
	FIELD_OUT("overrun", data.info.si_overrun, NONE,
		  "siginfo: expirations without a signal"),
	FIELD_OUT("sival", data.info.si_value, NONE, "siginfo: si_value"),
	FIELD_GET("clock", INT, NONE, get_clock,
		  "clock_getcpuclockid: the clock's number"),
	FIELD_OUT("handler", number[0], NONE,
		  "sigaction: 0 SIG_DFL, 1 SIG_IGN, 2 a handler, before"),
	FIELD_OUT("flags", number[1], MASK, "sigaction: sa_flags before"),
	FIELD_OUT("status", number[0], NONE,
		  "waitpid: how the child ended"),
	FIELD_OUT("soft", number[0], NONE, "getrlimit: the limit"),
	FIELD_OUT("hard", number[1], NONE,
		  "getrlimit: how far it may be raised"),
	{ .name = "timer", .help = "timer_create: the POSIX timer it made",
	  .offset = offsetof(struct result, out.timer), .size = 4,
	  .kind = STATE_OBJECT },
	FIELD_OUT("revents", number[0], NONE, "poll: 1 readable, 32 no file"),
	FIELD_OUT("revents2", number[1], NONE, "the same of fd2="),
	FIELD_OUT("revents3", number[2], NONE, "the same of fd3="),
};
const struct state_type result_type =
	STATE_TYPE("result", struct result, result_fields,
		   "what a call returned (-> name)");
