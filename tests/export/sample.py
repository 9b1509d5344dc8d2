"""A document in both languages that uses every kind of block."""

from __future__ import annotations

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import (
    Answer,
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
    Fold,
    Heading,
    Meta,
    Table,
    TableRow,
    Text,
)
from tests.export.sample_blocks import evidence, first_page, picture
from tests.export.sample_en import english
from tests.export.sample_zh import chinese

HASH = "3f1c9a7be2d04586a1b2c3d4e5f60718293a4b5c6d7e8f901234567890abcdef"


def meta(lang: str = "zh", **changes: str) -> Meta:
    """Return the facts of the sample about itself."""
    said = {
        "zh": {
            "title": "标准操作规程",
            "product_name": "反欺诈实时评分",
            "status_label": "草稿",
            "readiness_label": "雏形：未达评审条件",
            "owner": "张喆（产品经理）",
            "next_review": "批准后 90 天",
        },
        "en": {
            "title": "Standard operating procedure",
            "product_name": "Real-time fraud scoring",
            "status_label": "draft",
            "readiness_label": "Sketch: not ready for review",
            "owner": "Zhe Zhang (product owner)",
            "next_review": "90 days after approval",
        },
    }[lang]
    facts = {
        "product": "fraud-scoring",
        "lang": lang,
        "version": "0.42",
        "status": "draft",
        "readiness": "sketch",
        "date": "2026-11-20",
        "content_hash": HASH,
        "head": "42 9be1f00d77aa",
        "document_no": "AI-OPS-017",
        "classification": {"zh": "内部", "en": "internal"}[lang],
        "kit": "0.1.0",
    }
    return Meta.model_validate(said | facts | changes)


def bundle(lang: str = "zh", **changes: str) -> Bundle:
    """Return the sample document."""
    blocks = chinese() if lang == "zh" else english()
    return Bundle(meta=meta(lang, **changes), blocks=(first_page(lang), *blocks, *evidence(lang)))


def one(*blocks: Block, lang: str = "en") -> Bundle:
    """Return a document of these blocks."""
    return Bundle(meta=meta(lang), blocks=blocks)


def text_bundle(text: str) -> Bundle:
    """Return a document that says one text in every place a text can stand."""
    spans = plain(text)
    return one(
        Heading(level=1, text=text, anchor="h", number="1"),
        Text(spans=spans),
        Text(spans=(*styled(text, "strong"), *styled(text, "code"), *link(text, "https://example.org/"))),
        Bullets(items=(spans, styled(text, "missing"))),
        Code(text=text),
        Table(
            caption=text,
            columns=(Column(label=text), Column(label="b"), Column(label="c")),
            rows=(TableRow(cells=(spans, spans, ())),),
        ),
        Card(
            anchor="s",
            code="S01",
            title=text,
            facts=(FactLine(label=text, value=spans, role="lead"), FactLine(label="l", value=spans, role="evidence")),
            marks=(("warning", text),),
        ),
        Checklist(
            anchor="c",
            title=text,
            mode="read-do",
            pause_point=text,
            items=(ChecklistItem(code="C1", text=text, who=text, standard=text),),
            owner=spans,
            note=text,
        ),
        Callout(tone="warning", title=text, body=(spans,)),
        Answers(
            anchor="q",
            title=text,
            items=(Answer(question=text, lines=(spans, styled(text, "missing")), clauses=spans),),
            note=spans,
        ),
        Fold(
            anchor="f",
            summary=text,
            blocks=(
                Text(spans=spans),
                Bullets(items=(spans,)),
                Code(text=text),
                Table(caption=text, columns=(Column(label=text, turned=True),), rows=(TableRow(cells=(spans,)),)),
            ),
        ),
        picture("p", text, text),
    )
