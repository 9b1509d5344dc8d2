"""What became of a SoP stands in its document: approvals, publications, rounds, use, corrections and log rules."""

import json

import pytest

from sop_kit.blocks.model import Fold, Table
from sop_kit.document.sop import chapter_bundle
from sop_kit.document.view import look
from sop_kit.record.changes import Edit, apply
from sop_kit.record.model import LogEntry, Record
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
    assert "version 1.0, published on 2 November 2026" in text(record, "C0")
    assert "nobody has published it yet" in text(BARE, "C0")


def summaries(record: Record, chapter: str, lang: str = "en") -> list[str]:
    blocks = chapter_bundle(look(record, lang), chapter).blocks
    return [block.summary for block in blocks if isinstance(block, Fold)]


def test_a_folded_table_says_the_essence_before_it_is_opened():
    runs = [
        {"id": "U1", "step": "S1", "at": "2026-03-02", "result": "complete"},
        {"id": "U2", "step": "S1", "at": "2026-11-20", "result": "partly"},
    ]
    record = Record.model_validate({**BARE.model_dump(mode="json"), "runs": runs})
    (said,) = summaries(record, "C7")
    assert said.endswith(": 2 · 2 March 2026 to 20 November 2026 · not completed or done otherwise: 1")


def test_a_correction_nobody_decided_is_counted_as_open():
    record = apply(BARE, [Edit(act="put", table="corrections", row="X1", values={"step": "S1", "text": "moved"})])
    assert summaries(record, "C7")[0].endswith("not yet decided: 1")


@pytest.mark.parametrize("table", [table for table in ROWS if table != "activity_map"])
def test_no_table_of_a_sops_life_is_too_wide_for_a_page(table):
    chapter, values = ROWS[table]
    record = apply(BARE, [Edit(act="put", table=table, row="X1", values=values)])
    blocks = chapter_bundle(look(record, "en"), chapter).blocks
    tables = [each for block in blocks if isinstance(block, Fold) for each in block.blocks if isinstance(each, Table)]
    assert 0 < max(len(each.columns) for each in tables) <= 6


def test_a_long_hash_is_shortened_to_what_a_person_compares():
    values = {**ROWS["publications"][1], "hash": "0123456789ab" + "f" * 52}
    said = text(apply(BARE, [Edit(act="put", table="publications", row="X1", values=values)]), "C0")
    assert "0123456789ab" in said
    assert "ff" * 10 not in said.replace(text(BARE, "C0"), "")


def test_a_change_log_is_folded_and_names_its_last_entry():
    log = (LogEntry(day="2026-11-20", by="lin", why="first draft", first=1, last=9),)
    assert "Change log: 1 entries, the last on 20 November 2026 by lin" in summaries(BARE.replace(log=log), "C0")
