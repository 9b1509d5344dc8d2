"""C1: what the product is for, what the SoP covers, and what to do when it does not fit."""

from __future__ import annotations

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Block, Bullets, Inline
from sop_kit.document.chapters.parts import author_blocks, chapter, fact_table, section
from sop_kit.document.view import View, told


def scope(view: View) -> tuple[Block, ...]:
    """Return C1, purpose and scope."""
    say, product = view.say, view.record.product
    head = chapter("1", say("Purpose & scope"))
    facts: list[tuple[str, Inline]] = [
        (say("Business goal"), told(view, product.purpose)),
        (say("North-star metric"), told(view, product.north_star)),
        (say("The system"), told(view, product.description)),
        (say("Users and people affected"), told(view, product.users)),
        (say("In scope"), told(view, product.scope_in)),
        (say("Out of scope"), told(view, product.scope_out)),
        (say("Service hours and targets"), told(view, product.service_hours)),
        (say("Risk class and duties"), told(view, product.risk_class)),
        (say("Live since"), told(view, product.live_since)),
        (say("When the SoP does not fit"), told(view, product.deviation)),
    ]
    return (
        head,
        fact_table(view, say("Purpose and scope"), facts),
        *author_blocks(view, "C1"),
        section(head, "floor", say("The floor, not the ceiling")),
        Bullets(
            items=(
                plain(
                    say("The SoP is the least that is always done. Whoever finds a better way tries it beyond this.")
                ),
                plain(say("What proves itself comes back as a proposal and becomes the next version.")),
                plain(say("Who has to deviate tells the owner why; the reason is kept with the record.")),
            )
        ),
    )
