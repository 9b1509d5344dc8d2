"""What stands before the chapters of a Word document, and its properties, as pandoc nodes."""

from __future__ import annotations

from xml.sax.saxutils import escape

from sop_kit.blocks.model import Bundle, Heading
from sop_kit.export import front
from sop_kit.export import word_nodes as word
from sop_kit.export.word_nodes import Node
from sop_kit.words import HTML_LANG, Words

_CONTENTS_DEPTH = 2


def first_page(bundle: Bundle, say: Words) -> list[Node]:
    """Return the title, the facts of the document and how far it can be trusted."""
    meta = bundle.meta
    tone = "Good" if meta.readiness == "reviewable" else "Missing"
    ready = word.para([word.styled(word.text(f"\u00a0{meta.readiness_label}\u00a0"), f"Mark {tone}")], "Body Text")
    (label, value), *facts = front.facts(meta, say)
    # The first names the product line and may be long.
    rows = [
        word.row(
            [
                word.cell([word.para(word.text(label), "Card Label")]),
                word.cell([word.para(word.text(value), "Table Text")], span=3),
            ]
        )
    ]
    for at in range(0, len(facts), 2):
        pair = [*facts[at : at + 2], ("", "")][:2]
        said = [part for fact in pair for part in zip(fact, ("Card Label", "Table Text"), strict=True)]
        rows.append(word.row([word.cell([word.para(word.text(part), style)]) for part, style in said]))
    return [
        word.para(word.text(meta.title), "Title"),
        word.para(word.text(meta.product_name), "Subtitle"),
        ready,
        word.grid("Facts", (0.18, 0.32, 0.2, 0.3), head=[], rows=rows),
    ]


def contents(bundle: Bundle, say: Words) -> list[Node]:
    """Return the contents as a field that Word can bring up to date; the entries are there from the start."""
    headings = [
        block
        for block in bundle.blocks
        if isinstance(block, Heading) and block.level <= _CONTENTS_DEPTH and block.anchor
    ]
    if not headings:
        return []
    entries = []
    for number, heading in enumerate(headings):
        # The list is complete as it stands; Word adds the page numbers when it opens the file.
        begin = _field("begin", dirty=True) + _code(r'TOC \o "1-2" \h \z \u') + _field("separate") if not number else ""
        end = _field("end") if number == len(headings) - 1 else ""
        name = word.bookmark(heading.anchor)
        label = escape(" ".join(f"{heading.number}  {heading.text}".split("\n")).strip())
        page = _field("begin") + _code(rf"PAGEREF {name} \h") + _field("separate") + _field("end")
        entries.append(
            f'<w:p><w:pPr><w:pStyle w:val="TOC{heading.level}"/></w:pPr>{begin}'
            f'<w:hyperlink w:anchor="{name}" w:history="1"><w:r><w:t xml:space="preserve">{label}</w:t></w:r>'
            f"<w:r><w:tab/></w:r>{page}</w:hyperlink>{end}</w:p>"
        )
    title = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>{escape(say("Contents"))}</w:t></w:r></w:p>'
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    markup = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{title}{''.join(entries)}</w:sdtContent></w:sdt>"
    return [word.raw(markup)]


def _field(kind: str, *, dirty: bool = False) -> str:
    late = ' w:dirty="true"' if dirty else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{late}/></w:r>'


def _code(field: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(field)} </w:instrText></w:r>'


def properties(bundle: Bundle) -> Node:
    """Return the properties of the file, and its language."""
    meta = bundle.meta
    named = {
        "lang": HTML_LANG[meta.lang],
        "subject": meta.product_name,
        "description": front.description(meta),
        "category": meta.classification,
        # pandoc prints some names, such as date; a prefix keeps them among the properties of the file.
        **{f"sop_{name}": value for name, value in front.properties(meta).items()},
    }
    return {name: {"t": "MetaString", "c": value} for name, value in named.items() if value}
