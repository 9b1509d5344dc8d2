"""The store on SQLite and on a real PostgreSQL server: what was acknowledged is there, and nothing else."""

import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from sop_kit.errors import BadRequest, StoreBroken, UnknownProduct
from sop_kit.record.changes import Edit, difference
from sop_kit.record.model import record_facts
from sop_kit.record.store import Store
from tests.record.places import PLACES, new_place
from tests.record.strategies import records

MAKE = Edit(act="put", table="product", values={"id": "line", "name": "产品线"})
WRITER = """
import sys
from sop_kit.record.store import Store
from sop_kit.record.changes import Edit
address, name, many = sys.argv[1], sys.argv[2], int(sys.argv[3])
store = Store.open(address)
for number in range(many):
    values = {"stage": "monitor", "action": "a", "role": "r"}
    head = store.add("line", [Edit(act="put", table="steps", row=f"{name}{number}", values=values)], by=name)
    print(number, head.number, flush=True)
"""


def step(row: str, action: str = "看大盘") -> Edit:
    return Edit(act="put", table="steps", row=row, values={"stage": "monitor", "action": action, "role": "oncall"})


@pytest.fixture(params=PLACES)
def address(request, tmp_path):
    return new_place(request.param, tmp_path, request)


@pytest.fixture
def store(address):
    with closing(Store.open(address)) as opened:
        yield opened


@pytest.fixture
def other(address, store):
    """Return the same store as another process sees it."""
    with closing(Store.open(address)) as opened:
        yield opened


def test_what_was_added_is_there_after_reopening(store, address):
    store.add("line", [MAKE, step("S01")], by="me")
    store.close()
    with closing(Store.open(address)) as again:
        assert [row.action for row in again.record("line").steps] == ["看大盘"]


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
    assert store.add("line", [step("S03")], by="me").number == 2
    assert [row.id for row in store.record("line").steps] == ["S01", "S03"]


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
    for ask in (store.record, lambda product: store.undo(product, by="me")):
        with pytest.raises(UnknownProduct, match="It has: line"):
            ask("lime")


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE changes SET body = replace(body, '看大盘', '不看') WHERE number = 2",
        "UPDATE changes SET at = '2001-01-01T00:00:00Z' WHERE number = 1",
        "UPDATE changes SET kind = 'import' WHERE number = 2",
        "DELETE FROM changes WHERE number = 2",
        "DELETE FROM changes WHERE number = 3",
        "UPDATE changes SET number = 99 - number",
        "UPDATE heads SET hash = product",
    ],
)
def test_a_store_altered_by_hand_is_refused_with_what_to_do(store, address, tampering):
    store.add("line", [MAKE], by="me")
    store.add("line", [step("S01")], by="me")
    store.add("line", [step("S02")], by="me")
    with store.writing() as connection:
        connection.exec_driver_sql(tampering)
    with closing(Store.open(address)) as again:
        for ask in (again.record, lambda product: again.add(product, [step("S03")], by="me")):
            with pytest.raises(StoreBroken, match=r"sop-kit verify.*sop-kit restore"):
                ask("line")


def test_a_clock_set_back_makes_no_change_older_than_the_one_before(address):
    times = iter([datetime(2026, 5, 2, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)])
    with closing(Store.open(address, now=lambda: next(times))) as store:
        store.add("line", [MAKE], by="me")
        store.add("line", [step("S01")], by="me")
        assert [change.at for change in store.changes("line")] == ["2026-05-02T00:00:00Z"] * 2


# The record as it was


def test_the_record_as_it_was_after_any_change(store):
    store.add("line", [MAKE], by="me")
    for number in range(2, 5):
        store.add("line", [step(f"S{number}")], by="me")
    for number in range(1, 5):
        record = store.record("line", at=number)
        assert (len(record.steps), record.head.number) == (number - 1, number)
        assert record.head.hash == store.rows("line")[number - 1].hash


@pytest.mark.parametrize("number", [0, -1, 2, 99])
def test_a_change_that_never_was_is_refused(store, number):
    store.add("line", [MAKE], by="me")
    with pytest.raises(BadRequest, match="it has 1 to 1"):
        store.record("line", at=number)


@settings(max_examples=25)
@given(records(), records())
def test_what_is_stored_is_read_back_equal(one, two):
    with closing(Store.open(":memory:")) as store:
        stored_and_read(store, one, two)


@pytest.mark.xdist_group("postgres")
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(records(), records())
def test_what_is_stored_at_a_server_is_read_back_equal(postgres, one, two):
    with closing(Store.open(postgres.new_place())) as store:
        stored_and_read(store, one, two)


def stored_and_read(store, one, two):
    two = two.replace(product=two.product.model_copy(update={"id": one.product.id}))
    line, before = one.product.id, None
    for record in (one, two, one):
        store.add(line, difference(before, record), by="me")
        assert record_facts(store.record(line)) == record_facts(record)
        before = store.record(line)
    assert record_facts(store.record(line, at=2)) == record_facts(two)
    store.undo(line, by="me")
    assert record_facts(store.record(line)) == record_facts(two)


# Several at once


def test_two_stores_on_one_database_see_each_others_changes(store, other):
    store.add("line", [MAKE], by="me")
    assert other.record("line").product.name == "产品线"
    for number in range(6):
        writer, reader = (store, other) if number % 2 else (other, store)
        writer.add("line", [step(f"S{number}")], by="me")
        assert len(reader.record("line").steps) == number + 1
        assert reader.record("line") == writer.record("line")


def test_a_record_read_once_is_not_read_again_until_something_changed(store, other):
    store.add("line", [MAKE, step("S1")], by="me")
    record = store.record("line")
    assert store.record("line") is record
    other.add("line", [step("S2")], by="me")
    again = store.record("line")
    assert again.steps[0] is record.steps[0]
    assert [row.id for row in again.steps] == ["S1", "S2"]


def test_a_chain_written_anew_under_a_running_program_is_noticed(store, other):
    store.add("line", [MAKE, step("S1")], by="me")
    assert other.record("line").steps
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE changes SET hash = body_hash")
        connection.exec_driver_sql("UPDATE heads SET hash = (SELECT hash FROM changes)")
    with pytest.raises(StoreBroken):
        other.record("line")


def write(address, name, many):
    command = [sys.executable, "-c", WRITER, address, name, str(many)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_processes_writing_at_once_lose_nothing_and_fork_nothing(store, address):
    store.add("line", [MAKE], by="me")
    writers = [write(address, name, 15) for name in ("A", "B", "C")]
    heads = [line.split()[1] for writer in writers for line in writer.communicate()[0].splitlines()]
    assert sorted(map(int, heads)) == list(range(2, 47))
    assert len(store.record("line").steps) == 45
    assert len(store.changes("line")) == 46


@pytest.mark.parametrize("after", [0, 1, 2, 5, 9, 14, 20])
def test_every_acknowledged_change_survives_kill_9_and_nothing_is_half_there(store, address, after):
    store.add("line", [MAKE], by="me")
    with write(address, "A", 1000) as process:
        seen = [process.stdout.readline() for _ in range(after)]
        time.sleep(0.001 * after)  # somewhere within the next one
        process.kill()
        # The last line may be cut in the middle: only whole lines were acknowledged.
        seen += process.stdout.read().split("\n")[:-1]
    record = store.record("line")
    assert len(record.steps) >= len(seen)
    assert len(record.steps) == record.head.number - 1 == len(store.changes("line")) - 1


# What no database keeps


def test_characters_that_no_database_keeps_are_left_out_of_who_and_why(store):
    store.add("line", [MAKE], by="m\x00e", why="import \ud800x\x01.csv", via="a\x00.ipynb")
    (change,) = store.changes("line")
    assert (change.by, change.why, change.via) == ("me", "import x.csv", "a.ipynb")


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_characters_that_no_database_keeps_are_refused_in_a_field(store, text):
    with pytest.raises(BadRequest, match="was not changed"):
        store.add("line", [MAKE, Edit(act="put", table="product", values={"purpose": text})], by="me")


@pytest.mark.parametrize("change_id", ["x" * 65, "a\x00b"])
def test_an_id_of_a_change_that_no_database_keeps_is_refused(store, change_id):
    with pytest.raises(BadRequest, match="no id of a Change"):
        store.add("line", [MAKE], by="me", change_id=change_id)


def test_a_long_text_is_kept_whole(store):
    text = "拦截" * 500_000
    store.add("line", [MAKE, Edit(act="put", table="product", values={"purpose": text})], by="me")
    assert store.changes("line")[0].edits[1].values["purpose"] == text


def test_a_change_too_large_for_a_database_is_refused(store, monkeypatch):
    monkeypatch.setattr("sop_kit.record.chain.LARGEST_BODY", 1_000)
    with pytest.raises(BadRequest, match="too much"):
        store.add("line", [MAKE, step("S1", "a" * 2_000)], by="me")
    assert store.head("line").number == 0


@pytest.mark.parametrize("name", ["🚀", "\u202eطريق", "韩梅梅"])
def test_any_script_is_kept(store, name):
    store.add("line", [MAKE, Edit(act="put", table="product", values={"name": name})], by=name)
    assert store.record("line").product.name == name
    assert store.changes("line")[0].by == name


# Undo and redo


def test_undo_and_redo_are_changes_of_their_own(store, other):
    store.add("line", [MAKE, step("S1")], by="me")
    store.add("line", [step("S1", "看告警")], by="me", why="wrong word")
    done = store.undo("line", by="somebody", why="was right")
    assert (done.number, done.change.why, done.head.number) == (2, "wrong word", 3)
    assert other.record("line").steps[0].action == "看大盘"
    assert other.redo("line", by="me").number == 2
    assert store.record("line").steps[0].action == "看告警"
    assert [(change.kind, change.undoes) for change in store.changes("line")[2:]] == [("undo", 2), ("redo", 3)]
    assert store.redo("line", by="me") is None


def test_a_refused_undo_stores_nothing(store):
    store.add("line", [MAKE, step("S1")], by="me")
    store.add("line", [step("S1", "看告警")], by="me")
    store.add("line", [step("S1", "看日报")], by="somebody")
    with pytest.raises(BadRequest, match=r"somebody on .*, Change 3"):
        store.undo("line", 2, by="me")
    with pytest.raises(BadRequest, match="it has 1 to 3"):
        store.undo("line", 9, by="me")
    assert store.head("line").number == 3
