"""Whether the chains add up: every row that was altered, dropped, swapped, cut off or written anew, not only the first.

A chain can be checked against itself. One that was cut, or written anew as a whole, adds up again; it shows only
against what something else remembers of it: the table of heads, the witness file, the head printed in an export.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sop_kit.errors import NewerKit, Phrase, StoreBroken, phrase
from sop_kit.record.chain import Stored, chain_hash, change_of, erased_hashes, is_whole
from sop_kit.record.witness import Anchor

MOST_UNSETTLED = 40  # rows that are tried against each other to tell swapped ones from altered ones
MOST_LINKS = 3  # hashes of one row from which the next one may go on
_WHOLE = 64  # digits of a hash; a printed one is shorter


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up: the product line, the number of the Change (0: the line as a whole), and what."""

    product: str
    number: int
    what: Phrase

    @property
    def sentence(self) -> Phrase:
        """Return all of it in one sentence."""
        if not self.product:
            return self.what
        if not self.number:
            return phrase("{product}: {what}", product=self.product, what=self.what)
        return phrase("{product}, Change {number}: {what}", product=self.product, number=self.number, what=self.what)


def verify(rows: Sequence[Stored], anchors: Sequence[Anchor]) -> tuple[Finding, ...]:
    """Return everything that does not add up in the rows of all product lines, by product line and number."""
    lines: dict[str, list[Stored]] = {}
    for row in rows:
        lines.setdefault(row.product, []).append(row)
    found: list[Finding] = []
    for product in sorted({*lines, *(anchor.product for anchor in anchors if anchor.product)}):
        mine = [anchor for anchor in anchors if anchor.product == product]
        found += _line(product, sorted(lines.get(product, []), key=lambda row: row.number), mine)
    found += [_of_no_line(anchor) for anchor in anchors if not anchor.product and not _fits(anchor, rows)]
    return tuple(found)


def _line(product: str, rows: Sequence[Stored], anchors: Sequence[Anchor]) -> Iterator[Finding]:
    if not rows:
        what = phrase("The whole product line is missing; known from {sources}.", sources=_named(anchors))
        yield Finding(product, 0, what)
        return
    found: dict[int, Phrase] = {}
    # What is said more exactly stands further down and replaces the rest.
    found |= _against_anchors(rows, anchors)
    found |= _missing(rows, anchors)
    found |= _unlinked(rows, {anchor.number: anchor.hash for anchor in anchors if len(anchor.hash) == _WHOLE})
    found |= _unreadable(rows)
    found |= {number: Phrase("It stands there twice.") for number in _twice(rows)}
    for number, what in sorted(found.items()):
        yield Finding(product, number, what)


def _unreadable(rows: Sequence[Stored]) -> dict[int, Phrase]:
    erased = erased_hashes(rows)
    found: dict[int, Phrase] = {}
    for row in rows:
        if not is_whole(row, erased):
            found[row.number] = Phrase("Its text was altered.")
            continue
        try:
            change_of(row)
        except NewerKit as error:
            found[row.number] = error.what
        except StoreBroken:
            found[row.number] = Phrase("Its text cannot be read.")
    return found


def _twice(rows: Sequence[Stored]) -> Iterator[int]:
    ids = Counter(row.id for row in rows)
    numbers = Counter(row.number for row in rows)
    yield from (row.number for row in rows if ids[row.id] > 1 or numbers[row.number] > 1)


def _missing(rows: Sequence[Stored], anchors: Sequence[Anchor]) -> dict[int, Phrase]:
    there = {row.number for row in rows}
    last = max(there)
    found = {number: Phrase("It is missing.") for number in range(1, last) if number not in there}
    beyond = [anchor for anchor in anchors if anchor.number > last]
    for number in range(last + 1, max((anchor.number for anchor in beyond), default=last) + 1):
        sources = _named(anchor for anchor in beyond if anchor.number >= number)
        found[number] = phrase("It was cut off the end; known from {sources}.", sources=sources)
    return found


def _against_anchors(rows: Sequence[Stored], anchors: Sequence[Anchor]) -> dict[int, Phrase]:
    by_number = {row.number: row for row in rows}
    differing: dict[int, list[Anchor]] = {}
    for anchor in anchors:
        row = by_number.get(anchor.number)
        if row is not None and not row.hash.startswith(anchor.hash):
            differing.setdefault(anchor.number, []).append(anchor)
    return {
        number: phrase("It is not the one that {sources} noted: it was written anew.", sources=_named(found))
        for number, found in differing.items()
    }


def _unlinked(rows: Sequence[Stored], known: Mapping[int, str]) -> dict[int, Phrase]:
    """Return the rows that do not follow the one before them, told apart as far as can be."""
    hashes = _links(rows, known)
    unsettled = [row for row in rows if not _follows(row, hashes.get(row.number - 1, ()))]
    # A row behind one that was swapped or altered follows it all the same, if one knows which hash it had.
    others = [row.hash for row in unsettled]
    unsettled = [row for row in unsettled if not _follows(row, others)]
    there = {row.number for row in rows}
    number_of = {digest: number for number, digest in known.items()}
    found: dict[int, Phrase] = {}
    for row in unsettled:
        place = number_of.get(row.hash, row.number)
        if place == row.number and len(unsettled) <= MOST_UNSETTLED:
            place = _own_place(row, unsettled, hashes)
        if place != row.number:
            found[row.number] = phrase("Change {number} stands in its place: rows were swapped.", number=place)
        elif row.number == 1 or row.number - 1 in there or row.number - 1 in known:
            found[row.number] = Phrase(
                "It does not follow the one before it: its number, time, kind or hash was altered."
            )
    return found


def _links(rows: Sequence[Stored], known: Mapping[int, str]) -> dict[int, list[str]]:
    """Return the hashes that each Change may have had: what stands there, what was noted, what its columns make."""
    hashes: dict[int, list[str]] = {0: [""]}
    for number, digest in known.items():
        hashes.setdefault(number, []).append(digest)
    for row in rows:
        made = [chain_hash(row, before) for before in hashes.get(row.number - 1, ())[:MOST_LINKS]]
        hashes.setdefault(row.number, []).extend(dict.fromkeys([row.hash, *made]))
    return hashes


def _follows(row: Stored, before: Iterable[str]) -> bool:
    return any(chain_hash(row, each) == row.hash for each in before)


def _own_place(row: Stored, unsettled: Sequence[Stored], hashes: Mapping[int, Sequence[str]]) -> int:
    """Return the number under which the row follows what stands before it; its own when there is none."""
    others = [each.hash for each in unsettled]
    for place in {each.number for each in unsettled}:
        moved = replace(row, number=place)
        if place != row.number and _follows(moved, [*hashes.get(place - 1, ()), *others]):
            return place
    return row.number


def _fits(anchor: Anchor, rows: Sequence[Stored]) -> bool:
    return any(row.number == anchor.number and row.hash.startswith(anchor.hash) for row in rows)


def _of_no_line(anchor: Anchor) -> Finding:
    what = phrase("No product line has this Change, known from {sources}.", sources=(anchor.source,))
    return Finding("", anchor.number, what)


def _named(anchors: Iterable[Anchor]) -> tuple[Phrase | str, ...]:
    return tuple(dict.fromkeys(anchor.source for anchor in anchors))
