"""At a glance, and C0: what this document is, how far it can be trusted, and how it came to be."""

from __future__ import annotations

from sop_kit.blocks.make import link, plain, styled
from sop_kit.blocks.model import Block, Callout, Heading, Inline, Text
from sop_kit.document.chapters.family import core_departures, core_facts
from sop_kit.document.chapters.life import approvals
from sop_kit.document.chapters.parts import author_blocks, chapter, fact_table, figure, section, table
from sop_kit.document.meta import meta, readiness_name
from sop_kit.document.view import View, person_name, process_name, told, unknown
from sop_kit.document.workflow import workflow_svg, workflow_twin


def glance(view: View) -> tuple[Block, ...]:
    """Return what stands before the chapters: readiness, and the workflow as one picture."""
    say = view.say
    blocks: list[Block] = [Heading(level=1, text=say("At a glance"), anchor="glance")]
    product = view.record.product
    if product.illustration:
        blocks.append(
            Callout(
                tone="warning",
                title=say("Illustration"),
                body=(plain(say("An invented example: it shows the kit, not a real team.")),),
            )
        )
    if product.description:
        blocks.append(Text(spans=plain(product.description)))
    blocks.append(_readiness(view))
    if view.stale:
        blocks.append(_stale(view))
    if view.record.steps:
        blocks.append(
            figure(
                "workflow",
                workflow_svg(view, view.record.steps, name="workflow", title=say("The workflow that is really run")),
                alt=say(
                    "Swimlanes of the workflow: {steps} steps, {roles} roles, from monitoring round to release and "
                    "back.",
                    steps=len(view.record.steps),
                    roles=len({step.role for step in view.record.steps}),
                ),
                caption=say("The workflow that is really run: lanes are roles, columns the stages of the loop."),
                twin=workflow_twin(view, view.record.steps),
            )
        )
    return tuple(blocks)


def control(view: View) -> tuple[Block, ...]:
    """Return C0, the control block."""
    say, product = view.say, view.record.product
    facts = meta(view)
    head = chapter("0", say("Document control"))
    rows: list[tuple[str, Inline]] = [
        (say("Product line"), plain(f"{facts.product_name} ({facts.product})")),
        (say("Document no."), told(view, product.document_no)),
        (say("Classification"), told(view, product.classification)),
        (say("Version"), plain(facts.version)),
        (say("Status"), plain(facts.status_label)),
        (say("Readiness"), plain(facts.readiness_label)),
        (say("Owner"), _person(view, product.owner)),
        (say("Deputy"), _person(view, product.deputy)),
        (say("Last change"), plain(facts.date) or unknown(view)),
        (say("Effective from"), _effective(view)),
        (say("Next review"), plain(facts.next_review)),
        (say("The only valid copy"), told(view, product.home)),
        (say("Replaces"), _replaced(view)),
        (say("Content hash"), styled(facts.content_hash, "code")),
    ]
    rows += core_facts(view)
    if facts.head:
        rows.append((say("Last Change in the store"), styled(facts.head, "code")))
    return (
        head,
        fact_table(view, say("Control block"), rows),
        *_authors(view, head),
        *approvals(view, head),
        *core_departures(view, head),
        section(head, "log", say("Change log")),
        *_log(view),
        *author_blocks(view, "C0"),
    )


def _person(view: View, person: str) -> Inline:
    return plain(person_name(view, person)) if person else unknown(view)


def _effective(view: View) -> Inline:
    say = view.say
    if not view.record.publications:
        return plain(say("not in force: nobody has approved it yet"))
    last = view.record.publications[-1]
    return plain(say("version {version}, published on {date}", version=last.version or "–", date=last.at or "–"))


def _replaced(view: View) -> Inline:
    older = [row.supersedes for row in view.record.publications if row.supersedes]
    return plain(older[-1]) if older else plain(view.say("nothing: this is the first version"))


def _authors(view: View, head: Heading) -> tuple[Block, ...]:
    say = view.say
    authors = [(row.id, row.author) for row in view.record.processes if row.author]
    if not authors:
        return ()
    rows = [(plain(process_name(view, part)), plain(person_name(view, author))) for part, author in authors]
    return (
        section(head, "authors", say("Authors")),
        table(say("Who writes which part"), ((say("Part"), 1), (say("Author"), 2)), rows),
    )


def _log(view: View) -> tuple[Block, ...]:
    say = view.say
    if not view.record.log:
        return (Text(spans=plain(say("The record came from a file; its change log starts in a workshop."))),)
    rows = [
        (
            plain(str(entry.first) if entry.first == entry.last else f"{entry.first}–{entry.last}"),
            plain(entry.day),
            plain(entry.by),
            plain(entry.why) or plain(say("no reason given")),
        )
        for entry in reversed(view.record.log)
    ]
    columns = ((say("Change"), 1.0), (say("Date"), 1.2), (say("By"), 1.5), (say("Reason"), 4.0))
    return (table(say("Change log, newest first"), columns, rows),)


def _readiness(view: View) -> Callout:
    say = view.say
    ready = view.assessment.readiness
    if ready.level == "reviewable":
        return Callout(
            tone="good", title=readiness_name(view), body=(plain(say("Everything a reviewer needs is there.")),)
        )
    labels = criterion_names(view)
    missing = [
        plain(say("{what}: {have} of {of}", what=labels[item.name], have=item.have, of=item.of))
        for item in ready.missing
    ]
    questions = len(view.assessment.gaps)
    return Callout(
        tone="missing",
        title=readiness_name(view),
        body=(
            plain(say("Still missing before a review makes sense:")),
            *missing,
            link(say("All {n} open questions, and whom to ask", n=questions), "#annex-questions"),
        ),
    )


def criterion_names(view: View) -> dict[str, str]:
    """Return what each criterion of readiness is called."""
    say = view.say
    return {
        "loop": say("stages of the loop with at least one step"),
        "outputs": say("steps with an output"),
        "standards": say("steps with a standard"),
        "accountable": say("steps with exactly one accountable role"),
        "people": say("roles at work with a named person"),
        "purpose": say("purpose, north-star metric and scope"),
        "owner": say("owner and deputy of the SoP"),
        "decisions": say("decision rights: stop, roll back, release"),
        "alerts": say("alerts with a first responder"),
    }


def _stale(view: View) -> Callout:
    say = view.say
    places = tuple(plain("/".join(part for part in place if part)) for place in sorted(view.stale))
    return Callout(tone="warning", title=say("Translations older than their source"), body=places)
