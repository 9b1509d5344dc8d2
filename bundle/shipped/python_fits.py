"""Exit with 0 if this Python can install the wheels beside this file; else say why not. The start scripts ask it."""

import json
import os
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any

OLDEST_GLIBC = (2, 28)


def why_not(facts: Mapping[str, Any], *, version: str, platform: str, glibc: str | None, threads: bool) -> str:
    """Return why a Python cannot use the bundle, in both languages; nothing if it can."""
    pythons = facts["pythons"]
    if version not in pythons:
        return f"Python {version}：版本不在 {'、'.join(pythons)} 之列 / version is none of {', '.join(pythons)}"
    if platform != facts["platform"]:
        return f"Python {version} ({platform})：需要 {facts['platform']} / must be {facts['platform']}"
    if threads:
        return f"Python {version}：是 free-threaded 构建，请用普通构建 / is a free-threaded build; use the usual one"
    if glibc is not None and _numbers(glibc) < OLDEST_GLIBC:
        return (
            f"Python {version}：系统的 glibc 太旧，需要 2.28 以上 / the system's glibc is older than 2.28, or is none"
        )
    return ""


def main() -> int:
    """Judge the running Python."""
    facts = json.loads((Path(__file__).parent / "bundle.json").read_text(encoding="utf-8"))
    reason = why_not(
        facts,
        version=f"{sys.version_info.major}.{sys.version_info.minor}",
        platform=sysconfig.get_platform(),
        glibc=_glibc(),
        threads=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    )
    if reason:
        sys.stdout.write(f"{sys.executable}: {reason}\n")
    return 1 if reason else 0


def _glibc() -> str | None:
    if sys.platform != "linux":
        return None
    try:
        return os.confstr("CS_GNU_LIBC_VERSION") or ""  # "glibc 2.36"; another C library knows no such name
    except (ValueError, OSError):
        return ""


def _numbers(glibc: str) -> tuple[int, ...]:
    digits = glibc.rpartition(" ")[2].split(".")
    return tuple(int(digit) for digit in digits if digit.isdigit())


if __name__ == "__main__":
    sys.exit(main())
