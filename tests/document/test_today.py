"""The page of a workshop's end: what was decided and promised that day, and nothing that needs another page."""

import io

import pytest
from pypdf import PdfReader

from sop_kit.assess.assessment import assess
from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Heading, Table, Text
from sop_kit.document.today import open_actions_blocks, today_blocks, today_bundle
from sop_kit.document.view import look
from sop_kit.export import pdf
from sop_kit.export.html import page
from sop_kit.places import kit_path
from sop_kit.record.files.yaml_file import read_record
from sop_kit.record.model import Record

DAY = "2026-10-30"
STEPS = [
    {"id": "S1", "stage": "monitor", "action": "look", "role": "r", "title": "Look", "written": "w", "agreed": "a"},
    {"id": "S2", "stage": "release", "action": "ship", "role": "r", "done": "d", "agreed": "b"},
    {"id": "S3", "stage": "release", "action": "rest", "role": "r"},
]
PEOPLE = [{"id": "li", "name": "Li Na"}, {"id": "wang", "name": "Wang Qiang"}]


def example(name):
    found = read_record(kit_path("workshop", f"{name}.yaml").read_bytes(), name).record
    assert found is not None
    return found


def line(**tables):
    return Record.model_validate({"product": {"id": "line", "name": "Line"}, "people": PEOPLE, **tables})


def said(blocks):
    """Return the texts of a page: paragraphs, and each table by its caption without the count."""
    texts = [text_of(block.spans) for block in blocks if isinstance(block, Text)]
    found = [block for block in blocks if isinstance(block, Table)]
    tables = {
        block.caption.rpartition(" (")[0]: [tuple(map(text_of, row.cells)) for row in block.rows] for block in found
    }
    return texts, tables


def today(record, *, lang="en", changed=None):
    return said(today_blocks(look(record, lang), DAY, changed))


def styles(blocks):
    rows = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    return {span.text: span.style for row in rows for cell in row.cells for span in cell}


def test_decisions_are_those_of_the_day_with_why_and_who():
    rows = [
        {"id": "RS1", "text": "Call at night", "why": "nobody woke up", "owner": "li", "step": "S1", "at": DAY},
        {"id": "RS2", "text": "Before", "at": "2026-10-01"},
    ]
    _, tables = today(line(resolutions=rows, steps=STEPS))
    assert tables["What we decided"] == [("Call at night\nBecause: nobody woke up", "Li Na", "S1 Look")]


def test_promises_stand_owner_by_owner_and_what_is_missing_comes_first():
    rows = [
        {"id": "A1", "text": "late", "owner": "li", "due": "2026-12-01", "at": DAY},
        {"id": "A2", "text": "other", "owner": "wang", "due": "2026-11-10", "at": DAY},
        {"id": "A3", "text": "soon", "owner": "li", "due": "2026-11-05", "at": DAY},
        {"id": "A4", "text": "no day", "owner": "wang", "at": DAY},
        {"id": "A5", "text": "nobody", "due": "2026-11-20", "at": DAY},
        {"id": "A6", "text": "of another day", "owner": "li", "due": "2026-11-20", "at": "2026-10-01"},
    ]
    blocks = today_blocks(look(line(actions=rows), "en"), DAY)
    _, tables = said(blocks)
    assert [(row[0], row[1]) for row in tables["Who does what by when"]] == [
        ("nobody yet", "nobody"),
        ("Wang Qiang", "no day"),
        ("Li Na", "soon"),
        ("Li Na", "late"),
        ("Wang Qiang", "other"),
    ]
    assert {name: styles(blocks)[name] for name in ("nobody yet", "no day yet")} == dict.fromkeys(
        ("nobody yet", "no day yet"), "missing"
    )


def test_steps_done_differently_are_those_changed_that_day_when_that_is_known():
    _, tables = today(line(steps=STEPS))
    rows = tables["What we do differently from now on"]
    assert rows == [("S1 Look", "w", "–", "a"), ("S2 ship", "–", "d", "b")]
    _, tables = today(line(steps=STEPS), changed={"S2", "S3"})
    assert tables["What we do differently from now on"] == [("S2 ship", "–", "d", "b")]
    _, tables = today(line(steps=STEPS), changed=set())
    assert "What we do differently from now on" not in tables


def test_topics_are_the_groups_and_loose_notes_of_the_day_by_their_dots():
    dots = {"kind": "dots", "text": "First?"}
    prompts = [
        {"id": "PR1", "text": "What hurts?", "opened": f"{DAY}T14:00:00+08:00", "answered": 7},
        {"id": "PR2", **dots, "about": "PR1", "closed": f"{DAY}T15:00:00+08:00", "answered": 6},
        {"id": "PR3", **dots, "about": "PR0", "opened": "2026-10-01T15:00:00+08:00"},
    ]
    clusters = [
        {"id": "CL1", "prompt": "PR1", "name": "Night", "dots": 4},
        {"id": "CL2", "prompt": "PR1", "name": "None", "dots": 0},
        {"id": "CL3", "prompt": "PR0", "name": "Old", "dots": 9},
    ]
    notes = [{"id": "N1", "prompt": "PR1", "text": "Alone", "dots": 5}]
    texts, tables = today(line(prompts=prompts, clusters=clusters, notes=notes))
    assert tables["What got the most dots"] == [("Alone", "", "5"), ("Night", "", "4")]
    assert texts[0].endswith("7 people took part")


def test_of_open_questions_the_first_five_stand_there_and_how_many_more():
    record = example("govuk-chat")
    texts, tables = today(record)
    asked = len(assess(record).gaps)
    assert len(tables["What stays open"]) == 5
    assert f"and {asked - 5} more" in texts


def test_an_empty_day_says_what_is_missing():
    texts, tables = today(line())
    assert "No decision was written down." in texts
    assert "Nobody has promised anything." in texts
    assert set(tables) == {"What stays open"}


def test_open_promises_of_earlier_sessions_come_with_the_overdue_ones_first():
    rows = [
        {"id": "A1", "text": "far", "owner": "li", "due": "2027-01-01", "at": "2026-10-01"},
        {"id": "A2", "text": "over", "owner": "li", "due": "2026-10-20", "at": "2026-10-01"},
        {"id": "A3", "text": "longest over", "owner": "li", "due": "2026-10-02"},
        {"id": "A4", "text": "done", "owner": "li", "due": "2026-10-02", "done": "2026-10-02"},
        {"id": "A5", "text": "of today", "owner": "li", "due": "2026-11-02", "at": DAY},
        {"id": "A6", "text": "no day", "at": "2026-10-01"},
    ]
    _, tables = said(open_actions_blocks(look(line(actions=rows), "en"), DAY))
    assert [row[0] for row in tables["Open promises of earlier sessions"]] == ["longest over", "over", "far", "no day"]
    assert [row[2].endswith("overdue") for row in tables["Open promises of earlier sessions"]] == [1, 1, 0, 0]
    texts, _ = said(open_actions_blocks(look(line(), "en"), DAY))
    assert texts == ["No promise of an earlier session is open."]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_leads_to_nothing_that_is_not_on_it(lang):
    for name in ("anti-fraud", "recommender"):
        bundle = today_bundle(look(example(name), lang), DAY)
        assert not any(isinstance(block, Heading) for block in bundle.blocks)
        assert '"to":"#' not in bundle.model_dump_json()
        assert bundle.meta.title in page(bundle)


@pytest.mark.parametrize(("lang", "contents"), [("zh", "目录"), ("en", "Contents")])
def test_a_workshops_page_is_one_sheet_of_paper_without_a_list_of_contents(lang, contents):
    changed = {"AF05", "AF11", "AF21", "AF30"}
    made = PdfReader(io.BytesIO(pdf.render(today_bundle(look(example("anti-fraud"), lang), DAY, changed))))
    assert len(made.pages) == 1
    assert contents not in made.pages[0].extract_text()
