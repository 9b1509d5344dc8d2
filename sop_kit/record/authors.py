"""Who edits: the name this computer knows a person by."""

from __future__ import annotations

import getpass
import os


def author() -> str:
    """Return who edits: the name this computer knows the person by."""
    try:
        # On a JupyterHub every person's kernel may run under one and the same name of the system.
        return os.environ.get("JUPYTERHUB_USER") or getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
