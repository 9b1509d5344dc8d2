"""What a workshop leaves is kept apart from other people's tables, and the facilitator's own notes stay with them."""

import re

import pytest

from sop_kit.document.sop import files_bundle, sop
from sop_kit.document.view import look
from sop_kit.record.changes import Edit, apply
from sop_kit.record.core import given
from sop_kit.record.files.apart import Apart
from sop_kit.record.files.merge import read_files
from sop_kit.record.in_force import text_hash
from sop_kit.record.model import Record
from sop_kit.record.new_ids import with_new_ids
from sop_kit.record.rule import LanePlace, Settings

OURS = "先请夜班说"
STEP = {"id": "S1", "stage": "monitor", "action": "看大盘", "role": "oncall"}
LINE = Record.model_validate(
    {
        "product": {"id": "line", "name": "产品线"},
        "roles": [{"id": "oncall", "name": "值班"}, {"id": "ai", "name": "算法"}],
        "steps": [STEP],
        "phases": [{"id": "PH1", "kind": "collect", "notes": OURS}],
        "prompts": [{"id": "PR1", "text": "什么最耽误事？", "phase": "PH1"}],
        "notes": [{"id": "N1", "prompt": "PR1", "text": "没人接电话", "cluster": "CL1", "dots": 2}],
        "clusters": [{"id": "CL1", "prompt": "PR1", "name": "夜里叫不醒"}],
        "resolutions": [{"id": "RS1", "text": "夜里一律打电话", "at": "2026-11-25"}],
    }
)


def read(name, text):
    return read_files([(name, text.encode())], product="p", name="P", base=None, read=Apart())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_facilitators_notes_stand_neither_in_the_document_nor_in_its_forms(lang):
    conflict = {"table": "phases", "row": "PH1", "field": "notes", "theirs": f"{OURS}，主管最后"}
    disputed = apply(LINE, [Edit(act="put", table="conflicts", row="CF1", values=conflict)])
    view = look(disputed, lang)
    made = sop(view).model_dump_json() + files_bundle(view).model_dump_json()
    assert "看大盘" in made
    assert OURS not in made


def test_a_workshop_makes_an_approved_text_no_other_one():
    bare = LINE.replace(phases=(), prompts=(), notes=(), clusters=(), resolutions=())
    assert text_hash(LINE) == text_hash(bare)


def test_a_core_hands_nothing_of_its_workshops_to_its_lines():
    handed = given(LINE)
    assert handed.steps
    assert not (handed.phases + handed.prompts + handed.notes + handed.clusters + handed.resolutions)


@pytest.mark.parametrize("name", ["notes.csv", "meeting notes.csv", "Notes.csv", "phases.csv"])
def test_a_table_of_steps_with_an_everyday_name_stays_one_of_steps(name):
    record = read(name, "环节,动作,角色\n监控,看大盘,值班\n").record
    assert [row.action for row in record.steps] == ["看大盘"]


def test_the_kits_own_table_of_notes_is_known_by_its_name_and_its_columns():
    record = read("notes.csv", "id,text,dots\nN1,没人接电话,2\n").record
    assert [(row.id, row.text, row.dots) for row in record.notes] == [("N1", "没人接电话", 2)]
    record = read("工作坊便签.csv", "内容,票数\n没人接电话,2\n").record
    assert [(row.text, row.dots) for row in record.notes] == [("没人接电话", 2)]


def test_lanes_follow_a_role_that_gets_another_id():
    laned = LINE.replace(settings=Settings(lanes=(LanePlace(role="ai", height=120), LanePlace(role="oncall"))))
    renamed = with_new_ids(laned, {("roles", "ai"): "ai-2"})
    assert [(lane.role, lane.height) for lane in renamed.settings.lanes] == [("ai-2", 120), ("oncall", 0)]


@pytest.mark.parametrize("height", [-1, 2001, float("inf"), float("nan")])
def test_a_lane_is_as_high_as_a_picture_can_show(height):
    with pytest.raises(ValueError, match=re.compile("height", re.IGNORECASE)):
        LanePlace(role="ai", height=height)
