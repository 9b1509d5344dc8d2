"""What somebody with a hand on the database can do, and what is found of it."""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from sop_kit.record.chain import body_hash, chain_hash
from sop_kit.record.changes import Edit
from sop_kit.record.files.yaml_file import write_record
from sop_kit.record.looking import verified
from sop_kit.record.witness import Anchor
from sop_kit.record.workshop import create

LENGTH = 6


@pytest.fixture
def workshop(tmp_path):
    """Return a workshop with two product lines of six Changes each."""
    made = create(tmp_path / "w")
    store = made.store()
    for product in ("line", "two"):
        store.add(product, [Edit(act="put", table="product", values={"id": product})], by="me")
        for number in range(2, LENGTH + 1):
            values = {"stage": "monitor", "action": f"看大盘 {number}", "role": "oncall"}
            store.add(product, [Edit(act="put", table="steps", row="S1", values=values)], by="me")
    store.close()
    return made


def tamper(workshop, *statements):
    with closing(sqlite3.connect(workshop.folder / "workshop.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def found(workshop, *files, told=()):
    return {(each.product, each.number): str(each.what) for each in verified(workshop, files, told)[0].findings}


def places(workshop, *files, told=()):
    return sorted(found(workshop, *files, told=told))


def without_witness(workshop):
    workshop.witness.unlink()


def test_a_sound_store_has_no_finding(workshop):
    assert found(workshop) == {}


@pytest.mark.parametrize("witness", [True, False])
@pytest.mark.parametrize(
    ("tampering", "expected"),
    [
        (["UPDATE changes SET body = replace(body, '看', '听') WHERE product = 'line' AND number % 2 = 0"], [2, 4, 6]),
        (["UPDATE changes SET salt = 'x' WHERE product = 'line' AND number = 6"], [6]),
        (["UPDATE changes SET body = NULL, salt = NULL WHERE product = 'line' AND number = 3"], [3]),
        (["UPDATE changes SET at = '2001-01-01T00:00:00Z' WHERE product = 'line' AND number IN (1, 5)"], [1, 5]),
        (["UPDATE changes SET kind = 'import' WHERE product = 'line' AND number = 6"], [6]),
        (["UPDATE changes SET id = 'other' WHERE product = 'line' AND number = 2"], [2]),
        (["UPDATE changes SET hash = body_hash WHERE product = 'line' AND number = 3"], [3]),
        (["UPDATE changes SET body = X'00ff', at = 7 WHERE product = 'line' AND number = 3"], [3]),
        (["DELETE FROM changes WHERE product = 'line' AND number IN (2, 3, 5)"], [2, 3, 5]),
        (["DELETE FROM changes WHERE product = 'line' AND number = 1"], [1]),
        (["DELETE FROM changes WHERE product = 'line' AND number > 4"], [5, 6]),
        (["DELETE FROM changes WHERE product = 'line'"], [0]),
        (
            [
                "UPDATE changes SET number = 99 WHERE product = 'line' AND number = 2",
                "UPDATE changes SET number = 2 WHERE product = 'line' AND number = 4",
                "UPDATE changes SET number = 4 WHERE product = 'line' AND number = 99",
            ],
            [2, 4],
        ),
        (["UPDATE changes SET number = -number", "UPDATE changes SET number = 7 + number WHERE product = 'line'",
          "UPDATE changes SET number = -number WHERE product = 'two'"], [1, 2, 3, 4, 5, 6]),
        (["UPDATE changes SET product = 'three' WHERE product = 'line'"], [0]),
    ],
)  # fmt: skip
def test_each_row_that_was_touched_is_found_and_no_other(workshop, tampering, expected, witness):
    if not witness:
        without_witness(workshop)
    tamper(workshop, *tampering)
    assert [number for product, number in places(workshop) if product == "line"] == expected
    assert [number for product, number in places(workshop) if product == "two"] == []


def test_swapped_rows_are_called_swapped(workshop):
    tamper(
        workshop,
        "UPDATE changes SET number = 99 WHERE product = 'line' AND number = 2",
        "UPDATE changes SET number = 2 WHERE product = 'line' AND number = 3",
        "UPDATE changes SET number = 3 WHERE product = 'line' AND number = 99",
    )
    without_witness(workshop)
    assert found(workshop) == {
        ("line", 2): "Change 3 stands in its place: rows were swapped.",
        ("line", 3): "Change 2 stands in its place: rows were swapped.",
    }


def test_a_row_that_stands_there_twice_is_found(workshop):
    tamper(
        workshop,
        "CREATE TABLE loose AS SELECT * FROM changes",
        "DROP TABLE changes",
        "ALTER TABLE loose RENAME TO changes",
        "INSERT INTO changes SELECT * FROM changes WHERE product = 'line' AND number = 3",
    )
    assert found(workshop) == {("line", 3): "It stands there twice."}


def written_anew(workshop, first=3):
    """Write the chain anew from a Change on, with hashes that add up, and the table of heads with it."""
    store = workshop.store_to_read()
    rows = list(store.rows("line"))
    store.close()
    for place in range(first - 1, len(rows)):
        body = rows[place].body.replace("看大盘", "什么都不看")
        row = replace(rows[place], body=body, body_hash=body_hash(rows[place].salt, body))
        rows[place] = replace(row, hash=chain_hash(row, rows[place - 1].hash if place else ""))
    with closing(sqlite3.connect(workshop.folder / "workshop.db")) as connection, connection:
        for row in rows:
            values = (row.body, row.body_hash, row.hash, row.number)
            connection.execute(
                "UPDATE changes SET body = ?, body_hash = ?, hash = ? WHERE product = 'line' AND number = ?", values
            )
        connection.execute("UPDATE heads SET hash = ? WHERE product = 'line'", (rows[-1].hash,))


def test_a_chain_written_anew_shows_against_the_witness(workshop):
    written_anew(workshop)
    assert places(workshop) == [("line", number) for number in (3, 4, 5, 6)]
    assert "witness.txt" in found(workshop)["line", 4]


@pytest.mark.parametrize("suffix", ["records", "file"])
def test_a_chain_written_anew_shows_against_an_exported_record(workshop, tmp_path, suffix):
    folder = workshop.folder / "records" if suffix == "records" else tmp_path
    store = workshop.store()
    (folder / "line.yaml").write_text(write_record(store.record("line", at=5)), encoding="utf-8")
    store.close()
    without_witness(workshop)
    files = [] if suffix == "records" else [folder / "line.yaml"]
    assert found(workshop, *files) == {}
    written_anew(workshop)
    assert places(workshop, *files) == [("line", 5)]


def test_a_chain_written_anew_shows_against_a_typed_head(workshop):
    store = workshop.store_to_read()
    head = store.head("line")
    store.close()
    without_witness(workshop)
    told = [Anchor("--head", "line", head.number, head.hash[:12])]
    assert found(workshop, told=told) == {}
    written_anew(workshop)
    assert places(workshop, told=told) == [("line", 6)]


def test_a_tail_cut_off_in_every_table_of_the_database_shows_against_the_witness(workshop):
    tamper(
        workshop,
        "DELETE FROM changes WHERE product = 'line' AND number > 4",
        "UPDATE heads SET number = 4, hash = (SELECT hash FROM changes WHERE product = 'line' AND number = 4) "
        "WHERE product = 'line'",
    )
    assert places(workshop) == [("line", 5), ("line", 6)]
    without_witness(workshop)
    assert found(workshop) == {}


def test_a_line_dropped_from_every_table_of_the_database_shows_against_the_witness(workshop):
    tamper(workshop, "DELETE FROM changes WHERE product = 'line'", "DELETE FROM heads WHERE product = 'line'")
    assert places(workshop) == [("line", 0)]


def test_it_says_whether_something_outside_the_database_was_there_to_compare_with(workshop):
    assert verified(workshop, [], [])[0].outside
    without_witness(workshop)
    assert not verified(workshop, [], [])[0].outside


def test_a_witness_that_was_cut_or_lags_behind_is_no_finding(workshop):
    lines = workshop.witness.read_bytes()
    for length in range(0, len(lines), 7):
        workshop.witness.write_bytes(lines[:length])
        assert found(workshop) == {}


@pytest.mark.parametrize("column", ["at", "kind", "id", "body", "salt", "body_hash", "hash"])
def test_every_single_digit_of_a_row_counts(workshop, column):
    last = f"substr({column}, 1, length({column}) - 1) || '~'"
    tamper(workshop, f"UPDATE changes SET {column} = {last} WHERE product = 'line' AND number = 4")  # noqa: S608  ours
    assert places(workshop) == [("line", 4)]
