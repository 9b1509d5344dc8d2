"""The agenda on the wall: which phase is on and for how long, what comes next, and the whole day below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sop_kit.document.agenda import AGENDAS, TOTAL_MINUTES, agenda_name
from sop_kit.document.agenda_rows import AgendaRow, agenda_rows, phase_state
from sop_kit.document.view import View
from sop_kit.live.desk.asked import Act, Answer, Asked
from sop_kit.live.desk.nodes import (
    Node,
    button,
    element,
    entry,
    field,
    fold,
    heading,
    later,
    note,
    present_button,
    row,
    timer,
)
from sop_kit.live.panels.planning import drop_phase, fill_agenda, move_phase
from sop_kit.live.panels.running import (
    count_anew,
    minutes_taken,
    next_one,
    next_phase,
    open_phase,
    opened_at,
    skip_phase,
    standing,
)
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.workshop_tables import Phase
from sop_kit.words import Words

OWN_MINUTES = 10  # of a phase that somebody adds
_SIGNS = {"open": "▶", "done": "✓", "skipped": "–"}
_WHOLE_DAY = 24 * 60  # minutes: a phase that was left open for longer is counted anew


def look_at_agenda(view: View, now: datetime) -> Mapping[str, Any]:
    """Return what the panel of the agenda shows."""
    say, rows = view.say, agenda_rows(view.record.phases, view.say)
    title = say("Agenda of the workshop")
    if not rows:
        return {"title": title, "tools": [], "nodes": [heading(say("How much time is there?")), *_choosing(say)]}
    return {
        "title": title,
        "tools": [present_button(say("Fill the screen"))],
        "nodes": [
            _now(say, rows, now),
            _private(say, rows),
            element("ol", *(_line(say, each, now) for each in rows), look="sop-agenda"),
            fold(say("Change the agenda"), *_changing(say, rows), key="change", look="sop-private sop-changing"),
        ],
    }


def look_at_phase(view: View, now: datetime) -> Mapping[str, Any]:
    """Return the one line that stands at the head of a notebook: what is on, the clock, what comes next."""
    say, phases = view.say, view.record.phases
    names = {each.phase.id: each.name for each in agenda_rows(phases, say)}
    if not phases:
        return {"title": say("There is no agenda yet."), "tools": [], "nodes": []}
    found = standing(phases)
    title = names[found.on.id] if found.on else say("No phase is on.")
    clock = [_clock(say, found.on, now)] if found.on else []
    return {"title": title, "tools": [*clock, *_onward(say, phases, names)], "nodes": []}


def facilitator_notes(session: Session) -> list[Node]:
    """Return what only the facilitator reads about the phase that is on, or about the one that comes next."""
    say, rows = session.say, agenda_rows(session.record.phases, session.say)
    after = next_one(session.record.phases)
    on = next((each for each in rows if each.phase.state == "open"), None)
    shown = on or next((each for each in rows if after and each.phase.id == after.id), None)
    if shown is None:
        return [note(say("The agenda is through."))]
    own = field(
        f"notes/{shown.phase.id}",
        say("Own notes, in no document"),
        shown.phase.notes,
        "set",
        {"table": "phases", "row": shown.phase.id, "column": "notes"},
        rows=3,
    )
    return [heading(shown.name), *_told(say, shown), own]


def acts_of_agenda(clock: Callable[[], datetime]) -> Mapping[str, Act]:
    """Return what can be done with the agenda; ``clock`` tells the time in the room."""

    def running(edits: Callable[[Sequence[Phase], str, datetime], Sequence[Edit]]) -> Act:
        return lambda asked: _saved(asked, edits(_phases(asked), asked.text("row"), clock()))

    return {
        "fill": _fill,
        "next": running(lambda phases, _row, now: next_phase(phases, now)),
        "open": running(open_phase),
        "skip": running(skip_phase),
        "anew": running(lambda phases, _row, now: count_anew(phases, now)),
        "move": lambda asked: _saved(asked, move_phase(_phases(asked), asked.text("row"), asked.whole("by"))),
        "take_out": lambda asked: _saved(asked, drop_phase(asked.session.record, asked.text("row"))),
        "add": _add,
    }


def _fill(asked: Asked) -> Answer | None:
    session, wanted = asked.session, asked.text("agenda")
    session.refresh()
    kind = next((kind for kind in AGENDAS if kind == wanted), AGENDAS[0])
    return _saved(asked, fill_agenda(session.record, kind, session.say, session.ids_ever("phases")))


def _add(asked: Asked) -> Answer | None:
    if asked.text():
        asked.add_row("phases", {"name": asked.text(), "minutes": OWN_MINUTES})
    return None


def _phases(asked: Asked) -> Sequence[Phase]:
    asked.session.refresh()
    return asked.session.record.phases


def _saved(asked: Asked, edits: Sequence[Edit]) -> Answer | None:
    # Pressed twice, or by two people at once: the second press finds nothing left to do.
    if edits:
        asked.save(edits)
    return None


def _choosing(say: Words, ask: str = "") -> list[Node]:
    own = entry("add", say("A phase of your own: its name, then Enter"), "add", look="sop-wide")
    return [row(*_kits(say, ask)), own]


def _kits(say: Words, ask: str) -> list[Node]:
    return [
        button(
            say("{name}: {n} minutes", name=agenda_name(kind, say), n=TOTAL_MINUTES[kind]),
            "fill",
            {"agenda": kind},
            ask=ask,
            look="" if ask else "sop-first",
        )
        for kind in AGENDAS
    ]


def _sure(say: Words) -> str:
    return say("This takes out the agenda that stands here. Press again.")


def _now(say: Words, rows: Sequence[AgendaRow], now: datetime) -> Node:
    phases = [each.phase for each in rows]
    names = {each.phase.id: each.name for each in rows}
    found = standing(phases)
    on = found.on
    if on is None and found.after is None:
        through = element("strong", say("The agenda is through."), look="sop-phase-name")
        return element("div", through, row(say("For the next workshop:"), *_kits(say, _sure(say))), look="sop-now")
    name = names[on.id] if on else say("No phase is on.")
    ends = {
        "n": "ends",
        "k": "ends",
        "now": now.timestamp(),
        "opened": opened_at(on) if on else 0,
        "spent": (on.spent or 0) if on else 0,
        "minutes": (on.minutes or 0) if on else 0,
        "tocome": found.to_come,
        "behind": found.behind,
        "says": {
            "end": say("ends at {time} as things stand"),
            "behind": say("{n} minutes behind"),
            "ahead": say("{n} minutes ahead"),
            "even": say("on time"),
        },
    }
    skip = [button(say("Skip"), "skip", {"row": on.id})] if on else []
    long_open = [button(say("Count from now"), "anew")] if on and minutes_taken(on, now) > _WHOLE_DAY else []
    return element(
        "div",
        row(element("strong", name, look="sop-phase-name"), *_onward(say, phases, names), *skip, *long_open),
        row(*([_clock(say, on, now)] if on else []), ends),
        look="sop-now",
    )


def _private(say: Words, rows: Sequence[AgendaRow]) -> Node:
    # Asked for by whoever opens it, and folded again with every phase: what is only for the facilitator must not stand
    # on the wall because somebody forgot it.
    on = next((each.phase.id for each in rows if each.phase.state == "open"), "")
    notes = later(f"notes/{on}", say("For the facilitator alone"), "notes")
    return element("div", notes, look="sop-private", key="notes")


def _onward(say: Words, phases: Sequence[Phase], names: Mapping[str, str]) -> list[Node]:
    after, on = next_one(phases), any(phase.state == "open" for phase in phases)
    if after:
        text = say("Next: {name}", name=names[after.id]) if on else say("Begin: {name}", name=names[after.id])
        return [button(text, "next", key="next", look="sop-first")]
    return [button(say("End the last phase"), "next", key="next", look="sop-first")] if on else []


def _clock(say: Words, phase: Phase, now: datetime) -> Node:
    return timer(
        f"clock/{phase.id}",
        opened=opened_at(phase),
        spent=phase.spent or 0,
        minutes=phase.minutes or 0,
        now=now.timestamp(),
        says={"left": say("{time} left"), "over": say("{time} over"), "passed": say("{time} so far")},
    )


def _line(say: Words, each: AgendaRow, now: datetime) -> Node:
    phase = each.phase
    taken = minutes_taken(phase, now) if phase.state == "done" else 0
    facts = [
        say("{n} min", n=say.number(round(phase.minutes))) if phase.minutes is not None else "",
        say("took {n}", n=say.number(round(taken))) if taken else "",
        phase_state(say, phase.state) if phase.state != "done" or not taken else "",
    ]
    begin = say("Start again") if phase.state else say("Start")
    acts = {"open": begin, "skip": say("Skip")}
    offered = {"open": (), "": ("open", "skip")}.get(phase.state, ("open",))
    current = {"aria_current": "step"} if phase.state == "open" else {}
    return element(
        "li",
        element("span", _SIGNS.get(phase.state, ""), look="sop-sign", aria_hidden="true"),
        element("span", each.name, look="sop-phase-title"),
        element("span", " · ".join(fact for fact in facts if fact), look="sop-phase-facts"),
        element("span", *(_on_line(say, each, act, acts[act]) for act in offered), look="sop-phase-acts"),
        look=f"sop-phase sop-phase-{phase.state or 'to-come'}",
        key=phase.id,
        **current,
    )


def _on_line(say: Words, each: AgendaRow, act: str, text: str) -> Node:
    return button(text, act, {"row": each.phase.id}, key=act, tip=say("{act}: {name}", act=text, name=each.name))


def _changing(say: Words, rows: Sequence[AgendaRow]) -> list[Node]:
    return [*(_edited(say, each, at, len(rows)) for at, each in enumerate(rows)), *_choosing(say, _sure(say))]


def _edited(say: Words, each: AgendaRow, at: int, count: int) -> Node:
    phase, place = each.phase, {"row": each.phase.id}
    name = {"table": "phases", "row": phase.id, "column": "name"}
    planned = "" if phase.minutes is None else str(phase.minutes).removesuffix(".0")
    return row(
        field(f"name/{phase.id}", say("Phase"), phase.name, "set", name, hint=each.name, look="sop-wide"),
        field(f"minutes/{phase.id}", say("Minutes"), planned, "set", {**name, "column": "minutes"}, look="sop-short"),
        button("▲", "move", {**place, "by": -1}, tip=say("Move “{name}” up", name=each.name), off=at == 0),
        button("▼", "move", {**place, "by": 1}, tip=say("Move “{name}” down", name=each.name), off=at == count - 1),
        button("✕", "take_out", place, tip=say("Take “{name}” out", name=each.name), ask=say("Take it out?")),
        key=phase.id,
    )


def _told(say: Words, each: AgendaRow) -> list[Node]:
    told = each.told
    if told is None:
        return []
    parts = (
        (say("Say"), told.spoken),
        (say("What people do"), told.work),
        (say("There at the end"), told.done),
        (say("With people who are not in the room"), told.remote),
        (say("When it runs late"), told.late),
    )
    return [element("dl", *(kid for name, text in parts for kid in _pair(name, text)), look="sop-told")]


def _pair(name: str, text: str) -> tuple[Node, Node]:
    return element("dt", name), element("dd", text)
