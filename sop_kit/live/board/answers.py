"""What is said after a gesture on the board: one sentence that names what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sop_kit.document.view import process_name, role_name, stage_name
from sop_kit.live.board.raci import letters_of
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.record.kinds import STAGES
from sop_kit.record.model import by_id

Tell = Callable[[Asked, tuple[str, ...]], str]  # what was asked, and the ids that are to be chosen now → a sentence


def telling(name: str, act: Act) -> Act:
    """Return an act that says what happened, unless it has something more urgent to say itself."""
    tell = _TELLS.get(name)

    def told(asked: Asked) -> Answer | None:
        answer = act(asked)
        if tell is None or answer is None or answer.get("says") or answer.get("bad"):
            return answer
        return {**answer, "says": tell(asked, tuple(answer.get("ids") or asked.ids()))}

    return told


def _listed(asked: Asked, ids: tuple[str, ...]) -> str:
    return asked.session.say.list(ids)


def _added(asked: Asked, ids: tuple[str, ...]) -> str:
    say = asked.session.say
    return say("Added: {steps}", steps=_listed(asked, ids)) if ids else say("Saved.")


def _moved(asked: Asked, ids: tuple[str, ...]) -> str:
    view, stage = asked.session.view, asked.text("stage")
    return view.say(
        "{steps}: now {role}, {stage}.",
        steps=_listed(asked, ids),
        role=role_name(view, asked.text("role")),
        stage=stage_name(view, stage) if stage in STAGES else stage,
    )


def _dropped(asked: Asked, _ids: tuple[str, ...]) -> str:
    return asked.session.say("Taken out: {steps}. Undo brings it back.", steps=_listed(asked, asked.ids()))


def _merged(asked: Asked, _ids: tuple[str, ...]) -> str:
    return asked.session.say(
        "{steps} are one step now: {into}. Undo takes it back.",
        steps=_listed(asked, asked.ids()),
        into=asked.text("into"),
    )


def _assigned(asked: Asked, ids: tuple[str, ...]) -> str:
    view, process = asked.session.view, asked.text("process")
    if not process:
        return view.say("{steps} follow the process of their stage.", steps=_listed(asked, ids))
    return view.say(
        "{steps} belong to “{process}” now.", steps=_listed(asked, ids), process=process_name(view, process)
    )


def _grouped(asked: Asked, ids: tuple[str, ...]) -> str:
    return asked.session.say(
        "{steps} belong to “{process}” now.", steps=_listed(asked, ids), process=asked.text("name")
    )


def _hot(asked: Asked, ids: tuple[str, ...]) -> str:
    say, steps = asked.session.say, _listed(asked, ids)
    return (
        say("Hot spot at {steps}", steps=steps) if asked.text() else say("No hot spot any more: {steps}", steps=steps)
    )


def _head(asked: Asked, ids: tuple[str, ...]) -> str:
    say, steps = asked.session.say, _listed(asked, ids)
    if asked.text("person"):
        return say("Only {person} knows {steps}.", person=asked.text("person"), steps=steps)
    return say("Not known by one person alone: {steps}", steps=steps)


def _letters(asked: Asked, _ids: tuple[str, ...]) -> str:
    session, role = asked.session, asked.text("role")
    step = by_id(session.record.steps).get(asked.text("step"))
    letters = letters_of(step, role) if step else ()
    return session.say(
        "{role} at {step}: {letters}",
        role=role_name(session.view, role),
        step=asked.text("step"),
        letters=session.say.list(letters) or session.say("no part"),
    )


def _lesson(asked: Asked, _ids: tuple[str, ...]) -> str:
    return asked.session.say("Lesson kept at {step}.", step=asked.text("step"))


def _linked(asked: Asked, _ids: tuple[str, ...]) -> str:
    source, target = asked.text("source"), asked.text("target")
    when = asked.text("to_be" if "to_be" in asked.args else "when")
    if when:
        return asked.session.say("Arrow from {source} to {target}: {when}", source=source, target=target, when=when)
    return asked.session.say("Arrow from {source} to {target}", source=source, target=target)


def _cut(asked: Asked, _ids: tuple[str, ...]) -> str:
    source, target = asked.text("source"), asked.text("target")
    return asked.session.say("Arrow removed: {source} to {target}", source=source, target=target)


def _turned(asked: Asked, _ids: tuple[str, ...]) -> str:
    source, target = asked.text("target"), asked.text("source")
    return asked.session.say("Arrow turned round: {source} to {target}", source=source, target=target)


def _lane(asked: Asked, ids: tuple[str, ...]) -> str:
    named = asked.text("name") or role_name(asked.session.view, asked.text("role") or "".join(ids[:1]))
    return asked.session.say("Saved: lane {role}", role=named)


def _pasted(asked: Asked, ids: tuple[str, ...]) -> str:
    if not ids:
        return asked.session.say("None of these rows can be taken; nothing was saved.")
    return asked.session.say("Taken: {n} steps. Undo takes all of them back.", n=len(ids))


_TELLS: Mapping[str, Tell] = {
    "add_notes": _added,
    "move_steps": _moved,
    "drop_steps": _dropped,
    "merge": _merged,
    "assign": _assigned,
    "group": _grouped,
    "set_hot_spot": _hot,
    "set_one_head": _head,
    "set_raci": _letters,
    "add_lesson": _lesson,
    "add_arrow": _linked,
    "drop_arrow": _cut,
    "set_condition": _linked,
    "turn_arrow": _turned,
    "add_lane": _lane,
    "name_lane": _lane,
    "move_lane": _lane,
    "size_lane": _lane,
    "paste": _pasted,
}
