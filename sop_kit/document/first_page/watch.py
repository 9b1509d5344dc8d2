"""Who looks at what today."""

from __future__ import annotations

import re

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import process_of, whom
from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.people import who
from sop_kit.document.first_page.wording import Said, as_written, gap, gist, grid, more_of, step_name
from sop_kit.document.view import View, step_link, still_open
from sop_kit.record.tables import Step

# Words that only order the steps, and say nothing by themselves: what comes round every day before what waits.
_DAILY = re.compile(
    r"\b(every|each) (day|shift|morning|hour|working day)|\b(daily|hourly|weekdays?|mon(day)?\s?[–-]\s?fri(day)?)\b"
    r"|每(天|日|班|晚|早|小时|个工作日)|工作日|早晚|交接班",
    re.IGNORECASE,
)
_ALWAYS = re.compile(r"\b(continuous(ly)?|always|real[- ]time)\b|24/7|7\s?[×x]\s?24|持续|实时|不间断", re.IGNORECASE)
_WHEN, _WHERE = 36, 52
_NO_WATCHING = 4
_MOST = 4


def watching(view: View) -> Said:
    """Return the steps of watching, what is done every day first: who, what, how often, where."""
    say = view.say
    ranks = {name: _rank(step) for name, step in as_written(view).items()}
    steps = sorted(in_the_sop(view.record, view.assessment), key=lambda step: ranks[step.id])
    watched = [step for step in steps if ranks[step.id] < _NO_WATCHING]
    if not watched:
        return Said(lines=(gap(view, say("who looks at what, and how often"), whom(view.record)),))
    named: set[str] = set()
    columns = (
        (say("Who"), 2.6),
        (say("Looks at"), 4.0),
        (say("How often"), 1.3),
        (say("Where"), 1.8),
        (say("Step"), 0.8),
    )
    rows = [_row(view, step, named) for step in watched[:_MOST]]
    return Said(grid(columns, rows), more=more_of(view, len(watched) - _MOST, "#chapter-3-steps"))


def _rank(step: Step) -> int:
    """Return the place of a step among those of watching: daily, continuous, daily feedback, the rest of monitoring."""
    rhythm = step.frequency or step.trigger
    daily = bool(_DAILY.search(rhythm))
    if process_of(step) == "monitoring":
        return 0 if daily else (1 if _ALWAYS.search(rhythm) else 3)
    return 2 if daily and step.stage in {"monitor", "feedback"} else _NO_WATCHING


def _row(view: View, step: Step, named: set[str]) -> tuple[Inline, ...]:
    when = plain(gist(step.frequency or step.trigger, _WHEN)) or still_open(view)
    where = plain(gist(step.tool, _WHERE))
    return who(view, step.role, named), step_name(view, step), when, where, step_link(view, step.id)
