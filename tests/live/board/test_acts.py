"""What gestures mean: each is one Change that folds, loses no text, makes no arrow to nowhere, and can be undone."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sop_kit.errors import BadRequest
from sop_kit.live.board import acts, arrow_acts, lane_acts
from sop_kit.live.board.leaving import drop_steps
from sop_kit.live.board.meant import Meant, Place
from sop_kit.live.board.merging import merge
from sop_kit.live.board.picture import picture
from sop_kit.record.changes import Change, apply, difference, fold
from sop_kit.record.kinds import STAGES
from sop_kit.record.model import Head, Record, canonical, record_facts
from sop_kit.record.tables import Feedback, Image, Lesson, Next, Process, Step
from sop_kit.record.undoing import inverse
from sop_kit.words import words
from tests.live.board.places import LINES, example, ids_for, seen, small, workflows

EXAMPLES = {name: example(name) for name in LINES}
KEEPS_ALL = ("notes", "move", "turn", "merge", "assign", "group", "lesson", "lane", "place", "size", "arrow")


def after(record: Record, meant: Meant) -> Record:
    return apply(record, meant.edits)


def undone(record: Record, meant: Meant) -> Record:
    """Make the line and the gesture, take the gesture back, and return what is there then."""
    empty = Record(product=record.product).replace(settings=record.settings)
    facts = {"product": record.product.id, "at": "2026-11-25T09:00:00Z", "by": "me"}
    made = [Change(id="1", **facts, edits=difference(None, record) if empty != record else difference(None, empty))]
    made.append(Change(id="2", **facts, edits=meant.edits))
    made.append(Change(id="3", **facts, kind="undo", undoes=2, edits=inverse(made, 2)))
    return fold(made, Head())


def texts(record: Record) -> Counter[str]:
    """Return every line of text of the record that a person wrote."""
    return Counter(line for text in _strings(record_facts(record)) for line in text.split("\n"))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def nowhere(record: Record) -> set[str]:
    """Return the steps that arrows lead to and that are not there."""
    return {arrow.to for step in record.steps for arrow in step.next} - {step.id for step in record.steps}


def gestures(record: Record, draw: st.DrawFn) -> tuple[str, Callable[[], Meant]]:
    """Draw one gesture on a record, most of them such as a person can make."""
    ids, steps = ids_for(record), [step.id for step in record.steps] or ["none"]
    roles = [*(role.id for role in record.roles), *(step.role for step in record.steps), "none"]
    some = draw(st.lists(st.sampled_from(steps), min_size=1, max_size=4, unique=True))
    one, other, role = (draw(st.sampled_from(among)) for among in (steps, steps, roles))
    word = draw(st.sampled_from(["红线", "check  it", "a;b", "=1+1", "Ann's team", "x\ny", ""]))
    place = Place(role, draw(st.sampled_from(STAGES)), draw(st.sampled_from(["", *steps])))
    known = [(step.id, arrow.to, arrow.when) for step in record.steps for arrow in step.next] or [("none", "", "")]
    arrow = draw(st.sampled_from(known))
    made: dict[str, Callable[[], Meant]] = {
        "notes": lambda: acts.add_notes(record, ids, [word, "second"], place),
        "move": lambda: acts.move_steps(record, some, place),
        "arrow": lambda: arrow_acts.add_arrow(record, one, other, word),
        "cut": lambda: arrow_acts.drop_arrow(record, *arrow),
        "when": lambda: arrow_acts.set_condition(record, *arrow, word),
        "turn": lambda: arrow_acts.turn_arrow(record, *arrow),
        "drop": lambda: drop_steps(record, some),
        "merge": lambda: merge(record, some, one, ids, words("zh")),
        "assign": lambda: acts.assign(record, some, draw(st.sampled_from(["", "iteration", "none"]))),
        "group": lambda: acts.group(record, some, ids, word),
        "hot": lambda: acts.set_hot_spot(record, some, word),
        "head": lambda: acts.set_one_head(record, some, ids, word),
        "lesson": lambda: acts.add_lesson(record, ids, one, "failed", word),
        "raci": lambda: acts.set_raci(record, one, role, draw(st.sampled_from("RACIS")), on=draw(st.booleans())),
        "lane": lambda: lane_acts.add_lane(record, ids, word),
        "name": lambda: lane_acts.name_lane(record, ids, role, word),
        "place": lambda: lane_acts.move_lane(record, role, draw(st.sampled_from(["", *roles]))),
        "size": lambda: lane_acts.size_lane(record, role, draw(st.integers(-9, 9999))),
        "leave": lambda: lane_acts.drop_lane(record, role),
    }
    kind = draw(st.sampled_from(sorted(made)))
    return kind, made[kind]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(list(EXAMPLES.values())) | workflows(), st.data())
def test_a_gesture_folds_loses_no_text_leads_nowhere_new_and_can_be_taken_back(record, data):
    kind, gesture = gestures(record, data.draw)
    try:
        meant = gesture()
    except BadRequest:
        return
    now = after(record, meant)
    assert nowhere(now) <= nowhere(record)
    assert all(step.role for step in now.steps)
    if kind in KEEPS_ALL:
        gone = set(texts(record)) - set(texts(now))
        names = {
            getattr(step, name) for step in record.steps for name in ("id", "stage", "role", "process", "evidence")
        }
        said = _folded("\n".join(texts(now)))
        called = {text for text in gone - names if _folded(text) not in said}
        assert called == set(), kind
    assert canonical(record_facts(undone(record, meant))) == canonical(record_facts(record))


def test_a_note_becomes_a_step_with_the_number_that_follows():
    meant = acts.add_note(small(), ids_for(small()), "Write it down", Place("a", "monitor", "S02"))
    step = after(small(), meant).steps[-2]
    assert meant.ids == ("S04",)
    assert (step.id, step.action, step.role, step.stage) == ("S04", "Write it down", "a", "monitor")


def test_notes_stand_in_the_cell_in_the_order_in_which_they_were_put_there():
    record = small(steps=())
    ids = ids_for(record)
    first = after(record, acts.add_notes(record, ids, ["one", "two", "three"], Place("a", "monitor")))
    second = after(first, acts.add_note(first, ids, "between", Place("a", "monitor", "S01")))
    third = after(second, acts.move_steps(second, ["S03"], Place("a", "monitor")))
    assert _read(third, "a", "monitor") == ["three", "one", "between", "two"]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(6)), st.integers(1, 3), st.integers(0, 6))
def test_steps_without_arrows_are_read_as_they_were_dropped(order, dragged, gap):
    steps = tuple(
        Step(id=f"S{number:02}", stage="monitor" if number % 2 else "analyse", action=f"do {number}", role="a")
        for number in order
    )
    record = small(steps=steps)
    cell = [step.id for step in steps if step.stage == "monitor"]
    moved = [step.id for step in steps][:dragged]
    rest = [step for step in cell if step not in moved]
    before = rest[:gap][-1] if rest[:gap] else ""
    now = after(record, acts.move_steps(record, moved, Place("a", "monitor", before)))
    at = rest.index(before) + 1 if before else 0
    place = next(each for each in picture(seen(now))["places"] if (each["lane"], each["column"]) == ("a", "monitor"))
    assert place["ids"] == [*rest[:at], *moved, *rest[at:]]


def _read(record: Record, role: str, stage: str) -> list[str]:
    place = next(p for p in picture(seen(record))["places"] if (p["lane"], p["column"]) == (role, stage))
    actions = {step.id: step.action for step in record.steps}
    return [actions[step] for step in place["ids"]]


def test_a_role_that_comes_to_do_a_step_is_no_longer_consulted_there():
    record = small(steps=(Step(id="S01", stage="monitor", action="Watch", role="a", consulted=("b", "c")),))
    step = after(record, acts.move_steps(record, ["S01"], Place("b", "monitor"))).steps[0]
    assert (step.role, step.consulted) == ("b", ("c",))


@pytest.mark.parametrize(
    ("gesture", "sentence"),
    [
        (lambda r, i: acts.add_note(r, i, "  ", Place("a", "monitor")), "an empty note is not kept"),
        (lambda r, i: acts.add_note(r, i, "x", Place("", "monitor")), "Name a lane first"),
        (lambda r, _: acts.move_steps(r, ["S9"], Place("a", "monitor")), "no step 'S9' any more"),
        (lambda r, _: acts.move_steps(r, [], Place("a", "monitor")), "Select a step"),
        (lambda r, _: arrow_acts.add_arrow(r, "S01", "S01"), "leads to another step"),
        (lambda r, _: arrow_acts.add_arrow(r, "S01", "S03", " red "), "there already"),
        (lambda r, _: arrow_acts.drop_arrow(r, "S02", "S01"), "no such arrow any more"),
        (lambda r, _: acts.set_raci(r, "S01", "a", "R", on=False), "give R to another role"),
        (lambda r, _: acts.set_raci(r, "S01", "a", "C", on=True), "can only be A"),
        (lambda r, i: lane_acts.add_lane(r, i, "ann's TEAM"), "already"),
        (lambda r, _: lane_acts.drop_lane(r, "a"), "holds S01, S02"),
        (lambda r, i: merge(r, ["S01"], "S01", i, words("en")), "Select the notes"),
        (lambda r, _: acts.assign(r, ["S01"], "elsewhere"), "no process"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(gesture, sentence):
    with pytest.raises(BadRequest, match=sentence):
        gesture(small(), ids_for(small()))


def test_an_arrow_turned_round_takes_its_condition_along():
    record = small()
    steps = {step.id: step for step in after(record, arrow_acts.turn_arrow(record, "S01", "S03", "red")).steps}
    assert steps["S01"].next == (Next(to="S02"),)
    assert steps["S03"].next == (Next(to="S01"), Next(to="S01", when="red"))


def test_steps_leave_with_the_arrows_to_them_and_what_still_names_them_is_told():
    record = small(lessons=(Lesson(id="L1", text="late", step="S03"), Lesson(id="L2", text="loud", step="S02")))
    meant = drop_steps(record, ["S03"])
    assert after(record, meant).steps[0].next == (Next(to="S02"),)
    assert meant.stay == (("lessons", "L1"),)


def test_merged_notes_keep_what_was_said_and_what_named_them_names_the_one_that_stays():
    steps = (
        Step(id="S01", stage="monitor", action="Watch", role="a", minutes=5, next=(Next(to="S02", when="red"),)),
        Step(id="S02", stage="feedback", action="Look at it", role="b", minutes=9, outputs="List", performers=("p",)),
        Step(id="S03", stage="decide", action="Stop", role="b", next=(Next(to="S02"), Next(to="S01"))),
    )
    record = small(
        steps=steps,
        lessons=(Lesson(id="L1", text="late", step="S02"),),
        images=(Image(id="P1", file="wall.jpg", step="S02"),),
    )
    now = after(record, meant := merge(record, ["S01", "S02"], "S01", ids_for(record), words("en")))
    kept, last = now.steps
    assert (kept.action, kept.done, kept.outputs, kept.minutes) == ("Watch", "Look at it", "List", 5)
    assert (kept.next, last.next) == ((), (Next(to="S01"),))
    assert (now.lessons[0].step, now.images[0].step, meant.stay) == ("S01", "S01", ())
    assert now.contradictions[0].step == "S01"
    told = "S02, now part of this step, said: Stage: Feedback, Role: b, Minutes a run: 9\narrow to S02 (red)"
    assert now.contradictions[0].text == told


def test_a_rating_that_one_person_gave_to_two_merged_notes_is_not_counted_twice():
    rated = [Feedback(id=f"f{n}", participant="p1", target=f"S0{n}", aspect="clarity", score=n) for n in (1, 2, 3)]
    record = small(feedback=tuple(rated))
    meant = merge(record, ["S01", "S02"], "S01", ids_for(record), words("en"))
    assert [row.target for row in after(record, meant).feedback] == ["S01", "S02", "S03"]
    assert meant.stay == (("feedback", "f2"),)


def test_a_group_takes_the_process_of_that_name_where_there_is_one():
    record = small(processes=(Process(id="own", name="Night shift"),))
    assert after(record, acts.group(record, ["S01"], ids_for(record), "night SHIFT ")).steps[0].process == "own"
    new = after(record, acts.group(record, ["S01", "S02"], ids_for(record), "Release"))
    assert [process.name for process in new.processes] == ["Night shift", "Release"]
    assert new.processes[-1].id != "release"
    assert {step.process for step in new.steps[:2]} == {new.processes[-1].id}


def test_one_head_asks_whom_and_knows_people_by_their_names():
    record = small()
    first = after(record, acts.set_one_head(record, ["S01", "S02"], ids_for(record), "Chen"))
    assert [person.name for person in first.people] == ["Chen"]
    assert all(step.performers == (first.people[0].id,) for step in first.steps[:2])
    second = after(first, acts.set_one_head(first, ["S03"], ids_for(first), "chen"))
    assert len(second.people) == 1
    assert after(second, acts.set_one_head(second, ["S03"], ids_for(second), "")).steps[2].performers == ()


def test_a_letter_goes_to_a_role_and_r_moves_from_one_to_another():
    record = small()
    record = after(record, acts.set_raci(record, "S01", "b", "I", on=True))
    record = after(record, acts.set_raci(record, "S01", "b", "C", on=True))
    assert (record.steps[0].consulted, record.steps[0].informed) == (("b",), ())
    record = after(record, acts.set_raci(record, "S01", "a", "A", on=True))
    record = after(record, acts.set_raci(record, "S01", "b", "R", on=True))
    step = record.steps[0]
    assert (step.role, step.accountable, step.consulted) == ("b", ("a",), ())


def test_a_lane_that_is_carried_keeps_its_height_and_its_place_for_good():
    record = after(small(), lane_acts.size_lane(small(), "b", 200.4))
    record = after(record, lane_acts.move_lane(record, "b", ""))
    assert [(lane.role, lane.height) for lane in record.settings.lanes] == [("b", 200), ("a", 0), ("c", 0)]
    assert [lane["id"] for lane in picture(seen(record))["lanes"]] == ["b", "a", "c"]


def test_lanes_back_in_their_own_order_leave_nothing_in_the_settings():
    record = after(small(), lane_acts.move_lane(small(), "a", "b"))
    assert record.settings.lanes
    assert after(record, lane_acts.move_lane(record, "a", "")).settings == small().settings


def test_an_empty_lane_leaves_with_its_place():
    record = after(small(), lane_acts.size_lane(small(), "c", 100))
    now = after(record, lane_acts.drop_lane(record, "c"))
    assert [role.id for role in now.roles] == ["a", "b"]
    assert "c" not in {lane.role for lane in now.settings.lanes}
