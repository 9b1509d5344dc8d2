"""A Word file as lines that a person can read in a diff: styles, bookmarks, texts, tables with their widths."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from sop_kit.export.word_markup import NAMESPACES

W = f"{{{NAMESPACES['w']}}}"
_FIELDS = {"begin": "{", "separate": "→", "end": "}"}


def outline(data: bytes) -> str:
    """Return the body of a Word file, one paragraph or row a line."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = ET.fromstring(file.read("word/document.xml"))[0]  # noqa: S314  the kit's own file
    return "\n".join(_lines(body, "")) + "\n"


def _lines(parent: ET.Element, indent: str) -> Iterator[str]:
    for element in parent:
        name = element.tag.removeprefix(W)
        if name == "p":
            yield f"{indent}{_style(element)}: {_said(element)}".rstrip()
        elif name == "sdt":
            yield from _lines(element.find(f"{W}sdtContent"), f"{indent}  ")
        elif name == "tbl":
            widths = " ".join(each.get(f"{W}w", "") for each in element.iter(f"{W}gridCol"))
            yield f"{indent}[{element.find(f'{W}tblPr/{W}tblStyle').get(f'{W}val')} {widths}]"
            for row in element.findall(f"{W}tr"):
                yield from _row(row, f"{indent}  ")
        elif name == "sectPr":
            yield f"{indent}{_section(element)}"


def _row(row: ET.Element, indent: str) -> Iterator[str]:
    marks = [mark.tag.removeprefix(W) for mark in row.find(f"{W}trPr") or ()]
    cells = [" ⏎ ".join(_said(p) for p in cell.findall(f"{W}p")) for cell in row.findall(f"{W}tc")]
    yield f"{indent}{' | '.join(cells)}" + (f"  ({', '.join(marks)})" if "tblHeader" in marks else "")


def _style(paragraph: ET.Element) -> str:
    properties = paragraph.find(f"{W}pPr")
    parts = []
    for each in properties:
        name = each.tag.removeprefix(W)
        if name == "pStyle":
            parts.insert(0, each.get(f"{W}val"))
        elif name == "numPr":
            parts.append("list " + "/".join(child.get(f"{W}val") for child in reversed(each)))
        elif name == "sectPr":
            parts.append(_section(each))
        else:
            parts.append(name)
    return " ".join(parts)


def _section(element: ET.Element) -> str:
    size, kind = element.find(f"{W}pgSz"), element.find(f"{W}type")
    title = " titlePg" if element.find(f"{W}titlePg") is not None else ""
    columns = element.find(f"{W}cols")
    split = "" if columns is None else f" {columns.get(f'{W}num')} columns"
    return f"§{size.get(f'{W}w')}×{size.get(f'{W}h')} {kind.get(f'{W}val')}{split}{title}"


def _said(element: ET.Element) -> str:
    parts = []
    for each in element.iter():
        name = each.tag.removeprefix(W)
        if name in {"t", "instrText"}:
            parts.append(each.text or "")
        elif name == "br":
            parts.append("⏎")
        elif name == "tab" and each.get(f"{W}pos") is None:
            parts.append("⇥")
        elif name == "bookmarkStart" and not each.get(f"{W}name").startswith("sop_t_"):
            parts.append(f"‹{each.get(f'{W}name')}›")
        elif name == "fldChar":
            parts.append(_FIELDS[each.get(f"{W}fldCharType")])
        elif name == "drawing":
            parts.append("[picture]")
    return "".join(parts)
