"""The choice of the product line a workshop works on."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from sop_kit.live.frame import plain_frame
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session, choose_product


def chooser(session: Session, known: tuple[str, ...]) -> Any:  # noqa: ANN401  ipywidgets has no types
    """Return the list of product lines; the choice holds for all notebooks of the workshop."""
    say, saving = session.say, Saving(session)
    lines = w.Dropdown(options=known, value=session.record.product.id, description=say("Product line"))
    lines.style.description_width = "initial"

    def chosen(change: dict[str, str]) -> None:
        product = change["new"]
        if saving.carry_out(lambda: choose_product(session, product)):
            text = say(
                "{product} is chosen. Run this notebook again from the top (Run > Run All Cells).", product=product
            )
            saving.note(text)

    lines.observe(chosen, names="value")
    return plain_frame(session, saving, lines)
