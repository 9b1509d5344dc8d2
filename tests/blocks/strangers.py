"""Bundles nobody would write: any text in any field, for tests that must hold for all of them."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st
from pydantic import BaseModel

from sop_kit.blocks.html_text import printable
from sop_kit.blocks.model import (
    Answer,
    Answers,
    Block,
    Bullets,
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
    Meta,
    Picture,
    Signature,
    Span,
    Table,
    TableRow,
    Text,
)

MARKUP = (
    "<b>",
    "</p>",
    "&amp;",
    "<!--",
    "]]>",
    "\"'",
    "<script>x</script>",
    "</style>",
    "javascript:x",
    "监控",
    "\x00\r",
)
texts = st.lists(st.sampled_from(MARKUP) | st.text(max_size=6), max_size=3).map("".join)
spans = st.lists(st.builds(Span, text=texts, style=..., to=texts | texts.map(lambda to: f"#{to}")), max_size=2).map(
    tuple
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20"><text x="1" y="9">{}</text><g id="{}"/></svg>'


def _many(what: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(what, max_size=3).map(tuple)


_svgs = texts | st.tuples(texts, texts).map(lambda two: SVG.format(*(t.replace("<", "&lt;") for t in two)))
_columns = st.lists(st.builds(Column, label=texts, turned=...), min_size=1, max_size=5).map(tuple)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    columns = draw(_columns)
    cells = st.lists(spans, min_size=len(columns), max_size=len(columns)).map(tuple)
    rows = draw(_many(st.builds(TableRow, cells=cells, anchor=texts)))
    return draw(st.builds(Table, caption=texts, columns=st.just(columns), rows=st.just(rows), anchor=texts))


_items = st.builds(ChecklistItem, code=texts, text=texts, who=texts, standard=texts)
_marks = st.tuples(st.sampled_from(("info", "warning", "missing", "good")), texts)
_figure = st.builds(Figure, name=texts, svg=_svgs, alt=texts, caption=texts, twin=_many(texts), anchor=texts)
_picture = st.builds(
    Picture,
    name=texts,
    media_type=...,
    data=texts | st.just("iVBORw0KGgo="),
    width=st.integers(-1, 4000),
    height=st.integers(-1, 4000),
    alt=texts,
    caption=texts,
    anchor=texts,
)
_foldable = st.one_of(
    st.builds(Text, spans=spans, anchor=texts),
    st.builds(Bullets, items=_many(spans), ordered=...),
    st.builds(Code, text=texts),
    _tables(),
    _figure,
    _picture,
)
_answers = st.builds(
    Answers,
    anchor=texts,
    title=texts,
    items=_many(st.builds(Answer, question=texts, lines=_many(spans), clauses=spans)),
    note=spans,
)
block: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, text=texts, anchor=texts, number=texts),
    _foldable,
    st.builds(Fold, anchor=texts, summary=texts, blocks=_many(_foldable)),
    _answers,
    st.builds(
        Card,
        anchor=texts,
        code=texts,
        title=texts,
        facts=_many(st.builds(FactLine, label=texts, value=spans, role=...)),
        marks=_many(_marks),
    ),
    st.builds(
        Checklist, anchor=texts, title=texts, mode=..., pause_point=texts, items=_many(_items), owner=spans, note=texts
    ),
    st.builds(Callout, tone=..., title=texts, body=_many(spans)),
)
blocks = st.lists(block, max_size=4).map(tuple)
metas = st.builds(
    Meta,
    lang=...,
    readiness=...,
    status=st.sampled_from(("draft", "published", "withdrawn")),
    expires=texts | st.just("2027-02-18"),
    signatures=_many(st.builds(Signature, act=texts, who=texts, date=texts)),
    **dict.fromkeys(set(Meta.model_fields) - {"lang", "readiness", "status", "expires", "signatures"}, texts),
)


def said(facts: BaseModel) -> Iterator[str]:
    """Return every text of a block that its reader must find: not anchors, not names of files, not blanks."""
    for name, value in facts:
        if name in ("kind", "anchor", "name", "svg", "style", "to", "mode", "tone", "role", "data", "media_type"):
            continue
        words = tuple(word for _, word in value) if name == "marks" else value
        for text in _texts(words):
            if text.strip():
                yield printable(text)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from said(value)
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
