"""All forms are there, whatever the record knows, and each is a sheet that Excel takes."""

import json

import pytest
from hypothesis import given, settings

from sop_kit.blocks.forms import FormSheet
from sop_kit.document.forms.catalogue import forms
from sop_kit.document.view import look
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.life_tables import Reading
from sop_kit.record.model import Record
from sop_kit.record.reality_tables import Check, Finding
from sop_kit.record.tables import Hotfix, Mistake, PersonRow, Product, ReleaseStage, RoleRow, Step
from tests.record.strategies import records

NAMES = (
    *("Forms", "Daily monitoring checklist", "Hand-over sheet", "Severity definition", "Alert & escalation matrix"),
    *("Metric sheet", "Mistake book", "Hotfixes", "Hotfix record", "Incident postmortem", "Iteration proposal"),
    *("Grey release plan", "Release checklist", "Review comments", "Approvals", "Training plan", "Read by"),
    *(
        "Review calendar",
        "Walk-throughs",
        "Drift report",
        "Corrections",
        "Improvement idea",
        "Onboarding path",
        "_sop_kit",
    ),
)
EMPTY = Record(product=Product(id="line"))


def example(name: str) -> Record:
    record = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    assert record is not None
    return record


def sheet(record: Record, name: str, lang: str = "en") -> FormSheet:
    (found,) = (each for each in forms(look(record, lang)) if each.name == name)
    return found


def texts(made: FormSheet) -> list[str]:
    return [str(cell.text) for row in made.rows for cell in row.cells if cell.text != ""]


@pytest.mark.parametrize(
    "record", [EMPTY, example("anti-fraud"), example("govuk-chat")], ids=["empty", "full", "sparse"]
)
def test_every_form_is_there_and_is_a_sheet_that_excel_takes(record):
    made = forms(look(record, "en"))
    assert tuple(each.name for each in made) == NAMES
    assert {problem for each in made for problem in faults(each)} == set()


def faults(made: FormSheet) -> list[str]:
    rows = sum(row.times for row in made.rows)
    found = [
        f"{made.name}: a row of {sum(c.span for c in row.cells)} cells" for row in made.rows if overfull(made, row)
    ]
    found += [f"{made.name}: an offer outside" for offer in made.offers if not 0 <= offer.first <= offer.last < rows]
    return found


def overfull(made: FormSheet, row) -> bool:
    return sum(cell.span for cell in row.cells) > len(made.widths)


@given(records())
@settings(max_examples=5)
def test_no_record_breaks_a_form(record):
    for lang in ("zh", "en"):
        made = forms(look(record, lang))
        assert [problem for each in made for problem in faults(each)] == []
        assert len({each.name for each in made}) == len(made)


def test_labels_are_in_both_languages_the_files_own_first():
    chinese, english = texts(sheet(EMPTY, "热修复记录", "zh")), sheet(EMPTY, "Hotfix record")
    assert "到期日" in chinese
    labels = {cell.text: cell.beneath for row in english.rows for cell in row.cells if cell.look == "label"}
    assert labels["Expires on"].startswith("到期日")


def test_what_the_record_knows_stands_in_the_forms():
    record = EMPTY.replace(
        roles=(RoleRow(id="ops", name="On-call", people=("na",)),),
        people=(PersonRow(id="na", name="Li Na", contact="13800000000"),),
        steps=(Step(id="S1", stage="monitor", action="look", role="ops"),),
        mistakes=(Mistake(id="M1", cause="travel", status="fixing"), Mistake(id="M2", cause="old", status="已关闭")),
        hotfixes=(Hotfix(id="H1", change="rule 41 off", expires="2026-12-01"),),
        release_stages=(ReleaseStage(id="R1", name="five percent", share="5 %"),),
    )
    hand_over = texts(sheet(record, "Hand-over sheet"))
    assert {"M1", "H1", "On-call", "Li Na"} <= set(hand_over)
    assert "M2" not in hand_over
    assert "R1 five percent" in texts(sheet(record, "Grey release plan"))
    assert "S1" in texts(sheet(record, "Training plan"))
    assert {"M1", "M2"} <= set(texts(sheet(record, "Mistake book")))
    everything = json.dumps([each.model_dump() for each in forms(look(record, "en"))])
    assert "13800000000" not in everything


def test_findings_stand_in_the_drift_report_and_five_questions_a_step_in_the_walk_through():
    record = EMPTY.replace(
        steps=(Step(id="S1", stage="monitor", action="look", role="ops"),),
        checks=(Check(id="C1", start="2026-01-01", end="2026-06-30", cases=52),),
        findings=(
            Finding(id="F1", check="C1", step="S1", kind="late", written="in 15 min", observed="40", count=7, of=52),
            Finding(id="F2", check="C1", step="S1", kind="late", written="gone", count=0, of=52),
        ),
    )
    (row,) = (row for row in sheet(record, "Drift report").rows if "in 15 min" in [cell.text for cell in row.cells])
    said = [str(cell.text) for cell in row.cells]
    assert said[0] == "2026-01-01 to 2026-06-30, 52 cases"
    assert said[1:6] == ["S1", "in 15 min", "40", "later than allowed", "7 / 52 · 13%"]
    assert "gone" not in texts(sheet(record, "Drift report"))
    walks = [row for row in sheet(record, "Walk-throughs").rows if row.cells and row.cells[0].text == "▢"]
    assert len(walks) == 5


def test_whoever_has_read_a_version_is_not_asked_to_sign_again():
    record = EMPTY.replace(
        roles=(RoleRow(id="ops", name="On-call", people=("na", "bo")),),
        people=(PersonRow(id="na", name="Li Na"), PersonRow(id="bo", name="Bo")),
        readings=(Reading(id="RD1", person="na", version="0.0", at="2026-11-20"),),
    )
    rows = [[str(cell.text) for cell in row.cells] for row in sheet(record, "Read by").rows]
    assert [row[1] for row in rows if row and row[0] == "▢"] == ["Bo"]


def test_a_text_longer_than_a_cell_takes_stands_whole_in_pieces():
    long = "字" * 40_000
    made = forms(look(EMPTY.replace(mistakes=(Mistake(id="M1", cause=long),)), "zh"))
    (pieces,) = (each for each in made if each.name == "长文本")
    assert "".join(str(row.cells[2].text) for row in pieces.rows[1:]).startswith(long)
    assert max(len(text) for each in made for text in texts(each)) <= 32_767
