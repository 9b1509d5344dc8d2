"""Where the kit's own notebooks, templates and example workshops are."""

from __future__ import annotations

from pathlib import Path

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
