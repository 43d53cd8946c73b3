/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "torture.h"
static void nothing(void)
{
}

/* Recursion. */
int second(int n)
{
	/* mark: deeper */
	if (n == 0) {
		nothing();
		return 0;
	}
	return n + second(n - 1); /* the last line lacks its newline */
}