"""Files are read in a process of their own: what goes wrong there stops neither the kit nor the other files."""

import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from sop_kit.record.files.apart import Apart, GaveUp, OtherProcess
from sop_kit.record.files.limits import MEMORY_VARIABLE, TIME_VARIABLE, Limits, limits
from sop_kit.record.files.merge import read_files
from sop_kit.record.files.one_file import read_part
from sop_kit.record.files.reading import Part
from sop_kit.record.headings.mapping import NO_MAPPINGS
from tests.record.workbooks.packed import workbook

STEPS = b"id,stage,action,role\n1,monitor,Look,dev\n"
FILES = [
    ("steps.csv", STEPS),
    ("steps.xlsx", workbook()),
    ("a.yaml", b"product: {id: chat}\n"),
    ("b.xls", b"PK\x03\x04"),
]


def test_what_comes_back_is_what_is_read_here():
    assert Apart()(FILES, NO_MAPPINGS) == [read_part(name, data, NO_MAPPINGS) for name, data in FILES]


def test_a_record_is_made_of_it():
    assert len(read_files(FILES, product="chat", name=None, base=None, read=Apart()).record.steps) == 1


def test_a_slow_file_is_given_up_and_the_next_one_read(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(TIME_VARIABLE, "2")
    with OtherProcess() as other:
        with pytest.raises(GaveUp, match=f"Gave up after 2 s.*{TIME_VARIABLE}=300"):
            other.run(time.sleep, 600)
        assert other.run(len, "abc") == 3


def test_a_process_that_dies_is_one_problem():
    with OtherProcess() as other:
        with pytest.raises(GaveUp, match="broke off"):
            other.run(os._exit, 9)
        assert other.run(len, "abc") == 3


def test_a_fault_of_the_kit_is_said_and_not_raised():
    with OtherProcess() as other, pytest.raises(GaveUp, match=r"fault is sop-kit's \(ValueError"):
        other.run(int, "x")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_too_much_memory_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(MEMORY_VARIABLE, "400")
    with OtherProcess() as other, pytest.raises(GaveUp, match="too much memory"):
        other.run(bytes, 1_000_000_000)


def test_no_process_is_left_behind():
    other = OtherProcess()
    number = other.run(os.getpid)
    other.stop()
    assert not psutil.pid_exists(number)


def test_what_is_printed_there_disturbs_nothing(capfd: pytest.CaptureFixture[str]):
    with OtherProcess() as other:
        assert other.run(print, "hello") is None
        assert other.run(len, "abc") == 3
    assert "hello" not in capfd.readouterr().out


def test_files_of_the_folder_are_not_taken_for_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "yaml.py").write_text("raise SystemExit('run by mistake')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (part,) = Apart()([("a.yaml", b"product: {id: chat}\n")], NO_MAPPINGS)
    assert part.singles


def test_a_file_is_read_again_only_when_its_headings_may_mean_something_else():
    apart = Apart()
    first, second = apart(FILES[:3], NO_MAPPINGS), apart(FILES[:3], NO_MAPPINGS)
    assert [one is two for one, two in zip(first, second, strict=True)] == [False, False, True]
    assert first == second
    assert all(isinstance(part, Part) for part in first)


@pytest.mark.parametrize(("text", "seconds"), [("5", 5.0), ("0.5", 0.5), ("-1", 60.0), ("soon", 60.0), ("", 60.0)])
def test_the_limits_can_be_changed(text: str, seconds: float, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(TIME_VARIABLE, text)
    assert limits() == Limits(seconds=seconds)
