/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * timerscope --verify: do our wheel and our hrtimers do what a real kernel's did?
 *
 * Prints one line a recording, the first differences, and a total.  Returns
 * the exit code: 0 if everything that was compared agrees, 1 if something
 * differs, 2 if a file cannot be used.
 */
#ifndef VERIFY_H
#define VERIFY_H

int verify_main(int nr_files, char **files);

#endif
