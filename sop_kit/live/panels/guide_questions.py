"""Questions that bring out how it is really done, phase by phase, from the facilitator's guide."""

from __future__ import annotations

import re
from functools import cache

from sop_kit.blocks.make import text_of
from sop_kit.blocks.markdown import markdown_blocks
from sop_kit.blocks.model import Table
from sop_kit.places import kit_path

_ONE = re.compile(r".+?[?？]", re.DOTALL)
UNSEEN = 7  # the place of the phase in which everybody writes, in the guide's table


@cache
def guide_questions(lang: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the name of each phase and the questions to ask in it; nothing where the guide is not there."""
    path = kit_path("workshop/guide") / lang / "questions.md"
    if not path.is_file():
        return ()
    tables = (each for each in markdown_blocks(path.read_text(encoding="utf-8")) if isinstance(each, Table))
    first = next(tables, None)
    rows = [tuple(text_of(cell) for cell in row.cells) for row in first.rows] if first else []
    return tuple((cells[0], tuple(found.strip() for found in _ONE.findall(cells[1]))) for cells in rows)
