"""The rows beneath headings: which lines are rows, and what a row takes over from the lines above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sop_kit.errors import Problem
from sop_kit.record.files.reading import error, warning
from sop_kit.record.headings.cell_looks import looks_numbered
from sop_kit.record.headings.layout import LaidOut, Line
from sop_kit.record.headings.mapping import Mappings
from sop_kit.record.headings.stage_words import heads_a_group, stage_name, stage_of, stage_within
from sop_kit.record.kinds import STAGES
from sop_kit.record.labels import column_name
from sop_kit.record.model import TABLES, references

_FEWEST_COLUMNS = 3  # of a table in which a line with one cell heads a group
_GROUPING = frozenset({"stage", "process"})  # columns by which people put rows together


@dataclass(frozen=True, slots=True)
class Beneath:
    """A row and the line it stands on."""

    line: Line
    cells: dict[str, str]  # column → what stands there, only where something does


def rows_beneath(
    table: str, laid: LaidOut, columns: Sequence[str], mappings: Mappings
) -> tuple[list[Beneath], list[Problem]]:
    """Return the rows of a table, and notes on what was left out or taken over from the lines above.

    Parameters
    ----------
    columns
        The column of each cell of a line, "" where it is left out.
    """
    found: list[Problem] = []
    usual = Counter(len(line.cells) for line in laid.body).most_common(1)
    widest = max(len(columns), usual[0][0] if usual else 0)
    lines = [line for line in laid.body if not _is_wrong(line, laid, widest, len(columns), found)]
    if table != "steps":
        rows = [Beneath(line, _cells(line, columns)) for line in lines]
    else:
        rows = _grouped(lines, columns, found)
    for column in dict.fromkeys(columns):
        if column and _goes_down(table, column, columns, rows, mappings):
            _carry_down(column, columns, rows, found, told=column in mappings.carried)
    if table == "steps" and mappings.stage:
        _give_stage(rows, mappings.stage, found)
    elif table == "steps":
        found += _stageless(rows)
    return rows, found


def _is_wrong(line: Line, laid: LaidOut, widest: int, headed: int, found: list[Problem]) -> bool:
    beyond = "".join(line.cells[headed:]).strip()
    # A longer row than all others holds a comma too many, and its cells stand in the wrong columns.
    if beyond or len(line.cells) > widest:
        found.append(
            error(
                line.where,
                "This row has more cells than there are headings; it was left out. Put a text with commas in quotes.",
            )
        )
        return True
    texts = [heading.says[0].strip() for heading in laid.headings if heading.says]
    if len(texts) > 1 and line.said() == texts:
        found.append(warning(line.where, "This row repeats the headings and was left out."))
        return True
    return False


def _cells(line: Line, columns: Sequence[str]) -> dict[str, str]:
    return {column: cell for column, cell in zip(columns, line.cells, strict=False) if column and cell.strip()}


@dataclass(slots=True)
class _Group:
    """A line that heads the rows beneath it, and how many took their stage from it."""

    line: Line
    stage: str
    rows: list[Beneath] = field(default_factory=list)


def _grouped(lines: Sequence[Line], columns: Sequence[str], found: list[Problem]) -> list[Beneath]:
    """Return the rows of a table of steps; a line such as 一、监控 gives its stage to those beneath that state none."""
    rows: list[Beneath] = []
    groups: list[_Group] = []
    for line in lines:
        if _heads(line, columns, started=bool(groups)):
            groups.append(_Group(line, stage_within(line.said()[0])))
            continue
        row = Beneath(line, _cells(line, columns))
        if groups and groups[-1].stage and "stage" not in row.cells:
            row.cells["stage"] = groups[-1].stage
            groups[-1].rows.append(row)
        rows.append(row)
    found += [_note_on(group) for group in groups if group.rows or not group.stage]
    return rows


def _heads(line: Line, columns: Sequence[str], *, started: bool) -> bool:
    """Say whether a line heads those beneath it: one text, perhaps in cells that were merged, that says so."""
    said = set(line.said())
    if len(said) != 1 or sum(map(bool, columns)) < _FEWEST_COLUMNS:
        return False
    text = said.pop()
    if stage_within(text) or heads_a_group(text):
        return True
    first = next(number for number, cell in enumerate(line.cells) if cell.strip())
    # Where groups are headed, a lone text before the actions heads one, too, whatever it says.
    return started and "action" in columns[first + 1 :] and not looks_numbered([text])


def _note_on(group: _Group) -> Problem:
    text = group.line.said()[0][:80]
    if not group.stage:
        return warning(
            group.line.where,
            "'{text}' names no one stage; the steps beneath it took none from it. "
            "Write one of monitor, feedback, analyse, decide, optimise, release.",
            text=text,
        )
    return warning(
        group.line.where,
        "'{text}' heads the rows beneath it; steps that took the stage '{stage}' from it: {n}.",
        text=text,
        n=len(group.rows),
        stage=stage_name(group.stage),
    )


def _goes_down(table: str, column: str, columns: Sequence[str], rows: Sequence[Beneath], mappings: Mappings) -> bool:
    """Say whether empty cells of a column take what stands above: people said so, or it was written once a group."""
    if column in mappings.carried:
        return True
    names_people = references(TABLES[table]).get(column) in {"roles", "people"}
    number = columns.index(column)
    if (column in _GROUPING or names_people) and any(number in row.line.merged for row in rows):
        return True
    # Every step has a stage, so an empty one was left out; other columns may well be empty.
    if (table, column) != ("steps", "stage"):
        return False
    filled = [row.cells[column] for row in rows if column in row.cells]
    empty = len(rows) - len(filled)
    names = [stage_of(cell) or cell for cell in filled]
    once = len(set(names)) == len(names) > 1
    # Each group is named once, on its first row; who leaves cells out names a group again.
    grouped = once and bool(empty) and column in rows[0].cells
    # A row that does not say what is done may only change a step: it keeps its stage.
    grouped = grouped and all("action" in row.cells for row in rows if column not in row.cells)
    return grouped and (empty * 2 >= len(filled) or names == [stage for stage in STAGES if stage in names])


def _carry_down(
    column: str, columns: Sequence[str], rows: Sequence[Beneath], found: list[Problem], *, told: bool
) -> None:
    number, above, first, count = columns.index(column), "", "", 0
    merged = any(number in row.line.merged for row in rows)
    for row in rows:
        if column in row.cells:
            above = row.cells[column]
        elif above and (told or not merged or number in row.line.merged):
            row.cells[column] = above
            first, count = first or row.line.where, count + 1
    if count:
        found.append(
            warning(
                first,
                "'{column}' is written once for several rows; empty cells that took what stands above them: {n}.",
                n=count,
                column=column_name(column),
            )
        )


def _stageless(rows: Sequence[Beneath]) -> list[Problem]:
    """Return how to give a stage to the steps that state none; what only changes steps needs none."""
    without = [row for row in rows if "stage" not in row.cells and "action" in row.cells]
    if not without:
        return []
    return [
        warning(
            without[0].line.where,
            "Rows without a stage: {n}. A new step needs one: write it in a column, or in a line of its own above the "
            "rows (such as: 1. Monitor). Or give one to all of them: in the list above when pasting, with "
            "--stage monitor when importing.",
            n=len(without),
        )
    ]


def _give_stage(rows: Sequence[Beneath], stage: str, found: list[Problem]) -> None:
    without = [row for row in rows if "stage" not in row.cells]
    for row in without:
        row.cells["stage"] = stage
    if without:
        found.append(
            warning(
                without[0].line.where,
                "Steps without a stage that were given '{stage}', as you asked: {n}.",
                n=len(without),
                stage=stage_name(stage),
            )
        )
