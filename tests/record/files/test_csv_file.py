import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings

from sop_kit.record.files.csv_file import read_table, write_table
from sop_kit.record.files.merge import read_files
from sop_kit.record.files.reading import Reading
from sop_kit.record.model import TABLES, Record
from sop_kit.record.tables import Feedback, Next, Product, RoleRow, Step
from tests.record.strategies import records

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
STEP = Step(
    id="GC01",
    stage="monitor",
    action="=1+1",
    role="dev",
    supporting=("dev", "ops"),
    minutes=5.0,
    next=(Next(to="GC02", when="if [bad]; really"), Next(to="GC03")),
)
RECORD = Record(product=Product(id="chat"), roles=(RoleRow(id="dev", name="开发"),), steps=(STEP,))


def table(text: str, name: str = "steps.csv") -> list[dict[str, object]]:
    part = read_table(text.encode(), name)
    return [dict(row.values) for rows in part.tables.values() for row in rows]


def complaints(text: str, name: str = "steps.csv") -> list[str]:
    return [str(problem) for problem in read_table(text.encode(), name).problems]


def taken_in(text: str, name: str = "steps.csv") -> Reading:
    return read_files([(name, text.encode())], product="chat", name="Chat", base=None)


def test_a_table_is_written_with_the_models_columns():
    rows = list(csv.DictReader(io.StringIO(write_table(RECORD, "steps"))))
    assert list(rows[0]) == list(Step.model_fields)
    assert rows[0]["action"] == "'=1+1"
    assert rows[0]["supporting"] == "dev; ops"
    assert rows[0]["next"] == r"GC02 [if \[bad\]; really]; GC03"
    assert rows[0]["minutes"] == "5"
    assert rows[0]["tool"] == ""


@SLOW
@given(records())
def test_every_table_comes_back_equal(record: Record):
    base = Record(product=record.product, settings=record.settings, head=record.head, log=record.log)
    files = [(f"{table}.csv", write_table(record, table).encode("utf-8-sig")) for table in TABLES]
    assert read_files(files, product=None, name=None, base=base).record == record


@SLOW
@given(records())
def test_no_cell_starts_a_formula(record: Record):
    for name in TABLES:
        for row in csv.reader(io.StringIO(write_table(record, name), newline="")):
            assert not [cell for cell in row if cell.startswith(tuple("=+-@\t\r"))]


def test_na_is_a_text_and_no_missing_value():
    rows = table("id,stage,action,role\nNA,monitor,null,None\n")
    assert rows == [{"id": "NA", "stage": "monitor", "action": "null", "role": "None"}]


def test_an_empty_cell_says_nothing():
    base = RECORD.replace(steps=(STEP.model_copy(update={"tool": "Grafana"}),))
    data = b"id,tool,title,standard\nGC01,,Look,\n"
    record = read_files([("steps.csv", data)], product=None, name=None, base=base).record
    assert record.steps[0] == base.steps[0].model_copy(update={"title": "Look"})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_told_apart(delimiter: str, line_end: str):
    lines = [["id", "stage", "action", "role"], ["1", "monitor", f'"a{delimiter} ""b"""', "dev"]]
    text = line_end.join(delimiter.join(line) for line in lines)
    assert table(text)[0]["action"] == f'a{delimiter} "b"'


def test_the_line_excel_puts_before_the_headings_is_known():
    assert table("sep=;\nid;stage;action;role\n1;monitor;a, b;dev\n")[0]["action"] == "a, b"


def test_headings_and_stages_may_be_chinese():
    text = """\
编号,阶段,步骤,负责人,输入,输出,标准,工具,下一步,来源,证据,触发,支持
1,监控,看监控大盘,值班,指标,健康视图,每天,Grafana,2【异常】,手册,D,每天,数据团队、产品
2,分析,找原因,值班,,,,,,,,,
"""
    reading = taken_in(text)
    first, second = reading.record.steps
    assert (first.stage, second.stage) == ("monitor", "analyse")
    assert (first.action, first.trigger, first.supporting) == ("看监控大盘", "每天", ("数据团队", "产品"))
    assert first.next == (Next(to="2", when="异常"),)
    assert [role.name for role in reading.record.roles] == ["值班", "数据团队", "产品"]


def test_the_step_beside_the_action_is_its_title():
    assert table("编号,阶段,步骤,动作,角色*\n1,监控,看盘,打开大盘,值班（R）\n") == [
        {"id": "1", "stage": "监控", "title": "看盘", "action": "打开大盘", "role": "值班（R）"}
    ]


def test_a_title_above_the_headings_is_left_out_and_said():
    text = "客服助手 SoP,,,\n\nid,stage,action,role\n1,monitor,Look,dev\n"
    assert len(table(text)) == 1
    assert complaints(text) == ["steps.csv:1: This row stands above the headings and was left out."]


def test_a_wrong_row_is_reported_and_the_right_ones_kept():
    text = """\
id,stage,action,role,minutes,colour
1,monitor,Look,dev,5,red

2,monitr,Look,dev,,
3,monitor,,dev,,
4,monitor,Look,dev,five,
1,monitor,Again,dev,,
6,monitor,Look, and see,dev,,,
7,release,"two
lines",dev,7.5,
,decide,Decide,dev,,
"""
    reading = taken_in(text)
    assert [(step.id, step.minutes) for step in reading.record.steps] == [
        ("1", 5),
        ("4", None),
        ("7", 7.5),
        ("S1", None),
    ]
    assert [str(problem) for problem in reading.problems if "role" not in problem.message] == [
        "steps.csv:1: The column 'colour' is not known in Steps and was left out.",
        (
            "steps.csv:4: 'stage' was left out: 'monitr' is not one of monitor, feedback, analyse, decide, optimise, "
            "release. Did you mean 'monitor'? Its row was left out."
        ),
        "steps.csv:5: '3' of Steps was left out: 'action' must be stated.",
        "steps.csv:6: 'minutes' was left out: 'five' is no number; write only the figure, such as 15.",
        "steps.csv:7: The id '1' stands at steps.csv:2 already; this row was left out. Give it an id of its own.",
        (
            "steps.csv:8: This row has more cells than there are headings; it was left out. "
            "Put a text with commas in quotes."
        ),
        (
            "steps.csv:11: A row of Steps has no id and became S1. "
            "Give it an id that stays, so that a later import finds the same row."
        ),
    ]


def test_a_quote_that_nobody_closes_costs_its_row_only():
    text = 'id,stage,action,role\n1,monitor,"Look,dev\n2,monitor,See,dev\n3,monitor,Act,dev\n'
    assert [row["id"] for row in table(text)] == ["2", "3"]
    assert "double quotes" in complaints(text)[0]
    assert complaints(text)[0].startswith("steps.csv:2:")


def test_a_short_row_lacks_its_last_cells():
    assert table("id,stage,action,role,tool\n1,monitor,Look,dev\n")[0] == {
        "id": "1",
        "stage": "monitor",
        "action": "Look",
        "role": "dev",
    }


@pytest.mark.parametrize(
    ("name", "headings", "expected"),
    [
        ("metrics.csv", "id,name", "metrics"),
        ("chat-metrics.csv", "id,name", "metrics"),
        ("Chat Tools.CSV", "id,name", "tools"),
        ("a.csv", "id,stage,action,role", "steps"),
        ("a.csv", "participant,target,aspect,score", "feedback"),
        ("a.csv", "id,name,formula,warn,critical", "metrics"),
        ("a.csv", "编号,动作,负责人", "steps"),
        ("a.csv", "id,when,what", "steps"),
    ],
)
def test_the_table_shows_in_the_name_or_the_columns(name: str, headings: str, expected: str):
    part = read_table(f"{headings}\na,b,c,d,e\n"[: len(headings) + 1].encode() + b"a\n", name)
    assert list(part.tables) == [expected]


def test_columns_of_several_tables_ask_for_a_name():
    assert "Name the file after its table" in complaints("id,name\n1,a\n", "a.csv")[0]


def test_no_heading_that_is_known_is_one_problem():
    part = read_table(b"hello world\nfoo\n", "a.csv")
    assert part.tables == {}
    assert "None of the headings is a column of Steps" in part.problems[0].message


def test_ratings_are_read_with_what_cannot_be_judged_missing():
    text = (
        "participant,target,aspect,score,blocking\np1,GC01,可行性,５,是\np2,GC01,clarity,无法判断,\np3,GC01,,3.0,no\n"
    )
    reading = taken_in(text, "feedback.csv")
    assert reading.record.feedback == (
        Feedback(id="F1", participant="p1", target="GC01", aspect="feasibility", score=5, blocking=True),
        Feedback(id="F2", participant="p2", target="GC01", aspect="clarity"),
        Feedback(id="F3", participant="p3", target="GC01", score=3),
    )


def test_a_cell_that_is_far_too_long_is_refused_with_its_line():
    reading = taken_in(f"id,stage,action,role,tool\n1,monitor,Look,dev,{'a' * 100_001}\n2,monitor,Look,dev,x\n")
    assert [step.tool for step in reading.record.steps] == ["", "x"]
    assert [problem.where for problem in reading.problems if "100,001" in problem.message] == ["steps.csv:2"]


def test_signs_that_cannot_be_stored_are_reported():
    reading = taken_in("id,stage,action,role\n1,monitor,a\x07b,dev\n")
    assert reading.record.steps[0].action == "a\ufffdb"
    assert "U+0007" in reading.problems[0].message
