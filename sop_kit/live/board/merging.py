"""Several notes are one step: what merging them means.

Nothing that was said is lost, and everything that named one of them names the step that stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sop_kit.errors import BadRequest
from sop_kit.live.board.acts import BESIDE_R
from sop_kit.live.board.leaving import gone_in_order, rows_naming
from sop_kit.live.board.meant import Ids, Meant, Named, arrows_as_values, put, steps_named
from sop_kit.record.changes import Edit
from sop_kit.record.files.cells import value_text
from sop_kit.record.labels import column_label
from sop_kit.record.model import TABLES, Record, references, row_facts
from sop_kit.record.tables import Feedback, Next, Row, Step
from sop_kit.record.value_labels import choice_names
from sop_kit.words import Words

# Columns of which a step has one: what another note said otherwise is written down as a contradiction.
_ONE = ("stage", "role", "process", "minutes", "waiting", "decidable")
_LISTS = ("accountable", "consulted", "informed", "supporting", "performers")
# Texts that can go on with those of another note; what the others called the thing to do goes to what is really done.
_TEXTS = (
    *("trigger", "inputs", "outputs", "tool", "standard", "time_limit", "frequency"),
    *("if_it_fails", "written", "agreed", "hot_spot", "source"),
)
_CALLED = ("title", "action", "done")


def merge(record: Record, ids: Iterable[str], into: str, made: Ids, say: Words) -> Meant:
    """Return what makes one step of several notes: ``into`` stays and takes what the others said.

    Its own words come first. Of what a step has only one, the others' are kept as a contradiction, written in the
    words of ``say``. Ratings that one person gave to several of the notes stay where they are: counted twice they
    would weigh twice.

    Raises
    ------
    BadRequest
        When there is no such step, or nothing to merge.
    """
    kept = steps_named(record, [into])[0]
    others = tuple(step for step in steps_named(record, ids) if step.id != into)
    if not others:
        raise BadRequest("Select the notes that are one step first.")
    gone = {step.id for step in others}
    values = _taken(kept, others) | {"next": arrows_as_values(_arrows(kept, others, gone))}
    edits = [put("steps", into, {name: value for name, value in values.items() if _differs(kept, name, value)})]
    edits += [each for each in _led_here(record, gone, into) if each.row != into]
    repointed = tuple(_repointed(record, gone, into))
    edits += [put(table, row, columns) for table, row, columns in repointed]
    said = _said_otherwise(kept, others, gone, say)
    if said:
        note = {"text": "\n".join(said), "step": into}
        edits.append(put("contradictions", made.new("contradictions", note), note))
    edits += [Edit(act="drop", table="steps", row=step) for step in gone_in_order(record, gone)]
    settled: list[Named] = [("steps", step.id) for step in record.steps]
    settled += [(table, row) for table, row, _ in repointed]
    return Meant(
        edits=tuple(edit for edit in edits if edit.act != "put" or edit.values),
        ids=(into,),
        stay=rows_naming(record, "steps", gone, leaving=settled),
    )


def _taken(kept: Step, others: Sequence[Step]) -> dict[str, Any]:
    """Return the columns of the step that stays with what the others add to them."""
    values: dict[str, Any] = {name: _lines(getattr(step, name) for step in (kept, *others)) for name in _TEXTS}
    called = [getattr(step, name) for step in others for name in _CALLED]
    own = {_folded(kept.title), _folded(kept.action)}
    values["done"] = _lines([kept.done, *(text for text in called if _folded(text) not in own)])
    for name in _LISTS:
        every = dict.fromkeys(each for step in (kept, *others) for each in getattr(step, name))
        # Whoever does the step need not be told of it.
        values[name] = tuple(each for each in every if name not in BESIDE_R or each != kept.role)
    codes = dict.fromkeys(code for step in others for code in step.evidence.split())
    values["evidence"] = " ".join(
        [*filter(None, [kept.evidence]), *(code for code in codes if code not in kept.evidence.split())]
    )
    for name in _ONE:
        found = (value for step in (kept, *others) if (value := getattr(step, name)) not in ("", None))
        values[name] = next(found, getattr(kept, name))
    return values


def _lines(texts: Iterable[str]) -> str:
    """Return texts one below the other; one whose every line stands there already is not said again."""
    kept: list[str] = []
    for text in texts:
        if text and not set(text.split("\n")) <= {line for each in kept for line in each.split("\n")}:
            kept.append(text)
    return "\n".join(kept)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _differs(kept: Step, name: str, value: object) -> bool:
    now = arrows_as_values(kept.next) if name == "next" else getattr(kept, name)
    return bool(now != value)


def _arrows(kept: Step, others: Sequence[Step], gone: Collection[str]) -> list[Next]:
    """Return where the step leads that stays: where any of them led, but not to itself."""
    every = [arrow for step in (kept, *others) for arrow in step.next]
    return [arrow for arrow in every if arrow.to not in gone and arrow.to != kept.id]


def _led_here(record: Record, gone: Collection[str], into: str) -> Iterator[Edit]:
    """Yield the edits by which the arrows of other steps lead to the one that stays."""
    for step in record.steps:
        if step.id not in gone and any(arrow.to in gone for arrow in step.next):
            arrows = [Next(to=into, when=arrow.when) if arrow.to in gone else arrow for arrow in step.next]
            yield put("steps", step.id, {"next": arrows_as_values(arrows)})


def _repointed(record: Record, gone: Collection[str], into: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield the columns of other tables' rows that are to name the step that stays: table, row, columns."""
    rated = {_rating(row) for row in record.feedback if row.target == into and row.aspect}
    for table, model in TABLES.items():
        columns = [name for name, meant in references(model).items() if meant == "steps"]
        for row in record.rows(table) if table != "steps" else ():
            values = {name: found for name in columns if (found := _renamed(row, name, gone, into)) is not None}
            if isinstance(row, Feedback) and row.target in gone and _rating(row) not in rated:
                values["target"] = into
                rated |= {_rating(row)} if row.aspect else set()
            if values:
                yield table, row.id, values


def _rating(row: Feedback) -> tuple[int, str, str]:
    return row.round, row.participant, row.aspect


def _renamed(row: Row, column: str, gone: Collection[str], into: str) -> Any:  # noqa: ANN401  a name or names
    """Return what a column names once the steps are one, ``None`` when it names none that goes."""
    value = row_facts(row).get(column)
    if isinstance(value, list):
        named = list(dict.fromkeys(into if each in gone else each for each in value))
        return named if named != value else None
    return into if value in gone else None


def _said_otherwise(kept: Step, others: Sequence[Step], gone: Collection[str], say: Words) -> list[str]:
    """Return a line for every other note that said something else where a step has only one thing to say."""
    after = _taken(kept, others)
    lines = []
    for step in others:
        ends = {*gone, kept.id}
        told = [
            say("{name}: {value}", name=column_label(say, name), value=_spoken(say, step, name))
            for name in _ONE
            if getattr(step, name) not in ("", None, after[name])
        ]
        told += [
            say("arrow to {step} ({words})", step=a.to, words=a.when) for a in step.next if a.when and a.to in ends
        ]
        if told:
            lines.append(say("{step}, now part of this step, said: {words}", step=step.id, words=say.list(told)))
    return [*lines, *_inside(kept, gone, say)]


def _inside(step: Step, gone: Collection[str], say: Words) -> list[str]:
    """Return what the arrows said that led from one of the notes to another: there is no such way any more."""
    inside = (arrow for arrow in step.next if arrow.when and arrow.to in gone)
    return [say("arrow to {step} ({words})", step=arrow.to, words=arrow.when) for arrow in inside]


def _spoken(say: Words, step: Step, name: str) -> str:
    value = value_text(getattr(step, name))
    return choice_names(say, Step, name).get(value, value)
