"""A whole store looked at from outside: what lies in it, and what something else remembers of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sop_kit.errors import Phrase, SopKitError
from sop_kit.record import store_tables as t
from sop_kit.record.chain import Stored
from sop_kit.record.files.printed_heads import printed_heads
from sop_kit.record.store import Store
from sop_kit.record.verifying import Finding, verify
from sop_kit.record.witness import Anchor, read_witness
from sop_kit.record.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and what was found; ``sources`` says what the chains were compared with."""

    rows: tuple[Stored, ...]
    anchors: tuple[Anchor, ...]
    findings: tuple[Finding, ...]

    @property
    def outside(self) -> tuple[Anchor, ...]:
        """Return what lies outside the database: who altered the database need not have reached it."""
        return tuple(anchor for anchor in self.anchors if isinstance(anchor.source, str))


def verified(workshop: Workshop, files: Sequence[Path], told: Sequence[Anchor]) -> tuple[Verified, tuple[Path, ...]]:
    """Return what does not add up in a workshop, and the files in which no head was found.

    Parameters
    ----------
    files
        Exported files to compare with, besides those in ``records`` of the workshop.
    told
        Heads that somebody typed in.
    """
    # Before the store: what others write meanwhile must not look as if it had been cut off.
    witnessed = tuple(read_witness(workshop.witness))
    exported = {path: path.read_bytes() for path in (*sorted((workshop.folder / "records").glob("*.y*ml")), *files)}
    store = workshop.store_to_read()
    try:
        rows, noted, damage = everything(store)
    finally:
        store.close()
    products = tuple(dict.fromkeys([row.product for row in rows] + [anchor.product for anchor in (*noted, *witnessed)]))
    anchors = [*noted, *witnessed]
    silent = []
    for path, data in exported.items():
        found = printed_heads(path, data, products)
        anchors += found
        if not found and path in files:
            silent.append(path)
    anchors += told
    if len(products) == 1:
        # What does not say which line it is about can only be about the one there is.
        anchors = [replace(anchor, product=anchor.product or products[0]) for anchor in anchors]
    findings = verify(rows, anchors)
    if damage is not None:
        findings = (Finding("", 0, damage), *findings)
    return Verified(rows, tuple(anchors), findings), tuple(silent)


def everything(store: Store) -> tuple[tuple[Stored, ...], tuple[Anchor, ...], Phrase | None]:
    """Return every row that can be read, the table of heads, and what is wrong with the file itself, if anything."""
    rows: list[Stored] = []
    noted: tuple[Anchor, ...] = ()
    try:
        with store.reading() as connection:
            noted = t.whatever_is_noted(connection)
            rows.extend(t.whatever_lies(connection))
    except SopKitError as error:
        return tuple(rows), noted, error.what
    return tuple(rows), noted, None
