/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The JSON Schema (2020-12) of what timerscope writes, made from the same
 * tables as the exports, so that the two cannot differ.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

#include <stdbool.h>
#include <stdio.h>

/* Write the schema: its root is the document of --json; each line of --events follows
 * #/$defs/event.  false: writing failed; errno tells why. */
bool schema_write(FILE *file);

#endif
