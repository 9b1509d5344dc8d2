"""What notebook 03 shows a room: how far we are, what to talk about first, the processes, all the rest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby

from sop_kit.assess.feasibility.priorities import Topic
from sop_kit.assess.feasibility.stopping import RoundProgress
from sop_kit.blocks.make import join, plain, styled
from sop_kit.blocks.model import Block, Bullets, Callout, Heading, Table, Text
from sop_kit.document.chapters.parts import table
from sop_kit.document.chapters.ratings import (
    comments_fold,
    comments_table,
    figures_fold,
    rated_judgements,
    verdict_counts,
)
from sop_kit.document.room.chart import CALM, PART, TALK, spread_charts, verdicts_chart
from sop_kit.document.room.rows import Row, calm_row, process_row, topic_row
from sop_kit.document.rule_text import declared_line, stop_lines
from sop_kit.document.trust_text import agreement_lines, firmness_lines
from sop_kit.document.view import View, step_link

MOST_KEPT = 5


def room_blocks(view: View) -> tuple[Block, ...]:
    """Return what the ratings say, for a wall; while nobody has rated, how to begin."""
    if not rated_judgements(view):
        return (*_invitation(view), *comments_fold(view, tuple(view.assessment.judgements.values())))
    return (*_where_we_are(view), *_first(view), *_processes(view), *_calm(view), *_behind(view))


def _invitation(view: View) -> tuple[Block, ...]:
    say, record = view.say, view.record
    least = record.settings.verdict_rule.minimum_raters
    steps = len(record.steps)
    body = (
        say("Open notebook 02: everybody rates alone first, under a pseudonym; {n} steps, three aspects.", n=steps),
        say("A verdict needs {n} raters or more. “Cannot judge” is an answer too.", n=least),
        say("Before round one, agree on when the rounds end, and write down the day on which you did:"),
        *stop_lines(view),
    )
    return (Callout(tone="info", title=say("Nobody has rated the steps yet"), body=tuple(map(plain, body))),)


def stop_rule_blocks(view: View) -> tuple[Block, ...]:
    """Return the rule that ends the rounds, and when it was written down."""
    say, rounds = view.say, view.assessment.progress
    on = view.record.settings.stop_rule.declared
    if rounds:
        when = declared_line(view, rounds[0])
    elif on:
        when = say("The rule was declared on {on}.", on=say.day(on))
    else:
        when = say("Nobody has declared the rule yet: do it before round one.")
    return (Bullets(items=tuple(plain(line) for line in (*stop_lines(view), when))),)


def _where_we_are(view: View) -> tuple[Block, ...]:
    say, rounds = view.say, view.assessment.progress
    counts = verdict_counts(rated_judgements(view))
    blocks: list[Block] = [_head(say("Where we are"), "where"), verdicts_chart(view, counts, name="room-verdicts")]
    if rounds:
        blocks += [_may_end(view, rounds), _rounds_table(view, rounds)]
    return tuple(blocks)


def _may_end(view: View, rounds: Sequence[RoundProgress]) -> Callout:
    say, last = view.say, rounds[-1]
    titles = {
        "settled": say("The rounds may end"),
        "rounds_used": say("The rounds end here: all of them are used"),
        "go_on": say("Not yet: another round is due"),
    }
    body = [last.why.said(say), declared_line(view, rounds[0])]
    if last.blocked:
        body.append(say("Still blocked: {targets}. Lift that before you publish.", targets=say.list(last.blocked)))
    tone = "good" if last.outcome == "settled" and not last.blocked else "warning"
    return Callout(tone=tone, title=titles[last.outcome], body=tuple(plain(line) for line in body))


def _rounds_table(view: View, rounds: Sequence[RoundProgress]) -> Table:
    say = view.say
    rows = [
        (
            plain(say("Round {n}", n=each.round)),
            plain(say.day(each.closed or each.opened)),
            plain(str(each.raters)),
            plain(say("{n} of {of} ({share})", n=len(each.settled), of=each.targets, share=f"{each.share:.0%}")),
            plain(str(len(each.blocked))),
            styled(say("may end") if each.may_end else say("go on"), "strong"),
        )
        for each in rounds
    ]
    columns = (
        (say("Round"), 1.0),
        (say("Closed"), 1.6),
        (say("Raters"), 0.8),
        (say("Settled"), 1.6),
        (say("Blocked"), 0.9),
        (say("By the rule"), 1.2),
    )
    return table(say("Round by round"), columns, rows)


def _first(view: View) -> tuple[Block, ...]:
    """Return what to talk about, in this order, with the comments on it below each picture."""
    say = view.say
    titles = {
        "divided": say("Divided: let both ends say why, then rate again"),
        "blocking": say("Blocked: hear the objection, agree on a wording"),
        "low": say("Low: what would have to change? If nothing would, drop it"),
    }
    blocks: list[Block] = [_head(say("Talk about these first"), "first")]
    for reason, found in groupby(view.assessment.priorities, key=lambda topic: topic.reason):
        topics = list(found)
        caption = say("{title} ({n})", title=titles[reason], n=len(topics))
        rows = [topic_row(view, topic) for topic in topics]
        blocks += spread_charts(view, rows, name=f"room-{reason}", caption=caption, size=TALK)
        blocks += _said(view, topics)
    if not view.assessment.priorities:
        blocks.append(Text(spans=plain(say("Nothing: no answers are divided, nothing is blocked, nothing is low."))))
    # after what there is to talk about: what the small figures beside each verdict mean
    blocks.append(Text(spans=styled("\n".join(firmness_lines(view)), "muted")))
    return tuple(blocks)


def _said(view: View, topics: Sequence[Topic]) -> tuple[Block, ...]:
    caption = view.say("What was said, and the wording proposed")
    shown = comments_table(view, [view.assessment.judgements[topic.target] for topic in topics], caption)
    return () if shown is None else (shown,)


def _processes(view: View) -> tuple[Block, ...]:
    say = view.say
    judged = [each for each in view.assessment.processes.values() if each.rated]
    if not judged:
        return ()
    rows = [process_row(view, each) for each in judged]
    raters = max(each.raters for each in judged)
    caption = say("All answers on a process's steps together, from up to {n} people", n=raters)
    return (
        _head(say("Process by process"), "processes"),
        *spread_charts(view, rows, name="room-processes", caption=caption, size=PART),
    )


def _calm(view: View) -> tuple[Block, ...]:
    say = view.say
    first = {topic.target for topic in view.assessment.priorities}
    calm = [judgement for judgement in rated_judgements(view) if judgement.target not in first]
    if not calm:
        return ()
    rows = sorted((calm_row(view, judgement) for judgement in calm), key=lambda row: _place(view, row))
    caption = say("Neither divided, nor blocked, nor low ({n}); what is not yet firm comes first", n=len(rows))
    head = _head(say("All the rest"), "rest")
    return (head, *_to_keep(view, first), *spread_charts(view, rows, name="room-rest", caption=caption, size=CALM))


def _place(view: View, row: Row) -> tuple[bool, bool, str]:
    """Return what a calm row is sorted by: what is no standard yet or hangs by a thread, then steps before chapters."""
    is_step = row.target in view.steps
    return row.verdict == "codify" and not row.shaky, not is_step, "" if is_step else row.target


def _to_keep(view: View, first: Collection[str]) -> tuple[Block, ...]:
    """Return the steps most agreed on: successes are worth a sentence, too."""
    say = view.say
    good = [step_link(view, each.target) for each in view.assessment.successes if each.target not in first]
    if not good:
        return ()
    return (
        Text(
            spans=(
                *plain(say("Most agreed on, worth keeping as they are: ")),
                *join(good[:MOST_KEPT], say.list(("", ""))),
            )
        ),
    )


def _behind(view: View) -> tuple[Block, ...]:
    say = view.say
    lines = tuple(plain(line) for line in agreement_lines(view))
    shown = (Bullets(items=lines),) if lines else ()
    head = _head(say("Do we use the scale alike?"), "alike")
    return (head, *shown, figures_fold(view), *comments_fold(view, tuple(view.assessment.judgements.values())))


def _head(text: str, name: str) -> Heading:
    return Heading(level=2, text=text, anchor=f"room-{name}")
