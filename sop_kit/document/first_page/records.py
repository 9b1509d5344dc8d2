"""Where things are written down, by what a reader comes with: after an alert, a stop, a wrong answer, a proposal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import whom
from sop_kit.blocks.make import join, link, plain
from sop_kit.blocks.model import Inline
from sop_kit.document.first_page.stop import stops
from sop_kit.document.first_page.wording import Said, as_written, gap, gist, grid, without_brackets
from sop_kit.document.view import View, step_link
from sop_kit.record.tables import Step, Tool

# Words that an output which is a record uses of itself; other outputs (a tag, a page, a decision) are not named here.
_RECORD = re.compile(
    r"\b(records?|recorded|logs?|logged|reports?|tickets?|tasks?|notes?|proposals?|entry|entries|book|form|sheets?|plan"
    r"|checklists?)\b"
    r"|记录|日志|日报|提案|报告|台账|错题|清单|登记|工单|单(?=$|[\s，；：、（*a-zA-Z])|本一条|存档|计划",
    re.IGNORECASE,
)
_CODE = re.compile(r"\s*\b[A-Za-z]{1,4}-?\*")  # "AL-*": the pattern of a number, and no place to write to
_TOOL = 40
_WHAT = 44
_NAMED, _FORM = 6, 2  # the weight of a step that is named by what happened, and of one that has a form


@dataclass(frozen=True, slots=True)
class _Need:
    """What a reader comes with, and the words by which the step that takes it down is known."""

    label: str
    words: re.Pattern[str]


def writing(view: View) -> Said:
    """Return where each thing is written down, and for which the record does not say it."""
    say = view.say
    needs = _needs(view)
    found = {need.label: where for need in needs if (where := _where(view, need))}
    known = {say("Alert"): _alerts(view), say("Stop"): _stops(view)}
    found |= {label: where for label, where in known.items() if where}
    labels = (*known, *(need.label for need in needs if need.label not in known))
    silent = [label.lower() for label in labels if label not in found]
    columns = ((say("What happened"), 1.8), (say("Where it is written down"), 5.0))
    rows = [(plain(label), found[label]) for label in labels if label in found]
    what = say("where anything is written down") if not found else say("where to write: {what}", what=say.list(silent))
    lines = (gap(view, what, whom(view.record)),) if silent else ()
    return Said(grid(columns, rows, heads=True), lines)


def _needs(view: View) -> tuple[_Need, ...]:
    say = view.say
    words = {
        say("Alert"): r"\balert (ticket|record)|\bincident (report|record)|\broot cause|告警单|预警单|处置单",
        say("Hotfix"): r"\bhot-?fix(es)?\b|热修复",
        say("Wrong answer"): r"\bmistakes?\b|\bbad cases?\b|错题|坏例",
        say("Hand-over"): r"\bhand(s|ed|ing)?[- ]?over\b|\btake over\b|\bstart-of-shift\b|交班|交接|接班",
        say("Proposal"): r"\bproposals?\b|\bdecision record\b|提案",
        say("Release"): r"\bgrey(-release)? plan\b|\brelease (plan|record|ticket)\b|发布单|发布计划|灰度计划|灰度方案",
    }
    return tuple(_Need(label, re.compile(each, re.IGNORECASE)) for label, each in words.items())


def _where(view: View, need: _Need) -> Inline:
    """Return the form, the tool and the step with which a thing is taken down."""
    written = as_written(view)
    steps = in_the_sop(view.record, view.assessment)
    weights = {step.id: _weight(need, written[step.id], _forms(view, step)) for step in steps}
    found = [step for step in steps if weights[step.id]]
    # max() takes the first of the record among equals
    return _taken_down(view, max(found, key=lambda step: weights[step.id])) if found else ()


def _taken_down(view: View, step: Step) -> Inline:
    forms = _forms(view, step)
    record = _form(forms[0]) if forms else plain(gist(_told(step), _WHAT))
    tool = plain(view.say(" ({tool})", tool=gist(step.tool, _TOOL))) if step.tool and record and not forms else ()
    return join([(*record, *tool) or plain(gist(step.tool, _TOOL)), step_link(view, step.id)], " ")


def _weight(need: _Need, step: Step, forms: Sequence[Tool]) -> int:
    """Return how surely a step takes a thing down: it is named by it, it has a form, its output is a record."""
    record = bool(_RECORD.search(step.outputs))
    named = sum(bool(need.words.search(text)) for text in (step.outputs, step.title, *(form.name for form in forms)))
    return _NAMED * named + _FORM * bool(forms) + record if named and (forms or record) else 0


def _stops(view: View) -> Inline:
    """Return what the step leaves behind that a right to stop names."""
    for row in view.record.decisions:
        step = view.steps.get(row.step)
        if row.kind in {"stop", "roll_back"} and step is not None and step.outputs and stops(as_written(view)[step.id]):
            return _taken_down(view, step)
    return ()


def _told(step: Step) -> str:
    """Return the first thing a step leaves behind: what follows counts or describes it."""
    return re.split(r"[:：;；]", step.outputs, maxsplit=1)[0]


def _alerts(view: View) -> Inline:
    """Return the record that most alerts name."""
    kept = Counter(alert.record for alert in view.record.alerts if alert.record)
    if not kept:
        return ()
    usual = kept.most_common(1)[0][0]
    return plain(gist(_CODE.sub("", usual).strip() or usual, _TOOL))


def _forms(view: View, step: Step) -> list[Tool]:
    """Return the templates to be filled in whose use names the step; a card to read by is none."""
    templates = [row for row in view.record.tools if row.kind == "template" and step.id in row.used_for]
    if not templates:
        return []
    named = re.compile(rf"(?<![\w-]){re.escape(step.id)}(?![\w-])", re.ASCII)
    return [row for row in templates if named.search(row.used_for) and _RECORD.search(row.name)]


def _form(row: Tool) -> Inline:
    name = without_brackets(gist(row.name, _TOOL))
    return link(name, row.link) if row.link.lower().startswith(("http://", "https://")) else plain(name)
