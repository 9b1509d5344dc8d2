"""A few lines of Python run by somebody who may not write everywhere: root may, and would hide what is read-only."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_HEAD = """
import os, sys
from sop_kit.errors import SopKitError
from sop_kit.record.changes import Edit
from sop_kit.record.store import Store
sys.stdout.reconfigure(encoding="utf-8")
# What is loaded on first use is loaded now: nobody may not read where this Python lies.
Store.open(":memory:").add("line", [Edit(act="put", table="product", values={"id": "line"})], by="me")
if hasattr(os, "geteuid") and os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
"""
_TAIL = """
except SopKitError as error:
    print(error)
"""


def run_as_nobody(lines: str) -> str:
    """Run the lines as the user nobody when this is root, else as who we are; return what they print."""
    program = _HEAD + textwrap.indent(textwrap.dedent(lines), "    ") + _TAIL
    command = [sys.executable, "-W", "ignore", "-c", program]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
