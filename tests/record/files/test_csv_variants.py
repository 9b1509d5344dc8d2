"""Tables as other programs write them: separators, line ends, encodings, cells that break out of their line."""

import pytest

from sop_kit.record.files.merge import read_files
from sop_kit.record.files.reading import Reading

ROWS = (
    ("编号", "阶段", "工作事项", "处理人"),
    ("S1", "监控", "看大盘,再看告警;两遍", "值班"),
    ("S2", "反馈", "收集", "客服"),
)


def read(data: bytes, name: str) -> Reading:
    return read_files([(name, data)], product="chat", name="Chat", base=None)


def actions(data: bytes, name: str = "steps.csv") -> list[str]:
    record = read(data, name).record
    return [step.action for step in record.steps] if record else []


def joined(delimiter: str, end: str = "\n") -> str:
    lines = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in ROWS]
    return end.join(delimiter.join(line) for line in lines)


@pytest.mark.parametrize("name", ["steps.tsv", "steps.txt", "steps.tab", "steps.csv", "客服流程", "steps.TSV"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_tabs_are_told_from_commas_whatever_the_name(name, encoding):
    assert actions(joined("\t").encode(encoding), name) == ["看大盘,再看告警;两遍", "收集"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_line_end_goes_with_each_separator(end, delimiter):
    assert actions(joined(delimiter, end).encode()) == ["看大盘,再看告警;两遍", "收集"]


@pytest.mark.parametrize("first", ["sep=\t", '"sep=\t"', "SEP=\t", "sep=\t "])
def test_the_line_that_names_the_separator_is_believed(first):
    text = f"{first.rstrip(' ')}\r\n{joined(chr(9), chr(13) + chr(10))}"
    assert actions(text.encode()) == ["看大盘,再看告警;两遍", "收集"]


def test_a_cell_may_hold_line_ends_of_every_kind():
    text = 'id,stage,action,role\r\n1,monitor,"a\r\nb\nc\rd",dev\r\n2,monitor,e,dev\r\n'
    assert actions(text.encode()) == ["a\nb\nc\nd", "e"]


def test_a_nul_costs_its_character_only():
    reading = read(b"id,stage,action,role\n1,monitor,a\0b,dev\n2,monitor,c,dev\n", "steps.csv")
    assert [step.action for step in reading.record.steps] == ["a\ufffdb", "c"]
    assert any("U+0000" in problem.message for problem in reading.problems)


def test_a_row_of_a_hundred_thousand_cells_costs_itself_only():
    text = "id,stage,action,role\n" + "x," * 100_000 + "\n2,monitor,b,dev\n"
    reading = read(text.encode(), "steps.csv")
    assert [step.id for step in reading.record.steps] == ["2"]
    assert [problem.where for problem in reading.problems if "more cells than" in problem.message] == ["steps.csv:2"]


def test_headings_of_a_hundred_thousand_cells_are_given_up_on_in_a_sentence():
    text = "id,stage,action,role," + ",".join(f"c{number}" for number in range(100_000)) + "\n1,monitor,a,dev\n"
    reading = read(text.encode(), "steps.csv")
    assert [step.id for step in reading.record.steps] == ["1"]
    assert sum("not known" in problem.message for problem in reading.problems) <= 101


def test_commas_inside_cells_do_not_outvote_tabs():
    rows = "\n".join(f"监控\t看,看,看,看{number}\t值班,客服" for number in range(5))
    assert len(actions(f"环节\t工作\t人\n{rows}".encode(), "steps.txt")) == 0
    assert len(actions(f"所属环节\t工作事项\t处理人\n{rows}".encode(), "steps.txt")) == 5
