"""Files that look like a table to a person and are not one that can be read: what each is, and how to save it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Collection
from pathlib import PurePath

from sop_kit.errors import Phrase, Problem, phrase
from sop_kit.record.files import limits

WORKBOOK_SUFFIXES = frozenset(
    {".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".et", ".ett", ".ods", ".numbers"}
)
ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

SAVE_AS = Phrase(
    "Open it in Excel or WPS, choose File > Save As > Excel Workbook (*.xlsx), and import the file that this makes."
)
_COPY = Phrase("Copy its table into a workbook or a CSV file, and import that.")
_ENCRYPTED = Phrase(
    "The workbook is protected by a password and was not read. Open it, take the password off (Excel: File > Info > "
    "Protect Workbook; WPS: File > Encrypt), save it, and import it again."
)
_XLS = phrase("This is an Excel workbook of the old kind (.xls). {advice}", advice=SAVE_AS)
_ET = phrase("This is a WPS workbook of the old kind (.et). {advice}", advice=SAVE_AS)
_XLSB = phrase("This is a binary Excel workbook (.xlsb). {advice}", advice=SAVE_AS)
_ODS = phrase("This is an OpenDocument workbook (.ods). {advice}", advice=SAVE_AS)
_NUMBERS = Phrase(
    "This is a Numbers workbook. In Numbers choose File > Export To > Excel, and import the file that this makes."
)
_WORD = phrase("This is a Word document. {advice}", advice=_COPY)
_SLIDES = phrase("This is a presentation. {advice}", advice=_COPY)
_PICTURE = Phrase("This is a picture; facts cannot be read from it.")
_PDF = Phrase(
    "This is a PDF; facts cannot be read from it. Import the workbook, CSV, YAML, JSON or Markdown it was made from."
)
_ARCHIVE = Phrase("This is a packed archive. Unpack it, and import the files in it.")
_WEB_PAGE = phrase(
    "This is a web page with a table, whatever its name says; many systems export such files as .xls. {advice}",
    advice=SAVE_AS,
)
_XML_2003 = phrase("This is an Excel workbook as XML of 2003, whatever its name says. {advice}", advice=SAVE_AS)

# What an OLE file holds, by the name of a stream in it.
_STREAMS: tuple[tuple[str, Phrase], ...] = (
    ("EncryptedPackage", _ENCRYPTED),
    ("WordDocument", _WORD),
    ("PowerPoint Document", _SLIDES),
)
# What a ZIP file is, by a part in it; a workbook that can be read stands nowhere here.
_PARTS: tuple[tuple[str, Phrase], ...] = (
    ("xl/workbook.bin", _XLSB),
    ("word/document.xml", _WORD),
    ("ppt/presentation.xml", _SLIDES),
    ("index/document.iwa", _NUMBERS),
    ("index.zip", _NUMBERS),
)
_STARTS: tuple[tuple[bytes, Phrase], ...] = (
    (b"%PDF", _PDF),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b\x08", _ARCHIVE),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|meta|body|table|style|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(r"\s*MIME-Version:.*?Content-Type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.DOTALL)
_LOOKED_AT = 4_000  # characters
_IS_TEXT_OF_ITS_OWN = frozenset({".md", ".markdown", ".yaml", ".yml", ".json"})


def refusal(data: bytes, name: str) -> Problem | None:
    """Return why a file cannot be read, by its first bytes and what is packed in it; ``None`` when it may be."""
    if len(data) > limits.MOST_BYTES:
        message = "The file is larger than {n} MB. Split it into smaller files, or delete the pictures in it."
        return Problem(where=name, what=phrase(message, n=limits.MOST_BYTES // limits.MEGABYTE))
    what = next((what for start, what in _STARTS if data.startswith(start)), None)
    if data.startswith(_OLE):
        what = _in_ole(data, PurePath(name).suffix.lower())
    elif data.startswith((ZIP, _EMPTY_ZIP)):
        what = _in_zip(data)
    return Problem(where=name, what=what) if what else None


def is_packed(data: bytes) -> bool:
    """Say whether a file is packed as a workbook is."""
    return data.startswith((ZIP, _EMPTY_ZIP))


def refusal_of_text(text: str, name: str) -> Problem | None:
    """Return why a text cannot be read as a table: it is one for a browser, or an old way to write a workbook."""
    start = text[:_LOOKED_AT]
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and "<Workbook" in text[: 2 * _LOOKED_AT]:
        return Problem(where=name, what=_XML_2003)
    if PurePath(name).suffix.lower() not in _IS_TEXT_OF_ITS_OWN and (_HTML.match(start) or _MHTML.match(start)):
        return Problem(where=name, what=_WEB_PAGE)
    return None


def _in_ole(data: bytes, suffix: str) -> Phrase:
    found = next((what for stream, what in _STREAMS if stream.encode("utf-16-le") in data), None)
    return found or (_ET if suffix in {".et", ".ett"} else _XLS)


def _in_zip(data: bytes) -> Phrase | None:
    names = _names(data)
    if names is None or "xl/workbook.xml" in names or ("[content_types].xml" in names and not _part(names)):
        return None  # a workbook, or a damaged one: the reader says so
    if "mimetype" in names and "content.xml" in names:
        return _ODS
    return _part(names) or _ARCHIVE


def _part(names: Collection[str]) -> Phrase | None:
    return next((what for part, what in _PARTS if part in names), None)


def _names(data: bytes) -> frozenset[str] | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(name.replace("\\", "/").lower() for name in archive.namelist())
    except (zipfile.BadZipFile, struct.error, NotImplementedError, OverflowError, ValueError, OSError, EOFError):
        return None
