"""Checklists as HTML: a box to tick a line; on a page of their own also fields for what was done differently."""

from __future__ import annotations

from collections.abc import Callable

from sop_kit.blocks.html_text import Here, escape, inline, lines
from sop_kit.blocks.model import Checklist, ChecklistItem
from sop_kit.words import Words

Extra = Callable[[int, ChecklistItem], str]  # what stands below a line, by its place from 1


def checklist(block: Checklist, here: Here) -> str:
    """Return a checklist whose boxes are labelled by their whole line."""
    return _section(block, here, before="", extra=lambda _place, _item: "", after=_signature(here.say))


def checklist_form(block: Checklist, here: Here, name: str) -> str:
    """Return a checklist to work by: who, a deviation and evidence for each line, a result; ``name`` starts its ids."""
    say = here.say
    listed = f"{name}-people"
    options = "".join(f'<option value="{escape(person)}"></option>' for person in block.people)
    who = (
        f'<div class="who-line"><label>{escape(say("Who goes through it"))} '
        f'<input name="who" list="{listed}" required maxlength="200" autocomplete="name"></label>'
        f'<datalist id="{listed}">{options}</datalist></div>'
    )
    return _section(block, here, before=who, extra=lambda _place, item: _more(item, say), after=_paper(say))


def _section(block: Checklist, here: Here, *, before: str, extra: Extra, after: str) -> str:
    say = here.say
    name, how = _mode(block, say)
    owner = inline(block.owner, say)
    items = "".join(f"<li>{_item(item)}{extra(place, item)}</li>" for place, item in enumerate(block.items, start=1))
    return (
        f'<section class="checklist"{here.ids.attribute(block.anchor)}>'
        f'<div class="checklist-head"><{here.heading}>{escape(block.title)}</{here.heading}>'
        f'<p class="mode"><strong>{escape(name)}</strong> {escape(how)}</p></div>'
        f'<dl class="when"><div><dt>{escape(say("Pause point"))}</dt><dd>{lines(block.pause_point) or "—"}</dd></div>'
        + (f"<div><dt>{escape(say('Owner'))}</dt><dd>{owner}</dd></div>" if owner else "")
        + f'</dl>{before}<ul class="ticks">{items}</ul>'
        + (f'<p class="note">{lines(block.note)}</p>' if block.note else "")
        + f"{after}</section>"
    )


def _mode(block: Checklist, say: Words) -> tuple[str, str]:
    if block.mode == "read-do":
        return say("READ-DO"), say("Read a line, do it, tick it; then the next.")
    return say("DO-CONFIRM"), say("Do the work, then stop here and confirm every line.")


def _item(item: ChecklistItem) -> str:
    """Return a line: beside the box what is done, its standard, and by which step and by whom."""
    code = f"<b>{escape(item.code)}</b>" if item.code else ""
    standard = f" <span>{lines(item.standard)}</span>" if item.standard else ""
    by = f" <small>{' '.join(filter(None, (code, escape(item.who))))}</small>" if code or item.who else ""
    return f'<label><input type="checkbox"> <span><b>{lines(item.text)}</b>{standard}{by}</span></label>'


def _more(item: ChecklistItem, say: Words) -> str:
    """Return what can be said about a line: folded away, because most lines need none of it."""
    words = f'<p class="words">{lines(item.words)}</p>' if item.words else ""
    return (
        f'<details class="more"><summary>{escape(say("Done differently? Evidence?"))}</summary>{words}'
        f"<label>{escape(say('What was done differently, and why'))} "
        '<textarea name="differently" rows="2" maxlength="4000"></textarea></label>'
        f"<label>{escape(say('Evidence: a link, or the number of a ticket'))} "
        '<input name="evidence" maxlength="1000"></label></details>'
    )


def _signature(say: Words) -> str:
    return f'<p class="signature"><span>{escape(say("Done by"))}</span><span>{escape(say("Date and time"))}</span></p>'


def _paper(say: Words) -> str:
    """Return what is written by hand on a printed list."""
    asked = escape(say("Done differently (line, what, why), evidence"))
    return f'<p class="by-hand" aria-hidden="true"><span>{asked}</span><span></span></p>{_signature(say)}'
