from sop_kit.record.changes import Change, Edit, apply, difference
from sop_kit.record.collection import Sent
from sop_kit.record.conflicts import undecided
from sop_kit.record.model import Record
from sop_kit.record.returning import Merge, fill_in, merge_returned
from sop_kit.record.tables import Next, PersonRow
from tests.record.test_three_way import line, step

AT = "2026-11-25T08:00:00Z"
SENT = Sent(owner="Bo", lang="en", file="p-Bo.xlsx", sha256="0", number=1, hash="1", at=AT)


def returned(base: Record, ours: Record, theirs: Record, sent: Sent = SENT, *changes: Change) -> Merge:
    return merge_returned(base=base, ours=ours, theirs=theirs, sent=sent, changes=changes, at=AT)


def limit(text: str, **facts: object) -> Record:
    return line(step("S1", time_limit=text, **facts))


def test_a_workbook_that_comes_twice_changes_nothing_the_second_time():
    once = returned(limit("1 h"), limit("2 h", tool="Jira"), limit("3 h", minutes=5))
    assert once.record.steps == (step("S1", time_limit="2 h", tool="Jira", minutes=5),)
    twice = returned(limit("1 h"), once.record, limit("3 h", minutes=5), once.sent)
    assert twice.record == once.record
    assert twice.clashes == ()


def test_who_wrote_what_stands_is_named():
    wrote = Change(
        id="1",
        product="p",
        at=AT,
        by="An",
        edits=(Edit(act="put", table="steps", row="S1", values={"time_limit": "2 h"}),),
    )
    merge = returned(limit("1 h"), limit("2 h"), limit("3 h"), SENT, wrote)
    assert [(row.ours_by, row.theirs_by) for row in merge.record.conflicts] == [("An", "Bo")]


def test_who_corrects_their_own_word_meets_no_conflict():
    once = returned(limit("1 h"), limit("1 h"), limit("3 h"))
    twice = returned(limit("1 h"), once.record, limit("4 h"), once.sent)
    assert (twice.record.steps[0].time_limit, twice.clashes) == ("4 h", ())


def test_a_word_taken_back_is_taken_back_in_the_record():
    once = returned(limit("1 h"), limit("1 h"), limit("3 h"))
    twice = returned(limit("1 h"), once.record, limit("1 h"), once.sent)
    assert twice.record.steps[0].time_limit == "1 h"


def test_a_conflict_is_closed_when_its_other_side_is_taken_back_or_gives_in():
    once = returned(limit("1 h"), limit("2 h"), limit("3 h"))
    assert undecided(once.record)
    for says in ("1 h", "2 h"):
        twice = returned(limit("1 h"), once.record, limit(says), once.sent)
        assert twice.record.steps[0].time_limit == "2 h"
        assert [(row.decision, row.decided_by) for row in twice.record.conflicts] == [("ours", "Bo")]


def test_a_conflict_stays_open_while_its_other_side_insists():
    once = returned(limit("1 h"), limit("2 h"), limit("3 h"))
    twice = returned(limit("1 h"), once.record, limit("5 h"), once.sent)
    assert [(row.id, row.theirs) for row in undecided(twice.record)] == [("CF1", "5 h")]


def test_a_row_that_got_a_new_id_is_found_under_it_the_next_time():
    base = line(step("S1"))
    ours = line(step("S1"), step("S2", action="ask the bank"))
    theirs = line(step("S1", next=(Next(to="S2"),)), step("S2", action="call the shop"))
    once = returned(base, ours, theirs)
    assert once.renamed == {("steps", "S2"): "S3"}
    again = line(step("S1", next=(Next(to="S2"),)), step("S2", action="call the shop twice", tool="phone"))
    twice = returned(base, once.record, again, once.sent)
    assert [(row.id, row.action, row.tool) for row in twice.record.steps[1:]] == [
        ("S2", "ask the bank", ""),
        ("S3", "call the shop twice", "phone"),
    ]
    assert twice.sent.renamed == (("steps", "S2", "S3"),)
    assert not twice.clashes


def test_a_row_with_the_new_id_in_the_workbook_itself_is_another_one():
    base, ours = line(step("S1")), line(step("S1"), step("S2", action="ask the bank"))
    once = returned(base, ours, line(step("S1"), step("S2", action="call the shop")))
    theirs = line(step("S1"), step("S2", action="call the shop"), step("S3", action="write it down"))
    twice = returned(base, once.record, theirs, once.sent)
    assert sorted(row.action for row in twice.record.steps) == [
        "ask the bank",
        "call the shop",
        "do S1",
        "write it down",
    ]


def test_a_decision_written_into_the_sheet_of_conflicts_is_carried_out():
    once = returned(limit("1 h"), limit("2 h"), limit("3 h")).record
    theirs = apply(
        once, [Edit(act="put", table="conflicts", row="CF1", values={"decision": "theirs", "decided_by": "An"})]
    )
    merge = returned(once, once, theirs)
    assert merge.record.steps[0].time_limit == "3 h"
    assert (merge.record.conflicts[0].decision, merge.record.conflicts[0].decided_by) == ("theirs", "An")


def test_what_was_erased_from_the_base_does_no_harm():
    sent = SENT.model_copy(update={"said": (Edit(act="drop", table="people", row="gone"),)})
    assert returned(limit("1 h"), limit("1 h"), limit("3 h"), sent).record.steps[0].time_limit == "3 h"


def test_without_an_origin_empty_places_are_filled_and_the_rest_is_asked():
    ours = line(step("S1", time_limit="2 h"), step("S2"), PersonRow(id="an", name="An"))
    theirs = line(step("S1", time_limit="3 h", tool="Jira"), step("S3"))
    found = fill_in(ours, theirs)
    after = apply(ours, found.edits)
    assert [row.id for row in after.steps] == ["S1", "S2", "S3"]
    assert after.steps[0] == step("S1", time_limit="2 h", tool="Jira")
    assert after.people == ours.people
    assert [(clash.row, clash.field, clash.ours, clash.theirs) for clash in found.clashes] == [
        ("S1", "time_limit", "2 h", "3 h")
    ]
    assert difference(after, apply(after, fill_in(after, theirs).edits)) == ()
