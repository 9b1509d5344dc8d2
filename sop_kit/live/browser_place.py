"""Under which mark a browser keeps what it has not sent yet."""

from __future__ import annotations

import hashlib

from sop_kit.live.session import Session


def place_of(session: Session) -> str:
    """Return a short mark of the workshop and product line: the same in every notebook, another in another folder."""
    where = str(session.kept.workshop.folder.resolve()) if session.kept else ""
    return hashlib.sha256(f"{where}\n{session.record.product.id}".encode()).hexdigest()[:16]
