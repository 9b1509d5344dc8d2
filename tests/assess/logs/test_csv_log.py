"""Tables are read line by line: a bad one is left out, counted and named, and costs no other."""

from pathlib import Path

import pytest

from sop_kit.assess.logs.log import NOBODY, EventLog
from sop_kit.errors import BadInput
from tests.assess.logs.written import EVENTS, ROWS, TABLE, events, read

HEAD = "case_id,activity,timestamp,resource\n"


def others(log: EventLog, column: str) -> list[str]:
    coded = log.other[column]
    return [coded.names[code] if code != NOBODY else "" for code in coded.codes]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found(separator: str, tmp_path: Path):
    assert events(read(tmp_path, TABLE.replace(",", separator))) == EVENTS


def test_a_separator_in_the_texts_is_not_mistaken_for_it(tmp_path: Path):
    table = "case_id;activity;timestamp;resource\n" + "c1;Ask, check, and tell;2024-04-29T13:20:00Z;ana\n" * 5
    assert read(tmp_path, table).activity.names == ("Ask, check, and tell",)


@pytest.mark.parametrize(
    "table",
    [
        TABLE.replace("\n", "\r\n"),
        TABLE.replace("\n", "\r"),
        TABLE.rstrip("\n"),
        "\n\n" + TABLE.replace("\n", "\n\n"),
        "sep=,\n" + TABLE,
        "Events of April 2024\n\n" + TABLE,
        "Events of April 2024,,,\n" + TABLE,
        TABLE.replace("\n", ",,\n"),
        TABLE.replace("Ask", '"Ask"').replace("case_id", '"case_id"'),
        TABLE.replace("Ask", " Ask "),
        TABLE + ",,,\n,,,\n",
        "\ufeff" + TABLE,
    ],
)
def test_the_same_events_in_another_dress(table: str, tmp_path: Path):
    log = read(tmp_path, table)
    assert events(log) == EVENTS
    assert log.unread == 0


def test_line_breaks_and_quotes_in_cells_belong_to_them(tmp_path: Path):
    table = HEAD + 'c1,"Ask\nand ""check""",2024-04-29T13:20:00Z,ana\n' + "c1,Tell,x,ana\n"
    log = read(tmp_path, table)
    assert log.activity.names == ('Ask\nand "check"',)
    assert [problem.where for problem in log.problems] == ["log.csv:4"]


def test_row_names_as_r_writes_them_are_a_column_of_their_own(tmp_path: Path):
    table = HEAD + "".join(f"{number},{row}\n" for number, row in enumerate(ROWS))
    log = read(tmp_path, table)
    assert events(log) == EVENTS
    assert others(log, "1") == ["0", "1", "2"]


@pytest.mark.parametrize("mark", ["", "NA", "N/A", "n/a", "null", "NULL", "None", "-", "nan", "NaN", "无", " ", "\\N"])
def test_a_missing_mark_is_no_name(mark: str, tmp_path: Path):
    rows = (
        f"{mark},Ask,2024-04-29,ana",
        f"c1,{mark},2024-04-29,ana",
        f"c1,Ask,{mark},ana",
        f"c1,Ask,2024-04-29,{mark}",
    )
    log = read(tmp_path, HEAD + "\n".join(rows))
    assert events(log) == [("c1", "Ask", "2024-04-29T00:00:00.000", "")]
    assert log.unread == 3
    named = [str(problem) for problem in log.problems if problem.severity == "error"]
    assert [text.split(": ")[0] for text in named] == ["log.csv:2", "log.csv:3", "log.csv:4"]
    assert [word in text for word, text in zip(["case", "activity", "time"], named, strict=True)] == [True] * 3


def test_people_whose_names_look_like_a_mark_are_people(tmp_path: Path):
    assert read(tmp_path, HEAD + "c1,Ask,2024-04-29,Na\nc1,Ask,2024-04-29,Nan\n").resource.names == ("Na", "Nan")


def test_a_case_called_na_is_one_among_cases_called_by_letters(tmp_path: Path):
    rows = "".join(f"{case},Ask,2024-04-29T13:20:00Z,ana\n" for case in ("MZ", "NA", "NB"))
    assert read(tmp_path, HEAD + rows).case.names == ("MZ", "NA", "NB")
    log = read(tmp_path, HEAD + rows.replace("NB", "c1"))
    assert (log.case.names, log.unread, log.problems[0].where) == (("MZ", "c1"), 1, "log.csv:3")


def test_the_first_twenty_bad_lines_are_named_and_all_are_counted(tmp_path: Path):
    table = HEAD + "".join(f"c{n // 4},Ask,{'soon' if n % 2 else '2024-04-29T13:20:00Z'},ana\n" for n in range(100))
    log = read(tmp_path, table)
    assert (log.events, log.unread, len(log.problems)) == (50, 50, 21)
    assert str(log.problems[0]) == "log.csv:3: The event was left out: 'soon' is no time that can be read."
    assert "Further events that were left out for reasons of the same kind: 30." in str(log.problems[-1])


def test_a_line_with_too_many_cells_is_left_out_and_one_with_too_few_is_filled_up(tmp_path: Path):
    table = TABLE + "c3,Ask,2024-04-29T13:20:00Z,ana,what,is,this\nc3,Ask,2024-04-29T13:20:00Z\nc3,Ask\n"
    log = read(tmp_path, table)
    assert events(log)[3:] == [("c3", "Ask", "2024-04-29T13:20:00.000", "")]
    assert [problem.where for problem in log.problems] == ["log.csv:5", "log.csv:7"]
    assert "7 cells" in str(log.problems[0])


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("cell", ["Ask", "2024-04-29T13:30:00Z", "ana"])
def test_a_quote_that_is_never_closed_costs_no_other_line(place: int, cell: str, tmp_path: Path):
    rows = [f"d{n},Ask,2024-04-29T13:30:00Z,ana" for n in range(3000)]
    broken = rows.copy()
    broken[place * 1000] = broken[place * 1000].replace(f",{cell}", f',"{cell}')
    log = read(tmp_path, HEAD + "\n".join(broken))
    assert log.events + log.unread == 3000
    assert log.unread <= 1


def test_events_are_sorted_within_their_case_and_equal_times_stay_as_in_the_file(tmp_path: Path):
    table = HEAD + "".join(
        f"{case},{activity},2024-04-29T13:{minute}:00Z,ana\n"
        for case, activity, minute in [("b", "3", 30), ("a", "x", 10), ("b", "1", 20), ("b", "2", 20), ("a", "y", 10)]
    )
    log = read(tmp_path, table, activity="activity")
    assert [(case, activity) for case, activity, _, _ in events(log)] == [
        ("b", "1"),
        ("b", "2"),
        ("b", "3"),
        ("a", "x"),
        ("a", "y"),
    ]
    assert log.starts.tolist() == [0, 3, 5]
    assert log.case.codes.tolist() == [0, 0, 0, 1, 1]
    assert log.activity.names == ("3", "x", "1", "2", "y")


def test_lines_that_are_there_twice_are_two_events(tmp_path: Path):
    assert read(tmp_path, TABLE + ROWS[0] + "\n").events == 4


def test_further_columns_are_kept_unless_they_hold_too_many_different_values(tmp_path: Path):
    head = "case_id,activity,timestamp,env,note,env\n"
    log = read(tmp_path, head + "".join(f"c,Ask,2024-04-29 13:20,{n % 2},{n},\n" for n in range(10_001)))
    assert list(log.other) == ["env", "env (2)"]
    assert log.other["env"].names == ("0", "1")
    assert others(log, "env (2)") == [""] * 10_001


def test_no_more_than_a_hundred_further_columns_are_kept(tmp_path: Path):
    head = "case_id,activity,timestamp," + ",".join(f"x{n}" for n in range(500))
    log = read(tmp_path, head + "\nc,Ask,2024-04-29 13:20" + ",1" * 500 + "\n")
    assert len(log.other) == 100


def test_a_table_of_thousands_of_columns_is_no_log(tmp_path: Path):
    with pytest.raises(BadInput, match="columns"):
        read(tmp_path, ",".join(f"x{n}" for n in range(5_000)) + "\n")


def test_names_of_lines_that_are_left_out_are_not_in_the_log(tmp_path: Path):
    log = read(tmp_path, TABLE + "c9,Late,never,zoe\n")
    assert (log.case.names, log.activity.names, log.resource.names) == (("c1", "c2"), ("Ask", "Check"), ("ana", "ben"))


def test_a_table_without_headings_is_read_by_the_numbers_of_its_columns(tmp_path: Path):
    log = read(tmp_path, "\n".join(ROWS), case="1", activity="2", time="3", resource="4")
    assert events(log) == EVENTS


def test_a_table_without_one_event_says_so(tmp_path: Path):
    with pytest.raises(BadInput, match="no event"):
        read(tmp_path, HEAD)
    with pytest.raises(BadInput, match=r"log\.csv:2: The event was left out: it names no case"):
        read(tmp_path, HEAD + "NA,Ask,2024-04-29,ana\n")


def test_warnings_say_what_was_taken_for_granted(tmp_path: Path):
    table = HEAD + "".join(f"c{n},Ask,0{n % 8 + 1}/0{n % 8 + 2}/2024,ana\n" for n in range(30))
    told = [str(problem) for problem in read(tmp_path, table).problems]
    assert [word in text for word, text in zip(["day first", "no hour", "--case"], told, strict=True)] == [True] * 3


def test_big_files_are_read_as_small_ones_are(tmp_path: Path):
    rows = [f'c{n // 4},"Ask, {n % 7}",2024-04-29T13:{n % 60:02}:00Z,p{n % 5}' for n in range(60_000)]
    rows[50_000] = "broken"
    log = read(tmp_path, HEAD + "\n".join(rows))
    assert (log.events, log.cases, log.unread) == (59_999, 15_000, 1)
    assert log.problems[0].where == "log.csv:50002"
