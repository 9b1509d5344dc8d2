"""What opens a notebook: which product line this is, and, in notebook 00, the choice of another one."""

from __future__ import annotations

import html

import ipywidgets as w
from IPython.display import display

from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Callout
from sop_kit.document.meta import readiness_name
from sop_kit.live.session import Session, choose_product


def show_product_line(session: Session) -> None:
    """Show which record the notebook is about and whether edits are saved."""
    say, product = session.say, session.record.product
    where = (
        say("Edits are saved in the workshop as they are made.")
        if session.live
        else say("Nothing is edited here: the notebook shows the record as it is.")
    )
    title = product.name or product.id
    body = (plain(readiness_name(session.view)), plain(where))
    display(session.show([Callout(tone="info", title=title, body=body)]))  # type: ignore[no-untyped-call]


def show_chooser(session: Session) -> None:
    """Offer the product lines of the workshop; the choice holds for all notebooks of the workshop."""
    if not session.live or session.kept is None:
        return
    say = session.say
    known = session.kept.store.products()
    chooser = w.Dropdown(
        options=known,
        value=session.record.product.id,
        description=say("Product line"),
        style={"description_width": "9.5em"},
        layout=w.Layout(width="60%"),
    )
    note = w.HTML()

    def chosen(change: dict[str, str]) -> None:
        choose_product(session, change["new"])
        text = say("{product} is chosen. Run this notebook again from the top (Run > Run All Cells).", product=change["new"])
        note.value = html.escape(text)

    chooser.observe(chosen, names="value")
    display(w.VBox([chooser, note]))  # type: ignore[no-untyped-call]
