"""The rule that ends the rounds is agreed on in the room, with its day, before anybody rates."""

from datetime import datetime

import pytest

from sop_kit.blocks.make import text_of
from sop_kit.cli.taking import start_workshop
from sop_kit.document.room.page import stop_rule_blocks
from sop_kit.live import open_session
from sop_kit.live.stop_rule import StopRuleForm


@pytest.fixture
def session(tmp_path, monkeypatch):
    start_workshop(tmp_path / "w", product="line", name="反欺诈")
    monkeypatch.chdir(tmp_path / "w")
    return open_session("line", lang="en")


def rule():
    return open_session("line", lang="en").record.settings.stop_rule


def said(session):
    return [text_of(line) for line in stop_rule_blocks(session.view)[0].items]


def test_the_rule_is_changed_field_by_field_and_the_rest_of_it_stays(session):
    form = StopRuleForm(session)
    form.fields["settled_share"].value = 70
    form.fields["rounds"].value = 2
    assert (rule().settled_share, rule().rounds, rule().share, rule().iqr) == (0.7, 2, 0.75, 1.0)


def test_one_press_declares_it_today(session):
    assert said(session)[-1] == "Nobody has declared the rule yet: do it before round one."
    StopRuleForm(session).declare()
    assert rule().declared == datetime.now().astimezone().date().isoformat()
    assert "The rule was declared on" in said(session)[-1]


def test_a_form_opened_later_shows_the_rule_as_it_is_and_saves_nothing(session):
    StopRuleForm(session).fields["share"].value = 80
    head = session.record.head
    again = StopRuleForm(open_session("line", lang="en"))
    assert {name: field.value for name, field in again.fields.items()} == {
        "share": 80,
        "settled_share": 100,
        "rounds": 3,
    }
    assert open_session("line", lang="en").record.head == head
