/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command language: scanner, statements, expressions, compiler, and what
 * the machine makes of a compiled body.
 *
 * Each rule of timerscope-script(5) has its good and bad examples here, with
 * the place at which the error must be reported.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compile.h"
#include "expr.h"
#include "linux/jiffies.h"
#include "linux/kernel.h"
#include "machine/strings.h"
#include "parse.h"
#include "tests/machine.h"
#include "trace_store.h"

/* --- a machine to talk to ----------------------------------------------------- */

struct world {
	struct machine *m;
	struct trace_store *trace;
	struct expr_ctx ctx;
	struct expr_cache *cache;
	char notes[2000];
};

static void world_begin(struct world *w)
{
	struct kernel_config config = {
		.nr_cpus = 2, .hz = 250, .jiffies0 = INITIAL_JIFFIES_OF(250), .ticks = true,
	};

	memset(w, 0, sizeof(*w));
	w->m = machine_new(2, 0);
	assert_non_null(w->m);
	assert_int_equal(kernel_boot(w->m, &config), 0);
	w->trace = trace_store_new();
	trace_store_attach(w->trace, w->m);
	w->ctx = (struct expr_ctx){ w->m, w->trace };
	w->cache = expr_cache_new(&w->ctx);
	w->m->host->eval = expr_cache_eval;
	w->m->host->eval_ctx = w->cache;
}

static void world_end(struct world *w)
{
	expr_cache_free(w->cache);
	trace_store_free(w->trace);
	machine_free(w->m);
}

static void take_note(void *data, const char *text)
{
	struct world *w = data;
	size_t at = strlen(w->notes);

	snprintf(w->notes + at, sizeof(w->notes) - at, "%s\n", text);
}

static void run_until(struct world *w, u64 ns)
{
	test_run(w->m, ns);
	assert_null(object_store_check(w->m));
	assert_null(program_store_check(w->m));
}

/* Compile one statement; true when it went well. */
static bool try_compile(struct world *w, const char *text, struct compiled *out,
			struct script_error *error)
{
	struct compile_options options = { .ctx = &w->ctx, .note = take_note, .data = w };
	struct script *script = script_parse(text, strlen(text), error);
	bool ok;

	if (!script)
		return false;
	ok = compile_statement(&options, script_first(script), out, error);
	script_free(script);
	return ok;
}

static void say(struct world *w, const char *text)
{
	struct script_error error;
	struct compiled out;

	if (!try_compile(w, text, &out, &error))
		fail_msg("%s: %u: %s; %s", text, error.column, error.what, error.right);
	assert_non_null(program_spawn(w->m, 0, 0, out.program, 0));
	assert_null(program_store_check(w->m));
}

static void refused(struct world *w, const char *text, u32 column, const char *what)
{
	struct script_error error;
	struct compiled out;
	u32 programs = ((struct kernel *)w->m->kernel)->programs.nr_programs;
	u32 objects = ((struct kernel *)w->m->kernel)->objects.nr;
	u64 digest = state_digest(&machine_type, w->m);

	if (try_compile(w, text, &out, &error))
		fail_msg("'%s' was accepted", text);
	if (!strstr(error.what, what) && !strstr(error.right, what))
		fail_msg("'%s': %s; %s (not: %s)", text, error.what, error.right, what);
	if (error.column != column)
		fail_msg("'%s': column %u, not %u: %s", text, error.column, column, error.what);
	assert_int_equal(((struct kernel *)w->m->kernel)->programs.nr_programs, programs);
	assert_int_equal(((struct kernel *)w->m->kernel)->objects.nr, objects);
	assert_true(state_digest(&machine_type, w->m) == digest);
}

/* The value of an expression as text, or its error's text. */
static const char *value_of(struct world *w, const char *text)
{
	static char buf[4000];
	struct script_error error;
	struct expr_value value;
	struct expr *expr = expr_parse_text(text, strlen(text), &w->ctx, false, &error);

	if (expr && expr_eval(expr, &w->ctx, &value, &error))
		expr_value_format(&w->ctx, &value, buf, sizeof(buf));
	else
		script_error_format(&error, buf, sizeof(buf));
	expr_free(expr);
	return buf;
}

static void is(struct world *w, const char *text, const char *wanted)
{
	const char *value = value_of(w, text);

	if (strcmp(value, wanted))
		fail_msg("%s: %s (not: %s)", text, value, wanted);
}

static void says(struct world *w, const char *text, const char *part)
{
	const char *value = value_of(w, text);

	if (!strstr(value, part))
		fail_msg("%s: %s (not: %s)", text, value, part);
}

/* --- statements --------------------------------------------------------------- */

static void test_good_statements(void **state)
{
	static const char *const good[] = {
		"", "\n\n", ";;", "# nothing", "step", "step; step", "step 3 # three",
		"add_timer t1 +3j -> r", "task p1 cpu=1 { sleep 10ms; burn 1ms }",
		"if a == b { step } else { next }", "if a { } else if b { } else { }",
		"repeat 3 {\n\tstep\n}\n", "on cpu 1 { nop }", "on cpu 1 add_timer t1 +3j",
		"at 10ms { nop }", "print cpu[0].base[local].next_expiry",
		"break core/linux/wheel.c:120 if jiffies > 3j", "reverse-step 3",
		"print \"a \\\"b\\\" \\n \\x41\"", "expect count(timer_start,\n  timer=t1) == 1",
		"step \\\n 3", "run until =1:500000000", "printk \"\xff\xfe\" # \xff",
		"\xef\xbb\xbfstep", "call X -> c", "timer_setup t1 { } -> r", "? step",
		"save a-b.ts", "call X->c",
	};
	struct script_error error;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		struct script *script = script_parse(good[i], strlen(good[i]), &error);

		if (!script)
			fail_msg("%s: %s", good[i], error.what);
		script_free(script);
	}
}

static void test_bad_statements(void **state)
{
	static const struct {
		const char *text;
		u32 line, column;
		bool incomplete;
		const char *what;
	} bad[] = {
		{ "3", 1, 1, false, "begins with a word" },
		{ "step\n  { }", 2, 3, false, "begins with a word" },
		{ "{ step }", 1, 1, false, "begins with a word" },
		{ "a {", 1, 3, true, "not closed" },
		{ "a {\n b {\n }\n", 1, 3, true, "not closed" },
		{ "a }", 1, 3, false, "no { for this }" },
		{ "a (", 1, 3, true, "not closed" },
		{ "a (]", 1, 4, false, "does not close" },
		{ "a )", 1, 3, false, "no ( for this )" },
		{ "a ( { } )", 1, 3, false, "not closed" },
		{ "a \"b", 1, 3, false, "not closed" },
		{ "a \"b\nc\"", 1, 3, false, "not closed" },
		{ "a \"\\q\"", 1, 5, false, "escape" },
		{ "a \"\\x00\"", 1, 5, false, "escape" },
		{ "a { } b", 1, 7, false, "should end here" },
		{ "a -> 3", 1, 6, false, "name must follow" },
		{ "a -> r s", 1, 8, false, "should end here" },
		{ "else { }", 1, 1, false, "else has no if" },
		{ "if a { } else b", 1, 15, false, "block must follow" },
		{ "a \xc3\xa4", 1, 3, false, "ASCII" },
		{ "print \"\xc3\xa4\xc3\xa4\" )", 1, 12, false, "no ( for" },
		{ "a \x01", 1, 3, false, "control" },
		{ "a \\", 1, 3, true, "backslash" },
		{ "a (;)", 1, 3, false, "not closed" },
	};
	struct script_error error;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_null(script_parse(bad[i].text, strlen(bad[i].text), &error));
		if (!strstr(error.what, bad[i].what) || error.line != bad[i].line ||
		    error.column != bad[i].column || error.incomplete != bad[i].incomplete)
			fail_msg("%s: %u:%u %s", bad[i].text, error.line, error.column, error.what);
	}
	assert_null(script_parse("a\0b", 3, &error));
	assert_null(script_parse("a \"\0\"", 5, &error));
}

static void test_tree(void **state)
{
	static const char text[] = "break wheel.c:12 if count(a, b=1) == 2\n"
				   "task p1 cpu=1 { x; y { z } } -> r\nreverse-step -3";
	struct script_error error;
	struct script *script = script_parse(text, sizeof(text) - 1, &error);
	const struct stmt *stmt = script_first(script);
	struct stmt sub;

	(void)state;
	assert_int_equal(stmt->nr_args, 5);
	assert_true(span_is(stmt_arg_span(stmt, 0), "wheel.c:12"));
	assert_int_equal(stmt_find(stmt, "if"), 1);
	assert_true(span_is(stmt_arg_span(stmt, 2), "count(a, b=1)"));
	assert_true(stmt_sub(stmt, 1, &sub, &error));
	assert_true(span_is(stmt_word(&sub), "if"));
	assert_int_equal(sub.nr_args, 3);
	assert_false(stmt_sub(stmt, 5, &sub, &error));
	stmt = stmt->next;
	assert_true(stmt->has_body);
	assert_int_equal(stmt->line, 2);
	assert_non_null(stmt_key(stmt, "cpu"));
	assert_true(span_is(stmt_word(stmt->body->next->body), "z"));
	assert_true(span_is(script_span(script, stmt->result, stmt->result + 1), "r"));
	stmt = stmt->next;
	assert_true(span_is(stmt_word(stmt), "reverse-step"));
	assert_true(span_is(stmt_arg_span(stmt, 0), "-3"));
	assert_null(stmt->next);
	script_free(script);
}

static char *repeated(const char *open, const char *middle, const char *close, u32 n)
{
	size_t lo = strlen(open), lm = strlen(middle), lc = strlen(close);
	char *text = malloc(n * (lo + lc) + lm + 1), *at = text;
	u32 i;

	for (i = 0; i < n; i++, at += lo)
		memcpy(at, open, lo);
	memcpy(at, middle, lm);
	at += lm;
	for (i = 0; i < n; i++, at += lc)
		memcpy(at, close, lc);
	*at = '\0';
	return text;
}

static void nests(struct world *w, const char *open, const char *middle, const char *close, u32 n,
		  bool ok, const char *what)
{
	char *text = repeated(open, middle, close, n);
	struct script_error error = { 0 };
	struct script *script = script_parse(text, strlen(text), &error);
	struct expr *expr;

	if (w && script) {
		expr = expr_parse(script, 1, script_nr_tokens(script) - 1, &w->ctx, false, &error);
		if (!!expr != ok)
			fail_msg("%s x %u: %s", open, n, error.what);
		expr_free(expr);
	} else if (!!script != ok) {
		fail_msg("%s x %u: %s", open, n, error.what);
	}
	if (!ok)
		assert_non_null(strstr(error.what, what));
	script_free(script);
	free(text);
}

static void test_depth(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	nests(NULL, "a {", "b", "}", 200, true, "");
	nests(NULL, "a {", "b", "}", 201, false, "200");
	nests(NULL, "a {", "b", "}", 100000, false, "200");
	nests(NULL, "if a { } else ", "if a { }", "", 190, true, "");
	nests(NULL, "if a { } else ", "if a { }", "", 5000, false, "200");
	nests(NULL, "a (", "b", ")", 5000, false, "200");
	nests(&w, "print ", "1", "", 1, true, "");
	nests(&w, "a - ", "1", "", 5000, false, "");
	world_end(&w);
}

static void test_deep_expressions(void **state)
{
	static const struct {
		const char *open, *middle, *close;
		u32 n;
		bool ok;
	} deep[] = {
		{ "(", "1", ")", 199, true },	 { "(", "1", ")", 5000, false },
		{ "not ", "true", "", 190, true }, { "not ", "true", "", 5000, false },
		{ "-", "1", "", 190, true },	 { "-", "1", "", 5000, false },
		{ "1+", "1", "", 900, true },	 { "1+", "1", "", 100000, false },
		{ "", "jiffies", ".x", 300, false },
	};
	struct script_error error;
	struct world w;
	size_t i;

	(void)state;
	world_begin(&w);
	for (i = 0; i < sizeof(deep) / sizeof(deep[0]); i++) {
		char *text = repeated(deep[i].open, deep[i].middle, deep[i].close, deep[i].n);
		struct expr *expr = expr_parse_text(text, strlen(text), &w.ctx, false, &error);
		struct expr_value value;

		if (!!expr != deep[i].ok)
			fail_msg("%s x %u: %s", deep[i].open, deep[i].n, error.what);
		if (expr)
			assert_true(expr_eval(expr, &w.ctx, &value, &error));
		expr_free(expr);
		free(text);
	}
	world_end(&w);
}

/* --- expressions -------------------------------------------------------------- */

static void test_arithmetic(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	is(&w, "1 + 2 * 3", "7");
	is(&w, "(1 + 2) * 3", "9");
	is(&w, "7 / 2", "3");
	is(&w, "7 % 2", "1");
	is(&w, "-3 + 1", "-2");
	is(&w, "2 - 1 - 1", "0");
	is(&w, "10ms + 5ms", "15ms");
	is(&w, "1:500000000", "1500ms");
	is(&w, "2s - 500us", "1999500us");
	is(&w, "10ms / 2ms", "5");
	is(&w, "3j * 2", "6j");
	is(&w, "=4294892400j + 1j", "4294892401j");
	is(&w, "1j - 3j", "-2j");
	is(&w, "0x10", "16");
	is(&w, "0xffffffffffffffff", "18446744073709551615");
	is(&w, "never", "never");
	is(&w, "never > 10s", "true");
	is(&w, "9223372036854775807", "9223372036854775807");
	says(&w, "9223372036854775808", "KTIME_MAX");
	says(&w, "9223372037s", "KTIME_MAX");
	says(&w, "99999999999999999999999", "KTIME_MAX");
	says(&w, "1:1000000000", "sec:nsec");
	says(&w, "1.5ms", "no fractions");
	says(&w, "3q", "units are");
	says(&w, "1 / 0", "zero");
	says(&w, "9223372036854775807 * 9", "64 bits");
	says(&w, "0xffffffffffffffff * 0xffffffffffffffff * 0xffffffffffffffff", "64 bits");
	says(&w, "3j * 2j", "multiplied");
	says(&w, "3j + 10ms", "jiffies with jiffies");
	says(&w, "3j + 1", "3j");
	says(&w, "10ms == 10", "unit");
	says(&w, "jiffies > 5", "unit");
	world_end(&w);
}

static void test_logic(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	is(&w, "true or false and false", "true");
	is(&w, "not true or true", "true");
	is(&w, "not 1 == 2", "true");
	is(&w, "1 + 1 == 2 and 2 < 3", "true");
	is(&w, "3 in [1, 3]", "true");
	is(&w, "4 in [1, 3]", "false");
	is(&w, "\"b\" in [\"a\", \"b\", \"c\"]", "true");
	is(&w, "\"abc\" contains \"bc\"", "true");
	is(&w, "\"abc\" contains \"x\"", "false");
	is(&w, "none == none", "false");
	is(&w, "none != 3", "false");
	is(&w, "\"a\\\"b\"", "\"a\\\"b\"");
	says(&w, "1 < 2 < 3", "chains");
	says(&w, "1 in [1, 2, 3]", "two bounds");
	says(&w, "1 in [1, 3j]", "unit");
	says(&w, "1 = 1", "==");
	says(&w, "3j and true", "no condition");
	says(&w, "1 +", "not complete");
	says(&w, "", "not complete");
	says(&w, "and", "missing");
	says(&w, "1 2", "does not belong");
	says(&w, "\"a\" < \"b\"", "no order");
	says(&w, "=x", "number must follow");
	says(&w, "(1", "not closed");
	world_end(&w);
}

static void test_paths(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	is(&w, "jiffies", "4294892296j");
	is(&w, "jiffies == 4294892296j", "true");
	is(&w, "now", "0s");
	is(&w, "steps", "0");
	is(&w, "cpu.count", "2");
	is(&w, "cpu[1].id", "1");
	is(&w, "cpu[0].base[local].clk == jiffies", "true");
	is(&w, "cpu[0].base[local].lock.locked", "false");
	is(&w, "cpu[0].irqs_on == false", "true");
	says(&w, "cpu[0].state == asleep", "never");
	says(&w, "jifies", "did you mean jiffies");
	says(&w, "cpu[0].bas", "did you mean base");
	says(&w, "cpu[0].nothing_at_all", "it has id, state");
	says(&w, "cpu[7].id", "there are 0, 1");
	says(&w, "cpu[0].base[loc].clk", "local, global, def");
	says(&w, "jiffies.x", "no fields");
	says(&w, "now[3]", "no list");
	says(&w, "t1.expires", "no 't1'");
	says(&w, "cpu.x", "use [ ]");
	says(&w, "cpu[", "not closed");
	says(&w, "cpu[]", "between [ and ]");
	says(&w, "cpu[0].", "must follow the point");
	says(&w, "count(timer_strt)", "did you mean timer_start");
	says(&w, "count(timer_start, tmer=3)", "it has timer");
	says(&w, "count(timer_start, timer)", "must follow");
	says(&w, "foo(3)", "no question");
	says(&w, "timer(t9)", "no 't9'");
	world_end(&w);
}

static void test_column(void **state)
{
	struct script_error error;
	struct world w;

	(void)state;
	world_begin(&w);
	assert_null(expr_parse_text("jiffies + 3j +\n  10ms", 21, &w.ctx, false, &error));
	assert_int_equal(error.line, 1);
	assert_int_equal(error.column, 15);
	assert_null(expr_parse_text("cpu[0].base[local].nex", 22, &w.ctx, false, &error));
	assert_int_equal(error.column, 20);
	world_end(&w);
}

static void count_candidates(void *data, const char *candidate, const char *help)
{
	char *out = data;

	(void)help;
	strcat(strcat(out, candidate), " ");
}

static void completes(struct world *w, const char *text, const char *wanted)
{
	char out[8000] = "";

	expr_complete(&w->ctx, text, strlen(text), count_candidates, out);
	if (!strstr(out, wanted))
		fail_msg("%s: %s (not: %s)", text, out, wanted);
}

static void test_completion(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	completes(&w, "jif", "jiffies ");
	completes(&w, "3j + jif", "jiffies ");
	completes(&w, "cpu[", "cpu[0] cpu[1] ");
	completes(&w, "cpu[0].ba", "cpu[0].base[ ");
	completes(&w, "cpu[0].base[lo", "cpu[0].base[local] ");
	completes(&w, "cpu[0].base[local].cl", "cpu[0].base[local].clk ");
	completes(&w, "count(timer_st", "timer_start ");
	completes(&w, "xyz.", "");
	world_end(&w);
}

/* --- bodies ------------------------------------------------------------------- */

static void test_timers(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	say(&w, "add_timer t1 +3j -> r");
	assert_non_null(strstr(w.notes, "set up t1 with defaults"));
	is(&w, "r.returned", "false");
	is(&w, "fired(t1)", "false");
	is(&w, "fired(t1).at", "none");
	is(&w, "fired(t1).at < 10s", "false");
	run_until(&w, 100 * NSEC_PER_MSEC);
	is(&w, "r.returned", "true");
	is(&w, "r.rc", "0");
	is(&w, "fired(t1)", "true");
	is(&w, "fired(t1).count", "1");
	is(&w, "fired(t1).jiffies - first(timer_start, timer=t1).expires", "1j");
	is(&w, "count(timer_start, timer=t1)", "1");
	is(&w, "count(timer_start, timer=t1, expires>1j)", "1");
	is(&w, "first(timer_start, timer=t1).idx < last(timer_start).idx + 1", "true");
	is(&w, "t1.expires == timer(t1).expires", "true");
	is(&w, "timer[t1].expires == t1.expires", "true");
	is(&w, "t1.kind", "timer");
	says(&w, "count(timer_start, expires=3)", "unit");
	says(&w, "lock(t1)", "t1 is a timer, not a lock");
	say(&w, "mod_timer t1 +10ms -> r");
	assert_non_null(strstr(w.notes, "+10ms is 3j at HZ=250"));
	say(&w, "timer_setup t2 pinned { printk \"two\"; rearm +1j }");
	run_until(&w, 101 * NSEC_PER_MSEC);
	say(&w, "add_timer t2 +1j");
	run_until(&w, 200 * NSEC_PER_MSEC);
	is(&w, "fired(t2).count > 5", "true");
	is(&w, "count(console, msg=\"two\") == fired(t2).count", "true");
	is(&w, "count(console, msg contains \"w\") > 0", "true");
	is(&w, "order(t1, t2)", "true");
	is(&w, "order(t2, t1)", "false");
	is(&w, "last(timer_expire_entry, timer=t2).function", "\"t2_fn\"");
	say(&w, "kfree t1");
	run_until(&w, 210 * NSEC_PER_MSEC);
	is(&w, "t1.freed", "true");
	says(&w, "t1.expires", "freed");
	say(&w, "timer_setup t1");
	is(&w, "t1.freed", "false");
	world_end(&w);
}

static void test_control(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	say(&w, "repeat 3 { repeat 2 { printk \"a\" }; printk b }");
	run_until(&w, 10 * NSEC_PER_MSEC);
	is(&w, "count(console, msg=\"a\")", "6");
	is(&w, "count(console, msg=\"b\")", "3");
	say(&w, "if jiffies == 1j { printk x } else if true { printk y } else { printk z }");
	say(&w, "if true { if false { printk u } } else { printk v }");
	say(&w, "repeat 0 { printk never }");
	say(&w, "task p1 { until count(console, msg=\"c\") == 4 "
		"{ printk c; sleep 1ms }; printk d }");
	say(&w, "task p2 { printk e; exit; printk f }");
	say(&w, "call msleep 10ms -> c");
	run_until(&w, 100 * NSEC_PER_MSEC);
	is(&w, "count(console, msg=x) + count(console, msg=z)", "0");
	is(&w, "count(console, msg=y)", "1");
	is(&w, "count(console, msg=u) + count(console, msg=v)", "0");
	is(&w, "count(console, msg=c)", "4");
	is(&w, "count(console, msg=d)", "1");
	is(&w, "count(console, msg=e)", "1");
	is(&w, "count(console, msg=f)", "0");
	is(&w, "c.returned and c.at > 10ms", "true");
	world_end(&w);
}

static void test_locks(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	say(&w, "task p2 cpu=1 { burn 1ms; lock L; printk two; unlock L }");
	say(&w, "task p1 cpu=0 { lock L; burn 20ms; unlock L; printk one }");
	assert_non_null(strstr(w.notes, "made the lock L"));
	run_until(&w, 100 * NSEC_PER_MSEC);
	is(&w, "L.locked", "false");
	is(&w, "L.contended > 0", "true");
	is(&w, "count(console)", "2");
	is(&w, "first(console, msg=two).at >= 20ms", "true");
	world_end(&w);
}

static void test_refused(void **state)
{
	struct world w;

	(void)state;
	world_begin(&w);
	say(&w, "timer_setup t1");
	say(&w, "lock L -> r");
	run_until(&w, 10 * NSEC_PER_MSEC);
	refused(&w, "add_timer t1 3", 14, "write +3j (jiffies) or +3ms");
	refused(&w, "add_timer t1 +3", 14, "a time needs a unit");
	refused(&w, "add_timer t1 10ms", 14, "write +10ms (from now) or =10ms");
	refused(&w, "add_timer t1", 13, "expires is missing");
	refused(&w, "add_timer t1 +3j +4j", 18, "one too many");
	refused(&w, "add_timer t1 +3j cpu=1", 22, "no argument of this name");
	refused(&w, "add_timer L +3j", 11, "L is a lock; a timer is wanted here");
	refused(&w, "mod_timer t1 +3j -> L", 21, "L is a lock; a result");
	refused(&w, "mod_timer r +3j", 11, "r is a result");
	refused(&w, "add_timer_on t1 2 +3j", 17, "no CPU 2");
	refused(&w, "add_timer cpu +3j", 11, "has a meaning");
	refused(&w, "add_timr t1 +3j", 1, "did you mean add_timer");
	refused(&w, "rearm +3j", 1, "belongs into");
	refused(&w, "msleep 3j", 8, "milliseconds");
	refused(&w, "sleep =3j", 7, "duration");
	refused(&w, "wake p9", 6, "no task called 'p9'");
	refused(&w, "touch t2", 7, "did you mean t1");
	refused(&w, "repeat 3", 9, "block is missing");
	refused(&w, "repeat 3ms { }", 8, "plain number");
	refused(&w, "nop { }", 5, "no block");
	refused(&w, "nop 3", 5, "one too many");
	refused(&w, "if { nop }", 4, "not complete");
	refused(&w, "until nonsense { nop }", 7, "no 'nonsense'");
	refused(&w, "timer_setup t3 { add_timer t4 +3 }", 31, "a time needs a unit");
	refused(&w, "timer_setup t3 { rearm +3j; bla }", 29, "'bla'");
	refused(&w, "timer_setup t1 pinned pinned", 23, "given twice");
	refused(&w, "raise_softirq NOPE", 15, "no softirq");
	refused(&w, "add_timer \"t1\" +3j", 11, "is no name");
	refused(&w, "mod_timer t1 +9223372037s", 15, "KTIME_MAX");
	refused(&w, "call", 5, "statement must follow");
	refused(&w, "printk", 7, "text is missing");
	refused(&w, "if ((((((((((((((((((((((((((true)))))))))))))))))))))))))) { }", 4, "nest");
	world_end(&w);
}

/* Each row runs, and returns what the kernel would. */
static void test_every_call(void **state)
{
	static const char *const calls[] = {
		"nop -> r", "0",
		"timer_setup t1 pinned irqsafe { nop } -> r", "0",
		"add_timer t1 +30j -> r", "0",
		"timer_pending t1 -> r", "1",
		"mod_timer t1 +40j -> r", "1",
		"mod_timer_pending t1 +50j -> r", "1",
		"timer_reduce t1 +20j -> r", "1",
		"timer_delete t1 -> r", "1",
		"del_timer t1 -> r", "0",
		"add_timer_on t1 1 +100ms -> r", "0",
		"timer_delete_sync t1 -> r", "1",
		"del_timer_sync t1 -> r", "0",
		"try_to_del_timer_sync t1 -> r", "0",
		"mod_timer t1 =1s -> r", "0",
		"mod_timer t1 -5j -> r", "1",
		"timer_shutdown t1 -> r", "0",
		"mod_timer t1 +3j -> r", "0",
		"timer_shutdown_sync t1 -> r", "0",
		"timer_pending t1 -> r", "0",
		"round_jiffies_relative 10j -> r", NULL,
		"round_jiffies_up_relative 10j -> r", NULL,
		"round_jiffies =4294892400j -> r", NULL,
		"round_jiffies_up =4294892400j -> r", NULL,
		"repeat 1 { lock L; unlock L -> r }", "0",
		"repeat 1 { lock_irqsave L; nop; unlock_irqrestore L -> r }", "0",
		"repeat 1 { local_irq_disable; nop; local_irq_enable -> r }", "0",
		"repeat 1 { local_bh_disable; nop; local_bh_enable -> r }", "0",
		"repeat 1 { preempt_disable; nop; preempt_enable -> r }", "0",
		"raise_softirq TIMER -> r", "0",
		"sleep 3ms -> r", "0",
		"sleep 2j -> r", "0",
		"msleep 1ms -> r", "0",
		"schedule_timeout +2j -> r", "0",
		"delay 10us -> r", "0",
		"burn 10us -> r", "0",
		"yield -> r", "0",
		"task p1 cpu=1 { schedule_timeout 1000j } -> r", NULL,
		"wake p1 -> r", "1",
		"printk hello world -> r", "0",
		"touch t1 -> r", "0",
		"kfree t1 -> r", "0",
		"kfree t1 -> r", "0",
	};
	u64 now = 0;
	struct world w;
	size_t i;

	(void)state;
	world_begin(&w);
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i += 2) {
		const char *rc;

		say(&w, calls[i]);
		now += 20 * NSEC_PER_MSEC;
		run_until(&w, now);
		if (strcmp(value_of(&w, "r.returned"), "true"))
			fail_msg("%s has not returned", calls[i]);
		rc = value_of(&w, "r.rc");
		if (calls[i + 1] && strcmp(rc, calls[i + 1]))
			fail_msg("%s: %s (not: %s)", calls[i], rc, calls[i + 1]);
	}
	is(&w, "count(console, msg=\"hello world\")", "1");
	is(&w, "count(console, msg contains \"double\")", "1");
	is(&w, "cpu[0].state == dead", "false");
	say(&w, "touch t1");
	run_until(&w, now + NSEC_PER_SEC);
	is(&w, "cpu[0].state == dead", "true");
	world_end(&w);
}

static void test_release(void **state)
{
	struct program_store *store;
	struct script_error error;
	struct compiled a, b;
	struct world w;
	u32 programs, insns;

	(void)state;
	world_begin(&w);
	assert_true(try_compile(&w, "nop", &a, &error));
	store = &((struct kernel *)w.m->kernel)->programs;
	programs = store->nr_programs;
	insns = store->nr_insns;
	assert_true(try_compile(&w, "repeat 3 { nop }", &b, &error));
	program_release(w.m, a.program);
	assert_int_equal(store->nr_programs, programs + 1);
	program_release(w.m, b.program);
	assert_int_equal(store->nr_programs, programs - 1);
	assert_int_equal(store->nr_insns, insns - 1);
	assert_null(program_store_check(w.m));
	assert_null(program_get(w.m, a.program));
	world_end(&w);
}

static void test_usage(void **state)
{
	const struct call_row *row;
	char buf[200];
	u32 i;

	(void)state;
	assert_string_equal(call_usage(call_find("add_timer", 9), buf, sizeof(buf)),
			    "add_timer TIMER +TIME|=TIME");
	assert_string_equal(call_usage(call_find("timer_setup", 11), buf, sizeof(buf)),
			    "timer_setup NAME [pinned] [deferrable] [irqsafe] [{ ... }]");
	assert_string_equal(call_usage(call_find("task", 4), buf, sizeof(buf)),
			    "task NAME [cpu=CPU] { ... }");
	assert_null(call_find("add_time", 8));
	assert_null(call_find("add_timer_", 10));
	for (i = 0; i < nr_calls; i++) {
		row = call_find(call_table[i].name, strlen(call_table[i].name));
		if (row != &call_table[i])
			row = compile_homonym(row);
		assert_ptr_equal(row, &call_table[i]);
	}
	assert_ptr_not_equal(call_find("timer_delete", 12),
			     compile_homonym(call_find("timer_delete", 12)));
}

static void test_strings(void **state)
{
	struct world w;
	char name[16];
	u32 first, i;

	(void)state;
	world_begin(&w);
	first = string_intern(w.m, "first", 5);
	assert_int_equal(string_lookup(w.m, "fir", 3), 0);
	for (i = 0; i < 20000; i++) {
		int len = snprintf(name, sizeof(name), "x%u", i);

		assert_true(object_new_timer(w.m, string_intern(w.m, name, (u64)len)));
	}
	assert_int_equal(string_intern(w.m, "first", 5), first);
	assert_string_equal(string_text(w.m, string_lookup(w.m, "x19999", 6)), "x19999");
	assert_null(object_store_check(w.m));
	assert_true(w.m->heap_live < 20000 * 128 + (1u << 20));
	world_end(&w);
}

/* Every example of the manual is right. */
static void check_example(struct world *w, const char *text)
{
	struct script_error error;
	struct script *script = script_parse(text, strlen(text), &error);
	const struct stmt *stmt;
	struct compile_options options = { .ctx = &w->ctx };
	struct compiled out;
	struct expr *expr;

	if (!script)
		fail_msg("manual: %s: %s", text, error.what);
	for (stmt = script_first(script); stmt; stmt = stmt->next) {
		if (span_is(stmt_word(stmt), "print") || span_is(stmt_word(stmt), "expect")) {
			expr = expr_parse(script, stmt->first_arg, stmt->end_arg, &w->ctx, false,
					  &error);
			if (!expr)
				fail_msg("manual: %s: %s", text, error.what);
			expr_free(expr);
		} else if (compile_row(stmt_word(stmt)) &&
			   !compile_statement(&options, stmt, &out, &error)) {
			fail_msg("manual: %s: %s; %s", text, error.what, error.right);
		}
	}
	script_free(script);
}

static void test_manual(void **state)
{
	const char *top = getenv("top_srcdir");
	char path[4096], line[300], text[2000] = "";
	struct machine_limits limits;
	bool inside = false;
	struct world w;
	u32 examples = 0;
	FILE *file;

	(void)state;
	snprintf(path, sizeof(path), "%s/man/timerscope-script.5", top ? top : ".");
	file = fopen(path, "r");
	if (!file)
		skip();
	world_begin(&w);
	say(&w, "timer_setup t1");
	say(&w, "timer_setup t2");
	say(&w, "process me");
	memset(&limits, 0xff, sizeof(limits));
	limits.time = NSEC_PER_MSEC;
	machine_run(w.m, &limits);
	while (fgets(line, sizeof(line), file)) {
		if (!strncmp(line, ".Bd -literal -offset indent", 27)) {
			inside = true;
			text[0] = '\0';
		} else if (inside && !strncmp(line, ".Ed", 3)) {
			inside = false;
			check_example(&w, text);
			examples++;
		} else if (inside) {
			char *escape;

			while ((escape = strstr(line, "\\e")))
				memmove(escape + 1, escape + 2, strlen(escape + 2) + 1);
			strncat(text, line, sizeof(text) - strlen(text) - 1);
		}
	}
	fclose(file);
	assert_true(examples >= 7);
	world_end(&w);
}

/* --- noise -------------------------------------------------------------------- */

static u64 random_next(u64 *seed)
{
	*seed = *seed * 6364136223846793005ull + 1442695040888963407ull;
	return *seed >> 33;
}

static void feed(struct world *w, const char *text, size_t len)
{
	struct compile_options options = { .ctx = &w->ctx };
	struct script_error error;
	struct script *script = script_parse(text, len, &error);
	const struct stmt *stmt;
	struct compiled out;
	struct expr_value value;
	struct expr *expr;
	char buf[300];

	for (stmt = script ? script_first(script) : NULL; stmt; stmt = stmt->next) {
		if (compile_statement(&options, stmt, &out, &error))
			program_release(w->m, out.program);
		expr = expr_parse(script, stmt->first_arg, stmt->end_arg, &w->ctx, false, &error);
		if (expr && expr_eval(expr, &w->ctx, &value, &error))
			expr_value_format(&w->ctx, &value, buf, sizeof(buf));
		expr_free(expr);
	}
	script_free(script);
	script_error_format(&error, buf, sizeof(buf));
	expr_complete(&w->ctx, text, len, count_candidates, (char[8000]){ "" });
}

static void test_noise(void **state)
{
	static const char *const seeds[] = {
		"add_timer t1 +3j -> r; timer_setup t2 pinned { printk \"x\"; rearm +10ms }",
		"print count(timer_start, timer=t1, expires>3j) == 1 and fired(t1).at in [1ms, 2s]",
		"if cpu[0].base[local].next_expiry < jiffies + 3j "
		"{ nop } else { lock L; unlock L }",
		"task p1 cpu=1 { repeat 3 { sleep 1:500000000; wake p1; touch t1 } } # end",
		"print order(t1, first(console, msg contains \"x\")) "
		"or not timer(t1).expires == =5j",
		"print cpu[1].stack[0].function == \"idle\" or cpu[0].state in [halted, running]",
	};
	static const char bits[] = " \n;{}()[]\"\\=+-*/%<>!.,:#0159jmsux_>\0\xff\xc3-";
	u64 seed = 20240607;
	struct world w;
	char text[400];
	u32 round;

	(void)state;
	world_begin(&w);
	for (round = 0; round < 6000; round++) {
		const char *from = seeds[random_next(&seed) % 6];
		size_t len = strlen(from);
		u32 changes = (u32)(random_next(&seed) % 6), i;

		memcpy(text, from, len);
		for (i = 0; i < changes; i++) {
			size_t at = random_next(&seed) % len;

			if (random_next(&seed) % 3 == 0) {
				memmove(text + at, text + at + 1, len - at - 1);
				len--;
			} else if (random_next(&seed) % 2 && len < sizeof(text)) {
				memmove(text + at + 1, text + at, len - at);
				len++;
			}
			if (at < len)
				text[at] = bits[random_next(&seed) % (sizeof(bits) - 1)];
		}
		feed(&w, text, len);
	}
	assert_null(object_store_check(w.m));
	assert_null(program_store_check(w.m));
	world_end(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good_statements),
		cmocka_unit_test(test_bad_statements),
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_deep_expressions),
		cmocka_unit_test(test_arithmetic),
		cmocka_unit_test(test_logic),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_column),
		cmocka_unit_test(test_completion),
		cmocka_unit_test(test_timers),
		cmocka_unit_test(test_control),
		cmocka_unit_test(test_locks),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_every_call),
		cmocka_unit_test(test_release),
		cmocka_unit_test(test_usage),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_manual),
		cmocka_unit_test(test_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
