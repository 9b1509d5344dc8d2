"""C3 to C6, the four core processes, and the team's own: what for, the flow, the steps, escalation, checklist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import DATA_SCIENCE, ONCALL, process_of, whom
from sop_kit.blocks.make import plain, styled
from sop_kit.blocks.model import Block, Heading, TableRow, Text
from sop_kit.document.chapters import process_tables as tables
from sop_kit.document.chapters.escalation import escalation
from sop_kit.document.chapters.parts import author_blocks, chapter, figure, labelled, section, table
from sop_kit.document.chapters.steps import ASKED, field_names, step_blocks
from sop_kit.document.checklists import process_checklists
from sop_kit.document.prose import prose
from sop_kit.document.view import View, ask_name, process_name, role_name
from sop_kit.document.workflow import process_workflow_svg, process_workflow_twin
from sop_kit.record.tables import Process, Step

FEWEST_IN_A_PICTURE = 2


def monitoring(view: View) -> tuple[Block, ...]:
    """Return C3: how to look, who looks, when to escalate."""
    say = view.say
    head = chapter("3", process_name(view, "monitoring"))
    return (
        *_process(view, head, "monitoring", "C3"),
        *_section(head, "metrics", say("Metrics"), tables.metrics(view)),
        *_section(head, "severities", say("How bad it is"), tables.severities(view)),
        *_closing(view, head, "monitoring", "C3"),
    )


def feedback(view: View) -> tuple[Block, ...]:
    """Return C4: how feedback and problems are taken in, judged and answered."""
    say = view.say
    head = chapter("4", process_name(view, "feedback"))
    books = [*tables.mistakes(view), *tables.hotfixes(view)]
    return (
        *_process(view, head, "feedback", "C4"),
        *_section(head, "mistakes", say("Mistake book and hotfixes"), books),
        *_closing(view, head, "feedback", "C4"),
    )


def iteration(view: View) -> tuple[Block, ...]:
    """Return C5: what starts an optimisation cycle and how it runs."""
    say = view.say
    head = chapter("5", process_name(view, "iteration"))
    return (
        *_process(view, head, "iteration", "C5"),
        *_section(head, "triggers", say("What starts a cycle"), tables.triggers(view)),
        *_closing(view, head, "iteration", "C5"),
    )


def release(view: View) -> tuple[Block, ...]:
    """Return C6: the grey release, stage by stage, and the way back."""
    say = view.say
    head = chapter("6", process_name(view, "release"))
    return (
        *_process(view, head, "release", "C6"),
        *_section(head, "stages", say("Stages of the release"), tables.release_stages(view)),
        *_closing(view, head, "release", "C6"),
    )


def own_process(view: View, process: str) -> tuple[Block, ...]:
    """Return the chapter of a process that is the team's own."""
    head = Heading(level=1, text=process_name(view, process), anchor=f"process-{process}")
    return (*_process(view, head, process, process), *_closing(view, head, process, process))


def _process(view: View, head: Heading, process: str, code: str) -> tuple[Block, ...]:
    say = view.say
    steps = _steps(view, process)
    lacking = [column for column in ASKED if steps and not any(getattr(step, column) for step in steps)]
    return (
        head,
        *_in_short(view, process),
        *_not_known(view, head, process, steps, lacking),
        *author_blocks(view, code),
        *_picture(view, process),
        *_section(head, "steps", say("Steps"), step_blocks(view, steps, lacking)),
    )


def _closing(view: View, head: Heading, process: str, code: str) -> tuple[Block, ...]:
    say = view.say
    steps = _steps(view, process)
    return (
        *_section(head, "escalation", say("Escalation"), escalation(view, process, steps)),
        *_section(head, "checklist", say("Checklist"), process_checklists(view, process)),
        *author_blocks(view, f"{code}-end"),
    )


def _section(head: Heading, name: str, title: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return a section with its heading; nothing when it has nothing to say."""
    return (section(head, name, title), *blocks) if blocks else ()


def _steps(view: View, process: str) -> list[Step]:
    return [step for step in in_the_sop(view.record, view.assessment) if process_of(step) == process]


def _in_short(view: View, process: str) -> tuple[Block, ...]:
    row = view.processes.get(process)
    if row is None:
        return ()
    say = view.say
    facts = labelled(
        view,
        (say("Purpose"), prose(view, row, "purpose")),
        (say("Trigger"), prose(view, row, "trigger")),
        (say("Owner"), styled(role_name(view, row.owner), "strong")),
    )
    return (Text(spans=facts),) if facts else ()


def _not_known(
    view: View, head: Heading, process: str, steps: Sequence[Step], lacking: Sequence[str]
) -> tuple[Block, ...]:
    """Return the one table that says what is not known of a process, and whom to ask.

    A section that has nothing to say is a row of it, so that what leads there arrives.
    """
    say = view.say
    gaps = [*_gaps(view, process, steps)]
    rows = [
        TableRow(cells=(plain(what), plain(ask_name(view, ask))), anchor=f"{head.anchor}-{name}" if name else "")
        for what, ask, name in gaps
    ]
    if lacking:
        called = field_names(view)
        what = say("of every step: {what}", what=say.list([called[column] for column in lacking]))
        rows.append(TableRow(cells=(plain(what), plain(say("those who do it")))))
    if not rows:
        return ()
    made = table(say("Not yet known of this process"), ((say("Still open"), 4.0), (say("Ask"), 2.2)), ())
    return (made.model_copy(update={"rows": tuple(rows)}),)


def _gaps(view: View, process: str, steps: Sequence[Step]) -> Iterator[tuple[str, str, str]]:
    """Yield what is not known of a process, whom to ask, and the section that would say it."""
    say, record = view.say, view.record
    row = view.processes.get(process) or Process(id=process)
    owner = whom(record)
    expected = {
        "monitoring": (
            (say("the metrics with their thresholds"), DATA_SCIENCE, "metrics", record.metrics),
            (say("the severity levels"), ONCALL, "severities", record.severities),
        ),
        "feedback": ((say("the mistake book"), owner, "mistakes", (*record.mistakes, *record.hotfixes)),),
        "iteration": ((say("the figures that start a cycle"), DATA_SCIENCE, "triggers", record.triggers),),
        "release": ((say("the stages of a release"), owner, "stages", record.release_stages),),
    }
    if not steps:
        yield say("its steps"), owner, "steps"
    if not row.owner:
        yield say("who owns it"), owner, ""
    if not row.purpose:
        yield say("what it is for"), owner, ""
    if not row.trigger and not any(step.trigger for step in steps):
        yield say("what starts it"), owner, ""
    for what, ask, name, rows in expected.get(process, ()):
        if not rows:
            yield what, ask, name


def _picture(view: View, process: str) -> tuple[Block, ...]:
    """Return the process as a swimlane, with the steps that are not yet standard; nothing when so few need none."""
    say = view.say
    steps = [step for step in view.record.steps if process_of(step) == process]
    if len(steps) < FEWEST_IN_A_PICTURE:
        return ()
    name, called = f"workflow-{process}", process_name(view, process)
    title = say("The flow of: {process}", process=called)
    alt = say(
        "Swimlanes of {process}: {steps} steps, {roles} roles.",
        process=called,
        steps=len(steps),
        roles=len({step.role for step in steps}),
    )
    svg = process_workflow_svg(view, process, name=name, title=title)
    return (figure(name, svg, alt=alt, caption=title, twin=process_workflow_twin(view, process)),)
