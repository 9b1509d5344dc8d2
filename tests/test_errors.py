"""Errors and problems say themselves in the language of whoever reads them."""

import pytest

from sop_kit.errors import (
    BadInput,
    BadRequest,
    ExportFailed,
    Lines,
    MissingTool,
    Problem,
    RecordMovedOn,
    UnknownProduct,
    phrase,
)
from sop_kit.words import words

zh, en = words("zh"), words("en")
UNKNOWN_COLUMN = phrase(
    "A record has no '{name}'; it was left out.{hint}",
    name="produkt",
    hint=phrase(" Did you mean '{name}'?", name="product"),
)


def test_a_sentence_inside_a_sentence_is_said_in_the_same_language():
    assert str(UNKNOWN_COLUMN) == "A record has no 'produkt'; it was left out. Did you mean 'product'?"
    assert UNKNOWN_COLUMN.said(zh) == "记录里没有“produkt”这一项，已略过。是不是“product”？"


def test_several_values_are_joined_as_the_language_joins_a_list():
    said = phrase(" Its columns are: {columns}.", columns=("id", phrase("'{name}'", name="name")))
    assert (str(said), said.said(zh)) == (" Its columns are: id, 'name'.", "可用的列：id、“name”。")


def test_in_english_a_sentence_is_what_str_makes_of_it():
    assert UNKNOWN_COLUMN.said(en) == str(UNKNOWN_COLUMN)


def test_braces_in_a_value_stay_as_they_are():
    assert phrase("'{name}'", name="{id} {}").said(zh) == "“{id} {}”"


def test_a_problem_keeps_its_place_in_every_language():
    problem = Problem(where="a.yaml:2:1", what=phrase("The file is empty. Nothing was read from it."))
    assert problem.said(zh) == "a.yaml:2:1: 文件是空的，什么也没读取。"


@pytest.mark.parametrize(
    "error",
    [
        BadInput("a.yaml", [Problem(where="a.yaml:2", what=UNKNOWN_COLUMN)]),
        ExportFailed("workflow.svg", phrase("The file is empty. Nothing was read from it.")),
        MissingTool("typst", "PDF files need it: pip install typst"),
        MissingTool("resvg-py", "Figures in Word files need it: pip install resvg-py"),
        BadRequest("'{product}' was not changed: {reason}", product="fraud", reason=Lines([UNKNOWN_COLUMN])),
    ],
)
def test_what_stands_inside_an_error_is_said_too(error):
    inner = {"Nothing", "left out", "need it"}
    assert any(word in str(error) for word in inner)
    assert not any(word in error.said(zh) for word in inner)


def test_every_problem_of_a_file_stands_on_its_line():
    problems = [Problem(where=f"a.yaml:{line}", what=UNKNOWN_COLUMN) for line in (2, 5)]
    assert BadInput("a.yaml", problems).said(zh) == (
        "a.yaml 里没有可用的内容：\n"
        "  a.yaml:2: 记录里没有“produkt”这一项，已略过。是不是“product”？\n"
        "  a.yaml:5: 记录里没有“produkt”这一项，已略过。是不是“product”？"
    )


def test_what_changed_meanwhile_stands_line_by_line():
    error = RecordMovedOn("fraud", 2, 4, ["ana: steps/S1", "bo: steps/S2"])
    assert error.said(zh).endswith("\n  ana: steps/S1\n  bo: steps/S2")


def test_an_error_speaks_the_language_of_the_notebook_it_is_shown_in():
    error = UnknownProduct("x", ["chat"])
    error.speak(zh)
    assert str(error) == error.said(zh)


def test_known_product_lines_are_listed():
    error = UnknownProduct("x", ["chat", "fraud"])
    assert str(error).endswith("It has: chat, fraud.")
    assert error.said(zh).endswith("现有：chat、fraud。")
