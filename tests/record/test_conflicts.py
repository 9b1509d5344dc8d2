import pytest
from hypothesis import given, settings

from sop_kit.errors import BadRequest
from sop_kit.record.changes import Change, Edit, apply
from sop_kit.record.conflicts import Place, conflict_edits, decide, standing, undecided, writers
from sop_kit.record.life_tables import Conflict
from sop_kit.record.model import Record, row_facts
from sop_kit.record.tables import Next, Product, RoleRow, Step
from sop_kit.record.three_way import three_way
from tests.record.test_three_way import line, step, three

AT = "2026-11-25T08:00:00Z"


def nobody(_place: Place) -> str:
    return ""


def in_conflict(base: Record, ours: Record, theirs: Record, by: str = "bo") -> Record:
    found = three_way(base, ours, theirs)
    after = apply(ours, found.edits)
    return apply(after, conflict_edits(after, found.clashes, by=by, at=AT, wrote=lambda _: "an"))


def limits(ours: str, theirs: str) -> Record:
    base = line(step("S1", time_limit="1 h"))
    return in_conflict(base, line(step("S1", time_limit=ours)), line(step("S1", time_limit=theirs)))


def decided(record: Record, decision: str, value: str = "", row: str = "CF1") -> Record:
    return apply(record, decide(record, row, decision, value=value, why="asked the team", by="cy"))  # type: ignore[arg-type]


def test_a_clash_is_kept_side_by_side_with_who_said_it():
    assert limits("2 h", "3 h").conflicts == (
        Conflict(
            id="CF1",
            table="steps",
            row="S1",
            field="time_limit",
            ours="2 h",
            ours_by="an",
            theirs="3 h",
            theirs_by="bo",
            at=AT,
        ),
    )


@pytest.mark.parametrize(
    ("decision", "value", "limit"), [("ours", "", "2 h"), ("theirs", "", "3 h"), ("other", "4 h", "4 h")]
)
def test_a_decision_is_carried_out_and_written_down(decision: str, value: str, limit: str):
    after = decided(limits("2 h", "3 h"), decision, value)
    assert after.steps[0].time_limit == limit
    row = after.conflicts[0]
    assert (row.decision, row.why, row.decided_by) == (decision, "asked the team", "cy")
    assert undecided(after) == ()


def test_a_decision_can_be_taken_back():
    after = decided(decided(limits("2 h", "3 h"), "theirs"), "ours")
    assert after.steps[0].time_limit == "2 h"


def test_an_empty_cell_can_win():
    assert decided(limits("2 h", ""), "theirs").steps[0].time_limit == ""


def test_another_value_is_read_as_people_write_it():
    base = line(step("S1"), RoleRow(id="ops", name="Operations"), RoleRow(id="shop", name="Shop floor"))
    roles = base.roles
    after = in_conflict(base, line(step("S1", stage="decide"), *roles), line(step("S1", stage="release"), *roles))
    assert decided(after, "other", "优化").steps[0].stage == "optimise"
    after = in_conflict(
        base, line(step("S1", accountable=("ops",)), *roles), line(step("S1", accountable=("shop",)), *roles)
    )
    assert decided(after, "other", "Shop floor、Operations").steps[0].accountable == ("shop", "ops")


def test_a_value_that_does_not_fit_is_refused_with_the_reason():
    base = line(step("S1", minutes=1))
    after = in_conflict(base, line(step("S1", minutes=2)), line(step("S1", minutes=3)))
    with pytest.raises(BadRequest, match="is no number"):
        decide(after, "CF1", "other", value="quite long")


def test_what_must_be_stated_cannot_be_emptied():
    base = line(step("S1"))
    after = in_conflict(base, line(step("S1", action="a")), line(step("S1", action="b")))
    with pytest.raises(BadRequest, match="must be stated"):
        decide(after, "CF1", "other", value="  ")


def test_a_row_that_one_took_out_comes_back_or_goes():
    base, changed = line(step("S1"), step("S2")), line(step("S1"), step("S2", next=(Next(to="S1", when="a; b"),)))
    gone = line(step("S1"))
    assert decided(in_conflict(base, changed, gone), "theirs").steps == gone.steps
    assert decided(in_conflict(base, gone, changed), "theirs").steps == changed.steps
    assert decided(in_conflict(base, gone, changed), "ours").steps == gone.steps
    with pytest.raises(BadRequest, match="whole row"):
        decide(in_conflict(base, gone, changed), "CF1", "other", value="x")


def test_nothing_is_written_into_a_row_that_is_gone():
    record = limits("2 h", "3 h").replace(steps=())
    with pytest.raises(BadRequest, match="not in the record any more"):
        decide(record, "CF1", "theirs")
    assert decided(record, "ours").conflicts[0].decision == "ours"


def test_an_unknown_conflict_is_refused_with_those_there_are():
    with pytest.raises(BadRequest, match="CF1"):
        decide(limits("2 h", "3 h"), "CF9", "ours")


def test_what_was_said_before_is_not_asked_again():
    first = limits("2 h", "3 h")
    clashes = three_way(line(step("S1")), first, line(step("S1", time_limit="3 h"))).clashes
    assert clashes
    for record in (first, decided(first, "ours")):
        assert conflict_edits(record, clashes, by="bo", at=AT, wrote=nobody) == ()


def test_a_new_word_of_the_same_person_takes_the_place_of_their_old_one():
    first = limits("2 h", "3 h")
    clashes = three_way(line(step("S1")), first, line(step("S1", time_limit="5 h"))).clashes
    after = apply(first, conflict_edits(first, clashes, by="bo", at=AT, wrote=nobody))
    assert [(row.id, row.theirs) for row in after.conflicts] == [("CF1", "5 h")]
    after = apply(first, conflict_edits(first, clashes, by="cy", at=AT, wrote=nobody))
    assert [(row.id, row.theirs) for row in after.conflicts] == [("CF1", "3 h"), ("CF2", "5 h")]


def test_a_conflict_is_none_when_the_other_value_stands_there_by_now():
    record = limits("2 h", "3 h").replace(steps=(step("S1", time_limit="3 h"),))
    assert undecided(record) == ()


def test_the_one_who_wrote_last_is_named():
    def said(by: str, *edits: Edit) -> Change:
        return Change(id=by, product="p", at=AT, by=by, edits=edits)

    first = said("an", Edit(act="put", table="steps", row="S1", values={"tool": "x", "action": "a"}))
    wrote = writers([first, said("bo", Edit(act="put", table="steps", row="S1", values={"tool": "y"}))])
    assert wrote["steps", "S1", "tool"] == "bo"
    assert wrote["steps", "S1", "action"] == "an"
    assert wrote["steps", "S1", ""] == "bo"
    assert ("steps", "S2", "tool") not in wrote


@settings(max_examples=25, deadline=None)
@given(three())
def test_taking_theirs_gives_what_they_said(given_records: tuple[Record, Record, Record]):
    base, ours, theirs = given_records
    ours, base = ours.replace(conflicts=()), base.replace(conflicts=())
    found = three_way(base, ours, theirs.replace(conflicts=()))
    after = apply(ours, found.edits)
    after = apply(after, conflict_edits(after, found.clashes, by="bo", at=AT, wrote=nobody))
    assert len(after.conflicts) == len(found.clashes)
    for clash, conflict in zip(found.clashes, after.conflicts, strict=True):
        once = decided(after, "theirs", row=conflict.id)
        assert standing(once, conflict) == conflict.theirs
        fact = getattr(once, clash.table)
        if not isinstance(fact, Product) and clash.table != "settings":
            fact = next((row for row in fact if row.id == clash.row), None)
        facts = None if fact is None else row_facts(fact)
        assert (facts.get(clash.field) if clash.field and facts else facts) == clash.theirs


def test_a_step_is_all_that_a_conflict_about_a_step_touches():
    after = decided(limits("2 h", "3 h"), "theirs")
    assert [type(row) for row in after.steps] == [Step]
    assert (after.roles, after.product) == ((), limits("2 h", "3 h").product)
