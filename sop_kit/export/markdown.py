"""Write a document as Markdown for the wikis of GitHub and GitLab, its pictures beside it.

Both leave ``<a>``, ``<br>``, ``<details>`` and ``<summary>`` in a page. A place to link to carries its name twice:
GitHub keeps ``id``, GitLab takes it out and keeps ``name``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Bundle, Inline, Span, Table, Tone
from sop_kit.export.attachments import Attached, Attachments
from sop_kit.export.markdown_text import attribute, heading, literal, one_line, paragraph, plain, strong, target
from sop_kit.export.wiki_page import write


def render(bundle: Bundle) -> tuple[str, dict[str, bytes]]:
    """Return the document as Markdown, and its pictures as files by the names it uses for them."""
    pictures = Attachments()
    return write(bundle, _Markdown(), pictures, titled=True), pictures.files


class _Markdown:
    """What each thing looks like in Markdown."""

    def heading(self, level: int, text: str, anchor: str) -> str:
        return f"{'#' * level} {_place(anchor)}{heading(text)}"

    def contents(self, title: str, entries: Sequence[tuple[int, str, str]]) -> str:
        lines = [
            f"{'  ' * (depth - 1)}- {paragraph((Span(text=text, to=f'#{anchor}'),))}" for depth, text, anchor in entries
        ]
        return "\n".join((f"## {literal(title)}", "", *lines))

    def paragraph(self, spans: Inline, anchor: str = "") -> str:
        return _place(anchor) + paragraph(spans)

    def bullets(self, items: Sequence[Inline], *, ordered: bool = False, apart: bool = False) -> str:
        marks = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
        lines = [mark + paragraph(item, " " * len(mark)) for mark, item in zip(marks, items, strict=True)]
        # Without something between them two lists are one.
        return ("<!-- -->\n\n" if apart else "") + "\n".join(lines)

    def ticks(self, items: Sequence[Inline]) -> str:
        return "\n".join(f"- [ ] {paragraph(item, '      ')}" for item in items)

    def code(self, text: str) -> str:
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"{fence}\n{text}\n{fence}"

    def table(self, block: Table) -> str:
        rows = []
        for row in block.rows:
            cells = [one_line(cell) for cell in row.cells]
            if block.row_heads and all(span.style == "plain" and not span.to for span in row.cells[0]):
                cells[0] = strong(text_of(row.cells[0]))
            cells[0] = _place(row.anchor) + cells[0]
            rows.append(cells)
        grid = _grid([one_line(plain(column.label)) for column in block.columns], rows)
        caption = _place(block.anchor) + strong(block.caption)
        return f"{caption}\n\n{grid}" if caption else grid

    def image(self, alt: str, picture: Attached, anchor: str) -> str:
        return f"{_place(anchor)}![{heading(alt)}]({target(picture.name)})"

    def fold(self, summary: str, inside: str, anchor: str = "") -> str:
        # A blank line ends the HTML, so that what is folded is read as Markdown again.
        return f"<details>\n<summary>{_place(anchor)}{attribute(summary) or '…'}</summary>\n\n{inside}\n\n</details>"

    def callout(self, tone: Tone, title: str, body: Sequence[Inline]) -> str:  # noqa: ARG002  the title says the tone
        parts = [strong(title), *(paragraph(each, "> ") for each in body)]
        return "\n>\n".join(f"> {text}" for text in parts if text)


def _place(anchor: str) -> str:
    return f'<a id="{attribute(anchor)}" name="{attribute(anchor)}"></a>' if anchor else ""


def _grid(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)
