"""Who edits: the name this computer knows a person by."""

from __future__ import annotations

import getpass


def author() -> str:
    """Return who edits: the name this computer knows the person by."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
