"""The page of the day on the wall: which day, what is copied, what is written."""

import threading

import pytest

from sop_kit.document.today import today_blocks
from sop_kit.live.desk.desk import Desk
from sop_kit.live.panels.today import FORMATS, TodayPage, command, days_of
from sop_kit.record.changes import Edit
from tests.live.panels.rooms import TODAY, Clock, Panel, again, find, new_line, texts

STEP = {"stage": "monitor", "action": "看大盘", "role": "data-team", "agreed": "每班看一次"}


@pytest.fixture
def session(tmp_path, monkeypatch):
    new_line(tmp_path / "w")
    monkeypatch.chdir(tmp_path / "w")
    opened = again()
    rows = {"A01": {"text": "Complete the manual", "at": TODAY}, "A02": {"text": "Ask legal", "at": "2026-10-30"}}
    opened.save([Edit(act="put", table="actions", row=row, values=values) for row, values in rows.items()])
    return opened


@pytest.fixture
def page(session):
    return TodayPage(session, Clock())


@pytest.fixture
def panel(session, page):
    made = Panel(Desk(session, "today", page.look, page.acts()))
    page.show = made.desk.refresh
    return made


def copied(page):
    return [node["copy"] for node in find(page.look(), n="button") if "copy" in node]


def test_the_page_is_of_today_and_any_other_day_of_the_record_can_be_chosen(session, page, panel):
    assert days_of(session.view, TODAY) == (TODAY, "2026-10-30")
    assert "Complete the manual" in copied(page)[0]
    assert panel.act("day", day="2026-10-30")["says"] == "30 October 2026"
    assert "Ask legal" in copied(page)[0]
    assert "Complete the manual" not in copied(page)[0]
    assert find(panel.desk.view["nodes"], n="choice")[0]["value"] == "2026-10-30"


def test_what_is_no_day_is_refused(panel):
    assert panel.act("day", day="someday")["kind"] == "refused"


def test_a_mail_is_copied_with_its_tables_and_a_chat_as_plain_lines(page):
    chat, mail = (node for node in find(page.look(), n="button") if "copy" in node)
    assert chat["copy"] == mail["copy"]
    assert "html" not in chat
    assert "<table" in mail["html"]
    assert "<style" not in mail["html"]


def test_how_it_is_sent_does_not_stand_on_the_wall(page):
    nodes = page.look()["nodes"]
    private = [node for node in nodes if "sop-private" in node.get("c", "")]
    assert len(find(private, n="button")) == len(find(nodes, n="button")) == 2 + len(FORMATS)


def test_a_file_is_written_by_the_command_and_named_when_it_is_there(session, page, panel, tmp_path):
    told, heard = [], threading.Event()
    page.tell = lambda text, tone: (told.append((text, tone)), heard.set())
    name = f"agreed/{TODAY}-line-en.html"
    assert panel.act("write", format="html")["says"] == f"Writing {name} …"
    assert heard.wait(60)
    assert told == [(f"Written: {name}", "good")]
    assert "Complete the manual" in (tmp_path / "w" / name).read_text(encoding="utf-8")
    assert f"In the workshop folder: {name}" in texts(page.look())


def test_a_file_that_cannot_be_written_is_told_with_the_reason(page, panel, tmp_path):
    (tmp_path / "w" / "agreed").write_text("in the way", encoding="utf-8")
    told, heard = [], threading.Event()
    page.tell = lambda text, tone: (told.append((text, tone)), heard.set())
    panel.act("write", format="html")
    assert heard.wait(60)
    ((text, tone),) = told
    assert (text.startswith("Not written: "), tone) == (True, "bad")
    assert not find(page.look(), n="p")


def test_a_format_that_nobody_knows_is_refused(panel):
    assert panel.act("write", format="odt")["kind"] == "refused"


def test_a_folder_with_blanks_is_one_word_of_the_command(tmp_path):
    ordered = command(tmp_path / "工作坊 1", "line", day=TODAY, lang="zh", kind="pdf")
    assert str((tmp_path / "工作坊 1").resolve()) in ordered


def test_steps_edited_on_another_day_are_not_on_the_page(session, page):
    session.save([Edit(act="put", table="steps", row="S01", values=STEP)])
    assert "每班看一次" in str(today_blocks(session.view, TODAY))
    page._day = "2020-01-01"  # noqa: SLF001  a day on which nobody edited anything
    assert "每班看一次" not in str(page.blocks())
