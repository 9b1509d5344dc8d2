"""A full disk, a cut log, a killed process: what was acknowledged is there, and nothing is half there."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import pytest

from sop_kit.errors import SopKitError, StoreRefused
from sop_kit.record.backup import back_up
from sop_kit.record.changes import Edit
from sop_kit.record.looking import verified
from sop_kit.record.restoring import restore
from sop_kit.record.workshop import create, open_workshop

MAKE = Edit(act="put", table="product", values={"id": "line", "name": "产品线"})
_ADVICE = "A disk that is full is a small one mounted for the test: only root can do that."


def step(row, text="看大盘"):
    return Edit(act="put", table="steps", row=row, values={"stage": "monitor", "action": text, "role": "r"})


def findings(workshop):
    return [(each.product, each.number) for each in verified(workshop, [], [])[0].findings]


@contextmanager
def small_disk(folder, kilobytes):
    """Mount a small disk at a folder, or skip the test; with CI set, fail it."""
    mount = shutil.which("mount")
    done = None
    if mount and hasattr(os, "geteuid") and os.geteuid() == 0:
        folder.mkdir()
        command = [mount, "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
        done = subprocess.run(command, capture_output=True, check=False)
    if done is None or done.returncode:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(_ADVICE)
    try:
        yield folder
    finally:
        subprocess.run([shutil.which("umount"), str(folder)], check=True)


def fill_up(folder, leave):
    """Fill a disk until only so many bytes are left."""
    ballast = folder / "ballast"
    free = shutil.disk_usage(folder).free
    ballast.write_bytes(bytes(max(0, free - leave)))
    return ballast


@pytest.mark.parametrize("leave", [0, 4_096, 20_000, 60_000, 150_000])
def test_on_a_full_disk_a_change_is_stored_whole_or_not_at_all(tmp_path, leave):
    with small_disk(tmp_path / "disk", 3_000) as disk:
        workshop = create(disk / "w")
        with closing(workshop.store()) as store:
            store.add("line", [MAKE], by="me")
            ballast = fill_up(disk, leave)
            acknowledged, refused = 1, ""
            while not refused:
                try:
                    acknowledged = store.add("line", [step(f"S{acknowledged}", "看" * 2_000)], by="me").number
                except StoreRefused as error:
                    refused = str(error)
            assert "disk is full" in refused
            assert store.head("line").number == acknowledged
        ballast.unlink()
        with closing(workshop.store()) as store:
            assert len(store.changes("line")) == acknowledged
            assert store.add("line", [step("Z")], by="me").number == acknowledged + 1
        assert findings(workshop) == []


def sop_kit(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "sop_kit.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "SOP_KIT_LANG": "en"},
    )


def test_on_a_full_disk_each_command_says_so_and_leaves_nothing_half_written(tmp_path):
    rows = "".join(f"F{number},monitor,{'看大盘' * 60},r\n" for number in range(2_000))
    (tmp_path / "steps.csv").write_text(f"id,stage,action,role\n{rows}", encoding="utf-8")
    with small_disk(tmp_path / "disk", 3_000) as disk:
        workshop = create(disk / "w")
        with closing(workshop.store()) as store:
            store.add("line", [MAKE, *(step(f"S{number}", os.urandom(900).hex()) for number in range(150))], by="me")
        assert sop_kit("export", disk / "w", "line").returncode == 0
        exported = (disk / "w" / "records" / "line.yaml").read_bytes()
        ballast = fill_up(disk, 70_000)  # enough to open the store, too little for anything else
        before = sorted(disk.rglob("*"))
        for arguments in (
            ["import", disk / "w", tmp_path / "steps.csv", "--product", "line"],
            ["export", disk / "w", "line"],
            ["export", disk / "w", "line", "--to", "csv", "--out", disk / "w" / "records"],
            ["backup", disk / "w"],
            ["log", disk / "w", "line", "--out", disk / "log.html"],
        ):
            done = sop_kit(*arguments)
            assert done.returncode == 2, (arguments, done.stdout)
            assert "disk is full" in done.stderr or "No space left" in done.stderr, done.stderr
            assert "Traceback" not in done.stderr
        left = [path for path in sorted(disk.rglob("*")) if path not in before and path.is_file()]
        assert [path for path in left if not path.name.startswith("workshop.db")] == []
        assert (disk / "w" / "records" / "line.yaml").read_bytes() == exported
        ballast.unlink()
        assert findings(workshop) == []
        assert sop_kit("import", disk / "w", tmp_path / "steps.csv", "--product", "line").returncode == 0
        done = sop_kit("backup", disk / "w", "--out", tmp_path / "b.zip")
        assert done.returncode == 0, done.stderr
        ballast = fill_up(disk, 30_000)
        with pytest.raises((SopKitError, OSError)):
            restore(tmp_path / "b.zip", disk / "r")
        assert not [path for path in disk.iterdir() if path.name not in ("w", "ballast")]


def test_a_log_cut_at_any_place_opens_verifies_and_tells_what_is_lost(tmp_path):
    workshop = create(tmp_path / "w")
    with closing(workshop.store()) as store:
        store.add("line", [MAKE], by="me")
        for number in range(5):
            store.add("line", [step(f"S{number}")], by="me")
        whole = (workshop.folder / "workshop.db").read_bytes()
        log = (workshop.folder / "workshop.db-wal").read_bytes()
    last, lengths = 6, set()
    for place in range(0, len(log), 512):
        shutil.rmtree(tmp_path / "cut", ignore_errors=True)
        shutil.copytree(workshop.folder, tmp_path / "cut", ignore=shutil.ignore_patterns("workshop.db*", "*.ipynb"))
        (tmp_path / "cut" / "workshop.db").write_bytes(whole)
        (tmp_path / "cut" / "workshop.db-wal").write_bytes(log[:place])
        cut = open_workshop(tmp_path / "cut")
        with closing(cut.store()) as store:
            length = store.head("line").number
            assert len(store.changes("line")) == length
        expected = [("line", 0)] if not length else [("line", number) for number in range(length + 1, last + 1)]
        assert findings(cut) == expected, place
        lengths.add(length)
    assert lengths == set(range(last))


def test_a_damaged_file_is_looked_into_as_far_as_it_can_be_read(tmp_path):
    workshop = create(tmp_path / "w")
    with closing(workshop.store()) as store:
        store.add("line", [MAKE], by="me")
        for number in range(40):
            store.add("line", [step(f"S{number}", "看大盘" * 200)], by="me")
    path = workshop.folder / "workshop.db"
    data = path.read_bytes()
    page = 4096
    told = set()
    for place in range(page, len(data), page * 3):
        path.write_bytes(data[:place] + os.urandom(page) + data[place + page :])
        try:
            found = verified(workshop, [], [])[0]
        except StoreRefused:
            told.add("refused")
            continue
        told.add("found" if found.findings else "nothing")
        if found.rows:
            assert back_up(workshop, tmp_path / "b.zip").changes == len(found.rows)
    assert "found" in told
    path.write_bytes(data)
    assert findings(workshop) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9")
@pytest.mark.parametrize("pause", [0.0, 0.01, 0.03, 0.08])
def test_an_import_killed_in_the_middle_left_nothing_or_all_of_it(tmp_path, pause):
    workshop = create(tmp_path / "w")
    rows = "".join(f"F{number},monitor,看大盘 {number},r\n" for number in range(3_000))
    (tmp_path / "steps.csv").write_text(f"id,stage,action,role\n{rows}", encoding="utf-8")
    command = [sys.executable, "-m", "sop_kit.cli", "import", workshop.folder, tmp_path / "steps.csv", "--product", "p"]
    with subprocess.Popen(
        [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as running:
        log = workshop.folder / "workshop.db-wal"
        until = time.monotonic() + 60
        while not log.exists() and running.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(pause)
        running.send_signal(signal.SIGKILL)
    with closing(workshop.store()) as store:
        assert store.head("p").number in (0, 1)
        if store.head("p").number:
            assert len(store.record("p").steps) == 3_000
    assert findings(workshop) == []
    with closing(sqlite3.connect(workshop.folder / "workshop.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
