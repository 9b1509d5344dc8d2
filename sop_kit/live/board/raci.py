"""Who does a step and who else has a part in it: a row a role, a letter to press."""

from __future__ import annotations

from sop_kit.document.view import role_name
from sop_kit.live.board.acts import LETTERS
from sop_kit.live.board.lane_acts import lanes_of
from sop_kit.live.desk.nodes import Node, button, element
from sop_kit.live.session import Session
from sop_kit.record.tables import Step
from sop_kit.words import Words

DOES = "R"


def letter_names(say: Words) -> dict[str, str]:
    """Return the letters of RACI and what each is called."""
    return {
        DOES: say("does it"),
        "A": say("answers for it"),
        "C": say("is asked"),
        "I": say("is told"),
        "S": say("supports"),
    }


def letters_of(step: Step, role: str) -> tuple[str, ...]:
    """Return the letters a role has at a step."""
    lists = {DOES: (step.role,)} | {letter: getattr(step, column) for letter, column in LETTERS.items()}
    return tuple(letter for letter, roles in lists.items() if role in roles)


def raci_matrix(session: Session, step: Step) -> Node:
    """Return the matrix of a step: every role of the board, and the five letters to press; R is always one role's."""
    say = session.say
    names = letter_names(say)
    roles = dict.fromkeys([step.role, *lanes_of(session.record), *(row.id for row in session.record.roles)])
    heads = [
        element("th", element("strong", letter), " ", element("span", name), scope="col", key=letter)
        for letter, name in names.items()
    ]
    head = element("tr", element("td"), *heads)
    rows = [_row(session, step, role, names) for role in roles if role]
    return element("table", element("thead", head), element("tbody", *rows), look="sop-profile-raci", key="raci")


def raci_line(session: Session, step: Step) -> str:
    """Return who has which letter, on one line."""
    view, say = session.view, session.say
    lists = {DOES: (step.role,)} | {letter: getattr(step, column) for letter, column in LETTERS.items()}
    told = [
        f"{letter} {say.list([role_name(view, role) for role in roles])}" for letter, roles in lists.items() if roles
    ]
    return " · ".join(told)


def _row(session: Session, step: Step, role: str, names: dict[str, str]) -> Node:
    name = role_name(session.view, role)
    has = letters_of(step, role)
    cells = [
        element("td", _letter(step, role, letter, on=letter in has, says=f"{name}: {names[letter]}"), key=letter)
        for letter in names
    ]
    return element("tr", element("th", name, scope="row"), *cells, key=role)


def _letter(step: Step, role: str, letter: str, *, on: bool, says: str) -> Node:
    # R is given to somebody else, never taken away: every step is somebody's.
    args = {"step": step.id, "role": role, "letter": letter, "on": letter == DOES or not on}
    return button(
        letter, "set_raci", args, pressed=on, tip=says, look="sop-profile-letter", key=f"{step.id} {role} {letter}"
    )
