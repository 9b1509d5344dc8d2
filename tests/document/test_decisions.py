import pytest

from sop_kit.document.decisions import Decided, holds_decisions, read_decisions
from sop_kit.document.overview import ConflictState, LineState, conflict_sheet
from sop_kit.record.headings.layout import Line
from sop_kit.words import words

CONFLICT = ConflictState(id="CF1", place="Steps · S1", ours="2 h", ours_by="An", theirs="3 h", theirs_by="Bo")
STATE = LineState(
    product="fraud",
    name="Fraud",
    readiness="",
    steps=1,
    questions=0,
    lacking=(),
    ask="",
    owners=(),
    conflicts=(CONFLICT,),
)


def filled(lang: str, decision: str = "", value: str = "", why: str = "") -> list[Line]:
    """The sheet as the kit writes it, with its last three cells filled in."""
    sheet = conflict_sheet([STATE], words(lang))
    rows = [[str(cell) for cell in row[:-3]] + [decision, value, why] for row in sheet.rows]
    cells = [[column.heading for column in sheet.columns], *rows]
    return [Line(cells=row, where=f"overview.xlsx!A{number}") for number, row in enumerate(cells, start=1)]


def decided(decision: str, value: str = "", why: str = "") -> Decided:
    return Decided(
        product="fraud",
        conflict="CF1",
        decision=decision,  # type: ignore[arg-type]
        value=value,
        why=why,
        where="overview.xlsx!A2",
    )


@pytest.mark.parametrize(
    ("lang", "said", "meant"),
    [
        ("zh", "保留原说法", "ours"),
        ("zh", "采用另一种", "theirs"),
        ("en", "Keep what stands", "ours"),
        ("en", "take the other", "theirs"),
        ("zh", "theirs", "theirs"),
        ("en", "B", "theirs"),
    ],
)
def test_a_decision_is_understood_in_either_language(lang: str, said: str, meant: str):
    assert read_decisions(filled(lang, said, why="seen")) == ((decided(meant, why="seen"),), ())


def test_a_value_alone_is_a_decision_for_it():
    assert read_decisions(filled("zh", value="4 h"))[0] == (decided("other", "4 h"),)
    assert read_decisions(filled("zh", "其他", "=1+1"))[0] == (decided("other", "=1+1"),)


def test_a_row_left_empty_is_still_undecided():
    assert read_decisions(filled("en")) == ((), ())


@pytest.mark.parametrize(("said", "word"), [("perhaps", "no decision"), ("Other", "missing")])
def test_what_cannot_be_understood_is_reported_with_its_place(said: str, word: str):
    found, problems = read_decisions(filled("en", said))
    assert found == ()
    assert [(problem.where, word in problem.message) for problem in problems] == [("overview.xlsx!A2", True)]


def test_a_row_that_lost_its_number_is_reported():
    lines = filled("en", "Keep what stands")
    broken = Line(cells=["", *lines[1].cells[1:]], where="overview.xlsx!A2")
    assert "first two cells" in read_decisions([lines[0], broken])[1][0].message


def test_only_the_sheet_of_decisions_is_taken_for_one():
    assert holds_decisions(filled("zh")[0].cells)
    assert not holds_decisions(["产品线编号", "负责人"])
