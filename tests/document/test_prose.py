"""An author's text stays as it was written, and leads to the steps it names."""

import pytest

from sop_kit.blocks.make import text_of
from sop_kit.document.prose import linked, prose, prose_text
from sop_kit.document.view import look
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Step, Translation


def record(*ids: str, **more: tuple) -> Record:
    steps = tuple(Step(id=each, stage="monitor", action="look", role="ops") for each in ids)
    return Record.model_validate({"product": Product(id="line"), "steps": steps, **more})


@pytest.mark.parametrize(
    ("text", "led_to"),
    [
        ("直接回滚（AF34），不等会议", ["AF34"]),
        ("按AF01报告，再做 AF34。", ["AF01", "AF34"]),
        ("AF01/AF34", ["AF01", "AF34"]),
        ("AF011, XAF01, AF01_old and AF01-2 are something else", []),
        ("<b>AF01</b>", ["AF01"]),
        ("nothing of that kind", []),
        ("", []),
    ],
)
def test_the_ids_of_steps_in_a_text_lead_to_their_cards(text, led_to):
    found = linked(look(record("AF01", "AF34"), "en"), text)
    assert text_of(found) == text
    assert [span.to for span in found if span.to] == [f"#step-{each}" for each in led_to]


def test_an_id_that_is_a_word_or_a_figure_is_not_looked_for():
    assert [span.to for span in linked(look(record("review", "12"), "en"), "review 12 of them")] == [""]


def test_the_longer_of_two_ids_is_meant():
    found = linked(look(record("S1", "S1.2"), "en"), "see S1.2 and S1.")
    assert [span.to for span in found if span.to] == ["#step-S1.2", "#step-S1"]


def test_a_translation_older_than_its_source_is_marked_where_it_stands():
    old = Translation(id="t", table="steps", row="S1", field="outputs", lang="en", text="Report", of="before")
    given = record("S1", translations=(old,)).replace()
    given = given.replace(steps=(given.steps[0].model_copy(update={"outputs": "日报"}),))
    view = look(given, "en")
    assert [(span.text, span.style) for span in prose(view, view.steps["S1"], "outputs")] == [("Report", "stale")]
    assert prose_text(view, view.steps["S1"], "outputs") == "Report (translation older than its source)"
    assert prose_text(view, view.steps["S1"], "action") == "look"
