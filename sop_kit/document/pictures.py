"""The team's own pictures as blocks, each where it belongs; one that cannot be shown says why, and whom to ask."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Callout, Figure, Picture
from sop_kit.blocks.raster import Raster, raster
from sop_kit.blocks.svg_filter import Picture as Drawing
from sop_kit.blocks.svg_filter import safe_picture
from sop_kit.document.prose import prose_text
from sop_kit.document.view import View, unknown
from sop_kit.errors import Phrase, Problem, phrase
from sop_kit.record.model import Record
from sop_kit.record.pictures import FOLDER, MOST_BYTES, below_images
from sop_kit.record.tables import Image

MOST_DOTS = 50_000_000  # a small file may unfold into more dots than any viewer can hold
_LONGEST_NAME = 60
_NOT_IN_A_NAME = re.compile(r"[^\w-]+")
# Drawing programs name the version of SVG they write; without entities of its own such a line says nothing else.
_DOCTYPE = re.compile(r"<!DOCTYPE\s+svg[^\[>]*>")


def pictures_of_step(view: View, step: str) -> list[Block]:
    """Return the pictures of a step."""
    return _blocks(view, (row for row in view.record.images if row.step == step))


def pictures_of_chapter(view: View, chapter: str) -> list[Block]:
    """Return the pictures of a chapter; one that names a known step stands with the step instead."""
    return _blocks(view, (row for row in view.record.images if row.chapter == chapter and row.step not in view.steps))


def picture_of(view: View, row: Image) -> Block:
    """Return one picture of the record as a block."""
    return _blocks(view, [row])[0]


def picture_fault(file: str, data: bytes) -> Phrase | None:
    """Return why a file cannot be shown as a picture and what to do, ``None`` when it can."""
    found = _read(file, data)
    return found if isinstance(found, Phrase) else None


def picture_problems(record: Record, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Return what is wrong with the pictures of a record, such as a file that is not there."""
    problems = []
    for row in record.images:
        found = _read(row.file, files.get(row.file))
        if isinstance(found, Phrase):
            problems.append(Problem(where=f"images/{row.id}/file", what=found, severity="warning"))
        elif isinstance(found, Drawing) and not found.whole:
            what = phrase("Parts of '{file}' are no drawing and were left out. Save it as a PNG file.", file=row.file)
            problems.append(Problem(where=f"images/{row.id}/file", what=what, severity="warning"))
    return tuple(problems)


def without_traces(file: str, data: bytes) -> bytes:
    """Return the file of a picture without what a camera or a program wrote into it: place, time, device, author.

    What is shown stays the same. A file that cannot be shown comes back as empty bytes, as many as it had.
    """
    found = _read(file, data)
    if isinstance(found, Drawing):
        return _svg(found).encode()
    dots = found if isinstance(found, Raster) or len(data) > MOST_BYTES else raster(data)
    return dots.data if isinstance(dots, Raster) else bytes(len(data))


def _blocks(view: View, rows: Iterable[Image]) -> list[Block]:
    return [_block(view, row, _read(row.file, view.pictures.get(row.file))) for row in rows]


def _block(view: View, row: Image, found: Raster | Drawing | Phrase) -> Block:
    say = view.say
    caption = prose_text(view, row, "caption")
    if isinstance(found, Phrase):
        title = say("Picture not shown: {name}", name=caption or row.file)
        return Callout(tone="missing", title=title, body=(plain(found.said(say)), unknown(view)))
    alt = prose_text(view, row, "alt") or say("A picture of the team’s own; nobody has described it in words yet.")
    name, anchor = _names(view)[row.id], f"picture-{row.id}"
    if isinstance(found, Drawing):
        return Figure(name=name, svg=_svg(found), alt=alt, caption=caption, anchor=anchor)
    return Picture(
        name=name,
        media_type=found.media_type,
        data=base64.b64encode(found.data).decode("ascii"),
        width=found.width,
        height=found.height,
        alt=alt,
        caption=caption,
        anchor=anchor,
    )


def _names(view: View) -> dict[str, str]:
    """Return a file stem for every picture, each its own."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for row in view.record.images:
        stem = PurePosixPath(row.file.replace("\\", "/")).stem
        wished = name = f"picture-{_NOT_IN_A_NAME.sub('-', stem)[:_LONGEST_NAME].strip('-')}".rstrip("-")
        number = 1
        # Some disks take two names for one when only the case of a letter differs.
        while name.casefold() in taken:
            number += 1
            name = f"{wished}-{number}"
        taken.add(name.casefold())
        names[row.id] = name
    return names


def _read(file: str, data: bytes | None) -> Raster | Drawing | Phrase:
    """Return the picture in a file, or what is wrong with it and what to do."""
    if not below_images(file):
        return phrase(
            "'{file}' is not in the folder {folder} of the workshop. Put the picture there and write its name, "
            "for example {folder}/board.png.",
            file=file,
            folder=FOLDER,
        )
    if data is None:
        return phrase(
            "'{file}' was not found. Put it into the folder {folder}, or correct the name.", file=file, folder=FOLDER
        )
    if len(data) > MOST_BYTES:
        return phrase("'{file}' is larger than {n} MB. Save it smaller.", file=file, n=MOST_BYTES // 1_000_000)
    found = _drawing(data) if file.lower().endswith(".svg") else raster(data)
    if found is None:
        return phrase("'{file}' cannot be read as a picture. Save it as a PNG, JPEG, GIF or SVG file.", file=file)
    if isinstance(found, Raster) and found.width * found.height > MOST_DOTS:
        return phrase("'{file}' has more than {n} million dots. Save it smaller.", file=file, n=MOST_DOTS // 1_000_000)
    return found


def _drawing(data: bytes) -> Drawing | None:
    try:
        svg = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return safe_picture(_DOCTYPE.sub("", svg), prefix="")


def _svg(drawing: Drawing) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawing.view_box}" width="{drawing.width:g}" '
        f'height="{drawing.height:g}">{drawing.inside}</svg>'
    )
