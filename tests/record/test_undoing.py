"""What can be taken back, what comes back, and what is refused."""

import pytest
from hypothesis import given, settings

from sop_kit.errors import BadRequest
from sop_kit.record.changes import Change, Edit, difference, fold
from sop_kit.record.model import Head, record_facts
from sop_kit.record.undoing import anybody, inverse, last_done, last_undone
from tests.record.strategies import records


def put(table, row="", **values):
    return Edit(act="put", table=table, row=row, values=values)


def drop(table, row):
    return Edit(act="drop", table=table, row=row)


def move(table, row, after=""):
    return Edit(act="move", table=table, row=row, after=after)


def step(row, **values):
    return put("steps", row, stage="monitor", action="看大盘", role="oncall", **values)


MADE = [put("product", id="line", name="产品线"), step("S1", tool="Grafana"), step("S2"), step("S3")]


def chain(*changes):
    """Return Changes from lists of edits, numbers of Changes to undo, or Changes."""
    made = []
    for number, each in enumerate([MADE, *changes], start=1):
        facts = {"id": str(number), "product": "line", "at": f"2026-05-0{number}T00:00:00Z", "by": "me"}
        if isinstance(each, int):
            target = abs(each)
            kind = "undo" if each > 0 else "redo"
            made.append(Change(**facts, kind=kind, undoes=target, edits=inverse(made, target)))
        else:
            made.append(Change(**facts, edits=tuple(each)))
    return made


def facts(changes):
    return record_facts(fold(changes, Head()))


@pytest.mark.parametrize(
    "edits",
    [
        [put("steps", "S1", tool="Kibana", outputs="日报")],
        [put("steps", "S1", tool=None)],
        [step("S4"), move("steps", "S4")],
        [drop("steps", "S1")],
        [drop("steps", "S2"), drop("steps", "S1")],
        [move("steps", "S3")],
        [move("steps", "S3"), move("steps", "S2")],
        [move("steps", "S3"), put("steps", "S3", tool="x"), drop("steps", "S2")],
        [put("product", name="另一个", owner="p"), put("people", "p", name="李雷")],
        [step("S4"), drop("steps", "S4")],
        [drop("steps", "S1"), step("S1", outputs="日报")],
        [put("settings", rules_off={"C1": "不适用"})],
    ],
)
def test_what_was_taken_back_is_as_if_it_had_never_been_said(edits):
    assert facts(chain(edits, 2)) == facts(chain())


@settings(max_examples=60)
@given(records(), records())
def test_any_change_can_be_taken_back_as_a_whole(before, after):
    facts_of = {"product": "line", "at": "2026-05-01T00:00:00Z", "by": "me"}
    edits = [difference(None, before), difference(before, after)]
    changes = [Change(id=str(number), edits=each, **facts_of) for number, each in enumerate(edits)]
    back = Change(id="back", edits=inverse(changes, 2), kind="undo", undoes=2, **facts_of)
    assert facts([*changes, back]) == record_facts(before)


@pytest.mark.parametrize("edits", [[drop("steps", "S1")], [move("steps", "S3")], [step("S4")]])
def test_what_was_made_again_is_as_if_it_had_never_been_taken_back(edits):
    assert facts(chain(edits, 2, -3)) == facts(chain(edits))


def test_only_what_the_change_touched_is_set_back():
    later = [put("steps", "S1", outputs="日报"), step("S5"), move("steps", "S2")]
    expected = facts(chain(later))
    assert facts(chain([put("steps", "S1", tool="Kibana")], later, 2)) == expected


@pytest.mark.parametrize(
    ("edits", "later"),
    [
        ([put("steps", "S1", tool="Kibana")], [put("steps", "S1", tool="Loki")]),
        ([put("steps", "S1", tool="Kibana")], [drop("steps", "S1")]),
        ([step("S4")], [put("steps", "S4", tool="Loki")]),
        ([step("S4")], [move("steps", "S4")]),
        ([drop("steps", "S1")], [step("S1")]),
        ([move("steps", "S3")], [move("steps", "S3", after="S1")]),
    ],
)
def test_what_was_touched_since_is_not_set_back_and_it_says_by_whom(edits, later):
    with pytest.raises(BadRequest, match=r"Steps S\d.*: me on 2026-05-03T00:00:00Z, Change 3"):
        inverse(chain(edits, later), 2)


def test_a_later_change_that_was_itself_taken_back_is_in_nobodys_way():
    changes = chain([put("steps", "S1", tool="Kibana")], [put("steps", "S1", tool="Loki")], 3, 2)
    assert facts(changes) == facts(chain())


@pytest.mark.parametrize(
    ("changes", "number", "words"),
    [
        (chain(), 1, "made the product line"),
        (chain([put("steps", "S1", tool="x")], 2), 2, "taken back already, by Change 3"),
    ],
)
def test_what_cannot_be_taken_back_is_said(changes, number, words):
    with pytest.raises(BadRequest, match=words):
        inverse(changes, number)


def stacks(changes):
    return last_done(changes, anybody), last_undone(changes, anybody)


def test_undo_and_redo_walk_a_stack_and_a_new_edit_clears_what_could_be_redone():
    edits = [[put("steps", "S1", tool=str(number))] for number in range(2)]
    assert stacks(chain(*edits)) == (3, None)
    assert stacks(chain(*edits, 3)) == (2, 4)
    assert stacks(chain(*edits, 3, 2)) == (None, 5)
    assert stacks(chain(*edits, 3, 2, -5)) == (2, 4)
    assert stacks(chain(*edits, 3, 2, -5, -4)) == (3, None)
    assert stacks(chain(*edits, 3, [put("steps", "S2", tool="x")])) == (5, None)


def test_only_my_own_changes_are_next():
    mine = chain([put("steps", "S1", tool="x")])
    theirs = mine[-1].model_copy(update={"by": "somebody"})
    assert last_done([*mine, theirs], lambda change: change.by == "me") == 2
