/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Conversions to jiffies, and rounding of jiffies.
 *
 * The conversions take no step: the compiler folds most of them in a kernel.
 */
#include "linux/jiffies.h"

#define MSEC_PER_SEC 1000u
#define USEC_PER_SEC 1000000u

static notrace u64 divide_up(u64 a, u64 b)
{
	return (a + b - 1) / b;
}

/* A negative int in the kernel means "very long", hence the limit. */
notrace u64 msecs_to_jiffies(u32 hz, u64 ms)
{
	if (ms > INT32_MAX)
		return MAX_JIFFY_OFFSET;
	return divide_up(ms * hz, MSEC_PER_SEC);
}

/* HZ 300 divides no second into whole microseconds: there the product goes
 * round before it is divided, in the kernel too. */
notrace u32 jiffies_to_usecs(u32 hz, u64 j)
{
	if (USEC_PER_SEC % hz)
		return (u32)(j * (USEC_PER_SEC / 100) / (hz / 100));
	return (u32)(j * (USEC_PER_SEC / hz));
}

/* The limit is what the kernel compares with: MAX_JIFFY_OFFSET in us, cut to
 * 32 bits.  It lies near 4294 s, but at HZ 300 near 1431 s. */
notrace u64 usecs_to_jiffies(u32 hz, u64 us)
{
	if (us > jiffies_to_usecs(hz, MAX_JIFFY_OFFSET))
		return MAX_JIFFY_OFFSET;
	return divide_up(us * hz, USEC_PER_SEC);
}

/* How many bits of fraction a second's worth of jiffies has in the fixed point
 * arithmetic below: as many as leave the whole below 2^32. */
static notrace u32 sec_jiffie_shift(u32 hz)
{
	u64 per_sec = (NSEC_PER_SEC << 2) / tick_nsec(hz);
	u32 shift_hz = 7;
	u32 shift;

	while (hz >= 3u << shift_hz >> 1)
		shift_hz++;
	shift = 31 - shift_hz;
	if (!(per_sec << (shift - 2) & 0x80000000u))
		shift++;
	return shift;
}

/* Multiplies by reciprocals, as the kernel does: exact for what a program can
 * reasonably ask for. */
notrace u64 timespec64_to_jiffies(u32 hz, u64 sec, u64 nsec)
{
	u64 tick = tick_nsec(hz);
	u32 shift = sec_jiffie_shift(hz);
	u64 max_sec = (MAX_JIFFY_OFFSET >> shift) * tick / NSEC_PER_SEC - 1;
	u64 per_sec = divide_up(NSEC_PER_SEC << shift, tick);
	u64 per_nsec = divide_up(1ull << (shift + 29), tick);

	nsec += tick - 1;
	if (sec >= max_sec) {
		sec = max_sec;
		nsec = 0;
	}
	return (sec * per_sec + (nsec * per_nsec >> 29)) >> shift;
}

/* Rounded as if CPU @cpu's seconds began 3 * @cpu jiffies earlier. */
static u64 round_jiffies_common(u64 j, u32 cpu, bool force_up)
{
	u64 original = j;
	u64 rem;

	j += cpu * 3;
	rem = j % HZ;
	j -= rem;
	if (rem >= HZ / 4 || force_up)
		j += HZ;
	j -= cpu * 3;
	return time_after(j, jiffies) ? j : original;
}

u64 round_jiffies(u64 j)
{
	return round_jiffies_common(j, smp_processor_id(), false);
}

u64 round_jiffies_up(u64 j)
{
	return round_jiffies_common(j, smp_processor_id(), true);
}

/* jiffies may change while this runs: both sums use the same one. */
u64 round_jiffies_relative(u64 j)
{
	u64 j0 = jiffies;
	u64 rounded = round_jiffies_common(j + j0, smp_processor_id(), false);

	return rounded - j0;
}

u64 round_jiffies_up_relative(u64 j)
{
	u64 j0 = jiffies;
	u64 rounded = round_jiffies_common(j + j0, smp_processor_id(), true);

	return rounded - j0;
}
