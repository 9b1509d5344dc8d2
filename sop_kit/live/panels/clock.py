"""What time it is in the room: by the clock of the computer that runs the notebook."""

from __future__ import annotations

from datetime import datetime


def now() -> datetime:
    """Return the moment, with its time zone."""
    return datetime.now().astimezone()
