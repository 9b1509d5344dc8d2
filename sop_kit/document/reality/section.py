"""The section of chapter 7 about the document and reality 文件与实际: what was checked, and what differs."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from sop_kit.assess.conformance.spot_checks import ToAsk, known_today, steps_to_ask
from sop_kit.assess.conformance.walks import walk_result
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Callout, Fold, Heading, Inline, Table, Text
from sop_kit.document.chapters.life import checks
from sop_kit.document.chapters.parts import section, table
from sop_kit.document.reality.chosen import last_log
from sop_kit.document.reality.findings import findings_in_brief, findings_table
from sop_kit.document.reality.seen import seen_blocks
from sop_kit.document.view import View, person_name, role_name, step_link
from sop_kit.record.in_force import day_of
from sop_kit.record.reality_tables import Walkthrough
from sop_kit.record.value_labels import choice_names

ANCHOR = "reality"
_IN_SIGHT = 10  # findings: the others are folded away on a screen


def reality(view: View, head: Heading) -> tuple[Block, ...]:
    """Return the section about the document and reality; nothing as long as nobody has looked."""
    if not (view.record.checks or view.record.walkthroughs or view.record.findings):
        return ()
    blocks = (*reality_blocks(view), *checks(view, head))
    return (section(head, ANCHOR, view.say("Document and reality")), *blocks)


def looked(view: View) -> tuple[Block, ...]:
    """Return what was checked, the picture of what was done and the answers on the spot, or how to look at all.

    The findings stand below it in notebook 07, each with a place for the verdict.
    """
    if view.record.checks or view.record.walkthroughs or view.record.findings:
        return (Text(spans=in_short(view)), *seen_blocks(view), *walked_blocks(view))
    say = view.say
    how = (
        plain(say("With an event log (CSV or XES): {command}", command="sop-kit drift DIR PRODUCT --log FILE")),
        plain(say("Without one: ask five questions on the spot, below.")),
    )
    return (Callout(tone="missing", title=say("Nobody has held this text against reality yet"), body=how),)


def reality_blocks(view: View) -> tuple[Block, ...]:
    """Return what was checked, the findings, the picture of what was done, and the answers on the spot."""
    return (Text(spans=in_short(view)), *finding_blocks(view), *seen_blocks(view), *walked_blocks(view))


def in_short(view: View) -> Inline:
    """Return in a few sentences what was checked and how much was found."""
    say, found = view.say, view.findings
    parts = [*_checked(view)]
    if found.standing:
        parts.append(
            say("Findings: {n}, of them not yet decided: {open}.", n=len(found.standing), open=len(found.undecided))
        )
    elif parts:
        parts.append(say("Nothing was found to differ."))
    return plain(("" if say.lang == "zh" else " ").join(parts))


def finding_blocks(view: View) -> tuple[Block, ...]:
    """Return the gravest findings as a table, and folded the others and those that the last check no longer saw."""
    say, found = view.say, view.findings
    blocks: list[Block] = []
    if found.standing:
        caption = say("Where practice differs from the text: findings, the undecided first")
        blocks.append(findings_table(view, found.standing[:_IN_SIGHT], caption))
    if more := found.standing[_IN_SIGHT:]:
        summary = say("{n} more findings", n=len(more))
        blocks.append(Fold(anchor="findings-more", summary=summary, blocks=(findings_in_brief(view, more, summary),)))
    if found.gone:
        summary = say("Seen by an earlier check, not by the last one: {n}", n=len(found.gone))
        gone = findings_in_brief(view, found.gone, say("Findings that are gone"))
        blocks.append(Fold(anchor="findings-gone", summary=summary, blocks=(gone,)))
    return tuple(blocks)


def suggestions(view: View) -> tuple[Block, ...]:
    """Return which steps to ask about in the next walk-through, whom, and why."""
    say = view.say
    found = steps_to_ask(view.record, view.assessment, known_today(view.source))
    if not found:
        return (Callout(tone="missing", title=say("There is no step to ask about yet")),)
    columns = (
        (say("Step"), 0.8),
        (say("What is done"), 3.0),
        (say("Ask somebody of"), 1.6),
        (say("Why this one"), 3.0),
    )
    return (table(say("Steps to ask about next"), columns, [_suggested(view, one) for one in found]),)


def _suggested(view: View, one: ToAsk) -> tuple[Inline, ...]:
    say, step = view.say, view.steps[one.step]
    return (
        step_link(view, step.id),
        plain(step.title or step.action),
        plain(role_name(view, one.ask) if one.ask else say("any other role")),
        plain(say("; ").join(reason.said(say) for reason in one.reasons)),
    )


def _checked(view: View) -> list[str]:
    say, record = view.say, view.record
    lines = []
    log = last_log(record) or max(
        (row for row in record.checks if row.kind == "log"), key=lambda row: row.at, default=None
    )
    if log is not None:
        lines.append(
            say(
                "Event log {log} was compared on {day}: {cases} cases, {events} events.",
                log=log.log or "–",
                day=say.day(day_of(log.at)) or "–",
                cases=say.number(log.cases),
                events=say.number(log.events),
            )
        )
    walked = walk_result(record.walkthroughs)
    if walked.answers:
        lines.append(
            say(
                "Walk-throughs, the last on {day}: {held} of {n} answers as written "
                "({share}; 95 % interval {low}–{high}%).",
                day=say.day(max(day_of(row.at) for row in record.walkthroughs)) or "–",
                held=walked.as_written,
                n=walked.answers,
                share=percent(walked.share),
                low=f"{100 * walked.low:.0f}",
                high=f"{100 * walked.high:.0f}",
            )
        )
    return lines


def percent(value: float) -> str:
    """Return a share as people read it."""
    return "–" if math.isnan(value) else f"{value:.0%}"


def walked_blocks(view: View) -> tuple[Block, ...]:
    """Return all answers of walk-throughs, folded: step by step what was asked and how it was answered."""
    say = view.say
    answered = [row for row in view.record.walkthroughs if row.answer]
    if not answered:
        return ()
    of: defaultdict[str, list[Walkthrough]] = defaultdict(list)
    for row in answered:
        of[row.step].append(row)
    summary = say("Walk-throughs: {n} answers about {steps} steps", n=len(answered), steps=len(of))
    return (Fold(anchor="walkthroughs", summary=summary, blocks=(_answers(view, of),)),)


def _answers(view: View, of: dict[str, list[Walkthrough]]) -> Table:
    say = view.say
    columns = ((say("Step"), 0.8), (say("Asked"), 1.9), (say("Answers"), 5.0))
    rows = [
        (
            step_link(view, step) if step else plain("–"),
            _who_and_when(view, rows),
            join([_told(view, row) for row in sorted(rows, key=lambda row: row.answer == "as_written")], "\n"),
        )
        for step, rows in of.items()
    ]
    return table(say("Answers on the spot, by step"), columns, rows)


def _who_and_when(view: View, rows: Sequence[Walkthrough]) -> Inline:
    say = view.say
    roles = dict.fromkeys(role_name(view, row.asked) for row in rows if row.asked)
    days = sorted({say.day(day_of(row.at)) or row.at for row in rows} - {""})
    people = dict.fromkeys(person_name(view, row.person) for row in rows if row.person)
    by = say("by {who}", who=say.list(list(people))) if people else ""
    held = f"{say('As written')}{say(': ')}{walk_result(rows).as_written}/{len(rows)}"
    parts = [say.list(list(roles)), say.list(days), by, held]
    return plain("\n".join(part for part in parts if part))


def _told(view: View, row: Walkthrough) -> Inline:
    """Return an answer in a line; one that is as written steps back."""
    say = view.say
    answer = choice_names(say, Walkthrough, "answer")[row.answer]
    question = choice_names(say, Walkthrough, "question")[row.question]
    text = question + " " + answer + (say(": ") + row.told if row.told else "")
    return styled(text, "muted") if row.answer == "as_written" else plain(text)
