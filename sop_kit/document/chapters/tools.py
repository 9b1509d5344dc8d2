"""Annex B: tools and templates, what each is for, which steps use it, and where it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sop_kit.blocks.make import join, plain, styled, web_link
from sop_kit.blocks.model import Block, Inline, Text
from sop_kit.document.chapters.parts import annex, author_blocks, not_known, open_table
from sop_kit.document.prose import prose
from sop_kit.document.view import View, step_links, unknown
from sop_kit.record.tables import Tool

_BETWEEN = re.compile(r"\s*[,;、，；]\s*|\s+/\s+")
_SHORTEST_NAME = 3  # shorter parts of a name, such as AI, are no name of a tool


def tools(view: View) -> tuple[Block, ...]:
    """Return annex B."""
    say, rows = view.say, view.record.tools
    head = annex("tools", "B", say("Tools & templates"))
    steps = _steps_by_tool(view)
    listed = {row.id: _used_in(row, steps) for row in rows}
    found = {used for names in listed.values() for used in names}
    others = [name for name in steps if name not in found]
    blocks: list[Block] = [head]
    if rows:
        blocks += _table(
            view, rows, {row: [step for name in names for step in steps[name]] for row, names in listed.items()}
        )
    else:
        blocks.append(not_known(view, say("No tool or template has been listed yet")))
    if others:
        lead = say("Also named by the steps:") if rows else say("Named by the steps:")
        named = [join([plain(name), step_links(view, steps[name])], " ") for name in others]
        blocks.append(Text(spans=join([plain(lead), join(named, say("; "))], " ")))
    return (*blocks, *author_blocks(view, "B", "tools"))


def _table(view: View, rows: Sequence[Tool], steps: dict[str, list[str]]) -> Iterable[Block]:
    """Return the tools; a column in which no row says anything is left out, and the missing links are said once."""
    say = view.say
    names = (say("Name"), say("Used for"), say("Steps"), say("Where it is"))
    cells = [
        (
            _named(view, row),
            prose(view, row, "used_for"),
            step_links(view, dict.fromkeys(steps[row.id])),
            web_link(row.link),
        )
        for row in rows
    ]
    widths = (2.2, 2.6, 1.8, 2.4)
    kept = [n for n in range(len(names)) if any(row[n] for row in cells)]
    columns = [(names[n], widths[n]) for n in kept]
    # A tool that no step names is no open question; one without a link is.
    filled = [tuple(row[n] or (() if n == len(names) - 1 else plain("–")) for n in kept) for row in cells]
    yield from open_table(view, say("Tools and templates"), columns, filled)
    if len(names) - 1 not in kept:
        yield Text(spans=join([plain(say("Where each of them is (link):")), unknown(view)], " "))


def _named(view: View, row: Tool) -> Inline:
    kind = styled(view.say("(template)"), "muted") if row.kind == "template" else ()
    return join([prose(view, row, "name"), kind], " ")


def _steps_by_tool(view: View) -> dict[str, list[str]]:
    used: dict[str, list[str]] = {}
    for step in view.record.steps:
        for name in dict.fromkeys(_BETWEEN.split(step.tool)):
            if name:
                used.setdefault(name, []).append(step.id)
    return used


def _used_in(tool: Tool, names: Iterable[str]) -> list[str]:
    """Return those names of tools that steps use which mean this tool: its own, or a whole word of it."""
    own = tool.name.casefold()
    return [name for name in names if _means(name.casefold(), own)]


def _means(name: str, own: str) -> bool:
    if name == own:
        return True
    if len(name) < _SHORTEST_NAME or name not in own:
        return False
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", own) is not None
