"""Which events a condition keeps: ``env = production`` read, and the columns of a log held against it."""

from __future__ import annotations

import re
import unicodedata

import numpy as np

from sop_kit.assess.conformance.judged import Marks
from sop_kit.assess.logs.log import NOBODY, Codes, EventLog
from sop_kit.errors import Phrase, phrase
from sop_kit.record.alike import folded

_AND = re.compile(r"\s+and\s+|\s*(?:;|；|&&|且|并且)\s*", re.IGNORECASE)
_OPERATOR = re.compile(r"\s*(?P<sign>!=|≠|<>|==?)\s*")
_QUOTES = "\"'“”‘’「」"


def kept_by(log: EventLog, where: str) -> tuple[Marks, Phrase | None]:
    """Return the events that a condition keeps, and what is wrong with it, if anything; a wrong one keeps none.

    ``column = value`` keeps the events whose column holds that value, ``column != value`` those whose column does not;
    an empty value is a missing one. Several conditions are joined by "and" or a semicolon: all of them must hold.
    Columns and values are compared without regard to case, width and spaces.
    """
    nothing = np.zeros(log.events, bool)
    text = unicodedata.normalize("NFKC", where).strip()
    if not text:
        return ~nothing, None
    parts = [part for part in _AND.split(text) if part]
    if not all(_OPERATOR.search(part) for part in parts):
        parts = [text]
    kept = ~nothing
    for part in parts:
        found = _OPERATOR.search(part)
        if found is None:
            return nothing, phrase(
                "'{where}' is no condition. Write column = value, such as env = production.", where=where
            )
        column = part[: found.start()].strip().strip(_QUOTES)
        values = _column(log, column)
        if values is None:
            return nothing, phrase(
                "The log has no column '{column}'. It has: {known}.", column=column, known=tuple(_columns(log))
            )
        same = _holds(values, part[found.end() :].strip().strip(_QUOTES))
        kept &= same if found["sign"] in ("=", "==") else ~same
    return kept, None


def _holds(values: Codes, wanted: str) -> Marks:
    if not wanted:
        missing: Marks = values.codes == NOBODY
        return missing
    codes = [code for code, name in enumerate(values.names) if folded(name) == folded(wanted)]
    return np.isin(values.codes, codes)


def _column(log: EventLog, name: str) -> Codes | None:
    return next((codes for known, codes in _columns(log).items() if folded(known) == folded(name)), None)


def _columns(log: EventLog) -> dict[str, Codes]:
    return {**log.other, "activity": log.activity, "resource": log.resource, "case": log.case}
