"""The bytes of a log file: packed or not by what is in it, with its hash and what its start says."""

from __future__ import annotations

import gzip
import hashlib
import itertools
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from sop_kit.errors import BadInput, BadRequest, PlaceNotFound
from sop_kit.record.files.foreign import ZIP, refusal
from sop_kit.record.files.reading import error

MOST_BYTES = 8_000_000_000  # unpacked: far more than a log has, far less than an archive made to fill a machine
_BLOCK = 1 << 20  # bytes read at once
_START = 100_000  # bytes that tell what a file is
_GZIP = b"\x1f\x8b"
_DEEPEST = 3  # files packed in packed files
_DAMAGE = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


class Source:
    """A log file that can be read from its start several times.

    Raises
    ------
    PlaceNotFound, BadRequest
        When there is no such file, or it is a folder.
    BadInput
        When it cannot be read, or is something else: a workbook, a picture, several files in one.
    """

    def __init__(self, path: Path) -> None:
        self._path, self.name = path, path.name
        if path.is_dir():
            raise BadRequest("{path} is a folder. Give the file of the event log.", path=path)
        if not path.exists():
            raise PlaceNotFound(path, "Give the file of the event log.")
        with self._guarded(), path.open("rb") as file:
            self.hash = hashlib.file_digest(file, "sha256").hexdigest()
        self.start = b"".join(itertools.islice(self.blocks(), 1))[:_START]

    def blocks(self) -> Iterator[bytes]:
        """Yield the unpacked bytes of the file."""
        total = 0
        with self._guarded(), self._path.open("rb") as file:
            stream = self._unpacked(file)
            while block := stream.read(_BLOCK):
                total += len(block)
                if total > MOST_BYTES:
                    text = "The file is larger than {n} MB. Split it into smaller files."
                    raise BadInput(self.name, [error(self.name, text, n=MOST_BYTES // 1_000_000)])
                yield block

    def _unpacked(self, file: IO[bytes]) -> IO[bytes]:
        stream: IO[bytes] = file
        for _ in range(_DEEPEST):
            start = stream.read(_BLOCK)
            stream.seek(0)
            if start.startswith(_GZIP):
                stream = cast("IO[bytes]", gzip.GzipFile(fileobj=stream))
            elif start.startswith(ZIP) and stream is file:
                stream = self._only_member(zipfile.ZipFile(file))
            elif start.startswith(ZIP):
                break
            else:
                refused = refusal(start, self.name)
                if refused:
                    raise BadInput(self.name, [refused])
                return stream
        raise BadInput(
            self.name,
            [
                error(
                    self.name,
                    "What is packed in it is packed again. Unpack it first, and give the file with the events.",
                )
            ],
        )

    def _only_member(self, archive: zipfile.ZipFile) -> IO[bytes]:
        names = [each.filename for each in archive.infolist() if not each.is_dir() and not _added(each.filename)]
        if "[Content_Types].xml" in names or "mimetype" in names:
            text = "This is a workbook. Save the sheet with the events as CSV UTF-8, and give that file."
            raise BadInput(self.name, [error(self.name, text)])
        if len(names) != 1:
            text = "The archive holds {n} files: {names}. Unpack it, and give the one with the events."
            raise BadInput(self.name, [error(self.name, text, n=len(names), names=tuple(names[:5]) or "–")])
        return archive.open(names[0])

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Say of a file that cannot be read, or is damaged, that it is."""
        try:
            yield
        except PermissionError as fault:
            text = "You may not read this file. Ask for the permission, or for a copy."
            raise BadInput(self.name, [error(self.name, text)]) from fault
        except _DAMAGE as fault:
            text = "The file is damaged or not whole. Copy or download it again."
            raise BadInput(self.name, [error(self.name, text)]) from fault


def _added(name: str) -> bool:
    """Say whether a system put that file beside the others, as macOS does."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
