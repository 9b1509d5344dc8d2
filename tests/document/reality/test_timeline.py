"""The timeline shows what happened month by month, with what the record dates, in the picture and in words."""

import xml.etree.ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings

from sop_kit.blocks.model import Callout, Figure
from sop_kit.document.reality.timeline import MOST_LINES, events, telling, timeline, timeline_blocks
from sop_kit.document.view import look
from tests.document.reality.seen_records import seen
from tests.record.strategies import records

SVG = "{http://www.w3.org/2000/svg}"
BOOKS = {
    "hotfixes": [{"id": "H1", "start": "2026-02-10"}],
    "mistakes": [
        {"id": "E1", "found": "2026-02-09"},
        {"id": "E2", "found": "soon"},
        {"id": "E3", "found": "2030-01-01"},
    ],
    "publications": [{"id": "P1", "at": "2026-03-01", "version": "1.0"}],
}


def texts(figure: Figure) -> list[str]:
    return [text.text for text in ET.fromstring(figure.svg).iter(f"{SVG}text")]  # noqa: S314 - our own text


def test_each_activity_has_a_line_with_its_busiest_month():
    figure = timeline(look(seen(), "en"))
    assert {"looked", "released", "restarted", "50", "45", "4"} <= set(texts(figure))
    assert figure.twin[0] == "looked: 100 times from 2026-01 to 2026-03, most in 2026-01 (50)"


def test_months_without_an_event_keep_their_place():
    shown = texts(timeline(look(seen(), "en")))
    assert [word for word in shown if word in {"2026-01", "02", "03"}] == ["2026-01", "02", "03"]


def test_what_the_record_dates_stands_below_in_order_and_what_it_does_not_date_nowhere():
    view = look(seen(**BOOKS), "en")
    assert [(event.kind, event.name) for event in events(view)] == [
        ("mistake", "E1"),
        ("hotfix", "H1"),
        ("publication", "1.0"),
        ("mistake", "E3"),
    ]
    figure = timeline(view)
    assert figure.twin[-3:] == (
        "9 February 2026: mistake book E1",
        "10 February 2026: hotfix H1",
        "1 March 2026: SoP published 1.0",
    )
    assert {"hotfix", "mistake book", "SoP published"} <= set(texts(figure))


def test_of_many_activities_trouble_and_change_are_shown_first():
    names = [*(f"step {n}" for n in range(20)), "Deployed to production", "Rolled back"]
    record = seen({name: ("S1", 500 - n) for n, name in enumerate(names)}, ())
    shown = [row.activity for row in telling(record.seen_activities)]
    assert len(shown) == MOST_LINES
    assert {"Deployed to production", "Rolled back", "step 0"} <= set(shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_without_a_checked_log_one_sentence_says_how_to_get_one(lang):
    (made,) = timeline_blocks(look(seen(checks=[]), lang))
    assert isinstance(made, Callout)
    assert len(made.body) == 1
    assert "sop-kit drift" in "".join(span.text for span in made.body[0])


def test_a_long_log_is_shown_from_its_end():
    years = " ".join(f"{2015 + n // 12}-{n % 12 + 1:02d}=1" for n in range(120))
    record = seen()
    rows = tuple(row.model_copy(update={"by_month": years}) for row in record.seen_activities)
    figure = timeline(look(record.replace(seen_activities=rows), "en"))
    assert "2020-01" in figure.caption
    assert "2024-12" in figure.caption


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_any_record_has_a_timeline_or_a_sentence(record):
    (made,) = timeline_blocks(look(record, "en"))
    if isinstance(made, Figure):
        ET.fromstring(made.svg)  # noqa: S314 - our own text
