"""Small event logs and records, made in a line."""

import datetime as dt

import numpy as np

from sop_kit.assess.logs.log import NOBODY, Codes, EventLog
from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Activity, Constraint
from sop_kit.record.tables import Next, PersonRow, Product, RoleRow, Step

MONDAY = "2025-06-02T09:00"  # in no time zone's night


def moment(text):
    return int(dt.datetime.fromisoformat(f"{text}+00:00").timestamp() * 1000)


def log_of(cases, *, start=MONDAY, apart=1.0, zone="UTC"):
    """Return a log; a case is activities with spaces between them, each as ``activity@minutes/who[column=value]``.

    ``@minutes`` is after the start of the log; without it events are ``apart`` minutes after one another.
    """
    rows = []
    for case, text in cases.items():
        for place, word in enumerate(text.split()):
            event, _, rest = word.partition("[")
            event, _, who = event.partition("/")
            activity, _, minutes = event.partition("@")
            values = dict(each.split("=") for each in rest.rstrip("]").split(";") if each)
            at = float(minutes) if minutes else place * apart
            rows.append((case, moment(start) + round(at * 60_000), len(rows), activity, who, values))
    return log_from(rows, list(cases), zone)


def log_from(rows, names, zone="UTC"):
    order = {name: place for place, name in enumerate(names)}
    rows = sorted(rows, key=lambda row: (order[row[0]], row[1], row[2]))
    columns = sorted({column for row in rows for column in row[5]})
    counts = np.bincount([order[row[0]] for row in rows], minlength=len(names))
    return EventLog(
        name="made.csv",
        hash="0" * 64,
        zone=zone,
        case=Codes(names=tuple(names), codes=np.array([order[row[0]] for row in rows], dtype=np.int32)),
        activity=codes_of([row[3] for row in rows]),
        resource=codes_of([row[4] for row in rows]),
        time=np.array([row[1] for row in rows], dtype=np.int64),
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        other={column: codes_of([row[5].get(column, "") for row in rows]) for column in columns},
    )


def codes_of(texts):
    names = list(dict.fromkeys(text for text in texts if text))
    return Codes(names=tuple(names), codes=np.array([names.index(t) if t else NOBODY for t in texts], dtype=np.int32))


def record_of(steps, *, constraints=(), activities=(), people=(), roles=()):
    """Return a record; a step is ``id`` or ``id>next,next``, an activity ``name`` → step."""
    made = []
    for text in steps:
        name, _, after = text.partition(">")
        arrows = tuple(Next(to=each) for each in after.split(",") if each)
        made.append(Step(id=name, stage="release", action=f"action {name}", role="r1", next=arrows))
    return Record(
        product=Product(id="line"),
        steps=tuple(made),
        people=tuple(PersonRow(id=each, name=each.title()) for each in people),
        roles=tuple(RoleRow(id=name, name=name, people=tuple(members)) for name, members in dict(roles).items()),
        constraints=tuple(Constraint(id=f"K{n}", **values) for n, values in enumerate(constraints, 1)),
        activity_map=tuple(
            Activity(id=f"AM{n}", activity=name, step=step)
            for n, (name, step) in enumerate(dict(activities).items(), 1)
        ),
    )
