"""Places where nothing is said: what rules about a single column of a table look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sop_kit.assess.rules.figures import flat
from sop_kit.assess.rules.rule import Breach, Facts
from sop_kit.errors import phrase
from sop_kit.record.labels import column_name

_LATER = re.compile(r"[?？.…]+|tbd|tba|todo|to be (?:defined|decided|determined|done)|待定|待补|待填|未定|xxx+")
# "None: the list stays for good" is one too.
_NONE = re.compile(r"[-–—/]+|(?:无|没有|暂无|无需|不需要|none|no|n\.?/?a\.?|nil|not needed)(?:\s*[:,;(].*)?", re.DOTALL)

# The rows of a table are of its own class: what asks for one of its columns knows which.
Applies = Callable[[Facts, Any], bool]
Asks = Callable[[Facts, Any], str]


def says(text: str) -> bool:
    """Say whether a cell says anything: a mark such as "to be decided" does not, an express "none" does."""
    return bool(text.strip()) and not _LATER.fullmatch(flat(text).strip())


def names(text: str) -> bool:
    """Say whether a cell names something: an express "none" or a dash does not."""
    return says(text) and not _NONE.fullmatch(flat(text).strip())


def always(_facts: Facts, _row: object) -> bool:
    """Say yes: the rule is about every row."""
    return True


def nobody(_facts: Facts, _row: object) -> str:
    """Return "": there is nobody to be asked in particular."""
    return ""


def empty(
    table: str, column: str, *, applies: Applies = always, ask: Asks = nobody, filled: Callable[[str], bool] = says
) -> Callable[[Facts], Iterator[Breach]]:
    """Return what finds the rows of a table in which a column says nothing, among those the rule applies to."""

    def find(facts: Facts) -> Iterator[Breach]:
        for row in facts.record.rows(table):
            if applies(facts, row) and not filled(getattr(row, column)):
                where = place(table, row.id, column)
                yield Breach(
                    where, phrase("Nothing is said under “{column}”.", column=column_name(column)), ask(facts, row)
                )

    return find


def place(*parts: str) -> str:
    """Return where something stands: table/row/column, as far as it goes."""
    return "/".join(part for part in parts if part)


def rows_place(table: str, ids: Sequence[str]) -> str:
    """Return where something stands that several rows of a table have in common."""
    return place(table, ",".join(ids))


def texts_of(row: object, columns: Iterable[str]) -> str:
    """Return what a row says in some of its columns, a line each."""
    return "\n".join(str(getattr(row, column)) for column in columns if getattr(row, column))
