"""The checklists of a process: one page each, five to nine lines, each taken out at one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sop_kit.assess.assessment import in_the_sop
from sop_kit.assess.gaps import process_of
from sop_kit.blocks.make import plain
from sop_kit.blocks.model import Checklist, ChecklistItem, Inline
from sop_kit.document.checklist_lines import (
    FEWEST_ITEMS,
    MOST_ITEMS,
    choose,
    last_stage_line,
    metric_line,
    promoting_step,
    right_lines,
    stage_lines,
    step_line,
)
from sop_kit.document.checklist_uses import uses
from sop_kit.document.view import (
    View,
    own_processes,
    person_name,
    process_name,
    role_name,
    stage_name,
    unknown,
)
from sop_kit.record.kinds import CORE_PROCESSES
from sop_kit.record.model import by_id
from sop_kit.record.tables import Step
from sop_kit.words import LANGUAGES, Words, words

_READ_DO = frozenset({"iteration", "release"})  # a line at a time; the others confirm what was done from memory


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What one list holds; ``moment`` tells it from the others of its process."""

    lines: tuple[ChecklistItem, ...]
    pause_point: str
    moment: str = ""
    left_out: tuple[Step, ...] = ()


def all_checklists(view: View) -> tuple[Checklist, ...]:
    """Return the checklists of every process, in the order of the chapters."""
    return tuple(
        each for process in (*CORE_PROCESSES, *own_processes(view)) for each in process_checklists(view, process)
    )


def process_checklists(view: View, process: str) -> tuple[Checklist, ...]:
    """Return the checklists of a process, none when it has no steps."""
    steps = [step for step in in_the_sop(view.record, view.assessment) if process_of(step) == process]
    if not steps:
        return ()
    parts = _release_parts(view, steps) if process == "release" else ()
    parts = parts or _parts(view, process, steps)
    return tuple(_checklist(view, process, part, place, len(parts)) for place, part in enumerate(parts, start=1))


def _parts(view: View, process: str, steps: Sequence[Step]) -> tuple[_Part, ...]:
    extra = metric_line(view) if process == "monitoring" else None
    chosen = choose(view, steps, most=MOST_ITEMS - 1 if extra else MOST_ITEMS)
    parts: list[_Part] = []
    for listed in chosen.lists:
        lines = [step_line(view, step) for step in listed]
        if extra and not parts:
            lines.insert(1, extra)  # after the first look, before what came of it
        pause = _pause_point(view, process, listed)
        left_out = chosen.left_out if listed is chosen.lists[-1] else ()
        parts.append(_Part(lines=tuple(lines), pause_point=pause, left_out=left_out))
    return tuple(parts)


def _release_parts(view: View, steps: Sequence[Step]) -> tuple[_Part, ...]:
    """Return the lists of the three moments of a release; none when its stages are not known well enough."""
    say = view.say
    promotion = stage_lines(view)
    promoting = promoting_step(steps, view.record.release_stages)
    if promoting is None or not promotion:
        return ()
    place = [step.id for step in steps].index(promoting.id)
    way_back = {right.step for right in view.record.decisions if right.kind == "roll_back"} - {promoting.id}
    before = [step for step in steps[:place] if step.id not in way_back]
    after = [step for step in steps[place + 1 :] if step.id not in way_back]
    back = tuple(step_line(view, step) for step in steps if step.id in way_back)
    afterwards = [step for step in _following(view, after or [promoting]) if step.id not in way_back]
    rights = right_lines(view, ("release", "roll_back", "stop"))
    watch = last_stage_line(view)
    on_the_way = _Part(
        lines=(*promotion, step_line(view, promoting), *back[: MOST_ITEMS - len(promotion) - 1]),
        pause_point=say("Before each promotion to the next stage"),
        moment=say("before each promotion"),
    )
    return (
        *_moment(
            view, before, rights, (say("before the start"), say("Before the first traffic goes to the new version"))
        ),
        on_the_way,
        *_moment(
            view,
            [*after, *afterwards],
            (watch,) if watch else (),
            (say("before the close"), say("Before the release is called finished")),
        ),
    )


def _following(view: View, steps: Sequence[Step]) -> list[Step]:
    """Return the steps of other processes that come right after these; not the one at which the loop closes."""
    first, *others = in_the_sop(view.record, view.assessment)
    known = {step.id: step for step in others if step.id != first.id}
    targets = dict.fromkeys(arrow.to for step in steps for arrow in step.next)
    return [known[to] for to in targets if to in known and process_of(known[to]) != process_of(steps[0])]


def _moment(
    view: View, steps: Sequence[Step], more: Sequence[ChecklistItem], said: tuple[str, str]
) -> tuple[_Part, ...]:
    """Return the lists of one moment of a release, which is ``said`` as a name and as a pause point."""
    moment, pause_point = said
    chosen = choose(view, steps, most=MOST_ITEMS - len(more))
    lists = [tuple(step_line(view, step) for step in listed) for listed in chosen.lists]
    if more:
        lists = [*lists[:-1], (*(lists[-1] if lists else ()), *more)]
    return tuple(
        _Part(
            lines=lines,
            pause_point=pause_point,
            moment=_title(view.say, moment, place, len(lists)),
            left_out=chosen.left_out if place == len(lists) else (),
        )
        for place, lines in enumerate(lists, start=1)
    )


def _checklist(view: View, process: str, part: _Part, place: int, of: int) -> Checklist:
    anchor = f"checklist-{process}-{place}"
    names = _names(view, process)
    titles = {_named(words(lang), each, part, place, of) for lang in LANGUAGES for each in names}
    return Checklist(
        anchor=anchor,
        title=_named(view.say, process_name(view, process), part, place, of),
        mode="read-do" if process in _READ_DO else "do-confirm",
        pause_point=part.pause_point,
        items=part.lines,
        owner=_owner(view, process),
        note=_note(view, part, uses(view, {anchor, *titles}, names, {line.code for line in part.lines} - {""})),
        people=_people(view, part),
    )


def _named(say: Words, process: str, part: _Part, place: int, of: int) -> str:
    return (
        say("{process}: {moment}", process=process, moment=part.moment)
        if part.moment
        else _title(say, process, place, of)
    )


def _title(say: Words, process: str, place: int, of: int) -> str:
    return say("{process} ({place} of {of})", process=process, place=place, of=of) if of > 1 else process


def _names(view: View, process: str) -> set[str]:
    written = by_id(view.source.processes).get(process)
    return {process, process_name(view, process), written.name if written and written.name else process}


def _note(view: View, part: _Part, used: str) -> str:
    say = view.say
    left_out = say.list([step.id for step in part.left_out])
    few = len(part.lines) < FEWEST_ITEMS
    return "\n".join(
        text
        for text in (
            used,
            say("Left to the document: {steps}.", steps=left_out) if left_out else "",
            say("Lines known: {n}; five to nine make a list. Ask what slips at this moment.", n=len(part.lines))
            if few
            else "",
        )
        if text
    )


def _people(view: View, part: _Part) -> tuple[str, ...]:
    """Return the names of those who may use a list: the people of the roles of its steps."""
    roles = [view.steps[line.code].role for line in part.lines if line.code in view.steps]
    held = [view.roles[role] for role in dict.fromkeys(roles) if role in view.roles]
    people = [person for row in held for person in (*row.people, *row.deputies)]
    return tuple(dict.fromkeys(person_name(view, person) for person in people))


def _pause_point(view: View, process: str, steps: Sequence[Step]) -> str:
    say = view.say
    if process == "monitoring":
        return say("Once a day and at every hand-over")
    if process == "feedback":
        return say("Once a week, with the new feedback on the table")
    if process == "iteration":
        return say("Before a change goes to release")
    if process == "release":
        return say("Before the start, before each promotion, before the close")
    return say("Before the end of: {stage}", stage=stage_name(view, steps[-1].stage))


def _owner(view: View, process: str) -> Inline:
    row = view.processes.get(process)
    if row is None or not row.owner:
        return unknown(view)
    role = view.roles.get(row.owner)
    name = role_name(view, row.owner)
    if role is None or not role.people:
        return plain(name)
    return plain(f"{name} · {person_name(view, role.people[0])}")
