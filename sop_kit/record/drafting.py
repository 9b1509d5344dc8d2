"""A Change before it is stored: its id and time are sound, and the record is valid after it."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from pydantic import ValidationError

from sop_kit.errors import BadRequest
from sop_kit.record.changes import Change, Folded, follow
from sop_kit.record.kinds import storable
from sop_kit.record.model import Head
from sop_kit.record.reasons import explain

LONGEST_ID = 64


def followed(before: Folded | None, change: Change, head: Head) -> Folded:
    """Return what a Change makes of what was before it.

    Raises
    ------
    BadRequest
        When the record would not be valid, or belong to another product line.
    """
    product = change.product
    try:
        after = follow(before, [change], head)
    except ValidationError as error:
        raise BadRequest("'{product}' was not changed: {reason}", product=product, reason=explain(error)) from error
    if after.record.product.id != product:
        raise BadRequest(
            "'{product}' was not changed: the facts belong to '{other}'.",
            product=product,
            other=after.record.product.id,
        )
    return after


def no_change(product: str, number: int, last: int) -> BadRequest:
    """Return that a product line has no Change of that number."""
    return BadRequest(
        "There is no Change {number} of '{product}': it has 1 to {last}.", number=number, product=product, last=last
    )


def sound_id(change_id: str) -> str:
    """Return the id of a Change, a new one for an empty text.

    Raises
    ------
    BadRequest
        When no database keeps it.
    """
    if len(change_id) > LONGEST_ID or change_id != storable(change_id):
        raise BadRequest(
            "'{name}' is no id of a Change: use up to {limit} characters that can be seen.",
            name=change_id[:LONGEST_ID],
            limit=LONGEST_ID,
        )
    return change_id or secrets.token_hex(16)


def timestamp(now: datetime, last: str) -> str:
    """Return the time as a Change states it, never before that of the last one."""
    # A clock that was set back must not make a Change older than the one before it.
    stamp = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return max(stamp, last)
