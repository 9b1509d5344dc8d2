"""Answers unseen, driven as the browser drives them, on a real store: SQLite, and PostgreSQL."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sop_kit.cli.taking import start_workshop
from sop_kit.errors import BadRequest
from sop_kit.live.panels.answered import look_at_answered
from sop_kit.live.panels.collect import look_at_collect
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from sop_kit.record.store import Store
from sop_kit.record.store_ballots import Ballots
from tests.live.panels.rooms import Clock, again, find, texts
from tests.live.panels.unseen_room import ONE, TWO, ask, asks, collecting, dots, notes, opened_vote, voting, write

UNSEEN = "Nobody tells the boss about Friday"


@pytest.fixture
def panel(session, clock):
    return collecting(session, clock)


def test_a_question_is_asked_answered_by_two_and_revealed_as_one_change(panel, session):
    prompt = ask(panel)
    assert write(panel, prompt, "a")["says"] == "Kept, unseen."
    write(panel, prompt, "b", entry="001")
    write(panel, prompt, "c", token=TWO)
    before = session.record.head.number
    assert panel.act("reveal", prompt=prompt)["kind"] == "done"
    assert notes(session, prompt) == ["a", "b", "c"]
    row = by_id(session.record.prompts)[prompt]
    assert (row.state, row.answered, row.closed[:16]) == ("closed", 2, "2026-11-25T09:00")
    assert session.record.head.number == before + 1
    assert session.kept.store.ballots.count("line", prompt) == 0


def test_what_is_typed_on_replaces_the_note_and_an_emptied_one_is_taken_back(panel, session):
    prompt = ask(panel)
    for text in ("The", "The night", "The night shift"):
        write(panel, prompt, text)
    write(panel, prompt, "gone", entry="001")
    write(panel, prompt, "", entry="001")
    panel.act("reveal", prompt=prompt)
    assert notes(session, prompt) == ["The night shift"]


def test_an_answer_sent_twice_and_a_revealing_sent_twice_count_once(panel, session):
    prompt = ask(panel)
    for _ in range(2):
        panel.act("write", "same", prompt=prompt, token=ONE, entry="000", text="a")
    for _ in range(2):
        assert panel.act("reveal", "reveal-1", prompt=prompt)["kind"] == "done"
    panel.act("reveal", "reveal-2", prompt=prompt)
    assert notes(session, prompt) == ["a"]


def test_only_whoever_holds_the_token_is_shown_the_notes(panel):
    prompt = ask(panel)
    write(panel, prompt, UNSEEN)
    assert UNSEEN in texts(asks(panel, "writing", prompt=prompt, token=ONE))
    assert UNSEEN not in texts(asks(panel, "writing", prompt=prompt, token=TWO))


def test_there_is_always_room_for_one_more_note_and_a_note_keeps_its_field(panel):
    prompt = ask(panel)
    for entry in ("000", "001", "002"):
        write(panel, prompt, entry, entry=entry)
    write(panel, prompt, "", entry="001")
    fields = find(asks(panel, "writing", prompt=prompt, token=ONE), n="field")
    assert [(each["args"]["entry"], each["value"]) for each in fields] == [
        ("000", "000"),
        ("001", ""),
        ("002", "002"),
    ]


def test_who_has_answered_is_told_beside_how_many_and_never_what(panel, session):
    session.save(
        [
            Edit(act="put", table="people", row="li", values={"name": "李娜"}),
            Edit(act="put", table="people", row="he", values={"name": "何工"}),
            Edit(act="put", table="roles", row="pm", values={"name": "产品", "people": ["li", "he"]}),
        ]
    )
    prompt = ask(panel)
    write(panel, prompt, UNSEEN)
    panel.act("finish", prompt=prompt, who="李娜")
    said = texts(asks(panel, "answered", prompt=prompt))
    assert said == ["Finished: 1; people in the roles: 2", "✓", " ", "李娜", "○", " ", "何工"]
    panel.act("finish", prompt=prompt, who="owl")
    # Who came under another word may be anybody: nobody is called missing then.
    assert "何工" not in texts(asks(panel, "answered", prompt=prompt))
    assert texts(asks(panel, "tally", prompt=prompt)) == ["Unseen so far: 1 · people: 1"]


def test_a_refused_revealing_loses_nothing(panel, session, monkeypatch):
    prompt = ask(panel)
    write(panel, prompt, "a")

    def full(*_args, **_how):
        raise BadRequest("The disk is full. Nothing was changed. Make room and try again.")

    with monkeypatch.context() as patch:
        patch.setattr(Ballots, "seal", full)
        assert panel.act("reveal", prompt=prompt)["kind"] == "refused"
    session.refresh()
    assert by_id(session.record.prompts)[prompt].state == "open"
    panel.act("reveal", prompt=prompt)
    assert notes(session, prompt) == ["a"]


def test_a_question_without_answers_is_closed_and_can_be_opened_again(panel, session):
    prompt = ask(panel)
    panel.act("reveal", prompt=prompt)
    assert by_id(session.record.prompts)[prompt].state == "closed"
    panel.act("reopen", prompt=prompt)
    write(panel, prompt, "late")
    panel.act("reveal", prompt=prompt)
    assert (notes(session, prompt), by_id(session.record.prompts)[prompt].answered) == (["late"], 1)


def test_after_the_revealing_an_answer_is_refused_and_says_so(panel):
    prompt = ask(panel)
    panel.act("reveal", prompt=prompt)
    answer = write(panel, prompt, UNSEEN)
    assert answer["kind"] == "refused"
    assert "Say it in the room" in answer["says"]
    assert UNSEEN not in answer["says"]


def test_undo_takes_neither_a_question_nor_a_revealing_back(panel, session):
    session.save([Edit(act="put", table="lessons", row="L1", values={"text": "The handover works"})])
    prompt = ask(panel)
    write(panel, prompt, "a")
    panel.act("undo")
    assert (session.record.lessons, by_id(session.record.prompts)[prompt].state) == ((), "open")
    panel.act("reveal", prompt=prompt)
    assert panel.act("undo")["tone"] == "bad"
    assert notes(session, prompt) == ["a"]


def test_a_question_asked_twice_with_the_same_id_is_there_once(panel, session):
    for _ in range(2):
        assert panel.act("ask", "ask-1", text="What hurts?")["kind"] == "done"
    assert len(session.record.prompts) == 1


def test_traces_that_another_program_kept_are_wiped_with_a_button(panel, session, monkeypatch):
    prompt = ask(panel)
    write(panel, prompt, "a")
    with monkeypatch.context() as patch:
        patch.setattr(Store, "wipe", lambda *_tables: False)
        answer = panel.act("reveal", prompt=prompt)
    assert (answer["kind"], answer["tone"]) == ("done", "bad")
    panel.desk.refresh()
    assert find(panel.desk.view, act="wipe")
    assert panel.act("wipe")["says"] == "Wiped."
    panel.desk.refresh()
    assert not find(panel.desk.view, act="wipe")
    assert notes(session, prompt) == ["a"]


def test_of_ratings_it_is_told_who_has_rated_how_many_steps(session):
    rating = {"round": 1, "participant": "owl", "target": "S01", "aspect": "clarity", "score": 1}
    steps = {row: {"stage": "monitor", "role": "r", "action": row} for row in ("S01", "S02")}
    session.save(
        [
            *(Edit(act="put", table="steps", row=row, values=values) for row, values in steps.items()),
            Edit(act="put", table="feedback", row="F1", values=rating),
        ]
    )
    said = texts(look_at_answered(session))
    assert "owl: 1 of 2 steps" in said
    assert "Finished: 1" in said


def test_a_question_somebody_has_answered_is_not_taken_back(panel, session):
    prompt = ask(panel)
    write(panel, prompt, "a")
    assert panel.act("withdraw", prompt=prompt)["kind"] == "refused"
    write(panel, prompt, "")
    assert panel.act("withdraw", prompt=prompt)["kind"] == "done"
    assert session.record.prompts == ()


def test_a_question_belongs_to_the_phase_that_is_on(panel, session):
    session.save([Edit(act="put", table="phases", row="hurts", values={"kind": "collect", "state": "open"})])
    ask(panel)
    assert session.record.prompts[0].phase == "hurts"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_questions_of_the_guide_are_offered(session, clock, lang):
    speaking = again(lang)
    offered = [each["text"] for each in find(look_at_collect(speaking), act="ask", n="button")]
    assert len(offered) > 20
    assert offered[1:4] == (
        ["What works and should stay?", "What hurts?", "What does only one person know?"]
        if lang == "en"
        else ["什么做得好、要留下？", "什么最难受？", "什么只有一个人会？"]
    )


def test_an_unseen_answer_stands_nowhere_before_it_is_revealed(panel, session, tmp_path):
    prompt = ask(panel)
    write(panel, prompt, UNSEEN)
    panel.act("finish", prompt=prompt, who="owl")
    other = collecting(again(), Clock())
    for each in (panel, other):
        assert UNSEEN not in json.dumps(each.desk.view, ensure_ascii=False)
        assert UNSEEN not in json.dumps(each.desk.get_state()["view"], ensure_ascii=False)
    store = session.kept.store
    assert UNSEEN not in json.dumps([change.model_dump(mode="json") for change in store.changes("line")])
    assert UNSEEN not in store.record("line").model_dump_json()
    out = tmp_path / "out"
    folder = str(tmp_path / "w")
    for command in (["log", folder, "line"], ["export", folder, "line", "--out", str(out)]):
        done = subprocess.run(
            [sys.executable, "-m", "sop_kit.cli", *command],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "NO_COLOR": "1"},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert UNSEEN not in done.stdout + done.stderr
    written = [path.read_text(encoding="utf-8") for path in out.rglob("*.yaml")]
    assert ["What hurts?" in text for text in written] == [True]
    assert UNSEEN not in written[0]


ACTS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(["t1", "t2", "t3"]), st.sampled_from(["000", "001"])),
    st.tuples(st.just("back"), st.sampled_from(["t1", "t2", "t3"]), st.sampled_from(["000", "001"])),
    st.tuples(st.sampled_from(["reveal", "reopen"]), st.just(""), st.just("")),
)


@given(acts=st.lists(ACTS, max_size=14))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_written_taken_back_closed_and_opened_again_the_counts_match(panel, session, acts):
    prompt = ask(panel)
    lying, shown, people, is_open = {}, [], 0, True
    for name, token, entry in acts:
        if name == "write":
            told = write(panel, prompt, f"{token}{entry}", token=token, entry=entry)
            assert (told["kind"] == "done") is is_open
            if is_open:
                lying[token, entry] = f"{token}{entry}"
        elif name == "back":
            write(panel, prompt, "", token=token, entry=entry)
            if is_open:
                lying.pop((token, entry), None)
        elif name == "reopen":
            panel.act("reopen", prompt=prompt)
            is_open = True
        elif is_open:
            panel.act("reveal", prompt=prompt)
            people += len({token for token, _ in lying})
            shown += lying.values()
            lying, is_open = {}, False
        assert session.kept.store.ballots.count("line", prompt) == len(lying)
        assert notes(session, prompt) == sorted(shown)
        assert by_id(session.record.prompts)[prompt].answered == people


@pytest.mark.xdist_group("postgres")
def test_two_notebooks_on_postgresql_collect_reveal_and_vote_together(postgres, tmp_path, monkeypatch, clock):
    start_workshop(tmp_path / "w", product="line", name="反欺诈", store=postgres.new_place())
    monkeypatch.chdir(tmp_path / "w")
    one, two = again(), again()
    here, there = collecting(one, clock), collecting(two, clock)
    prompt = ask(here)
    write(here, prompt, "a")
    assert write(there, prompt, "b", token=TWO)["kind"] == "done"
    assert there.act("reveal", prompt=prompt)["says"] == "Revealed."
    one.refresh()
    assert notes(one, prompt) == ["a", "b"]
    panel = voting(one, clock)
    vote = opened_vote(panel, prompt)
    to = f"notes/{one.record.notes[0].id}"
    panel.act("dot", prompt=vote, token=ONE, to=to)
    panel.act("reveal", prompt=vote)
    assert list(dots(one).values()) == [1]
    for each in (one, two):
        each.kept.store.close()
