"""Write a document as the page of a MediaWiki, its pictures beside it as PNG, which every such wiki takes.

Whatever stands in the record is spelled with character references, so the wiki reads none of it as markup: no template
is called, no page linked, no line made a list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import quote

from sop_kit.blocks.model import Bundle, Inline, Span, Table, Tone
from sop_kit.export import paper
from sop_kit.export.attachments import Attached, Attachments
from sop_kit.export.wiki_page import write

PICTURES = "pictures"  # the folder beside the page
_WIDEST = 960  # px: what the wiki's usual skin leaves for a page; a click shows the whole picture
_ADDRESS = re.compile(r"https?://[A-Za-z0-9/?%=&+#@~:;,._!()*'$-]*[A-Za-z0-9/=#]")
# What starts a construct wherever it stands: HTML, links, templates, variants, cells. Then what does so beside its like
# (emphasis, switches, signatures, heads of tables), which may stand in the next span. Then the colon of an address, and
# the first letter of what MediaWiki once linked by itself.
_SPECIAL = re.compile(
    r"[&<>\[\]{}|]|^['_~!=]|['_~!=]$|(?<=')'|'(?=')|(?<=_)_|_(?=_)|(?<=~)~|~(?=~)|(?<=!)!|!(?=!)"
    r"|(?<=[A-Za-z]):(?=\S)|^:(?=\S)|\b[RPI](?=(?:FC|MID|SBN)\s)"
)
_LINE_START = re.compile(r"^[-*#:;=+! ]")
_UNSAFE_IN_NAMES = re.compile(r"[^\w.-]|(?<=_)_|_(?=_)")
_LOST = re.compile(r"(?<=[ _])[ _]|[ _]$|%")
_MARK = "background: #f1e7fb; color: #4a1f7a;"
_TONES: dict[Tone, str] = {"info": "#36c", "good": "#177860", "warning": "#ac6600", "missing": "#7a3fb5"}


def render(bundle: Bundle) -> tuple[str, dict[str, bytes]]:
    """Return the document as wikitext, and its pictures by their paths; the wiki knows them by their bare names.

    A wiki keeps the pictures of all its pages in one place, so their names begin with the product line.
    """
    meta = bundle.meta
    pictures = Attachments(f"{meta.product}-{meta.lang}-", raster=True)
    text = write(bundle, _MediaWiki(), pictures, titled=False)
    # The wiki's own table of contents would number the headings a second time.
    return f"__NOTOC__\n{text}", {f"{PICTURES}/{name}": content for name, content in pictures.files.items()}


class _MediaWiki:
    """What each thing looks like in wikitext."""

    def heading(self, level: int, text: str, anchor: str) -> str:
        signs = "=" * level
        return f"{signs} {_place(anchor)}{_literal(_flat(text))} {signs}"

    def contents(self, title: str, entries: Sequence[tuple[int, str, str]]) -> str:
        lines = [f"{'*' * depth} {_link(text, f'#{anchor}')}" for depth, text, anchor in entries]
        return "\n".join((self.heading(2, title, ""), *lines))

    def paragraph(self, spans: Inline, anchor: str = "") -> str:
        return _place(anchor) + _inline(spans)

    def bullets(self, items: Sequence[Inline], *, ordered: bool = False, apart: bool = False) -> str:
        lines = [f"{'#' if ordered else '*'} {_inline(item)}" for item in items]
        return ("<!-- -->\n\n" if apart else "") + "\n".join(lines)

    def ticks(self, items: Sequence[Inline]) -> str:
        return "\n".join(f"* ☐ {_inline(item)}" for item in items)

    def code(self, text: str) -> str:
        return f"<pre>\n{escape(text, quote=False)}</pre>"

    def table(self, block: Table) -> str:
        lines = [f'{{| class="wikitable"{_id(block.anchor)}']
        if block.caption:
            lines.append(f"|+ {_literal(_flat(block.caption))}")
        lines.append("|-")
        turned = ' style="writing-mode: vertical-rl;"'
        lines += [
            f'! scope="col"{turned if column.turned else ""} | {_inline((Span(text=column.label),))}'
            for column in block.columns
        ]
        for row in block.rows:
            lines.append(f"|-{_id(row.anchor)}")
            for column, cell in zip(block.columns, row.cells, strict=True):
                is_head = block.row_heads and cell is row.cells[0]
                lines.append(f"{_cell_start(is_head=is_head, turned=column.turned)} {_inline(cell)}")
        return "\n".join((*lines, "|}"))

    def image(self, alt: str, picture: Attached, anchor: str) -> str:
        width = min(picture.width, _WIDEST)
        return f"{_place(anchor)}[[File:{picture.name}|{width}px|alt={_literal(_flat(alt))}]]"

    def fold(self, summary: str, inside: str, anchor: str = "") -> str:
        shut = f'<div class="mw-collapsible mw-collapsed"{_id(anchor)}>\n{_inline((Span(text=_flat(summary)),))}\n'
        return f'{shut}<div class="mw-collapsible-content">\n{inside}\n</div></div>'

    def callout(self, tone: Tone, title: str, body: Sequence[Inline]) -> str:
        look = f"border-left: 4px solid {_TONES[tone]}; padding: 0.1em 1em; margin: 1em 0;"
        said = "\n\n".join((f"<strong>{_literal(_flat(title))}</strong>", *(_inline(each) for each in body)))
        return f'<div style="{look}">\n{said}\n</div>'


def _cell_start(*, is_head: bool, turned: bool) -> str:
    if is_head:
        return '! scope="row" |'
    return '| style="text-align: center;" |' if turned else "|"


def _flat(text: str) -> str:
    return " ".join(text.split("\n")).strip()


def _id(anchor: str) -> str:
    return f' id="{_name(anchor)}"' if anchor else ""


def _name(anchor: str) -> str:
    # In a link the wiki makes one of several blanks or underlines and drops those at the end; in an id it does not.
    kept = _LOST.sub(lambda found: f".{ord(found[0]):02X}", anchor)
    return _UNSAFE_IN_NAMES.sub(_reference, kept)


def _place(anchor: str) -> str:
    return f"<span{_id(anchor)}></span>" if anchor else ""


def _inline(inline: Inline) -> str:
    lines = ("".join(map(_run, line)) for line in paper.lines_of(inline))
    return _LINE_START.sub(_reference, "<br>".join(lines))


def _run(span: Span) -> str:
    if span.to:
        shown = _link(span.text, span.to)
        return f"<code>{shown}</code>" if span.style == "code" else shown
    if not span.text.strip():
        return _literal(span.text)
    said = _with_addresses(span.text)
    match span.style:
        case "strong":
            return f"<strong>{said}</strong>"
        case "missing":
            return f'<mark style="{_MARK}">{said}</mark>'
        case "code":
            return f"<code>{_literal(span.text)}</code>"
        case "muted":
            return f"<small>{said}</small>"
        case _:
            return said


def _link(text: str, to: str) -> str:
    if to.startswith("#"):
        return f"[[#{_name(to[1:])}|{_literal(text)}]]"
    return f"[{quote(to, safe='/:?&=%@+,;~!$()*._-#')} {_literal(text)}]"


def _with_addresses(text: str) -> str:
    parts: list[str] = []
    at = 0
    for address in _ADDRESS.finditer(text):
        parts += [_literal(text[at : address.start()]), _link(address[0], address[0])]
        at = address.end()
    return "".join([*parts, _literal(text[at:])])


def _literal(text: str) -> str:
    return _SPECIAL.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"
