"""From the content of a record file, YAML or JSON, to the rows it states."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sop_kit.errors import Phrase, Problem, phrase
from sop_kit.record.alike import MOST_HINTS, did_you_mean
from sop_kit.record.files.reading import Origin, Part, RawRow, error
from sop_kit.record.model import SCHEMA, TABLES, Head, LogEntry
from sop_kit.record.rule import Settings
from sop_kit.record.tables import Fact, Product

SINGLES: dict[str, type[Fact]] = {"head": Head, "product": Product, "settings": Settings}
_KEYS = ("schema", *SINGLES, *TABLES, "log")


def record_part(content: object, origin: Origin) -> Part:
    """Return the rows that a record file states; what is in the wrong place is left out and reported."""
    if not isinstance(content, Mapping) or not content:
        refused = error(
            origin.at(()),
            "This is no record: it should start with 'product:' and its 'id:'. Nothing was read from it.",
        )
        return Part(name=origin.name, problems=(refused,))
    problems: list[Problem] = _unreadable_schema(content, origin)
    if problems:
        return Part(name=origin.name, problems=tuple(problems))
    singles: dict[str, RawRow] = {}
    tables: dict[str, tuple[RawRow, ...]] = {}
    log: tuple[RawRow, ...] = ()
    for key, value in content.items():
        where = origin.at((key,))
        if value is None or key == "schema":
            continue
        if key in SINGLES:
            found = _row(value, SINGLES[key], RawRow(values={}, origin=origin, path=(key,)), problems)
            singles |= {key: found} if found else {}
        elif key in TABLES:
            tables[key] = _rows(value, TABLES[key], RawRow(values={}, origin=origin, path=(key,)), problems)
        elif key == "log":
            log = _rows(value, LogEntry, RawRow(values={}, origin=origin, path=(key,)), problems)
        else:
            hint = did_you_mean(key, _KEYS) if len(problems) < MOST_HINTS else ""
            problems.append(error(where, "A record has no '{name}'; it was left out.{hint}", name=key[:80], hint=hint))
    return Part(name=origin.name, tables=tables, singles=singles, log=log, problems=tuple(problems))


def _unreadable_schema(content: Mapping[str, object], origin: Origin) -> list[Problem]:
    stated = content.get("schema")
    if stated is None or str(stated) == str(SCHEMA):
        return []
    return [
        error(
            origin.at(("schema",)),
            "The file's schema is '{stated}'; this sop-kit reads schema {known}. "
            "Install the newest sop-kit, or correct that line.",
            stated=str(stated)[:20],
            known=SCHEMA,
        )
    ]


def _rows(value: object, model: type[Fact], place: RawRow, problems: list[Problem]) -> tuple[RawRow, ...]:
    table = place.path[0]
    if not isinstance(value, list):
        problems.append(
            error(
                place.at(), "'{name}' should be a list of rows, each starting with '- '; it was left out.", name=table
            )
        )
        return ()
    rows = (
        _row(item, model, RawRow(values={}, origin=place.origin, path=(*place.path, number)), problems)
        for number, item in enumerate(value)
    )
    return tuple(row for row in rows if row)


def _row(value: object, model: type[Fact], place: RawRow, problems: list[Problem]) -> RawRow | None:
    if not isinstance(value, Mapping):
        problems.append(
            error(
                place.at(),
                "'{name}' should hold lines such as 'name: value' here; this was left out.",
                name=place.path[0],
            )
        )
        return None
    columns = model.model_fields
    for name in [name for name in value if name not in columns]:
        problems.append(
            error(
                place.at(name),
                "'{table}' has no column '{name}'; it was left out.{hint}",
                table=place.path[0],
                name=name[:80],
                hint=_hint(name, columns) if len(problems) < MOST_HINTS else "",
            )
        )
    return place.having({name: item for name, item in value.items() if name in columns})


def _hint(name: str, columns: Collection[str]) -> Phrase | str:
    return did_you_mean(name, columns) or phrase(" Its columns are: {columns}.", columns=tuple(columns))
