"""A log is read whatever it is packed in; what cannot be read says why."""

import bz2
import gzip
import hashlib
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from sop_kit.assess.logs.open_log import read_log
from sop_kit.errors import BadInput, BadRequest, PlaceNotFound
from tests.assess.logs.written import EVENTS, TABLE, events, read, write


def packed(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def told(value: object) -> str | None:
    # Packed bytes carry the time they were packed at: each worker of the tests would name its cases otherwise.
    return "bytes" if isinstance(value, bytes) else None


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TABLE.encode(), "log.csv"),
        (TABLE.encode(), "log"),
        (TABLE.encode(), "log.xes"),
        (gzip.compress(TABLE.encode()), "log.csv.gz"),
        (gzip.compress(TABLE.encode()), "log.csv"),
        (gzip.compress(TABLE[:50].encode()) + gzip.compress(TABLE[50:].encode()), "log.csv.gz"),
        (packed({"log.csv": TABLE.encode()}), "log.zip"),
        (packed({"a/log.csv": TABLE.encode(), "__MACOSX/a/._log.csv": b"x", "a/.DS_Store": b"x"}), "log.zip"),
        (packed({"log.csv.gz": gzip.compress(TABLE.encode())}), "log.zip"),
    ],
    ids=told,
)
def test_what_is_in_a_file_says_what_it_is(content: bytes, name: str, tmp_path: Path):
    log = read(tmp_path, content, name)
    assert events(log) == EVENTS
    assert (log.name, log.hash, log.zone) == (name, hashlib.sha256(content).hexdigest(), "UTC")
    assert (log.problems, log.unread) == ((), 0)


def tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        archive.addfile(tarfile.TarInfo("log.csv"), io.BytesIO())
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"  \n\n", "empty"),
        (gzip.compress(b""), "empty"),
        (gzip.compress(TABLE.encode() * 1000)[:-20], "damaged or not whole"),
        (b"\x1f\x8b\x08\x00broken", "damaged or not whole"),
        (b"PK\x03\x04broken", "damaged or not whole"),
        (packed({"a.csv": b"a", "b.csv": b"b"}), "a.csv, b.csv"),
        (packed({}), "The archive holds 0 files|packed archive"),
        (packed({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "workbook"),
        (packed({"log.zip": packed({"log.csv": TABLE.encode()})}), "packed again"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n", "picture"),
        (b"<!doctype html><table></table>", "web page"),
        (b'{"ocel:events": {}}', "JSON"),
        (bytes(range(256)) * 40, "NUL|text|Windows-1252"),
    ],
    ids=told,
)
def test_what_is_no_log_says_what_it_is(content: bytes, reason: str, tmp_path: Path):
    with pytest.raises((BadInput, BadRequest), match=reason):
        read(tmp_path, content)


@pytest.mark.parametrize("content", [tar(), bz2.compress(TABLE.encode())], ids=["tar", "bz2"])
def test_other_archives_are_refused(content: bytes, tmp_path: Path):
    with pytest.raises((BadInput, BadRequest)):
        read(tmp_path, content)


def test_a_folder_and_nothing_at_all_are_named(tmp_path: Path):
    with pytest.raises(BadRequest, match="folder"):
        read_log(tmp_path)
    with pytest.raises(PlaceNotFound, match=r"nothing\.csv"):
        read_log(tmp_path / "nothing.csv")


def test_an_unknown_zone_is_refused_before_anything_is_read(tmp_path: Path):
    with pytest.raises(BadRequest, match="Mars"):
        read_log(tmp_path / "nothing.csv", zone="Mars")


def test_the_zone_counts_for_times_that_name_none(tmp_path: Path):
    table = "case_id,activity,timestamp\nc1,Ask,2024-04-29 13:20\nc1,Check,2024-04-29T13:20:00Z\n"
    log = read(tmp_path, table, zone="Asia/Shanghai")
    assert [time for _, _, time, _ in events(log)] == ["2024-04-29T05:20:00.000", "2024-04-29T13:20:00.000"]
    assert log.zone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
        ("utf-32", ""),
        ("gb18030", "GB18030"),
        ("gbk", "GB18030"),
    ],
)
def test_chinese_logs_are_read_in_every_encoding(encoding: str, said: str, tmp_path: Path):
    table = "工单号,环节,处理时间,处理人\n甲1,受理登记,2024年4月29日 13:20,张三\n甲1,复核,2024年4月29日 下午2:20,李四\n"
    log = read(tmp_path, table.encode(encoding), zone="Asia/Shanghai")
    assert events(log) == [
        ("甲1", "受理登记", "2024-04-29T05:20:00.000", "张三"),
        ("甲1", "复核", "2024-04-29T06:20:00.000", "李四"),
    ]
    assert [said in str(problem) for problem in log.problems] == ([True] if said else [])


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_western_letters_that_stand_alone_are_not_taken_for_chinese(encoding: str, tmp_path: Path):
    table = "case_id,activity,timestamp,resource\n1,Prüfung,2024-04-29,Jörg Müller\n2,Überprüfen,2024-04-30,Renée\n"
    log = read(tmp_path, table.encode(encoding))
    assert log.activity.names == ("Prüfung", "Überprüfen")
    assert log.resource.names == ("Jörg Müller", "Renée")
    assert "Windows-1252" in str(log.problems[0])


def test_a_few_damaged_characters_do_not_change_the_encoding(tmp_path: Path):
    table = ("case_id,activity,timestamp\n" + "1,受理登记,2024-04-29 13:20\n" * 100).encode()
    log = read(tmp_path, table + b"2,\xff\xff,2024-04-29 13:20\n")
    assert log.activity.names == ("受理登记", "\ufffd\ufffd")
    assert "Damaged characters in this file" in str(log.problems[0])


def test_a_damaged_sign_only_far_into_the_file_is_seen(tmp_path: Path):
    table = "case_id,activity,timestamp\n" + "1,Ask,2024-04-29 13:20\n" * 100_000
    log = read(tmp_path, (table + "1,复核,2024-04-29 13:20\n").encode("gb18030"))
    assert log.activity.names == ("Ask", "复核")


def test_an_archive_made_to_fill_the_machine_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sop_kit.assess.logs.sources.MOST_BYTES", 10_000_000)
    path = write(tmp_path, gzip.compress(b"case_id,activity,timestamp\n" + bytes(30_000_000)))
    with pytest.raises(BadInput, match="larger than 10 MB"):
        read_log(path)
