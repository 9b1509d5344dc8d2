"""Write a document as a Word file."""

from __future__ import annotations

from sop_kit.blocks.model import Bundle
from sop_kit.export import fonts, paper
from sop_kit.export.word_body import body
from sop_kit.export.word_file import packed
from sop_kit.export.word_press import Press
from sop_kit.export.word_template import template
from sop_kit.words import words


def render(bundle: Bundle) -> bytes:
    """Return the document as a Word file (.docx); the same document gives the same bytes.

    Raises
    ------
    MissingTool
        When a figure has to be drawn and resvg is not installed.
    """
    written = paper.sound(bundle, fonts.visible)
    pages = template()
    press = Press(
        meta=written.meta,
        say=words(bundle.meta.lang),
        room=pages.room("portrait"),
        turned_room=pages.room("landscape"),
    )
    return packed(body(written, press, pages), press, pages)
