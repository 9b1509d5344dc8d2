"""Cells that say which step comes next, or before, as teams write them."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.errors import Problem
from sop_kit.record.alike import folded
from sop_kit.record.files.cells import join_arrows, split_arrows
from sop_kit.record.files.reading import warning
from sop_kit.record.headings.rows_beneath import Beneath

# What people write where no step follows or comes before.
_NONE = frozenset(
    {"无", "没有", "结束", "完成", "流程结束", "开始", "-", "—", "--", "/", "n/a", "na", "none", "end", "start", "done"}
)


def without_nothing(rows: Sequence[Beneath]) -> None:
    """Take out of the arrows of the rows what says that there is none: 无, end, a dash."""
    ids = {folded(row.cells["id"]) for row in rows if "id" in row.cells}
    for row in rows:
        if "next" in row.cells:
            arrows = split_arrows(row.cells["next"])
            meant = [(to, when) for to, when in arrows if folded(to) not in _NONE or folded(to) in ids]
            if len(meant) < len(arrows):
                row.cells["next"] = join_arrows(meant)


def turned_around(rows: Sequence[Beneath]) -> list[Problem]:
    """Turn the arrows of the rows around: a row that says it follows another becomes what is next there.

    A step that is not among the rows cannot be given an arrow; it is reported.
    """
    befores = [(row, split_arrows(row.cells.pop("next", ""))) for row in rows]
    by_id = {folded(row.cells["id"]): row for row in rows if "id" in row.cells}
    arrows: dict[str, list[tuple[str, str]]] = {}
    found: list[Problem] = []
    for row, before in befores:
        for name, when in before:
            if folded(name) in by_id and "id" in row.cells:
                arrows.setdefault(folded(name), []).append((row.cells["id"].strip(), when))
            else:
                text = "'{name}' should come before this step, and is not among the rows; the arrow was left out."
                found.append(warning(row.line.where, text, name=name[:80]))
    for row_id, following in arrows.items():
        by_id[row_id].cells["next"] = join_arrows(following)
    return found
