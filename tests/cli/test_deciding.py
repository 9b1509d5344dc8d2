from pathlib import Path

import pytest

from sop_kit.cli.deciding import carry_out, decide_one
from sop_kit.document.decisions import Decided
from sop_kit.errors import BadRequest, UnknownProduct
from sop_kit.record.changes import Edit
from sop_kit.record.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store.open(tmp_path / "s.db")
    step = {"stage": "monitor", "action": "look", "role": "ops", "time_limit": "2 h"}
    conflict = {"table": "steps", "row": "S1", "field": "time_limit", "ours": "2 h", "theirs": "3 h", "theirs_by": "Bo"}
    store.add(
        "fraud",
        [
            Edit(act="put", table="product", values={"id": "fraud"}),
            Edit(act="put", table="steps", row="S1", values=step),
            Edit(act="put", table="conflicts", row="CF1", values=conflict),
        ],
        by="x",
    )
    return store


def decided(decision: str, product: str = "fraud", conflict: str = "CF1", value: str = "") -> Decided:
    return Decided(product=product, conflict=conflict, decision=decision, value=value, why="", where=f"row {conflict}")  # type: ignore[arg-type]


def test_decisions_of_a_list_are_carried_out_and_the_wrong_ones_reported(store: Store):
    wrong = [decided("ours", conflict="CF9"), decided("ours", product="nowhere")]
    outcome = carry_out(store, [*wrong, decided("theirs")], by="An")
    assert outcome.done == (("fraud", "CF1"),)
    assert [problem.where for problem in outcome.problems] == ["row CF9", "row CF1"]
    record = store.record("fraud")
    assert record.steps[0].time_limit == "3 h"
    assert (record.conflicts[0].decision, record.conflicts[0].decided_by) == ("theirs", "An")
    assert store.changes("fraud")[-1].why == "decision on CF1"


def test_a_list_that_comes_twice_does_nothing_the_second_time(store: Store):
    carry_out(store, [decided("theirs")], by="An")
    head = store.head("fraud")
    assert carry_out(store, [decided("theirs")], by="Cy") == carry_out(store, [], by="Cy")
    assert store.head("fraud") == head


def test_a_list_does_not_undo_what_was_decided_since(store: Store):
    decide_one(store, decided("other", value="4 h"), by="An")
    outcome = carry_out(store, [decided("theirs")], by="Bo")
    assert store.record("fraud").steps[0].time_limit == "4 h"
    assert "decided otherwise" in outcome.problems[0].message


def test_a_single_decision_may_take_the_place_of_an_earlier_one(store: Store):
    decide_one(store, decided("theirs"), by="An")
    decide_one(store, decided("ours"), by="Bo")
    assert store.record("fraud").steps[0].time_limit == "2 h"


def test_a_decision_on_nothing_is_refused(store: Store):
    with pytest.raises(BadRequest):
        decide_one(store, decided("ours", conflict="CF9"), by="An")
    with pytest.raises(UnknownProduct):
        decide_one(store, decided("ours", product="nowhere"), by="An")
