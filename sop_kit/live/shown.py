"""Blocks as a cell's output: HTML for people, and the blocks themselves for the exporters."""

from __future__ import annotations

from typing import Any

from sop_kit.blocks.html import fragment, style
from sop_kit.blocks.model import MIME, Bundle


class Shown:
    """What a cell shows; it stays in the saved notebook when no kernel runs."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle

    def _repr_mimebundle_(self, **_unused: object) -> dict[str, Any]:
        html = fragment(self.bundle.blocks, self.bundle.meta.lang)
        return {
            MIME: self.bundle.model_dump(mode="json"),
            "text/html": f"<style>{style()}</style>{html}",
            "text/plain": f"sop-kit: {len(self.bundle.blocks)} blocks",
        }
