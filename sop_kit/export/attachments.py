"""The pictures that lie beside a wiki page: one file each, under a name that no two of them share."""

from __future__ import annotations

import base64
import re
from typing import NamedTuple

from sop_kit.blocks.model import Figure, Picture
from sop_kit.export import fonts, paper
from sop_kit.export.png import png

_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


class Attached(NamedTuple):
    """A picture beside the page: the name of its file, and how wide it is meant to be shown, in pixels."""

    name: str
    width: int


class Attachments:
    """The files of the pictures met so far.

    Parameters
    ----------
    prefix
        Comes before every name: some wikis keep the files of all pages in one place.
    raster
        Whether drawings become PNG, for wikis that show no SVG.
    """

    def __init__(self, prefix: str = "", *, raster: bool = False) -> None:
        self.files: dict[str, bytes] = {}
        self._prefix = prefix
        self._raster = raster

    def figure(self, block: Figure) -> Attached | None:
        """Add a drawing; nothing when it cannot be read."""
        drawn = paper.drawing(block.svg, fonts.visible)
        if drawn is None:
            return None
        content = png(drawn.svg) if self._raster else drawn.svg.encode()
        return Attached(self._add(block.name, "png" if self._raster else "svg", content), round(drawn.width))

    def picture(self, block: Picture) -> Attached:
        """Add a picture of the team's own."""
        return Attached(
            self._add(block.name, _ENDINGS[block.media_type], base64.b64decode(block.data)), max(block.width, 1)
        )

    def _add(self, name: str, ending: str, content: bytes) -> str:
        stem = re.sub(r"[^\w-]+", "-", self._prefix) + (re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_") or "figure")
        number, free = 1, f"{stem}.{ending}"
        while free in self.files:
            number += 1
            free = f"{stem}-{number}.{ending}"
        self.files[free] = content
        return free
