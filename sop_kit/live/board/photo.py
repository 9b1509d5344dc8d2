"""A photo of a paper whiteboard as evidence: a file in the workshop's folder of pictures, and a row that names it."""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sop_kit.blocks.html import fragment
from sop_kit.blocks.raster import raster
from sop_kit.document.pictures import picture_fault, picture_of, without_traces
from sop_kit.errors import BadRequest
from sop_kit.live.board.meant import steps_named
from sop_kit.live.board.words import own_words
from sop_kit.live.desk.asked import Answer, Asked
from sop_kit.live.desk.nodes import blocks, note
from sop_kit.live.session import Session
from sop_kit.record.model import by_id
from sop_kit.record.pictures import FOLDER, MOST_BYTES

# A photo of the whole board belongs to no step: it stands with the sources of the document.
CHAPTER = "F"
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}


def add_photo(asked: Asked) -> Answer:
    """Keep a photo without what the camera wrote into it, at a step or for the whole board.

    The file is on disk before the record names it; when the record does not take it, the file goes as well.

    Raises
    ------
    BadRequest
        When it is no picture, or too large, or there is no such step. Nothing is kept then.
    """
    session, step = asked.session, asked.text("step")
    with session.lock:
        if session.kept is None or session.knows(asked.id):
            return {"ids": []}
        session.refresh()
        if step:
            steps_named(session.record, [step])
        data, ending = _picture(asked.text("name"), str(asked.args.get("data", "")))
        day = datetime.now().astimezone().date().isoformat()
        path = _written(session.kept.workshop.folder / FOLDER, f"{step or 'board'}-{day}", ending, data)
        say = own_words(session.record, session.say)
        where = {"step": step} if step else {"chapter": CHAPTER}
        caption = say("Photo of the whiteboard, {day}", day=say.day(day))
        try:
            row = asked.add_row("images", {"file": path.name, "caption": caption, **where})
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return {"ids": [row], "says": session.say("Photo kept as {file}.", file=f"{FOLDER}/{path.name}")}


def photo_shown(session: Session, image: str) -> Mapping[str, Any]:
    """Return a photo as nodes, for whoever opens it."""
    row = by_id(session.view.record.images).get(image)
    if row is None:
        return {"nodes": [note(session.say("There is no such photo any more."))]}
    return {"nodes": [blocks(fragment((picture_of(session.view, row),), session.say.lang))]}


def _picture(name: str, coded: str) -> tuple[bytes, str]:
    """Return the bytes of a picture without traces, and the ending of its file."""
    _, _, after = coded.rpartition("base64,")
    # Four characters hold three bytes: what is far too large is not even unfolded.
    try:
        data = base64.b64decode(after, validate=True) if len(after) <= MOST_BYTES * 2 else bytes(MOST_BYTES + 1)
    except (binascii.Error, ValueError):
        data = b""
    found = raster(data) if len(data) <= MOST_BYTES else None
    ending = _ENDINGS[found.media_type] if found else "svg" if name.lower().endswith(".svg") else "png"
    plain = PurePosixPath(name.replace("\\", "/").replace(":", "/")).stem or "photo"
    said = f"{plain}.{ending}"
    fault = picture_fault(said, data)
    if fault is not None:
        raise BadRequest("{reason}", reason=fault)
    return without_traces(said, data), ending


def _written(folder: Path, stem: str, ending: str, data: bytes) -> Path:
    """Return the file that holds the picture; no file that is there is written over."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = folder / (f"{stem}.{ending}" if number == 1 else f"{stem}-{number}.{ending}")
        try:
            with path.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            number += 1
        else:
            return path
