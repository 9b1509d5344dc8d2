"""The annexes: not yet standard, open questions, lessons, contradictions, sources; tools have a file of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sop_kit.assess.assessment import not_yet_standard
from sop_kit.assess.gaps import Gap
from sop_kit.blocks.make import join, plain, styled, web_link
from sop_kit.blocks.model import Block, Bullets, Fold, Inline, Table, Text
from sop_kit.document.chapters.conflicts import conflicting
from sop_kit.document.chapters.parts import (
    annex,
    author_blocks,
    homeless_blocks,
    not_known,
    open_table,
    section,
    table,
)
from sop_kit.document.chapters.steps import code_name, step_blocks
from sop_kit.document.faults import rule_fold
from sop_kit.document.prose import prose
from sop_kit.document.questions import concerns, question_texts
from sop_kit.document.view import View, ask_name, step_link
from sop_kit.record.kinds import EVIDENCE_CODES
from sop_kit.record.tables import Contradiction, Lesson

FEW = 4  # questions to one person: so few need no table of their own


def not_standard(view: View) -> tuple[Block, ...]:
    """Return annex A: steps that are tried or dropped, kept out of the SoP."""
    say = view.say
    head = annex("not-standard", "A", say("Steps that are not yet standard"))
    steps = not_yet_standard(view.record, view.assessment)
    own = author_blocks(view, "A", "not-standard")
    if not steps:
        return (head, Text(spans=plain(say("None: no step has been judged “pilot” or “drop”."))), *own)
    intro = say("The team judged these steps “pilot” or “drop”. They bind nobody; a pilot needs an owner and a date.")
    return (head, Text(spans=plain(intro)), *step_blocks(view, steps), *own)


def open_questions(view: View) -> tuple[Block, ...]:
    """Return annex C: what is not yet known, as questions to whoever can answer, and what the rules find."""
    say = view.say
    head = annex("questions", "C", say("Open questions"))
    groups = _by_person(view)
    own = (*rule_fold(view), *author_blocks(view, "C", "questions"))
    if not groups:
        return (head, Text(spans=plain(say("None: the record answers everything the kit asks."))), *own)
    intro = say("Nothing was guessed: what the record does not say stands here, with whom to ask.")
    return (head, Text(spans=plain(intro)), *_question_tables(view, groups), *own)


def lessons(view: View) -> tuple[Block, ...]:
    """Return annex D: what worked, what failed, what hurts."""
    say = view.say
    head = annex("lessons", "D", say("Lessons"))
    labels = {
        "worked": say("What worked"),
        "failed": say("What failed"),
        "": say("What was learned"),
        "pain": say("What hurts today"),
    }
    blocks: list[Block] = [head]
    for kind, label in labels.items():
        found = [lesson for lesson in view.record.lessons if lesson.kind == kind]
        if found:
            blocks.append(section(head, kind or "learned", label))
            blocks.append(Bullets(items=tuple(_said(view, row, source=row.source) for row in found)))
    if len(blocks) == 1:
        blocks.append(not_known(view, say("No lesson has been written down yet")))
    return (*blocks, *author_blocks(view, "D", "lessons"))


def contradictions(view: View) -> tuple[Block, ...]:
    """Return annex E: where two sources differ, or the document and reality."""
    say = view.say
    head = annex("contradictions", "E", say("Contradictions"))
    sides = conflicting(view, head)
    own = author_blocks(view, "E", "contradictions")
    if not view.record.contradictions:
        return (head, *(sides or (Text(spans=plain(say("None has been written down."))),)), *own)
    rows = [(plain(row.id), _said(view, row), prose(view, row, "verdict")) for row in view.record.contradictions]
    columns = ((say("No."), 0.5), (say("What differs"), 4.0), (say("What was decided"), 2.4))
    title = say("Where sources differ from each other or from reality")
    return (head, *open_table(view, title, columns, rows), *sides, *own)


def sources(view: View) -> tuple[Block, ...]:
    """Return annex F: sources, licence, and what the evidence codes mean."""
    say, record = view.say, view.record
    head = annex("sources", "F", say("Sources & evidence"))
    blocks: list[Block] = [head]
    if record.product.licence:
        blocks.append(Text(spans=plain(say("Licence: {licence}", licence=record.product.licence))))
    folded = [_how_known(view)]
    if record.sources:
        rows = (
            (plain(row.id), join([plain(row.title), web_link(row.link)], " "), plain(row.licence))
            for row in record.sources
        )
        columns = ((say("Code"), 0.7), (say("Source"), 4.0), (say("Licence"), 1.4))
        folded.insert(0, table(say("Sources"), columns, rows))
    summary = say("{n} sources, and how each fact is known", n=len(record.sources))
    blocks.append(Fold(anchor="annex-sources-list", summary=summary, blocks=tuple(folded)))
    blocks += author_blocks(view, "F", "sources")
    homeless = homeless_blocks(view)
    if homeless:
        blocks += [section(head, "homeless", say("Texts and pictures that name no chapter")), *homeless]
    return tuple(blocks)


def _how_known(view: View) -> Table:
    say = view.say
    codes = [(plain(code), plain(code_name(view, code))) for code in EVIDENCE_CODES]
    caption = say("How a fact is known; the card of each step says it for the step")
    return table(caption, ((say("Code"), 0.7), (say("Meaning"), 5.4)), codes)


def _by_person(view: View) -> dict[str, list[Gap]]:
    """Return the gaps by whom to ask, one a question: what is missing in several chapters is asked once."""
    found: dict[str, dict[str, Gap]] = {}
    for gap in view.assessment.gaps:
        mine = found.setdefault(ask_name(view, gap.ask), {})
        before = mine.get(gap.topic)
        rows = tuple(dict.fromkeys((*(before.rows if before else ()), *gap.rows)))
        mine[gap.topic] = replace(gap, rows=rows)
    return {who: list(gaps.values()) for who, gaps in found.items()}


def _question_tables(view: View, groups: dict[str, list[Gap]]) -> list[Table]:
    """Return a table for whoever is asked much, the longest first, and one for all who are asked little."""
    say = view.say
    texts = question_texts(view)
    much = sorted((each for each in groups.items() if len(each[1]) > FEW), key=lambda each: -len(each[1]))
    few = [(who, gaps) for who, gaps in groups.items() if len(gaps) <= FEW]
    tables = []
    for place, (who, gaps) in enumerate(much, start=1):
        rows = [(plain(texts[gap.topic]), _concerned(view, gap)) for gap in gaps]
        title = say("To: {who} ({n} questions)", who=who, n=len(gaps))
        made = table(title, ((say("Question"), 3.0), (say("Concerns"), 3.4)), rows)
        tables.append(made.model_copy(update={"anchor": f"annex-questions-{place}"}))
    if few:
        rows = [(plain(who), join([_question(view, texts, gap) for gap in gaps], "\n")) for who, gaps in few]
        title = say("To the others") if much else say("Questions")
        made = table(title, ((say("To"), 1.3), (say("Question"), 5.0)), rows)
        tables.append(made.model_copy(update={"anchor": f"annex-questions-{len(much) + 1}"}))
    return tables


def _question(view: View, texts: dict[str, str], gap: Gap) -> Inline:
    return join([plain(texts[gap.topic]), _concerned(view, gap)], " ")


def _concerned(view: View, gap: Gap) -> Inline:
    """Return what a question is about: the rows by name, or all of them where it is all."""
    say = view.say
    rows = frozenset(gap.rows)
    everything: dict[str, tuple[Sequence[object], str]] = {
        "steps": (view.record.steps, say("all {n} steps", n=len(rows))),
        "feedback": (view.record.steps, say("all {n} steps", n=len(rows))),
        "roles": (view.record.roles, say("all {n} roles", n=len(rows))),
        "tools": (view.record.tools, say("all {n} tools", n=len(rows))),
    }
    every, words = everything.get(gap.topic.partition(".")[0], ((), ""))
    if len(rows) > FEW and len(rows) == len(every):
        return styled(words, "strong")
    count = styled(say(" ({n})", n=len(rows)), "muted") if len(rows) > FEW else ()
    return (*concerns(view, gap), *count)


def _said(view: View, row: Lesson | Contradiction, source: str = "") -> Inline:
    return join([prose(view, row, "text"), step_link(view, row.step) if row.step else (), plain(source)], " · ")
