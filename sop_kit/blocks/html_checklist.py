"""Checklists as HTML: one line, one box to tick."""

from __future__ import annotations

from sop_kit.blocks.html_text import Here, escape, inline, lines
from sop_kit.blocks.model import Checklist, ChecklistItem
from sop_kit.words import Words


def checklist(block: Checklist, here: Here) -> str:
    """Return a checklist whose boxes are labelled by their whole line."""
    say = here.say
    name, how = _mode(block, say)
    owner = inline(block.owner, say)
    return (
        f'<section class="checklist"{here.ids.attribute(block.anchor)}>'
        f'<div class="checklist-head"><{here.heading}>{escape(block.title)}</{here.heading}>'
        f'<p class="mode"><strong>{escape(name)}</strong> {escape(how)}</p></div>'
        f'<dl class="when"><div><dt>{escape(say("Pause point"))}</dt><dd>{lines(block.pause_point) or "—"}</dd></div>'
        + (f"<div><dt>{escape(say('Owner'))}</dt><dd>{owner}</dd></div>" if owner else "")
        + f'</dl><ul class="ticks">{"".join(_item(item) for item in block.items)}</ul>'
        + (f'<p class="note">{lines(block.note)}</p>' if block.note else "")
        + f'<p class="signature"><span>{escape(say("Done by"))}</span><span>{escape(say("Date and time"))}</span></p>'
        + "</section>"
    )


def _mode(block: Checklist, say: Words) -> tuple[str, str]:
    if block.mode == "read-do":
        return say("READ-DO"), say("Read a line, do it, tick it; then the next.")
    return say("DO-CONFIRM"), say("Do the work, then stop here and confirm every line.")


def _item(item: ChecklistItem) -> str:
    code = f'<span class="code">{escape(item.code)}</span>' if item.code else ""
    who = f'<span class="who">{escape(item.who)}</span>' if item.who else ""
    standard = f'<span class="standard">{lines(item.standard)}</span>' if item.standard else ""
    aside = f'<span class="by">{code} {who}</span>' if code or who else ""
    return (
        '<li><label><input type="checkbox" autocomplete="off"> '
        f'<span class="line"><span class="what">{lines(item.text)}</span> {standard} {aside}</span></label></li>'
    )
