"""The comments that people put on the cells of a workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sop_kit.record.workbooks.xlsx_package import Package, Unreadable, relations, xml_of

_MOST = 2_000  # on one sheet
_OLD_COPY = "[Threaded comment]"  # what Excel shows older versions of itself in place of a conversation
_PLACE = re.compile("[A-Z]{1,3}[1-9][0-9]{0,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody remarked on a cell."""

    cell: str  # such as B7
    author: str
    text: str


def comments_on(package: Package, sheet: str) -> tuple[Comment, ...]:
    """Return the comments on the cells of a sheet, given by the path of its part; a damaged list counts for none."""
    found: list[Comment] = []
    try:
        for kind, path in relations(package, sheet).values():
            if kind in {"comments", "threadedComment"} and package.has(path):
                found += _read(package.read(path))
    except Unreadable:
        return tuple(found)
    return tuple(each for each in found if each.text and not each.text.startswith(_OLD_COPY))


def _read(chunks: Iterator[bytes]) -> list[Comment]:
    authors: list[str] = []
    found: list[Comment] = []
    pieces: list[str] = []
    state = {"cell": "", "author": "", "inside": ""}

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name in {"comment", "threadedComment"}:
            state["cell"], state["author"] = attributes.get("ref", ""), attributes.get("authorId", "")
            pieces.clear()
        state["inside"] = name if name in {"t", "text", "author"} else ""
        if name == "author":
            pieces.clear()

    def text(piece: str) -> None:
        if state["inside"]:
            pieces.append(piece)

    def end(name: str) -> None:
        if name == "author":
            authors.append("".join(pieces))
        elif name in {"comment", "threadedComment"} and len(found) < _MOST and _PLACE.fullmatch(state["cell"]):
            number = int(state["author"]) if state["author"].isdecimal() else -1
            author = authors[number] if 0 <= number < len(authors) else ""
            found.append(Comment(cell=state["cell"], author=author, text="".join(pieces).strip()))
        state["inside"] = ""

    xml_of(chunks, start=start, end=end, text=text)
    return found
