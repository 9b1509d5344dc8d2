"""What gestures on lanes mean: a role gets a lane, a name, a place, a height, or leaves. Pure: record in, edits out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sop_kit.document.workflow import lane_order, roles_in_turn
from sop_kit.errors import BadRequest
from sop_kit.live.board.leaving import rows_naming
from sop_kit.live.board.meant import Ids, Meant, put
from sop_kit.record.changes import Edit
from sop_kit.record.model import Record

_TALLEST = 2000


def lanes_of(record: Record) -> tuple[str, ...]:
    """Return the roles in the order of the board's lanes: those with steps first, then those without."""
    used = roles_in_turn(record.steps)
    empty = (role.id for role in record.roles if role.id not in used)
    return (*lane_order(record, used), *lane_order(record, empty))


def add_lane(record: Record, ids: Ids, name: str) -> Meant:
    """Return what gives the board a lane: a role of that name.

    Raises
    ------
    BadRequest
        When it has no name, or one that another role bears.
    """
    wanted = _free_name(record, "", name)
    steps_name = {step.role for step in record.steps}  # roles that no table knows: their ids mean them
    role = ids.new("roles", {"name": wanted}, beside=steps_name)
    return Meant(edits=(put("roles", role, {"name": wanted}),), ids=(role,))


def name_lane(record: Record, ids: Ids, role: str, name: str) -> Meant:
    """Return what calls a role otherwise; the lane that stands where there is no role yet becomes one.

    Raises
    ------
    BadRequest
        When it has no name, or one that another role bears, or there is no such role.
    """
    if not role:
        return add_lane(record, ids, name)
    _refuse_unknown(record, role)
    return Meant(edits=(put("roles", role, {"name": _free_name(record, role, name)}),), ids=(role,))


def move_lane(record: Record, role: str, after: str) -> Meant:
    """Return what puts a lane right below another one, or first; all lanes keep that order from then on.

    Raises
    ------
    BadRequest
        When there is no such role.
    """
    _refuse_unknown(record, role)
    rest = [each for each in lanes_of(record) if each != role]
    at = rest.index(after) + 1 if after in rest else len(rest) if after else 0
    return Meant(edits=_placed(record, [*rest[:at], role, *rest[at:]], _heights(record)), ids=(role,))


def size_lane(record: Record, role: str, height: float) -> Meant:
    """Return what makes a lane at least so tall, in pixels of the picture; 0 lets it be as tall as it needs.

    Raises
    ------
    BadRequest
        When there is no such role.
    """
    _refuse_unknown(record, role)
    tall = float(round(min(max(height, 0.0), _TALLEST)))
    return Meant(edits=_placed(record, lanes_of(record), {**_heights(record), role: tall}), ids=(role,))


def drop_lane(record: Record, role: str) -> Meant:
    """Return what takes a lane out that holds no step, and which rows still name its role.

    Raises
    ------
    BadRequest
        When steps stand in it, or there is no such role.
    """
    held = tuple(step.id for step in record.steps if step.role == role)
    if held:
        raise BadRequest("This lane holds {steps}. Move them to another lane first.", steps=held)
    if role not in {row.id for row in record.roles}:
        raise BadRequest("There is no role '{role}' any more: somebody else may have taken it out.", role=role)
    settings = record.settings.lanes
    kept = [place.model_dump(exclude_defaults=True) for place in settings if place.role != role]
    lanes = (put("settings", "", {"lanes": kept}),) if len(kept) < len(settings) else ()
    drop = Edit(act="drop", table="roles", row=role)
    return Meant(edits=(drop, *lanes), stay=rows_naming(record, "roles", {role}, leaving=[("roles", role)]))


def _free_name(record: Record, role: str, name: str) -> str:
    wanted = name.strip()
    if not wanted:
        raise BadRequest("Type the name of the lane first.")
    if any(row.name.casefold() == wanted.casefold() and row.id != role for row in record.roles):
        raise BadRequest("There is a lane “{name}” already.", name=wanted)
    return wanted


def _refuse_unknown(record: Record, role: str) -> None:
    if role not in lanes_of(record):
        raise BadRequest("There is no role '{role}' any more: somebody else may have taken it out.", role=role)


def _heights(record: Record) -> dict[str, float]:
    return {place.role: place.height for place in record.settings.lanes}


def _placed(record: Record, order: Sequence[str], heights: Mapping[str, float]) -> tuple[Edit, ...]:
    """Return the edit that writes order and heights down; nothing is kept where both are as they come by themselves."""
    lanes = [{"role": role, "height": tall} if (tall := heights.get(role)) else {"role": role} for role in order]
    bare = record.replace(settings=record.settings.model_copy(update={"lanes": ()}))
    by_itself = not any("height" in lane for lane in lanes) and tuple(order) == lanes_of(bare)
    return (put("settings", "", {"lanes": [] if by_itself else lanes}),)
