from pathlib import Path

import pytest

from sop_kit.errors import BadRequest
from sop_kit.record.changes import Edit
from sop_kit.record.collection import FOLDER, LineCollection, Returned, Sent, file_names, known_lines, load, save


def sent(owner: str, number: int, **facts: object) -> Sent:
    values = {"lang": "zh", "file": "a.xlsx", "sha256": "0", "hash": "1", "at": "2026-11-25T08:00:00Z", **facts}
    return Sent.model_validate({"owner": owner, "number": number, **values})


def test_what_is_written_is_read_back(tmp_path: Path):
    edit = Edit(act="put", table="steps", row="S1", values={"tool": None, "minutes": 5.0})
    came = Returned(file="a.xlsx", sha256="2", at="2026-11-26T08:00:00Z", number=9)
    kept = LineCollection(product="fraud").with_sent(
        sent("张三", 7, said=(edit,), returned=(came,), renamed=(("steps", "S1", "S2"),))
    )
    save(tmp_path, kept)
    assert load(tmp_path, "fraud") == kept
    assert known_lines(tmp_path) == ("fraud",)
    assert [path.name for path in (tmp_path / FOLDER).iterdir()] == ["fraud.json"]


def test_a_line_nobody_was_asked_about_has_nothing(tmp_path: Path):
    assert load(tmp_path, "fraud") == LineCollection(product="fraud")
    assert known_lines(tmp_path) == ()


def test_a_file_altered_by_hand_is_refused_with_what_to_do(tmp_path: Path):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "fraud.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadRequest, match="delete it"):
        load(tmp_path, "fraud")


def test_a_workbook_made_again_from_the_same_change_takes_the_place_of_the_first():
    kept = (
        LineCollection(product="fraud")
        .with_sent(sent("a", 7))
        .with_sent(sent("b", 7))
        .with_sent(sent("a", 7, lang="en"))
    )
    assert [(each.owner, each.lang) for each in kept.sent] == [("a", "en"), ("b", "zh")]
    later = kept.with_sent(sent("a", 9))
    assert later.latest("a") == sent("a", 9)
    assert later.of("a", 7, "1") == sent("a", 7, lang="en")
    assert later.latest("c") is None


def test_file_names_are_sound_and_differ_on_systems_that_ignore_case():
    wanted = [("fraud", "张三"), ("FRAUD", "张三"), ("fraud", ""), ("a", "../../etc/passwd"), ("con", "a:b*?")]
    names = file_names(wanted, taken=["fraud.XLSX"])
    assert names == {
        ("fraud", "张三"): "fraud-张三.xlsx",
        ("FRAUD", "张三"): "FRAUD-张三-2.xlsx",
        ("fraud", ""): "fraud-2.xlsx",
        ("a", "../../etc/passwd"): "a-..-..-etc-passwd.xlsx",
        ("con", "a:b*?"): "con-a-b.xlsx",
    }


def test_a_file_name_is_never_too_long_for_a_file_system():
    names = file_names([("𠮷" * 64, "𠮷" * 80), ("线" * 64, "张" * 80), ("线" * 64, "李" * 80)])
    assert all(len(name.encode()) < 255 for name in names.values())
    assert len(set(names.values())) == len(names)
