"""The smallest pictures of each kind, and what a camera writes into them."""

from __future__ import annotations

import struct
import zlib

SECRET = b"N 31.2304 E 121.4737"


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int = 4, height: int = 3, *, secret: bool = False) -> bytes:
    """Return a PNG, with a place in its text when ``secret``."""
    rows = zlib.compress(b"".join(b"\0" + b"\x30\x60\x90" * width for _ in range(height)))
    told = _chunk(b"tEXt", b"Comment\0" + SECRET) if secret else b""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + told + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def gif(width: int = 4, height: int = 3) -> bytes:
    """Return the beginning of a GIF: all that is read of it."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + 6 * b"\0" + b";"


def segment(marker: int, data: bytes) -> bytes:
    """Return a segment of a JPEG."""
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def exif(way_up: int = 1) -> bytes:
    """Return EXIF data as a phone writes them: which way up, and where."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, way_up, 0)
    return b"Exif\0\0" + struct.pack("<2sHIH", b"II", 42, 8, 1) + entry + struct.pack("<I", 0) + SECRET


def jpeg(width: int = 40, height: int = 30, *, way_up: int = 1) -> bytes:
    """Return a JPEG with EXIF data, XMP, a comment, and a film behind its end, as phones make them."""
    size = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            segment(0xE1, exif(way_up)),
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
            segment(0xE2, b"ICC_PROFILE\0\x01\x01colours"),
            segment(0xFE, SECRET),
            b"\xff",  # a filler
            segment(0xC0, size),
            segment(0xDA, b"\x01\x01\0\0\x3f\0") + b"dots\xff\x00more\xff\xd0dots",
            b"\xff\xd9",
            SECRET,
        )
    )
