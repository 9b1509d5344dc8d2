"""Cards and boxed remarks as HTML."""

from __future__ import annotations

from sop_kit.blocks.html_text import Here, escape, inline
from sop_kit.blocks.model import Callout, Card, FactLine, Tone
from sop_kit.words import Words


def card(block: Card, here: Here) -> str:
    """Return one thing with its labelled facts."""
    code = f'<span class="code">{escape(block.code)}</span> ' if block.code else ""
    marks = "".join(_mark(tone, word) for tone, word in block.marks)
    facts = "".join(_fact(fact, here.say) for fact in block.facts)
    return (
        f'<article class="card"{here.ids.attribute(block.anchor)}><div class="card-head">'
        f"<{here.heading}>{code}{escape(block.title)}</{here.heading}>"
        + (f'<ul class="marks">{marks}</ul>' if marks else "")
        + "</div>"
        + (f"<dl>{facts}</dl>" if facts else "")
        + "</article>"
    )


def callout(block: Callout, here: Here) -> str:
    """Return a boxed remark."""
    body = "".join(f"<p>{inline(spans, here.say)}</p>" for spans in block.body)
    return (
        f'<aside class="callout {block.tone}" role="note">'
        f'<p class="callout-title">{escape(block.title)}</p>{body}</aside>'
    )


def _mark(tone: Tone, word: str) -> str:
    return f'<li class="{tone}">{escape(word)}</li>'


def _fact(fact: FactLine, say: Words) -> str:
    value = inline(fact.value, say) or "—"
    return f'<div class="{fact.role}"><dt>{escape(fact.label)}</dt><dd>{value}</dd></div>'
