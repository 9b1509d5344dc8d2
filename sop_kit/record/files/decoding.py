"""From the bytes of a file to its text, and what kind of file it is."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Literal

from sop_kit.errors import Problem
from sop_kit.record.files.foreign import is_packed, refusal, refusal_of_text
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
_NUL_SHARE = 0.05
_SAMPLE = 100_000  # bytes that tell how a text is encoded
_PLAIN = re.compile(r"[\t\n\r\x20-\x7e\u00b7\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_AS_PLAIN = 0.95  # of its characters are ones that people type
_FEW_BROKEN = 0.02  # of the characters beyond ASCII
# What is left when text was saved in the wrong encoding before.
_LOST_BEFORE = ("锟斤拷", "烫烫烫", REPLACEMENT * 2)


def read_text(data: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of a file, ``None`` when it holds none, and what was wrong with it."""
    refused = refusal(data, name) or _refusal(data, name)
    if refused:
        return None, (refused,)
    text, problems = _decoded(data, name)
    if text is None:
        return None, problems
    refused = refusal_of_text(text, name)
    if refused:
        return None, (refused,)
    if text.count("\0") > _NUL_SHARE * len(text):
        return None, (error(name, "This is no text file: it is filled with NUL bytes. Save it again as UTF-8 text."),)
    if not text.strip():
        return None, (error(name, "The file is empty. Nothing was read from it."),)
    return text, problems or _lost_before(text, name)


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


def _refusal(data: bytes, name: str) -> Problem | None:
    if len(data) > MAX_BYTES:
        return error(name, "The file is larger than {n} MB. Split it into smaller files.", n=MAX_BYTES // 1_000_000)
    if is_packed(data):
        return error(name, "This is a workbook, and a text was expected here.")
    return None


def _decoded(data: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    marked = _by_mark(data)
    if marked:
        text = _strictly(data, marked)
        if text is None:
            return None, (
                error(name, "The text is damaged {encoding}. Save it again as UTF-8.", encoding=marked.upper()),
            )
        return text, ()
    text = _strictly(data, "utf-8-sig")
    if text is not None and "\0" not in text:
        return text, ()
    wide = _wide(data)
    if wide:
        return wide, ()
    if text is not None:
        return text, ()
    return _broken_utf_8(data, name) or _chinese_windows(data, name)


def encoding_of_start(data: bytes) -> str:
    """Return the encoding that the start of a text shows by its mark or by its zero bytes, "" when it shows none."""
    return _by_mark(data) or _width(data[:_SAMPLE])


def _by_mark(data: bytes) -> str:
    """Return the encoding that the first bytes of a file name, "" when they name none."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    return "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""


def _wide(data: bytes) -> str:
    """Return a text of two or four bytes a character whose first bytes do not say so, "" when it is none."""
    encoding = _width(data[:_SAMPLE])
    width = 4 if "32" in encoding else 2
    return (_strictly(data, encoding) or "") if encoding and len(data) % width == 0 else ""


def _width(sample: bytes) -> str:
    """Return in which encoding of two or four bytes a character the sample is what people type, "" for none."""
    if b"\0" not in sample:
        return ""  # a line end or a comma would hold one
    for encoding, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        text = _strictly(sample[: len(sample) - len(sample) % width], encoding)
        if text and len(_PLAIN.findall(text)) >= _AS_PLAIN * len(text):
            return encoding
    return ""


def _broken_utf_8(data: bytes, name: str) -> tuple[str, tuple[Problem, ...]] | None:
    """Return a text of which only a few bytes are no UTF-8, and the first line in which they stand."""
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    broken, beyond = text.count(REPLACEMENT), sum(character > "\x7f" for character in text)
    if broken > _FEW_BROKEN * beyond:
        return None
    line = text.count("\n", 0, text.index(REPLACEMENT)) + 1
    message = "{n} characters of this file are damaged and became {sign}, the first in this line. Correct them."
    return text, (warning(f"{name}:{line}", message, n=broken, sign=REPLACEMENT),)


def _chinese_windows(data: bytes, name: str) -> tuple[str | None, tuple[Problem, ...]]:
    text = _strictly(data, "gb18030")
    if text is not None:
        return text, (
            warning(
                name,
                "The file is not UTF-8 and was read as GB18030 (Chinese Windows). Check that its characters are right.",
            ),
        )
    return None, (
        error(
            name,
            "The text is neither UTF-8 nor GB18030, or it is no text at all. Save it as UTF-8 text and try again.",
        ),
    )


def _lost_before(text: str, name: str) -> tuple[Problem, ...]:
    found = min((place for sign in _LOST_BEFORE if (place := text.find(sign)) >= 0), default=-1)
    if found < 0:
        return ()
    line = text.count("\n", 0, found) + 1
    message = (
        "Characters were lost before: the file was once saved in a wrong encoding. Look for them in an older copy."
    )
    return (warning(f"{name}:{line}", message),)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
