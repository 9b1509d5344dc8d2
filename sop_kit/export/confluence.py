"""Write a document in the storage format of Confluence, its pictures beside it as PNG.

The format is what Confluence's own API and editor of sources take as the body of a page: XHTML elements, and macros in
the namespaces ``ac`` and ``ri``, which the page does not declare.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from sop_kit.blocks.model import Bundle, Inline, Span, Table, Tone
from sop_kit.export import paper
from sop_kit.export.attachments import Attached, Attachments
from sop_kit.export.wiki_page import write

PICTURES = "pictures"  # the folder beside the page; each file becomes an attachment of the page
_WIDEST = 1100  # px
_INDENT = ' style="margin-left: 30px;"'
_PANELS: dict[Tone, str] = {"info": "info", "good": "tip", "warning": "warning", "missing": "note"}


def render(bundle: Bundle) -> tuple[str, dict[str, bytes]]:
    """Return the body of the page, and its pictures by their paths; an attachment has the bare name."""
    meta = bundle.meta
    pictures = Attachments(f"{meta.product}-{meta.lang}-", raster=True)
    text = write(bundle, _Confluence(), pictures, titled=False)
    return text, {f"{PICTURES}/{name}": content for name, content in pictures.files.items()}


class _Confluence:
    """What each thing looks like in the storage format."""

    def heading(self, level: int, text: str, anchor: str) -> str:
        # The page's title is its only heading of the first level, as everywhere else.
        return f"<h{level}>{_place(anchor)}{_text(text)}</h{level}>"

    def contents(self, title: str, entries: Sequence[tuple[int, str, str]]) -> str:
        lines = (f"<p{_INDENT * (depth > 1)}>{_link(_text(text), f'#{anchor}')}</p>" for depth, text, anchor in entries)
        return f"<h2>{_text(title)}</h2>{''.join(lines)}"

    def paragraph(self, spans: Inline, anchor: str = "") -> str:
        return f"<p>{_place(anchor)}{_inline(spans)}</p>"

    def bullets(self, items: Sequence[Inline], *, ordered: bool = False, apart: bool = False) -> str:  # noqa: ARG002
        tag = "ol" if ordered else "ul"
        return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"

    def ticks(self, items: Sequence[Inline]) -> str:
        tasks = "".join(
            f"<ac:task><ac:task-id>{number}</ac:task-id><ac:task-status>incomplete</ac:task-status>"
            f"<ac:task-body>{_inline(item)}</ac:task-body></ac:task>"
            for number, item in enumerate(items, start=1)
        )
        return f"<ac:task-list>{tasks}</ac:task-list>"

    def code(self, text: str) -> str:
        whole = text.replace("]]>", "]]]]><![CDATA[>")
        return _macro("code", {}, f"<ac:plain-text-body><![CDATA[{whole}]]></ac:plain-text-body>")

    def table(self, block: Table) -> str:
        heads = "".join(f"<th><p>{_text(column.label)}</p></th>" for column in block.columns)
        rows = [f"<tr>{heads}</tr>"]
        for row in block.rows:
            cells = [f"<p>{_inline(cell)}</p>" for cell in row.cells]
            cells[0] = cells[0].replace("<p>", f"<p>{_place(row.anchor)}", 1)
            first = "th" if block.row_heads else "td"
            tags = [first, *["td"] * (len(cells) - 1)]
            rows.append(f"<tr>{''.join(f'<{t}>{c}</{t}>' for t, c in zip(tags, cells, strict=True))}</tr>")
        grid = f"<table><tbody>{''.join(rows)}</tbody></table>"
        caption = _place(block.anchor) + (f"<strong>{_text(block.caption)}</strong>" if block.caption else "")
        return f"<p>{caption}</p>{grid}" if caption else grid

    def image(self, alt: str, picture: Attached, anchor: str) -> str:
        file = f'<ri:attachment ri:filename="{_text(picture.name)}" />'
        width = min(picture.width, _WIDEST)
        return f'<p>{_place(anchor)}<ac:image ac:alt="{_text(alt)}" ac:width="{width}">{file}</ac:image></p>'

    def fold(self, summary: str, inside: str, anchor: str = "") -> str:
        body = f"<ac:rich-text-body>{inside}</ac:rich-text-body>"
        place = f"<p>{_place(anchor)}</p>" if anchor else ""
        return place + _macro("expand", {"title": summary}, body)

    def callout(self, tone: Tone, title: str, body: Sequence[Inline]) -> str:
        said = "".join(f"<p>{_inline(each)}</p>" for each in body)
        whole = f"<p><strong>{_text(title)}</strong></p>{said}"
        return _macro(_PANELS[tone], {}, f"<ac:rich-text-body>{whole}</ac:rich-text-body>")


def _macro(name: str, parameters: dict[str, str], body: str = "") -> str:
    given = "".join(f'<ac:parameter ac:name="{key}">{_text(value)}</ac:parameter>' for key, value in parameters.items())
    return f'<ac:structured-macro ac:name="{name}">{given}{body}</ac:structured-macro>'


def _place(anchor: str) -> str:
    return _macro("anchor", {"": anchor}) if anchor else ""


def _inline(inline: Inline) -> str:
    return "<br />".join("".join(map(_run, line)) for line in paper.lines_of(inline))


def _run(span: Span) -> str:
    said = _text(span.text)
    if span.style in {"strong", "missing"} and said:
        said = f"<strong>{said}</strong>"
    elif span.style == "code" and said:
        said = f"<code>{said}</code>"
    elif span.style == "muted" and said:
        said = f"<small>{said}</small>"
    return _link(said, span.to) if span.to else said


def _link(said: str, to: str) -> str:
    if to.startswith("#"):
        return f'<ac:link ac:anchor="{_text(to[1:])}"><ac:link-body>{said}</ac:link-body></ac:link>'
    return f'<a href="{_text(to)}">{said}</a>'


def _text(text: str) -> str:
    return escape(text)
