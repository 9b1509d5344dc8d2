"""Five steps in three lanes, in either language, and what the tests of gestures ask about them."""

from __future__ import annotations

from sop_kit.live import open_session
from sop_kit.live.session import Session
from sop_kit.record.changes import Edit
from sop_kit.record.model import Record, by_id
from sop_kit.record.tables import Step
from tests.live.board.board_page import BoardPage

ROLES = {"ops": ("Operations", "运营"), "expert": ("Expert", "专家"), "owner": ("Owner", "负责人")}
STEPS = {
    "S01": ("ops", "monitor", "Look at the screen", "看大屏", ["S03"]),
    "S02": ("ops", "monitor", "Count the alerts", "数告警", []),
    "S03": ("expert", "analyse", "Find the cause", "找原因", ["S04"]),
    "S04": ("owner", "decide", "Stop or go on", "停还是继续", []),
    "S05": ("owner", "release", "Release to one percent", "灰度百分之一", ["S01"]),
}


def five_steps(session: Session) -> list[Edit]:
    """Return what makes a new line one of five steps, in the language of its notebook."""
    chinese = session.say.lang == "zh"
    edits = [Edit(act="drop", table="roles", row=role.id) for role in session.record.roles]
    edits += [Edit(act="put", table="roles", row=role, values={"name": name[chinese]}) for role, name in ROLES.items()]
    edits += [
        put(step, role, stage, said[chinese], next=[{"to": to} for to in onward])
        for step, (role, stage, *said, onward) in STEPS.items()
    ]
    return edits


def put(row: str, role: str, stage: str, action: str, **more: object) -> Edit:
    """Return the edit that puts a step down."""
    return Edit(act="put", table="steps", row=row, values={"role": role, "stage": stage, "action": action, **more})


def record() -> Record:
    """Return the record as another notebook finds it on disk."""
    return open_session("line", lang="en").record


def step(row: str) -> Step:
    """Return a step as it is on disk."""
    return by_id(record().steps)[row]


def arrows(row: str) -> list[tuple[str, str]]:
    """Return where a step goes on, and when."""
    return [(arrow.to, arrow.when) for arrow in step(row).next]


def new_steps() -> list[tuple[str, str, str]]:
    """Return role, stage and action of the steps that were not there at first."""
    return [(each.role, each.stage, each.action) for each in record().steps if each.id not in STEPS]


def words(board: BoardPage, name: str) -> str:
    """Return what the board calls something."""
    said: str = board.desk.desk.view["board"]["words"][name]
    return said


def cell_ids(board: BoardPage, lane: str, column: str) -> list[str]:
    """Return the steps of a cell as they are read in the picture."""
    places = board.picture["places"]
    found: list[str] = next(each["ids"] for each in places if (each["lane"], each["column"]) == (lane, column))
    return found


def focus(board: BoardPage, row: str) -> None:
    """Put the focus on a step."""
    board.step(row).focus()


def paste(board: BoardPage, text: str) -> None:
    """Paste a text where the focus is."""
    board.page.evaluate(
        """text => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      const paste = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
      document.activeElement.dispatchEvent(paste);
    }""",
        text,
    )
