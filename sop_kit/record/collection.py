"""Who was sent which workbook, and what came back: one file a product line in the workshop's folder ``collect``."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from sop_kit.errors import BadRequest
from sop_kit.places import write_whole
from sop_kit.record.changes import Edit
from sop_kit.record.files.identity import usable_product_id
from sop_kit.record.tables import Fact

FOLDER = "collect"
_LONGEST_STEM = 200  # bytes: a name has 255 on most systems


class Returned(Fact):
    """A workbook that came back; ``number`` is the Change of the line after it was taken in."""

    file: str
    sha256: str
    at: str
    number: int


class Sent(Fact):
    """A workbook that was written for an owner, and what its owner has said in it so far.

    ``said`` are the edits from the record as it was at ``number`` to the workbook as it came back the last time: what
    comes back again is compared with that, so that a word taken back is seen as well. ``renamed`` holds the rows that
    got another id on the way in: table, id in the workbook, id in the record.
    """

    owner: str
    person: str = ""  # id in the table of people
    lang: str
    file: str  # name in the folder of workbooks
    sha256: str  # of the bytes that were written; "" when it was written elsewhere
    content: str = ""  # content hash of the record it was made from
    number: int
    hash: str
    at: str
    returned: tuple[Returned, ...] = ()
    said: tuple[Edit, ...] = ()
    renamed: tuple[tuple[str, str, str], ...] = ()


class Listed(Fact):
    """What the list of lines said of a line the last time, so that only what it says anew is taken in."""

    name: str = ""
    owner: str = ""
    deputy: str = ""
    core: str = ""


class LineCollection(Fact):
    """Everything about the workbooks of one product line."""

    product: str
    listed: Listed = Listed()
    sent: tuple[Sent, ...] = ()

    def latest(self, owner: str) -> Sent | None:
        """Return the workbook an owner was sent last."""
        return next((each for each in reversed(self.sent) if each.owner == owner), None)

    def of(self, owner: str, number: int, hashed: str) -> Sent | None:
        """Return the workbook that an owner was sent and that was made from the Change of that number and hash."""
        wanted = (owner, number, hashed)
        return next((each for each in reversed(self.sent) if (each.owner, each.number, each.hash) == wanted), None)

    def with_sent(self, sent: Sent) -> LineCollection:
        """Return the collection with a workbook added, or in place of the one made from the same Change."""
        known = {(each.owner, each.number, each.hash): each for each in self.sent}
        known[sent.owner, sent.number, sent.hash] = sent
        return self.model_copy(update={"sent": tuple(known.values())})


def load(folder: Path, product: str) -> LineCollection:
    """Return what is known about the workbooks of a line; ``folder`` is the workshop's.

    Raises
    ------
    BadRequest
        When the file was altered and cannot be read.
    """
    path = _path(folder, product)
    if not path.is_file():
        return LineCollection(product=product)
    try:
        return LineCollection.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise BadRequest(
            "{path} cannot be read: it says who was sent which workbook. Put it back from a copy, or delete it; "
            "then workbooks that come back are compared with the record they were made from.",
            path=path,
        ) from error


def save(folder: Path, collection: LineCollection) -> None:
    """Write what is known about the workbooks of a line."""
    path = _path(folder, collection.product)
    write_whole(path, f"{collection.model_dump_json(exclude_defaults=True, indent=1)}\n")


def known_lines(folder: Path) -> tuple[str, ...]:
    """Return the lines of which workbooks were sent or came back."""
    return tuple(sorted(path.stem for path in (folder / FOLDER).glob("*.json")))


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def file_names(wanted: Iterable[tuple[str, str]], taken: Iterable[str] = ()) -> dict[tuple[str, str], str]:
    """Return the file name of each workbook, by product id and owner: sound on every system, and each one once.

    Parameters
    ----------
    wanted
        Product ids and names of owners.
    taken
        File names that are in use for something else.
    """
    used = {name.casefold() for name in taken}
    names: dict[tuple[str, str], str] = {}
    for product, owner in wanted:
        stem = _stem(product, owner)
        name, number = f"{stem}.xlsx", 2
        while name.casefold() in used:
            name = f"{stem}-{number}.xlsx"
            number += 1
        used.add(name.casefold())
        names[product, owner] = name
    return names


def _stem(product: str, owner: str) -> str:
    made = usable_product_id(f"{product}-{owner}" if owner else product)
    return usable_product_id(made.encode()[:_LONGEST_STEM].decode(errors="ignore"))


def _path(folder: Path, product: str) -> Path:
    return folder / FOLDER / f"{product}.json"
