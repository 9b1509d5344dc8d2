"""What an older kit wrote is read, gone on with and verified; what a newer one wrote is said to be so."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sop_kit.errors import NewerKit
from sop_kit.record import store_tables as t
from sop_kit.record.chain import chain_hash
from sop_kit.record.changes import Edit
from sop_kit.record.files.yaml_file import read_record, write_record
from sop_kit.record.looking import verified
from sop_kit.record.store import Store
from sop_kit.record.workshop import create, open_workshop

OLD = Path(__file__).parent.parent / "old"
VERSIONS = sorted(path.name for path in OLD.iterdir())


@pytest.fixture(params=VERSIONS)
def old(request, tmp_path):
    """Return a workshop with a copy of the store of an older kit, and the folder of what it exported."""
    workshop = create(tmp_path / "w")
    (workshop.folder / "workshop.db").unlink()
    shutil.copyfile(OLD / request.param / "store.db", workshop.folder / "workshop.db")
    return workshop, OLD / request.param


def test_the_records_are_those_that_were_exported_then(old):
    workshop, folder = old
    with closing(workshop.store()) as store:
        for path in folder.glob("*.yaml"):
            then = read_record(path.read_bytes(), path.name).record
            now = store.record(path.stem)
            assert now.model_copy(update={"log": then.log}) == then
            assert write_record(now) == path.read_text(encoding="utf-8")


def test_it_can_be_read_without_writing_into_it(old):
    workshop, _ = old
    before = (workshop.folder / "workshop.db").read_bytes()
    with closing(workshop.store_to_read()) as store:
        assert store.record("fraud").steps
    assert verified(workshop, [], [])[0].findings == ()
    assert (workshop.folder / "workshop.db").read_bytes() == before


def test_it_goes_on_with_everything_that_is_new(old):
    workshop, folder = old
    with closing(workshop.store()) as store:
        number = store.head("fraud").number
        store.add("fraud", [Edit(act="put", table="steps", row="F1", values={"tool": "Grafana"})], by="me")
        assert store.undo("fraud", by="me").number == number + 1
        assert store.undo("fraud", 3, by="me") is not None
        assert store.record("fraud", at=number).head.number == number
    files = sorted(folder.glob("*.yaml"))
    found, silent = verified(workshop, files, [])
    assert (found.findings, silent) == ((), ())


def test_a_tail_cut_off_after_opening_it_is_found(old):
    workshop, _ = old
    workshop.store().close()
    with closing(sqlite3.connect(workshop.folder / "workshop.db")) as connection, connection:
        connection.execute("DELETE FROM changes WHERE product = 'fraud' AND number > 4")
    found = verified(workshop, [], [])[0].findings
    assert [(each.product, each.number) for each in found] == [("fraud", 5), ("fraud", 6)]


def test_a_kit_that_notes_no_heads_may_go_on_writing_beside_a_new_one(old):
    workshop, _ = old
    with closing(workshop.store()) as store:
        store.add("fraud", [Edit(act="put", table="steps", row="F1", values={"tool": "Grafana"})], by="me")
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM heads WHERE product = 'payments'")
            connection.exec_driver_sql(
                "UPDATE heads SET number = 4, hash = (SELECT hash FROM changes WHERE number = 4) "
                "WHERE product = 'fraud'"
            )
        assert store.record("fraud").head.number == 7
    with closing(workshop.store()) as store:
        assert store.record("fraud").steps
    assert verified(workshop, [], [])[0].findings == ()


def test_a_change_of_a_newer_kit_is_said(tmp_path):
    with closing(Store.open(tmp_path / "a.db")) as store:
        store.add("line", [Edit(act="put", table="product", values={"id": "line"})], by="me")
        (row,) = store.rows("line")
        newer = replace(row, schema_version=99)
        newer = replace(newer, hash=chain_hash(newer, ""))
        with store.writing() as connection:
            connection.execute(t.changes.delete())
            t.insert(connection, [newer])
            t.note_head(connection, "line", newer.head)
    with closing(Store.open(tmp_path / "a.db")) as store, pytest.raises(NewerKit, match="pip install --upgrade"):
        store.record("line")


def test_settings_of_a_newer_kit_are_said(tmp_path):
    workshop = create(tmp_path / "w")
    path = workshop.folder / "workshop.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("schema = 1", "schema = 2"), encoding="utf-8")
    with pytest.raises(NewerKit, match="newer sop-kit"):
        open_workshop(workshop.folder)
