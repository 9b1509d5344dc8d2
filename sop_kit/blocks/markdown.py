"""An author's Markdown as blocks: paragraphs, lists, headings, code; raw HTML stays visible text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from sop_kit.blocks.make import plain, styled, web_link
from sop_kit.blocks.model import Block, Bullets, Code, Column, Inline, Span, SpanStyle, Table, TableRow, Text


def markdown_blocks(text: str) -> list[Block]:
    """Return the blocks of a Markdown text. Headings become strong paragraphs: the chapter owns the outline."""
    root = SyntaxTreeNode(_parser().parse(text))
    return [block for node in root.children for block in _block(node)]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _block(node: SyntaxTreeNode) -> list[Block]:
    match node.type:
        case "paragraph":
            return [Text(spans=_inline(node))]
        case "heading":
            return [Text(spans=tuple(span.model_copy(update={"style": "strong"}) for span in _inline(node)))]
        case "bullet_list" | "ordered_list":
            items = tuple(_inline(item) for item in node.children)
            return [Bullets(items=items, ordered=node.type == "ordered_list")]
        case "fence" | "code_block":
            return [Code(text=node.content.rstrip("\n"))]
        case "table":
            return [_table(node)]
        case "blockquote":
            return [block for child in node.children for block in _block(child)]
        case "hr":
            return []
        case _:
            return [Text(spans=plain(_source(node)))]


def _table(node: SyntaxTreeNode) -> Table:
    rows = [row for part in node.children for row in part.children]
    head, *body = [tuple(_inline(cell) for cell in row.children) for row in rows]
    columns = tuple(Column(label="".join(span.text for span in cell)) for cell in head)
    return Table(caption="", columns=columns, rows=tuple(TableRow(cells=cells) for cells in body), row_heads=False)


def _inline(node: SyntaxTreeNode) -> Inline:
    # A list item may hold several paragraphs: they stand on lines of their own.
    spans: list[Span] = []
    for child in node.children:
        found = _spans(child.children, "plain", "") if child.type == "inline" else _inline(child)
        if spans and found:
            spans.append(Span(text="\n"))
        spans.extend(found)
    return tuple(spans)


def _spans(nodes: Sequence[SyntaxTreeNode], style: SpanStyle, to: str) -> Inline:
    spans: list[Span] = []
    for node in nodes:
        match node.type:
            case "strong" | "em":
                # Chinese has no italics: emphasis is always strong.
                spans.extend(_spans(node.children, "strong", to))
            case "link":
                # An empty fragment leads nowhere: its text stays, the link goes.
                spans.extend(_spans(node.children, style, str(node.attrs.get("href", "")).removesuffix("#")))
            case "code_inline":
                spans.extend(styled(node.content, "code", to))
            case "softbreak" | "hardbreak":
                spans.append(Span(text="\n" if node.type == "hardbreak" else " "))
            case "image":
                spans.extend(_picture(node, style, to))
            case _:
                spans.extend(styled(_source(node), style, to))
    return tuple(spans)


def _picture(node: SyntaxTreeNode, style: SpanStyle, to: str) -> Inline:
    # Nothing is fetched: a picture of the web is a link to it, any other one its words and its name.
    source = str(node.attrs.get("src", ""))
    on_the_web = web_link(source)[0].to if source else ""
    if on_the_web:
        return styled(node.content or source, style, to or on_the_web)
    return styled(" ".join(part for part in (node.content, f"({source})" if source else "") if part), style, to)


def _source(node: SyntaxTreeNode) -> str:
    token: Token | None = node.token
    return token.content if token is not None else ""
