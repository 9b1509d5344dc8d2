"""The first pages of a Word document: what it is, the six answers, the contents, who signed."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.blocks.model import Answers, Block, Heading, Meta
from sop_kit.export import front, word_answers, word_width
from sop_kit.export import word_markup as word
from sop_kit.export.word_markup import Cell, Row
from sop_kit.export.word_press import Press
from sop_kit.export.word_template import FIRST_WIDER
from sop_kit.words import Words

_FACTS = (0.16, 0.34, 0.16, 0.34)
_SIGNATURES = (0.2, 0.32, 0.2, 0.28)
_FIRST_PAGE = 710  # points between its margins, without what is called and the space around the masthead
_NAME, _FACT = 15, 8.5  # points
_LEADING = 1.28  # of the first page; as reference.docx sets it
_APART = " \u2003"


def masthead(press: Press, *, answered: bool) -> str:
    """Return what the document is, which copy, and how far it can be trusted.

    Parameters
    ----------
    press
        Of this document.
    answered
        Whether the six answers follow: then only what a reader needs is said here, and the rest in its chapter.
    """
    meta, say = press.meta, press.say
    tone = "Good" if meta.readiness == "reviewable" else "Missing"
    ready = word.run(f"\u00a0{meta.readiness_label}\u00a0", f"Mark{tone}") if meta.readiness_label else ""
    kicker = word.run(f"{meta.title}   ") + ready
    if answered:
        needed = [
            word.run(f"{label}\u00a0", "Muted") + word.run(value.replace(" ", "\u00a0"), "Strong")
            for label, value in _needed(meta, say)
        ]
        # The room is for the answers.
        return (
            word.paragraph("AnswersKicker", kicker)
            + word.paragraph("AnswersName", word.run(meta.product_name))
            + word.paragraph("AnswersFacts", word.run(_APART).join(needed))
        )
    facts = front.facts(meta, say)[1:]
    rows = []
    for at in range(0, len(facts), 2):
        pair = [*facts[at : at + 2], ("", "")][:2]
        rows.append(
            Row(
                cells=tuple(
                    Cell(inside=word.paragraph(style, word.run(part)))
                    for fact in pair
                    for part, style in zip(fact, ("CardLabel", "CardText"), strict=True)
                )
            )
        )
    return (
        word.paragraph("Title", word.run(meta.product_name))
        + word.paragraph("Subtitle", kicker)
        + word.table("Facts", _widths(_FACTS, press.room), rows, caption=meta.title)
        + word.gap()
    )


def _needed(meta: Meta, say: Words) -> list[tuple[str, str]]:
    known = (
        (say("Version"), f"{meta.version} · {meta.status_label}"),
        (say("Owner"), meta.owner),
        (say("Next review"), say.day(meta.expires) if meta.expires else meta.next_review),
        (say("Document number"), meta.document_no),
        (say("Classification"), meta.classification),
        (say("The only valid copy"), meta.valid_copy),
    )
    return [(label, value) for label, value in known if value]


def answers(block: Answers, press: Press) -> str:
    """Return the questions a reader comes with and what the record answers, below the masthead."""
    room = press.room + FIRST_WIDER
    facts = _APART.join(f"{label} {value}" for label, value in _needed(press.meta, press.say))
    name = word_width.lines(press.meta.product_name, _NAME, room / 1.06) * _NAME
    above = name + word_width.lines(facts, _FACT, room / 1.06) * _FACT
    return word_answers.answers(block, press, room=room, height=_FIRST_PAGE - above * _LEADING)


def contents(blocks: Sequence[Block], press: Press) -> str:
    """Return the contents: a field of Word's whose entries lead to the chapters.

    They bear no page numbers until somebody updates the field (F9): the kit cannot know where Word breaks pages, and a
    number that is wrong is worse than none; on paper the numbers of the chapters lead.
    """
    chapters = [block for block in blocks if isinstance(block, Heading) and block.level == 1 and block.anchor]
    if not chapters:
        return ""
    entries = []
    for heading in chapters:
        label = " ".join(f"{heading.number}  {heading.text}".split("\n")).strip()
        entries.append(word.link_inside(word.bookmark(heading.anchor), word.run(label)))
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    asked = '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
    last = len(entries) - 1
    lines = "".join(
        word.paragraph("TOC1", (begin + asked + separate if not at else "") + entry + (end if at == last else ""))
        for at, entry in enumerate(entries)
    )
    title = word.paragraph("TOCHeading", word.run(press.say("Contents")))
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    return f"{title}<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{lines}</w:sdtContent></w:sdt>"


def signatures(press: Press) -> str:
    """Return the block of those who prepared, checked and approved, with room to sign on paper."""
    meta, say = press.meta, press.say
    if not meta.signatures:
        return ""
    heads = (say("Signed as"), say("Person"), say("Date"), say("Signature"))
    rows = [Row(cells=tuple(Cell(inside=word.paragraph("TableHead", word.run(head))) for head in heads), head=True)]
    for signature in meta.signatures:
        said = (
            word.run(signature.act, "RowHead"),
            *(word.run(text) for text in (signature.who, signature.date, "")),
        )
        keep = signature is not meta.signatures[-1]
        cells = tuple(Cell(inside=word.paragraph("TableText", run, keep=keep)) for run in said)
        rows.append(Row(cells=cells, height=480))
    caption = say("Prepared, checked, approved")
    return (
        word.paragraph("TableCaption", word.run(caption))
        + word.table("Grid", _widths(_SIGNATURES, press.room), rows, caption=caption, row_heads=True)
        + word.gap()
    )


def _widths(shares: tuple[float, ...], room: int) -> tuple[int, ...]:
    widths = [round(share * room) for share in shares]
    widths[-1] += room - sum(widths)
    return tuple(widths)
