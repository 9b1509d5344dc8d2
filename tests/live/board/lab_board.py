"""The board of a notebook in a real JupyterLab, with the gestures of the bare page."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from playwright.sync_api import Locator, expect

from sop_kit.live.board.board import board
from sop_kit.live.session import Session
from tests.live.board.board_page import SETTLED, BoardPage
from tests.live.lab import PATIENCE_MS, Notebook

# Every step stands in the browser where the picture of the record has it, and nothing that is not there any more.
DRAWN = """boxes => {
  const cells = [...document.querySelectorAll("[data-stop^='step/']")];
  const at = cell => ["x", "y", "width", "height"].map(side => Number(cell.firstChild.getAttribute(side)));
  const seen = Object.fromEntries(cells.map(cell => [cell.sopStop.id, at(cell)]));
  return cells.length === boxes.length && boxes.every(({id, rect}) => String(seen[id]) === String(rect.map(Number)));
}"""
TOP = """board => board.closest(".jp-WindowedPanel-outer").scrollBy(0, board.getBoundingClientRect().top - 100)"""


class LabBoard(BoardPage):
    """The board of a notebook; what it should show is reckoned by a session beside it, from the record on disk."""

    def __init__(self, notebook: Notebook, session: Session) -> None:
        self.page = notebook.page
        self.refused: list[str] = []
        self.page.on("pageerror", lambda error: self.refused.append(str(error)))
        self.page.set_default_timeout(PATIENCE_MS)
        self.session = session
        self.desk = SimpleNamespace(desk=board(session))
        self.box = self.page.locator("[data-desk='board']")
        notebook.run()
        expect(self.grid).to_be_visible(timeout=PATIENCE_MS)
        self.box.evaluate(TOP)

    @property
    def grid(self) -> Locator:
        """Return the board's grid; JupyterLab has others."""
        return self.box.locator(".sop-grid")

    @property
    def picture(self) -> Mapping[str, Any]:
        """Return the picture of what is on disk."""
        self.session.refresh()
        self.desk.desk.refresh()
        return super().picture

    def settle(self) -> None:
        """Wait until every act is answered and drawn."""
        self.page.wait_for_function(SETTLED)
        boxes = [{"id": box["id"], "rect": box["rect"]} for box in self.picture["boxes"]]
        self.page.wait_for_function(DRAWN, arg=boxes)

    def until(self, so: Callable[[], bool]) -> None:
        """Wait until something is so on disk."""
        end = time.monotonic() + PATIENCE_MS / 1000
        while not so():
            assert time.monotonic() < end
            self.page.wait_for_timeout(50)

    def button(self, name: str) -> Locator:
        """Return the button of the board with this name."""
        return self.box.get_by_role("button", name=name, exact=True)

    def type(self, text: str) -> None:
        """Type over what stands in the field in focus, and say Enter."""
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.press("Enter")
        self.settle()

    def zoom(self) -> float:
        """Return how large the picture stands there."""
        return float(self.page.locator(".sop-stand").evaluate("sheet => parseFloat(sheet.style.width)"))
