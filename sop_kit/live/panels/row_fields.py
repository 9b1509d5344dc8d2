"""Fields of a promise or a decision: who, by when, and about which step."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from sop_kit.document.view import View
from sop_kit.live.desk.nodes import Node, button, choice, field, row
from sop_kit.live.naming import row_names
from sop_kit.live.typed import shown
from sop_kit.record.tables import Action
from sop_kit.record.workshop_tables import Resolution

Table = Literal["actions", "resolutions"]
QUICK_DAYS = ("3", "7", "14", "month")  # from today; ``month``: the end of this one


def quick_day(choice_made: str, today: date) -> str:
    """Return the day that a quick choice means, as an ISO date; "" for a word that is none of them."""
    if choice_made == "month":
        return today.replace(day=monthrange(today.year, today.month)[1]).isoformat()
    return (today + timedelta(days=int(choice_made))).isoformat() if choice_made in QUICK_DAYS else ""


def text_field(table: Table, row_id: str, column: str, label: str, value: str) -> Node:
    """Return a field for a sentence, saved as it is typed."""
    return field(f"{row_id}/{column}", label, value, "set", _place(table, row_id, column), look="sop-wide")


def owner_field(view: View, table: Table, made: Action | Resolution) -> Node:
    """Return the field of who sees to it; a name that is not known yet becomes a person."""
    say = view.say
    known = list(row_names(view, "people").values())
    return field(
        f"{made.id}/owner",
        say("Owner"),
        str(shown(view, table, "owner", made.owner)),
        "set",
        _place(table, made.id, "owner"),
        suggestions=known,
        hint=say("nobody yet"),
        look="sop-name" if made.owner else "sop-name sop-lacks",
        whole=True,
    )


def due_field(view: View, made: Action) -> Node:
    """Return the field of the day; what was written and is no date stays as it was written."""
    say = view.say
    kind = "date" if not made.due or _is_date(made.due) else "text"
    look = "sop-day" if made.due else "sop-day sop-lacks"
    place = _place("actions", made.id, "due")
    return field(f"{made.id}/due", say("Due"), made.due, "set", place, kind=kind, look=look, whole=True)


def quick_days(view: View, made: Action) -> Node:
    """Return buttons for the days that are promised most often."""
    say = view.say
    names = {
        "3": say("in 3 days"),
        "7": say("in a week"),
        "14": say("in 2 weeks"),
        "month": say("end of the month"),
    }
    buttons = (button(names[each], "due", {"row": made.id, "days": each}, key=each) for each in QUICK_DAYS)
    return row(*buttons, look="sop-quick")


def step_choice(view: View, table: Table, made: Action | Resolution) -> Node:
    """Return the choice of the step that it is about."""
    say = view.say
    names = list(row_names(view, "steps").values())
    now = str(shown(view, table, "step", made.step))
    options = [("", say("about no step")), *((name, name) for name in names)]
    # A step that is gone is still what was said.
    options += [(now, now)] if now and now not in names else []
    place = _place(table, made.id, "step")
    return choice(f"{made.id}/step", say("Step"), now, options, "set", place, into="text", look="sop-step-choice")


def take_out(view: View, table: Table, made: Action | Resolution) -> Node:
    """Return the button that takes it out."""
    say = view.say
    place = {"table": table, "row": made.id}
    tip = say("Take “{name}” out", name=made.text)
    return button("✕", "drop", place, tip=tip, ask=say("Take it out?"), key="take out")


def _place(table: Table, row_id: str, column: str) -> dict[str, str]:
    return {"table": table, "row": row_id, "column": column}


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
