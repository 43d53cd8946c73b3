/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Interned strings: a hash table of texts inside the arena.
 *
 *	bucket[h] -> | next | text, NUL | -> | next | text, NUL | -> 0
 *	             |      ^ the id: this byte's offset from the arena's base
 *
 * Texts lie one behind the other in blocks and are never freed: the same name
 * is wanted again, and records of the trace refer to it for ever.  A short
 * name costs its length plus 5 bytes, rounded up to 4, and 2 to 4 bytes of
 * bucket; a million names of 8 letters fit into 20 MiB.
 *
 * The hash is FNV-1a over the bytes, so chains are equal on every host.
 */
#include "machine/strings.h"

#define STRINGS_FIRST_BUCKETS 256u
#define STRINGS_PER_BUCKET 2u
#define STRINGS_BLOCK 4096u
#define STRINGS_LONG 1024u	/* longer texts get a block of their own */

struct string_entry {
	u32 next;			/* id of the next in the chain */
	char text[];
};

struct string_table {
	u32 nr;
	u32 nr_buckets;			/* a power of 2 */
	u32 *bucket;
	u8 *block;			/* where the next text goes */
	u32 block_left;
};

u64 text_length(const char *text)
{
	u64 len = 0;

	while (text[len])
		len++;
	return len;
}

bool text_equal(const char *a, const char *b)
{
	while (*a && *a == *b) {
		a++;
		b++;
	}
	return *a == *b;
}

u32 text_add(char *buf, u32 size, u32 at, const char *text)
{
	if (!size)
		return at;
	while (*text && at + 1 < size)
		buf[at++] = *text++;
	if (at < size)
		buf[at] = '\0';
	return at;
}

u32 text_add_u64(char *buf, u32 size, u32 at, u64 value)
{
	char digits[24];
	u32 i = sizeof(digits);

	digits[--i] = '\0';
	do {
		digits[--i] = (char)('0' + value % 10);
		value /= 10;
	} while (value);
	return text_add(buf, size, at, digits + i);
}

static u32 text_hash(const char *text, u64 len)
{
	u32 hash = 2166136261u;
	u64 i;

	for (i = 0; i < len; i++)
		hash = (hash ^ (u8)text[i]) * 16777619u;
	return hash ^ hash >> 15;
}

static struct string_entry *entry_of(const struct machine *m, u32 id)
{
	return (struct string_entry *)(void *)
		(m->base + id - offsetof(struct string_entry, text));
}

const char *string_text(const struct machine *m, u32 id)
{
	return id ? (const char *)m->base + id : "";
}

/* Is the entry's text exactly these @len bytes? */
static bool entry_is(const struct string_entry *entry, const char *text,
		     u64 len)
{
	u64 i;

	for (i = 0; i < len; i++) {
		if (entry->text[i] != text[i] || !text[i])
			return false;
	}
	return !entry->text[len];
}

int strings_init(struct machine *m)
{
	struct string_table *table = machine_alloc(m, sizeof(*table));

	if (!table)
		return -1;
	table->nr_buckets = STRINGS_FIRST_BUCKETS;
	table->bucket = machine_alloc(m, table->nr_buckets * sizeof(u32));
	m->strings = table;
	return table->bucket ? 0 : -1;
}

u32 string_lookup(const struct machine *m, const char *text, u64 len)
{
	const struct string_table *table = m->strings;
	u32 hash = text_hash(text, len);
	u32 id = table->bucket[hash & (table->nr_buckets - 1)];

	while (id && !entry_is(entry_of(m, id), text, len))
		id = entry_of(m, id)->next;
	return id;
}

/* Twice the buckets; when memory is short, chains just grow longer. */
static void grow(struct machine *m, struct string_table *table)
{
	u32 nr = table->nr_buckets * 2;
	u32 *bucket = machine_alloc(m, (u64)nr * sizeof(u32));
	u32 i;

	if (!bucket)
		return;
	for (i = 0; i < table->nr_buckets; i++) {
		u32 id = table->bucket[i];

		while (id) {
			struct string_entry *entry = entry_of(m, id);
			u32 next = entry->next;
			u32 h = text_hash(entry->text,
					  text_length(entry->text)) & (nr - 1);

			entry->next = bucket[h];
			bucket[h] = id;
			id = next;
		}
	}
	machine_release(m, table->bucket,
			(u64)table->nr_buckets * sizeof(u32));
	table->bucket = bucket;
	table->nr_buckets = nr;
}

/* Room for an entry of @bytes, a multiple of 4. */
static void *take(struct machine *m, struct string_table *table, u64 bytes)
{
	void *place;

	if (bytes > STRINGS_LONG)
		return machine_alloc(m, bytes);
	if (bytes > table->block_left) {
		table->block = machine_alloc(m, STRINGS_BLOCK);
		table->block_left = table->block ? STRINGS_BLOCK : 0;
		if (!table->block)
			return NULL;
	}
	place = table->block;
	table->block += bytes;
	table->block_left -= (u32)bytes;
	return place;
}

u32 string_intern(struct machine *m, const char *text, u64 len)
{
	struct string_table *table = m->strings;
	struct string_entry *entry;
	u32 id = string_lookup(m, text, len);
	u32 *head;
	u64 offset;

	if (id)
		return id;
	if (table->nr >= table->nr_buckets * STRINGS_PER_BUCKET)
		grow(m, table);
	entry = take(m, table, (sizeof(*entry) + len + 1 + 3) / 4 * 4);
	if (!entry)
		return 0;
	offset = (u64)((u8 *)entry->text - m->base);
	if (offset > UINT32_MAX)
		return 0;
	id = (u32)offset;
	__builtin_memcpy(entry->text, text, len);
	entry->text[len] = '\0';
	head = &table->bucket[text_hash(text, len) & (table->nr_buckets - 1)];
	entry->next = *head;
	*head = id;
	table->nr++;
	return id;
}
