"""The choice of the product line a workshop works on."""

from __future__ import annotations

import html

import ipywidgets as w

from sop_kit.live.session import Session, choose_product


def chooser(session: Session, known: tuple[str, ...]) -> w.VBox:
    """Return the list of product lines; the choice holds for all notebooks of the workshop."""
    say = session.say
    lines = w.Dropdown(
        options=known,
        value=session.record.product.id,
        description=say("Product line"),
        style={"description_width": "9.5em"},
        layout=w.Layout(width="60%"),
    )
    note = w.HTML()

    def chosen(change: dict[str, str]) -> None:
        choose_product(session, change["new"])
        product = change["new"]
        text = say("{product} is chosen. Run this notebook again from the top (Run > Run All Cells).", product=product)
        note.value = html.escape(text)

    lines.observe(chosen, names="value")
    return w.VBox([lines, note])
