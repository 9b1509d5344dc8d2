"""What the SoP asks of people 负担: a mirror of the line's own record, no grade."""

from __future__ import annotations

from collections.abc import Iterator

from sop_kit.assess.burden.counting import Burden
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Heading, Inline, Text
from sop_kit.document.burden_text import loop_text, measure_name, measure_text, short_text, value_text, why_not_counted
from sop_kit.document.chapters.parts import fact_table, section
from sop_kit.document.view import View, process_name, role_name, unknown


def burden_section(view: View, head: Heading) -> tuple[Block, ...]:
    """Return what the steps ask of people as one small table, and what of it is not known; nothing without steps."""
    burden = view.assessment.burden
    if not burden.steps:
        return ()
    say = view.say
    rows = [(label, value) for label, value in _rows(view, burden) if value]
    made = fact_table(view, say("Counted from the record: a mirror, no grade"), rows)
    return (section(head, "burden", say("What this SoP asks of people")), made, *_not_known(view, burden))


def _rows(view: View, burden: Burden) -> Iterator[tuple[str, Inline]]:
    say = view.say
    yield measure_name(say, "steps"), plain(_steps(view, burden))
    yield measure_name(say, "hand_offs"), _known(measure_text(say, "hand_offs", burden.hand_offs))
    yield say("Decisions and approvals"), plain(_approvals(view, burden))
    yield measure_name(say, "minutes"), _minutes(view, burden)
    yield measure_name(say, "waiting_share"), _known(measure_text(say, "waiting_share", burden.waiting_share))
    yield measure_name(say, "loops"), plain(_loops(view, burden))
    yield measure_name(say, "length"), plain(measure_text(say, "length", burden.length))
    yield say("Tools"), plain(_tools(view, burden))


def _known(text: str) -> Inline:
    return () if text == "–" else plain(text)


def _steps(view: View, burden: Burden) -> str:
    say = view.say
    counts = [f"{process_name(view, name)} {n}" for name, n in burden.by_process.items()]
    machines = say("by a machine: {n}", n=len(burden.machines)) if burden.machines else ""
    listed = say.list([*counts, machines] if machines else counts)
    return say("{n} ({parts})", n=burden.steps, parts=listed)


def _approvals(view: View, burden: Burden) -> str:
    say = view.say
    if not burden.gates.value:
        return say("steps: {n}", n=len(burden.approvals))
    gates = value_text(say, "gates", burden.gates.value)
    return say("steps: {steps}, release stages: {gates}", steps=len(burden.approvals), gates=gates)


def _minutes(view: View, burden: Burden) -> Inline:
    """Return the minutes in all and by role; roles of which nothing is counted say so by their absence."""
    say = view.say
    if burden.minutes.value is None:
        return ()
    by_role = [
        f"{role_name(view, load.role)} {short_text(say, 'minutes', load.minutes)}"
        for load in burden.loads
        if load.minutes.value is not None
    ]
    whole = styled(measure_text(say, "minutes", burden.minutes), "strong")
    reasons = why_not_counted(say, burden.uncounted)
    missing = plain(say("Not counted: {reasons}", reasons=say.list(reasons))) if reasons else ()
    log = plain(say("How often by the event log: {n}", n=len(burden.by_log))) if burden.by_log else ()
    return join([whole, plain(say.list(by_role)), log, missing], "\n")


def _loops(view: View, burden: Burden) -> str:
    if not burden.hand_offs.known:
        return ""
    if not burden.loops:
        return "0"
    return view.say("{n}, the shortest: {loop}", n=len(burden.loops), loop=loop_text(burden.loops[0]))


def _tools(view: View, burden: Burden) -> str:
    if burden.tools.value is None:
        return ""
    say = view.say
    most = value_text(say, "tools", burden.tools.value)
    return say("{n} in all, at most {most} in one step", n=len(burden.tool_names), most=most)


def _not_known(view: View, burden: Burden) -> tuple[Block, ...]:
    say = view.say
    names = (
        (measure_name(say, "minutes"), burden.minutes.value),
        (measure_name(say, "waiting_share"), burden.waiting_share.value),
        (measure_name(say, "hand_offs"), burden.hand_offs.value),
    )
    missing = [name for name, value in names if value is None]
    if not missing:
        return ()
    return (Text(spans=join([plain(say.list(missing)), unknown(view)], say(": "))),)
