"""The first page answers six questions from the record alone, and says what the record does not know."""

import pytest
from hypothesis import given, settings

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Answers
from sop_kit.document.first_page.wording import gist, width
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.record.model import Record
from tests.document.first_page.sample import FACTS, LOOK, STOP, WATCH, answer, cells, page, rows
from tests.document.test_sop import anchors, example, spans
from tests.record.strategies import records

LINES = ["anti-fraud", "recommender", "govuk-chat", "wikimedia-liftwing", "openfoodfacts-robotoff"]
MOST = 7  # rows or lines of an answer
LONGEST_CELL = 340  # half-width letters


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LINES)
def test_every_line_answers_six_questions_in_short_each_with_its_clause(name, lang):
    found = page(example(name), lang)
    assert len(found.items) == 6
    for item in found.items:
        assert len(cells(item)) >= 1
        assert len(item.lines) <= MOST
        assert len(item.table.rows if item.table else ()) <= MOST
        assert max(width(text_of(cell)) for cell in cells(item)) <= LONGEST_CELL
        assert any(span.to for span in item.clauses)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LINES)
def test_every_link_of_the_first_page_leads_somewhere_in_the_document(name, lang):
    bundle = sop(look(example(name), lang))
    targets = {span.to[1:] for span in spans(page(example(name), lang)) if span.to.startswith("#")}
    assert targets <= set(anchors(bundle))


@settings(max_examples=40)
@given(records(dangling=True))
def test_any_record_has_a_first_page_that_says_something_to_each_question(record):
    for lang in ("zh", "en"):
        for item in page(record, lang).items:
            assert any(text_of(cell).strip() for cell in cells(item))
            assert all(len(row.cells) == len(item.table.columns) for row in (item.table.rows if item.table else ()))


def test_the_first_page_stands_before_everything_else():
    assert isinstance(sop(look(example("recommender"), "en")).blocks[0], Answers)


def test_the_stop_is_marked_and_has_the_whole_width():
    assert [item.urgent for item in page(example("recommender")).items].index(True) == STOP
    assert page(example("recommender")).items[STOP].wide


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", LINES)
def test_no_line_is_emphasised_as_a_whole(name, lang):
    for item in page(example(name), lang).items:
        assert all(any(span.style == "plain" for span in line) for line in item.lines)


@pytest.mark.parametrize("name", LINES)
def test_the_page_in_chinese_begins_no_question_with_excuse_me(name):
    assert "请问" not in page(example(name), "zh").model_dump_json()


def test_a_translation_older_than_its_source_is_marked_where_it_stands():
    old = {"id": "T1", "table": "steps", "row": "S1", "field": "action", "lang": "zh", "text": "看板", "of": "Look up"}
    product = {**FACTS["product"], "languages": ["en", "zh"]}  # type: ignore[dict-item]
    found = answer(WATCH, "zh", product=product, translations=[old])
    assert [span.text for span in spans(found) if span.style == "stale"] == ["看板"]


def test_a_persons_contact_is_never_shown():
    people = [{**each, "contact": f"{each['id']}@example.com"} for each in FACTS["people"]]  # type: ignore[attr-defined]
    found = page(Record.model_validate({**FACTS, "people": people}))
    assert "example.com" not in found.model_dump_json()


def test_a_person_is_introduced_once_in_an_answer():
    assert [row[0].count("Xu") for row in rows(WATCH, steps=[LOOK, {**LOOK, "id": "S3"}])] == [1, 0]


def test_what_does_not_fit_is_counted_and_linked():
    found = answer(WATCH, steps=[{**LOOK, "id": f"S{n}"} for n in range(9)])
    assert found.clauses[0].text == "… and 5 more"
    assert found.clauses[0].to == "#chapter-3-steps"


def test_the_note_says_what_a_reader_must_know_before_trusting_the_page():
    record = Record.model_validate(
        {**FACTS, "product": {"id": "line", "illustration": True}, "roles": [{"id": "duty", "name": "On call"}]}
    )
    said = text_of(page(record).note)
    assert said.startswith("An invented example: it shows the kit, not a real team. No person is named for any role")
    assert "Not ready for review: " in said
    assert said.endswith("open questions, see annex C")


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Look at the board", "Look at the board"),
        ("Look at the board, then write the log and tell everybody", "Look at the board…"),
        ("看完三块屏（资损、拦截、链路），逐项打勾，再写日志", "看完三块屏（资损、拦截、链路）…"),
        ("核对 1,000 笔", "核对 1,000 笔"),
        ("a\n  b", "a b"),
        ("x" * 10_000, "x" * 32 + "…"),
    ],
)
def test_a_long_text_is_cut_where_a_clause_ends(text, short):
    assert gist(text, 32) == short
