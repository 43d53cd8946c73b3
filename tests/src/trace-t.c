/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From records to files: the store, the formats, JSON and its schema.
 *
 * Everything that is written here is read back with jansson.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "json.h"
#include "linux/trace.h"
#include "outfile.h"
#include "schema.h"
#include "show.h"
#include "tests/machine.h"
#include "trace_store.h"
#include "trace_text.h"
#include "views/value.h"

/* --- the store ----------------------------------------------------------- */

static struct trace_record record(u64 number)
{
	struct trace_record r = {
		.number = number, .time = number * 10, .kind = EVENT_timer_cancel, .nr_args = 1,
		.arg = { number + 1 },
	};

	return r;
}

static void fill(struct trace_store *store, u64 from, u64 to)
{
	for (; from < to; from++) {
		struct trace_record r = record(from);

		trace_store_sink(store, &r);
	}
}

static void test_store_keeps_records(void **state)
{
	struct trace_store *store = trace_store_new();
	u64 i;

	(void)state;
	fill(store, 0, 10000);
	assert_int_equal(trace_store_count(store), 10000);
	for (i = 0; i < 10000; i++)
		assert_int_equal(trace_store_get(store, i)->arg[0], i + 1);
	assert_null(trace_store_get(store, 10000));
	trace_store_free(store);
}

static void test_store_goes_back(void **state)
{
	struct trace_store *store = trace_store_new();
	struct trace_record other = record(7);

	(void)state;
	fill(store, 0, 5000);
	trace_store_set_visible(store, 5);
	assert_int_equal(trace_store_count(store), 5);
	assert_null(trace_store_get(store, 5));
	fill(store, 5, 7);
	assert_int_equal(trace_store_count(store), 7);
	assert_int_equal(trace_store_diverged(store), TRACE_STORE_NONE);
	other.arg[0] = 99;
	trace_store_sink(store, &other);
	assert_int_equal(trace_store_diverged(store), 7);
	trace_store_truncate(store, 7);
	assert_int_equal(trace_store_diverged(store), TRACE_STORE_NONE);
	trace_store_sink(store, &other);
	assert_int_equal(trace_store_recorded(store), 8);
	assert_int_equal(trace_store_get(store, 7)->arg[0], 99);
	fill(store, 8, 6000);
	assert_int_equal(trace_store_get(store, 5999)->arg[0], 6000);
	trace_store_free(store);
}

/* A number that skips others: the machine and the store do not belong together. */
static void test_store_notices_gaps(void **state)
{
	struct trace_store *store = trace_store_new();

	(void)state;
	fill(store, 3, 4);
	assert_int_equal(trace_store_diverged(store), 3);
	assert_int_equal(trace_store_recorded(store), 0);
	trace_store_free(store);
}

static void test_store_has_a_limit(void **state)
{
	struct trace_store *store = trace_store_new();
	u64 first;

	(void)state;
	trace_store_limit(store, 4 << 20);
	fill(store, 0, 1000000);
	first = trace_store_first(store);
	assert_true(trace_store_lost(store));
	assert_in_range(first, 1000000 - 400000, 999999);
	assert_null(trace_store_get(store, first - 1));
	assert_int_equal(trace_store_get(store, first)->number, first);
	assert_int_equal(trace_store_get(store, 999999)->number, 999999);
	/* back to where nothing is kept any more, and on again */
	trace_store_truncate(store, 50);
	fill(store, 50, 30000);
	assert_int_equal(trace_store_get(store, 29999)->number, 29999);
	assert_int_equal(trace_store_diverged(store), TRACE_STORE_NONE);
	trace_store_free(store);
}

static void count_stream(void *ctx, const struct trace_record *r)
{
	u64 *next = ctx;

	assert_int_equal(r->number, *next);
	(*next)++;
}

static void test_store_streams_each_record_once(void **state)
{
	struct trace_store *store = trace_store_new();
	u64 next = 0;

	(void)state;
	trace_store_stream(store, count_stream, &next);
	fill(store, 0, 100);
	trace_store_set_visible(store, 50);
	fill(store, 50, 120);
	assert_int_equal(next, 120);
	trace_store_keep(store, false);
	fill(store, 120, 20000);
	assert_int_equal(next, 20000);
	assert_int_equal(trace_store_count(store), 20000);
	assert_null(trace_store_get(store, 19999));
	trace_store_free(store);
}

/* --- a machine that does something --------------------------------------- */

static struct machine *busy_machine(struct trace_store *store)
{
	struct machine *m = test_machine(2, true);

	assert_non_null(m);
	trace_store_attach(store, m);
	assert_int_equal(test_arm_timer(m, 0, test_timer(m, "t1"), 3, 0), 0);
	assert_int_equal(test_arm_timer(m, 1, test_timer(m, "far"), 5000, TIMER_DEFERRABLE), 0);
	assert_int_equal(test_arm_timer(m, 0, test_timer(m, "pin"), 70, TIMER_PINNED), 0);
	test_run(m, 50 * NSEC_PER_MSEC);
	return m;
}

typedef void (*write_fn)(FILE *file, const struct machine *m, const struct trace_record *r);

/* The text that @write makes of the first record of @kind; to be freed. */
static char *text_of(struct trace_store *store, const struct machine *m, u16 kind, write_fn write)
{
	char *text = NULL;
	char *copy;
	size_t size;
	FILE *file = open_memstream(&text, &size);
	u64 i;

	for (i = 0; i < trace_store_count(store); i++) {
		if (trace_store_get(store, i)->kind != kind)
			continue;
		write(file, m, trace_store_get(store, i));
		break;
	}
	fclose(file);
	copy = strdup(text);
	free(text);
	return copy;
}

static void write_json(FILE *file, const struct machine *m, const struct trace_record *r)
{
	assert_true(trace_write_json(file, m, r));
}

static void test_ftrace_text(void **state)
{
	struct trace_store *store = trace_store_new();
	struct machine *m = busy_machine(store);
	char *text = text_of(store, m, EVENT_timer_start, trace_write_ftrace);
	char expected[400];
	u64 j = INITIAL_JIFFIES_OF(250);

	(void)state;
	snprintf(expected, sizeof(expected),
		 "timer_start: timer=t1 function=%s expires=%llu [timeout=3] "
		 "bucket_expiry=%llu cpu=0 idx=%llu flags=\n",
		 trace_function_name(m, (u32)trace_store_get(store, 1)->arg[1]),
		 (unsigned long long)j + 3, (unsigned long long)j + 4,
		 (unsigned long long)(j + 4) % 64);
	assert_non_null(strstr(text, expected));
	assert_memory_equal(text, "          <idle>-0       [000] ", 31);
	assert_memory_equal(text + 36, "     0.000000: ", 15);
	free(text);
	text = text_of(store, m, EVENT_softirq_raise, trace_write_ftrace);
	assert_non_null(strstr(text, "softirq_raise: vec=1 [action=TIMER]\n"));
	free(text);
	machine_free(m);
	trace_store_free(store);
}

static void test_event_json(void **state)
{
	struct trace_store *store = trace_store_new();
	struct machine *m = busy_machine(store);
	char *text = text_of(store, m, EVENT_timer_expire_entry, write_json);
	json_t *line = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
	json_t *fields = json_object_get(line, "fields");

	(void)state;
	assert_non_null(line);
	assert_string_equal(json_string_value(json_object_get(line, "event")),
			    "timer_expire_entry");
	assert_string_equal(json_string_value(json_object_get(line, "context")), "softirq");
	assert_string_equal(json_string_value(json_object_get(fields, "timer")), "t1");
	assert_int_equal(json_integer_value(json_object_get(fields, "now")),
			 INITIAL_JIFFIES_OF(250) + 4);
	assert_int_equal(json_integer_value(json_object_get(line, "time")), 16 * NSEC_PER_MSEC);
	assert_int_equal(strchr(text, '\n') - text + 1, strlen(text));
	json_decref(line);
	free(text);
	machine_free(m);
	trace_store_free(store);
}

/* Every record has a line in each form, and the order of keys is fixed. */
static void test_every_record_is_a_line(void **state)
{
	struct trace_store *store = trace_store_new();
	struct machine *m = busy_machine(store);
	char *text = NULL;
	size_t size;
	u64 i;

	(void)state;
	assert_true(trace_store_count(store) > 20);
	for (i = 0; i < trace_store_count(store); i++) {
		FILE *file = open_memstream(&text, &size);
		json_t *line;

		assert_true(trace_write_json(file, m, trace_store_get(store, i)));
		fclose(file);
		line = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
		assert_non_null(line);
		assert_memory_equal(text, "{\"number\":", 10);
		json_decref(line);
		free(text);
	}
	machine_free(m);
	trace_store_free(store);
}

/* --- JSON ---------------------------------------------------------------- */

static void test_json_text(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);
	struct json_out *out = json_out_new(file, false);

	(void)state;
	json_put_object(out);
	json_put_key(out, "a\"b");
	json_put_string(out, "tab\t nl\n \x01 back\\ \xc3\xa9 \xff\xc0\xaf \xed\xa0\x80");
	json_put_key(out, "n");
	json_put_array(out);
	json_put_u64(out, UINT64_MAX);
	json_put_s64(out, INT64_MIN);
	json_put_mask(out, 0xdeadbeefcafef00dull);
	json_put_null(out);
	json_put_array(out);
	json_put_end(out);
	json_put_object(out);
	json_put_end(out);
	json_put_end(out);
	json_put_end(out);
	assert_true(json_out_end(out));
	fclose(file);
	assert_string_equal(text, "{\"a\\\"b\":\"tab\\t nl\\n \\u0001 back\\\\ \xc3\xa9 "
				  "\\ufffd\\ufffd\\ufffd \\ufffd\\ufffd\\ufffd\","
				  "\"n\":[18446744073709551615,-9223372036854775808,"
				  "\"0xdeadbeefcafef00d\",null,[],{}]}");
	free(text);
}

static void test_json_notices_a_full_disk(void **state)
{
	FILE *file = fopen("/dev/full", "w");
	struct json_out *out;
	u32 i;

	(void)state;
	if (!file)
		skip();
	out = json_out_new(file, true);
	json_put_array(out);
	for (i = 0; i < 100000; i++)
		json_put_u64(out, i);
	assert_false(json_out_end(out));
	fclose(file);
}

static char *result_text(struct machine *m)
{
	const struct expectation_result expectations[] = {
		{ "fired(t1).at == 16ms", 3, true, true, 16000000, 120, NULL },
		{ "pending(far)", 4, false, false, 0, 0, "never reached" },
	};
	const struct json_result result = { m, 1, "an expectation failed", expectations, 2 };
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	assert_true(json_write_result(file, &result));
	fclose(file);
	return text;
}

static json_t *parse(char *text)
{
	json_error_t error;
	json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &error);

	if (!json)
		fail_msg("line %d: %s", error.line, error.text);
	return json;
}

static void test_result_can_be_read_back(void **state)
{
	struct trace_store *store = trace_store_new();
	struct machine *m = busy_machine(store);
	char *text = result_text(m), *again = result_text(m);
	json_t *result = parse(text), *at, *timer;

	(void)state;
	assert_string_equal(text, again);
	at = json_object_get(result, "state");
	assert_int_equal(json_integer_value(json_object_get(at, "now")), m->now);
	timer = json_object_get(json_object_get(at, "timer"), "far");
	assert_true(json_is_true(json_object_get(timer, "pending")));
	assert_int_equal(json_integer_value(json_object_get(timer, "cpu")), 1);
	assert_int_equal(json_array_size(json_object_get(at, "cpu")), 2);
	at = json_object_get(result, "expectations");
	assert_int_equal(json_array_size(at), 2);
	assert_true(json_is_null(json_object_get(json_array_get(at, 1), "at")));
	json_decref(result);
	free(text);
	free(again);
	machine_free(m);
	trace_store_free(store);
}

static void test_result_without_machine(void **state)
{
	char *text = result_text(NULL);
	json_t *result = parse(text);

	(void)state;
	assert_true(json_is_null(json_object_get(result, "state")));
	json_decref(result);
	free(text);
}

/* --- the schema ---------------------------------------------------------- */

static json_t *definition(json_t *schema, const char *ref)
{
	json_t *found;

	assert_memory_equal(ref, "#/$defs/", 8);
	found = json_object_get(json_object_get(schema, "$defs"), ref + 8);
	if (!found)
		fail_msg("%s is not defined", ref);
	return found;
}

/* Everything that is referred to is defined. */
static void check_refs(json_t *schema, json_t *at)
{
	const char *key;
	json_t *value;
	size_t i;

	json_object_foreach(at, key, value) {
		if (!strcmp(key, "$ref"))
			definition(schema, json_string_value(value));
		check_refs(schema, value);
	}
	json_array_foreach(at, i, value)
		check_refs(schema, value);
}

/* An object has exactly the members that its definition requires. */
static void check_members(json_t *schema, const char *ref, json_t *object)
{
	json_t *properties = json_object_get(definition(schema, ref), "properties");
	const char *key;
	json_t *value;

	assert_int_equal(json_object_size(object), json_object_size(properties));
	json_object_foreach(object, key, value) {
		if (!json_object_get(properties, key))
			fail_msg("%s has no %s", ref, key);
	}
}

static void test_schema(void **state)
{
	struct trace_store *store = trace_store_new();
	struct machine *m = busy_machine(store);
	char *schema_text = NULL, *text = result_text(m);
	size_t size;
	FILE *file = open_memstream(&schema_text, &size);
	json_t *schema, *result, *at;

	(void)state;
	assert_true(schema_write(file));
	fclose(file);
	schema = parse(schema_text);
	result = parse(text);
	check_refs(schema, schema);
	at = json_object_get(result, "state");
	check_members(schema, "#/$defs/machine", at);
	check_members(schema, "#/$defs/cpu", json_array_get(json_object_get(at, "cpu"), 0));
	check_members(schema, "#/$defs/configuration", json_object_get(result, "machine"));
	json_decref(schema);
	json_decref(result);
	free(schema_text);
	free(text);
	machine_free(m);
	trace_store_free(store);
}

/* --- files --------------------------------------------------------------- */

static bool file_is(const char *path, const char *expected)
{
	char text[100] = "";
	FILE *file = fopen(path, "r");

	if (!file)
		return false;
	if (!fgets(text, sizeof(text), file))
		text[0] = '\0';
	fclose(file);
	return !strcmp(text, expected);
}

static void test_outfile(void **state)
{
	char dir[] = "outfile-XXXXXX", path[64], link_path[64];
	struct outfile *out;
	struct stat st;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/file", dir);
	snprintf(link_path, sizeof(link_path), "%s/link", dir);
	assert_int_equal(symlink("file", link_path), 0);
	out = outfile_open(path);
	assert_non_null(out);
	fputs("one", outfile_stream(out));
	assert_int_not_equal(stat(path, &st), 0);
	assert_true(outfile_commit(out));
	assert_true(file_is(path, "one"));
	out = outfile_open(path);
	fputs("two", outfile_stream(out));
	outfile_abort(out);
	assert_true(file_is(path, "one"));
	out = outfile_open(link_path);
	fputs("three", outfile_stream(out));
	assert_true(outfile_commit(out));
	assert_true(file_is(path, "three"));
	assert_int_equal(lstat(link_path, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_null(outfile_open(dir));
	assert_null(outfile_open("no/such/folder/file"));
	unlink(link_path);
	unlink(path);
	/* nothing else is left behind */
	assert_int_equal(rmdir(dir), 0);
}

/* --- texts --------------------------------------------------------------- */

static void test_value_texts(void **state)
{
	char buf[VALUE_MAX];

	(void)state;
	assert_string_equal(value_time(1234567890, buf), "1.234567890 s");
	assert_string_equal(value_time(KTIME_MAX, buf), "never");
	assert_string_equal(value_duration(4000000, buf), "4 ms");
	assert_string_equal(value_duration(1500000, buf), "1500 us");
	assert_string_equal(value_duration(0, buf), "0 ns");
	assert_string_equal(value_duration(3 * NSEC_PER_SEC, buf), "3 s");
}

/* No line of the wheel is wider than a terminal. */
static void check_width(const char *text)
{
	size_t len;

	for (; *text; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		if (len > 80)
			fail_msg("%zu columns: %.*s", len, (int)len, text);
	}
}

static void test_show(void **state)
{
	struct trace_store *store = trace_store_new();
	struct machine *m = busy_machine(store);
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	(void)state;
	show_wheel(file, m, 0, SHOW_ALL_BASES);
	show_wheel(file, m, 0, BASE_GLOBAL);
	show_wheel(file, m, 7, BASE_GLOBAL);
	show_timers(file, m);
	show_cpus(file, m);
	show_locks(file, m);
	show_tasks(file, m);
	show_softirqs(file, m);
	assert_true(show_stack(file, m, 0));
	assert_false(show_stack(file, m, 9));
	fclose(file);
	check_width(text);
	assert_non_null(strstr(text, "base local: 1 timer;"));
	assert_non_null(strstr(text, "No timers here."));
	assert_non_null(strstr(text, "CPU 7 has no wheels"));
	if (getenv("SHOW"))
		fputs(text, stderr);
	free(text);
	file = open_memstream(&text, &size);
	show_events(file, m, store, EVENT_NR, 10);
	show_state(file, m, &machine_type, m, 3);
	fclose(file);
	assert_non_null(strstr(text, "irqs_on"));
	if (getenv("SHOW"))
		fputs(text, stderr);
	free(text);
	machine_free(m);
	trace_store_free(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_store_keeps_records),
		cmocka_unit_test(test_store_goes_back),
		cmocka_unit_test(test_store_notices_gaps),
		cmocka_unit_test(test_store_has_a_limit),
		cmocka_unit_test(test_store_streams_each_record_once),
		cmocka_unit_test(test_ftrace_text),
		cmocka_unit_test(test_event_json),
		cmocka_unit_test(test_every_record_is_a_line),
		cmocka_unit_test(test_json_text),
		cmocka_unit_test(test_json_notices_a_full_disk),
		cmocka_unit_test(test_result_can_be_read_back),
		cmocka_unit_test(test_result_without_machine),
		cmocka_unit_test(test_schema),
		cmocka_unit_test(test_outfile),
		cmocka_unit_test(test_value_texts),
		cmocka_unit_test(test_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
