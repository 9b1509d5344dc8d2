"""A finding is told with what is written, what was seen, how often, how it went, and what was decided."""

import pytest

from sop_kit.blocks.make import text_of
from sop_kit.blocks.model import Card, Fold, Table, Text
from sop_kit.document.reality.findings import findings_of, in_figures
from sop_kit.document.reality.section import looked, suggestions
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import look
from sop_kit.record.reality_tables import Finding
from tests.document.reality.seen_records import seen

HOURS = {"id": "F1", "check": "C1", "constraint": "K1", "step": "S3", "kind": "hours", "count": 241, "of": 1147}
RULE = {
    "id": "K1",
    "kind": "time_window",
    "first": "S3",
    "window": "Mon-Thu 09:30-17:00; Fri 09:30-16:00",
    "zone": "Europe/London",
}
WALK = {"id": "W1", "step": "S1", "at": "2026-11-23", "asked": "boss", "question": "fails", "answer": "not_known"}
PEOPLE = [{"id": "lin", "name": "Lin"}]


def line(*findings: dict, **tables: object):
    rows = {"constraints": [RULE], "people": PEOPLE, "findings": list(findings)}
    return look(seen(**{**rows, **tables}), "en")


def section(view):
    blocks = chapter_bundle(view, "C7").blocks
    start = next((n for n, block in enumerate(blocks) if getattr(block, "anchor", "") == "chapter-7-reality"), None)
    if start is None:
        return []
    rest = blocks[start + 1 :]
    end = next((n for n, block in enumerate(rest) if block.kind == "heading"), len(rest))
    return list(rest[:end])


def rows(view) -> list[list[str]]:
    tables = [block for block in section(view) if isinstance(block, Table)]
    return [[text_of(cell) for cell in row.cells] for table in tables for row in table.rows]


def test_a_finding_says_what_is_written_and_what_was_seen_and_how_often():
    ((step, written, observed, decision),) = rows(line({**HOURS, "examples": "v101, v99"}))
    assert step == "S3"
    assert "Europe/London" in written
    assert "241 of 1,147" in observed
    assert "21%" in observed
    assert "e.g. v101, v99" in observed
    assert decision == "not yet decided; ask: product manager or business owner"


def test_a_persons_own_words_win():
    ((_, written, observed, _),) = rows(line({**HOURS, "written": "office hours", "observed": "whenever"}))
    assert (written, observed.splitlines()[0]) == ("office hours", "whenever")


def test_a_trend_is_told_in_words_and_bars_where_it_is_more_than_chance():
    ((_, _, observed, _),) = rows(line({**HOURS, "by_month": "2026-01=10/100 2026-02=50/100"}))
    assert "until 2026-01: 10%, since then: 50% ▂█" in observed
    ((_, _, observed, _),) = rows(line({**HOURS, "by_month": "2026-01=1/10 2026-02=3/10"}))
    assert "since then" not in observed


def test_of_few_a_name_stands_with_counts_and_of_many_with_a_share():
    few, many = Finding(id="F1", kind="late", count=1, of=1), Finding(id="F2", kind="late", count=5, of=63)
    alone = Finding(id="F3", kind="extra", count=4)
    assert [in_figures(row) for row in (few, many, alone)] == ["1/1", "8%", "4×"]


def test_notebook_07_begins_with_the_picture_and_leaves_the_findings_to_where_they_are_decided():
    made = looked(look(seen(), "en"))
    assert [block.kind for block in made][:2] == ["text", "figure"]
    assert not any(isinstance(block, Table) for block in made)
    (told,) = suggestions(line(walkthroughs=[WALK]))
    assert isinstance(told, Table)


@pytest.mark.parametrize(
    ("decided", "said"),
    [
        ({"verdict": "fix_sop", "owner": "lin", "at": "2026-11-21", "why": "longer hours"}, "Fix the SoP"),
        ({"verdict": "accept", "until": "2027-01-31", "owner": "lin"}, "Accept until 31 January 2027"),
        ({"verdict": "accept", "until": "2026-11-01", "owner": "lin"}, "was accepted until 1 November 2026"),
    ],
)
def test_the_owners_word_is_told_and_an_acceptance_runs_out(decided, said):
    ((_, _, _, decision),) = rows(line({**HOURS, **decided}))
    assert said in decision
    assert "Lin" in decision


def test_the_undecided_come_first_and_those_no_longer_seen_are_folded_away():
    view = line(
        {**HOURS, "id": "F0", "verdict": "fix_sop"},
        {**HOURS, "id": "F1", "count": 3},
        {**HOURS, "id": "F2"},
        {**HOURS, "id": "F3", "count": 0},
    )
    found = view.findings
    assert [row.id for row in found.undecided] == ["F2", "F1"]
    assert [row.id for row in found.decided] == ["F0"]
    assert [row.id for row in found.gone] == ["F3"]
    folds = [block for block in section(view) if isinstance(block, Fold)]
    assert [fold.summary for fold in folds] == [
        "Seen by an earlier check, not by the last one: 1",
        "Checks against reality: 1 · 20 November 2026",
    ]


def test_of_many_findings_the_gravest_ten_are_in_sight_and_the_others_folded():
    view = line(*({**HOURS, "id": f"F{n:02d}", "count": 600 - n} for n in range(13)))
    shown, fold, _ = (block for block in section(view) if isinstance(block, Table | Fold))
    assert [row.anchor for row in shown.rows] == [f"finding-F{n:02d}" for n in range(10)]
    assert fold.summary == "3 more findings"
    assert len(fold.blocks[0].rows) == 3


def test_what_nobody_knew_on_the_spot_is_a_finding_too():
    ((step, written, observed, _),) = rows(line(walkthroughs=[WALK]))[:1]
    assert step == "S1"
    assert written == "The document says nothing about it."
    assert "nobody knew: 1 of 1 asked" in observed


def test_the_section_says_in_short_what_was_compared_and_found():
    first = section(line(HOURS, walkthroughs=[WALK, {**WALK, "id": "W2", "answer": "as_written"}]))[0]
    assert isinstance(first, Text)
    said = text_of(first.spans)
    assert "Event log log.csv was compared on 20 November 2026: 100 cases, 197 events." in said
    assert "1 of 2 answers as written (50%; 95 % interval 9–91%)" in said
    assert "Findings: 2, of them not yet decided: 2." in said


def test_a_check_that_found_nothing_says_so():
    assert text_of(section(line())[0].spans).endswith("Nothing was found to differ.")


def test_a_line_that_nobody_checked_has_no_such_section():
    bare = look(seen(checks=[], seen_activities=[], seen_flows=[]), "en")
    assert section(bare) == []
    assert findings_of(bare, "S3") == ()


def test_the_card_of_a_step_is_marked_and_leads_to_its_findings():
    blocks = chapter_bundle(line(HOURS), "C3", "C4", "C5", "C6", "C7").blocks
    cards = {block.code: block for block in blocks if isinstance(block, Card)}
    facts = {fact.label: fact.value for fact in cards["S3"].facts}
    assert ("warning", "done otherwise") in cards["S3"].marks
    assert [(span.text, span.to) for span in facts["In practice"]] == [("outside the hours 21%", "#finding-F1")]
    assert "In practice" not in {fact.label for fact in cards["S1"].facts}
    anchors = {row.anchor for block in blocks if isinstance(block, Table) for row in block.rows}
    assert "finding-F1" in anchors
