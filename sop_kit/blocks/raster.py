"""Pictures made of dots: what kind of file it is, how large, and the same file without what a camera wrote into it.

PNG: W3C, Portable Network Graphics, 3rd edition. GIF: CompuServe, GIF89a. JPEG: ITU-T T.81, annex B.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

MediaType = Literal["image/png", "image/jpeg", "image/gif"]

_PNG = b"\x89PNG\r\n\x1a\n"
_GIF = (b"GIF87a", b"GIF89a")
_JPEG, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
# Chunks of a PNG that tell about the camera, the place or the author, and never how the picture looks.
_TELLING_CHUNKS = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"})
# Segments of a JPEG: those from SOF0 to SOF15 hold its size, except three that share their numbers.
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _COMMENT, _APPLICATIONS = 0xDA, 0xFE, range(0xE0, 0xF0)
# Of what applications add, the frame, the colours and how they are meant belong to the picture. EXIF, XMP and IPTC
# data, previews (they may show what was cut away) and comments do not.
_OF_THE_PICTURE = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
_EXIF = b"Exif\0\0"
_ORIENTATION, _ON_ITS_SIDE = 0x0112, range(5, 9)
# The next marker after the dots of a scan: an escaped FF, a filler and the restarts inside a scan are none.
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of dots: ``data`` tells nothing about who took it, where and with what; sizes are in pixels."""

    media_type: MediaType
    width: int
    height: int
    data: bytes


def raster(data: bytes) -> Raster | None:
    """Return the picture in a file, or nothing when it is no PNG, JPEG or GIF, or is not whole.

    A JPEG keeps of its EXIF data only which way up it is.
    """
    try:
        if data.startswith(_PNG):
            return _png(data)
        if data.startswith(_GIF):
            width, height = struct.unpack_from("<HH", data, len(_GIF[0]))
            return _sized("image/gif", width, height, data)
        return _jpeg(data) if data.startswith(_JPEG) else None
    except (struct.error, IndexError):
        return None


def _sized(media_type: MediaType, width: int, height: int, data: bytes) -> Raster | None:
    return Raster(media_type, width, height, data) if width and height else None


def _png(data: bytes) -> Raster | None:
    width, height = struct.unpack_from(">II", data, 16)
    kept, at, name = [_PNG], len(_PNG), b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if name not in _TELLING_CHUNKS:
            kept.append(data[at:end])
        at = end
    return _sized("image/png", width, height, b"".join(kept)) if at <= len(data) else None


def _jpeg(data: bytes) -> Raster | None:
    width = height = 0
    way_up = 1
    kept: list[bytes] = []
    for marker, segment in _segments(data):
        if marker in _SIZES:
            height, width = struct.unpack_from(">HH", segment, 5)
        if segment[4:].startswith(_EXIF):
            way_up = _way_up(segment[4 + len(_EXIF) :])
        elif _belongs(marker, segment):
            kept.append(segment)
    if way_up in _ON_ITS_SIDE:
        width, height = height, width
    said = [] if way_up == 1 else [_exif(way_up)]
    return _sized("image/jpeg", width, height, b"".join((_JPEG, *said, *kept, _JPEG_END)))


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and bytes of every segment up to the end of the picture; a scan comes with its dots."""
    at = len(_JPEG)
    while data[at : at + 2] != _JPEG_END:
        if data[at] == data[at + 1] == 0xFF:  # noqa: PLR2004 - a filler
            at += 1
            continue
        marker = data[at + 1]
        end = at + 2 + int(struct.unpack_from(">H", data, at + 2)[0])
        if marker == _SCAN:
            found = _NEXT_MARKER.search(data, end)
            end = found.start() if found else len(data)
        yield marker, data[at:end]
        at = end


def _belongs(marker: int, segment: bytes) -> bool:
    if marker not in _APPLICATIONS:
        return marker != _COMMENT
    return any(marker == kept and segment[4:].startswith(name) for kept, name in _OF_THE_PICTURE)


def _way_up(tiff: bytes) -> int:
    """Return the orientation that EXIF data give, from 1 (upright) to 8; 1 when they give none."""
    order = "<" if tiff[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        entries = (struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * place) for place in range(count))
        found = next((value for tag, _, _, value in entries if tag == _ORIENTATION), 1)
    except struct.error:
        return 1
    return found if found in range(1, 9) else 1


def _exif(way_up: int) -> bytes:
    """Return the segment that says which way up a picture is, and nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, way_up, 0)
    inside = _EXIF + struct.pack(">2sHIH", b"MM", 42, 8, 1) + entry + struct.pack(">I", 0)
    return struct.pack(">BBH", 0xFF, 0xE1, len(inside) + 2) + inside
