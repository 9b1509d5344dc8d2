"""What arrives in one import: workbooks that were sent out, decisions, runs of checklists, files of any other kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sop_kit.cli import taking
from sop_kit.cli.deciding import Decisions, carry_out
from sop_kit.cli.returned import Came, Taken, take_returned
from sop_kit.cli.running import RunTaken, take_run
from sop_kit.cli.sending import reason_of
from sop_kit.document.decisions import Decided, holds_decisions, read_decisions
from sop_kit.errors import BadInput, BadRequest, PlaceNotFound, Problem, SopKitError
from sop_kit.record.authors import author
from sop_kit.record.collection import sha256
from sop_kit.record.files.foreign import WORKBOOK_SUFFIXES, is_packed
from sop_kit.record.files.merge import Read
from sop_kit.record.files.plain_lines import lines_apart
from sop_kit.record.files.reading import Part, warning
from sop_kit.record.files.run_file import is_run
from sop_kit.record.headings.mapping import NO_MAPPINGS, Mappings
from sop_kit.record.store import Store
from sop_kit.record.workshop import Workshop

_SUFFIXES = WORKBOOK_SUFFIXES | {".csv", ".tsv", ".yaml", ".yml", ".json", ".md"}
_AT_ONCE = 20  # workbooks read before they are taken in: thousands of them do not fit into memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """What came of the files of one import; ``lists`` are overviews, with decisions in them or without."""

    lists: tuple[str, ...] = ()
    returned: tuple[Taken, ...] = ()
    decisions: Decisions = field(default_factory=Decisions)
    runs: tuple[RunTaken, ...] = ()
    imported: tuple[taking.Taken, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> bool:
        """Say whether something was not taken in."""
        told = [*self.problems, *self.decisions.problems]
        told += [problem for each in self.returned for problem in each.problems]
        told += [problem for each in self.runs for problem in each.problems]
        told += [problem for each in self.imported for problem in each.problems]
        return any(problem.severity == "error" for problem in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How files are to be taken in."""

    mappings: Mappings
    at: str  # the time now, ISO 8601
    dry_run: bool
    read: Read  # reads files, in a process of their own


def arrive(workshop: Workshop, files: Sequence[Path], wish: Wish) -> Arrival | None:
    """Take in what comes back, each file on its own; one that fails stops no other. A folder stands for its files.

    ``None`` when there are neither folders nor workbooks that were sent out nor decisions nor runs: such files are
    about one line, and taken in together.

    Raises
    ------
    PlaceNotFound, BadRequest
        When a file is not there, or a folder holds none to import.
    """
    paths = list(_all_of(files))
    books = [path for path in paths if _is_workbook(path)]
    runs = [path for path in paths if path not in set(books) and _is_run(path)]
    others = [path for path in paths if path not in {*books, *runs}]
    store = workshop.store()
    arrival = Arrival()
    try:
        taken = tuple(take_run(store, path.name, path.read_bytes(), dry_run=wish.dry_run) for path in runs)
        arrival = replace(arrival, runs=taken)
        for start in range(0, len(books), _AT_ONCE):
            contents = [(path.name, path.read_bytes()) for path in books[start : start + _AT_ONCE]]
            parts = wish.read(contents, NO_MAPPINGS)
            for path, (_, data), part in zip(books[start:], contents, parts, strict=False):
                found = _of_a_workbook(workshop, store, (path, data), part, wish)
                if found is None:
                    others.append(path)
                else:
                    arrival = _joined(arrival, found)
    finally:
        store.close()
    if arrival == Arrival() and not any(path.is_dir() for path in files):
        return None
    return _with_others(workshop, arrival, others, wish)


def _all_of(files: Sequence[Path]) -> Iterator[Path]:
    for path in files:
        if path.is_dir():
            # Office keeps a hidden file beside a workbook that is open.
            found = sorted(
                each
                for each in path.iterdir()
                if each.is_file() and each.suffix.lower() in _SUFFIXES and not each.name.startswith(("~$", "."))
            )
            if not found:
                raise BadRequest(
                    "{path} holds no file to import: workbooks, CSV, YAML, JSON or Markdown are looked for in it.",
                    path=path,
                )
            yield from found
        elif path.is_file():
            yield path
        else:
            raise PlaceNotFound(path, "Give the path of a workbook, a YAML, CSV, JSON or Markdown file, or a folder.")


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return is_packed(file.read(8))


def _is_run(path: Path) -> bool:
    with path.open("rb") as file:
        return is_run(file.read(4_096))


def _of_a_workbook(
    workshop: Workshop, store: Store, file: tuple[Path, bytes], part: Part, wish: Wish
) -> Arrival | None:
    """Take in one workbook that was sent out, or decisions; ``None`` when it is any other."""
    path, data = file
    product = part.written.product if part.written else _stated_product(part)
    if product and store.head(product).number:
        came = Came(part=part, sha256=sha256(data), product=product)
        return Arrival(returned=(take_returned(workshop, store, came, at=wish.at, dry_run=wish.dry_run),))
    if part.written is not None:
        note = warning(
            path.name,
            "The workbook was written from the product line '{product}', which this workshop did not have; it was "
            "taken in as a new one.",
            product=product,
        )
        return _with_others(workshop, Arrival(problems=(note,)), [path], wish)
    for table in lines_apart(data, path.name):
        if table.lines and holds_decisions(table.lines[0].cells):
            decided, problems = read_decisions(table.lines)
            decisions = _decided(store, decided, wish)
            return Arrival(lists=(path.name,), decisions=decisions, problems=(*table.problems, *problems))
    return None


def _decided(store: Store, decided: Sequence[Decided], wish: Wish) -> Decisions:
    if wish.dry_run:
        return Decisions(done=tuple((each.product, each.conflict) for each in decided))
    return carry_out(store, decided, by=author())


def _stated_product(part: Part) -> str:
    """Return the product line that the sheet of its facts names; "" for a workbook that is none of the kit."""
    row = part.singles.get("product") if part.room else None
    return str(row.values.get("id") or "").strip() if row else ""


def _joined(arrival: Arrival, found: Arrival) -> Arrival:
    done = (*arrival.decisions.done, *found.decisions.done)
    problems = (*arrival.decisions.problems, *found.decisions.problems)
    return replace(
        arrival,
        lists=(*arrival.lists, *found.lists),
        returned=(*arrival.returned, *found.returned),
        imported=(*arrival.imported, *found.imported),
        decisions=Decisions(done=done, problems=problems),
        problems=(*arrival.problems, *found.problems),
    )


def _with_others(workshop: Workshop, arrival: Arrival, others: Sequence[Path], wish: Wish) -> Arrival:
    imported, problems = list(arrival.imported), list(arrival.problems)
    for path in others:
        try:
            one = taking.take(workshop, [path], product=None, name=None, mappings=wish.mappings, dry_run=wish.dry_run)
            imported.append(one)
        except BadInput as error:
            problems += error.problems
        except (SopKitError, OSError) as error:
            problems.append(Problem(where=path.name, what=reason_of(error)))
    return replace(arrival, imported=tuple(imported), problems=tuple(problems))
