#!/bin/sh
# Finds a Python that fits and hands over to bundle/install_and_run.py. Without arguments it runs the demo;
# with arguments it runs sop-kit with them.
#
#   SOP_KIT_PYTHON=/a/path ./start.sh    use this Python
set -u
folder=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")" && pwd) || exit 1
unset PYTHONHOME PYTHONPATH
export PYTHONUTF8=1
# Programs that Python starts read the names of files by the locale, and C knows no Chinese.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in C | POSIX) export LC_ALL=C.UTF-8 ;; esac

if [ ! -f "$folder/bundle/install_and_run.py" ]; then
  echo "旁边缺少 bundle 文件夹。请先完整解压 ZIP，再从解压出来的文件夹启动。" >&2
  echo "The folder 'bundle' is not here. Unpack the whole ZIP first and start from the unpacked folder." >&2
  exit 1
fi

found=
try() {
  name=$1
  shift
  command -v "$name" >/dev/null 2>&1 || return 0
  # An old Python cannot read the script that judges it, and says nothing.
  if reason=$("$name" "$folder/bundle/python_fits.py" 2>/dev/null); then
    exec "$name" "$folder/bundle/install_and_run.py" "$@"
  fi
  found="$found
  ${reason:-$name: $("$name" --version 2>&1 | tail -n 1)}"
}
if [ -n "${SOP_KIT_PYTHON:-}" ]; then
  try "$SOP_KIT_PYTHON" "$@"
else
  for candidate in python3.14 python3.13 python3.12 python3.11 python3 python; do
    try "$candidate" "$@"
  done
fi

cat "$folder/bundle/no-python.txt" >&2
[ -z "$found" ] || echo "
找到的 Python / found:$found" >&2
exit 1
