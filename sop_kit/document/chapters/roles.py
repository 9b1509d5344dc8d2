"""C2: who does what, who answers for it, and who may decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import DECISIONS, process_of
from sop_kit.blocks.make import join, link, plain, styled
from sop_kit.blocks.model import Block, Callout, Column, Inline, Table, TableRow
from sop_kit.document.chapters.burden import burden_section
from sop_kit.document.chapters.parts import author_blocks, chapter, not_known, open_table, section
from sop_kit.document.charts import LETTERS, load_chart
from sop_kit.document.prose import prose, prose_text
from sop_kit.document.view import View, person_name, persons, role_name, step_link, step_links, unknown
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.tables import Step

MOST_ROLES = 16  # columns of one matrix that leave room for the names of the steps
ONE_HEAD = 1
_LONGEST_NAME = 60  # of a step in the matrix; its card says all of it
_STEP_COLUMN, _LETTER_COLUMN = 5.0, 0.55


def roles(view: View) -> tuple[Block, ...]:
    """Return C2: the roles, the decision rights and the RACI matrix."""
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
        *burden_section(view, head),
    )


def _roles(view: View) -> tuple[Block, ...]:
    say, record = view.say, view.record
    if not record.roles:
        return (not_known(view, say("No role is known yet")),)
    load = Counter(step.role for step in record.steps)
    columns = [
        (say("Role"), 1.6),
        (say("Does"), 3.0),
        (say("Person"), 1.5),
        (say("Deputy"), 1.2),
        (say("Steps"), 0.7),
    ]
    rows: list[tuple[Inline, ...]] = [
        (
            prose(view, role, "name"),
            prose(view, role, "does"),
            persons(view, role.people),
            persons(view, role.deputies),
            plain(str(load.get(role.id, 0))),
        )
        for role in record.roles
    ]
    caption = say("Roles, and how many steps each one does")
    if any(role.people or role.deputies for role in record.roles):
        return open_table(view, caption, columns, rows)
    # Nobody is named at all: that is said once, not in every row.
    bare = [(name, does, steps) for name, does, _, _, steps in rows]
    nobody = Callout(
        tone="missing",
        title=say("No person and no deputy is named for any role yet"),
        body=(unknown(view), link(say("See the open questions."), "#annex-questions")),
    )
    return (*open_table(view, caption, [columns[0], columns[1], columns[4]], bare), nobody)


def _decisions(view: View) -> tuple[Block, ...]:
    say = view.say
    labels = {
        "stop": say("Stop the service or a part of it"),
        "roll_back": say("Roll back a release"),
        "retrain": say("Start a retraining"),
        "release": say("Release a version"),
        "other": say("Other"),
    }
    if not view.record.decisions:
        open_rights = say.list([labels[kind] for kind in DECISIONS])
        title = say("Who may decide is not yet known")
        return (Callout(tone="missing", title=title, body=(plain(open_rights), unknown(view))),)
    known = {kind: [row for row in view.record.decisions if row.kind == kind] for kind in (*DECISIONS, "other")}
    rows: list[tuple[Inline, ...]] = []
    for kind, decisions in known.items():
        if not decisions and kind != "other":
            rows.append((plain(labels[kind]), (), (), ()))
        for row in decisions:
            how = join([prose(view, row, "how"), step_link(view, row.step) if row.step else ()], " ")
            rows.append((plain(labels[kind]), _role(view, row.role), _role(view, row.deputy), how))
    columns = ((say("Decision"), 1.5), (say("Who may decide"), 1.2), (say("Deputy"), 1.2), (say("How"), 2.6))
    return open_table(view, say("Decision rights"), columns, rows)


def _role(view: View, role: str) -> Inline:
    return plain(role_name(view, role)) if role else ()


def _raci(view: View) -> tuple[Block, ...]:
    say = view.say
    steps = _in_order(view)
    if not steps:
        return (not_known(view, say("No step is known yet")),)
    blocks: list[Block] = [*_unanswered(view, steps), *_matrices(view, steps), *_one_head(view, steps)]
    chart = load_chart(view)
    return (*blocks, chart) if chart else tuple(blocks)


def _in_order(view: View) -> list[Step]:
    order = {name: place for place, name in enumerate(CORE_PROCESSES)}
    steps = in_the_sop(view.record, view.assessment)
    return sorted(steps, key=lambda step: order.get(process_of(step), len(order)))


def _unanswered(view: View, steps: Sequence[Step]) -> tuple[Block, ...]:
    """Return the boxes that say for which steps nobody, or more than one role, is accountable."""
    say = view.say
    nobody = [step.id for step in steps if not step.accountable]
    several = [step.id for step in steps if len(step.accountable) > 1]
    blocks: list[Block] = []
    if nobody:
        everywhere = len(nobody) == len(steps) > 1
        title = (
            say("Nobody is accountable (A) yet")
            if not everywhere
            else say("Nobody is accountable (A) for any step yet")
        )
        body = (unknown(view),) if everywhere else (unknown(view), step_links(view, nobody))
        blocks.append(Callout(tone="missing", title=title, body=body))
    if several:
        title = say("More than one role is accountable (A): then nobody is")
        blocks.append(Callout(tone="warning", title=title, body=(step_links(view, several),)))
    return tuple(blocks)


def _matrices(view: View, steps: Sequence[Step]) -> list[Table]:
    """Return the RACI matrix, rows are steps and columns roles; more roles than fit a page go on in another one."""
    say = view.say
    letters = {step.id: _letters(step) for step in steps}
    seen = [role for step in steps for role in letters[step.id]]
    # Roles in the order of the record, then those that only a step names.
    used = [role for role in dict.fromkeys((*view.roles, *seen)) if role in set(seen)]
    count = -(-len(used) // MOST_ROLES)
    bounds = [round(place * len(used) / count) for place in range(count + 1)]
    caption = say("RACI: R does it, A answers for it, S helps, C is asked, I is told")
    found = []
    for place, (start, end) in enumerate(pairwise(bounds), start=1):
        part = used[start:end]
        title = say("{caption} ({place} of {of})", caption=caption, place=place, of=count) if count > 1 else caption
        rows = [step for step in steps if any(role in letters[step.id] for role in part)]
        found.append(_matrix(view, title, rows, part, letters))
    return found


def _matrix(
    view: View, caption: str, steps: Sequence[Step], columns: Sequence[str], letters: dict[str, dict[str, str]]
) -> Table:
    heads = (Column(label=role_name(view, role), width=_LETTER_COLUMN, turned=True) for role in columns)
    return Table(
        caption=caption,
        columns=(Column(label=view.say("Step"), width=_STEP_COLUMN), *heads),
        rows=tuple(
            TableRow(
                cells=(
                    join([step_link(view, step.id), plain(_short(view, step)), _doubt(view, step)], " "),
                    *(_letter(letters[step.id].get(role, "")) for role in columns),
                )
            )
            for step in steps
        ),
    )


def _letters(step: Step) -> dict[str, str]:
    """Return the letters of every role that has a part in a step, such as R or RA."""
    parts = ((step.role,), step.accountable, step.supporting, step.consulted, step.informed)
    found: dict[str, str] = {}
    for letter, named in zip(LETTERS, parts, strict=True):
        for role in dict.fromkeys(named):
            found[role] = found.get(role, "") + letter
    return found


def _letter(letters: str) -> Inline:
    return styled(letters, "strong" if set(letters) & {"R", "A"} else "plain")


def _short(view: View, step: Step) -> str:
    called = prose_text(view, step, "title") or prose_text(view, step, "action")
    return called if len(called) <= _LONGEST_NAME else f"{called[: _LONGEST_NAME - 1]}…"


def _doubt(view: View, step: Step) -> Inline:
    """Return the mark of a step that has not exactly one accountable role, where most have one."""
    say = view.say
    if len(step.accountable) > 1:
        return styled(say("({n} A)", n=len(step.accountable)), "missing")
    everybody_lacks = not any(other.accountable for other in view.record.steps)
    return () if step.accountable or everybody_lacks else styled(say("(no A)"), "missing")


def _one_head(view: View, steps: Sequence[Step]) -> tuple[Block, ...]:
    """Return the risk that a step is known by one person only, person by person; nothing when there is none."""
    say = view.say
    alone: dict[str, list[str]] = {}
    for step in steps:
        if len(step.performers) == ONE_HEAD:
            alone.setdefault(step.performers[0], []).append(step.id)
    if not alone:
        return ()
    lines = (
        join([plain(person_name(view, person)), step_links(view, found)], say(": "))
        for person, found in sorted(alone.items(), key=lambda each: -len(each[1]))
    )
    title = say("Known by one person only: what stops when they are away")
    return (Callout(tone="warning", title=title, body=tuple(lines)),)
