"""Blocks as a cell's output: HTML for people, and the blocks themselves for the exporters."""

from __future__ import annotations

import json
import re
from typing import Any

from sop_kit.blocks.html import fragment, style
from sop_kit.blocks.html_style import sheet
from sop_kit.blocks.model import MIME, Bundle
from sop_kit.words import words

_PICTURE = re.compile(r"<svg\b.*?</svg>", re.DOTALL)


class Shown:
    """What a cell shows; it stays in the saved notebook when no kernel runs.

    A ``twin`` says what a form above it edits: JupyterLab shows it only when that form is not there.
    """

    def __init__(self, bundle: Bundle, *, twin: bool = False) -> None:
        self.bundle = bundle
        self._twin = twin

    @property
    def html(self) -> str:
        """Return the blocks as HTML with their style."""
        made = fragment(self.bundle.blocks, self.bundle.meta.lang)
        made = _PICTURE.sub(lambda found: _linked_as_in_svg(found[0]), made)
        if self._twin:
            made = f'<div class="sop-twin">{made}</div>'
        hint = json.dumps(form_hint(self.bundle.meta.lang), ensure_ascii=False)
        return f"<style>{style()}.jp-Notebook{{--sop-hint:{hint}}}{sheet('notebook.css')}</style>{made}"

    def _repr_mimebundle_(self, **_unused: object) -> dict[str, Any]:
        return {
            MIME: self.bundle.model_dump(mode="json"),
            "text/html": self.html,
            "text/plain": f"sop-kit: {len(self.bundle.blocks)} blocks",
        }


def form_hint(lang: str) -> str:
    """Return what stands in place of a form when there is no kernel behind it."""
    say = words(lang)
    return say("Run the notebook to edit here: Run > Run All Cells")


def _linked_as_in_svg(picture: str) -> str:
    # JupyterLab sets `href` of every <a> that has one; a link inside a picture does not let that happen, and the whole
    # output turns into a red error. The older spelling it leaves alone.
    return picture.replace("<a href=", "<a xlink:href=")
