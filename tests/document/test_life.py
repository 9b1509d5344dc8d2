"""What became of a SoP stands in its document: approvals, publications, rounds, use, corrections and log rules."""

import json

import pytest

from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import look
from sop_kit.record.changes import Edit, apply
from sop_kit.record.model import Record
from sop_kit.record.tables import Product, Step

BARE = Record(product=Product(id="line"), steps=(Step(id="S1", stage="monitor", action="看大盘", role="值班"),))
ROWS = {
    "approvals": ("C0", {"kind": "approved", "person": "lin", "verdict": "block", "reason": "no rollback", "at": "d1"}),
    "publications": ("C0", {"version": "1.0", "at": "2026-11-02", "place": "wiki/line", "supersedes": "0.9"}),
    "rounds": ("C7", {"name": "First look back", "stop_rule": "three rounds at most"}),
    "readings": ("C7", {"person": "zhou", "version": "1.0", "quiz": 87.5, "question": "Who wakes whom at night?"}),
    "runs": ("C7", {"checklist": "release", "step": "S1", "result": "partly", "note": "gate skipped"}),
    "corrections": ("C7", {"step": "S1", "text": "the board has moved", "verdict": "accepted"}),
    "constraints": ("C7", {"kind": "response", "first": "S1", "within": "4 h", "why": "nobody looked"}),
    "activity_map": ("C7", {"activity": "Board opened", "step": "S1"}),
}


def text(record: Record, chapter: str, lang: str = "en") -> str:
    return json.dumps(chapter_bundle(look(record, lang), chapter).model_dump(mode="json"), ensure_ascii=False)


@pytest.mark.parametrize("table", ROWS)
def test_every_fact_of_a_sops_life_stands_in_its_chapter(table):
    chapter, values = ROWS[table]
    record = apply(BARE, [Edit(act="put", table=table, row="X1", values=values)])
    said = text(record, chapter)
    for column, value in values.items():
        if column not in {"kind", "verdict", "result"}:
            assert f"{value:g}" in said if isinstance(value, float) else str(value) in said


def test_a_choice_is_said_in_the_readers_language():
    record = apply(BARE, [Edit(act="put", table="approvals", row="X1", values=ROWS["approvals"][1])])
    assert "反对" in text(record, "C0", "zh")
    assert "Objects" in text(record, "C0", "en")


def test_a_table_without_rows_takes_no_room():
    assert "-approvals" not in text(BARE, "C0")
    assert "-rounds" not in text(BARE, "C7")


def test_a_published_version_is_in_force_and_names_what_it_replaces():
    record = apply(BARE, [Edit(act="put", table="publications", row="X1", values=ROWS["publications"][1])])
    assert "version 1.0, published on 2026-11-02" in text(record, "C0")
    assert "nobody has approved it yet" in text(BARE, "C0")
