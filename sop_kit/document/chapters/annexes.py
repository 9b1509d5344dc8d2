"""The annexes: not yet standard, tools, open questions, lessons, contradictions, sources."""

from __future__ import annotations

from sop_kit.assess.assessment import not_yet_standard
from sop_kit.blocks.make import join, plain, web_link
from sop_kit.blocks.model import Block, Bullets, Inline, Text
from sop_kit.document.chapters.conflicts import conflicting
from sop_kit.document.chapters.parts import annex, author_blocks, not_known, open_table, section, table
from sop_kit.document.chapters.steps import code_name, step_card
from sop_kit.document.questions import question_groups
from sop_kit.document.view import View, role_name, step_link, step_links
from sop_kit.record.kinds import EVIDENCE_CODES


def not_standard(view: View) -> tuple[Block, ...]:
    """Return annex A: steps that are tried or dropped, kept out of the SoP."""
    say = view.say
    head = annex("not-standard", "A", say("Steps that are not yet standard"))
    steps = not_yet_standard(view.record, view.assessment)
    if not steps:
        return (head, Text(spans=plain(say("None: no step has been judged “pilot” or “drop”."))))
    intro = say("The team judged these steps “pilot” or “drop”. They bind nobody; a pilot needs an owner and a date.")
    return (head, Text(spans=plain(intro)), *(step_card(view, step) for step in steps))


def tools(view: View) -> tuple[Block, ...]:
    """Return annex B: tools and templates."""
    say, record = view.say, view.record
    head = annex("tools", "B", say("Tools & templates"))
    if not record.tools:
        return (head, not_known(view, say("No tool or template has been listed yet")), *_used_tools(view))
    labels = {"tool": say("Tool"), "template": say("Template")}
    rows = (
        (
            plain(row.name),
            plain(labels[row.kind]),
            plain(row.used_for) or plain("–"),
            web_link(row.link),
        )
        for row in record.tools
    )
    columns = ((say("Name"), 2.2), (say("Kind"), 0.9), (say("Used for"), 2.4), (say("Where it is"), 2.2))
    return (head, *open_table(view, say("Tools and templates"), columns, rows), *_used_tools(view))


def _used_tools(view: View) -> tuple[Block, ...]:
    say = view.say
    used: dict[str, list[str]] = {}
    for step in view.record.steps:
        if step.tool:
            used.setdefault(step.tool, []).append(step.id)
    if not used:
        return ()
    rows = ((plain(tool), step_links(view, steps)) for tool, steps in used.items())
    return (table(say("Tools named by the steps"), ((say("Tool"), 3), (say("Steps"), 3)), rows),)


def open_questions(view: View) -> tuple[Block, ...]:
    """Return annex C: what is not yet known, as questions to whoever can answer."""
    say = view.say
    head = annex("questions", "C", say("Open questions"))
    groups = question_groups(view)
    if not groups:
        return (head, Text(spans=plain(say("None: the record answers everything the kit asks."))))
    blocks: list[Block] = [
        head,
        Text(spans=plain(say("Each question goes to the person or role above its table. Nothing was guessed."))),
    ]
    columns = ((say("No."), 0.5), (say("Question"), 3.4), (say("Concerns"), 2.6))
    for place, group in enumerate(groups, start=1):
        rows = tuple((plain(item.number), plain(item.text), item.concerns) for item in group.questions)
        blocks.append(section(head, str(place), say("To: {who}", who=group.who)))
        blocks.append(table(say("Questions to: {who}", who=group.who), columns, rows))
    return tuple(blocks)


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
            blocks.append(Bullets(items=tuple(_said(view, row.text, row.step, row.source) for row in found)))
    if len(blocks) == 1:
        blocks.append(not_known(view, say("No lesson has been written down yet")))
    return tuple(blocks)


def contradictions(view: View) -> tuple[Block, ...]:
    """Return annex E: where two sources differ, or the document and reality."""
    say = view.say
    head = annex("contradictions", "E", say("Contradictions"))
    sides = conflicting(view, head)
    if not view.record.contradictions:
        return (head, *(sides or (Text(spans=plain(say("None has been written down."))),)))
    rows = (
        (plain(row.id), _said(view, row.text, row.step, ""), plain(row.verdict)) for row in view.record.contradictions
    )
    columns = ((say("No."), 0.6), (say("What differs"), 4.0), (say("What was decided"), 2.0))
    title = say("Where sources differ from each other or from reality")
    return (head, *open_table(view, title, columns, rows), *sides)


def sources(view: View) -> tuple[Block, ...]:
    """Return annex F: sources, licence, and what the evidence codes mean."""
    say, record = view.say, view.record
    head = annex("sources", "F", say("Sources & evidence"))
    blocks: list[Block] = [head]
    if record.product.licence:
        blocks.append(Text(spans=plain(say("Licence: {licence}", licence=record.product.licence))))
    if record.sources:
        rows = (
            (plain(row.id), join([plain(row.title), web_link(row.link)], " "), plain(row.licence))
            for row in record.sources
        )
        columns = ((say("Code"), 0.7), (say("Source"), 4.0), (say("Licence"), 1.4))
        blocks.append(table(say("Sources"), columns, rows))
    codes = [(plain(code), plain(code_name(view, code))) for code in EVIDENCE_CODES]
    blocks.append(table(say("How a fact is known"), ((say("Code"), 0.7), (say("Meaning"), 4.0)), codes))
    blocks.append(_evidence(view))
    return (*blocks, *author_blocks(view, "sources"))


def _evidence(view: View) -> Block:
    say = view.say
    rows = tuple(
        (step_link(view, step.id), plain(role_name(view, step.role)), plain(step.evidence), plain(step.source))
        for step in view.record.steps
    )
    columns = ((say("Step"), 0.8), (say("Owner"), 1.8), (say("Evidence"), 0.8), (say("Source"), 3.6))
    return table(say("Evidence of each step"), columns, rows)


def _said(view: View, text: str, step: str, source: str) -> Inline:
    return join([plain(text), step_link(view, step) if step else (), plain(source)], " · ")
