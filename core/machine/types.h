/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The fixed-width types and the few small helpers that all of core/ shares.
 *
 * core/ is freestanding: it includes nothing but the compiler's own headers,
 * so that no clock, no random source and no printf can slip into the model.
 */
#ifndef MACHINE_TYPES_H
#define MACHINE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint8_t u8;
typedef uint16_t u16;
typedef uint32_t u32;
typedef uint64_t u64;
typedef int8_t s8;
typedef int16_t s16;
typedef int32_t s32;
typedef int64_t s64;

/* Marks what happens in one piece: stepify leaves such functions alone. */
#define notrace

#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define container_of(ptr, type, member) \
	((type *)(void *)((char *)(ptr) - offsetof(type, member)))
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define READ_ONCE(x) (*(const volatile __typeof__(x) *)&(x))
#define WRITE_ONCE(x, v) (*(volatile __typeof__(x) *)&(x) = (v))
#define BIT(n) (1u << (n))
#define BIT_ULL(n) (1ull << (n))

#define KTIME_MAX INT64_MAX	/* the end of time, in ns; also "never" */
#define NSEC_PER_SEC 1000000000ull
#define NSEC_PER_MSEC 1000000ull
#define NSEC_PER_USEC 1000ull

/* What a freed object is filled with (the kernel's POISON_FREE). */
#define POISON_FREE 0x6b

#endif
