"""A board in a browser without JupyterLab: the real module on a bare page, a real Desk and a real store behind it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLong

from sop_kit.live.board.board import board
from sop_kit.live.desk.desk import Desk
from sop_kit.live.desk.web import script, style
from sop_kit.live.session import Session

# What a notebook gives a widget: a model that holds the view, carries messages, and tells when either changes.
MODEL = """
class Model {
  constructor(view) { this.view = view; this.heard = {}; }
  get() { return this.view; }
  on(name, act) { (this.heard[name] ??= new Set()).add(act); }
  off(name, act) { this.heard[name]?.delete(act); }
  tell(name, what) { for (const act of this.heard[name] ?? []) act(what); }
  async send(content) {
    (window.sent ??= []).push(content);
    this.take(await window.kernel(content));
  }
  take({messages, view}) {
    for (const message of messages) this.tell("msg:custom", message);
    if (JSON.stringify(view) === JSON.stringify(this.view)) return;
    this.view = view;
    this.tell("change:view");
  }
}
"""
PATIENCE_MS = 4_000
# Nothing dashed stands on the board, and the browser holds nothing that is not on disk.
SETTLED = """() => !document.querySelector('.sop-on-waiting').sopSvg
  && !Object.keys(localStorage).some(key => key.startsWith('sop-kit:'))"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Board</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{margin:8px}} h1,h2{{font-size:12px;margin:0}}{style}</style></head>
<body><main><h1>Notebook</h1><h2>Cell</h2>
<div id="cell"></div></main>
<script type="module">{model}{script}
window.model = new Model({view});
render({{model: window.model, el: document.getElementById("cell")}});</script></body></html>"""


class BoardPage:
    """The board of a session on a page, with what a facilitator does there."""

    def __init__(self, page: Page, session: Session | None = None, *, address: str = "http://board.test/") -> None:
        self.page = page
        self.refused: list[str] = []
        page.expose_function("kernel", self._answer)
        page.route(address, lambda route: route.fulfill(body=self._html(), content_type="text/html; charset=utf-8"))
        page.on("pageerror", lambda error: self.refused.append(str(error)))
        page.set_default_timeout(PATIENCE_MS)
        self.address = address
        if session:
            self.open(session)

    def open(self, session: Session) -> None:
        """Show the board of a session."""
        self.session = session
        self.desk = _Answering(session)
        self.refused.clear()
        self.load()

    def _answer(self, content: Mapping[str, Any]) -> dict[str, Any]:
        return self.desk.answer(content)

    def close(self) -> None:
        """Leave the page, and what its browser kept."""
        self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")
        self.page.mouse.move(0, 0)

    def load(self) -> None:
        """Open the page anew, as a notebook run again does."""
        self.page.goto(self.address)
        expect(self.grid).to_be_visible()

    def _html(self) -> str:
        module = script().replace("export default {", "const widget = {") + "\nconst {render} = widget;"
        view = json.dumps(self.desk.desk.view).replace("<", "\\u003c")
        return PAGE.format(style=style(), model=MODEL, script=module.replace("</", "<\\/"), view=view)

    @property
    def grid(self) -> Locator:
        """Return the board's grid."""
        return self.page.get_by_role("grid")

    def step(self, row: str) -> Locator:
        """Return a step on the board."""
        return self.page.locator(f"[data-stop='step/{row}//']")

    def lane(self, role: str) -> Locator:
        """Return the head of a lane."""
        return self.page.locator(f"[data-stop='lane/{role}//']")

    def middle(self, found: Locator) -> tuple[float, float]:
        """Return where something stands on the screen."""
        box = found.bounding_box()
        assert box
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def cell(self, lane: str, column: str) -> tuple[float, float]:
        """Return a free point of a cell on the screen: its lower right corner."""
        place = next(each for each in self.picture["places"] if (each["lane"], each["column"]) == (lane, column))
        x, y, width, height = place["rect"]
        sheet = self.page.locator(".sop-stand").bounding_box()
        assert sheet
        zoom = sheet["width"] / self.picture["whole"][2]
        return sheet["x"] + (x + width - 4) * zoom, sheet["y"] + (y + height - 4) * zoom

    def drag(self, start: tuple[float, float], end: tuple[float, float], *, drop: bool = True) -> None:
        """Drag with the mouse."""
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
        mouse.move(*end, steps=4)
        self.page.evaluate("() => new Promise(requestAnimationFrame)")
        if drop:
            mouse.up()

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def saved(self, what: Callable[[], object]) -> None:
        """Do something, and wait until no act is under way any more."""
        what()
        self.settle()

    def show(self) -> None:
        """Show what there is now, as the desk does when somebody else has written."""
        self.session.refresh()
        self.desk.desk.refresh()
        self.page.evaluate("view => window.model.take({messages: [], view})", dict(self.desk.desk.view))

    def settle(self) -> None:
        """Wait until every act is answered and drawn."""
        try:
            self.page.wait_for_function(SETTLED)
        except TooLong as error:
            said = self.page.locator(".sop-saving, .sop-offers").all_inner_texts()
            raise AssertionError(said) from error

    @property
    def picture(self) -> Mapping[str, Any]:
        """Return the picture that the board shows."""
        shown: Mapping[str, Any] = self.desk.desk.view["board"]["picture"]
        return shown


class _Answering:
    """A desk whose messages come back as the answer of a call instead of through a kernel's socket."""

    def __init__(self, session: Session) -> None:
        self.messages: list[Any] = []
        self.desk: Desk = board(session)
        self.desk.send = self.messages.append

    def answer(self, content: Mapping[str, Any]) -> dict[str, Any]:
        self.messages.clear()
        self.desk._handle_custom_msg(content, [])  # noqa: SLF001  what the notebook's socket calls
        return {"messages": list(self.messages), "view": dict(self.desk.view)}
