"""In the room: what a notebook shows and edits. A widget is a view of the record and saves each edit as a Change."""

from sop_kit.live.session import open_session
from sop_kit.live.showing import (
    show_both_sides,
    show_burden,
    show_chapter,
    show_chooser,
    show_feedback,
    show_findings,
    show_product,
    show_product_line,
    show_stop_rule,
    show_table,
    show_view,
    show_walk,
)

__all__ = [
    "open_session",
    "show_both_sides",
    "show_burden",
    "show_chapter",
    "show_chooser",
    "show_feedback",
    "show_findings",
    "show_product",
    "show_product_line",
    "show_stop_rule",
    "show_table",
    "show_view",
    "show_walk",
]
