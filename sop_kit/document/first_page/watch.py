"""Who looks at what today."""

from __future__ import annotations

import re

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import process_of
from sop_kit.blocks.make import plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.wording import SENTENCE, after, as_written, gist, limited, step_in_short, who
from sop_kit.document.view import View, still_open, unknown
from sop_kit.record.tables import Step

# Words that only order the steps, and say nothing by themselves: what comes round every day before what waits.
_DAILY = re.compile(
    r"\b(every|each) (day|shift|morning|hour|working day)|\b(daily|hourly|weekdays?|mon(day)?\s?[–-]\s?fri(day)?)\b"
    r"|每(天|日|班|晚|早|小时|个工作日)|工作日|早晚|交接班",
    re.IGNORECASE,
)
_ALWAYS = re.compile(r"\b(continuous(ly)?|always|real[- ]time)\b|24/7|7\s?[×x]\s?24|持续|实时|不间断", re.IGNORECASE)
_WHEN = 36
_NO_WATCHING = 4


def watch_lines(view: View) -> tuple[Inline, ...]:
    """Return the steps of watching, what is done every day first: who, what, how often, where."""
    ranks = {name: _rank(step) for name, step in as_written(view).items()}
    steps = sorted(in_the_sop(view.record, view.assessment), key=lambda step: ranks[step.id])
    watching = [step for step in steps if ranks[step.id] < _NO_WATCHING]
    if not watching:
        return (unknown(view),)
    named: set[str] = set()
    return limited(view, [_line(view, step, named) for step in watching], "#chapter-3-steps")


def _rank(step: Step) -> int:
    """Return the place of a step among those of watching: daily, continuous, daily feedback, the rest of monitoring."""
    rhythm = step.frequency or step.trigger
    daily = bool(_DAILY.search(rhythm))
    if process_of(step) == "monitoring":
        return 0 if daily else (1 if _ALWAYS.search(rhythm) else 3)
    return 2 if daily and step.stage in {"monitor", "feedback"} else _NO_WATCHING


def _line(view: View, step: Step, named: set[str]) -> Inline:
    when = plain(gist(step.frequency or step.trigger, _WHEN)) or still_open(view)
    where = styled(gist(step.tool, _WHEN), "muted")
    return after(view, who(view, step.role, named), (step_in_short(view, step, SENTENCE), when, where))
