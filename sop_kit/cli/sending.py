"""Making the product lines of a list, and a prefilled workbook for each of their owners."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from sop_kit.errors import Phrase, Problem, SopKitError, phrase
from sop_kit.places import write_whole
from sop_kit.record.alike import folded
from sop_kit.record.authors import author
from sop_kit.record.collection import (
    Sent,
    file_names,
    known_lines,
    load,
    save,
    sha256,
)
from sop_kit.record.family import take_over
from sop_kit.record.files.lines_file import ListedLine, Owner
from sop_kit.record.model import Record, content_hash
from sop_kit.record.owners import listed, owner_edits
from sop_kit.record.starting import new_line
from sop_kit.record.store import Store
from sop_kit.record.workshop import Workshop

WORKBOOKS = "workbooks"
# What an owner is asked about; the other sheets are hidden, and come back all the same.
ASKED_ABOUT = (
    *("people", "roles", "processes", "steps", "metrics", "alerts", "severities", "release_stages", "triggers"),
    *("decisions", "mistakes", "hotfixes", "tools", "lessons", "actions", "contradictions"),
)
# What became of a workbook: written, written anew because the record has changed, still the same; filled in by somebody
# and therefore left alone; not there any more because it was sent.
State = Literal["written", "refreshed", "same", "filled", "sent"]


class WriteWorkbook(Protocol):
    """Makes the workbook of a record for one of its owners."""

    def __call__(self, record: Record, *, lang: str, owner: str) -> bytes:
        """Return the bytes of the workbook."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be written: into which folder, in which language, and whether again what was sent.

    The language that the list states for an owner comes first, then ``lang``, then the line's own, then ``spoken``.
    """

    out: Path
    lang: str
    spoken: str
    again: bool
    source: str  # the list's name
    at: str  # the time now, ISO 8601


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A workbook of the list, and what became of it."""

    product: str
    owner: str
    file: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What came of a list."""

    workbooks: tuple[Workbook, ...]
    made: tuple[str, ...]  # lines that were not in the workshop before
    problems: tuple[Problem, ...]


def send(
    workshop: Workshop,
    lines: Sequence[ListedLine],
    order: Order,
    *,
    write: WriteWorkbook,
    report: Callable[[Workbook], None],
) -> Sending:
    """Make the lines that are new, carry their names and owners over, and write a workbook a line and owner.

    A line that fails is reported and stops no other. A workbook that somebody may have filled in is never overwritten.
    """
    store = workshop.store()
    problems: list[Problem] = []
    workbooks: list[Workbook] = []
    try:
        known = {folded(product): product for product in store.products()}
        made = []
        for line in _cores_first(lines):
            product = known.get(folded(line.product), line.product)
            try:
                if folded(line.product) not in known:
                    new_line(store, product, line.name or product)
                    known[folded(line.product)] = product
                    made.append(product)
                _carry_over(workshop, store, replace(line, product=product), order.source, problems)
            except SopKitError as error:
                problems.append(Problem(where=line.where, what=error.what))
        wanted = [replace(line, product=known[folded(line.product)]) for line in lines if folded(line.product) in known]
        names = _names(workshop, wanted, order.out)
        for line in wanted:
            try:
                for workbook in _written(workshop, store, line, order, names, write):
                    workbooks.append(workbook)
                    report(workbook)
            except (SopKitError, OSError) as error:
                problems.append(Problem(where=line.where, what=reason_of(error)))
        return Sending(workbooks=tuple(workbooks), made=tuple(made), problems=tuple(problems))
    finally:
        store.close()


def reason_of(error: SopKitError | OSError) -> Phrase:
    """Return why something failed, to be told beside where it did."""
    if isinstance(error, SopKitError):
        return error.what
    # Without the number that the system gives to what went wrong: it says nothing to a person.
    reason = ": ".join(str(part) for part in (error.strerror or error, error.filename) if part)
    return phrase("The system refused: {reason}", reason=reason)


def owner_labels(owners: Sequence[Owner]) -> tuple[str, ...]:
    """Return what each owner of a line is called: the name, with the address where two bear the same one."""
    names = [folded(owner.name) for owner in owners]
    return tuple(
        f"{owner.name} ({owner.contact})" if owner.contact and names.count(folded(owner.name)) > 1 else owner.name
        for owner in owners
    )


def _cores_first(lines: Sequence[ListedLine]) -> list[ListedLine]:
    cores = {folded(line.core) for line in lines if line.core}
    return sorted(lines, key=lambda line: folded(line.product) not in cores)


def _carry_over(workshop: Workshop, store: Store, line: ListedLine, source: str, problems: list[Problem]) -> None:
    """Carry what a list says of a line into its record, and remember that it was said."""
    collection = load(workshop.folder, line.product)
    record = store.record(line.product)
    edits, _ = owner_edits(record, line, collection.listed)
    if edits:
        store.add(line.product, edits, by=author(), why=f"collect {source}", kind="import", expect=record.head.number)
    if line.core and line.core not in (record.product.core, collection.listed.core):
        try:
            take_over(store, line.product, line.core, by=author())
        except SopKitError as error:
            problems.append(Problem(where=line.where, what=error.what, severity="warning"))
            line = replace(line, core=collection.listed.core)
    if listed(line) != collection.listed:
        save(workshop.folder, collection.model_copy(update={"listed": listed(line)}))


def _names(workshop: Workshop, lines: Sequence[ListedLine], out: Path) -> Mapping[tuple[str, str], str]:
    """Return the file name of each workbook; one that was written before keeps its name."""
    kept: dict[tuple[str, str], str] = {}
    for product in known_lines(workshop.folder):
        kept |= {(product, each.owner): each.file for each in load(workshop.folder, product).sent}
    wanted = [(line.product, owner) for line in lines for owner in owner_labels(line.owners or (Owner(name=""),))]
    taken = [*kept.values(), *(path.name for path in out.glob("*"))]
    return {**file_names([each for each in wanted if each not in kept], taken), **kept}


def _written(
    workshop: Workshop,
    store: Store,
    line: ListedLine,
    order: Order,
    names: Mapping[tuple[str, str], str],
    write: WriteWorkbook,
) -> Iterator[Workbook]:
    record = store.record(line.product)
    collection = load(workshop.folder, line.product)
    owners = line.owners or (Owner(name=""),)
    people = owner_edits(record, line, listed(line))[1] or ("",)
    own = next(iter(record.product.languages), "")
    for owner, label, person in zip(owners, owner_labels(owners), people, strict=True):
        lang = owner.lang or order.lang or line.lang or own or order.spoken
        asked = _Asked(record=record, owner=label, person=person, lang=lang, file=names[line.product, label])
        workbook, sent = _one(asked, collection.latest(label), order, write)
        if sent is not None:
            collection = collection.with_sent(sent)
            save(workshop.folder, collection)
        yield workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One workbook that is asked for."""

    record: Record
    owner: str
    person: str
    lang: str
    file: str


def _one(asked: _Asked, before: Sent | None, order: Order, write: WriteWorkbook) -> tuple[Workbook, Sent | None]:
    """Write one workbook unless it was before; return what became of it, and what is to be remembered."""
    record, target = asked.record, order.out / asked.file
    workbook = Workbook(product=record.product.id, owner=asked.owner, file=asked.file, state="written")
    content = content_hash(record)
    if before is not None:
        there = sha256(target.read_bytes()) if target.is_file() else ""
        same = (before.content, before.lang) == (content, asked.lang)
        if not there and not order.again:
            return replace(workbook, state="sent"), None
        if there and there != before.sha256:
            return replace(workbook, state="filled"), None
        if there and same and not order.again:
            return replace(workbook, state="same"), None
        workbook = replace(workbook, state="refreshed" if there else "written")
    data = write(record, lang=asked.lang, owner=asked.owner)
    write_whole(target, data)
    head = record.head
    sent = Sent(
        owner=asked.owner,
        person=asked.person,
        lang=asked.lang,
        file=asked.file,
        sha256=sha256(data),
        content=content,
        number=head.number,
        hash=head.hash,
        at=order.at,
    )
    return workbook, sent
