"""C1: what the product is for, what the SoP covers, and what to do when it does not fit."""

from __future__ import annotations

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Inline, Text
from sop_kit.document.chapters.parts import author_blocks, chapter, fact_table
from sop_kit.document.prose import prose
from sop_kit.document.view import View, unknown


def scope(view: View) -> tuple[Block, ...]:
    """Return C1, purpose and scope; the last line of the table is the clause "the floor, not the ceiling"."""
    say = view.say
    labels = {
        "purpose": say("Business goal"),
        "north_star": say("North-star metric"),
        "description": say("The system"),
        "users": say("Users and people affected"),
        "scope_in": say("In scope"),
        "scope_out": say("Out of scope"),
        "service_hours": say("Service hours and targets"),
        "risk_class": say("Risk class and duties"),
        "live_since": say("Live since"),
        "deviation": say("When the SoP does not fit"),
    }
    facts: list[tuple[str, Inline]] = [(label, _told(view, column)) for column, label in labels.items()]
    floor = say(
        "The SoP is the least that is always done. Whoever finds a better way tries it beyond this; what proves itself "
        "comes back as a proposal and becomes the next version. Who has to deviate tells the owner why."
    )
    return (
        chapter("1", say("Purpose & scope")),
        fact_table(view, say("Purpose and scope"), facts),
        *author_blocks(view, "C1"),
        Text(
            spans=(*plain(say("The floor, not the ceiling")), *plain(say(": ")), *plain(floor)),
            anchor="chapter-1-floor",
        ),
    )


def _told(view: View, column: str) -> Inline:
    if column == "live_since":
        return plain(view.say.day(view.record.product.live_since)) or unknown(view)
    return prose(view, view.record.product, column) or unknown(view)
