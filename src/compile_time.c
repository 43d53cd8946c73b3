/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Times in arguments: see compile_time.h.  compile_time() of compile.h is here.
 */
#include "compile_time.h"

#include <stdio.h>

#include "linux/jiffies.h"
#include "linux/kernel.h"

static u8 time_unit(const struct number *number)
{
	static const u8 units[] = {
		[NUMBER_JIFFIES] = TIME_JIFFIES, [NUMBER_NS] = TIME_NS, [NUMBER_US] = TIME_US,
		[NUMBER_MS] = TIME_MS, [NUMBER_S] = TIME_S,
	};

	return number->timespec ? TIME_TIMESPEC : units[number->unit];
}

/* A sign and a number with its unit: the only places that read times. */
static bool read_time(const struct script *script, const struct stmt_arg *arg,
		      struct program_arg *out, char *sign, struct script_error *error)
{
	const struct token *token = script_token(script, arg->first);
	const struct token *first = token;
	struct number number;
	char right[120];
	u32 used, left = arg->nr;

	*sign = '\0';
	if (token->kind == TOKEN_PUNCT && left > 1 && (token->punct == '+' || token->punct == '-' ||
						       token->punct == '=')) {
		*sign = (char)token->punct;
		token++;
		left--;
	}
	used = token_number(script_text(script), token, &number, error);
	if (!used)
		return false;
	if (used != left)
		return script_fail(error, token + used, "for example +3j or +10ms",
				   "the time should end here");
	if (number.unit == NUMBER_PLAIN) {
		snprintf(right, sizeof(right), "write %c%lluj (jiffies) or %c%llums",
			 *sign ? *sign : '+', (unsigned long long)number.value,
			 *sign ? *sign : '+', (unsigned long long)number.value);
		return script_fail(error, first, right, "a time needs a unit");
	}
	*out = (struct program_arg){
		.type = ARG_TIME, .unit = time_unit(&number), .absolute = *sign == '=',
		.negative = *sign == '-', .nsec = number.nsec, .value = number.value,
	};
	return true;
}

bool compile_time(const struct stmt *stmt, u32 arg, struct program_arg *out, bool *is_signed,
		  struct script_error *error)
{
	char sign;

	if (!read_time(stmt->script, &stmt->arg[arg], out, &sign, error))
		return false;
	*is_signed = sign;
	return true;
}

/* Say what the kernel makes of a time; only for what is typed, not in bodies. */
static void note_jiffies(const struct compiler *c, struct span span,
			 const struct program_arg *arg)
{
	static const char *const by[] = {
		[TIME_NS] = "timespec64_to_jiffies", [TIME_US] = "usecs_to_jiffies",
		[TIME_MS] = "msecs_to_jiffies", [TIME_S] = "timespec64_to_jiffies",
		[TIME_TIMESPEC] = "timespec64_to_jiffies",
	};

	if (c->depth || !c->typed || arg->unit == TIME_JIFFIES)
		return;
	plan_note(c, "timerscope: %.*s is %s%lluj at HZ=%u (%s)", span_shown(span), span.text,
		  arg->absolute ? "=" : "",
		  (unsigned long long)(program_arg_jiffies(arg) +
				       (arg->absolute ? kernel()->config.jiffies0 : 0)),
		  HZ, by[arg->unit]);
}

bool when_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	struct span span = arg_span(c, arg);
	char right[200], sign;

	if (!read_time(c->script, arg, &out->arg, &sign, c->error))
		return false;
	if (!sign) {
		snprintf(right, sizeof(right), "write +%.*s (from now) or =%.*s (absolute)",
			 span_shown(span), span.text, span_shown(span), span.text);
		return script_fail(c->error, arg_token(c, arg), right,
				   "is this time from now, or absolute?");
	}
	note_jiffies(c, span, &out->arg);
	return true;
}

/* HRWHEN: a moment or a distance in ns.  No jiffies: an hrtimer knows none. */
bool hrwhen_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	struct span span = arg_span(c, arg);
	char right[200], sign;

	if (!read_time(c->script, arg, &out->arg, &sign, c->error))
		return false;
	if (out->arg.unit == TIME_JIFFIES)
		return script_fail(c->error, arg_token(c, arg), "for example +500us or =2s",
				   "an hrtimer takes clock time, not jiffies");
	if (sign == '+' || sign == '=')
		return true;
	snprintf(right, sizeof(right), "write +%.*s (from now) or =%.*s (on its clock)",
		 span_shown(span), span.text, span_shown(span), span.text);
	if (sign == '-')
		snprintf(right, sizeof(right), "for example +500us or =2s");
	return script_fail(c->error, arg_token(c, arg), right,
			   "is this time from now, or absolute?");
}

bool duration_arg(struct compiler *c, const struct stmt_arg *arg, bool clock,
		  struct plan_arg *out)
{
	char sign;

	if (!read_time(c->script, arg, &out->arg, &sign, c->error))
		return false;
	if (sign == '=' || sign == '-')
		return script_fail(c->error, arg_token(c, arg), "for example 10ms",
				   "a duration is wanted here");
	if (clock && out->arg.unit == TIME_JIFFIES)
		return script_fail(c->error, arg_token(c, arg),
				   "write 12ms, or use schedule_timeout +3j",
				   "this call takes milliseconds, not jiffies");
	return true;
}

bool jiffies_arg(struct compiler *c, const struct stmt_arg *arg, struct plan_arg *out)
{
	char sign;

	if (!read_time(c->script, arg, &out->arg, &sign, c->error))
		return false;
	if (out->arg.unit != TIME_JIFFIES || sign == '-')
		return script_fail(c->error, arg_token(c, arg), "for example =4294892400j",
				   "jiffies are wanted here");
	return true;
}
