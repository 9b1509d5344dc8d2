"""How long the last key takes until its edit is a Change on disk, in a real JupyterLab: a form, a panel, the board.

Run: .venv/bin/python -m benchmarks.saving [--edits N]

The clock starts before the key is pressed and stops when another reader of the store sees a new Change. What the
browser waits for the fingers to rest, the way to the kernel, the checks and the commit are all in it.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from sop_kit.cli.taking import start_workshop, take
from sop_kit.places import kit_path
from sop_kit.record.changes import Edit
from sop_kit.record.store import Store
from tests.browser import ARGUMENTS, browser_program
from tests.live.lab import Notebook, running_lab, set_language

LINE = "anti-fraud"
NAME = "saving.ipynb"
CELLS = (
    "from sop_kit.live import show_agreements, show_board, show_table\nshow_table(session, 'steps')",
    "show_agreements(session)",
    "show_board(session)",
)
PATIENCE_SECONDS = 30
PROMISE = "Write down who is called at night"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=50)
    edits = parser.parse_args().edits
    with _opened() as (page, store):
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        form = page.locator(".sop-form:has(.sop-list)")
        field = form.locator(".sop-fields").get_by_label("Output", exact=True)
        _tell("a field of a form", _measured(page, store, field, edits, entered=False))
        panel = page.locator("[data-desk='agreements']").get_by_label("Promise", exact=True).first
        _tell("a field of a panel", _measured(page, store, panel, edits, entered=False))
        jot = page.locator(".sop-jot")
        _tell("a note on the board", _measured(page, store, jot, edits, entered=True))


@contextmanager
def _opened() -> Iterator[tuple[Page, Store]]:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        workshop = start_workshop(home / "workshop", product=None, name=None)
        take(workshop, [kit_path("workshop", f"{LINE}.yaml")], product=None, name=None)
        store = workshop.store()
        promise = {"text": PROMISE, "at": datetime.now().astimezone().date().isoformat()}
        store.add(LINE, [Edit(act="put", table="actions", row="A900", values=promise)], by="benchmark")
        whole = json.loads((workshop.notebooks / "01-capture-workflow.ipynb").read_text(encoding="utf-8"))
        kept = [cell for cell in whole["cells"] if cell["id"] in {"parameters", "open"}]
        cells = [{**kept[-1], "id": f"cell-{number}", "source": source} for number, source in enumerate(CELLS)]
        (workshop.notebooks / NAME).write_text(json.dumps({**whole, "cells": [*kept, *cells]}), encoding="utf-8")
        set_language(workshop, NAME, "en")
        browser = playwright.chromium.launch(executable_path=browser_program(), args=ARGUMENTS)
        with running_lab(workshop, home) as lab:
            page = browser.new_page(viewport={"width": 1280, "height": 720})
            Notebook(page, lab, NAME).run()
            yield page, store
        browser.close()
        store.close()


def _measured(page: Page, store: Store, field: Locator, edits: int, *, entered: bool) -> Sequence[float]:
    """Return the milliseconds of each edit; the first, which also moves the page, is not counted."""
    taken = []
    field.click()
    page.keyboard.press("End")
    for number in range(edits + 1):
        if entered:
            field.fill(f"Note {number}")
        before = store.head(LINE).number
        begun = time.perf_counter()
        page.keyboard.press("Enter" if entered else "abcdefghij"[number % 10])
        while store.head(LINE).number == before and time.perf_counter() - begun < PATIENCE_SECONDS:
            time.sleep(0.001)
        taken.append((time.perf_counter() - begun) * 1000)
        page.wait_for_timeout(400)  # people pause; what is drawn after the commit is not part of the next edit
    return taken[1:]


def _tell(what: str, taken: Sequence[float]) -> None:
    ordered = sorted(taken)
    late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{what:<22}{statistics.median(ordered):7.0f}{late:7.0f}{ordered[-1]:7.0f} ms (median, 95 of 100, worst)")


if __name__ == "__main__":
    main()
