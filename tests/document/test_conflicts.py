import pytest

from sop_kit.assess.gaps import find_gaps
from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Callout, Table
from sop_kit.document.conflicts import decision_text, place_text, statement
from sop_kit.document.portfolio import portfolio
from sop_kit.document.questions import question_groups
from sop_kit.document.sop import sop
from sop_kit.document.start import how_ready
from sop_kit.document.view import look
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import Record
from sop_kit.record.tables import PersonRow, Product, RoleRow, Step, Translation
from sop_kit.words import words

STEP = Step(id="S1", stage="monitor", action="look at the board", role="ops", time_limit="2 h")
ROLES = (RoleRow(id="ops", name="Operations"), RoleRow(id="shop", name="Shop floor"))
ZH, EN = words("zh"), words("en")


def conflict(row: str, field: str = "time_limit", **said: str) -> Conflict:
    values = {"ours": "2 h", "ours_by": "An", "theirs": "3 h", "theirs_by": "Bo", **said}
    return Conflict.model_validate({"id": row, "table": "steps", "row": "S1", "field": field, **values})


def record(*conflicts: Conflict) -> Record:
    product = Product(id="p", name="Fraud", owner="an")
    return Record(
        product=product, people=(PersonRow(id="an", name="An"),), roles=ROLES, steps=(STEP,), conflicts=conflicts
    )


def sides(given: Record, lang: str) -> list[list[str]]:
    title = {"zh": "说法不一", "en": "Conflicting statements"}[lang]
    tables = [each for each in sop(look(given, lang)).blocks if isinstance(each, Table) and each.caption == title]
    return [[text_of(cell) for cell in row.cells] for table in tables for row in table.rows]


def test_an_undecided_conflict_is_a_question_to_the_owner():
    view = look(record(conflict("CF1")), "en")
    assert [(gap.ask, gap.rows) for gap in find_gaps(view.record) if gap.topic == "conflicts.decision"] == [
        ("an", ("CF1",))
    ]
    questions = [question for group in question_groups(view) for question in group.questions if group.who == "An"]
    found = [text_of(question.concerns) for question in questions if "different things" in question.text]
    assert found == ["Steps · S1 · Time limit"]


def test_the_document_shows_both_sides_and_who_said_them():
    assert sides(record(conflict("CF1")), "en") == [["CF1", "Steps · S1 · Time limit", "2 h — An", "3 h — Bo", "open"]]
    assert sides(record(conflict("CF1")), "zh") == [["CF1", "步骤 · S1 · 时限", "2 h — An", "3 h — Bo", "待定"]]


def test_what_was_decided_stays_readable():
    decided = conflict("CF1", decision="theirs", why="seen in the log", decided_by="An")
    assert sides(record(decided), "en")[0][-1] == "Take the other · seen in the log · An"
    assert not any(gap.topic == "conflicts.decision" for gap in find_gaps(record(decided)))


def test_what_both_say_by_now_is_shown_no_more():
    assert sides(record(conflict("CF1", theirs="2 h")), "en") == []


@pytest.mark.parametrize(
    ("field", "cell", "said"),
    [
        ("role", "shop", "Shop floor"),
        ("accountable", "ops; shop", "Operations, Shop floor"),
        ("stage", "decide", "Decide"),
        ("time_limit", "", ""),
        ("next", "S2 [late]", "S2 [late]"),
        ("nonsense", "x", "x"),
    ],
)
def test_a_side_is_said_with_names(field: str, cell: str, said: str):
    assert statement(EN, record(), conflict("CF1", field), cell) == said


def test_a_whole_row_is_said_column_by_column():
    whole = conflict("CF1", field="", theirs='{"action":"call","stage":"decide"}')
    assert statement(EN, record(), whole, whole.theirs) == "What is done: call\nStage: Decide"
    assert statement(ZH, record(), whole, "") == "没有这一行"
    assert place_text(ZH, whole) == "步骤 · S1 · 整行"


def test_nothing_is_decided_until_somebody_does():
    assert decision_text(EN, conflict("CF1")) == ""


def test_notebook_00_says_how_many_conflicts_wait_and_where():
    view = look(record(conflict("CF1"), conflict("CF2", decision="ours")), "zh")
    boxes = [block for block in how_ready(view) if isinstance(block, Callout) and block.tone == "warning"]
    assert [(box.title, [text_of(line) for line in box.body]) for box in boxes] == [
        ("1 处说法不一，等待裁决", ["步骤 · S1 · 时限"])
    ]


def test_the_index_page_marks_a_line_with_conflicts():
    def page(*conflicts: Conflict) -> str:
        views = [look(record(*conflicts), "en")]
        return portfolio(views, {}, [], lang="en", twins={}, touched={}).model_dump_json()

    assert "conflicts: 1" in page(conflict("CF1"))
    assert "conflicts" not in page()


def test_what_stands_is_said_in_the_readers_language():
    english = Translation(id="t1", table="steps", row="S1", field="time_limit", lang="en", text="two hours", of="2 h")
    product = Product(id="p", languages=("zh", "en"))
    given = record(conflict("CF1")).replace(product=product, translations=(english,))
    assert [row[2] for row in sides(given, "en")] == ["two hours — An"]
