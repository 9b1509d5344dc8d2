"""A backup holds all of a workshop; one that was damaged, altered or laid as a trap is refused, and nothing is left."""

import json
import subprocess
import sys
import zipfile
from contextlib import closing

import pytest

from sop_kit.errors import BadRequest, NewerKit, PlaceNotFound, StoreRefused
from sop_kit.record import store_tables as t
from sop_kit.record.backup import CHANGES, HEADS, MANIFEST, back_up
from sop_kit.record.changes import Edit
from sop_kit.record.restoring import restore
from sop_kit.record.store import Store
from sop_kit.record.workshop import create, open_workshop
from tests.record.places import PLACES, new_place


def put(table, row="", **values):
    return Edit(act="put", table=table, row=row, values=values)


def step(number, action="看大盘"):
    return put("steps", f"S{number}", stage="monitor", action=action, role="r")


@pytest.fixture(params=PLACES)
def address(request, tmp_path):
    return new_place(request.param, tmp_path, request)


def filled(folder, store="workshop.db"):
    workshop = create(folder, store=store)
    with closing(workshop.store()) as opened:
        opened.add("line", [put("product", id="line", name="产品线")], by="me")
        for number in range(4):
            opened.add("line", [step(number)], by="me", why="🚀\u2028")
        opened.add("two", [put("product", id="two")], by="me")
        opened.undo("line", by="somebody")
    (folder / "records" / "line.yaml").write_text("schema: 1\n", encoding="utf-8")
    (folder / "images").mkdir()
    (folder / "images" / "图 1.png").write_bytes(bytes(range(256)))
    (folder / "current-product.txt").write_text("line\n", encoding="utf-8")
    return workshop


@pytest.fixture
def workshop(tmp_path):
    return filled(tmp_path / "工作坊 1")


@pytest.fixture
def backup(workshop, tmp_path):
    return back_up(workshop, tmp_path / "b.zip").path


def contents(store):
    with store.reading() as connection:
        heads = [tuple(row) for row in connection.execute(t.heads.select().order_by(t.heads.c.product))]
        return {product: store.rows(product) for product in store.products()}, heads


def test_what_is_restored_equals_the_source_row_by_row_wherever_both_lie(address, tmp_path, request):
    source = filled(tmp_path / "w", store=address if "://" in address else "workshop.db")
    back_up(source, tmp_path / "b.zip")
    places = ["", request.getfixturevalue("postgres").new_place()] if "://" in address else [""]
    for number, place in enumerate(places):
        done = restore(tmp_path / "b.zip", tmp_path / f"r{number}", store=place)
        with closing(source.store()) as before, closing(done.workshop.store()) as after:
            assert contents(after) == contents(before)
            assert after.record("line") == before.record("line")
            assert after.add("line", [step(9)], by="me").number == before.head("line").number + 1


def test_the_other_files_come_back_as_they_were(workshop, backup, tmp_path):
    restored = restore(backup, tmp_path / "r").workshop
    for name in ("records/line.yaml", "images/图 1.png", "current-product.txt", "witness.txt"):
        assert (restored.folder / name).read_bytes() == (workshop.folder / name).read_bytes(), name
    assert len(list(restored.notebooks.glob("*.ipynb"))) == len(list(workshop.notebooks.glob("*.ipynb")))
    assert (restored.folder / "logs").is_dir()


def test_equal_workshops_give_equal_backups(workshop, backup, tmp_path):
    assert back_up(workshop, tmp_path / "again.zip").path.read_bytes() == backup.read_bytes()


def test_a_backup_has_a_name_of_its_own_and_says_what_is_not_in_it(workshop):
    (workshop.folder / "results").mkdir()
    (workshop.folder / "results" / "index.html").touch()
    done = back_up(workshop, None)
    assert done.path.parent == workshop.folder.parent
    assert done.path.name.startswith("工作坊 1-backup-")
    assert (done.changes, done.findings, done.left_out) == (7, 0, ("results",))


def test_a_password_in_the_address_of_the_store_is_not_in_the_backup(workshop, tmp_path):
    path = workshop.folder / "workshop.toml"
    text = path.read_text(encoding="utf-8")
    back_up(workshop, tmp_path / "b.zip")
    path.write_text(text.replace('"workshop.db"', '"postgresql://me:secret@host/db"'), encoding="utf-8")
    with pytest.raises(StoreRefused):
        back_up(open_workshop(workshop.folder), tmp_path / "c.zip")
    assert not (tmp_path / "c.zip").exists()
    path.write_text(f"{text}# secret\nother = 1\n", encoding="utf-8")
    restored = restore(back_up(workshop, tmp_path / "d.zip").path, tmp_path / "r").workshop
    assert "other = 1" in (restored.folder / "workshop.toml").read_text(encoding="utf-8")


WRITER = """
import sys
from sop_kit.record.workshop import open_workshop
from sop_kit.record.changes import Edit
from pathlib import Path
store = open_workshop(Path(sys.argv[1])).store()
print("ready", flush=True)
for number in range(100000):
    values = {"stage": "monitor", "action": "a", "role": "r"}
    store.add("line", [Edit(act="put", table="steps", row=f"S{number % 50}", values=values)], by="me")
"""


def test_a_backup_made_while_somebody_writes_is_sound(address, tmp_path):
    source = filled(tmp_path / "w", store=address if "://" in address else "workshop.db")
    command = [sys.executable, "-c", WRITER, str(source.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        process.stdout.readline()
        sizes = []
        for number in range(5):
            done = back_up(source, tmp_path / f"b{number}.zip")
            assert done.findings == 0
            sizes.append(done.changes)
            restored = restore(done.path, tmp_path / f"r{number}")
            assert restored.changes == done.changes
        process.kill()
    assert sizes == sorted(sizes)


def test_a_store_that_does_not_add_up_is_backed_up_as_it_is_and_restored_only_on_request(workshop, tmp_path):
    with closing(workshop.store()) as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE changes SET kind = 'import' WHERE product = 'line' AND number = 2")
    done = back_up(workshop, tmp_path / "b.zip")
    assert done.findings == 1
    with pytest.raises(BadRequest, match="line, Change 2"):
        restore(done.path, tmp_path / "r")
    assert not (tmp_path / "r").exists()
    restored = restore(done.path, tmp_path / "r", even_if_broken=True)
    assert [(each.product, each.number) for each in restored.findings] == [("line", 2)]


def test_a_folder_that_holds_something_is_refused(backup, tmp_path):
    (tmp_path / "r").mkdir()
    restore(backup, tmp_path / "r")
    before = sorted((tmp_path / "r").rglob("*"))
    with pytest.raises(BadRequest, match="is not empty"):
        restore(backup, tmp_path / "r")
    assert sorted((tmp_path / "r").rglob("*")) == before
    (tmp_path / "file").touch()
    with pytest.raises(BadRequest, match="is not empty"):
        restore(backup, tmp_path / "file")


@pytest.mark.xdist_group("postgres")
def test_a_database_that_holds_something_is_refused_and_no_folder_is_made(backup, tmp_path, postgres):
    place = postgres.new_place()
    with closing(Store.open(place)) as store:
        store.add("line", [put("product", id="line")], by="me")
        with pytest.raises(BadRequest, match="holds product lines already"):
            restore(backup, tmp_path / "r", store=place)
        assert not (tmp_path / "r").exists()
        assert len(store.rows("line")) == 1


# Files that are no backup


def rewritten(backup, change):
    """Write the backup anew after ``change`` had its hands on its entries; the manifest states what is there then."""
    with zipfile.ZipFile(backup) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    change(parts)
    with zipfile.ZipFile(backup, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return backup


def refused(backup, folder, error=BadRequest, match="no sound backup"):
    before = sorted(folder.parent.iterdir())
    with pytest.raises(error, match=match) as found:
        restore(backup, folder)
    assert sorted(folder.parent.iterdir()) == before
    return str(found.value)


def test_a_file_that_is_not_there_is_said(tmp_path):
    refused(tmp_path / "b.zip", tmp_path / "r", PlaceNotFound, "nothing at")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"this is no archive" * 100, bytes(5000)])
def test_a_file_that_is_no_archive_is_refused(tmp_path, data):
    (tmp_path / "b.zip").write_bytes(data)
    refused(tmp_path / "b.zip", tmp_path / "r")


def test_an_archive_of_another_program_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    refused(tmp_path / "b.zip", tmp_path / "r", match="manifest.json is missing")


def test_a_backup_that_was_cut_or_damaged_anywhere_is_refused(backup, tmp_path):
    whole = backup.read_bytes()
    damaged = tmp_path / "d.zip"
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        damaged.write_bytes(whole[:place])
        refused(damaged, tmp_path / "r")
        data = bytearray(whole)
        data[place] ^= 0x55
        damaged.write_bytes(data)
        try:
            restore(damaged, tmp_path / "r")
        except (BadRequest, NewerKit):
            assert not (tmp_path / "r").exists()
        else:
            # A byte that says nothing about the content, such as a time: then it is whole.
            with closing(open_workshop(tmp_path / "r").store()) as store:
                assert len(store.changes("line")) == 6
            for path in sorted((tmp_path / "r").rglob("*"), reverse=True):
                path.rmdir() if path.is_dir() else path.unlink()
            (tmp_path / "r").rmdir()


@pytest.mark.parametrize("name", [CHANGES, HEADS, "files/workshop.toml", "files/witness.txt", "files/images/图 1.png"])
def test_a_file_altered_in_a_backup_is_named(backup, tmp_path, name):
    rewritten(backup, lambda parts: parts.update({name: parts[name] + b" "}))
    assert name in refused(backup, tmp_path / "r", match="altered since it was written")


def restated(parts):
    """Let the manifest state what is in the archive, as somebody who knows how it is made would."""
    import hashlib

    manifest = json.loads(parts[MANIFEST])
    manifest["files"] = {
        name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}
        for name, data in parts.items()
        if name != MANIFEST
    }
    parts[MANIFEST] = json.dumps(manifest).encode()


def test_a_change_altered_together_with_the_manifest_breaks_the_chain(backup, tmp_path):
    def change(parts):
        parts[CHANGES] = parts[CHANGES].replace(b"monitor", b"release")
        restated(parts)

    rewritten(backup, change)
    refused(backup, tmp_path / "r", match="do not add up")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.txt",
        "files/../../evil.txt",
        "/etc/evil.txt",
        "files//evil.txt",
        "files/C:evil.txt",
        "files/a\\..\\evil.txt",
        "files/records/../../../evil.txt",
        "files/other/evil.txt",
        "files/evil.txt.",
        "evil.txt",
        "files/records/",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(backup, tmp_path, name):
    def change(parts):
        parts[name] = b"evil"
        restated(parts)

    rewritten(backup, change)
    refused(backup, tmp_path / "r", match="does not belong into it")
    assert list(tmp_path.rglob("*evil*")) == []


def test_a_link_is_refused(backup, tmp_path):
    info = zipfile.ZipInfo("files/records/link")
    info.external_attr = 0o120777 << 16

    with zipfile.ZipFile(backup, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    refused(backup, tmp_path / "r", match="does not belong into it")


def test_an_entry_that_occurs_twice_is_refused(backup, tmp_path):
    with zipfile.ZipFile(backup, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("files/witness.txt", "x")
    refused(backup, tmp_path / "r", match="does not belong into it")


def test_a_bomb_is_refused_before_it_is_unpacked(backup, tmp_path):
    def change(parts):
        parts["files/logs/bomb.csv"] = bytes(60_000_000)
        restated(parts)

    rewritten(backup, change)
    assert backup.stat().st_size < 1_000_000
    refused(backup, tmp_path / "r", match="does not belong into it: files/logs/bomb.csv")


def test_an_entry_longer_than_it_says_is_refused(backup, tmp_path):
    def change(parts):
        manifest = json.loads(parts[MANIFEST])
        manifest["files"]["files/witness.txt"]["bytes"] = 3
        parts[MANIFEST] = json.dumps(manifest).encode()

    rewritten(backup, change)
    refused(backup, tmp_path / "r", match="altered")


@pytest.mark.parametrize(
    ("name", "data", "match"),
    [
        (MANIFEST, b"{", "damaged|cannot be read"),
        (MANIFEST, b"[]", "cannot be read"),
        (MANIFEST, b"[" * 100_000, "cannot be read|damaged"),
        (MANIFEST, b'{"format": "another"}', "another program"),
        (CHANGES, b"{}\n", "a line of store/changes.jsonl"),
        (CHANGES, b"nonsense\n", "a line of"),
        (CHANGES, b"\xff\xfe\n", "no sound backup"),
        (HEADS, b'{"product": "line"}\n', "a line of store/heads.jsonl"),
    ],
)
def test_nonsense_inside_is_refused(backup, tmp_path, name, data, match):
    def change(parts):
        parts[name] = data
        if name != MANIFEST:
            restated(parts)

    rewritten(backup, change)
    refused(backup, tmp_path / "r", match=match)


def test_a_backup_of_a_newer_kit_is_said(backup, tmp_path):
    def change(parts):
        manifest = json.loads(parts[MANIFEST])
        parts[MANIFEST] = json.dumps({**manifest, "schema": 99}).encode()

    rewritten(backup, change)
    refused(backup, tmp_path / "r", NewerKit, "newer sop-kit")


def test_what_is_missing_in_a_backup_is_named(backup, tmp_path):
    rewritten(backup, lambda parts: parts.pop("files/witness.txt"))
    assert "files/witness.txt" in refused(backup, tmp_path / "r", match="missing in it")
