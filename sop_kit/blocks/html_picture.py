"""Pictures of the team's own as HTML: what they show in words, and their size, so that no text jumps."""

from __future__ import annotations

import re

from sop_kit.blocks.html_text import Here, escape
from sop_kit.blocks.model import Picture

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


def picture(block: Picture, here: Here) -> str:
    """Return a picture with its caption; one that is damaged is its words alone."""
    opening = f"<figure{here.ids.attribute(block.anchor)} class="
    caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
    if not _BASE64.fullmatch(block.data) or block.width < 1 or block.height < 1:
        lost = f'<p class="muted">{escape(here.say("The picture could not be shown. This is what it says:"))}</p>'
        return f'{opening}"lost">{caption}{lost}<p>{escape(block.alt)}</p></figure>'
    return (
        f'{opening}"photo"><img src="data:{block.media_type};base64,{block.data}" alt="{escape(block.alt)}" '
        f'width="{block.width}" height="{block.height}" decoding="async">{caption}</figure>'
    )
