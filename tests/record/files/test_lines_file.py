import pytest

from sop_kit.record.files.lines_file import LinesList, ListedLine, Owner, holds_lines, read_lines
from sop_kit.record.headings.layout import Line


def listed(*rows: str, merged: dict[int, frozenset[int]] | None = None) -> LinesList:
    lines = [
        Line(cells=row.split("|"), where=f"lines.xlsx!A{number}", merged=(merged or {}).get(number, frozenset()))
        for number, row in enumerate(rows, start=1)
    ]
    return read_lines(lines, "lines.xlsx")


def test_headings_in_chinese_and_english_are_understood():
    chinese = listed("产品线编号|产品线名称|负责人|邮箱|部门|语言", "fraud|反欺诈|张三|z@x.cn|风控|中文")
    english = listed("Product ID|Name|Owner|E-mail|Department|Language", "fraud|反欺诈|张三|z@x.cn|风控|zh")
    owner = Owner(name="张三", contact="z@x.cn", department="风控", lang="zh")
    line = ListedLine(product="fraud", name="反欺诈", lang="zh", owners=(owner,), where="lines.xlsx!A2")
    assert chinese == english == LinesList(lines=(line,))


def test_owners_of_one_line_may_work_in_different_languages():
    found = listed("编号|负责人|语言", "fraud|张三|zh", "fraud|Bo|en")
    assert [owner.lang for owner in found.lines[0].owners] == ["zh", "en"]
    assert (found.lines[0].lang, found.problems) == ("zh", ())


def test_a_title_above_and_a_running_number_beside_do_no_harm():
    found = listed("2026 年产品线清单|||", "序号|产品线编号|产品线|负责人*", "1|fraud|反欺诈|张三")
    assert [(line.product, line.name) for line in found.lines] == [("fraud", "反欺诈")]


def test_two_rows_of_one_line_are_two_owners():
    found = listed("编号|名称|负责人|代理人", "fraud|反欺诈|张三|", "Fraud|反欺诈|李四|王五", "fraud||张三|")
    assert [(line.product, [owner.name for owner in line.owners]) for line in found.lines] == [
        ("fraud", ["张三", "李四"])
    ]
    assert found.lines[0].deputy == "王五"
    assert not found.problems


def test_two_people_of_one_name_are_told_apart_by_their_address():
    found = listed("编号|负责人|邮箱", "fraud|张三|a@x.cn", "fraud|张三|b@x.cn")
    assert [owner.contact for owner in found.lines[0].owners] == ["a@x.cn", "b@x.cn"]


def test_several_owners_in_one_cell_are_taken_apart():
    found = listed("编号|负责人|邮箱", "a|张三、李四|z@x.cn; l@x.cn", "b|Doe, Jane|j@x.cn")
    assert found.lines[0].owners == (Owner(name="张三", contact="z@x.cn"), Owner(name="李四", contact="l@x.cn"))
    assert found.lines[1].owners == (Owner(name="Doe, Jane", contact="j@x.cn"),)


def test_a_merged_cell_counts_for_the_rows_it_covers():
    found = listed("编号|负责人", "fraud|张三", "|李四", merged={3: frozenset({0})})
    assert [owner.name for owner in found.lines[0].owners] == ["张三", "李四"]


def test_a_line_without_a_number_is_called_by_its_name():
    assert listed("名称|负责人", "反欺诈 系统|张三").lines[0].product == "反欺诈-系统"


@pytest.mark.parametrize("name", ["../../x", "CON", "a/b", "{A}*"])
def test_a_number_that_cannot_name_a_folder_is_changed_and_reported(name: str):
    found = listed("编号|负责人", f"{name}|张三")
    assert found.lines[0].product not in (name, "")
    assert "/" not in found.lines[0].product
    assert [problem.where for problem in found.problems] == ["lines.xlsx!A2"]


def test_what_cannot_be_used_is_reported_with_its_place_and_the_rest_kept():
    found = listed("编号|名称|负责人|语言|颜色", "|  |张三||", "a|A|||", "b|B|李四|klingon|", "b|C|王五||")
    assert [line.product for line in found.lines] == ["a", "b"]
    places = ["A1", "A2", "A3", "A4", "A5"]
    assert [problem.where.rpartition("!")[2] for problem in found.problems] == places
    assert found.lines[1].name == "B"


def test_a_table_of_something_else_is_refused():
    assert "产品线编号" in str(listed("日期|金额", "2026-01-01|3").problems[0])
    assert not holds_lines(["日期", "金额"])
    assert holds_lines(["产品线", "负责人"])


def test_headings_without_a_row_are_reported():
    assert listed("编号|负责人").problems[0].where == "lines.xlsx"
