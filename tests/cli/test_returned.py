"""Workbooks that come back, edited by somebody with openpyxl as they would be in Excel."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

import pytest
from openpyxl import Workbook, load_workbook

from sop_kit.cli.arriving import Arrival, Wish, arrive
from sop_kit.cli.returned import Came, Taken, take_returned
from sop_kit.cli.sending import Order, send
from sop_kit.document.overview import line_state, overview_sheets
from sop_kit.document.view import look
from sop_kit.record.changes import Edit
from sop_kit.record.collection import load
from sop_kit.record.conflicts import undecided
from sop_kit.record.files.lines_file import ListedLine, Owner
from sop_kit.record.files.merge import read_here
from sop_kit.record.headings.mapping import NO_MAPPINGS
from sop_kit.record.model import Head, Record
from sop_kit.record.naming_files import named_in
from sop_kit.record.starting import new_line
from sop_kit.record.store import Store
from sop_kit.record.workbooks.xlsx_record import write_workbook
from sop_kit.record.workbooks.xlsx_sheets import write_sheets
from sop_kit.record.workshop import Workshop, create
from sop_kit.words import words

AT = "2026-11-25T08:00:00Z"
STEP = {"stage": "monitor", "action": "look at the board", "role": "data-team"}


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A line with two steps, whose workbooks were sent to An and Bo."""
    made = create(tmp_path / "workshop")
    store = made.store()
    new_line(store, "fraud", "Fraud")
    store.add("fraud", [Edit(act="put", table="steps", row=row, values=STEP) for row in ("S1", "S2")], by="Cy")
    listed = ListedLine(product="fraud", owners=(Owner(name="An"), Owner(name="Bo")), where="list")
    order = Order(out=made.folder / "workbooks", lang="en", spoken="en", again=False, source="l.xlsx", at=AT)
    send(made, [listed], order, write=write_workbook, report=lambda _: None)
    return made


def back(workshop: Workshop, owner: str, edit: Callable[[Workbook], None], name: str = "") -> Path:
    """The workbook of an owner as it comes back."""
    book = load_workbook(workshop.folder / "workbooks" / f"fraud-{owner}.xlsx")
    edit(book)
    path = workshop.folder.parent / "returned" / (name or f"fraud-{owner}.xlsx")
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


def typing(row: str, heading: str, value: object) -> Callable[[Workbook], None]:
    def edit(book: Workbook) -> None:
        sheet = book["Steps"]
        column = next(each.column for each in sheet[1] if str(each.value).startswith(heading))
        next(sheet.cell(each.row, column) for each in sheet["A"] if each.value == row).value = value

    return edit


def take(workshop: Workshop, *paths: Path, dry_run: bool = False) -> Arrival:
    wish = Wish(mappings=NO_MAPPINGS, at=AT, dry_run=dry_run, read=read_here)
    arrival = arrive(workshop, paths, wish)
    assert arrival is not None
    return arrival


def one(workshop: Workshop, *paths: Path) -> Taken:
    return take(workshop, *paths).returned[0]


def record(workshop: Workshop) -> Record:
    return workshop.store().record("fraud")


def step(workshop: Workshop, row: str = "S1"):
    return next(each for each in record(workshop).steps if each.id == row)


def test_what_two_owners_changed_in_different_places_is_merged(workshop: Workshop):
    an = back(workshop, "An", typing("S1", "Tool", "Grafana"))
    bo = back(workshop, "Bo", typing("S1", "Time limit", "2 h"))
    arrival = take(workshop, an, bo)
    assert [(each.owner, each.state, each.edits, each.conflicts) for each in arrival.returned] == [
        ("An", "taken", 1, ()),
        ("Bo", "taken", 1, ()),
    ]
    assert (step(workshop).tool, step(workshop).time_limit) == ("Grafana", "2 h")
    last = workshop.store().changes("fraud")[-1]
    assert (last.by, last.kind, last.why) == ("Bo", "merge", "returned fraud-Bo.xlsx")


def test_two_words_for_one_place_are_kept_side_by_side(workshop: Workshop):
    take(workshop, back(workshop, "An", typing("S1", "Time limit", "1 h")))
    found = one(workshop, back(workshop, "Bo", typing("S1", "Time limit", "2 h")))
    told = [(row.ours, row.ours_by, row.theirs, row.theirs_by) for row in found.conflicts]
    assert told == [("1 h", "An", "2 h", "Bo")]
    assert step(workshop).time_limit == "1 h"
    assert [row.theirs for row in undecided(record(workshop))] == ["2 h"]


def test_the_same_file_twice_changes_nothing(workshop: Workshop):
    take(workshop, back(workshop, "An", typing("S1", "Time limit", "1 h")))
    path = back(workshop, "Bo", typing("S1", "Time limit", "2 h"))
    take(workshop, path)
    head = workshop.store().head("fraud")
    assert (one(workshop, path).state, workshop.store().head("fraud")) == ("same", head)
    # the same once more, when nothing is remembered any longer
    shutil.rmtree(workshop.folder / "collect")
    assert (one(workshop, path).state, workshop.store().head("fraud")) == ("same", head)


def test_a_corrected_workbook_of_the_same_owner_corrects_the_record(workshop: Workshop):
    take(workshop, back(workshop, "An", typing("S1", "Time limit", "1 h")))
    take(workshop, back(workshop, "An", typing("S1", "Time limit", "3 h")))
    assert step(workshop).time_limit == "3 h"
    take(workshop, back(workshop, "An", lambda _: None))
    assert step(workshop).time_limit == ""
    assert len(load(workshop.folder, "fraud").sent[0].returned) == 3


def test_a_deleted_row_is_taken_out_unless_somebody_has_changed_it_since(workshop: Workshop):
    def without(row: str) -> Callable[[Workbook], None]:
        def edit(book: Workbook) -> None:
            sheet = book["Steps"]
            sheet.delete_rows(next(each.row for each in sheet["A"] if each.value == row))

        return edit

    take(workshop, back(workshop, "An", typing("S1", "Tool", "Grafana")))
    found = one(workshop, back(workshop, "Bo", without("S1")))
    assert [row.ours != "" for row in found.conflicts] == [True]
    assert [row.id for row in record(workshop).steps] == ["S1", "S2"]
    take(workshop, back(workshop, "Bo", without("S2"), "second.xlsx"))
    assert [row.id for row in record(workshop).steps] == ["S1"]


def test_two_new_steps_under_one_number_are_both_kept(workshop: Workshop):
    def new(action: str) -> Callable[[Workbook], None]:
        return lambda book: book["Steps"].append(["S3", "Decide", action, "Data team"])

    take(workshop, back(workshop, "An", new("call the bank")))
    found = one(workshop, back(workshop, "Bo", new("ask the shop")))
    assert found.renamed == (("steps", "S3", "S4"),)
    assert [row.action for row in record(workshop).steps[2:]] == ["call the bank", "ask the shop"]


def test_a_bad_file_stops_no_other(workshop: Workshop):
    broken = workshop.folder.parent / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is cut off")
    arrival = take(workshop, broken, back(workshop, "An", typing("S1", "Tool", "Grafana")))
    assert step(workshop).tool == "Grafana"
    assert arrival.failed
    assert [problem.where for problem in arrival.problems] == ["broken.xlsx"]


def test_a_value_that_does_not_fit_is_reported_and_the_rest_taken(workshop: Workshop):
    def edit(book: Workbook) -> None:
        typing("S1", "Minutes a run", "quite long")(book)
        typing("S1", "Tool", "Grafana")(book)

    arrival = take(workshop, back(workshop, "An", edit))
    assert arrival.failed
    assert "fraud-An.xlsx!Steps!" in arrival.returned[0].problems[0].where
    assert (step(workshop).tool, step(workshop).minutes) == ("Grafana", None)


def test_a_folder_stands_for_the_files_in_it(workshop: Workshop):
    path = back(workshop, "An", typing("S1", "Tool", "Grafana"))
    (path.parent / "~$fraud-An.xlsx").write_bytes(b"lock")
    (path.parent / "notes.txt").write_text("hello", encoding="utf-8")
    assert [each.file for each in take(workshop, path.parent).returned] == ["fraud-An.xlsx"]


def test_a_workbook_of_another_chain_takes_nothing_away(workshop: Workshop, tmp_path: Path):
    other = create(tmp_path / "other")
    store = other.store()
    facts = [Edit(act="put", table="product", values={"id": "fraud", "purpose": "another"})]
    store.add("fraud", [*facts, Edit(act="put", table="steps", row="S2", values={**STEP, "tool": "Jira"})], by="x")
    path = workshop.folder.parent / "fraud-Cy.xlsx"
    path.write_bytes(write_workbook(store.record("fraud"), lang="en", owner="Cy"))
    take(workshop, back(workshop, "An", typing("S2", "Tool", "Grafana")))
    found = one(workshop, path)
    assert "another one here" in found.problems[0].message
    assert [row.id for row in record(workshop).steps] == ["S1", "S2"]
    assert record(workshop).product.purpose == "another"
    assert [(row.row, row.ours, row.theirs) for row in undecided(record(workshop))] == [("S2", "Grafana", "Jira")]


def test_a_workbook_that_lost_its_hidden_sheet_takes_nothing_away(workshop: Workshop):
    def lose(book: Workbook) -> None:
        del book["_sop_kit"]
        typing("S1", "Tool", "Grafana")(book)
        book["Steps"].delete_rows(next(each.row for each in book["Steps"]["A"] if each.value == "S2"))

    found = one(workshop, back(workshop, "An", lose))
    assert "hidden sheet" in found.problems[0].message
    assert [(row.id, row.tool) for row in record(workshop).steps] == [("S1", "Grafana"), ("S2", "")]
    assert len(record(workshop).roles) == 5


def test_a_workbook_of_a_line_that_is_not_here_becomes_a_new_line(workshop: Workshop, tmp_path: Path):
    path = back(workshop, "An", typing("S1", "Tool", "Grafana"))
    other = create(tmp_path / "other")
    arrival = take(other, path)
    assert other.store().record("fraud").steps[0].tool == "Grafana"
    assert [taken.product for taken in arrival.imported] == ["fraud"]
    assert "did not have" in arrival.problems[0].message


def test_a_try_writes_nothing(workshop: Workshop):
    head, kept = workshop.store().head("fraud"), load(workshop.folder, "fraud")
    arrival = take(workshop, back(workshop, "An", typing("S1", "Tool", "Grafana")), dry_run=True)
    assert arrival.returned[0].edits == 1
    assert (workshop.store().head("fraud"), load(workshop.folder, "fraud")) == (head, kept)


def test_decisions_in_the_overview_are_carried_out(workshop: Workshop):
    take(workshop, back(workshop, "An", typing("S1", "Time limit", "1 h")))
    take(workshop, back(workshop, "Bo", typing("S1", "Time limit", "2 h")))
    states = [line_state(look(record(workshop), "zh"), load(workshop.folder, "fraud"))]
    path = workshop.folder.parent / "overview.xlsx"
    path.write_bytes(write_sheets(overview_sheets(states, words("zh")), say=words("zh"), title="x"))
    assert take(workshop, path).decisions.done == ()
    book = load_workbook(path)
    book["冲突"]["H2"].value = "采用另一种"
    book.save(path)
    assert take(workshop, path).decisions.done == (("fraud", "CF1"),)
    assert step(workshop).time_limit == "2 h"


def test_other_files_are_left_to_the_usual_import(workshop: Workshop, tmp_path: Path):
    steps = Workbook()
    steps.active.append(["阶段", "做什么", "角色"])
    steps.active.append(["监控", "看看板", "运营"])
    steps.save(tmp_path / "steps.xlsx")
    (tmp_path / "roles.csv").write_text("id,name\nops,Ops\n", encoding="utf-8")
    wish = Wish(mappings=NO_MAPPINGS, at=AT, dry_run=False, read=read_here)
    assert arrive(workshop, [tmp_path / "steps.xlsx", tmp_path / "roles.csv"], wish) is None
    # beside a workbook that comes back each is taken on its own
    arrival = take(workshop, tmp_path / "roles.csv", back(workshop, "An", typing("S1", "Tool", "Grafana")))
    assert len(arrival.returned) == 1
    assert len(arrival.imported) + len(arrival.problems) == 1


def test_the_overview_says_who_has_not_returned_anything(workshop: Workshop):
    take(workshop, back(workshop, "An", typing("S1", "Tool", "Grafana")))
    state = line_state(look(record(workshop), "en"), load(workshop.folder, "fraud"))
    assert [(owner.owner, bool(owner.sent), owner.returned) for owner in state.owners] == [
        ("An", True, "2026-11-25"),
        ("Bo", True, ""),
    ]


class BusyStore(Store):
    """A store into which somebody else writes at the same moment."""

    others: ClassVar[list[Edit]] = []

    def add(self, product: str, edits: Sequence[Edit], **facts: Any) -> Head:
        if self.others:
            super().add(product, [self.others.pop()], by="Cy")
        return super().add(product, edits, **facts)


def test_somebody_who_writes_at_the_same_moment_loses_nothing(workshop: Workshop):
    path = back(workshop, "An", typing("S1", "Tool", "Grafana"))
    store = BusyStore.open(workshop.store_address)
    store.others.append(Edit(act="put", table="steps", row="S1", values={"time_limit": "1 h"}))
    (part,) = read_here([(path.name, path.read_bytes())], NO_MAPPINGS)
    taken = take_returned(workshop, store, Came(part=part, sha256="1", product="fraud"), at=AT)
    assert (taken.state, taken.problems) == ("taken", ())
    assert (step(workshop).tool, step(workshop).time_limit) == ("Grafana", "1 h")


def test_a_workbook_from_before_an_erasure_says_so(workshop: Workshop):
    store = workshop.store()
    store.add("fraud", [Edit(act="put", table="people", row="dee", values={"name": "Dee Dawson"})], by="Cy")
    found, counts = named_in(store, "Dee Dawson", product="", also=())
    store.erase(found, tuple(counts), by="Cy")
    problems = one(workshop, back(workshop, "An", typing("S1", "Tool", "Grafana"))).problems
    assert "erased" in problems[0].message
