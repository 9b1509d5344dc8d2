"""Workbooks put together part by part, as no program would write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COLUMNS = ("id", "stage", "action", "role")
STEP = ("1", "monitor", "Look", "dev")


def text(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def row(number: int, cells: tuple[str, ...] = STEP) -> str:
    return (
        f'<row r="{number}">'
        + "".join(text(f"{chr(65 + at)}{number}", cell) for at, cell in enumerate(cells))
        + "</row>"
    )


def sheet(body: str = row(2), *, before: str = "", after: str = "", space: str = MAIN) -> str:
    """A sheet of steps with the rows of ``body`` below its headings."""
    return f'<worksheet xmlns="{space}">{before}<sheetData>{row(1, COLUMNS)}{body}</sheetData>{after}</worksheet>'


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def workbook(
    first: str = sheet(),
    *,
    strings: str = "<sst/>",
    styles: str = "<styleSheet/>",
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of one sheet called Steps."""
    return packed(parts(first, strings=strings, styles=styles) | dict(extra or {}))


def parts(first: str = sheet(), *, strings: str = "<sst/>", styles: str = "<styleSheet/>") -> dict[str, str | bytes]:
    leads = {"worksheet": "worksheets/sheet1.xml", "sharedStrings": "sharedStrings.xml", "styles": "styles.xml"}
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations({"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": (
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Steps" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": relations(leads),
        "xl/worksheets/sheet1.xml": first,
        "xl/sharedStrings.xml": strings,
        "xl/styles.xml": styles,
    }


def relations(leads: Mapping[str, str]) -> str:
    lines = (
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(leads.items(), start=1)
    )
    return f'<Relationships xmlns="{RELATIONS}">{"".join(lines)}</Relationships>'
