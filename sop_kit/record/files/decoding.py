"""From the bytes of a file to its text, and what kind of file it is."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Literal

from sop_kit.errors import Problem
from sop_kit.record.files.reading import error, warning

Kind = Literal["yaml", "csv", "json", "markdown"]

MAX_BYTES = 20_000_000
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

_KIND_OF_SUFFIX: dict[str, Kind] = {
    ".yaml": "yaml",
    ".yml": "yaml",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
}
_WORKBOOKS = {".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ett", ".ods", ".numbers"}
_ZIP, _OLE, _PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"
_NUL_SHARE = 0.05
_SAVE_AS_CSV = (
    "This is a workbook; workbooks are read by a later version. "
    "Open it, save the sheet as CSV (UTF-8), and import that file."
)


def read_text(data: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of a file, ``None`` when it holds none, and what was wrong with it."""
    refusal = _refusal(data, name)
    if refusal:
        return None, (error(name, refusal),)
    text, remark = _decoded(data)
    if text is None:
        return None, (error(name, remark),)
    if text.count("\0") > _NUL_SHARE * len(text):
        return None, (error(name, "This is no text file: it is filled with NUL bytes. Save it again as UTF-8 text."),)
    if not text.strip():
        return None, (error(name, "The file is empty. Nothing was read from it."),)
    return text, (warning(name, remark),) if remark else ()


def kind_of(name: str, text: str) -> Kind:
    """Return what kind of file it is, by its suffix, else by how its text looks."""
    by_suffix = _KIND_OF_SUFFIX.get(PurePath(name).suffix.lower())
    if by_suffix:
        return by_suffix
    start = text.lstrip()
    if start[:1] in ("{", "["):
        return "json"
    if re.search(r"^(schema|product|steps|head):(\s|$)", text, re.MULTILINE):
        return "yaml"
    return "markdown" if re.match(r"#{1,2} \S", start) else "csv"


def without_forbidden(text: str) -> str:
    """Return the text with U+FFFD in place of every character that no file format of the kit can carry."""
    return FORBIDDEN.sub(REPLACEMENT, text)


def _refusal(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        return f"The file is larger than {MAX_BYTES // 1_000_000} MB. Split it into smaller files."
    workbook = PurePath(name).suffix.lower() in _WORKBOOKS
    if workbook or data.startswith((_ZIP, _OLE)):
        return _SAVE_AS_CSV if workbook else f"The file is no text, whatever its name says. {_SAVE_AS_CSV}"
    if data.startswith(_PDF):
        return "This is a PDF; facts cannot be read from it. Import the CSV, YAML, JSON or Markdown it was made from."
    return ""


def _decoded(data: bytes) -> tuple[str | None, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _strictly(data, "utf-16")
        return text, "" if text is not None else "The text is damaged UTF-16. Save it again as UTF-8."
    text = _strictly(data, "utf-8-sig")
    if text is not None:
        return text, ""
    text = _strictly(data, "gb18030")
    if text is not None:
        return (
            text,
            "The file is not UTF-8 and was read as GB18030 (Chinese Windows). Check that its characters are right.",
        )
    return None, "The text is neither UTF-8 nor GB18030, or it is no text at all. Save it as UTF-8 text and try again."


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
