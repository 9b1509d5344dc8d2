"""Where the kit's own notebooks, templates and example workshops are, and how a file is put in its place."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from sop_kit.errors import PlaceNotFound


def kit_path(*parts: str) -> Path:
    """Return the path of something the kit ships, in the installed package if it is there, else in the repository.

    Parameters
    ----------
    parts
        Path below the kit, e.g. ``"templates", "reference.docx"``; the first is ``notebooks``, ``templates`` or
        ``workshop``.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "kit", package.parent):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise PlaceNotFound(package.parent.joinpath(*parts), "The installation is incomplete: install sop-kit again.")


def write_whole(path: Path, data: str | bytes) -> None:
    """Put a file in its place as a whole: what was there before stays until all of the new one is on disk."""
    with whole_file(path) as file:
        file.write(data.encode() if isinstance(data, str) else data)


def write_together(files: Mapping[Path, bytes]) -> None:
    """Put several files in their places once all of them are written; when one cannot be, none is."""
    with ExitStack() as stack:
        for path, data in files.items():
            file = stack.enter_context(whole_file(path))
            file.write(data)
            # Now, so that a full disk is met before the first one takes its place.
            file.flush()


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write into; it takes its place when this ends well, and is gone when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
