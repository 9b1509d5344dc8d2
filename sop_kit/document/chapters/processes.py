"""C3 to C6, the four core processes, and the team's own: trigger, steps, escalation, checklist."""

from __future__ import annotations

from collections.abc import Sequence

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import DATA_SCIENCE, ONCALL, process_of
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Block, Bullets, Heading, Inline, Text
from sop_kit.document.chapters.escalation import escalation
from sop_kit.document.chapters.parts import author_blocks, chapter, fact_table, not_known, open_table, section, table
from sop_kit.document.chapters.steps import step_card
from sop_kit.document.checklists import process_checklists
from sop_kit.document.view import View, process_name, role_name, step_link, told, unknown
from sop_kit.record.tables import Step


def monitoring(view: View) -> tuple[Block, ...]:
    """Return C3: how to look, who looks, when to escalate."""
    say = view.say
    head = chapter("3", process_name(view, "monitoring"))
    return (
        *_process(view, head, "monitoring", "C3"),
        section(head, "metrics", say("Metrics")),
        *_metrics(view),
        section(head, "severities", say("How bad it is")),
        _severities(view),
        *_closing(view, head, "monitoring", "C3"),
    )


def feedback(view: View) -> tuple[Block, ...]:
    """Return C4: how feedback and problems are taken in, judged and answered."""
    say = view.say
    head = chapter("4", process_name(view, "feedback"))
    return (
        *_process(view, head, "feedback", "C4"),
        section(head, "mistakes", say("Mistake book and hotfixes")),
        *_mistakes(view),
        *_closing(view, head, "feedback", "C4"),
    )


def iteration(view: View) -> tuple[Block, ...]:
    """Return C5: what starts an optimisation cycle and how it runs."""
    say = view.say
    head = chapter("5", process_name(view, "iteration"))
    return (
        *_process(view, head, "iteration", "C5"),
        section(head, "triggers", say("What starts a cycle")),
        *_triggers(view),
        *_closing(view, head, "iteration", "C5"),
    )


def release(view: View) -> tuple[Block, ...]:
    """Return C6: the grey release, stage by stage, and the way back."""
    say = view.say
    head = chapter("6", process_name(view, "release"))
    return (
        *_process(view, head, "release", "C6"),
        section(head, "stages", say("Stages of the release")),
        *_release_stages(view),
        *_closing(view, head, "release", "C6"),
    )


def own_process(view: View, process: str) -> tuple[Block, ...]:
    """Return the chapter of a process that is the team's own."""
    head = Heading(level=1, text=process_name(view, process), anchor=f"process-{process}")
    return (*_process(view, head, process, process), *_closing(view, head, process, process))


def _process(view: View, head: Heading, process: str, code: str) -> tuple[Block, ...]:
    say = view.say
    row = view.processes.get(process)
    steps = _steps(view, process)
    facts: list[tuple[str, Inline]] = [
        (say("Purpose"), told(view, row.purpose if row else "")),
        (say("Trigger"), plain(row.trigger) if row and row.trigger else _triggers_of(view, steps)),
        (say("Owner"), plain(role_name(view, row.owner)) if row and row.owner else unknown(view)),
    ]
    blocks: list[Block] = [
        head,
        fact_table(view, say("{process}: in short", process=head.text), facts),
        *author_blocks(view, code),
        section(head, "steps", say("Steps")),
    ]
    if not steps:
        blocks.append(not_known(view, say("No step of this process is known yet")))
        return tuple(blocks)
    blocks.extend(step_card(view, step) for step in steps)
    return tuple(blocks)


def _closing(view: View, head: Heading, process: str, code: str) -> tuple[Block, ...]:
    say = view.say
    blocks: list[Block] = [
        section(head, "escalation", say("Escalation")),
        *escalation(view, process, _steps(view, process)),
    ]
    checklists = process_checklists(view, process)
    if checklists:
        blocks += [section(head, "checklist", say("Checklist")), *checklists]
    return (*blocks, *author_blocks(view, f"{code}-end"))


def _steps(view: View, process: str) -> list[Step]:
    return [step for step in in_the_sop(view.record, view.assessment) if process_of(step) == process]


def _triggers_of(view: View, steps: Sequence[Step]) -> Inline:
    # The process says nothing of its own: its steps' triggers are what is known.
    known = [join([step_link(view, step.id), plain(step.trigger)], view.say(": ")) for step in steps if step.trigger]
    return join(known, "\n") or unknown(view)


def _metrics(view: View) -> tuple[Block, ...]:
    say = view.say
    if not view.record.metrics:
        return (not_known(view, say("No metric has been written down as a metric yet"), DATA_SCIENCE),)
    columns = (
        (say("Metric"), 1.8),
        (say("Where to look"), 1.6),
        (say("How often"), 1.0),
        (say("Warn"), 1.1),
        (say("Critical"), 1.1),
        (say("Owner"), 1.3),
        (say("What to do"), 1.8),
    )
    rows = (
        (
            join([plain(row.id), plain(row.name)], " "),
            plain(row.source),
            plain(row.frequency),
            plain(row.warn),
            plain(row.critical),
            plain(role_name(view, row.owner)),
            plain(row.action),
        )
        for row in view.record.metrics
    )
    return open_table(view, say("What is looked at"), columns, rows, DATA_SCIENCE)


def _severities(view: View) -> Block:
    say = view.say
    if not view.record.severities:
        return not_known(view, say("No severity levels are defined yet"), ONCALL)
    columns = ((say("Level"), 0.7), (say("Impact"), 2), (say("Example"), 2), (say("Response"), 2), (say("Tell"), 1.5))
    rows = (
        (plain(row.id), plain(row.impact), plain(row.example), plain(row.response), plain(row.communication))
        for row in view.record.severities
    )
    return table(say("Severity levels; when unsure, take the higher one"), columns, rows)


def _mistakes(view: View) -> list[Block]:
    say, record = view.say, view.record
    if not record.mistakes and not record.hotfixes:
        return [not_known(view, say("No mistake book has been handed in yet"))]
    blocks: list[Block] = []
    if record.mistakes:
        columns = ((say("No."), 0.8), (say("Cause"), 2), (say("Fix"), 1.2), (say("Regression case"), 1.2))
        rows = (
            (plain(row.id), plain(row.cause), plain(row.fix_type), plain(row.regression_case))
            for row in record.mistakes
        )
        blocks.extend(open_table(view, say("Mistake book"), columns, rows))
    if record.hotfixes:
        heads = ((say("No."), 0.8), (say("Change"), 2.4), (say("Expires"), 1.2), (say("Permanent fix"), 1.6))
        fixes = (
            (plain(row.id), plain(row.change), plain(row.expires), plain(row.permanent_fix)) for row in record.hotfixes
        )
        blocks.extend(open_table(view, say("Hotfixes"), heads, fixes))
    return blocks


def _triggers(view: View) -> tuple[Block, ...]:
    say = view.say
    if not view.record.triggers:
        return (not_known(view, say("No trigger with a figure is written down yet"), DATA_SCIENCE),)
    columns = ((say("Trigger"), 2.4), (say("Seen where"), 1.4), (say("Owner"), 1.4), (say("What starts"), 2))
    rows = (
        (
            join([plain(row.id), plain(row.condition)], " "),
            plain(row.source),
            plain(role_name(view, row.owner)),
            plain(row.action),
        )
        for row in view.record.triggers
    )
    return open_table(view, say("Triggers of an optimisation cycle"), columns, rows, DATA_SCIENCE)


def _release_stages(view: View) -> tuple[Block, ...]:
    say, stages = view.say, view.record.release_stages
    if not stages:
        return (not_known(view, say("No release stages are written down yet")),)
    if not any(any((row.share, row.hold_time, row.gate, row.rollback_if, row.decider)) for row in stages):
        # Five columns of "open" would hide the one thing that is known: the order of the stages.
        gap = styled(say("Share, hold time, gate and decider of the stages are not yet known."), "missing")
        names = Bullets(items=tuple(plain(row.name) for row in stages), ordered=True)
        return (names, Text(spans=(*gap, *plain(" "), *link(say("See the open questions."), "#annex-questions"))))
    columns = (
        (say("Stage"), 1.6),
        (say("Share"), 0.8),
        (say("Hold"), 1.0),
        (say("Gate"), 1.6),
        (say("Roll back if"), 1.6),
        (say("Decides"), 1.3),
    )
    rows = (
        (
            join([plain(row.id), plain(row.name)], " "),
            plain(row.share),
            plain(row.hold_time),
            plain(row.gate),
            plain(row.rollback_if),
            plain(role_name(view, row.decider)),
        )
        for row in stages
    )
    return open_table(view, say("Stages of the grey release"), columns, rows)
