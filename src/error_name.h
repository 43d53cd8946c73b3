/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of error numbers: those of core/linux/error_numbers.h that system calls
 * return (errno(3)).
 */
#ifndef ERROR_NAME_H
#define ERROR_NAME_H

#include "machine/machine.h"

/* "EINVAL" for 22; NULL for a number that no call returns. */
const char *error_name(s64 number);

/* 22 for "EINVAL"; 0 for what is no such name. */
s64 error_number(const char *name);

#endif
