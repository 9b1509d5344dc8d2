"""Cards and boxed remarks as HTML."""

from __future__ import annotations

from sop_kit.blocks.html_text import Here, address, escape, inline
from sop_kit.blocks.model import Callout, Card, FactLine, Tone
from sop_kit.words import Words


def card(block: Card, here: Here) -> str:
    """Return one thing with its labelled facts; how they are known is folded away."""
    anchor = here.ids.claim(block.anchor) if block.anchor.strip() else ""
    identity = f' id="{escape(anchor)}"' if anchor else ""
    marks = "".join(_mark(tone, word) for tone, word in block.marks)
    facts = "".join(_fact(fact, here.say) for fact in block.facts if fact.role != "evidence")
    evidence = "".join(_fact(fact, here.say) for fact in block.facts if fact.role == "evidence")
    return (
        f'<article class="card"{identity}><div class="card-head">'
        f"<{here.heading}>{_code(block.code, anchor)}{escape(block.title)}</{here.heading}>"
        + (f'<ul class="marks">{marks}</ul>' if marks else "")
        + "</div>"
        + (f"<dl>{facts}</dl>" if facts else "")
        + (f"<details><summary>{escape(here.say('Evidence'))}</summary><dl>{evidence}</dl></details>" * bool(evidence))
        + "</article>"
    )


def _code(code: str, anchor: str) -> str:
    """Return the id a person quotes, as a link to the card: whoever wants to point at it copies it from here."""
    if not code:
        return ""
    if not anchor:
        return f'<span class="code">{escape(code)}</span> '
    return f'<a class="code" href="{address(f"#{anchor}")}">{escape(code)}</a> '


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
    look = ' class="lead"' if fact.role == "lead" else ""
    return f"<div{look}><dt>{escape(fact.label)}</dt><dd>{value}</dd></div>"
