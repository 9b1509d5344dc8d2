"""What a drag over the board costs in the browser: script a frame with 200 steps, and the drawing of a changed view.

Run: .venv/bin/python benchmarks/board.py [--steps N] [--rounds N]

The module of the board stands on a bare page in Chromium, with a real picture behind it; a step is dragged across the
board with the mouse. Counted is what Chromium's own trace says ran in scripts between two frames.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playwright.sync_api import Page, sync_playwright

from sop_kit.document.view import look
from sop_kit.live.board.picture import picture
from sop_kit.live.board.words import board_words
from sop_kit.live.desk.web import script, style
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record
from sop_kit.record.tables import Next, Step
from sop_kit.words import words

LINE = "anti-fraud"
SCRIPTS = ("FireAnimationFrame", "EventDispatch", "TimerFire")
MODEL = """
window.model = {heard: {}, get: () => window.view, send() {}, off() {}, on(name, act) { this.heard[name] = act; }};
window.shown = view => {
  const begun = performance.now();
  window.view = view;
  window.model.heard["change:view"]();
  const drawn = performance.now();
  document.querySelector(".sop-stand").getBoundingClientRect();
  return [drawn - begun, performance.now() - begun];
};
"""
PAGE = """<!doctype html><meta charset="utf-8"><title>Board</title>
<style>body{{margin:8px}}{style}</style><div id="cell"></div>
<script type="module">{model}window.view = {view};{script}
widget.render({{model: window.model, el: document.getElementById("cell")}});</script>"""


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    record = many_steps(asked.steps)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_content(_html(_view(record)))
        page.get_by_role("grid").wait_for()
        frames = [cost for _ in range(asked.rounds) for cost in _drag(page)]
        views = [page.evaluate("view => window.shown(view)", _view(each)) for each in _moved(record, asked.rounds)]
        browser.close()
    print(f"{len(record.steps)} steps, {sum(len(step.next) for step in record.steps)} arrows; {len(frames)} frames.")
    _tell("script in a frame of a drag", frames)
    _tell("drawing a changed view, script", [drawn for drawn, _ in views])
    _tell("the same with its layout", [laid for _, laid in views])


def many_steps(count: int) -> Record:
    """Return a line with many steps: copies of an example's workflow, each leading on to the next."""
    content = kit_path("workshop", f"{LINE}.yaml").read_bytes()
    record = read_record(content, LINE).record
    if record is None:
        raise SystemExit(LINE)
    own = record.steps
    copies = range(-(-count // len(own)))
    steps = [_copied(step, number) for number in copies for step in own][:count]
    there = {step.id for step in steps}
    return record.model_copy(update={"steps": tuple(_within(step, there) for step in steps)})


def _copied(step: Step, number: int) -> Step:
    onward = tuple(Next(to=_name(arrow.to, number), when=arrow.when) for arrow in step.next)
    return step.model_copy(update={"id": _name(step.id, number), "next": onward})


def _name(step: str, number: int) -> str:
    return step if not number else f"{step[0]}{number}{step[2:]}"


def _within(step: Step, there: set[str]) -> Step:
    return step.model_copy(update={"next": tuple(arrow for arrow in step.next if arrow.to in there)})


def _moved(record: Record, rounds: int) -> Iterator[Record]:
    """Yield the record with one step after the other carried to another stage."""
    for number in range(rounds):
        step = record.steps[number].model_copy(update={"stage": "optimise"})
        yield record.model_copy(update={"steps": (*record.steps[:number], step, *record.steps[number + 1 :])})


def _view(record: Record) -> Mapping[str, Any]:
    say = words("en")
    board = {"picture": picture(look(record, "en")), "words": board_words(say)}
    return {
        "desk": "board",
        "place": "benchmark",
        "lang": "en",
        "now": 0,
        "words": {},
        "title": "Board",
        "board": board,
    }


def _html(view: Mapping[str, Any]) -> str:
    module = script().replace("export default {", "const widget = {").replace("</", "<\\/")
    return PAGE.format(style=style(), model=MODEL, script=module, view=json.dumps(view).replace("<", "\\u003c"))


def _drag(page: Page) -> Sequence[float]:
    """Return the milliseconds of script in each frame of a drag across the board and back."""
    box, step = (_box(page, where) for where in (".sop-frame-outer", "[data-stop^='step/']"))
    page.mouse.move(step["x"] + 20, step["y"] + 10)
    client = page.context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    client.on("Tracing.dataCollected", lambda data: events.extend(data["value"]))
    ended: list[bool] = []
    client.on("Tracing.tracingComplete", lambda _told: ended.append(True))
    client.send("Tracing.start", {"categories": "devtools.timeline,disabled-by-default-devtools.timeline"})
    page.mouse.down()
    for x, y in ((0.8, 0.3), (0.3, 0.8), (0.8, 0.8), (0.2, 0.3)):
        page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y, steps=60)
    page.keyboard.press("Escape")
    page.mouse.up()
    client.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(20)
    client.detach()
    return _by_frame(events)


def _box(page: Page, where: str) -> Mapping[str, float]:
    box: Mapping[str, float] = page.locator(where).first.evaluate("each => each.getBoundingClientRect().toJSON()")
    return box


def _by_frame(events: Sequence[Mapping[str, Any]]) -> Sequence[float]:
    frames = sorted(each["ts"] for each in events if each["name"] == "FireAnimationFrame")
    costs = dict.fromkeys(frames, 0.0)
    for each in events:
        if each["name"] in SCRIPTS and "dur" in each:
            frame = next((at for at in frames if at >= each["ts"]), None)
            if frame is not None:
                costs[frame] += each["dur"] / 1000
    return list(costs.values())


def _tell(what: str, costs: Sequence[float]) -> None:
    ordered = sorted(costs)
    high = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{what:<32} median {statistics.median(ordered):6.2f} ms   p95 {high:6.2f} ms   worst {ordered[-1]:6.2f} ms")


if __name__ == "__main__":
    main()
