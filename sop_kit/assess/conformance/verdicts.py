"""What the owner of a step says to a finding: fix the behaviour, fix the SoP, or accept it until a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from sop_kit.errors import BadRequest
from sop_kit.record.alike import did_you_mean
from sop_kit.record.changes import Edit
from sop_kit.record.in_force import day_of
from sop_kit.record.model import Record, by_id
from sop_kit.record.reality_tables import Finding

Standing = Literal["gone", "open", "fix_behaviour", "fix_sop", "accept"]
VERDICTS = ("fix_behaviour", "fix_sop", "accept")


def standing(finding: Finding, today: str) -> Standing:
    """Return where a finding stands: what the owner said, ``open`` without a word, ``gone`` when no longer seen.

    One that was accepted until a day is open again after that day. ``today`` is an ISO date; "" when no day is known.
    """
    if finding.count == 0 and not finding.observed:
        return "gone"
    over = finding.verdict == "accept" and today and (day_of(finding.until) or today) < today
    return "open" if over or not finding.verdict else finding.verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an owner says to a finding: the verdict and why; ``until`` (ISO) ends an acceptance, ``at`` is the day."""

    verdict: str
    why: str
    until: str = ""
    owner: str = ""  # id of a person
    at: str = ""


def judge(record: Record, finding: str, said: Judgement) -> tuple[Edit, ...]:
    """Return the edits by which an owner judges a finding.

    Raises
    ------
    BadRequest
        When there is no such finding, verdict or person; when a reason is missing; when an acceptance has no day on
        which it ends.
    """
    row = by_id(record.findings).get(finding)
    if row is None:
        raise BadRequest(
            "There is no finding '{finding}' in '{product}'. It has: {known}.",
            finding=finding,
            product=record.product.id,
            known=tuple(each.id for each in record.findings) or "–",
        )
    if said.verdict not in VERDICTS:
        raise BadRequest(
            "There is no verdict '{verdict}'. Choose from: {known}.{hint}",
            verdict=said.verdict,
            known=VERDICTS,
            hint=did_you_mean(said.verdict, VERDICTS),
        )
    if not said.why.strip():
        raise BadRequest("Say why, with --why: whoever reads the finding later wants to know.")
    if said.verdict == "accept" and not _is_day(said.until):
        raise BadRequest("An accepted finding ends on a day. Give it with --until, such as 2026-12-31.")
    if said.owner and said.owner not in by_id(record.people):
        raise BadRequest(
            "There is no person '{name}' in '{product}'.{hint}",
            name=said.owner,
            product=record.product.id,
            hint=did_you_mean(said.owner, by_id(record.people)),
        )
    values = {
        "verdict": said.verdict,
        "until": said.until if said.verdict == "accept" else None,
        "owner": said.owner or row.owner or None,
        "at": said.at or None,
        "why": said.why.strip(),
    }
    return (Edit(act="put", table="findings", row=finding, values=values),)


def _is_day(text: str) -> bool:
    try:
        return bool(dt.date.fromisoformat(text))
    except ValueError:
        return False
