"""C2: who does what, who answers for it, and who may decide."""

from __future__ import annotations

from collections import Counter

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import DECISIONS, process_of
from sop_kit.blocks.make import join, plain
from sop_kit.blocks.model import Block, Callout, Column, Inline, Table, TableRow
from sop_kit.document.chapters.parts import author_blocks, chapter, not_known, open_table, section
from sop_kit.document.view import (
    View,
    names,
    persons,
    process_name,
    role_name,
    step_link,
    step_links,
    still_open,
    unknown,
)
from sop_kit.record.kinds import CORE_PROCESSES


def roles(view: View) -> tuple[Block, ...]:
    """Return C2: the roles, the decision rights and the RACI table."""
    say = view.say
    head = chapter("2", say("Roles & responsibilities (RACI)"))
    return (
        head,
        section(head, "roles", say("Roles")),
        *_roles(view),
        section(head, "decisions", say("Who may decide")),
        *_decisions(view),
        section(head, "raci", say("RACI")),
        *_raci(view),
        *author_blocks(view, "C2"),
    )


def _roles(view: View) -> tuple[Block, ...]:
    say, record = view.say, view.record
    if not record.roles:
        return (not_known(view, say("No role is known yet")),)
    load = Counter(step.role for step in record.steps)
    rows = [
        (
            plain(role.name),
            plain(role.does),
            persons(view, role.people),
            persons(view, role.deputies),
            plain(str(load.get(role.id, 0))),
        )
        for role in record.roles
    ]
    columns = (
        (say("Role"), 2.2),
        (say("Does"), 2.4),
        (say("Person"), 1.8),
        (say("Deputy"), 1.8),
        (say("Steps"), 0.7),
    )
    return open_table(view, say("Roles, and how many steps each one does"), columns, rows)


def _decisions(view: View) -> tuple[Block, ...]:
    say = view.say
    labels = {
        "stop": say("Stop the service or a part of it"),
        "roll_back": say("Roll back a release"),
        "retrain": say("Start a retraining"),
        "release": say("Release a version"),
        "other": say("Other"),
    }
    known = {kind: [row for row in view.record.decisions if row.kind == kind] for kind in (*DECISIONS, "other")}
    rows: list[tuple[Inline, Inline, Inline, Inline]] = []
    for kind, decisions in known.items():
        if not decisions and kind != "other":
            rows.append((plain(labels[kind]), (), (), ()))
        for row in decisions:
            how = join([plain(row.how), step_link(view, row.step) if row.step else ()], " ")
            rows.append((plain(labels[kind]), _role(view, row.role), _role(view, row.deputy), how))
    columns = ((say("Decision"), 1.6), (say("Who may decide"), 1.8), (say("Deputy"), 1.8), (say("How"), 1.6))
    return open_table(view, say("Decision rights"), columns, rows)


def _role(view: View, role: str) -> Inline:
    return plain(role_name(view, role)) if role else ()


def _raci(view: View) -> tuple[Block, ...]:
    say = view.say
    steps = in_the_sop(view.record, view.assessment)
    if not steps:
        return (not_known(view, say("No step is known yet")),)
    order = {name: place for place, name in enumerate(CORE_PROCESSES)}
    ordered = sorted(steps, key=lambda step: order.get(process_of(step), len(order)))
    nobody = [step.id for step in ordered if not step.accountable]
    blocks: list[Block] = []
    if nobody:
        body = (unknown(view), step_links(view, nobody))
        blocks.append(Callout(tone="missing", title=say("Nobody is accountable (A) yet"), body=body))
    blocks.append(
        Table(
            caption=say("RACI: R does it, A answers for it, S helps, C is asked, I is told"),
            columns=(
                Column(label=say("Step"), width=0.9),
                Column(label=say("Process"), width=1.5),
                Column(label="R", width=1.8),
                Column(label="A", width=1.2),
                Column(label="S", width=1.6),
                Column(label="C", width=0.9),
                Column(label="I", width=0.9),
            ),
            rows=tuple(
                TableRow(
                    cells=(
                        step_link(view, step.id),
                        plain(process_name(view, process_of(step))),
                        plain(role_name(view, step.role)),
                        names(view, step.accountable) or still_open(view),
                        names(view, step.supporting),
                        names(view, step.consulted),
                        names(view, step.informed),
                    )
                )
                for step in ordered
            ),
        )
    )
    return tuple(blocks)
