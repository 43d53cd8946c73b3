/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that grow: see text.h.
 */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>

void text_say(struct text *text, const char *format, ...)
{
	size_t left = text->size - text->len;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text->buf + text->len, left, format, args);
	va_end(args);
	if (n > 0)
		text->len += (size_t)n < left ? (size_t)n : left - 1;
}
