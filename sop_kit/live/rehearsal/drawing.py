"""What simulated participants put on the board: steps with their arrows first, then what hurts and what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sop_kit.live.board.acts import set_hot_spot, set_one_head
from sop_kit.live.board.arrow_acts import add_arrow
from sop_kit.live.board.meant import Ids, put
from sop_kit.live.rehearsal.people import Participant
from sop_kit.live.rehearsal.tale import ONE_HEAD, WAITING, Told, hot_spots, tale
from sop_kit.record.changes import Edit, apply
from sop_kit.record.model import Record, by_id
from sop_kit.words import Words


def draw(record: Record, ids: Ids, people: Sequence[Participant], told: Sequence[str], say: Words) -> tuple[Edit, ...]:
    """Return what happens when everybody puts down the next step they know of; nothing when all is told.

    Parameters
    ----------
    told
        The steps that were put down like this before, in their order, also those that are gone.
    """
    whole = tale(say)
    if len(told) >= len(whole):
        return _marks(record, ids, people, _there(record, told, whole), say)
    new = whole[len(told) : len(told) + len(people)]
    made = [ids.new("steps", {"action": each.action}) for each in new]
    steps = tuple(
        put("steps", step, {"stage": each.stage, "action": each.action, "role": _role(record, each)})
        for step, each in zip(made, new, strict=True)
    )
    there = _there(apply(record, steps), [*told, *made], whole)
    return (*steps, *_arrows(apply(record, steps), there))


def steps_told(edits: Sequence[Edit]) -> list[str]:
    """Return the steps that edits of an earlier ``draw`` put down."""
    return [edit.row for edit in edits if edit.act == "put" and edit.table == "steps" and "action" in edit.values]


def _role(record: Record, told: Told) -> str:
    # A lane that was taken out: the step goes to whoever is there.
    roles = [role.id for role in record.roles]
    return told.role if told.role in roles or not roles else roles[0]


def _there(record: Record, told: Sequence[str], whole: Sequence[Told]) -> Mapping[str, tuple[str, Told]]:
    known = by_id(record.steps)
    return {each.key: (step, each) for step, each in zip(told, whole, strict=False) if step in known}


def _arrows(record: Record, there: Mapping[str, tuple[str, Told]]) -> tuple[Edit, ...]:
    edits: list[Edit] = []
    for step, told in there.values():
        for key, when in told.onward:
            target = there.get(key)
            if target is None or any(arrow.to == target[0] for arrow in by_id(record.steps)[step].next):
                continue
            made = add_arrow(record, step, target[0], when).edits
            record = apply(record, made)
            edits += made
    return tuple(edits)


def _marks(
    record: Record, ids: Ids, people: Sequence[Participant], there: Mapping[str, tuple[str, Told]], say: Words
) -> tuple[Edit, ...]:
    known = by_id(record.steps)
    hurting = {step: text for key, text in hot_spots(say).items() for step in _of(there, key)}
    meant = [set_hot_spot(record, [step], text) for step, text in hurting.items() if not known[step].hot_spot]
    alone = [step for key in ONE_HEAD for step in _of(there, key) if not known[step].performers]
    if alone:
        meant.append(set_one_head(record, alone, ids, people[-1].name))
    facts = tuple(
        put("steps", step, {"outputs": told.outputs, "time_limit": told.time_limit, "waiting": WAITING.get(told.key)})
        for step, told in there.values()
        if not known[step].outputs
    )
    return (*(edit for each in meant for edit in each.edits), *facts)


def _of(there: Mapping[str, tuple[str, Told]], key: str) -> list[str]:
    return [there[key][0]] if key in there else []
