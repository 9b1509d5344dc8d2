"""Lines that fit a window."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from sop_kit.cli.folding import folded

FIX = "→ 写出具体数值：多少分钟、小时或天之内，或多久一次。问：模型运营"


@pytest.mark.parametrize("width", range(8, 70))
def test_no_line_is_too_wide_or_begins_with_what_closes(width):
    lines = folded(FIX, width).split("\n")
    assert all(cell_len(line) <= width for line in lines)
    assert not any(line[0] in "，。；：、？！）”" for line in lines)
    assert "".join(line.strip() for line in lines).replace(" ", "") == FIX.replace(" ", "")


def test_the_arrow_keeps_its_sentence():
    assert folded(FIX, 40).startswith("→ 写")


def test_words_and_ids_stay_whole():
    assert folded("ask the Release manager", 10).split("\n") == ["ask the", "Release", "manager"]
    assert folded("steps/CR01, CR02, CR03", 12).split("\n") == ["steps/CR01,", "CR02, CR03"]


def test_a_word_wider_than_the_window_stays_as_it_is():
    assert folded("a unreasonably-long-id b", 6).split("\n") == ["a", "unreasonably-long-id", "b"]


def test_lines_that_are_there_stay():
    assert folded("一\n\n二", 20) == "一\n\n二"
