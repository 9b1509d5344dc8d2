"""What a facilitator does in JupyterLab: opens notebooks, works with panels and the board, and looks at the wall."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from sop_kit.words import Words
from tests.live.lab import PATIENCE_MS, Lab

WIDTH, HEIGHT = 1280, 720  # of a projector
TOP = 96  # pixels above a notebook: menus, tabs and its toolbar
# Every act is acknowledged: then nothing of it lies in the browser any more.
SETTLED = "!Object.keys(localStorage).some(key => key.startsWith('sop-kit:'))"
LISTENED_TO = """async name => {
  const found = await (await fetch("/api/sessions")).json();
  return found.some(({path, kernel}) => path.includes(name) && kernel.connections && kernel.execution_state === "idle");
}"""


class Facilitator:
    """One person at one screen, in one language; ``pictures`` is where what the wall shows is kept, if anywhere."""

    def __init__(self, page: Page, lab: Lab, say: Words, pictures: Path | None = None) -> None:
        self.page, self.lab, self.say = page, lab, say
        self._pictures, self._taken = pictures, 0
        page.set_default_timeout(PATIENCE_MS)

    @property
    def notebook(self) -> Locator:
        """Return the notebook in front."""
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def begin(self) -> None:
        """Open the address that ``sop-kit lab`` opens, and run the notebook there."""
        self.page.goto(f"{self.lab.address}?token={self.lab.token}")
        self._arrive("00-start-here")

    def follow(self, name: str) -> None:
        """Follow the link to another notebook, and run it."""
        self.notebook.get_by_role("link", name=name, exact=True).first.click()
        self._arrive(name)

    def open_file(self, name: str) -> None:
        """Open a notebook from the list of files, and close the list again."""
        files = self.page.get_by_role("tab", name=re.compile("File Browser"))
        files.click()
        self.page.locator(".jp-DirListing-item", has_text=name).dblclick()
        files.click()
        self._arrive(name)

    def _arrive(self, name: str) -> None:
        expect(self.page.locator(".lm-TabBar-tab.jp-mod-current")).to_contain_text(name)
        self._run(name)

    def _run(self, name: str) -> None:
        # JupyterLab says "idle" of the notebook before for a moment; the server knows which kernel is listened to.
        self.page.wait_for_function(LISTENED_TO, arg=name, timeout=PATIENCE_MS)
        idle = self.page.get_by_text("| Idle")
        expect(idle).to_be_visible(timeout=PATIENCE_MS)
        self._menu("Run", "Run All Cells")
        last = self.notebook.locator(".jp-Cell").last.locator(".jp-OutputArea-output").first
        expect(last).to_be_attached(timeout=PATIENCE_MS)
        expect(idle).to_be_visible(timeout=PATIENCE_MS)

    def _menu(self, menu: str, entry: str) -> None:
        self.page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{menu}$")).click()
        self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{entry}$")).first.click()

    def export(self, name: str) -> Path:
        """Export the notebook in front from JupyterLab's menu, and return the file that came."""
        # Two savings at once, its own and that of the export, and JupyterLab asks which of them it should keep.
        expect(self.page.locator(".lm-TabBar-tab.jp-mod-current.jp-mod-dirty")).to_have_count(0)
        self.page.locator(".lm-MenuBar-item", has_text=re.compile(r"^File$")).click()
        self.page.locator(".lm-Menu-itemLabel", has_text="Save and Export Notebook As").hover()
        with self.page.expect_download(timeout=2 * PATIENCE_MS) as download:
            # JupyterLab writes the first letter of a format large.
            self.page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{name}$", re.IGNORECASE)).click()
        return download.value.path()

    def panel(self, name: str) -> Panel:
        """Return a panel of the notebook in front."""
        return Panel(self, self.notebook.locator(f"[data-desk='{name}']"))

    def settle(self) -> None:
        """Wait until everything is acknowledged, and drawn."""
        self.page.wait_for_function(SETTLED)
        self.page.wait_for_function("!document.querySelector('.sop-on-waiting')?.sopSvg")

    def show(self, found: Locator) -> None:
        """Scroll so that something stands at the upper edge of the notebook."""
        box = self.notebook.locator(".jp-WindowedPanel-outer").first
        top = found.evaluate("element => element.getBoundingClientRect().top")
        box.evaluate("(outer, by) => outer.scrollBy(0, by)", top - TOP - 8)

    def picture(self, of: Locator | None = None) -> None:
        """Keep what the wall shows now, for the series in docs/."""
        self._taken += 1
        if self._pictures is None:
            return
        if of is not None:
            self.show(of)
        # Nothing hovers, and what moves has come to rest.
        self.page.mouse.move(WIDTH - 2, HEIGHT - 2)
        self.page.evaluate("() => Promise.all(document.getAnimations().map(each => each.finished.catch(() => 0)))")
        path = self._pictures / f"workshop-{self._taken:02d}-{self.say.lang}.png"
        self.page.screenshot(path=path)


class Panel:
    """A panel on the screen."""

    def __init__(self, facilitator: Facilitator, box: Locator) -> None:
        self.facilitator, self.box = facilitator, box
        self.page = facilitator.page

    def press(self, name: str, *, twice: bool = False) -> None:
        """Press a button, twice where it asks first, and wait until it is done."""
        self.box.locator("button:visible").filter(has_text=re.compile(f"^{re.escape(name)}$")).first.click()
        if twice:
            self.box.locator("button[data-asking]").click()
        self.facilitator.settle()

    def enter(self, label: str, *texts: str) -> None:
        """Type one thing after the other into the field for new things."""
        field = self.box.get_by_label(label, exact=True).first
        for text in texts:
            field.fill(text)
            field.press("Enter")
        self.facilitator.settle()

    def type(self, label: str, text: str, *, within: Locator | None = None) -> None:
        """Type into a field that saves as it is typed, and leave it."""
        field = (within or self.box).get_by_label(label, exact=True).first
        field.fill(text)
        field.press("Tab")
        self.facilitator.settle()

    def participants(self, times: int = 1) -> None:
        """Let the simulated participants answer."""
        for _ in range(times):
            self.press(self.facilitator.say("Let the participants answer"))

    def picture(self) -> None:
        """Keep what the wall shows of this panel."""
        self.facilitator.picture(self.box)


class BoardPanel(Panel):
    """The board, worked on with mouse and keyboard."""

    def step(self, row: str) -> Locator:
        """Return a step on the board."""
        return self.box.locator(f"[data-stop='step/{row}//']")

    def cell(self, role: str, stage: str) -> Locator:
        """Return an empty field of the board."""
        return self.box.locator(f"[data-stop='place/{role}/{stage}/']")

    def jot(self, role: str, stage: str, texts: Sequence[str]) -> None:
        """Type notes in the line above the board."""
        for select, value in zip(self.box.locator(".sop-entry select").all(), (role, stage), strict=True):
            select.select_option(value)
        line = self.box.locator(".sop-jot")
        line.focus()
        for text in texts:
            self.page.keyboard.insert_text(text)
            self.page.keyboard.press("Enter")
        self.facilitator.settle()

    def jot_in(self, role: str, stage: str, text: str) -> None:
        """Double click on an empty field and type the note right there."""
        self.cell(role, stage).dblclick()
        expect(self.box.locator(".sop-jot-inside input")).to_be_focused()
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Escape")
        self.facilitator.settle()

    def paste(self, rows: str) -> None:
        """Paste what a spreadsheet copied, without the machine's clipboard, and look at it."""
        self.box.get_by_role("grid").evaluate(
            """(grid, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", text);
              grid.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
            }""",
            rows,
        )
        expect(self.box.locator(".sop-card")).to_be_visible()

    def drag_arrow(self, source: str, target: str) -> None:
        """Drag the round handle of a step to another step."""
        self.step(source).focus()
        handle, there = self.box.locator(".sop-handle"), self.step(target)
        expect(handle).to_have_attribute("visibility", "visible")
        mouse = self.page.mouse
        mouse.move(*_middle(handle))
        mouse.down()
        mouse.move(*_middle(there), steps=6)
        self.page.evaluate("() => new Promise(requestAnimationFrame)")
        mouse.up()
        self.facilitator.settle()

    def key(self, row: str, *keys: str) -> None:
        """Press keys on a step."""
        self.step(row).focus()
        for key in keys:
            self.page.keyboard.press(key)


def _middle(found: Locator) -> tuple[float, float]:
    box = found.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
