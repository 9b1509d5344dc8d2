"""The facilitator's guide of ``workshop/guide``: its pages as blocks, its cards and note sheets as pages to cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sop_kit import __version__
from sop_kit.blocks.cut import Cut, CutLine, CutPages, CutSheet
from sop_kit.blocks.make import text_of
from sop_kit.blocks.markdown import markdown_blocks
from sop_kit.blocks.model import Block, Bullets, Bundle, Callout, Checklist, ChecklistItem, Heading, Meta, Table
from sop_kit.places import kit_path
from sop_kit.words import words

# In the order in which they are needed; the cards and sheets are files of their own when printed.
PAGES = ("ten-days", "prepare", "invitation", "half-day", "two-hours", "questions", "trouble")
CARDS, SHEETS = "role-cards", "note-sheets"

_HEADING = re.compile(r"(#{1,3}) (.+)")
_TICK = re.compile(r"- \[ \] \*\*(?P<text>.+?)\*\*\s*(?P<standard>.*?)\s*\*(?P<who>[^*]+)\*")
_GRID = re.compile(r"(\d) × (\d)")
_CARDS_ACROSS, _CARDS_DOWN = 2, 2
_LEAST_WIDTH, _EVEN = 9, 0.6  # of a column: letters, and how little a long text counts


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading of a page and the lines below it."""

    level: int
    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def guide(lang: str) -> Bundle:
    """Return the whole guide in one language; links between its pages lead to their places in it."""
    say = words(lang)
    blocks = [block for name in (*PAGES, CARDS, SHEETS) for block in _page(name, lang)]
    return Bundle(meta=_meta(lang, say("Facilitator's guide")), blocks=tuple(blocks))


def printed_guide(lang: str) -> Bundle:
    """Return the guide without what is printed to be cut apart."""
    say = words(lang)
    blocks = [block for name in PAGES for block in _page(name, lang)]
    return Bundle(meta=_meta(lang, say("Facilitator's guide")), blocks=tuple(blocks))


def role_cards(lang: str) -> CutPages:
    """Return the role cards, four to a page."""
    cards = tuple(Cut(title=part.title, lines=tuple(_said(part))) for part in _sections(CARDS, lang))
    sheet = CutSheet(across=_CARDS_ACROSS, down=_CARDS_DOWN, cards=cards)
    return _cut_pages(CARDS, lang, (sheet,))


def note_sheets(lang: str) -> CutPages:
    """Return the note sheets: steps, hot spots, conditions, promises, and the sheet for who has no device."""
    return _cut_pages(SHEETS, lang, tuple(map(_sheet, _sections(SHEETS, lang))))


def _cut_pages(name: str, lang: str, sheets: tuple[CutSheet, ...]) -> CutPages:
    say = words(lang)
    foot = say("sop-kit · cut along the dashed lines")
    return CutPages(title=_title(name, lang), lang="zh" if lang == "zh" else "en", foot=foot, sheets=sheets)


def _said(part: _Part) -> Iterator[CutLine]:
    for block in markdown_blocks(part.text):
        for item in block.items if isinstance(block, Bullets) else ():
            label, *rest = item
            yield CutLine(label=label.text.rstrip(":："), said=text_of(tuple(rest)).strip())


def _sheet(part: _Part) -> CutSheet:
    (table,) = (block for block in markdown_blocks(part.text) if isinstance(block, Table))
    rows = [[text_of(cell) for cell in row.cells] for row in table.rows]
    lines = tuple(CutLine(label=label, said=said, empty=int(empty or 0)) for label, said, empty in rows)
    found = _GRID.search(part.text)
    across, down = (int(found[1]), int(found[2])) if found else (1, 1)
    return CutSheet(across=across, down=down, cards=(Cut(title=part.title, lines=lines),))


def _page(name: str, lang: str) -> Iterator[Block]:
    for number, part in enumerate(_parts(name, lang)):
        anchor = f"guide-{name}-{number}" if number else f"guide-{name}"
        level = 1 if part.level == 1 else 2
        ticks = _ticked(part, anchor)
        if ticks is not None:
            yield ticks
            continue
        yield Heading(level=level, text=part.title, anchor=anchor)
        yield from map(_within, _told(part))


def _ticked(part: _Part, anchor: str) -> Checklist | None:
    """Return the lines to tick as a checklist; nothing for a part without any."""
    found = [match for line in part.lines if (match := _TICK.fullmatch(line))]
    items = tuple(
        ChecklistItem(code=str(number), text=match["text"], standard=_bare(match["standard"]), who=match["who"])
        for number, match in enumerate(found, start=1)
    )
    if not items:
        return None
    return Checklist(anchor=anchor, title=part.title, mode="do-confirm", pause_point=part.title, items=items)


def _told(part: _Part) -> Iterator[Block]:
    """Yield what stands below a heading; what is quoted becomes a box, its first line in bold the title of the box."""
    plain_lines: list[str] = []
    quoted: list[str] = []
    for line in (*part.lines, ""):
        if line.startswith(">"):
            yield from markdown_blocks("\n".join(plain_lines))
            plain_lines = []
            quoted.append(line.removeprefix(">").strip())
            continue
        if quoted:
            yield _box(quoted)
            quoted = []
        plain_lines.append(line)
    yield from markdown_blocks("\n".join(plain_lines))


def _box(lines: list[str]) -> Callout:
    first = lines[0]
    named = first.startswith("**") and first.endswith("**")
    body = [block for line in (lines[1:] if named else lines) for block in markdown_blocks(line)]
    inlines = tuple(block.spans for block in body if block.kind == "text")
    return Callout(tone="info", title=first.strip("*") if named else "", body=inlines)


def _within(block: Block) -> Block:
    """Return the block; its links to other pages of the guide lead to their places in this one."""
    block = type(block).model_validate(_linked(block.model_dump()))
    return _with_widths(block) if isinstance(block, Table) else block


def _with_widths(table: Table) -> Table:
    """Return the table with columns as wide as their words ask for: Markdown says nothing about widths."""
    columns = []
    for number, column in enumerate(table.columns):
        longest = max(len(text_of(row.cells[number])) for row in table.rows)
        columns.append(column.model_copy(update={"width": max(longest, 3 * len(column.label), _LEAST_WIDTH) ** _EVEN}))
    return table.model_copy(update={"columns": tuple(columns)})


def _linked(facts: object) -> object:
    if isinstance(facts, dict):
        facts = {key: _linked(value) for key, value in facts.items()}
        target = facts.get("to")
        if isinstance(target, str) and target.endswith(".md"):
            facts["to"] = f"#guide-{target.removesuffix('.md')}"
        return facts
    return [_linked(each) for each in facts] if isinstance(facts, list | tuple) else facts


def _bare(text: str) -> str:
    return " ".join(text_of(block.spans) for block in markdown_blocks(text) if block.kind == "text")


def _sections(name: str, lang: str) -> list[_Part]:
    return [part for part in _parts(name, lang) if part.level > 1]


def _title(name: str, lang: str) -> str:
    return next(iter(_parts(name, lang))).title


def _parts(name: str, lang: str) -> Iterator[_Part]:
    level, title, lines = 0, "", list[str]()
    for line in kit_path("workshop", "guide", lang, f"{name}.md").read_text(encoding="utf-8").splitlines():
        found = _HEADING.fullmatch(line)
        if not found:
            lines.append(line)
            continue
        if title:
            yield _Part(level, title, tuple(lines))
        level, title, lines = len(found[1]), found[2], []
    yield _Part(level, title, tuple(lines))


def _meta(lang: str, title: str) -> Meta:
    return Meta(
        product="guide",
        title="sop-kit",
        product_name=title,
        lang="zh" if lang == "zh" else "en",
        version="",
        status="minutes",
        status_label="",
        readiness="reviewable",
        readiness_label="",
        owner="",
        date="",
        next_review="",
        content_hash="",
        head="",
        kit=__version__,
    )
