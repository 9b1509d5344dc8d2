import pytest

from sop_kit.record.files.decoding import MAX_BYTES, kind_of, read_text

TEXT = "编号,阶段\nGC01,监控\n"


WIDE = ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", *WIDE])
@pytest.mark.parametrize("text", [TEXT, "id,stage\nGC01,monitor\n"], ids=["Chinese", "English"])
def test_unicode_is_read_without_a_word_marked_or_not(encoding: str, text: str):
    assert read_text(text.encode(encoding), "a.csv") == (text, ())


def test_chinese_windows_is_read_and_said():
    text, problems = read_text(TEXT.encode("gb18030"), "a.csv")
    assert text == TEXT
    assert [problem.severity for problem in problems] == ["warning"]
    assert "GB18030" in problems[0].message


def test_a_few_broken_bytes_are_named_with_the_line_of_the_first():
    data = (TEXT * 30).encode()
    text, problems = read_text(data[:200] + b"\xff" + data[200:], "a.csv")
    assert text is not None
    assert text.count("\N{REPLACEMENT CHARACTER}") == 1
    assert [(problem.where, problem.severity) for problem in problems] == [("a.csv:16", "warning")]


@pytest.mark.parametrize("lost", ["锟斤拷", "\N{REPLACEMENT CHARACTER}" * 2])
def test_characters_that_were_lost_before_are_named(lost: str):
    (problem,) = read_text(f"{TEXT}GC02,{lost}\n".encode(), "a.csv")[1]
    assert str(problem).startswith("a.csv:3: Characters were lost before")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.csv", "empty"),
        (b" \n\t\n", "a.yaml", "empty"),
        (b"\xef\xbb\xbf", "a.yaml", "empty"),
        (b"\0" * 4096, "a.csv", "NUL"),
        (b"a\0\0\0\0b" * 99, "a.csv", "NUL"),
        (b"PK\x03\x04rest", "steps.csv", "a workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "steps.csv", "(.xls)"),
        (b"%PDF-1.7", "sop.md", "PDF"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\xff\xff", "a.csv", "picture"),
        (b"\xc3\x28\xff\xff\xa0", "a.csv", "neither UTF-8 nor GB18030"),
        (b"\xff\xfea", "a.csv", "UTF-16"),
        (b"a" * (MAX_BYTES + 1), "a.csv", "larger than"),
    ],
)
def test_what_is_no_text_is_one_clear_problem(data: bytes, name: str, words: str):
    text, problems = read_text(data, name)
    assert text is None
    assert [(problem.where, problem.severity) for problem in problems] == [(name, "error")]
    assert words in problems[0].message


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("A.YML", "x", "yaml"),
        ("a.tsv", "x", "csv"),
        ("a.txt", '{"name": 1}', "json"),
        ("a.txt", "# Chat\n", "markdown"),
        ("a", "# a remark\nproduct:\n  id: x\n", "yaml"),
        ("a.txt", "id,stage\n", "csv"),
    ],
)
def test_the_kind_shows_in_suffix_or_content(name: str, text: str, kind: str):
    assert kind_of(name, text) == kind
