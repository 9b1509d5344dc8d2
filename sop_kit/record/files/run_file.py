"""The record of one use of a checklist, as the page of checklists saves it: a small JSON file."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from sop_kit.errors import BadValue, Problem
from sop_kit.record.files.faults import json_fault
from sop_kit.record.files.reading import error
from sop_kit.record.kinds import Id, Line, clean_product_id
from sop_kit.record.reasons import reason

KEY = "sop_kit_run"
SCHEMA = 1

_MOST_BYTES = 2_000_000
_SNIFFED = 4_000  # bytes
_MOST_SHOWN = 20  # problems of one file


def _time(text: str) -> str:
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        raise BadValue("'{text}' is no time such as 2026-11-25T09:40:00+08:00.", text=text[:40]) from error
    return text


Time = Annotated[Line, AfterValidator(_time)]
Short = Annotated[Line, Field(max_length=1_000)]
Long = Annotated[Line, Field(max_length=20_000)]


class _Fact(BaseModel):
    # What a newer page adds is no reason to refuse a run.
    model_config = ConfigDict(frozen=True, extra="ignore")


class RunLine(_Fact):
    """A line of the list: whether it was ticked, and what was said about it; ``code`` is the id of a step or ""."""

    code: Short = ""
    text: Short = ""
    done: bool = False
    differently: Long = ""
    evidence: Short = ""


class RunFile(_Fact):
    """A use of a checklist; ``id`` was made by the page, so that a file that comes twice is taken once."""

    id: Annotated[Id, Field(max_length=60)]
    product: Annotated[Line, AfterValidator(clean_product_id)]
    checklist: Annotated[Short, Field(min_length=1)]  # the anchor of the list
    title: Short = ""
    version: Short = ""
    lang: Literal["zh", "en"] = "zh"
    who: Short = ""
    started: Time
    finished: Time
    result: Literal["complete", "partly", "stopped"]
    note: Long = ""
    lines: Annotated[tuple[RunLine, ...], Field(max_length=200)] = ()


def is_run(data: bytes) -> bool:
    """Say whether a file is the record of a use of a checklist, sound or not."""
    return f'"{KEY}"'.encode() in data[:_SNIFFED]


def read_run(data: bytes, name: str) -> tuple[RunFile | None, tuple[Problem, ...]]:
    """Return the use that a file tells of, ``None`` with every problem when it cannot be taken in."""
    if len(data) > _MOST_BYTES:
        return None, (error(name, "The file is too large for the record of a checklist. Nothing was read from it."),)
    try:
        facts = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None, (error(name, "The file is no UTF-8 text. Nothing was read from it. Save it again from the page."),)
    except json.JSONDecodeError as fault:
        where, said = f"{name}:{fault.lineno}:{fault.colno}", json_fault(fault)
        return None, (
            error(where, "The file is no valid JSON here: {fault}. Save it again from the page.", fault=said),
        )
    except RecursionError:
        return None, (error(name, "The file is nested too deep for the record of a checklist."),)
    if not isinstance(facts, dict) or facts.get(KEY) != SCHEMA:
        stated = str(facts.get(KEY) if isinstance(facts, dict) else "")[:20]
        message = "The record is of kind '{stated}'; this sop-kit reads kind {known}. Install the newest sop-kit."
        return None, (error(name, message, stated=stated, known=SCHEMA),)
    try:
        return RunFile.model_validate(facts), ()
    except ValidationError as faults:
        return None, tuple(
            error(
                f"{name}:{'/'.join(map(str, detail['loc']))}",
                "This cannot be taken in: {reason}",
                reason=reason(detail),
            )
            for detail in faults.errors(include_url=False)[:_MOST_SHOWN]
        )
