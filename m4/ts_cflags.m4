# SPDX-License-Identifier: GPL-3.0-or-later
#
# TS_CFLAGS(VARIABLE, FLAGS): append to VARIABLE each of FLAGS that the
# compiler accepts. -Werror makes clang refuse what it does not know.

AC_DEFUN([TS_CFLAGS], [
  AC_LANG_ASSERT([C])
  for ts_flag in m4_normalize([$2]); do
    AS_VAR_PUSHDEF([ts_cache], [ts_cv_cflag_$ts_flag])
    AC_CACHE_CHECK([whether $CC accepts $ts_flag], [ts_cache], [
      ts_saved_CFLAGS=$CFLAGS
      # gcc accepts any -Wno-x silently: ask about the positive form.
      ts_try=`AS_ECHO(["$ts_flag"]) | sed 's/^-Wno-/-W/'`
      CFLAGS="$CFLAGS -Werror $ts_try"
      AC_COMPILE_IFELSE([AC_LANG_PROGRAM()],
        [AS_VAR_SET([ts_cache], [yes])],
        [AS_VAR_SET([ts_cache], [no])])
      CFLAGS=$ts_saved_CFLAGS])
    AS_VAR_IF([ts_cache], [yes], [$1="$$1 $ts_flag"])
    AS_VAR_POPDEF([ts_cache])
  done
])
