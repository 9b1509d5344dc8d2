"""The checklists of a document as one HTML file: to work by on a phone or a tablet, and one A4 page each on paper.

A use of a list leaves the page as a small JSON file, ``run-….json``, which ``sop-kit import`` takes.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from sop_kit.blocks.html_checklist import checklist_form
from sop_kit.blocks.html_text import Here, Ids
from sop_kit.blocks.model import Bundle, Checklist
from sop_kit.export.html_frame import MAIN_ID, frame, template
from sop_kit.words import HTML_LANG, Words, words


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One checklist of the page: ``key`` is what a run calls it."""

    id: str
    key: str
    title: str
    body: Markup
    lines: tuple[tuple[str, str], ...]  # code and text of each line


def checklists(bundle: Bundle) -> str:
    """Return the page."""
    meta, say = bundle.meta, words(bundle.meta.lang)
    title = say("Checklists")
    return template("checklists.html.j2").render(
        page=frame(meta, title=title, sheets=("page.css", "print.css", "checklists.css"), script="checklists.js"),
        title=title,
        sheets=_sheets(bundle, say),
        said=_said(say),
        results=(("complete", say("Complete")), ("partly", say("Partly")), ("stopped", say("Stopped"))),
    )


def _sheets(bundle: Bundle, say: Words) -> list[_Sheet]:
    ids = Ids()
    ids.claim(MAIN_ID)
    blocks = [block for block in bundle.blocks if isinstance(block, Checklist)]
    names = [ids.claim(f"sop-sheet-{number}") for number in range(1, len(blocks) + 1)]
    lang = HTML_LANG[bundle.meta.lang]
    return [
        _Sheet(
            id=name,
            key=block.anchor,
            title=block.title,
            body=Markup(  # noqa: S704 - escaped in sop_kit.blocks
                f'<div class="sop-doc" lang="{lang}">{checklist_form(block, Here(say, ids, 0), name)}</div>'
            ),
            lines=tuple((item.code, item.text) for item in block.items),
        )
        for name, block in zip(names, blocks, strict=True)
    ]


def _said(say: Words) -> dict[str, str]:
    """Return what the page says around its lists."""
    return {
        "ticked": say("Ticked:"),
        "again": say("Start again"),
        "empty": say("This document has no checklists."),
        "result": say("Result"),
        "as_ticked": say("as ticked"),
        "note": say("Remarks"),
        "finish": say("Finish and save the record"),
        "new": say("New run"),
        "sure": say("Clear all that was ticked and typed in this list?"),
        "save_again": say("Save the file again"),
        "saved": say("Saved to the downloads: {file}. Send it to the owner, or: sop-kit import DIR {file}", file="␟"),
        "open_lines": say("Lines not ticked: {n}. Finish all the same? The result is then “partly”.", n="␟"),
        "as_text": say("The record as text, if no file was saved"),
        "kept": say("What is typed is kept in this browser until the run is finished."),
        "not_kept": say("This browser keeps nothing: finish before you close the page."),
        "earlier": say("Finished in this browser"),
    }
