"""What is pasted on the board: rows of a spreadsheet become steps, and every line of a plain text becomes a note."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sop_kit.document.view import View, role_name, stage_name
from sop_kit.live.board.acts import add_notes
from sop_kit.live.board.meant import Ids, Meant, Place
from sop_kit.record.changes import apply
from sop_kit.record.headings.layout import Line, has_headings
from sop_kit.record.headings.mapping import NO_MAPPINGS, Mappings
from sop_kit.record.headings.pasted import Pasted, paste, pasted_lines, rows_of_cells
from sop_kit.record.labels import column_label
from sop_kit.record.model import Record, by_id
from sop_kit.words import Words

_SHOWN = 12  # rows and problems of a preview
_BULLET = re.compile(
    r"\s*(?:[•●▪◦·]\s*|[-*–]\s+|\d{1,2}(?:[.)．]\s+|、\s*))(?=\S)"
)  # of a list in a document or a chat


@dataclass(frozen=True, slots=True, kw_only=True)
class Paste:
    """What a pasted text means, and how it is shown before it is taken (JSON)."""

    meant: Meant
    shown: Mapping[str, Any]


def paste_rows(view: View, text: str, ids: Ids, place: Place, *, mappings: Mappings = NO_MAPPINGS) -> Paste:
    """Return what a text means that was pasted in a lane and a column.

    Rows that name their own role and stage go there; of a plain text, without tabs and without headings, every line
    becomes a note where it was pasted. ``mappings`` are what people have said about headings before.

    Returns
    -------
    Paste
        ``shown`` holds ``kind`` (notes, rows), the ids that are ``new`` and ``changed``, how many are ``wrong``, the
        first ``rows`` (id, action, role, stage), ``columns`` (what each heading means), ``problems`` as sentences, and
        ``left``: the text of what cannot be taken yet.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    name = view.say("pasted rows")
    lines = pasted_lines(plain, name)
    if "\t" in plain or _is_table(lines):
        return _rows_pasted(view, lines, ids, name, replace(mappings, stage=place.stage))
    notes = [_without_bullet(cell) for row in rows_of_cells(plain) for cell in row if cell.strip()]
    if not notes:
        return Paste(meant=Meant(edits=()), shown=_shown(view, view.source, "notes", ()))
    meant = add_notes(view.source, ids, notes, place)
    return Paste(meant=meant, shown=_shown(view, apply(view.source, meant.edits), "notes", meant.ids))


def _without_bullet(line: str) -> str:
    found = _BULLET.match(line)
    return line[found.end() :] if found else line


def _is_table(lines: Sequence[Line]) -> bool:
    return any(len(line.said()) > 1 for line in lines) and has_headings(lines, "steps")


def _rows_pasted(view: View, lines: Sequence[Line], ids: Ids, name: str, mappings: Mappings) -> Paste:
    def given(rows: Sequence[Mapping[str, object]], stated: Collection[str]) -> list[str]:
        return [ids.new("steps", {}, beside=stated) for _ in rows]

    pasted = paste(
        lines,
        "steps",
        view.source,
        name=name,
        headings=has_headings(lines, "steps"),
        mappings=mappings,
        ids=given,
    )
    made = (*pasted.new, *pasted.changed)
    shown = _shown(view, pasted.record, "rows", made) | _table_facts(view.say, pasted)
    return Paste(meant=Meant(edits=pasted.edits, ids=made), shown=shown)


def _shown(view: View, after: Record, kind: str, made: Sequence[str]) -> dict[str, Any]:
    steps, roles = by_id(after.steps), by_id(after.roles)
    rows = [
        {
            "id": step.id,
            "action": step.action,
            "role": roles[step.role].name if step.role in roles else role_name(view, step.role),
            "stage": stage_name(view, step.stage),
        }
        for step in (steps[row] for row in made[:_SHOWN])
    ]
    facts = {"kind": kind, "new": list(made), "changed": [], "same": 0, "wrong": 0, "columns": [], "problems": []}
    return {**facts, "rows": rows, "left": ""}


def _table_facts(say: Words, pasted: Pasted) -> dict[str, Any]:
    return {
        "new": list(pasted.new),
        "changed": list(pasted.changed),
        "same": pasted.same,
        "wrong": pasted.wrong,
        "columns": [[each.heading, column_label(say, each.column) if each.column else ""] for each in pasted.mapping],
        "problems": [_problem(say, problem.where, problem.what.said(say)) for problem in pasted.problems[:_SHOWN]],
        "left": pasted.left,
    }


def _problem(say: Words, where: str, text: str) -> str:
    number = where.rpartition(":")[2]
    return say("Row {number}: {text}", number=number, text=text) if number.isdigit() else text
