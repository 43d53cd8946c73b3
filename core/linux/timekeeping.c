/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Timekeeping: see timekeeping.h.
 */
#include "linux/timekeeping.h"

#include "linux/kernel.h"

ktime_t ktime_get(void)
{
	return (ktime_t)machine_now();
}

ktime_t ktime_get_real(void)
{
	return (ktime_t)machine_now();
}

ktime_t ktime_get_boottime(void)
{
	return (ktime_t)machine_now();
}

ktime_t ktime_get_clocktai(void)
{
	return (ktime_t)machine_now();
}

ktime_t ktime_get_update_offsets_now(u32 *cwsseq, ktime_t *offs_real,
				     ktime_t *offs_boot, ktime_t *offs_tai)
{
	*cwsseq = 0;
	*offs_real = 0;
	*offs_boot = 0;
	*offs_tai = 0;
	return (ktime_t)machine_now();
}

bool timekeeping_valid_for_hres(void)
{
	return true;
}

u64 timekeeping_max_deferment(void)
{
	return KTIME_MAX;
}

int do_settimeofday64(const struct timespec64 *ts)
{
	(void)ts;
	return 0;
}
