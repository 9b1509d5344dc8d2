"""At a glance, and C0: the loop as one picture, what this document is, and how it came to be."""

from __future__ import annotations

from sop_kit.blocks.make import join, plain, styled, web_link
from sop_kit.blocks.model import Block, Bullets, Fold, Heading, Inline, Text
from sop_kit.document.chapters.family import core_departures, core_facts
from sop_kit.document.chapters.life import approvals
from sop_kit.document.chapters.parts import author_blocks, chapter, fact_table, figure, table
from sop_kit.document.meta import meta, readiness_name
from sop_kit.document.readiness import criterion_names
from sop_kit.document.stale import stale_places
from sop_kit.document.view import View, person_name, process_name, told, unknown
from sop_kit.document.workflow import workflow_svg, workflow_twin


def glance(view: View) -> tuple[Block, ...]:
    """Return what stands before the chapters: the loop as one picture; without steps there is none."""
    say = view.say
    head = Heading(level=1, text=say("At a glance"), anchor="glance")
    if not view.record.steps:
        return (head, Text(spans=unknown(view)))
    return (
        head,
        figure(
            "workflow",
            workflow_svg(view, view.record.steps, name="workflow", title=say("The workflow that is really run")),
            alt=say(
                "Swimlanes of the workflow: {steps} steps, {roles} roles, from monitoring round to release and back.",
                steps=len(view.record.steps),
                roles=len({step.role for step in view.record.steps}),
            ),
            caption=say("The workflow that is really run: lanes are roles, columns the stages of the loop."),
            twin=workflow_twin(view, view.record.steps),
        ),
    )


def control(view: View) -> tuple[Block, ...]:
    """Return C0, the control block; what is evidence of how it came to be is folded."""
    head = chapter("0", view.say("Document control"))
    return (
        head,
        fact_table(view, view.say("Control block"), _facts(view)),
        *author_blocks(view, "C0"),
        *core_departures(view, head),
        *_authors(view, head),
        *approvals(view, head),
        *_stale(view, head),
        *_log(view, head),
    )


def _readiness(view: View) -> Inline:
    """Return how ready the text is for a review, and how much of what is still missing."""
    say, labels = view.say, criterion_names(view)
    missing = [
        say("{what}: {have} of {of}", what=labels[item.name], have=item.have, of=item.of)
        for item in view.assessment.readiness.missing
    ]
    return join([plain(readiness_name(view)), plain(say("; ").join(missing))], say(": "))


def _facts(view: View) -> list[tuple[str, Inline]]:
    say, product = view.say, view.record.product
    facts = meta(view)
    rows: list[tuple[str, Inline]] = [
        (say("Product line"), join([plain(f"{facts.product_name} ({facts.product})"), plain(product.line)], " · ")),
        (say("Document no."), told(view, product.document_no)),
        (say("Classification"), told(view, product.classification)),
        (say("Version"), plain(f"{facts.version} · {facts.status_label}")),
        (say("Readiness"), _readiness(view)),
        (say("Owner"), _person(view, product.owner)),
        (say("Deputy"), _person(view, product.deputy)),
        (say("Effective from"), _effective(view)),
        (say("Valid until"), plain(say.day(facts.expires) or say("not in force"))),
        # A version holds until its review: the day stands there once.
        *([] if facts.expires else [(say("Next review"), plain(facts.next_review))]),
        (say("The only valid copy"), web_link(product.home) or unknown(view)),
        (say("Replaces"), _replaced(view)),
        (say("Last change"), plain(say.day(facts.date)) or plain(say("not known: the record came from a file"))),
        (say("Content hash"), styled(facts.content_hash, "code")),
    ]
    rows += core_facts(view)
    if facts.head:
        rows.append((say("Last Change in the store"), styled(facts.head, "code")))
    return rows


def _person(view: View, person: str) -> Inline:
    return plain(person_name(view, person)) if person else unknown(view)


def _effective(view: View) -> Inline:
    say, now = view.say, view.standing
    if now.state == "changed":
        text = say(
            "not in force: the text was changed since version {version} was published", version=now.version or "–"
        )
        return styled(text, "missing")
    if now.state != "published":
        return plain(say("not in force: nobody has published it yet"))
    day = say.day(now.since) or "–"
    published = plain(say("version {version}, published on {date}", version=now.version or "–", date=day))
    if now.checked:
        return published
    return join([published, styled(say("(published without a hash: this copy was not compared)"), "muted")], " ")


def _replaced(view: View) -> Inline:
    older = [row.supersedes for row in view.record.publications if row.supersedes]
    return plain(older[-1]) if older else plain(view.say("nothing: this is the first version"))


def _authors(view: View, head: Heading) -> tuple[Block, ...]:
    say = view.say
    authors = [(row.id, row.author) for row in view.record.processes if row.author]
    if not authors:
        return ()
    names = [say("{part}: {who}", part=process_name(view, part), who=person_name(view, who)) for part, who in authors]
    line = say("Written by: {authors}", authors=say("; ").join(names))
    return (Text(spans=plain(line), anchor=f"{head.anchor}-authors"),)


def _stale(view: View, head: Heading) -> tuple[Block, ...]:
    """Return all translations older than their source in one place; each is marked where it stands, too."""
    places = stale_places(view)
    if not places:
        return ()
    summary = view.say("Translations older than their source: {n}", n=len(places))
    return (Fold(anchor=f"{head.anchor}-stale", summary=summary, blocks=(Bullets(items=places),)),)


def _log(view: View, head: Heading) -> tuple[Block, ...]:
    say, log = view.say, view.record.log
    anchor = f"{head.anchor}-log"
    if not log:
        text = say("The record came from a file; its change log starts in a workshop.")
        return (Text(spans=plain(text), anchor=anchor),)
    rows = [
        (
            plain(str(entry.first) if entry.first == entry.last else f"{entry.first}–{entry.last}"),
            plain(entry.day),
            plain(entry.by),
            plain(entry.why) or plain(say("no reason given")),
        )
        for entry in reversed(log)
    ]
    columns = ((say("Change"), 1.0), (say("Date"), 1.2), (say("By"), 1.5), (say("Reason"), 4.0))
    last = log[-1]
    summary = say(
        "Change log: {n} entries, the last on {date} by {who}", n=len(log), date=say.day(last.day), who=last.by
    )
    return (Fold(anchor=anchor, summary=summary, blocks=(table(say("Change log, newest first"), columns, rows),)),)
