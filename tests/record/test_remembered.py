"""What a workshop folder remembers about headings."""

from sop_kit.record.files.reading import Mapped
from sop_kit.record.remembered import remember, remembered


def said(heading, column, how="given"):
    return Mapped(table="steps", heading=heading, column=column, how=how)


def test_what_people_said_is_there_the_next_time(tmp_path):
    assert remembered(tmp_path) == ({}, ())
    assert remember(tmp_path, [said("处理人", "role"), said("备注", "")])
    assert remembered(tmp_path) == ({("steps", "处理人"): "role", ("steps", "备注"): ""}, ())
    assert (tmp_path / "mappings.csv").read_bytes().startswith(b"\xef\xbb\xbf")  # or Excel takes it for GB18030


def test_what_is_known_anyway_or_only_guessed_at_is_not_written_down(tmp_path):
    assert not remember(
        tmp_path, [said("角色", "role", "exact"), said("x", "", "unknown"), said("[C]", "tool", "cells")]
    )
    assert not (tmp_path / "mappings.csv").exists()
    assert remember(tmp_path, [said("接口人", "role", "alike")])
    assert not remember(tmp_path, [said("接口人", "role", "remembered")])


def test_what_somebody_added_by_hand_stays(tmp_path):
    path = tmp_path / "mappings.csv"
    path.write_text("table,heading,column\n步骤,谁干,角色\nsteps,?\n", encoding="gb18030")
    remember(tmp_path, [said("处理人", "role")])
    assert path.read_text(encoding="utf-8-sig").splitlines()[1:] == ["步骤,谁干,角色", "steps,?", "steps,处理人,role"]


def test_an_empty_file_remembers_nothing(tmp_path):
    (tmp_path / "mappings.csv").write_bytes(b"")
    assert remembered(tmp_path) == ({}, ())
