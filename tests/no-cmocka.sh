#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in for the C unit tests where configure did not find cmocka.
echo '1..0 # SKIP cmocka was not found: the C unit tests are not built'
