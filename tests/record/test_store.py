import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

import pytest

from sop_kit.errors import BadRequest, SopKitError, StoreBroken, UnknownProduct
from sop_kit.record.changes import Edit
from sop_kit.record.store import Store

MAKE = Edit(act="put", table="product", values={"id": "line", "name": "产品线"})


def step(row: str, action: str = "看大盘") -> Edit:
    return Edit(act="put", table="steps", row=row, values={"stage": "monitor", "action": action, "role": "oncall"})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "workshop.db"


@pytest.fixture
def store(path):
    opened = Store.open(path)
    yield opened
    opened.close()


def test_what_was_added_is_there_after_reopening(store, path):
    store.add("line", [MAKE, step("S01")], by="me")
    store.close()
    again = Store.open(path)
    assert [row.action for row in again.record("line").steps] == ["看大盘"]
    again.close()


def test_a_change_sent_twice_is_stored_once(store):
    store.add("line", [MAKE], by="me", change_id="a")
    assert store.add("line", [MAKE], by="me", change_id="a").number == 1
    assert len(store.changes("line")) == 1


def test_an_invalid_edit_stores_nothing(store):
    store.add("line", [MAKE, step("S01")], by="me")
    bad = Edit(act="put", table="steps", row="S01", values={"stage": "sometimes"})
    with pytest.raises(BadRequest, match="stage"):
        store.add("line", [step("S02"), bad], by="me")
    assert store.head("line").number == 1
    assert [row.id for row in store.record("line").steps] == ["S01"]


def test_edits_made_on_an_older_state_are_refused_when_that_matters(store):
    store.add("line", [MAKE], by="me")
    store.add("line", [step("S01")], by="somebody")
    with pytest.raises(BadRequest, match="somebody else"):
        store.add("line", [step("S02")], by="me", expect=1)


def test_facts_of_another_product_are_refused(store):
    with pytest.raises(BadRequest, match="other"):
        store.add("line", [Edit(act="put", table="product", values={"id": "other"})], by="me")


def test_lines_have_chains_of_their_own(store):
    store.add("line", [MAKE], by="me")
    head = store.head("line")
    store.add("two", [Edit(act="put", table="product", values={"id": "two"})], by="me")
    assert store.head("line") == head
    assert store.products() == ("line", "two")


def test_an_unknown_product_is_named_with_the_known_ones(store):
    store.add("line", [MAKE], by="me")
    with pytest.raises(UnknownProduct, match="It has: line"):
        store.record("lime")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE changes SET body = replace(body, '看大盘', '不看') WHERE number = 2",
        "UPDATE changes SET at = '2001-01-01T00:00:00Z' WHERE number = 1",
        "UPDATE changes SET kind = 'import' WHERE number = 2",
        "DELETE FROM changes WHERE number = 2",
        "UPDATE changes SET number = 9 - number",
    ],
)
def test_a_row_altered_by_hand_is_detected(store, path, tampering):
    store.add("line", [MAKE], by="me")
    store.add("line", [step("S01")], by="me")
    store.add("line", [step("S02")], by="me")
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute(tampering)
    connection.close()
    again = Store.open(path)
    with pytest.raises(StoreBroken):
        again.record("line")
    again.close()


def test_a_clock_set_back_makes_no_change_older_than_the_one_before(path):
    times = iter([datetime(2026, 5, 2, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)])
    store = Store.open(path, now=lambda: next(times))
    store.add("line", [MAKE], by="me")
    store.add("line", [step("S01")], by="me")
    assert [change.at for change in store.changes("line")] == ["2026-05-02T00:00:00Z"] * 2
    store.close()


def test_every_acknowledged_change_survives_kill_9(path):
    program = f"""
import sys
from sop_kit.record.store import Store
from sop_kit.record.changes import Edit
store = Store.open({str(path)!r})
store.add("line", [Edit(act="put", table="product", values={{"id": "line"}})], by="me")
number = 0
while True:
    values = {{"stage": "monitor", "action": "a", "role": "r"}}
    store.add("line", [Edit(act="put", table="steps", row=f"S{{number}}", values=values)], by="me")
    print(number, flush=True)
    number += 1
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        seen = [int(process.stdout.readline()) for _ in range(25)]
        process.kill()
        # The last line may be cut in the middle: only whole lines were acknowledged.
        rest = process.stdout.read().split("\n")[:-1]
    acknowledged = max([*seen, *map(int, rest)])
    store = Store.open(path)
    assert len(store.record("line").steps) >= acknowledged + 1
    store.close()


def test_two_processes_writing_at_once_lose_nothing(path):
    store = Store.open(path)
    store.add("line", [MAKE], by="me")
    program = f"""
import sys
from sop_kit.record.store import Store
from sop_kit.record.changes import Edit
store = Store.open({str(path)!r})
for number in range(20):
    values = {{"stage": "monitor", "action": "a", "role": "r"}}
    store.add("line", [Edit(act="put", table="steps", row=sys.argv[1] + str(number), values=values)], by="me")
"""
    writers = [subprocess.Popen([sys.executable, "-c", program, name]) for name in ("A", "B")]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert len(store.record("line").steps) == 40
    store.close()


def test_a_file_that_is_no_store_is_refused_in_a_sentence(path):
    damaged = path.with_name("broken.db")
    damaged.write_bytes(b"this is no database" * 100)
    with pytest.raises(SopKitError, match="store"):
        Store.open(damaged)
