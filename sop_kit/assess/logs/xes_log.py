"""An event log from XES, trace by trace, in bounded memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from sop_kit.assess.logs.coding import TextColumn
from sop_kit.assess.logs.columns import ROLE_WORDS
from sop_kit.assess.logs.gathering import MOST_COLUMNS, Chunk, Gathering
from sop_kit.assess.logs.log import EventLog
from sop_kit.errors import BadInput, BadRequest, Problem, phrase
from sop_kit.record.files.foreign import refusal_of_text
from sop_kit.record.files.reading import error
from sop_kit.record.workbooks.xml_events import BadXml, EntitiesDefined, read_events

if TYPE_CHECKING:
    from sop_kit.assess.logs.column_names import Role
    from sop_kit.assess.logs.sources import Source

_USUAL: Mapping[Role, str] = {
    "case": "concept:name",
    "activity": "concept:name",
    "time": "time:timestamp",
    "resource": "org:resource",
}
_TOGETHER = 20_000  # events taken in at once
_MOST_SHOWN = 40  # keys
_HOLDERS = frozenset({"log", "trace", "event"})
_OF_TRACE = "case:"
Attributes = dict[str, str]


def is_xml(source: Source) -> bool:
    """Say whether a file is XML, in whatever encoding."""
    start = source.start.replace(b"\0", b"")
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        start = start.removeprefix(mark)
    return start.lstrip().startswith(b"<")


def read_xes_log(source: Source, wished: Mapping[Role, str], zone: str) -> EventLog:
    """Return the events of XES.

    Every event of a trace counts, whatever its place in the life cycle (``lifecycle:transition`` is in ``other``).
    Attributes of a trace are columns of its events, called ``case:`` and their key. Each trace is a case: the second
    one of the same name is called ``name (2)``, and one without a name by its number. A trace without events is no
    case. What is nested in attributes, and events outside of traces, is not read.

    Raises
    ------
    BadInput
        When the XML is damaged, defines entities, or is no XES; or not one event could be read.
    BadRequest
        When an attribute is wished that no event has.
    """
    refused = refusal_of_text(source.start.decode("utf-8", "replace"), source.name)
    if refused:
        raise BadInput(source.name, [refused])
    traces = _Traces(source.name, wished, zone)
    try:
        read_events(source.blocks(), start=traces.start, end=traces.end)
    except EntitiesDefined as fault:
        text = "The XML defines entities of its own, and was not read."
        raise BadInput(source.name, [error(source.name, text)]) from fault
    except BadXml as fault:
        found = re.search(r"line (\d+)", str(fault))
        where = f"{source.name}:{found[1]}" if found else source.name
        text = "The XML is damaged here, or not whole. Copy or download it again."
        raise BadInput(source.name, [error(where, text)]) from fault
    return traces.log(source.hash)


class _Traces:
    """The traces of a log as its elements come by."""

    def __init__(self, name: str, wished: Mapping[Role, str], zone: str) -> None:
        self._file, self._wished = name, wished
        self._keys = {role: wished.get(role) or key for role, key in _USUAL.items()}
        self._keys["case"] = self._keys["case"].removeprefix(_OF_TRACE)
        # A trace that is called NA is called so: where XES knows nothing, it has no attribute.
        cases = TextColumn(missing=frozenset())
        self._gathering = Gathering(name, zone, lambda number: f"{name}:event {number}", cases)
        self._is_xes = False
        self._depth = 0  # in what is no log, trace or event: an attribute, and what is nested in it
        self._trace: Attributes | None = None  # what is known of this trace
        self._here: Attributes | None = None  # the same, or what is known of this event
        self._events: list[Attributes] = []  # of this trace
        self._case = ""  # the name of this trace, once it is given
        self._waiting: list[tuple[str, Attributes, Attributes]] = []  # events, each with its case and trace
        self._names: dict[str, int] = {}  # of cases, each with the last number that was added to it
        self._traces = self._again = self._unnamed = self._empty = self._outside = self._read = 0
        self._of_traces: dict[str, None] = {}  # the keys that traces have, as many as are kept
        self._of_events: dict[str, None] = {}  # the same of events

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in the start of an element."""
        if self._depth or tag not in _HOLDERS:
            if not self._depth and self._here is not None and "value" in attributes and "key" in attributes:
                self._here[attributes["key"]] = attributes["value"]
            self._depth += 1
        elif tag == "event":
            self._outside += self._trace is None
            self._here = {}
        elif tag == "trace":
            self._here = self._trace = {}
            self._case = ""
        else:
            self._is_xes = True

    def end(self, tag: str) -> None:
        """Take in the end of an element."""
        if self._depth:
            self._depth -= 1
        elif tag == "event":
            if self._trace is not None and self._here is not None:
                self._events.append(self._here)
            self._here = self._trace
            if len(self._events) >= _TOGETHER:
                self._move()
        elif tag == "trace":
            self._empty += not self._events and not self._case
            self._move()
            self._here = self._trace = None

    def log(self, hash_of_file: str) -> EventLog:
        """Return the log once all elements have come by."""
        if not self._is_xes:
            text = "This is XML and no XES: it holds no log with traces."
            raise BadInput(self._file, [error(self._file, text)])
        self._take()
        self._check_keys()
        return self._gathering.log(hash_of_file, self._about_traces())

    def _move(self) -> None:
        """Let the events of this trace wait to be taken in."""
        if not self._events or self._trace is None:
            return
        self._case = self._case or self._name(self._trace.get(self._keys["case"], ""))
        self._waiting += ((self._case, self._trace, event) for event in self._events)
        self._events = []
        if len(self._waiting) >= _TOGETHER:
            self._take()

    def _name(self, found: str) -> str:
        """Return the name of a new trace."""
        self._traces += 1
        missing = not found.strip()
        self._unnamed += missing
        name = plain = str(self._traces) if missing else found.strip()
        if self._wished.get("case") or plain not in self._names:
            self._names.setdefault(name, 1)
            return name
        self._again += 1
        while name in self._names:
            self._names[plain] += 1
            name = f"{plain} ({self._names[plain]})"
        self._names[name] = 1
        return name

    def _take(self) -> None:
        """Take in the events that wait."""
        if not self._waiting:
            return
        events = [event for _, _, event in self._waiting]
        traces = [trace for _, trace, _ in self._waiting]
        _meet(self._of_events, chain.from_iterable(events), self._keys.values())
        _meet(self._of_traces, chain.from_iterable(traces), self._keys.values())
        wanted = {role: self._keys[role] for role in ("activity", "time", "resource")}
        roles = {role: [event.get(key, "") for event in events] for role, key in wanted.items()}
        other = {key: [event.get(key, "") for event in events] for key in self._of_events if key not in wanted.values()}
        for key in self._of_traces:
            if key != self._keys["case"]:
                other[_OF_TRACE + key] = [trace.get(key, "") for trace in traces]
        self._gathering.read(
            Chunk(
                case=[case for case, _, _ in self._waiting],
                activity=roles["activity"],
                time=roles["time"],
                resource=roles["resource"],
                other=other,
                line=np.arange(self._read + 1, self._read + len(events) + 1),
            )
        )
        self._read += len(events)
        self._waiting = []

    def _check_keys(self) -> None:
        """Refuse a key that no trace or event has, unless it is not needed."""
        for role, words in ROLE_WORDS.items():
            seen = self._of_traces if role == "case" else self._of_events
            needed = self._wished.get(role) or role in {"activity", "time"}
            if self._read and needed and self._keys[role] not in seen:
                raise BadRequest(
                    "No attribute of {file} has the key '{key}', which would be {role}. Its keys are: {keys}. "
                    "Say which one is right with --{option} KEY.",
                    file=self._file,
                    key=self._keys[role],
                    role=words,
                    keys=tuple(list(seen)[:_MOST_SHOWN]) or "–",
                    option=role,
                )

    def _about_traces(self) -> Iterator[Problem]:
        told = (
            (self._unnamed, phrase("Traces without a name: {n}. They are called by their numbers.", n=self._unnamed)),
            (
                self._again,
                phrase(
                    "Traces with the name of another one: {n}. They are cases of their own, 'name (2)'.", n=self._again
                ),
            ),
            (self._empty, phrase("Traces without events: {n}. They are no cases.", n=self._empty)),
            (self._outside, phrase("Events outside of all traces: {n}. They were left out.", n=self._outside)),
        )
        for number, what in told:
            if number:
                yield Problem(where=self._file, what=what, severity="warning")


def _meet(met: dict[str, None], keys: Iterable[str], needed: Collection[str]) -> None:
    """Add keys to those that were met before, as many as are kept, and those that are needed."""
    for key in dict.fromkeys(keys):
        if len(met) < MOST_COLUMNS or key in needed:
            met.setdefault(key)
