"""From YAML text to plain lists, mappings and texts, each with its place.

The parser's events are read, not its objects: nothing but text, list and mapping can come out, ``no`` stays ``no``,
a date stays as written, and what is built stays within limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml  # type: ignore[import-untyped]

from sop_kit.errors import Problem
from sop_kit.record.files.decoding import REPLACEMENT
from sop_kit.record.files.faults import yaml_fault
from sop_kit.record.files.reading import Origin, Path, error, warning
from sop_kit.record.kinds import code_point

MAX_VALUES = 1_000_000
MAX_DEPTH = 20

# The C parser is ten times as fast; where a platform has none, the other one reads the same.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = {"", "~", "null", "Null", "NULL"}
_CORE = "tag:yaml.org,2002:"
_TAGS = {None, "!", *(_CORE + kind for kind in ("str", "int", "float", "bool", "null", "map", "seq", "timestamp"))}
_NOT_YAML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The content of a document: text, list, mapping or ``None``, with places and problems."""

    value: object
    origin: Origin
    problems: tuple[Problem, ...]


def read_tree(text: str, name: str) -> Tree:
    """Return what a YAML text holds; its value is ``None`` when it is no YAML at all."""
    text, problems = _readable(text, name)
    builder = _Builder(name=name, problems=problems)
    try:
        value = builder.document(yaml.parse(text, Loader=_LOADER))
    except _TooMuchError as limit:
        value = None
        problems.append(limit.problem)
    except yaml.YAMLError as fault:
        value = None
        problems.append(
            error(
                _where(fault, name),
                "The file is no valid YAML here: {fault}. Nothing was read from it. "
                "Look at this line and the one above. Put a text that holds ': ' in quotes.",
                fault=yaml_fault(fault),
            )
        )
    return Tree(value=value, origin=Origin(name=name, places=builder.places), problems=tuple(problems))


class _TooMuchError(Exception):
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


_REFUSED = object()  # stands for a value that was not taken in


@dataclass
class _Builder:
    name: str
    problems: list[Problem]
    places: dict[Path, str] = field(default_factory=dict)
    anchors: dict[str, tuple[object, int]] = field(default_factory=dict)  # value, and how many values it holds
    count: int = 0

    def document(self, events: Iterator[Any]) -> object:
        value: object = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    where = self._at(event)
                    self.problems.append(
                        error(where, "A second document starts here and was left out. Keep one record in a file.")
                    )
                    break
            elif isinstance(event, yaml.NodeEvent):
                found = self._value(event, events, ())
                value = None if found is _REFUSED else found
        return value

    def _value(self, event: Any, events: Iterator[Any], path: Path) -> object:  # noqa: ANN401  the parser has no types
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        before = self.count
        self._counted(event, 1)
        self.places[path] = self._at(event)
        if isinstance(event, yaml.ScalarEvent):
            value: object = None if event.implicit[0] and event.value in _NOTHING else event.value
        elif len(path) >= MAX_DEPTH:
            raise _TooMuchError(
                error(self._at(event), "The file is nested too deep to be a record. Look at the indentation.")
            )
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._list(events, path)
        else:
            value = self._mapping(events, path)
        if event.tag not in _TAGS:
            self.problems.append(
                error(
                    self._at(event),
                    "The tag {tag} is not allowed, and its value was left out. Delete the tag.",
                    tag=event.tag,
                )
            )
            return _REFUSED
        if event.anchor:
            self.anchors[event.anchor] = (value, self.count - before)
        return value

    def _list(self, events: Iterator[Any], path: Path) -> list[object]:
        items: list[object] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            value = self._value(event, events, (*path, len(items)))
            if value is not _REFUSED:
                items.append(value)
        return items

    def _mapping(self, events: Iterator[Any], path: Path) -> dict[str, object]:
        items: dict[str, object] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, events, path)
            first = self.places.get((*path, key)) if key in items else None
            value = self._value(next(events), events, (*path, key))
            if first:
                self.problems.append(
                    error(
                        self._at(event),
                        "'{name}' stands here a second time and was left out; the one at {first} holds. "
                        "Delete one of them.",
                        name=key,
                        first=first,
                    )
                )
                self.places[(*path, key)] = first
            elif value is not _REFUSED and key:
                items[key] = value
        return items

    def _key(self, event: Any, events: Iterator[Any], path: Path) -> str:  # noqa: ANN401
        if isinstance(event, yaml.ScalarEvent) and event.tag in _TAGS and event.value:
            return str(event.value)
        self._value(event, events, (*path, ""))
        where = self._at(event)
        self.problems.append(error(where, "A name is expected before the colon; this entry was left out."))
        return ""

    def _alias(self, event: Any, path: Path) -> object:  # noqa: ANN401
        self.places[path] = self._at(event)
        if event.anchor not in self.anchors:
            self.problems.append(
                error(
                    self._at(event),
                    "{anchor} points to nothing that stands above it; it was left out.",
                    anchor=f"*{event.anchor}",
                )
            )
            return _REFUSED
        value, size = self.anchors[event.anchor]
        self._counted(event, size)
        return value

    def _counted(self, event: Any, more: int) -> None:  # noqa: ANN401
        self.count += more
        if self.count > MAX_VALUES:
            raise _TooMuchError(
                error(
                    self._at(event),
                    "The file holds more than {most} values; no record does. Nothing was read from it.",
                    most=f"{MAX_VALUES:,}",
                )
            )

    def _at(self, event: Any) -> str:  # noqa: ANN401
        return f"{self.name}:{event.start_mark.line + 1}:{event.start_mark.column + 1}"


def _readable(text: str, name: str) -> tuple[str, list[Problem]]:
    if not _NOT_YAML.search(text):
        return text, []
    problems = [
        warning(
            f"{name}:{number}:{found.start() + 1}",
            "The character {code} cannot be stored and became {mark}. Delete it.",
            code=code_point(found.group()),
            mark=REPLACEMENT,
        )
        for number, line in enumerate(text.split("\n"), start=1)
        for found in _NOT_YAML.finditer(line)
    ]
    return _NOT_YAML.sub(REPLACEMENT, text), problems


def _where(fault: yaml.YAMLError, name: str) -> str:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    return f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
