"""An event log from a table: CSV with any separator, encoding and headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sop_kit.assess.logs.coding import CaseColumn
from sop_kit.assess.logs.column_names import Role
from sop_kit.assess.logs.columns import ROLE_WORDS, Chosen, Table, choose
from sop_kit.assess.logs.csv_head import Head, head_of
from sop_kit.assess.logs.csv_rows import Block, blocks
from sop_kit.assess.logs.encodings import encoding_of, texts
from sop_kit.assess.logs.gathering import Chunk, Gathering
from sop_kit.assess.logs.log import EventLog
from sop_kit.assess.logs.sources import Source
from sop_kit.errors import BadInput, Problem, phrase
from sop_kit.record.files.foreign import refusal_of_text
from sop_kit.record.files.reading import error, warning

_LOOKED_AT = 200_000  # characters that tell how a table begins
_MOST_COLUMNS = 2_000
_SAMPLE = 2_000  # rows that tell what a column holds


def read_csv_log(source: Source, wished: Mapping[Role, str], zone: str) -> EventLog:
    """Return the events of a table.

    Raises
    ------
    BadRequest
        When it is not clear which column is which.
    BadInput
        When the file is no table, or not one event could be read.
    """
    encoding = encoding_of(source)
    start = next(texts(source, encoding.name), "").removeprefix("\ufeff")
    refused = refusal_of_text(start, source.name) or _no_table(start, source.name)
    if refused:
        raise BadInput(source.name, [refused])
    head = head_of(start[:_LOOKED_AT])
    if len(head.headings) > _MOST_COLUMNS:
        text = "The table has {n} columns: that is no event log."
        raise BadInput(source.name, [error(source.name, text, n=len(head.headings))])
    chosen = choose(Table(file=source.name, zone=zone, headings=head.headings, sample=_sample(start, head)), wished)
    gathering = Gathering(source.name, zone, lambda line: f"{source.name}:{line}", CaseColumn())
    for block in _rows(texts(source, encoding.name), head):
        _take(block, head, chosen, gathering)
    return gathering.log(source.hash, (*encoding.problems, *_about_choice(source.name, head, chosen)))


def _no_table(start: str, name: str) -> Problem | None:
    if not start.strip():
        return error(name, "The file is empty. Nothing was read from it.")
    if start.lstrip()[0] in "{[":
        return error(name, "This is JSON. An event log is read from CSV or XES.")
    if "\0" in start:
        return error(name, "This is no text file: it is filled with NUL bytes. Save it again as UTF-8 text.")
    return None


def _sample(start: str, head: Head) -> tuple[Sequence[str], ...]:
    """Return by column what stands in the first rows."""
    begin = start[:_LOOKED_AT]
    cut = max(begin.rfind("\n"), begin.rfind("\r")) + 1 if len(begin) == _LOOKED_AT else 0
    return tuple(column[:_SAMPLE] for column in next(_rows([begin[:cut] if cut else begin], head)).columns)


def _rows(pieces: Iterable[str], head: Head) -> Iterator[Block]:
    """Yield the rows below the headings."""
    for block in blocks(pieces, head.separator, len(head.headings)):
        above = int((block.line <= head.lines).sum())
        yield Block(
            columns=[column[above:] for column in block.columns] if above else block.columns,
            line=block.line[above:],
            wider=tuple(each for each in block.wider if each[0] > head.lines),
        )


def _take(block: Block, head: Head, chosen: Chosen, gathering: Gathering) -> None:
    columns, places = block.columns, chosen.places
    taken = {*places.values(), chosen.clock}
    gathering.read(
        Chunk(
            case=columns[places["case"]],
            activity=columns[places["activity"]],
            time=_times(columns, chosen),
            resource=columns[places["resource"]] if "resource" in places else None,
            other={name: columns[at] for at, name in enumerate(head.headings) if at not in taken},
            line=block.line,
        )
    )
    for line, cells in block.wider:
        text = "The line was left out: it has {n} cells, and there are {m} headings."
        gathering.leave_out(line, phrase(text, n=cells, m=len(head.headings)))


def _times(columns: Sequence[Sequence[str]], chosen: Chosen) -> Sequence[str]:
    """Return the texts of the times; a day and a time of the day that stand apart are put together."""
    days = columns[chosen.places["time"]]
    if chosen.clock is None:
        return days
    return [f"{day.strip()} {clock.strip()}".rstrip() for day, clock in zip(days, columns[chosen.clock], strict=True)]


def _about_choice(name: str, head: Head, chosen: Chosen) -> Iterator[Problem]:
    for role in chosen.guessed:
        yield warning(
            name,
            "The column '{column}' was taken for {role} by what stands in it. "
            "If that is wrong, say which one is right with --{option} COLUMN.",
            column=head.headings[chosen.places[role]],
            role=ROLE_WORDS[role],
            option=role,
        )
    if chosen.clock is not None:
        message = "The times of the day were taken from the column '{column}'."
        yield warning(name, message, column=head.headings[chosen.clock])
