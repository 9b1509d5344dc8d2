"""The board of a notebook: it shows the document's swimlane, and every gesture is one Change that says what it did."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from sop_kit.cli.taking import start_workshop, take
from sop_kit.document.sop import chapter_bundle
from sop_kit.errors import SopKitError
from sop_kit.live import open_session, show_board
from sop_kit.live.board.board import board
from sop_kit.live.board.picture import picture
from sop_kit.live.desk.asked import COMMON
from sop_kit.live.desk.desk import Desk
from sop_kit.live.session import Session
from sop_kit.places import kit_path
from sop_kit.record.changes import Edit
from sop_kit.record.model import by_id
from tests.live.board.desks import answered, changes, nodes_of, told, words_of

HOSTILE = (
    "<script>window.bitten = 1</script>",
    '"><img src=x onerror="window.bitten = 1">',
    "</title></svg><b onclick=alert(1)>",
    "]]>&amp;&#x0;{role} %s 'quoted' \"twice\"",
    "\u202eright to left\u202c \u200f\u05e9\u05dc\u05d5\u05dd",
    "👩‍🔬🚒 熱點\u200b",
    "长" * 10_000,
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Act → what is asked of it, on a line with the steps S01 to S03 in the lanes of data-team and on-call.
ASKED: dict[str, dict[str, Any]] = {
    "add_notes": {"text": "Look at the queue", "role": "data-team", "stage": "monitor", "after": "S01"},
    "move_steps": {"ids": ["S02"], "role": "on-call", "stage": "release", "after": ""},
    "drop_steps": {"ids": ["S03"]},
    "merge": {"ids": ["S01", "S02"], "into": "S01"},
    "assign": {"ids": ["S01"], "process": "iteration"},
    "group": {"ids": ["S01", "S02"], "name": "Night shift"},
    "set_hot_spot": {"ids": ["S01", "S02"], "text": "Nobody looks at night"},
    "set_one_head": {"ids": ["S01"], "person": "Zhou"},
    "add_lesson": {"step": "S01", "kind": "worked", "text": "Two of us look"},
    "set_raci": {"step": "S01", "role": "on-call", "letter": "A", "on": True},
    "add_arrow": {"source": "S02", "target": "S03", "when": "red"},
    "drop_arrow": {"source": "S01", "target": "S02", "when": ""},
    "set_condition": {"source": "S01", "target": "S02", "when": "", "to_be": "if green"},
    "turn_arrow": {"source": "S01", "target": "S02", "when": ""},
    "add_lane": {"name": "Night desk"},
    "name_lane": {"role": "on-call", "name": "Duty"},
    "move_lane": {"role": "on-call", "after": ""},
    "size_lane": {"role": "on-call", "height": 120},
    "drop_lane": {"role": "spare"},
    "paste": {"text": "One more thing\nand another", "role": "data-team", "stage": "decide"},
    "put_in": {"table": "steps", "row": "S01", "column": "performers", "text": "Li Na"},
    "take_off": {"table": "steps", "row": "S01", "column": "consulted", "text": "on-call"},
    "add_promise": {"step": "S01", "text": "Write the script down"},
    "photo": {"name": "board.gif", "data": "R0lGODlhBAADAIAAAAAAAAAAADs=", "step": "S01"},
    "set": {"table": "steps", "row": "S01", "column": "done", "text": "Only at noon", "before": ""},
    "drop": {"table": "roles", "row": "spare"},
}


@pytest.mark.parametrize(("line", "lang"), [("anti-fraud", "zh"), ("recommender", "en"), ("govuk-chat", "en")])
def test_what_the_board_shows_equals_the_documents_swimlane(
    line: str, lang: str, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    workshop = start_workshop(folder.parent / line, product=None, name=None)
    take(workshop, [kit_path("workshop", f"{line}.yaml")], product=None, name=None)
    monkeypatch.chdir(folder.parent / line)
    session = open_session(line, lang=lang, live=True)
    desk = board(session)
    assert_same_picture(session, desk)
    step = session.record.steps[0]
    place = {"role": session.record.steps[-1].role, "stage": "release", "after": ""}
    assert answered(desk, "move_steps", {"ids": [step.id], **place})["kind"] == "done"
    assert_same_picture(session, desk)


def assert_same_picture(session: Session, desk: Desk) -> None:
    shown = desk.view["board"]["picture"]
    assert shown == picture(session.view)
    (svg,) = [block.svg for block in chapter_bundle(session.view, "glance").blocks if block.kind == "figure"]
    drawn = re.sub(r"\s+", " ", svg)
    parts = [shown["under"], shown["lines"], *(box["svg"] for box in shown["boxes"])]
    parts += [arrow["label"]["svg"] for arrow in shown["arrows"] if arrow["label"]]
    assert [part for part in parts if re.sub(r"\s+", " ", part) not in drawn] == []
    assert len(shown["boxes"]) == len(session.record.steps)


def test_every_act_of_the_board_is_tried_here(session: Session):
    assert {*board(session)._acts} == {*ASKED, *COMMON}  # noqa: SLF001


@pytest.mark.parametrize("name", ASKED)
def test_an_act_is_one_change_with_its_id_and_sent_twice_counts_once(session: Session, name: str):
    desk, before = board(session), len(changes(session))
    first = answered(desk, name, ASKED[name], "of-the-browser")
    assert first["kind"] == "done", first
    after = changes(session)
    assert len(after) == before + 1
    assert after[-1].id == "of-the-browser"
    record = session.record
    assert answered(desk, name, ASKED[name], "of-the-browser")["kind"] == "done"
    assert len(changes(session)) == before + 1
    assert session.record == record


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", [name for name in ASKED if name not in COMMON])
def test_an_act_says_in_the_notebooks_language_what_happened(session: Session, name: str):
    says = answered(board(session), name, ASKED[name])["says"]
    assert says
    assert bool(CHINESE.search(says)) == (session.say.lang == "zh"), says


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_merging_says_what_is_one_now_and_how_to_go_back(folder: Path, session: Session):
    says = answered(board(session), "merge", ASKED["merge"])["says"]
    wanted = {
        "en": "S01, S02 are one step now: S01. Undo takes it back.",
        "zh": "S01、S02 现在是一个步骤：S01。按“撤销”可以还原。",
    }
    assert says == wanted[session.say.lang]


@pytest.mark.parametrize("name", ["merge", "paste", "group", "drop_steps"])
def test_one_undo_takes_the_whole_of_a_gesture_back(session: Session, name: str):
    desk, before = board(session), session.record
    answered(desk, name, ASKED[name])
    assert session.record.steps != before.steps
    assert answered(desk, "undo", {})["kind"] == "done"
    assert [session.record.rows(table) for table in ("steps", "processes")] == [before.steps, before.processes]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_done_is_refused_with_a_sentence_and_changes_nothing(session: Session):
    desk, before = board(session), len(changes(session))
    for name, args in (
        ("add_notes", {"text": "", "role": "data-team", "stage": "monitor"}),
        ("move_steps", {"ids": ["S99"], "role": "data-team", "stage": "monitor"}),
        ("set_raci", {"step": "S01", "role": "data-team", "letter": "R", "on": False}),
        ("put_in", {"table": "steps", "row": "S01", "column": "action", "text": "Li Na"}),
        ("add_promise", {"step": "S99", "text": "Never"}),
        ("fly", {}),
    ):
        answer = answered(desk, name, args)
        assert answer["kind"] == "refused", name
        assert bool(CHINESE.search(answer["says"])) == (session.say.lang == "zh"), answer
    assert len(changes(session)) == before


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(session: Session, text: str):
    desk = board(session)
    answered(desk, "name_lane", {"role": "on-call", "name": text})
    answered(desk, "add_notes", {"text": text, "role": "on-call", "stage": "release"}, "note")
    answered(desk, "set_condition", {**ASKED["set_condition"], "to_be": text}, "when")
    new = session.record.steps[-1] if session.record.steps[-1].action != "Decide" else session.record.steps[0]
    json.dumps(desk.view)
    shown = desk.view["board"]["picture"]
    parts = [shown["under"], shown["lines"], shown["more"], shown["legend"]["svg"]]
    parts += [each["svg"] for each in (*shown["boxes"], *shown["lanes"])]
    for part in parts:
        for element in ET.fromstring(f"<svg>{part}</svg>").iter():  # noqa: S314  ours
            assert element.tag in {"svg", "g", "a", "title", "text", "tspan", "path", "rect", "circle"}
            assert [name for name in element.attrib if name.startswith("on")] == []
    for answer in (
        told(desk, "card", step=new.id),
        told(desk, "lane", role="on-call"),
        told(desk, "several", ids=["S01", new.id]),
        told(desk, "arrow", source="S01", target="S02", when=text.strip()),
        told(desk, "paste", text=f"{text}\nsecond", role="on-call", stage="release"),
    ):
        json.dumps(answer)
        # Whatever is not text goes through `element`: no words of a person become a tag, an attribute or HTML.
        assert [node for node in nodes_of(answer["nodes"]) if node["n"] == "html"] == []
        tags = {node["n"] for node in nodes_of(answer["nodes"])}
        assert {tag for tag in tags if not re.fullmatch(r"[a-z]+4?", tag)} == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_rows_pasted_from_excel_keep_quotes_and_line_ends(session: Session):
    say = session.say
    heads = {"en": "Stage\tWhat is done\tRole", "zh": "阶段\t做什么\t角色"}[say.lang]
    cell = '"Say ""stop""\nto everybody"'
    text = f"{heads}\nrelease\t{cell}\tspare\nmonitor\tLook twice\t新来的角色"
    desk = board(session)
    sent = {"text": text, "role": "data-team", "stage": "monitor", "after": "*"}
    preview = told(desk, "paste", **sent)
    assert (preview["kind"], len(preview["new"]), preview["left"]) == ("rows", 2, "")
    assert 'Say "stop"\nto everybody' in words_of(preview["nodes"])
    assert answered(desk, "paste", sent)["kind"] == "done"
    first, second = session.record.steps[-2:]
    assert (first.action, first.role, first.stage) == ('Say "stop"\nto everybody', "spare", "release")
    assert by_id(session.record.roles)[second.role].name == "新来的角色"


def test_pasted_lines_become_notes_where_they_were_pasted(session: Session):
    desk = board(session)
    answered(desk, "paste", {"text": "First\n\nSecond", "role": "on-call", "stage": "release"})
    assert [(step.action, step.role, step.stage) for step in session.record.steps[-2:]] == [
        ("First", "on-call", "release"),
        ("Second", "on-call", "release"),
    ]


def test_rows_that_cannot_be_taken_are_shown_with_the_reason(session: Session):
    heads = {"en": "Stage\tWhat is done\tRole", "zh": "阶段\t做什么\t角色"}[session.say.lang]
    preview = told(board(session), "paste", text=f"{heads}\nrelease\tGo\tspare\nnowhere\tGo\tspare", role="", stage="")
    assert preview["wrong"] == 1
    assert "nowhere" in words_of(preview["nodes"])


def test_the_next_note_goes_where_the_last_one_went(session: Session):
    desk = board(session)
    assert desk.view["board"]["entry"] == {"role": "on-call", "stage": "decide"}
    answered(desk, "add_notes", {"text": "First", "role": "spare", "stage": "feedback"})
    desk.refresh()
    assert desk.view["board"]["entry"] == {"role": "spare", "stage": "feedback"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_board_tells_the_browser_all_its_words(session: Session):
    words = desk_words(session)
    assert [key for key, text in words.items() if not text] == []
    keys = words.pop("key_list")
    said = [*words.values(), *(what for _, what in keys)]
    if session.say.lang == "zh":
        bare = {"{percent}%", "{step}：{text}"}  # values alone
        assert [text for text in said if text not in bare and not CHINESE.search(text)] == []


def desk_words(session: Session) -> dict[str, Any]:
    return dict(board(session).view["board"]["words"])


def test_a_board_of_thirty_four_steps_is_a_small_message(folder: Path, monkeypatch: pytest.MonkeyPatch):
    workshop = start_workshop(folder.parent / "big", product=None, name=None)
    take(workshop, [kit_path("workshop", "anti-fraud.yaml")], product=None, name=None)
    monkeypatch.chdir(folder.parent / "big")
    view = board(open_session("anti-fraud", lang="en", live=True)).view
    assert len(json.dumps(view, ensure_ascii=False).encode()) < 120_000


def test_a_notebook_that_nobody_edits_shows_the_same_picture_and_loads_no_widget(folder: Path, session: Session):
    program = (
        "import sys\n"
        "from sop_kit.live import open_session, show_board\n"
        f"show_board(open_session('line', lang={session.say.lang!r}, live=False))\n"
        "print([name for name in ('anywidget', 'ipywidgets') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_static_twin_stands_below_the_board_and_follows_it(session: Session, monkeypatch: pytest.MonkeyPatch):
    shown: list[Any] = []

    class Handle:
        def update(self, now: object) -> None:
            shown.append(now)

    def display(what: object, **_how: object) -> Handle:
        shown.append(what)
        return Handle()

    monkeypatch.setattr("sop_kit.live.showing.display", display)
    show_board(session)
    desk, twin = shown
    assert "application/vnd.jupyter.widget-view+json" in desk
    assert desk["text/plain"]
    assert "sop-twin" in twin.html
    assert twin.bundle.blocks == chapter_bundle(session.view, "glance").blocks
    session.save([Edit(act="put", table="steps", row="S01", values={"action": "Look again"})])
    assert "Look again" in shown[-1].html


def test_a_record_that_came_from_a_file_shows_its_board_and_takes_no_gesture(tmp_path: Path):
    opened = open_session(str(kit_path("workshop", "govuk-chat.yaml")), lang="en", live=True)
    assert not opened.live
    with pytest.raises(SopKitError):
        opened.save([Edit(act="drop", table="steps", row=opened.record.steps[0].id)])
