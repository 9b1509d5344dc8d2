"""Print what collecting costs a line: making it and writing its workbook, the overview, taking returned ones in.

    .venv/bin/python benchmarks/collect.py               # 1,000 lines, 50 workbooks that come back
    .venv/bin/python benchmarks/collect.py --lines 100

Each line holds a real record (a shipped example); a returned workbook has one cell changed, as a person would.
"""

import argparse
import io
import tempfile
import time
from functools import partial
from pathlib import Path

from openpyxl import load_workbook

from sop_kit.cli.arriving import Wish, arrive
from sop_kit.cli.sending import ASKED_ABOUT, Order, send
from sop_kit.document.overview import line_state, overview_sheets
from sop_kit.document.question_list import asked_questions, person_by_person, question_sheets
from sop_kit.document.view import look
from sop_kit.places import kit_path
from sop_kit.record.changes import difference
from sop_kit.record.collection import load
from sop_kit.record.files.apart import Apart
from sop_kit.record.files.lines_file import ListedLine, Owner
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.headings.mapping import NO_MAPPINGS
from sop_kit.record.workbooks.xlsx_record import write_workbook
from sop_kit.record.workbooks.xlsx_sheets import write_sheets
from sop_kit.record.workshop import Workshop, create
from sop_kit.words import words

AT = "2026-11-25T08:00:00Z"


def main() -> None:
    """Make a workshop of many lines and print one line a task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1_000)
    parser.add_argument("--returned", type=int, default=50)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workshop = create(Path(folder) / "workshop")
        _fill(workshop, wanted.lines)
        listed = [
            ListedLine(product=f"line-{number}", owners=(Owner(name=f"Owner {number % 97}"),), where=f"{number}")
            for number in range(wanted.lines)
        ]
        out = workshop.folder / "workbooks"
        order = Order(out=out, lang="zh", spoken="zh", again=False, source="lines.xlsx", at=AT)
        write = partial(write_workbook, tables=ASKED_ABOUT)
        for what in ("writing workbooks", "the same list again"):
            begun = time.perf_counter()
            send(workshop, listed, order, write=write, report=lambda _: None)
            _tell(what, time.perf_counter() - begun, wanted.lines)
        _take_back(workshop, out, wanted.returned)
        _look_over(workshop, wanted.lines)


def _fill(workshop: Workshop, lines: int) -> None:
    """Put a record into each line."""
    record = read_record(kit_path("workshop", "wikimedia-liftwing.yaml").read_bytes(), "example").record
    if record is None:
        raise SystemExit("the shipped example cannot be read")
    store = workshop.store()
    for number in range(lines):
        product = record.product.model_copy(update={"id": f"line-{number}"})
        store.add(product.id, difference(None, record.replace(product=product)), by="benchmark")
    store.close()


def _take_back(workshop: Workshop, out: Path, returned: int) -> None:
    paths = sorted(out.glob("*.xlsx"))[:returned]
    for path in paths:
        book = load_workbook(io.BytesIO(path.read_bytes()))
        book["步骤"]["J3"].value = "Grafana"
        book.save(path)
    wish = Wish(mappings=NO_MAPPINGS, at=AT, dry_run=False, read=Apart())
    begun = time.perf_counter()
    arrival = arrive(workshop, paths, wish)
    if arrival is None or arrival.failed:
        raise SystemExit(f"not taken in: {arrival}")
    _tell("taking returned ones in", time.perf_counter() - begun, len(paths))


def _look_over(workshop: Workshop, lines: int) -> None:
    store, say = workshop.store(), words("zh")
    begun = time.perf_counter()
    views = (look(store.record(product), "zh") for product in store.products())
    states = [line_state(view, load(workshop.folder, view.record.product.id)) for view in views]
    write_sheets(overview_sheets(states, say), say=say, title="overview")
    _tell("overview as a workbook", time.perf_counter() - begun, lines)
    begun = time.perf_counter()
    views = (look(store.record(product), "zh") for product in store.products())
    asked = person_by_person([each for view in views for each in asked_questions(view)])
    write_sheets(question_sheets(asked, say), say=say, title="questions")
    _tell(f"{len(asked):,} questions as a workbook", time.perf_counter() - begun, lines)
    store.close()


def _tell(what: str, seconds: float, count: int) -> None:
    print(f"{what:<32} {seconds:7.1f} s {seconds / count:8.3f} s each of {count:,}", flush=True)


if __name__ == "__main__":
    main()
