"""From the facts of a shipped record, as JSON and Markdown state them alike, to rows of tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sop_kit.errors import Phrase, Problem, phrase
from sop_kit.record.alike import did_you_mean
from sop_kit.record.files.reading import Origin, Part, RawRow, error, warning
from sop_kit.record.headings.headings import columns_of

_PRODUCT = {"name": "id", "title": "name", "product": "description", "licence": "licence"}
_ARROWS = ("->", "→")

Row = dict[str, object]


def facts_part(facts: object, origin: Origin) -> Part:
    """Return the rows that facts state. Nothing is added: no owner, no rating, no accountable role.

    Rows without an id are numbered in their order: E for escalation, L for lessons, P for pain, X for contradictions,
    T for texts, R for the stages of the release.
    """
    if not isinstance(facts, Mapping) or not facts:
        refused = error(
            origin.at(()), "These are no facts of a product line: an object with 'name' and 'steps' is expected."
        )
        return Part(name=origin.name, problems=(refused,))
    collector = _Collector(origin=origin, tables={}, problems=[], counts=Counter())
    product: Row = {}
    for key, value in facts.items():
        if key in _PRODUCT:
            product |= collector.product_column(key, value)
        elif key in _TABLES:
            if value:
                _TABLES[key](collector, key, value)
        else:
            collector.problems.append(
                warning(
                    origin.at((key,)),
                    "'{name}' is not known in the facts of a product line; it was left out.{hint}",
                    name=key,
                    hint=did_you_mean(str(key), (*_PRODUCT, *_TABLES)),
                )
            )
    singles = {"product": RawRow(values=product, origin=origin)} if product else {}
    tables = {table: tuple(rows) for table, rows in collector.tables.items()}
    return Part(name=origin.name, tables=tables, singles=singles, problems=tuple(collector.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Collector:
    origin: Origin
    tables: dict[str, list[RawRow]]
    problems: list[Problem]
    counts: Counter[str]

    def product_column(self, key: str, value: object) -> Row:
        if isinstance(value, str):
            return {_PRODUCT[key]: value}
        self._refuse((key,), phrase("'{name}' should be a text; it was left out.", name=key))
        return {}

    def add(self, table: str, values: Row, path: tuple[str | int, ...]) -> None:
        self.tables.setdefault(table, []).append(RawRow(values=values, origin=self.origin, path=path))

    def number(self, letter: str) -> str:
        self.counts[letter] += 1
        return f"{letter}{self.counts[letter]}"

    def texts(self, key: str, value: object) -> list[tuple[int, str]]:
        if not isinstance(value, list):
            self._refuse((key,), phrase("'{name}' should be a list of texts; it was left out.", name=key))
            return []
        for number, item in enumerate(value):
            if not isinstance(item, str):
                what = phrase("A text is expected in '{name}'; this entry was left out.", name=key)
                self._refuse((key, number), what)
        return [(number, item) for number, item in enumerate(value) if isinstance(item, str) and item.strip()]

    def sources(self, key: str, value: object) -> None:
        if not isinstance(value, Mapping):
            self._refuse((key,), phrase("'sources' should be an object: short name to title; it was left out."))
            return
        for name, title in value.items():
            self.add("sources", {"id": name, "title": title}, (key, name))

    def roles(self, key: str, value: object) -> None:
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            pair = [item] if isinstance(item, str) else item
            if isinstance(pair, list) and 1 <= len(pair) <= len(("name", "does")):
                self.add("roles", dict(zip(("name", "does"), pair, strict=False)), (key, number))
            else:
                what = phrase("A role should be a name and what it does; this entry was left out.")
                self._refuse((key, number), what)

    def tools(self, key: str, value: object) -> None:
        for number, name in self.texts(key, value):
            self.add("tools", {"name": name}, (key, number))

    def release(self, key: str, value: object) -> None:
        for number, name in self.texts(key, value):
            self.add("release_stages", {"id": self.number("R"), "name": name}, (key, number))

    def escalation(self, key: str, value: object) -> None:
        for number, line in self.texts(key, value):
            arrow = min((each for each in _ARROWS if each in line), key=line.index, default="")
            if arrow:
                condition, _, action = line.partition(arrow)
                values: Row = {"condition": condition.strip(), "action": action.strip()}
                self.add("alerts", {"id": self.number("E"), **values}, (key, number))
            else:
                self.add("texts", {"id": self.number("T"), "chapter": "C3", "text": line}, (key, number))

    def pain(self, key: str, value: object) -> None:
        for number, text in self.texts(key, value):
            self.add("lessons", {"id": self.number("P"), "text": text, "kind": "pain"}, (key, number))

    def lessons(self, key: str, value: object) -> None:
        for number, text in self.texts(key, value):
            self.add("lessons", {"id": self.number("L"), "text": text}, (key, number))

    def contradictions(self, key: str, value: object) -> None:
        for number, text in self.texts(key, value):
            self.add("contradictions", {"id": self.number("X"), "text": text}, (key, number))

    def numbers(self, key: str, value: object) -> None:
        for number, text in self.texts(key, value if isinstance(value, list) else [value]):
            row: Row = {"id": self.number("T"), "chapter": "sources", "text": text}
            self.add("texts", row, (key, number) if isinstance(value, list) else (key,))

    def steps(self, key: str, value: object) -> None:
        unknown: dict[str, str] = {}
        for number, item in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(item, Mapping):
                what = phrase("A step should be an object with id, stage, action, role; this entry was left out.")
                self._refuse((key, number), what)
                continue
            columns = dict(zip(item, columns_of("steps", tuple(item)), strict=True))
            unknown |= {name: self.origin.at((key, number)) for name in columns if not columns[name]}
            values = {columns[name]: cell for name, cell in item.items() if columns[name] and _stated(cell)}
            self.add("steps", values, (key, number))
        for name, where in unknown.items():
            self.problems.append(warning(where, "'{name}' is no column of the steps; it was left out.", name=name))

    def _refuse(self, path: tuple[str | int, ...], what: Phrase) -> None:
        self.problems.append(Problem(where=self.origin.at(path), what=what))


def _stated(cell: object) -> bool:
    return cell not in (None, "", [])


_TABLES: Mapping[str, Callable[[_Collector, str, object], None]] = {
    "sources": _Collector.sources,
    "roles": _Collector.roles,
    "tools": _Collector.tools,
    "release": _Collector.release,
    "escalation": _Collector.escalation,
    "pain": _Collector.pain,
    "lessons": _Collector.lessons,
    "contradictions": _Collector.contradictions,
    "numbers": _Collector.numbers,
    "steps": _Collector.steps,
}
