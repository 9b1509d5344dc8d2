"""Where things are written down: for each process the record that its steps leave, with the tool and the form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import process_of, whom
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.wording import MOST_LINES, after, as_written, gist, limited, short
from sop_kit.document.view import View, ask_name, own_processes, process_name, step_link, unknown
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.tables import Step, Tool

# Words that an output which is a record uses of itself; other outputs (a tag, a page, a decision) are not named here.
_RECORD = re.compile(
    r"\b(records?|recorded|logs?|logged|reports?|tickets?|tasks?|notes?|proposals?|entry|entries|book|form|sheets?|checklists?)\b"
    r"|记录|日志|日报|提案|报告|台账|错题|清单|登记|工单|单(?=$|[\s，；：、（*a-zA-Z])|本一条|存档",
    re.IGNORECASE,
)
_BOOK = re.compile(r"\bmistakes?\b|\bhot-?fix(es)?\b|错题|热修复", re.IGNORECASE)
_TOOL = 40
_WHAT = 48
_FORMS = 2
_MOST = 2  # records named for a process
_SURE = 3  # the weight of an output that has a form and says it is a record


def record_lines(view: View) -> tuple[Inline, ...]:
    """Return where each process is written down, and of which the record does not say it."""
    steps = in_the_sop(view.record, view.assessment)
    lines, silent = [], []
    for process in (*CORE_PROCESSES, *own_processes(view)):
        line = _line(view, process, [step for step in steps if process_of(step) == process])
        lines += [line] if line else []
        silent += [] if line else [process_name(view, process)]
    if not lines:
        return (unknown(view),)
    if not silent:
        return limited(view, lines, "#annex-tools")
    say, asked = view.say, ask_name(view, whom(view.record))
    gap = styled(say("Not yet known for: {what}; ask: {who}", what=say.list(silent), who=asked), "missing")
    return (*limited(view, lines, "#annex-tools", MOST_LINES - 1), gap)


def _line(view: View, process: str, steps: Sequence[Step]) -> Inline:
    """Return the record of a process: that of its alerts, and of the step that has a form, else one that says so."""
    forms = {step.id: _forms(view, step) for step in steps}
    written_as = as_written(view)
    weights = {step.id: _weight(written_as[step.id], forms[step.id]) for step in steps}
    # sorted() keeps the order of the record among equals
    written = sorted((step for step in steps if weights[step.id]), key=lambda step: -weights[step.id])
    shown = [step for place, step in enumerate(written[:_MOST]) if not place or weights[step.id] >= _SURE]
    parts = [_record(view, step, forms[step.id]) for step in shown]
    kept = Counter(alert.record for alert in view.record.alerts if _of(alert.process, process) and alert.record)
    if kept:
        usual = kept.most_common(1)[0][0]
        parts.append(after(view, plain(view.say("alerts")), (plain(gist(usual, _TOOL)),)))
    if not parts:
        return ()
    return join([styled(process_name(view, process), "strong"), join(parts, view.say("; "))], view.say(": "))


def _weight(step: Step, forms: Sequence[Tool]) -> int:
    """Return how surely a step's output is the record people look for: the mistake book, a form, a word for it."""
    word = bool(_RECORD.search(step.outputs))
    book = bool(_BOOK.search(step.outputs))
    return 4 * book + 2 * bool(forms) + word


def _record(view: View, step: Step, forms: Sequence[Tool]) -> Inline:
    where = styled(gist(step.tool, _TOOL), "muted")
    return join([short(view, step, "outputs", _WHAT), where, _links(forms), step_link(view, step.id)], " · ")


def _of(own: str, process: str) -> bool:
    return (own or "monitoring") == process


def _forms(view: View, step: Step) -> list[Tool]:
    """Return the templates whose use names the step."""
    named = re.compile(rf"(?<![\w-]){re.escape(step.id)}(?![\w-])", re.ASCII)
    return [row for row in view.record.tools if row.kind == "template" and named.search(row.used_for)]


def _links(forms: Sequence[Tool]) -> Inline:
    return join([_form(row) for row in forms[:_FORMS]], " · ")


def _form(row: Tool) -> Inline:
    name = gist(row.name, _TOOL)
    return link(name, row.link) if row.link.lower().startswith(("http://", "https://")) else plain(name)
