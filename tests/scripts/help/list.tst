# SPDX-License-Identifier: GPL-3.0-or-later
# All words of the field, each with its first sentence.
help topics
