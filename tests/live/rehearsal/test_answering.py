"""A rehearsal: simulated participants answer in every panel, the same with the same seed, and nowhere else."""

import json
from datetime import date

import pytest

from sop_kit.cli.taking import start_workshop, take
from sop_kit.document.dots import targets_of
from sop_kit.document.sop import sop
from sop_kit.document.view import look
from sop_kit.errors import BadRequest
from sop_kit.export import html
from sop_kit.live import open_session
from sop_kit.live.board.board import board
from sop_kit.live.desk.asked import Asked
from sop_kit.live.desk.desk import Desk
from sop_kit.live.panels.collect import acts_of_collect, asks_of_collect, look_at_collect
from sop_kit.live.panels.votes import VotesPanel
from sop_kit.live.rehearsal.answering import STEPS_AT_ONCE, WHY, act_of
from sop_kit.live.rehearsal.making import PRODUCT, make_rehearsal
from sop_kit.live.rehearsal.offering import ACT, PARTS, with_participants
from sop_kit.live.rehearsal.tale import tale
from sop_kit.places import kit_path
from sop_kit.record.model import by_id
from sop_kit.record.workshop import SETTINGS_FILE, open_workshop
from tests.live.panels.rooms import Clock, Panel, find

TODAY = date(2026, 11, 25)
PEOPLE = 8


def rehearsal(folder, monkeypatch, *, lang="en", seed=1, people=PEOPLE):
    make_rehearsal(folder, people=people, seed=seed, lang=lang, today=TODAY)
    monkeypatch.chdir(folder)
    return open_session()


@pytest.fixture(params=["en", "zh"])
def session(tmp_path, monkeypatch, request):
    return rehearsal(tmp_path / "演练 1", monkeypatch, lang=request.param)


def press(session, desk, act_id):
    return act_of(PARTS[desk], Clock())(Asked(session, act_id, {}))


def drawn(session):
    for number in range(3):
        press(session, "board", f"draw-{number}")
    return session.record.steps


def test_a_rehearsal_says_what_it_is_and_begins_with_an_empty_board(session):
    record = session.record
    assert record.product.illustration
    assert session.say("Rehearsal (invented): assistant of the service desk") == record.product.name
    assert record.steps == ()
    assert len(record.roles) == 5
    named = [session.say("Participant {n}", n=n) for n in range(1, PEOPLE + 1)]
    assert [person.name for person in record.people] == named
    assert {person for role in record.roles for person in role.people} == set(by_id(record.people))
    page = html.page(sop(look(record, session.say.lang)))
    assert session.say("An invented example: it shows the kit, not a real team.") in page


def test_everybody_puts_a_step_down_until_the_loop_is_closed_and_every_press_is_one_change(session):
    press(session, "board", "first")
    assert len(session.record.steps) == PEOPLE
    steps = drawn(session)
    told = tale(session.say)
    assert [step.action for step in steps] == [each.action for each in told]
    arrows = {(step.id, arrow.to, arrow.when) for step in steps for arrow in step.next}
    ids = {each.key: step.id for each, step in zip(told, steps, strict=True)}
    assert arrows == {(ids[each.key], ids[key], when) for each in told for key, when in each.onward}
    assert sum(bool(step.hot_spot) for step in steps) == 3
    assert [len(step.performers) for step in steps].count(1) == 1
    changes = session.kept.store.changes(PRODUCT)
    assert sum(change.why.startswith(WHY) for change in changes) == 3
    assert press(session, "board", "again")["says"]
    assert len(session.kept.store.changes(PRODUCT)) == len(changes)


def test_what_people_drew_stands_and_is_gone_round(session):
    press(session, "board", "first")
    first, second = session.record.steps[:2]
    desk = Panel(board(session))
    desk.act("drop_steps", ids=[first.id])
    desk.act("set", table="steps", row=second.id, column="action", text="Our own words")
    press(session, "board", "second")
    assert first.id not in by_id(session.record.steps)
    assert by_id(session.record.steps)[second.id].action == "Our own words"
    assert len(session.record.steps) == len(tale(session.say)) - 1


def test_a_press_that_is_sent_twice_counts_once(session):
    press(session, "board", "same")
    press(session, "board", "same")
    assert len(session.record.steps) == PEOPLE


def test_notes_lie_unseen_until_they_are_revealed_and_who_has_finished_is_told_apart(session):
    clock = Clock()
    acts = acts_of_collect(clock)
    desk = Panel(
        Desk(
            session,
            "collect",
            *with_participants(session, "collect", lambda: look_at_collect(session), acts, clock),
            asks_of_collect(session),
        )
    )
    desk.act("ask", text=session.say("What stops you most often?"))
    (prompt,) = session.record.prompts
    lying = session.kept.store.ballots
    for count in (1, 2, 3):
        assert lying.answered(PRODUCT, prompt.id) == ()
        desk.act(ACT)
        assert (lying.count(PRODUCT, prompt.id), lying.people(PRODUCT, prompt.id)) == (count * PEOPLE, PEOPLE)
    assert set(lying.answered(PRODUCT, prompt.id)) == {person.name for person in session.record.people}
    assert session.record.notes == ()
    desk.act("reveal", prompt=prompt.id)
    texts = [note.text for note in session.record.notes]
    assert len(texts) == 3 * PEOPLE
    assert len(set(texts)) > PEOPLE
    assert by_id(session.record.prompts)[prompt.id].answered == PEOPLE


def test_everybody_gives_all_their_dots_and_the_room_leans_one_way(session):
    clock = Clock()
    collect = acts_of_collect(clock)
    collect["ask"](Asked(session, "ask", {"text": session.say("What stops you most often?")}))
    for number in range(2):
        press(session, "collect", f"write-{number}")
    collect["reveal"](Asked(session, "reveal", {"prompt": session.record.prompts[0].id}))
    panel = VotesPanel(session).acts(clock)
    panel["prepare"](Asked(session, "prepare", {"about": session.record.prompts[0].id}))
    vote = session.record.prompts[-1]
    panel["open"](Asked(session, "open", {"prompt": vote.id}))
    press(session, "votes", "vote")
    press(session, "votes", "vote again")
    panel["reveal"](Asked(session, "close", {"prompt": vote.id}))
    given = sorted((target.dots for target in targets_of(session.record, vote.about)), reverse=True)
    assert sum(given) == PEOPLE * vote.budget
    assert given[0] > given[len(given) // 2]


def test_ratings_differ_so_that_there_is_something_to_talk_about(session):
    steps = drawn(session)
    rounds = -(-len(steps) // STEPS_AT_ONCE)
    for number in range(rounds):
        press(session, "rate", f"rate-{number}")
        rated = {row.target for row in session.record.feedback}
        assert len(rated) == min(len(steps), STEPS_AT_ONCE * (number + 1))
    rows = session.record.feedback
    assert {row.participant for row in rows} == {person.id for person in session.record.people}
    assert any(row.aspect and row.score is None for row in rows)
    assert any(row.comment and row.proposed for row in rows)
    judgements = session.view.assessment.judgements
    divided = [judged for judged in judgements.values() if any(figure.divided for figure in judged.aspects.values())]
    assert 2 <= len(divided) < len(steps)


def test_lessons_and_promises_are_named_and_something_is_left_to_ask_for(session):
    drawn(session)
    for number in range(3):
        press(session, "lessons", f"lessons-{number}")
    assert {row.kind for row in session.record.lessons} == {"worked", "failed"}
    press(session, "agreements", "promise")
    today = [row for row in session.record.actions if row.at == "2026-11-25"]
    assert [bool(row.owner and row.due) for row in today] == [True, True, False]
    assert len(session.record.resolutions) == 1
    press(session, "agreements", "again")
    assert len([row for row in session.record.actions if row.at == "2026-11-25"]) == len(today)
    before = [row for row in session.record.actions if row.at < "2026-11-25"]
    press(session, "promises", "tell")
    assert [row.done for row in session.record.actions if row.at < "2026-11-25"] == ["2026-11-25", "", ""]
    assert len(before) == 3


def facts_of(folder, monkeypatch, seed):
    session = rehearsal(folder, monkeypatch, seed=seed)
    drawn(session)
    collect = acts_of_collect(Clock())
    collect["ask"](Asked(session, "ask", {"text": "What stops you most often?"}))
    for number in range(3):
        press(session, "collect", f"write-{number}")
        press(session, "rate", f"rate-{number}")
    collect["reveal"](Asked(session, "reveal", {"prompt": session.record.prompts[0].id}))
    notes = sorted(note.text for note in session.record.notes)
    return notes, [json.loads(row.model_dump_json()) for row in session.record.feedback]


def test_the_same_seed_gives_the_same_answers_and_another_one_others(tmp_path, monkeypatch):
    one, same, other = (facts_of(tmp_path / str(n), monkeypatch, seed) for n, seed in enumerate((1, 1, 2)))
    assert one == same
    assert one[1] != other[1]


def test_a_real_workshop_offers_no_simulated_participants_and_refuses_them(tmp_path, monkeypatch):
    workshop = start_workshop(tmp_path / "real", product=None, name=None)
    take(workshop, [kit_path("workshop", "anti-fraud.yaml")], product=None, name=None)
    monkeypatch.chdir(tmp_path / "real")
    assert_refused(open_session("anti-fraud"))


def test_a_real_line_in_a_rehearsal_is_refused_as_well(session, tmp_path):
    take(
        open_workshop(session.kept.workshop.folder), [kit_path("workshop", "govuk-chat.yaml")], product=None, name=None
    )
    assert_refused(open_session("govuk-chat"))


def test_settings_that_no_longer_say_rehearsal_are_obeyed(session):
    path = session.kept.workshop.folder / SETTINGS_FILE
    path.write_text(path.read_text(encoding="utf-8").partition("[rehearsal]")[0], encoding="utf-8")
    assert_refused(open_session())


def assert_refused(real):
    before = real.record
    for name, part in PARTS.items():
        look, acts = with_participants(real, name, lambda: {"title": "", "tools": [], "nodes": []}, {}, Clock())
        assert (look()["tools"], dict(acts)) == ([], {})
        with pytest.raises(BadRequest, match=r"no rehearsal"):
            act_of(part, Clock())(Asked(real, f"act-{name}", {}))
    shown = board(real).view
    assert not find(shown["tools"], act=ACT)
    assert real.record == before
