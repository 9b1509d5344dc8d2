import pytest

from sop_kit.record.files.decoding import MAX_BYTES, kind_of, read_text

TEXT = "编号,阶段\nGC01,监控\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_read_without_a_word(encoding: str):
    assert read_text(TEXT.encode(encoding), "a.csv") == (TEXT, ())


def test_chinese_windows_is_read_and_said():
    text, problems = read_text(TEXT.encode("gb18030"), "a.csv")
    assert text == TEXT
    assert [problem.severity for problem in problems] == ["warning"]
    assert "GB18030" in problems[0].message


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.csv", "empty"),
        (b" \n\t\n", "a.yaml", "empty"),
        (b"\xef\xbb\xbf", "a.yaml", "empty"),
        (b"\0" * 4096, "a.csv", "NUL"),
        (b"a\0b\0" * 99, "a.csv", "NUL"),
        (b"PK\x03\x04rest", "steps.xlsx", "save the sheet as CSV"),
        (b"anything", "steps.et", "save the sheet as CSV"),
        (b"PK\x03\x04rest", "steps.csv", "whatever its name says"),
        (b"\xd0\xcf\x11\xe0rest", "steps.csv", "whatever its name says"),
        (b"%PDF-1.7", "sop.md", "PDF"),
        (b"\x89PNG\r\n\x1a\n\xff\xfe\xff\xff", "a.csv", "neither UTF-8 nor GB18030"),
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
