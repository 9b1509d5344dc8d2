"""Translations that are older than their source, listed by where they stand."""

from __future__ import annotations

from sop_kit.blocks.make import join, plain
from sop_kit.blocks.model import Inline
from sop_kit.document.view import View, step_link
from sop_kit.record.labels import column_label, table_label
from sop_kit.record.translate import Place


def stale_places(view: View) -> tuple[Inline, ...]:
    """Return where translations are older than their source, one line a place, in the words of the view's language."""
    return tuple(_said(view, place) for place in sorted(view.stale))


def _said(view: View, place: Place) -> Inline:
    say = view.say
    table, row, column = place
    named = step_link(view, row) if table == "steps" else plain(row)
    return join([plain(table_label(say, table)), named, plain(column_label(say, column))], " · ")
