"""Time zones by their names; apart from what computes with them, so that reading a name takes no numpy."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sop_kit.errors import BadRequest


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone by its IANA name.

    Raises
    ------
    BadRequest
        When there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:  # a folder of the zones' files, a path upwards
        raise BadRequest(
            "There is no time zone '{zone}'. Give it by its IANA name, such as Europe/London or Asia/Shanghai.",
            zone=name,
        ) from fault
