/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text that grows in a buffer of somebody else's.  What does not fit is cut
 * off; it always ends with a NUL.
 */
#ifndef TEXT_H
#define TEXT_H

#include <stddef.h>

struct text {
	char *buf;
	size_t size;			/* of buf, at least 1 */
	size_t len;			/* of the text, less than size */
};

void text_say(struct text *text, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
