"""The files of a record's pictures: in the folder ``images`` beside the workshop's store, or beside a record file."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from sop_kit.record.model import Record

FOLDER = "images"
MOST_BYTES = 3_000_000


def below_images(file: str) -> str:
    """Return the path of a picture below the folder ``images``, "" when its name leads out of it.

    People write ``board.png``, ``images/board.png`` or, on Windows, a backslash: all of them are the same file.
    """
    path = PurePosixPath(file.replace("\\", "/"))
    parts = path.parts[1:] if path.parts[:1] == (FOLDER,) else path.parts
    # A colon is a drive or a hidden stream on Windows.
    if not parts or path.is_absolute() or ".." in parts or ":" in file:
        return ""
    return "/".join(parts)


def files_of_pictures(record: Record, folder: Path) -> dict[str, bytes]:
    """Return the pictures of a record that are there, by the name that their row gives.

    Of a file that is too large, only as much is read as shows that it is.
    """
    names = dict.fromkeys(row.file for row in record.images)
    found = ((name, _read(folder / FOLDER, below_images(name))) for name in names)
    return {name: data for name, data in found if data is not None}


def _read(images: Path, name: str) -> bytes | None:
    if not name:
        return None
    try:
        path = (images / name).resolve()
        # A link that leads out of the folder would carry any file of this machine into a document.
        if not path.is_relative_to(images.resolve()) or not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        return None
