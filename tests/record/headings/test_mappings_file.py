"""The small file in which a workshop keeps what headings mean."""

from sop_kit.record.headings.mappings_file import read_mappings, with_mappings


def read(text: str, encoding: str = "utf-8"):
    said, problems = read_mappings(text.encode(encoding))
    return dict(said), [str(problem) for problem in problems]


def test_what_is_written_is_read_again():
    new = {("steps", "处理\n人"): "role", ("steps", "=备注"): "", ("metrics", "口径, 定义"): "formula"}
    text = with_mappings(b"", new)
    assert text.splitlines()[0] == "table,heading,column"
    assert read(text) == (
        {("steps", "处理人"): "role", ("steps", "=备注"): "", ("metrics", "口径,定义"): "formula"},
        [],
    )


def test_people_may_write_it_by_hand_in_words_and_in_a_spreadsheet():
    said, problems = read("表;表头;列\n步骤;谁干;角色\nsteps;干到几点;时限\n")
    assert said == {("steps", "谁干"): "role", ("steps", "干到几点"): "time_limit"}
    assert problems == ["mappings.csv:1: There is no table '表'; the line was left out."]


def test_a_broken_line_is_named_and_costs_itself_only():
    said, problems = read(
        'table,heading,column\nstep,a,role\nsteps,b,rolle\nsteps,,role\n"steps,c,role\nsteps,d,role\n'
    )
    assert said == {("steps", "d"): "role"}
    assert [problem.partition(": ")[0] for problem in problems] == [f"mappings.csv:{line}" for line in (2, 3, 4, 5)]
    assert "Did you mean 'role'?" in problems[1]


def test_the_last_word_counts_and_what_nobody_understands_is_kept():
    before = "table,heading,column\nsteps,谁,role\nsteps,??\nsteps,量,minutes\n"
    after = with_mappings(before.encode(), {("steps", "谁 "): "accountable"})
    assert after.splitlines() == ["table,heading,column", "steps,??", "steps,量,minutes", "steps,谁,accountable"]


def test_what_is_no_text_is_one_problem():
    said, problems = read_mappings(b"\x00\x01\x02" * 99)
    assert (said, len(problems)) == ({}, 1)
