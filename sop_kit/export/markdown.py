"""Write a document as Markdown for a wiki or a repository, its figures beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import (
    Block,
    Bullets,
    Bundle,
    Callout,
    Card,
    Checklist,
    ChecklistItem,
    Code,
    Figure,
    Heading,
    Inline,
    Span,
    Table,
    Text,
)
from sop_kit.export import fonts, front, paper
from sop_kit.export.markdown_text import attribute, heading, literal, one_line, paragraph, plain, strong, target
from sop_kit.words import Words, words

_CONTENTS_DEPTH = 2


def render(bundle: Bundle) -> tuple[str, dict[str, bytes]]:
    """Return the document as Markdown, and its figures as SVG files by the names it uses for them."""
    written = paper.sound(bundle, fonts.visible)
    say = words(written.meta.lang)
    pictures = _Pictures()
    parts = [_front(written, say), _contents(written, say)]
    before: Block | None = None
    for block in written.blocks:
        parts.append(_block(block, say, pictures, before))
        before = block
    return "\n\n".join(part for part in parts if part) + "\n", pictures.files


class _Pictures:
    """The files of the figures met so far."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def add(self, name: str, svg: str) -> str:
        stem = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "figure"
        number, free = 1, f"{stem}.svg"
        while free in self.files:
            number += 1
            free = f"{stem}-{number}.svg"
        self.files[free] = svg.encode()
        return free


def _front(bundle: Bundle, say: Words) -> str:
    meta = bundle.meta
    facts = (*front.facts(meta, say), (say("Content hash"), meta.content_hash))
    rows = [(plain(label), plain(value)) for label, value in dict(facts).items() if value]
    parts = (
        f"# {heading(meta.title)}",
        strong(meta.product_name),
        f"> {strong(meta.readiness_label)}" if meta.readiness_label else "",
        _pipe_table((plain(say("Item")), plain(say("Value"))), rows),
    )
    return "\n\n".join(part for part in parts if part)


def _contents(bundle: Bundle, say: Words) -> str:
    lines = [
        "  " * (block.level - 1) + "- " + paragraph((Span(text=_name(block), to=f"#{block.anchor}"),))
        for block in bundle.blocks
        if isinstance(block, Heading) and block.level <= _CONTENTS_DEPTH and block.anchor
    ]
    return "\n".join((f"## {literal(say('Contents'))}", "", *lines)) if lines else ""


def _name(block: Heading) -> str:
    return " ".join(f"{block.number} {block.text}".split())


def _block(block: Block, say: Words, pictures: _Pictures, before: Block | None) -> str:
    match block:
        case Heading():
            return _placed(block.anchor, f"{'#' * (block.level + 1)} {heading(_name(block))}")
        case Text():
            return _placed(block.anchor, paragraph(block.spans))
        case Bullets():
            return _bullets(block, before)
        case Code():
            return _code(block.text)
        case Table():
            return _table(block)
        case Card():
            return _card(block)
        case Figure():
            return _figure(block, say, pictures)
        case Checklist():
            return _checklist(block, say)
        case Callout():
            return _quoted(strong(block.title), *(paragraph(body, "> ") for body in block.body))


def _placed(anchor: str, text: str) -> str:
    return f'<a id="{attribute(anchor)}"></a>\n\n{text}' if anchor else text


def _bullets(block: Bullets, before: Block | None) -> str:
    marks = [f"{number}. " if block.ordered else "- " for number in range(1, len(block.items) + 1)]
    items = [mark + paragraph(item, " " * len(mark)) for mark, item in zip(marks, block.items, strict=True)]
    # Without something between them two lists are one.
    apart = "<!-- -->\n\n" if isinstance(before, Bullets) else ""
    return apart + "\n".join(items)


def _code(text: str) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _table(block: Table) -> str:
    head = tuple(plain(column.label) for column in block.columns)
    rows = []
    for row in block.rows:
        cells = [one_line(cell) for cell in row.cells]
        if block.row_heads and all(span.style == "plain" and not span.to for span in row.cells[0]):
            cells[0] = strong(text_of(row.cells[0]))
        if row.anchor:
            cells[0] = f'<a id="{attribute(row.anchor)}"></a>{cells[0]}'
        rows.append(cells)
    grid = _grid([one_line(cell) for cell in head], rows)
    return _placed(block.anchor, f"{strong(block.caption)}\n\n{grid}" if block.caption else grid)


def _pipe_table(head: tuple[Inline, ...], rows: Sequence[tuple[Inline, ...]]) -> str:
    return _grid([one_line(cell) for cell in head], [[one_line(cell) for cell in row] for row in rows])


def _grid(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)


def _card(block: Card) -> str:
    marks = "".join(f" · {one_line(plain(mark))}" for _, mark in block.marks)
    head = [strong(block.code), f"{one_line(plain(block.title))}{marks}"]
    rows = [[one_line(plain(fact.label)), one_line(fact.value)] for fact in block.facts]
    return _placed(block.anchor, _grid(head, rows))


def _figure(block: Figure, say: Words, pictures: _Pictures) -> str:
    drawn = paper.drawing(block.svg, fonts.visible)
    twin = [f"- {paragraph(plain(line), '  ')}" for line in block.twin]
    caption = strong(block.caption)
    if drawn is None:
        lost = literal(say("The picture could not be shown. This is what it says:"))
        said = (caption, lost, paragraph(plain(block.alt)), "\n".join(twin))
        return _placed(block.anchor, "\n\n".join(said).rstrip())
    name = pictures.add(block.name, drawn.svg)
    parts = [f"![{heading(block.alt or block.caption)}]({target(name)})", caption]
    if twin:
        parts += [f"{literal(say('The same in words'))}{'：' if say.lang == 'zh' else ':'}", "\n".join(twin)]
    return _placed(block.anchor, "\n\n".join(parts))


def _checklist(block: Checklist, say: Words) -> str:
    name, meaning = front.mode_name(block, say)
    when = (Span(text=say("Pause point"), style="strong"), Span(text=f" {block.pause_point}"))
    how = (Span(text=name, style="strong"), Span(text=f" {meaning}"))
    items = [f"- [ ] {paragraph(_item(item), '      ')}" for item in block.items]
    parts = [
        strong(block.title),
        paragraph(when),
        paragraph(how),
        "\n".join(items),
    ]
    if block.owner:
        parts.append(paragraph((Span(text=say("Owner"), style="strong"), Span(text=" "), *block.owner)))
    if block.note:
        parts.append(paragraph(plain(block.note)))
    return _placed(block.anchor, "\n\n".join(part for part in parts if part))


def _item(item: ChecklistItem) -> Inline:
    said = [Span(text=item.code, style="strong"), Span(text=f" {item.text}")]
    said += [Span(text=f" · {more}") for more in (item.standard, item.who) if more]
    return tuple(said)


def _quoted(*paragraphs: str) -> str:
    return "\n>\n".join(f"> {text}" for text in paragraphs if text)
