/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The console: commands typed at a prompt, with editing, history and completion
 * (line.h).
 */
#ifndef CONSOLE_H
#define CONSOLE_H

#include "front.h"

/* Read and execute commands until quit or the end of input. */
void console_run(struct front *front);

#endif
