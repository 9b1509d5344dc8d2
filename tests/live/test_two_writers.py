"""Two people on one record: what stands is never overwritten unseen, and nothing that was typed is lost."""

import asyncio
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sop_kit.cli.taking import start_workshop
from sop_kit.errors import BadRequest
from sop_kit.live import open_session
from sop_kit.record.conflicts import undecided
from sop_kit.record.workshop import create
from tests.live.two import STEP, Two, at, drop, put

COLUMNS = ("tool", "outputs")
TEXTS = ("Grafana", "Kibana", "日报", "值班表", "")


async def until(there):
    """Wait until a condition holds."""
    end = time.monotonic() + 30
    while not there():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


@pytest.fixture
def two(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="反欺诈")
    return Two(monkeypatch, tmp_path / "w")


# What stands stays, and the other statement is kept


def test_what_somebody_else_wrote_meanwhile_stays_and_mine_is_kept_beside_it(two):
    two.save("li", put(tool="Grafana"))
    (conflict,) = two.save("han", put(tool="Kibana", outputs="日报"), seen=at(tool="", outputs=""))
    assert (two.step().tool, two.step().outputs) == ("Grafana", "日报")
    found = (conflict.ours, conflict.ours_by, conflict.theirs, conflict.theirs_by, conflict.field)
    assert found == ("Grafana", "li", "Kibana", "han", "tool")


def test_what_was_seen_is_written_over_and_so_is_what_nobody_looked_at(two):
    two.save("li", put(tool="Grafana"))
    assert two.save("han", put(tool="Kibana"), seen=at(tool="Grafana")) == ()
    assert two.save("li", put(tool="Excel")) == ()
    assert two.step().tool == "Excel"


def test_two_who_write_the_same_do_not_meet(two):
    two.save("li", put(tool="Grafana"))
    assert two.save("han", put(tool="Grafana "), seen=at(tool="")) == ()
    assert two.opened("han").record.conflicts == ()


def test_what_two_people_add_to_a_list_is_taken_from_both(two):
    two.save("li", put(consulted=["data-team"]))
    assert two.save("han", put(consulted=["oncall"]), seen=at(consulted=())) == ()
    assert set(two.step().consulted) == {"data-team", "oncall"}


def test_who_types_on_against_somebody_else_changes_what_they_say_and_not_what_stands(two):
    two.save("li", put(tool="Grafana"))
    for text in ("Ki", "Kiba", "Kibana"):
        two.save("han", put(tool=text), seen=at(tool=""))
    assert [(row.ours, row.theirs) for row in two.han.record.conflicts] == [("Grafana", "Kibana")]


def test_who_writes_the_place_knowingly_has_decided(two):
    two.save("li", put(tool="Grafana"))
    two.save("han", put(tool="Kibana"), seen=at(tool=""))
    two.save("han", put(tool="Excel"), seen=at(tool="Grafana"))
    assert two.step().tool == "Excel"
    assert undecided(two.han.record) == ()


def test_what_was_decided_and_is_said_once_more_is_asked_once_more(two):
    two.save("li", put(tool="Grafana"))
    (conflict,) = two.save("han", put(tool="Kibana"), seen=at(tool=""))
    two.decide("li", conflict.id, "ours")
    (again,) = two.save("han", put(tool="Kibana"), seen=at(tool=""))
    assert (again.id, again.decision) == (conflict.id, "")


# Rows that are gone


def test_what_was_typed_into_a_row_that_somebody_took_out_is_kept_with_its_last_words(two):
    two.save("li", drop())
    (conflict,) = two.save("han", put(tool="Kibana"), seen=at(tool=""))
    assert two.step() is None
    two.save("han", put(outputs="日报"), seen=at(outputs=""))
    two.decide("han", conflict.id, "theirs")
    step = two.step()
    assert (step.action, step.tool, step.outputs) == ("看大盘", "Kibana", "日报")


def test_a_row_in_which_somebody_wrote_meanwhile_is_not_taken_out_unseen(two):
    two.save("li", put(tool="Grafana"))
    (conflict,) = two.save("han", drop(), seen=at(tool=""))
    assert two.step().tool == "Grafana"
    two.decide("han", conflict.id, "theirs")
    assert two.step() is None


def test_two_who_take_the_same_row_out_do_not_meet(two):
    two.save("li", drop())
    assert two.save("han", drop(), seen=at(tool="")) == ()


# Deciding


@pytest.mark.parametrize(
    ("decision", "value", "tool"),
    [("ours", "", "Grafana"), ("theirs", "", "Kibana"), ("other", "Grafana and Kibana", "Grafana and Kibana")],
)
def test_a_decision_is_carried_out_once(two, decision, value, tool):
    two.save("li", put(tool="Grafana"))
    (conflict,) = two.save("han", put(tool="Kibana"), seen=at(tool=""))
    for _ in range(2):
        two.decide("han", conflict.id, decision, value, change_id="d1", stands="Grafana")
    assert two.step().tool == tool
    assert undecided(two.han.record) == ()
    assert sum(change.id == "d1" for change in two.han.kept.store.changes("line")) == 1


def test_a_decision_about_what_no_longer_stands_is_refused(two):
    two.save("li", put(tool="Grafana"))
    (conflict,) = two.save("han", put(tool="Kibana"), seen=at(tool=""))
    two.save("li", put(tool="Excel"))
    with pytest.raises(BadRequest, match="something else"):
        two.decide("han", conflict.id, "theirs", stands="Grafana")
    assert two.step().tool == "Excel"


def test_what_met_is_told_to_the_one_who_came_second_in_their_words(two):
    two.save("li", put(tool="Grafana"))
    two.save("han", put(tool="Kibana"), seen=at(tool=""))
    two.save("han", put(role="product-manager"), seen=at(role="data-scientist"))
    says = [each["says"] for each in two.han.met()]
    assert says[0] == "S01 · Tool: li wrote “Grafana” meanwhile; you wrote “Kibana”."
    assert says[1].startswith("S01 · Role: li wrote “数据团队 · Data team” meanwhile; you wrote “")
    two.opened("li")
    assert two.li.met() == []


# Sent twice


def test_an_edit_that_is_sent_again_is_stored_once(two):
    for _ in range(2):
        two.save("han", put(tool="Kibana"), seen=at(tool=""), change_id="a1")
        two.save("li", put(tool="Grafana"))
    assert two.step().tool == "Grafana"
    assert two.han.knows("a1")
    assert not two.han.knows("a2")
    assert two.han.record.conflicts == ()


def test_a_row_that_is_added_again_is_the_same_row(two):
    first = two.han.add_row("steps", {**STEP, "action": "新"}, change_id="r1")
    two.li.add_row("steps", {**STEP, "action": "别的"})
    assert two.li.add_row("steps", {**STEP, "action": "新"}, change_id="r1") == first
    assert [step.action for step in two.li.record.steps] == ["看大盘", "新", "别的"]


def test_an_undo_that_is_sent_again_takes_back_one_edit(two):
    for tool in ("Grafana", "Kibana"):
        two.save("han", put(tool=tool))
    assert [two.han.undo(change_id="u1"), two.han.undo(change_id="u1")] == [True, True]
    assert two.step().tool == "Grafana"
    assert [two.han.redo(change_id="u2"), two.han.redo(change_id="u2")] == [True, True]
    assert two.step().tool == "Kibana"


# Seeing each other


def test_a_watching_session_sees_what_others_write_and_one_that_fails_stops_nobody(two, caplog):
    seen = []

    def fail():
        raise ZeroDivisionError

    async def follow():
        two.li.listen(fail)
        stop = two.li.listen(lambda: seen.append(two.li.record.steps[0].tool))
        two.li.watch(every=0.01)
        two.li.watch(every=0.01)
        two.save("han", put(tool="Kibana"))
        await until(lambda: seen)
        stop()
        two.save("han", put(tool="Excel"))
        await until(lambda: two.li.record.steps[0].tool == "Excel")

    asyncio.run(follow())
    assert seen == ["Kibana"]
    assert "could not follow" in caplog.text


def test_a_watch_waits_for_a_store_that_does_not_answer(two, monkeypatch):
    asked = []

    def silent_at_first():
        asked.append(1)
        if len(asked) < 3:
            raise BadRequest("locked")
        return True

    monkeypatch.setattr(two.li.watching, "_moved_on", silent_at_first)

    async def follow():
        two.li.watch(every=0.01)
        await until(lambda: len(asked) > 3)

    asyncio.run(follow())


def test_a_notebook_that_is_run_again_watches_once(two):
    async def run_twice():
        first = two.opened("li")
        first.watch(every=0.01)
        others = asyncio.all_tasks()
        two.opened("li").watch(every=0.01)
        await until(lambda: len(asyncio.all_tasks()) == len(others))
        assert asyncio.all_tasks() != others

    asyncio.run(run_twice())


def test_threads_that_save_at_once_lose_nothing(two):
    def write(name):
        for number in range(5):
            two.li.add_row("lessons", {"text": f"{name} {number}"})
            two.li.save([put(**{name: str(number)})])

    threads = [threading.Thread(target=write, args=(name,)) for name in ("tool", "outputs", "inputs", "standard")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(two.li.record.lessons) == 20
    step = two.step()
    assert {step.tool, step.outputs, step.inputs, step.standard} == {"4"}


# Whatever happens


WRITES = st.lists(
    st.tuples(st.sampled_from(("li", "han")), st.sampled_from(COLUMNS), st.sampled_from(TEXTS), st.booleans()),
    max_size=12,
)


def every_text_is_somewhere(two, writes):
    """Write as two people who look at the record only now and then, and say where each text is to be found."""
    seen = {who: dict.fromkeys(COLUMNS, "") for who in ("li", "han")}
    typed = []
    for who, column, text, looks in writes:
        if looks and two.step() is not None:
            seen[who] = {name: getattr(two.step(), name) for name in COLUMNS}
        if text == "Excel":
            two.save(who, drop(), seen=at(**seen[who]))
            continue
        before = two.step()
        two.save(who, put(**{column: text}), seen=at(**{column: seen[who][column]}))
        after = two.step()
        if before is not None and getattr(after, column) != getattr(before, column):
            assert getattr(before, column) == seen[who][column], "overwritten unseen"
        if after is not None and getattr(after, column) == text:
            seen[who][column] = text
        typed.append((who, text))
    return typed


def said_by(two):
    """Return who said what, by the Changes: into the table itself, or into a conflict."""
    said = set()
    for change in two.li.kept.store.changes("line"):
        for edit in change.edits:
            said |= {(change.by, text) for text in edit.values.values() if isinstance(text, str)}
            said |= {(change.by, text) for text in TEXTS if text and text in str(edit.values.get("theirs", ""))}
    return said


@settings(max_examples=15)
@given(writes=WRITES, last=st.booleans())
def test_no_text_is_lost_and_none_overwritten_unseen(tmp_path_factory, writes, last):
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("two") / "w"
        start_workshop(folder, product="line", name="x")
        two = Two(patch, folder)
        if last:
            writes = [*writes[:4], ("li", "tool", "Excel", True), *writes[4:]]
        typed = every_text_is_somewhere(two, writes)
        said = said_by(two)
        kept = {text for row in two.opened("li").record.conflicts for text in TEXTS if text and text in row.theirs}
        assert not [each for each in typed if each[1] and each not in said and each[1] not in kept]


@pytest.mark.xdist_group("postgres")
def test_two_people_on_a_server_do_not_overwrite_each_other(postgres, tmp_path, monkeypatch):
    create(tmp_path / "w", first="en", store=postgres.new_place())
    monkeypatch.chdir(tmp_path / "w")
    monkeypatch.setenv("LOGNAME", "li")
    first = open_session(lang="en")
    product = first.record.product.id
    first.save([put(**STEP)])
    monkeypatch.setenv("LOGNAME", "han")
    second = open_session(product, lang="en")
    first.save([put(tool="Grafana")])
    (conflict,) = second.save([put(tool="Kibana")], seen=at(tool=""), change_id="a1")
    assert (conflict.ours, conflict.theirs, second.knows("a1")) == ("Grafana", "Kibana", True)
    assert second.add_row("steps", STEP, change_id="r1") == first.add_row("steps", STEP, change_id="r1")

    async def follow():
        first.watch(every=0.01)
        second.save([put(outputs="日报")])
        await until(lambda: first.record.steps[0].outputs == "日报")
        first.watching.stop()

    asyncio.run(follow())
    for each in (first, second):
        each.kept.store.close()
