/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading state through its tables.
 *
 * A field is read in one of three ways: at its offset, by its get(), or, for
 * texts, by its text().  Everything that readers need more than once is here:
 * a scalar's value, an element's key, and the digest.
 *
 * The digest tells whether two machines are the same.  It never looks at raw
 * bytes of a struct, because padding, freed memory and addresses differ from
 * run to run, and at nothing that depends on the compiler.  What it hashes:
 *
 *	scalar          8 bytes, lowest first
 *	string, text    its length, then its bytes
 *	struct          1 and its fields, or 0 when there is none
 *	list            for each element 1, its key, its fields; then 0
 */
#include "machine/state.h"

#include "machine/machine.h"
#include "machine/strings.h"

#define FNV_OFFSET 0xcbf29ce484222325ull
#define FNV_PRIME 0x100000001b3ull

void state_use(struct machine *m)
{
	hot.machine = m;
}

bool state_readable(const void *memory, u64 size)
{
	const struct machine *m = hot.machine;
	u64 offset = (u64)(uintptr_t)memory - (u64)(uintptr_t)m->base;
	u64 stacks = (u64)m->stack_high * m->stack_size;

	if (offset < m->heap_used)
		return size <= m->heap_used - offset;
	if (offset < m->heap_max || offset - m->heap_max >= stacks)
		return false;
	return size <= stacks - (offset - m->heap_max);
}

/* A signed or unsigned integer of 1, 2, 4 or 8 bytes. */
static u64 read_integer(const void *at, u32 size, bool is_signed)
{
	switch (size) {
	case 1:
		return is_signed ? (u64)*(const s8 *)at : *(const u8 *)at;
	case 2:
		return is_signed ? (u64)*(const s16 *)at : *(const u16 *)at;
	case 4:
		return is_signed ? (u64)*(const s32 *)at : *(const u32 *)at;
	default:
		return *(const u64 *)at;
	}
}

u64 state_value(const struct state_field *field, const void *object)
{
	if (field->get)
		return field->get(object);
	return read_integer((const char *)object + field->offset, field->size,
			    field->kind == STATE_INT);
}

u64 state_text(const struct state_field *field, const void *object,
	       const char **start)
{
	u64 len = 0;

	if (field->text)
		return field->text(object, start);
	*start = (const char *)object + field->offset;
	while (len < field->size && (*start)[len])
		len++;
	return len;
}

const void *state_struct(const struct state_field *field, const void *object)
{
	if (field->follow)
		return field->follow(object);
	return (const char *)object + field->offset;
}

/* Is the NUL-terminated @a the same as @len bytes at @b? */
static bool same_name(const char *a, const char *b, u64 len)
{
	u64 i;

	for (i = 0; i < len; i++) {
		if (a[i] != b[i] || !a[i])
			return false;
	}
	return !a[len];
}

const struct state_field *state_find(const struct state_type *type,
				     const char *name, u64 len)
{
	u32 i;

	for (i = 0; i < type->nr_fields; i++) {
		if (same_name(type->fields[i].name, name, len))
			return &type->fields[i];
	}
	return NULL;
}

/* Brent's way to find a circle: @mark waits while we run on, twice as far each
 * time, until we meet it.  Returns the circle's length, 0 if there is none. */
static u64 circle_length(const void *(*next)(const void *object,
					     const void *prev),
			 const void *object)
{
	const void *mark = next(object, NULL);
	const void *at = mark;
	u64 power = 1;
	u64 length = 0;

	while (at) {
		at = next(object, at);
		length++;
		if (at && at == mark)
			return length;
		if (length == power) {
			mark = at;
			power *= 2;
			length = 0;
		}
	}
	return 0;
}

/* Two who walk a circle's length apart meet where it begins. */
u64 state_circle(const void *(*next)(const void *object, const void *prev),
		 const void *object)
{
	u64 length = circle_length(next, object);
	const void *ahead = NULL;
	const void *at = NULL;
	u64 i;

	if (!length)
		return UINT64_MAX;
	for (i = 0; i <= length; i++)
		ahead = next(object, ahead);
	at = next(object, NULL);
	for (i = length; at != ahead; i++) {
		at = next(object, at);
		ahead = next(object, ahead);
	}
	return i;
}

struct state_walk state_walk(const struct state_field *field,
			     const void *object)
{
	struct state_walk walk = { field, object, NULL, UINT64_MAX };

	if (field->bends)
		walk.left = state_circle(field->next, object);
	return walk;
}

const void *state_walk_next(struct state_walk *walk)
{
	if (!walk->left)
		return NULL;
	walk->left--;
	walk->element = walk->field->next(walk->object, walk->element);
	return walk->element;
}

const char *state_key(const struct state_field *field, const void *object,
		      const void *element, u64 position, char *buf)
{
	u64 key = position;

	if (field->key)
		key = field->key(object, element);
	if (field->key_names && key < field->nr_names)
		return field->key_names[key];
	if (field->key_is_string && !(key & STATE_KEY_NUMBER))
		return string_text(hot.machine, (u32)key);
	if (field->key_is_string)
		key &= ~STATE_KEY_NUMBER;
	text_add_u64(buf, STATE_KEY_MAX, 0, key);
	return buf;
}

const void *state_element(const struct state_field *field, const void *object,
			  const char *key, u64 len)
{
	struct state_walk walk = state_walk(field, object);
	const void *element;
	char buf[STATE_KEY_MAX];
	const char *text;
	u64 i;

	for (i = 0;; i++) {
		element = state_walk_next(&walk);
		if (!element)
			return NULL;
		text = state_key(field, object, element, i, buf);
		if (same_name(text, key, len))
			return element;
	}
}

static u64 hash_byte(u64 hash, u8 byte)
{
	return (hash ^ byte) * FNV_PRIME;
}

/* A product carries what changes up, never down: fold it back. */
static u64 hash_u64(u64 hash, u64 value)
{
	hash = (hash ^ value) * FNV_PRIME;
	return hash ^ hash >> 29;
}

static u64 hash_bytes(u64 hash, const char *text, u64 len)
{
	u64 i;

	hash = hash_u64(hash, len);
	for (i = 0; i < len; i++)
		hash = hash_byte(hash, (u8)text[i]);
	return hash;
}

static u64 hash_string(u64 hash, const char *text)
{
	return hash_bytes(hash, text, text_length(text));
}

static u64 hash_struct(u64 hash, const struct state_type *type,
		       const void *object);

static u64 hash_list(u64 hash, const struct state_field *field,
		     const void *object)
{
	struct state_walk walk = state_walk(field, object);
	const void *element;
	char buf[STATE_KEY_MAX];
	u64 i;

	for (i = 0;; i++) {
		element = state_walk_next(&walk);
		if (!element)
			return hash_byte(hash, 0);
		if (field->key)
			hash = hash_string(hash, state_key(field, object,
							   element, i, buf));
		hash = hash_struct(hash, field->type, element);
	}
}

static u64 hash_field(u64 hash, const struct state_field *field,
		      const void *object)
{
	const char *text;
	u64 value;

	switch (field->kind) {
	case STATE_STRUCT:
		return hash_struct(hash, field->type,
				   state_struct(field, object));
	case STATE_LIST:
		return hash_list(hash, field, object);
	case STATE_TEXT:
		value = state_text(field, object, &text);
		return hash_bytes(hash, text, value);
	case STATE_STRING:
		value = state_value(field, object);
		return hash_string(hash, string_text(hot.machine, (u32)value));
	default:
		return hash_u64(hash, state_value(field, object));
	}
}

static u64 hash_struct(u64 hash, const struct state_type *type,
		       const void *object)
{
	u32 i;

	if (!object)
		return hash_byte(hash, 0);
	hash = hash_byte(hash, 1);
	for (i = 0; i < type->nr_fields; i++) {
		if (!type->fields[i].hidden)
			hash = hash_field(hash, &type->fields[i], object);
	}
	return hash;
}

u64 state_digest(const struct state_type *type, const void *object)
{
	return hash_struct(FNV_OFFSET, type, object);
}
