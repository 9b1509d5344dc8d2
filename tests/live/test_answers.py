"""Two kernels under one pseudonym, on one walk, on one rule: nobody's answer is overwritten unseen."""

import asyncio

import pytest

from sop_kit.cli.taking import start_workshop
from sop_kit.live.feedback import CANNOT_JUDGE, UNANSWERED, FeedbackForm
from sop_kit.live.forms import TableForm
from sop_kit.live.stop_rule import StopRuleForm
from sop_kit.live.walking import WalkForm
from tests.live.two import Two, put


@pytest.fixture
def two(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="反欺诈")
    return Two(monkeypatch, tmp_path / "w")


def rating(session, who="panda"):
    form = FeedbackForm(session)
    form.who.value = who
    return form


def walk(session):
    form = WalkForm(session)
    form.at.value = "2026-11-23"
    return form


def as_user(two, who, act):
    """Carry out an act under a name, in an event loop that then goes on for a moment, as a kernel's does."""
    two.become(who)

    async def run():
        act()
        await asyncio.sleep(0.4)

    asyncio.run(run())


def stored(two, table):
    return two.li.kept.store.record("line").rows(table)


def met(form):
    return form.meeting.widget.children


# Ratings


def test_a_score_that_somebody_gave_meanwhile_under_the_same_pseudonym_stands(two):
    first, second = rating(two.li), rating(two.han)
    as_user(two, "li", lambda: setattr(first.aspects["clarity"], "value", 2))
    as_user(two, "han", lambda: setattr(second.aspects["clarity"], "value", 5))
    assert [row.score for row in stored(two, "feedback")] == [2]
    assert [(row.ours, row.theirs) for row in stored(two, "conflicts")] == [("2", "5")]
    assert len(met(second.cells)) == 1
    assert second.aspects["clarity"].value == 5


def test_cannot_judge_is_an_answer_that_is_not_overwritten_unseen_either(two):
    first, second = rating(two.li), rating(two.han)
    as_user(two, "li", lambda: setattr(first.aspects["clarity"], "value", CANNOT_JUDGE))
    as_user(two, "han", lambda: setattr(second.aspects["clarity"], "value", 5))
    assert [row.score for row in stored(two, "feedback")] == [None]


def test_a_score_that_was_seen_is_changed_and_one_taken_back_can_be_given_again(two):
    form = rating(two.li)
    for value in (2, 4, UNANSWERED, 3):
        as_user(two, "li", lambda value=value: setattr(form.aspects["clarity"], "value", value))
    assert [row.score for row in stored(two, "feedback")] == [3]
    assert stored(two, "conflicts") == ()


def test_a_comment_overwrites_neither_another_comment_nor_a_proposal_beside_it(two):
    first, second = rating(two.li), rating(two.han)

    def both():
        first.comment.value = "太慢"
        first.proposed.value = "每天 10 点"

    as_user(two, "li", both)
    as_user(two, "han", lambda: setattr(second.comment, "value", "很好"))
    (row,) = stored(two, "feedback")
    assert (row.comment, row.proposed) == ("太慢", "每天 10 点")
    assert [each.theirs for each in stored(two, "conflicts")] == ["很好"]
    assert second.proposed.value == "每天 10 点"
    second.cells.meeting.decide(two.han.met()[0], "theirs")
    assert stored(two, "feedback")[0].comment == "很好"


def test_what_somebody_else_answers_is_seen_in_a_form_that_is_open(two):
    first, second = rating(two.li), rating(two.han)
    as_user(two, "li", lambda: setattr(first.comment, "value", "太慢"))
    two.han.refresh()
    assert second.comment.value == "太慢"


def test_an_answer_that_was_never_sent_is_put_back_and_asks_when_another_stands(two):
    form = rating(two.li)
    facts = {"round": 1, "participant": "bear", "target": "S01", "aspect": "clarity"}
    best, none = (form.aspects["clarity"].options[place][0] for place in (4, 6))
    left = {"row": "1-bear-S01-clarity", "column": "score", "before": none, "about": facts}
    saved = []
    form.cells.keeper.send = saved.append
    two.become("li")
    form.cells.keeper.hear({**left, "kind": "there", "text": best})
    assert saved == []
    form.cells.keeper.hear({**left, "kind": "back", "text": best, "id": "a1"})
    assert [each["text"] for each in saved] == [best]
    (there,) = stored(two, "feedback")
    assert (there.participant, there.aspect, there.score) == ("bear", "clarity", 5)
    form.cells.keeper.hear({**left, "kind": "back", "text": "2", "id": "a2"})
    assert [row.score for row in stored(two, "feedback")] == [5]
    assert [row.theirs for row in stored(two, "conflicts")] == ["2"]


# Walks


def test_an_answer_on_the_spot_overwrites_no_other_and_no_finding_is_made_of_what_does_not_stand(two):
    first, second = walk(two.li), walk(two.han)
    as_user(two, "li", lambda: setattr(first.answers["do"], "value", "as_written"))
    as_user(two, "han", lambda: setattr(second.answers["do"], "value", "differently"))
    assert [row.answer for row in stored(two, "walkthroughs")] == ["as_written"]
    assert stored(two, "findings") == ()
    assert len(met(second.cells)) == 1


def test_what_was_told_and_what_was_answered_are_two_things(two):
    first, second = walk(two.li), walk(two.han)
    as_user(two, "li", lambda: setattr(first.answers["do"], "value", "differently"))
    as_user(two, "han", lambda: setattr(second.told["do"], "value", "先看昨天"))
    (row,) = stored(two, "walkthroughs")
    assert (row.answer, row.told) == ("differently", "先看昨天")
    assert stored(two, "conflicts") == ()


# The rule


def test_a_figure_of_the_rule_that_somebody_set_meanwhile_is_shown_before_it_is_set_again(two):
    first, second = StopRuleForm(two.li), StopRuleForm(two.han)
    first.fields["rounds"].value = 2
    second.fields["share"].value = 60
    rule = two.li.kept.store.record("line").settings.stop_rule
    assert (rule.rounds, rule.share) == (2, 0.6)
    first.fields["rounds"].value = 5
    second.fields["rounds"].value = 4
    assert two.li.kept.store.record("line").settings.stop_rule.rounds == 5
    assert second.fields["rounds"].value == 5
    assert "Somebody set it to 5" in second.saving.said
    second.fields["rounds"].value = 4
    assert two.li.kept.store.record("line").settings.stop_rule.rounds == 4


# Taking out


def test_a_row_that_somebody_has_just_changed_is_taken_out_only_when_pressed_again(two, monkeypatch):
    form = TableForm(two.han, "steps")
    two.save("li", put(tool="Grafana"))
    two.become("han")
    form.drop()
    assert two.step().tool == "Grafana"
    assert form.saving.said.startswith("li has just changed S01: Tool “Grafana”.")
    monkeypatch.setattr("sop_kit.live.rows._UNREAD_SECONDS", 0.0)
    form.drop()
    assert two.step() is None


def test_a_row_moves_among_those_that_others_have_added_meanwhile(two):
    form = TableForm(two.han, "steps")
    two.li.add_row("steps", {"stage": "monitor", "role": "data-team", "action": "新"})
    form.move(1)
    assert [row.action for row in stored(two, "steps")] == ["新", "看大盘"]


# Drafts


def test_a_new_row_that_was_never_added_returns_into_its_fields_but_over_nothing_typed(two):
    form = TableForm(two.han, "steps")
    sent = []
    form.form.keeper.send = sent.append
    form.form.keeper.hear({"kind": "drafts", "texts": {"new:action": "查告警", "pasted": "做什么\n看"}})
    assert (form.new["action"].widget.value, form.paste.area.value) == ("查告警", "做什么\n看")
    assert form.paste.widget.layout.display == ""
    form.form.keeper.hear({"kind": "drafts", "texts": {"new:action": "别的", "unknown": "x"}})
    assert form.new["action"].widget.value == "查告警"
    assert [each["names"] for each in sent] == [["new:action", "pasted"], []]
