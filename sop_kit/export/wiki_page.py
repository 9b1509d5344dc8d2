"""A document as the page of a wiki: what comes after what, said in the dialect of that wiki."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import (
    Answers,
    Block,
    Bullets,
    Bundle,
    Callout,
    Card,
    Checklist,
    ChecklistItem,
    Code,
    Column,
    FactLine,
    Figure,
    Fold,
    Heading,
    Inline,
    Meta,
    Picture,
    Span,
    Table,
    TableRow,
    Text,
    Tone,
)
from sop_kit.export import fonts, front, paper
from sop_kit.export.attachments import Attached, Attachments
from sop_kit.words import Words, words

_CONTENTS_DEPTH = 2
_DEEPEST = 6


class Dialect(Protocol):
    """How one wiki writes each thing; every method returns text that stands for itself.

    Texts come as they are: the dialect sees to it that a reader sees them so. Level 1 is the page's title.
    """

    def heading(self, level: int, text: str, anchor: str) -> str:
        """Return a heading with a place to link to."""

    def contents(self, title: str, entries: Sequence[tuple[int, str, str]]) -> str:
        """Return the table of contents; an entry is its depth, its text and where it leads."""

    def paragraph(self, spans: Inline, anchor: str = "") -> str:
        """Return a paragraph."""

    def bullets(self, items: Sequence[Inline], *, ordered: bool = False, apart: bool = False) -> str:
        """Return a list; ``apart`` when another list stands before it."""

    def ticks(self, items: Sequence[Inline]) -> str:
        """Return lines to tick."""

    def code(self, text: str) -> str:
        """Return text set as it is."""

    def table(self, block: Table) -> str:
        """Return a table with its caption."""

    def image(self, alt: str, picture: Attached, anchor: str) -> str:
        """Return a picture that lies beside the page."""

    def fold(self, summary: str, inside: str, anchor: str = "") -> str:
        """Return what is folded away until somebody asks for it."""

    def callout(self, tone: Tone, title: str, body: Sequence[Inline]) -> str:
        """Return a boxed remark."""


def write(bundle: Bundle, dialect: Dialect, pictures: Attachments, *, titled: bool) -> str:
    """Return the page.

    Parameters
    ----------
    bundle
        The document.
    dialect
        How the wiki writes each thing.
    pictures
        Receives the files of the pictures.
    titled
        Whether the page says its own title; most wikis put the page's name there.
    """
    written = paper.sound(bundle, fonts.visible)
    page = _Page(dialect, pictures, words(written.meta.lang))
    blocks = written.blocks
    first = [block for block in blocks[:1] if isinstance(block, Answers)]
    parts = (
        *page.head(written.meta, titled=titled),
        *page.blocks(first),
        page.contents(blocks),
        *page.blocks(blocks[len(first) :]),
    )
    return _joined(parts) + "\n"


def _joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)


class _Page:
    """Writes block after block; knows how deep the last heading stood."""

    def __init__(self, dialect: Dialect, pictures: Attachments, say: Words) -> None:
        self.say = say
        self._to = dialect
        self._pictures = pictures
        self._level = 1

    def head(self, meta: Meta, *, titled: bool) -> Iterator[str]:
        say, to = self.say, self._to
        if titled:
            yield to.heading(1, meta.title, "")
        yield to.paragraph(styled(meta.product_name, "strong"))
        if meta.readiness_label:
            tone: Tone = "good" if meta.readiness == "reviewable" else "missing"
            yield to.callout(tone, meta.readiness_label, ())
        facts = {**dict(front.facts(meta, say)), say("Content hash"): meta.content_hash}
        yield to.paragraph(self._run_in([FactLine(label=label, value=plain(value)) for label, value in facts.items()]))
        if meta.signatures:
            yield to.table(
                Table(
                    caption="",
                    columns=(Column(label=""), Column(label=say("Who")), Column(label=say("Date"))),
                    rows=tuple(
                        TableRow(cells=(plain(line.act), plain(line.who), plain(line.date))) for line in meta.signatures
                    ),
                )
            )

    def contents(self, blocks: Sequence[Block]) -> str:
        entries = [
            (block.level, _name(block), block.anchor)
            for block in blocks
            if isinstance(block, Heading) and block.level <= _CONTENTS_DEPTH and block.anchor
        ]
        return self._to.contents(self.say("Contents"), entries) if entries else ""

    def blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        before: Block | None = None
        for block in blocks:
            apart = isinstance(before, Bullets)
            yield _joined(tuple(self._block(block, apart=apart)))
            before = block

    def _block(self, block: Block, *, apart: bool) -> Iterator[str]:  # noqa: C901  one case a kind of block
        to = self._to
        match block:
            case Heading():
                self._level = block.level + 1
                yield to.heading(self._level, _name(block), block.anchor)
            case Text():
                yield to.paragraph(block.spans, block.anchor)
            case Bullets():
                yield to.bullets(block.items, ordered=block.ordered, apart=apart)
            case Code():
                yield to.code(block.text)
            case Table():
                yield to.table(block)
            case Card():
                yield from self._card(block)
            case Figure():
                yield from self._figure(block)
            case Picture():
                yield to.image(block.alt or block.caption, self._pictures.picture(block), block.anchor)
                yield self._caption(block.caption)
            case Answers():
                yield from self._answers(block)
            case Fold():
                yield to.fold(block.summary, _joined(tuple(self.blocks(block.blocks))), block.anchor)
            case Checklist():
                yield from self._checklist(block)
            case Callout():
                yield to.callout(block.tone, block.title, block.body)

    def _named(self, title: str, anchor: str) -> str:
        """Return a heading that the table of contents leaves out."""
        return self._to.heading(min(self._level + 1, _DEEPEST), title, anchor)

    def _caption(self, text: str) -> str:
        return self._to.paragraph(styled(text, "strong")) if text else ""

    def _answers(self, block: Answers) -> Iterator[str]:
        yield self._to.heading(2, block.title, block.anchor)
        for answer in block.items:
            clauses = (Span(text="→ "), *answer.clauses) if answer.clauses else ()
            yield self._caption(answer.question)
            yield self._to.table(answer.table) if answer.table else ""
            yield self._to.bullets([line for line in (*answer.lines, clauses) if line])
        if block.note:
            yield self._to.paragraph(block.note)

    def _card(self, block: Card) -> Iterator[str]:
        to = self._to
        lead, normal, evidence = (
            [fact for fact in block.facts if fact.role == role] for role in ("lead", "normal", "evidence")
        )
        yield self._named(f"{block.code} {block.title}", block.anchor)
        if block.marks:
            yield to.paragraph(join([styled(mark, "strong") for _, mark in block.marks], " · "))
        if lead:
            yield to.paragraph(self._run_in(lead))
        if normal:
            yield to.bullets([self._fact(fact) for fact in normal])
        if evidence:
            yield to.fold(self.say("Evidence"), to.paragraph(self._run_in(evidence)))

    def _fact(self, fact: FactLine) -> Inline:
        return (*styled(fact.label, "strong"), Span(text=self.say(": ")), *fact.value)

    def _run_in(self, facts: Sequence[FactLine]) -> Inline:
        return join([self._fact(fact) for fact in facts if fact.value], " · ")

    def _figure(self, block: Figure) -> Iterator[str]:
        to = self._to
        picture = self._pictures.figure(block)
        said = to.bullets([plain(line) for line in block.twin]) if block.twin else ""
        if picture:
            yield to.image(block.alt or block.caption, picture, block.anchor)
            yield self._caption(block.caption)
            yield to.fold(self.say("The same in words"), said) if said else ""
            return
        yield to.paragraph(styled(block.caption, "strong"), block.anchor)
        yield to.paragraph(plain(self.say("The picture could not be shown. This is what it says:")))
        yield to.paragraph(plain(block.alt)) if block.alt else ""
        yield said

    def _checklist(self, block: Checklist) -> Iterator[str]:
        to, say = self._to, self.say
        name, meaning = front.mode_name(block, say)
        yield self._named(block.title, block.anchor)
        yield to.paragraph((*styled(say("Pause point"), "strong"), Span(text=f" {block.pause_point}")))
        yield to.paragraph((*styled(name, "strong"), Span(text=f" {meaning}")))
        yield to.ticks([_item(item) for item in block.items])
        if block.owner:
            yield to.paragraph((*styled(say("Owner"), "strong"), Span(text=" "), *block.owner))
        if block.note:
            yield to.paragraph(plain(block.note))


def _name(block: Heading) -> str:
    return " ".join(f"{block.number} {block.text}".split())


def _item(item: ChecklistItem) -> Inline:
    code = (*styled(item.code, "strong"), Span(text=" ")) if item.code else ()
    return (*code, Span(text=item.text), *(Span(text=f" · {more}") for more in (item.standard, item.who) if more))
