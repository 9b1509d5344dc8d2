"""What the index page tells of a product line beside its readiness: what is judged, what differs, what it asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from sop_kit.assess.burden.beside import beside
from sop_kit.assess.burden.counting import Burden
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Inline
from sop_kit.document.burden_text import minutes_text, value_text
from sop_kit.document.meta import meta
from sop_kit.document.questions import question_groups
from sop_kit.document.view import View, verdict_name
from sop_kit.record.conflicts import undecided
from sop_kit.record.kinds import VERDICTS
from sop_kit.words import Words


def questions_cell(view: View) -> Inline:
    """Return how many questions are open, how many conflicts wait, and whom to ask first."""
    say = view.say
    groups = question_groups(view)
    first = max(groups, key=lambda group: len(group.questions), default=None)
    conflicts = len(undecided(view.source))
    return join(
        [
            plain(say("questions: {n}", n=say.number(len(view.assessment.gaps)))),
            styled(say("conflicts: {n}", n=conflicts), "missing") if conflicts else (),
            plain(say("ask first: {who} ({n})", who=first.who, n=len(first.questions))) if first else (),
        ],
        "\n",
    )


def judged_cell(view: View, home: str) -> Inline:
    """Return the verdicts of the ratings, the faults by severity, and where the document and reality differ.

    ``home`` is the address of the line's page, "" when it was not made.
    """
    return join([_verdicts(view), _faults(view), _findings(view, home)], "\n")


def burden_cell(view: View) -> Inline:
    """Return in short what the SoP asks of people."""
    say, burden = view.say, view.assessment.burden
    lines = [say("steps: {n}", n=burden.steps)]
    if burden.hand_offs.value is not None:
        lines.append(say("hand-offs: {n}", n=say.number(burden.hand_offs.value)))
    if burden.steps:
        lines.append(minutes_text(say, burden) or say("minutes not told"))
    return plain("\n".join(lines))


def medians(say: Words, burdens: Mapping[str, Burden]) -> str:
    """Return the medians of the lines in one sentence; "" while there are not two lines to compare."""
    first = next(iter(beside(burdens).values()), None) if len(burdens) > 1 else None
    if first is None:
        return ""
    named = {
        "steps": say("steps"),
        "hand_offs": say("hand-offs"),
        "minutes": say("minutes a week"),
        "waiting_share": say("share of waiting"),
    }
    parts = []
    for name, label in named.items():
        place = first[name]
        if place.median is None:
            continue
        value = value_text(say, name, place.median)
        if place.lines == len(burdens):
            parts.append(f"{label} {value}")
        else:
            parts.append(say("{what} {value} (of {n} lines)", what=label, value=value, n=place.lines))
    return say("Median of the lines: {parts}.", parts=say.list(parts)) if parts else ""


def in_short(say: Words, views: Sequence[View]) -> str:
    """Return how far the lines are, and how many of them need somebody's eyes, and why; "" without lines."""
    states = Counter(state_of(view) for view in views)
    faulty = sum(any(fault.severity == "error" for fault in view.assessment.faults) for view in views)
    differing = sum(bool(view.findings.undecided) for view in views)
    unchecked = sum(not _was_checked(view) for view in views)
    parts = [
        *(say("{state} ({n})", state=state, n=n) for state, n in states.most_common()),
        say("with errors ({n})", n=faulty) if faulty else "",
        say("with undecided findings ({n})", n=differing) if differing else "",
        say("never held against reality ({n})", n=unchecked) if unchecked else "",
    ]
    return " · ".join(part for part in parts if part)


def state_of(view: View) -> str:
    """Return how ready a line is; of a text that is past its review its state instead."""
    facts = meta(view)
    return facts.readiness_label or facts.status_label


def _verdicts(view: View) -> Inline:
    counts = Counter(view.assessment.verdict(step) for step in view.record.steps)
    # A figure stays with its word at the end of a line.
    parts = [f"{verdict_name(view, verdict)}\u00a0{counts[verdict]}" for verdict in VERDICTS if counts[verdict]]
    return plain("\u00a0· ".join(parts)) if parts else styled(view.say("no verdicts yet"), "muted")


def _faults(view: View) -> Inline:
    """Return the faults by severity; what is merely missing is counted as an open question."""
    say = view.say
    counts = Counter(fault.severity for fault in view.assessment.faults)
    parts = [
        styled(say("errors: {n}", n=counts["error"]), "missing") if counts["error"] else (),
        plain(say("warnings: {n}", n=counts["warning"])) if counts["warning"] else (),
        plain(say("advice: {n}", n=counts["advice"])) if counts["advice"] else (),
    ]
    return join(parts, " · ")


def _findings(view: View, home: str) -> Inline:
    """Return how many findings stand; "not held against reality" and "nothing found" must not look alike."""
    say = view.say
    if not _was_checked(view):
        return styled(say("never held against reality"), "muted")
    found = view.findings
    said = say("findings: {n}", n=len(found.standing))
    told = link(said, f"{home}#chapter-7-reality") if home and found.standing else plain(said)
    undecided_ones = say("undecided: {n}", n=len(found.undecided)).replace(" ", "\u00a0")
    open_ones = styled(undecided_ones, "missing") if found.undecided else ()
    return join([told, open_ones], " · ")


def _was_checked(view: View) -> bool:
    return bool(view.record.checks) or any(row.answer for row in view.record.walkthroughs)
