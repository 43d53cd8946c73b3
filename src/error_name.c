/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of error numbers: see error_name.h.
 */
#include "error_name.h"

#include <string.h>

#include "linux/error_numbers.h"

#define ERROR(name) { #name, name }
static const struct {
	const char *name;
	s64 number;
} errors[] = {
	ERROR(EPERM), ERROR(ESRCH), ERROR(EINTR), ERROR(EBADF), ERROR(ECHILD), ERROR(EAGAIN),
	ERROR(ENOMEM), ERROR(EACCES), ERROR(EFAULT), ERROR(EBUSY), ERROR(EINVAL), ERROR(EMFILE),
	ERROR(EDEADLK), ERROR(ENOSYS), ERROR(EOPNOTSUPP), ERROR(ETIMEDOUT), ERROR(ECANCELED),
	{ "ENOTSUP", EOPNOTSUPP },
};

const char *error_name(s64 number)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		if (errors[i].number == number)
			return errors[i].name;
	}
	return NULL;
}

s64 error_number(const char *name)
{
	u32 i;

	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		if (!strcmp(errors[i].name, name))
			return errors[i].number;
	}
	return 0;
}
