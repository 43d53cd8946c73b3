/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The memory of the screen: see memo.h.  A hash table with open addressing that
 * doubles when it is half full; entries are never removed, for a key that is
 * not shown any more costs 32 bytes and does no harm.
 */
#include "views/memo.h"

#include <stdlib.h>
#include <string.h>

struct entry {
	u64 key;
	u64 value, before;		/* now, and before the last move */
	u32 shown, shown_before;	/* the generations of both; 0: never */
};

struct memo {
	struct entry *entry;
	u32 size, used;			/* size is a power of 2 */
	u32 generation;			/* 1.. */
};

struct memo *memo_new(void)
{
	struct memo *memo = calloc(1, sizeof(*memo));

	if (memo)
		memo->generation = 1;
	return memo;
}

void memo_free(struct memo *memo)
{
	if (memo)
		free(memo->entry);
	free(memo);
}

void memo_advance(struct memo *memo)
{
	if (memo)
		memo->generation++;
}

u64 memo_hash(const void *data, size_t len)
{
	const u8 *byte = data;
	u64 hash = 0xcbf29ce484222325u;
	size_t i;

	for (i = 0; i < len; i++)
		hash = (hash ^ byte[i]) * 0x100000001b3u;
	return hash;
}

u64 memo_key(const char *text, u64 number)
{
	return (memo_hash(text, strlen(text)) ^ number) *
		       0x9e3779b97f4a7c15u | 1;
}

/* Where @key is or would be. */
static struct entry *find(struct entry *table, u32 size, u64 key)
{
	u32 i = (u32)(key >> 32) & (size - 1);

	while (table[i].key && table[i].key != key)
		i = (i + 1) & (size - 1);
	return &table[i];
}

static bool grow(struct memo *memo)
{
	u32 size = memo->size ? 2 * memo->size : 1024;
	struct entry *table = calloc(size, sizeof(*table));
	u32 i;

	if (!table)
		return false;
	for (i = 0; i < memo->size; i++)
		if (memo->entry[i].key)
			*find(table, size, memo->entry[i].key) =
				memo->entry[i];
	free(memo->entry);
	memo->entry = table;
	memo->size = size;
	return true;
}

bool memo_changed(struct memo *memo, u64 key, u64 value)
{
	struct entry *entry;

	if (!memo || (2 * memo->used >= memo->size && !grow(memo)))
		return false;
	key |= !key;			/* 0 marks a free entry */
	entry = find(memo->entry, memo->size, key);
	memo->used += !entry->key;
	entry->key = key;
	if (entry->shown != memo->generation) {
		entry->before = entry->value;
		entry->shown_before = entry->shown;
		entry->shown = memo->generation;
	}
	entry->value = value;
	return entry->shown_before && entry->value != entry->before &&
	       entry->shown_before == memo->generation - 1;
}
