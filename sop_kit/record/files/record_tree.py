"""From the content of a record file, YAML or JSON, to the rows it states."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sop_kit.errors import Problem
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
        message = "This is no record: it should start with 'product:' and its 'id:'. Nothing was read from it."
        return Part(name=origin.name, problems=(error(origin.at(()), message),))
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
            message = f"A record has no '{key[:80]}'; it was left out.{hint}"
            problems.append(error(where, message))
    return Part(name=origin.name, tables=tables, singles=singles, log=log, problems=tuple(problems))


def _unreadable_schema(content: Mapping[str, object], origin: Origin) -> list[Problem]:
    stated = content.get("schema")
    if stated is None or str(stated) == str(SCHEMA):
        return []
    message = f"The file's schema is {str(stated)[:20]!r}; this sop-kit reads schema {SCHEMA}."
    return [error(origin.at(("schema",)), f"{message} Install the newest sop-kit, or correct that line.")]


def _rows(value: object, model: type[Fact], place: RawRow, problems: list[Problem]) -> tuple[RawRow, ...]:
    table = place.path[0]
    if not isinstance(value, list):
        problems.append(error(place.at(), f"'{table}' should be a list of rows, each starting with '- '."))
        return ()
    rows = (
        _row(item, model, RawRow(values={}, origin=place.origin, path=(*place.path, number)), problems)
        for number, item in enumerate(value)
    )
    return tuple(row for row in rows if row)


def _row(value: object, model: type[Fact], place: RawRow, problems: list[Problem]) -> RawRow | None:
    if not isinstance(value, Mapping):
        message = f"'{place.path[0]}' should hold lines such as 'name: value' here; this was left out."
        problems.append(error(place.at(), message))
        return None
    columns = model.model_fields
    for name in [name for name in value if name not in columns]:
        hints = len(problems) < MOST_HINTS
        problems.append(error(place.at(name), _unknown(name, str(place.path[0]), columns if hints else ())))
    return place.having({name: item for name, item in value.items() if name in columns})


def _unknown(name: str, table: str, columns: Collection[str]) -> str:
    others = f" Its columns are: {', '.join(columns)}." if columns else ""
    return f"{table} has no column '{name[:80]}'; it was left out.{did_you_mean(name, columns) or others}"
