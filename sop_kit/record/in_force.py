"""Which version of a SoP is in force, since when and until when: from what was published, approved and reviewed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from sop_kit.record.life_tables import Approval, Publication, Round, Run
from sop_kit.record.model import Record, content_hash
from sop_kit.record.reality_tables import Check, Walkthrough

State = Literal["draft", "in_review", "approved", "published", "changed"]

# What happens to a SoP, and the books it makes people keep, are no part of what it says: a run, a reading or an entry
# of the mistake book must not make an approved text another one.
_BESIDE_THE_TEXT = (
    *("rounds", "approvals", "publications", "readings", "runs", "corrections"),
    *("mistakes", "hotfixes"),
    *("checks", "seen_activities", "seen_flows", "findings", "walkthroughs"),
    *("phases", "prompts", "notes", "clusters", "resolutions"),
)
_ISO_DATE = 10  # letters of 2026-11-25
_TELLING = 8  # digits of a hash below which it says nothing

DatedT = TypeVar("DatedT", Approval, Publication, Run, Check, Walkthrough)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a SoP is, and which version that is.

    ``changed`` is a record that was published and says something else by now; ``changes`` counts the Changes since, 0
    when they were not counted. ``since`` and ``due`` are ISO dates, "" as long as nothing is in force or no date is
    known: from when the version holds, and when its review is due. ``checked`` says whether this very text is known to
    be the published one: a publication may have been noted without a hash.
    """

    state: State
    version: str
    since: str = ""
    due: str = ""
    changes: int = 0
    checked: bool = False


def standing(record: Record, hashed: str = "") -> Standing:
    """Return how far the record's SoP is; ``hashed`` is its ``text_hash`` where that is known already."""
    last = last_publication(record)
    due = review_due(record)
    if last is not None:
        if last.hash and not _is_of(last.hash, hashed or text_hash(record)):
            return Standing(state="changed", version=last.version, due=due, changes=_changes_since(record, last))
        since = day_of(last.at)
        return Standing(state="published", version=last.version, since=since, due=due, checked=bool(last.hash))
    approved = [row for row in signed(record, "approved") if not row.chapter]
    if approved:
        return Standing(state="approved", version=latest(approved).version, due=due)
    reviews = [row for row in record.rounds if row.kind == "review" and not row.closed]
    if reviews:
        return Standing(state="in_review", version=reviews[-1].version)
    return Standing(state="draft", version="")


def text_hash(record: Record) -> str:
    """Return the SHA-256 (hex) of what the SoP says: the record's facts without its life and its books."""
    return content_hash(record.replace(**dict.fromkeys(_BESIDE_THE_TEXT, ())))


def last_publication(record: Record) -> Publication | None:
    """Return the publication that holds: the latest by date, the last one written among those of one day."""
    return latest(record.publications) if record.publications else None


def signed(record: Record, kind: str, version: str = "") -> tuple[Approval, ...]:
    """Return who signed in this way and agreed, in the version when one is named; an objection signs nothing."""
    return tuple(
        row
        for row in record.approvals
        if row.kind == kind and row.verdict in {"agree", "agree_with_note"} and (not version or row.version == version)
    )


def review_due(record: Record) -> str:
    """Return the ISO date on which the next review is due: so many days after the last time somebody stood for it."""
    dates = [
        *(day_of(row.at) for row in record.publications),
        *(day_of(row.at) for row in signed(record, "approved") if not row.chapter),
        *(day_of(row.closed) for row in record.rounds if row.kind == "review"),
    ]
    last = max(filter(None, dates), default="")
    if not last or not (record.publications or signed(record, "approved")):
        return ""
    days = dt.timedelta(days=record.product.review_every_days)
    try:
        return (dt.date.fromisoformat(last) + days).isoformat()
    except OverflowError:  # beyond the year 9999
        return ""


def latest(rows: Iterable[DatedT]) -> DatedT:
    """Return the row with the latest date, the last one written among equals."""
    return max(enumerate(rows), key=lambda placed: (day_of(placed[1].at), placed[0]))[1]


def last_review(record: Record) -> Round | None:
    """Return the review round that was closed last."""
    closed = [row for row in record.rounds if row.kind == "review" and row.closed]
    return max(closed, key=lambda row: day_of(row.closed)) if closed else None


def day_of(text: str) -> str:
    """Return the ISO date that a text begins with, "" when it begins with none."""
    try:
        return dt.date.fromisoformat(text[:_ISO_DATE]).isoformat()
    except ValueError:
        return ""


def _is_of(noted: str, hashed: str) -> bool:
    short = noted.strip().lower()
    return len(short) >= _TELLING and hashed.startswith(short)


def _changes_since(record: Record, publication: Publication) -> int:
    day = day_of(publication.at)
    if not day:
        return 0
    return sum(entry.last - entry.first + 1 for entry in record.log if entry.day > day)
