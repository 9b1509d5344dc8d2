"""The columns of a log are found by their names, else by what stands in them; what is unclear is asked."""

from pathlib import Path

import pytest

from sop_kit.errors import BadRequest
from tests.assess.logs.written import EVENTS, ROWS, TABLE, events, read


@pytest.mark.parametrize(
    "headings",
    [
        "case_id,activity,timestamp,resource",
        "Case ID,Activity,Timestamp,Resource",
        "CaseID,Activity Name,Complete Timestamp,User",
        "case:concept:name,concept:name,time:timestamp,org:resource",
        "Trace,Event,Time,Performer",
        "Incident ID,Status,Date,Assignee",
        "SR Number,Step,End Time,Owner",
        "ticket_number,action,created_at,agent",
        "id,event_name,date_time,who",
        "案例,活动,时间,人员",
        "案例编号,活动名称,时间戳,执行人",
        "工单号,环节,处理时间,处理人",
        "流程实例ID,节点名称,完成时间,操作人",
        "变更单号,步骤,操作时间,操作员",
        "订单编号,操作,发生时间,经办人",
        "受理单号,办理环节,办结日期,办理人员",
    ],
)
def test_columns_are_known_by_their_usual_names(headings: str, tmp_path: Path):
    assert events(read(tmp_path, "\n".join((headings, *ROWS)))) == EVENTS


def test_columns_stand_in_any_order_among_others(tmp_path: Path):
    table = "Cost,Resource,Activity,Case ID,Timestamp,Variant\n9,ana,Ask,c1,2024-04-29T13:20:00Z,v\n"
    log = read(tmp_path, table)
    assert events(log) == EVENTS[:1]
    assert list(log.other) == ["Cost", "Variant"]


def test_of_a_start_and_an_end_the_end_counts(tmp_path: Path):
    head = "Case ID,Activity,Start Timestamp,Complete Timestamp\n"
    log = read(tmp_path, head + "c1,Ask,2024-04-29T13:00:00Z,2024-04-29T13:20:00Z\n")
    assert events(log)[0][2] == EVENTS[0][2]
    started = read(tmp_path, "Case ID,Activity,Start Timestamp\nc1,Ask,2024-04-29T13:20:00Z\n")
    assert events(started)[0][2] == EVENTS[0][2]


def test_a_column_called_time_that_holds_none_is_no_time(tmp_path: Path):
    table = "case,activity,time,date\nc1,Ask,13 min,2024-04-29T13:20:00Z\n"
    assert events(read(tmp_path, table))[0][2] == EVENTS[0][2]


@pytest.mark.parametrize("wish", ["Who did it", "who did it", "WHO_DID_IT", "4"])
def test_an_option_names_a_column_by_heading_or_number(wish: str, tmp_path: Path):
    table = "\n".join(("case_id,activity,timestamp,Who did it", *ROWS))
    assert read(tmp_path, table).resource.names == ()
    assert events(read(tmp_path, table, resource=wish)) == EVENTS


def test_an_option_wins_over_the_usual_names(tmp_path: Path):
    table = "case_id,service,activity,timestamp\nc1,s1,Ask,2024-04-29\nc2,s1,Ask,2024-04-29\n"
    assert read(tmp_path, table, case="service").case.names == ("s1",)


def test_contents_tell_where_names_do_not(tmp_path: Path):
    rows = [f"{n // 3 + 1};{('draw', 'check', 'send')[n % 3]};0{n % 9 + 1}.05.2024 10:{n}" for n in range(12, 42)]
    log = read(tmp_path, "\n".join(("x;y;z", *rows)))
    assert (log.cases, len(log.activity.names), log.unread) == (10, 3, 0)
    told = [str(problem) for problem in log.problems]
    assert [f"The column '{column}' was taken for" in text for column, text in zip("zxy", told, strict=False)] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("table", "option", "said"),
    [
        ("a,b\n1,2\n", "case", "a, b"),
        ("case,activity\nc1,Ask\n", "time", "case, activity"),
        ("case,activity,time\nc1,Ask,soon\n", "time", "case, activity, time"),
        ("activity,time\nAsk,2024-04-29\n", "case", "activity, time"),
        ("case,time\nc1,2024-04-29\nc1,2024-04-29\n", "activity", "case, time"),
        ("ticket,incident,activity,time\n1,2,Ask,2024-04-29\n1,3,Ask,2024-04-29\n", "case", "ticket, incident"),
        ("case,activity,created_at,updated_at\nc1,Ask,2024-04-29,2024-04-30\n", "time", "created_at, updated_at"),
        ("case,step,task,time\nc1,A,B,2024-04-29\nc1,A,C,2024-04-29\n", "activity", "step, task"),
        (
            "Service ID,Operation,Date,Customer ID\n"
            + "".join(f"S {n // 2},Ask,2024-04-29,C {n // 3}\n" for n in range(9)),
            "case",
            "Service ID, Customer ID",
        ),
    ],
)
def test_what_is_unclear_lists_the_columns_and_the_option(table: str, option: str, said: str, tmp_path: Path):
    with pytest.raises(BadRequest, match=f"--{option}") as raised:
        read(tmp_path, table)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"case": "ticket"}, "has no column 'ticket'"),
        ({"case": "9"}, "has no column '9'"),
        ({"resource": "who"}, "has no column 'who'"),
        ({"time": "activity"}, "holds too few times that can be read, and things such as 'Ask'"),
        ({"case": "activity", "activity": "activity"}, "something else as well"),
    ],
)
def test_a_wrong_option_lists_the_columns(options: dict[str, str], said: str, tmp_path: Path):
    with pytest.raises(BadRequest) as raised:
        read(tmp_path, TABLE, **options)
    assert said in str(raised.value)
    assert "case_id, activity, timestamp, resource" in str(raised.value)


def test_columns_that_tell_the_same_apart_are_as_good_as_each_other(tmp_path: Path):
    table = "case,case name,activity,time\n1,one,Ask,2024-04-29\n1,one,Ask,2024-04-30\n2,two,Ask,2024-04-30\n"
    assert read(tmp_path, table).cases == 2


def test_a_column_with_too_many_different_activities_is_refused(tmp_path: Path):
    table = "case,activity,time\n" + "".join(f"c,{n},2024-04-29\n" for n in range(10_001))
    with pytest.raises(BadRequest, match="--activity"):
        read(tmp_path, table)


def test_a_number_of_the_line_is_no_case(tmp_path: Path):
    table = "id,order,activity,time\n1,a,Ask,2024-04-29\n2,a,Ask,2024-04-30\n"
    assert read(tmp_path, table).case.names == ("a",)


@pytest.mark.parametrize(
    ("headings", "day", "clock"),
    [
        ("case,activity,date,time", "2024-04-29", "13:20:00"),
        ("case,activity,Date,Hour", "29/04/2024", "1:20 PM"),
        ("工单号,环节,日期,时间", "2024年4月29日", "下午 1:20"),
        ("工单号,环节,日期,开始时间", "20240429", "13:20"),
    ],
)
def test_a_day_and_a_time_of_the_day_that_stand_apart_belong_together(
    headings: str, day: str, clock: str, tmp_path: Path
):
    log = read(tmp_path, f"{headings}\nc1,Ask,{day},{clock}\nc1,Tell,{day},\n")
    assert [time for _, _, time, _ in events(log)] == ["2024-04-29T00:00:00.000", EVENTS[0][2]]
    assert any("taken from the column" in str(problem) for problem in log.problems)
