"""The facts of a product line from the Markdown form of the shipped records."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate

from sop_kit.errors import Problem
from sop_kit.record.files.facts import facts_part
from sop_kit.record.files.reading import Origin, Part, Path, error, warning

_HEADING = re.compile(r"(#{1,6})\s+(\S.*)")
_LABELLED = re.compile(r"\*\*([^*]+?)\.?\*\*\s*(.*)", re.DOTALL)
_BULLET = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s+(\S.*)", re.DOTALL)
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|:\-\s]+")

# How a section's heading starts → the key of the facts it holds.
_SECTIONS = {
    "source": "sources",
    "role": "roles",
    "tool": "tools",
    "step": "steps",
    "release": "release",
    "escalation": "escalation",
    "known pain": "pain",
    "pain": "pain",
    "lesson": "lessons",
    "contradiction": "contradictions",
    "measured": "numbers",
}
_HEAD = "head"


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


@dataclass(slots=True)
class _Page:
    """What was gathered so far: facts as JSON would hold them, and the line of each."""

    name: str
    facts: dict[str, object] = field(default_factory=dict)
    places: dict[Path, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)  # of the table being read

    def where(self, line: _Line) -> str:
        return f"{self.name}:{line.number}"

    def put(self, key: str, value: object, line: _Line) -> None:
        self.facts[key] = value
        self.places[(key,)] = self.where(line)

    def append(self, key: str, value: object, line: _Line) -> None:
        items = self.facts.setdefault(key, [])
        if isinstance(items, list):
            items.append(value)
            self.places[(key, len(items) - 1)] = self.where(line)

    def lost(self, line: _Line) -> None:
        shown = line.text[:60].strip()
        self.problems.append(
            warning(self.where(line), "'{line}' was not understood here and was left out.", line=shown)
        )


def read_markdown(text: str, name: str) -> Part:
    """Return the rows that the Markdown form of a record's facts states."""
    page = _Page(name)
    section = _HEAD
    for line in _lines(text):
        heading = _HEADING.fullmatch(line.text)
        if not heading:
            _READERS.get(section, _skip)(page, section, line)
        elif len(heading[1]) == 1:
            page.put("title", heading[2].strip(), line)
        else:
            page.columns = []
            starts = [start for start in _SECTIONS if heading[2].lower().startswith(start)]
            section = _SECTIONS[starts[0]] if starts else ""
    if not set(page.facts) - {"title"}:
        refused = error(
            name, "No facts were found: a title and '## Steps' with a table are expected, as in the shipped records."
        )
        return Part(name=name, problems=(*page.problems, refused))
    part = facts_part(page.facts, Origin(name=name, places=page.places))
    return replace(part, problems=(*page.problems, *part.problems))


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines that hold text; an indented line goes on with the one before."""
    start, waiting = 0, list[str]()
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if waiting and line.strip() and line[:1] in " \t":
            waiting.append(line.strip())
            continue
        if waiting:
            yield _Line(start, " ".join(waiting))
        start, waiting = number, [line.strip()] if line.strip() else []
    if waiting:
        yield _Line(start, " ".join(waiting))


def _read_head(page: _Page, _section: str, line: _Line) -> None:
    found = _LABELLED.fullmatch(line.text)
    label = found[1].strip().lower() if found else ""
    if found and label == "record":
        quoted = re.match(r"`([^`]+)`", found[2])
        page.put("name", quoted[1] if quoted else found[2].split(" ")[0], line)
    elif found and label in ("product", "licence"):
        page.put(label, found[2].strip(), line)
    elif label != "evidence codes":  # they are the same in every record, and stand in the kit
        page.lost(line)


def _read_sources(page: _Page, _section: str, line: _Line) -> None:
    bullet = _BULLET.fullmatch(line.text)
    found = _LABELLED.fullmatch(bullet[1]) if bullet else None
    titles = page.facts.setdefault("sources", {})
    if found and isinstance(titles, dict) and found[1] not in titles:
        titles[found[1]] = found[2].strip()
        page.places["sources", found[1]] = page.where(line)
    else:
        page.lost(line)


def _read_list(page: _Page, section: str, line: _Line) -> None:
    bullet = _BULLET.fullmatch(line.text)
    page.append(section, bullet[1].strip() if bullet else line.text, line)


def _read_tools(page: _Page, section: str, line: _Line) -> None:
    bullet = _BULLET.fullmatch(line.text)
    for name in [bullet[1]] if bullet else _split_at_commas(line.text):
        page.append(section, name.strip(), line)


def _read_numbers(page: _Page, section: str, line: _Line) -> None:
    page.append(section, line.text, line)


def _read_roles(page: _Page, section: str, line: _Line) -> None:
    cells = _table_row(page, line)
    if cells:
        page.append(section, cells, line)


def _read_steps(page: _Page, section: str, line: _Line) -> None:
    cells = _table_row(page, line)
    if cells:
        page.append(section, dict(zip(page.columns, cells, strict=True)), line)


def _table_row(page: _Page, line: _Line) -> list[str]:
    """Return the cells of a table's row; none for its headings, its rule and what is no row."""
    if not line.text.startswith("|"):
        page.lost(line)
        return []
    if _RULE.fullmatch(line.text):
        return []
    inner = line.text[1:].removesuffix("|") if not line.text.endswith("\\|") else line.text[1:]
    cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(inner)]
    if not page.columns:
        page.columns = cells
        return []
    if len(cells) != len(page.columns):
        page.problems.append(
            error(
                page.where(line),
                "This row has {cells} cells under {headings} headings; it was left out. Write | inside a cell as \\|.",
                cells=len(cells),
                headings=len(page.columns),
            )
        )
        return []
    return cells


def _split_at_commas(text: str) -> list[str]:
    levels = accumulate((character == "(") - (character == ")") for character in text)
    marked = "".join(
        "\0" if character == "," and level <= 0 else character for character, level in zip(text, levels, strict=True)
    )
    return [name.strip() for name in marked.split("\0") if name.strip()]


def _skip(page: _Page, _section: str, line: _Line) -> None:
    page.lost(line)


_READERS: Mapping[str, Callable[[_Page, str, _Line], None]] = {
    _HEAD: _read_head,
    "sources": _read_sources,
    "roles": _read_roles,
    "tools": _read_tools,
    "steps": _read_steps,
    "release": _read_list,
    "escalation": _read_list,
    "pain": _read_list,
    "lessons": _read_list,
    "contradictions": _read_list,
    "numbers": _read_numbers,
}
