"""How the text of a log file is encoded, told without holding it in memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sop_kit.assess.logs.sources import Source
from sop_kit.errors import Problem
from sop_kit.record.files.decoding import REPLACEMENT, encoding_of_start
from sop_kit.record.files.reading import warning

_FEW_BROKEN = 0.02  # of the characters beyond ASCII
_HIGH = 0x80  # from here on a byte is no ASCII


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """The name of an encoding and what a person should know about the choice."""

    name: str
    problems: tuple[Problem, ...] = ()


def encoding_of(source: Source) -> Encoding:
    """Return how the text of a file is encoded: as its start shows, UTF-8, GB18030, or Windows' Latin-1.

    A text that is hardly damaged stays UTF-8. What is neither is Western when its letters beyond ASCII mostly stand
    alone, as in ``Prüfung``, and Chinese when they stand together.
    """
    shown = encoding_of_start(source.start)
    if shown:
        return Encoding(name=shown)
    if _is_utf_8(source):
        return Encoding(name="utf-8-sig")
    broken, beyond = _broken(source, "utf-8")
    if broken <= _FEW_BROKEN * beyond:
        message = "Damaged characters in this file, which became {sign}: {n}."
        return Encoding(name="utf-8-sig", problems=(warning(source.name, message, n=broken, sign=REPLACEMENT),))
    if not _stand_alone(source):
        broken, beyond = _broken(source, "gb18030")
        if broken <= _FEW_BROKEN * beyond:
            problem = warning(
                source.name,
                "The file is not UTF-8 and was read as GB18030 (Chinese Windows). Check that its characters are right.",
            )
            return Encoding(name="gb18030", problems=(problem,))
    problem = warning(
        source.name,
        "The file is not UTF-8 and was read as Windows-1252 (Western). Check that its characters are right.",
    )
    return Encoding(name="cp1252", problems=(problem,))


def texts(source: Source, encoding: str) -> Iterator[str]:
    """Yield the text of a file piece by piece; what is damaged becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for block in source.blocks():
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _is_utf_8(source: Source) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in source.blocks():
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _broken(source: Source, encoding: str) -> tuple[int, int]:
    """Return how many characters cannot be decoded, and how many characters are beyond ASCII."""
    broken = beyond = 0
    for text in texts(source, encoding):
        if not text.isascii():
            broken += text.count(REPLACEMENT)
            signs = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
            beyond += int(np.count_nonzero(signs >= _HIGH))
    return broken, beyond


def _stand_alone(source: Source) -> bool:
    """Say whether most runs of bytes beyond ASCII are one byte long."""
    alone = runs = 0
    for block in source.blocks():
        high = np.frombuffer(block, np.uint8) >= _HIGH
        edges = np.flatnonzero(np.diff(np.concatenate(([False], high, [False])).astype(np.int8)))
        lengths = edges[1::2] - edges[::2]
        alone += int(np.count_nonzero(lengths == 1))
        runs += len(lengths)
    return alone * 2 > runs
