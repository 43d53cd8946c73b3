/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bitmaps in arrays of 64-bit words (include/linux/bitops.h, find.h).
 * Notrace: finding a bit is one instruction or a few on real hardware.
 */
#ifndef LIB_BITMAP_H
#define LIB_BITMAP_H

#include "machine/types.h"

#define BITS_TO_WORDS(n) (((n) + 63) / 64)

static inline notrace void __set_bit(u32 nr, u64 *map)
{
	map[nr / 64] |= BIT_ULL(nr % 64);
}

static inline notrace void __clear_bit(u32 nr, u64 *map)
{
	map[nr / 64] &= ~BIT_ULL(nr % 64);
}

static inline notrace bool test_bit(u32 nr, const u64 *map)
{
	return map[nr / 64] >> (nr % 64) & 1;
}

static inline notrace bool __test_and_clear_bit(u32 nr, u64 *map)
{
	bool old = test_bit(nr, map);

	__clear_bit(nr, map);
	return old;
}

/* First set bit in [start, end), or @end when there is none. */
static inline notrace u32 find_next_bit(const u64 *map, u32 end, u32 start)
{
	u32 word = start / 64;
	u64 bits;
	u32 bit;

	if (start >= end)
		return end;
	bits = map[word] & (~0ull << (start % 64));
	while (!bits) {
		word++;
		if (word * 64 >= end)
			return end;
		bits = map[word];
	}
	bit = word * 64 + (u32)__builtin_ctzll(bits);
	return bit < end ? bit : end;
}

#endif
