"""Make a PDF smaller without changing what it says: its small objects go into compressed object streams.

typst writes every tag of an accessible document as an object of its own, in plain text: two thirds of a file. See
ISO 32000-1, 7.5.7 (object streams) and 7.5.8 (cross-reference streams).
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = re.compile(rb"xref\r?\n0 (\d+)\r?\n")
_TRAILER = re.compile(rb"trailer\s*<<\s*/Size \d+(.*)>>\s*startxref", re.DOTALL)
_OBJECT = re.compile(rb"\s*(\d+) 0 obj\s*(.*?)\s*endobj\s*$", re.DOTALL)
_ENTRY = 20  # bytes of a line of the cross-reference table
# Says what goes without saying (ISO 32000-1, table 321), and some readers take it for an error.
_NOT_SUSPECT = (b"/MarkInfo<</Marked true/Suspects false>>", b"/MarkInfo<</Marked true>>")
_FREE, _PLAIN, _PACKED = 0, 1, 2
_MOST = 250  # objects in a stream: readers unpack a stream as a whole


def packed(pdf: bytes) -> bytes:
    """Return the same document, smaller; a file that is not written as typst writes it comes back as it was."""
    found = _parts(pdf)
    if found is None:
        return pdf
    count, offsets, facts = found
    out = bytearray(pdf[: min(offsets.values())])
    entries: dict[int, tuple[int, int, int]] = {0: (_FREE, 0, 65535)}
    small: list[tuple[int, bytes]] = []
    for number, whole, body in _objects(pdf, offsets):
        if body.endswith(b"endstream"):
            entries[number] = (_PLAIN, len(out), 0)
            out += whole
        else:
            small.append((number, body.replace(*_NOT_SUSPECT) if b"/Type/Catalog" in body else body))
    for group in _groups(small):
        entries[count] = (_PLAIN, len(out), 0)
        entries |= {number: (_PACKED, count, place) for place, (number, _) in enumerate(group)}
        out += _object_stream(count, group)
        count += 1
    start = len(out)
    entries[count] = (_PLAIN, start, 0)
    out += _cross_references(count, entries, facts)
    return bytes(out) + b"startxref\n%d\n%%%%EOF" % start


def _parts(pdf: bytes) -> tuple[int, dict[int, int], bytes] | None:
    """Return how many objects there are, where each begins, and the facts of the trailer."""
    start = _START.search(pdf)
    table = _TABLE.match(pdf, int(start[1])) if start else None
    trailer = _TRAILER.search(pdf, table.end()) if table else None
    if not start or not table or not trailer:
        return None
    count = int(table[1])
    lines = (pdf[table.end() + _ENTRY * n :][:_ENTRY] for n in range(count))
    offsets = {n: int(line[:10]) for n, line in enumerate(lines) if line[17:18] == b"n"}
    return count, {**offsets, count: int(start[1])}, trailer[1]


def _objects(pdf: bytes, offsets: dict[int, int]) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield number, bytes and inside of each object, in the order they stand in the file."""
    order = sorted(offsets.values())
    for begin, end in pairwise(order):
        found = _OBJECT.match(pdf[begin:end])
        if found:
            yield int(found[1]), pdf[begin:end], found[2]


def _groups(small: list[tuple[int, bytes]]) -> Iterable[list[tuple[int, bytes]]]:
    return (small[at : at + _MOST] for at in range(0, len(small), _MOST))


def _object_stream(number: int, group: list[tuple[int, bytes]]) -> bytes:
    places, bodies = [], bytearray()
    for each, body in group:
        places.append(b"%d %d" % (each, len(bodies)))
        bodies += body + b"\n"
    head = b" ".join(places) + b"\n"
    return _stream(number, b"/Type/ObjStm/N %d/First %d" % (len(group), len(head)), head + bodies)


def _cross_references(number: int, entries: dict[int, tuple[int, int, int]], facts: bytes) -> bytes:
    lines = b"".join(struct.pack(">BIH", *entries.get(n, (_FREE, 0, 65535))) for n in range(number + 1))
    return _stream(number, b"/Type/XRef/W[1 4 2]/Size %d" % (number + 1) + facts, lines)


def _stream(number: int, facts: bytes, content: bytes) -> bytes:
    small = zlib.compress(content, 9)
    head = b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>stream\n" % (number, facts, len(small))
    return head + small + b"\nendstream\nendobj\n"
