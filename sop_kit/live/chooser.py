"""The choice of the product line a workshop works on, and of the language it is shown in."""

from __future__ import annotations

from typing import Any

import ipywidgets as w

from sop_kit.live.frame import plain_frame
from sop_kit.live.opening import choose_language, choose_product
from sop_kit.live.saving import Saving
from sop_kit.live.session import Session
from sop_kit.words import words

LANGUAGE_NAMES = (("中文", "zh"), ("English", "en"))


def chooser(session: Session, known: tuple[str, ...]) -> Any:  # noqa: ANN401  ipywidgets has no types
    """Return the lists of product lines and languages; a choice holds for all notebooks of the workshop."""
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

    def spoken(change: dict[str, str]) -> None:
        say = words(change["new"])  # whoever chooses a language reads that one
        if saving.carry_out(lambda: choose_language(session, say.lang)):
            saving.note(say("Chosen. Run this notebook again from the top (Run > Run All Cells)."))

    languages = w.Dropdown(options=LANGUAGE_NAMES, value=say.lang, description=say("Language"))
    languages.style.description_width = "initial"
    lines.observe(chosen, names="value")
    languages.observe(spoken, names="value")
    return plain_frame(session, saving, w.HBox([lines, languages] if len(known) > 1 else [languages]))
