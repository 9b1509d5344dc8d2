"""The record of a use of a checklist: what is taken from it, and what is refused with its place."""

import json

import pytest

from sop_kit.record.files.facts_json import read_json
from sop_kit.record.files.run_file import is_run, read_run

RUN = {
    "sop_kit_run": 1,
    "id": "run-20261125T094000-7f3a2c01",
    "product": "fraud",
    "checklist": "checklist-monitoring-1",
    "title": "日常监控与预警",
    "version": "1.0",
    "lang": "zh",
    "who": "许分析师",
    "started": "2026-11-25T09:20:00+08:00",
    "finished": "2026-11-25T09:40:00+08:00",
    "result": "partly",
    "note": "",
    "lines": [{"code": "S01", "text": "看屏", "done": True, "differently": "", "evidence": ""}],
}


def read(facts, **changed):
    return read_run(json.dumps({**facts, **changed}, ensure_ascii=False).encode(), "run.json")


def test_a_sound_record_is_read_whole():
    run, problems = read(RUN)
    assert problems == ()
    assert (run.who, run.lines[0].code, run.result) == ("许分析师", "S01", "partly")


def test_what_a_newer_page_adds_is_no_reason_to_refuse_a_run():
    run, problems = read(RUN, weather="fine")
    assert (run is None, problems) == (False, ())


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"id": "a b; drop"}, "run.json:id"),
        ({"product": "../x"}, "run.json:product"),
        ({"checklist": ""}, "run.json:checklist"),
        ({"finished": "yesterday"}, "run.json:finished"),
        ({"result": "fine"}, "run.json:result"),
        ({"lines": "none"}, "run.json:lines"),
        ({"lines": [{"done": "perhaps"}]}, "run.json:lines/0/done"),
        ({"lines": [{}] * 201}, "run.json:lines"),
        ({"who": "x" * 1001}, "run.json:who"),
        ({"note": "bell \u0007"}, "run.json:note"),
        ({"sop_kit_run": 2}, "run.json"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(changed, where):
    run, problems = read(RUN, **changed)
    assert (run, problems[0].where) == (None, where)


@pytest.mark.parametrize(
    "data", [b"", b'{"sop_kit_run": 1,', b"\xff\xfe", b"[" * 100_000, b'["sop_kit_run"]', b" " * 2_000_001]
)
def test_a_damaged_file_is_refused_and_breaks_nothing(data):
    run, problems = read_run(data, "run.json")
    assert (run, len(problems)) == (None, 1)


def test_such_a_file_is_told_from_others_by_its_first_lines():
    assert is_run(json.dumps(RUN).encode())
    assert not is_run(b'{"product": "fraud", "steps": []}')


def test_read_as_facts_of_a_line_it_says_what_it_is():
    (problem,) = read_json(json.dumps(RUN), "run.json").problems
    assert "without --product" in problem.message
