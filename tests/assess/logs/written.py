"""Logs that tests write to a folder, and what is read from them."""

from pathlib import Path

import numpy as np

from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.open_log import read_log

ROWS = (
    "c1,Ask,2024-04-29T13:20:00Z,ana",
    "c1,Check,2024-04-29T14:20:00Z,ben",
    "c2,Ask,2024-04-29T13:30:00Z,ana",
)
TABLE = "\n".join(("case_id,activity,timestamp,resource", *ROWS)) + "\n"


def write(folder: Path, content: str | bytes, name: str = "log.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes, name: str = "log.csv", **options: str) -> EventLog:
    return read_log(write(folder, content, name), **options)


def events(log: EventLog) -> list[tuple[str, str, str, str]]:
    """Return the events as case, activity, time in UTC, resource ("" for none)."""
    names = ("", *log.resource.names)
    return [
        (
            log.case.names[case],
            log.activity.names[activity],
            str(np.datetime64(int(time), "ms")),
            names[resource + 1],
        )
        for case, activity, time, resource in zip(
            log.case.codes, log.activity.codes, log.time, log.resource.codes, strict=True
        )
    ]


EVENTS = [
    ("c1", "Ask", "2024-04-29T13:20:00.000", "ana"),
    ("c1", "Check", "2024-04-29T14:20:00.000", "ben"),
    ("c2", "Ask", "2024-04-29T13:30:00.000", "ana"),
]
